"""What is told of one row: what the rule asks of it, what became of it, and what else there is of the person."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import attrs

from laowu.text import Text
from laowu_ledger.claims.verdicts import Verdict


@attrs.frozen(kw_only=True)
class Check:
    """One thing that the rule asks.

    Attributes:
        verdict: what is said of it.
        asked: what is asked.
        found: what the row, or what is known of its brand, says.
        clause: locator of the clause, where it is another than the rule's.
    """

    verdict: Verdict
    asked: Text
    found: Text
    clause: str | None = None


@attrs.frozen(kw_only=True)
class OtherRow:
    """Another row of the same person.

    Attributes:
        file, sheet, row: where it was read.
        brand: its brand.
        day: the day of its claim.
        verdict: what became of it; what it says by itself where another year settles it.
    """

    file: str
    sheet: str
    row: int
    brand: str
    day: date | None
    verdict: Verdict


@attrs.frozen(kw_only=True)
class PaidBefore:
    """What was settled for the person before.

    Attributes:
        day: its day; ``None`` for a loaded payment of which only the year is known.
        year: the year whose cap it is set against; ``None`` where that is not known.
        brand: the brand.
        fen: how much; nothing for a claim that was forfeited.
        run: the run that settled it, or the load that brought it.
        file, sheet, row: where a loaded payment was read; nothing for one that a run paid.
    """

    day: date | None
    year: int | None
    brand: str
    fen: int
    run: int
    file: str = ""
    sheet: str = ""
    row: int | None = None

    @property
    def where(self) -> Text:
        """Where it comes from."""
        if self.row is None:
            return Text(f"第 {self.run} 次结算所付", f"paid by run {self.run}")
        file = f"{self.file}!{self.sheet}" if self.sheet else self.file
        return Text(f"以前已付，载自 {file} 第 {self.row} 行", f"paid before, loaded from {file} row {self.row}")


@attrs.frozen(kw_only=True)
class RowExplanation:
    """A row explained.

    Attributes:
        file, sheet, row: where it was read.
        says: what it says, by the columns of the store.
        day: the day of its claim.
        day_from: how that was made out.
        checks: what the rule asks, in its order.
        verdict: what became of the row.
        fate: the same in a sentence.
        others: other rows of the person.
        payments: what was settled for the person before.
    """

    file: str
    sheet: str
    row: int
    says: Mapping[str, Any]
    day: date | None
    day_from: Text
    checks: tuple[Check, ...]
    verdict: Verdict
    fate: Text
    others: tuple[OtherRow, ...]
    payments: tuple[PaidBefore, ...]

    def data(self) -> dict[str, Any]:
        """The explanation as plain data."""
        return {
            "schema": "laowu/ledger-claim/1",
            "file": self.file,
            "sheet": self.sheet or None,
            "row": self.row,
            "says": {name: value.isoformat() if isinstance(value, date) else value for name, value in self.says.items()},
            "day": _iso(self.day),
            "day_from": self.day_from._asdict(),
            "checks": [
                {
                    "reason": check.verdict.code,
                    "outcome": check.verdict.outcome.value,
                    "asked": check.asked._asdict(),
                    "found": check.found._asdict(),
                    "clause": check.clause,
                }
                for check in self.checks
            ],
            "reason": self.verdict.code,
            "outcome": self.verdict.outcome.value,
            "fate": self.fate._asdict(),
            "other_rows": [
                {
                    "file": other.file,
                    "sheet": other.sheet or None,
                    "row": other.row,
                    "brand": other.brand,
                    "day": _iso(other.day),
                    "reason": other.verdict.code,
                }
                for other in self.others
            ],
            "paid_before": [
                {
                    "day": _iso(one.day),
                    "year": one.year,
                    "brand": one.brand,
                    "fen": one.fen,
                    "run": one.run,
                    "file": one.file or None,
                    "sheet": one.sheet or None,
                    "row": one.row,
                }
                for one in self.payments
            ],
        }


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
