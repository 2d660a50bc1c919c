"""The id kernel: what an 18-character resident identity number says, for whole columns at once.

GB 11643: six digits of region, eight of birth date, three of sequence (odd for men), a check character by ISO 7064 MOD 11-2.
Eight digits at a time are checked and read inside one 64-bit word, and the check sum is looked up by groups of four digits;
no character is touched by itself. Nothing is ever corrected here: a number is read, or told what is wrong with it.
"""

from calendar import monthrange
from functools import cache
from typing import Any

import attrs
import numpy as np
import numpy.typing as npt
import pyarrow as pa

from laowu_ledger.identity.text_bytes import Bytes, text_bytes

LENGTH = 18
BLOCK = 1 << 13
"""Rows worked on at once: what they need stays in the processor's second cache."""

BAD_SHAPE = 1
"""No 17 digits followed by a digit or a capital X."""
BAD_BIRTH = 2
"""Eight digits that are no date."""
BAD_CHECK = 4
"""Another check character than the digits ask for."""

CHECK_CHARACTERS = "10X98765432"
"""The check character by the weighted sum of the digits before it, modulo 11."""
_DIGITS = 10
WEIGHTS = tuple(pow(2, 17 - place, 11) for place in range(17))

Words = npt.NDArray[np.uint64]


@attrs.frozen(kw_only=True, eq=False)
class IdColumn:
    """What the numbers of a column say, row by row; facts of a bad number mean nothing.

    Attributes:
        bad: a bit for everything wrong; 0 for a good number.
        key: the first 17 digits as a number: one per person, because they determine the check character.
        region: the six digits of the region.
        birth: the birth date as year * 10000 + month * 100 + day.
        male: the sequence number is odd.
    """

    bad: Bytes
    key: npt.NDArray[np.int64]
    region: npt.NDArray[np.int32]
    birth: npt.NDArray[np.int32]
    male: npt.NDArray[np.bool_]

    @staticmethod
    def empty(rows: int) -> "IdColumn":
        """A column whose rows are still to be read."""
        return IdColumn(
            bad=np.full(rows, BAD_SHAPE, np.uint8),
            key=np.zeros(rows, np.int64),
            region=np.zeros(rows, np.int32),
            birth=np.zeros(rows, np.int32),
            male=np.zeros(rows, np.bool_),
        )

    def put(self, rows: npt.NDArray[np.intp], other: "IdColumn") -> None:
        """Put what other numbers say in place of these rows."""
        for field in attrs.fields(IdColumn):
            getattr(self, field.name)[rows] = getattr(other, field.name)


def read_ids(numbers: pa.Array) -> IdColumn:
    """Read a column of text; what has not exactly 18 bytes is of bad shape.

    Args:
        numbers: Arrow strings without nulls (an empty text stands for none).
    """
    offsets, data = text_bytes(numbers)
    rows = len(numbers)
    found = IdColumn.empty(rows)
    lengths = np.diff(offsets)
    if not rows or int(lengths.max()) < LENGTH:
        return found
    # Eight bytes from any place on: a view of the text in which neighbours overlap.
    eights = np.ndarray((len(data) - 7,), "<u8", data, strides=(1,))
    if int(lengths.min()) == int(lengths.max()) == LENGTH:
        for start in range(0, rows, BLOCK):
            end = min(start + BLOCK, rows)
            places: Any = slice(int(offsets[start]), int(offsets[end - 1]) + 1, LENGTH)
            _read_block(eights, data, places, found, slice(start, end))
        return found
    (fitting,) = np.nonzero(lengths == LENGTH)
    for start in range(0, len(fitting), BLOCK):
        chosen = fitting[start : start + BLOCK]
        _read_block(eights, data, offsets[chosen], found, chosen)
    return found


def _read_block(eights: Words, data: Bytes, places: Any, found: IdColumn, rows: Any) -> None:
    """Read the numbers that begin at these places of the text into their rows.

    Places are a slice or an index; both are used to look into the text from eight, sixteen and seventeen bytes further on.
    """
    front, back = eights[places], eights[_further(places, 8)]
    digit = data[_further(places, 16)] - np.uint8(48)
    check = np.take(_VALUE_OF, data[_further(places, 17)])
    shaped = (_not_digits(front) | _not_digits(back)) == 0
    shaped &= digit < _DIGITS
    shaped &= check < len(CHECK_CHARACTERS)

    # Two digits in each lane of sixteen bits, then four in each of thirty-two.
    front, back = _pairs(front), _pairs(back)
    century, end_of_region = front >> np.uint64(48), front >> _HALF & np.uint64(0xFFFF)
    day = (back >> _HALF & np.uint64(0xFFFF)).view(np.int64)
    front, back = _fours(front), _fours(back)
    one, two = (front & _LOW).view(np.int64), (front >> _HALF).view(np.int64)
    three, four = (back & _LOW).view(np.int64), (back >> _HALF).view(np.int64)

    # What is no digit may ask for places outside the tables; what it finds at their ends is not looked at.
    first, second, third, fourth = _PARTIAL_SUMS
    total = first.take(one, mode="clip")
    total += second.take(two, mode="clip")
    total += third.take(three, mode="clip")
    total += fourth.take(four, mode="clip")
    total += digit << np.uint8(1)
    total += check
    index = _PLACE_OF_CENTURY.take(century.view(np.int64), mode="clip")
    index += three
    days = _days_of_months().take(index, mode="clip")
    undated = (day < 1) | (day > days)
    wrong = _WRONG.take(total)

    said = shaped.view(np.uint8)
    bad = said ^ np.uint8(BAD_SHAPE)
    bad |= (undated.view(np.uint8) & said) << np.uint8(1)
    bad |= (wrong & said) << np.uint8(2)
    found.bad[rows] = bad
    front_eight, back_eight = one * 10_000 + two, three * 10_000 + four
    front_eight *= 1_000_000_000
    front_eight += back_eight * 10
    front_eight += digit
    found.key[rows] = front_eight
    found.region[rows] = one * 100 + end_of_region.view(np.int64)
    found.birth[rows] = century.view(np.int64) * 1_000_000 + three * 100 + day
    found.male[rows] = (digit & np.uint8(1)).view(np.bool_)


def _further(places: Any, by: int) -> Any:
    return slice(places.start + by, places.stop + by, places.step) if isinstance(places, slice) else places + by


_ZEROS = np.uint64(0x3030303030303030)
_SIXES = np.uint64(0x0606060606060606)
_HIGH_HALVES = np.uint64(0xF0F0F0F0F0F0F0F0)
_BYTES = np.uint64(0x00FF00FF00FF00FF)
_LANES = np.uint64(0x0000FFFF0000FFFF)
_LOW = np.uint64(0xFFFF)
_HALF = np.uint64(32)


def _not_digits(word: Words) -> Words:
    """Zero where all eight bytes are digits: both the byte and the byte plus six begin with hexadecimal 3."""
    return (((word + _SIXES) | word) & _HIGH_HALVES) ^ _ZEROS | ((word & _HIGH_HALVES) ^ _ZEROS)


def _pairs(word: Words) -> Words:
    """Eight digits as four numbers of two, the first in the lowest lane."""
    word = word ^ _ZEROS
    further = word >> np.uint64(8)
    word *= np.uint64(10)
    word += further
    word &= _BYTES
    return word


def _fours(pairs: Words) -> Words:
    """Four numbers of two digits as two of four."""
    further = pairs >> np.uint64(16)
    fours = pairs * np.uint64(100)
    fours += further
    fours &= _LANES
    return fours


def _partial_sums(first: int) -> Bytes:
    """The weighted sum, modulo 11, of four digits that begin at a place, by the number they form."""
    groups = np.arange(10_000)
    digits = [groups // 1000, groups // 100 % 10, groups // 10 % 10, groups % 10]
    total = sum(digit * WEIGHTS[first + place] for place, digit in enumerate(digits))
    return np.asarray(total % 11, np.uint8)


_PARTIAL_SUMS = tuple(_partial_sums(first) for first in (0, 4, 8, 12))
# Sums are at most 4 * 10 + 9 * 2 + 10; a right number leaves 1.
_WRONG = np.asarray(np.arange(256) % 11 != 1, np.uint8)
_VALUE_OF = np.full(256, 255, np.uint8)
_VALUE_OF[np.frombuffer(b"0123456789X", np.uint8)] = range(11)

_CENTURIES = (19, 20)
_NO_CENTURY = 10_000 * len(_CENTURIES)
_PLACE_OF_CENTURY = np.full(101, _NO_CENTURY)
_PLACE_OF_CENTURY[np.asarray(_CENTURIES)] = np.arange(len(_CENTURIES)) * 10_000


@cache
def _days_of_months() -> Bytes:
    """Days of each month at century's place + year of the century * 100 + month; none for months that do not exist."""
    table = np.zeros((len(_CENTURIES) + 1, 100, 100), np.uint8)
    for place, century in enumerate(_CENTURIES):
        for year in range(100):
            table[place, year, 1:13] = [monthrange(century * 100 + year, month)[1] for month in range(1, 13)]
    return table.reshape(-1)


def expected_check(first_seventeen: str) -> str:
    """The check character that 17 digits ask for."""
    total = sum(int(digit) * weight for digit, weight in zip(first_seventeen, WEIGHTS, strict=True))
    return CHECK_CHARACTERS[total % 11]
