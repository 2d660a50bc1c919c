"""What comes of each value, over an axis of the values: brands by outcome, or money; the stated value marked on the axis."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise

from markupsafe import Markup

from laowu.evaluate.sweeping.axis import as_fraction, number_of
from laowu.evaluate.sweeping.result import StatedValue, Sweep, SweptMoney, SweptTarget
from laowu.evaluate.sweeping.telling import APPLIES, places_applying, runs
from laowu.model.money import ZERO
from laowu.model.outcome import Outcome
from laowu.report.canvas import WIDTH, Canvas, Place
from laowu.report.tally_chart import STYLES
from laowu.text import Text
from laowu.values import frozen

_LEFT = 6
_RIGHT = WIDTH - 6
_TOP = 34
_FLOOR = 164
_TALL = _FLOOR - _TOP
_HEIGHT = _FLOOR + 22

Heights = Sequence[Fraction]
"""How high something is at each value."""


@frozen(kw_only=True)
class Axis:
    """The values from left to right, each with the room half-way to its neighbours.

    Attributes:
        values: the values tried, smallest first.
        ends: where each column ends; one more than there are values.
    """

    values: tuple[Fraction, ...]
    ends: tuple[Fraction, ...]

    @classmethod
    def of(cls, result: Sweep) -> "Axis":
        """The axis of a sweep."""
        values = tuple(as_fraction(number_of(value.value)) for value in result.values)
        between = [(one + other) / 2 for one, other in pairwise(values)]
        # The first and the last have as much room beyond them as towards their neighbour.
        first = values[0] - (between[0] - values[0] if between else Fraction(1))
        last = values[-1] + (values[-1] - between[-1] if between else Fraction(1))
        edges = (first, *between, last)
        return cls(values=values, ends=tuple(_LEFT + (edge - first) * (_RIGHT - _LEFT) / (last - first) for edge in edges))

    def middle(self, place: int) -> Fraction:
        """Where a value stands."""
        first, last = self.values[0], self.values[-1]
        if first == last:
            return (self.ends[0] + self.ends[-1]) / 2
        left, right = self.ends[0], self.ends[-1]
        before, after = self._margins()
        return left + before + (self.values[place] - first) * (right - left - before - after) / (last - first)

    def _margins(self) -> tuple[Fraction, Fraction]:
        return (self.ends[1] - self.ends[0]) / 2, (self.ends[-1] - self.ends[-2]) / 2


def recognition_chart(result: Sweep, found: SweptTarget, *, described_by: str) -> Markup:
    """Brands by outcome as if local, with a line for those that meet every condition.

    Args:
        result: the sweep.
        found: level and class.
        described_by: id of the element that says what the chart shows.
    """
    most = found.brands or 1

    def heights(outcome: Outcome) -> Heights:
        return [Fraction(counts.substantive[outcome.value] * _TALL, most) for counts in found.counts]

    axis = Axis.of(result)
    canvas = _canvas(result, axis, described_by, Text(f"{found.brands} 个品牌", f"brands: {found.brands}"))
    _piled(canvas, axis, [(heights(outcome), style) for outcome, style in STYLES.items()])
    _steps(canvas, axis, [Fraction(counts.outcomes[Outcome.MET.value] * _TALL, most) for counts in found.counts])
    _marks(canvas, axis, result)
    return canvas.markup()


def money_chart(result: Sweep, found: SweptMoney, *, described_by: str) -> Markup:
    """The money of all brands: what is certain, and on top of it what may come.

    Args:
        result: the sweep.
        found: the money of a level.
        described_by: id of the element that says what the chart shows.
    """
    ends = [(item.total.low or ZERO, item.total.high or ZERO) for item in found.sums]
    most = max(high for _, high in ends)
    unit = most.fen or 1
    axis = Axis.of(result)
    canvas = _canvas(result, axis, described_by, Text(f"{most} 元", f"{most} yuan"))
    sure = [Fraction(low.fen * _TALL, unit) for low, _ in ends]
    may = [Fraction((high - low).fen * _TALL, unit) for low, high in ends]
    _piled(canvas, axis, [(sure, "met"), (may, "maybe")])
    _marks(canvas, axis, result)
    return canvas.markup()


def _canvas(result: Sweep, axis: Axis, described_by: str, most: Text) -> Canvas:
    canvas = Canvas(_HEIGHT, described_by=described_by)
    marked = next((axis.middle(place) for place in places_applying(result)), Fraction(WIDTH))
    # What the whole height stands for is told on the side on which no value is marked.
    x, anchor = (_RIGHT, "end") if marked < WIDTH // 2 else (_LEFT, "start")
    canvas.text(most, x, 28, room=WIDTH // 2, anchor=anchor, style="soft")
    return canvas


def _piled(canvas: Canvas, axis: Axis, layers: Sequence[tuple[Heights, str]]) -> None:
    """Layers on top of one another, each one shape with steps where its height changes."""
    floor = [Fraction(0)] * len(axis.values)
    for heights, style in layers:
        top = [below + height for below, height in zip(floor, heights, strict=True)]
        for first, last in runs([height > 0 for height in heights], frozenset()):
            if heights[first]:
                upper, lower = (list(_outline(axis, edge, first, last)) for edge in (top, floor))
                canvas.shape([*upper, *reversed(lower)], style)
        floor = top


def _outline(axis: Axis, heights: Heights, first: int, last: int) -> Iterator[tuple[Place, Place]]:
    """The edge of a layer from left to right, from one value to another."""
    for start, end in runs(heights[first : last + 1], frozenset()):
        y = _FLOOR - heights[first + start]
        yield axis.ends[first + start], y
        yield axis.ends[first + end + 1], y


def _steps(canvas: Canvas, axis: Axis, heights: Heights) -> None:
    """One line over all columns, with a step where the height changes."""
    before: Fraction | None = None
    for first, last in runs(heights, frozenset()):
        y = _FLOOR - heights[first]
        if before is not None:
            canvas.line(axis.ends[first], before, axis.ends[first], y, "literal")
        canvas.line(axis.ends[first], y, axis.ends[last + 1], y, "literal")
        before = y


def _marks(canvas: Canvas, axis: Axis, result: Sweep) -> None:
    """The axis with its ends, and what the rule data state."""
    canvas.line(_LEFT, _FLOOR, _RIGHT, _FLOOR, "axis")
    canvas.text(result.values[0].label, _LEFT, _FLOOR + 18, room=WIDTH // 2 - _LEFT, style="soft")
    if len(result.values) > 1:
        canvas.text(result.values[-1].label, _RIGHT, _FLOOR + 18, room=WIDTH // 2 - _LEFT, anchor="end", style="soft")
    applying = next((entry for entry in result.stated if entry.applies), None)
    place = next(iter(places_applying(result)), None)
    if applying is None:
        return
    if place is None:
        canvas.text(_told(applying), _LEFT, 12, room=_RIGHT - _LEFT)
        return
    x = axis.middle(place)
    canvas.line(x, 17, x, _FLOOR, "stated")
    canvas.dot(x, _FLOOR, 4, "strict" if result.included is False else "inclusive")
    anchor = "start" if x < WIDTH // 3 else "end" if x > WIDTH * 2 // 3 else "middle"
    canvas.text(_told(applying), {"start": _LEFT, "end": _RIGHT, "middle": WIDTH // 2}[anchor], 12, anchor=anchor)


def _told(entry: StatedValue) -> Text:
    return (
        APPLIES
        + Text("：", ": ")
        + entry.label
        + Text(f"（{entry.since.isoformat()} 起）", f" (since {entry.since.isoformat()})")
    )
