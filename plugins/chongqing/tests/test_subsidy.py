"""What money a brand brings: 第七条 of the award measures. Expected sums are worked out by hand from the document."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from laowu.jurisdictions.jurisdiction import Jurisdiction
from laowu.model.answers import AwardLine, SubsidyStatement
from laowu.model.citation import Standing
from laowu.model.dossier import ClaimLine, Dossier, Recognition
from laowu.model.level import Level, Target
from laowu.model.money import NOTHING, ZERO, Amount, Money
from laowu.model.outcome import Outcome
from laowu.model.questions import SubsidyClaim

MakeBrand = Callable[..., Dossier]
ON = date(2030, 12, 31)
RECOGNISED = Recognition(level=Level.MUNICIPAL, on=date(2022, 12, 1), jurisdiction="chongqing")
IN_2023 = date(2023, 6, 30)


def claim(**parts: Any) -> ClaimLine:
    usual: dict[str, Any] = {"on": IN_2023, "operator": "甲", "group": "migrant_workers", "months": 3, "payer": "employer"}
    return ClaimLine(**{**usual, **parts})


def statement(jurisdiction: Jurisdiction, make_brand: MakeBrand, *claims: ClaimLine, **parts: Any) -> SubsidyStatement:
    dossier = make_brand(claims=claims, **{"recognitions": (RECOGNISED,), **parts})
    found = jurisdiction.calculate_subsidy(SubsidyClaim(dossier=dossier, target=Target(level=Level.MUNICIPAL)), ON)
    assert found is not None
    return found


def lines(jurisdiction: Jurisdiction, make_brand: MakeBrand, *claims: ClaimLine) -> dict[int | None, AwardLine]:
    return {line.year: line for line in statement(jurisdiction, make_brand, *claims).lines}


def yuan(amount: int) -> Amount:
    return Amount.exactly(Money.yuan(amount))


def up_to(amount: int) -> Amount:
    return Amount.between(ZERO, Money.yuan(amount))


def test_article_7_each_person_brings_1000_yuan(chongqing: Jurisdiction, make_brand: MakeBrand) -> None:
    found = lines(chongqing, make_brand, claim(persons=7))
    assert (found[2023].amount, found[2023].persons) == (yuan(7_000), 7)


@pytest.mark.parametrize(("months", "amount"), [(2, NOTHING), (3, yuan(1_000)), (4, yuan(1_000))])
def test_article_7_three_months_are_enough_and_two_are_not(
    chongqing: Jurisdiction, make_brand: MakeBrand, months: int, amount: Amount
) -> None:
    assert lines(chongqing, make_brand, claim(months=months))[2023].amount == amount


def test_article_7_months_that_nobody_stated_leave_the_sum_open(chongqing: Jurisdiction, make_brand: MakeBrand) -> None:
    found = lines(chongqing, make_brand, claim(months=None))[2023]
    assert (found.amount, found.outcome) == (up_to(1_000), Outcome.NO_DATA)


@pytest.mark.parametrize(
    "group",
    ["graduates", "migrant_workers", "retired_fishers", "relieved_poor", "veterans", "displaced_workers", "hard_to_employ"],
)
def test_article_7_names_seven_groups(chongqing: Jurisdiction, make_brand: MakeBrand, group: str) -> None:
    assert lines(chongqing, make_brand, claim(group=group))[2023].amount == yuan(1_000)


def test_article_7_another_group_is_for_the_office_to_judge(
    chongqing: Jurisdiction, read_as: Callable[..., Jurisdiction], make_brand: MakeBrand
) -> None:
    found = lines(chongqing, make_brand, claim(group="students"))[2023]
    assert (found.amount, found.outcome) == (up_to(1_000), Outcome.NEEDS_JUDGEMENT)
    assert lines(read_as("CQ-groups", "closed"), make_brand, claim(group="students"))[2023].amount == NOTHING


@pytest.mark.parametrize(("choice", "amount"), [("judgement", up_to(1_000)), ("refused", NOTHING), ("counts", yuan(1_000))])
def test_article_7_a_worker_who_pays_the_pension_alone(
    read_as: Callable[..., Jurisdiction], make_brand: MakeBrand, choice: str, amount: Amount
) -> None:
    assert lines(read_as("CQ-self-paid", choice), make_brand, claim(payer="self"))[2023].amount == amount


@pytest.mark.parametrize(("persons", "paid"), [(999, 999_000), (1_000, 1_000_000), (1_001, 1_000_000)])
def test_article_7_a_brand_gets_at_most_a_million_a_year(
    chongqing: Jurisdiction, make_brand: MakeBrand, persons: int, paid: int
) -> None:
    assert lines(chongqing, make_brand, claim(persons=persons))[2023].amount == yuan(paid)


def test_article_7_the_cap_begins_anew_each_year(chongqing: Jurisdiction, make_brand: MakeBrand) -> None:
    found = lines(chongqing, make_brand, claim(persons=1_001), claim(on=date(2024, 1, 1), persons=1_001))
    assert [found[year].amount for year in (2023, 2024)] == [yuan(1_000_000)] * 2


def test_article_7_several_bodies_share_the_cap_of_their_brand(
    chongqing: Jurisdiction, read_as: Callable[..., Jurisdiction], make_brand: MakeBrand
) -> None:
    two = (claim(persons=600), claim(operator="乙", persons=600))
    assert lines(chongqing, make_brand, *two)[2023].amount == yuan(1_000_000)
    assert lines(read_as("CQ-cap-scope", "operator"), make_brand, *two)[2023].amount == yuan(1_200_000)


def test_article_7_the_capped_year_is_the_calendar_year(
    chongqing: Jurisdiction, read_as: Callable[..., Jurisdiction], make_brand: MakeBrand
) -> None:
    # Recognised on 1 December 2022: the two days lie in one calendar year and in two years of recognition.
    two = (claim(on=date(2023, 11, 30), persons=600), claim(on=date(2023, 12, 1), persons=600))
    assert statement(chongqing, make_brand, *two).total == yuan(1_000_000)
    assert statement(read_as("CQ-cap-year", "award"), make_brand, *two).total == yuan(1_200_000)


@pytest.mark.parametrize(
    ("day", "amount", "outcome"),
    [
        (date(2022, 11, 30), up_to(1_000), Outcome.NEEDS_JUDGEMENT),  # before recognition
        (date(2022, 12, 31), up_to(1_000), Outcome.NEEDS_JUDGEMENT),  # the year of recognition itself
        (date(2023, 1, 1), yuan(1_000), Outcome.MET),  # first of five years
        (date(2027, 12, 31), yuan(1_000), Outcome.MET),  # last day of the fifth
    ],
)
def test_article_7_the_five_years_follow_the_year_of_recognition(
    chongqing: Jurisdiction, make_brand: MakeBrand, day: date, amount: Amount, outcome: Outcome
) -> None:
    found = lines(chongqing, make_brand, claim(on=day))[day.year]
    assert (found.amount, found.outcome) == (amount, outcome)


def test_article_7_the_sixth_year_pays_nothing(chongqing: Jurisdiction, make_brand: MakeBrand) -> None:
    found = lines(chongqing, make_brand, claim(on=date(2028, 1, 1)))[2028]
    assert (found.amount, [refused.reason for refused in found.refused]) == (NOTHING, ["year"])


@pytest.mark.parametrize(
    ("day", "amount"), [(date(2022, 12, 31), yuan(1_000)), (date(2026, 12, 31), yuan(1_000)), (date(2027, 1, 1), NOTHING)]
)
def test_article_7_read_from_the_year_of_recognition_the_five_years_end_one_earlier(
    read_as: Callable[..., Jurisdiction], make_brand: MakeBrand, day: date, amount: Amount
) -> None:
    assert lines(read_as("CQ-five-years", "recognition-year"), make_brand, claim(on=day))[day.year].amount == amount


def test_article_7_years_without_a_payment_can_be_read_as_not_counting(
    chongqing: Jurisdiction, read_as: Callable[..., Jurisdiction], make_brand: MakeBrand
) -> None:
    years = (2023, 2025, 2026, 2027, 2028, 2029)
    claims = [claim(on=date(year, 3, 1)) for year in years]
    in_a_row = lines(chongqing, make_brand, *claims)
    assert [year for year in years if in_a_row[year].amount == yuan(1_000)] == [2023, 2025, 2026, 2027]
    with_gaps = lines(read_as("CQ-five-years", "paid-years"), make_brand, *claims)
    assert [year for year in years if with_gaps[year].amount == yuan(1_000)] == [2023, 2025, 2026, 2027, 2028]


def test_article_7_one_person_brings_one_award(chongqing: Jurisdiction, make_brand: MakeBrand) -> None:
    found = lines(chongqing, make_brand, claim(person="p1"), claim(on=date(2024, 6, 30), person="p1"), claim(person="p2"))
    assert (found[2023].amount, found[2024].amount) == (yuan(2_000), NOTHING)
    assert [refused.reason for refused in found[2024].refused] == ["already_paid"]


def test_article_7_an_award_under_another_brand_of_the_city_counts_as_the_one(
    chongqing: Jurisdiction, read_as: Callable[..., Jurisdiction], make_brand: MakeBrand
) -> None:
    paid = claim(on=date(2023, 1, 31), person="p1", brand="巴渝大嫂", paid_fen=100_000)
    assert lines(chongqing, make_brand, paid, claim(person="p1"))[2023].amount == NOTHING
    assert lines(read_as("CQ-once-per-person", "brand"), make_brand, paid, claim(person="p1"))[2023].amount == yuan(1_000)


def test_article_7_a_person_beyond_the_cap_may_come_again_unless_read_otherwise(
    chongqing: Jurisdiction, read_as: Callable[..., Jurisdiction], make_brand: MakeBrand
) -> None:
    claims = (claim(persons=1_000), claim(on=date(2023, 12, 1), person="p1"), claim(on=date(2024, 6, 30), person="p1"))
    assert lines(chongqing, make_brand, *claims)[2024].amount == yuan(1_000)
    assert lines(read_as("CQ-over-cap", "forfeit"), make_brand, *claims)[2024].amount == NOTHING


def test_article_7_before_any_claim_the_award_lies_between_nothing_and_five_full_years(
    chongqing: Jurisdiction, make_brand: MakeBrand
) -> None:
    found = statement(chongqing, make_brand)
    assert found.total == up_to(5_000_000)
    assert found.lines[0].outcome is Outcome.NO_DATA


def test_article_7_a_brand_that_is_not_recognised_gets_nothing(chongqing: Jurisdiction, make_brand: MakeBrand) -> None:
    lapsed = Recognition(level=Level.MUNICIPAL, on=date(2022, 12, 1), until=date(2024, 1, 1), jurisdiction="chongqing")
    found = statement(chongqing, make_brand, claim(), recognitions=(lapsed,))
    assert (found.total, found.lines[0].outcome) == (NOTHING, Outcome.NOT_MET)


def test_article_7_the_district_pays_the_body_from_its_employment_fund(chongqing: Jurisdiction, make_brand: MakeBrand) -> None:
    (line,) = statement(chongqing, make_brand, claim()).lines
    assert (line.payer.zh, line.payee.zh) == ("所在区县", "创建承办单位")
    assert line.fund.zh.startswith("区县就业补助资金")


def test_the_sum_is_an_estimate_under_a_draft_and_says_how_it_was_read(chongqing: Jurisdiction, make_brand: MakeBrand) -> None:
    found = statement(chongqing, make_brand, claim())
    assert found.standing is Standing.DRAFT
    assert {"CQ-legal-status", "CQ-cap-scope", "CQ-five-years", "CQ-once-per-person"} <= {
        reading.id for reading in found.readings
    }
