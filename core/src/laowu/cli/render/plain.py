"""A page as text for a terminal."""

from collections.abc import Iterator

from laowu.cli.render.columns import GAP, Row, laid_out, row_width, wrapped_line
from laowu.cli.render.page import Block, Fields, Heading, Items, Page, Paragraph, Table, Tone
from laowu.cli.render.width import printable, width
from laowu.text import Language

_WIDEST_PARAGRAPH = 100
_INDENT = "  "
_NARROWEST = 14
"""What a column of a comparison must have to be read at all."""

# Terminal codes (SGR) of each tone: colour goes to outcomes and headings only.
_CODES: dict[Tone, str] = {"strong": "1", "faint": "2", "good": "32", "bad": "31", "ask": "33", "gap": "36"}


def plain(page: Page, language: Language, *, room: int, colour: bool) -> str:
    """A page as text.

    Args:
        page: the page.
        language: language of the reader.
        room: columns of the screen.
        colour: whether tones may show as terminal colours.
    """
    lines: list[str] = []
    for block in page:
        printed = [_painted(row, colour=colour).rstrip() for row in _block(block, language, room)]
        if lines and printed:
            lines.append("")
        lines += printed
    return "".join(f"{line}\n" for line in lines)


def _painted(row: Row, *, colour: bool) -> str:
    return "".join(_stretch(printable(text), tone, colour=colour) for text, tone in row)


def _stretch(text: str, tone: Tone, *, colour: bool) -> str:
    code = _CODES.get(tone) if colour and text.strip() else None
    return text if code is None else f"\x1b[{code}m{text}\x1b[0m"


def _block(block: Block, language: Language, room: int) -> Iterator[Row]:
    match block:
        case Heading():
            yield from _heading(block, language, room)
        case Paragraph(words=words):
            yield from wrapped_line(words, language, min(room, _WIDEST_PARAGRAPH))
        case Items(items=items):
            for item in items:
                yield from _hanging([("- ", "plain")], wrapped_line(item, language, min(room, _WIDEST_PARAGRAPH) - 2))
        case Fields():
            yield from _fields(block, language, room)
        case Table():
            yield from _table(block, language, room)


def _heading(block: Heading, language: Language, room: int) -> Iterator[Row]:
    rows = wrapped_line(block.words, language, room)
    for row in rows:
        yield [(text, "strong" if tone == "plain" else tone) for text, tone in row]
    underline = {1: "=", 2: "-"}.get(block.level)
    if underline:
        yield [(underline * max(map(row_width, rows)), "faint")]


def _hanging(first: Row, rows: list[Row]) -> Iterator[Row]:
    """Lines after a mark, the later ones indented to stand under the first."""
    indent: Row = [(" " * row_width(first), "plain")]
    for place, row in enumerate(rows):
        yield [*(first if place == 0 else indent), *row]


def _fields(block: Fields, language: Language, room: int) -> Iterator[Row]:
    names = [name.in_language(language) for name, _ in block.fields]
    widest = max(map(width, names), default=0)
    for name, (_, words) in zip(names, block.fields, strict=True):
        first: Row = [(name + " " * (widest - width(name) + GAP), "plain")]
        yield from _hanging(first, wrapped_line(words, language, max(min(room, _WIDEST_PARAGRAPH) - row_width(first), 10)))


def _stacked(block: Table, language: Language, room: int) -> Iterator[Row]:
    """A comparison of more columns than the screen has room for: a part per row, in it a line or more per column."""
    names = [head.in_language(language) for head in block.heads[1:]]
    widest = max(map(width, names))
    for place, (label, *cells) in enumerate(block.rows):
        if place:
            yield []
        for words in label:
            yield from wrapped_line(words, language, room)
        for name, cell in zip(names, cells, strict=True):
            first: Row = [(_INDENT + name + " " * (widest - width(name) + GAP), "plain")]
            columns = max(min(room, _WIDEST_PARAGRAPH) - row_width(first), 10)
            yield from _hanging(first, [row for words in cell for row in wrapped_line(words, language, columns)])


def _table(block: Table, language: Language, room: int) -> Iterator[Row]:
    layout = laid_out(block, language, room)
    if block.equal and not layout.fits and min(layout.widths[1:]) < _NARROWEST:
        yield from _stacked(block, language, room)
        return
    yield from layout.head
    yield [((" " * GAP).join("-" * columns for columns in layout.widths), "faint")]
    # Rows of several lines need air between them; rows of one line read better without.
    airy = any(len(row) > 1 for row in layout.rows)
    for place, row in enumerate(layout.rows):
        if airy and place:
            yield []
        yield from row
