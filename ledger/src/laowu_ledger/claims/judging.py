"""Every row of a ledger judged by itself in this process: the twin, over columns of numbers, of the view in ``rows.py``.

Days come first, because most rows are of other years; everything else is looked at only for rows of the period. What the rule
says of a value is asked once for each distinct value of a row group, and looked up.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import date, timedelta
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from laowu_ledger.claims.lengths import OPEN_ENDED, Insured, months_day, months_verdict
from laowu_ledger.claims.queue import CODES, HALF, Mask, Rows, Small
from laowu_ledger.claims.rows import Pool
from laowu_ledger.claims.segment_rows import Group, SegmentRows, numbers, stated, words
from laowu_ledger.claims.settled import Numbers, days_since_epoch
from laowu_ledger.claims.terms import Terms, spells
from laowu_ledger.claims.verdicts import FIRST_OPEN, Verdict

Said = npt.NDArray[np.int64]
Length = Callable[[Numbers, npt.NDArray[np.intp]], Said]
"""What is said of the length of employment of some rows, each by the spell of the rule its day falls into."""
Counted = tuple[Numbers, Numbers]
"""Codes, and how many rows have each."""
_EPOCH = date(1970, 1, 1)
_NEVER = 0
_NO_DAY = -(1 << 31)
"""A day that is not stated: before every other, and so neither in a period nor after the start of anything."""
_EARLIEST, _LATEST = _NO_DAY + 1, (1 << 31) - 1
_NO_COUNT = -1
ROOMY = 4
"""Values are looked up in a table of every value between, as long as that is no more than this many times the rows."""

_SPARSE = 64
"""Codes are sorted where there are more than this many of them to a row, and counted in place otherwise."""


def spellings(rows: SegmentRows, *, by_operator: bool) -> set[tuple[str, str]]:
    """The brands, and with them the building bodies if asked for, as the rows spell them; empty where they state none."""
    names = ("brand", "unit") if by_operator else ("brand",)

    def found(group: Group) -> set[tuple[str, str]]:
        table = rows.read(group, names)
        brands, brand = words(table.column("brand"))
        if not by_operator:
            return {(brands[place] or "", "") for place in np.flatnonzero(np.bincount(brand, minlength=len(brands)))}
        units, unit = words(table.column("unit"))
        pairs = np.unique(brand.astype(np.int64) * len(units) + unit)
        return {(brands[pair // len(units)] or "", units[pair % len(units)] or "") for pair in pairs.tolist()}

    return set().union(*rows.each(found))


class Judging:
    """Judges the rows of a period."""

    def __init__(
        self, terms: Terms, pools: Sequence[Pool], closed: Collection[tuple[int, int]], conflicts: Numbers, *, content: bool
    ) -> None:
        """Prepare.

        Args:
            terms: what is settled.
            pools: the pools; rows tell theirs by its place here.
            closed: purses that are closed.
            conflicts: the people under several names, sorted.
            content: whether the rows are to have their content.
        """
        self._terms = terms
        self._conflicts = conflicts
        self._by_months = terms.award.contract_days_at_least is None
        self._with_content = content
        self._pool_of = {(spelling, pool.unit): place for place, pool in enumerate(pools) for spelling in pool.spellings}
        self._pools = len(pools)
        years = [pool.years for pool in pools]
        self._brand = np.asarray([int(pool.standing.verdict) for pool in pools], np.int64)
        self._recognised = _days((one.recognised if one else None for one in years), _EARLIEST)
        self._first_day = _days((one.first_day if one else None for one in years), _EARLIEST)
        self._over_from = _days((one.over_from if one else None for one in years), _LATEST)
        self._turn = _days((one.turn if one else None for one in years), _LATEST)
        self._closed = np.asarray([(pool, half) in closed for pool in range(len(pools)) for half in (0, 1)], np.bool_)
        self._first, self._last = days_since_epoch(terms.first), days_since_epoch(terms.through)
        self._spells = [
            (days_since_epoch(since), days_since_epoch(end), least)
            for since, end, least in spells(terms.award.contract_days_at_least or terms.award.months_at_least)
        ]
        self._insured = cache(self._insured_said)
        self._group = cache(lambda cell: int(terms.group(cell)[0]))
        length = ("pension_first", "pension_count", "pension_gaps")
        self.columns = (
            *("person", "claimed", "started", "brand", "groups", "relation", "pension_payer"),
            *(length if self._by_months else ("contract_start", "contract_end", "contract_kind")),
            *(("unit",) if terms.by_operator else ()),
            *(("content",) if content else ()),
        )

    def parts(self, rows: SegmentRows) -> Iterator[tuple[Counted, Rows, Rows]]:
        """Of each row group how many rows have which code, its complete rows, and those that wait for something."""
        return rows.each(lambda group: self._judged(rows.read(group, self.columns), group.first))

    def _judged(self, table: pa.Table, first: int) -> tuple[Counted, Rows, Rows]:
        day, said_of_length = self._months(table) if self._by_months else self._contracts(table)
        missing = np.flatnonzero(day == _NO_DAY)
        if len(missing):
            day[missing] = numbers(table.column("started"), _NO_DAY)[missing]
        if stated(table.column("claimed")):
            claimed = numbers(table.column("claimed"), _NO_DAY)
            day = np.where(claimed == _NO_DAY, day, claimed)
        # Whoever states no day belongs to every period.
        at = np.flatnonzero((day == _NO_DAY) | ((day >= self._first) & (day <= self._last)))
        day = day[at]
        pool = self._pool(table, at)
        half = day >= self._turn[pool]
        step = np.zeros(len(at), np.intp)
        for since, _, _ in self._spells[1:]:
            step += day >= since
        verdict = np.minimum(self._window(pool, half, day), said_of_length(at, step))
        for other in (self._brand[pool], *self._words(table, at)):
            verdict = np.minimum(verdict, other)
        person = numbers(table.column("person"), 0)
        if len(self._conflicts):
            verdict = np.where(np.isin(person[at], self._conflicts), np.minimum(verdict, Verdict.TWO_NAMES), verdict)
        code = pool * CODES + half * HALF + verdict
        counts = _counted(code, self._pools * CODES)
        content = numbers(table.column("content"), 0) if self._with_content else None

        def kept(mask: Mask) -> Rows:
            own = at[mask]
            known = np.where(day[mask] == _NO_DAY, 0, day[mask])
            return Rows(own + first, person[own], known, code[mask], None if content is None else content[own])

        return counts, kept(verdict == Verdict.COMPLETE), kept((verdict >= FIRST_OPEN) & (verdict < Verdict.COMPLETE))

    def _pool(self, table: pa.Table, at: Numbers) -> Numbers:
        brands, brand = words(table.column("brand"))
        if not self._terms.by_operator:
            return _asked(brands, brand[at], lambda word: self._pool_of[word or "", ""])
        units, unit = words(table.column("unit"))
        pairs, place = np.unique(brand[at].astype(np.int64) * len(units) + unit[at], return_inverse=True)
        spelled = [(brands[pair // len(units)] or "", units[pair % len(units)] or "") for pair in pairs.tolist()]
        return np.asarray([self._pool_of[one] for one in spelled], np.int64)[place]

    def _window(self, pool: Numbers, half: Mask, day: Numbers) -> Said:
        """What is said of the day, given the paid years of the brand."""
        over = (day >= self._over_from[pool]) | self._closed[2 * pool + half]
        return np.select(
            [day == _NO_DAY, over, day < self._recognised[pool], day < self._first_day[pool]],
            [Verdict.NO_DAY, Verdict.YEAR_OVER, Verdict.BEFORE_RECOGNITION, Verdict.BEFORE_FIRST_YEAR],
            Verdict.COMPLETE,
        )

    def _words(self, table: pa.Table, at: Numbers) -> Iterator[Said]:
        """What is said of words out of short lists, and of every row."""
        if self._terms.enrolment is not Verdict.COMPLETE:
            yield np.full(len(at), self._terms.enrolment, np.int64)
        said: tuple[tuple[str, Callable[[str | None], int]], ...] = (
            ("groups", self._group),
            ("relation", self._terms.relation),
            ("pension_payer", self._terms.payer),
        )
        for name, says in said:
            cells, place = words(table.column(name))
            yield _asked(cells, place[at], says)

    def _months(self, table: pa.Table) -> tuple[Numbers, Length]:
        """On which days claims arise by months of pension payment, and what is said of their number."""
        bounds = pc.min_max(table.column("pension_first")).as_py()
        least, most = (_NEVER, _NEVER) if bounds["min"] is None else map(days_since_epoch, bounds.values())
        undated = least - 1
        first = numbers(table.column("pension_first"), undated)
        count = numbers(table.column("pension_count"), _NO_COUNT)
        counts = int(count.max(initial=_NO_COUNT)) - _NO_COUNT + 1
        key = (first - undated).astype(np.int64) * counts + (count - _NO_COUNT)
        if (span := (most - undated + 1) * counts) <= ROOMY * len(key):
            seen = np.zeros(span, np.bool_)
            seen[key] = True
            keys = np.flatnonzero(seen)
            at_key = np.zeros(span, np.int64)
            at_key[keys] = np.arange(len(keys))
        else:
            keys, key = np.unique(key, return_inverse=True)
            at_key = np.arange(len(keys))
        found = [
            self._insured(one // counts + undated if one >= counts else None, one % counts + _NO_COUNT, None)
            for one in keys.tolist()
        ]
        if stated(gaps := table.column("pension_gaps")):
            # Few rows have any: they get keys of their own.
            having = np.flatnonzero(np.asarray(gaps.is_valid()))
            cells = zip(first[having].tolist(), count[having].tolist(), gaps.take(pa.array(having)).to_pylist(), strict=True)
            numbered: dict[tuple[int, int, int], int] = {}
            key[having] = [len(at_key) + numbered.setdefault(cell, len(numbered)) for cell in cells]
            at_key = np.concatenate([at_key, len(found) + np.arange(len(numbered))])
            found += [self._insured(None if start == undated else start, months, mask) for start, months, mask in numbered]
        answers = np.asarray(found, np.int64).reshape(len(found), 1 + len(self._spells))
        days = answers[:, 0].astype(np.int32)
        return days[at_key][key], lambda at, step: answers[at_key[key[at]], 1 + step]

    def _insured_said(self, first: int | None, count: int, gaps: int | None) -> tuple[int, ...]:
        """The day on which the claim of some months arises, and what is said of them by the numbers that were in force."""
        one = Insured(
            first=None if first is None else _EPOCH + timedelta(days=first),
            count=None if count == _NO_COUNT else count,
            gaps=gaps,
        )
        day = months_day(one, self._terms)
        said = [int(months_verdict(one, least)) for _, _, least in self._spells]
        return (_NO_DAY if day is None else days_since_epoch(day), *said)

    def _contracts(self, table: pa.Table) -> tuple[Numbers, Length]:
        """The twin of :func:`~laowu_ledger.claims.lengths.contract_day` and ``contract_verdict``."""
        start, end = (numbers(table.column(name), _NO_DAY).astype(np.int64) for name in ("contract_start", "contract_end"))
        kinds, kind = words(table.column("contract_kind"))
        unlimited = _asked(kinds, kind, lambda word: int(word == OPEN_ENDED)) == 1
        said = [
            np.select(
                [start == _NO_DAY, end == _NO_DAY, end < start + (least - 1)],
                [Verdict.CONTRACT_UNKNOWN, np.where(unlimited, Verdict.COMPLETE, Verdict.CONTRACT_UNKNOWN), Verdict.CONTRACT],
                Verdict.COMPLETE,
            )
            for _, _, least in self._spells
        ]
        day = np.where(end == _NO_DAY, start, end)
        for (since, until, least), verdict in reversed(list(zip(self._spells, said, strict=True))):
            reached = np.maximum(start + (least - 1), since)
            day = np.where((verdict == Verdict.COMPLETE) & (reached < until), reached, day)
        by_step = np.stack(said)
        return day.astype(np.int32), lambda at, step: by_step[step, at]


def _counted(code: Numbers, codes: int) -> Counted:
    if codes > _SPARSE * len(code):
        return np.unique(code, return_counts=True)
    counts = np.bincount(code, minlength=codes)
    found = np.flatnonzero(counts)
    return found, counts[found]


def _asked(cells: Sequence[str | None], place: npt.NDArray[np.integer[Any]], says: Callable[[str | None], int]) -> Said:
    """What is said of the words of some rows; only words that stand there are asked about."""
    answers = np.zeros(len(cells), np.int64)
    for one in np.flatnonzero(np.bincount(place, minlength=len(cells))).tolist():
        answers[one] = says(cells[one])
    return np.asarray(answers[place])


def _days(days: Iterable[date | None], null: int) -> Small:
    return np.asarray([null if day is None else days_since_epoch(day) for day in days], np.int32)
