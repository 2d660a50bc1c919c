"""A batch of rows of one sheet, and what is known of the sheet."""

from collections.abc import Mapping

import attrs
import numpy as np
import numpy.typing as npt
import pyarrow as pa

from laowu.text import Text
from laowu_ledger.schema.fields import Field

ROWS = 1 << 16
"""Rows in a batch."""


@attrs.frozen(kw_only=True)
class Layout:
    """What the columns of a sheet mean.

    Attributes:
        file: the file, as it was named.
        sheet: name of the sheet; empty where a file has none.
        heading_row: row of the file in which the headings end, from 1; 0 where the file names its columns itself.
        headings: the headings as written, one per column.
        fields: the field of each column; ``None`` for a column that nobody knows.
        remarks: what a reader should know about the sheet.
    """

    file: str
    sheet: str = ""
    heading_row: int
    headings: tuple[str, ...]
    fields: tuple[Field | None, ...]
    remarks: tuple[Text, ...] = ()

    @property
    def place_of(self) -> Mapping[str, int]:
        """The place of each known field among the columns."""
        return {field.name: place for place, field in enumerate(self.fields) if field is not None}

    @property
    def unknown(self) -> tuple[str, ...]:
        """Headings of columns that nobody knows."""
        return tuple(head for head, field in zip(self.headings, self.fields, strict=True) if field is None and head)

    @property
    def place(self) -> str:
        """File and sheet, for a message."""
        return f"{self.file}[{self.sheet}]" if self.sheet else self.file


@attrs.frozen(kw_only=True)
class Remarks:
    """What is known of a sheet only when all of it has been read.

    Attributes:
        layout: of the sheet.
        texts: what a reader should know.
    """

    layout: Layout
    texts: tuple[Text, ...]


@attrs.frozen(kw_only=True, eq=False)
class RawBatch:
    """Rows as they were read.

    Attributes:
        layout: what the columns mean.
        rows: the row of each in its sheet, from 1.
        columns: the cells, marked by kind; as many columns as the layout has.
    """

    layout: Layout
    rows: npt.NDArray[np.int32]
    columns: tuple[pa.Array, ...]

    def __len__(self) -> int:
        return len(self.rows)

    def column(self, field: str) -> pa.Array | None:
        """The cells of a field, or ``None`` when the sheet has no such column."""
        place = self.layout.place_of.get(field)
        return None if place is None else self.columns[place]
