"""Per-head awards against a slow walk, person by person, over generated claim lines."""

from collections.abc import Callable
from datetime import date
from typing import Any

import attrs
from hypothesis import given
from hypothesis import strategies as st

from laowu.model.answers import SubsidyStatement
from laowu.model.dossier import ClaimLine
from laowu.model.level import Level
from laowu.model.money import NOTHING, Amount, Money
from laowu.model.outcome import Outcome
from laowu.rules.dated import Dated, DatedValue
from laowu.rules.subsidy import KeyGroup, PerHead
from laowu.text import same

Claimed = Callable[..., SubsidyStatement]

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


def sums(statement: SubsidyStatement) -> dict[int | None, Amount]:
    return {award.year: award.amount for award in statement.lines}


# The slow walk: everybody by name, and every sum added up anew from what was paid before.

Paid = list[tuple[int, str, str | None, int]]


def year_of(award: PerHead, day: date) -> int:
    if award.year_basis == "calendar":
        return day.year
    year = 0
    while RECOGNISED.replace(year=RECOGNISED.year + year) <= day:
        year += 1
    return year


def standing(award: PerHead, claim: ClaimLine) -> str:
    """Whether a line by itself is to be paid, refused, or open."""
    first = 1 if award.year_basis == "award" else RECOGNISED.year + (award.years_from == "year_after")
    year = year_of(award, claim.on)
    known = claim.group in {"migrant", "veteran"}
    by_contract = award.contract_days_at_least is not None
    told = claim.contract_days if by_contract else claim.months
    refused = [
        not known and not award.groups_open,
        told is not None and told < (90 if by_contract else 3),
        claim.payer == "self" and award.self_paid == "refused",
        claim.enrolment == "resumed" and award.resumed == "refused",
        claim.relation == "sent_out" and award.sent_out == "refused",
        award.years_run == "consecutive" and year >= first + award.years_at_most.on(RECOGNISED),
    ]
    open_ = [
        claim.on < RECOGNISED,
        year < first,
        not known,
        told is None,
        claim.payer == "self" and award.self_paid == "judgement",
        claim.enrolment == "resumed" and award.resumed == "judgement",
        claim.enrolment is None and award.resumed != "counts",
        claim.relation == "sent_out" and award.sent_out == "judgement",
    ]
    return "refused" if any(refused) else "open" if any(open_) else "paid"


def walk(award: PerHead, claims: list[ClaimLine], settled: dict[int, bool]) -> dict[int, int]:
    """Yuan paid by year, each open line being paid or not as ``settled`` says."""
    paid: Paid = []
    gone: set[str] = set()
    for claim in claims:
        if claim.paid_fen is not None and claim.brand == "":
            paid.append((year_of(award, claim.on), _pool(award, claim), claim.person, claim.paid_fen // 100))
        elif claim.paid_fen is not None and claim.person and award.person_scope == "region":
            gone.add(claim.person)
    ordered = sorted(enumerate(claims), key=lambda pair: _by_content(pair[1]))
    for place, claim in ordered:
        decision = standing(award, claim)
        if claim.paid_fen is not None or claim.brand or decision == "refused" or (decision == "open" and not settled[place]):
            continue
        for _ in range(claim.persons):
            year, pool = year_of(award, claim.on), _pool(award, claim)
            had = claim.person is not None and (claim.person in gone or claim.person in [person for _, _, person, _ in paid])
            other_years = {past for past, _, _, _ in paid if past != year}
            if had or (award.years_run == "any" and len(other_years) >= award.years_at_most.on(RECOGNISED)):
                continue
            rate = award.rate_yuan.on(claim.on)
            if sum(sum_ for past, other, _, sum_ in paid if (past, other) == (year, pool)) + rate <= award.cap_yuan.on(claim.on):
                paid.append((year, pool, claim.person, rate))
            elif award.on_cap == "forfeit" and claim.person:
                gone.add(claim.person)
    years = {year for year, _, _, _ in paid}
    return {year: sum(sum_ for past, _, _, sum_ in paid if past == year) for year in years}


def _pool(award: PerHead, claim: ClaimLine) -> str:
    return claim.operator if award.cap_scope == "operator" else "all"


def _by_content(claim: ClaimLine) -> tuple[Any, ...]:
    months, fen, days = (-1 if number is None else number for number in (claim.months, claim.paid_fen, claim.contract_days))
    first = (
        claim.on,
        claim.brand,
        claim.operator,
        claim.person or "",
        claim.group,
        claim.persons,
        months,
        claim.payer or "",
        fen,
    )
    return (*first, days, claim.enrolment or "", claim.relation or "")


TREATMENTS = st.sampled_from(["refused", "counts", "judgement"])
awards = st.builds(
    lambda rate, cap, **fields: attrs.evolve(
        AWARD,
        rate_yuan=Dated((DatedValue(value=1000), DatedValue(since=date(2026, 1, 1), value=rate))),
        cap_yuan=Dated((DatedValue(value=3000), DatedValue(since=date(2026, 1, 1), value=cap))),
        years_at_most=Dated.always(fields.pop("years")),
        **fields,
    ),
    rate=st.sampled_from([1000, 1500, 0]),
    cap=st.sampled_from([3000, 2500, 5000]),
    years=st.sampled_from([1, 2, 5]),
    groups_open=st.booleans(),
    self_paid=TREATMENTS,
    resumed=TREATMENTS,
    sent_out=TREATMENTS,
    contract_days_at_least=st.sampled_from([None, None, Dated.always(90)]),
    cap_scope=st.sampled_from(["brand", "operator"]),
    years_from=st.sampled_from(["recognition_year", "year_after"]),
    years_run=st.sampled_from(["consecutive", "any"]),
    year_basis=st.sampled_from(["calendar", "award"]),
    person_scope=st.sampled_from(["region", "brand"]),
    on_cap=st.sampled_from(["next", "forfeit"]),
)


#: Few enough days for lines to meet in a year, and the days on which years turn.
DAYS = [
    *(date(2023, 1, 9), date(2023, 3, 14), date(2023, 3, 15), date(2023, 11, 1), date(2024, 3, 14), date(2024, 5, 1)),
    *(date(2024, 5, 2), date(2025, 5, 1), date(2026, 2, 1), date(2028, 6, 1), date(2029, 6, 1)),
]


@st.composite
def claim_lines(draw: st.DrawFn) -> ClaimLine:
    person = draw(st.sampled_from([None, "p1", "p2", "p3"]))
    paid = draw(st.sampled_from([None, None, None, None, 100_000]))
    return ClaimLine(
        on=draw(st.sampled_from(DAYS)),
        group=draw(st.sampled_from(["migrant", "migrant", "veteran", "other"])),
        operator=draw(st.sampled_from(["甲", "乙"])),
        persons=1 if person else draw(st.integers(1, 3)),
        person=person,
        months=draw(st.sampled_from([3, 12, 12, 2, None])),
        contract_days=draw(st.sampled_from([90, 365, 89, None])),
        payer=draw(st.sampled_from([None, "employer", "self"])),
        enrolment=draw(st.sampled_from(["new", "new", "resumed", None])),
        relation=draw(st.sampled_from([None, "own", "sent_out"])),
        brand=draw(st.sampled_from(["", "", "", "别家"])),
        paid_fen=paid,
    )  # fmt: skip


claims_ = st.lists(claim_lines(), max_size=7)


@given(award=awards, claims=claims_, data=st.data())
def test_every_way_the_open_lines_may_turn_out_lies_in_what_was_said(
    claimed: Claimed, award: PerHead, claims: list[ClaimLine], data: st.DataObject
) -> None:
    statement = claimed(award, claims)
    open_ = [place for place, claim in enumerate(claims) if standing(award, claim) == "open"]

    truth = walk(award, claims, {place: data.draw(st.booleans()) for place in open_})

    if [award_line.year for award_line in statement.lines] == [None]:  # nothing was claimed for this brand
        assert truth == {}
        return
    amounts = sums(statement)
    for year, amount in amounts.items():
        assert amount.low is not None
        assert amount.high is not None
        assert year is not None
        assert amount.low <= Money.yuan(truth.get(year, 0)) <= amount.high
    assert truth.keys() <= amounts.keys()
    assert statement.total.low is not None
    assert statement.total.high is not None
    assert statement.total.low <= Money.yuan(sum(truth.values())) <= statement.total.high


@given(award=awards, claims=claims_)
def test_where_nothing_is_open_the_sum_is_that_of_the_walk(claimed: Claimed, award: PerHead, claims: list[ClaimLine]) -> None:
    closed = [claim for claim in claims if standing(award, claim) != "open"]
    statement = claimed(award, closed)

    truth = walk(award, closed, {})

    if [award_line.year for award_line in statement.lines] != [None]:
        assert {year: amount for year, amount in sums(statement).items() if amount != NOTHING} == {
            year: Amount.exactly(Money.yuan(sum_)) for year, sum_ in truth.items() if sum_
        }
        assert {award_line.outcome for award_line in statement.lines} == {Outcome.MET}


@given(award=awards, claims=claims_, data=st.data())
def test_any_order_of_the_lines_pays_the_same(
    claimed: Claimed, award: PerHead, claims: list[ClaimLine], data: st.DataObject
) -> None:
    turned = data.draw(st.permutations(claims))

    def told(lines: list[ClaimLine]) -> list[Any]:
        return [
            (award_line.year, award_line.amount, award_line.outcome, award_line.persons,
             sorted((repr(lines[claim.line]), claim.persons, claim.reason) for claim in award_line.refused))
            for award_line in claimed(award, lines).lines
        ]  # fmt: skip

    assert told(turned) == told(claims)


@given(award=awards, claims=claims_)
def test_no_year_pays_more_than_its_cap(claimed: Claimed, award: PerHead, claims: list[ClaimLine]) -> None:
    unpaid = [attrs.evolve(claim, paid_fen=None) for claim in claims]
    pools = {claim.operator for claim in unpaid} if award.cap_scope == "operator" else {""}
    most = Money.yuan(max(each.value for each in award.cap_yuan.values)) * len(pools)

    lines = [award_line for award_line in claimed(award, unpaid).lines if award_line.year is not None]

    assert all(award_line.amount.high is not None and award_line.amount.high <= most for award_line in lines)


@given(award=awards, claims=claims_)
def test_everybody_on_a_line_is_paid_or_told_why_not(claimed: Claimed, award: PerHead, claims: list[ClaimLine]) -> None:
    lines = claimed(award, claims).lines
    own = [claim for claim in claims if not claim.brand]

    if own:
        told = sum(claim.persons for award_line in lines for claim in award_line.refused)
        assert sum(award_line.persons or 0 for award_line in lines) + told == sum(claim.persons for claim in own)
