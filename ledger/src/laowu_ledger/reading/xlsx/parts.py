"""The parts of a workbook: its sheets, its calendar, and which styles show numbers as days."""

import posixpath
from collections.abc import Iterator, Mapping
from xml.etree import ElementTree as ET
from zipfile import ZipFile

import attrs

from laowu.text import Text
from laowu_ledger.errors import UnreadableLedger

_MOST_BYTES = 1 << 35
_RELATION = "}id"
_DAYS = {*range(14, 23), *range(27, 37), 45, 47, *range(50, 59)}
_SPAN = 46

PLAIN, MOMENT, SPAN = range(3)
"""What a style makes of a number: nothing, a day or a time, a length of time."""


@attrs.frozen(kw_only=True)
class Sheet:
    """A sheet: its name, the part that holds it, and whether it is shown."""

    name: str
    member: str
    visible: bool


@attrs.frozen(kw_only=True)
class Parts:
    """What a workbook says of itself.

    Attributes:
        since_1904: whether serial numbers of days count from 1904.
        sheets: its sheets, in their order.
        shared: the part with shared texts; empty for none.
        styles: what each style makes of a number.
    """

    since_1904: bool
    sheets: tuple[Sheet, ...]
    shared: str
    styles: tuple[int, ...]


def parts_of(archive: ZipFile, file: str) -> Parts:
    """The parts of a workbook.

    Raises:
        UnreadableLedger: unpacked it would be too large.
    """
    if sum(member.file_size for member in archive.infolist()) > _MOST_BYTES:
        raise UnreadableLedger(Text("解压后过大", "unpacked it is too large"), where=file)
    workbook = _read(archive, "xl/workbook.xml")
    targets: dict[str, str] = {}
    kinds: dict[str, str] = {}
    for relation in _read(archive, "xl/_rels/workbook.xml.rels"):
        target = str(relation.get("Target"))
        path = posixpath.normpath(posixpath.join("xl", target.lstrip("/").removeprefix("xl/")))
        targets[str(relation.get("Id"))] = path
        kinds[str(relation.get("Type")).rpartition("/")[2]] = path
    properties = next(_named(workbook, "workbookPr"), None)
    listed = next(_named(workbook, "sheets"), ())
    members = set(archive.namelist())
    sheets = []
    for sheet in listed:
        relation_id = next((value for name, value in sheet.items() if name.endswith(_RELATION)), "")
        target = targets.get(relation_id, "")
        if target in members and "worksheets/" in target:
            visible = sheet.get("state", "visible") == "visible"
            sheets.append(Sheet(name=str(sheet.get("name")), member=target, visible=visible))
    styles = kinds.get("styles", "")
    shared = kinds.get("sharedStrings", "")
    return Parts(
        since_1904=properties is not None and properties.get("date1904") in ("1", "true"),
        sheets=tuple(sheets),
        shared=shared if shared in members else "",
        styles=_styles(_read(archive, styles)) if styles in members else (),
    )


def _read(archive: ZipFile, member: str) -> ET.Element:
    return ET.fromstring(archive.read(member))  # noqa: S314  # expat refuses entity bombs


def _named(element: ET.Element, name: str) -> Iterator[ET.Element]:
    return (child for child in element if child.tag.rpartition("}")[2] == name)


def _styles(sheet: ET.Element) -> tuple[int, ...]:
    formats: Mapping[str, str] = {
        str(format_.get("numFmtId")): str(format_.get("formatCode"))
        for formats in _named(sheet, "numFmts")
        for format_ in formats
    }
    return tuple(_of_format(str(style.get("numFmtId", "0")), formats) for styles in _named(sheet, "cellXfs") for style in styles)


def _of_format(number: str, formats: Mapping[str, str]) -> int:
    if number in formats:
        return shows(formats[number])
    if not number.isdigit():
        return PLAIN
    return SPAN if int(number) == _SPAN else MOMENT if int(number) in _DAYS else PLAIN


def shows(format_code: str) -> int:  # noqa: C901  # one case for each character that means something
    """What a format of numbers makes of them, told by its letters outside quotes and brackets."""
    skipped = quoted = of_span = morning = False
    depth, before = 0, " "
    for letter in format_code:
        if skipped:
            skipped = False
        elif quoted:
            quoted = letter != '"'
        elif letter in "_\\":
            skipped = True
        elif letter == '"':
            quoted = True
        elif letter == ";":
            return PLAIN
        elif letter == "[":
            depth += 1
        elif letter == "]":
            if of_span and depth == 1:
                return SPAN
            depth = max(0, depth - 1)
        elif depth == 0 and not morning and letter in "aA":
            morning = True
        elif depth == 0 and letter in ("pm/PM" if morning else "dmhysDMHYS"):
            return MOMENT
        elif not (of_span and letter.lower() == before.lower()):
            of_span = before == "[" and letter in "mhsMHS"
        before = letter
    return PLAIN
