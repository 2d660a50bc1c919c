"""Making a situation that shows a fault as short as it can be, by leaving out of it whatever plays no part."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from enum import Enum
from typing import Any, TypeVar

import attrs

from laowu.conformance.situation import Situation
from laowu.conformance.suite_rule import Fault
from laowu.model.dossier import Progress
from laowu.model.facts import Figure, Grade
from laowu.model.share import Share
from laowu.text import Text

T = TypeVar("T")

_ASKED_AT_MOST = 400
_WHOLE = (int, str, date, Enum, Share, Text, Progress, type(None))
"""What is not taken apart: of a stage that has ended, say, nothing can be left out."""


def shortest_fault(situation: Situation, first: Fault, judge: Callable[[Situation], Fault | None]) -> Fault:
    """The fault of the shortest situation that still shows it.

    Parts are left out one after another, large ones first, until nothing more can go. No chance plays a part: the same situation
    always becomes the same short one.

    Args:
        situation: shows a fault.
        first: that fault.
        judge: what is wrong with the answers to a situation, or ``None``.
    """
    asked, found, going = 0, first, True
    while going:
        going = False
        for shorter in shorter_ones(situation):
            asked += 1
            if asked > _ASKED_AT_MOST:
                return found
            fault = judge(shorter)
            if fault is not None and fault.subject == first.subject:
                situation, found, going = shorter, fault, True
                break
    return found


def shorter_ones(value: T) -> Iterator[T]:
    """The values that are one step shorter or plainer than this one; those with most left out first."""
    if isinstance(value, _WHOLE):
        return
    found: Iterator[Any] = iter(())
    if isinstance(value, tuple):
        found = _shorter_row(value)
    elif isinstance(value, Mapping):
        found = _shorter_table(value)
    elif isinstance(value, Figure):
        found = _plainer_figure(value)
    elif attrs.has(type(value)):
        found = _plainer(value)
    yield from found


def _shorter_row(items: tuple[Any, ...]) -> Iterator[tuple[Any, ...]]:
    yield from _fewer(items)
    for place, item in enumerate(items):
        yield from ((*items[:place], one, *items[place + 1 :]) for one in shorter_ones(item))


def _shorter_table(table: Mapping[Any, Any]) -> Iterator[dict[Any, Any]]:
    yield from (dict(kept) for kept in _fewer(tuple(table.items())))
    for key, item in table.items():
        yield from ({**table, key: one} for one in shorter_ones(item) if one != ())  # a fact with no figure is none


def _fewer(items: tuple[Any, ...]) -> Iterator[tuple[Any, ...]]:
    """None of the items, a half of them, all but one."""
    half = len(items) // 2
    if items:
        yield ()
    if half > 1:
        yield from (items[half:], items[:half])
    if len(items) > 1:
        yield from ((*items[:place], *items[place + 1 :]) for place in range(len(items)))


def _plainer_figure(figure: Figure) -> Iterator[Figure]:
    """An exact figure, without year and grade."""
    if not figure.exact:
        yield from (Figure(low=end, high=end, year=figure.year) for end in (figure.low, figure.high) if end is not None)
    for plain in ({"year": None}, {"grade": Grade.DECLARED}):
        plainer = attrs.evolve(figure, **plain)
        if plainer != figure:
            yield plainer


def _plainer(value: Any) -> Iterator[Any]:
    """A table with one field as it is when nobody fills it in, or with a shorter value in it."""
    fields = [field for field in attrs.fields(type(value)) if field.init]
    for field in fields:
        if field.default is not attrs.NOTHING and getattr(value, field.name) != (plain := _unfilled(field)):
            yield attrs.evolve(value, **{field.name: plain})
    for field in fields:
        yield from (attrs.evolve(value, **{field.name: one}) for one in shorter_ones(getattr(value, field.name)))


def _unfilled(field: Any) -> Any:
    return getattr(field.default, "factory", lambda: field.default)()
