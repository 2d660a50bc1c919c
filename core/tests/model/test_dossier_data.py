"""A dossier survives the way through plain JSON exactly."""

import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from laowu.errors import ReplayError
from laowu.model.dossier import (
    Brand,
    Check,
    CheckResult,
    ClaimLine,
    Dossier,
    Judgement,
    Material,
    Operator,
    Payment,
    Progress,
    ProgressResult,
    Recognition,
)
from laowu.model.dossier_data import dossier_data, dossier_from_data
from laowu.model.dossier_text import dossier_text
from laowu.model.facts import Figure, Grade, Value
from laowu.model.level import ApplicantKind, Level
from laowu.model.outcome import Outcome
from laowu.model.share import Share

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
names = st.sampled_from(["workers", "pass_rate", "x", "date", "part"])
days = st.dates()
wholes = st.integers(-5, 2**63 - 1)
shares = st.one_of(
    st.builds(Share, st.integers(0, 500), st.integers(1, 500)),
    st.sampled_from(["80.01%", "80.010%", "5%"]).map(Share.from_percent),
)


def _row(items: list[Any]) -> tuple[Any, ...]:
    return tuple(items)


values: st.SearchStrategy[Value] = st.one_of(wholes, st.booleans(), texts, days, shares, st.lists(texts, max_size=3).map(_row))
figures = st.builds(
    Figure,
    low=st.none() | values,
    high=st.none() | values,
    year=st.none() | st.integers(1949, 2199),
    as_of=st.none() | days,
    grade=st.sampled_from(Grade),
    source=texts,
    note=texts,
    about=st.booleans(),
) | values.map(lambda value: Figure(low=value, high=value))
stated = st.dictionaries(names, st.lists(figures, max_size=2).map(_row), max_size=3)
optional_texts = st.none() | texts


def rows(items: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(items, max_size=2).map(_row)


@st.composite
def progress(draw: st.DrawFn) -> Progress:
    result = draw(st.none() | st.sampled_from(ProgressResult))
    began, later = sorted(draw(st.lists(days, min_size=2, max_size=2)))
    ended = None if result in (None, ProgressResult.OBJECTION) else later
    level = draw(st.none() | st.sampled_from(Level))
    return Progress(stage=draw(texts), began=began, ended=ended, result=result, level=level, jurisdiction=draw(optional_texts))


dossiers = st.builds(
    Dossier,
    brand=st.builds(
        Brand, name=texts, place=optional_texts, brand_class=optional_texts, trademark=optional_texts,
        existing=st.booleans(), invented=st.booleans(), about=texts,
    ),
    operators=rows(
        st.builds(
            Operator, name=texts, kind=st.sampled_from(ApplicantKind), code=optional_texts, place=optional_texts,
            legal_person=st.none() | st.booleans(), trade_name=optional_texts,
        )
    ),
    facts=stated,
    local_facts=st.dictionaries(names, stated, max_size=2),
    materials=st.dictionaries(names, st.builds(Material, held=st.booleans(), source=texts), max_size=2),
    judgements=rows(
        st.builds(
            Judgement, jurisdiction=texts, rule=texts, outcome=st.sampled_from([Outcome.MET, Outcome.NOT_MET]), by=texts,
            on=days, reason=texts,
        )
    ),
    recognitions=rows(
        st.builds(Recognition, level=st.sampled_from(Level), on=days, jurisdiction=optional_texts, until=st.none() | days)
    ),
    checks=rows(
        st.builds(
            Check, on=days, result=st.sampled_from(CheckResult), grounds=rows(texts), rectify_by=st.none() | days,
            rectified=st.none() | days, kind=texts, jurisdiction=optional_texts,
        )
    ),
    claims=rows(
        st.builds(
            ClaimLine, on=days, group=texts, operator=texts, persons=st.integers(1, 9), months=st.none() | st.integers(0, 99),
            payer=st.sampled_from([None, "self", "employer"]), brand=texts, paid_fen=st.none() | st.integers(0, 10**9),
            jurisdiction=optional_texts,
        )
    ),
    progress=rows(progress()),
    payments=rows(
        st.builds(
            Payment, on=days, award=texts, fen=st.integers(0, 10**12), level=st.none() | st.sampled_from(Level), operator=texts,
            payer=texts, jurisdiction=optional_texts,
        )
    ),
)  # fmt: skip


@given(dossiers)
@settings(max_examples=150, deadline=None)
def test_a_dossier_comes_back_exactly_from_json(dossier: Dossier) -> None:
    data = dossier_data(dossier)
    back = dossier_from_data(json.loads(json.dumps(data)))
    assert back == dossier
    # Equality takes True for 1 and 50% for 1/2; what a reader sees must be the same too.
    assert repr(dossier_from_data(dossier_data(back))) == repr(back)
    assert json.dumps(dossier_data(back), sort_keys=True) == json.dumps(data, sort_keys=True)


@given(dossiers)
@settings(max_examples=50, deadline=None)
def test_empty_things_are_left_out_and_what_is_written_stands_in_the_order_of_its_keys(dossier: Dossier) -> None:
    data = dossier_data(dossier)
    assert [key for key in data if data[key] in ([], {})] == []
    assert dossier_text(dossier) == json.dumps(data, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    assert list(data.get("facts", {})) == sorted(data.get("facts", {}))


def test_each_kind_of_value_keeps_its_kind() -> None:
    kinds: list[Value] = [
        1,
        True,
        0,
        False,
        "2025-01-01",
        "",
        date(2025, 1, 1),
        Share(1, 2),
        Share.from_percent("50.0%"),
        ("a",),
        (),
    ]
    dossier = Dossier(
        brand=Brand(name="x"), facts={f"f{place}": (Figure(low=item, high=item),) for place, item in enumerate(kinds)}
    )
    back = dossier_from_data(json.loads(json.dumps(dossier_data(dossier))))
    assert [repr(back.facts[f"f{place}"][0].low) for place in range(len(kinds))] == [repr(item) for item in kinds]


def test_bounds_written_in_two_ways_are_not_taken_for_one_value() -> None:
    bounds = Figure(low=Share(1, 2), high=Share.from_percent("50%"))
    data = dossier_data(Dossier(brand=Brand(name="x"), facts={"pass_rate": (bounds,)}))
    assert data["facts"]["pass_rate"] == [
        {"low": {"part": 1, "whole": 2}, "high": {"part": 50, "whole": 100, "quoted": "50%"}, "grade": "declared"}
    ]


def test_no_trademark_is_not_the_same_as_an_unknown_one() -> None:
    assert dossier_data(Dossier(brand=Brand(name="x", trademark="")))["brand"] == {"name": "x", "trademark": ""}
    assert dossier_data(Dossier(brand=Brand(name="x")))["brand"] == {"name": "x"}


BRAND = {"name": "x"}


@pytest.mark.parametrize(
    ("data", "where", "says"),
    [
        (3, "", "expected a table"),
        ({}, "brand", "“brand” is missing"),
        ({"brand": {"name": None}}, "brand.name", "expected text"),
        ({"brand": {"name": "x", "size": 1}}, "brand.size", "no key"),
        ({"brand": BRAND, "facts": {"f": [{"low": 1.5, "grade": "declared"}]}}, "facts.f[0].low", "table"),
        ({"brand": BRAND, "facts": {"f": [{"low": 1}]}}, "facts.f[0].grade", "missing"),
        ({"brand": BRAND, "facts": {"f": [{"low": {"date": "20250101"}, "grade": "declared"}]}}, "facts.f[0].low", "date"),
        ({"brand": BRAND, "facts": {"f": [{"low": {"part": 1}, "grade": "declared"}]}}, "facts.f[0].low.whole", "missing"),
        ({"brand": BRAND, "facts": {"f": [{"low": ["a", 1], "grade": "declared"}]}}, "facts.f[0].low", "expected text"),
        ({"brand": BRAND, "checks": [{"on": "2025-02-30", "result": "passed"}]}, "checks[0].on", "not a date"),
    ],
)
def test_data_that_are_no_dossier_are_refused_with_their_path(data: object, where: str, says: str) -> None:
    with pytest.raises(ReplayError) as caught:
        dossier_from_data(data)
    assert caught.value.where == where
    assert says in caught.value.what.en
