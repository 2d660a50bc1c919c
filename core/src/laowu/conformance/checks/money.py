"""Rules of the tier *proven*, third part: money is bounded, and nobody is paid twice."""

import random
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import attrs

from laowu.conformance.checks.each_hook import answer, each_hook
from laowu.conformance.situation import Situation, decided
from laowu.conformance.subject import Subject
from laowu.conformance.suite_rule import Fault, suite_rule
from laowu.model.answers import AwardLine, SubsidyStatement
from laowu.model.dossier import Brand, ClaimLine, Dossier, Recognition
from laowu.model.level import Target
from laowu.model.money import ZERO, Amount, Money
from laowu.model.questions import NameProposal
from laowu.rules.subsidy import AnyAward, Ceiling, LumpSum, PerHead
from laowu.text import Text

_SUBSIDY = "laowu_calculate_subsidy"
_YEARS_TRIED = 3


@suite_rule(
    "LC-408",
    "金额不为负、是整数分、不超过自己的上限，区间由低到高",
    "Money is never negative, is whole fen, never exceeds its own cap, and intervals run from low to high",
    example="A hook that adds up claims and forgets the cap of the year.",
    exceptions="What was paid already counts in full, also above a cap: it is paid.",
)
def money_is_bounded(subject: Subject) -> Iterator[Fault]:
    """The cap is read from the award's own data: the sum of the level, the ceiling, the cap of a year.

    The total lies between the least and the most that its lines can come to.
    """

    def judge(hook: str, situation: Situation) -> Fault | None:
        statement = answer(subject, hook, situation)
        if not isinstance(statement, SubsidyStatement):
            return None
        awards = {award.id: award for award in subject.book.subsidy.awards} if subject.book.subsidy else {}
        for line in statement.lines:
            says = _ill_formed(line.amount) or _above_cap(line, awards.get(line.rule), situation)
            if says is not None:
                return Fault(
                    subject=line.rule, says=Text(f"{line.rule}：", f"{line.rule}: ") + says, example=situation.told(hook)
                )
        says = _ill_formed(statement.total) or _above_lines(statement)
        return (
            None
            if says is None
            else Fault(subject="total", says=Text("合计：", "the total: ") + says, example=situation.told(hook))
        )

    return each_hook(subject, judge, (_SUBSIDY,))


def _ill_formed(amount: Amount) -> Text | None:
    ends = [money for money in (amount.low, amount.high) if money is not None]
    if any(type(money.fen) is not int for money in ends):
        return Text("金额不是整数分", "the sum is not in whole fen")
    if any(money < ZERO for money in ends):
        return Text(f"金额为负（{ends[0]} 元）", f"the sum is negative ({ends[0]} yuan)")
    if ends and ends[-1] < ends[0]:
        return Text(f"区间倒置（{ends[0]} 至 {ends[-1]} 元）", f"the interval is upside down ({ends[0]} to {ends[-1]} yuan)")
    return None


def _above_cap(line: AwardLine, award: AnyAward | None, situation: Situation) -> Text | None:
    cap = _cap(award, line, situation)
    most = None if cap is None else max(cap, line.paid or ZERO)
    if most is None or line.amount.high is None or line.amount.high <= most:
        return None
    return Text(f"{line.amount.high} 元，超过上限 {most} 元", f"{line.amount.high} yuan, more than its cap of {most} yuan")


def _cap(award: AnyAward | None, line: AwardLine, situation: Situation) -> Money | None:
    match award:
        case LumpSum():
            stated = award.amount_yuan.get(line.level) if line.level else None
            return None if stated is None else Money.yuan(stated.on(situation.on))
        case Ceiling():
            return Money.yuan(award.at_most_yuan.on(situation.on))
        case PerHead():
            most = max(entry.value for entry in award.cap_yuan.values)
            years = 1 if line.year is not None else max(entry.value for entry in award.years_at_most.values)
            bodies = {operator.name for operator in situation.dossier.operators}
            bodies |= {claim.operator for claim in situation.dossier.claims}
            return Money.yuan(most) * years * (max(1, len(bodies)) if award.cap_scope == "operator" else 1)
    return None


def _above_lines(statement: SubsidyStatement) -> Text | None:
    highs = [line.amount.high for line in statement.lines if line.amount.high is not None]
    most = sum(highs, ZERO)
    if statement.total.high is None or statement.total.high <= most:
        return None
    return Text(
        f"{statement.total.high} 元，各行合计至多 {most} 元", f"{statement.total.high} yuan, and its lines come to {most} at most"
    )


@suite_rule(
    "LC-409",
    "同一人只奖补一次，不论明细以什么顺序排列",
    "Nobody is paid for twice, in whatever order claims stand",
    example="A hook that pays line after line and forgets whom it has paid for.",
    exceptions="Awards that are not paid per head.",
)
def once_per_person(subject: Subject) -> Iterator[Fault]:
    """A per-head award is paid once per person.

    The same person on two lines is paid for once at most, whichever line stands first.
    """
    awards = subject.book.subsidy.awards if subject.book.subsidy else ()
    per_head = [award for award in awards if isinstance(award, PerHead)]

    def judge(hook: str, situation: Situation) -> Fault | None:
        for order in _orders(situation, subject.seed):
            fault = _paid_twice(subject, order, per_head)
            if fault is not None:
                return fault
        return None

    for award in per_head:
        made_up = next(filter(None, (judge(_SUBSIDY, one) for one in _claimed_twice(award, subject))), None)
        if made_up is not None:
            yield made_up
            return
    yield from each_hook(subject, judge, (_SUBSIDY,))


def _paid_twice(subject: Subject, situation: Situation, per_head: list[PerHead]) -> Fault | None:
    statement = answer(subject, _SUBSIDY, situation)
    lines = statement.lines if isinstance(statement, SubsidyStatement) else ()
    most = _people(situation.dossier, subject.code)
    for award in per_head:
        paid = sum(line.persons or 0 for line in lines if line.rule == award.id)
        if paid > most:
            says = Text(
                f"{award.id} 付了 {paid} 人，明细里不同的人至多 {most} 个",
                f"{award.id} is paid for {paid} people, and the claims name {most} different ones at most",
            )
            return Fault(subject=award.id, says=says, example=situation.told(_SUBSIDY))
    return None


def _claimed_twice(award: PerHead, subject: Subject) -> Iterator[Situation]:
    """The same person on two lines that would each be paid alone, in each of the first years after recognition."""
    held = Recognition(level=award.levels[0], on=award.since, jurisdiction=subject.code)
    for years in range(_YEARS_TRIED):
        days = [award.since + timedelta(days=366 * years + number) for number in (40, 41)]
        lines = tuple(
            ClaimLine(
                on=day,
                group=award.groups[0].code,
                operator="某公司",
                person="p1",
                months=award.months_at_least.on(day) + 1,
                payer="employer",
            )
            for day in days
        )
        yield Situation(
            dossier=Dossier(brand=Brand(name="某品牌"), recognitions=(held,), claims=lines),
            target=Target(level=award.levels[0], brand_class=_first_class(subject)),
            on=days[-1],
            proposal=NameProposal(name="某"),
        )


def _first_class(subject: Subject) -> str | None:
    classes = subject.book.eligibility.classes if subject.book.eligibility else ()
    return classes[0].code if classes else None


def _people(dossier: Dossier, code: str) -> int:
    """How many different people the open lines name, and those on lines that were paid already, which count as they stand."""
    lines = [line for line in dossier.claims if line.jurisdiction in (None, code)]
    paid = [line for line in lines if line.paid_fen is not None]
    done = {line.person for line in paid if line.person}
    fresh = {line.person for line in lines if line.person and line.paid_fen is None} - done
    nameless = sum(line.persons for line in lines if line.person is None and line.paid_fen is None)
    return sum(line.persons for line in paid) + len(fresh) + nameless


@suite_rule(
    "LC-410",
    "明细、付款、检查、认定、进度的书写顺序不影响答复",
    "The order in which claims, payments, checks, recognitions, progress and judgements are written decides nothing",
    example="A hook that takes the last check of the file for the latest.",
)
def order_decides_nothing(subject: Subject) -> Iterator[Fault]:
    """Two clerks who type the same records in another order must get the same answer."""

    def judge(hook: str, situation: Situation) -> Fault | None:
        first, *others = (_weighed(subject, hook, order) for order in _orders(situation, subject.seed))
        if all(other == first for other in others):
            return None
        says = Text(f"{hook} 的答复随记录顺序而变", f"the answer of {hook} changes with the order of the records")
        return Fault(subject=hook, says=says, example=situation.told(hook))

    return each_hook(subject, judge)


def _weighed(subject: Subject, hook: str, situation: Situation) -> object:
    """What an answer comes to, without what merely repeats the order of the records."""
    found = answer(subject, hook, situation)
    money = [(line.rule, line.level, line.operator, line.year, line.amount, line.persons) for line in getattr(found, "lines", ())]
    steps = [(step.rule, step.state, step.begins, step.ends) for step in getattr(found, "steps", ())]
    status, total = getattr(found, "status", None), getattr(found, "total", None)
    return sorted(decided(found), key=str), sorted(money, key=str), steps, status, total


def _orders(situation: Situation, seed: int) -> Iterator[Situation]:
    """The situation as it is, upside down, and shuffled."""
    yield situation
    yield _arranged(situation, lambda items: items[::-1])
    dice = random.Random(seed)  # noqa: S311  # no secret
    yield _arranged(situation, lambda items: tuple(dice.sample(items, len(items))))


def _arranged(situation: Situation, arrange: Callable[[tuple[Any, ...]], tuple[Any, ...]]) -> Situation:
    tables = ("judgements", "progress", "recognitions", "checks", "claims", "payments")
    arranged: dict[str, Any] = {name: arrange(getattr(situation.dossier, name)) for name in tables}
    return attrs.evolve(situation, dossier=attrs.evolve(situation.dossier, **arranged))


RULES = (money_is_bounded, once_per_person, order_decides_nothing)
