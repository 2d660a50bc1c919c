"""Values, bounds and shares out of counts: whole numbers and fractions, never anything rounded."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from counting_stores import stored

from laowu.errors import LaowuError, RuleDataError
from laowu.jurisdictions.loading import load_installed
from laowu.model.share import Share
from laowu_ledger.indicators.counting import count
from laowu_ledger.indicators.definitions import definitions
from laowu_ledger.indicators.region_terms import RegionTerms
from laowu_ledger.indicators.results import BrandYear, results, told, wage_ratio
from laowu_ledger.schema.columns import store_schema
from laowu_ledger.schema.fields import ENROLMENT, PER_HEAD, fields

ON = date(2026, 11, 22)


def row(person: int, **cells: Any) -> dict[str, Any]:
    """Somebody at work since before, and what else is said."""
    blank: dict[str, Any] = dict.fromkeys(store_schema().names)
    where = {"source": 0, "source_row": person, "content": hash(tuple(sorted(cells.items(), key=str))) % (1 << 60)}
    return blank | {"person": person, "named": person, "brand": "甲", "started": date(2024, 1, 1), **where, **cells}


def of_year(folder: Path, rows: list[dict[str, Any]], year: int = 2025, on: date = ON) -> BrandYear:
    """What is counted of the only brand."""
    wanted = definitions(RegionTerms())
    (found,) = results(count(stored(folder, rows), wanted, (year,), on), wanted)
    return found


def test_what_is_blank_leaves_a_count_open_between_bounds(tmp_path: Path) -> None:
    found = of_year(tmp_path, [row(1, rural=True), row(2, rural=False), row(3), row(4, rural=True)])

    migrants = found.counts["migrant_workers"]
    assert (migrants.low, migrants.high, migrants.exact) == (2, 3, False)
    assert found.counts["workers"].exact
    share = next(shared for shared in found.shares if shared.ratio.name == "migrant_worker_share")
    assert (share.low, share.high) == (Share(2, 4), Share(3, 4))
    said = told(migrants)
    assert said is not None
    assert said.en == "not known of 1 people"


def test_an_end_stated_in_a_later_roll_ends_the_job_of_the_earlier_one(tmp_path: Path) -> None:
    found = of_year(tmp_path, [row(1, employer="厂"), row(1, employer="厂", ended=date(2025, 3, 1)), row(2)])

    assert found.counts["workers"].low == 1
    assert found.counts["employed_in_year"].low == 2


def test_a_line_of_a_training_roll_is_no_job(tmp_path: Path) -> None:
    found = of_year(
        tmp_path, [row(1, started=None, training_course="面点", training_date=date(2025, 2, 1), training_passed=True)]
    )

    assert (found.counts["trained_passed"].low, found.counts["trained"].high) == (1, 1)
    assert (found.counts["workers"].low, found.counts["workers"].high) == (0, 0)


def test_a_course_without_a_day_leaves_open_when(tmp_path: Path) -> None:
    found = of_year(tmp_path, [row(1, training_course="面点")])

    assert (found.counts["trained"].low, found.counts["trained"].high) == (0, 1)


def test_wages_are_sums_of_fen_over_months(tmp_path: Path) -> None:
    rows = [
        row(1, pay_fen=500_000),
        row(2, pay_fen=300_001, started=date(2025, 12, 31)),
        row(3, pay_fen=1, ended=date(2024, 6, 1)),
    ]
    found = of_year(tmp_path, rows)

    income, average = found.counts["annual_labour_income_yuan"], found.counts["average_wage_yuan"]
    fen = 12 * 500_000 + 300_001
    assert (income.tally.low, income.tally.high, income.tally.months) == (fen, fen, 13)
    assert (income.low, income.high) == (fen // 100, fen // 100 + 1)
    assert (average.low, average.high) == (fen * 12 // 1300, fen * 12 // 1300 + 1)
    assert wage_ratio(average, 50_000) == Share(fen * 12, 13 * 100 * 50_000)


def test_rolls_that_contradict_one_another_about_pay_give_bounds(tmp_path: Path) -> None:
    found = of_year(tmp_path, [row(1, employer="厂", pay_fen=400_000), row(1, employer="厂", pay_fen=500_000)])

    income = found.counts["annual_labour_income_yuan"]
    assert (income.low, income.high) == (48_000, 60_000)
    assert wage_ratio(found.counts["average_wage_yuan"], 50_000) is None


def test_a_job_without_pay_leaves_the_sum_open_and_no_average(tmp_path: Path) -> None:
    found = of_year(tmp_path, [row(1, pay_fen=400_000), row(2)])

    income = found.counts["annual_labour_income_yuan"]
    assert (income.low, income.high, income.tally.open) == (48_000, None, 1)
    assert found.counts["average_wage_yuan"].low is None


def test_a_year_is_counted_up_to_the_day(tmp_path: Path) -> None:
    rows = [row(1, ended=date(2025, 6, 30)), row(2, started=date(2025, 6, 30)), row(3, started=date(2025, 7, 1))]

    assert of_year(tmp_path, rows, on=date(2025, 6, 30)).counts["workers"].low == 2
    assert of_year(tmp_path, rows).counts["workers"].low == 2
    assert of_year(tmp_path, rows).counts["employed_in_year"].low == 3


def test_months_of_two_jobs_at_once_are_counted_once(tmp_path: Path) -> None:
    months = {"pension_first": date(2025, 1, 1), "pension_last": date(2025, 6, 1)}
    found = of_year(tmp_path, [row(1, employer="厂", **months), row(1, employer="店", **months), row(2, pension_count=0)])

    assert found.counts["insured_months"].low == 6
    assert (found.counts["insured"].low, found.counts["insured"].high) == (1, 1)


def test_a_regions_own_counting_is_checked() -> None:
    def counting(**table: Any) -> RegionTerms:
        return RegionTerms(code="x", counting={"indicator": {"workers": {"counts": "people", **table}}})

    assert definitions(counting(who={"fact": "hired", "is": True})).indicators["workers"].who is not None
    wrong: list[tuple[dict[str, Any], str]] = [
        ({"who": {"fact": "nobody", "is": True}}, "there is no fact"),
        ({"who": {"fact": "hired", "is": True}, "counts": "flag"}, "is not counted like that"),
        ({"who": {"fact": "hired", "is": True}, "but_not": ["ghosts"]}, "has no “ghosts”"),
        ({"who": {"fact": "hired", "is": True}, "oddly": 1}, "there is no key “oddly”"),
        ({"who": {"fact": "hired", "more_than": 3}}, "cannot be asked of"),
    ]
    for table, says in wrong:
        with pytest.raises(RuleDataError) as failure:
            definitions(counting(**table))
        assert says in str(failure.value)
        assert "x counting.toml indicator.workers" in failure.value.where


def test_an_indicator_that_is_not_there_is_refused_with_names_near_it() -> None:
    with pytest.raises(LaowuError, match="did you mean: workers"):
        definitions(RegionTerms()).only(("worker",))


def test_what_needs_a_region_is_not_counted_without_one() -> None:
    names = set(definitions(RegionTerms()).indicators)

    assert {"workers", "placed"} <= names
    assert not {"placed_for_local_need", "new_key_group_hires", "sent_outside_province"} & names


def test_whatever_a_column_serves_is_counted() -> None:
    served = {fact for field in fields().values() for fact in field.serves} - {PER_HEAD, ENROLMENT}
    counted = set()
    for code in ("chongqing", "dalian"):
        found = definitions(RegionTerms.of(load_installed(code).book, ON))
        counted |= {*found.indicators, *(ratio.name for ratio in found.ratios)}

    assert served <= counted
