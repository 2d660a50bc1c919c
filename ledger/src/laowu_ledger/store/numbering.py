"""Numbers for what rows say, beside each segment: whoever asks something of every row asks it once of each thing that is said.

A segment has two files beside it. In one every row has, in the order of the segment, a number for each family of columns; the
other says what the numbers stand for. Both follow from the segment and are written with it. A family takes a few columns that
say few different things; employers are a family of their own, because there are many of them and their order is asked for.
"""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from laowu.text import Text
from laowu_ledger.errors import DamagedStore
from laowu_ledger.identity.person_token import token_of_texts
from laowu_ledger.schema.columns import store_schema

FAMILIES: Mapping[str, tuple[str, ...]] = {
    "months": ("pension_first", "pension_count", "started"),
    "words": ("groups", "relation", "pension_payer", "enrolment"),
    "brand": ("brand", "unit"),
}
"""The columns of each family. Among the months, the start of work is told only where they have no dates: it takes their place."""
EMPLOYER = "employer"
NUMBERED = (*FAMILIES, EMPLOYER)
UNNUMBERED = -1
"""Instead of the number of an employer, where there are more than are kept in memory."""
MOST_EMPLOYERS = 1 << 22
ROOMY = 4
"""Pairs are looked up in a table of all possible ones, as long as that is no more than this many times the rows."""
_KEY = bytes(16)
"""Of the hash of employers, which nobody has to keep apart from others."""
_LENGTHS, _AT_ONCE = b"lengths", 1 << 16
_SCHEMA = pa.schema([pa.field(name, pa.int32(), nullable=False) for name in NUMBERED])

Small = npt.NDArray[np.int32]
Numbers = npt.NDArray[np.int64]
Cell = Any
"""A text, a whole number, or ``None``; days are counted from 1970."""


def numbers_beside(segment: Path) -> Path:
    """The file of the numbers of a segment's rows."""
    return segment.with_suffix(".numbers.parquet")


def meanings_beside(segment: Path) -> Path:
    """The file of what these numbers stand for."""
    return segment.with_suffix(".meanings.arrow")


class Numbering:
    """Numbers the rows of one segment while it is written."""

    def __init__(self) -> None:
        self._known: dict[str, dict[tuple[Cell, ...], int]] = {name: {} for name in FAMILIES}
        self._employers = _Texts()

    def of(self, table: pa.Table) -> pa.Table:
        """The numbers of further rows."""
        columns = {name: self._family(table, name) for name in FAMILIES}
        return pa.table({**columns, EMPLOYER: self._employer(_whole(table.column(EMPLOYER)))}, schema=_SCHEMA)

    def meanings(self) -> pa.Table:
        """What the numbers stand for: row i says it of number i of each family, as far as that has so many."""
        employers = self._employers.texts
        lengths = {EMPLOYER: len(employers)} | {name: len(known) for name, known in self._known.items()}
        rows = max(lengths.values())
        columns: dict[str, pa.Array] = {}
        for family, names in FAMILIES.items():
            for place, name in enumerate(names):
                cells = [said[place] for said in self._known[family]]
                columns[name] = _stored(cells + [None] * (rows - len(cells)), store_schema().field(name).type)
        columns[EMPLOYER] = pa.concat_arrays([employers, pa.nulls(rows - len(employers), pa.string())])
        return pa.table(columns).replace_schema_metadata({_LENGTHS: json.dumps(lengths)})

    def _family(self, table: pa.Table, family: str) -> pa.Array:
        columns = {name: _whole(table.column(name)) for name in FAMILIES[family]}
        if family == "months":
            blank = pa.scalar(None, columns["started"].type)
            columns["started"] = pc.if_else(columns["pension_first"].is_valid(), blank, columns["started"])
        said, place = _distinct(list(columns.values()))
        known = self._known[family]
        numbers = np.asarray([known.setdefault(one, len(known)) for one in said], np.int32)
        return pa.array(numbers[place])

    def _employer(self, column: pa.Array) -> pa.Array:
        encoded = column if pa.types.is_dictionary(column.type) else column.dictionary_encode()
        words, place = _places(encoded)
        used = np.flatnonzero(np.bincount(place, minlength=len(words)))
        numbers = np.zeros(len(words), np.int32)
        numbers[used] = self._employers.of(words.take(pa.array(used)))
        return pa.array(numbers[place])


class _Texts:
    """Numbers for many texts. They are found by a hash, in order, which is quicker than a table of texts made anew each time."""

    def __init__(self) -> None:
        self.texts = pa.array([], pa.string())
        self._hashes = np.zeros(0, np.int64)
        self._numbers = np.zeros(0, np.int32)

    def of(self, texts: pa.Array) -> Small:
        """The numbers of some texts, all of them different; new ones get numbers as long as there are any left."""
        hashes = token_of_texts(texts.fill_null(""), _KEY)
        order = np.argsort(hashes)
        found = np.full(len(texts), UNNUMBERED, np.int32)
        at = np.searchsorted(self._hashes, hashes[order])
        if len(self._hashes):
            near = np.minimum(at, len(self._hashes) - 1)
            same = self._hashes[near] == hashes[order]
            found[order[same]] = self._numbers[near[same]]
            # Two texts may share a hash: then the later one has a number of its own each time.
            known = np.flatnonzero(found != UNNUMBERED)
            said, own = self.texts.take(pa.array(found[known])), texts.take(pa.array(known))
            alike = pc.or_(pc.fill_null(pc.equal(said, own), fill_value=False), pc.and_(said.is_null(), own.is_null()))
            found[known[~alike.to_numpy(zero_copy_only=False)]] = UNNUMBERED
        new = np.flatnonzero(found[order] == UNNUMBERED)[: MOST_EMPLOYERS - len(self.texts)]
        places = order[new]
        found[places] = len(self.texts) + np.arange(len(new), dtype=np.int32)
        self._hashes = np.insert(self._hashes, at[new], hashes[places])
        self._numbers = np.insert(self._numbers, at[new], found[places])
        self.texts = pa.concat_arrays([self.texts, texts.take(pa.array(places))])
        return found


class NumbersWriter:
    """Writes the two files beside a segment, group by group."""

    def __init__(self, numbers: Path, meanings: Path) -> None:
        self._meanings = meanings
        self._numbering = Numbering()
        # What is packed into so few bits is not made smaller by a compression, only slower to read.
        self._writer = pq.ParquetWriter(
            numbers,
            _SCHEMA,
            compression="none",
            use_dictionary=list(FAMILIES),
            column_encoding={EMPLOYER: "DELTA_BINARY_PACKED"},
            write_statistics=False,
            store_schema=False,
            version="2.6",
        )

    def of(self, table: pa.Table) -> pa.Table:
        """The numbers of further rows."""
        return self._numbering.of(table)

    def write(self, numbers: pa.Table) -> None:
        """Write the numbers of a row group."""
        self._writer.write_table(numbers, row_group_size=len(numbers))

    def close(self) -> None:
        """Write what the numbers stand for, and the footer."""
        self._writer.close()
        meanings = self._numbering.meanings()
        options = pa.ipc.IpcWriteOptions(compression="lz4")
        with pa.OSFile(str(self._meanings), "wb") as sink, pa.ipc.new_file(sink, meanings.schema, options=options) as writer:
            writer.write_table(meanings, _AT_ONCE)

    def abandon(self) -> None:
        """Leave off."""
        self._writer.close()


class Meanings:
    """What the numbers of a segment stand for."""

    def __init__(self, segment: Path) -> None:
        """Open it.

        Raises:
            DamagedStore: it is not there, or damaged.
        """
        self._path = meanings_beside(segment)
        try:
            self._schema = pa.ipc.open_file(str(self._path)).schema
            self._lengths: dict[str, int] = json.loads((self._schema.metadata or {})[_LENGTHS])
        except (OSError, pa.ArrowException, KeyError, ValueError) as failure:
            raise self._damaged() from failure

    def of(self, family: str) -> pa.Table:
        """What the numbers of a family stand for, in their order."""
        names = FAMILIES.get(family, (family,))
        count = self._lengths[family]
        wanted = pa.ipc.IpcReadOptions(included_fields=[self._schema.get_field_index(name) for name in names])
        try:
            file = pa.ipc.open_file(str(self._path), options=wanted)
            batches = [file.get_batch(place) for place in range(-(-count // _AT_ONCE))]
            return pa.Table.from_batches(batches, file.schema).select(names).slice(0, count)
        except (OSError, pa.ArrowException) as failure:
            raise self._damaged() from failure

    def _damaged(self) -> DamagedStore:
        says = Text("台账库缺少数据文件，或文件已损坏", "a file of the store is missing or damaged")
        return DamagedStore(says, where=str(self._path))


def _distinct(columns: Sequence[pa.Array]) -> tuple[list[tuple[Cell, ...]], Numbers]:
    """What rows say in some columns, each different thing once, and the place of each row's among them."""
    said: list[tuple[Cell, ...]] = [()]
    place = np.zeros(len(columns[0]), np.int64)
    for column in columns:
        cells, own = _cells(column)
        if len(cells) == 1:
            said = [(*one, *cells) for one in said]
            continue
        pairs, place = _compact(place * len(cells) + own, len(said) * len(cells))
        said = [(*said[pair // len(cells)], cells[pair % len(cells)]) for pair in pairs.tolist()]
    return said, place


def _cells(column: pa.Array) -> tuple[Sequence[Cell], Numbers]:
    """The cells of a column, each once, and the place of each row's among them."""
    if column.null_count == len(column):
        return [None], np.zeros(len(column), np.int64)
    if not pa.types.is_dictionary(column.type) and pa.types.is_string(column.type):
        column = column.dictionary_encode()
    if pa.types.is_dictionary(column.type):
        words, place = _places(column)
        used, own = _compact(place, len(words))
        return words.take(pa.array(used)).to_pylist(), own
    whole = column.cast(pa.int32()).cast(pa.int64()) if pa.types.is_date(column.type) else column.cast(pa.int64())
    least = pc.min(whole).as_py() - 1
    values, own = _compact(whole.fill_null(least).to_numpy() - least, pc.max(whole).as_py() - least + 1)
    return [value + least if value else None for value in values.tolist()], own


def _compact(place: Numbers, bound: int) -> tuple[Numbers, Numbers]:
    """The numbers that occur, which lie below a bound, and the place of each row's among them."""
    if bound > ROOMY * len(place):
        return np.unique(place, return_inverse=True)
    found = np.flatnonzero(np.bincount(place, minlength=bound))
    at = np.zeros(bound, np.int64)
    at[found] = np.arange(len(found))
    return found, at[place]


def _places(column: pa.DictionaryArray) -> tuple[pa.Array, Numbers]:
    """The words of a column, ``None`` last, and the place of each row's."""
    words = pa.concat_arrays([column.dictionary.cast(pa.string()), pa.nulls(1, pa.string())])
    return words, column.indices.fill_null(len(words) - 1).to_numpy(zero_copy_only=False).astype(np.int64)


def _stored(cells: Sequence[Cell], kind: pa.DataType) -> pa.Array:
    return pa.array(cells, pa.int32()).cast(kind) if pa.types.is_date(kind) else pa.array(cells, kind)


def _whole(column: pa.ChunkedArray) -> pa.Array:
    if column.num_chunks == 1:
        return column.chunk(0)
    whole = (column.unify_dictionaries() if pa.types.is_dictionary(column.type) else column).combine_chunks()
    if isinstance(whole, pa.ChunkedArray):
        return whole.chunk(0) if whole.num_chunks else pa.array([], whole.type)
    return whole
