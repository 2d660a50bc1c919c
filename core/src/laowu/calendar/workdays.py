"""Counting in working days, for decisions and for plans."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from functools import cached_property

import attrs

from laowu.calendar import published
from laowu.calendar.notice import CalendarNotice
from laowu.errors import CalendarUnpublished, SettingsError
from laowu.text import Text
from laowu.toml_source import shortened
from laowu.values import frozen

_SATURDAY = 5
_ONE_DAY = timedelta(days=1)


@frozen
class DueDate:
    """A date found by counting working days.

    Attributes:
        day: the date.
        provisional: whether a year without an official calendar was counted Monday to Friday on the way.
        unpublished_years: those years, ascending.
    """

    day: date
    provisional: bool
    unpublished_years: tuple[int, ...]


@frozen(kw_only=True)
class WorkCalendar:
    """China's working days, 2004 to 2026 and every year whose notice is given.

    A working day is a Monday to Friday that is no holiday, or a make-up day. Questions about one day and totals, which
    decisions rest on, refuse a year without an official calendar. The methods that answer with a :class:`DueDate` serve plans:
    they count such a year Monday to Friday and say so, unless asked to be strict.

    Attributes:
        notices: further years. A notice replaces what the program knows of its year; what it says of the December before
            is added to that year.

    Raises:
        SettingsError: two notices are for the same year.
    """

    notices: tuple[CalendarNotice, ...] = attrs.field(default=())

    @notices.validator
    def _one_notice_for_a_year(
        self, attribute: "attrs.Attribute[tuple[CalendarNotice, ...]]", value: tuple[CalendarNotice, ...]
    ) -> None:
        titles: dict[int, str] = {}
        for notice in value:
            if notice.year in titles:
                raise SettingsError(
                    Text(f"{notice.year} 年的节假日通知载入了两份", f"two holiday notices are loaded for {notice.year}"),
                    where="calendar_notices",
                    mend=Text(
                        f"只留一份：《{titles[notice.year]}》或《{shortened(notice.title)}》",
                        f"keep one of “{titles[notice.year]}” and “{shortened(notice.title)}”",
                    ),
                )
            titles[notice.year] = shortened(notice.title)

    def published(self, year: int) -> bool:
        """Whether the official calendar of ``year`` is known."""
        return year in published.YEARS or any(notice.year == year for notice in self.notices)

    def is_working_day(self, day: date) -> bool:
        """Whether ``day`` is an official working day.

        Raises:
            CalendarUnpublished: its year has no official calendar.
        """
        if not self.published(day.year):
            raise CalendarUnpublished(day.year)
        return self._works(day)

    def nth_working_day(self, after: date, n: int, *, count_first: bool = False, strict: bool = False) -> DueDate:
        """The last of ``n`` working days after a day, as the end of a notice posted on it.

        Args:
            after: the day the count starts from; it need not be a working day.
            n: number of working days, at least 1.
            count_first: whether ``after`` itself is counted, if it is a working day.
            strict: whether to refuse a year without an official calendar.

        Raises:
            CalendarUnpublished: in strict mode, or when the count leaves the years a date can have.
            ValueError: ``n`` is less than 1.
        """
        return self._counted(after, n, _ONE_DAY, count_first=count_first, strict=strict)

    def nth_working_day_before(self, day: date, n: int, *, strict: bool = False) -> DueDate:
        """The first of ``n`` working days before ``day``: the latest day to post a notice of ``n`` days ending on ``day``.

        Args:
            day: the day the count starts from; it is not counted itself.
            n: number of working days, at least 1.
            strict: whether to refuse a year without an official calendar.

        Raises:
            CalendarUnpublished: in strict mode, or when the count leaves the years a date can have.
            ValueError: ``n`` is less than 1.
        """
        return self._counted(day, n, -_ONE_DAY, count_first=False, strict=strict)

    def next_working_day(self, on_or_after: date, *, strict: bool = False) -> DueDate:
        """The day itself when it is a working day, otherwise the first working day after it.

        Args:
            on_or_after: the day to start from.
            strict: whether to refuse a year without an official calendar.

        Raises:
            CalendarUnpublished: in strict mode, or when there is no later date.
        """
        return self._counted(on_or_after, 1, _ONE_DAY, count_first=True, strict=strict)

    def working_days_between(self, first: date, last: date) -> int:
        """Number of working days from ``first`` to ``last``, both included; 0 when ``last`` is the earlier one.

        Raises:
            CalendarUnpublished: a year in between has no official calendar.
        """
        if last < first:
            return 0
        for year in range(first.year, last.year + 1):
            if not self.published(year):
                raise CalendarUnpublished(year)
        return sum(self._works(first + timedelta(days=days)) for days in range((last - first).days + 1))

    def _counted(self, start: date, n: int, step: timedelta, *, count_first: bool, strict: bool) -> DueDate:
        if n < 1:
            raise ValueError(f"a count of working days starts at 1, not {n}")
        unpublished: set[int] = set()
        day = start if count_first else _moved(start, step)
        while True:
            if not self.published(day.year):
                if strict:
                    raise CalendarUnpublished(day.year)
                unpublished.add(day.year)
            n -= self._works(day)
            if n == 0:
                return DueDate(day, bool(unpublished), tuple(sorted(unpublished)))
            day = _moved(day, step)

    def _works(self, day: date) -> bool:
        if isinstance(day, datetime):
            # A moment is a date to Python but equals none, so every holiday would be missed.
            raise TypeError(f"a date is needed, not a moment: {day!r}")
        return day in self._makeup_days or (day.weekday() < _SATURDAY and day not in self._holidays)

    @property
    def _by_year(self) -> list[CalendarNotice]:
        # On a December day that both years' notices speak of, the later notice has the last word.
        return sorted(self.notices, key=lambda notice: notice.year)

    @cached_property
    def _holidays(self) -> frozenset[date]:
        return self._laid_over(published.holidays(), [(notice.holidays, notice.makeup_days) for notice in self._by_year])

    @cached_property
    def _makeup_days(self) -> frozenset[date]:
        return self._laid_over(published.makeup_days(), [(notice.makeup_days, notice.holidays) for notice in self._by_year])

    def _laid_over(self, known: frozenset[date], stated: Iterable[tuple[frozenset[date], frozenset[date]]]) -> frozenset[date]:
        """What the program knows outside the notices' years, with what the notices state."""
        replaced = {notice.year for notice in self.notices}
        days = {day for day in known if day.year not in replaced}
        for said, denied in stated:
            days = (days | said) - denied
        return frozenset(days)


def _moved(day: date, step: timedelta) -> date:
    try:
        return day + step
    except OverflowError:
        raise CalendarUnpublished(day.year + step.days) from None
