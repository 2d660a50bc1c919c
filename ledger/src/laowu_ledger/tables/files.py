"""Tables read in batches and results written as they come: Parquet, or CSV as officials keep it."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from typing import Any, Protocol

import attrs
import pyarrow as pa
import pyarrow.csv as pa_csv
import pyarrow.parquet as pq

from laowu.text import Text
from laowu_ledger.errors import UnreadableTable, unreadable
from laowu_ledger.reading.text_file import delimiter_of, encoding_of
from laowu_ledger.store.durable import whole

BATCH = 1 << 18
"""Rows read, judged and written at a time."""
_BLOCK = 1 << 24
_SAMPLE = 1 << 16
CSV = (".csv", ".txt", ".tsv")


class Table(Protocol):
    """A table that can be read in batches."""

    @property
    def headings(self) -> tuple[str, ...]:
        """Its headings."""

    @property
    def rows(self) -> int | None:
        """How many rows it has, where that is known before they are read."""

    def field(self, heading: str) -> pa.Field:
        """Name and type of a column as it is read."""

    def batches(self, columns: Sequence[str], words: Collection[str] = ()) -> Iterator[dict[str, pa.Array]]:
        """Its rows.

        Args:
            columns: what to read.
            words: columns of which the distinct cells are wanted.
        """

    def row(self, number: int, columns: Sequence[str]) -> Mapping[str, Any]:
        """The cells of one row as Python values; rows count from 1.

        Raises:
            UnreadableTable: there is no such row.
        """


def open_table(file: str) -> Table:
    """The table in a file.

    Raises:
        UnreadableTable: it cannot be read.
    """
    if Path(file).suffix.lower() in CSV:
        return CsvTable(file)
    with _read(file):
        return ParquetTable(file, pq.read_metadata(file))


@contextmanager
def _read(file: str) -> Iterator[None]:
    try:
        yield
    except pa.ArrowException as failure:
        reason = str(failure).splitlines()[0]
        says = Text(
            f"不是 Parquet 或 CSV 表，或已损坏（{reason}）", f"this is no Parquet or CSV table, or it is damaged ({reason})"
        )
        raise UnreadableTable(says, where=file) from None
    except OSError as failure:
        told = unreadable(failure, file)
        raise UnreadableTable(told.what, where=file) from None


@attrs.frozen
class ParquetTable:
    """A Parquet file."""

    _file: str
    _metadata: pq.FileMetaData

    @property
    def _schema(self) -> pa.Schema:
        return self._metadata.schema.to_arrow_schema()

    @property
    def headings(self) -> tuple[str, ...]:
        """Its headings."""
        return tuple(self._schema.names)

    @property
    def rows(self) -> int:
        """How many rows it has."""
        found: int = self._metadata.num_rows
        return found

    def field(self, heading: str) -> pa.Field:
        """Name and type of a column as it is read."""
        return self._schema.field(heading)

    def batches(self, columns: Sequence[str], words: Collection[str] = ()) -> Iterator[dict[str, pa.Array]]:
        """Its rows."""
        texts = [name for name in words if pa.types.is_string(self._schema.field(name).type)]
        with _read(self._file), pq.ParquetFile(self._file, metadata=self._metadata, read_dictionary=texts) as parquet:
            for batch in parquet.iter_batches(BATCH, columns=list(columns)):
                yield {name: batch.column(name) for name in columns}

    def row(self, number: int, columns: Sequence[str]) -> Mapping[str, Any]:
        """The cells of one row."""
        place = number - 1
        if not 0 <= place < self._metadata.num_rows:
            raise _no_row(self._file, number, self._metadata.num_rows)
        group = 0
        while place >= self._metadata.row_group(group).num_rows:
            place -= self._metadata.row_group(group).num_rows
            group += 1
        with _read(self._file), pq.ParquetFile(self._file, metadata=self._metadata) as parquet:
            read = parquet.read_row_group(group, columns=list(columns)).slice(place, 1)
        return {name: read[name][0].as_py() for name in columns}


class CsvTable:
    """A CSV file with a line of headings; every cell is text, and an empty one says nothing.

    Attributes:
        rows: nobody knows before they are read.
    """

    rows: int | None = None

    def __init__(self, file: str) -> None:
        self._file = file
        self._encoding = encoding_of(file)
        try:
            with open(file, encoding=self._encoding, newline="") as stream:  # noqa: PTH123  # the caller has a name
                self._delimiter = delimiter_of(stream.read(_SAMPLE))
        except OSError as failure:
            raise UnreadableTable(unreadable(failure, file).what, where=file) from None
        with _read(file):
            self._headings = tuple(self._open({}).schema.names)

    @property
    def headings(self) -> tuple[str, ...]:
        """Its headings."""
        return self._headings

    def field(self, heading: str) -> pa.Field:
        """Name and type of a column as it is read."""
        return pa.field(heading, pa.string())

    def batches(self, columns: Sequence[str], words: Collection[str] = ()) -> Iterator[dict[str, pa.Array]]:
        """Its rows."""
        with _read(self._file):
            kept: list[pa.RecordBatch] = []
            reader = self._open(dict.fromkeys(self._headings, pa.string()))
            for batch in chain(reader, [None]):
                if batch is not None:
                    kept.append(batch.select(list(columns)))
                if kept and (batch is None or sum(map(len, kept)) >= BATCH):
                    table = pa.Table.from_batches(kept).combine_chunks()
                    kept = []
                    if table.num_rows:
                        yield {name: _one(table[name]) for name in columns}

    def row(self, number: int, columns: Sequence[str]) -> Mapping[str, Any]:
        """The cells of one row."""
        place, seen = number - 1, 0
        for batch in self.batches(columns):
            rows = len(next(iter(batch.values())))
            if seen <= place < seen + rows:
                return {name: column[place - seen].as_py() for name, column in batch.items()}
            seen += rows
        raise _no_row(self._file, number, seen)

    def _open(self, types: Mapping[str, pa.DataType]) -> Any:
        return pa_csv.open_csv(
            self._file,
            read_options=pa_csv.ReadOptions(encoding=self._encoding.removesuffix("-sig"), block_size=_BLOCK),
            parse_options=pa_csv.ParseOptions(delimiter=self._delimiter, newlines_in_values=True),
            convert_options=pa_csv.ConvertOptions(
                column_types=types, null_values=[""], strings_can_be_null=True, quoted_strings_can_be_null=False
            ),
        )


def _one(column: pa.ChunkedArray) -> pa.Array:
    return column.chunk(0) if column.num_chunks == 1 else pa.concat_arrays(column.chunks)


def _no_row(file: str, number: int, rows: int) -> UnreadableTable:
    return UnreadableTable(Text(f"没有第 {number} 行，共 {rows} 行", f"there is no row {number}, only {rows}"), where=file)


class Writer(Protocol):
    """Takes batches of a result."""

    def write(self, batch: pa.RecordBatch) -> None:
        """Write a batch."""


@contextmanager
def writing(file: str, schema: pa.Schema) -> Iterator[Writer]:
    """A result file, there only once it is whole.

    Raises:
        StoreError: it cannot be written.
    """
    target = Path(file)
    with whole(target) as part:
        if target.suffix.lower() in CSV:
            plain = pa.schema([pa.field(field.name, _plain(field.type)) for field in schema])
            with part.open("wb") as stream:
                stream.write(b"\xef\xbb\xbf")
                with pa_csv.CSVWriter(stream, plain) as csv:
                    yield _CsvWriter(csv, plain)
            return
        words = [field.name for field in schema if pa.types.is_dictionary(field.type) or pa.types.is_string(field.type)]
        with pq.ParquetWriter(
            part, schema, use_dictionary=words, column_encoding=_counted(schema), dictionary_pagesize_limit=1 << 24
        ) as parquet:
            yield _ParquetWriter(parquet)


def _counted(schema: pa.Schema) -> dict[str, str]:
    """Row numbers take next to nothing as differences."""
    return {field.name: "DELTA_BINARY_PACKED" for field in schema if pa.types.is_int64(field.type) and not field.nullable}


def _plain(kind: pa.DataType) -> pa.DataType:
    return kind.value_type if pa.types.is_dictionary(kind) else kind


@attrs.frozen
class _ParquetWriter:
    _parquet: pq.ParquetWriter

    def write(self, batch: pa.RecordBatch) -> None:
        self._parquet.write_table(pa.Table.from_batches([batch]), row_group_size=BATCH)


@attrs.frozen
class _CsvWriter:
    _csv: pa_csv.CSVWriter
    _schema: pa.Schema

    def write(self, batch: pa.RecordBatch) -> None:
        columns = [column.cast(field.type) for column, field in zip(batch.columns, self._schema, strict=True)]
        self._csv.write_batch(pa.RecordBatch.from_arrays(columns, schema=self._schema))
