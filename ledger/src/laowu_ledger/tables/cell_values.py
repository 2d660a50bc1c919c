"""What stands in a cell, as the readers of dossiers take it: typed cells as they are, text by the kind of fact.

Nothing is converted on a guess: a cell that does not clearly say a value of its kind is handed on as it is, and the reader of
dossiers refuses it.
"""

import re
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from laowu.model.facts import FactType

_WHOLE = re.compile(r"\d{1,19}")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_BETWEEN = re.compile(r"[;；|]")
YES, NO = ("true", "yes", "是"), ("false", "no", "否")
MET, NOT_MET = ("met", "符合"), ("not met", "不符合")
NOTHING = "[]"
"""An empty list, where a cell is text."""
_EXACT = 2**53
"""From here on a float may stand for several whole numbers."""


def cell_value(cell: Any, kind: FactType) -> Any:
    """The value in a cell for a fact of some kind, not yet checked."""
    if kind in (FactType.COUNT, FactType.YUAN):
        return whole(cell)
    if kind is FactType.FLAG:
        return yes_or_no(cell)
    if kind is FactType.DATE:
        return day(cell)
    if kind in (FactType.CODES, FactType.DIVISIONS):
        return row(cell)
    return cell


def whole(cell: Any) -> Any:
    """A whole number out of a number or text."""
    if isinstance(cell, str) and _WHOLE.fullmatch(cell.strip()):
        return int(cell)
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < _EXACT:
        return int(cell)
    if isinstance(cell, Decimal) and cell == cell.to_integral_value():
        return int(cell)
    return cell


def yes_or_no(cell: Any) -> Any:
    """Yes or no out of a boolean or text."""
    if isinstance(cell, str):
        word = cell.strip().lower()
        return True if word in YES else False if word in NO else cell
    return cell


def judged(cell: Any) -> Any:
    """A judgement, as a dossier writes it, out of a boolean or text."""
    said = yes_or_no(cell)
    if said in MET or said is True:
        return MET[0]
    return NOT_MET[0] if said in NOT_MET or said is False else cell


def day(cell: Any) -> Any:
    """A day out of a date, a midnight or text."""
    if isinstance(cell, datetime) and cell.time() == time.min:
        return cell.date()
    if isinstance(cell, str) and _DAY.fullmatch(cell.strip()):
        try:
            return date.fromisoformat(cell.strip())
        except ValueError:
            return cell
    return cell


def row(cell: Any) -> Any:
    """A list out of a list or of text with semicolons."""
    if isinstance(cell, str):
        return [] if cell.strip() in ("", NOTHING) else [word.strip() for word in _BETWEEN.split(cell)]
    return cell
