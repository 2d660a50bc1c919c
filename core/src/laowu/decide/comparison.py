"""One figure against one bound: the outcome, and how far the figure falls short."""

import math
from collections.abc import Callable
from datetime import date
from typing import Any

import attrs

from laowu.decide.wording import bound_wording, unit_for, unit_of, value_wording
from laowu.model.answers import Shortfall
from laowu.model.facts import FactDefinition, Figure, Value
from laowu.model.outcome import Outcome
from laowu.model.share import Share, percent
from laowu.places.divisions import Divisions
from laowu.rules.predicate import Operator
from laowu.text import Text, same


def compare(figure: Figure, operator: Operator, bound: Value, *, on: date) -> Outcome:
    """Whether a figure stands up to a bound. A figure known only within limits may stay undecided (*no data*)."""
    return _COMPARE[operator](figure, bound, on)


def _floor(figure: Figure, bound: Any, on: date) -> Outcome:
    return _ordered(holds=figure.low is not None and _at_least(figure.low, bound), fails=_below(figure.high, bound))


def _strict_floor(figure: Figure, bound: Any, on: date) -> Outcome:
    holds = figure.low is not None and not _at_least(bound, figure.low)
    return _ordered(holds=holds, fails=figure.high is not None and _at_least(bound, figure.high))


def _ceiling(figure: Figure, bound: Any, on: date) -> Outcome:
    holds = figure.high is not None and _at_least(bound, figure.high)
    return _ordered(holds=holds, fails=figure.low is not None and not _at_least(bound, figure.low))


def _strict_ceiling(figure: Figure, bound: Any, on: date) -> Outcome:
    return _ordered(holds=_below(figure.high, bound), fails=figure.low is not None and _at_least(figure.low, bound))


def _at_least(larger: Any, smaller: Any) -> bool:
    return bool(larger >= smaller)


def _below(value: Any, bound: Any) -> bool:
    return value is not None and bool(value < bound)


def _ordered(*, holds: bool, fails: bool) -> Outcome:
    if holds:
        return Outcome.MET
    return Outcome.NOT_MET if fails else Outcome.NO_DATA


def _decided(holds: object) -> Outcome:
    return Outcome.MET if holds else Outcome.NOT_MET


def _equals(figure: Figure, bound: Value, on: date) -> Outcome:
    if figure.exact:
        return _decided(figure.low == bound)
    outside = (figure.low is not None and not _at_least(bound, figure.low)) or _below(figure.high, bound)
    return Outcome.NOT_MET if outside else Outcome.NO_DATA


def _codes(value: Value | None) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else (str(value),)


def _in(figure: Figure, bound: Value, on: date) -> Outcome:
    return _decided(set(_codes(figure.low)) <= set(_codes(bound)) and bool(_codes(figure.low)))


def _includes(figure: Figure, bound: Value, on: date) -> Outcome:
    return _decided(set(_codes(bound)) <= set(_codes(figure.low)))


def _within(figure: Figure, bound: Value, on: date) -> Outcome:
    divisions = Divisions.load()
    codes = _codes(figure.low)
    return _decided(codes and all(divisions.within(code, str(bound), on) for code in codes))


def _present(figure: Figure, bound: Value, on: date) -> Outcome:
    return _decided(bool(figure.low not in ("", ())) is bool(bound))


_COMPARE: dict[Operator, Callable[[Figure, Any, date], Outcome]] = {
    Operator.IS: _equals,
    Operator.IN: _in,
    Operator.INCLUDES: _includes,
    Operator.AT_LEAST: _floor,
    Operator.MORE_THAN: _strict_floor,
    Operator.AT_MOST: _ceiling,
    Operator.LESS_THAN: _strict_ceiling,
    Operator.BEFORE: _strict_ceiling,
    Operator.ON_OR_BEFORE: _ceiling,
    Operator.WITHIN: _within,
    Operator.PRESENT: _present,
}

_FLOORS = (Operator.AT_LEAST, Operator.MORE_THAN)
_CEILINGS = (Operator.AT_MOST, Operator.LESS_THAN)


def shortfall(figure: Figure, definition: FactDefinition, operator: Operator, bound: Value) -> Shortfall | None:
    """How far a figure that does not stand up falls short; ``None`` where distance has no meaning.

    A counted share is told in heads of its numerator, a quoted one in percentage points.
    """
    if operator not in _FLOORS + _CEILINGS:
        return None
    nearest = figure.high if operator in _FLOORS else figure.low
    if isinstance(bound, Share):
        return _share_shortfall(nearest, operator, bound) if isinstance(nearest, Share) else None
    if isinstance(bound, int) and isinstance(nearest, int):
        distance = abs(bound - nearest) + (1 if operator.strict else 0)
        return _told(f"{distance:,}", unit_for(distance, unit_of(definition)), over=operator in _CEILINGS)
    return None


def _share_shortfall(nearest: Share, operator: Operator, bound: Share) -> Shortfall | None:
    gap = abs(bound.value - nearest.value)
    if gap == 0:
        at_limit = Text(
            f"恰为 {bound}，须{'超过' if operator in _FLOORS else '低于'}该值", f"stands exactly on {bound}, which is excluded"
        )
        return Shortfall(amount="0", unit=Text("百分点", "percentage points"), says=at_limit)
    if nearest.counted and operator in _FLOORS and bound.value <= 1:
        exact = bound.value * nearest.whole
        needed = math.floor(exact) + 1 if operator.strict else math.ceil(exact)
        return _told(f"{needed - nearest.part:,}", Text("（分子）", " in the numerator"), over=False)
    points = percent(gap).rstrip("%")
    told = _told(points, Text("个百分点", "percentage points"), over=operator in _CEILINGS)
    return attrs.evolve(told, amount=str(gap * 100)) if points.endswith("…") else told


def _told(amount: str, unit: Text, *, over: bool) -> Shortfall:
    space = Text("" if unit.zh.startswith("（") else " ", "" if unit.en.startswith(" ") else " ")
    measure = same(amount) + space + unit
    says = Text("超出 ", "") + measure + Text("", " over") if over else Text("还差 ", "") + measure + Text("", " short")
    return Shortfall(amount=amount.replace(",", ""), unit=Text(unit.zh.strip("（）"), unit.en.strip()), says=says)


def asked(definition: FactDefinition, operator: Operator, bound: Value) -> Text:
    """What a comparison asks, as a sentence."""
    return bound_wording(definition, operator, bound)


def seen(definition: FactDefinition, figure: Figure) -> Text:
    """What a figure says, as a sentence; a bound shows as a bound."""
    if figure.exact:
        return value_wording(definition, figure.low)
    if figure.low is not None and figure.high is not None:
        span = value_wording(definition, figure.low) + Text(" 至 ", " to ") + value_wording(definition, figure.high)
        return Text("约，", "about, ") + span if figure.about else span
    if figure.low is not None:
        return Text("不低于 ", "at least ") + value_wording(definition, figure.low)
    return Text("不高于 ", "at most ") + value_wording(definition, figure.high)


def exact_text(definition: FactDefinition, value: Value | None) -> str | None:
    """A value as exact machine-readable text."""
    if value is None:
        return None
    if isinstance(value, Share):
        return value.quoted or f"{value.part}/{value.whole}"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, tuple):
        return ",".join(value)
    return value.isoformat() if isinstance(value, date) else str(value)
