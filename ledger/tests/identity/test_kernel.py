"""The id kernel against the standard written out plainly."""

from calendar import monthrange

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from laowu_ledger.identity.kernel import BAD_BIRTH, BAD_CHECK, BAD_SHAPE, CHECK_CHARACTERS, expected_check, read_ids

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
"""As the standard lists them."""


def plainly(number: str) -> int:
    """What is wrong with a number, character by character."""
    if len(number) != 18 or not all(character in "0123456789" for character in number[:17]) or number[17] not in CHECK_CHARACTERS:
        return BAD_SHAPE
    year, month, day = int(number[6:10]), int(number[10:12]), int(number[12:14])
    dated = 1900 <= year <= 2099 and 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]
    total = sum(int(digit) * weight for digit, weight in zip(number, WEIGHTS, strict=False))
    right = CHECK_CHARACTERS[total % 11] == number[17]
    return (0 if dated else BAD_BIRTH) | (0 if right else BAD_CHECK)


digits = st.text("0123456789", min_size=17, max_size=17)
likely = st.builds(
    "{}{:04}{:02}{:02}{:03}".format,
    st.sampled_from(["110101", "500235", "000000", "999999"]),
    st.integers(1890, 2110),
    st.integers(0, 13),
    st.integers(0, 32),
    st.integers(0, 999),
)
numbers = st.one_of(
    st.builds(lambda first: first + expected_check(first), st.one_of(digits, likely)),
    st.builds(str.__add__, st.one_of(digits, likely), st.sampled_from("0123456789Xx")),
    st.text("0123456789Xx/:０１９ \t甲", max_size=20),
    st.text(max_size=24),
)


@given(st.lists(numbers, max_size=40))
def test_it_agrees_with_the_standard_written_out(column: list[str]) -> None:
    read = read_ids(pa.array(column, pa.string()))

    assert read.bad.tolist() == [plainly(number) for number in column]


@given(st.lists(st.builds(lambda first: first + expected_check(first), likely), min_size=1, max_size=40))
def test_facts_of_good_numbers_are_those_one_reads_off(column: list[str]) -> None:
    read = read_ids(pa.array(column, pa.string()))

    for place in np.flatnonzero(read.bad == 0).tolist():
        number = column[place]
        assert read.key[place] == int(number[:17])
        assert read.region[place] == int(number[:6])
        assert read.birth[place] == int(number[6:14])
        assert read.male[place] == (int(number[16]) % 2 == 1)


def test_slices_and_long_columns_are_read_alike() -> None:
    good = [
        first + expected_check(first)
        for first in (f"110101190001{day:02}{turn:03}" for day in range(1, 32) for turn in range(999))
    ]
    column = pa.array(["x", *good, "", *good], pa.string())

    whole = read_ids(column)

    assert whole.bad.tolist() == [BAD_SHAPE, *[0] * len(good), BAD_SHAPE, *[0] * len(good)]
    assert read_ids(column.slice(5, 20_000)).key.tolist() == whole.key[5:20_005].tolist()
    assert read_ids(pa.array(good, pa.large_string())).bad.tolist() == [0] * len(good)


@pytest.mark.parametrize("change", range(17))
def test_every_wrong_digit_is_noticed(change: int) -> None:
    first = "11010119000101001"
    right = first + expected_check(first)
    wrong = [right[:change] + digit + right[change + 1 :] for digit in "0123456789" if digit != right[change]]

    assert all(read_ids(pa.array(wrong, pa.string())).bad != 0)


@pytest.mark.parametrize(("birth", "dated"), [("19000228", True), ("19000229", False), ("20000229", True), ("19000431", False)])
def test_leap_years_are_those_of_the_calendar(birth: str, dated: bool) -> None:
    first = f"110101{birth}001"

    (bad,) = read_ids(pa.array([first + expected_check(first)], pa.string())).bad.tolist()

    assert bad == (0 if dated else BAD_BIRTH)


def test_an_empty_column_is_nothing() -> None:
    assert len(read_ids(pa.array([], pa.string())).bad) == 0
