"""Rows of a sheet read element by element, for what is not written as most programs write it."""

import re
from collections.abc import Iterator
from xml.etree import ElementTree as ET

import numpy as np
import pyarrow as pa

from laowu_ledger.reading.xlsx.cells import BROKEN, DAY, EMPTY, FLAG, NUMBER, SHARED, TEXT, Cells
from laowu_ledger.reading.xlsx.shared_texts import text_of
from laowu_ledger.reading.xlsx.xml_text import unescaped

_AT_ONCE = 1 << 21
_KINDS = {"s": SHARED, "str": TEXT, "inlineStr": TEXT, "b": FLAG, "e": BROKEN, "d": DAY, "n": NUMBER}
_LETTERS = re.compile(r"([A-Z]{1,3})(\d*)")


class Elements:
    """Reads rows, and counts those that do not tell their number."""

    def __init__(self, opening: bytes, prefix: bytes) -> None:
        """Make a reader.

        Args:
            opening: what stands before the first row.
            prefix: of the names of elements, with its colon; mostly none.
        """
        root = re.search(rb"<" + prefix + rb"worksheet\b[^>]*>", opening)
        self._before = (root[0] if root else b"<worksheet>") + b"<" + prefix + b"sheetData>"
        self._after = b"</" + prefix + b"sheetData></" + prefix + b"worksheet>"
        self._mark = b"<" + prefix + b"row"
        self.last = 0

    def rows(self, piece: bytes) -> Iterator[Cells]:
        """The cells of a piece of whole rows, some rows at a time."""
        while piece:
            end = piece.find(self._mark, _AT_ONCE)
            part, piece = (piece, b"") if end < 0 else (piece[:end], piece[end:])
            yield self._rows(ET.fromstring(self._before + part + self._after)[0])  # noqa: S314  # expat refuses entity bombs

    def _rows(self, sheet: ET.Element) -> Cells:
        numbers: list[int] = []
        hidden = 0
        found: list[tuple[int, int, int, int, str]] = []
        for element in sheet:
            if _name(element) != "row":
                continue
            self.last = int(element.get("r") or self.last + 1)
            hidden += element.get("hidden") in ("1", "true")
            column = -1
            for cell in element:
                if _name(cell) == "c":
                    place = _column(cell.get("r"))
                    column = column + 1 if place is None else place
                    found.append((len(numbers), column, *_cell(cell)))
            numbers.append(self.last)
        row, places, kind, style, text = zip(*found, strict=True) if found else ((),) * 5
        return Cells(
            numbers=np.asarray(numbers, np.int32),
            row=np.asarray(row, np.int32),
            column=np.asarray(places, np.int32),
            kind=np.asarray(kind, np.uint8),
            style=np.asarray(style, np.int32),
            texts=pa.array([*text, ""], pa.string()),
            text=np.arange(len(text)),
            blank=len(text),
            hidden=hidden,
        )


def _name(element: ET.Element) -> str:
    return element.tag.rpartition("}")[2]


def _column(reference: str | None) -> int | None:
    found = _LETTERS.match(reference or "")
    if found is None:
        return None
    number = 0
    for letter in found[1]:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def _cell(cell: ET.Element) -> tuple[int, int, str]:
    """Kind, style and text."""
    told = cell.get("t", "n")
    kind, style = _KINDS.get(told, TEXT), int(cell.get("s") or 0)
    value = formula = None
    for child in cell:
        match _name(child):
            case "v":
                value = child.text or ""
            case "f":
                formula = child
            case "is":
                value = text_of(child) if told == "inlineStr" else ""
    if kind == BROKEN or (formula is not None and (value is None or (not value and kind != TEXT))):
        return BROKEN, style, ""
    if not value:
        return EMPTY, style, ""
    return kind, style, unescaped(value) if told == "str" else value
