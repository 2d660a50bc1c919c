"""A cell as text that still knows what it was: a number, a date, yes or no, an error.

Everything is read into columns of text, because ledgers mix kinds within a column. What was no text begins with a control
character that tells its kind; control characters that a file holds itself are taken out first. So an identity number in a numeric
cell differs from the same digits as text wherever it goes.
"""

import re
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

import pyarrow as pa

NUMBER = "\x01"
DATE = "\x02"
FLAG = "\x03"
BROKEN = "\x04"
MARKS = NUMBER + DATE + FLAG + BROKEN

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_EXACT = 1e15
"""Whole numbers below it are held exactly and printed without an exponent."""

ERROR_WORDS = frozenset({"#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!"})


def text_column(values: Sequence[Any]) -> pa.Array:
    """A column of a spreadsheet; the usual one, all text, is taken in one step."""
    if set(map(type, values)) == {str}:
        column = pa.array(values, pa.string())
        if not holds_controls(column):
            return column
    return pa.array([marked(value) for value in values], pa.string())


def holds_controls(column: pa.Array) -> bool:
    """Whether some cell may hold a control character; line feeds count, which is harmless."""
    import numpy as np

    data = column.buffers()[2]
    return data is not None and bool((np.frombuffer(data, np.uint8) < ord(" ")).any())


def cleaned(text: str) -> str:
    """A text without control characters; the word of an error as what it is."""
    text = _CONTROL.sub("", text)
    return BROKEN + text if text in ERROR_WORDS else text


def marked(value: Any) -> str:  # noqa: PLR0911  # one for each kind of cell
    """A value as a cell that still knows what it was."""
    match value:
        case str():
            return cleaned(value)
        case None:
            return ""
        case bool():
            return FLAG + ("是" if value else "否")
        case int() | float():
            return NUMBER + number_text(value)
        case datetime():
            midnight = value.time() == time()
            return DATE + (value.date().isoformat() if midnight else value.isoformat(sep=" ", timespec="seconds"))
        case date() | time():
            return DATE + value.isoformat()
        case timedelta():
            return DATE + str(value)
        case _:
            return cleaned(str(value))


def number_text(value: float) -> str:
    """A number as a spreadsheet shows it: no exponent and no point where it is whole and exact."""
    if isinstance(value, int):
        return str(value)
    return str(int(value)) if value.is_integer() and abs(value) < _EXACT else repr(value)


def shown(cell: str) -> str:
    """A cell without the mark of its kind."""
    return cell[1:] if cell[:1] and cell[0] in MARKS else cell
