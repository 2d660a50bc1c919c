"""Parquet files: their columns have names and types already."""

from collections.abc import Iterator

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from laowu.text import Text
from laowu_ledger.errors import UnreadableLedger, unreadable
from laowu_ledger.reading.batch import ROWS, Layout, RawBatch
from laowu_ledger.reading.cells import DATE, FLAG, NUMBER, cleaned, holds_controls, number_text
from laowu_ledger.reading.headings import layout_remarks, no_headings
from laowu_ledger.reading.kinds import repeats
from laowu_ledger.schema.fields import by_heading
from laowu_ledger.schema.spelling import heading_key


def read_parquet(file: str) -> Iterator[RawBatch | Layout]:
    """The rows of a Parquet file, after their layout. Rows count from 1.

    Raises:
        UnreadableLedger: it cannot be read, is no such file, or no column is known.
    """
    try:
        with pq.ParquetFile(file) as parquet:
            names = tuple(parquet.schema_arrow.names)
            fields = tuple(by_heading().get(heading_key(name)) for name in names)
            if not {"name", "id_number"} & {field.name for field in fields if field is not None}:
                raise no_headings(file)
            layout = Layout(file=file, heading_row=0, headings=names, fields=fields, remarks=layout_remarks(fields))
            yield layout
            number = 0
            few = _few_words(parquet.metadata)
            repeating = [name for name, field in zip(names, fields, strict=True) if repeats(field) and name in few]
        with pq.ParquetFile(file, read_dictionary=repeating) as parquet:
            for batch in parquet.iter_batches(ROWS):
                rows = np.arange(number + 1, number + 1 + len(batch), dtype=np.int32)
                yield RawBatch(layout=layout, rows=rows, columns=tuple(map(_column, batch.columns)))
                number += len(batch)
    except pa.ArrowException as failure:
        kind = type(failure).__name__
        says = Text(f"不是 Parquet 文件，或已损坏（{kind}）", f"this is no Parquet file, or it is damaged ({kind})")
        raise UnreadableLedger(says, where=file) from None
    except OSError as failure:
        raise unreadable(failure, file) from None


def _few_words(metadata: pq.FileMetaData) -> set[str]:
    """The columns whose lists of words are short: it does not pay to carry a long one along with every batch."""
    groups = [metadata.row_group(place) for place in range(metadata.num_row_groups)]
    found = set()
    for place, name in enumerate(metadata.schema.names):
        chunks = [group.column(place) for group in groups]
        lists = [chunk.data_page_offset - (chunk.dictionary_page_offset or 0) for chunk in chunks if chunk.has_dictionary_page]
        if len(lists) == len(chunks) and max(lists, default=0) <= _LONGEST_LIST:
            found.add(name)
    return found


_LONGEST_LIST = 1 << 18
"""Bytes of a list of words, as it is stored."""


def _column(column: pa.Array) -> pa.Array:  # noqa: PLR0911  # one for each kind of column
    """A column as marked text. Whole numbers are exact here, unlike in spreadsheets, and count as text."""
    kind = column.type
    if pa.types.is_dictionary(kind):
        words = column.dictionary
        if pa.types.is_string(words.type) and not column.null_count and not words.null_count and len(words) <= len(column):
            return column if not holds_controls(words) else _column(column.dictionary_decode())
        column, kind = column.dictionary_decode(), kind.value_type
    if pa.types.is_string(kind) or pa.types.is_large_string(kind):
        found = column.cast(pa.string())
        if holds_controls(found):
            return pa.array([cleaned(cell) if cell else "" for cell in found.to_pylist()], pa.string())
        return found.fill_null("") if found.null_count else found
    if pa.types.is_integer(kind) or pa.types.is_decimal(kind):
        return column.cast(pa.string()).fill_null("")
    if pa.types.is_date(kind) or pa.types.is_timestamp(kind):
        days = column.cast(pa.timestamp("s")).cast(pa.date32(), safe=False)
        return _marked(DATE, days.cast(pa.string()))
    if pa.types.is_boolean(kind):
        return _marked(FLAG, pc.if_else(column, "是", "否"))
    if pa.types.is_floating(kind):
        return pa.array(["" if cell is None else NUMBER + number_text(cell) for cell in column.to_pylist()], pa.string())
    return pa.array(["" if cell is None else cleaned(str(cell)) for cell in column.to_pylist()], pa.string())


def _marked(mark: str, texts: pa.Array) -> pa.Array:
    return pc.binary_join_element_wise(mark, texts.cast(pa.string()), "").fill_null("")
