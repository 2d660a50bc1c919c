"""How an application runs: 第六条 of the award measures. Dates are counted by hand on the official calendar of 2026."""

from collections.abc import Callable
from datetime import date

import pytest

from laowu.jurisdictions.jurisdiction import Jurisdiction
from laowu.model.answers import PlannedStep, ReviewPlan
from laowu.model.citation import Standing
from laowu.model.dossier import Dossier, Material
from laowu.model.level import Level, Target
from laowu.model.questions import Application

MakeBrand = Callable[..., Dossier]
# 2026-09-21 is a Monday. 25 to 27 September and 1 to 7 October are days off; 10 October, a Saturday, is worked.
MONDAY = date(2026, 9, 21)


def plan(jurisdiction: Jurisdiction, dossier: Dossier, start: date = MONDAY) -> ReviewPlan:
    application = Application(dossier=dossier, target=Target(level=Level.MUNICIPAL), start=start)
    found = jurisdiction.plan_review(application, start)
    assert found is not None
    return found


def step(found: ReviewPlan, stage: str) -> PlannedStep:
    return next(item for item in found.steps if item.stage == stage)


def test_article_6_the_stages_follow_one_another(chongqing: Jurisdiction, make_brand: MakeBrand) -> None:
    found = plan(chongqing, make_brand())
    assert [item.kind for item in found.steps] == ["apply", "review", "site_check", "notice", "approve"]
    assert [item.begins for item in found.steps] == [
        date(2026, 9, 21),  # the district applies
        date(2026, 9, 22),  # the experts review
        date(2026, 9, 22),  # and visit where they must
        date(2026, 9, 23),  # the notice is posted
        date(2026, 10, 9),  # the first working day after it has ended
    ]


def test_article_6_3_five_working_days_of_notice_run_over_two_holidays(chongqing: Jurisdiction, make_brand: MakeBrand) -> None:
    # 24, 28, 29, 30 September and 8 October.
    assert step(plan(chongqing, make_brand()), "public_notice").ends == date(2026, 10, 8)


def test_article_6_3_a_worked_saturday_counts(chongqing: Jurisdiction, make_brand: MakeBrand) -> None:
    # Posted on Friday 9 October: 10 (a Saturday), 12, 13, 14, 15 October.
    found = plan(chongqing, make_brand(), date(2026, 9, 30))
    assert (step(found, "public_notice").begins, step(found, "public_notice").ends) == (date(2026, 10, 9), date(2026, 10, 15))


def test_article_6_3_counting_the_day_of_posting_ends_a_day_earlier(
    read_as: Callable[..., Jurisdiction], make_brand: MakeBrand
) -> None:
    # 23, 24, 28, 29, 30 September.
    found = plan(read_as("CQ-notice-days", "posting-day"), make_brand())
    assert step(found, "public_notice").ends == date(2026, 9, 30)


def test_article_6_3_districts_submit_by_31_october_included(chongqing: Jurisdiction, make_brand: MakeBrand) -> None:
    applying = step(plan(chongqing, make_brand()), "district_application")
    assert applying.due == date(2026, 10, 31)
    assert "10-31 为休息日" in " ".join(remark.zh for remark in applying.remarks)


@pytest.mark.parametrize(
    ("start", "due", "late"),
    [
        (date(2024, 10, 31), date(2024, 10, 31), False),  # a Thursday
        (date(2026, 10, 30), date(2026, 10, 31), False),
        (date(2026, 10, 31), date(2026, 10, 31), True),  # a Saturday: nothing can begin before Monday
        (date(2026, 11, 1), date(2027, 10, 31), False),
    ],
)
def test_article_6_3_who_comes_after_october_waits_for_the_next_batch(
    chongqing: Jurisdiction, make_brand: MakeBrand, start: date, due: date, late: bool
) -> None:
    applying = step(plan(chongqing, make_brand(), start), "district_application")
    assert applying.due == due
    assert any("已过" in remark.zh for remark in applying.remarks) is late


def test_article_6_3_read_without_the_last_day_the_limit_is_30_october(
    read_as: Callable[..., Jurisdiction], make_brand: MakeBrand
) -> None:
    found = plan(read_as("CQ-deadline", "day-before"), make_brand())
    assert step(found, "district_application").due == date(2026, 10, 30)


def test_article_6_2_the_visit_is_optional_and_delays_nothing(chongqing: Jurisdiction, make_brand: MakeBrand) -> None:
    found = plan(chongqing, make_brand())
    assert [item.stage for item in found.steps if item.optional] == ["site_check"]
    assert step(found, "site_check").ends == step(found, "expert_review").ends


def test_article_6_3_the_notice_is_the_citys(chongqing: Jurisdiction, make_brand: MakeBrand) -> None:
    assert step(plan(chongqing, make_brand()), "public_notice").actor.zh == "市人力社保局"


def test_article_6_1_asks_for_four_papers(chongqing: Jurisdiction, make_brand: MakeBrand) -> None:
    found = plan(chongqing, make_brand(materials={"media_reports": Material(held=True), "results_brief": Material(held=False)}))
    assert {paper.code: paper.held for paper in found.materials} == {
        "application_form": None,
        "results_brief": False,
        "training_output_statement": None,
        "media_reports": True,
    }


def test_the_plan_rests_on_a_draft(chongqing: Jurisdiction, make_brand: MakeBrand) -> None:
    assert plan(chongqing, make_brand()).standing is Standing.DRAFT
