"""The working days of 2022 and 2026 without the program's calendar: a list made by hand, and walks over it day by day."""

from datetime import date, timedelta

DAY = timedelta(days=1)


def span(first: str, last: str) -> set[date]:
    """The days from one to another, both counted."""
    start, end = date.fromisoformat(first), date.fromisoformat(last)
    return {start + DAY * count for count in range((end - start).days + 1)}


#: Copied by hand from the State Council's notices for 2022 and 2026: what is off, and which weekends work.
OFF = set().union(
    *(span("2022-01-01", "2022-01-03"), span("2022-01-31", "2022-02-06"), span("2022-04-03", "2022-04-05")),
    *(span("2022-04-30", "2022-05-04"), span("2022-06-03", "2022-06-05"), span("2022-09-10", "2022-09-12")),
    *(span("2022-10-01", "2022-10-07"), span("2026-01-01", "2026-01-03"), span("2026-02-15", "2026-02-23")),
    *(span("2026-04-04", "2026-04-06"), span("2026-05-01", "2026-05-05"), span("2026-06-19", "2026-06-21")),
    *(span("2026-09-25", "2026-09-27"), span("2026-10-01", "2026-10-07")),
)
MAKE_UP = {
    *map(date.fromisoformat, ("2022-01-29", "2022-01-30", "2022-04-02", "2022-04-24", "2022-05-07", "2022-10-08", "2022-10-09")),
    *map(date.fromisoformat, ("2026-01-04", "2026-02-14", "2026-02-28", "2026-05-09", "2026-09-20", "2026-10-10")),
}


def works(day: date) -> bool:
    """Whether a day is a working day."""
    return day in MAKE_UP or (day.weekday() < 5 and day not in OFF)


def walked(day: date, days: int) -> date:
    """The last of so many working days after ``day``, one day at a time."""
    while days:
        day += DAY
        days -= works(day)
    return day


def begun(day: date) -> date:
    """The day itself when it is a working day, else the next one."""
    while not works(day):
        day += DAY
    return day
