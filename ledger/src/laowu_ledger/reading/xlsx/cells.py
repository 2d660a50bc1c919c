"""The cells of some rows of a sheet as columns of numbers, and where their texts are."""

from typing import Any

import attrs
import numpy as np
import numpy.typing as npt
import pyarrow as pa

EMPTY, SHARED, TEXT, TRIMMED, NUMBER, FLAG, BROKEN, DAY = range(8)
"""Kinds of cells: nothing, a place in the table of shared texts, a text as it stands, one whose outer spaces mean nothing, a
number, yes or no, an error (or a formula whose value was not saved), a day in the form of ISO 8601."""

WHITESPACE = " \t\r\n"
"""What XML counts as space."""


@attrs.frozen(kw_only=True, eq=False)
class Cells:
    """Cells in the order in which they stand.

    Attributes:
        numbers: the number of each row, from 1.
        row: the place of each cell's row among them.
        column: the place of each cell's column, from 0.
        kind: what each cell is.
        style: the number of each cell's style.
        texts: what cells say, among other texts.
        text: the place of what each cell says among them.
        blank: a place at which nothing stands.
        hidden: how many of the rows are hidden.
        encoded: whether texts may hold what XML writes in another way.
        spaced: cells whose text may begin or end with a space; ``None`` where nobody looked.
    """

    numbers: npt.NDArray[np.int32]
    row: npt.NDArray[Any]
    column: npt.NDArray[Any]
    kind: npt.NDArray[np.uint8]
    style: npt.NDArray[np.int32]
    texts: pa.Array
    text: npt.NDArray[Any]
    blank: int
    hidden: int
    encoded: bool = False
    spaced: npt.NDArray[np.bool_] | None = None
