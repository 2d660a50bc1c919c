"""Awards paid as one sum: how often, what was paid already, upgrades, and awards that stand instead of others."""

from collections.abc import Callable
from datetime import date
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from laowu.decide.subsidy import calculate_subsidy
from laowu.model.answers import AwardLine, SubsidyStatement
from laowu.model.dossier import Brand, Dossier, Operator, Payment, Recognition
from laowu.model.level import Level, Target
from laowu.model.money import NOT_STATED, NOTHING, ZERO, Amount, Money
from laowu.model.outcome import Outcome
from laowu.model.questions import SubsidyClaim
from laowu.rules.dated import Dated, DatedValue
from laowu.rules.predicate import Judge, Leaf
from laowu.rules.predicate import Operator as Comparing
from laowu.rules.rulebook import RuleBook
from laowu.rules.subsidy import AnyAward, Ceiling, LumpSum, SubsidyRules, Unstated
from laowu.text import Text, same

DISTRICT, CITY, PROVINCE = Level.DISTRICT, Level.MUNICIPAL, Level.PROVINCIAL
ON = date(2026, 11, 21)
HEAD: dict[str, Any] = {
    "summary": same("award"),
    "document": "d1",
    "clause": "三",
    "since": date(2020, 1, 1),
    "payer": same("city"),
    "payee": same("body"),
    "fund": same("fund"),
}
SUMS = {DISTRICT: 20_000, CITY: 50_000, PROVINCE: 100_000}
LUMP = LumpSum(
    id="S-1",
    levels=(DISTRICT, CITY, PROVINCE),
    amount_yuan={level: Dated.always(sum_) for level, sum_ in SUMS.items()},
    **HEAD,
)
DIFFERENCE = attrs.evolve(LUMP, on_upgrade="difference")
CEILING = Ceiling(
    id="S-2",
    levels=(CITY,),
    at_most_yuan=Dated.always(300_000),
    set_by=same("county"),
    once_per="brand_and_payer",
    needs_recognition=False,
    **HEAD,
)
UNSTATED = Unstated(id="S-3", levels=(CITY,), needs_recognition=False, once_per="brand", **HEAD)
BODIES = (Operator(name="甲"), Operator(name="乙"))


def yuan(low: int, high: int | None = None) -> Amount:
    return Amount.between(Money.yuan(low), Money.yuan(low if high is None else high))


def held(level: Level, on: str, **more: Any) -> Recognition:
    return Recognition(level=level, on=date.fromisoformat(on), jurisdiction="demo", **more)


def paid(award: str, sum_: int, **more: Any) -> Payment:
    return Payment(**{"on": date(2024, 6, 1), "award": award, "fen": sum_ * 100, **more})


@pytest.fixture(scope="session")
def stated(book: Callable[..., RuleBook]) -> Callable[..., SubsidyStatement]:
    """The statement of a region with these awards."""

    def make(*awards: AnyAward, level: Level = CITY, **more: Any) -> SubsidyStatement:
        rules = book(subsidy=SubsidyRules(awards=awards), documents={"d1": {"since": date(2020, 1, 1)}})
        claim = SubsidyClaim(dossier=Dossier(**{"brand": Brand(name="x"), **more}), target=Target(level=level))
        statement = calculate_subsidy(rules, claim, ON)
        assert statement is not None
        return statement

    return make


Stated = Callable[..., SubsidyStatement]


def of(statement: SubsidyStatement, level: Level) -> AwardLine:
    return next(line for line in statement.lines if line.level is level)


UPGRADED = (held(CITY, "2022-12-20"), held(PROVINCE, "2024-05-01"))


def test_on_an_upgrade_both_sums_are_due_and_flagged_or_the_difference(stated: Stated) -> None:
    both = stated(LUMP, level=PROVINCE, recognitions=UPGRADED)
    difference = stated(DIFFERENCE, level=PROVINCE, recognitions=UPGRADED)

    assert (both.total, difference.total) == (yuan(150_000), yuan(100_000))
    assert [line.amount for line in difference.lines] == [yuan(50_000), yuan(50_000)]
    assert of(difference, PROVINCE).remarks[-1].en == "100,000 yuan less the 50,000 yuan of the levels before"
    assert "set off" in both.remarks[-1].en
    assert difference.remarks == ()


def test_what_was_really_paid_for_the_lower_level_is_taken_off(stated: Stated) -> None:
    payments = (paid("S-1", 30_000, level=CITY),)

    statement = stated(DIFFERENCE, level=PROVINCE, recognitions=UPGRADED, payments=payments)

    assert (of(statement, PROVINCE).amount, of(statement, CITY).paid) == (yuan(70_000), Money.yuan(30_000))
    assert of(statement, CITY).remarks[-1].en == "paid already: 30,000 yuan (2024-06-01); 20,000 yuan are still due"


def test_a_level_that_has_lapsed_has_brought_its_sum_as_well(stated: Stated) -> None:
    replaced = (held(CITY, "2022-12-20", until=date(2024, 5, 1)), UPGRADED[1])

    assert of(stated(DIFFERENCE, level=PROVINCE, recognitions=replaced), PROVINCE).amount == yuan(50_000)
    payments = (paid("S-1", 50_000, level=CITY),)
    only_paid = stated(DIFFERENCE, level=PROVINCE, recognitions=UPGRADED[1:], payments=payments)
    assert of(only_paid, PROVINCE).amount == yuan(50_000)


def test_a_lower_level_after_a_higher_one_adds_nothing(stated: Stated) -> None:
    backwards = (held(PROVINCE, "2022-12-20"), held(CITY, "2024-05-01"))

    statement = stated(DIFFERENCE, recognitions=backwards)

    assert (of(statement, PROVINCE).amount, of(statement, CITY).amount) == (yuan(100_000), NOTHING)


@given(days=st.permutations(["2021-01-01", "2022-01-01", "2023-01-01"]))
def test_differences_add_up_to_the_highest_sum_in_whatever_order_the_levels_came(stated: Stated, days: list[str]) -> None:
    recognitions = tuple(held(level, day) for level, day in zip(SUMS, days, strict=True))

    statement = stated(DIFFERENCE, level=PROVINCE, recognitions=recognitions)

    assert statement.total == yuan(100_000)
    assert all(line.amount.low is not None and line.amount.low >= ZERO for line in statement.lines)


@pytest.mark.parametrize(
    ("sum_", "remark"),
    [
        (50_000, "paid already: 50,000 yuan (2024-06-01); nothing more is due"),
        (20_000, "paid already: 20,000 yuan (2024-06-01); 30,000 yuan are still due"),
        (60_000, "paid already: 60,000 yuan (2024-06-01); more than the 50,000 yuan of the document"),
    ],
)
def test_what_was_paid_is_told_with_what_it_leaves(stated: Stated, sum_: int, remark: str) -> None:
    (line,) = stated(LUMP, recognitions=UPGRADED[:1], payments=(paid("S-1", sum_),)).lines

    assert (line.amount, line.paid, line.remarks[-1].en) == (yuan(50_000), Money.yuan(sum_), remark)


def test_payments_of_other_awards_regions_and_days_are_not_looked_at(stated: Stated) -> None:
    others = (
        paid("S-9", 1),
        paid("S-1", 1, jurisdiction="other"),
        paid("S-1", 1, on=date(2026, 11, 22)),
        paid("S-1", 1, payer="某县"),
    )

    (line,) = stated(attrs.evolve(LUMP, once_per="brand_and_payer"), recognitions=UPGRADED[:1], payments=others).lines

    assert line.paid is None
    assert line.remarks[-1].en == "某县 paid 1 yuan besides (2024-06-01)"


def test_a_ceiling_that_was_paid_is_the_sum_that_was_set(stated: Stated) -> None:
    assert stated(CEILING).total == yuan(0, 300_000)
    (line,) = stated(CEILING, payments=(paid("S-2", 120_000),)).lines
    assert (line.amount, line.paid) == (yuan(120_000), Money.yuan(120_000))
    assert line.remarks[-1].en == "paid already: 120,000 yuan (2024-06-01); nothing more is due"
    often = attrs.evolve(CEILING, once_per=None)
    assert stated(often, payments=(paid("S-2", 120_000),)).total == yuan(120_000, 300_000)


def test_what_an_office_may_pay_or_not_is_certain_once_it_was_paid(stated: Stated) -> None:
    ceiling, lump = attrs.evolve(CEILING, discretionary=True), attrs.evolve(LUMP, discretionary=True)
    half = {"recognitions": UPGRADED[:1], "payments": (paid("S-1", 20_000), paid("S-2", 120_000))}

    assert stated(ceiling, payments=(paid("S-2", 120_000),)).total == yuan(120_000)
    assert stated(lump, **half).total == yuan(20_000, 50_000)
    assert stated(attrs.evolve(ceiling, condition=Judge()), **half).total == yuan(120_000)
    assert stated(lump, recognitions=UPGRADED[:1], payments=(paid("S-1", 60_000),)).total == yuan(50_000)


def test_a_ceiling_whose_sum_is_set_is_that_sum(stated: Stated) -> None:
    changed = Dated((DatedValue(since=date(2025, 1, 1), value=120_000), DatedValue(since=date(2026, 11, 22), value=90_000)))
    one = attrs.evolve(CEILING, discretionary=True, set_yuan=changed)
    later = attrs.evolve(one, set_yuan=Dated((DatedValue(since=date(2026, 11, 22), value=120_000),)))

    (line,) = stated(one).lines

    assert (line.amount, line.discretionary, stated(one).total) == (yuan(120_000), False, yuan(120_000))
    assert line.remarks[0].en == "county set 120,000 yuan (of 300,000 yuan at most)"
    assert (stated(later).lines[0].discretionary, stated(later).total) == (True, yuan(0, 300_000))
    rest = stated(one, payments=(paid("S-2", 100_000),))
    assert (rest.total, rest.lines[0].remarks[-1].en.partition("; ")[2]) == (yuan(120_000), "20,000 yuan are still due")


@pytest.mark.parametrize(
    ("most", "set_", "says"),
    [
        (Dated.always(300_000), Dated.always(300_001), "<= 300000: 300001"),
        (Dated.always(300_000), Dated.always(-1), ">= 0: -1"),
        (Dated((DatedValue(value=300_000), DatedValue(since=ON, value=100_000))), Dated.always(200_000), "<= 100000: 200000"),
    ],
)
def test_no_sum_is_set_above_the_ceiling_of_its_day(most: Dated[int], set_: Dated[int], says: str) -> None:
    with pytest.raises(ValueError, match=says):
        attrs.evolve(CEILING, at_most_yuan=most, set_yuan=set_)


def test_a_sum_nobody_stated_is_known_once_it_was_paid(stated: Stated) -> None:
    assert stated(UNSTATED).lines[0].amount == NOT_STATED
    assert stated(UNSTATED, payments=(paid("S-3", 8_000),)).total == yuan(8_000)


def test_once_for_the_brand_is_once_whoever_pays(stated: Stated) -> None:
    elsewhere = (paid("S-2", 100_000, payer="某县"),)

    assert stated(CEILING, payments=elsewhere).total == yuan(0, 300_000)
    assert stated(attrs.evolve(CEILING, once_per="brand"), payments=elsewhere).total == yuan(100_000)


def test_a_brand_of_several_bodies_is_told_how_often_the_sum_is_paid(stated: Stated) -> None:
    def last(once_per: Any) -> tuple[int, str]:
        lines = stated(attrs.evolve(CEILING, once_per=once_per), operators=BODIES).lines
        return len(lines), lines[0].remarks[-1].en

    assert last("brand_and_payer") == (1, "once for the brand from each payer, its 2 bodies together")
    assert last("brand") == (1, "once for the brand, its 2 bodies together")
    assert last("operator") == (2, "once for each body, of which there are 2")
    assert last(None) == (1, "the sum is set by county")
    assert stated(CEILING, operators=BODIES[:1]).lines[0].remarks == (Text("具体金额由county制定", "the sum is set by county"),)


def test_where_each_body_may_have_it_each_has_its_own_line_and_payments(stated: Stated) -> None:
    each = attrs.evolve(LUMP, once_per="operator")

    lines = stated(each, recognitions=UPGRADED[:1], operators=BODIES, payments=(paid("S-1", 50_000, operator="乙"),)).lines

    assert [(line.operator, line.amount, line.paid) for line in lines] == [
        ("甲", yuan(50_000), None),
        ("乙", yuan(50_000), Money.yuan(50_000)),
    ]
    assert lines[0].payee == Text("body · 甲", "body · 甲")
    alone = stated(each, recognitions=UPGRADED[:1], operators=BODIES[:1], payments=(paid("S-1", 50_000),))
    assert [line.paid for line in alone.lines] == [Money.yuan(50_000)]


def test_differences_are_each_bodys_own(stated: Stated) -> None:
    each = attrs.evolve(DIFFERENCE, once_per="operator")
    payments = (paid("S-1", 30_000, operator="甲", level=CITY),)

    statement = stated(each, level=PROVINCE, recognitions=UPGRADED, operators=BODIES, payments=payments)

    assert {(line.operator, line.amount) for line in statement.lines if line.level is PROVINCE} == {
        ("甲", yuan(70_000)),
        ("乙", yuan(50_000)),
    }


# Awards that stand instead of others


def levels(level: str) -> Leaf:
    return Leaf(fact="levels_held", operator=Comparing.INCLUDES, bound=Dated.always((level,)))


def test_an_award_that_is_due_takes_the_place_of_another(stated: Stated) -> None:
    instead = attrs.evolve(UNSTATED, instead_of=("S-2",), condition=levels("municipal"))

    recognised = stated(CEILING, instead, recognitions=UPGRADED[:1])
    not_recognised = stated(CEILING, instead, recognitions=(held(DISTRICT, "2022-01-01"),))
    unknown = stated(CEILING, instead)

    assert (recognised.lines[0].outcome, recognised.lines[0].amount) == (Outcome.NOT_MET, NOTHING)
    assert recognised.lines[0].remarks[-1].en == "S-3 takes its place"
    assert (not_recognised.lines[0].outcome, not_recognised.total) == (Outcome.MET, yuan(0, 300_000))
    assert (unknown.lines[0].outcome, unknown.total) == (Outcome.NO_DATA, yuan(0, 300_000))
    assert unknown.lines[0].remarks[-1].en == "S-3 takes its place, should it be due"


def test_while_one_is_open_a_certain_sum_counts_from_nothing(stated: Stated) -> None:
    instead = attrs.evolve(UNSTATED, instead_of=("S-1",), condition=Judge())

    assert stated(LUMP, instead, recognitions=UPGRADED[:1]).total == yuan(0, 50_000)
    assert stated(LUMP, attrs.evolve(instead, instead_of=()), recognitions=UPGRADED[:1]).total == yuan(50_000)


def test_while_one_of_two_sums_is_open_the_total_runs_from_the_lesser_to_the_greater(stated: Stated) -> None:
    higher = attrs.evolve(LUMP, id="S-4", amount_yuan={CITY: Dated.always(60_000)}, instead_of=("S-1",), condition=Judge())
    highest = attrs.evolve(higher, id="S-5", amount_yuan={CITY: Dated.always(90_000)}, instead_of=("S-1", "S-4"))

    assert stated(LUMP, higher, recognitions=UPGRADED[:1]).total == yuan(50_000, 60_000)
    assert stated(highest, higher, LUMP, recognitions=UPGRADED[:1]).total == yuan(50_000, 90_000)


@pytest.mark.parametrize("other", ["S-9", "S-3"])
def test_an_award_stands_instead_of_another_that_exists(other: str) -> None:
    with pytest.raises(ValueError, match="no other award"):
        SubsidyRules(awards=(CEILING, attrs.evolve(UNSTATED, instead_of=(other,))))
