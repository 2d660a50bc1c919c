"""The JSON of an answer, cut where something is filled in that only a dossier tells."""

from collections.abc import Sequence
from typing import Any

from laowu.evaluate.result_data import json_at

#: A character that no text has.
_MARK = "\ue000"


def mark(place: int) -> str:
    """A text that stands for what is filled in."""
    return f"{_MARK}{place}"


def cut(data: Any, depth: int, marks: int) -> tuple[str, ...]:
    """The text of plain data, cut at the marks in it, which stand in the order of their places.

    Args:
        data: the plain data.
        depth: how many tables and arrays it stands in.
        marks: how many marks there are.
    """
    text = json_at(data, depth)
    parts = []
    for place in range(marks):
        before, _, text = text.partition(f'"{mark(place)}"')
        parts.append(before)
    return (*parts, text)


def cut_open(data: dict[str, Any], depth: int, keys: Sequence[str]) -> tuple[str, ...]:
    """The text of a table, cut at some of its values, which are left out; their keys in the order in which they stand."""
    return cut({**data, **{key: mark(place) for place, key in enumerate(keys)}}, depth, len(keys))


def listed(depth: int) -> tuple[str, str, str]:
    """What stands before, between and behind the items of an array that has some.

    Args:
        depth: how many tables and arrays it stands in.
    """
    inner = "\n" + "  " * (depth + 1)
    return "[" + inner, "," + inner, "\n" + "  " * depth + "]"
