"""Columns read value by value: each different cell once, however many rows hold it."""

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from laowu_ledger.judging.findings import Findings
from laowu_ledger.judging.last_words import LastWords
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
    """Reads cells of one kind and remembers what it has read. Several threads may read at a time."""

    def __init__(self, parse: Callable[[str], Parsed], kind: pa.DataType) -> None:
        """Make a reader.

        Args:
            parse: tells what a cell says; it gets neither empty cells nor errors.
            kind: type of the values.
        """
        self._parse = parse
        self._kind = kind
        self._known: dict[str, Parsed] = {"": NOTHING}
        self._seen: _Seen | None = None
        self._last = LastWords(self._values_of)

    def read(self, column: pa.Array, field: str, findings: Findings) -> pa.Array:
        """The values of a column; what was found about them is put down under the field."""
        encoded = column.dictionary_encode()
        if not pa.types.is_string(self._kind) and (found := self._at_once(encoded)) is not None:
            return found
        known = self._known.get
        parsed = [known(cell) or self._cell(cell) for cell in encoded.dictionary.to_pylist()]
        note(parsed, encoded.indices, field, findings)
        values = [cell.value for cell in parsed]
        if pa.types.is_string(self._kind):
            return coded(values, encoded.indices)
        self._remember(encoded.dictionary, parsed)
        return pa.array(values, self._kind).take(encoded.indices)

    def _at_once(self, encoded: pa.DictionaryArray) -> pa.Array | None:
        """The values, where all cells were seen before and nothing was found about them."""
        if self._seen is None:
            return None
        values = self._last.of(encoded.dictionary)
        return None if values is None else values.take(encoded.indices)

    def _values_of(self, cells: pa.Array) -> pa.Array | None:
        """The values of cells, if all were seen before and nothing was found about them."""
        seen = self._seen
        if seen is None:
            return None
        places = pc.index_in(cells, value_set=seen.cells)
        return None if places.null_count else seen.values.take(places)

    def _remember(self, cells: pa.Array, parsed: Sequence[Parsed]) -> None:
        """Keep the cells of a batch about which nothing was found, with those of the batches before."""
        plain = [place for place, cell in enumerate(parsed) if not cell.reasons]
        if not plain:
            return
        fresh = cells.take(pa.array(plain, pa.int32()))
        values = pa.array([parsed[place].value for place in plain], self._kind)
        seen = self._seen
        if seen is not None and len(seen.cells) + len(fresh) <= _REMEMBERED:
            new = pc.index_in(fresh, value_set=seen.cells).is_null()
            fresh = pa.concat_arrays([seen.cells, fresh.filter(new)])
            values = pa.concat_arrays([seen.values, values.filter(new)])
        self._seen = _Seen(fresh, values)

    def _cell(self, cell: str) -> Parsed:
        """A cell that is not remembered."""
        if len(self._known) >= _REMEMBERED:
            self._known = {"": NOTHING}  # a new one, because others may be looking into the old one
        found = Parsed(None, ("cell_error",)) if cell.startswith(BROKEN) else self._parse(cell)
        self._known[cell] = found
        return found


class _Seen(NamedTuple):
    """Cells about which nothing was found, and their values."""

    cells: pa.Array
    values: pa.Array


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


def without(place: int, column: pa.DictionaryArray) -> pa.DictionaryArray:
    """The column with nothing where the text at that place of its dictionary stands."""
    indices = pc.if_else(pc.equal(column.indices, pa.scalar(place, pa.int32())), pa.scalar(None, pa.int32()), column.indices)
    return pa.DictionaryArray.from_arrays(indices, column.dictionary)


@lru_cache(maxsize=64)  # most batches have the same length, and most columns of the store nothing to hold
def nothing(rows: int, kind: pa.DataType) -> pa.Array:
    """A column that says nothing."""
    if pa.types.is_string(kind):
        return pa.DictionaryArray.from_arrays(pa.nulls(rows, pa.int32()), pa.array([], pa.string()))
    return pa.nulls(rows, kind)
