"""Free text: employers, posts, courses. Nothing that looks like an identity number is let through."""

from functools import cache
from typing import Any

import numpy as np
import pyarrow as pa

from laowu_ledger.judging.by_unique import Parsed, coded, note, without
from laowu_ledger.judging.findings import Findings
from laowu_ledger.judging.last_words import LastWords
from laowu_ledger.judging.plain import empty_place, plain
from laowu_ledger.judging.regular import FORMULA_STARTS, PERSONAL_NUMBER, regular
from laowu_ledger.reading.cells import BROKEN

MASKED = "〔已隐去〕"


def read_texts(column: pa.Array, field: str, findings: Findings) -> pa.DictionaryArray:
    """A column of free text; an empty cell says nothing, as a column that is not there."""
    encoded = column.dictionary_encode()
    cells = encoded.dictionary
    odd, blank = _odd(field).of(cells)
    if not odd:
        return encoded if blank is None else without(blank, encoded)
    values: list[str | None] = cells.to_pylist()
    if blank is not None:
        values[blank] = None
    parsed: list[Any] = [_PLAINLY] * len(values)
    for place in odd:
        parsed[place] = _text(values[place] or "")
        values[place] = parsed[place].value
    note(parsed, encoded.indices, field, findings)
    return coded(values, encoded.indices)


_PLAINLY = Parsed(None)


@cache
def _odd(field: str) -> LastWords[tuple[list[int], int | None]]:
    """Places of the texts of a field that are not plainly right, and the place of the empty one."""
    return LastWords(_odd_places)


def _odd_places(cells: pa.Array) -> tuple[list[int], int | None]:
    return np.nonzero(~plain(cells))[0].tolist(), empty_place(cells)


def _text(cell: str) -> Parsed:
    if cell.startswith(BROKEN):
        return Parsed(None, ("cell_error",))
    text = regular(cell)
    found: tuple[str, ...] = ("formula_like",) if text.startswith(FORMULA_STARTS) and len(text) > 1 else ()
    masked = PERSONAL_NUMBER.sub(MASKED, text)
    if masked != text:
        found += ("personal_number",)
    return Parsed(masked or None, found)
