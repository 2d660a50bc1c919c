"""What the reader of spreadsheets does not tell about an xlsx file: its extent, hidden rows, errors, its calendar.

A single cell far out makes that reader ask for memory for every cell before it, so the extent is looked at first. The sheet
is streamed through, never held.
"""

import posixpath
import re
from bisect import bisect_right
from collections.abc import Iterator
from xml.etree import ElementTree as ET
from zipfile import BadZipFile, ZipFile

import attrs

from laowu.text import Text
from laowu_ledger.errors import UnreadableLedger

MOST_CELLS = 80_000_000
"""Cells of a sheet, counted from its first to its last row and column."""
_MOST_BYTES = 1 << 35
_CHUNK = 1 << 22
_TAIL = 1 << 16
_KEPT = 1_000_000

# References beyond column AZ; the others need not be looked at one by one.
_USUAL_WIDTH = 52
_WIDE = re.compile(rb'<c r="([B-Z][A-Z]|[A-Z]{3})\d')
_ROW = re.compile(rb"<row\s[^>]*?>")
_ROW_NUMBER = re.compile(rb'\sr="(\d+)"')
_HIDDEN = re.compile(rb'<row\s(?=[^>]*\shidden="(?:1|true)")[^>]*>')
_BROKEN = re.compile(
    rb'<c r="([A-Z]{1,3})(\d+)"[^>]*?\st="e"|<c r="([A-Z]{1,3})(\d+)"[^>/]*><f[^>]*?(?:/>|>[^<]*</f>)(?:<v\s*/>|<v></v>)?</c>'
)
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


@attrs.frozen(kw_only=True)
class SheetParts:
    """What was seen in one sheet.

    Attributes:
        hidden_rows: rows that somebody hid or filtered away, from 1.
        broken: cells that hold an error, or a formula whose value was not saved: row and column, from 1, in order.
    """

    hidden_rows: int = 0
    broken: tuple[tuple[int, int], ...] = ()

    def broken_between(self, above: int, last: int) -> tuple[tuple[int, int], ...]:
        """The broken cells in the rows after ``above`` up to ``last``."""
        return self.broken[bisect_right(self.broken, (above, 1 << 30)) : bisect_right(self.broken, (last, 1 << 30))]


@attrs.frozen(kw_only=True)
class XlsxParts:
    """What was seen in a workbook.

    Attributes:
        since_1904: whether serial numbers of days count from 1904.
        sheets: what was seen in each sheet, by name.
    """

    since_1904: bool
    sheets: dict[str, SheetParts]


def look_into(file: str) -> XlsxParts:
    """Look through a workbook.

    Raises:
        UnreadableLedger: it is no such file, is damaged, or a cell stands so far out that the sheet cannot be read.
    """
    try:
        with ZipFile(file) as archive:
            if sum(member.file_size for member in archive.infolist()) > _MOST_BYTES:
                raise UnreadableLedger(Text("解压后过大", "unpacked it is too large"), where=file)
            return _parts(archive, file)
    except (BadZipFile, KeyError, ET.ParseError, EOFError, NotImplementedError, RuntimeError) as failure:
        raise damaged(file, failure) from None


def damaged(file: str, failure: BaseException) -> UnreadableLedger:
    """The file is damaged, encrypted, or no workbook; only the kind of the failure is told, never what was read."""
    kind = type(failure).__name__
    return UnreadableLedger(
        Text(f"不是表格文件，或已损坏、已加密（{kind}）", f"this is no workbook, or it is damaged or encrypted ({kind})"),
        where=file,
        mend=Text("用表格软件打开后另存为 .xlsx 或 CSV UTF-8", "open it and save it as .xlsx or CSV UTF-8"),
    )


def _parts(archive: ZipFile, file: str) -> XlsxParts:
    workbook = ET.fromstring(archive.read("xl/workbook.xml"))  # noqa: S314  # expat refuses entity bombs
    targets = {
        relation.get("Id"): posixpath.normpath(posixpath.join("xl", str(relation.get("Target")).lstrip("/").removeprefix("xl/")))
        for relation in ET.fromstring(archive.read("xl/_rels/workbook.xml.rels"))  # noqa: S314
    }
    properties = next((item for item in workbook if item.tag.endswith("}workbookPr")), None)
    since_1904 = properties is not None and properties.get("date1904") in ("1", "true")
    listed = next((item for item in workbook if item.tag.endswith("}sheets")), ())
    members = set(archive.namelist())
    sheets = {}
    for sheet in listed:
        name, target = str(sheet.get("name")), targets.get(sheet.get(_RELATION), "")
        if target in members and "worksheets/" in target:
            sheets[name] = _sheet(archive, target, f"{file}[{name}]")
    return XlsxParts(since_1904=since_1904, sheets=sheets)


def _sheet(archive: ZipFile, member: str, place: str) -> SheetParts:
    widest, last_row, first_row, hidden = _USUAL_WIDTH, 0, 0, 0
    broken: set[tuple[int, int]] = set()
    for chunk in _chunks(archive, member):
        widest = max([widest, *(_column(name) for name in set(_WIDE.findall(chunk)))])
        rows = _ROW.findall(chunk[-_TAIL:]) if last_row else _ROW.findall(chunk)  # rows ascend
        numbers = [int(found[1]) for row in (rows[:1] + rows[-1:]) if (found := _ROW_NUMBER.search(row))]
        if numbers:
            first_row = first_row or numbers[0]
            last_row = max(last_row, *numbers)
        if b"hidden=" in chunk:
            hidden += len(_HIDDEN.findall(chunk))
        if (b't="e"' in chunk or b"<f" in chunk) and len(broken) < _KEPT:
            for one, one_row, other, other_row in _BROKEN.findall(chunk):
                broken.add((int(one_row or other_row), _column(one or other)))
    if (last_row - first_row + 1) * widest > MOST_CELLS:
        raise UnreadableLedger(
            Text(
                f"表格铺到第 {last_row} 行、第 {widest} 列，远处可能有多余的单元格",
                f"the sheet reaches to row {last_row} and column {widest}: there may be a stray cell far out",
            ),
            where=place,
            mend=Text("删去数据区以外的行和列后保存", "delete the rows and columns beyond the data, and save"),
        )
    return SheetParts(hidden_rows=hidden, broken=tuple(sorted(broken)))


def _chunks(archive: ZipFile, member: str) -> Iterator[bytes]:
    """The sheet in pieces of whole rows."""
    rest = b""
    with archive.open(member) as stream:
        while piece := stream.read(_CHUNK):
            rest += piece
            end = rest.rfind(b"<row")
            if end > 0:
                yield rest[:end]
                rest = rest[end:]
    yield rest


def _column(name: bytes) -> int:
    number = 0
    for letter in name:
        number = number * 26 + letter - 64
    return number
