"""Which texts need nothing done, told from their bytes: a regular expression would take ten times as long."""

import numpy as np
import pyarrow as pa

from laowu_ledger.identity.text_bytes import Bytes, empty_texts, text_bytes
from laowu_ledger.judging.findings import Mask, Rows

LONG_NUMBER = 14
"""So many digits in a row may be somebody's number."""
# In UTF-8 the characters from U+4E00 to U+9FFF, and no others, are three bytes from E4 B8 80 to E9 BF BF.
_FIRST_LEAD, _LEADS, _FIRST_SECOND = np.uint8(0xE4), 6, 0xB8
_FIRST_FURTHER, _FURTHER = np.uint8(0x80), 0x40
_ZERO, _DIGITS = np.uint8(ord("0")), 10
_A, _LETTERS, _SMALL = np.uint8(ord("a")), 26, np.uint8(0x20)


def chinese(column: pa.Array, least: int, most: int) -> Mask:
    """Texts of so many Chinese characters, at least and at most, and of nothing else."""
    offsets, _ = text_bytes(column)
    lengths = np.diff(offsets)
    found: Mask = (lengths >= 3 * least) & (lengths <= 3 * most)
    text = _text(column)
    found[_texts_at(column, ~_chinese(text))] = False
    return found


def plain(column: pa.Array) -> Mask:
    """Texts of Chinese characters, letters and digits, without a long number."""
    found = np.ones(len(column), np.bool_)
    text = _text(column)
    digits = text - _ZERO < _DIGITS
    found[_texts_at(column, ~(_chinese(text) | digits | ((text | _SMALL) - _A < _LETTERS)))] = False
    rows = digits
    for step in (1, 2, 4, LONG_NUMBER - 8):  # two in a row, four, eight, fourteen
        rows = rows[:-step] & rows[step:]
    # Those of one text may go on in the next, which is no harm: a text that is not plain is looked at again.
    found[_texts_at(column, rows)] = False
    return found


def empty_place(column: pa.Array) -> int | None:
    """The place of the first empty text."""
    (places,) = np.nonzero(empty_texts(column))
    return int(places[0]) if len(places) else None


def _text(column: pa.Array) -> Bytes:
    offsets, data = text_bytes(column)
    return data[int(offsets[0]) : int(offsets[-1])]


def _chinese(text: Bytes) -> Mask:
    """Bytes that are those of Chinese characters."""
    found: Mask = (text - _FIRST_LEAD < _LEADS) | (text - _FIRST_FURTHER < _FURTHER)
    found[:-1] &= (text[:-1] != _FIRST_LEAD) | (text[1:] >= _FIRST_SECOND)
    return found


def _texts_at(column: pa.Array, of_bytes: Mask) -> Rows:
    """The texts to which some bytes belong."""
    offsets, _ = text_bytes(column)
    (places,) = np.nonzero(of_bytes)
    return np.searchsorted(offsets, places + int(offsets[0]), "right") - 1
