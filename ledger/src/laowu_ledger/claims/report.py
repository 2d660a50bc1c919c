"""What a settlement tells: sums, caps and reasons per brand and year; and every row with what became of it."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

import attrs
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pa_csv
import pyarrow.parquet as pq

from laowu.model.outcome import Outcome
from laowu.text import Language
from laowu_ledger.claims.alike import Alike, alike_pools
from laowu_ledger.claims.rows import PLACES_A_SOURCE, ROWS
from laowu_ledger.claims.settled import FATES, Booked, year_of
from laowu_ledger.claims.settlement import Committed, Settlement
from laowu_ledger.claims.verdicts import Verdict
from laowu_ledger.errors import unwritable
from laowu_ledger.store.durable import whole

_OUTCOMES = {Outcome.MET: "paid", Outcome.NOT_MET: "refused"}


@attrs.frozen(kw_only=True)
class PurseLine:
    """What one cap paid in one year.

    Attributes:
        brand: the brand.
        unit: the building body; empty where the brand shares the cap.
        year: calendar year, or the year of the award, from 1.
        recognised: day of recognition; ``None`` where it is not known.
        cap_fen: the most that is paid.
        before: what was paid by earlier runs.
        fresh: what this run pays.
        counts: rows by what became of them.
    """

    brand: str
    unit: str
    year: int
    recognised: date | None
    cap_fen: int
    before: Booked
    fresh: Booked
    counts: Mapping[Verdict, int]

    @property
    def persons(self) -> int:
        """People paid in all."""
        return self.before.persons + self.fresh.persons

    @property
    def fen(self) -> int:
        """The sum paid in all."""
        return self.before.fen + self.fresh.fen

    @property
    def left_fen(self) -> int:
        """What the cap leaves."""
        return max(self.cap_fen - self.fen, 0)

    @property
    def refused(self) -> int:
        """Rows that are refused."""
        return sum(rows for verdict, rows in self.counts.items() if verdict.outcome is Outcome.NOT_MET)

    @property
    def open(self) -> int:
        """Rows that wait for a fact or a judgement."""
        return sum(rows for verdict, rows in self.counts.items() if not verdict.outcome.decided)

    def data(self) -> dict[str, Any]:
        """The line as plain data."""
        return {
            "brand": self.brand,
            "unit": self.unit or None,
            "year": self.year,
            "recognised": _iso(self.recognised),
            "persons": self.persons,
            "fen": self.fen,
            "of_these_new": {"persons": self.fresh.persons, "fen": self.fresh.fen},
            "cap_fen": self.cap_fen,
            "left_fen": self.left_fen,
            "refused": _counts(self.counts, (Outcome.NOT_MET,)),
            "open": _counts(self.counts, (Outcome.NO_DATA, Outcome.NEEDS_JUDGEMENT)),
        }


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _counts(counts: Mapping[Verdict, int], outcomes: Collection[Outcome]) -> dict[str, int]:
    return {verdict.code: rows for verdict, rows in sorted(counts.items()) if verdict.outcome in outcomes and rows}


@attrs.define(kw_only=True)
class ClaimsReport:
    """What a run tells.

    Attributes:
        jurisdiction: code of the region.
        award: id of the rule.
        year, through: the period.
        lines: purse by purse, in the order of brand, body and year.
        committed: what was written; ``None`` for a trial run.
        settled_before: last day that was settled by a committed run of the year; ``None`` for none.
        unsettled_years: earlier years that may have claims, were not settled to their end and had no payments loaded.
        loaded: payments made before that were loaded for the award, under whatever brand and year.
        alike: brands, and building bodies that have caps, which may be two spellings of one.
    """

    jurisdiction: str
    award: str
    year: int
    through: date
    lines: tuple[PurseLine, ...]
    committed: Committed | None
    settled_before: date | None
    unsettled_years: tuple[int, ...]
    loaded: Booked
    alike: tuple[Alike, ...]

    @cached_property
    def counts(self) -> Counter[Verdict]:
        """Rows by what became of them, over all lines."""
        total: Counter[Verdict] = Counter()
        for line in self.lines:
            total.update(line.counts)
        return total

    @property
    def persons(self) -> int:
        """People paid in all."""
        return sum(line.persons for line in self.lines)

    @property
    def fen(self) -> int:
        """The sum paid in all."""
        return sum(line.fen for line in self.lines)

    @property
    def fresh(self) -> Booked:
        """What this run pays."""
        return Booked(persons=sum(line.fresh.persons for line in self.lines), fen=sum(line.fresh.fen for line in self.lines))

    def data(self) -> dict[str, Any]:
        """The report as plain data."""
        run = None if self.committed is None else self.committed.run
        return {
            "schema": "laowu/ledger-claims/1",
            "jurisdiction": self.jurisdiction,
            "award": self.award,
            "year": self.year,
            "through": _iso(self.through),
            "committed": None if self.committed is None else {"run": run and run.number, "late": self.committed.late},
            "settled_before": _iso(self.settled_before),
            "unsettled_years": list(self.unsettled_years),
            "loaded_before": attrs.asdict(self.loaded),
            "spelled_alike": [{"brand": one.brand or None, "names": list(one.names)} for one in self.alike],
            "persons": self.persons,
            "fen": self.fen,
            "of_these_new": attrs.asdict(self.fresh),
            "refused": _counts(self.counts, (Outcome.NOT_MET,)),
            "open": _counts(self.counts, (Outcome.NO_DATA, Outcome.NEEDS_JUDGEMENT)),
            "lines": [line.data() for line in self.lines],
        }


def report_of(settlement: Settlement, committed: Committed | None, brands: Collection[str] = ()) -> ClaimsReport:
    """Sum a settlement up.

    Args:
        settlement: the settlement.
        committed: what was written, if anything was.
        brands: brands to tell of; all when empty.
    """
    terms = settlement.terms
    runs = settlement.paid.runs(terms.jurisdiction, terms.award.id)
    loads = settlement.paid.loads(terms.jurisdiction, terms.award.id)
    whole_years = {run.year for run in runs if run.through == date(run.year, 12, 31)}
    whole_years |= {year for load in loads for year in load.years}
    first_days = [pool.years.first_day.year for pool in settlement.pools if pool.years is not None]
    return ClaimsReport(
        jurisdiction=terms.jurisdiction,
        award=terms.award.id,
        year=terms.year,
        through=terms.through,
        lines=tuple(line for line in _lines(settlement) if not brands or line.brand in brands),
        committed=committed,
        settled_before=max((run.through for run in runs if run.year == terms.year), default=None),
        unsettled_years=tuple(year for year in range(min(first_days, default=terms.year), terms.year) if year not in whole_years),
        loaded=Booked(persons=sum(load.persons for load in loads), fen=sum(load.fen for load in loads)),
        alike=_alike(settlement),
    )


def _alike(settlement: Settlement) -> tuple[Alike, ...]:
    return alike_pools(settlement.pools, settlement.store if settlement.terms.by_operator else None)


def _lines(settlement: Settlement) -> Iterator[PurseLine]:
    counts: dict[tuple[int, int], dict[Verdict, int]] = {}
    for (number, half, verdict), rows in settlement.settled.counts.items():
        counts.setdefault((number, half), {})[verdict] = rows
    for place, pool in enumerate(settlement.pools):
        for half in (0, 1) if pool.years is not None and pool.years.turn is not None else (0,):
            before = settlement.known.booked.get((place, half), Booked())
            fresh = settlement.settled.fresh.get((place, half), Booked())
            verdicts = counts.get((place, half), {})
            if verdicts or before.persons or fresh.persons:
                yield PurseLine(
                    brand=pool.brand,
                    unit=pool.unit,
                    year=year_of(pool, half, settlement.terms),
                    recognised=None if pool.years is None else pool.years.recognised,
                    cap_fen=settlement.terms.cap_fen(),
                    before=before,
                    fresh=fresh,
                    counts=verdicts,
                )


def write_rows(settlement: Settlement, file: str, language: Language, brands: Collection[str] = ()) -> int:
    """Write every row of the period with what became of it, to a CSV file or, by its ending, a Parquet file.

    There are no names, numbers or tokens in it: a row is told by its file, sheet and row.

    Returns:
        How many rows were written.

    Raises:
        StoreError: it cannot be written; nothing is left of it.
    """
    settlement.keep_fates()
    found = settlement.engine.fetch(
        f"""select r.place, r.brand, r.unit, r.employer, r.day, r.pool, r.half, coalesce(f.verdict, r.verdict) as verdict
        from {ROWS} r left join {FATES} f on f.place = r.place
        order by r.brand, r.unit, r.day, r.place"""
    )
    if brands:
        found = found.filter(pc.is_in(found.column("brand"), pa.array(sorted(brands), pa.string())))
    write_table(_told(settlement, found, language), file)
    return len(found)


def write_table(table: pa.Table, file: str) -> None:
    """Write a table to a CSV file or, by its ending, a Parquet file.

    Raises:
        StoreError: it cannot be written; nothing is left of it.
    """
    target = Path(file)
    try:
        with whole(target) as part:
            if target.suffix.lower() == ".parquet":
                pq.write_table(table, part, compression="zstd")
                return
            with part.open("wb") as stream:
                stream.write("\ufeff".encode())  # a spreadsheet takes the file for what it is
                pa_csv.write_csv(table, stream)
    except pa.ArrowException as failure:
        raise unwritable(OSError(str(failure)), file) from failure


def _told(settlement: Settlement, found: pa.Table, language: Language) -> pa.Table:
    """The rows as a reader wants them."""
    source, row = np.divmod(found.column("place").to_numpy(), PLACES_A_SOURCE)
    verdicts = found.column("verdict").to_numpy()
    sources = settlement.store.sources
    years = np.asarray(
        [[year_of(pool, half, settlement.terms) for half in (0, 1)] for pool in settlement.pools], np.int64
    ).reshape(-1, 2)
    paid = verdicts == Verdict.PAID
    rates = settlement.rates(found.column("day").fill_null(settlement.terms.first))
    return pa.table(
        {
            "brand": found.column("brand"),
            "unit": found.column("unit"),
            "employer": found.column("employer"),
            "file": _looked_up(source, {place: one.file for place, one in enumerate(sources)}),
            "sheet": _looked_up(source, {place: one.sheet for place, one in enumerate(sources)}),
            "row": row,
            "day": found.column("day"),
            "year": years[found.column("pool").to_numpy(), found.column("half").to_numpy()],
            "outcome": _looked_up(verdicts, {one: _OUTCOMES.get(one.outcome, "open") for one in Verdict}),
            "reason": _looked_up(verdicts, {one: one.code for one in Verdict}),
            "says": _looked_up(verdicts, {one: one.label.in_language(language) for one in Verdict}),
            "fen": np.where(paid, rates, 0),
        }
    )


def _looked_up(numbers: Any, words: Mapping[int, str]) -> pa.DictionaryArray:
    keys = sorted(words)
    places = np.searchsorted(np.asarray(keys, np.int64), numbers)
    return pa.DictionaryArray.from_arrays(pa.array(places, pa.int32()), pa.array([words[key] for key in keys], pa.string()))
