"""Columns read value by value: each different cell once, however many rows hold it."""

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa

from laowu_ledger.judging.findings import Findings
from laowu_ledger.reading.cells import BROKEN

_REMEMBERED = 200_000


class Parsed(NamedTuple):
    """What a cell says.

    Attributes:
        value: its value; ``None`` when it says nothing.
        reasons: codes of what was found about it.
    """

    value: Any
    reasons: tuple[str, ...] = ()


NOTHING = Parsed(None)


class Reader:
    """Reads cells of one kind and remembers what it has read."""

    def __init__(self, parse: Callable[[str], Parsed], kind: pa.DataType) -> None:
        """Make a reader.

        Args:
            parse: tells what a cell says; it gets neither empty cells nor errors.
            kind: type of the values.
        """
        self._parse = parse
        self._kind = kind
        self._known: dict[str, Parsed] = {}

    def read(self, column: pa.Array, field: str, findings: Findings) -> pa.Array:
        """The values of a column; what was found about them is put down under the field."""
        encoded = column.dictionary_encode()
        parsed = [self._cell(cell) for cell in encoded.dictionary.to_pylist()]
        note(parsed, encoded.indices, field, findings)
        values = [cell.value for cell in parsed]
        if pa.types.is_string(self._kind):
            return coded(values, encoded.indices)
        return pa.array(values, self._kind).take(encoded.indices)

    def _cell(self, cell: str) -> Parsed:
        if not cell:
            return NOTHING
        known = self._known.get(cell)
        if known is None:
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            known = Parsed(None, ("cell_error",)) if cell.startswith(BROKEN) else self._parse(cell)
            self._known[cell] = known
        return known


def note(parsed: Iterable[Parsed], indices: pa.Array, field: str, findings: Findings) -> None:
    """Put down what was found about different cells for every row that holds one of them."""
    by_reason: dict[str, list[int]] = {}
    for place, cell in enumerate(parsed):
        for code in cell.reasons:
            by_reason.setdefault(code, []).append(place)
    if not by_reason:
        return
    places = indices.to_numpy(zero_copy_only=False)
    for code, cells in by_reason.items():
        findings.add(code, field, np.isin(places, cells))


def coded(values: list[str | None], indices: pa.Array) -> pa.DictionaryArray:
    """Texts by their places in a list in which some are missing and some may repeat."""
    kept: dict[str, int] = {}
    places = pa.array([None if value is None else kept.setdefault(value, len(kept)) for value in values], pa.int32())
    return pa.DictionaryArray.from_arrays(places.take(indices), pa.array(list(kept), pa.string()))


def nothing(rows: int, kind: pa.DataType) -> pa.Array:
    """A column that says nothing."""
    if pa.types.is_string(kind):
        return pa.DictionaryArray.from_arrays(pa.nulls(rows, pa.int32()), pa.array([], pa.string()))
    return pa.nulls(rows, kind)
