"""From rows to jobs: rows of one person under one brand, with one employer and one start, say together what the job is."""

from datetime import date
from functools import cache

import numpy as np
import numpy.typing as npt

from laowu.rules.predicate import Leaf
from laowu_ledger.indicators.definitions import Definitions
from laowu_ledger.indicators.groups import Groups, Kind, Places
from laowu_ledger.indicators.period import MONTHS, Period
from laowu_ledger.indicators.row_answers import NEVER, Days, Numbers, RowAnswers, day_number
from laowu_ledger.indicators.truth import NO, UNKNOWN, YES, Mask, Truth, decided, weigh, where_not
from laowu_ledger.indicators.vocabulary import OF_JOBS

#: A row in which none of these is stated tells of no job: a line of a training roll, say.
TELLS_OF_WORK = ("started", "ended", "employer", "using_unit", "relation", "contract_kind")
PENSION = ("pension_first", "pension_last", "pension_count", "pension_gaps")
PAY = "pay_fen"
EMPLOYER = "_employer"
"""Employers as numbers, which differ where neighbours do."""
_YEAR_BITS = (1 << MONTHS) - 1
_LONGEST = 62


class JobAnswers:
    """The jobs of a batch, in the order of their rows."""

    def __init__(self, rows: RowAnswers, starts: Places, wanted: Definitions) -> None:
        """Merge rows.

        Args:
            rows: the rows, those of a job together.
            starts: the first row of each job.
            wanted: what is to be answered.
        """
        self.count = len(starts)
        self._rows = rows
        self._together = Groups(starts, rows.rows)
        self._wanted = wanted
        self.started: Days = rows.days("started")[starts]
        self.ended: Days = self.most(rows.days("ended"))
        works = np.zeros(rows.rows, np.bool_)
        for column in TELLS_OF_WORK:
            works |= rows.known(EMPLOYER if column == "employer" else column)
        self._works: Mask = self.most(works)
        self._all_work = bool(self._works.all())
        self._paid: tuple[Period, tuple[Numbers, Mask]] | None = None

    def most(self, values: npt.NDArray[Kind]) -> npt.NDArray[Kind]:
        """The greatest value among the rows of each job; of truths, whether any row says so."""
        return self._together.reduced(values, np.maximum)

    def least(self, values: npt.NDArray[Kind]) -> npt.NDArray[Kind]:
        """The least value among the rows of each job."""
        return self._together.reduced(values, np.minimum)

    def answers(self, period: Period) -> dict[str, Truth]:
        """What each job is, by the names of the conditions on jobs."""
        known: dict[str, Truth] = {}

        def leaf(asked: Leaf) -> Truth:
            if asked.fact not in known:
                known[asked.fact] = self._answer(asked.fact, period)
            truth = known[asked.fact]
            return truth if asked.bound.on(period.on) else np.int8(YES) - truth

        return {name: weigh(named.when, leaf, self.count) for name, named in self._wanted.jobs.items()}

    def _answer(self, name: str, period: Period) -> Truth:
        if name in OF_JOBS:
            return _OF_JOBS[name](self, period)
        named = self._wanted.rows[name]
        of_rows = weigh(named.when, lambda leaf: self._rows.leaf(leaf, period), self._rows.rows)
        return self.most(of_rows)

    def started_in_year(self, period: Period) -> Truth:
        """Whether it began in the year."""
        inside = (self.started >= day_number(period.first)) & (self.started <= day_number(period.last))
        return self._of_work(decided(inside, self.started != NEVER))

    def at_work_in_year(self, period: Period) -> Truth:
        """Whether it lasted into the year, or began in it."""
        return self._at_work(period, day_number(period.first))

    def at_work_at_end(self, period: Period) -> Truth:
        """Whether it was going on on the last day."""
        return self._at_work(period, day_number(period.last))

    def _at_work(self, period: Period, until: int) -> Truth:
        """An end that nobody stated is still to come."""
        over = (self.ended != NEVER) & (self.ended < until)
        begun = decided(self.started <= day_number(period.last), self.started != NEVER)
        return self._of_work(where_not(over, begun))

    def _of_work(self, truth: Truth) -> Truth:
        return truth if self._all_work else where_not(~self._works, truth)

    def months_paid(self, period: Period) -> Numbers:
        """The months of pension, as bits from January of the year on."""
        return self._pension(period)[0]

    def insured_in_year(self, period: Period) -> Truth:
        """Whether pension was paid in a month of the year."""
        paid, unknown = self._pension(period)
        return np.where(paid & _YEAR_BITS != 0, np.int8(YES), np.where(unknown, np.int8(UNKNOWN), np.int8(NO)))

    def insured_as_asked(self, period: Period) -> Truth:
        """Whether pension was paid for enough months in a row, from the month of the start on."""
        paid, unknown = self._pension(period)
        runs = paid & self._since_start(period)
        for _ in range(self._wanted.months - 1):
            runs &= runs >> 1
        enough = decided(runs != 0, self.started != NEVER)
        if not self._wanted.months:
            return np.full(self.count, YES, np.int8)
        return np.where(unknown & (enough != YES), np.int8(UNKNOWN), enough)

    def _since_start(self, period: Period) -> Numbers:
        before = np.clip(_months_of(self.started) - np.int32(period.first_month), 0, _LONGEST)
        return np.where(self.started == NEVER, 0, np.int64(-1) << before)

    def _pension(self, period: Period) -> tuple[Numbers, Mask]:
        """The months paid, and the jobs of which no row states dated months, or that none was paid."""
        if self._paid is None or self._paid[0] != period:
            self._paid = (period, self._read_pension(period))
        return self._paid[1]

    def _read_pension(self, period: Period) -> tuple[Numbers, Mask]:
        first, last = self._rows.days("pension_first"), self._rows.days("pension_last")
        dated = (first != NEVER) & (last != NEVER)
        bits = np.zeros(self._rows.rows, np.int64)
        places = np.flatnonzero(dated)
        if len(places):
            bits[places] = self._bits(places, first[places], last[places], period)
        none = self._rows.known("pension_count") & (self._rows.numbers("pension_count") == 0)
        told = self.most(dated | none)
        paid = self._together.reduced(bits, np.bitwise_or)
        return paid, ~told

    def _bits(self, places: Places, first: Days, last: Days, period: Period) -> Numbers:
        begin = _months_of(first) - np.int32(period.first_month)
        end = np.minimum(_months_of(last) - np.int32(period.first_month), period.window - 1)
        low = np.clip(begin, 0, _LONGEST)
        whole = np.where(end >= low, (np.int64(1) << np.clip(end + 1, 0, _LONGEST)) - (np.int64(1) << low), 0)
        gaps = self._rows.known("pension_gaps")[places]
        if not gaps.any():
            return whole
        paid = self._rows.numbers("pension_gaps")[places]
        moved = np.where(begin >= 0, paid << np.clip(begin, 0, _LONGEST), paid >> np.clip(-begin, 0, _LONGEST + 1))
        return np.where(gaps, moved & whole, whole)

    def months_worked(self, period: Period) -> Numbers:
        """Calendar months of the year in which the job went on; of a job that did not, they mean nothing."""
        first = day_number(period.first)
        until = np.where(self.ended == NEVER, _FAR, self.ended)
        by_day = _month_of_day(period)
        return by_day.take(until - first, mode="clip") - by_day.take(np.maximum(self.started, 0) - first, mode="clip") + 1

    def pay(self) -> tuple[Numbers, Numbers, Mask]:
        """The least and the greatest monthly pay that rows of the job state, in fen, and whether any states one."""
        known = self._rows.known(PAY)
        stated = self._rows.numbers(PAY)
        if self._together.single:
            return stated, stated, known
        least = self.least(np.where(known, stated, np.iinfo(np.int64).max))
        most = self.most(np.where(known, stated, np.int64(-1)))
        return least, most, most >= 0


_FAR = 1 << 20
"""A day later than any, as days since 1970."""
_FIRST_MONTH = 1970 * MONTHS + 1


def _months_of(days: Days) -> npt.NDArray[np.int32]:
    """The month of each day; of one before 1900 or after 2100, the first or the last month of these years."""
    return np.asarray(_months().take(days - _FIRST_DAY, mode="clip"))


_FIRST_DAY, _LAST_DAY = day_number(date(1900, 1, 1)), day_number(date(2100, 12, 31))


@cache
def _months() -> npt.NDArray[np.int32]:
    """The month of every day: looked up, it is had ten times as fast as from the calendar."""
    days = np.arange(_FIRST_DAY, _LAST_DAY + 1).astype("datetime64[D]")
    return days.astype("datetime64[M]").astype(np.int32) + np.int32(_FIRST_MONTH)


def _month_of_day(period: Period) -> Numbers:
    """The month, from 0, of each day of the year."""
    days = np.arange(day_number(period.first), day_number(period.last) + 1).astype("datetime64[D]")
    return days.astype("datetime64[M]").astype(np.int64) + _FIRST_MONTH - period.first_month


_OF_JOBS = {
    "started_in_year": JobAnswers.started_in_year,
    "at_work_in_year": JobAnswers.at_work_in_year,
    "at_work_at_end": JobAnswers.at_work_at_end,
    "insured_in_year": JobAnswers.insured_in_year,
    "insured_as_asked": JobAnswers.insured_as_asked,
}
