"""A region's procedure on the real calendar: a bar per step, days off shaded, the last day the document sets."""

from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction

from markupsafe import Markup

from laowu.model.answers import PlannedStep, ReviewPlan, StepState
from laowu.report.canvas import WIDTH, Canvas
from laowu.text import Text, same
from laowu.values import frozen

_LEFT = 4
_ROOM = WIDTH - 2 * _LEFT
_TOP = 20
_ROW = 36
_TICKS = (1, 2, 7, 14, 28, 56, 112, 224, 448)
_MOST_TICKS = 5


@frozen(kw_only=True)
class Scale:
    """The days that all time lines of a page share.

    Attributes:
        first, last: the first and the last day shown.
        days_off: days on which no office works.
    """

    first: date
    last: date
    days_off: frozenset[date]

    def place(self, day: date) -> Fraction:
        """Where a day begins."""
        return _LEFT + Fraction((day - self.first).days * _ROOM, (self.last - self.first).days + 1)

    def ticks(self) -> Iterator[date]:
        """The days that are named, evenly apart."""
        days = (self.last - self.first).days + 1
        step = next((step for step in _TICKS if days <= step * _MOST_TICKS), days)
        for number in range(0, days, step):
            yield self.first + timedelta(days=number)


def timeline_chart(plan: ReviewPlan, scale: Scale, *, described_by: str) -> Markup:
    """The steps of one plan.

    Args:
        plan: the plan.
        scale: the days shown, the same for every region.
        described_by: id of the element that says what the chart shows.
    """
    height = _TOP + _ROW * len(plan.steps) + 6
    canvas = Canvas(height, described_by=described_by)
    one_day = scale.place(scale.first + timedelta(days=1)) - _LEFT
    for day in sorted(scale.days_off):
        if scale.first <= day <= scale.last:
            canvas.box(scale.place(day), _TOP, one_day, height - _TOP, "zone")
    for place, day in enumerate(scale.ticks()):
        x = scale.place(day)
        canvas.line(x, _TOP - 4, x, height, "tick")
        canvas.text(same(f"{day:%m-%d}" if place else f"{day:%Y-%m-%d}"), x, 12, style="soft")
    for place, step in enumerate(plan.steps):
        _row(canvas, step, scale, _TOP + _ROW * place, since=plan.began or scale.first)
    return canvas.markup()


def _row(canvas: Canvas, step: PlannedStep, scale: Scale, top: int, *, since: date) -> None:
    canvas.text(step.summary, 2, top + 13, room=WIDTH - 4)
    centre = top + 24
    if step.begins is None:
        canvas.text(step.state.label, _LEFT, centre + 4, style="soft")
        return
    ends = step.ends or step.begins
    first, after = max(step.begins, scale.first), ends + timedelta(days=1)
    left = scale.place(first)
    right = scale.place(max(after, first + timedelta(days=1)))
    sure = step.state is StepState.DONE or not (step.provisional or step.optional)
    canvas.box(left, centre - 5, right - left, 10, "step" if sure else "maybe")
    said = _days(step.begins, ends) + _due(step, since)
    before = left > WIDTH - right
    canvas.text(
        said,
        left - 4 if before else right + 4,
        centre + 4,
        room=int(left - 6 if before else WIDTH - right - 6),
        anchor="end" if before else "start",
    )
    if step.due is not None and scale.first <= step.due <= scale.last:
        x = scale.place(step.due + timedelta(days=1))
        canvas.line(x, centre - 8, x, centre + 8, "due")


def _days(begins: date, ends: date) -> Text:
    return same(f"{begins:%m-%d}" if begins == ends else f"{begins:%m-%d}–{ends:%m-%d}")


def _due(step: PlannedStep, since: date) -> Text:
    """The last day the document sets; one before the application begins was another round's."""
    if step.due is None:
        return same("")
    day = step.due.isoformat()
    if step.due < since and step.days_late is None:
        return Text(f"（上一轮为 {day}）", f" (last round: {day})")
    return Text(f"（期限 {day}）", f" (due {day})")
