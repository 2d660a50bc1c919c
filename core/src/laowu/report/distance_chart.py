"""Distance to the threshold: one chart per measure, a line per region and threshold, the threshold in the middle."""

from collections.abc import Sequence
from fractions import Fraction

from markupsafe import Markup

from laowu.model.outcome import Outcome
from laowu.report.canvas import WIDTH, Canvas
from laowu.report.distances import Measured, targets_of
from laowu.report.sheet import per_mille, sign
from laowu.text import Text, same

_MIDDLE = WIDTH // 2
_REACH = 118
_ROW = 38
_TOP = 22
_BAR = 8


def distance_chart(entries: Sequence[Measured], *, described_by: str) -> Markup:
    """The thresholds of one measure.

    Args:
        entries: the thresholds with their figures.
        described_by: id of the element that says what the chart shows.
    """
    canvas = Canvas(_TOP + _ROW * len(entries) + 4, described_by=described_by)
    for part, words in ((-1, same("−100%")), (0, Text("门槛", "threshold")), (1, same("+100%"))):
        canvas.text(words, _MIDDLE + part * _REACH, 12, anchor="middle", style="soft")
    for place, entry in enumerate(entries):
        _row(canvas, entry, _TOP + _ROW * place)
    return canvas.markup()


def _row(canvas: Canvas, entry: Measured, top: int) -> None:
    label = same(sign(entry.outcome.value) + " ") + entry.region + same(" · ") + entry.asked
    canvas.text(label + same(" · ") + targets_of(entry), 2, top + 10, room=WIDTH - 4)
    centre = top + 23
    canvas.box(_MIDDLE - _REACH, centre - _BAR // 2, _REACH, _BAR, "zone")
    canvas.box(_MIDDLE, centre - _BAR // 2, _REACH, _BAR, "rest")
    low, high = entry.low or Fraction(0), entry.high or Fraction(0)
    sure, open_ = ("met", "maybe") if entry.outcome is Outcome.MET else ("short", "maybe-short")
    near, far = sorted((low, high), key=abs)
    if low <= 0 <= high and low != high:
        near = Fraction(0)  # both sides of the threshold are possible: nothing is sure
        _span(canvas, low, high, centre, open_)
    else:
        _span(canvas, Fraction(0), near, centre, sure)
        if near != far:
            _span(canvas, near, far, centre, open_)
    open_ended = high == 1 and low != high  # as much as one likes is no figure
    for end in dict.fromkeys((low, low if open_ended else high)):
        _diamond(canvas, _MIDDLE + end * _REACH, centre)
    canvas.dot(_MIDDLE, centre, 4, "strict" if entry.strict else "inclusive")
    canvas.text(same(per_mille(high if high == low else near or far)), WIDTH - 1, centre + 4, anchor="end")


def _span(canvas: Canvas, start: Fraction, end: Fraction, centre: int, style: str) -> None:
    left, right = sorted((start, end))
    canvas.box(_MIDDLE + left * _REACH, centre - _BAR // 2, (right - left) * _REACH, _BAR, style)


def _diamond(canvas: Canvas, x: Fraction, y: int) -> None:
    canvas.shape([(x, y - 6), (x + 5, y), (x, y + 6), (x - 5, y)], "axis-mark")
