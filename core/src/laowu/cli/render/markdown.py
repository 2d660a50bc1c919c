"""A page as Markdown (CommonMark with the tables of GitHub)."""

import re

from laowu.cli.render.page import Block, Cell, Fields, Heading, Items, Line, Page, Paragraph, Table
from laowu.cli.render.width import printable
from laowu.text import Language, Text

_SPECIAL = re.compile(r"([\\`*_\[\]<>|#~])")


def markdown(page: Page, language: Language) -> str:
    """A page as Markdown."""
    return "\n\n".join(_block(block, language) for block in page) + "\n"


def _block(block: Block, language: Language) -> str:
    match block:
        case Heading(words=words, level=level):
            return f"{'#' * level} {_words(words, language)}"
        case Paragraph(words=words):
            return _words(words, language)
        case Items(items=items):
            return "\n".join(f"- {_words(item, language)}" for item in items)
        case Fields(fields=fields):
            return "\n".join(f"- {_named(name, language)}{_words(words, language)}" for name, words in fields)
        case Table(heads=heads, rows=rows):
            head = [_escaped(text.in_language(language)) for text in heads]
            body = [[_cell(cell, language) for cell in row] for row in rows]
            return "\n".join(_row(cells) for cells in (head, ["---"] * len(head), *body))


def _named(name: Text, language: Language) -> str:
    """The name of a field in bold; nothing for a field that goes on with the one before."""
    wording = _escaped(name.in_language(language))
    return f"**{wording}**{'：' if language == 'zh' else ': '}" if wording else ""


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cell(cell: Cell, language: Language) -> str:
    return "<br>".join(_words(words, language) for words in cell)


def _words(words: Line, language: Language) -> str:
    stretches = []
    for span in words:
        text = _escaped(span.text.in_language(language))
        # Emphasis must not begin or end at a space.
        bold = span.tone == "strong" and text and text == text.strip()
        stretches.append(f"**{text}**" if bold else text)
    return "".join(stretches)


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", " ".join(printable(text).split()) if "\n" in text else printable(text))
