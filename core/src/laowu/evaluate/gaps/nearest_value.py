"""The nearest value that would stand up to a comparison: a floor itself, one more than a floor that is excluded, and so on."""

from collections.abc import Mapping
from datetime import date, timedelta
from fractions import Fraction

from laowu.model.facts import FactDefinition, FactType, Figure, Value
from laowu.model.share import Share
from laowu.rules.predicate import Operator

#: What a comparison that must not hold asks instead, where another comparison says it.
OPPOSITE: Mapping[Operator, Operator] = {
    Operator.AT_LEAST: Operator.LESS_THAN,
    Operator.LESS_THAN: Operator.AT_LEAST,
    Operator.MORE_THAN: Operator.AT_MOST,
    Operator.AT_MOST: Operator.MORE_THAN,
}
FLOORS = (Operator.AT_LEAST, Operator.MORE_THAN)
_CEILINGS = (Operator.AT_MOST, Operator.LESS_THAN)
_ONE_DAY = timedelta(days=1)
_HUNDREDTHS = 2
"""A share that must lie above or below a limit is put a hundredth of a percent beyond it: such a share has no nearest value."""


def nearest_values(  # noqa: PLR0911  # one case per comparison
    definition: FactDefinition, operator: Operator, bound: Value, figure: Figure | None, *, beyond_whole: bool
) -> tuple[Value | None, ...]:
    """Values that would stand up, nearest first.

    Args:
        definition: the fact.
        operator: how it is compared.
        bound: with what.
        figure: what is known of it.
        beyond_whole: a share of it may exceed 100%, as one of two sums of money may.

    Returns:
        ``None`` among them stands for a text that only the applicant can state, such as a trademark's number; nothing at
        all means that no value would do.
    """
    if operator in (*FLOORS, *_CEILINGS):
        value = _beyond(bound, up=operator in FLOORS) if operator.strict else bound
        possible = value is not None and (beyond_whole or not isinstance(value, Share) or value.value <= 1)
        return (value,) if possible else ()
    match operator, bound:
        case Operator.ON_OR_BEFORE | Operator.IS, _:
            return (bound,)
        case Operator.BEFORE, date():
            return (bound - _ONE_DAY,)
        case Operator.WITHIN, str():
            return ((bound,),)
        case Operator.IN, tuple():
            return _among(definition, bound, figure)
        case Operator.INCLUDES, tuple():
            return (tuple(dict.fromkeys((*_codes(figure), *bound))),)
        case Operator.PRESENT, _:
            return _SOMETHING.get(definition.type, ()) if bound else _NOTHING.get(definition.type, ())
    return ()


def opposite_values(  # noqa: PLR0911  # one case per comparison
    definition: FactDefinition, operator: Operator, bound: Value, figure: Figure | None
) -> tuple[Value | None, ...]:
    """Values that would not stand up, for a comparison that must not hold and that no other comparison says."""
    match operator, bound:
        case Operator.BEFORE, date():
            return (bound,)
        case Operator.ON_OR_BEFORE, date():
            return (bound + _ONE_DAY,)
        case Operator.IS, bool():
            return (not bound,)
        case Operator.IS, int():
            return (bound + 1,)
        case Operator.IS, str():
            return _others(definition, (bound,))
        case Operator.IN, tuple():
            others = _others(definition, bound)
            return tuple((code,) if definition.type is FactType.CODES and code is not None else code for code in others)
        case Operator.INCLUDES, tuple():
            return (tuple(code for code in _codes(figure) if code not in bound),)
        case Operator.PRESENT, bool():
            return nearest_values(definition, operator, not bound, figure, beyond_whole=False)
    return ()


def heads_needed(operator: Operator, bound: Share, whole: int) -> int | None:
    """How many heads of ``whole`` make a share that stands up to a bound; ``None`` when no number does."""
    exact = bound.value * whole
    up, down = -(-exact.numerator // exact.denominator), exact.numerator // exact.denominator
    needed = {
        Operator.AT_LEAST: up,
        Operator.MORE_THAN: down + 1,
        Operator.AT_MOST: down,
        Operator.LESS_THAN: up - 1,
    }[operator]
    return needed if needed >= 0 else None


def relative_distance(figure: Figure | None, value: Value | None) -> Fraction:
    """How far a figure must move, as a part of the larger of both values; what has no distance counts as the whole way."""
    if figure is None or value is None:
        return Fraction(1)
    ends = [end for end in (figure.low, figure.high) if end is not None]
    if isinstance(value, Share):
        gaps = [_part_of(end.value, value.value) for end in ends if isinstance(end, Share)]
    else:
        whole = isinstance(value, int) and not isinstance(value, bool)
        gaps = [_part_of(end, value) for end in ends if whole and isinstance(end, int)]  # type: ignore[arg-type]
    return min(gaps, default=Fraction(1))


def _part_of(found: Fraction | int, wanted: Fraction | int) -> Fraction:
    larger = max(found, wanted)
    return abs(Fraction(wanted) - found) / larger if larger else Fraction(0)


def _beyond(bound: Value, *, up: bool) -> Value | None:
    """The next value above or below a limit that is itself excluded."""
    step = 1 if up else -1
    if isinstance(bound, Share):
        return _next_share(bound, step)
    if isinstance(bound, int):
        return bound + step if bound + step >= 0 else None
    return None


def _next_share(bound: Share, step: int) -> Share | None:
    decimals = max(_HUNDREDTHS, len(bound.quoted.rstrip("%").partition(".")[2]))
    whole = 100 * 10**decimals
    scaled = bound.value * whole
    part = scaled.numerator // scaled.denominator + step * 10 ** (decimals - _HUNDREDTHS)
    return Share.from_percent(f"{part // 10**decimals}.{part % 10**decimals:0{decimals}}%") if part >= 0 else None


def _among(definition: FactDefinition, bound: tuple[str, ...], figure: Figure | None) -> tuple[Value, ...]:
    if definition.type is not FactType.CODES:
        return bound
    kept = tuple(code for code in _codes(figure) if code in bound)
    return (kept,) if kept else tuple((code,) for code in bound)


def _others(definition: FactDefinition, codes: tuple[str, ...]) -> tuple[str | None, ...]:
    """Codes other than these; some text or other where any will do."""
    return tuple(code for code in definition.choices if code not in codes) if definition.choices else (None,)


def _codes(figure: Figure | None) -> tuple[str, ...]:
    return figure.low if figure is not None and isinstance(figure.low, tuple) else ()


_SOMETHING: Mapping[FactType, tuple[Value | None, ...]] = {
    FactType.COUNT: (1,),
    FactType.YUAN: (1,),
    FactType.FLAG: (True,),
    FactType.TEXT: (None,),
    FactType.CODE: (None,),
}
_NOTHING: Mapping[FactType, tuple[Value, ...]] = {FactType.TEXT: ("",), FactType.CODES: ((),), FactType.DIVISIONS: ((),)}
