"""CSV files as officials keep them: UTF-8, UTF-16 or GB 18030, commas, semicolons or tabs, titles above the headings."""

import codecs
import csv
from collections.abc import Iterator
from itertools import chain, islice

import numpy as np
import pyarrow as pa

from laowu.text import Text
from laowu_ledger.errors import UnreadableLedger, unreadable
from laowu_ledger.reading.batch import ROWS, Layout, RawBatch
from laowu_ledger.reading.cells import cleaned, holds_controls
from laowu_ledger.reading.headings import SCANNED, find_headings, layout_remarks, no_headings

_CHUNK = 1 << 22
_LONGEST_CELL = 1 << 20
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_NOT_TEXT = (b"\x00",)


def read_text_file(file: str) -> Iterator[RawBatch | Layout]:
    """The rows of a CSV file, after their layout.

    Raises:
        UnreadableLedger: it cannot be read, is no text, no CSV, or has no headings.
    """
    encoding = encoding_of(file)
    try:
        with open(file, encoding=encoding, newline="") as stream:  # noqa: PTH123  # the caller has a name, not a path
            sample = stream.read(_CHUNK >> 4)
            stream.seek(0)
            csv.field_size_limit(_LONGEST_CELL)
            yield from _rows(csv.reader(stream, delimiter=delimiter_of(sample), strict=False), file)
    except OSError as failure:
        raise unreadable(failure, file) from None
    except UnicodeDecodeError as failure:
        raise _no_text(file, f"{failure.encoding}, {failure.start}") from None
    except csv.Error as failure:
        raise UnreadableLedger(
            Text("不合 CSV 格式", "this is no CSV"), where=file, mend=Text("另存为 CSV UTF-8", "save it as CSV UTF-8")
        ) from failure


def encoding_of(file: str) -> str:
    """The encoding: by its mark, else strict UTF-8, else GB 18030, which holds GBK and GB 2312."""
    try:
        with open(file, "rb") as stream:  # noqa: PTH123
            start = stream.read(4)
            for mark, encoding in _BOMS:
                if start.startswith(mark):
                    return encoding
            decoder = codecs.getincrementaldecoder("utf-8")()
            stream.seek(0)
            while chunk := stream.read(_CHUNK):
                if any(mark in chunk for mark in _NOT_TEXT):
                    raise _no_text(file, "0x00")
                decoder.decode(chunk)
            decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return "gb18030"
    except OSError as failure:
        raise unreadable(failure, file) from None
    return "utf-8"


def _no_text(file: str, why: str) -> UnreadableLedger:
    return UnreadableLedger(
        Text(f"文件既不是 UTF-8，也不是 GB 18030（{why}）", f"the file is neither UTF-8 nor GB 18030 ({why})"),
        where=file,
        mend=Text("另存为 CSV UTF-8", "save it as CSV UTF-8"),
    )


def delimiter_of(sample: str) -> str:
    """The character that divides the cells: the one that the first lines have most of."""
    lines = sample.splitlines()[:SCANNED]
    return max(",\t;", key=lambda mark: sum(line.count(mark) for line in lines))


def _rows(reader: Iterator[list[str]], file: str) -> Iterator[RawBatch | Layout]:
    first = list(islice(reader, SCANNED + 1))
    width = max(map(len, first), default=0)
    headings = find_headings([[*map(cleaned, row), *[""] * (width - len(row))] for row in first])
    if headings is None:
        raise no_headings(file)
    layout = Layout(
        file=file,
        heading_row=headings.rows,
        headings=headings.names,
        fields=headings.fields,
        remarks=(*headings.remarks, *layout_remarks(headings.fields)),
    )
    yield layout
    number = headings.rows
    rest = chain(first[headings.rows :], reader)
    while rows := list(islice(rest, ROWS)):
        yield _batch(layout, rows, number)
        number += len(rows)


def _batch(layout: Layout, rows: list[list[str]], above: int) -> RawBatch:
    width = len(layout.headings)
    if any(len(row) != width for row in rows):
        rows = [[*row[:width], *[""] * (width - len(row))] for row in rows]
    columns = tuple(_column(cells) for cells in zip(*rows, strict=True))
    return RawBatch(layout=layout, rows=np.arange(above + 1, above + 1 + len(rows), dtype=np.int32), columns=columns)


def _column(cells: tuple[str, ...]) -> pa.Array:
    column = pa.array(cells, pa.string())
    if holds_controls(column) or any(cell.startswith("#") for cell in cells):
        return pa.array([cleaned(cell) for cell in cells], pa.string())
    return column
