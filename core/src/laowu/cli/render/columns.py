"""Tables for a terminal: columns that align whatever script they hold, cells that wrap, widths that fit the screen."""

from collections.abc import Sequence

from laowu.cli.render.page import Cell, Line, Span, Table, Tone
from laowu.cli.render.width import line_spans, longest_unit, width
from laowu.text import Language
from laowu.values import frozen

GAP = 2
_NARROWEST = 6
_LABEL = 8
_LONGEST_KEPT = 22

Stretch = tuple[str, Tone]
Row = list[Stretch]


@frozen(kw_only=True)
class Layout:
    """A table ready to print.

    Attributes:
        widths: columns of the screen that each column takes.
        fits: whether every cell has all the room it wants.
        head: lines of the heading row.
        rows: lines of each row.
    """

    widths: tuple[int, ...]
    fits: bool
    head: list[Row]
    rows: list[list[Row]]


def laid_out(table: Table, language: Language, room: int) -> Layout:
    """Fit a table into so many columns of the screen; a table that is narrower stays so."""
    heads: list[Cell] = [((Span(head, "strong"),),) for head in table.heads]
    natural, widths = _widths([heads, *table.rows], language, room, table)
    return Layout(
        widths=tuple(widths),
        fits=widths == natural,
        head=_row(heads, widths, language),
        rows=[_row(row, widths, language) for row in table.rows],
    )


def wrapped_line(words: Line, language: Language, columns: int) -> list[Row]:
    """A line broken to a width, tones kept."""
    text, tones = _spelled(words, language)
    return [_toned(text[start:end], tones[start:end]) for start, end in line_spans(text, columns)]


def row_width(row: Row) -> int:
    """Columns of the screen that a printed line takes."""
    return sum(width(text) for text, _ in row)


def _spelled(words: Line, language: Language) -> tuple[str, list[Tone]]:
    text, tones = "", list[Tone]()
    for span in words:
        spelled = span.text.in_language(language).replace("\t", " ")
        text += spelled
        tones += [span.tone] * len(spelled)
    return text, tones


def _toned(text: str, tones: list[Tone]) -> Row:
    if tones.count(tones[0] if tones else "plain") == len(tones):  # nearly every line
        return [(text, tones[0])] if text else []
    stretches: Row = []
    start = 0
    for place in range(1, len(text) + 1):
        if place == len(text) or tones[place] != tones[start]:
            stretches.append((text[start:place], tones[start]))
            start = place
    return stretches


def _row(cells: Sequence[Cell], widths: Sequence[int], language: Language) -> list[Row]:
    columns = [
        [row for words in cell for row in wrapped_line(words, language, columns)]
        for cell, columns in zip(cells, widths, strict=True)
    ]
    height = max((len(column) for column in columns), default=0)
    return [_joined([column[place] if place < len(column) else [] for column in columns], widths) for place in range(height)]


def _joined(parts: Sequence[Row], widths: Sequence[int]) -> Row:
    """Parts of one screen line side by side; nothing is padded after the last one that says something."""
    last = max((place for place, part in enumerate(parts) if part), default=-1)
    line: Row = []
    for place, part in enumerate(parts[: last + 1]):
        line += part
        if place < last:
            line.append((" " * (widths[place] - row_width(part) + GAP), "plain"))
    return line


def _widths(rows: Sequence[Sequence[Cell]], language: Language, room: int, table: Table) -> tuple[list[int], list[int]]:
    """The width that each column wants, and the width that it gets."""
    count = len(table.heads)
    texts = [[_spelled(words, language)[0] for row in rows for words in row[place]] for place in range(count)]
    natural = [max((_line_width(text) for text in column), default=0) for column in texts]
    room -= GAP * (count - 1)
    if sum(natural) <= room:
        return natural, natural
    least = [min(max((longest_unit(text) for text in column), default=0), _LONGEST_KEPT) for column in texts]
    if table.equal:
        return natural, _equal(natural, least, room)
    if table.keep is not None:
        whole = [natural[place] if place == table.keep else one for place, one in enumerate(least)]
        shared = _shared(natural, whole, room)
        # Whole, unless words of other columns would have to be broken for it.
        if all(own >= one for own, one in zip(shared, least, strict=True)):
            return natural, shared
    return natural, _shared(natural, least, room)


def _line_width(text: str) -> int:
    return max(map(width, text.split("\n")))


def _equal(natural: list[int], least: list[int], room: int) -> list[int]:
    """The first column as narrow as it can be, the others alike."""
    others = natural[1:]
    first = max(least[0], min(natural[0], max(room // (2 * len(natural)), _LABEL)))
    share = max((room - first) // max(len(others), 1), _NARROWEST)
    return [first, *[share] * len(others)]


def _shared(natural: list[int], least: list[int], room: int) -> list[int]:
    """The room shared: narrow columns stay as wide as they want, wide ones give up alike."""
    fixed: dict[int, int] = {}
    while True:
        open_ = [place for place in range(len(natural)) if place not in fixed]
        share = (room - sum(fixed.values())) // max(len(open_), 1)
        settled = {place: natural[place] for place in open_ if natural[place] <= share}
        settled = settled or {place: least[place] for place in open_ if least[place] > share}
        if not settled or len(settled) == len(open_):
            break
        fixed |= settled
    rest = room - sum(fixed.values()) - share * len(open_)
    for place in open_:
        # What the division leaves over goes to the first of the columns that share.
        fixed[place] = max(share + (1 if rest > 0 else 0), _NARROWEST)
        rest -= 1
    return [fixed[place] for place in range(len(natural))]
