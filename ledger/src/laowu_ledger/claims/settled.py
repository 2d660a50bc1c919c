"""What a settlement comes to, whichever way it was worked out."""

from collections.abc import Mapping
from datetime import date

import attrs
import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from laowu_ledger.claims.rows import Pool
from laowu_ledger.claims.terms import Terms
from laowu_ledger.claims.verdicts import Verdict

FATES = "claim_fates"
"""Table of what became of complete rows, and of open ones of people who were paid: ``place``, ``verdict``, ``fresh``."""

Numbers = npt.NDArray[np.int64]
Purse = tuple[int, int]
"""A pool, and 0 or 1 for the year of the award before or after its turn in the calendar year."""


@attrs.frozen(kw_only=True)
class Booked:
    """What a purse has paid before.

    Attributes:
        persons: people paid.
        fen: sum paid.
    """

    persons: int = 0
    fen: int = 0


@attrs.frozen(kw_only=True)
class Settled:
    """What came out.

    Attributes:
        counts: rows of the period by purse and verdict; rows without a day stand in the first half.
        fresh: people paid by this run, by purse.
        rounds: how many rounds it took.
    """

    counts: Mapping[tuple[int, int, Verdict], int]
    fresh: Mapping[Purse, Booked]
    rounds: int


@attrs.frozen(kw_only=True)
class Before:
    """What was settled before, under the award that is settled.

    Attributes:
        rows: the rows of the table of payments, sorted by person.
        booked: sums by purse.
        closed: purses of years that cannot be paid because as many others are.
    """

    rows: pa.Table
    booked: Mapping[Purse, Booked]
    closed: frozenset[Purse]


def year_of(pool: Pool, half: int, terms: Terms) -> int:
    """The number of the year of a purse: a calendar year, or the years since recognition."""
    return terms.year if pool.years is None else pool.years.year + half


def before(rows: pa.Table, pools: tuple[Pool, ...], terms: Terms) -> Before:
    """Sum up what was settled before."""
    by_operator = terms.by_operator
    paid = rows.filter(pc.invert(rows.column("forfeited")))
    sums = paid.group_by(["brand", "unit", "year"] if by_operator else ["brand", "year"]).aggregate(
        [("fen", "sum"), ([], "count_all")]
    )
    of_year: dict[tuple[str, str, int], Booked] = {}
    paid_years: dict[str, set[int]] = {}
    for row in sums.to_pylist():
        of_year[row["brand"], row["unit"] if by_operator else "", row["year"]] = Booked(
            persons=row["count_all"], fen=row["fen_sum"]
        )
        paid_years.setdefault(row["brand"], set()).add(row["year"])
    booked, closed = {}, set()
    for place, pool in enumerate(pools):
        for half in (0, 1):
            year = year_of(pool, half, terms)
            if (found := of_year.get((pool.brand, pool.unit, year))) is not None:
                booked[place, half] = found
            if _years_used(pool, paid_years.get(pool.brand, set()) - {year}, terms):
                closed.add((place, half))
    return Before(rows=rows, booked=booked, closed=frozenset(closed))


def _years_used(pool: Pool, others: set[int], terms: Terms) -> bool:
    """Whether as many other years were paid as may be, where any years count."""
    if terms.award.years_run != "any" or pool.years is None:
        return False
    return len(others) >= terms.award.years_at_most.on(pool.years.recognised)


def closed_by(fresh: Mapping[Purse, Booked], known: Before, pools: tuple[Pool, ...], terms: Terms) -> frozenset[Purse]:
    """Purses that are closed because the year before them, in the same run, used up the years."""
    if terms.award.years_run != "any" or terms.award.year_basis != "award":
        return known.closed
    paid_years: dict[str, set[int]] = {}
    for row in known.rows.to_pylist():
        if not row["forfeited"]:
            paid_years.setdefault(row["brand"], set()).add(row["year"])
    for pool, half in fresh:
        if half == 0:
            paid_years.setdefault(pools[pool].brand, set()).add(year_of(pools[pool], 0, terms))
    later = {
        (place, 1)
        for place, pool in enumerate(pools)
        if _years_used(pool, paid_years.get(pool.brand, set()) - {year_of(pool, 1, terms)}, terms)
    }
    return known.closed | later


def days_since_epoch(day: date) -> int:
    """A day as Arrow counts it."""
    return (day - date(1970, 1, 1)).days
