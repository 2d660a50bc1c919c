"""A page as a small tree, the same for a terminal and for Markdown; every word in it is bilingual."""

from typing import Literal

from laowu.text import Text, same
from laowu.values import frozen

Tone = Literal["plain", "strong", "faint", "good", "bad", "ask", "gap"]


@frozen
class Span:
    """A stretch of text in one tone.

    Attributes:
        text: the words.
        tone: how they are meant; colour or weight where there is any, never the only sign of anything.
    """

    text: Text
    tone: Tone = "plain"


Line = tuple[Span, ...]
Words = Text | Span | str


def line(*words: Words) -> Line:
    """A line out of texts, spans and plain strings."""
    return tuple(word if isinstance(word, Span) else Span(same(word) if isinstance(word, str) else word) for word in words)


@frozen
class Heading:
    """A heading.

    Attributes:
        words: the heading.
        level: 1 for the page, 2 for a part, 3 for a section of a part.
    """

    words: Line
    level: int = 2


@frozen
class Paragraph:
    """A paragraph."""

    words: Line


@frozen
class Items:
    """An unordered list; an empty one shows nothing."""

    items: tuple[Line, ...]


@frozen
class Fields:
    """Names with what they are: ``日期  2026-11-21``."""

    fields: tuple[tuple[Text, Line], ...]


Cell = tuple[Line, ...]
"""What stands in a cell, line by line; empty for an empty cell."""


@frozen(kw_only=True)
class Table:
    """A table.

    Attributes:
        heads: heading of each column.
        rows: the cells of each row, as many as there are headings.
        keep: position of a column that must not be narrowed while others can be, such as one of codes; ``None`` for none.
        equal: whether all columns but the first share the room equally, as in a comparison.
    """

    heads: tuple[Text, ...]
    rows: tuple[tuple[Cell, ...], ...]
    keep: int | None = None
    equal: bool = False


Block = Heading | Paragraph | Items | Fields | Table
Page = tuple[Block, ...]


def heading(*words: Words, level: int = 2) -> Heading:
    """A heading out of words."""
    return Heading(line(*words), level)


def paragraph(*words: Words) -> Paragraph:
    """A paragraph out of words."""
    return Paragraph(line(*words))


def cell(*lines: Words | None) -> Cell:
    """A cell out of its lines; ``None`` stands for no line."""
    return tuple(line(words) for words in lines if words is not None)


def section(head: Heading, *blocks: Block | None) -> Page:
    """A heading with what stands under it; nothing at all when nothing does."""
    present = tuple(block for block in blocks if block is not None and not _empty(block))
    return (head, *present) if present else ()


def _empty(block: Block) -> bool:
    match block:
        case Items(items=()) | Fields(fields=()) | Table(rows=()):
            return True
        case _:
            return False
