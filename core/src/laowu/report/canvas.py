"""Drawing one chart: marks with the page's classes, texts in both languages, coordinates in tenths without any float.

drawsvg writes the elements; this holds what all charts share. A chart is 340 units wide, the room of a phone, so that its
letters are as large there as the page's own; a wide screen puts charts side by side.
"""

from collections.abc import Sequence
from fractions import Fraction
from unicodedata import east_asian_width

import drawsvg
from markupsafe import Markup

from laowu.text import Text

WIDTH = 340
_LETTER = 11
_TENTHS_OF_NARROW = 57
_ELLIPSIS = "…"

Place = int | Fraction


def tenths(place: Place) -> str:
    """A coordinate, to a tenth of a unit."""
    whole, rest = divmod(round(Fraction(place) * 10), 10)
    return f"{whole}.{rest}" if rest else str(whole)


class Canvas:
    """One chart in the making."""

    def __init__(self, height: Place, *, described_by: str) -> None:
        self._drawing = drawsvg.Drawing(
            WIDTH, int(height), id_prefix=described_by, role="img", aria_labelledby=described_by, font_family="inherit"
        )

    def text(self, words: Text, x: Place, y: Place, *, room: int = WIDTH, anchor: str = "start", style: str = "") -> None:
        """A line of text in both languages, cut where the room ends; the page shows one of them."""
        if words.zh == words.en:
            self._one(words.zh, x, y, room=room, anchor=anchor, style=style)
            return
        self._one(words.zh, x, y, room=room, anchor=anchor, style=style, lang="zh-Hans")
        self._one(words.en, x, y, room=room, anchor=anchor, style=style, lang="en")

    def _one(self, words: str, x: Place, y: Place, *, room: int, anchor: str, style: str, **more: str) -> None:
        if style:
            more["class"] = style
        if anchor != "start":
            more["text_anchor"] = anchor
        self._drawing.append(drawsvg.Text(fitted(words, room), _LETTER, tenths(x), tenths(y), **more))

    def box(self, x: Place, y: Place, width: Place, height: Place, style: str) -> None:
        """A box; one without width is drawn a unit wide, so that it can be seen."""
        shown = max(Fraction(width), Fraction(1))
        self._drawing.append(drawsvg.Rectangle(tenths(x), tenths(y), tenths(shown), tenths(height), **{"class": style}))

    def line(self, x: Place, y: Place, to_x: Place, to_y: Place, style: str) -> None:
        """A line."""
        self._drawing.append(drawsvg.Line(tenths(x), tenths(y), tenths(to_x), tenths(to_y), **{"class": style}))

    def dot(self, x: Place, y: Place, radius: int, style: str) -> None:
        """A disc, filled or hollow by its class."""
        self._drawing.append(drawsvg.Circle(tenths(x), tenths(y), radius, **{"class": style}))

    def shape(self, corners: Sequence[tuple[Place, Place]], style: str) -> None:
        """A shape of straight sides."""
        flat = [tenths(number) for corner in corners for number in corner]
        self._drawing.append(drawsvg.Lines(*flat, close=True, **{"class": style}))

    def markup(self) -> Markup:
        """The chart as an element of the page."""
        written = str(self._drawing.as_svg(header="", skip_js=True, skip_css=True))
        start = written.index("<svg")
        inside = written[start:].replace("<defs>\n</defs>\n", "").replace(' xmlns:xlink="http://www.w3.org/1999/xlink"', "")
        return Markup(inside)  # noqa: S704  # drawsvg escapes every text and attribute


def fitted(words: str, room: int) -> str:
    """A text cut to so many units, with an ellipsis where it is."""
    if _long(words) <= room:
        return words
    kept = words
    while kept and _long(kept) + _LETTER > room:
        kept = kept[:-1]
    return kept.rstrip() + _ELLIPSIS


def _long(words: str) -> int:
    wide = sum(east_asian_width(letter) in ("W", "F", "A") for letter in words)
    return wide * _LETTER + (len(words) - wide) * _TENTHS_OF_NARROW // 10
