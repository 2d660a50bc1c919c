"""The rows that were refused, as a workbook: exactly those, as they were written, each with where it stands and what is wrong.

Somebody repairs the marked cells and imports the workbook itself. The reference in its first column finds the row that the
repaired one replaces, where that one was taken.
"""

from collections.abc import Sequence
from pathlib import Path

from laowu.text import Language, Text, joined, same
from laowu_ledger.judging.findings import Remark
from laowu_ledger.judging.judge import Judged
from laowu_ledger.judging.regular import FORMULA_STARTS
from laowu_ledger.reading.batch import Layout
from laowu_ledger.reading.cells import BROKEN, NUMBER, shown
from laowu_ledger.schema.fields import fields
from laowu_ledger.schema.reasons import reasons
from laowu_ledger.sheets.xlsx_stream import MOST_ROWS, PLAIN, TEXT, WRONG, Cell, XlsxStream

MOST_WARNINGS = 20_000
"""Rows with a warning that are listed on the sheet of remarks."""

_BOOKKEEPING = ("row_reference", "row_place", "row_columns", "row_reasons")
_WIDTHS = (16, 24, 16, 48)
_USUAL_WIDTH = 16
_REMARKS = Text("提示", "remarks")
_TO_MEND = Text("改正", "to mend")
_REFERENCE_DIGITS = 16


class ErrorWorkbook:
    """An error workbook being filled. Without a single row nothing is written."""

    def __init__(self, file: str, language: Language, brand: str = "") -> None:
        """Prepare it.

        Args:
            file: the workbook to write.
            language: of the reasons.
            brand: the brand that was given for rows without one, which the workbook then states.
        """
        self.file = file
        self.rows = 0
        self._language = language
        self._brand = brand
        self._stream: XlsxStream | None = None
        self._heads: tuple[str, ...] = ()
        self._sheets = 0
        self._warnings: list[tuple[str, ...]] = []

    def refuse(self, judged: Judged, digest: str, row: int, remarks: Sequence[Remark]) -> None:
        """Put down a refused row.

        Args:
            judged: its batch.
            digest: SHA-256 of its file.
            row: its place in the batch.
            remarks: why it is refused.
        """
        layout = judged.raw.layout
        stream = self._sheet_for(layout)
        number = int(judged.raw.rows[row])
        wrong = {remark.field for remark in remarks}
        told = (
            reference(digest, layout.sheet, number),
            place(layout, number, self._language),
            self._say(joined([fields()[name].label for name in sorted(wrong - {""})], zh="、", en=", ")),
            self._say(joined([_told(remark) for remark in remarks])),
        )
        cells: list[Cell] = [(text, PLAIN) for text in told]
        for field, column in zip(layout.fields, judged.raw.columns, strict=True):
            marked = field is not None and field.name in wrong
            cells.append(_written(column[row].as_py(), WRONG if marked else TEXT))
        if self._adds_brand(layout):
            cells.append((self._brand, TEXT))
        stream.append(cells)
        self.rows += 1

    def warn(self, judged: Judged, remarks: Sequence[Remark]) -> None:
        """Put down warnings about rows that were taken; see :data:`MOST_WARNINGS`."""
        layout = judged.raw.layout
        for remark in remarks[: MOST_WARNINGS - len(self._warnings)]:
            label = fields()[remark.field].label if remark.field else same("")
            number = int(judged.raw.rows[remark.row])
            self._warnings.append((place(layout, number, self._language), self._say(label), self._say(remark.reason.says)))

    def close(self) -> None:
        """Finish the workbook, if there is anything in it.

        Raises:
            StoreError: it cannot be written.
        """
        if self._stream is None:
            return
        if self._warnings:
            heads = [self._say(text) for text in (fields()["row_place"].label, fields()["row_columns"].label, _REMARKS)]
            self._stream.sheet(self._say(_REMARKS), heads, (24, 16, 48))
            for row in self._warnings:
                self._stream.append([(text, PLAIN) for text in row])
        self._stream.close()

    def abandon(self) -> None:
        """Leave off and leave nothing behind."""
        if self._stream is not None:
            self._stream.abandon()

    def _sheet_for(self, layout: Layout) -> XlsxStream:
        """The sheet with the headings of a layout: the one open, or a new one."""
        heads = tuple(
            field.label.in_language(self._language) if field is not None else head
            for head, field in zip(layout.headings, layout.fields, strict=True)
        )
        if self._adds_brand(layout):
            heads += (self._say(fields()["brand"].label),)
        if self._stream is None:
            self._stream = XlsxStream(self.file)
        if heads != self._heads or self._stream.row >= MOST_ROWS:
            self._heads = heads
            self._sheets += 1
            bookkeeping = [self._say(fields()[name].label) for name in _BOOKKEEPING]
            name = f"{self._say(_TO_MEND)} {self._sheets}"
            self._stream.sheet(name, [*bookkeeping, *heads], [*_WIDTHS, *[_USUAL_WIDTH] * len(heads)])
        return self._stream

    def _adds_brand(self, layout: Layout) -> bool:
        return bool(self._brand) and "brand" not in layout.place_of

    def _say(self, text: Text) -> str:
        return text.in_language(self._language)


def reference(digest: str, sheet: str, row: int) -> str:
    """What finds a row of a file again, whatever the file is called."""
    return f"{digest[:_REFERENCE_DIGITS]}:{row}:{sheet}"


def referred(cell: str) -> tuple[str, str, int] | None:
    """The beginning of a digest, the sheet and the row that a reference names; ``None`` when it is none."""
    digest, _, rest = shown(cell).strip().partition(":")
    row, colon, sheet = rest.partition(":")
    right = len(digest) == _REFERENCE_DIGITS and colon and row.isascii() and row.isdigit()
    return (digest, sheet, int(row)) if right else None


def place(layout: Layout, row: int, language: Language) -> str:
    """Where a row stands, for a reader."""
    sheet = f" [{layout.sheet}]" if layout.sheet else ""
    return Path(layout.file).name + sheet + Text(f" 第 {row} 行", f" row {row}").in_language(language)


def _told(remark: Remark) -> Text:
    says = reasons()[remark.reason.code].says
    if not remark.detail:
        return says
    return says + Text(f"（应为 {remark.detail}）", f" (expected {remark.detail})")


def _written(cell: str, style: int) -> Cell:
    """A cell as it was: a number stays one, so that lost digits do not come back as text that looks right."""
    if cell.startswith(BROKEN):
        return ("#N/A", style)
    text = shown(cell)
    if cell.startswith(NUMBER):
        return (float(text), PLAIN)
    # A spreadsheet that saves this as CSV must not run it when that is opened again.
    return (f"'{text}" if text.startswith(FORMULA_STARTS) and len(text) > 1 else text, style)
