"""What follows entry in the library: 三（四） and 四（三） of 宝人社发〔2022〕39号. Expected answers come from the document."""

from collections.abc import Callable
from datetime import date

import pytest

from laowu.jurisdictions.jurisdiction import Jurisdiction
from laowu.model.answers import BrandStatus, ManagementAction, ManagementDecision
from laowu.model.dossier import Check, CheckResult, Dossier, Judgement, Recognition
from laowu.model.level import Level
from laowu.model.outcome import Outcome
from laowu.model.questions import BrandRecord

MakeBrand = Callable[..., Dossier]
ON = date(2026, 11, 21)
RECOGNISED = Recognition(level=Level.MUNICIPAL, on=date(2023, 1, 1), jurisdiction="baoji")


def decide(
    jurisdiction: Jurisdiction, make_brand: MakeBrand, *checks: Check, judgements: tuple[Judgement, ...] = ()
) -> ManagementDecision:
    dossier = make_brand(recognitions=(RECOGNISED,), checks=checks, judgements=judgements)
    decision = jurisdiction.manage_brand(BrandRecord(dossier=dossier, level=Level.MUNICIPAL), ON)
    assert decision is not None
    return decision


def failed(*grounds: str) -> Check:
    return Check(on=date(2026, 6, 1), result=CheckResult.FAILED, grounds=grounds)


def action(decision: ManagementDecision, rule: str) -> ManagementAction:
    return next(item for item in decision.actions if item.rule == rule)


@pytest.mark.parametrize("ground", ["poor_training", "fewer_jobs", "weaker_competitiveness", "low_recognition"])
def test_3_4_each_of_four_grounds_is_put_to_the_citys_bureau(baoji: Jurisdiction, make_brand: MakeBrand, ground: str) -> None:
    decision = decide(baoji, make_brand, failed(ground))
    assert action(decision, "BJ-025").outcome is Outcome.NEEDS_JUDGEMENT
    assert decision.status is BrandStatus.NEEDS_JUDGEMENT


@pytest.mark.parametrize(("outcome", "status"), [(Outcome.MET, BrandStatus.EXIT_PROPOSED), (Outcome.NOT_MET, BrandStatus.KEEP)])
def test_3_4_the_bureaus_evaluation_decides_whether_exit_is_proposed(
    baoji: Jurisdiction, make_brand: MakeBrand, outcome: Outcome, status: BrandStatus
) -> None:
    evaluated = Judgement(jurisdiction="baoji", rule="BJ-025", outcome=outcome, by="市人社局", on=ON)
    assert decide(baoji, make_brand, failed("fewer_jobs"), judgements=(evaluated,)).status is status


def test_3_4_failures_in_a_row_lead_to_nothing_by_themselves(baoji: Jurisdiction, make_brand: MakeBrand) -> None:
    checks = [Check(on=date(year, 6, 1), result=CheckResult.FAILED, grounds=("poor_training",)) for year in (2024, 2025, 2026)]
    decision = decide(baoji, make_brand, *checks)
    assert {item.kind for item in decision.actions if item.outcome is Outcome.MET} == {"review", "spot_check"}


def test_3_4_counties_look_regularly_and_the_city_spot_checks_at_no_stated_interval(
    baoji: Jurisdiction, make_brand: MakeBrand
) -> None:
    decision = decide(baoji, make_brand)
    for rule, kind in (("BJ-022", "review"), ("BJ-024", "spot_check")):
        found = action(decision, rule)
        assert (found.kind, found.due) == (kind, None)
        assert any("未载明间隔" in remark.zh for remark in found.remarks)


def test_3_4_names_four_ways_of_looking(baoji: Jurisdiction) -> None:
    assert baoji.book.management is not None
    regular = next(rule for rule in baoji.book.management.upkeep if rule.id == "BJ-022")
    assert set(regular.methods) == {"phone", "questionnaire", "site_visit", "third_party"}


def test_4_3_a_broken_commitment_brings_a_written_warning(baoji: Jurisdiction, make_brand: MakeBrand) -> None:
    decision = decide(baoji, make_brand, failed("broken_commitment"))
    assert action(decision, "BJ-043").outcome is Outcome.MET
    assert action(decision, "BJ-025").outcome is Outcome.NOT_MET


def test_4_3_another_failing_brings_no_warning(baoji: Jurisdiction, make_brand: MakeBrand) -> None:
    assert action(decide(baoji, make_brand, failed("poor_training")), "BJ-043").outcome is Outcome.NOT_MET


@pytest.mark.parametrize("level", [Level.DISTRICT, Level.MUNICIPAL, Level.PROVINCIAL])
def test_3_4_every_brand_of_the_library_is_looked_after(baoji: Jurisdiction, make_brand: MakeBrand, level: Level) -> None:
    held = Recognition(level=level, on=date(2023, 1, 1), jurisdiction="baoji")
    decision = baoji.manage_brand(BrandRecord(dossier=make_brand(recognitions=(held,)), level=level), ON)
    assert decision is not None
    assert {item.rule for item in decision.actions} == {"BJ-022", "BJ-024", "BJ-043", "BJ-025"}
    assert decision.status is BrandStatus.KEEP
