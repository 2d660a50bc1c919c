"""Conditions of district and city brands. Expected values were read in 大就办发〔2022〕9号, not taken from the rule data."""

from collections.abc import Callable
from datetime import date

import pytest

from laowu.model.answers import EligibilityReport
from laowu.model.citation import Standing
from laowu.model.dossier import Operator
from laowu.model.level import ApplicantKind, Level
from laowu.model.outcome import Outcome
from laowu.text import Text

DISTRICT, CITY = Level.DISTRICT, Level.MUNICIPAL
MET, NOT_MET, JUDGE, NO_DATA = Outcome.MET, Outcome.NOT_MET, Outcome.NEEDS_JUDGEMENT, Outcome.NO_DATA

Checked = Callable[..., EligibilityReport]
Outcomes = Callable[..., dict[str, Outcome]]


def years(first: object, second: object) -> list[dict[str, object]]:
    return [{"value": first, "year": 2021}, {"value": second, "year": 2022}]


@pytest.mark.parametrize("level", [DISTRICT, CITY])
def test_a_brand_at_the_city_floors_meets_the_conditions_of_both_levels_and_is_promised_nothing(
    level: Level, check: Checked
) -> None:
    """二（一）、（二）, 三（二）: 1,000 trained, 801 passed, 1,000 placed, 500 of them trained, everything else in order."""
    report = check(level)

    assert report.outcome is MET
    assert report.competitive is not None


@pytest.mark.parametrize(
    ("level", "rule", "fact", "bounds"),
    [
        (DISTRICT, "DL-009", "trained", (499, 500)),
        (CITY, "DL-017", "trained", (999, 1000)),
        (DISTRICT, "DL-010", "placed", (499, 500)),
        (CITY, "DL-018", "placed", (999, 1000)),
        (DISTRICT, "DL-011", "placed_trained_share", ("49.99%", "50%")),
        (CITY, "DL-019", "placed_trained_share", ("49.99%", "50%")),
        (DISTRICT, "DL-022", "placed_for_local_need", (499, 500)),
        (CITY, "DL-022-municipal", "placed_for_local_need", (999, 1000)),
    ],
)
def test_each_yearly_floor_of_section_2_counts_its_own_number_in(
    level: Level, rule: str, fact: str, bounds: tuple[object, object], outcomes: Outcomes
) -> None:
    below, at = bounds

    assert outcomes(level, **{fact: years(at, at)})[rule] is MET
    assert outcomes(level, **{fact: years(at, below)})[rule] is NOT_MET
    assert outcomes(level, **{fact: years(below, at)})[rule] is NOT_MET


@pytest.mark.parametrize(("level", "rule"), [(DISTRICT, "DL-009-pass"), (CITY, "DL-017-pass")])
def test_a_pass_rate_of_exactly_80_percent_is_not_above_it(level: Level, rule: str, outcomes: Outcomes) -> None:
    """二（一）1、（二）1: 超过80%."""
    assert outcomes(level, trained=years(1000, 1000), trained_passed=years(800, 801))[rule] is NOT_MET
    assert outcomes(level, trained=years(1000, 1000), trained_passed=years(801, 801))[rule] is MET


@pytest.mark.parametrize("level", [DISTRICT, CITY])
@pytest.mark.parametrize("fact", ["contracts_signed", "workers_filed"])
def test_one_missing_contract_or_filing_breaks_100_percent(level: Level, fact: str, outcomes: Outcomes) -> None:
    """二（一）3、（二）3."""
    assert outcomes(level, **{fact: 299})["DL-012"] is NOT_MET


@pytest.mark.parametrize(
    "fact", ["illegal_operation_records", "wage_arrears_records", "missing_contract_records", "unpaid_insurance_records"]
)
def test_one_record_of_any_of_the_four_kinds_excludes(fact: str, outcomes: Outcomes) -> None:
    """二（首段）."""
    assert outcomes(DISTRICT, **{fact: 0})["DL-008"] is MET
    assert outcomes(DISTRICT, **{fact: 1})["DL-008"] is NOT_MET
    assert outcomes(DISTRICT, **{fact: None})["DL-008"] is NO_DATA


@pytest.mark.parametrize(
    ("rule", "fact", "wrong"),
    [
        ("DL-013", "labour_rules", False),
        ("DL-014", "collective_bargaining", False),
        ("DL-014", "collective_contract", False),
        ("DL-015", "coordination_body", False),
        ("DL-015", "labour_coordinators", 0),
    ],
)
@pytest.mark.parametrize("level", [DISTRICT, CITY])
def test_each_item_of_protection_of_rights_is_needed(
    level: Level, rule: str, fact: str, wrong: object, outcomes: Outcomes
) -> None:
    """二（一）3、（二）3."""
    assert outcomes(level)[rule] is MET
    assert outcomes(level, **{fact: wrong})[rule] is NOT_MET


@pytest.mark.parametrize(("level", "rule"), [(DISTRICT, "DL-016"), (CITY, "DL-020")])
def test_one_collective_event_excludes_at_either_level(level: Level, rule: str, outcomes: Outcomes) -> None:
    """二（一）3 and 二（二）3 word it differently and ask for the same figure."""
    assert outcomes(level, dispute_events=0)[rule] is MET
    assert outcomes(level, dispute_events=1)[rule] is NOT_MET


def test_people_hired_and_people_sent_out_add_up(outcomes: Outcomes) -> None:
    """二（一）2: 200 hired and 300 sent out are 500 placed."""
    assert outcomes(DISTRICT, hired=years(200, 200), sent_out=years(300, 300))["DL-010"] is MET
    assert outcomes(DISTRICT, hired=years(200, 199), sent_out=years(300, 300))["DL-010"] is NOT_MET


def test_managers_in_the_count_are_for_the_office_and_a_missing_flag_is_no_data(outcomes: Outcomes) -> None:
    """二（末段）."""
    assert outcomes(DISTRICT, managers_counted=0)["DL-021"] is MET
    assert outcomes(DISTRICT, managers_counted=1)["DL-021"] is JUDGE
    assert outcomes(DISTRICT, managers_counted=None)["DL-021"] is NO_DATA


def test_people_whose_place_is_unknown_leave_the_local_need_open_only_across_the_floor(outcomes: Outcomes) -> None:
    """二（末段）."""
    across = {"at_least": 480, "at_most": 620}
    above = {"at_least": 500, "at_most": 620}

    assert outcomes(DISTRICT, placed_for_local_need=across)["DL-022"] is NO_DATA
    assert outcomes(DISTRICT, placed_for_local_need=above)["DL-022"] is MET


@pytest.mark.parametrize(("rule", "fact"), [("DL-066", "lost_dispute_cases"), ("DL-067", "open_orders")])
def test_lost_cases_and_open_orders_inform_and_never_fail_by_themselves(rule: str, fact: str, outcomes: Outcomes) -> None:
    """附件1 asks for them, the notice sets no limit."""
    assert outcomes(CITY, **{fact: years(0, 0)})[rule] is MET
    assert outcomes(CITY, **{fact: years(1, 0)})[rule] is JUDGE
    assert outcomes(CITY, choices={"DL-form-figures": "none-allowed"}, **{fact: years(1, 0)})[rule] is NOT_MET


@pytest.mark.parametrize(
    ("place", "territorial"), [("大连市长海县", MET), ("辽宁省沈阳市", NOT_MET), (None, NO_DATA)]
)  # fmt: skip
def test_the_body_must_be_registered_in_dalian_and_nothing_else_depends_on_it(
    place: str | None, territorial: Outcome, check: Checked
) -> None:
    """二（首段）."""
    body = Operator(name="某公司", kind=ApplicantKind.ENTERPRISE, code="91350100M000100Y43", place=place, legal_person=True)
    report = check(DISTRICT, but={"operators": (body,)})

    assert report.territorial is territorial
    assert report.substantive is MET


@pytest.mark.parametrize(("legal_person", "expected"), [(True, MET), (False, NOT_MET), (None, NO_DATA)])
def test_the_body_must_be_a_legal_person(legal_person: bool | None, expected: Outcome, outcomes: Outcomes) -> None:
    """二（首段）."""
    body = Operator(name="某公司", kind=ApplicantKind.ENTERPRISE, place="大连市", legal_person=legal_person)

    assert outcomes(DISTRICT, but={"operators": (body,)})["DL-005"] is expected


@pytest.mark.parametrize(
    ("code", "expected"), [("91350100M000100Y43", MET), ("123456788", MET), ("91350100M000100Y44", JUDGE), (None, NO_DATA)]
)
def test_a_code_that_fails_its_check_calls_for_a_look(code: str | None, expected: Outcome, outcomes: Outcomes) -> None:
    """附件1 says 组织代码: a code of 18 characters, or an old one of 9."""
    body = Operator(name="某公司", kind=ApplicantKind.ENTERPRISE, code=code, place="大连市", legal_person=True)

    assert outcomes(DISTRICT, but={"operators": (body,)})["DL-005-code"] is expected


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        (ApplicantKind.ENTERPRISE, MET),
        (ApplicantKind.SCHOOL, MET),
        (ApplicantKind.TRAINING, MET),
        (ApplicantKind.ASSOCIATION, MET),
        (ApplicantKind.AGENCY, MET),
        (ApplicantKind.INSTITUTION, JUDGE),
        (ApplicantKind.OTHER, JUDGE),
        (None, NO_DATA),
    ],
)
def test_five_kinds_of_applicant_are_named_and_the_list_is_open(
    kind: ApplicantKind | None, expected: Outcome, outcomes: Outcomes
) -> None:
    """一."""
    body = Operator(name="某单位", kind=kind, place="大连市", legal_person=True)

    assert outcomes(DISTRICT, but={"operators": (body,)})["DL-004"] is expected


def test_what_only_an_official_can_judge_stays_open_until_judged(check: Checked) -> None:
    """二（首段） and 二（一）3."""
    report = check(DISTRICT, but={"judgements": ()})

    assert {finding.rule for finding in report.findings if finding.outcome is JUDGE} == {"DL-007", "DL-013"}
    assert report.outcome is JUDGE


@pytest.mark.parametrize(
    ("facts", "key_area", "relieved_area"),
    [
        ({"paired_with_relieved_area": False, "paired_with_key_area": False}, NOT_MET, NOT_MET),
        ({"paired_with_relieved_area": True, "paired_with_key_area": False}, NOT_MET, MET),
        ({"paired_with_relieved_area": True, "paired_with_key_area": True}, MET, MET),
        ({}, NO_DATA, NO_DATA),
    ],
)
def test_pairing_with_a_poor_area_is_a_preference_that_never_fails(
    facts: dict[str, bool], key_area: Outcome, relieved_area: Outcome, check: Checked
) -> None:
    """四（二）: among equals, key-help areas before other areas lifted out of poverty."""
    report = check(DISTRICT, **facts)

    assert [(ground.code, ground.outcome) for ground in report.preferences] == [
        ("key_area", key_area),
        ("relieved_area", relieved_area),
    ]
    assert report.outcome is MET


@pytest.mark.parametrize(
    ("trained_2021", "choices", "expected"),
    [(1000, {}, MET), (499, {}, NOT_MET), (499, {"DL-city-after-district": "independent"}, None)],
)
def test_in_one_file_the_city_level_waits_for_the_district_conditions(
    trained_2021: int, choices: dict[str, str], expected: Outcome | None, check: Checked
) -> None:
    """三（一） and 三（三）: one file for both levels, city brands picked among district brands."""
    report = check(CITY, choices=choices, trained=years(trained_2021, 1000), pass_rate=years("85%", "85%"))
    found = {finding.rule: finding.outcome for finding in report.findings}

    assert found.get("DL-043-district") is expected


def test_80_percent_may_be_read_as_enough(outcomes: Outcomes) -> None:
    at, below = {"trained_passed": years(800, 800)}, {"trained_passed": years(800, 799)}
    strict, reached = outcomes(CITY, **at), outcomes(CITY, choices={"DL-over-80": "reached"}, **at)

    assert (strict["DL-017-pass"], reached["DL-017-pass"]) == (NOT_MET, MET)
    assert outcomes(CITY, choices={"DL-over-80": "reached"}, **below)["DL-017-pass"] is NOT_MET


def test_the_three_readings_of_the_pass_rate_may_be_chosen_together(outcomes: Outcomes) -> None:
    """80% is enough, of those examined, in the last full year only: 720 of 900."""
    together = {"DL-over-80": "reached", "DL-pass-rate": "examined", "DL-years": "last-full-year"}
    figures = {"trained_passed": years(720, 1), "trained_examined": years(900, 900)}

    assert outcomes(CITY, choices=together, **figures)["DL-017-pass"] is MET


def test_the_last_full_year_alone_may_be_read(outcomes: Outcomes) -> None:
    only_2021 = years(500, 12)

    assert outcomes(DISTRICT, trained=only_2021, trained_passed=years(401, 1))["DL-009"] is NOT_MET
    read = outcomes(DISTRICT, choices={"DL-years": "last-full-year"}, trained=only_2021, trained_passed=years(401, 1))
    assert (read["DL-009"], read["DL-009-pass"]) == (MET, MET)


def test_the_pass_rate_may_be_read_of_those_examined_together_with_the_last_full_year(outcomes: Outcomes) -> None:
    figures = {"trained": years(1000, 1000), "trained_passed": years(790, 1), "trained_examined": years(900, 900)}

    assert outcomes(CITY, **figures)["DL-017-pass"] is NOT_MET
    both = {"DL-pass-rate": "examined", "DL-years": "last-full-year"}
    assert outcomes(CITY, choices=both, **figures)["DL-017-pass"] is MET


def test_after_the_round_the_conditions_show_as_the_last_known_round(check: Checked) -> None:
    """首段 speaks of the round of 2022."""
    assert check(DISTRICT, on=date(2022, 12, 31)).standing is Standing.IN_FORCE
    assert check(DISTRICT, on=date(2023, 1, 1)).standing is Standing.LAST_KNOWN_ROUND
    assert check(DISTRICT, on=date(2022, 11, 9)).standing is Standing.NOT_YET


def test_the_second_year_of_the_form_is_flagged_as_part_of_a_year(check: Checked) -> None:
    report = check(DISTRICT)
    (trained,) = (finding for finding in report.findings if finding.rule == "DL-009")
    first, second = trained.observations

    assert (first.year, second.year) == (2021, 2022)
    assert first.remarks == ()
    assert second.remarks == (Text("2022 年尚未结束，数据为部分年度", "2022 is not over: a part-year figure"),)


def test_provincial_brands_are_not_recognised_here(check: Checked) -> None:
    report = check(Level.PROVINCIAL)

    assert report.outcome is NO_DATA
    assert report.remarks
