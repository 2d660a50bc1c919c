"""Spreadsheets (xlsx, xls, ods) sheet by sheet, with the kind of every cell."""

import zipfile
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import date, timedelta
from itertools import islice
from typing import Any

import numpy as np
import pyarrow as pa
from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetVisibleEnum

from laowu.text import Text, joined, same
from laowu_ledger.errors import UnreadableLedger, unreadable
from laowu_ledger.reading.batch import ROWS, Layout, RawBatch
from laowu_ledger.reading.cells import BROKEN, NUMBER, shown, text_column
from laowu_ledger.reading.headings import SCANNED, Headings, find_headings, layout_remarks, no_headings
from laowu_ledger.reading.xlsx_parts import SheetParts, XlsxParts, damaged, look_into
from laowu_ledger.schema.spelling import word_key
from laowu_ledger.schema.words import codes

_BATCH = ROWS // 4
"""Rows turned into columns at once: spreadsheet rows are Python objects, and take more room than columns."""


def read_spreadsheet(file: str, sheets: Sequence[str] = ()) -> Iterator[RawBatch | Layout]:
    """The sheets of a workbook; the layout of each comes before its batches, and before an empty sheet's none.

    Args:
        file: the workbook.
        sheets: the sheets to read; every visible one that has headings when empty.

    Raises:
        UnreadableLedger: it cannot be read, has no sheet of that name, or no sheet has headings.
    """
    parts = look_into(file) if zipfile.is_zipfile(file) and _is_xlsx(file) else None
    workbook = _opened(file)
    try:
        wanted = _wanted(workbook, sheets, file)
        remarks = _about_sheets(workbook, wanted, sheets)
        read = 0
        for name in wanted:
            seen = parts.sheets.get(name, SheetParts()) if parts else SheetParts()
            sheet = _sheet(workbook, name, file)
            for item in _read(sheet, file, name, seen, parts=parts, remarks=remarks, required=len(wanted) == 1):
                read += isinstance(item, Layout)
                remarks = ()
                yield item
        if not read:
            raise no_headings(file)
    finally:
        workbook.close()


def _is_xlsx(file: str) -> bool:
    with zipfile.ZipFile(file) as archive:
        return "xl/workbook.xml" in archive.namelist()


def _opened(file: str) -> CalamineWorkbook:
    try:
        return CalamineWorkbook.from_path(file)
    except OSError as failure:
        raise unreadable(failure, file) from None
    except (CalamineError, ValueError, RuntimeError) as failure:
        raise damaged(file, failure) from None


def _sheet(workbook: CalamineWorkbook, name: str, file: str) -> CalamineSheet:
    try:
        return workbook.get_sheet_by_name(name)
    except (CalamineError, ValueError, RuntimeError, OSError) as failure:
        raise damaged(f"{file}[{name}]", failure) from None


def _wanted(workbook: CalamineWorkbook, sheets: Sequence[str], file: str) -> list[str]:
    visible = {data.name: data.visible == SheetVisibleEnum.Visible for data in workbook.sheets_metadata}
    missing = [name for name in sheets if name not in visible]
    if missing:
        raise UnreadableLedger(
            Text(f"没有名为“{missing[0]}”的工作表", f"there is no sheet “{missing[0]}”"),
            where=file,
            mend=Text("工作表有：", "its sheets: ") + joined([same(name) for name in visible], zh="、", en=", "),
        )
    if sheets:
        return list(sheets)
    return [name for name, seen in visible.items() if seen and word_key(name) not in codes("no_ledger")]


def _about_sheets(workbook: CalamineWorkbook, wanted: list[str], sheets: Sequence[str]) -> tuple[Text, ...]:
    if sheets:
        return ()
    remarks = []
    hidden = [data.name for data in workbook.sheets_metadata if data.visible != SheetVisibleEnum.Visible]
    if hidden:
        listed = joined([same(name) for name in hidden], zh="、", en=", ")
        says = Text("有隐藏的工作表，没有读取（可用 --sheet 指定）：", "hidden sheets were not read (--sheet names one): ")
        remarks.append(says + listed)
    if len(wanted) > 1:
        listed = joined([same(name) for name in wanted], zh="、", en=", ")
        says = Text(
            "有多个工作表，有列名的都读；若只算其中一些，请用 --sheet 指定：",
            "there are several sheets, and each with headings was read; --sheet names those that count: ",
        )
        remarks.append(says + listed)
    return tuple(remarks)


def _read(
    sheet: CalamineSheet,
    file: str,
    name: str,
    seen: SheetParts,
    *,
    parts: XlsxParts | None,
    remarks: tuple[Text, ...],
    required: bool,
) -> Iterator[RawBatch | Layout]:
    rows = sheet.iter_rows()
    first = [list(row) for row in islice(rows, SCANNED + 1)]
    width = max(map(len, first), default=0)
    marked = [text_column([*row, *[""] * (width - len(row))]).to_pylist() for row in first]
    headings = find_headings(marked)
    if headings is None:
        if required:
            raise no_headings(f"{file}[{name}]")
        return
    layout = _layout(file, name, headings, seen, remarks)
    yield layout
    number = headings.rows
    pending = first[headings.rows :]
    while pending:
        yield _batch(layout, pending, number, seen, since_1904=parts is not None and parts.since_1904)
        number += len(pending)
        pending = _next_rows(rows, file, name)


def _next_rows(rows: Iterator[Any], file: str, name: str) -> list[Any]:
    try:
        return list(islice(rows, _BATCH))
    except (CalamineError, ValueError, RuntimeError) as failure:
        raise damaged(f"{file}[{name}]", failure) from None


def _layout(file: str, name: str, headings: Headings, seen: SheetParts, remarks: tuple[Text, ...]) -> Layout:
    if seen.hidden_rows:
        hidden = seen.hidden_rows
        remarks += (Text(f"有 {hidden} 行被隐藏或筛掉，也已读取", f"{hidden} hidden or filtered rows were read too"),)
    return Layout(
        file=file,
        sheet=name,
        heading_row=headings.rows,
        headings=headings.names,
        fields=headings.fields,
        remarks=(*remarks, *headings.remarks, *layout_remarks(headings.fields)),
    )


def _batch(layout: Layout, rows: list[Any], above: int, seen: SheetParts, *, since_1904: bool) -> RawBatch:
    columns = [list(column) for column in zip(*rows, strict=True)]
    broken: dict[int, list[int]] = {}
    for row, column in seen.broken_between(above, above + len(rows)):
        broken.setdefault(column - 1, []).append(row - above - 1)
    cells = []
    for place in range(len(layout.headings)):
        values = columns[place] if place < len(columns) else [""] * len(rows)
        column_read = text_column(values)
        if place in broken or (since_1904 and _is_date(layout, place)):
            column_read = _remarked(column_read, broken.get(place, ()), serials_from_1904=since_1904 and _is_date(layout, place))
        cells.append(column_read)
    return RawBatch(layout=layout, rows=np.arange(above + 1, above + 1 + len(rows), dtype=np.int32), columns=tuple(cells))


def _remarked(column: pa.Array, broken: Sequence[int], *, serials_from_1904: bool) -> pa.Array:
    """A column with what the reader of spreadsheets does not tell: errors, and the calendar that begins in 1904."""
    cells = column.to_pylist()
    for place in broken:
        cells[place] = BROKEN + "#"
    return pa.array([_since_1900(cell) for cell in cells] if serials_from_1904 else cells, pa.string())


def _is_date(layout: Layout, place: int) -> bool:
    field = layout.fields[place]
    return field is not None and field.kind in ("date", "start_date", "end_date", "month")


_LAST_SERIAL = 73_415  # the end of 2100
_DAYS_BETWEEN = (date(1904, 1, 1) - date(1899, 12, 30)) // timedelta(days=1)


def _since_1900(cell: str) -> str:
    """A serial number of the calendar that begins in 1904, in the one that begins in 1900."""
    with suppress(ValueError):
        if cell.startswith(NUMBER):
            serial = float(shown(cell))
            if serial.is_integer() and serial < _LAST_SERIAL:
                return f"{NUMBER}{int(serial) + _DAYS_BETWEEN}"
    return cell
