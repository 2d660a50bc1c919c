"""Money is whole fen; an amount is exact, an interval, or not stated."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from laowu.model.money import NOT_STATED, NOTHING, ZERO, Amount, Money

fen = st.integers(-(10**15), 10**15)
amounts = st.one_of(st.just(NOT_STATED), st.tuples(fen, fen).map(lambda ends: Amount.between(Money(min(ends)), Money(max(ends)))))


@given(fen, fen, st.integers(0, 1000))
def test_sums_are_exact(first: int, second: int, times: int) -> None:
    assert (Money(first) + Money(second)).fen == first + second
    assert (Money(first) - Money(second)).fen == first - second
    assert (Money(first) * times).fen == first * times
    assert (Money(first) < Money(second)) is (first < second)
    assert (Money(first) >= Money(second)) is (first >= second)


def test_there_is_no_money_of_fractions() -> None:
    with pytest.raises(TypeError):
        Money(1.5)  # type: ignore[arg-type]  # the point


@pytest.mark.parametrize(
    ("sum_", "shown"),
    [
        (Money.yuan(1_000_000), "1,000,000"),
        (Money(123_405), "1,234.05"),
        (Money(50), "0.50"),
        (Money(-123_400), "-1,234"),
        (Money(-5), "-0.05"),
        (ZERO, "0"),
    ],
)
def test_a_sum_is_shown_in_yuan_with_fen_only_where_there_are_any(sum_: Money, shown: str) -> None:
    assert str(sum_) == shown


def test_an_amount_says_what_it_is() -> None:
    exact, span = Amount.exactly(Money.yuan(5)), Amount.between(ZERO, Money.yuan(300_000))

    assert (exact.kind, exact.label.zh, exact.label.en) == ("exact", "5 元", "5 yuan")
    assert (span.kind, span.label.zh, span.label.en) == ("interval", "0 至 300,000 元", "0 to 300,000 yuan")
    assert (NOT_STATED.kind, NOT_STATED.label.zh, NOT_STATED.label.en) == ("not stated", "未载明", "not stated")
    assert Amount.between(ZERO, ZERO) == NOTHING


def test_an_interval_has_both_ends_in_order() -> None:
    with pytest.raises(ValueError, match="both ends"):
        Amount(low=ZERO)
    with pytest.raises(ValueError, match="both ends"):
        Amount(high=ZERO)
    with pytest.raises(ValueError, match="low to high"):
        Amount.between(Money(1), ZERO)


@given(amounts, amounts, amounts)
def test_amounts_add_up_in_any_order_and_what_is_not_stated_swallows_the_sum(
    first: Amount, second: Amount, third: Amount
) -> None:
    assert first + second == second + first
    assert (first + second) + third == first + (second + third)
    assert first + NOTHING == first
    assert first + NOT_STATED == NOT_STATED


@given(st.data())
def test_a_sum_of_intervals_holds_every_sum_of_what_is_in_them(data: st.DataObject) -> None:
    ends = [sorted(data.draw(st.tuples(fen, fen))) for _ in range(3)]
    inside = [data.draw(st.integers(low, high)) for low, high in ends]

    total = sum((Amount.between(Money(low), Money(high)) for low, high in ends), NOTHING)

    assert total.low is not None
    assert total.high is not None
    assert total.low.fen <= sum(inside) <= total.high.fen
