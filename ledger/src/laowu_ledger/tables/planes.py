"""Bit planes: one bit for each row, eight rows in a byte, the first row in the lowest bit, as Arrow keeps its own.

A plane that says the same of every row is plain ``True`` or ``False``.
"""

from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

Bits = npt.NDArray[np.uint8]
Plane = Bits | bool
Mask = npt.NDArray[np.bool_]
BYTE = 8


def packed(mask: Mask) -> Bits:
    """A plane out of one byte for each row."""
    return np.packbits(mask, bitorder="little")


def unpacked(plane: Plane, rows: int) -> Mask:
    """One byte for each row out of a plane."""
    if isinstance(plane, bool):
        return np.full(rows, plane)
    return np.unpackbits(plane, count=rows, bitorder="little").view(np.bool_)


def filled(plane: Plane, rows: int) -> Bits:
    """The plane as bits, also where it says the same of every row."""
    if isinstance(plane, bool):
        return np.full(-(-rows // BYTE), 0xFF if plane else 0, np.uint8)
    return plane


def trimmed(plane: Plane, rows: int) -> Bits:
    """The plane as bits, without any after the last row."""
    bits = filled(plane, rows)
    rest = rows % BYTE
    if rest and bits[-1] >> rest:
        bits = bits.copy()
        bits[-1] &= (1 << rest) - 1
    return bits


def count(plane: Plane, rows: int) -> int:
    """How many rows it says yes of."""
    if isinstance(plane, bool):
        return rows if plane else 0
    return int(np.bitwise_count(trimmed(plane, rows)).sum(dtype=np.int64))


def both(one: Plane, other: Plane) -> Plane:
    """Rows of which both say yes."""
    if isinstance(one, bool):
        return other if one else False
    if isinstance(other, bool):
        return one if other else False
    return one & other


def either(one: Plane, other: Plane) -> Plane:
    """Rows of which one of the two says yes."""
    if isinstance(one, bool):
        return True if one else other
    if isinstance(other, bool):
        return True if other else one
    return one | other


def validity(column: pa.Array) -> Plane:
    """The rows in which a column holds something."""
    if column.null_count == 0:
        return True
    return bits_of(column.buffers()[0], column.offset, len(column))


def booleans(column: pa.Array) -> Plane:
    """The values of a column of booleans."""
    return bits_of(column.buffers()[1], column.offset, len(column))


def bits_of(buffer: Any, offset: int, rows: int) -> Bits:
    """So many bits of a buffer from an offset on; not copied where they begin with a byte."""
    whole = np.frombuffer(buffer, np.uint8)
    first, shift = divmod(offset, BYTE)
    last = -(-(offset + rows) // BYTE)
    if not shift:
        return whole[first:last]
    return packed(np.unpackbits(whole[first:last], bitorder="little")[shift : shift + rows].view(np.bool_))
