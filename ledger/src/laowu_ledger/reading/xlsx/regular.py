"""Rows of a sheet, and shared texts, as most programs write them: taken apart for millions of bytes at once.

Only ``<`` begins a tag, so the places of this one byte and the two bytes behind each tell the whole structure. What is not
exactly as expected is left to those who read element by element.
"""

import re
from typing import Any

import attrs
import numpy as np
import numpy.typing as npt
import pyarrow as pa

from laowu_ledger.reading.xlsx.cells import BROKEN, DAY, EMPTY, FLAG, NUMBER, SHARED, TEXT, TRIMMED, Cells
from laowu_ledger.reading.xlsx.xml_text import ENCODED, all_decoded

Places = npt.NDArray[np.int64]
Words = npt.NDArray[np.uint64]
Tags = npt.NDArray[np.uint8]

_PAD = bytes(32)
_LESS, _MORE, _SLASH, _QUOTE, _A = b'<>/"A'
_CELL, _CELL_END, _VALUE, _VALUE_END, _INLINE, _INLINE_END, _T, _T_KEPT, _T_END = range(1, 10)
_ROW, _ROW_END, _ITEM, _ITEM_END, _FORMULA, _FORMULA_END, _NO_VALUE, _ASIDE = range(10, 18)
_TAGS = {
    _CELL: b"c ",
    _CELL_END: b"/c",
    _VALUE: b"v>",
    _VALUE_END: b"/v",
    _INLINE: b"is",
    _INLINE_END: b"/i",
    _T: b"t>",
    _T_KEPT: b"t ",
    _T_END: b"/t",
    _ROW: b"ro",
    _ROW_END: b"/r",
    _FORMULA: b"f>",
    _FORMULA_END: b"/f",
    _ITEM: b"si",
    _ITEM_END: b"/s",
    _NO_VALUE: b"v/",
    _ASIDE: b"ph",
}
"""What follows the ``<`` of each tag."""
_TAG_OF = np.zeros(1 << 16, np.uint8)
for _tag, _letters in (*_TAGS.items(), (_FORMULA, b"f "), (_NO_VALUE, b"v ")):
    _TAG_OF[int.from_bytes(_letters, "little")] = _tag

_FURTHER = np.full(_ASIDE + 1, -1, np.int8)
"""How many tags of a cell follow its own, by the next one."""
_FURTHER[[_CELL, _ROW, _ROW_END, _CELL_END, _VALUE, _INLINE]] = (0, 0, 0, 1, 3, 5)
_TAIL = re.compile(rb'(?: [\w:]+="[^"<>]*")*\s*(/?)>\s*')
_ATTRIBUTE = re.compile(rb' ([\w:]+)="([^"<>]*)"')
_KINDS = {b"s": SHARED, b"str": TEXT, b"b": FLAG, b"e": BROKEN, b"d": DAY, b"n": NUMBER, b"": NUMBER, b"inlineStr": TRIMMED}
_LONGEST_TAIL = 32
_MOST_TAILS = 500
_MOST_DIGITS = 7
_CELL_START, _ROW_START = b'<c r="', b'<row r="'
_REFERENCE, _ROW_REFERENCE = (np.uint64(int.from_bytes(start, "little")) for start in (_CELL_START, _ROW_START))
_WORD, _LETTERS, _TEN = 8, 26, 10
_LOW_BYTES = np.asarray([(1 << 8 * count) - 1 for count in range(_WORD + 1)], np.uint64)
"""The first so many bytes of a word."""
_UNUSED_BITS = np.asarray([56, *(64 - 8 * count for count in range(1, _WORD + 1))], np.uint64)
"""How far the last so many bytes of a word are to be moved to become its first."""
_KEPT_SPACE = b'<t xml:space="preserve">'


class _Unusual(Exception):  # no error: the piece is read in another way
    """Something is not as most programs write it."""


class _Piece:
    """A piece with room on both sides, so that words can be looked at before and behind each place."""

    def __init__(self, piece: bytes) -> None:
        self.text = b"".join((_PAD, piece, _PAD))
        self.bytes = np.frombuffer(self.text, np.uint8)
        self.pairs: npt.NDArray[np.uint16] = np.ndarray((len(self.text) - 1,), "<u2", self.text, strides=(1,))
        self.fours: npt.NDArray[np.uint32] = np.ndarray((len(self.text) - 3,), "<u4", self.text, strides=(1,))
        self.eights: Words = np.ndarray((len(self.text) - 7,), "<u8", self.text, strides=(1,))

    def tags(self) -> tuple[Places, Tags]:
        """Where tags begin, and which they are."""
        (places,) = np.nonzero(self.bytes == _LESS)
        tags = _TAG_OF.take(self.pairs[places + 1])
        _ask(tags.all())
        return places, tags

    def texts(self, starts: Places, ends: Places) -> tuple[pa.Array, Places, int]:
        """The texts from each start to its end among those between them, where each is, and a place of an empty one."""
        offsets = np.empty(2 * len(starts) + 1, np.int32)
        offsets[:-1:2], offsets[1::2] = starts, ends
        offsets[-1] = ends[-1] if len(ends) else 0
        if not len(starts):
            return pa.array([""], pa.string()), np.zeros(0, np.int64), 0
        buffers = [None, pa.py_buffer(offsets), pa.py_buffer(self.text)]
        whole = pa.StringArray.from_buffers(2 * len(starts), *buffers[1:])
        return whole, np.arange(0, 2 * len(starts), 2), 2 * len(starts) - 1

    def following(self, places: Places) -> Places:
        """What stands right behind each tag and its text: the next tag."""
        return np.append(places[1:], len(self.text) - len(_PAD))

    def closed(self, following: Places) -> npt.NDArray[np.bool_]:
        """Whether the tags before these places close themselves."""
        found: npt.NDArray[np.bool_] = self.pairs[following - 2] == int.from_bytes(b"/>", "little")
        return found

    def ends_tag(self, following: Places) -> bool:
        """Whether a tag ends right before each place."""
        return bool((self.bytes[following - 1] == _MORE).all())

    def kept(self, places: Places) -> bool:
        """Whether the tags there are texts whose spaces are kept, and nothing else."""
        words = ((0, _KEPT_SPACE[:8]), (8, _KEPT_SPACE[8:16]), (16, _KEPT_SPACE[16:]))
        return all((self.eights[places + at] == int.from_bytes(word, "little")).all() for at, word in words)

    def encoded(self) -> bool:
        """Whether some text may hold what XML writes in another way."""
        # One byte is found much faster than two.
        return any(mark[:1] in self.text and mark in self.text for mark in ENCODED)

    def spaced(self, starts: Places, ends: Places) -> npt.NDArray[np.bool_]:
        """Texts that begin or end with a space."""
        found: npt.NDArray[np.bool_] = (self.bytes[starts] <= _SPACE) | (self.bytes[ends - 1] <= _SPACE)
        return found


_SPACE = ord(" ")


def _ask(condition: Any) -> None:
    if not condition:
        raise _Unusual


def texts_between(piece: bytes) -> pa.Array | None:
    """The shared texts of a piece; ``None`` where one of them has several parts."""
    try:
        return _texts(_Piece(piece))
    except (_Unusual, IndexError):
        return None


def _texts(piece: _Piece) -> pa.Array:
    places, tags = piece.tags()
    asides = tags == _ASIDE  # how Chinese characters are pronounced
    if asides.any():
        (aside,) = np.nonzero(asides)
        _ask((tags[aside - 1] == _T_END).all() and piece.closed(piece.following(places)[aside]).all())
        places, tags = places[~asides], tags[~asides]
    (items,) = np.nonzero(tags == _ITEM)
    _ask(len(tags) == 4 * len(items))
    _ask(
        (tags[1::4] <= _T_KEPT).all()
        and (tags[1::4] >= _T).all()
        and (tags[2::4] == _T_END).all()
        and (tags[3::4] == _ITEM_END).all()
    )
    _ask((items == np.arange(0, len(tags), 4)).all() and piece.ends_tag(places[1::4]))
    begins, ends = places[1::4], places[2::4]
    kept = tags[1::4] == _T_KEPT
    _ask(piece.kept(begins[kept]))
    starts = begins + np.where(kept, len(_KEPT_SPACE), 3)
    spaced = piece.spaced(starts, ends) & ~kept & (ends > starts)
    texts, at, _ = piece.texts(starts, ends)
    return all_decoded(valid(texts.take(pa.array(at))), spaced, encoded=piece.encoded())


def valid(texts: pa.Array) -> pa.Array:
    """The texts, if they are in UTF-8.

    Raises:
        ArrowInvalid: they are not.
    """
    texts.validate(full=True)
    return texts


def regular_rows(piece: bytes) -> Cells | None:
    """The cells of whole rows; ``None`` where something is not as most programs write it."""
    try:
        return _cells(_Piece(piece))
    except (_Unusual, IndexError):
        return None


def _cells(piece: _Piece) -> Cells:
    places, tags = piece.tags()
    places, tags, following, formulas = _without_formulas(piece, places, tags, piece.following(places))
    (rows,) = np.nonzero(tags == _ROW)
    (cells,) = np.nonzero(tags == _CELL)
    _ask(len(rows) and tags[-1] in (_ROW_END, _ROW) and tags.max() < _ITEM)

    following_tag = tags[np.minimum(cells + 1, len(tags) - 1)]
    further = _FURTHER.take(following_tag)
    ends = int(np.count_nonzero(tags == _ROW_END))
    _ask((further >= 0).all() and len(cells) + int(further.sum(dtype=np.int64)) + len(rows) + ends == len(tags))
    values, inline = following_tag == _VALUE, following_tag == _INLINE
    opening = cells + 1
    opening[inline] += 1
    opens = tags[opening]
    _ask((tags[cells[values] + 2] == _VALUE_END).all() and (tags[cells[values] + 3] == _CELL_END).all())
    _ask(((opens[inline] == _T) | (opens[inline] == _T_KEPT)).all() and (tags[cells[inline] + 3] == _T_END).all())
    _ask((tags[cells[inline] + 4] == _INLINE_END).all() and (tags[cells[inline] + 5] == _CELL_END).all())

    starts, ends_ = places[opening], places[opening]
    holds = values | inline
    ends_ = np.where(holds, places[np.minimum(opening + 1, len(places) - 1)], starts)
    kept = inline & (opens == _T_KEPT)
    _ask(piece.kept(starts[kept]))
    starts = starts + np.where(kept, len(_KEPT_SPACE), np.where(holds, 3, 0))

    found = _rows(piece, places[rows], following[rows])
    counts = np.diff(np.searchsorted(cells, rows), append=len(cells))
    row = np.repeat(np.arange(len(rows), dtype=np.int32), counts)
    column, quote = _columns(piece, places[cells], found, row)
    kinds, styles, closed = _attributes(piece, quote + 1, following[cells])
    _ask((closed == (further == 0)).all())
    kind = kinds.copy()
    kind[inline & (kind != TRIMMED)] = EMPTY  # as it is with the reader of other workbooks
    kind[kept] = TEXT
    nothing = starts == ends_
    kind[nothing & (kinds != BROKEN)] = EMPTY
    if formulas is not None:  # an empty text may come of one; anything else that is empty was not saved
        kind[nothing & ((formulas[cells] == _UNSAVED) | (formulas[cells] == _SAVED) & (kinds != TEXT))] = BROKEN
    spaced = (kind == TRIMMED) & piece.spaced(starts, ends_)
    texts, text, blank = piece.texts(starts, ends_)
    return Cells(
        numbers=found.numbers,
        row=row,
        column=column,
        kind=kind,
        style=styles,
        texts=texts,
        text=text,
        blank=blank,
        hidden=found.hidden,
        encoded=piece.encoded(),
        spaced=spaced if spaced.any() else None,
    )


def _without_formulas(
    piece: _Piece, places: Places, tags: Tags, following: Places
) -> tuple[Places, Tags, Places, npt.NDArray[np.uint8] | None]:
    """The tags but for formulas and closed values, the places right behind each, and which cells have formulas, if any has."""
    if tags.max() < _FORMULA:
        return places, tags, following, None
    keep = tags < _FORMULA
    (formulas,), (ended,) = np.nonzero(tags == _FORMULA), np.nonzero(tags == _FORMULA_END)
    closed = piece.closed(following[formulas])
    _ask((tags[formulas - 1] == _CELL).all() and np.array_equal(formulas[~closed] + 1, ended))
    of_cells = np.zeros(len(tags), np.uint8)
    of_cells[formulas - 1] = np.where(tags[formulas + 2 - closed] == _CELL_END, _UNSAVED, _SAVED)
    (valueless,) = np.nonzero(tags == _NO_VALUE)
    _ask(piece.closed(following[valueless]).all() and (tags[valueless + 1] == _CELL_END).all())
    _ask(((tags[valueless - 1] == _CELL) | (tags[valueless - 1] >= _FORMULA)).all())
    return places[keep], tags[keep], following[keep], of_cells[keep]


_SAVED, _UNSAVED = 1, 2
"""What a cell with a formula has: a value, though it may be empty, or none."""


@attrs.frozen(kw_only=True, eq=False)
class _Rows:
    """The rows of a piece: their numbers, how many digits each has, those digits, and how many rows are hidden."""

    numbers: npt.NDArray[np.int32]
    lengths: npt.NDArray[np.int64]
    digits: Words
    hidden: int


def _rows(piece: _Piece, begins: Places, following: Places) -> _Rows:
    _ask((piece.eights[begins] == _ROW_REFERENCE).all())
    characters = piece.bytes[begins[:, None] + np.arange(len(_ROW_START), len(_ROW_START) + _MOST_DIGITS + 1)]
    lengths = np.argmax(characters == _QUOTE, axis=1)
    _ask((lengths > 0).all())
    number = np.zeros(len(begins), np.int64)
    for place in range(int(lengths.max())):
        digit = characters[:, place] - np.uint8(ord("0"))
        within = place < lengths
        _ask(((digit < _TEN) | ~within).all())
        number = np.where(within, number * _TEN + digit, number)
    hidden = 0
    if (following - begins > lengths + len(b'<row r="">')).any() and b" hidden=" in piece.text:
        tags = (piece.text[begin:end] for begin, end in zip(begins.tolist(), following.tolist(), strict=True))
        hidden = sum(b' hidden="1"' in tag or b' hidden="true"' in tag for tag in tags)
    digits = piece.eights[begins + len(_ROW_START)] & _LOW_BYTES.take(lengths)
    return _Rows(numbers=number.astype(np.int32), lengths=lengths, digits=digits, hidden=hidden)


def _columns(piece: _Piece, begins: Places, rows: _Rows, row: npt.NDArray[Any]) -> tuple[npt.NDArray[np.int32], Places]:
    """The column of each cell from 0, and the place of the quotation mark behind its reference."""
    _ask(((piece.eights[begins] & _LOW_BYTES[len(_CELL_START)]) == _REFERENCE).all())
    letters = piece.fours[begins + len(_CELL_START)]
    first, second, third = (((letters >> np.uint32(bits)) & np.uint32(0xFF)).astype(np.int32) - (_A - 1) for bits in (0, 8, 16))
    two = second > 0
    three = two & (third > 0)
    column = np.where(two, first * _LETTERS + second, first)
    _ask((first > 0).all() and int(first.max(initial=1)) <= _LETTERS and int(second.max(initial=0)) <= _LETTERS)
    if three.any():
        _ask(int(third[three].max()) <= _LETTERS)
        column = np.where(three, column * _LETTERS + third, column)
    lengths = rows.lengths[row]
    quote = begins + (len(_CELL_START) + 1) + two + three + lengths
    # The digits of the reference, which end at the quotation mark, are those of the row.
    _ask((piece.bytes[quote] == _QUOTE).all())
    _ask((piece.eights[quote - _WORD] >> _UNUSED_BITS.take(lengths) == rows.digits[row]).all())
    return column - 1, quote


def _attributes(
    piece: _Piece, begins: Places, ends: Places
) -> tuple[npt.NDArray[np.uint8], npt.NDArray[np.int32], npt.NDArray[np.bool_]]:
    """What stands in each cell's tag behind the reference: its kind, its style, and whether the tag closes itself."""
    lengths = ends - begins
    _ask((lengths >= 1).all() and (lengths <= _LONGEST_TAIL).all())
    longest = int(lengths.max()) if len(lengths) else 0
    words = []
    for start in range(0, longest, _WORD):
        within = np.clip(lengths - start, 0, _WORD)
        word = (piece.eights[ends - _WORD - start] >> _UNUSED_BITS.take(within)) & _LOW_BYTES.take(within)
        words.append(word)
    key: Words = lengths.astype(np.uint64)
    for word, factor in zip(words, _FACTORS, strict=False):
        key = np.asarray(key * _PRIME + word * factor, np.uint64)
    encoded = pa.array(key).dictionary_encode()
    codes = encoded.indices.to_numpy()
    _ask(len(encoded.dictionary) <= _MOST_TAILS)
    kinds, styles, closed = [], [], []
    firsts = np.zeros(len(encoded.dictionary), np.int64)
    firsts[codes[::-1]] = np.arange(len(codes))[::-1]
    for first in firsts.tolist():
        tail = piece.text[int(begins[first]) : int(ends[first])]
        match = _TAIL.fullmatch(tail)
        _ask(match)
        told = dict(_ATTRIBUTE.findall(tail))
        kind, style = _KINDS.get(told.get(b"t", b"")), told.get(b"s", b"0")
        _ask(kind is not None and style.isdigit())
        kinds.append(kind)
        styles.append(int(style))
        closed.append(match is not None and match[1] == b"/")
    _ask(all((word == word[firsts][codes]).all() for word in (lengths, *words)))
    return np.asarray(kinds, np.uint8)[codes], np.asarray(styles, np.int32)[codes], np.asarray(closed, np.bool_)[codes]


_PRIME = np.uint64(0x9E3779B97F4A7C15)
_FACTORS = tuple(np.uint64(factor) for factor in (0xBF58476D1CE4E5B9, 0x94D049BB133111EB, 0xD6E8FEB86659FD93, 0xA0761D6478BD642F))
