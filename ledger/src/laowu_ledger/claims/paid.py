"""The table of what was paid: kept beside the rows of a store, and changed as they are, in one step or not at all.

It is a folder of Parquet files with a manifest of its own. A run that pays adds a file; nothing that was paid is ever taken back
by a later run. A claim that fell beyond the cap for good, where the rule gives no second chance, is kept there too, with no sum.
Payments made before the store was begun stand in files of their own, each loaded from a sheet that somebody had.
"""

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import attrs
import cattrs
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from laowu.text import Text
from laowu_ledger.errors import DamagedStore, WrongKey, unwritable
from laowu_ledger.store.durable import PART, whole, write_json
from laowu_ledger.store.store import Store

FOLDER = "paid"
_FILE = "manifest.json"
_KIND = "laowu/ledger-paid"
_VERSION = 2

SCHEMA = pa.schema(
    [
        ("jurisdiction", pa.string()),
        ("award", pa.string()),
        ("person", pa.int64()),
        ("brand", pa.string()),
        ("unit", pa.string()),
        ("employer", pa.string()),
        ("day", pa.date32()),
        ("year", pa.int16()),
        ("fen", pa.int64()),
        ("forfeited", pa.bool_()),
        ("content", pa.int64()),
        ("run", pa.int32()),
        ("source_row", pa.int32()),
    ]
)
"""The columns: whose award, who, under which brand, body and employer, for which day and year of the award, how much; whether the
claim was forfeited instead; the content of the row it rests on; the run that settled it, or the load that brought it; and the row
of the file that was loaded. A payment that was loaded may have no day."""


@attrs.frozen(kw_only=True)
class Segment:
    """One file of payments.

    Attributes:
        name: the file.
        rows: how many rows it holds.
    """

    name: str
    rows: int


@attrs.frozen(kw_only=True)
class Run:
    """One run that was committed.

    Attributes:
        number: counts the runs, from 1.
        jurisdiction, award: what was settled.
        year: calendar year of the claims.
        through: last day of the claims.
        on: day of judging.
        persons: people paid.
        fen: sum paid.
        store_change: which change of the store's rows it was drawn from.
    """

    number: int
    jurisdiction: str
    award: str
    year: int
    through: date
    on: date
    persons: int
    fen: int
    store_change: int


@attrs.frozen(kw_only=True)
class Load:
    """One sheet of payments made before, which was loaded.

    Attributes:
        number: counts loads together with the runs.
        jurisdiction, award: what was paid.
        digest: SHA-256 of the file.
        file, sheet: name of the file, without its folders, and the sheet.
        on: day of judging.
        payments: how many payments it brought.
        persons: people paid by them.
        fen: their sum.
        years: the calendar years they are of.
    """

    number: int
    jurisdiction: str
    award: str
    digest: str
    file: str
    sheet: str
    on: date
    payments: int
    persons: int
    fen: int
    years: tuple[int, ...]


@attrs.frozen(kw_only=True)
class _Manifest:
    key: str
    segments: tuple[Segment, ...] = ()
    runs: tuple[Run, ...] = ()
    loads: tuple[Load, ...] = ()
    last: int = 0

    @property
    def next_number(self) -> int:
        """A number that nothing has had."""
        return max((self.last, *(run.number for run in self.runs), *(load.number for load in self.loads))) + 1


def _converter() -> cattrs.Converter:
    converter = cattrs.Converter(forbid_extra_keys=True)
    converter.register_structure_hook(date, lambda value, _: date.fromisoformat(value))
    converter.register_unstructure_hook(date, date.isoformat)
    return converter


_CONVERTER = _converter()


@attrs.frozen(kw_only=True)
class PaidTable:
    """What was paid, as it stands.

    Attributes:
        folder: where it is.
        manifest: what it consists of.
    """

    folder: Path
    manifest: _Manifest

    @staticmethod
    def of(store: Store) -> "PaidTable":
        """The table of a store; an empty one where nothing was paid yet.

        Raises:
            DamagedStore: it cannot be read.
            WrongKey: it was filled with another key, so that the same people have other tokens.
        """
        folder = store.folder / FOLDER
        manifest = _read(folder / _FILE)
        if manifest is None:
            manifest = _Manifest(key=store.manifest.key)
        elif manifest.key != store.manifest.key:
            says = Text("已付表是用另一个密钥填写的", "the table of payments was filled with another key")
            raise WrongKey(says, where=str(folder))
        return PaidTable(folder=folder, manifest=manifest)

    def runs(self, jurisdiction: str, award: str) -> tuple[Run, ...]:
        """The runs that settled an award."""
        return tuple(run for run in self.manifest.runs if (run.jurisdiction, run.award) == (jurisdiction, award))

    def loads(self, jurisdiction: str, award: str) -> tuple[Load, ...]:
        """What was loaded of payments made before under an award."""
        return tuple(load for load in self.manifest.loads if (load.jurisdiction, load.award) == (jurisdiction, award))

    def rows(self, jurisdiction: str, award: str) -> pa.Table:
        """What was paid and forfeited under an award, loaded payments among it, sorted by person.

        Raises:
            DamagedStore: a file is missing or is not the one in the manifest.
        """
        numbers = {run.number for run in self.runs(jurisdiction, award)}
        numbers |= {load.number for load in self.loads(jurisdiction, award)}
        tables = [self._table(segment) for segment in self.manifest.segments if _number(segment.name) in numbers]
        table = pa.concat_tables([SCHEMA.empty_table(), *tables])
        ours = pc.and_(pc.equal(table.column("jurisdiction"), jurisdiction), pc.equal(table.column("award"), award))
        return table.filter(ours).sort_by([("person", "ascending"), ("content", "ascending")])

    def _table(self, segment: Segment) -> pa.Table:
        path = self.folder / segment.name
        try:
            table = pq.read_table(path, schema=SCHEMA, partitioning=None)
        except (OSError, pa.ArrowException) as failure:
            says = Text("已付表缺少数据文件，或文件已损坏", "a file of the table of payments is missing or damaged")
            raise DamagedStore(says, where=str(path)) from failure
        if len(table) != segment.rows:
            raise DamagedStore(Text("数据文件与清单不符", "a file is not the one in the manifest"), where=str(path))
        return table

    def with_run(self, run: Run, rows: pa.Table) -> "PaidTable":
        """Add what a run settled; the store must be held for writing. Until the manifest is replaced, nothing has changed.

        Args:
            run: the run; its number is given here.
            rows: with the columns of :data:`SCHEMA`, but for the run.

        Raises:
            StoreError: it cannot be written; the table remains as it was.
        """
        number = self.manifest.next_number
        self._prepare()
        segments = self._written([(number, rows.append_column("source_row", pa.nulls(len(rows), pa.int32())))])
        return self._replaced(segments=segments, runs=(*self.manifest.runs, attrs.evolve(run, number=number)), last=number)

    def with_loads(self, loaded: Sequence[tuple[Load, pa.Table]]) -> "PaidTable":
        """Add payments made before, all of them or none; the store must be held for writing.

        Args:
            loaded: each load with its payments; its number is given here. The rows have the columns of :data:`SCHEMA`, but for
                the run.

        Raises:
            StoreError: it cannot be written; the table remains as it was.
        """
        first = self.manifest.next_number
        self._prepare()
        segments = self._written([(first + place, rows) for place, (_, rows) in enumerate(loaded)])
        added = tuple(attrs.evolve(load, number=first + place) for place, (load, _) in enumerate(loaded))
        return self._replaced(segments=segments, loads=(*self.manifest.loads, *added), last=first + len(loaded) - 1)

    def without_load(self, number: int) -> "PaidTable":
        """Take back what was loaded; its number is not given again.

        Args:
            number: of a load of this table; the store must be held for writing.

        Raises:
            StoreError: it cannot be written; the table remains as it was.
        """
        loads = tuple(load for load in self.manifest.loads if load.number != number)
        segments = tuple(segment for segment in self.manifest.segments if _number(segment.name) != number)
        left = self._replaced(segments=segments, loads=loads, last=self.manifest.next_number - 1)
        left._tidy()  # noqa: SLF001  # the table as it is now
        return left

    def _prepare(self) -> None:
        try:
            self.folder.mkdir(exist_ok=True)
        except OSError as failure:
            raise unwritable(failure, str(self.folder)) from failure
        self._tidy()

    def _written(self, parts: Sequence[tuple[int, pa.Table]]) -> tuple[Segment, ...]:
        """The segments there are, and those of some rows with the number of their run or load."""
        segments = self.manifest.segments
        for number, rows in parts:
            if len(rows):
                name = f"{number:08}.parquet"
                table = rows.append_column("run", pa.array([number] * len(rows), pa.int32())).select(SCHEMA.names).cast(SCHEMA)
                with whole(self.folder / name) as part:
                    pq.write_table(table.sort_by([("person", "ascending"), ("content", "ascending")]), part, compression="zstd")
                segments = (*segments, Segment(name=name, rows=len(rows)))
        return segments

    def _replaced(self, **changes: Any) -> "PaidTable":
        """The table with another manifest, which stands in place of the one before from now on."""
        manifest = attrs.evolve(self.manifest, **changes)
        data: dict[str, Any] = {"kind": _KIND, "version": _VERSION, **_CONVERTER.unstructure(manifest)}
        write_json(self.folder / _FILE, data)
        return attrs.evolve(self, manifest=manifest)

    def _tidy(self) -> None:
        """Remove what runs left behind that did not come to their end."""
        named = {segment.name for segment in self.manifest.segments} | {_FILE}
        for path in self.folder.iterdir():
            if path.name not in named and (path.suffix == ".parquet" or path.name.endswith(PART)):
                path.unlink(missing_ok=True)


def _number(name: str) -> int:
    return int(name.partition(".")[0])


def _read(path: Path) -> _Manifest | None:
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as failure:
        says = Text("已付表的清单读不了", "the manifest of the table of payments cannot be read")
        raise DamagedStore(says, where=str(path)) from failure
    known = isinstance(data, dict) and data.pop("kind", None) == _KIND and data.pop("version", None) == _VERSION
    if not known:
        says = Text("这不是这个版本的已付表清单", "this is no manifest of a table of payments of this version")
        raise DamagedStore(says, where=str(path))
    try:
        return _CONVERTER.structure(data, _Manifest)
    except (cattrs.BaseValidationError, ValueError) as failure:
        says = Text("已付表的清单不完整", "the manifest of the table of payments is not complete")
        raise DamagedStore(says, where=str(path)) from failure
