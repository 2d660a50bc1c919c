"""One award per head over the years: claims settled so far, then what is declared, then anything up to the cap."""

from collections.abc import Iterator
from datetime import date

import attrs

from laowu.decide.conditions import weigh
from laowu.decide.evidence import Evidence
from laowu.decide.one_off import perhaps
from laowu.model.answers import AwardLine, Headcount, OutlookLine
from laowu.model.dossier import Recognition
from laowu.model.money import NOTHING, ZERO, Amount, Money
from laowu.model.outcome import Outcome
from laowu.rules.subsidy import PerHead
from laowu.text import Text

#: The fact that says how many people of the key groups a brand newly hires in a calendar year.
HIRES = "new_key_group_hires"

_NOBODY = Headcount(low=0, high=0)
_LAST_SAFE_DAY = 28


class AwardYears:
    """One award per head over the years.

    Attributes:
        first: the first year in which it is paid.
        by_calendar: its years are calendar years, and not years counted from recognition.
    """

    def __init__(self, award: PerHead, recognition: Recognition, evidence: Evidence, own: list[AwardLine]) -> None:
        """Take the award, the recognition it rests on, the dossier, and the lines of the award in a statement."""
        self._award = award
        self._recognition = recognition
        self._evidence = evidence
        self._template = own[0]
        self._settled = {line.year: line for line in own if line.year is not None}
        self.by_calendar = award.year_basis == "calendar"
        later = 1 if award.years_from == "year_after" else 0
        self.first = recognition.on.year + later if self.by_calendar else 1
        self._most = award.years_at_most.on(recognition.on)
        self._pools = max(1, len(evidence.dossier.operators)) if award.cap_scope == "operator" else 1
        condition, asked = award.condition, evidence.judgement(award.id)
        self._conditions = Outcome.MET
        if condition is not None:
            self._conditions, _ = weigh(condition, evidence, question=award.summary, judgement=asked)

    @property
    def _in_doubt(self) -> bool:
        """Whether what is claimed may come to nothing, however certain the people are."""
        return self._award.discretionary or not self._conditions.decided

    @property
    def last(self) -> int | None:
        """The last year in which it is paid; ``None`` where years without a payment do not count, or nothing is paid."""
        runs = self._award.years_run == "consecutive" and self._conditions is not Outcome.NOT_MET
        return self.first + self._most - 1 if runs else None

    def lines(self, first: int, years: int) -> Iterator[OutlookLine]:
        """A line a year: for so many years from the first told, and for earlier ones with claims."""
        if self._conditions is Outcome.NOT_MET:
            yield self._line(None, amount=NOTHING, remarks=self._template.remarks)
            return
        begin = first if self.by_calendar else 1
        end = begin + years
        told = {year for year in self._settled if year < end} | set(range(max(begin, self.first), end))
        carried, surely, perhaps = _NOBODY, 0, 0
        for year in sorted(told):
            is_open = self._open(year, surely, perhaps)
            number = self._number(year, perhaps)
            if year in self._settled:
                line = self._claimed(year, number, may_grow=is_open is not Outcome.NOT_MET)
            else:
                line = self._declared_only(year, number, carried, is_open)
            yield line
            carried = line.unpaid or _NOBODY if self._award.on_cap == "next" else _NOBODY
            if line.persons is not None:
                surely += line.persons.low > 0
                perhaps += line.persons.high != 0

    def _number(self, year: int, paid_before: int) -> int | None:
        number = year - self.first + 1 if self._award.years_run == "consecutive" else paid_before + 1
        return number if 1 <= number <= self._most else None

    def _open(self, year: int, surely: int, perhaps: int) -> Outcome:
        """Whether the award is paid in a year: within its years, and while its rule is in force."""
        if year < self.first or not self._award.in_force(self._day(year)):
            return Outcome.NOT_MET
        if self._award.years_run == "consecutive":
            return Outcome.MET if year < self.first + self._most else Outcome.NOT_MET
        if surely >= self._most:
            return Outcome.NOT_MET
        return Outcome.MET if perhaps < self._most else Outcome.NO_DATA

    def _declared_only(self, year: int, number: int | None, carried: Headcount, is_open: Outcome) -> OutlookLine:
        """A year without claims: what is declared for it, with those left over from before."""
        if is_open is Outcome.NOT_MET:
            remarks = [Text("不在奖补年度内", "outside the years of the award")]
            if carried.low:
                remarks.append(
                    Text(f"此前余下 {carried.low} 人不再支付", f"{carried.low} persons left over are not paid any more")
                )
            return self._line(year, persons=_NOBODY, amount=NOTHING, remarks=tuple(remarks))
        declared = self._declared(year)
        if declared is None:
            # Nobody has said either that those left over will be claimed.
            available = Headcount(low=0, high=None)
            says = Text("未申报当年新吸纳人数，按零至上限计", "no new hires are declared: anything from nothing to the cap")
            remarks = [says]
        else:
            available = _plus(declared, carried)
            says = Text(f"含上年结转 {carried.low} 人", f"{carried.low} carried over from the year before")
            remarks = [says] if carried.low else []
        rate, cap = self._rate(year), self._cap(year)
        single = None if rate == ZERO else cap.fen // rate.fen  # heads below one cap
        together = None if single is None else single * self._pools
        persons = Headcount(low=_least(available.low, single) or 0, high=_least(available.high, together))
        unpaid = Headcount(low=_beyond(available.low, together) or 0, high=_beyond(available.high, single))
        low = rate * persons.low if is_open is Outcome.MET else ZERO  # earlier years may have used the years up
        amount = Amount.between(low, rate * (persons.high or 0))
        line = self._line(year, number=number, available=available, persons=persons, amount=amount, remarks=tuple(remarks))
        return self._capped(line, unpaid)

    def _claimed(self, year: int, number: int | None, *, may_grow: bool) -> OutlookLine:
        """A year with claims: what they come to and, while the year runs, what may still be added."""
        own = self._settled[year]
        open_ = sum(item.persons for item in own.refused if not item.outcome.decided)
        over = sum(item.persons for item in own.refused if item.reason == "cap")
        paid = own.persons or 0
        line = self._line(
            year,
            number=number,
            available=Headcount(low=paid + over, high=paid + over + open_),
            persons=Headcount(low=paid, high=paid + open_),
            amount=own.amount,
            paid=own.paid,
        )
        line = self._capped(attrs.evolve(line, settled=True), Headcount(low=over, high=over))
        return self._with_the_rest(line, year) if may_grow and self._running(year) else line

    def _with_the_rest(self, line: OutlookLine, year: int) -> OutlookLine:
        """A year that is not over: people declared for it and not claimed yet may still be."""
        declared = self._declared(year) or Headcount(low=0, high=None)
        claimed, persons, unpaid = line.available or _NOBODY, line.persons or _NOBODY, line.unpaid or _NOBODY
        more = Headcount(low=_beyond(declared.low, claimed.high) or 0, high=_beyond(declared.high, claimed.low))
        if more.high == 0:
            return line
        rate, cap = self._rate(year), line.cap or ZERO
        low, high = line.amount.low or ZERO, line.amount.high or ZERO
        least, most = (None if rate == ZERO else max(0, cap.fen - used.fen) // rate.fen for used in (high, low))
        if self._pools > 1:  # who hired whom decides how much room there is
            least = 0
        paid = Headcount(low=_least(more.low, least) or 0, high=_least(more.high, most))
        left = Headcount(low=_beyond(more.low, most) or 0, high=_beyond(more.high, least))
        more_low = ZERO if self._in_doubt else rate * paid.low
        grown = attrs.evolve(
            line,
            available=_plus(claimed, more),
            persons=_plus(persons, paid),
            amount=Amount.between(low + more_low, max(high, min(cap, high + rate * (paid.high or 0)))),
            remarks=(*line.remarks, Text("当年尚未结束，可再申领", "the year is not over: more may be claimed")),
        )
        return self._capped(grown, _plus(unpaid, left))

    def _line(
        self,
        year: int | None,
        *,
        number: int | None = None,
        available: Headcount | None = None,
        persons: Headcount | None = None,
        amount: Amount = NOTHING,
        paid: Money | None = None,
        remarks: tuple[Text, ...] = (),
    ) -> OutlookLine:
        amount = perhaps(amount, paid) if self._in_doubt else amount
        return OutlookLine(
            rule=self._template.rule,
            clause=self._template.clause,
            summary=self._template.summary,
            year=year,
            number=number,
            of=self._most,
            available=available,
            persons=persons,
            amount=amount,
            remarks=remarks,
        )

    def _capped(self, line: OutlookLine, unpaid: Headcount) -> OutlookLine:
        """A line with its cap, what is left below it, and the people beyond it."""
        cap = self._cap(line.year or 0) * self._pools
        low, high = (max(ZERO, cap - (used or ZERO)) for used in (line.amount.high, line.amount.low))
        binds = Outcome.MET if unpaid.low else Outcome.NOT_MET if unpaid.high == 0 else Outcome.NO_DATA
        return attrs.evolve(line, cap=cap, headroom=Amount.between(low, high), cap_binds=binds, unpaid=unpaid)

    def _declared(self, year: int) -> Headcount | None:
        figure = self._evidence.figure(HIRES, self._calendar_year(year))
        if figure is None:
            return None
        low, high = (bound if isinstance(bound, int) else None for bound in (figure.low, figure.high))
        return Headcount(low=low or 0, high=high)

    def _running(self, year: int) -> bool:
        """Whether more people can still be claimed for a year that has claims."""
        on, recognised = self._evidence.on, self._recognition.on
        if self.by_calendar:
            return year >= on.year
        return on < date(recognised.year + year, recognised.month, min(recognised.day, _LAST_SAFE_DAY))

    def _calendar_year(self, year: int) -> int:
        return year if self.by_calendar else self._recognition.on.year + year - 1

    def _day(self, year: int) -> date:
        """The day whose rate and cap stand for a year: the last of the calendar year in which it begins."""
        return date(self._calendar_year(year), 12, 31)

    def _rate(self, year: int) -> Money:
        return Money.yuan(self._award.rate_yuan.on(self._day(year)))

    def _cap(self, year: int) -> Money:
        """The cap of one pool."""
        return Money.yuan(self._award.cap_yuan.on(self._day(year)))


def _plus(one: Headcount, other: Headcount) -> Headcount:
    high = None if one.high is None or other.high is None else one.high + other.high
    return Headcount(low=one.low + other.low, high=high)


def _least(number: int | None, bound: int | None) -> int | None:
    """The smaller of two numbers; ``None`` is one without limit."""
    return min((each for each in (number, bound) if each is not None), default=None)


def _beyond(number: int | None, bound: int | None) -> int | None:
    """How far a number goes beyond a bound; ``None`` is one without limit."""
    if bound is None:
        return 0
    return None if number is None else max(0, number - bound)
