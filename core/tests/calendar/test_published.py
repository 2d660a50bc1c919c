"""The years that come with the program, against a table of their own: the State Council's notices, typed in from the notices."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from laowu.calendar import WorkCalendar
from laowu.errors import CalendarUnpublished

CALENDAR = WorkCalendar()

# year: (days off as the notice groups them, make-up days), month-day
NOTICES = {
    2022: (
        ["01-01 01-03", "01-31 02-06", "04-03 04-05", "04-30 05-04", "06-03 06-05", "09-10 09-12", "10-01 10-07"],
        ["01-29", "01-30", "04-02", "04-24", "05-07", "10-08", "10-09"],
    ),
    2023: (
        ["01-01 01-02", "01-21 01-27", "04-05 04-05", "04-29 05-03", "06-22 06-24", "09-29 10-06"],
        ["01-28", "01-29", "04-23", "05-06", "06-25", "10-07", "10-08"],
    ),
    2024: (
        ["01-01 01-01", "02-10 02-17", "04-04 04-06", "05-01 05-05", "06-08 06-10", "09-15 09-17", "10-01 10-07"],
        ["02-04", "02-18", "04-07", "04-28", "05-11", "09-14", "09-29", "10-12"],
    ),
    2025: (
        ["01-01 01-01", "01-28 02-04", "04-04 04-06", "05-01 05-05", "05-31 06-02", "10-01 10-08"],
        ["01-26", "02-08", "04-27", "09-28", "10-11"],
    ),
    2026: (
        ["01-01 01-03", "02-15 02-23", "04-04 04-06", "05-01 05-05", "06-19 06-21", "09-25 09-27", "10-01 10-07"],
        ["01-04", "02-14", "02-28", "05-09", "09-20", "10-10"],
    ),
}

# Weekdays minus days off on weekdays plus make-up days, added up by hand.
WORKING_DAYS = {2022: 249, 2023: 249, 2024: 251, 2025: 248, 2026: 248}


def days_of(year: int) -> Iterator[date]:
    day = date(year, 1, 1)
    while day.year == year:
        yield day
        day += timedelta(days=1)


def works_by_notice(day: date) -> bool:
    off, makeup = NOTICES[day.year]
    month_day = day.isoformat()[5:]
    if any(first <= month_day <= last for first, last in map(str.split, off)):
        return False
    return month_day in makeup or day.weekday() < 5


@pytest.mark.parametrize("year", NOTICES)
def test_every_day_agrees_with_the_notice(year: int) -> None:
    assert [day for day in days_of(year) if CALENDAR.is_working_day(day) != works_by_notice(day)] == []


@pytest.mark.parametrize(("year", "total"), WORKING_DAYS.items())
def test_a_year_has_its_number_of_working_days(year: int, total: int) -> None:
    assert sum(map(works_by_notice, days_of(year))) == total
    assert CALENDAR.working_days_between(date(year, 1, 1), date(year, 12, 31)) == total


def test_the_exchange_day_at_the_end_of_2005_is_a_working_day() -> None:
    assert CALENDAR.is_working_day(date(2005, 12, 31))
    assert not CALENDAR.is_working_day(date(2006, 1, 3))


def test_years_2004_to_2026_are_published_and_no_others() -> None:
    assert [year for year in range(1990, 2040) if CALENDAR.published(year)] == list(range(2004, 2027))


@pytest.mark.parametrize("day", [date(2003, 12, 31), date(2027, 1, 1), date.min, date.max])
def test_a_day_of_an_unpublished_year_is_refused(day: date) -> None:
    with pytest.raises(CalendarUnpublished) as caught:
        CALENDAR.is_working_day(day)
    assert caught.value.year == day.year
