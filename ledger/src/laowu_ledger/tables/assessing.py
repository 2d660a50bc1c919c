"""A table judged from one file to another, batch by batch, so that memory does not grow with it."""

from collections.abc import Callable, Mapping
from contextlib import ExitStack
from datetime import date
from typing import Any

import attrs
import pyarrow as pa

from laowu import __version__
from laowu.errors import DossierError
from laowu.jurisdictions.jurisdiction import Jurisdiction
from laowu.model.dossier import Dossier
from laowu.model.level import Level
from laowu.text import Language
from laowu_ledger.tables.files import Table, open_table, writing
from laowu_ledger.tables.headings import Layout, Vocabulary, layout
from laowu_ledger.tables.judging import TableJudge
from laowu_ledger.tables.kernels import Kernel, kernel_for
from laowu_ledger.tables.results import TargetTally, result_batch, result_schema

MOST_TOLD = 20
"""Rows that cannot be read which a report tells of; the result tells of all."""


@attrs.frozen(kw_only=True)
class Question:
    """What a table is asked.

    Attributes:
        jurisdiction: whose rules.
        on: date judged.
        level: only this level.
        brand_class: this class, whichever a row declares.
        names: headings of the table by the names they stand for, where these differ.
        kept: columns that are the table's own and are taken over into the result.
        known_codes: codes of all installed regions.
        distances: whether the result tells how far rows fall short.
        kernel: what carries the rules out; what is quicker for the table when left out.
    """

    jurisdiction: Jurisdiction
    on: date
    level: Level | None = None
    brand_class: str | None = None
    names: Mapping[str, str] = attrs.field(factory=dict)
    kept: tuple[str, ...] = ()
    known_codes: tuple[str, ...] = ()
    distances: bool = False
    kernel: Kernel | None = None


@attrs.define(kw_only=True)
class TableReport:
    """What became of a table.

    Attributes:
        file: the table.
        rows: how many rows it has.
        refused: how many of them say something impossible.
        first_refusals: the first of these.
        by_row: how many rows core judged one by one.
        in_python: whether that is so because the region answers in Python of its own.
        kernel: what carried the rules out for all other rows.
        unknown: headings that mean nothing here.
        targets: what the rows come to, by level and class.
    """

    file: str
    in_python: bool
    kernel: Kernel
    unknown: tuple[str, ...]
    targets: tuple[TargetTally, ...]
    rows: int = 0
    refused: int = 0
    by_row: int = 0
    first_refusals: list[DossierError] = attrs.field(factory=list)

    def data(self) -> dict[str, Any]:
        """The report as plain data."""
        return {
            "schema": "laowu/table-assessment/1",
            "file": self.file,
            "rows": self.rows,
            "refused": self.refused,
            "one_by_one": self.by_row,
            "kernel": None if self.in_python else self.kernel,
            "unknown_columns": list(self.unknown),
            "targets": [tally.data() for tally in self.targets],
        }


class OpenTable:
    """A table with the rules wired to its columns.

    Attributes:
        table: the table.
        layout: what its columns mean.
        kernel: what carries the rules out.
        judge: judges its rows.
    """

    def __init__(self, file: str, question: Question) -> None:
        """Open a table.

        Raises:
            UnreadableTable: it cannot be read, or a column of it means nothing.
            UnusableJurisdiction: a criterion cannot be asked; it is named.
            EngineMissing: a kernel is asked for that is not installed.
        """
        self._file = file
        self._question = question
        self.table: Table = open_table(file)
        vocabulary = Vocabulary(question.jurisdiction.book)
        self.layout: Layout = layout(self.table.headings, vocabulary, file=file, names=question.names, kept=question.kept)
        self.kernel: Kernel = question.kernel or kernel_for(self.table.rows)
        self.judge = TableJudge(
            question.jurisdiction,
            self.layout,
            on=question.on,
            file=file,
            level=question.level,
            brand_class=question.brand_class,
            known_codes=question.known_codes,
            distances=question.distances,
            kernel=self.kernel,
        )

    def dossier(self, row: int) -> Dossier:
        """The dossier of one row, from every column that means something.

        Raises:
            UnreadableTable: there is no such row.
            DossierError: it says something that cannot be.
        """
        headings = tuple(self.layout.headings.values())
        return self.judge.dossier(self.table.row(row, headings), row)

    def assess(self, out: str | None, language: Language, told: Callable[[int], None] = lambda _rows: None) -> TableReport:
        """Judge every row.

        Args:
            out: file for the result, ``.parquet`` or ``.csv``; ``None`` only counts.
            language: what refusals are told in.
            told: told of the rows of each batch.

        Raises:
            UnreadableTable: the table cannot be read to its end.
            StoreError: the result cannot be written.
        """
        judge, kept = self.judge, self._question.kept
        tallies = tuple(TargetTally(label=label) for label in judge.labels)
        report = TableReport(
            file=self._file, in_python=judge.in_python, kernel=self.kernel, unknown=self.layout.unknown, targets=tallies
        )
        schema = result_schema(judge.targets, [self._kept_field(name) for name in kept], judge.distances)
        schema = schema.with_metadata(self._about())
        columns = tuple(dict.fromkeys((*judge.headings, *kept)))
        with ExitStack() as stack:
            writer = None if out is None else stack.enter_context(writing(out, schema))
            for batch in self.table.batches(columns, judge.words):
                rows = len(batch[columns[0]])
                read = {name: batch[name] for name in judge.headings}
                judged = judge.judge(read, rows, report.rows + 1)
                if writer is not None:
                    taken = [self._kept_column(batch[name]) for name in kept]
                    writer.write(result_batch(judged, report.rows + 1, taken, schema, language))
                for tally, target in zip(tallies, judged.targets, strict=True):
                    tally.add(target, rows)
                report.rows += rows
                report.refused += len(judged.refused)
                report.by_row += judged.by_row
                room = MOST_TOLD - len(report.first_refusals)
                report.first_refusals += list(judged.refused.values())[:room]
                told(rows)
        return report

    def _kept_field(self, name: str) -> pa.Field:
        field = self.table.field(name)
        return pa.field(name, field.type.value_type) if pa.types.is_dictionary(field.type) else field

    def _kept_column(self, column: pa.Array) -> pa.Array:
        return column.dictionary_decode() if pa.types.is_dictionary(column.type) else column

    def _about(self) -> dict[str, str]:
        """What the result depends on."""
        asked = self._question
        return {
            "laowu.jurisdiction": asked.jurisdiction.code,
            "laowu.rules": asked.jurisdiction.book.digest,
            "laowu.on": asked.on.isoformat(),
            "laowu.version": __version__,
        }
