"""The keyed token that stands for a person in the store: SipHash-2-4 with a key of 128 bits, for whole columns at once.

SipHash (Aumasson and Bernstein, 2012) is a pseudo-random function made for short inputs; without the key nobody can tell
which of the some 10^13 possible identity numbers a token belongs to, by trying them all or otherwise. It is built here from
additions, rotations and exclusive-ors of 64-bit words, which NumPy does for a block of rows at a time: some twenty times faster
than calling ``hashlib`` once per row. ``tests/identity/test_person_token.py`` holds it to the vectors its authors published.

Two people among n share a token by chance with a probability of n² / 2^65: 1 in 370,000 for ten million people. Region,
birth year and sex are stored beside the token and belong to the person too, so that a shared token can be found out.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from laowu_ledger.identity.text_bytes import text_bytes

Words = npt.NDArray[np.uint64]

KEY_BYTES = 16
_BLOCK = 1 << 15
"""Rows worked on at once: few enough for the cache, and enough that two threads seldom wait for each other's next step."""
_BYTES_A_WORD = 8


def token_of_numbers(numbers: npt.NDArray[np.int64], key: bytes) -> npt.NDArray[np.int64]:
    """The token of each number: SipHash-2-4 of its eight little-endian bytes, as a signed 64-bit number.

    Args:
        numbers: person keys of the id kernel.
        key: 16 bytes.
    """
    return _hashed([numbers.view(np.uint64)], np.full(len(numbers), _BYTES_A_WORD, np.uint64), key)


def token_of_texts(texts: pa.Array, key: bytes) -> npt.NDArray[np.int64]:
    """The token of each text: SipHash-2-4 of its bytes in UTF-8.

    Args:
        texts: Arrow strings without nulls.
        key: 16 bytes.
    """
    offsets, text = text_bytes(texts)
    # Eight bytes from any place on: a view of the text in which neighbours overlap, with room behind the last one.
    data = np.concatenate([text, np.zeros(_BYTES_A_WORD, np.uint8)])
    eights = np.ndarray((len(data) - _BYTES_A_WORD + 1,), "<u8", data, strides=(1,))
    lengths = np.diff(offsets)
    found = np.empty(len(texts), np.int64)
    for count in np.flatnonzero(np.bincount(lengths // _BYTES_A_WORD)):
        (rows,) = np.nonzero(lengths // _BYTES_A_WORD == count)
        for start in range(0, len(rows), _BLOCK):
            chosen = rows[start : start + _BLOCK]
            found[chosen] = _of_words(eights, offsets[chosen], lengths[chosen], int(count), key)
    return found


def _of_words(eights: Words, starts: Any, lengths: Any, count: int, key: bytes) -> npt.NDArray[np.int64]:
    """Hash texts that all have ``count`` whole words, the rest of each filled up with zeros."""
    words = [eights[starts + place * _BYTES_A_WORD] for place in range(count)]
    # The last word holds what is left of the text; its highest byte is the length.
    rest = eights[starts + count * _BYTES_A_WORD] & _KEPT[lengths % _BYTES_A_WORD]
    return _hashed(words, lengths.astype(np.uint64), key, rest=rest)


_KEPT = np.asarray([(1 << 8 * count) - 1 for count in range(_BYTES_A_WORD)], np.uint64)
"""What is kept of a word of which so many bytes belong to the text."""


def _hashed(words: Sequence[Words], lengths: Words, key: bytes, rest: Words | None = None) -> npt.NDArray[np.int64]:
    found = np.empty(len(lengths), np.uint64)
    for start in range(0, len(lengths), _BLOCK):
        rows = slice(start, start + _BLOCK)
        last = lengths[rows] << np.uint64(56)
        if rest is not None:
            last |= rest[rows]
        found[rows] = _siphash([*(word[rows] for word in words), last], key)
    return found.view(np.int64)


def _siphash(words: Sequence[Words], key: bytes) -> Words:
    """SipHash-2-4 of blocks of words, the last one with the length in it."""
    if len(key) != KEY_BYTES:
        raise ValueError("the key of SipHash has 16 bytes")
    low, high = (np.uint64(int.from_bytes(key[place : place + _BYTES_A_WORD], "little")) for place in (0, _BYTES_A_WORD))
    rows = len(words[0])
    state = [
        np.full(rows, low ^ np.uint64(0x736F6D6570736575)),
        np.full(rows, high ^ np.uint64(0x646F72616E646F6D)),
        np.full(rows, low ^ np.uint64(0x6C7967656E657261)),
        np.full(rows, high ^ np.uint64(0x7465646279746573)),
    ]
    spare = np.empty(rows, np.uint64)
    for word in words:
        state[3] ^= word
        _round(state, spare)
        _round(state, spare)
        state[0] ^= word
    state[2] ^= np.uint64(0xFF)
    for _ in range(4):
        _round(state, spare)
    return state[0] ^ state[1] ^ state[2] ^ state[3]


def _round(state: list[Words], spare: Words) -> None:
    """One SipRound, in place."""
    first, second, third, fourth = state
    _mix(first, second, 13, spare)
    _rotate(first, 32, spare)
    _mix(third, fourth, 16, spare)
    _mix(first, fourth, 21, spare)
    _mix(third, second, 17, spare)
    _rotate(third, 32, spare)


def _mix(sum_: Words, other: Words, bits: int, spare: Words) -> None:
    sum_ += other
    _rotate(other, bits, spare)
    other ^= sum_


def _rotate(word: Words, bits: int, spare: Words) -> None:
    np.right_shift(word, np.uint64(64 - bits), out=spare)
    np.left_shift(word, np.uint64(bits), out=word)
    word |= spare
