"""Whether somebody was employed long enough, and on which day that was reached."""

from collections.abc import Iterable
from datetime import date, timedelta

import attrs

from laowu_ledger.claims.terms import Terms, spells
from laowu_ledger.claims.verdicts import Verdict

_MONTHS_A_YEAR = 12
OPEN_ENDED = "open_ended"


@attrs.frozen(kw_only=True)
class Insured:
    """Months of pension payment, as the store holds them.

    Attributes:
        first: first day of the first month; ``None`` when only their number is known.
        count: how many months; ``None`` when nothing is stated.
        gaps: ``None`` when every month between is paid, else bit i for the month i after the first.
    """

    first: date | None
    count: int | None
    gaps: int | None

    def longest(self) -> int:
        """Months in a row, at most: what is stated without dates is taken for one run."""
        return max((length for _, length in self._runs()), default=0)

    def complete(self, months: int) -> date | None:
        """The day on which so many months in a row are first paid; ``None`` when they never are."""
        if self.first is None:
            return None
        for start, length in self._runs():
            if length >= max(months, 1):
                return month_end(self.first, start + max(months, 1) - 1)
        return None

    def last_day(self) -> date | None:
        """The last day of the last month paid."""
        if self.first is None:
            return None
        start, length = list(self._runs())[-1]
        return month_end(self.first, start + length - 1)

    def _runs(self) -> list[tuple[int, int]]:
        """Runs of months in a row: how many months after the first they begin, and how long they are."""
        if self.gaps is None:
            return [(0, self.count)] if self.count else []
        found: list[tuple[int, int]] = []
        for month in range(self.gaps.bit_length()):
            if not self.gaps >> month & 1:
                continue
            if found and sum(found[-1]) == month:
                found[-1] = (found[-1][0], found[-1][1] + 1)
            else:
                found.append((month, 1))
        return found

    @property
    def months(self) -> frozenset[int]:
        """The months that are dated, counted from the year 0."""
        if self.first is None:
            return frozenset()
        first = self.first.year * _MONTHS_A_YEAR + self.first.month
        return frozenset(first + start + month for start, length in self._runs() for month in range(length))


def longest_together(rows: Iterable[Insured]) -> int:
    """Months in a row, at most, when the months of several rows are added up."""
    paid = {month for row in rows for month in row.months}
    best = 0
    for month in paid:
        if month - 1 not in paid:
            length = 1
            while month + length in paid:
                length += 1
            best = max(best, length)
    return best


def month_end(first: date, months: int) -> date:
    """The last day of the month so many months after the one of ``first``."""
    number = first.year * _MONTHS_A_YEAR + first.month + months
    return date(number // _MONTHS_A_YEAR, number % _MONTHS_A_YEAR + 1, 1) - timedelta(days=1)


def months_verdict(insured: Insured, least: int) -> Verdict:
    """What is said of months of pension payment where so many in a row are asked."""
    if insured.count is None:
        return Verdict.MONTHS_UNKNOWN
    if insured.longest() < least:
        return Verdict.MONTHS
    return Verdict.MONTHS_UNDATED if insured.first is None and least > 1 else Verdict.COMPLETE


def months_day(insured: Insured, terms: Terms) -> date | None:
    """The day on which a claim arises: when enough months in a row were paid; else the last day that is paid for."""
    for since, end, least in spells(terms.award.months_at_least):
        complete = insured.complete(least)
        if complete is not None and max(complete, since) < end:
            return max(complete, since)
    return insured.last_day()


@attrs.frozen(kw_only=True)
class Contract:
    """A contract of labour, as the store holds it.

    Attributes:
        start, end: its days; ``None`` when not stated.
        kind: its kind; one without a fixed end has no last day.
    """

    start: date | None
    end: date | None
    kind: str | None


def contract_verdict(contract: Contract, least: int) -> Verdict:
    """What is said of a contract where so many days are asked."""
    if contract.start is None:
        return Verdict.CONTRACT_UNKNOWN
    if contract.end is not None:
        return Verdict.CONTRACT if contract.end < _day_number(contract.start, least) else Verdict.COMPLETE
    return Verdict.COMPLETE if contract.kind == OPEN_ENDED else Verdict.CONTRACT_UNKNOWN


def contract_day(contract: Contract, terms: Terms) -> date | None:
    """The day on which a claim arises: when enough days of contract have passed; else the last day known of it."""
    days = terms.award.contract_days_at_least
    if contract.start is not None and days is not None:
        for since, end, least in spells(days):
            complete = max(_day_number(contract.start, least), since)
            if contract_verdict(contract, least) is Verdict.COMPLETE and complete < end:
                return complete
    return contract.end or contract.start


def _day_number(start: date, number: int) -> date:
    return start + timedelta(days=number - 1)
