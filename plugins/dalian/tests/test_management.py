"""Upkeep, correction and exit. Grounds were read in 大就办发〔2022〕9号 三（四）, not taken from the rule data."""

from collections.abc import Callable
from datetime import date

import pytest

from laowu.jurisdictions.jurisdiction import Jurisdiction
from laowu.model.answers import BrandStatus, ManagementAction, ManagementDecision
from laowu.model.dossier import Check, CheckResult, Dossier, Judgement, Recognition
from laowu.model.level import Level
from laowu.model.outcome import Outcome
from laowu.model.questions import BrandRecord

ON = date(2023, 7, 1)
RECOGNISED = (Recognition(level=Level.MUNICIPAL, on=date(2022, 12, 12), jurisdiction="dalian"),)
DossierOf = Callable[..., Dossier]


def decided(jurisdiction: Jurisdiction, dossier: Dossier) -> ManagementDecision:
    decision = jurisdiction.manage_brand(BrandRecord(dossier=dossier, level=Level.MUNICIPAL), ON)
    assert decision is not None
    return decision


def action(decision: ManagementDecision, rule: str) -> ManagementAction:
    (found,) = (action for action in decision.actions if action.rule == rule)
    return found


def failed(*grounds: str, rectify_by: date | None = None) -> Check:
    return Check(on=date(2023, 6, 1), result=CheckResult.FAILED, grounds=grounds, rectify_by=rectify_by)


@pytest.mark.parametrize("ground", ["poor_training", "few_placed", "weaker_market", "low_recognition"])
def test_each_of_the_four_grounds_calls_for_correction_and_leaves_exit_to_the_office(
    ground: str, dalian: Jurisdiction, dossier: DossierOf
) -> None:
    decision = decided(dalian, dossier({"recognitions": RECOGNISED, "checks": (failed(ground),)}))

    assert decision.status is BrandStatus.RECTIFY
    assert action(decision, "DL-048").outcome is Outcome.MET
    assert action(decision, "DL-048-exit").outcome is Outcome.NEEDS_JUDGEMENT


def test_another_ground_leads_to_neither(dalian: Jurisdiction, dossier: DossierOf) -> None:
    decision = decided(dalian, dossier({"recognitions": RECOGNISED, "checks": (failed("late_report"),)}))

    assert decision.status is BrandStatus.KEEP


def test_the_day_for_correction_must_be_named_by_the_office(dalian: Jurisdiction, dossier: DossierOf) -> None:
    """限期 without a length."""
    without = decided(dalian, dossier({"recognitions": RECOGNISED, "checks": (failed("poor_training"),)}))
    dated = failed("poor_training", rectify_by=date(2023, 8, 1))
    with_day = decided(dalian, dossier({"recognitions": RECOGNISED, "checks": (dated,)}))

    assert any("must name a day" in remark.en for remark in action(without, "DL-048").remarks)
    assert action(with_day, "DL-048").due == date(2023, 8, 1)


def test_exit_follows_when_the_office_has_judged_so(dalian: Jurisdiction, dossier: DossierOf) -> None:
    verdict = Judgement(jurisdiction="dalian", rule="DL-048-exit", outcome=Outcome.MET, by="大连市人社局", on=date(2023, 6, 20))
    record = {"recognitions": RECOGNISED, "checks": (failed("few_placed"),), "judgements": (verdict,)}

    assert decided(dalian, dossier(record)).status is BrandStatus.EXIT_PROPOSED


def test_calls_and_supervision_go_on_without_a_stated_interval(dalian: Jurisdiction, dossier: DossierOf) -> None:
    decision = decided(dalian, dossier({"recognitions": RECOGNISED}))
    upkeep = {found.rule: (found.kind, found.outcome, found.due) for found in decision.actions if found.rule.startswith("DL-047")}

    assert decision.status is BrandStatus.KEEP
    assert upkeep == {
        "DL-047": ("call_back", Outcome.MET, None),
        "DL-047-training": ("spot_check", Outcome.MET, None),
    }
