"""The months of pension payment of each row, from one column of months or from two of first and last."""

from collections.abc import Sequence

import numpy as np
import pyarrow as pa

from laowu_ledger.judging.by_unique import NOTHING, Parsed, note
from laowu_ledger.judging.dates import parse_date
from laowu_ledger.judging.findings import Findings
from laowu_ledger.judging.months import Months, month_number, of_months, parse_months
from laowu_ledger.reading.batch import RawBatch
from laowu_ledger.reading.cells import BROKEN

_FIELD = "pension_months"
_known: dict[str, Parsed] = {}
_REMEMBERED = 100_000
_BETWEEN = "\x1f"


def read_insured(raw: RawBatch, findings: Findings) -> tuple[pa.Array, ...]:
    """First month, last month, count and gaps of every row."""
    months, first, last = (raw.column(name) for name in (_FIELD, "pension_from", "pension_to"))
    if first is None and last is None:
        return _columns(months, findings, len(raw))
    # Seldom: both forms are joined into one cell, and read like any other.
    cells = zip(*([""] * len(raw) if column is None else column.to_pylist() for column in (months, first, last)), strict=True)
    joined = [_joined(listed, begins, ends) for listed, begins, ends in cells]
    findings.add("months_half", "pension_from", np.asarray([cell is None for cell in joined], np.bool_))
    return _columns(pa.array([cell or "" for cell in joined], pa.string()), findings, len(raw))


def _joined(listed: str, begins: str, ends: str) -> str | None:
    """One cell for the three; ``None`` when half of a span is missing."""
    if not begins and not ends:
        return listed
    if not begins or not ends:
        return listed or None
    return f"{begins}{_BETWEEN}{ends}"


def _columns(cells: pa.Array | None, findings: Findings, rows: int) -> tuple[pa.Array, ...]:
    kinds = (pa.date32(), pa.date32(), pa.int16(), pa.int64())
    if cells is None:
        return tuple(pa.nulls(rows, kind) for kind in kinds)
    encoded = cells.dictionary_encode()
    parsed = [_parsed(cell) for cell in encoded.dictionary.to_pylist()]
    note(parsed, encoded.indices, _FIELD, findings)
    values: Sequence[Months] = [cell.value or Months(None, None, None, None) for cell in parsed]  # type: ignore[arg-type]
    return tuple(pa.array([value[place] for value in values], kind).take(encoded.indices) for place, kind in enumerate(kinds))


def _parsed(cell: str) -> Parsed:
    if not cell:
        return NOTHING
    known = _known.get(cell)
    if known is None:
        if len(_known) >= _REMEMBERED:
            _known.clear()
        known = _known[cell] = _read(cell)
    return known


def _read(cell: str) -> Parsed:
    if cell.startswith(BROKEN):
        return Parsed(None, ("cell_error",))
    if _BETWEEN not in cell:
        return parse_months(cell)
    first, last = (parse_date(part, "start") for part in cell.split(_BETWEEN))
    wrong = tuple(reason for reason in (*first.reasons, *last.reasons) if reason != "date_day_missing")
    if first.value is None or last.value is None:
        return Parsed(None, wrong or ("months_unreadable",))
    if last.value < first.value:
        return Parsed(None, ("end_before_start",))
    return of_months(set(range(month_number(first.value), month_number(last.value) + 1)))
