"""Money over the years against a slow walk: so many hired each year, paid head by head while there is money."""

from collections.abc import Callable
from datetime import date
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from laowu.decide.outlook import foresee_subsidy
from laowu.decide.subsidy import calculate_subsidy
from laowu.model.answers import Headcount, SubsidyOutlook
from laowu.model.dossier import Brand, ClaimLine, Dossier, Operator, Recognition
from laowu.model.facts import Figure
from laowu.model.level import Level, Target
from laowu.model.money import NOT_STATED, NOTHING, Amount, Money
from laowu.model.outcome import Outcome
from laowu.model.questions import SubsidyClaim
from laowu.rules.dated import Dated, DatedValue
from laowu.rules.predicate import Leaf
from laowu.rules.predicate import Operator as Comparing
from laowu.rules.rulebook import RuleBook
from laowu.rules.subsidy import AnyAward, Ceiling, KeyGroup, LumpSum, PerHead, SubsidyRules, Unstated
from laowu.text import same

MakeBook = Callable[..., RuleBook]

CITY, PROVINCE = Level.MUNICIPAL, Level.PROVINCIAL
RECOGNISED, ON = date(2026, 3, 15), date(2026, 11, 21)
HEAD: dict[str, Any] = {
    "document": "d1",
    "clause": "第七条",
    "since": date(2020, 1, 1),
    "levels": (CITY,),
    "summary": same("award"),
    "payer": same("district"),
    "payee": same("body"),
    "fund": same("fund"),
}
AWARD = PerHead(
    id="S-1",
    rate_yuan=Dated.always(1000),
    groups=(KeyGroup(code="migrant", label=same("x")),),
    months_at_least=Dated.always(3),
    cap_yuan=Dated.always(5000),
    years_at_most=Dated.always(5),
    **HEAD,
)


def yuan(low: int, high: int | None = None) -> Amount:
    return Amount.between(Money.yuan(low), Money.yuan(low if high is None else high))


def heads(low: int, high: int | None = -1) -> Headcount:
    return Headcount(low=low, high=low if high == -1 else high)


@pytest.fixture(scope="session")
def foreseen(book: MakeBook) -> Callable[..., SubsidyOutlook]:
    """What a region with these awards can bring a brand it recognised on 15 March 2026."""

    def make(*awards: AnyAward, hires: dict[int | None, Any] | None = None, years: int = 5, **more: Any) -> SubsidyOutlook:
        level, on = more.pop("level", CITY), more.pop("on", ON)
        figures = []
        for year, number in (hires or {}).items():
            low, high = number if isinstance(number, tuple) else (number, number)
            figures.append(Figure(low=low, high=high, year=year))
        held = (Recognition(level=level, on=RECOGNISED, jurisdiction="demo"),)
        facts = {"new_key_group_hires": tuple(figures)} if figures else {}
        dossier = Dossier(**{"brand": Brand(name="x"), "recognitions": held, "facts": facts, **more})
        rules = book(subsidy=SubsidyRules(awards=awards), documents={"d1": {"since": date(2020, 1, 1)}})
        claim = SubsidyClaim(dossier=dossier, target=Target(level=level))
        statement = calculate_subsidy(rules, claim, on)
        assert statement is not None
        return foresee_subsidy(rules, claim, statement, on, years=years, assumed=False)

    return make


Foreseen = Callable[..., SubsidyOutlook]


def amounts(outlook: SubsidyOutlook) -> list[tuple[int | None, Amount]]:
    return [(line.year, line.amount) for line in outlook.lines]


def test_years_nobody_has_declared_anything_for_bring_anything_up_to_the_cap(foreseen: Foreseen) -> None:
    outlook = foreseen(AWARD)

    assert amounts(outlook) == [(year, yuan(0, 5000)) for year in range(2027, 2032)]
    assert (outlook.total, outlook.last_year) == (yuan(0, 25_000), 2031)
    assert [(line.number, line.of, line.cap_binds) for line in outlook.lines] == [
        (number, 5, Outcome.NO_DATA) for number in range(1, 6)
    ]
    assert outlook.lines[0].headroom == yuan(0, 5000)


def test_declared_hires_bring_their_sum_and_show_where_the_cap_binds(foreseen: Foreseen) -> None:
    outlook = foreseen(AWARD, hires={2027: 3, 2028: 7, 2029: 4, 2030: 5, 2031: 6})

    assert [line.amount for line in outlook.lines] == [yuan(3000), yuan(5000), yuan(5000), yuan(5000), yuan(5000)]
    assert [line.available for line in outlook.lines] == [heads(3), heads(7), heads(6), heads(6), heads(7)]
    assert [line.unpaid for line in outlook.lines] == [heads(0), heads(2), heads(1), heads(1), heads(2)]
    assert [line.cap_binds for line in outlook.lines] == [Outcome.NOT_MET, *[Outcome.MET] * 4]
    assert outlook.lines[0].headroom == yuan(2000)
    assert outlook.total == yuan(23_000)


def test_people_beyond_the_cap_may_be_lost(foreseen: Foreseen) -> None:
    outlook = foreseen(attrs.evolve(AWARD, on_cap="forfeit"), hires={None: 7})

    assert [line.available for line in outlook.lines] == [heads(7)] * 5
    assert (outlook.total, outlook.lines[1].unpaid) == (yuan(25_000), heads(2))


def test_after_the_last_year_nothing_is_paid_and_those_left_over_are_told(foreseen: Foreseen) -> None:
    outlook = foreseen(AWARD, hires={None: 7}, years=7)

    assert amounts(outlook)[5:] == [(2032, NOTHING), (2033, NOTHING)]
    assert [remark.en for remark in outlook.lines[5].remarks] == [
        "outside the years of the award",
        "10 persons left over are not paid any more",
    ]
    assert outlook.lines[5].number is None
    assert outlook.lines[6].remarks == (outlook.lines[5].remarks[0],)


def test_an_interval_of_hires_is_one_of_money(foreseen: Foreseen) -> None:
    outlook = foreseen(AWARD, hires={None: (3, 8)}, years=2)

    assert [line.amount for line in outlook.lines] == [yuan(3000, 5000), yuan(3000, 5000)]
    assert [line.unpaid for line in outlook.lines] == [heads(0, 3), heads(0, 6)]
    assert [line.cap_binds for line in outlook.lines] == [Outcome.NO_DATA] * 2
    assert foreseen(AWARD, hires={None: (8, None)}, years=1).lines[0].unpaid == heads(3, None)


def test_claims_stand_and_those_refused_for_the_cap_are_carried_over(foreseen: Foreseen) -> None:
    claims = (ClaimLine(on=date(2027, 5, 1), group="migrant", months=3, persons=7),)

    outlook = foreseen(AWARD, claims=claims, hires={2027: 7, 2028: 1}, on=date(2028, 1, 5), years=2)

    first, second = outlook.lines
    assert (first.settled, first.amount, first.persons, first.unpaid) == (True, yuan(5000), heads(5), heads(2))
    assert (second.settled, second.available, second.amount) == (False, heads(3), yuan(3000))
    assert "2 carried over from the year before" in [remark.en for remark in second.remarks]


def test_a_year_that_is_not_over_may_bring_more_than_was_claimed(foreseen: Foreseen) -> None:
    claims = (ClaimLine(on=date(2027, 5, 1), group="migrant", months=3, persons=2),)

    def first(on: date, **more: Any) -> tuple[Amount, Headcount | None]:
        line = foreseen(AWARD, claims=claims, on=on, years=1, **more).lines[0]
        return line.amount, line.unpaid

    assert first(date(2027, 6, 1)) == (yuan(2000, 5000), heads(0, None))
    assert first(date(2027, 6, 1), hires={2027: 4}) == (yuan(4000), heads(0))
    assert first(date(2027, 6, 1), hires={2027: 9}) == (yuan(5000), heads(4))
    assert first(date(2027, 6, 1), hires={2027: 2}) == (yuan(2000), heads(0))
    assert first(date(2028, 1, 1), hires={2027: 9}) == (yuan(2000), heads(0))


def test_where_each_body_has_a_cap_of_its_own_who_hired_decides(foreseen: Foreseen) -> None:
    bodies = (Operator(name="甲"), Operator(name="乙"))

    (line,) = foreseen(attrs.evolve(AWARD, cap_scope="operator"), hires={None: 8}, operators=bodies, years=1).lines

    assert (line.amount, line.cap, line.unpaid) == (yuan(5000, 8000), Money.yuan(10_000), heads(0, 3))


def test_years_counted_from_recognition_go_by_number(foreseen: Foreseen) -> None:
    outlook = foreseen(attrs.evolve(AWARD, year_basis="award"), hires={2026: 1, 2027: 2, 2028: 3}, years=3)

    assert amounts(outlook) == [(1, yuan(1000)), (2, yuan(2000)), (3, yuan(3000))]
    assert outlook.last_year == 5


def test_any_five_years_with_a_payment_are_counted_as_they_come(foreseen: Foreseen) -> None:
    award = attrs.evolve(AWARD, years_run="any", years_at_most=Dated.always(2))

    paid = foreseen(award, hires={2027: 1, 2028: 0, 2029: 1, 2030: 1}, years=4)
    open_ = foreseen(award, years=4)

    assert [line.amount for line in paid.lines] == [yuan(1000), NOTHING, yuan(1000), NOTHING]
    assert [line.number for line in paid.lines] == [1, 2, 2, None]
    assert [line.amount for line in open_.lines] == [yuan(0, 5000)] * 4
    assert paid.last_year is None


def test_rate_and_cap_are_those_of_each_year_and_an_award_may_end(foreseen: Foreseen) -> None:
    award = attrs.evolve(
        AWARD,
        cap_yuan=Dated((DatedValue(value=5000), DatedValue(since=date(2028, 1, 1), value=2000))),
        until=date(2029, 1, 1),
    )

    assert [line.amount for line in foreseen(award, hires={None: 9}, years=3).lines] == [yuan(5000), yuan(2000), NOTHING]


@pytest.mark.parametrize(("workers", "total"), [(500, yuan(2000)), (499, NOTHING), (None, yuan(0, 2000))])
def test_conditions_of_the_award_hold_for_every_year(foreseen: Foreseen, workers: int | None, total: Amount) -> None:
    floor = Leaf(fact="workers", operator=Comparing.AT_LEAST, bound=Dated.always(500))
    facts = {"new_key_group_hires": (Figure(low=2, high=2),)}
    if workers is not None:
        facts["workers"] = (Figure(low=workers, high=workers),)

    assert foreseen(attrs.evolve(AWARD, condition=floor), facts=facts, years=1).total == total


def test_sums_paid_once_stand_in_the_year_of_recognition_or_in_none(foreseen: Foreseen) -> None:
    lump = LumpSum(id="S-2", amount_yuan={CITY: Dated.always(50_000)}, **HEAD)
    ceiling = Ceiling(id="S-3", at_most_yuan=Dated.always(300_000), set_by=same("county"), **HEAD)
    unstated = Unstated(id="S-4", **HEAD)

    outlook = foreseen(lump, ceiling, unstated, AWARD, hires={None: 1}, years=2)

    assert amounts(outlook) == [(2026, yuan(50_000)), (2027, yuan(1000)), (None, yuan(0, 300_000)), (None, NOT_STATED)]
    assert outlook.total == yuan(51_000, 351_000)


def test_an_outlook_is_about_a_level_that_is_held(foreseen: Foreseen) -> None:
    with pytest.raises(ValueError, match="held"):
        foreseen(AWARD, recognitions=())


# The slow walk: everybody stands in a queue, and each year the money is handed out one by one.


def walk(hires: list[int], *, rate: int, cap: int, years: int, on_cap: str) -> list[tuple[int, int]]:
    queue = 0
    told = []
    for place, number in enumerate(hires):
        queue += number
        spent = 0
        while queue and spent + rate <= cap and place < years:
            spent += rate
            queue -= 1
        told.append((spent, queue if place < years else 0))
        if on_cap == "forfeit":
            queue = 0
    return told


@given(
    hires=st.lists(st.integers(0, 12), min_size=1, max_size=8),
    rate=st.sampled_from([500, 1000, 1500]),
    cap=st.sampled_from([0, 2500, 5000]),
    years=st.integers(1, 6),
    on_cap=st.sampled_from(["next", "forfeit"]),
)
def test_declared_years_pay_what_the_walk_pays(
    foreseen: Foreseen, *, hires: list[int], rate: int, cap: int, years: int, on_cap: Any
) -> None:
    award = attrs.evolve(
        AWARD,
        rate_yuan=Dated.always(rate),
        cap_yuan=Dated.always(cap),
        years_at_most=Dated.always(years),
        on_cap=on_cap,
    )

    outlook = foreseen(award, hires={2027 + place: number for place, number in enumerate(hires)}, years=len(hires))

    truth = walk(hires, rate=rate, cap=cap, years=years, on_cap=on_cap)
    assert [line.amount for line in outlook.lines] == [yuan(spent) for spent, _ in truth]
    unpaid = [line.unpaid.low if line.unpaid else 0 for line in outlook.lines]
    assert unpaid == [left for _, left in truth]
    assert outlook.total == yuan(sum(spent for spent, _ in truth))


@given(bounds=st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=1, max_size=5), data=st.data())
def test_whatever_the_hires_turn_out_to_be_lies_in_what_was_said(
    foreseen: Foreseen, bounds: list[tuple[int, int]], data: st.DataObject
) -> None:
    between = [(min(pair), max(pair)) for pair in bounds]
    real = [data.draw(st.integers(low, high)) for low, high in between]
    known = data.draw(st.lists(st.booleans(), min_size=len(real), max_size=len(real)))

    said = {2027 + place: pair for place, pair in enumerate(between) if known[place]}
    outlook = foreseen(AWARD, hires=said, years=len(real))

    for line, (spent, left) in zip(outlook.lines, walk(real, rate=1000, cap=5000, years=5, on_cap="next"), strict=True):
        assert line.amount.low is not None
        assert line.amount.high is not None
        assert line.amount.low <= Money.yuan(spent) <= line.amount.high
        assert line.unpaid is not None
        assert line.unpaid.low <= left
        assert line.unpaid.high is None or left <= line.unpaid.high
        assert line.cap_binds is Outcome.NO_DATA or (left > 0) is (line.cap_binds is Outcome.MET)
