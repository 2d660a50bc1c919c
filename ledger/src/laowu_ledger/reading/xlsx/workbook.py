"""Workbooks of the xlsx kind, sheet by sheet, as columns that still know the kind of every cell."""

import zlib
from collections.abc import Iterator, Sequence
from xml.etree import ElementTree as ET
from zipfile import BadZipFile, ZipFile

import attrs
import numpy as np
import pyarrow as pa

from laowu.text import Text
from laowu_ledger.errors import UnreadableLedger, unreadable
from laowu_ledger.reading.batch import Layout, RawBatch, Remarks
from laowu_ledger.reading.headings import SCANNED, find_headings, no_headings
from laowu_ledger.reading.kinds import is_day, repeats
from laowu_ledger.reading.sheets import Named, about_sheets, damaged, layout_of, wanted_sheets
from laowu_ledger.reading.xlsx.cells import EMPTY, Cells
from laowu_ledger.reading.xlsx.columns import Making
from laowu_ledger.reading.xlsx.irregular import Elements
from laowu_ledger.reading.xlsx.parts import Parts, Sheet, parts_of
from laowu_ledger.reading.xlsx.pieces import ahead, pieces, prefix_of
from laowu_ledger.reading.xlsx.regular import regular_rows
from laowu_ledger.reading.xlsx.shared_texts import SharedTexts, shared_texts

MOST_CELLS = 80_000_000
"""Cells of a sheet, counted from its first to its last row and column: beyond, one of them stands far out."""
_USUAL_WIDTH = 52
_FAILURES = (
    *(BadZipFile, ET.ParseError, pa.ArrowException, zlib.error),
    *(EOFError, KeyError, NotImplementedError, RuntimeError, ValueError),
)


def read_xlsx(file: str, sheets: Sequence[str] = ()) -> Iterator[RawBatch | Layout | Remarks]:
    """The sheets of a workbook; the layout of each comes before its batches, and what is only known at its end behind them.

    Args:
        file: the workbook.
        sheets: the sheets to read; every visible one that has headings when empty.

    Raises:
        UnreadableLedger: it cannot be read, has no sheet of that name, or no sheet has headings.
    """
    try:
        with ZipFile(file) as archive:
            yield from _Workbook(archive, file).read(sheets)
    except OSError as failure:
        raise unreadable(failure, file) from None
    except _FAILURES as failure:
        raise damaged(file, failure) from None


class _Workbook:
    def __init__(self, archive: ZipFile, file: str) -> None:
        self.archive = archive
        self.file = file
        self.parts: Parts = parts_of(archive, file)
        self._shared: SharedTexts | None = None

    @property
    def shared(self) -> SharedTexts:
        """The texts that cells share, read when the first sheet asks for them."""
        if self._shared is None:
            self._shared = shared_texts(self.archive, self.parts.shared)
        return self._shared

    def read(self, sheets: Sequence[str]) -> Iterator[RawBatch | Layout | Remarks]:
        known = {sheet.name: sheet for sheet in self.parts.sheets}
        named = [Named(sheet.name, sheet.visible) for sheet in self.parts.sheets]
        wanted = wanted_sheets(named, sheets, self.file)
        remarks = about_sheets(named, wanted, sheets)
        read = 0
        for name in wanted:
            for item in self._sheet(known[name], remarks, required=len(wanted) == 1):
                read += isinstance(item, Layout)
                remarks = ()
                yield item
        if not read:
            raise no_headings(self.file)

    def _sheet(self, sheet: Sheet, remarks: tuple[Text, ...], *, required: bool) -> Iterator[RawBatch | Layout | Remarks]:
        """A sheet, if it has headings."""
        place = f"{self.file}[{sheet.name}]"
        extent = _Extent(place)
        read = self._rows(sheet, extent)
        first = next(read, None)
        headings = None if first is None else find_headings(self._top(first))
        if first is None or headings is None:
            if required:
                raise no_headings(place)
            return
        layout = layout_of(self.file, sheet.name, headings, remarks)
        yield layout
        fields = layout.fields
        making = Making(
            shared=self.shared,
            styles=self.parts.styles,
            since_1904=self.parts.since_1904,
            repeating=frozenset(place for place, field in enumerate(fields) if repeats(field)),
            days=frozenset(place for place, field in enumerate(fields) if is_day(field)),
        )
        cells: Cells | None = first
        while cells is not None:
            extent.look_beyond(cells, len(layout.headings))
            batch = self._batch(layout, cells, making)
            if len(batch):
                yield batch
            cells = next(read, None)
        if extent.remarks:
            yield Remarks(layout=layout, texts=extent.remarks)

    def _rows(self, sheet: Sheet, extent: "_Extent") -> Iterator[Cells]:
        """The rows of a sheet, some at a time; enough at first to hold its headings, if they can be had."""
        prefix = prefix_of(self.archive, sheet.member)
        read = ahead(pieces(self.archive, sheet.member, b"<" + prefix + b"row", b"</" + prefix + b"sheetData"))
        elements = Elements(next(read), prefix)
        for piece in read:
            found = regular_rows(piece)
            for cells in elements.rows(piece) if found is None else (found,):
                extent.see(cells)
                if len(cells.numbers):
                    elements.last = int(cells.numbers[-1])
                    yield cells

    def _top(self, cells: Cells) -> list[list[str]]:
        """The first rows as marked cells, empty ones included."""
        making = Making(shared=self.shared, styles=self.parts.styles, since_1904=self.parts.since_1904)
        count = int(np.searchsorted(cells.numbers, SCANNED + 1, "right"))
        top = _first_rows(cells, count)
        filled = top.kind != EMPTY
        width = int(top.column[filled].max()) + 1 if filled.any() else 0
        columns = [column.to_pylist() for column in making.columns(top, width)]
        rows = [[""] * width for _ in range(int(top.numbers[-1]) if count else 0)]
        for place, number in enumerate(top.numbers.tolist()):
            rows[number - 1] = [column[place] or "" for column in columns]
        return rows

    def _batch(self, layout: Layout, cells: Cells, making: Making) -> RawBatch:
        columns = making.columns(cells, len(layout.headings))
        numbers = cells.numbers
        above = int(np.searchsorted(numbers, layout.heading_row, "right")) if numbers[0] <= layout.heading_row else 0
        if above:
            numbers, columns = numbers[above:], tuple(column.slice(above) for column in columns)
        return RawBatch(layout=layout, rows=numbers, columns=columns)


def _first_rows(cells: Cells, count: int) -> Cells:
    """The first so many rows."""
    those = cells.row < count
    return attrs.evolve(
        cells,
        numbers=cells.numbers[:count],
        row=cells.row[those],
        column=cells.column[those],
        kind=cells.kind[those],
        style=cells.style[those],
        text=cells.text[those],
        spaced=None if cells.spaced is None else cells.spaced[those],
    )


class _Extent:
    """How far a sheet reaches."""

    def __init__(self, place: str) -> None:
        self.place = place
        self.first = self.last = self.hidden = self.beyond = 0
        self.widest = _USUAL_WIDTH

    @property
    def remarks(self) -> tuple[Text, ...]:
        """What a reader should know."""
        hidden, beyond = self.hidden, self.beyond
        found = []
        if hidden:
            found.append(Text(f"有 {hidden} 行被隐藏或筛掉，也已读取", f"{hidden} hidden or filtered rows were read too"))
        if beyond:
            found.append(
                Text(
                    f"最后一个列名右边还有 {beyond} 个单元格有内容，没有读取",
                    f"{beyond} cells to the right of the last heading were not read",
                )
            )
        return tuple(found)

    def look_beyond(self, cells: Cells, width: int) -> None:
        """Count cells to the right of the last heading."""
        self.beyond += int(np.count_nonzero((cells.column >= width) & (cells.kind != EMPTY)))

    def see(self, cells: Cells) -> None:
        """Look at some rows.

        Raises:
            UnreadableLedger: one of their cells stands far out.
        """
        self.hidden += cells.hidden
        if len(cells.column):
            self.widest = max(self.widest, int(cells.column.max()) + 1)
        if len(cells.numbers):
            self.first = self.first or int(cells.numbers[0])
            self.last = max(self.last, int(cells.numbers.max()))
        if (self.last - self.first + 1) * self.widest > MOST_CELLS:
            raise UnreadableLedger(
                Text(
                    f"表格铺到第 {self.last} 行、第 {self.widest} 列，远处可能有多余的单元格",
                    f"the sheet reaches to row {self.last} and column {self.widest}: there may be a stray cell far out",
                ),
                where=self.place,
                mend=Text("删去数据区以外的行和列后保存", "delete the rows and columns beyond the data, and save"),
            )
