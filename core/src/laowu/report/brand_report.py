"""A comparison with what a page needs besides: the money over the years, and the days on which no office works."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta

from laowu.calendar import WorkCalendar
from laowu.errors import CalendarUnpublished, UnusableJurisdiction
from laowu.evaluate.assess import Assessment, paid_levels
from laowu.evaluate.comparing.compare import Column, Comparison
from laowu.evaluate.outlook import outlook
from laowu.jurisdictions.jurisdiction import Jurisdiction
from laowu.model.answers import SubsidyOutlook
from laowu.model.dossier import Dossier
from laowu.model.level import Target
from laowu.values import frozen

YEARS = 5
"""How many years of money a page tells."""

_MOST_DAYS = 400


@frozen(kw_only=True)
class BrandReport:
    """Everything that a page about one brand tells.

    Attributes:
        comparison: the brand under every region.
        outlooks: per column of the comparison, the money over the years by level.
        days_off: days of the procedures on which no office works; empty in years without an official calendar.
    """

    comparison: Comparison
    outlooks: tuple[tuple[SubsidyOutlook, ...], ...]
    days_off: frozenset[date]

    def judged(self) -> Iterator[tuple[Column, Assessment, tuple[SubsidyOutlook, ...]]]:
        """The regions that answered, with their answers and their money."""
        for column, money in zip(self.comparison.columns, self.outlooks, strict=True):
            if column.assessment is not None:
                yield column, column.assessment, money


def brand_report(
    dossier: Dossier, comparison: Comparison, *, load: Callable[[str], Jurisdiction], calendar: WorkCalendar, years: int = YEARS
) -> BrandReport:
    """Gather what the page of a comparison tells.

    Args:
        dossier: the brand compared.
        comparison: its comparison.
        load: gives the region of a code, as it was compared.
        calendar: working days, as the plans were made with.
        years: how many years of money to tell.
    """
    return BrandReport(
        comparison=comparison,
        outlooks=tuple(_outlooks(column, dossier, comparison.on, load, years) for column in comparison.columns),
        days_off=frozenset(_days_off(comparison, calendar)),
    )


def _outlooks(
    column: Column, dossier: Dossier, on: date, load: Callable[[str], Jurisdiction], years: int
) -> tuple[SubsidyOutlook, ...]:
    if column.assessment is None:
        return ()
    jurisdiction = load(column.code)
    levels = tuple(dict.fromkeys(report.target.level for report in column.assessment.eligibility))
    asked = [Target(level=level, brand_class=dossier.brand.brand_class) for level in paid_levels(jurisdiction.book, levels)]
    try:
        told = [outlook(jurisdiction, dossier, target, on, years=years) for target in asked]
    except UnusableJurisdiction:  # the region answered the comparison and fails here: its money stays untold
        return ()
    return tuple(item for item in told if item is not None and item.lines)


def _days_off(comparison: Comparison, calendar: WorkCalendar) -> Iterator[date]:
    last = min(
        max((last for _, last in planned_days(comparison)), default=comparison.start),
        comparison.start + timedelta(days=_MOST_DAYS),
    )
    for number in range((last - comparison.start).days + 1):
        day = comparison.start + timedelta(days=number)
        try:
            if not calendar.is_working_day(day):
                yield day
        except CalendarUnpublished:
            continue


def planned_days(comparison: Comparison) -> Iterator[tuple[date, date]]:
    """First and last day of every step that comes, of every plan."""
    for column in comparison.columns:
        for plan in column.assessment.review if column.assessment else ():
            for step in plan.steps:
                if step.begins is not None:
                    yield step.begins, step.ends or step.begins
