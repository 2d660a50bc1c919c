"""Regular reviews failed in a row: which are counted, when it is enough, and what a missed one does."""

from collections.abc import Callable
from datetime import date
from itertools import groupby, product
from typing import Any

import attrs
import pytest

from laowu.model.answers import BrandStatus, ManagementAction, ManagementDecision
from laowu.model.dossier import Check, CheckResult, Recognition
from laowu.model.level import Level
from laowu.model.outcome import Outcome
from laowu.rules.dated import Dated, DatedValue
from laowu.rules.management import Consequence, Upkeep
from laowu.text import Text, same

MET, NOT_MET = Outcome.MET, Outcome.NOT_MET
PASSED, FAILED, MISSED = CheckResult.PASSED, CheckResult.FAILED, CheckResult.MISSED
HELD = Recognition(level=Level.MUNICIPAL, on=date(2020, 5, 1), jurisdiction="demo")
HEAD: dict[str, Any] = {
    "summary": same("x"),
    "document": "d1",
    "clause": "第十一条",
    "since": date(2020, 1, 1),
    "levels": (Level.MUNICIPAL,),
    "actor": same("局"),
}
REVIEW = Upkeep(id="M-1", kind="review", regular=True, every_months=Dated.always(12), **HEAD)
REVOKE = Consequence(id="M-2", kind="revoke", consecutive_failures=Dated.always(2), **HEAD)


def check(day: str, result: CheckResult = FAILED, **more: Any) -> Check:
    return Check(on=date.fromisoformat(day), result=result, **more)


Managed = Callable[..., ManagementDecision]


def action(decision: ManagementDecision, rule: str) -> ManagementAction:
    return next(each for each in decision.actions if each.rule == rule)


def said(decision: ManagementDecision, rule: str) -> list[str]:
    return [remark.en for remark in action(decision, rule).remarks]


RESULTS = {"F": FAILED, "P": PASSED, "M": MISSED}


def yearly(results: str) -> tuple[Check, ...]:
    return tuple(check(f"{2021 + place}-06-01", RESULTS[result]) for place, result in enumerate(results))


def last_row(results: str, *, missed_breaks: bool) -> int:
    """Failures at the end of a row of years, written another way: the last group of what counts."""
    counted = [result for result in results if result != "M" or missed_breaks]
    groups = [(result, len(list(members))) for result, members in groupby(counted)]
    return groups[-1][1] if groups and groups[-1][0] == "F" else 0


@pytest.mark.parametrize("missed_breaks", [False, True])
@pytest.mark.parametrize("results", ["".join(row) for length in range(5) for row in product("FPM", repeat=length)])
def test_it_takes_as_many_failures_in_a_row_as_the_rule_says(managed: Managed, results: str, *, missed_breaks: bool) -> None:
    row = last_row(results, missed_breaks=missed_breaks)

    for needed in (1, 2, 3):
        rule = attrs.evolve(REVOKE, consecutive_failures=Dated.always(needed), missed_breaks_row=missed_breaks)
        decision = managed(REVIEW, rule, checks=yearly(results))
        assert action(decision, "M-2").outcome is (MET if row >= needed else NOT_MET)
        assert decision.consecutive_failures == row
        assert decision.status is (BrandStatus.REVOKE if row >= needed else BrandStatus.KEEP)
    assert said(managed(REVIEW, REVOKE, checks=yearly(results)), "M-2")[0].endswith("2 bring it about")


def test_a_missed_review_is_flagged_whether_or_not_it_breaks_the_row(managed: Managed) -> None:
    for breaks in (True, False):
        decision = managed(REVIEW, attrs.evolve(REVOKE, missed_breaks_row=breaks), checks=yearly("FMF"))
        assert decision.remarks == (Text("未按期复核：2022-06-01", "reviews missed: 2022-06-01"),)
        assert decision.status is (BrandStatus.KEEP if breaks else BrandStatus.REVOKE)


def test_a_year_without_any_record_is_flagged_and_counts_like_one_that_was_missed(managed: Managed) -> None:
    gap = (check("2021-06-01"), check("2024-06-01"))
    strict = attrs.evolve(REVOKE, missed_breaks_row=True)

    for rule, status in ((REVOKE, BrandStatus.REVOKE), (strict, BrandStatus.KEEP)):
        decision = managed(REVIEW, rule, checks=gap)
        assert decision.status is status
        assert decision.remarks == (Text("无复核记录：2022、2023 年", "no review on record for 2022, 2023"),)
    assert managed(attrs.evolve(REVIEW, every_months=Dated.always(36)), strict, checks=gap).status is BrandStatus.REVOKE
    assert managed(attrs.evolve(REVIEW, every_months=None), strict, checks=gap).status is BrandStatus.KEEP


def test_each_consequence_counts_missed_reviews_its_own_way(managed: Managed) -> None:
    strict = attrs.evolve(REVOKE, id="M-4", kind="propose_exit", missed_breaks_row=True)

    decision = managed(REVIEW, REVOKE, strict, checks=yearly("FMF"))

    assert (action(decision, "M-2").outcome, action(decision, "M-4").outcome) == (MET, NOT_MET)
    assert decision.consecutive_failures == 2


def test_the_last_review_of_a_year_is_that_years(managed: Managed) -> None:
    checks = (
        check("2024-03-01"),
        check("2024-09-01", PASSED),
        check("2025-03-01", PASSED),
        check("2025-09-01"),
        check("2026-03-01"),
    )

    assert managed(REVIEW, REVOKE, checks=checks).consecutive_failures == 2
    assert managed(REVIEW, REVOKE, checks=checks[::-1]).consecutive_failures == 2
    assert managed(REVIEW, REVOKE, checks=(check("2025-03-01"), check("2025-09-01"))).consecutive_failures == 1


def test_only_regular_reviews_are_counted(managed: Managed) -> None:
    checks = (check("2024-03-01", kind="spot_check"), check("2025-03-01", kind="review"), check("2026-03-01"))

    assert managed(REVIEW, REVOKE, checks=checks).consecutive_failures == 2
    assert managed(attrs.evolve(REVIEW, regular=False), REVOKE, checks=checks).consecutive_failures == 1


def test_where_nothing_is_counted_the_row_is_told_all_the_same(managed: Managed) -> None:
    assert managed(REVIEW, checks=yearly("FMF")).consecutive_failures == 2


def test_checks_after_the_date_judged_or_of_other_regions_are_not_looked_at(managed: Managed) -> None:
    checks = (
        check("2025-03-01"),
        check("2026-11-22"),
        check("2024-03-01", jurisdiction="other"),
        check("2026-03-01", jurisdiction="demo"),
    )

    assert managed(REVIEW, REVOKE, checks=checks).consecutive_failures == 2
    assert managed(REVIEW, REVOKE, checks=checks, on=date(2026, 2, 28)).consecutive_failures == 1


def test_failures_before_the_recognition_now_held_are_those_of_another(managed: Managed) -> None:
    earlier = attrs.evolve(HELD, on=date(2018, 5, 1), until=date(2024, 9, 1))
    again = attrs.evolve(HELD, on=date(2025, 5, 1))
    checks = (check("2023-06-01"), check("2024-06-01"), check("2025-06-01"))

    assert managed(REVIEW, REVOKE, checks=checks, recognitions=(earlier, again)).consecutive_failures == 1
    assert managed(REVIEW, REVOKE, checks=checks, recognitions=(earlier, again), on=date(2024, 8, 31)).consecutive_failures == 2


def test_how_many_failures_it_takes_may_change(managed: Managed) -> None:
    history = Dated((DatedValue(value=3), DatedValue(since=date(2026, 1, 1), value=2)))
    rule = attrs.evolve(REVOKE, consecutive_failures=history)

    assert managed(REVIEW, rule, checks=yearly("FF"), on=date(2025, 12, 31)).status is BrandStatus.KEEP
    assert managed(REVIEW, rule, checks=yearly("FF"), on=date(2026, 1, 1)).status is BrandStatus.REVOKE


def test_with_the_title_the_plaque_goes_back(managed: Managed) -> None:
    plaque = attrs.evolve(REVOKE, id="M-5", kind="recall_plaque")

    decision = managed(REVIEW, REVOKE, plaque, checks=yearly("FF"))

    assert action(decision, "M-5").outcome is MET
    assert managed(REVIEW, plaque, checks=yearly("FF")).status is BrandStatus.KEEP
