"""Values with a history: which one is in force on a day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from laowu.rules.dated import Dated, DatedValue
from laowu.rules.review import Length

DAYS = st.dates(date(2000, 1, 1), date(2040, 12, 31))


def test_a_value_without_history_holds_on_every_day() -> None:
    assert {Dated.always(5).on(day) for day in (date.min, date(2022, 1, 1), date.max)} == {5}


def test_a_change_holds_from_its_first_day() -> None:
    history = Dated((DatedValue(value=5000), DatedValue(since=date(2025, 7, 1), value=4000, clause="二")))

    assert history.on(date(2025, 6, 30)) == 5000
    assert history.on(date(2025, 7, 1)) == 4000


def test_before_the_first_day_of_all_the_oldest_value_stands() -> None:
    assert Dated((DatedValue(since=date(2022, 1, 1), value=1),)).on(date(1999, 1, 1)) == 1


def test_a_history_holds_at_least_one_value() -> None:
    with pytest.raises(ValueError, match="values"):
        Dated(())


@given(st.lists(DAYS, unique=True, min_size=1, max_size=6), DAYS)
def test_the_value_in_force_is_that_of_the_last_change_up_to_the_day(days: list[date], on: date) -> None:
    days = sorted(days)
    history = Dated((DatedValue(value=date.min), *(DatedValue(since=day, value=day) for day in days)))

    assert history.on(on) == max([day for day in days if day <= on], default=date.min)
    assert history.on(days[0] - timedelta(days=1)) == date.min


def test_a_value_too_small_is_refused_wherever_in_the_history_it_stands() -> None:
    with pytest.raises(ValueError, match=r"'days' must be >= 1: 0"):
        Length(days=Dated((DatedValue(value=5), DatedValue(since=date(2025, 1, 1), value=0))))
