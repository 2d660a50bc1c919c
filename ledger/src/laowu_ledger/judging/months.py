"""Months of pension payment: single months, ranges and lists of them, or a bare number that proves nothing."""

import re
from datetime import date
from typing import NamedTuple

from laowu_ledger.judging.by_unique import Parsed
from laowu_ledger.judging.dates import FIRST, LAST
from laowu_ledger.judging.regular import compact

MOST_SCATTERED = 62
"""Months that a gap-map spans at most: bits of a signed number."""
_MOST_COUNT = 600

_RANGE = r"(\d{4})[-./年]?(\d{1,2})月?"
_SPLIT = re.compile(r"[,，、;；]")
_ONE = re.compile(_RANGE)
_TO = re.compile(rf"{_RANGE}(?:-|–|—|~|至|到)(?:(\d{{4}})[-./年]?)?(\d{{1,2}})月?")
_COUNT = re.compile(r"(\d{1,3})(?:\.0)?个?月?")
_MONTHS_A_YEAR = 12


class Months(NamedTuple):
    """Months that were paid.

    Attributes:
        first, last: first days of the first and the last month; ``None`` when only their number is known.
        paid: how many.
        gaps: ``None`` when every month between is among them; else bit i for the month i after the first.
    """

    first: date | None
    last: date | None
    paid: int
    gaps: int | None


def parse_months(cell: str) -> Parsed:
    """What a cell says."""
    text = compact(cell)
    if not text:
        return Parsed(None)
    if found := _COUNT.fullmatch(text):
        return Parsed(Months(None, None, int(found[1]), None), ("months_undated",))
    months: set[int] = set()
    for part in filter(None, _SPLIT.split(text)):
        span = _span(part)
        if span is None:
            return Parsed(None, ("months_unreadable",))
        months.update(range(span[0], span[1] + 1))
    return of_months(months) if months else Parsed(None, ("months_unreadable",))


def of_months(numbers: set[int]) -> Parsed:
    """Months given as year * 12 + month - 1."""
    first, last = min(numbers), max(numbers)
    if not FIRST.year * 12 <= first <= last <= LAST.year * 12 + 11:
        return Parsed(None, ("date_range",))
    whole = last - first + 1 == len(numbers)
    if not whole and last - first >= MOST_SCATTERED:
        return Parsed(None, ("months_scattered",))
    gaps = None if whole else sum(1 << (number - first) for number in numbers)
    return Parsed(Months(_first_day(first), _first_day(last), len(numbers), gaps))


def month_number(day: date) -> int:
    """The month of a day as year * 12 + month - 1."""
    return day.year * _MONTHS_A_YEAR + day.month - 1


def _first_day(number: int) -> date:
    return date(number // _MONTHS_A_YEAR, number % _MONTHS_A_YEAR + 1, 1)


def _span(part: str) -> tuple[int, int] | None:
    if found := _TO.fullmatch(part):
        year, month, last_year, last_month = found.groups()
        first, last = _number(year, month), _number(last_year or year, last_month)
        return (first, last) if first is not None and last is not None and first <= last and last - first < _MOST_COUNT else None
    if found := _ONE.fullmatch(part):
        number = _number(found[1], found[2])
        return None if number is None else (number, number)
    return None


def _number(year: str, month: str) -> int | None:
    return int(year) * _MONTHS_A_YEAR + int(month) - 1 if 1 <= int(month) <= _MONTHS_A_YEAR else None
