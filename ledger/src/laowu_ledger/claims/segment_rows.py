"""The rows of a store column by column, a row group at a time: for whoever looks at each row once and keeps few of them."""

import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from os import cpu_count
from pathlib import Path
from typing import TypeVar

import attrs
import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq

from laowu.text import Text
from laowu_ledger.claims.queue import Small
from laowu_ledger.claims.settled import Numbers
from laowu_ledger.errors import DamagedStore
from laowu_ledger.schema.columns import store_schema
from laowu_ledger.store.numbering import EMPLOYER, UNNUMBERED, Meanings, numbers_beside
from laowu_ledger.store.store import Store

Asked = TypeVar("Asked")
Found = TypeVar("Found")


@attrs.frozen(kw_only=True)
class Group:
    """A row group.

    Attributes:
        path: its file.
        place: its place there.
        first: the number of its first row, counted through all files of the store.
        rows: how many it holds.
        silent: columns in which it says nothing, of those that most ledgers leave out.
    """

    path: Path
    place: int
    first: int
    rows: int
    silent: frozenset[str]


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
                rows, silent = footer.row_group(place).num_rows, _silent(footer.row_group(place))
                self.groups.append(Group(path=path, place=place, first=self.rows, rows=rows, silent=silent))
                self.rows += rows

    def meanings(self) -> dict[Path, Meanings]:
        """What the numbers of the rows stand for, file by file.

        Raises:
            DamagedStore: it is missing or damaged.
        """
        return {path: Meanings(path) for path in dict.fromkeys(group.path for group in self.groups)}

    def numbers(self, group: Group, families: Sequence[str]) -> list[Small]:
        """The numbers of the rows of a row group in some families.

        Raises:
            DamagedStore: they cannot be read.
        """
        path = numbers_beside(group.path)
        with _told(path):
            table = self._file(path).read_row_group(group.place, columns=list(families), use_threads=False)
            return [_whole(table.column(name)).to_numpy() for name in families]

    def employers(self, rows: Numbers) -> pa.Array:
        """The employers of the rows with these numbers, in their order; ``None`` where none is stated."""
        order, spans = self._spans(rows)
        ordered = rows[order]
        meanings = {path: meant for path, meant in self.meanings().items() if any(group.path == path for group in spans)}

        def told(path: Path) -> pa.Array:
            return _whole(meanings[path].of(EMPLOYER).column(EMPLOYER))

        def numbered(group: Group) -> pa.Array:
            """The texts themselves where some have no number."""
            start, end = spans[group]
            own = ordered[start:end] - group.first
            number = self.numbers(group, [EMPLOYER])[0][own]
            if (number == UNNUMBERED).any():
                return _whole(self.read(group, [EMPLOYER]).column(EMPLOYER)).take(pa.array(own))
            return pa.array(number)

        # Words and numbers are read side by side.
        jobs = [*(partial(told, path) for path in meanings), *(partial(numbered, group) for group in spans)]
        read = list(self._done(lambda job: job(), jobs))
        words = dict(zip(meanings, read, strict=False))
        found = [
            words[group.path].take(one) if pa.types.is_integer(one.type) else one
            for group, one in zip(spans, read[len(words) :], strict=True)
        ]
        return pa.concat_arrays([pa.array([], pa.string()), *found]).take(pa.array(_back(order)))

    def read(self, group: Group, columns: Sequence[str]) -> pa.Table:
        """Some columns of a row group.

        Raises:
            DamagedStore: it cannot be read.
        """
        with _told(group.path):
            return self._file(group.path).read_row_group(group.place, columns=list(columns), use_threads=False)

    def each(self, work: Callable[[Group], Found], groups: Sequence[Group] | None = None) -> Iterator[Found]:
        """What some work on each row group gives, in their order; as many at a time as there are threads."""
        return self._done(work, self.groups if groups is None else groups)

    def _done(self, work: Callable[[Asked], Found], items: Sequence[Asked]) -> Iterator[Found]:
        if self._threads == 1 or len(items) < 2:  # noqa: PLR2004
            yield from map(work, items)
            return
        with ThreadPoolExecutor(self._threads) as pool:
            yield from pool.map(work, items)

    def at(self, rows: Numbers, columns: Sequence[str]) -> pa.Table:
        """Some columns of the rows with these numbers, in their order."""
        order, spans = self._spans(rows)
        ordered = rows[order]

        def taken(group: Group) -> pa.Table:
            start, end = spans[group]
            return self.read(group, columns).take(pa.array(ordered[start:end] - group.first))

        schema = pa.schema([store_schema().field(name) for name in columns])
        found = pa.concat_tables([schema.empty_table(), *(table.cast(schema) for table in self.each(taken, list(spans)))])
        return found.take(pa.array(_back(order)))

    def _spans(self, rows: Numbers) -> tuple[npt.NDArray[np.intp], dict[Group, tuple[int, int]]]:
        """The order of some rows, and where in it the rows of each row group stand that holds any."""
        order = np.argsort(rows, kind="stable")
        ends = np.searchsorted(rows[order], [group.first + group.rows for group in self.groups]).tolist()
        pairs = zip(self.groups, [0, *ends], ends, strict=False)
        return order, {group: (start, end) for group, start, end in pairs if start < end}

    def close(self) -> None:
        """Close the files."""
        for file in self._opened:
            file.close()

    def _file(self, path: Path) -> pq.ParquetFile:
        """A file as this thread has it open: reading moves about in it."""
        files: dict[Path, pq.ParquetFile] | None = getattr(self._own, "files", None)
        if files is None:
            files = self._own.files = {}
        if path not in files:
            files[path] = pq.ParquetFile(path, pre_buffer=False)
            self._opened.append(files[path])
        return files[path]


_OFTEN_SILENT = ("claimed", "pension_gaps")


def _silent(footer: pq.RowGroupMetaData) -> frozenset[str]:
    """The columns of a row group of which its footer knows that nothing stands there."""
    found = set()
    for name in _OFTEN_SILENT:
        told = footer.column(store_schema().get_field_index(name)).statistics
        if told is not None and told.has_null_count and told.null_count == footer.num_rows:
            found.add(name)
    return frozenset(found)


def _back(order: npt.NDArray[np.intp]) -> npt.NDArray[np.intp]:
    """The order that undoes an order."""
    back = np.empty(len(order), np.intp)
    back[order] = np.arange(len(order))
    return back


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


def _whole(column: pa.ChunkedArray) -> pa.Array:
    return column.chunk(0) if column.num_chunks == 1 else column.combine_chunks()


@contextmanager
def _told(path: Path) -> Iterator[None]:
    try:
        yield
    except (OSError, pa.ArrowException) as failure:
        says = Text("台账库缺少数据文件，或文件已损坏", "a file of the store is missing or damaged")
        raise DamagedStore(says, where=str(path)) from failure
