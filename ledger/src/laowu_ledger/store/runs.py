"""Sorted runs of rows: staged ones, quick to write, and the segments of the store, quick to scan.

Both are read by spans of the person's token. Tokens spread evenly over all 64-bit numbers, so equal spans hold about equally many
people, and a span of every run fits into memory together, however many rows there are.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

import attrs
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from laowu.text import Text
from laowu_ledger.errors import DamagedStore, unwritable
from laowu_ledger.schema.columns import PERSON, store_schema
from laowu_ledger.store.numbering import NumbersWriter, meanings_beside, numbers_beside

GROUP_ROWS = 1 << 17
"""Rows in a row group of a segment: what a reader skips or takes at once."""
STAGED_ROWS = 1 << 14
_LEAST, _SPANS = -(1 << 63), 1 << 64


@attrs.frozen(kw_only=True)
class Span:
    """Tokens from ``least`` to ``most``, both included."""

    least: int
    most: int


def spans(count: int) -> list[Span]:
    """All tokens in so many equal spans."""
    edges = [_LEAST + _SPANS * place // count for place in range(count + 1)]
    return [Span(least=edges[place], most=edges[place + 1] - 1) for place in range(count)]


class Run(Protocol):
    """Rows sorted by person."""

    @property
    def rows(self) -> int:
        """How many rows it holds."""

    def read(self, span: Span, columns: Sequence[str] | None = None) -> pa.Table:
        """The rows of a span, all columns or some."""


class StagedRun:
    """A run in Arrow's own format, written while files are read."""

    def __init__(self, path: Path) -> None:
        self._file = pa.ipc.open_file(pa.OSFile(str(path)))
        metadata = self._file.schema.metadata or {}
        self._first = np.frombuffer(metadata[_FIRST], np.int64)
        self.rows = int(metadata[_ROWS])

    def read(self, span: Span, columns: Sequence[str] | None = None) -> pa.Table:
        """The rows of a span."""
        # A batch begins with the person named first; the one before may end with people of the span.
        start = max(int(np.searchsorted(self._first, span.least, "left")) - 1, 0)
        stop = int(np.searchsorted(self._first, span.most, "right"))
        batches = [self._file.get_batch(place) for place in range(start, stop)]
        table = pa.Table.from_batches(batches, self._file.schema)
        return within(table if columns is None else table.select(columns), span)


_FIRST, _ROWS = b"first", b"rows"


def write_staged(path: Path, table: pa.Table) -> None:
    """Write a sorted table as a staged run.

    Raises:
        StoreError: there is no room, or it cannot be written.
    """
    person = table.column(PERSON).combine_chunks().to_numpy()
    first = np.ascontiguousarray(person[::STAGED_ROWS], np.int64)
    schema = table.schema.with_metadata({_FIRST: first.tobytes(), _ROWS: str(len(table)).encode()})
    try:
        with pa.OSFile(str(path), "wb") as sink, pa.ipc.new_file(sink, schema, options=_STAGED) as writer:
            writer.write_table(table.replace_schema_metadata(schema.metadata), STAGED_ROWS)
    except OSError as failure:
        path.unlink(missing_ok=True)
        raise unwritable(failure, str(path)) from failure


_STAGED = pa.ipc.IpcWriteOptions(compression="lz4")


class SegmentRun:
    """A segment of the store."""

    def __init__(self, path: Path, rows: int) -> None:
        """Open it.

        Raises:
            DamagedStore: it is not there, or is not as it was written.
        """
        try:
            self._file = pq.ParquetFile(path, read_dictionary=_texts())
        except (OSError, pa.ArrowException) as failure:
            says = Text("台账库缺少数据文件，或文件已损坏", "a file of the store is missing or damaged")
            raise DamagedStore(says, where=str(path)) from failure
        metadata = self._file.metadata
        if metadata.num_rows != rows:
            raise DamagedStore(Text("数据文件与清单不符", "a file is not the one in the manifest"), where=str(path))
        self.rows = rows
        column = self._file.schema_arrow.names.index(PERSON)
        bounds = [metadata.row_group(group).column(column).statistics for group in range(metadata.num_row_groups)]
        self._bounds = [(bound.min, bound.max) for bound in bounds]

    def read(self, span: Span, columns: Sequence[str] | None = None) -> pa.Table:
        """The rows of a span."""
        groups = [place for place, (least, most) in enumerate(self._bounds) if least <= span.most and most >= span.least]
        names = None if columns is None else list(columns)
        table = self._file.read_row_groups(groups, columns=names, use_threads=True)
        return within(table, span)

    @property
    def bounds(self) -> Sequence[tuple[int, int]]:
        """The least and the greatest person of each row group."""
        return self._bounds

    def close(self) -> None:
        """Close the file."""
        self._file.close()


def _texts() -> list[str]:
    return [field.name for field in store_schema() if pa.types.is_string(field.type)]


def within(table: pa.Table, span: Span) -> pa.Table:
    """The rows of a sorted table whose person lies in a span."""
    person = table.column(PERSON).to_numpy()
    start = int(np.searchsorted(person, span.least, "left"))
    stop = int(np.searchsorted(person, span.most, "right"))
    return table.slice(start, stop - start)


class SegmentWriter:
    """Writes a segment and the numbers beside it, span by span."""

    def __init__(self, path: Path, numbers: Path | None = None, meanings: Path | None = None) -> None:
        """Begin.

        Args:
            path: the file of the segment.
            numbers: the file of its numbers; beside it when left out.
            meanings: the file of what they stand for; beside it when left out.
        """
        self._schema = store_schema()
        self._numbers = NumbersWriter(numbers or numbers_beside(path), meanings or meanings_beside(path))
        self._writer = pq.ParquetWriter(
            path,
            self._schema,
            compression={name: "zstd" if name in _SQUEEZED else "none" for name in self._schema.names},
            compression_level=dict.fromkeys(_SQUEEZED, 1),
            use_dictionary=[name for name in self._schema.names if name not in _PLAIN],
            column_encoding=dict.fromkeys(_DELTA, "DELTA_BINARY_PACKED"),
            write_statistics=True,
            store_schema=False,
            version="2.6",
        )
        self.rows = 0
        self._pending: list[tuple[pa.Table, pa.Table]] = []
        self._waiting = 0

    def write(self, table: pa.Table) -> None:
        """Write further rows, which come after those before."""
        self._pending.append((table, self._numbers.of(table)))
        self._waiting += len(table)
        while self._waiting >= GROUP_ROWS:
            self._write_group(GROUP_ROWS)

    def close(self) -> None:
        """Write what is left, and the footer."""
        if self._waiting:
            self._write_group(self._waiting)
        self._writer.close()
        self._numbers.close()

    def abandon(self) -> None:
        """Leave off."""
        try:
            self._writer.close()
            self._numbers.abandon()
        except (OSError, pa.ArrowException):
            return

    def _write_group(self, rows: int) -> None:
        waiting = [pa.concat_tables(tables) for tables in zip(*self._pending, strict=True)]
        group, numbers = (table.slice(0, rows) for table in waiting)
        self._writer.write_table(group.cast(self._schema), row_group_size=rows)
        self._numbers.write(numbers)
        self.rows += rows
        self._waiting -= rows
        table, further = (table.slice(rows) for table in waiting)
        self._pending = [(table, further)] if self._waiting else []


_DELTA = (PERSON, "source_row")
_PLAIN = frozenset({PERSON, "named", "content", "source_row"})

# Numbers packed into few bits get hardly smaller by a compression, only slower to read; and some cannot be compressed at all.
_SQUEEZED = ("named", *_texts())
