"""What was found in a batch of rows. What refuses a row is kept row by row; the rest is counted."""

from collections import Counter
from collections.abc import Iterator, Sequence

import attrs
import numpy as np
import numpy.typing as npt

from laowu_ledger.schema.reasons import Reason, reasons

Rows = npt.NDArray[np.intp]
Mask = npt.NDArray[np.bool_]

MOST_REMARKS = 2_000
"""Rows with a warning of one reason and field that are listed; the others are only counted."""


@attrs.frozen(kw_only=True)
class Remark:
    """One finding about one row.

    Attributes:
        row: place in the batch.
        reason: what was found.
        field: the field concerned; empty for the whole row.
        detail: a value that helps, such as the expected check character; never a number or a name.
    """

    row: int
    reason: Reason
    field: str
    detail: str = ""


class Findings:
    """What was found in one batch.

    Attributes:
        counts: rows by reason code and field.
        refused: the rows that are kept out.
    """

    def __init__(self, rows: int) -> None:
        self.counts: Counter[tuple[str, str]] = Counter()
        self.refused: Mask = np.zeros(rows, np.bool_)
        self._kept: list[tuple[Rows, Reason, str, Sequence[str] | None]] = []

    def add(self, code: str, field: str, rows: Rows | Mask, details: Sequence[str] | None = None) -> None:
        """Put down a finding.

        Args:
            code: code of the reason.
            field: the field concerned; empty for the whole row.
            rows: places in the batch, or a mask over all of it.
            details: what helps, one per row.
        """
        places: Rows = np.nonzero(rows)[0] if rows.dtype == np.bool_ else rows.astype(np.intp)
        if not len(places):
            return
        reason = reasons()[code]
        known = self.counts[code, field]
        self.counts[code, field] += len(places)
        if reason.weight.refuses:
            self.refused[places] = True
            self._kept.append((places, reason, field, details))
        elif reason.weight == "warning" and known < MOST_REMARKS:
            self._kept.append((places[:MOST_REMARKS], reason, field, details))

    def refusals(self) -> dict[int, list[Remark]]:
        """Why each refused row is kept out, by its place, in the order of the rows."""
        found: dict[int, list[Remark]] = {}
        for remark in self._remarks():
            if remark.reason.weight.refuses:
                found.setdefault(remark.row, []).append(remark)
        return dict(sorted(found.items()))

    def warnings(self) -> list[Remark]:
        """What somebody should look at though the row is taken, in the order of the rows."""
        found = (remark for remark in self._remarks() if not remark.reason.weight.refuses)
        return sorted(found, key=lambda remark: remark.row)

    def _remarks(self) -> Iterator[Remark]:
        for places, reason, field, details in self._kept:
            for at, row in enumerate(places.tolist()):
                yield Remark(row=row, reason=reason, field=field, detail=details[at] if details else "")
