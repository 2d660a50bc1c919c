"""Amounts of money, percentages and years: exact, and never by way of a float."""

import re
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

import pyarrow as pa

from laowu_ledger.judging.by_unique import Parsed, Reader
from laowu_ledger.judging.dates import parse_date
from laowu_ledger.judging.regular import compact
from laowu_ledger.reading.cells import NUMBER, shown

_AMOUNT = re.compile(r"[¥￥]?(-?\d+(?:\.\d+)?)(万|千)?(?:元|块|圆)?(?:/月|每月)?整?")
_PERCENT = re.compile(r"(\d+(?:\.\d+)?)(%)?")
_YEAR = re.compile(r"((?:19|20)\d{2})(?:年|届|级)?(?:毕业)?")
_TIMES = {None: 1, "千": 1_000, "万": 10_000}
_MOST_FEN = 10**13
_HUNDRED = Decimal(100)


def parse_fen(cell: str) -> Parsed:
    """An amount in yuan, as fen."""
    text = compact(shown(cell)).replace(",", "")
    found = _AMOUNT.fullmatch(_plain(text)) if text else None
    if found is None:
        return Parsed(None, ("number_unreadable",)) if text else Parsed(None)
    exact = Decimal(found[1]) * _TIMES[found[2]] * 100
    fen = int(exact.quantize(Decimal(1), ROUND_HALF_UP))
    if not 0 <= fen < _MOST_FEN:
        return Parsed(None, ("number_unreadable",))
    reasons: tuple[str, ...] = ("number_rounded",) if fen != exact else ()
    if not cell.startswith(NUMBER) and found[1] != shown(cell).strip():
        reasons += ("number_respelled",)
    return Parsed(fen, reasons)


def _plain(text: str) -> str:
    """Digits without an exponent."""
    if "e" not in text.lower():
        return text
    try:
        return f"{Decimal(text):f}"
    except InvalidOperation:
        return text


def parse_percent(cell: str) -> Parsed:
    """A share of a column of percentages, in hundredths of a percent: 85 %, 85 and 0.85 are the same; 1 is a question."""
    text = compact(shown(cell))
    found = _PERCENT.fullmatch(text) if text else None
    if found is None:
        return Parsed(None, ("number_unreadable",)) if text else Parsed(None)
    number = Decimal(found[1])
    if found[2] is None and number == 1:
        return Parsed(None, ("percent_ambiguous",))
    of_hundred = number if found[2] or number > 1 or number == 0 else number * 100
    if of_hundred > _HUNDRED:
        return Parsed(None, ("number_unreadable",))
    reasons = ("number_respelled",) if found[2] or 0 < number < 1 else ()
    return Parsed(int((of_hundred * 100).quantize(Decimal(1), ROUND_HALF_UP)), reasons)


def parse_year(cell: str) -> Parsed:
    """A year, or the year of a date."""
    text = compact(shown(cell))
    if found := _YEAR.fullmatch(text):
        return Parsed(int(found[1]))
    day = parse_date(cell, "start")
    return Parsed(day.value.year) if day.value is not None else Parsed(None, ("date_unreadable",) if text else ())


FEN = Reader(parse_fen, pa.int64())
PERCENT = Reader(parse_percent, pa.int32())
YEARS = Reader(parse_year, pa.int16())
