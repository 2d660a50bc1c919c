"""The year that is counted, as far as it has passed."""

from datetime import date

import attrs

WINDOW = 24
"""Months, from January on, that are looked at for pension payments: somebody hired in December is insured in the next year."""
MONTHS = 12


@attrs.frozen(kw_only=True)
class Period:
    """A calendar year up to a day.

    Attributes:
        year: the year.
        on: the day of counting; what comes after it is not known yet.
    """

    year: int
    on: date

    @property
    def first(self) -> date:
        """Its first day."""
        return date(self.year, 1, 1)

    @property
    def last(self) -> date:
        """Its last day, or the day of counting if that comes first."""
        return min(date(self.year, 12, 31), self.on)

    @property
    def over(self) -> bool:
        """Whether the year is over."""
        return self.on >= date(self.year, 12, 31)

    @property
    def first_month(self) -> int:
        """Its first month, as months since the year 0."""
        return month_number(self.first)

    @property
    def window(self) -> int:
        """How many months of the window have begun by the day of counting."""
        return min(WINDOW, month_number(self.on) - self.first_month + 1)


def month_number(day: date) -> int:
    """Months since the year 0, January of which is 1."""
    return day.year * MONTHS + day.month


def periods(years: tuple[int, ...], on: date) -> tuple[Period, ...]:
    """The years that have begun by a day, in order."""
    return tuple(Period(year=year, on=on) for year in sorted(set(years)) if date(year, 1, 1) <= on)
