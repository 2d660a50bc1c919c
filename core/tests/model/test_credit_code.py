"""Unified social credit codes: shape and check character against the definition of GB 32100."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from laowu.model.credit_code import is_credit_code

SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
#: As the standard prints them, one for each of the first 17 places.
WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)

bodies = st.text(st.sampled_from(SIGNS), min_size=17, max_size=17)


def check_character(body: str) -> str:
    """By the table of the standard: 31 minus the remainder, where 31 itself is written 0."""
    remainder = sum(SIGNS.index(sign) * weight for sign, weight in zip(body, WEIGHTS, strict=True)) % 31
    return SIGNS[(31 - remainder) % 31]


@pytest.mark.parametrize("code", ["91350100M000100Y43", "9111010800000000" + "0" + check_character("91110108000000000")])
def test_codes_with_the_right_check_character_are_accepted(code: str) -> None:
    assert is_credit_code(code)


@given(bodies)
def test_exactly_one_last_character_is_right(body: str) -> None:
    assert [sign for sign in SIGNS if is_credit_code(body + sign)] == [check_character(body)]


@given(bodies, st.integers(0, 16), st.sampled_from(SIGNS))
def test_one_wrong_character_is_always_noticed(body: str, place: int, sign: str) -> None:
    code = body + check_character(body)
    wrong = code[:place] + sign + code[place + 1 :]

    assert is_credit_code(wrong) is (wrong == code)


@pytest.mark.parametrize(
    "code",
    [
        "",
        "91350100M000100Y4",
        "91350100M000100Y433",
        "91350100m000100y43",
        "91350100I000100Y43",
        "91350100O000100Y43",
        "９1350100M000100Y43",
        "123456789",
    ],
)
def test_what_has_not_the_shape_is_none(code: str) -> None:
    assert not is_credit_code(code)
