"""What tests of gaps state of a dossier, and what they read off a gap."""

from collections.abc import Callable
from datetime import date
from typing import Any

from laowu.evaluate.gaps.gap import Gap, Lack
from laowu.model.dossier import Dossier
from laowu.model.facts import Figure

ON = date(2026, 11, 21)

Lacking = Callable[..., tuple[Gap, Dossier]]


def figure(value: Any, year: int | None = None) -> Figure:
    """An exact figure."""
    return Figure(low=value, high=value, year=year)


def told(gap: Gap) -> list[tuple[Any, ...]]:
    """The changes of a gap, papers apart: key, year, value."""
    return [(change.key, change.year, change.value) for change in gap.changes if change.kind != "paper"]


def only(gap: Gap) -> Lack:
    """The one thing that a brand lacks."""
    (lack,) = gap.lacks
    return lack
