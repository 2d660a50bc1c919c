"""Sets of criteria, row by row: planes turned round into one number a row, whose bits are criteria."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from laowu_ledger.tables.planes import BYTE, Plane, filled

_WORD = 64
_FEW = 16
_BLOCK = 1 << 13
BETWEEN = "; "

Numbers = npt.NDArray[np.unsignedinteger]


def _spread() -> npt.NDArray[np.uint64]:
    """For each bit of a set and each byte of a plane: the bit, put into those of eight rows that the byte says yes of."""
    table = np.zeros((BYTE, 256), np.uint64)
    for bit in range(BYTE):
        for byte in range(256):
            rows = sum(1 << (BYTE * row + bit) for row in range(BYTE) if byte >> row & 1)
            table[bit, byte] = rows
    return table


_SPREAD = _spread()


def row_sets(planes: Sequence[Plane], rows: int) -> list[Numbers]:
    """For each row the set of planes that say yes of it: bit ``i`` of a number stands for plane ``i``.

    Returns:
        One number a row for each 64 planes; the numbers are as narrow as the planes are few.
    """
    words = [planes[place : place + _WORD] for place in range(0, len(planes), _WORD)] or [[]]
    return [_row_numbers(word, rows) for word in words]


def _row_numbers(planes: Sequence[Plane], rows: int) -> Numbers:
    groups = [_eight(planes[place : place + BYTE], rows) for place in range(0, len(planes), BYTE)]
    if len(groups) <= 1:
        return groups[0] if groups else np.zeros(rows, np.uint8)
    width = 2 if len(groups) == 2 else 4 if len(groups) <= 4 else 8  # noqa: PLR2004  # bytes of a number
    numbers = groups[-1].astype(np.dtype(f"<u{width}"))
    for group in groups[-2::-1]:
        numbers <<= BYTE
        numbers |= group
    return numbers


def _eight(planes: Sequence[Plane], rows: int) -> npt.NDArray[np.uint8]:
    """Eight planes as one byte a row."""
    size = -(-rows // BYTE)
    found = np.zeros(size, np.uint64)
    said = [(bit, filled(plane, rows)) for bit, plane in enumerate(planes) if plane is not False]
    room = np.empty(min(size, _BLOCK), np.uint64)
    for start in range(0, size, _BLOCK):  # block by block, which stays in the cache
        block = found[start : start + _BLOCK]
        here = room[: len(block)]
        for bit, bits in said:
            np.take(_SPREAD[bit], bits[start : start + _BLOCK], out=here, mode="clip")
            np.bitwise_or(block, here, out=block)
    return found.view(np.uint8)[:rows]


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
