"""Per-head awards: once per person, under a cap per year, for a limited number of years.

What was paid already counts first; then claim lines are settled in content order (day, brand, operator, person), never
in the order they were written, so that any order of a file pays the same people. A line whose months or standing are
open may come to nothing or to a payment: the sum of its year is an interval, and whatever hangs on it is open as well.
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

import attrs

from laowu.decide.evidence import Evidence
from laowu.model.answers import AwardLine, RefusedClaim
from laowu.model.dossier import ClaimLine, Recognition
from laowu.model.money import ZERO, Amount, Money
from laowu.model.outcome import Outcome, all_of
from laowu.rules.subsidy import PerHead
from laowu.text import Text
from laowu.values import frozen


@frozen
class _Doubt:
    """Why a line is not simply paid: refused, or open until a fact or a judgement is there."""

    outcome: Outcome
    reason: str
    says: Text


@attrs.define
class _Year:
    """What one year has paid so far, per pool of the cap, and what is still open.

    Attributes:
        booked: what was paid before anything was settled here.
        cap: most that is paid per pool; the highest, should it change within the year.
        paid_persons, open_persons: people paid, and people on open lines.
        paid, open: sums by pool.
        refused: people not paid.
    """

    cap: Money
    booked: Money = ZERO
    paid_persons: int = 0
    open_persons: int = 0
    paid: dict[str, Money] = attrs.field(factory=lambda: defaultdict(lambda: ZERO))
    open: dict[str, Money] = attrs.field(factory=lambda: defaultdict(lambda: ZERO))
    refused: list[RefusedClaim] = attrs.field(factory=list)


def settle(award: PerHead, template: AwardLine, recognition: Recognition | None, evidence: Evidence) -> list[AwardLine]:
    """One award line per year with claims; one open line up to the cap when there are none yet.

    Args:
        award: the rule.
        template: the line without sums; its outcome is that of the award's conditions.
        recognition: the recognition the award rests on; ``None`` when none is known.
        evidence: the dossier as the region asks about it.
    """
    cap = Money.yuan(award.cap_yuan.on(evidence.on))
    years = award.years_at_most.on(evidence.on if recognition is None else recognition.on)
    remark = Text(f"每年最高 {cap} 元，最多 {years} 年", f"at most {cap} yuan a year, for {years} years at most")
    template = attrs.evolve(template, remarks=(*template.remarks, remark))
    if template.outcome is Outcome.NOT_MET:
        return [template]
    lines = _own_lines(evidence)
    settled = {} if recognition is None else _Settlement(award, recognition, evidence.dossier.brand.name).of(lines)
    if settled:
        return [_year_line(template, year, result) for year, result in sorted(settled.items())]
    waiting = Text("尚无吸纳就业人员明细", "no list of people hired yet")
    if lines and recognition is None:
        waiting = Text("认定日期未知，尚不能按年度计算", "the day of recognition is not known, so no year can be counted")
    pools = max(1, len(evidence.dossier.operators)) if award.cap_scope == "operator" else 1
    outcome = template.outcome if recognition is None else Outcome.NO_DATA
    possible = Amount.between(ZERO, cap * years * pools)
    return [attrs.evolve(template, outcome=outcome, amount=possible, remarks=(*template.remarks, waiting))]


def _own_lines(evidence: Evidence) -> list[tuple[int, ClaimLine]]:
    indexed = [
        (index, line)
        for index, line in enumerate(evidence.dossier.claims)
        if line.jurisdiction in (None, evidence.jurisdiction) and line.on <= evidence.on
    ]
    return sorted(indexed, key=lambda pair: _content_order(pair[1]))


def _content_order(line: ClaimLine) -> tuple[object, ...]:
    return (
        line.on, line.brand, line.operator, line.person or "", line.group, line.persons,
        -1 if line.months is None else line.months, line.payer or "", -1 if line.paid_fen is None else line.paid_fen,
        -1 if line.contract_days is None else line.contract_days, line.enrolment or "", line.relation or "",
    )  # fmt: skip


class _Settlement:
    """The running state of one brand's claims.

    ``_done`` are the people who have had their award, ``_perhaps`` those who have had it if an open line is paid.
    """

    def __init__(self, award: PerHead, recognition: Recognition, brand: str) -> None:
        self.award = award
        self.recognition = recognition
        self.brand = brand
        self.years: dict[int, _Year] = {}
        self._done: set[str] = set()
        self._perhaps: set[str] = set()

    def of(self, lines: list[tuple[int, ClaimLine]]) -> dict[int, _Year]:
        """Settle claim lines, given in content order with their places in the dossier."""
        for _, line in lines:
            if line.paid_fen is not None:
                self._book(line, line.paid_fen)
        for index, line in lines:
            if line.paid_fen is None and not self._foreign(line):
                self._take(index, line)
        return self.years

    def _foreign(self, line: ClaimLine) -> bool:
        return bool(line.brand) and line.brand != self.brand

    def _book(self, line: ClaimLine, fen: int) -> None:
        """Count what was paid already; of another brand only that its people have had their award."""
        if not self._foreign(line):
            year = self._year(line)
            year.paid[self._pool(line)] += Money(fen)
            year.booked += Money(fen)
            year.paid_persons += line.persons
            self._mark(line, self._done)
        elif self.award.person_scope == "region":
            self._mark(line, self._done)

    def _take(self, index: int, line: ClaimLine) -> None:
        """Settle one open claim line."""
        doubts = [*self._person_doubts(line), *self._year_doubts(self._year_number(line.on)), *self._line_doubts(line)]
        outcome = all_of(doubt.outcome for doubt in doubts)
        year = self._year(line)
        if outcome is Outcome.MET:
            self._pay(index, line, year)
            return
        if outcome is not Outcome.NOT_MET:
            year.open[self._pool(line)] += self._rate(line) * line.persons
            year.open_persons += line.persons
            self._mark(line, self._perhaps)
        doubt = next(doubt for doubt in doubts if doubt.outcome is outcome)
        year.refused.append(RefusedClaim(line=index, persons=line.persons, reason=doubt.reason, outcome=outcome, says=doubt.says))

    def _pay(self, index: int, line: ClaimLine, year: _Year) -> None:
        pool = self._pool(line)
        cap = self._cap(line)
        room = cap - year.paid[pool]
        payable = self._payable(line, room)
        surely = self._payable(line, room - year.open[pool])  # should every open line be paid before it
        year.paid[pool] += self._rate(line) * payable
        year.paid_persons += payable
        forfeit = self.award.on_cap == "forfeit"
        if payable or forfeit:
            self._mark(line, self._done if surely or forfeit else self._perhaps)
        if payable < line.persons:
            says = Text(
                f"当年奖补已达上限 {cap} 元" + ("" if forfeit else "，可在以后年度申请"),
                f"the year's cap of {cap} yuan is reached" + ("" if forfeit else "; may be claimed in a later year"),
            )
            left = line.persons - payable
            year.refused.append(RefusedClaim(line=index, persons=left, reason="cap", outcome=Outcome.NOT_MET, says=says))

    def _payable(self, line: ClaimLine, room: Money) -> int:
        """How many people of a line the room under the cap has money for."""
        rate = self._rate(line)
        return max(0, min(line.persons, room.fen // rate.fen)) if rate.fen else line.persons

    def _mark(self, line: ClaimLine, people: set[str]) -> None:
        if line.person:
            people.add(line.person)

    def _pool(self, line: ClaimLine) -> str:
        return line.operator if self.award.cap_scope == "operator" else ""

    def _cap(self, line: ClaimLine) -> Money:
        return Money.yuan(self.award.cap_yuan.on(line.on))

    def _rate(self, line: ClaimLine) -> Money:
        return Money.yuan(self.award.rate_yuan.on(line.on))

    def _year(self, line: ClaimLine) -> _Year:
        """The year of a line."""
        year = self.years.setdefault(self._year_number(line.on), _Year(self._cap(line)))
        year.cap = max(year.cap, self._cap(line))
        return year

    def _year_number(self, day: date) -> int:
        """Calendar year, or the 1-based year counted from the day of recognition."""
        if self.award.year_basis == "calendar":
            return day.year
        start = self.recognition.on
        return day.year - start.year + (1 if (day.month, day.day) >= (start.month, start.day) else 0)

    def _person_doubts(self, line: ClaimLine) -> Iterator[_Doubt]:
        if line.on < self.recognition.on:
            yield _Doubt(Outcome.NEEDS_JUDGEMENT, "before_recognition", Text("早于认定日期", "earlier than recognition"))
        if line.person in self._done:
            yield _Doubt(Outcome.NOT_MET, "already_paid", Text("同一人只能申请一次", "one award per person only"))
        elif line.person in self._perhaps:
            says = Text("同一人只能申请一次，其前一笔尚未确定", "one award per person only, and an earlier line is still open")
            yield _Doubt(Outcome.NO_DATA, "already_paid", says)

    def _year_doubts(self, number: int) -> Iterator[_Doubt]:
        award = self.award
        most = award.years_at_most.on(self.recognition.on)
        over = Text(f"已满 {most} 年", f"the {most} years are over")
        later = 1 if award.years_from == "year_after" else 0
        first = 1 if award.year_basis == "award" else self.recognition.on.year + later
        if number < first:
            says = Text(f"早于首个奖补年度 {first}", f"earlier than the first paid year {first}")
            yield _Doubt(Outcome.NEEDS_JUDGEMENT, "year", says)
        elif award.years_run == "consecutive":
            if number >= first + most:
                yield _Doubt(Outcome.NOT_MET, "year", over)
        else:
            others = [result for year, result in self.years.items() if year != number]
            paid = sum(1 for result in others if result.paid_persons)
            if paid >= most:
                yield _Doubt(Outcome.NOT_MET, "year", over)
            elif paid + sum(1 for result in others if result.open_persons and not result.paid_persons) >= most:
                says = Text(f"此前年度尚未确定，可能已满 {most} 年", f"earlier years are open: the {most} years may be over")
                yield _Doubt(Outcome.NO_DATA, "year", says)

    def _line_doubts(self, line: ClaimLine) -> Iterator[_Doubt]:
        """What the line itself says: group, length of employment, kind of enrolment, and who hired and who pays the pension."""
        award = self.award
        if line.group not in {group.code for group in award.groups}:
            outcome = Outcome.NEEDS_JUDGEMENT if award.groups_open else Outcome.NOT_MET
            says = Text(f"群体“{line.group}”不在所列重点群体", f"group “{line.group}” is none of those listed")
            yield _Doubt(outcome, "group", says)
        yield from self._length_doubts(line)
        if line.enrolment is None and award.resumed != "counts":
            says = Text("未注明首次参保还是续保", "first or resumed enrolment is not stated")
            yield _Doubt(Outcome.NO_DATA, "enrolment", says)
        kinds = (
            (line.enrolment == "resumed", award.resumed, "enrolment", Text("中断后续保", "enrolment resumed after a gap")),
            (line.relation == "sent_out", award.sent_out, "relation", Text("组织输出，非本单位用工", "sent out, not hired")),
            (line.payer == "self", award.self_paid, "payer", Text("养老保险由本人缴纳", "the worker pays the pension")),
        )
        for of_the_kind, amounts_to, reason, says in kinds:
            if of_the_kind and amounts_to != "counts":
                yield _Doubt(Outcome.NOT_MET if amounts_to == "refused" else Outcome.NEEDS_JUDGEMENT, reason, says)

    def _length_doubts(self, line: ClaimLine) -> Iterator[_Doubt]:
        """Employed long enough: by months of pension payment or, where the award says so, by days of contract."""
        days, months = self.award.contract_days_at_least, self.award.months_at_least.on(line.on)
        if days is not None:
            least = days.on(line.on)
            if line.contract_days is None:
                yield _Doubt(Outcome.NO_DATA, "contract_days", Text("缺劳动合同天数", "days of contract are not stated"))
            elif line.contract_days < least:
                says = Text(
                    f"劳动合同 {line.contract_days} 日，不足 {least} 日",
                    f"{line.contract_days} days of contract, {least} are needed",
                )
                yield _Doubt(Outcome.NOT_MET, "contract_days", says)
        elif line.months is None:
            yield _Doubt(Outcome.NO_DATA, "months", Text("缺参保缴费月数", "months of pension payment are not stated"))
        elif line.months < months:
            says = Text(
                f"参保缴费 {line.months} 个月，不足 {months} 个月",
                f"{line.months} months of pension payment, {months} are needed",
            )
            yield _Doubt(Outcome.NOT_MET, "months", says)


def _year_line(template: AwardLine, year: int, result: _Year) -> AwardLine:
    low = sum(result.paid.values(), ZERO)
    pools = set(result.paid) | set(result.open)
    high = sum((max(result.paid[pool], min(result.cap, result.paid[pool] + result.open[pool])) for pool in pools), ZERO)
    undecided = {refused.outcome for refused in result.refused} - {Outcome.NOT_MET}
    outcome = template.outcome
    if outcome is Outcome.MET and undecided:
        outcome = Outcome.NO_DATA if Outcome.NO_DATA in undecided else Outcome.NEEDS_JUDGEMENT
    remarks = template.remarks
    if any(refused.reason == "cap" for refused in result.refused):
        remarks += (Text("当年上限已起作用", "the cap binds in this year"),)
    return attrs.evolve(
        template,
        year=year,
        amount=Amount.between(low, high),
        outcome=outcome,
        paid=result.booked if result.booked != ZERO else None,
        persons=result.paid_persons,
        refused=tuple(result.refused),
        remarks=remarks,
    )
