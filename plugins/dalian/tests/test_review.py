"""Procedure and papers, read in 大就办发〔2022〕9号 三（一）–（三） and 四（三）; working days follow the calendar of 2022."""

from collections.abc import Callable
from datetime import date

import pytest

from laowu.jurisdictions.jurisdiction import Jurisdiction
from laowu.jurisdictions.loading import load_installed
from laowu.model.answers import PlannedStep, ReviewPlan
from laowu.model.citation import Standing
from laowu.model.dossier import Dossier
from laowu.model.level import Level, Target
from laowu.model.outcome import Outcome
from laowu.model.questions import Application

DISTRICT, CITY = Level.DISTRICT, Level.MUNICIPAL
ROUND = date(2022, 11, 15)
DossierOf = Callable[..., Dossier]


def planned(
    jurisdiction: Jurisdiction, dossier: Dossier, start: date, *, level: Level = DISTRICT, on: date = ROUND
) -> ReviewPlan:
    plan = jurisdiction.plan_review(Application(dossier=dossier, target=Target(level=level), start=start), on)
    assert plan is not None
    return plan


def comes_after(later: PlannedStep, earlier: PlannedStep) -> bool:
    assert later.begins is not None
    assert earlier.ends is not None
    return later.begins > earlier.ends


def steps(plan: ReviewPlan) -> dict[str, PlannedStep]:
    return {step.rule: step for step in plan.steps}


def test_an_application_on_the_last_day_reaches_the_city_on_its_last_day(dalian: Jurisdiction, dossier: DossierOf) -> None:
    """Apply by 22 November, included; review and visit the day after; notice posted on the 24th, whose fifth working day is
    1 December; the papers leave on 2 December, included."""
    found = steps(planned(dalian, dossier(), date(2022, 11, 22)))

    assert found["DL-028"].begins == found["DL-028"].due == date(2022, 11, 22)
    assert found["DL-038"].begins == found["DL-038-site"].begins == date(2022, 11, 23)
    assert (found["DL-040"].begins, found["DL-040"].ends) == (date(2022, 11, 24), date(2022, 12, 1))
    assert found["DL-041"].begins == found["DL-041"].due == date(2022, 12, 2)
    assert not any("past the limit" in remark.en for step in found.values() for remark in step.remarks)


def test_24_november_is_the_latest_posting_day(dalian: Jurisdiction, dossier: DossierOf) -> None:
    assert steps(planned(dalian, dossier(), date(2022, 11, 14)))["DL-040"].latest == date(2022, 11, 24)


def test_a_notice_posted_on_25_november_ends_on_the_sending_day_and_comes_too_late(
    dalian: Jurisdiction, dossier: DossierOf
) -> None:
    """Posted on the 25th the fifth working day is 2 December itself, and sending follows the notice."""
    found = steps(planned(dalian, dossier(), date(2022, 11, 23)))

    assert (found["DL-040"].begins, found["DL-040"].ends) == (date(2022, 11, 25), date(2022, 12, 2))
    assert found["DL-041"].begins == date(2022, 12, 5)
    assert any("past the limit" in remark.en for remark in found["DL-041"].remarks)


def test_an_application_on_23_november_is_late(dalian: Jurisdiction, dossier: DossierOf) -> None:
    """11月22日前, the day included."""
    found = steps(planned(dalian, dossier(), date(2022, 11, 23)))

    assert any("past the limit" in remark.en for remark in found["DL-028"].remarks)


def test_files_sent_on_the_last_day_cannot_be_approved_by_the_end_of_november(dalian: Jurisdiction, dossier: DossierOf) -> None:
    """四（三） sets one district brand per area by 30 November as the target."""
    found = steps(planned(dalian, dossier(), date(2022, 11, 22)))

    assert found["DL-043"].begins == date(2022, 12, 6)
    assert any("falls after November" in remark.en for remark in found["DL-043"].remarks)


def test_excluding_the_dates_moves_both_by_a_day(dossier: DossierOf) -> None:
    excluded = load_installed("dalian", choices={"DL-dates": "excluded"})
    found = steps(planned(excluded, dossier(), date(2022, 11, 21)))

    assert found["DL-028"].due == date(2022, 11, 21)
    assert found["DL-041"].due == date(2022, 12, 1)


def test_counting_the_posting_day_gains_a_day(dossier: DossierOf) -> None:
    counted = load_installed("dalian", choices={"DL-notice-days": "posting-day"})
    found = steps(planned(counted, dossier(), date(2022, 11, 23)))

    assert (found["DL-040"].begins, found["DL-040"].ends) == (date(2022, 11, 25), date(2022, 12, 1))
    assert found["DL-041"].begins == date(2022, 12, 2)


def test_the_notice_stands_at_area_level_before_anything_is_sent(dalian: Jurisdiction, dossier: DossierOf) -> None:
    """三（二）."""
    plan = planned(dalian, dossier(), date(2022, 11, 14), level=CITY)
    notices = [step for step in plan.steps if step.kind == "notice"]

    assert [step.rule for step in notices] == ["DL-040"]
    assert notices[0].length is not None
    assert notices[0].length.en == "5 working days"
    assert comes_after(steps(plan)["DL-041"], notices[0])


def test_a_city_brand_is_picked_after_its_district_approval(dalian: Jurisdiction, dossier: DossierOf) -> None:
    """三（三）: 从中择优."""
    city = steps(planned(dalian, dossier(), date(2022, 11, 14), level=CITY))
    district = steps(planned(dalian, dossier(), date(2022, 11, 14)))

    assert comes_after(city["DL-043-municipal"], city["DL-043"])
    assert comes_after(city["DL-044"], city["DL-043-municipal"])
    assert "DL-043-municipal" not in district


def test_the_two_levels_may_be_read_as_independent(dossier: DossierOf) -> None:
    independent = load_installed("dalian", choices={"DL-city-after-district": "independent"})
    city = steps(planned(independent, dossier(), date(2022, 11, 14), level=CITY))

    assert "DL-043" not in city
    assert comes_after(city["DL-043-municipal"], city["DL-042"])


def test_after_the_round_a_plan_counts_from_its_own_start(dalian: Jurisdiction, dossier: DossierOf) -> None:
    plan = planned(dalian, dossier(), date(2026, 11, 23), on=date(2026, 11, 23))
    found = steps(plan)

    assert plan.standing is Standing.LAST_KNOWN_ROUND
    assert found["DL-028"].begins == date(2026, 11, 23)
    assert found["DL-028"].due == date(2022, 11, 22)
    assert not any("past the limit" in remark.en for step in plan.steps for remark in step.remarks)


ALWAYS = {
    "dalian_application_form",
    "dalian_opinion_form",
    "business_licence",
    "application_report",
    "training_evidence",
    "worker_list",
    "labour_rules",
    "collective_contract",
    "coordination_body",
    "labour_coordinators",
}


@pytest.mark.parametrize(
    ("sent", "conditional"),
    [
        ({"sent_out": 0, "sent_outside_province": False}, set()),
        ({"sent_out": 1, "sent_outside_province": False}, {"output_agreement"}),
        (
            {"sent_out": 1, "sent_outside_province": True},
            {"output_agreement", "outside_contracts", "outside_insurance_proof"},
        ),
    ],
)
@pytest.mark.parametrize("level", [DISTRICT, CITY])
def test_papers_follow_from_who_was_sent_where(
    level: Level, sent: dict[str, object], conditional: set[str], dalian: Jurisdiction, dossier: DossierOf
) -> None:
    """三（一）1–6."""
    plan = planned(dalian, dossier(**sent), date(2022, 11, 14), level=level)
    needed = {need.code for need in plan.materials if need.needed is Outcome.MET}

    assert needed == ALWAYS | conditional
    assert all(need.needed.decided for need in plan.materials)


def test_output_in_either_year_calls_for_the_agreements(dalian: Jurisdiction, dossier: DossierOf) -> None:
    """三（一）3、5: the years are 2021 and 2022."""
    for first, second in ((1, 0), (0, 1)):
        brand = dossier(sent_out=[{"value": first, "year": 2021}, {"value": second, "year": 2022}])
        plan = planned(dalian, brand, date(2022, 11, 14))
        (agreement,) = (need for need in plan.materials if need.code == "output_agreement")

        assert agreement.needed is Outcome.MET


def test_without_figures_the_conditional_papers_are_open(dalian: Jurisdiction, dossier: DossierOf) -> None:
    plan = planned(dalian, dossier(sent_out=None), date(2022, 11, 14))
    open_ = {need.code for need in plan.materials if need.needed is Outcome.NO_DATA}

    assert open_ == {"output_agreement", "outside_contracts", "outside_insurance_proof"}
