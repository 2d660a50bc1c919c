"""Per-head awards case by case: once per person, caps, years, groups, months, who pays the pension."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

import attrs
import pytest

from laowu.model.answers import AwardLine, SubsidyStatement
from laowu.model.dossier import ClaimLine, Operator, Recognition
from laowu.model.level import Level
from laowu.model.money import NOTHING, Amount, Money
from laowu.model.outcome import Outcome
from laowu.rules.dated import Dated, DatedValue
from laowu.rules.predicate import Judge
from laowu.rules.subsidy import KeyGroup, PerHead
from laowu.text import same

RECOGNISED = date(2023, 3, 15)
HEAD: dict[str, Any] = {"document": "d1", "clause": "第七条", "since": date(2020, 1, 1), "levels": (Level.MUNICIPAL,)}
AWARD = PerHead(
    id="S-1",
    summary=same("award"),
    payer=same("district"),
    payee=same("body"),
    fund=same("fund"),
    rate_yuan=Dated.always(1000),
    groups=(KeyGroup(code="migrant", label=same("农民工")), KeyGroup(code="veteran", label=same("退役军人"))),
    months_at_least=Dated.always(3),
    cap_yuan=Dated.always(3000),
    years_at_most=Dated.always(5),
    **HEAD,
)


def line(day: str, persons: int = 1, **more: Any) -> ClaimLine:
    plain = {"on": date.fromisoformat(day), "group": "migrant", "operator": "甲", "persons": persons, "months": 3}
    return ClaimLine(**{**plain, **more})


Claimed = Callable[..., SubsidyStatement]


def refusals(statement: SubsidyStatement) -> list[tuple[int, int, str, Outcome]]:
    """Line, persons, reason and outcome of everybody not paid, in the order of the dossier."""
    return sorted(
        (claim.line, claim.persons, claim.reason, claim.outcome) for award in statement.lines for claim in award.refused
    )


def sums(statement: SubsidyStatement) -> dict[int | None, Amount]:
    return {award.year: award.amount for award in statement.lines}


def yuan(low: int, high: int | None = None) -> Amount:
    return Amount.between(Money.yuan(low), Money.yuan(low if high is None else high))


def test_a_person_is_paid_once_and_the_day_decides_which_line(claimed: Claimed) -> None:
    claims = (line("2025-05-01", person="p1"), line("2024-05-01", person="p1"))

    statement = claimed(AWARD, claims)

    assert sums(statement) == {2024: yuan(1000), 2025: yuan(0)}
    assert refusals(statement) == [(0, 1, "already_paid", Outcome.NOT_MET)]


@pytest.mark.parametrize(("scope", "paid"), [("region", 0), ("brand", 1000)])
def test_an_award_under_another_brand_counts_in_the_region_but_not_per_brand(claimed: Claimed, scope: Any, paid: int) -> None:
    claims = (line("2024-05-01", person="p1"), line("2025-05-01", person="p1", brand="别家", paid_fen=100_000))

    assert claimed(attrs.evolve(AWARD, person_scope=scope), claims).total == yuan(paid)


def test_another_brands_open_claim_decides_nothing(claimed: Claimed) -> None:
    claims = (line("2024-05-01", person="p1", brand="别家"), line("2025-05-01", person="p1", brand="金坛茶匠"))

    statement = claimed(AWARD, claims)

    assert sums(statement) == {2025: yuan(1000)}
    assert [award_line.persons for award_line in statement.lines] == [1]


def test_what_was_paid_already_counts_before_any_open_line(claimed: Claimed) -> None:
    claims = (
        line("2024-02-01", person="p1"),
        line("2024-03-01", persons=2),
        line("2024-11-01", person="p1", paid_fen=200_000),
    )

    statement = claimed(AWARD, claims)

    assert sums(statement) == {2024: yuan(3000)}
    assert refusals(statement) == [(0, 1, "already_paid", Outcome.NOT_MET), (1, 1, "cap", Outcome.NOT_MET)]


def test_what_was_paid_beyond_the_cap_stays_and_nothing_is_added(claimed: Claimed) -> None:
    statement = claimed(
        AWARD, (line("2024-02-01", persons=9, paid_fen=900_000), line("2024-03-01"), line("2024-04-01", months=None))
    )

    assert sums(statement) == {2024: yuan(9000)}
    assert [award_line.outcome for award_line in statement.lines] == [Outcome.NO_DATA]


@pytest.mark.parametrize(("on_cap", "later"), [("next", 1000), ("forfeit", 0)])
def test_beyond_the_cap_a_person_may_come_again_or_not(claimed: Claimed, on_cap: Any, later: int) -> None:
    claims = (line("2024-05-01", persons=3), line("2024-06-01", person="p1"), line("2025-06-01", person="p1"))

    statement = claimed(attrs.evolve(AWARD, on_cap=on_cap), claims)

    assert sums(statement) == {2024: yuan(3000), 2025: yuan(later)}
    (cut,) = [claim for claim in statement.lines[0].refused if claim.reason == "cap"]
    assert ("may be claimed in a later year" in cut.says.en) is (on_cap == "next")
    assert "the cap binds in this year" in [remark.en for remark in statement.lines[0].remarks]
    assert "the cap binds in this year" not in [remark.en for remark in statement.lines[1].remarks]


def test_a_line_is_cut_to_what_the_cap_leaves(claimed: Claimed) -> None:
    statement = claimed(attrs.evolve(AWARD, cap_yuan=Dated.always(2500)), (line("2024-05-01", persons=7),))

    assert sums(statement) == {2024: yuan(2000)}
    assert statement.lines[0].persons == 2
    assert refusals(statement) == [(0, 5, "cap", Outcome.NOT_MET)]


@pytest.mark.parametrize(("scope", "total"), [("brand", 3000), ("operator", 5000)])
def test_bodies_share_a_cap_or_have_their_own(claimed: Claimed, scope: Any, total: int) -> None:
    claims = (line("2024-05-01", persons=4), line("2024-05-02", persons=2, operator="乙"))

    assert claimed(attrs.evolve(AWARD, cap_scope=scope), claims).total == yuan(total)


@pytest.mark.parametrize(
    ("fields", "paid", "open_", "refused"),
    [
        ({}, range(2024, 2029), [2023], [2029]),
        ({"years_from": "recognition_year"}, range(2023, 2028), [], [2028, 2029]),
        ({"years_at_most": Dated.always(1)}, [2024], [2023], range(2025, 2030)),
        ({"years_run": "any"}, range(2024, 2028), [2023], []),  # 2023, being open, may be the fifth
        ({"year_basis": "award"}, range(2023, 2028), [], [2028, 2029]),
    ],
)
def test_years_one_to_five_are_paid_and_the_sixth_is_not(
    claimed: Claimed, fields: dict[str, Any], paid: Iterable[int], open_: list[int], refused: Iterable[int]
) -> None:
    claims = [line(f"{year}-09-01") for year in range(2023, 2030)]

    statement = claimed(attrs.evolve(AWARD, **fields), claims)

    shift = 2022 if fields.get("year_basis") == "award" else 0
    amounts = {(year or 0) + shift: amount for year, amount in sums(statement).items()}
    assert [year for year, amount in amounts.items() if amount == yuan(1000)] == list(paid)
    assert [2023 + place for place, _, reason, outcome in refusals(statement) if outcome is Outcome.NEEDS_JUDGEMENT] == open_
    never = [2023 + place for place, _, reason, outcome in refusals(statement) if (reason, outcome) == ("year", Outcome.NOT_MET)]
    assert set(refused) <= set(never)


def test_any_five_years_need_not_be_in_a_row(claimed: Claimed) -> None:
    award = attrs.evolve(AWARD, years_run="any", years_at_most=Dated.always(2))
    claims = [line("2024-09-01"), line("2027-09-01"), line("2027-10-01"), line("2030-09-01")]

    statement = claimed(award, claims)

    assert sums(statement) == {2024: yuan(1000), 2027: yuan(2000), 2030: yuan(0)}
    assert refusals(statement) == [(3, 1, "year", Outcome.NOT_MET)]


def test_a_year_that_may_have_been_paid_may_have_used_up_the_years(claimed: Claimed) -> None:
    award = attrs.evolve(AWARD, years_run="any", years_at_most=Dated.always(1))

    statement = claimed(award, [line("2024-09-01", months=None), line("2025-09-01")])

    assert sums(statement) == {2024: yuan(0, 1000), 2025: yuan(0, 1000)}
    assert refusals(statement) == [(0, 1, "months", Outcome.NO_DATA), (1, 1, "year", Outcome.NO_DATA)]


@pytest.mark.parametrize(
    ("day", "year"), [("2023-03-15", 1), ("2024-03-14", 1), ("2024-03-15", 2), ("2025-03-14", 2), ("2023-03-14", 0)]
)
def test_award_years_turn_on_the_day_of_recognition(claimed: Claimed, day: str, year: int) -> None:
    assert list(sums(claimed(attrs.evolve(AWARD, year_basis="award"), [line(day)]))) == [year]


#: The line; fields of the award; what becomes of it.
FATES: dict[str, tuple[dict[str, Any], dict[str, Any], tuple[str, Outcome] | None]] = {
    "three months": ({"months": 3}, {}, None),
    "two months": ({"months": 2}, {}, ("months", Outcome.NOT_MET)),
    "unknown months": ({"months": None}, {}, ("months", Outcome.NO_DATA)),
    "closed list of groups": ({"group": "x"}, {}, ("group", Outcome.NOT_MET)),
    "open list of groups": ({"group": "x"}, {"groups_open": True}, ("group", Outcome.NEEDS_JUDGEMENT)),
    "open group, too few months": ({"group": "x", "months": 2}, {"groups_open": True}, ("months", Outcome.NOT_MET)),
    "open group, unknown months": ({"group": "x", "months": None}, {"groups_open": True}, ("months", Outcome.NO_DATA)),
    "paid by the employer": ({"payer": "employer"}, {"self_paid": "refused"}, None),
    "paid by nobody named": ({"payer": None}, {"self_paid": "refused"}, None),
    "self-paid refused": ({"payer": "self"}, {"self_paid": "refused"}, ("payer", Outcome.NOT_MET)),
    "self-paid counted": ({"payer": "self"}, {"self_paid": "counts"}, None),
    "self-paid judged": ({"payer": "self"}, {"self_paid": "judgement"}, ("payer", Outcome.NEEDS_JUDGEMENT)),
    "days of contract for months": ({"months": 1, "contract_days": 90}, {"contract_days_at_least": Dated.always(90)}, None),
    "one day of contract short": (
        {"months": 12, "contract_days": 89},
        {"contract_days_at_least": Dated.always(90)},
        ("contract_days", Outcome.NOT_MET),
    ),
    "unknown days of contract": (
        {"months": 12},
        {"contract_days_at_least": Dated.always(90)},
        ("contract_days", Outcome.NO_DATA),
    ),
    "days of contract not asked": ({"months": 2, "contract_days": 400}, {}, ("months", Outcome.NOT_MET)),
    "enrolment resumed": ({"enrolment": "resumed"}, {}, None),
    "enrolment resumed, new only": ({"enrolment": "resumed"}, {"resumed": "refused"}, ("enrolment", Outcome.NOT_MET)),
    "enrolment resumed, judged": ({"enrolment": "resumed"}, {"resumed": "judgement"}, ("enrolment", Outcome.NEEDS_JUDGEMENT)),
    "first enrolment, new only": ({"enrolment": "new"}, {"resumed": "refused"}, None),
    "unknown enrolment, new only": ({}, {"resumed": "refused"}, ("enrolment", Outcome.NO_DATA)),
    "unknown enrolment, judged": ({}, {"resumed": "judgement"}, ("enrolment", Outcome.NO_DATA)),
    "sent out": ({"relation": "sent_out"}, {}, ("relation", Outcome.NOT_MET)),
    "sent out, counted": ({"relation": "sent_out"}, {"sent_out": "counts"}, None),
    "sent out, judged": ({"relation": "sent_out"}, {"sent_out": "judgement"}, ("relation", Outcome.NEEDS_JUDGEMENT)),
    "own staff": ({"relation": "own"}, {}, None),
    "before recognition": (
        {"on": date(2023, 3, 14)},
        {"years_from": "recognition_year"},
        ("before_recognition", Outcome.NEEDS_JUDGEMENT),
    ),
    "on the day of recognition": ({"on": date(2023, 3, 15)}, {"years_from": "recognition_year"}, None),
    "before the first paid year": ({"on": date(2023, 12, 31)}, {}, ("year", Outcome.NEEDS_JUDGEMENT)),
    "first day of the first paid year": ({"on": date(2024, 1, 1)}, {}, None),
    "last day of the fifth year": ({"on": date(2028, 12, 31)}, {}, None),
    "first day of the sixth year": ({"on": date(2029, 1, 1)}, {}, ("year", Outcome.NOT_MET)),
}


@pytest.mark.parametrize(("claim", "fields", "fate"), FATES.values(), ids=FATES)
def test_each_line_has_its_fate(
    claimed: Claimed, claim: dict[str, Any], fields: dict[str, Any], fate: tuple[str, Outcome] | None
) -> None:
    statement = claimed(attrs.evolve(AWARD, **fields), [attrs.evolve(line("2024-05-01", persons=2), **claim)])

    (award_line,) = statement.lines
    if fate is None:
        assert (award_line.amount, award_line.outcome, award_line.refused) == (yuan(2000), Outcome.MET, ())
        return
    reason, outcome = fate
    (refused,) = award_line.refused
    assert (refused.line, refused.persons, refused.reason, refused.outcome) == (0, 2, reason, outcome)
    assert refused.says.zh != refused.says.en
    assert award_line.amount == (yuan(0) if outcome is Outcome.NOT_MET else yuan(0, 2000))
    assert award_line.outcome is (Outcome.MET if outcome is Outcome.NOT_MET else outcome)
    assert award_line.persons == 0


def test_what_is_certain_stays_certain_beside_what_is_open(claimed: Claimed) -> None:
    statement = claimed(AWARD, [line("2024-05-01", persons=2), line("2024-06-01", months=None), line("2024-06-02", payer="self")])

    assert sums(statement) == {2024: yuan(2000, 3000)}
    assert statement.total == yuan(2000, 3000)
    assert statement.lines[0].outcome is Outcome.NO_DATA


def test_a_person_whose_earlier_line_is_open_may_or_may_not_be_paid_later(claimed: Claimed) -> None:
    statement = claimed(AWARD, [line("2024-05-01", person="p1", months=None), line("2025-05-01", person="p1")])

    assert sums(statement) == {2024: yuan(0, 1000), 2025: yuan(0, 1000)}
    assert refusals(statement) == [(0, 1, "months", Outcome.NO_DATA), (1, 1, "already_paid", Outcome.NO_DATA)]


def test_a_person_whom_an_open_line_may_push_over_the_cap_may_be_paid_later(claimed: Claimed) -> None:
    claims = [
        line("2024-05-01", persons=2),
        line("2024-05-02", months=None),
        line("2024-05-03", person="p1"),
        line("2025-05-01", person="p1"),
    ]

    statement = claimed(AWARD, claims)

    assert sums(statement) == {2024: yuan(3000), 2025: yuan(0, 1000)}


def test_rates_caps_and_months_are_those_of_the_day_of_the_line(claimed: Claimed) -> None:
    def from_2025(before: int, after: int) -> Dated[int]:
        return Dated((DatedValue(value=before), DatedValue(since=date(2025, 1, 1), value=after)))

    award = attrs.evolve(AWARD, rate_yuan=from_2025(1000, 1500), cap_yuan=from_2025(2000, 6000), months_at_least=from_2025(6, 3))
    claims = [line("2024-05-01", persons=9, months=6), line("2024-05-02", months=3), line("2025-05-01", persons=9)]

    statement = claimed(award, claims)

    assert sums(statement) == {2024: yuan(2000), 2025: yuan(6000)}
    assert (1, 1, "months", Outcome.NOT_MET) in refusals(statement)
    assert "at most 6,000 yuan a year, for 5 years at most" in [remark.en for remark in statement.lines[0].remarks]


def test_lines_after_the_date_judged_and_of_other_regions_are_not_looked_at(claimed: Claimed) -> None:
    claims = [
        line("2024-05-01"),
        line("2024-07-01"),
        line("2024-05-01", jurisdiction="other"),
        line("2024-05-01", jurisdiction="demo"),
    ]

    assert sums(claimed(AWARD, claims, on=date(2024, 6, 30))) == {2024: yuan(2000)}


def waiting(statement: SubsidyStatement) -> AwardLine:
    (award_line,) = statement.lines
    assert award_line.year is None
    return award_line


@pytest.mark.parametrize(
    "claims", [(), (line("2024-05-01", brand="别家"),), (line("2024-05-01", person="p1", brand="别家", paid_fen=1),)]
)
def test_without_claims_of_its_own_a_brand_may_get_up_to_the_cap_of_every_year(
    claimed: Claimed, claims: tuple[ClaimLine, ...]
) -> None:
    award_line = waiting(claimed(AWARD, claims))

    assert (award_line.amount, award_line.outcome) == (yuan(0, 15_000), Outcome.NO_DATA)
    assert award_line.remarks[-1].en == "no list of people hired yet"


@pytest.mark.parametrize(("bodies", "high"), [(0, 15_000), (1, 15_000), (3, 45_000)])
def test_where_each_body_has_its_own_cap_so_many_caps_may_be_paid(claimed: Claimed, bodies: int, high: int) -> None:
    operators = tuple(Operator(name=f"单位{place}") for place in range(bodies))

    assert waiting(claimed(attrs.evolve(AWARD, cap_scope="operator"), (), operators=operators)).amount == yuan(0, high)


def test_without_a_known_recognition_no_year_can_be_counted(claimed: Claimed) -> None:
    award_line = waiting(claimed(AWARD, (line("2024-05-01"),), recognitions=()))

    assert (award_line.amount, award_line.outcome) == (yuan(0, 15_000), Outcome.NO_DATA)
    assert award_line.remarks[-1].en == "the day of recognition is not known, so no year can be counted"
    assert waiting(claimed(AWARD, (), recognitions=())).remarks[-1].en == "no list of people hired yet"


def test_a_brand_that_is_not_recognised_gets_nothing(claimed: Claimed) -> None:
    elsewhere = Recognition(level=Level.MUNICIPAL, on=RECOGNISED, jurisdiction="other")

    award_line = waiting(claimed(AWARD, (line("2024-05-01"),), recognitions=(elsewhere,)))

    assert (award_line.amount, award_line.outcome) == (NOTHING, Outcome.NOT_MET)


def test_an_award_for_building_a_brand_needs_no_recognition(claimed: Claimed) -> None:
    award_line = waiting(claimed(attrs.evolve(AWARD, needs_recognition=False), (), recognitions=()))

    assert (award_line.amount, award_line.outcome) == (yuan(0, 15_000), Outcome.MET)


def test_an_open_condition_of_the_award_keeps_its_own_outcome(claimed: Claimed) -> None:
    statement = claimed(attrs.evolve(AWARD, condition=Judge()), [line("2024-05-01"), line("2024-06-01", months=None)])

    assert [award_line.outcome for award_line in statement.lines] == [Outcome.NEEDS_JUDGEMENT]
    assert sums(statement) == {2024: yuan(1000, 2000)}
    assert statement.total == yuan(0, 2000)
