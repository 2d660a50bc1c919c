"""A workbook written row by row straight into its file: nothing of it stands anywhere else, in memory or on the disk.

Other writers keep rows in temporary files until the end, where names and numbers would remain if the program is killed.
"""

import os
import re
import stat
from collections.abc import Sequence
from pathlib import Path
from typing import IO
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

from laowu_ledger.errors import unwritable
from laowu_ledger.store.durable import PART, sync_folder

MOST_ROWS = 1 << 20
PLAIN, HEAD, TEXT, WRONG = range(4)
"""Styles of cells: none, heading, text kept as typed, text that is to be looked at."""

_NO_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_HEADER = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_STYLES = (
    f'<styleSheet xmlns="{_MAIN}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>'
    '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="4"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
    '<fill><patternFill patternType="solid"><fgColor rgb="FFDDEBF7"/></patternFill></fill>'
    '<fill><patternFill patternType="solid"><fgColor rgb="FFFFE699"/></patternFill></fill></fills>'
    "<borders count='1'><border/></borders><cellStyleXfs count='1'><xf/></cellStyleXfs>"
    '<cellXfs count="4"><xf/><xf fontId="1" fillId="2" applyFont="1" applyFill="1"/>'
    '<xf numFmtId="49" applyNumberFormat="1"/><xf numFmtId="49" fillId="3" applyNumberFormat="1" applyFill="1"/></cellXfs>'
    "</styleSheet>"
)

Cell = tuple[str | float, int]
"""A value with its style."""


class XlsxStream:
    """A workbook being written. It takes its name when it is closed in order."""

    def __init__(self, file: str) -> None:
        """Begin a workbook that only its owner can read, in place of whatever the file is now.

        Raises:
            StoreError: it cannot be written.
        """
        self._target = Path(file)
        self._part = self._target.with_name(self._target.name + PART)
        try:
            opened = os.open(self._part, os.O_RDWR | os.O_CREAT | os.O_TRUNC, stat.S_IRUSR | stat.S_IWUSR)
        except OSError as failure:
            raise unwritable(failure, file) from failure
        self._raw: IO[bytes] = os.fdopen(opened, "w+b")
        self._archive = ZipFile(self._raw, "w", ZIP_DEFLATED, compresslevel=6)
        self._sheets: list[str] = []
        self._sheet: IO[bytes] | None = None
        self.row = 0

    def sheet(self, name: str, heads: Sequence[str], widths: Sequence[int]) -> None:
        """Begin a sheet with its headings, which stay in sight."""
        self._end_sheet()
        self._sheets.append(name)
        columns = "".join(f'<col min="{at}" max="{at}" width="{width}" customWidth="1"/>' for at, width in enumerate(widths, 1))
        with self._failures():
            self._sheet = self._archive.open(f"xl/worksheets/sheet{len(self._sheets)}.xml", "w", force_zip64=True)
        frozen = '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'
        self._write(
            f'{_HEADER}<worksheet xmlns="{_MAIN}"><sheetViews><sheetView workbookViewId="0">{frozen}</sheetView></sheetViews>'
            f"<cols>{columns}</cols><sheetData>"
        )
        self.row = 0
        self.append([(head, HEAD) for head in heads])

    def append(self, cells: Sequence[Cell]) -> None:
        """Write a row."""
        self.row += 1
        written = "".join(_cell(value, style, at, self.row) for at, (value, style) in enumerate(cells) if value != "")
        self._write(f'<row r="{self.row}">{written}</row>')

    def close(self) -> None:
        """Finish the workbook.

        Raises:
            StoreError: it cannot be written; no file of its name was made or changed.
        """
        self._end_sheet()
        with self._failures():
            for name, text in _parts(self._sheets).items():
                self._archive.writestr(name, _HEADER + text)
            self._archive.close()
            self._raw.flush()
            os.fsync(self._raw.fileno())
            self._raw.close()
            self._part.replace(self._target)
            sync_folder(self._target.parent)

    def abandon(self) -> None:
        """Leave off and leave nothing behind."""
        self._part.unlink(missing_ok=True)
        self._sheet = None
        self._archive.fp = None  # what it would still write has nowhere to go
        try:
            self._raw.close()
        except OSError:
            return

    def _write(self, text: str) -> None:
        with self._failures():
            if self._sheet is not None:
                self._sheet.write(text.encode())

    def _end_sheet(self) -> None:
        if self._sheet is not None:
            self._write("</sheetData></worksheet>")
            with self._failures():
                self._sheet.close()
            self._sheet = None

    def _failures(self) -> "_Failures":
        return _Failures(self)


class _Failures:
    """Turns failures to write into words, and takes the unfinished file away."""

    def __init__(self, stream: XlsxStream) -> None:
        self.stream = stream

    def __enter__(self) -> None: ...

    def __exit__(self, kind: type[BaseException] | None, failure: BaseException | None, trace: object) -> None:
        if isinstance(failure, OSError):
            self.stream.abandon()
            raise unwritable(failure, str(self.stream._target)) from failure  # noqa: SLF001  # two halves of one thing


def _cell(value: str | float, style: int, column: int, row: int) -> str:
    reference = f"{_letters(column)}{row}"
    if not isinstance(value, str):
        return f'<c r="{reference}"><v>{value!r}</v></c>'
    text = escape(_NO_XML.sub("", value))
    return f'<c r="{reference}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'


def _letters(column: int) -> str:
    name = ""
    while column >= 0:
        name = chr(65 + column % 26) + name
        column = column // 26 - 1
    return name


def _parts(sheets: Sequence[str]) -> dict[str, str]:
    """The small parts of a workbook that name its sheets."""
    numbers = range(1, len(sheets) + 1)
    overrides = "".join(
        f'<Override PartName="/xl/worksheets/sheet{number}.xml" ContentType="{_KIND}.worksheet+xml"/>' for number in numbers
    )
    listed = "".join(
        f'<sheet name="{escape(name, {chr(34): "&quot;"})}" sheetId="{number}" r:id="rId{number}"/>'
        for number, name in zip(numbers, sheets, strict=True)
    )
    relations = "".join(
        f'<Relationship Id="rId{number}" Type="{_OFFICE}/worksheet" Target="worksheets/sheet{number}.xml"/>' for number in numbers
    )
    styles = f'<Relationship Id="rId{len(sheets) + 1}" Type="{_OFFICE}/styles" Target="styles.xml"/>'
    return {
        "[Content_Types].xml": f'<Types xmlns="{_TYPES}">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_KIND}.sheet.main+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{_KIND}.styles+xml"/>{overrides}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{_RELATIONS}">'
        f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{listed}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_RELATIONS}">{relations}{styles}</Relationships>',
        "xl/styles.xml": _STYLES,
    }
