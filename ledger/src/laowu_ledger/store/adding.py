"""Adding rows to a store: one pass over all people, in which new rows meet those of the same people that are there already."""

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from pathlib import Path

import attrs
import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from laowu_ledger.errors import unwritable
from laowu_ledger.schema.columns import CONTENT, NAMED, PERSON, ROW, SOURCE
from laowu_ledger.store.durable import whole
from laowu_ledger.store.manifest import Segment, Source, write_manifest
from laowu_ledger.store.numbering import meanings_beside, numbers_beside
from laowu_ledger.store.ordering import in_order, one_dictionary, taken
from laowu_ledger.store.repeats import Found, Numbers, Repeats, Rows, find_repeats
from laowu_ledger.store.runs import Run, SegmentRun, SegmentWriter, Span, StagedRun, spans
from laowu_ledger.store.store import SEGMENTS, Store

_BRAND = "brand"
_COMPARED = (PERSON, NAMED, CONTENT, _BRAND, SOURCE, ROW)
_FOLDED_AT = 2
"""A segment at most so many times as large as what is added behind it is written anew with it."""

Place = tuple[int, int]
"""Source and row."""


@attrs.frozen(kw_only=True)
class Addition:
    """What is to be added.

    Attributes:
        staged: sorted runs, each with the number of its first source in the manifest to come.
        sources: the new sources.
        whole_files: files that were taken with all their sheets.
        withdrawn: rows that others replace.
    """

    staged: tuple[tuple[StagedRun, int], ...]
    sources: tuple[Source, ...]
    whole_files: tuple[str, ...]
    withdrawn: frozenset[Place] = frozenset()


@attrs.define(kw_only=True)
class Added:
    """What became of it.

    Attributes:
        store: the store as it stands now.
        rows: rows that are new.
        known: rows that were there already, or twice among the new ones.
        withdrawn: rows that were taken out.
        repeats: what was found about people in several rows.
        brands: names of the brands by the numbers in ``repeats``.
        conflicting: new rows of people who stand under several names, by source and row.
        clashes: rows of people under several brands, as (person's number, brand, source, row); no more than asked for.
    """

    store: Store
    rows: int = 0
    known: int = 0
    withdrawn: int = 0
    repeats: Repeats = attrs.field(factory=Repeats)
    brands: list[str] = attrs.field(factory=list)
    conflicting: list[Place] = attrs.field(factory=list)
    clashes: list[tuple[int, str, int, int]] = attrs.field(factory=list)


def add(
    store: Store,
    addition: Addition,
    *,
    at_once: int,
    most_clashes: int = 0,
    watched: Callable[[int], None] = lambda _: None,
) -> Added:
    """Add rows to a store that is held for writing. Until the manifest is replaced at the end, the store is as before.

    Args:
        store: the store.
        addition: what to add.
        at_once: rows held in memory at a time, about.
        most_clashes: rows of people under several brands to list.
        watched: told how many rows were passed.

    Raises:
        StoreError: something cannot be written; the store remains as it was.
    """
    return _Adding(store, addition, at_once, most_clashes, watched).run()


class _Adding:
    def __init__(self, store: Store, addition: Addition, at_once: int, most_clashes: int, watched: Callable[[int], None]) -> None:
        self.store = store
        self.addition = addition
        self.at_once = at_once
        self.most_clashes = most_clashes
        self.watched = watched
        self.brand_numbers: dict[str | None, int] = {}
        self.added = Added(store=store)
        self.compared: list[Numbers] = []
        self.conflicts: list[Numbers] = []
        self.withdrawn_people: list[Numbers] = []

    def run(self) -> Added:
        manifest = self.store.manifest
        change = manifest.change + 1
        folded = self._folded()
        kept = tuple(segment for segment in manifest.segments if segment not in folded)
        target = self.store.folder / SEGMENTS / f"{change:08}.parquet"
        rows = 0
        if self.addition.staged or folded:
            rows = self._merge(folded, kept, target)
        segments = (*kept, Segment(name=target.name, rows=rows)) if rows else kept
        conflicts = self._write_conflicts(change)
        changed = attrs.evolve(
            manifest,
            change=change,
            segments=segments,
            sources=(*manifest.sources, *self.addition.sources),
            whole_files=(*manifest.whole_files, *self.addition.whole_files),
            conflicts=conflicts,
        )
        write_manifest(self.store.folder, changed)
        self.added.store = attrs.evolve(self.store, manifest=changed)
        self.added.brands = [brand or "" for brand in self.brand_numbers]
        tidy(self.added.store)
        return self.added

    def _folded(self) -> tuple[Segment, ...]:
        """The segments to write anew: small ones behind, and those that hold rows to withdraw."""
        segments = self.store.manifest.segments
        size = sum(run.rows for run, _ in self.addition.staged)
        first = len(segments)
        while size and first and segments[first - 1].rows <= size * _FOLDED_AT:
            first -= 1
            size += segments[first].rows
        withdrawn = [segment for segment in segments[:first] if self._holds_withdrawn(segment)]
        behind = segments[first:] if size else [segment for segment in segments[first:] if self._holds_withdrawn(segment)]
        return (*withdrawn, *behind)

    def _holds_withdrawn(self, segment: Segment) -> bool:
        sources = sorted({source for source, _ in self.addition.withdrawn})
        if not sources:
            return False
        found = pq.read_table(
            self.store.path_of(segment), columns=[SOURCE, ROW], filters=[(SOURCE, "in", sources)], partitioning=None
        )
        return bool(_withdrawn(found, self.addition.withdrawn).any())

    def _merge(self, folded: Sequence[Segment], kept: Sequence[Segment], target: Path) -> int:
        target.parent.mkdir(parents=True, exist_ok=True)
        files = (target, numbers_beside(target), meanings_beside(target))
        with ExitStack() as opened:
            folded_runs, kept_runs = (opened.enter_context(self.store.runs(segments)) for segments in (folded, kept))
            parts = [opened.enter_context(whole(file)) for file in files]
            runs: list[Run] = [*(run for run, _ in self.addition.staged), *folded_runs]
            total = sum(run.rows for run in runs)
            writer = SegmentWriter(*parts)
            try:
                for span in spans(max(1, -(-total // self.at_once))):
                    self._span(span, folded_runs, kept_runs, writer)
                writer.close()
            except OSError as failure:
                writer.abandon()
                raise unwritable(failure, str(target)) from failure
            except BaseException:
                writer.abandon()
                raise
        if not writer.rows:
            for file in files:
                file.unlink()
        return writer.rows

    def _span(self, span: Span, folded: Sequence[SegmentRun], kept: Sequence[SegmentRun], writer: SegmentWriter) -> None:
        new = self._new_rows(span)
        old = self._old_rows(span, folded)
        others = [run.read(span, _COMPARED) for run in kept]
        there = [table for table in (old, *others) if table is not None and len(table)]
        passed = (0 if new is None else len(new)) + (0 if old is None else len(old))
        if new is not None and len(new):
            fresh = _first_of_each(new) & ~_known(new, there)
            self.added.known += len(new) - int(fresh.sum())
            if not fresh.all():
                new = taken(new, np.flatnonzero(fresh))
            self.added.rows += len(new)
        self._compare(new, there)
        parts = [table for table in (new, old) if table is not None and len(table)]
        if len(parts) > 1:
            writer.write(in_order(one_dictionary(parts)))
        elif parts:
            writer.write(parts[0])
        self.watched(passed)

    def _new_rows(self, span: Span) -> pa.Table | None:
        """The new rows of a span in order, without those that are withdrawn again."""
        tables = []
        for run, first_source in self.addition.staged:
            table = run.read(span)
            if len(table):
                place = table.schema.get_field_index(SOURCE)
                tables.append(table.set_column(place, SOURCE, pc.add(table.column(SOURCE), pa.scalar(first_source, pa.int32()))))
        if not tables:
            return None
        return in_order(self._without_withdrawn(one_dictionary(tables)))

    def _old_rows(self, span: Span, folded: Sequence[SegmentRun]) -> pa.Table | None:
        tables = [table for run in folded if len(table := run.read(span))]
        if not tables:
            return None
        one = self._without_withdrawn(one_dictionary(tables))
        return one if len(tables) == 1 else in_order(one)

    def _without_withdrawn(self, table: pa.Table) -> pa.Table:
        out = _withdrawn(table, self.addition.withdrawn)
        if not out.any():
            return table
        self.added.withdrawn += int(out.sum())
        self.withdrawn_people.append(table.column(PERSON).to_numpy()[out])
        return taken(table, np.flatnonzero(~out))

    def _compare(self, new: pa.Table | None, there: list[pa.Table]) -> None:
        """Compare all rows of the people who have new rows."""
        people = np.zeros(0, np.int64) if new is None else _each_once(new.column(PERSON).to_numpy())
        if self.withdrawn_people:
            people = np.unique(np.concatenate([*self.withdrawn_people, people]))
        self.withdrawn_people = []
        if not len(people):
            return
        mine = [] if new is None else [new.select(_COMPARED)]
        tables = [*mine, *(_of_people(table.select(_COMPARED), people) for table in there)]
        table = one_dictionary(tables) if tables else None
        self.compared.append(people)  # what is known of them is found anew
        if table is None or not len(table):
            return
        person, named, content = (table.column(name).to_numpy() for name in (PERSON, NAMED, CONTENT))
        rows = Rows(person=person, named=named, brand=self._brands(table.column(_BRAND)), content=content)
        found = find_repeats(rows, self.added.repeats)
        self.conflicts.append(found.conflicting_people)
        self._list(found, 0 if new is None else len(new), rows, table)

    def _list(self, found: Found, new: int, rows: Rows, table: pa.Table) -> None:
        """List the new rows in conflict, and rows under several brands as far as there is room."""
        source, row = (table.column(name).to_numpy() for name in (SOURCE, ROW))
        conflicting = np.flatnonzero(found.conflicting[:new])
        self.added.conflicting += zip(source[conflicting].tolist(), row[conflicting].tolist(), strict=True)
        places = np.flatnonzero(found.several_brands)
        places = places[np.argsort(rows.person[places], kind="stable")][: self.most_clashes - len(self.added.clashes)]
        if not len(places):
            return
        names = [name or "" for name in self.brand_numbers]
        person = rows.person[places]
        before = self.added.clashes[-1][0] if self.added.clashes else 0
        numbers = before + 1 + np.cumsum(np.append(False, person[1:] != person[:-1]))
        for number, at in zip(numbers.tolist(), places.tolist(), strict=True):
            self.added.clashes.append((number, names[rows.brand[at]], int(source[at]), int(row[at])))

    def _brands(self, column: pa.ChunkedArray) -> Numbers:
        (chunk,) = column.chunks
        encoded = chunk if pa.types.is_dictionary(chunk.type) else chunk.dictionary_encode()
        numbers = [self.brand_numbers.setdefault(name, len(self.brand_numbers)) for name in encoded.dictionary.to_pylist()]
        nameless = self.brand_numbers.setdefault(None, len(self.brand_numbers)) if encoded.indices.null_count else 0
        places = np.asarray(encoded.indices.fill_null(len(numbers)).to_numpy(zero_copy_only=False), np.intp)
        return np.asarray([*numbers, nameless], np.int64)[places]

    def _write_conflicts(self, change: int) -> str | None:
        """Write the people in conflict anew where somebody's standing may have changed."""
        manifest = self.store.manifest
        if not self.compared:
            return manifest.conflicts
        seen = np.concatenate(self.compared)
        before = self.store.conflicts
        rest = before[~np.isin(before, seen)]
        now = np.unique(np.concatenate([rest, *self.conflicts]))
        if np.array_equal(now, before):
            return manifest.conflicts
        if not len(now):
            return None
        target = self.store.folder / SEGMENTS / f"{change:08}.conflicts.parquet"
        target.parent.mkdir(parents=True, exist_ok=True)
        with whole(target) as part:
            pq.write_table(pa.table({PERSON: now}), part)
        return target.name


def tidy(store: Store) -> None:
    """Remove files that the manifest does not name: of changes that were not finished, or that were replaced."""
    manifest = store.manifest
    folder = store.folder / SEGMENTS
    named = {path.name for file in store.segments for path in (file, numbers_beside(file), meanings_beside(file))}
    named |= {manifest.conflicts} if manifest.conflicts else set()
    for path in folder.iterdir() if folder.is_dir() else ():
        if path.name not in named:
            path.unlink(missing_ok=True)


def _withdrawn(table: pa.Table, places: frozenset[Place]) -> npt.NDArray[np.bool_]:
    """Which rows are among those places."""
    if not places or not len(table):
        return np.zeros(len(table), np.bool_)
    wanted = np.asarray([source << 32 | row for source, row in places], np.int64)
    source, row = (table.column(name).to_numpy().astype(np.int64) for name in (SOURCE, ROW))
    return np.isin(source << 32 | row, wanted)


def _each_once(people: Numbers) -> Numbers:
    """Sorted tokens, each once: by their neighbours, which is many times as quick as by a table of all."""
    return np.asarray(people[np.append(True, people[1:] != people[:-1])[: len(people)]])


def _first_of_each(table: pa.Table) -> npt.NDArray[np.bool_]:
    """The first of rows that say the same, in a table in order."""
    person, content = (table.column(name).to_numpy() for name in (PERSON, CONTENT))
    return np.append(True, (person[1:] != person[:-1]) | (content[1:] != content[:-1]))


def _known(new: pa.Table, there: list[pa.Table]) -> npt.NDArray[np.bool_]:
    """Which rows say what a row that is there says."""
    found = np.zeros(len(new), np.bool_)
    person, content = (new.column(name).to_numpy() for name in (PERSON, CONTENT))
    for table in there:
        old_person, old_content = (table.column(name).to_numpy() for name in (PERSON, CONTENT))
        order = np.argsort(old_content, kind="stable")
        places = np.minimum(np.searchsorted(old_content[order], content), len(order) - 1)
        at = order[places]
        found |= (old_content[at] == content) & (old_person[at] == person)
    return found


def _of_people(table: pa.Table, people: Numbers) -> pa.Table:
    """The rows of a sorted table whose people are among those given, sorted."""
    person = table.column(PERSON).to_numpy()
    places = np.minimum(np.searchsorted(people, person), len(people) - 1)
    return one_dictionary([table.filter(pa.array(people[places] == person))])
