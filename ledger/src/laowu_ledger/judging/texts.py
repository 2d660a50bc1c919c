"""Free text: employers, posts, courses. Nothing that looks like an identity number is let through."""

from functools import cache
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from laowu_ledger.judging.by_unique import Parsed, coded, note
from laowu_ledger.judging.findings import Findings
from laowu_ledger.judging.last_words import LastWords
from laowu_ledger.judging.regular import FORMULA_STARTS, PERSONAL_NUMBER, regular
from laowu_ledger.reading.cells import BROKEN

MASKED = "〔已隐去〕"

# Chinese characters, letters and short numbers need nothing done.
_PLAIN = r"^[\x{4E00}-\x{9FFF}A-Za-z0-9]*$"
_LONG_NUMBER = r"[0-9]{14}"


def read_texts(column: pa.Array, field: str, findings: Findings) -> pa.DictionaryArray:
    """A column of free text."""
    encoded = column.dictionary_encode()
    cells = encoded.dictionary
    odd = _odd(field).of(cells)
    if not odd:
        return encoded
    values: list[str | None] = cells.to_pylist()
    parsed: list[Any] = [_PLAINLY] * len(values)
    for place in odd:
        parsed[place] = _text(values[place] or "")
        values[place] = parsed[place].value
    note(parsed, encoded.indices, field, findings)
    return coded(values, encoded.indices)


_PLAINLY = Parsed(None)


@cache
def _odd(field: str) -> LastWords[list[int]]:
    """Places of the texts of a field that are not plainly right."""
    return LastWords(_odd_places)


def _odd_places(cells: pa.Array) -> list[int]:
    plain = pc.match_substring_regex(cells, _PLAIN).to_numpy(zero_copy_only=False)
    plain &= ~pc.match_substring_regex(cells, _LONG_NUMBER).to_numpy(zero_copy_only=False)
    places: list[int] = np.nonzero(~plain)[0].tolist()
    return places


def _text(cell: str) -> Parsed:
    if cell.startswith(BROKEN):
        return Parsed(None, ("cell_error",))
    text = regular(cell)
    found: tuple[str, ...] = ("formula_like",) if text.startswith(FORMULA_STARTS) and len(text) > 1 else ()
    masked = PERSONAL_NUMBER.sub(MASKED, text)
    if masked != text:
        found += ("personal_number",)
    return Parsed(masked or None, found)
