"""What follows recognition: 第十条 and 第十一条 of the award measures. Expected answers are read from the document."""

from collections.abc import Callable
from datetime import date

import pytest

from laowu.jurisdictions.jurisdiction import Jurisdiction
from laowu.model.answers import BrandStatus, ManagementAction, ManagementDecision
from laowu.model.dossier import Check, CheckResult, Dossier, Recognition
from laowu.model.level import Level
from laowu.model.outcome import Outcome
from laowu.model.questions import BrandRecord

MakeBrand = Callable[..., Dossier]
ON = date(2026, 11, 21)
RECOGNISED = Recognition(level=Level.MUNICIPAL, on=date(2022, 12, 1), jurisdiction="chongqing")

FAILED, PASSED, MISSED = CheckResult.FAILED, CheckResult.PASSED, CheckResult.MISSED


def decide(jurisdiction: Jurisdiction, make_brand: MakeBrand, *checks: Check) -> ManagementDecision:
    dossier = make_brand(recognitions=(RECOGNISED,), checks=checks)
    decision = jurisdiction.manage_brand(BrandRecord(dossier=dossier, level=Level.MUNICIPAL), ON)
    assert decision is not None
    return decision


def yearly(*results: CheckResult) -> tuple[Check, ...]:
    """Reviews of 2023 and the years after, each failed one with a ground."""
    return tuple(
        Check(on=date(2023 + place, 6, 1), result=result, grounds=("poor_training",) if result is FAILED else ())
        for place, result in enumerate(results)
    )


def action(decision: ManagementDecision, rule: str) -> ManagementAction:
    return next(item for item in decision.actions if item.rule == rule)


@pytest.mark.parametrize(
    ("results", "status", "in_row"),
    [
        ((PASSED,), BrandStatus.KEEP, 0),
        ((FAILED,), BrandStatus.RECTIFY, 1),
        ((FAILED, FAILED), BrandStatus.REVOKE, 2),
        ((FAILED, PASSED, FAILED), BrandStatus.RECTIFY, 1),
        ((FAILED, FAILED, PASSED), BrandStatus.KEEP, 0),
        ((FAILED, MISSED, FAILED), BrandStatus.REVOKE, 2),
    ],
)
def test_article_11_two_failed_yearly_reviews_in_a_row_cancel_the_title(
    chongqing: Jurisdiction, make_brand: MakeBrand, results: tuple[CheckResult, ...], status: BrandStatus, in_row: int
) -> None:
    decision = decide(chongqing, make_brand, *yearly(*results))
    assert (decision.status, decision.consecutive_failures) == (status, in_row)


def test_article_11_with_the_title_the_plaque_goes(chongqing: Jurisdiction, make_brand: MakeBrand) -> None:
    once, twice = (decide(chongqing, make_brand, *yearly(*[FAILED] * count)) for count in (1, 2))
    kinds = {"revoke", "recall_plaque"}
    assert {item.kind for item in once.actions if item.outcome is Outcome.MET} & kinds == set()
    assert {item.kind for item in twice.actions if item.outcome is Outcome.MET} & kinds == kinds


def test_article_11_a_missed_review_can_be_read_as_breaking_the_row(
    read_as: Callable[..., Jurisdiction], make_brand: MakeBrand
) -> None:
    decision = decide(read_as("CQ-two-failures", "missed-breaks"), make_brand, *yearly(FAILED, MISSED, FAILED))
    assert (decision.status, decision.consecutive_failures) == (BrandStatus.RECTIFY, 1)


def test_article_11_a_missed_review_is_pointed_out(chongqing: Jurisdiction, make_brand: MakeBrand) -> None:
    decision = decide(chongqing, make_brand, *yearly(FAILED, MISSED, FAILED))
    assert any("2024-06-01" in remark.zh for remark in decision.remarks)


@pytest.mark.parametrize("ground", ["poor_training", "few_placed", "low_recognition"])
def test_article_11_each_of_three_grounds_brings_an_order_to_correct(
    chongqing: Jurisdiction, make_brand: MakeBrand, ground: str
) -> None:
    decision = decide(chongqing, make_brand, Check(on=date(2026, 6, 1), result=FAILED, grounds=(ground,)))
    assert action(decision, "CQA-050").outcome is Outcome.MET


def test_article_11_a_failing_of_another_kind_brings_none(chongqing: Jurisdiction, make_brand: MakeBrand) -> None:
    decision = decide(chongqing, make_brand, Check(on=date(2026, 6, 1), result=FAILED, grounds=("late_report",)))
    assert action(decision, "CQA-050").outcome is Outcome.NOT_MET


def test_article_11_a_failed_review_without_a_ground_is_no_data(chongqing: Jurisdiction, make_brand: MakeBrand) -> None:
    decision = decide(chongqing, make_brand, Check(on=date(2026, 6, 1), result=FAILED))
    assert action(decision, "CQA-050").outcome is Outcome.NO_DATA


def test_article_11_the_day_for_correction_must_be_asked_for(chongqing: Jurisdiction, make_brand: MakeBrand) -> None:
    order = action(decide(chongqing, make_brand, *yearly(FAILED)), "CQA-050")
    assert order.due is None
    assert any("须由经办机构确定日期" in remark.zh for remark in order.remarks)


def test_article_11_a_day_that_was_set_is_the_due_day(chongqing: Jurisdiction, make_brand: MakeBrand) -> None:
    check = Check(on=date(2026, 6, 1), result=FAILED, grounds=("few_placed",), rectify_by=date(2026, 12, 31))
    order = action(decide(chongqing, make_brand, check), "CQA-050")
    assert order.due == date(2026, 12, 31)
    assert not any("须由经办机构确定日期" in remark.zh for remark in order.remarks)


def test_article_11_what_was_corrected_is_no_longer_ordered(chongqing: Jurisdiction, make_brand: MakeBrand) -> None:
    check = Check(on=date(2026, 6, 1), result=FAILED, grounds=("few_placed",), rectified=date(2026, 9, 1))
    decision = decide(chongqing, make_brand, check)
    assert action(decision, "CQA-050").outcome is Outcome.NOT_MET


def test_article_10_an_evaluation_by_a_third_party_is_optional(chongqing: Jurisdiction, make_brand: MakeBrand) -> None:
    decision = decide(chongqing, make_brand)
    assert [item.rule for item in decision.actions if item.optional] == ["CQA-048"]


def test_article_11_no_interval_is_stated_unless_reviews_are_read_as_yearly(
    chongqing: Jurisdiction, read_as: Callable[..., Jurisdiction], make_brand: MakeBrand
) -> None:
    review = date(2026, 6, 1)
    check = Check(on=review, result=PASSED)
    assert action(decide(chongqing, make_brand, check), "CQA-049").due is None
    assert action(decide(read_as("CQ-review-interval", "yearly"), make_brand, check), "CQA-049").due == date(2027, 6, 1)


def test_a_brand_without_recognition_has_nothing_to_keep(chongqing: Jurisdiction, make_brand: MakeBrand) -> None:
    decision = chongqing.manage_brand(BrandRecord(dossier=make_brand(), level=Level.MUNICIPAL), ON)
    assert decision is not None
    assert decision.status is BrandStatus.NOT_RECOGNISED
