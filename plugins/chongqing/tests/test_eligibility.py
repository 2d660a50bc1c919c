"""Who may be recognised: 第二条 to 第六条 of the award measures, 三 of the task plan. Outcomes are read from the documents."""

from collections.abc import Callable
from datetime import date
from typing import Any

import attrs
import pytest

from laowu.jurisdictions.jurisdiction import Jurisdiction
from laowu.model.answers import EligibilityReport
from laowu.model.citation import Standing
from laowu.model.dossier import Brand, Dossier, Judgement, Operator
from laowu.model.facts import Value
from laowu.model.level import ApplicantKind, Level, Target
from laowu.model.outcome import Outcome

ON = date(2022, 9, 1)
MUNICIPAL = Target(level=Level.MUNICIPAL)
VALID_CODE = "91350100M000100Y43"
MISTYPED_CODE = "91350100M000100Y44"

COMPLETE: dict[str, Value] = {
    "media_reports": 1,
    "management_rules": True,
    "financial_rules": True,
    "own_training": True,
    "order_training_output": True,
    "employment_ledger": True,
    "after_services": ("skill_upgrading", "safety_education", "rights_protection"),
    "violation_records": 0,
    "workers": 200_000,
    "trained": 500,
    "sent_out": 400,
}
JUDGED = ("CQP-011", "CQA-011", "CQA-013", "CQA-014", "CQA-015", "CQA-021", "CQA-022", "CQA-024", "CQA-031")
"""The conditions that only an official can settle, or settle in part."""

MakeBrand = Callable[..., Dossier]


def operator(**changes: Any) -> Operator:
    usual = Operator(
        name="云阳县面业协会", kind=ApplicantKind.ASSOCIATION, code=VALID_CODE, place="重庆市云阳县", legal_person=True
    )
    return attrs.evolve(usual, **changes)


def judged_met(*rules: str) -> tuple[Judgement, ...]:
    by = "市人力社保局"
    return tuple(Judgement(jurisdiction="chongqing", rule=rule, outcome=Outcome.MET, by=by, on=ON) for rule in rules)


def outcome_of(report: EligibilityReport | None, rule: str) -> Outcome:
    assert report is not None
    return next(finding.outcome for finding in report.findings if finding.rule == rule)


def asked(jurisdiction: Jurisdiction, dossier: Dossier, rule: str) -> Outcome:
    return outcome_of(jurisdiction.check_eligibility(dossier, MUNICIPAL, ON), rule)


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"media_reports": 1}, Outcome.MET),
        ({"advertisements": 1}, Outcome.MET),
        ({"media_reports": 0, "advertisements": 1}, Outcome.MET),
        ({"media_reports": 0, "advertisements": 0}, Outcome.NOT_MET),
        ({"media_reports": 0}, Outcome.NO_DATA),
        ({}, Outcome.NO_DATA),
    ],
)
def test_article_5_2_one_report_or_one_advertisement_is_enough(
    chongqing: Jurisdiction, make_brand: MakeBrand, facts: dict[str, Value], expected: Outcome
) -> None:
    assert asked(chongqing, make_brand(facts), "CQA-016") is expected


@pytest.mark.parametrize(("legal_person", "expected"), [(True, Outcome.MET), (False, Outcome.NOT_MET), (None, Outcome.NO_DATA)])
def test_article_5_3_the_body_is_an_independent_legal_person(
    chongqing: Jurisdiction, make_brand: MakeBrand, legal_person: bool | None, expected: Outcome
) -> None:
    assert asked(chongqing, make_brand(operators=(operator(legal_person=legal_person),)), "CQA-017") is expected


def test_article_5_3_one_body_that_is_no_legal_person_fails_the_brand(chongqing: Jurisdiction, make_brand: MakeBrand) -> None:
    assert asked(chongqing, make_brand(operators=(operator(), operator(legal_person=False))), "CQA-017") is Outcome.NOT_MET


@pytest.mark.parametrize(
    ("code", "expected"), [(VALID_CODE, Outcome.MET), (MISTYPED_CODE, Outcome.NEEDS_JUDGEMENT), (None, Outcome.NO_DATA)]
)
def test_article_5_3_a_mistyped_registration_code_calls_for_a_look_and_fails_nobody(
    chongqing: Jurisdiction, make_brand: MakeBrand, code: str | None, expected: Outcome
) -> None:
    dossier = make_brand(operators=(operator(code=code),))
    assert asked(chongqing, dossier, "CQA-017-code") is expected
    assert asked(chongqing, dossier, "CQA-017") is Outcome.MET


@pytest.mark.parametrize(("records", "expected"), [(0, Outcome.MET), (1, Outcome.NEEDS_JUDGEMENT)])
def test_article_5_3_a_record_of_a_breach_is_for_the_office_to_weigh(
    chongqing: Jurisdiction, make_brand: MakeBrand, records: int, expected: Outcome
) -> None:
    assert asked(chongqing, make_brand({"violation_records": records}), "CQA-018") is expected


@pytest.mark.parametrize(
    ("management", "financial", "expected"),
    [(True, True, Outcome.MET), (True, False, Outcome.NOT_MET), (False, True, Outcome.NOT_MET)],
)
def test_article_5_3_both_sets_of_rules_are_needed(
    chongqing: Jurisdiction, make_brand: MakeBrand, management: bool, financial: bool, expected: Outcome
) -> None:
    assert asked(chongqing, make_brand({"management_rules": management, "financial_rules": financial}), "CQA-019") is expected


@pytest.mark.parametrize(
    ("own", "entrusted", "expected"),
    [(True, False, Outcome.MET), (False, True, Outcome.MET), (False, False, Outcome.NOT_MET)],
)
def test_article_5_4_training_by_itself_or_through_a_qualified_body(
    chongqing: Jurisdiction, make_brand: MakeBrand, own: bool, entrusted: bool, expected: Outcome
) -> None:
    assert asked(chongqing, make_brand({"own_training": own, "entrusted_training": entrusted}), "CQA-020") is expected


def test_article_5_5_a_channel_still_needs_a_judgement_of_its_stability(chongqing: Jurisdiction, make_brand: MakeBrand) -> None:
    facts = {"direct_hiring": True}
    assert asked(chongqing, make_brand(facts), "CQA-021") is Outcome.NEEDS_JUDGEMENT
    assert asked(chongqing, make_brand(facts, judgements=judged_met("CQA-021")), "CQA-021") is Outcome.MET


def test_article_5_5_neither_of_the_two_ways_leaves_room_for_another(chongqing: Jurisdiction, make_brand: MakeBrand) -> None:
    facts = {"order_training_output": False, "direct_hiring": False}
    assert asked(chongqing, make_brand(facts), "CQA-021") is Outcome.NEEDS_JUDGEMENT


@pytest.mark.parametrize(("ledger", "expected"), [(True, Outcome.MET), (False, Outcome.NOT_MET)])
def test_article_5_5_the_ledger_is_complete(
    chongqing: Jurisdiction, make_brand: MakeBrand, ledger: bool, expected: Outcome
) -> None:
    assert asked(chongqing, make_brand({"employment_ledger": ledger}), "CQA-023") is expected


def test_article_5_6_a_missing_service_is_for_the_office_to_weigh(chongqing: Jurisdiction, make_brand: MakeBrand) -> None:
    two = make_brand({"after_services": ("skill_upgrading", "safety_education")})
    assert asked(chongqing, two, "CQA-024") is Outcome.NEEDS_JUDGEMENT
    three = make_brand({"after_services": COMPLETE["after_services"]}, judgements=judged_met("CQA-024"))
    assert asked(chongqing, three, "CQA-024") is Outcome.MET


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        (ApplicantKind.ENTERPRISE, Outcome.MET),
        (ApplicantKind.TRAINING, Outcome.MET),
        (ApplicantKind.ASSOCIATION, Outcome.MET),
        (ApplicantKind.AGENCY, Outcome.MET),
        (ApplicantKind.SCHOOL, Outcome.NEEDS_JUDGEMENT),
        (ApplicantKind.GOVERNMENT, Outcome.NEEDS_JUDGEMENT),
    ],
)
def test_article_4_names_four_kinds_of_bodies_and_leaves_the_list_open(
    chongqing: Jurisdiction, make_brand: MakeBrand, kind: ApplicantKind, expected: Outcome
) -> None:
    assert asked(chongqing, make_brand(operators=(operator(kind=kind),)), "CQA-008") is expected


def test_article_4_read_as_a_closed_list_refuses_a_fifth_kind(
    read_as: Callable[..., Jurisdiction], make_brand: MakeBrand
) -> None:
    closed = read_as("CQ-unit-kinds", "closed")
    assert asked(closed, make_brand(operators=(operator(kind=ApplicantKind.SCHOOL),)), "CQA-008") is Outcome.NOT_MET
    assert asked(closed, make_brand(operators=(operator(),)), "CQA-008") is Outcome.MET


@pytest.mark.parametrize("fact", ["workers", "trained", "sent_out"])
def test_article_6_2_the_experts_need_every_figure(chongqing: Jurisdiction, make_brand: MakeBrand, fact: str) -> None:
    facts = {name: value for name, value in COMPLETE.items() if name != fact}
    assert asked(chongqing, make_brand(facts), "CQA-031") is Outcome.NO_DATA
    assert asked(chongqing, make_brand(COMPLETE), "CQA-031") is Outcome.NEEDS_JUDGEMENT


def test_a_brand_from_elsewhere_fails_only_where_place_is_asked(chongqing: Jurisdiction, make_brand: MakeBrand) -> None:
    elsewhere = make_brand(
        COMPLETE,
        brand=Brand(name="大连焊工", place="大连市甘井子区"),
        operators=(operator(place="大连市甘井子区"),),
        judgements=judged_met(*JUDGED),
    )
    report = chongqing.check_eligibility(elsewhere, MUNICIPAL, ON)
    assert report is not None
    assert (report.outcome, report.territorial, report.substantive) == (Outcome.NOT_MET, Outcome.NOT_MET, Outcome.MET)


def test_without_judgements_a_complete_dossier_waits_for_the_office(chongqing: Jurisdiction, make_brand: MakeBrand) -> None:
    report = chongqing.check_eligibility(make_brand(COMPLETE, operators=(operator(),)), MUNICIPAL, ON)
    assert report is not None
    assert report.outcome is Outcome.NEEDS_JUDGEMENT
    waiting = {finding.rule for finding in report.findings if finding.outcome is Outcome.NEEDS_JUDGEMENT and not finding.soft}
    assert waiting == set(JUDGED)


def test_article_6_2_meeting_everything_is_told_as_no_promise(chongqing: Jurisdiction, make_brand: MakeBrand) -> None:
    dossier = make_brand(COMPLETE, operators=(operator(),), judgements=judged_met(*JUDGED))
    report = chongqing.check_eligibility(dossier, MUNICIPAL, ON)
    assert report is not None
    assert report.outcome is Outcome.MET
    assert report.competitive is not None
    assert "择优" in report.competitive.zh


def test_the_catalogue_of_key_projects_never_fails_a_brand(chongqing: Jurisdiction, make_brand: MakeBrand) -> None:
    refused = Judgement(jurisdiction="chongqing", rule="CQP-035", outcome=Outcome.NOT_MET, by="市人力社保局", on=ON)
    dossier = make_brand(COMPLETE, operators=(operator(),), judgements=(*judged_met(*JUDGED), refused))
    report = chongqing.check_eligibility(dossier, MUNICIPAL, ON)
    assert report is not None
    assert outcome_of(report, "CQP-035") is Outcome.NOT_MET
    assert report.outcome is Outcome.MET


@pytest.mark.parametrize("level", [Level.DISTRICT, Level.PROVINCIAL, Level.NATIONAL])
def test_article_2_only_the_municipal_level_is_recognised(chongqing: Jurisdiction, make_brand: MakeBrand, level: Level) -> None:
    report = chongqing.check_eligibility(make_brand(COMPLETE), Target(level=level), ON)
    assert report is not None
    assert report.outcome is Outcome.NO_DATA
    assert report.remarks


@pytest.mark.parametrize(
    ("day", "standing", "rules"),
    [
        (date(2021, 12, 21), Standing.NOT_YET, set()),
        (date(2021, 12, 22), Standing.IN_FORCE, {"CQP-011", "CQP-035"}),
        (date(2021, 12, 31), Standing.IN_FORCE, {"CQP-011", "CQP-035"}),
    ],
)
def test_before_2022_only_the_task_plan_speaks(
    chongqing: Jurisdiction, make_brand: MakeBrand, day: date, standing: Standing, rules: set[str]
) -> None:
    report = chongqing.check_eligibility(make_brand(COMPLETE), MUNICIPAL, day)
    assert report is not None
    assert (report.standing, {finding.rule for finding in report.findings}) == (standing, rules)


def test_from_2022_on_the_answer_is_an_estimate_under_a_draft(
    chongqing: Jurisdiction, read_as: Callable[..., Jurisdiction], make_brand: MakeBrand
) -> None:
    report = chongqing.check_eligibility(make_brand(), MUNICIPAL, date(2022, 1, 1))
    assert report is not None
    assert report.standing is Standing.DRAFT
    as_law = read_as("CQ-legal-status", "law").check_eligibility(make_brand(), MUNICIPAL, date(2022, 1, 1))
    assert as_law is not None
    assert as_law.standing is Standing.IN_FORCE
