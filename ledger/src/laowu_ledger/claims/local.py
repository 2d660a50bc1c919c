"""Claims settled in this process: judged rows come as columns of numbers, sorted by person or nearly so, and rounds are NumPy.

Every person proposes the first claim; every purse keeps the first ones it has money for and turns the others away, who propose
their next one. Both sides go by one order, made of content alone (day, brand, employer, person, content), so what remains is what
a walk through all claims in that order would have paid, however many rounds it takes.
"""

from collections.abc import Iterable, Sequence

import attrs
import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from laowu_ledger.claims.queue import CODES, HALF, Mask, Purses, Queue, Rows, Small, Ties
from laowu_ledger.claims.rows import PLACES_A_SOURCE, Pool
from laowu_ledger.claims.segment_rows import SegmentRows
from laowu_ledger.claims.settled import Before, Booked, Numbers, Settled, closed_by
from laowu_ledger.claims.terms import Terms
from laowu_ledger.claims.verdicts import Verdict
from laowu_ledger.schema.columns import CONTENT, ROW, SOURCE

_COUNTED_AT_ONCE = 1 << 22
"""Rows whose codes are kept until they are counted together."""


@attrs.frozen(kw_only=True, eq=False)
class Judged:
    """All judged rows of the period.

    Attributes:
        counts: rows by code.
        complete: the rows against which nothing is said.
        open: the rows that wait for a fact or a judgement.
    """

    counts: Numbers
    complete: Rows
    open: Rows


def gathered(parts: Iterable[tuple[Small, Rows, Rows]], pools: int) -> Judged:
    """All judged rows, out of those of each row group: the codes of all, the complete ones, the open ones."""
    counts = np.zeros(pools * CODES, np.int64)
    codes: list[Small] = []
    complete: list[Rows] = []
    open_: list[Rows] = []
    for code, fine, waiting in parts:
        codes.append(code)
        if sum(map(len, codes)) > _COUNTED_AT_ONCE:
            counts += np.bincount(np.concatenate(codes), minlength=len(counts))
            codes = []
        complete.append(fine)
        open_.append(waiting)
    if codes:
        counts += np.bincount(np.concatenate(codes), minlength=len(counts))
    return Judged(counts=counts, complete=_together(complete), open=_together(open_))


def _together(parts: Sequence[Rows]) -> Rows:
    """Parts as one, by the first person of each: parts of a sorted file are sorted when they are set side by side."""
    parts = sorted((part for part in parts if len(part)), key=lambda part: (part.person[0], part.person[-1]))
    if not parts:
        nothing = np.zeros(0, np.int64)
        return Rows(nothing, nothing, nothing.astype(np.int32), nothing.astype(np.int32), nothing)
    content = [part.content for part in parts if part.content is not None]
    return Rows(
        np.concatenate([part.place for part in parts]),
        np.concatenate([part.person for part in parts]),
        np.concatenate([part.day for part in parts]),
        np.concatenate([part.code for part in parts]),
        np.concatenate(content) if len(content) == len(parts) else None,
    )


class LocalSettlement:
    """One settlement."""

    def __init__(self, judged: Judged, pools: tuple[Pool, ...], terms: Terms, known: Before, ties: Ties) -> None:
        self.judged = judged
        self.pools = pools
        self.terms = terms
        self.known = known
        self.ties = ties
        names = {brand: number for number, brand in enumerate(sorted({pool.brand for pool in pools}, key=str.encode))}
        self.brand_numbers = names
        rows = known.people
        if terms.award.person_scope == "brand":
            rows = rows.filter(pc.is_in(rows.column("brand"), pa.array(list(names), pa.string())))
        self.settled = rows.combine_chunks()
        self.brand_of = np.asarray([names[pool.brand] for pool in pools], np.int64)
        self.booked = np.zeros(2 * len(pools), np.int64)
        for (pool, half), booked in known.booked.items():
            self.booked[2 * pool + half] = booked.fen
        self.verdicts = np.zeros(len(judged.complete), np.int16)
        self.fresh = np.zeros(len(judged.complete), np.bool_)
        self.open_paid = np.zeros(len(judged.open), np.bool_)
        self.open_forfeited = np.zeros(len(judged.open), np.bool_)
        self.rounds = 0
        self._queued: tuple[Queue, npt.NDArray[np.int16], Mask] | None = None

    def settle(self) -> Settled:
        """Settle everything."""
        complete, open_ = self.judged.complete, self.judged.open
        who, open_who, done_who = self._identities()
        rest = self._settled_before(who, done_who)
        closed = self.known.closed
        while True:
            self._clear(rest)
            self._rounds(rest, who, closed)
            fresh = self._fresh_sums()
            further = closed_by(fresh, self.known, self.pools, self.terms)
            if further == closed:
                break
            closed = further
        paid_now = who[self.fresh & (self.verdicts == Verdict.PAID)]
        forfeited_now = who[self.fresh & (self.verdicts == Verdict.CAP)]
        gone = self.settled.column("forfeited").to_numpy()
        self.open_paid, self.open_forfeited = _among(
            open_who, np.concatenate([done_who[~gone], paid_now]), np.concatenate([done_who[gone], forfeited_now])
        )
        return Settled(counts=self._counts(complete, open_), fresh=fresh, rounds=self.rounds)

    def people_paid(self) -> pa.Table:
        """Whom this run pays, as columns ``pool`` and ``person``."""
        paid = np.flatnonzero(self.fresh & (self.verdicts == Verdict.PAID))
        return pa.table({"pool": self.judged.complete.pool[paid], "person": self.judged.complete.person[paid]})

    def fresh_rows(self, store_rows: SegmentRows) -> pa.Table:
        """The rows that this run pays for, or forfeits, with the columns that the table of payments has of a row."""
        self._order()
        complete = self.judged.complete.at(self.fresh)
        names = {name: pa.array([getattr(pool, name) for pool in self.pools], pa.string()) for name in ("brand", "unit")}
        return pa.table(
            {
                "person": complete.person,
                **{name: words.take(pa.array(complete.pool)) for name, words in names.items()},
                "employer": store_rows.employers(complete.place),
                "day": pa.array(complete.day).cast(pa.date32()),
                "content": store_rows.at(complete.place, [CONTENT]).column(CONTENT),
                "pool": complete.pool,
                "half": complete.purse % 2,
                "verdict": self.verdicts[self.fresh],
            }
        )

    def _order(self) -> None:
        """Which of somebody's claims of one day, brand and employer is paid for: the first one; that matters only for rows."""
        if self._queued is not None:
            queue, said, fresh = self._queued
            queue.order_all()
            self.verdicts[queue.places], self.fresh[queue.places] = said, fresh

    def fates(self, store_rows: SegmentRows) -> pa.Table:
        """What became of the rows, as the table :data:`~laowu_ledger.claims.settled.FATES`.

        Args:
            store_rows: the rows of the store, which tell where each was read.
        """
        self._order()
        open_ = self.judged.open
        places = [self.judged.complete.place, open_.place[self.open_paid], open_.place[self.open_forfeited]]
        verdicts = [
            self.verdicts.astype(np.int64),
            np.full(int(self.open_paid.sum()), Verdict.ALREADY_PAID, np.int64),
            np.full(int(self.open_forfeited.sum()), Verdict.FORFEITED, np.int64),
        ]
        stale = sum(map(len, places)) - len(self.fresh)
        read = store_rows.at(np.concatenate(places), (SOURCE, ROW))
        source, row = (read.column(name).to_numpy().astype(np.int64) for name in (SOURCE, ROW))
        return pa.table(
            {
                "place": source * PLACES_A_SOURCE + row,
                "verdict": np.concatenate(verdicts),
                "fresh": np.concatenate([self.fresh, np.zeros(stale, np.bool_)]),
            }
        )

    def _identities(self) -> tuple[Numbers, Numbers, Numbers]:
        """Who is paid once, a person or a person under a brand: of complete rows, of open rows, of those settled before."""
        complete, open_, settled = self.judged.complete, self.judged.open, self.settled.column("person").to_numpy()
        if self.terms.award.person_scope == "region":
            return complete.person, open_.person, settled
        people = np.unique(np.concatenate([complete.person, open_.person, settled]))
        brands = len(self.brand_numbers)
        numbers = np.asarray([self.brand_numbers[brand] for brand in self.settled.column("brand").to_pylist()], np.int64)
        return (
            np.searchsorted(people, complete.person) * brands + self.brand_of[complete.pool],
            np.searchsorted(people, open_.person) * brands + self.brand_of[open_.pool],
            np.searchsorted(people, settled) * brands + numbers,
        )

    def _settled_before(self, who: Numbers, done_who: Numbers) -> npt.NDArray[np.intp]:
        """Say of the rows of people settled before what became of them; the places of all others."""
        rows = self.settled
        if not len(rows):
            return np.arange(len(who))
        order = np.argsort(done_who, kind="stable")
        sorted_who = done_who[order]
        first = np.minimum(np.searchsorted(sorted_who, who), len(order) - 1)
        known = sorted_who[first] == who
        forfeited = rows.column("forfeited").to_numpy()[order][first]
        content = rows.column("content").to_numpy()[order][first]
        own = self.judged.complete.content
        same = known & (content == own) if own is not None else np.zeros(len(who), np.bool_)
        self.verdicts[known] = np.where(forfeited[known], Verdict.FORFEITED, Verdict.ALREADY_PAID)
        self.verdicts[same] = np.where(forfeited[same], Verdict.CAP, Verdict.PAID)
        return np.flatnonzero(~known)

    def _clear(self, rest: npt.NDArray[np.intp]) -> None:
        self.verdicts[rest] = 0
        self.fresh[rest] = False

    def _rounds(self, rest: npt.NDArray[np.intp], who: Numbers, closed: frozenset[tuple[int, int]]) -> None:
        """Settle the rows at some places against each other."""
        complete = self.judged.complete
        if closed:
            shut = np.isin(complete.purse[rest], [2 * pool + half for pool, half in closed])
            self.verdicts[rest[shut]] = Verdict.YEAR_OVER
            rest = rest[~shut]
        queue = Queue(complete, rest, who, self.brand_of, self.ties)
        purses = Purses(self.terms, self.booked)
        held, turned = queue.settle(purses, second=self.terms.award.on_cap == "next")
        self.rounds = queue.rounds
        places = queue.places
        forfeit = self.terms.award.on_cap == "forfeit"
        others = ~held & ~turned
        lost = queue.of_groups_with(turned) if forfeit else np.zeros(len(places), np.bool_)
        said = np.select([held, turned, others & lost], [Verdict.PAID, Verdict.CAP, Verdict.FORFEITED], Verdict.ALREADY_PAID)
        self._queued = queue, said.astype(np.int16), held | (turned & forfeit)
        self.verdicts[places], self.fresh[places] = self._queued[1:]

    def _fresh_sums(self) -> dict[tuple[int, int], Booked]:
        complete = self.judged.complete
        paid = np.flatnonzero(self.fresh & (self.verdicts == Verdict.PAID))
        purse = complete.purse[paid]
        purses = Purses(self.terms, self.booked)
        persons = np.bincount(purse, minlength=len(self.booked))
        fen = np.zeros(len(self.booked), np.int64)
        step = purses.step_of(complete.day[paid])
        for number, rate in enumerate(purses.rates):
            fen += np.bincount(purse[step == number], minlength=len(self.booked)) * rate
        found = np.flatnonzero(persons)
        return {(int(at) // 2, int(at) % 2): Booked(persons=int(persons[at]), fen=int(fen[at])) for at in found}

    def _counts(self, complete: Rows, open_: Rows) -> dict[tuple[int, int, Verdict], int]:
        counts = self.judged.counts.copy()
        plain = counts.reshape(-1, HALF)
        plain[:, Verdict.COMPLETE] = 0
        counts += np.bincount(complete.code - int(Verdict.COMPLETE) + self.verdicts, minlength=len(counts))
        for mask, verdict in ((self.open_paid, Verdict.ALREADY_PAID), (self.open_forfeited, Verdict.FORFEITED)):
            counts -= np.bincount(open_.code[mask], minlength=len(counts))
            plain[:, verdict] += np.bincount(open_.purse[mask], minlength=len(plain))
        found = np.flatnonzero(counts)
        of = {int(verdict): verdict for verdict in Verdict}
        pairs = zip(found.tolist(), counts[found].tolist(), strict=True)
        return {(at // CODES, at % CODES // HALF, of[at % HALF]): rows for at, rows in pairs}


def _among(who: Numbers, paid: Numbers, forfeited: Numbers) -> tuple[Mask, Mask]:
    """Who is among those paid; and who, not being among them, is among those who forfeited."""
    others = np.concatenate([paid, forfeited])
    if not len(who) or not len(others):
        return np.zeros(len(who), np.bool_), np.zeros(len(who), np.bool_)
    # Nearly sorted, both of them: looked up in order, which a hash table is not.
    order = np.argsort(others, kind="stable")
    at = np.minimum(np.searchsorted(others[order], who), len(others) - 1)
    found = others[order][at] == who
    lost = order[at] >= len(paid)
    return found & ~lost, found & lost
