"""One figure against one bound: the outcome, and how far the figure falls short."""

from collections.abc import Callable
from datetime import date
from math import gcd
from typing import Any, NamedTuple

from laowu.decide.wording import bound_wording, unit_for, unit_of, value_wording
from laowu.model.answers import Shortfall
from laowu.model.facts import FactDefinition, Figure, Value
from laowu.model.outcome import Outcome
from laowu.model.share import Share, percent_of
from laowu.places.divisions import Divisions
from laowu.rules.predicate import Operator
from laowu.text import Text


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
        unit = unit_for(distance, unit_of(definition))
        behind = Text(f"{'' if unit.zh.startswith('（') else ' '}{unit.zh}", f"{'' if unit.en.startswith(' ') else ' '}{unit.en}")
        unit = Text(unit.zh.strip("（）"), unit.en.strip())
        return _told(f"{distance:,}", behind, over=operator in _CEILINGS, amount=str(distance), unit=unit)
    return None


_HEADS = Text("（分子）", " in the numerator"), Text("分子", "in the numerator")
_POINTS = Text(" 个百分点", " percentage points"), Text("个百分点", "percentage points")


class ShareGap(NamedTuple):
    """How far a share is from its bound.

    Attributes:
        measure: the distance as it is told.
        amount: the same, exact.
        in_heads: it is told in heads of the numerator; else in percentage points.
    """

    measure: str
    amount: str
    in_heads: bool


def share_gap(nearest: Share, operator: Operator, bound: Share) -> ShareGap | None:
    """How far a share that does not stand up is from its bound; ``None`` for one that stands on it."""
    # Exact like fractions, which would have to be made and reduced first.
    gap, whole = abs(bound.part * nearest.whole - nearest.part * bound.whole), bound.whole * nearest.whole
    if gap == 0:
        return None
    if nearest.counted and operator in _FLOORS and bound.part <= bound.whole:
        least, beside = divmod(bound.part * nearest.whole, bound.whole)
        heads = (least + 1 if beside or operator.strict else least) - nearest.part
        return ShareGap(f"{heads:,}", str(heads), in_heads=True)
    points = amount = percent_of(gap, whole).rstrip("%")
    if points.endswith("…"):
        common = gcd(gap * 100, whole)
        amount = f"{gap * 100 // common}/{whole // common}"
    return ShareGap(points, amount, in_heads=False)


def _share_shortfall(nearest: Share, operator: Operator, bound: Share) -> Shortfall | None:
    gap = share_gap(nearest, operator, bound)
    if gap is None:
        at_limit = Text(
            f"恰为 {bound}，须{'超过' if operator in _FLOORS else '低于'}该值", f"stands exactly on {bound}, which is excluded"
        )
        return Shortfall(amount="0", unit=Text("百分点", "percentage points"), says=at_limit)
    return gap_told(gap, operator)


def gap_told(gap: ShareGap, operator: Operator) -> Shortfall:
    """How far a share falls short, in words."""
    behind, unit = _HEADS if gap.in_heads else _POINTS
    return _told(gap.measure, behind, over=operator in _CEILINGS, amount=gap.amount, unit=unit)


def _told(measure: str, behind: Text, *, over: bool, amount: str, unit: Text) -> Shortfall:
    zh, en = behind
    says = Text(f"超出 {measure}{zh}", f"{measure}{en} over") if over else Text(f"还差 {measure}{zh}", f"{measure}{en} short")
    return Shortfall(amount=amount, unit=unit, says=says)


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
