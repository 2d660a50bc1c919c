"""The years whose holiday notices come with the program."""

from datetime import date
from functools import cache

# The years whose data have been compared with the State Council's notices. A newer chinesecalendar may know more years; they
# count only once they have been compared as well, so that the same version of laowu always gives the same dates.
YEARS = range(2004, 2027)

# 2005-12-31, a Saturday, was a working day in exchange for Tuesday 2006-01-03: the notice for 2006 says so at the end of the
# year before, where chinesecalendar (up to 1.11 at least) has overlooked it.
_OVERLOOKED_MAKEUP_DAYS = frozenset({date(2005, 12, 31)})


@cache
def holidays() -> frozenset[date]:
    """Every day off in :data:`YEARS` by holiday or by exchange; ordinary weekends are not all among them.

    Source:
        The General Office of the State Council's yearly notices, as collected in the package ``chinesecalendar``.
    """
    # Imported on first use: most commands never ask for a working day.
    import chinese_calendar

    return frozenset(day for day in chinese_calendar.holidays if day.year in YEARS) - _OVERLOOKED_MAKEUP_DAYS


@cache
def makeup_days() -> frozenset[date]:
    """Every Saturday and Sunday in :data:`YEARS` that is a working day in exchange for a day off.

    Source:
        As for :func:`holidays`.
    """
    import chinese_calendar

    return frozenset(day for day in chinese_calendar.workdays if day.year in YEARS) | _OVERLOOKED_MAKEUP_DAYS
