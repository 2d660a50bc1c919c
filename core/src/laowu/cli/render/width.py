"""How wide text stands in a terminal, and where a line of Chinese, English or both may break.

Chinese characters take two columns, combining marks and zero-width characters none. Characters that Unicode calls
ambiguous (“ ” … ×) count as one, as terminals show them unless they are told otherwise.
"""

import re
import unicodedata
from functools import lru_cache

GLUE = "\u00a0"
"""A space at which no line breaks; it is printed as any other."""

_WIDE = ("W", "F")
_NO_WIDTH = ("Mn", "Me", "Cf", "Cc")
_TURNS = frozenset("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_WIDTH_OF_WIDE = 2
_HANGUL_VOWELS_AND_FINALS = range(0x1160, 0x1200)

#: What must not begin a line, and what must not end one (避头尾).
_CLOSING = frozenset("、。，；：？！）》〉」』】〕］｝”’％‰…·,.;:?!)]}%°")
_OPENING = frozenset("（《〈「『【〔［｛“‘([{")
_LATE_BREAKS = frozenset("-/_.,:;=&?@\\")


@lru_cache(maxsize=4096)
def character_width(character: str) -> int:
    """Columns that one character takes: 0, 1 or 2."""
    if unicodedata.category(character) in _NO_WIDTH or ord(character) in _HANGUL_VOWELS_AND_FINALS:
        return 0
    return _WIDTH_OF_WIDE if unicodedata.east_asian_width(character) in _WIDE else 1


def width(text: str) -> int:
    """Columns that a text of one line takes."""
    return len(text) if text.isascii() and text.isprintable() else sum(map(character_width, text))


def padded(text: str, columns: int) -> str:
    """``text`` with spaces after it up to a width."""
    return text + " " * (columns - width(text))


def printable(text: str) -> str:
    """``text`` without what would control the terminal instead of showing: escape sequences, changes of direction."""
    shown = text.replace(GLUE, " ")
    if shown.isprintable():  # nearly every text is
        return shown
    return "".join(character for character in shown if character in "\n\t" or not _controls(character))


def _controls(character: str) -> bool:
    return unicodedata.category(character) in ("Cc", "Cs") or character in _TURNS


def wrapped(text: str, columns: int) -> list[str]:
    """The lines of a text that may be at most so many columns wide; a space at which a line breaks is dropped."""
    return [text[start:end] for start, end in line_spans(text, columns)]


def line_spans(text: str, columns: int) -> list[tuple[int, int]]:
    """Where the lines of a text begin and end, as positions in it.

    Args:
        text: the text; its own line breaks are kept.
        columns: the widest a line may be. A word that is wider is cut, preferably after a mark such as ``-`` or ``/``.
    """
    line = text.rstrip(" ")
    if "\n" not in text and width(line) <= columns:
        return [(0, len(line))]
    spans: list[tuple[int, int]] = []
    start = 0
    for paragraph in text.split("\n"):
        spans += _paragraph_spans(text, start, start + len(paragraph), max(columns, 2))
        start += len(paragraph) + 1
    return spans


def _paragraph_spans(text: str, start: int, end: int, columns: int) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    line_start, line_end, used = start, start, 0
    for begin, unit_end in _units(text, start, end):
        unit_start = begin
        gap = width(text[line_end:unit_start])
        taken = width(text[unit_start:unit_end])
        if used + gap + taken > columns:
            if line_end > line_start:
                spans.append((line_start, line_end))
            line_start, used, gap = unit_start, 0, 0  # an indent that leaves no room is given up, too
        while taken > columns:
            cut = _cut(text, unit_start, unit_end, columns)
            spans.append((unit_start, cut))
            line_start = unit_start = cut
            taken = width(text[cut:unit_end])
        line_end, used = unit_end, used + gap + taken
    return [*spans, (line_start, line_end)]


def _cut(text: str, start: int, end: int, columns: int) -> int:
    """Where to cut a word that is wider than the line: after a mark in the second half that fits, else at the last character."""
    place, used = start, 0
    while place < end and used + character_width(text[place]) <= columns:
        used += character_width(text[place])
        place += 1
    place = max(place, start + 1)
    for better in range(place, start + (place - start) // 2, -1):
        if text[better - 1] in _LATE_BREAKS:
            return better
    return place


def _units(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The pieces between which a line may break; spaces lie between pieces, not in them."""
    return [found.span() for found in _UNIT.finditer(text.translate(_KINDS), start, end)]


class _Kinds(dict[int, str]):
    """What matters about a character for breaking lines, in a letter: capital where it takes two columns."""

    def __missing__(self, point: int) -> str:
        character = chr(point)
        columns = character_width(character)
        if character == " ":
            kind = " "
        elif character == GLUE:
            kind = "g"
        elif columns == 0 or character in _CLOSING:
            kind = "c"
        else:
            kind = "o" if character in _OPENING else "n"
        self[point] = kind = kind.upper() if columns == _WIDTH_OF_WIDE else kind
        return kind


_KINDS = _Kinds()
#: A line breaks beside what takes two columns, but not before what closes or has no width, after what opens, or at glue.
_UNIT = re.compile("[^ ](?:[cCg]|(?<=[oOg])[^ ]|(?<=[a-z])[a-z])*")


def longest_unit(text: str) -> int:
    """Columns of the widest piece of a text that should not be cut."""
    return max((width(text[start:end]) for line in text.split("\n") for start, end in _units(line, 0, len(line))), default=0)
