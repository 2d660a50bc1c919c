"""Dates in every form that ledgers hold; a form that may mean two days is a question."""

import re
from datetime import date, timedelta
from functools import cache
from typing import Literal

import pyarrow as pa

from laowu_ledger.judging.by_unique import Parsed, Reader
from laowu_ledger.judging.regular import compact
from laowu_ledger.reading.cells import DATE, NUMBER, shown
from laowu_ledger.schema.spelling import word_key
from laowu_ledger.schema.words import codes

FIRST, LAST = date(1980, 1, 1), date(2100, 12, 31)
EARLIEST_BIRTH = date(1900, 1, 1)
_EPOCH = date(1899, 12, 30)  # of spreadsheets, for days after February 1900
_SERIALS = range((FIRST - _EPOCH).days, (LAST - _EPOCH).days + 1)
_SERIAL_DIGITS = 5
_TEN_MONTHS = "1"

Edge = Literal["start", "end"]

_FULL = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})[日号]?(?:T?\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_MONTH = re.compile(r"(\d{4})[-/.年](\d{1,2})月?")
_COMPACT_MONTH = re.compile(r"(\d{4})(\d{2})")
_SHORT_YEAR = re.compile(r"\d{2}[-/.年]\d{1,2}(?:[-/.月](?:\d{1,2}[日号]?)?)?")
_NUMBER_MONTH = re.compile(r"(\d{4})\.(\d{1,2})")


@cache
def dates(edge: Edge, *, first: date = FIRST) -> Reader:
    """The reader of dates.

    Args:
        edge: what a month without a day means: its first day or its last.
        first: the earliest day that is taken.
    """
    return Reader(lambda cell: parse_date(cell, edge, first), pa.date32())


def parse_date(cell: str, edge: Edge, first: date = FIRST) -> Parsed:
    """What a cell says as a date; an end that is still to come is nothing."""
    text = compact(cell)
    if not text:
        return Parsed(None)
    if edge == "end" and word_key(text) in codes("open_end"):
        return Parsed(None)
    written = not cell.startswith(DATE)
    found = _of_number(shown(cell), edge) if cell.startswith(NUMBER) else _of_text(text, edge, written=written)
    if found.value is not None and not first <= found.value <= LAST:
        return Parsed(None, ("date_range",))
    return found


def _of_text(text: str, edge: Edge, *, written: bool) -> Parsed:
    if match := _FULL.fullmatch(text) or _COMPACT.fullmatch(text):
        return _day(int(match[1]), int(match[2]), int(match[3]))
    if match := _MONTH.fullmatch(text) or _COMPACT_MONTH.fullmatch(text):
        return _month(int(match[1]), int(match[2]), edge)
    if _SHORT_YEAR.fullmatch(text):
        return Parsed(None, ("date_two_digit_year",))
    if written and len(text) == _SERIAL_DIGITS and text.isascii() and text.isdigit() and int(text) in _SERIALS:
        return _serial(int(text))
    return Parsed(None, ("date_unreadable",))


def _of_number(text: str, edge: Edge) -> Parsed:
    """A number cell: a serial number, 20220301, 202203, or 2022.3."""
    whole, _, fraction = text.partition(".")
    if whole.isdigit() and int(whole) in _SERIALS:  # a fraction is a time of the day
        return _serial(int(whole))
    if match := _COMPACT.fullmatch(text):
        return _day(*map(int, match.groups()))
    if match := _COMPACT_MONTH.fullmatch(text):
        return _month(int(match[1]), int(match[2]), edge)
    if match := _NUMBER_MONTH.fullmatch(text):
        return Parsed(None, ("date_ambiguous",)) if fraction == _TEN_MONTHS else _month(int(whole), int(fraction), edge)
    return Parsed(None, ("date_unreadable",))


def _serial(number: int) -> Parsed:
    return Parsed(_EPOCH + timedelta(days=number), ("date_serial",))


def _day(year: int, month: int, day: int) -> Parsed:
    try:
        return Parsed(date(year, month, day))
    except ValueError:
        return Parsed(None, ("date_unreadable",))


def _month(year: int, month: int, edge: Edge) -> Parsed:
    try:
        start = date(year, month, 1)
        end = (start.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    except (ValueError, OverflowError):
        return Parsed(None, ("date_unreadable",))
    return Parsed(start if edge == "start" else end, ("date_day_missing",))
