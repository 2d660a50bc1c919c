"""Files on their way into a store: judged rows, sorted in runs beside it, kept until the store has taken them.

A file that is staged whole is not read again when the run is killed after it; what was staged of the others is thrown away.
"""

import hashlib
import json
import shutil
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import attrs
import numpy as np
import pyarrow as pa

from laowu_ledger import __version__
from laowu_ledger.errors import unwritable
from laowu_ledger.intake.judged_files import Reading, judged_batches
from laowu_ledger.intake.reports import MOST_LISTED, SheetReport
from laowu_ledger.judging.judge import Judged
from laowu_ledger.reading.batch import Layout
from laowu_ledger.schema.columns import store_schema
from laowu_ledger.schema.fields import fields
from laowu_ledger.sheets.error_workbook import referred
from laowu_ledger.store.durable import write_json
from laowu_ledger.store.manifest import Source
from laowu_ledger.store.ordering import by_person, one_dictionary
from laowu_ledger.store.runs import StagedRun, write_staged

_DONE = "done.json"
_REFERENCE = "row_reference"

Refuse = Callable[[Judged], None]
Reference = tuple[str, str, int]


@attrs.frozen(kw_only=True)
class Staged:
    """A file that is staged whole.

    Attributes:
        folder: where its runs are.
        digest: SHA-256 of the file.
        brand: the brand given for rows without one.
        whole: whether all its sheets were read.
        sheets: what was found in each.
        runs: names of its runs.
        references: rows of other files that its rows replace.
    """

    folder: Path
    digest: str
    brand: str
    whole: bool
    sheets: tuple[SheetReport, ...]
    runs: tuple[str, ...]
    references: tuple[Reference, ...]

    @property
    def sources(self) -> tuple[Source, ...]:
        """Its sheets as the manifest names them."""
        return tuple(
            Source(
                digest=self.digest,
                file=Path(sheet.layout.file).name,
                sheet=sheet.layout.sheet,
                brand=self.brand,
                taken=sheet.taken,
                refused=sheet.refused,
                skipped=sheet.skipped,
            )
            for sheet in self.sheets
        )

    def opened(self) -> list[StagedRun]:
        """Its runs, open for reading."""
        return [StagedRun(self.folder / name) for name in self.runs]


def stage(
    file: str, digest: str, folder: Path, reading: Reading, key: str, *, at_once: int, refuse: Refuse | None = None
) -> Staged:
    """Judge a file and stage its good rows.

    Args:
        file: the file.
        digest: its SHA-256.
        folder: the staging folder of the store.
        reading: how to read it.
        key: fingerprint of the key of the tokens.
        at_once: rows held in memory at a time, about.
        refuse: told of every batch with its refusals; a file staged before is then read anew.

    Raises:
        UnreadableLedger: it cannot be read.
        StoreError: there is no room.
    """
    target = folder / _name(digest, reading, key)
    if refuse is None and (done := _read_done(target, file)) is not None:
        return done
    shutil.rmtree(target, ignore_errors=True)
    try:
        target.mkdir(parents=True)
        staged = _Stager(target, at_once).stage(file, digest, reading, refuse)
        write_json(target / _DONE, _as_data(staged))
    except OSError as failure:
        shutil.rmtree(target, ignore_errors=True)
        raise unwritable(failure, str(target)) from failure
    except BaseException:
        shutil.rmtree(target, ignore_errors=True)
        raise
    return staged


def _name(digest: str, reading: Reading, key: str) -> str:
    """The folder of a file: another one for everything that makes its rows other ones."""
    asked = json.dumps([__version__, digest, key, reading.terms.brand, list(reading.sheets), reading.terms.on.isoformat()])
    return hashlib.sha256(asked.encode()).hexdigest()[:32]


class _Stager:
    """Gathers good rows until there are enough for a run."""

    def __init__(self, folder: Path, at_once: int) -> None:
        self.folder = folder
        self.at_once = at_once
        self.pending: list[pa.Table] = []
        self.waiting = 0
        self.runs: list[str] = []
        self.references: list[Reference] = []

    def stage(self, file: str, digest: str, reading: Reading, refuse: Refuse | None) -> Staged:
        sheets: list[SheetReport] = []
        for sheet, judged in judged_batches(file, reading):
            if judged is None:
                sheets.append(sheet)
                continue
            self._add(judged, len(sheets) - 1)
            if refuse is not None:
                refuse(judged)
        self._write_run()
        return Staged(
            folder=self.folder,
            digest=digest,
            brand=reading.terms.brand,
            whole=not reading.sheets,
            sheets=tuple(sheets),
            runs=tuple(self.runs),
            references=tuple(self.references),
        )

    def _add(self, judged: Judged, source: int) -> None:
        good = np.flatnonzero(~judged.findings.refused)
        cells = judged.raw.column(_REFERENCE)
        if cells is not None:
            found = (referred(cell) for cell in cells.take(pa.array(good)).to_pylist())
            self.references += [reference for reference in found if reference is not None]
        if not len(good):
            return
        table = good_rows(judged, good, source)
        self.pending.append(table)
        self.waiting += len(table)
        if self.waiting >= self.at_once:
            self._write_run()

    def _write_run(self) -> None:
        if not self.waiting:
            return
        name = f"{len(self.runs):05}.arrow"
        table = by_person(one_dictionary(self.pending))
        self.pending, self.waiting = [], 0
        write_staged(self.folder / name, _few_words(table))
        self.runs.append(name)


def good_rows(judged: Judged, good: Any, source: int) -> pa.Table:
    """The rows of a batch that are taken, in the columns of the store."""
    indices = None if len(good) == len(judged.raw) else pa.array(good)
    columns = []
    for field in store_schema():
        if field.name == "source":
            column = pa.array(np.full(len(judged.raw), source, np.int32))
        elif field.name == "source_row":
            column = pa.array(judged.raw.rows)
        else:
            column = judged.columns[field.name]
        if pa.types.is_string(field.type) and not pa.types.is_dictionary(column.type):
            column = column.dictionary_encode()
        columns.append(column if indices is None else column.take(indices))
    return pa.table(columns, names=store_schema().names)


def _few_words(table: pa.Table) -> pa.Table:
    """The table with columns of many different texts as plain text: a dictionary of theirs would be read for every span."""
    for place, column in enumerate(table.columns):
        if pa.types.is_dictionary(column.type):
            words = sum(len(chunk.dictionary) for chunk in column.chunks)
            if words > _MOST_WORDS:
                table = table.set_column(place, table.schema.names[place], column.cast(pa.string()))
    return table


_MOST_WORDS = 20_000


def _as_data(staged: Staged) -> dict[str, Any]:
    return {
        "digest": staged.digest,
        "brand": staged.brand,
        "whole": staged.whole,
        "runs": list(staged.runs),
        "references": [list(reference) for reference in staged.references],
        "sheets": [
            {
                "sheet": sheet.layout.sheet,
                "heading_row": sheet.layout.heading_row,
                "headings": list(sheet.layout.headings),
                "fields": [field.name if field else None for field in sheet.layout.fields],
                "rows": sheet.rows,
                "refused": sheet.refused,
                "skipped": sheet.skipped,
                "skipped_rows": sheet.skipped_rows[:MOST_LISTED],
                "counts": [[code, field, rows] for (code, field), rows in sorted(sheet.counts.items())],
            }
            for sheet in staged.sheets
        ],
    }


def _read_done(target: Path, file: str) -> Staged | None:
    """What was staged whole before; ``None`` where nothing was."""
    try:
        data = json.loads((target / _DONE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    sheets = tuple(
        SheetReport(
            layout=Layout(
                file=file,
                sheet=sheet["sheet"],
                heading_row=sheet["heading_row"],
                headings=tuple(sheet["headings"]),
                fields=tuple(fields()[name] if name else None for name in sheet["fields"]),
            ),
            rows=sheet["rows"],
            refused=sheet["refused"],
            skipped=sheet["skipped"],
            skipped_rows=sheet["skipped_rows"],
            counts=Counter({(code, field): rows for code, field, rows in sheet["counts"]}),
        )
        for sheet in data["sheets"]
    )
    return Staged(
        folder=target,
        digest=data["digest"],
        brand=data["brand"],
        whole=data["whole"],
        sheets=sheets,
        runs=tuple(data["runs"]),
        references=tuple((digest, sheet, row) for digest, sheet, row in data["references"]),
    )
