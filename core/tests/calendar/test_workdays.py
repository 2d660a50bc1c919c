import pickle
import subprocess
import sys
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from laowu.calendar import CalendarNotice, DueDate, WorkCalendar
from laowu.errors import CalendarUnpublished, SettingsError

CALENDAR = WorkCalendar()
DAY = timedelta(days=1)

NOTICE_2027 = CalendarNotice(
    year=2027,
    title="2027",
    holidays=frozenset({date(2027, 1, 1), date(2027, 10, 1)}),
    makeup_days=frozenset({date(2027, 1, 9)}),
)

published_days = st.dates(date(2004, 1, 1), date(2026, 12, 31))
days_with_room = st.dates(date(2005, 1, 1), date(2025, 12, 31))
counts = st.integers(1, 60)


def day_of(due: DueDate) -> date:
    assert not due.provisional
    assert due.unpublished_years == ()
    return due.day


def plan(day: date, *unpublished_years: int) -> DueDate:
    return DueDate(day=day, provisional=bool(unpublished_years), unpublished_years=unpublished_years)


def naive_nth(day: date, n: int, *, count_first: bool = False) -> date:
    """What a Monday-to-Friday rule answers."""
    day -= DAY if count_first else timedelta()
    while n:
        day += DAY
        n -= day.weekday() < 5
    return day


def test_a_notice_of_five_days_posted_on_24_november_2022_ends_on_1_december() -> None:
    assert day_of(CALENDAR.nth_working_day(date(2022, 11, 24), 5)) == date(2022, 12, 1)
    assert day_of(CALENDAR.nth_working_day(date(2022, 11, 25), 5)) == date(2022, 12, 2)


def test_national_day_2026_lies_inside_a_notice() -> None:
    # 30 September is a Wednesday; 1 to 7 October rest, Saturday the 10th works.
    assert day_of(CALENDAR.nth_working_day(date(2026, 9, 30), 3)) == date(2026, 10, 10)
    assert day_of(CALENDAR.nth_working_day(date(2026, 9, 30), 5)) == date(2026, 10, 13)
    assert day_of(CALENDAR.nth_working_day(date(2026, 9, 30), 3, count_first=True)) == date(2026, 10, 9)
    assert day_of(CALENDAR.next_working_day(date(2026, 10, 1))) == date(2026, 10, 8)
    assert day_of(CALENDAR.nth_working_day_before(date(2026, 10, 8), 1)) == date(2026, 9, 30)
    assert CALENDAR.working_days_between(date(2026, 10, 1), date(2026, 10, 11)) == 3


def test_the_first_day_counts_only_when_asked_and_only_when_it_works() -> None:
    saturday, monday = date(2026, 3, 7), date(2026, 3, 9)
    assert day_of(CALENDAR.nth_working_day(monday, 1)) == date(2026, 3, 10)
    assert day_of(CALENDAR.nth_working_day(monday, 1, count_first=True)) == monday
    assert day_of(CALENDAR.nth_working_day(saturday, 1, count_first=True)) == monday


def test_a_monday_to_friday_rule_is_wrong_for_every_sixth_notice_of_2026() -> None:
    # Notices of five working days posted on the working days up to 18 December.
    starts = [day for day in (date(2026, 1, 1) + DAY * n for n in range(352)) if CALENDAR.is_working_day(day)]
    assert starts[-1] == date(2026, 12, 18)
    assert len(starts) == 239

    def errors(*, count_first: bool) -> list[timedelta]:
        ends = [day_of(CALENDAR.nth_working_day(day, 5, count_first=count_first)) for day in starts]
        naive = [naive_nth(day, 5, count_first=count_first) for day in starts]
        return [right - wrong for right, wrong in zip(ends, naive, strict=True) if right != wrong]

    counting_the_day_of_posting = errors(count_first=True)
    assert len(counting_the_day_of_posting) == 42
    assert sum(error > timedelta() for error in counting_the_day_of_posting) == 23  # the notice would close too early,
    assert max(counting_the_day_of_posting) == timedelta(days=8)  # by up to eight days
    assert len(errors(count_first=False)) == 43


@given(days_with_room, counts, st.booleans())
def test_a_later_start_or_a_longer_count_never_ends_earlier(start: date, n: int, count_first: bool) -> None:
    end = day_of(CALENDAR.nth_working_day(start, n, count_first=count_first))
    assert day_of(CALENDAR.nth_working_day(start + DAY, n, count_first=count_first)) >= end
    assert day_of(CALENDAR.nth_working_day(start, n + 1, count_first=count_first)) > end


@given(days_with_room, counts)
def test_the_end_is_a_working_day_with_exactly_n_working_days_behind_it(start: date, n: int) -> None:
    end = day_of(CALENDAR.nth_working_day(start, n))
    assert CALENDAR.is_working_day(end)
    assert CALENDAR.working_days_between(start + DAY, end) == n
    first = day_of(CALENDAR.nth_working_day_before(start, n))
    assert CALENDAR.is_working_day(first)
    assert CALENDAR.working_days_between(first, start - DAY) == n


@given(days_with_room, counts)
def test_counting_back_undoes_counting_forward(start: date, n: int) -> None:
    working = day_of(CALENDAR.next_working_day(start))
    assert day_of(CALENDAR.nth_working_day_before(day_of(CALENDAR.nth_working_day(working, n)), n)) == working
    assert day_of(CALENDAR.nth_working_day(day_of(CALENDAR.nth_working_day_before(working, n)), n)) == working


@given(published_days, published_days, published_days)
def test_neighbouring_spans_add_up(first: date, middle: date, last: date) -> None:
    first, middle, last = sorted((first, middle, last))
    whole = CALENDAR.working_days_between(first, last)
    assert CALENDAR.working_days_between(first, middle) + CALENDAR.working_days_between(middle + DAY, last) == whole


def test_a_span_that_ends_before_it_begins_holds_nothing() -> None:
    assert CALENDAR.working_days_between(date(2026, 3, 9), date(2026, 3, 8)) == 0


def test_a_plan_into_an_unpublished_year_is_provisional_and_names_the_year() -> None:
    assert CALENDAR.nth_working_day(date(2026, 12, 30), 3) == plan(date(2027, 1, 4), 2027)
    assert CALENDAR.next_working_day(date(2027, 1, 2)) == plan(date(2027, 1, 4), 2027)
    assert CALENDAR.nth_working_day_before(date(2004, 1, 3), 2) == plan(date(2003, 12, 31), 2003)
    assert CALENDAR.nth_working_day(date(2026, 12, 30), 300).unpublished_years == (2027, 2028)


def test_a_plan_that_ends_with_the_published_year_is_not_provisional() -> None:
    assert CALENDAR.nth_working_day(date(2026, 12, 30), 1) == plan(date(2026, 12, 31))


def test_a_strict_plan_refuses_an_unpublished_year() -> None:
    for ask in (
        lambda: CALENDAR.nth_working_day(date(2026, 12, 31), 1, strict=True),
        lambda: CALENDAR.next_working_day(date(2027, 1, 1), strict=True),
        lambda: CALENDAR.nth_working_day_before(date(2028, 1, 1), 1, strict=True),
        lambda: CALENDAR.working_days_between(date(2026, 12, 1), date(2027, 1, 1)),
    ):
        with pytest.raises(CalendarUnpublished) as caught:
            ask()
        assert caught.value.year == 2027


def test_the_ends_of_time_are_refused_like_an_unpublished_year() -> None:
    with pytest.raises(CalendarUnpublished):
        CALENDAR.nth_working_day(date.max, 1)
    with pytest.raises(CalendarUnpublished):
        CALENDAR.nth_working_day_before(date.min, 1)
    with pytest.raises(CalendarUnpublished):
        CALENDAR.nth_working_day(date(9990, 1, 1), 10**9)


@pytest.mark.parametrize("n", [0, -1])
def test_a_count_starts_at_one(n: int) -> None:
    with pytest.raises(ValueError, match="starts at 1"):
        CALENDAR.nth_working_day(date(2026, 3, 9), n)
    with pytest.raises(ValueError, match="starts at 1"):
        CALENDAR.nth_working_day_before(date(2026, 3, 9), n)


def test_a_moment_is_not_taken_for_a_day() -> None:
    with pytest.raises(TypeError):
        CALENDAR.is_working_day(datetime(2026, 10, 1))  # noqa: DTZ001  # the very mistake


def test_a_notice_publishes_its_year() -> None:
    calendar = WorkCalendar(notices=(NOTICE_2027,))
    assert calendar.published(2027)
    assert calendar.nth_working_day(date(2026, 12, 30), 2) == plan(date(2027, 1, 4))
    assert not calendar.is_working_day(date(2027, 10, 1))
    assert calendar.is_working_day(date(2027, 1, 9))
    assert not calendar.published(2028)
    assert calendar.is_working_day(date(2026, 10, 10))  # other years stay as they are


def test_a_notice_replaces_what_the_program_knows_of_its_year() -> None:
    revised = CalendarNotice(year=2026, title="revised", holidays=frozenset({date(2026, 10, 1)}), makeup_days=frozenset())
    calendar = WorkCalendar(notices=(revised,))
    assert not calendar.is_working_day(date(2026, 10, 1))
    assert calendar.is_working_day(date(2026, 10, 2))
    assert not calendar.is_working_day(date(2026, 10, 10))
    assert not calendar.is_working_day(date(2025, 10, 2))


def test_a_notice_may_change_the_december_before_it() -> None:
    notice_2027 = CalendarNotice(
        year=2027,
        title="2027",
        holidays=frozenset({date(2026, 12, 31), date(2027, 1, 1)}),
        makeup_days=frozenset({date(2026, 12, 26)}),
    )
    notice_2028 = CalendarNotice(year=2028, title="2028", holidays=frozenset({date(2027, 12, 31)}), makeup_days=frozenset())
    for notices in ((notice_2027, notice_2028), (notice_2028, notice_2027)):
        calendar = WorkCalendar(notices=notices)
        assert calendar.is_working_day(date(2026, 12, 26))
        assert not calendar.is_working_day(date(2026, 12, 31))
        assert not calendar.is_working_day(date(2027, 12, 31))
        assert not calendar.is_working_day(date(2026, 10, 1))


def test_the_later_notice_has_the_last_word_on_december() -> None:
    sunday, monday = date(2027, 12, 26), date(2027, 12, 27)
    rest_then_work = CalendarNotice(year=2027, title="2027", holidays=frozenset({sunday}), makeup_days=frozenset())
    work_then_rest = CalendarNotice(year=2027, title="2027", holidays=frozenset(), makeup_days=frozenset({sunday}))
    works = CalendarNotice(year=2028, title="2028", holidays=frozenset({monday}), makeup_days=frozenset({sunday}))
    rests = CalendarNotice(year=2028, title="2028", holidays=frozenset({sunday, monday}), makeup_days=frozenset())
    for earlier, later, expected in ((rest_then_work, works, True), (work_then_rest, rests, False)):
        assert WorkCalendar(notices=(earlier,)).is_working_day(sunday) is not expected
        assert WorkCalendar(notices=(later, earlier)).is_working_day(sunday) is expected
        assert WorkCalendar(notices=(earlier, later)).is_working_day(sunday) is expected


def test_two_notices_for_one_year_are_refused() -> None:
    with pytest.raises(SettingsError) as caught:
        WorkCalendar(notices=(NOTICE_2027, NOTICE_2027))
    assert "2027" in caught.value.what.zh


def test_a_calendar_is_a_value() -> None:
    calendar = WorkCalendar(notices=(NOTICE_2027,))
    assert calendar.is_working_day(date(2027, 1, 9))
    assert pickle.loads(pickle.dumps(calendar)) == calendar  # noqa: S301  # our own bytes
    assert len({calendar, WorkCalendar(notices=(NOTICE_2027,))}) == 1


def test_the_holiday_data_are_not_imported_before_the_first_question() -> None:
    program = (
        "import sys, datetime; from laowu.calendar import WorkCalendar; calendar = WorkCalendar(); calendar.published(2026);"
        "assert 'chinese_calendar' not in sys.modules; calendar.is_working_day(datetime.date(2026, 1, 1));"
        "assert 'chinese_calendar' in sys.modules"
    )
    subprocess.run([sys.executable, "-c", program], check=True)
