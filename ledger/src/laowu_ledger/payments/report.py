"""What loading payments tells: sheet by sheet and row by row, never a number or a name."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

import attrs

from laowu_ledger.claims.paid import Load
from laowu_ledger.judging.findings import Remark
from laowu_ledger.payments.reading import JudgedSheet
from laowu_ledger.schema.reasons import Reason, Weight, reasons


@attrs.define(kw_only=True)
class PaymentsReport:
    """What was found, and what was loaded.

    Attributes:
        jurisdiction: code of the region.
        award: id of the rule.
        sheets: the sheets that were judged.
        known_files: files that were loaded before, or named twice.
        loads: what was loaded; empty where a row was refused, or nothing was new.
    """

    jurisdiction: str
    award: str
    sheets: list[JudgedSheet] = attrs.field(factory=list)
    known_files: list[str] = attrs.field(factory=list)
    loads: tuple[Load, ...] = ()

    @property
    def rows(self) -> int:
        """Rows of people."""
        return sum(sheet.rows for sheet in self.sheets)

    @property
    def refused(self) -> int:
        """Rows that are refused."""
        return self.rows - sum(len(sheet.payments) for sheet in self.sheets)

    @property
    def payments(self) -> int:
        """Payments that were loaded."""
        return sum(load.payments for load in self.loads)

    @property
    def fen(self) -> int:
        """Their sum."""
        return sum(load.fen for load in self.loads)

    def reasons(self) -> Iterator[tuple[Reason, str, int]]:
        """Every reason with its field and how many rows it concerns: the heavier ones first, then the more frequent."""
        total: Counter[tuple[str, str]] = Counter()
        for sheet in self.sheets:
            total.update(sheet.counts)
        weights = list(Weight)
        order = sorted(total.items(), key=lambda item: (weights.index(reasons()[item[0][0]].weight), -item[1], item[0]))
        for (code, field), rows in order:
            yield reasons()[code], field, rows

    def remarks(self) -> list[tuple[JudgedSheet, Remark]]:
        """What was found about single rows, what refuses them first."""
        found = [(sheet, remark) for sheet in self.sheets for remark in sheet.remarks]
        weights = list(Weight)
        return sorted(found, key=lambda one: weights.index(one[1].reason.weight))

    def data(self) -> dict[str, Any]:
        """The report as plain data."""
        return {
            "schema": "laowu/ledger-payments/1",
            "jurisdiction": self.jurisdiction,
            "award": self.award,
            "rows": self.rows,
            "refused": self.refused,
            "loaded": {"payments": self.payments, "fen": self.fen},
            "loads": [load_data(load) for load in self.loads],
            "known_files": list(self.known_files),
            "reasons": [
                {"reason": reason.code, "weight": reason.weight.value, "field": field or None, "count": rows}
                for reason, field, rows in self.reasons()
            ],
            "found": [
                {
                    "file": sheet.layout.file,
                    "sheet": sheet.layout.sheet or None,
                    "row": remark.row,
                    "field": remark.field or None,
                    "reason": remark.reason.code,
                    "weight": remark.reason.weight.value,
                }
                for sheet, remark in self.remarks()
            ],
            "unknown_columns": sorted({head for sheet in self.sheets for head in sheet.layout.unknown}),
        }


def load_data(load: Load) -> dict[str, Any]:
    """A load as plain data."""
    return {
        "number": load.number,
        "file": load.file,
        "sheet": load.sheet or None,
        "on": load.on.isoformat(),
        "payments": load.payments,
        "persons": load.persons,
        "fen": load.fen,
        "years": list(load.years),
    }
