"""Shares are exact fractions, counted or quoted; nothing is rounded on the way."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from laowu.model.share import Share, percent


@pytest.mark.parametrize(
    ("quoted", "value"),
    [
        ("80%", Fraction(4, 5)),
        ("80.01%", Fraction(8001, 10000)),
        ("80.010 %", Fraction(8001, 10000)),
        ("0%", Fraction(0)),
        ("100％", Fraction(1)),
        ("0.000001%", Fraction(1, 10**8)),
        (" 12.5% ", Fraction(1, 8)),
    ],
)
def test_a_quoted_percentage_keeps_every_digit(quoted: str, value: Fraction) -> None:
    share = Share.from_percent(quoted)

    assert share.value == value
    assert not share.counted
    assert str(share) == quoted.strip().replace("％", "%")


@pytest.mark.parametrize("wording", ["80", "%", "-5%", "80,5%", ".5%", "5.%", "12345%", "0.1234567%", "八成", ""])
def test_what_is_no_percentage_is_refused(wording: str) -> None:
    with pytest.raises(ValueError, match="not a percentage"):
        Share.from_percent(wording)


def test_a_share_of_nothing_cannot_be() -> None:
    with pytest.raises(ValueError, match="whole"):
        Share(0, 0)


def test_counted_and_quoted_shares_of_one_value_are_equal() -> None:
    assert Share(400, 500) == Share.from_percent("80%") == Share(4, 5)
    assert len({Share(400, 500), Share(4, 5), Share.from_percent("80.0%")}) == 1
    assert Share(401, 500) > Share.from_percent("80.19%")
    assert Share(401, 500) <= Share.from_percent("80.2%")
    assert Share(1, 2) != Fraction(1, 2)


def test_a_counted_share_shows_its_counts() -> None:
    assert Share(400, 500).counted
    assert str(Share(400, 500)) == "400/500（80%）"


@given(st.integers(0, 10**9), st.integers(1, 10**9), st.integers(0, 10**9), st.integers(1, 10**9))
def test_shares_compare_as_their_cross_products(part: int, whole: int, other: int, among: int) -> None:
    assert (Share(part, whole) < Share(other, among)) is (part * among < other * whole)
    assert (Share(part, whole) == Share(other, among)) is (part * among == other * whole)


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (Fraction(4, 5), "80%"),
        (Fraction(8001, 10000), "80.01%"),
        (Fraction(1, 3), "33.3333…%"),
        (Fraction(1, 8 * 10**6), "0.0000…%"),
        (Fraction(1_000_001, 10_000_000), "10.0000…%"),
        (Fraction(1, 10), "10%"),
        (Fraction(0), "0%"),
        (Fraction(5, 4), "125%"),
    ],
)
def test_a_percentage_is_exact_or_says_that_it_was_cut(value: Fraction, shown: str) -> None:
    assert percent(value) == shown


@given(st.fractions(0, 2, max_denominator=10**7))
def test_a_percentage_shown_in_full_reads_back_as_the_same_value(value: Fraction) -> None:
    shown = percent(value)
    cut = Fraction(Decimal(shown.rstrip("%").rstrip("…"))) / 100

    if shown.endswith("…%"):
        assert cut < value < cut + Fraction(1, 10**6)
    else:
        assert cut == value
        assert Share.from_percent(shown).value == value
