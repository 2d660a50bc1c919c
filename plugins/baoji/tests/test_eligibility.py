"""Who may be recognised: 二, 三 and 五（二） of 宝人社发〔2022〕39号. Expected outcomes are read from the document."""

from collections.abc import Callable
from datetime import date

import pytest

from laowu.jurisdictions.jurisdiction import Jurisdiction
from laowu.model.answers import EligibilityReport, Finding
from laowu.model.citation import Standing
from laowu.model.dossier import Brand, Dossier, Judgement, Operator
from laowu.model.level import ApplicantKind, Level, Target
from laowu.model.outcome import Outcome

MakeBrand = Callable[..., Dossier]
ON = date(2026, 11, 21)
MUNICIPAL = Target(level=Level.MUNICIPAL)


def checked(jurisdiction: Jurisdiction, dossier: Dossier, on: date = ON) -> EligibilityReport:
    report = jurisdiction.check_eligibility(dossier, MUNICIPAL, on)
    assert report is not None
    return report


def finding(report: EligibilityReport, rule: str) -> Finding:
    return next(item for item in report.findings if item.rule == rule)


def judgement(rule: str, outcome: Outcome) -> Judgement:
    return Judgement(jurisdiction="baoji", rule=rule, outcome=outcome, by="市人社局", on=ON)


def built_by(*kinds: ApplicantKind) -> tuple[Operator, ...]:
    return tuple(Operator(name="某单位", kind=kind) for kind in kinds)


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        (ApplicantKind.ENTERPRISE, Outcome.MET),
        (ApplicantKind.AGENCY, Outcome.MET),
        (ApplicantKind.TRAINING, Outcome.MET),
        (ApplicantKind.ASSOCIATION, Outcome.MET),
        (ApplicantKind.SCHOOL, Outcome.NEEDS_JUDGEMENT),
        (ApplicantKind.OTHER, Outcome.NEEDS_JUDGEMENT),
    ],
)
def test_3_2_names_who_may_take_part_and_leaves_the_list_open(
    baoji: Jurisdiction, make_brand: MakeBrand, kind: ApplicantKind, expected: Outcome
) -> None:
    report = checked(baoji, make_brand(operators=built_by(ApplicantKind.ENTERPRISE, kind)))
    assert finding(report, "BJ-017").outcome is expected


def test_3_3_jobs_skill_and_fame_are_three_questions_for_an_official(baoji: Jurisdiction, make_brand: MakeBrand) -> None:
    found = finding(checked(baoji, make_brand({"workers": 1_000_000})), "BJ-019")
    assert found.outcome is Outcome.NEEDS_JUDGEMENT
    assert len(found.observations) == 3


@pytest.mark.parametrize(("firms", "expected"), [(0, Outcome.MET), (1, Outcome.NEEDS_JUDGEMENT), (None, Outcome.NEEDS_JUDGEMENT)])
def test_5_2_asks_leading_firms_only(baoji: Jurisdiction, make_brand: MakeBrand, firms: int | None, expected: Outcome) -> None:
    found = finding(checked(baoji, make_brand({} if firms is None else {"leading_firms": firms})), "BJ-047")
    assert (found.outcome, found.soft) == (expected, True)


def test_5_2_an_unsound_leading_firm_fails_no_brand(baoji: Jurisdiction, make_brand: MakeBrand) -> None:
    judged = (judgement("BJ-019", Outcome.MET), judgement("BJ-047", Outcome.NOT_MET))
    dossier = make_brand({"leading_firms": 1}, operators=built_by(ApplicantKind.ENTERPRISE), judgements=judged)
    report = checked(baoji, dossier)
    assert finding(report, "BJ-047").outcome is Outcome.NOT_MET
    assert report.outcome is Outcome.MET


@pytest.mark.parametrize("outcome", [Outcome.MET, Outcome.NOT_MET])
def test_3_3_what_the_office_judged_decides(baoji: Jurisdiction, make_brand: MakeBrand, outcome: Outcome) -> None:
    dossier = make_brand(operators=built_by(ApplicantKind.ENTERPRISE), judgements=(judgement("BJ-019", outcome),))
    assert checked(baoji, dossier).outcome is outcome


def test_3_3_being_recommended_is_competitive(baoji: Jurisdiction, make_brand: MakeBrand) -> None:
    competitive = checked(baoji, make_brand()).competitive
    assert competitive is not None
    assert "择优" in competitive.zh


def test_a_brand_from_elsewhere_fails_only_where_place_is_asked(baoji: Jurisdiction, make_brand: MakeBrand) -> None:
    elsewhere = make_brand(
        brand=Brand(name="临潼石榴农匠", place="西安市临潼区"),
        operators=built_by(ApplicantKind.ENTERPRISE),
        judgements=(judgement("BJ-019", Outcome.MET),),
    )
    report = checked(baoji, elsewhere)
    assert (report.outcome, report.territorial, report.substantive) == (Outcome.NOT_MET, Outcome.NOT_MET, Outcome.MET)


@pytest.mark.parametrize("level", [Level.DISTRICT, Level.PROVINCIAL, Level.NATIONAL])
def test_2_the_city_recognises_municipal_brands_and_no_others(baoji: Jurisdiction, make_brand: MakeBrand, level: Level) -> None:
    report = baoji.check_eligibility(make_brand(), Target(level=level), ON)
    assert report is not None
    assert report.outcome is Outcome.NO_DATA
    assert report.remarks


@pytest.mark.parametrize(("day", "standing"), [(date(2022, 8, 18), Standing.NOT_YET), (date(2022, 8, 19), Standing.IN_FORCE)])
def test_the_opinion_speaks_from_its_date_on(baoji: Jurisdiction, make_brand: MakeBrand, day: date, standing: Standing) -> None:
    assert checked(baoji, make_brand(), day).standing is standing
