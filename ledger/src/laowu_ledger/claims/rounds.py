"""Claims settled inside an engine, for ledgers that one machine does not hold: the rounds of ``local.py`` written as SQL.

A round looks only at purses that can run short, and adds those it turns away to one table. Whoever is not in it at the end, and
has no earlier claim left, is paid.
"""

from collections.abc import Collection

import pyarrow as pa

from laowu_ledger.claims.rows import ROWS, Pool
from laowu_ledger.claims.settled import FATES, Before, Booked, Purse, Settled, closed_by
from laowu_ledger.claims.terms import Terms
from laowu_ledger.claims.verdicts import FIRST_OPEN, Verdict
from laowu_ledger.engines.engine import Engine

_DONE, _PURSES, _QUEUE, _BIDS, _AWAY, _TURNED, _SPENT, _HAD = (
    f"claim_{name}" for name in ("done", "purses", "queue", "bids", "away", "turned", "spent", "had")
)


def settle_with_sql(engine: Engine, pools: tuple[Pool, ...], terms: Terms, known: Before) -> Settled:
    """Settle the judged rows of an engine; what became of them is left there as :data:`~laowu_ledger.claims.settled.FATES`."""
    return _SqlSettlement(engine, pools, terms, known).settle()


class _SqlSettlement:
    def __init__(self, engine: Engine, pools: tuple[Pool, ...], terms: Terms, known: Before) -> None:
        self.engine = engine
        self.pools = pools
        self.terms = terms
        self.known = known
        self.whose = ("person", "brand") if terms.award.person_scope == "brand" else ("person",)
        self.second = terms.award.on_cap == "next"
        self.rounds = 0

    def settle(self) -> Settled:
        """Settle everything."""
        rows = self.known.people
        self.engine.put(_DONE, rows.select(["person", "brand", "content", "forfeited"]))
        booked = [self.known.booked.get((pool, half), Booked()).fen for pool, _ in enumerate(self.pools) for half in (0, 1)]
        purses = {"purse": pa.array(range(len(booked)), pa.int64()), "booked": pa.array(booked, pa.int64())}
        self.engine.put(_PURSES, pa.table(purses))
        closed = self.known.closed
        while True:
            self._queue(closed)
            self._rounds()
            self._fates(closed)
            fresh = self._fresh()
            further = closed_by(fresh, self.known, self.pools, self.terms)
            if further == closed:
                break
            closed = further
        return Settled(counts=self._counts(), fresh=fresh, rounds=self.rounds)

    def _same(self, one: str, other: str) -> str:
        """The condition that two rows are of one who is paid once."""
        return " and ".join(f"{one}.{name} = {other}.{name}" for name in self.whose)

    def _number(self, number: int) -> str:
        return self.engine.dialect.big(str(number))

    def _by_step(self, numbers: list[int]) -> str:
        """One of some numbers, as the day says."""
        later = [
            f"when r.day >= {self.engine.dialect.day(step.since)} then {self._number(number)}"
            for step, number in reversed(list(zip(self.terms.steps, numbers, strict=True))[1:])
        ]
        first = self._number(numbers[0])
        return f"case {' '.join(later)} else {first} end" if later else first

    def _queue(self, closed: Collection[Purse]) -> None:
        """Everybody's claims in their order."""
        steps = self.terms.steps
        shut = ", ".join(self._number(2 * pool + half) for pool, half in sorted(closed))
        self.engine.keep(
            _QUEUE,
            f"""select c.*, row_number() over (partition by {", ".join(f"c.{name}" for name in self.whose)}
                order by c.day, c.brand, c.employer, c.content) as turn
            from (select r.place, r.person, r.brand, coalesce(r.employer, '') as employer, r.content, r.day,
                    r.pool * 2 + r.half as purse,
                    {self._by_step([step.rate_fen for step in steps])} as rate, {self._by_step(list(range(len(steps))))} as step
                from {ROWS} r
                where r.verdict = {self._number(Verdict.COMPLETE)}
                    {f"and r.pool * 2 + r.half not in ({shut})" if shut else ""}
                    and not exists (select 1 from {_DONE} d where {self._same("d", "r")})) c""",
        )

    def _rounds(self) -> None:
        least = min(step.cap_fen for step in self.terms.steps)
        columns = f"place, {', '.join(self.whose)}, employer, content, day, purse, rate, step, turn"
        if "brand" not in self.whose:
            columns += ", brand"
        theirs = ", ".join(f"q.{name.strip()}" for name in columns.split(","))
        short = f"""select q.purse from {_QUEUE} q join {_PURSES} p on p.purse = q.purse group by q.purse, p.booked
            having cast(sum(q.rate) as bigint) > {self._number(least)} - p.booked"""
        self.engine.keep("claim_short", short)
        self.engine.keep(
            _BIDS, f"select {theirs} from {_QUEUE} q where q.turn = 1 and q.purse in (select s.purse from claim_short s)"
        )
        self.engine.keep(_TURNED, f"select {columns} from {_QUEUE} where 1 = 0")
        while True:
            self.rounds += 1
            self._turn_away(least)
            if not self.engine.fetch(f"select count(*) as away from {_AWAY}").column(0)[0].as_py():
                return
            self.engine.keep(_TURNED, f"select {columns} from {_TURNED} union all select {columns} from {_AWAY}")
            # Who is turned away and goes to a purse that cannot run short is paid there.
            nexts = f"""union all select {theirs} from {_QUEUE} q join {_AWAY} a on {self._same("a", "q")} and q.turn = a.turn + 1
                where q.purse in (select s.purse from claim_short s)"""
            self.engine.keep(
                _BIDS,
                f"""select {columns} from {_BIDS} b where not exists (select 1 from {_AWAY} a where a.place = b.place)
                {nexts if self.second else ""}""",
            )

    def _turn_away(self, least: int) -> None:
        """Who finds no money, step by step: what an earlier one spends is not there for a later one."""
        over = f"""select b.purse from {_BIDS} b join {_PURSES} p on p.purse = b.purse group by b.purse, p.booked
            having cast(sum(b.rate) as bigint) > {self._number(least)} - p.booked"""
        steps = self.terms.steps
        parts = []
        self.engine.keep(_SPENT, f"select purse, booked as fen from {_PURSES}")
        for number, step in enumerate(steps):
            ranked = f"claim_ranked_{number}"
            self.engine.keep(
                ranked,
                f"""select b.*, s.fen + {self._number(step.rate_fen)} * row_number() over (
                    partition by b.purse order by b.day, b.employer, b.person, b.content) as reach
                from {_BIDS} b join {_SPENT} s on s.purse = b.purse
                where b.step = {self._number(number)} and b.purse in (select o.purse from ({over}) o)""",
            )
            parts.append(f"select * from {ranked} where reach > {self._number(step.cap_fen)} and rate > 0")
            if number + 1 < len(steps):
                self.engine.keep(
                    _SPENT,
                    f"""select s.purse, s.fen + coalesce(cast(k.fen as bigint), {self._number(0)}) as fen
                    from {_SPENT} s left join (
                        select purse, sum(rate) as fen from {ranked} where reach <= {self._number(step.cap_fen)} group by purse
                    ) k on k.purse = s.purse""",
                )
        self.engine.keep(_AWAY, " union all ".join(parts))

    def _fates(self, closed: Collection[Purse]) -> None:
        """What became of complete rows, and of the open rows of people who were paid."""
        paid, cap, already, forfeited, over = (
            self._number(verdict)
            for verdict in (Verdict.PAID, Verdict.CAP, Verdict.ALREADY_PAID, Verdict.FORFEITED, Verdict.YEAR_OVER)
        )
        complete = self._number(Verdict.COMPLETE)
        if self.second:
            before = f"left join {_TURNED} b on {self._same('b', 'q')} and b.turn = q.turn - 1"
            verdict = f"when q.turn = 1 or b.place is not null then {paid} else {already}"
        else:
            before = f"left join {_TURNED} b on {self._same('b', 'q')}"
            verdict = f"when q.turn = 1 then {paid} when b.place is not null then {forfeited} else {already}"
        self.engine.keep(
            "claim_queued",
            f"""select q.place, q.person, q.brand, case when t.place is not null then {cap} {verdict} end as verdict
            from {_QUEUE} q left join {_TURNED} t on t.place = q.place {before}""",
        )
        fresh = f"verdict = {paid}" if self.second else f"verdict in ({paid}, {cap})"
        gone = f"case when verdict = {paid} then {already} else {forfeited} end"
        self.engine.keep(
            _HAD,
            f"""select person, brand, {gone} as verdict from claim_queued where {fresh}
            union all select person, brand, case when forfeited then {forfeited} else {already} end from {_DONE}""",
        )
        shut = ", ".join(self._number(2 * pool + half) for pool, half in sorted(closed))
        parts = [
            f"select place, verdict, {fresh} as fresh from claim_queued",
            f"""select r.place, case when d.content = r.content then case when d.forfeited then {cap} else {paid} end
                    when d.forfeited then {forfeited} else {already} end, 1 = 0
                from {ROWS} r join {_DONE} d on {self._same("d", "r")} where r.verdict = {complete}""",
            f"""select r.place, h.verdict, 1 = 0 from {ROWS} r join {_HAD} h on {self._same("h", "r")}
                where r.verdict >= {self._number(FIRST_OPEN)} and r.verdict < {complete}""",
        ]
        if shut:
            parts.append(
                f"""select r.place, {over}, 1 = 0 from {ROWS} r where r.verdict = {complete}
                    and r.pool * 2 + r.half in ({shut})
                    and not exists (select 1 from {_DONE} d where {self._same("d", "r")})"""
            )
        self.engine.keep(FATES, " union all ".join(parts))

    def _fresh(self) -> dict[Purse, Booked]:
        found = self.engine.fetch(
            f"""select q.purse, count(*) as persons, cast(sum(q.rate) as bigint) as fen from {_QUEUE} q
            join claim_queued f on f.place = q.place where f.verdict = {self._number(Verdict.PAID)} group by q.purse"""
        )
        return {
            (row["purse"] // 2, row["purse"] % 2): Booked(persons=row["persons"], fen=row["fen"]) for row in found.to_pylist()
        }

    def _counts(self) -> dict[tuple[int, int, Verdict], int]:
        found = self.engine.fetch(
            f"""select r.pool, r.half, coalesce(f.verdict, r.verdict) as verdict, count(*) as rows_
            from {ROWS} r left join {FATES} f on f.place = r.place
            group by r.pool, r.half, coalesce(f.verdict, r.verdict)"""
        )
        return {(row["pool"], row["half"], Verdict(row["verdict"])): row["rows_"] for row in found.to_pylist()}
