"""Per-head awards: once per person, under a cap per year, for a limited number of years.

Claim lines are settled in content order (day, brand, operator, person), never in the order they were written, so that
any order of a file pays the same people.
"""

from collections import defaultdict
from datetime import date
from enum import Enum

import attrs

from laowu.decide.evidence import Evidence
from laowu.model.answers import AwardLine, RefusedClaim
from laowu.model.dossier import ClaimLine, Recognition
from laowu.model.money import ZERO, Amount, Money
from laowu.model.outcome import Outcome
from laowu.rules.subsidy import PerHead
from laowu.text import Text


class _Fate(Enum):
    PAY = "pay"
    OPEN = "open"
    REFUSE = "refuse"


_Judged = tuple[_Fate, str, Text]


@attrs.define
class _Year:
    """What one year has paid so far, per pool of the cap, and what is still open."""

    paid_persons: int = 0
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
    years = award.years_at_most.on(evidence.on)
    remark = Text(f"每年最高 {cap} 元，最多 {years} 年", f"at most {cap} yuan a year, for {years} years at most")
    template = attrs.evolve(template, remarks=(*template.remarks, remark))
    lines = _own_lines(evidence)
    if template.outcome is Outcome.NOT_MET:
        return [template]
    if recognition is None or not lines:
        outcome = template.outcome if recognition is None else Outcome.NO_DATA
        waiting = Text("尚无吸纳就业人员明细", "no list of people hired yet")
        possible = Amount.between(ZERO, cap * years)
        return [attrs.evolve(template, outcome=outcome, amount=possible, remarks=(*template.remarks, waiting))]
    ledger = _Settlement(award, recognition, evidence.dossier.brand.name, cap)
    for index, line in lines:
        ledger.take(index, line)
    return [_year_line(template, year, result, cap) for year, result in sorted(ledger.years.items())]


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
    )  # fmt: skip


class _Settlement:
    """The running state of one brand's claims."""

    def __init__(self, award: PerHead, recognition: Recognition, brand: str, cap: Money) -> None:
        self.award = award
        self.recognition = recognition
        self.brand = brand
        self.cap = cap
        self.years: dict[int, _Year] = {}
        self._done: set[str] = set()

    def take(self, index: int, line: ClaimLine) -> None:
        """Settle one claim line."""
        foreign = bool(line.brand) and line.brand != self.brand
        if foreign:
            if line.paid_fen is not None and line.person and self.award.person_scope == "region":
                self._done.add(line.person)
            return
        number = self._year_number(line.on)
        year = self.years.setdefault(number, _Year())
        pool = line.operator if self.award.cap_scope == "operator" else ""
        if line.paid_fen is not None:
            year.paid[pool] += Money(line.paid_fen)
            year.paid_persons += line.persons
            self._mark(line)
            return
        fate, reason, says = self._judge(line, number)
        if fate is _Fate.REFUSE:
            year.refused.append(RefusedClaim(line=index, persons=line.persons, reason=reason, outcome=Outcome.NOT_MET, says=says))
        elif fate is _Fate.OPEN:
            outcome = Outcome.NO_DATA if reason == "months" else Outcome.NEEDS_JUDGEMENT
            year.open[pool] += self._rate(line) * line.persons
            year.refused.append(RefusedClaim(line=index, persons=line.persons, reason=reason, outcome=outcome, says=says))
        else:
            self._pay(index, line, year, pool)

    def _pay(self, index: int, line: ClaimLine, year: _Year, pool: str) -> None:
        rate = self._rate(line)
        room = (self.cap - year.paid[pool]).fen // rate.fen if rate.fen else line.persons
        payable = max(0, min(line.persons, room))
        year.paid[pool] += rate * payable
        year.paid_persons += payable
        if payable or self.award.on_cap == "forfeit":
            self._mark(line)
        if payable < line.persons:
            later = self.award.on_cap == "next"
            says = Text(
                f"当年奖补已达上限 {self.cap} 元" + ("，可在以后年度申请" if later else ""),
                f"the year's cap of {self.cap} yuan is reached" + ("; may be claimed in a later year" if later else ""),
            )
            left = line.persons - payable
            year.refused.append(RefusedClaim(line=index, persons=left, reason="cap", outcome=Outcome.NOT_MET, says=says))

    def _mark(self, line: ClaimLine) -> None:
        if line.person:
            self._done.add(line.person)

    def _rate(self, line: ClaimLine) -> Money:
        return Money.yuan(self.award.rate_yuan.on(line.on))

    def _year_number(self, day: date) -> int:
        """Calendar year, or the 1-based year counted from the day of recognition."""
        if self.award.year_basis == "calendar":
            return day.year
        start = self.recognition.on
        return day.year - start.year + (1 if (day.month, day.day) >= (start.month, start.day) else 0)

    def _judge(self, line: ClaimLine, number: int) -> _Judged:
        if line.on < self.recognition.on:
            return _Fate.OPEN, "before_recognition", Text("早于认定日期", "earlier than recognition")
        if line.person and line.person in self._done:
            return _Fate.REFUSE, "already_paid", Text("同一人只能申请一次", "one award per person only")
        return self._year_fate(number) or self._line_fate(line)

    def _line_fate(self, line: ClaimLine) -> _Judged:
        """What the line itself says: group, months, and who pays the pension."""
        award = self.award
        least = award.months_at_least.on(line.on)
        if line.group not in {group.code for group in award.groups}:
            fate = _Fate.OPEN if award.groups_open else _Fate.REFUSE
            return fate, "group", Text(f"群体“{line.group}”不在所列重点群体", f"group “{line.group}” is none of those listed")
        if line.months is None:
            return _Fate.OPEN, "months", Text("缺参保缴费月数", "months of pension payment are not stated")
        if line.months < least:
            return (
                _Fate.REFUSE,
                "months",
                Text(
                    f"参保缴费 {line.months} 个月，不足 {least} 个月",
                    f"{line.months} months of pension payment, {least} are needed",
                ),
            )
        if line.payer == "self" and award.self_paid != "counts":
            fate = _Fate.REFUSE if award.self_paid == "refused" else _Fate.OPEN
            return fate, "payer", Text("养老保险由本人缴纳", "the worker pays the pension")
        return _Fate.PAY, "", Text("", "")

    def _year_fate(self, number: int) -> _Judged | None:
        award = self.award
        years = award.years_at_most.on(self.recognition.on)
        later = 1 if award.years_from == "year_after" else 0
        first = 1 if award.year_basis == "award" else self.recognition.on.year + later
        if number < first:
            return _Fate.OPEN, "year", Text(f"早于首个奖补年度 {first}", f"earlier than the first paid year {first}")
        if award.years_run == "any":
            paid = {year for year, result in self.years.items() if result.paid_persons}
            over = number not in paid and len(paid) >= years
        else:
            over = number >= first + years
        return (_Fate.REFUSE, "year", Text(f"已满 {years} 年", f"the {years} years are over")) if over else None


def _year_line(template: AwardLine, year: int, result: _Year, cap: Money) -> AwardLine:
    low = sum(result.paid.values(), ZERO)
    pools = set(result.paid) | set(result.open)
    high = sum((max(result.paid[pool], min(cap, result.paid[pool] + result.open[pool])) for pool in pools), ZERO)
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
        persons=result.paid_persons,
        refused=tuple(result.refused),
        remarks=remarks,
    )
