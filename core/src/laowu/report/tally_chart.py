"""Counts by outcome: one bar per line, its parts in a fixed order, each part told in figures below."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from markupsafe import Markup

from laowu.model.outcome import Outcome
from laowu.report.canvas import WIDTH, Canvas
from laowu.report.sheet import sign
from laowu.text import Text, joined, same

_LEFT = 4
_ROOM = WIDTH - 2 * _LEFT
_ROW = 44
STYLES = {Outcome.MET: "met", Outcome.NEEDS_JUDGEMENT: "maybe", Outcome.NO_DATA: "rest", Outcome.NOT_MET: "short"}
"""How the parts of a count are drawn, in their order."""


def tally_chart(rows: Sequence[tuple[Text, Mapping[str, int]]], *, described_by: str) -> Markup:
    """Lines of counts.

    Args:
        rows: what is counted, and how many by code of the outcome.
        described_by: id of the element that says what the chart shows.
    """
    most = max((sum(counts.values()) for _, counts in rows), default=0) or 1
    canvas = Canvas(_ROW * len(rows) + 4, described_by=described_by)
    for place, (label, counts) in enumerate(rows):
        top = _ROW * place
        canvas.text(label, 2, top + 12, room=WIDTH - 4)
        x = Fraction(_LEFT)
        told = []
        for outcome, style in STYLES.items():
            number = counts.get(outcome.value, 0)
            if number:
                wide = Fraction(number * _ROOM, most)
                canvas.box(x, top + 16, wide, 10, style)
                x += wide
                told.append(same(f"{sign(outcome.value)} ") + outcome.label + same(f" {number}"))
        canvas.text(joined(told, zh="　", en="  ") if told else same("—"), _LEFT, top + 37, room=_ROOM, style="soft")
    return canvas.markup()
