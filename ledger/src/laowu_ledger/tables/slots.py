"""Columns of a batch as the circuit takes them: planes, numbers, and codes of distinct words.

Nothing is judged wrong here. A cell that is not plainly in order makes its row a *suspect*: the exact reader looks at that row by
itself. So every check below may err on one side only.
"""

from collections.abc import Callable, Iterable
from typing import Any

import attrs
import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from laowu_ledger.tables import cell_values
from laowu_ledger.tables.planes import Mask, Plane, booleans, both, packed, unpacked, validity

#: Control characters, which no reader takes: they stand between the elements of a list, and for one that is missing.
_BETWEEN, _MISSING = "\x1e", "\x1f"
_EPOCH = 719_163
"""The ordinal of 1970-01-01."""
_LONGEST_PLAIN = 60
"""Bytes. A name may have so many characters."""
_SHORTEST_CONTROL = 0x20
#: First bytes of the characters, other than ASCII, that could be blank or invisible.
_DOUBTFUL = (0x7F, 0xC2, 0xE1, 0xE2)
#: First bytes of a space, and of an ideographic space.
_BLANK = (0x20, 0xE3)
_LEAST_LEAD = 0xC0
"""The least byte that begins a character of several bytes."""
_BLOCK = 1 << 16
_KINDS = {
    kind.id: np.dtype(name)
    for kind, name in (
        *((getattr(pa, name)(), name) for name in ("int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64")),
        *((getattr(pa, name)(), name) for name in ("float16", "float32", "float64")),
        (pa.date32(), "int32"),
    )
}
"""What numbers and days are in memory."""
_MOST = {kind: int(np.iinfo(kind).max) for kind in _KINDS.values() if kind.kind in "iu"}


@attrs.frozen(kw_only=True, eq=False)
class Numbers:
    """Whole numbers, or days as ordinals.

    Attributes:
        values: the numbers; anything where there is none.
        known: rows that state one.
        suspect: rows whose cell is not plainly a number in reach; ``None`` for no row.
        most: no number is greater.
        limit: what no number may be greater than, where they are still to be looked over; ``None`` where they have been.
    """

    values: npt.NDArray[Any]
    known: Plane
    suspect: Mask | None
    most: int = 2**63 - 1
    limit: int | None = None


@attrs.frozen(kw_only=True, eq=False)
class Flags:
    """Yes or no.

    Attributes:
        yes: rows that say yes; anything where nothing is said.
        known: rows that say something.
        suspect: rows whose cell is neither.
    """

    yes: Plane
    known: Plane
    suspect: Mask | None


@attrs.frozen(kw_only=True, eq=False)
class Words:
    """Cells by their distinct contents.

    Attributes:
        codes: for each row the place of its word; anything where there is none.
        known: rows that state one.
        words: the distinct cells, as Python values.
    """

    codes: npt.NDArray[Any]
    known: Plane
    words: list[Any]


@attrs.frozen(kw_only=True, eq=False)
class Wordings:
    """Free text, of which only matters whether there is any.

    Attributes:
        there: rows that hold some.
        known: rows that state it, even as empty.
        suspect: rows whose text cannot stand there.
    """

    there: Plane
    known: Plane
    suspect: Mask | None


def numbers(column: pa.Array, most: int, *, later: bool = False) -> Numbers:
    """Whole numbers from 0 to ``most``; others are left to the exact reader.

    Args:
        column: the cells.
        most: what they are to be at most.
        later: leave it to the reader of the numbers to see whether they are.
    """
    kind = column.type
    if pa.types.is_integer(kind) and later:
        values = _plain(column)
        return Numbers(values=values, known=validity(column), suspect=None, limit=min(most, _MOST[values.dtype]))
    if pa.types.is_integer(kind):
        return _checked(_plain(column), validity(column), most)
    known = validity(column)
    if pa.types.is_floating(kind):
        # NaN is how some programs write an empty cell; core knows no float, so only what is exactly whole passes.
        values = _plain(column).astype(np.float64)
        known = both(known, packed(~np.isnan(values)))
        plain = (values >= 0) & (values < min(most, 2**53)) & (np.floor(values) == values)
        found = np.where(plain, values, 0).astype(np.int64)
        return Numbers(values=found, known=known, suspect=_among(~plain, known))
    if pa.types.is_string(kind) or pa.types.is_large_string(kind):
        plain = unpacked(booleans(pc.fill_null(pc.match_substring_regex(column, r"^\d{1,18}$"), fill_value=True)), len(column))
        suspect = _among(~plain, known)
        digits = column if suspect is None else pc.if_else(pa.array(plain), column, pa.scalar(None, kind))
        read = _checked(_plain(digits.cast(pa.int64())), known, most)
        return attrs.evolve(read, suspect=_or(read.suspect, suspect))
    return Numbers(values=np.zeros(len(column), np.int64), known=known, suspect=unpacked(known, len(column)))


def days(column: pa.Array) -> Numbers:
    """Days as ordinals."""
    kind, known = column.type, validity(column)
    if pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_dictionary(kind):
        found = words(column)
        read = [cell_values.day(word) for word in found.words]
        table = np.array([day.toordinal() if hasattr(day, "toordinal") else -1 for day in read], np.int64)
        values = np.take(table, found.codes, mode="clip") if len(table) else np.zeros(len(column), np.int64)
        return Numbers(values=values, known=found.known, suspect=_among(values < 0, found.known))
    if pa.types.is_timestamp(kind):
        midnight = column.cast(pa.date32(), safe=False)
        same = pc.equal(midnight.cast(kind), column)
        suspect = _among(~unpacked(booleans(pc.fill_null(same, fill_value=True)), len(column)), known)
        return Numbers(values=_plain(midnight).astype(np.int64) + _EPOCH, known=known, suspect=suspect)
    if pa.types.is_date(kind):
        return Numbers(values=_plain(column.cast(pa.date32())).astype(np.int64) + _EPOCH, known=known, suspect=None)
    return Numbers(values=np.zeros(len(column), np.int64), known=known, suspect=unpacked(known, len(column)))


def flags(column: pa.Array, read: Callable[[Any], Any] = cell_values.yes_or_no) -> Flags:
    """Yes and no; ``read`` makes yes or no of other words."""
    if pa.types.is_boolean(column.type):
        return Flags(yes=booleans(column), known=validity(column), suspect=None)
    found = words(column)
    said = [read(word) for word in found.words]
    yes = np.array([word is True for word in said] or [False])
    wrong = np.array([not isinstance(word, bool) for word in said] or [False])
    rows = unpacked(found.known, len(column))
    suspect = np.take(wrong, found.codes, mode="clip") & rows
    return Flags(
        yes=packed(np.take(yes, found.codes, mode="clip") & rows),
        known=found.known,
        suspect=suspect if suspect.any() else None,
    )


def words(column: pa.Array) -> Words:
    """Cells by their distinct contents; lists are told apart as a whole."""
    if pa.types.is_dictionary(column.type):
        dictionary = column.dictionary
        if dictionary.null_count == 0:
            return Words(codes=_plain(column.indices), known=validity(column.indices), words=dictionary.to_pylist())
        column = column.dictionary_decode()
    if _is_list(column.type):
        return _lists(column)
    if pa.types.is_boolean(column.type):
        codes = unpacked(booleans(column), len(column)).astype(np.int8)
        return Words(codes=codes, known=validity(column), words=[False, True])
    if pa.types.is_nested(column.type):
        return _one_by_one(column)
    found = column.dictionary_encode()
    return Words(codes=_plain(found.indices), known=validity(found.indices), words=found.dictionary.to_pylist())


def _lists(column: pa.Array) -> Words:
    inner = column.type.value_type
    if pa.types.is_dictionary(inner):
        inner = inner.value_type
    if not (pa.types.is_string(inner) or pa.types.is_large_string(inner)):
        return _one_by_one(column)
    plain = column.cast(pa.list_(pa.string()))
    joined = pc.binary_join_element_wise(
        pa.scalar("["), pc.binary_join(_with_marks(plain), _BETWEEN), "", null_handling="emit_null"
    ).dictionary_encode()
    read = [
        [None if part == _MISSING else part for part in word[1:].split(_BETWEEN)] if word != "[" else []
        for word in joined.dictionary.to_pylist()
    ]
    return Words(codes=_plain(joined.indices), known=validity(joined.indices), words=read)


def _with_marks(column: pa.Array) -> pa.Array:
    """A column of lists with a mark in place of each missing element."""
    if column.values.null_count == 0:
        return column
    buffers = [column.buffers()[0], column.buffers()[1]]
    marked = pc.fill_null(column.values, _MISSING)
    return pa.Array.from_buffers(column.type, len(column), buffers, offset=column.offset, children=[marked])


def _one_by_one(column: pa.Array) -> Words:
    places: dict[str, int] = {}
    kept: list[Any] = []
    codes = np.zeros(len(column), np.int64)
    for row, cell in enumerate(column.to_pylist()):
        place = places.setdefault(repr(cell), len(kept))
        if place == len(kept):
            kept.append(cell)
        codes[row] = place
    return Words(codes=codes, known=validity(column), words=kept)


def wordings(column: pa.Array, refused: Callable[[str], bool], seen: "SeenTexts | None" = None) -> Wordings:
    """Free text.

    Args:
        column: the cells.
        refused: whether a text cannot stand here; asked only of those that are long, or hold what may not show.
        seen: what is known of a list of texts from an earlier batch; it is kept there for the next one.
    """
    if pa.types.is_dictionary(column.type):
        return _listed_wordings(column, refused, seen or SeenTexts())
    known = validity(column)
    rows = len(column)
    if not (pa.types.is_string(column.type) or pa.types.is_large_string(column.type)):
        return Wordings(there=known, known=known, suspect=unpacked(known, rows))
    wide = np.int64 if pa.types.is_large_string(column.type) else np.int32
    offsets = np.frombuffer(column.buffers()[1], wide)[column.offset : column.offset + rows + 1]
    content = column.buffers()[2]
    letters = np.frombuffer(content, np.uint8) if content is not None else np.zeros(0, np.uint8)
    lengths = np.diff(offsets)
    doubtful = _or(
        _doubtful(letters, offsets, rows), lengths > _LONGEST_PLAIN if rows and lengths.max() > _LONGEST_PLAIN else None
    )
    suspect: Mask | None = None
    empty = bool(rows) and lengths.min() == 0
    if empty:
        doubtful = _or(doubtful, lengths == 0)
    if doubtful is not None:
        doubtful &= unpacked(known, rows)
        places = np.flatnonzero(doubtful)
        texts = column.take(pa.array(places)).to_pylist()
        suspect = np.zeros(rows, np.bool_)
        suspect[places[[refused(text) for text in texts]]] = True
    there = both(known, packed(lengths > 0)) if empty else known
    return Wordings(there=there, known=known, suspect=suspect)


class SeenTexts:
    """A list of texts that a column was made of, with which of them cannot stand and which are empty: batches often share it."""

    def __init__(self) -> None:
        self._list: pa.Array | None = None
        self._wrong: Mask = np.zeros(1, np.bool_)
        self._empty: Mask = np.zeros(1, np.bool_)

    def judged(self, texts: pa.Array, refused: Callable[[str], bool]) -> tuple[Mask, Mask]:
        """Which texts cannot stand, and which are empty."""
        if self._list is None or not texts.equals(self._list):
            said = texts.to_pylist()
            self._wrong = np.array([text is not None and refused(text) for text in said] or [False])
            self._empty = np.array([text == "" for text in said] or [False])
            self._list = texts
        return self._wrong, self._empty


def _listed_wordings(column: pa.Array, refused: Callable[[str], bool], seen: SeenTexts) -> Wordings:
    """Free text of which there are a few different ones."""
    if column.dictionary.null_count:
        column = column.dictionary_decode().dictionary_encode()
    codes, known = _plain(column.indices), validity(column.indices)
    wrong, empty = seen.judged(column.dictionary, refused)
    suspect = np.take(wrong, codes, mode="clip") & unpacked(known, len(codes)) if wrong.any() else None
    there = both(known, packed(~np.take(empty, codes, mode="clip"))) if empty.any() else known
    return Wordings(there=there, known=known, suspect=suspect)


def _doubtful(letters: npt.NDArray[np.uint8], offsets: npt.NDArray[Any], rows: int) -> Mask | None:
    """Rows that hold a byte of which something invisible could be made, or begin like a blank; ``None`` for no row."""
    first, last = int(offsets[0]), int(offsets[-1])
    used = letters[first:last]
    found: list[npt.NDArray[np.intp]] = []
    blanks = False
    room = np.empty(_BLOCK, np.uint8)
    for start in range(0, len(used), _BLOCK):  # block by block, which stays in the cache
        block = used[start : start + _BLOCK]
        if _all_plain(block, room[: len(block)]):
            continue
        odd = block < _SHORTEST_CONTROL
        for byte in _DOUBTFUL:
            odd |= block == byte
        found.append(np.flatnonzero(odd) + (first + start))
        blanks = blanks or any(bool((block == byte).any()) for byte in _BLANK)
    if not found and not blanks:
        return None
    suspect = np.zeros(rows, np.bool_)
    if found:
        suspect[np.searchsorted(offsets, np.concatenate(found), side="right") - 1] = True
    if blanks:
        begins = np.take(letters, np.minimum(offsets[:-1], len(letters) - 1), mode="clip")
        for byte in _BLANK:
            suspect |= begins == byte
    return suspect


def _all_plain(block: npt.NDArray[np.uint8], room: npt.NDArray[np.uint8]) -> bool:
    """Whether all bytes are of characters that show, and of no space: ASCII from ! to ~, or such as begin with 0xE4 or above."""
    if len(block) == 0:
        return True
    if int(block.min()) <= _BLANK[0]:
        return False
    # Unsigned differences turn round at zero, so that the least one tells whether a byte lies in a range.
    np.subtract(block, np.uint8(_DOUBTFUL[0]), out=room)
    if int(room.min()) == 0:
        return False
    np.subtract(block, np.uint8(_LEAST_LEAD), out=room)
    return int(room.min()) > _BLANK[1] - _LEAST_LEAD


def _checked(values: npt.NDArray[Any], known: Plane, most: int) -> Numbers:
    """Numbers with those out of reach as suspects. One pass where all is well: below zero is far above ``most`` unsigned."""
    unsigned = values.view(np.dtype(f"u{values.dtype.itemsize}")) if values.dtype.kind == "i" else values
    limit = min(most, _MOST[values.dtype])
    greatest = int(unsigned.max(initial=0))
    if greatest <= limit:
        return Numbers(values=values, known=known, suspect=None, most=greatest)
    wrong = unsigned > limit
    suspect = _among(wrong, known)
    kept = np.where(wrong, 0, values).astype(np.int64)  # what stands in empty cells must not overflow either
    return Numbers(values=kept, known=known, suspect=suspect)


def _plain(column: pa.Array) -> npt.NDArray[Any]:
    """The values of a column of numbers as they lie in memory, also where there is none."""
    kind = _KINDS[column.type.id]
    return np.frombuffer(column.buffers()[1], kind)[column.offset : column.offset + len(column)]


def _is_list(kind: pa.DataType) -> bool:
    return bool(pa.types.is_list(kind) or pa.types.is_large_list(kind) or pa.types.is_fixed_size_list(kind))


def _among(wrong: Mask, known: Plane) -> Mask | None:
    found = wrong if known is True else wrong & unpacked(known, len(wrong))
    return found if found.any() else None


def _or(one: Mask | None, other: Mask | None) -> Mask | None:
    return other if one is None else one if other is None else one | other


def any_suspect(found: Iterable[Mask | None]) -> Mask | None:
    """Rows that any of several makes suspects."""
    result: Mask | None = None
    for mask in found:
        result = _or(result, mask)
    return result
