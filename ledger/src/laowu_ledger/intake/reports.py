"""What a run tells: file by file, sheet by sheet, reason by reason; never a number or a name."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

import attrs

from laowu.text import Text
from laowu_ledger.reading.batch import Layout
from laowu_ledger.schema.reasons import Reason, reasons
from laowu_ledger.store.repeats import Repeats

MOST_LISTED = 1_000
MOST_PAIRS = 20


@attrs.define(kw_only=True)
class SheetReport:
    """What was found in one sheet.

    Attributes:
        layout: what its columns mean.
        rows: rows of people.
        refused: rows that are kept out.
        skipped: how many rows are no people.
        skipped_rows: which ones, as many as are listed.
        counts: rows by reason and field.
        examples: the first rows with each reason and field.
    """

    layout: Layout
    rows: int = 0
    refused: int = 0
    skipped: int = 0
    skipped_rows: list[int] = attrs.field(factory=list)
    counts: Counter[tuple[str, str]] = attrs.field(factory=Counter)

    @property
    def taken(self) -> int:
        """Rows that are taken."""
        return self.rows - self.refused


@attrs.frozen(kw_only=True)
class PairOfBrands:
    """Two brands with the people who stand under both."""

    brands: tuple[str, str]
    people: int


@attrs.define(kw_only=True)
class RunReport:
    """What a run tells.

    Attributes:
        sheets: the sheets that were judged.
        known_files: files that the store had taken already.
        repeats: people in several rows.
        pairs: pairs of brands with people in common, the most first.
        new: rows that are new in the store; ``None`` for a check.
        known: rows that the store had already.
        replaced: rows that repaired ones replaced.
        conflicting: rows that stand under several names.
        total: rows of the store afterwards.
        people: people of the store afterwards.
        error_rows: rows in the error workbook.
    """

    sheets: list[SheetReport] = attrs.field(factory=list)
    known_files: list[str] = attrs.field(factory=list)
    repeats: Repeats = attrs.field(factory=Repeats)
    pairs: list[PairOfBrands] = attrs.field(factory=list)
    new: int | None = None
    known: int = 0
    replaced: int = 0
    conflicting: int = 0
    total: int = 0
    people: int = 0
    error_rows: int = 0

    @property
    def rows(self) -> int:
        """Rows of people."""
        return sum(sheet.rows for sheet in self.sheets)

    @property
    def refused(self) -> int:
        """Rows that are kept out, by themselves or because somebody stands under two names."""
        return sum(sheet.refused for sheet in self.sheets) + self.conflicting

    @property
    def skipped(self) -> int:
        """Rows that are no people."""
        return sum(sheet.skipped for sheet in self.sheets)

    def reasons(self) -> Iterator[tuple[Reason, str, int]]:
        """Every reason with its field and how many rows it concerns: the heavier ones first, then the more frequent.

        Of people under several brands, or in several rows of one brand, the people are counted.
        """
        total: Counter[tuple[str, str]] = Counter()
        for sheet in self.sheets:
            total.update(sheet.counts)
        repeats = self.repeats
        for code, rows in (
            ("name_conflict", self.conflicting),
            ("same_row", repeats.same_rows + self.known),
            ("same_brand", repeats.in_one_brand),
            ("several_brands", repeats.in_several_brands),
        ):
            if rows:
                total[code, ""] += rows
        weights = list(type(next(iter(reasons().values())).weight))
        order = sorted(total.items(), key=lambda item: (weights.index(reasons()[item[0][0]].weight), -item[1], item[0]))
        for (code, field), rows in order:
            yield reasons()[code], field, rows

    def remarks(self) -> Iterator[tuple[str, Text]]:
        """What a reader should know about sheets, with where each stands."""
        for sheet in self.sheets:
            for remark in sheet.layout.remarks:
                yield sheet.layout.place, remark

    def data(self) -> dict[str, Any]:
        """The report as plain data."""
        return {
            "schema": "laowu/ledger-report/1",
            "rows": self.rows,
            "taken": self.rows - self.refused,
            "refused": self.refused,
            "skipped": self.skipped,
            "store": None
            if self.new is None
            else {"new": self.new, "known": self.known, "replaced": self.replaced, "rows": self.total, "people": self.people},
            "known_files": list(self.known_files),
            "reasons": [
                {"reason": reason.code, "weight": reason.weight.value, "field": field or None, "count": rows}
                for reason, field, rows in self.reasons()
            ],
            "people": {
                "conflicting": self.repeats.conflicting,
                "in_several_brands": self.repeats.in_several_brands,
                "in_one_brand": self.repeats.in_one_brand,
            },
            "pairs_of_brands": [{"brands": list(pair.brands), "people": pair.people} for pair in self.pairs],
            "sheets": [
                {
                    "file": sheet.layout.file,
                    "sheet": sheet.layout.sheet or None,
                    "heading_row": sheet.layout.heading_row,
                    "rows": sheet.rows,
                    "refused": sheet.refused,
                    "skipped_rows": sheet.skipped_rows,
                    "fields": {
                        head: field.name
                        for head, field in zip(sheet.layout.headings, sheet.layout.fields, strict=True)
                        if field is not None
                    },
                    "unknown_columns": list(sheet.layout.unknown),
                    "remarks": [remark._asdict() for remark in sheet.layout.remarks],
                }
                for sheet in self.sheets
            ],
        }


def pairs_of(repeats: Repeats, brands: list[str]) -> list[PairOfBrands]:
    """The pairs of brands with most people in common."""
    found = []
    for one, other, people in repeats.pairs.most(MOST_PAIRS):
        first, second = sorted((brands[one], brands[other]))
        found.append(PairOfBrands(brands=(first, second), people=people))
    return sorted(found, key=lambda pair: (-pair.people, pair.brands))[:MOST_PAIRS]
