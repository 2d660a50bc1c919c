"""Money by year: what is sure as a full bar, what may come hatched, the cap as a line across."""

from collections.abc import Sequence
from fractions import Fraction

from markupsafe import Markup

from laowu.model.answers import OutlookLine, SubsidyOutlook
from laowu.report.canvas import WIDTH, Canvas
from laowu.text import Text, same

_LEFT = 4
_ROOM = 210
_ROW = 36


def most_fen(outlooks: Sequence[SubsidyOutlook]) -> int:
    """The largest sum or cap of a year: what the common scale of a page reaches to; at least one."""
    ends = [line.amount.high for outlook in outlooks for line in outlook.lines]
    caps = [line.cap for outlook in outlooks for line in outlook.lines]
    return max((sum_.fen for sum_ in (*ends, *caps) if sum_ is not None), default=0) or 1


def money_chart(outlook: SubsidyOutlook, most: int, *, described_by: str) -> Markup:
    """The money of one region and level.

    Args:
        outlook: what can be paid.
        most: the sum in fen that takes the whole width.
        described_by: id of the element that says what the chart shows.
    """
    canvas = Canvas(_ROW * len(outlook.lines) + 8, described_by=described_by)
    for place, line in enumerate(outlook.lines):
        _row(canvas, line, most, _ROW * place)
    return canvas.markup()


def _row(canvas: Canvas, line: OutlookLine, most: int, top: int) -> None:
    year = Text("不定", "some day") if line.year is None else same(str(line.year))
    canvas.text(year + same(" · ") + line.summary, 2, top + 12, room=WIDTH - 4)
    centre = top + 24
    canvas.line(_LEFT, centre + 7, _LEFT + _ROOM, centre + 7, "tick")
    low, high = line.amount.low, line.amount.high
    if low is not None and high is not None:
        sure, may = (Fraction(sum_.fen * _ROOM, most) for sum_ in (low, high))
        if low.fen:
            canvas.box(_LEFT, centre - 5, sure, 10, "met")
        if high > low:
            canvas.box(_LEFT + sure, centre - 5, may - sure, 10, "maybe")
    if line.cap is not None:
        x = _LEFT + Fraction(line.cap.fen * _ROOM, most)
        canvas.line(x, centre - 9, x, centre + 9, "cap")
    canvas.text(line.amount.label, WIDTH - 2, centre + 4, room=WIDTH - _ROOM - _LEFT - 8, anchor="end")
