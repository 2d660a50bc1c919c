"""Spreadsheets of other kinds than xlsx (xls, xlsb, ods), sheet by sheet, with the kind of every cell."""

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

import numpy as np
from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetVisibleEnum

from laowu.text import Text
from laowu_ledger.errors import unreadable
from laowu_ledger.reading.batch import ROWS, Layout, RawBatch
from laowu_ledger.reading.cells import text_column
from laowu_ledger.reading.headings import SCANNED, find_headings, no_headings
from laowu_ledger.reading.sheets import Named, about_sheets, damaged, layout_of, wanted_sheets

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
    workbook = _opened(file)
    try:
        named = [Named(data.name, data.visible == SheetVisibleEnum.Visible) for data in workbook.sheets_metadata]
        wanted = wanted_sheets(named, sheets, file)
        remarks = about_sheets(named, wanted, sheets)
        read = 0
        for name in wanted:
            for item in _read(_sheet(workbook, name, file), file, name, remarks, required=len(wanted) == 1):
                read += isinstance(item, Layout)
                remarks = ()
                yield item
        if not read:
            raise no_headings(file)
    finally:
        workbook.close()


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


def _read(
    sheet: CalamineSheet, file: str, name: str, remarks: tuple[Text, ...], *, required: bool
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
    layout = layout_of(file, name, headings, remarks)
    yield layout
    number = headings.rows
    pending = first[headings.rows :]
    while pending:
        yield _batch(layout, pending, number)
        number += len(pending)
        pending = _next_rows(rows, file, name)


def _next_rows(rows: Iterator[Any], file: str, name: str) -> list[Any]:
    try:
        return list(islice(rows, _BATCH))
    except (CalamineError, ValueError, RuntimeError) as failure:
        raise damaged(f"{file}[{name}]", failure) from None


def _batch(layout: Layout, rows: list[Any], above: int) -> RawBatch:
    columns = [list(column) for column in zip(*rows, strict=True)]
    cells = [text_column(columns[place] if place < len(columns) else [""] * len(rows)) for place in range(len(layout.headings))]
    return RawBatch(layout=layout, rows=np.arange(above + 1, above + 1 + len(rows), dtype=np.int32), columns=tuple(cells))
