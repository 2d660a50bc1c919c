"""Sets of criteria, row by row: planes turned round into one number a row, whose bits are criteria."""

from collections.abc import Sequence
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from laowu_ledger.tables.planes import BYTE, Plane

_WORD = 64
_FEW = 16
_BLOCK = 1 << 14
"""Bytes of a plane that are turned round at once, which stays in the cache."""
BETWEEN = "; "

Numbers = npt.NDArray[np.unsignedinteger]
_Member = TypeVar("_Member")


def members(wires: Sequence[_Member]) -> list[tuple[np.dtype[Any], Sequence[_Member]]]:
    """The numbers that a set is kept in: one for each 64 members, as narrow as they are few; the members that each is about."""
    words = [wires[place : place + _WORD] for place in range(0, len(wires), _WORD)] or [wires]
    return [(np.dtype(f"<u{_width(len(word))}"), word) for word in words]


def _width(bits: int) -> int:
    """Bytes of a number of so many bits."""
    return next(width for width in (1, 2, 4, 8) if bits <= BYTE * width)


def row_sets(planes: Sequence[Plane], rows: int) -> list[Numbers]:
    """For each row the set of planes that say yes of it: bit ``i`` of a number stands for plane ``i``.

    Returns:
        One number a row for each 64 planes; the numbers are as narrow as the planes are few.
    """
    return [_row_numbers(word, rows, kind) for kind, word in members(planes)]


def _row_numbers(planes: Sequence[Plane], rows: int, kind: np.dtype[Any]) -> Numbers:
    groups = [_eight(planes[place : place + BYTE], rows) for place in range(0, len(planes), BYTE)]
    if len(groups) <= 1:
        return groups[0] if groups else np.zeros(rows, np.uint8)
    numbers = groups[-1].astype(kind)
    for group in groups[-2::-1]:
        numbers <<= BYTE
        numbers |= group
    return numbers


def _eight(planes: Sequence[Plane], rows: int) -> npt.NDArray[np.uint8]:
    """Eight planes as one byte a row."""
    size = -(-rows // BYTE)
    found = np.zeros(size * BYTE, np.uint8)
    for start in range(0, size, _BLOCK):
        block = found[start * BYTE : (start + _BLOCK) * BYTE]
        for plane in reversed(planes):
            # Doubling moves what is there up by one bit.
            np.add(block, block, out=block)
            if plane is True:
                np.bitwise_or(block, 1, out=block)
            elif plane is not False:
                np.bitwise_or(block, np.unpackbits(plane[start : start + _BLOCK], bitorder="little"), out=block)
    return found[:rows]


def named_sets(words: Sequence[Numbers], names: Sequence[str]) -> pa.Array:
    """Sets as text: the names of their members, in order, as a dictionary of the sets that occur."""
    if len(words) == 1 and words[0].dtype.itemsize * BYTE <= _FEW:
        sets = words[0]
        seen = np.zeros(1 << (BYTE * sets.dtype.itemsize), np.bool_)
        seen[sets] = True
        distinct = np.flatnonzero(seen)
        place = np.zeros(len(seen), np.int32)
        place[distinct] = np.arange(len(distinct), dtype=np.int32)
        codes = np.take(place, sets)
        texts = [_named((int(one),), names) for one in distinct]
        return pa.DictionaryArray.from_arrays(pa.array(codes), pa.array(texts, pa.string()))
    encoded = [pa.array(word.astype(np.uint64)).dictionary_encode() for word in words]
    if len(encoded) == 1:
        texts = [_named((int(one),), names) for one in encoded[0].dictionary.to_pylist()]
        return pa.DictionaryArray.from_arrays(encoded[0].indices, pa.array(texts, pa.string()))
    together = np.stack(words, axis=1)
    distinct_rows, codes_ = np.unique(together, axis=0, return_inverse=True)
    texts = [_named(tuple(int(word) for word in row), names) for row in distinct_rows]
    return pa.DictionaryArray.from_arrays(pa.array(codes_.reshape(-1).astype(np.int32)), pa.array(texts, pa.string()))


def _named(words: tuple[int, ...], names: Sequence[str]) -> str:
    members = [name for place, name in enumerate(names) if words[place // _WORD] >> (place % _WORD) & 1]
    return BETWEEN.join(members)
