"""The rows of a store column by column, a row group at a time: for whoever looks at each row once and keeps few of them."""

import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from os import cpu_count
from pathlib import Path
from typing import Any, TypeVar

import attrs
import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq

from laowu.text import Text
from laowu_ledger.claims.settled import Numbers
from laowu_ledger.errors import DamagedStore
from laowu_ledger.schema.columns import store_schema
from laowu_ledger.store.store import Store

Found = TypeVar("Found")


@attrs.frozen(kw_only=True)
class Group:
    """A row group.

    Attributes:
        path: its file.
        place: its place there.
        first: the number of its first row, counted through all files of the store.
        rows: how many it holds.
    """

    path: Path
    place: int
    first: int
    rows: int


class SegmentRows:
    """All rows of a store, numbered from 0 in the order of its files."""

    def __init__(self, store: Store, threads: int | None) -> None:
        """Find the row groups.

        Raises:
            DamagedStore: a file is missing or damaged.
        """
        self._threads = threads or cpu_count() or 1
        self._own = threading.local()
        self._opened: list[pq.ParquetFile] = []
        self.groups: list[Group] = []
        self.rows = 0
        for path in store.segments:
            with _told(path):
                footer = pq.read_metadata(path)
            for place in range(footer.num_row_groups):
                rows = footer.row_group(place).num_rows
                self.groups.append(Group(path=path, place=place, first=self.rows, rows=rows))
                self.rows += rows

    def read(self, group: Group, columns: Sequence[str], *, listed: bool = True) -> pa.Table:
        """Some columns of a row group.

        Args:
            group: which.
            columns: their names.
            listed: whether texts come as a list of words and places in it: quick for few words, slow for many.

        Raises:
            DamagedStore: it cannot be read.
        """
        with _told(group.path):
            return self._file(group.path, listed=listed).read_row_group(group.place, columns=list(columns), use_threads=False)

    def each(self, work: Callable[[Group], Found], groups: Sequence[Group] | None = None) -> Iterator[Found]:
        """What some work on each row group gives, in their order; as many at a time as there are threads."""
        wanted = self.groups if groups is None else groups
        if self._threads == 1 or len(wanted) < 2:  # noqa: PLR2004
            yield from map(work, wanted)
            return
        with ThreadPoolExecutor(self._threads) as pool:
            yield from pool.map(work, wanted)

    def at(self, rows: Numbers, columns: Sequence[str]) -> pa.Table:
        """Some columns of the rows with these numbers, in their order."""
        order = np.argsort(rows, kind="stable")
        ordered = rows[order]
        ends = np.searchsorted(ordered, [group.first + group.rows for group in self.groups]).tolist()
        spans = {group: (start, end) for group, start, end in zip(self.groups, [0, *ends], ends, strict=False) if start < end}

        def taken(group: Group) -> pa.Table:
            start, end = spans[group]
            return self.read(group, columns, listed=False).take(pa.array(ordered[start:end] - group.first))

        schema = pa.schema([store_schema().field(name) for name in columns])
        found = pa.concat_tables([schema.empty_table(), *(table.cast(schema) for table in self.each(taken, list(spans)))])
        back = np.empty(len(rows), np.intp)
        back[order] = np.arange(len(rows))
        return found.take(pa.array(back))

    def close(self) -> None:
        """Close the files."""
        for file in self._opened:
            file.close()

    def _file(self, path: Path, *, listed: bool) -> pq.ParquetFile:
        """A file as this thread has it open: reading moves about in it."""
        files: dict[tuple[Path, bool], pq.ParquetFile] | None = getattr(self._own, "files", None)
        if files is None:
            files = self._own.files = {}
        if (path, listed) not in files:
            files[path, listed] = pq.ParquetFile(path, read_dictionary=_TEXTS if listed else None)
            self._opened.append(files[path, listed])
        return files[path, listed]


_TEXTS = [field.name for field in store_schema() if pa.types.is_string(field.type)]


@contextmanager
def segment_rows(store: Store, threads: int | None) -> Iterator[SegmentRows]:
    """The rows of a store, open for reading."""
    rows = SegmentRows(store, threads)
    try:
        yield rows
    finally:
        rows.close()


def numbers(column: pa.ChunkedArray, null: int) -> Numbers:
    """A column of numbers or days, with a number in place of what is not stated."""
    array = _whole(column)
    if pa.types.is_date(array.type):
        array = array.cast(pa.int32())
    return np.asarray((array.fill_null(null) if array.null_count else array).to_numpy())


def stated(column: pa.ChunkedArray) -> bool:
    """Whether any row states anything."""
    return bool(column.null_count < len(column))


def words(column: pa.ChunkedArray) -> tuple[list[str | None], npt.NDArray[np.integer[Any]]]:
    """The words of a column of texts, with ``None`` last, and the place of each row's word among them."""
    array = _whole(column.unify_dictionaries())
    found: list[str | None] = array.dictionary.to_pylist()
    indices = array.indices
    return [*found, None], np.asarray((indices.fill_null(len(found)) if indices.null_count else indices).to_numpy())


def _whole(column: pa.ChunkedArray) -> pa.Array:
    return column.chunk(0) if column.num_chunks == 1 else column.combine_chunks()


@contextmanager
def _told(path: Path) -> Iterator[None]:
    try:
        yield
    except (OSError, pa.ArrowException) as failure:
        says = Text("台账库缺少数据文件，或文件已损坏", "a file of the store is missing or damaged")
        raise DamagedStore(says, where=str(path)) from failure
