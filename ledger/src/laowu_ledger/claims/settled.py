"""What a settlement comes to, whichever way it was worked out."""

from collections.abc import Mapping
from datetime import date

import attrs
import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from laowu.rules.subsidy import PerHead
from laowu_ledger.claims.recognitions import BrandStanding
from laowu_ledger.claims.rows import Pool
from laowu_ledger.claims.terms import Terms, turned
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
        people: those of them that say what became of everybody, one for each person (and brand, where people are paid once per
            brand), sorted by person.
        booked: sums by purse.
        closed: purses of years that cannot be paid because as many others are.
    """

    rows: pa.Table
    people: pa.Table
    booked: Mapping[Purse, Booked]
    closed: frozenset[Purse]


def year_of(pool: Pool, half: int, terms: Terms) -> int:
    """The number of the year of a purse: a calendar year, or the years since recognition."""
    return terms.year if pool.years is None else pool.years.year + half


def as_known(
    rows: pa.Table, award: PerHead, standings: Mapping[str, BrandStanding], units: Mapping[str, str] | None = None
) -> pa.Table:
    """Rows of the table of payments by the brands, bodies and years of today.

    Brands and bodies are called what the list of recognitions calls them, however a file or a former list spelled them. Where
    years count from recognition, loaded payments get the number of theirs from their day; ``None`` where it is not known when
    that was.
    """
    if not len(rows):
        return rows
    brands = rows.column("brand").combine_chunks().dictionary_encode()
    spelled: list[str] = brands.dictionary.to_pylist()
    standing = [standings.get(spelling) for spelling in spelled]
    names = [spelling if one is None or one.name is None else one.name for spelling, one in zip(spelled, standing, strict=True)]
    rows = rows.set_column(rows.schema.get_field_index("brand"), "brand", pa.array(names, pa.string()).take(brands.indices))
    if units:
        bodies = rows.column("unit").combine_chunks().dictionary_encode()
        told = pa.array([units.get(one, one) for one in bodies.dictionary.to_pylist()], pa.string()).take(bodies.indices)
        rows = rows.set_column(rows.schema.get_field_index("unit"), "unit", told)
    loaded = rows.column("source_row").is_valid().to_numpy()
    if award.year_basis != "award" or not loaded.any():
        return rows
    starts = [None if one is None else one.recognised for one in standing]
    years: list[int | None] = rows.column("year").to_pylist()
    days, places = rows.column("day").to_pylist(), brands.indices.to_pylist()
    for row in np.flatnonzero(loaded).tolist():
        start, day = starts[places[row]], days[row]
        years[row] = None if start is None or day is None else year_from(start, day)
    return rows.set_column(rows.schema.get_field_index("year"), "year", pa.array(years, pa.int16()))


def year_from(start: date, day: date) -> int:
    """The number of the year of a day, counted from recognition, from 1; 0 for all days before it."""
    return max(day.year - start.year + (1 if day >= turned(start, day.year) else 0), 0)


def _of_everybody(rows: pa.Table, terms: Terms) -> pa.Table:
    """A row for each who is paid once: what laowu paid rather than what was loaded, what was paid rather than a forfeit."""
    whose = ["person", "brand"] if terms.award.person_scope == "brand" else ["person"]
    person = rows.column("person").to_numpy()
    if not (person[1:] == person[:-1]).any():
        return rows  # nobody twice, as nearly always
    order = [(name, "ascending") for name in whose]
    keyed = rows.append_column("_loaded", rows.column("source_row").is_valid())
    table = keyed.sort_by([*order, ("forfeited", "ascending"), ("_loaded", "ascending"), ("content", "ascending")])
    table = table.drop_columns(["_loaded"]).combine_chunks()
    first = np.zeros(len(table), np.bool_)
    first[0] = True
    for name in whose:
        column = table.column(name)
        first[1:] |= pc.not_equal(column.slice(1), column.slice(0, len(table) - 1)).to_numpy()
    return table if first.all() else table.filter(pa.array(first))


def before(rows: pa.Table, pools: tuple[Pool, ...], terms: Terms) -> Before:
    """Sum up what was settled before, given as :func:`as_known` gives it."""
    by_operator = terms.by_operator
    paid = rows.filter(pc.invert(rows.column("forfeited")))
    people = _of_everybody(rows, terms)
    # Only what was loaded can hold several payments to one person under one cap.
    heads, counted = (
        (([], "count_all"), "count_all") if people is rows else (("person", "count_distinct"), "person_count_distinct")
    )
    sums = paid.group_by(["brand", "unit", "year"] if by_operator else ["brand", "year"]).aggregate([("fen", "sum"), heads])
    of_year: dict[tuple[str, str, int], Booked] = {}
    paid_years: dict[str, set[int]] = {}
    for row in sums.to_pylist():
        of_year[row["brand"], row["unit"] if by_operator else "", row["year"]] = Booked(persons=row[counted], fen=row["fen_sum"])
        paid_years.setdefault(row["brand"], set()).add(row["year"])
    booked, closed = {}, set()
    for place, pool in enumerate(pools):
        for half in (0, 1):
            year = year_of(pool, half, terms)
            if (found := of_year.get((pool.brand, pool.unit, year))) is not None:
                booked[place, half] = found
            if _years_used(pool, paid_years.get(pool.brand, set()) - {year}, terms):
                closed.add((place, half))
    return Before(rows=rows, people=people, booked=booked, closed=frozenset(closed))


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
