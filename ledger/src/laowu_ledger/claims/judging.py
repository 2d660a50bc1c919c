"""Every row of a ledger judged by itself in this process: the twin, over columns of numbers, of the view in ``rows.py``.

Days come first, because most rows are of other years; everything else is looked at only for rows of the period. What the rule
says is asked once of each thing that the rows of a segment say (see :mod:`laowu_ledger.store.numbering`), and looked up.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import date
from functools import cache
from typing import Any

import attrs
import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from laowu_ledger.claims.lengths import OPEN_ENDED, Insured, months_day, months_verdict
from laowu_ledger.claims.queue import CODES, HALF, Mask, Rows, Small
from laowu_ledger.claims.rows import Pool
from laowu_ledger.claims.segment_rows import Group, SegmentRows, numbers
from laowu_ledger.claims.settled import Numbers, days_since_epoch
from laowu_ledger.claims.terms import Terms, spells
from laowu_ledger.claims.verdicts import FIRST_OPEN, Verdict
from laowu_ledger.store.numbering import Meanings

Said = npt.NDArray[np.uint8]
Length = Callable[[npt.NDArray[np.intp]], Said]
"""What is said of the length of employment of the rows of the period, each by the spell of the rule its day falls into."""
_NO_DAY = -(1 << 31)
"""A day that is not stated: before every other, and so neither in a period nor after the start of anything."""
_EARLIEST, _LATEST = _NO_DAY + 1, (1 << 31) - 1
_COMPLETE = int(Verdict.COMPLETE)


@attrs.frozen(eq=False)
class _Said:
    """What is said of the numbers of a segment: by each number, what the rule says of whatever it stands for.

    Attributes:
        pool: the pools of brands.
        brand: what is said of the brands themselves.
        words: the verdicts of words out of short lists.
        day: the days on which claims arise by months of pension payment, or by the start of work where months have no dates.
        asked: whether a day belongs to the period.
        months: what is said of the months, for each spell of the rule.
    """

    pool: Small
    brand: Said
    words: Said
    day: Small
    asked: Mask
    months: Said


def spellings(rows: SegmentRows, *, by_operator: bool) -> set[tuple[str, str]]:
    """The brands, and with them the building bodies if asked for, as the rows spell them; empty where they state none."""
    found = [one for meanings in rows.meanings().values() for one in _cells(meanings, "brand")]
    return {(brand or "", (unit or "") if by_operator else "") for brand, unit in found}


def _cells(meanings: Meanings, family: str) -> list[tuple[Any, ...]]:
    """What the numbers of a family stand for."""
    return list(zip(*(column.to_pylist() for column in meanings.of(family).columns), strict=True))


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
        self._pool_of = {written: place for place, pool in enumerate(pools) for written in pool.written}
        self._pools = len(pools)
        years = [pool.years for pool in pools]
        self._brand = np.asarray([int(pool.standing.verdict) for pool in pools], np.uint8)
        self._recognised = _days((one.recognised if one else None for one in years), _EARLIEST)
        self._first_day = _days((one.first_day if one else None for one in years), _EARLIEST)
        self._over_from = _days((one.over_from if one else None for one in years), _LATEST)
        self._turn = _days((one.turn if one else None for one in years), _LATEST)
        self._closed = np.asarray([(pool, half) in closed for pool in range(len(pools)) for half in (0, 1)], np.bool_)
        self._first, self._last = days_since_epoch(terms.first), days_since_epoch(terms.through)
        self._turns = bool((self._turn != _LATEST).any())
        # What most ledgers are like: nothing has to be asked of any day.
        self._open_throughout = bool(
            ((self._over_from > self._last) & (self._recognised <= self._first) & (self._first_day <= self._first)).all()
        ) and not bool(self._closed.any())
        self._spells = [
            (days_since_epoch(since), days_since_epoch(end), least)
            for since, end, least in spells(terms.award.contract_days_at_least or terms.award.months_at_least)
        ]
        self._insured = cache(self._insured_said)
        self._group = cache(lambda cell: int(terms.group(cell)[0]))

    def parts(self, rows: SegmentRows) -> Iterator[tuple[Small, Rows, Rows]]:
        """Of each row group the codes of its rows of the period, its complete rows, and those that wait for something."""
        said = {path: self._said(meanings) for path, meanings in rows.meanings().items()}
        return rows.each(lambda group: self._judged(rows, group, said[group.path]))

    def _said(self, meanings: Meanings) -> _Said:
        """What the rule says of everything that the rows of a segment say."""
        terms = self._terms
        pools = [
            self._pool_of[brand or "", (unit or "") if terms.by_operator else ""] for brand, unit in _cells(meanings, "brand")
        ]
        words = [
            min(int(self._group(groups)), terms.relation(relation), terms.payer(payer), terms.enrolled(enrolment))
            for groups, relation, payer, enrolment in _cells(meanings, "words")
        ]
        cells = _cells(meanings, "months") if self._by_months else []
        insured = [self._insured(first, count, None) for first, count, _ in cells]
        months = np.asarray(insured, np.int64).reshape(len(insured), 1 + len(self._spells))
        day = months[:, 0].astype(np.int32)
        if len(day):
            day = np.where(day == _NO_DAY, _days((started for _, _, started in cells), _NO_DAY), day)
        pool = np.asarray(pools, np.int32)
        return _Said(
            pool=pool,
            brand=self._brand[pool],
            words=np.asarray(words, np.uint8),
            day=day,
            asked=self._asked(day),
            months=np.ascontiguousarray(months[:, 1:].T.astype(np.uint8)),
        )

    def _asked(self, day: Small) -> Mask:
        """Which days belong to the period: whoever states none belongs to every one."""
        return np.asarray((day == _NO_DAY) | ((day >= self._first) & (day <= self._last)))

    def _judged(self, rows: SegmentRows, group: Group, said: _Said) -> tuple[Small, Rows, Rows]:
        at, day, said_of_length = self._months(rows, group, said) if self._by_months else self._contracts(rows, group)
        brand, words = (number[at] for number in rows.numbers(group, ["brand", "words"]))
        pool = said.pool[brand]
        half = day >= self._turn[pool] if self._turns else None
        step = np.zeros(len(at), np.intp)
        for since, _, _ in self._spells[1:]:
            step += day >= since
        verdict = np.minimum(said_of_length(step), said.words[words])
        np.minimum(verdict, said.brand[brand], out=verdict)
        np.minimum(verdict, self._window(pool, half, day), out=verdict)
        table = rows.read(group, ["person", "content"] if self._with_content else ["person"])
        person = numbers(table.column("person"), 0)
        if len(self._conflicts):
            clash = np.isin(person[at], self._conflicts)
            verdict[clash] = np.minimum(verdict[clash], int(Verdict.TWO_NAMES))
        code = pool * np.int32(CODES) + verdict
        if half is not None:
            code += half * np.int32(HALF)
        content = numbers(table.column("content"), 0) if self._with_content else None

        def kept(mask: Mask) -> Rows:
            found = np.flatnonzero(mask)
            own, known = at[found], day[found]
            known[known == _NO_DAY] = 0
            return Rows(own + group.first, person[own], known, code[found], None if content is None else content[own])

        return code, kept(verdict == _COMPLETE), kept((verdict >= int(FIRST_OPEN)) & (verdict < _COMPLETE))

    def _window(self, pool: Small, half: Mask | None, day: Small) -> Said:
        """What is said of the day, given the paid years of the brand."""
        undated = day == _NO_DAY
        if self._open_throughout:
            return np.where(undated, np.uint8(Verdict.NO_DAY), np.uint8(_COMPLETE))
        over = (day >= self._over_from[pool]) | self._closed[2 * pool + (0 if half is None else half)]
        found = np.select(
            [undated, over, day < self._recognised[pool], day < self._first_day[pool]],
            [Verdict.NO_DAY, Verdict.YEAR_OVER, Verdict.BEFORE_RECOGNITION, Verdict.BEFORE_FIRST_YEAR],
            Verdict.COMPLETE,
        )
        return found.astype(np.uint8)

    def _months(self, rows: SegmentRows, group: Group, said: _Said) -> tuple[Numbers, Small, Length]:
        """Which rows belong to the period by months of pension payment, on which days, and what is said of their number."""
        (number,) = rows.numbers(group, ["months"])
        if group.silent >= {"claimed", "pension_gaps"}:
            at = np.flatnonzero(said.asked[number])
            own = number[at]
            return at, said.day[own], lambda step: said.months[step, own]
        table = rows.read(group, ["pension_first", "pension_count", "pension_gaps", "claimed"])
        day = said.day[number]
        # Few rows have any gaps: they are looked at one by one.
        having = np.flatnonzero(np.asarray(table.column("pension_gaps").is_valid()))
        cells = zip(*(column.to_pylist() for column in table.take(pa.array(having)).columns[:3]), strict=True)
        found = [self._insured(*cell) for cell in cells]
        gapped = np.asarray(found, np.int64).reshape(len(having), 1 + len(self._spells))
        day[having] = gapped[:, 0]
        place = np.full(len(number), -1, np.int64)
        place[having] = np.arange(len(having))
        at, day = self._claimed(table, day)

        def length(step: npt.NDArray[np.intp]) -> Said:
            found = said.months[step, number[at]]
            own = np.flatnonzero(place[at] >= 0)
            found[own] = gapped[place[at[own]], 1 + step[own]]
            return found

        return at, day, length

    def _claimed(self, table: pa.Table, day: Small) -> tuple[Numbers, Small]:
        """Which rows belong to the period, and their days: a day on which something was claimed comes before every other."""
        claimed = numbers(table.column("claimed"), _NO_DAY)
        day = np.where(claimed == _NO_DAY, day, claimed)
        at = np.flatnonzero(self._asked(day))
        return at, day[at]

    def _insured_said(self, first: date | None, count: int | None, gaps: int | None) -> tuple[int, ...]:
        """The day on which the claim of some months arises, and what is said of them by the numbers that were in force."""
        one = Insured(first=first, count=count, gaps=gaps)
        day = months_day(one, self._terms)
        said = [int(months_verdict(one, least)) for _, _, least in self._spells]
        return (_NO_DAY if day is None else days_since_epoch(day), *said)

    def _contracts(self, rows: SegmentRows, group: Group) -> tuple[Numbers, Small, Length]:
        """The twin of :func:`~laowu_ledger.claims.lengths.contract_day` and ``contract_verdict``."""
        dates = ("contract_start", "contract_end", "started")
        table = rows.read(group, [*dates, "contract_kind", "claimed"])
        start, end, started = (numbers(table.column(name), _NO_DAY).astype(np.int64) for name in dates)
        unlimited = pc.fill_null(pc.equal(table.column("contract_kind"), OPEN_ENDED), fill_value=False).to_numpy()
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
        day = np.where(day == _NO_DAY, started, day)
        at, of_claim = self._claimed(table, day.astype(np.int32))
        by_step = np.stack(said)[:, at].astype(np.uint8)
        return at, of_claim, lambda step: by_step[step, np.arange(len(at))]


def _days(days: Iterable[date | None], null: int) -> Small:
    return np.asarray([null if day is None else days_since_epoch(day) for day in days], np.int32)
