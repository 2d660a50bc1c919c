"""What can be said about a row, and what follows from it."""

from collections.abc import Mapping
from enum import StrEnum
from functools import cache

import attrs

from laowu.text import Text
from laowu_ledger.schema.tables import table


class Weight(StrEnum):
    """What a reason means for its row."""

    ERROR = "error"
    QUESTION = "question"
    WARNING = "warning"
    NOTE = "note"
    FIXED = "fixed"

    @property
    def refuses(self) -> bool:
        """Whether the row is kept out until somebody does something."""
        return self in (Weight.ERROR, Weight.QUESTION)

    @property
    def label(self) -> Text:
        """What a reader sees."""
        return _LABELS[self]


_LABELS = {
    Weight.ERROR: Text("错误", "error"),
    Weight.QUESTION: Text("待答", "question"),
    Weight.WARNING: Text("警告", "warning"),
    Weight.NOTE: Text("说明", "note"),
    Weight.FIXED: Text("已规范", "made regular"),
}


@attrs.frozen(kw_only=True)
class Reason:
    """One thing that can be said about a row.

    Attributes:
        code: what programs call it.
        weight: what follows from it.
        says: the sentence; it never quotes the cell.
    """

    code: str
    weight: Weight
    says: Text


@cache
def reasons() -> Mapping[str, Reason]:
    """Every reason by code.

    Source: ``reasons.toml`` beside this file.
    """
    return {
        code: Reason(code=code, weight=Weight(entry["weight"]), says=Text(entry["zh"], entry["en"]))
        for code, entry in table("reasons").items()
    }
