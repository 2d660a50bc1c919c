"""Counts agree with plain Python, whoever counts and however the rows are dealt out."""

import random
from collections.abc import Callable, Sequence
from datetime import date
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from counting_oracle import Oracle
from counting_stores import generated, stored
from hypothesis import given, settings
from hypothesis import strategies as st
from ledger_files import rows_of

from laowu.jurisdictions.loading import load_installed
from laowu_ledger.engines.engine import open_engine
from laowu_ledger.indicators.by_query import counted_by_query
from laowu_ledger.indicators.counting import count
from laowu_ledger.indicators.definitions import Definitions, definitions
from laowu_ledger.indicators.period import periods
from laowu_ledger.indicators.region_terms import RegionTerms
from laowu_ledger.indicators.sorted_pass import counted_in_order
from laowu_ledger.indicators.tallies import Tallies
from laowu_ledger.store.store import Store

ON = date(2026, 11, 22)
YEARS = (2024, 2025, 2026)
SEVEN = (
    "graduates",
    "migrant_workers",
    "retired_fishers",
    "relieved_poor",
    "veterans",
    "displaced_workers",
    "hard_to_employ",
)


@cache
def wanted(region: str = "") -> Definitions:
    """What a region counts."""
    return definitions(RegionTerms.of(load_installed(region).book, ON) if region else RegionTerms())


def inside(prefix: str) -> Callable[[int], bool]:
    """Whether a code lies in a division, by its digits."""
    return lambda code: str(code).startswith(prefix)


ORACLES = {
    "": Oracle(ON),
    "dalian": Oracle(ON, here=inside("2102"), province=inside("21")),
    "chongqing": Oracle(ON, here=inside("50"), province=inside("50"), key_groups=dict.fromkeys(SEVEN, ""), months=3),
}


def plain(tallies: Tallies, of: Definitions) -> dict[Any, Any]:
    """Tallies as the oracle writes them."""
    return {
        (brand, period.year): {
            name: {
                "open": tally.open,
                "counted": tally.counted,
                "left_out": {
                    each.name: number for each, number in zip(of.indicators[name].but_not, tally.left_out, strict=True) if number
                },
                "low": tally.low,
                "high": tally.high,
                "months": tally.months,
            }
            for name, tally in by_name.items()
        }
        for (brand, period), by_name in tallies.items()
    }


def expected(region: str, store: Store, of: Definitions, years: Sequence[int] = YEARS) -> dict[Any, Any]:
    """What the oracle finds, of what is counted."""
    found = ORACLES[region].tallies(rows_of(store), store.conflicts.tolist(), years)
    kept = {place: {name: told for name, told in named.items() if name in of.indicators} for place, named in found.items()}
    return {
        place: named for place, named in kept.items() if any(t["open"] or t["counted"] or t["left_out"] for t in named.values())
    }


@settings(max_examples=30, deadline=None)
@given(
    draw=st.randoms(use_true_random=False),
    rows_=st.integers(1, 24),
    segments=st.integers(1, 3),
    clash=st.booleans(),
    region=st.sampled_from(sorted(ORACLES)),
)
def test_one_pass_counts_as_plain_python_does(  # noqa: PLR0917
    draw: random.Random, rows_: int, segments: int, clash: bool, region: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    rows = generated(draw, rows_, people=draw.randint(1, 8))
    store = stored(tmp_path_factory.mktemp("store"), rows, segments=segments, conflicts=[rows[0]["person"]] if clash else [])
    of = wanted(region)

    assert plain(counted_in_order(store, of, periods(YEARS, ON)), of) == expected(region, store, of)


@pytest.mark.parametrize(("kind", "region"), [*product(("duckdb", "postgres"), ("dalian", "chongqing")), ("spark", "dalian")])
def test_every_engine_counts_the_same(
    kind: str, region: str, tmp_path: Path, engine_address: Callable[[str], str | None]
) -> None:
    store = stored(tmp_path / "store", generated(random.Random(7), 400, people=150), segments=2, conflicts=[-3, 5])
    of, of_years = wanted(region), periods((2025,), ON)
    if kind == "spark":  # a query of its own for each takes long there: one of each sort
        of = of.only(("placed_once", "trained_passed", "annual_labour_income_yuan", "insured_months"))
    in_order = counted_in_order(store, of, of_years)

    if kind == "duckdb":  # which `count` leaves aside for the order of the store
        with open_engine(kind, store, memory="1GB", threads=2) as engine:
            assert counted_by_query(engine, of, of_years) == in_order
    else:
        url = engine_address(kind)
        assert count(store, of, (2025,), ON, engine=kind, memory=1 << 30, threads=2, url=url) == in_order
    assert plain(in_order, of) == expected(region, store, of, (2025,))


def test_the_order_of_rows_and_the_number_of_segments_do_not_matter(tmp_path: Path) -> None:
    rows = generated(random.Random(3), 120, people=30)
    of = wanted("chongqing")
    once = counted_in_order(stored(tmp_path / "a", rows), of, periods(YEARS, ON))
    random.Random(4).shuffle(rows)

    for segments in (2, 5):
        store = stored(tmp_path / str(segments), rows, segments=segments)
        assert counted_in_order(store, of, periods(YEARS, ON), threads=1) == once


def test_spans_of_people_are_added_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = generated(random.Random(5), 200, people=40)
    for row in rows:
        row["person"] *= 1 << 56
        row["brand"] = "甲"
    of = wanted("dalian")
    whole = counted_in_order(stored(tmp_path / "whole", rows), of, periods(YEARS, ON))

    # Row groups of five rows, so that jobs and people lie across their edges.
    for module in ("store.runs", "indicators.sorted_pass"):
        monkeypatch.setattr(f"laowu_ledger.{module}.GROUP_ROWS", 5)
    for span in (1, 40, 1000):
        monkeypatch.setattr("laowu_ledger.indicators.sorted_pass.SPAN_ROWS", span)
        for segments in (1, 2):
            store = stored(tmp_path / f"{span}-{segments}", rows, segments=segments)
            assert counted_in_order(store, of, periods(YEARS, ON)) == whole


def test_a_region_may_ask_who_the_employer_is(tmp_path: Path) -> None:
    own = {
        "row": {"of_first": {"label": {"zh": "甲", "en": "first"}, "when": {"fact": "employer", "in": ["甲公司"]}}},
        "job": {"of_first": {"label": {"zh": "甲", "en": "first"}, "when": {"fact": "of_first", "is": True}}},
        "indicator": {"hired": {"counts": "people", "who": {"fact": "of_first", "is": True}}},
    }
    of = definitions(RegionTerms(code="x", counting=own)).only(("hired",))
    rows = generated(random.Random(9), 60, people=20)
    found = counted_in_order(stored(tmp_path / "s", rows), of, periods((2025,), ON))

    for (brand, _), named in found.items():
        assert named["hired"].counted == len({r["person"] for r in rows if (r["brand"], r["employer"]) == (brand, "甲公司")})


def test_an_empty_store_counts_nobody(tmp_path: Path) -> None:
    store, of = stored(tmp_path / "s", []), wanted()

    assert counted_in_order(store, of, periods(YEARS, ON)) == {}
    with open_engine("duckdb", store) as engine:
        assert counted_by_query(engine, of.only(("workers",)), periods(YEARS, ON)) == {}


def test_a_year_that_has_not_begun_is_passed_over() -> None:
    assert [period.year for period in periods((2027, 2026, 2025, 2025), ON)] == [2025, 2026]
