"""One run: the rows of a store judged, settled against what was paid before and, if asked to, added to the table of payments."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from datetime import date
from functools import cache
from pathlib import Path

import attrs
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from laowu_ledger.claims.judging import Judging, spellings
from laowu_ledger.claims.local import LocalSettlement, gathered
from laowu_ledger.claims.paid import SCHEMA, PaidTable, Run
from laowu_ledger.claims.queue import Ties
from laowu_ledger.claims.recognitions import BrandStanding
from laowu_ledger.claims.rounds import settle_with_sql
from laowu_ledger.claims.rows import ROWS, Pool, find_spellings, judge_rows, pools_of
from laowu_ledger.claims.segment_rows import SegmentRows, segment_rows
from laowu_ledger.claims.settled import FATES, Before, Numbers, Settled, as_known, before, days_since_epoch, year_of
from laowu_ledger.claims.terms import Terms
from laowu_ledger.claims.verdicts import Verdict
from laowu_ledger.engines.engine import Engine, open_engine
from laowu_ledger.schema.columns import CONTENT
from laowu_ledger.store.store import Store


@attrs.frozen(kw_only=True)
class Means:
    """What a run is worked out with.

    Attributes:
        engine: which engine.
        memory, threads, spill, url: as :func:`~laowu_ledger.engines.engine.open_engine` takes them.
        rounds: ``local`` for rounds in this process, ``sql`` for rounds in the engine; what suits the engine when left out.
    """

    engine: str = "duckdb"
    memory: str | int | None = None
    threads: int | None = None
    spill: Path | None = None
    url: str | None = None
    rounds: str | None = None

    @property
    def local(self) -> bool:
        """Whether the rounds are worked out in this process."""
        return (self.rounds or ("local" if self.engine == "duckdb" else "sql")) == "local"


@attrs.frozen(kw_only=True)
class Committed:
    """What a commit did.

    Attributes:
        run: the run that was added; ``None`` where there was nothing to add.
        late: people it pays for claims of months that were settled before.
    """

    run: Run | None
    late: int


@attrs.frozen(kw_only=True, eq=False)
class Settlement:
    """A run that was worked out.

    Attributes:
        store: the rows.
        terms: what was settled.
        pools: what shares a cap.
        known: what was settled before.
        settled: what came out.
        paid: the table of payments it was set against.
    """

    store: Store
    terms: Terms
    pools: tuple[Pool, ...]
    known: Before
    settled: Settled
    paid: PaidTable
    _open: Callable[[], Engine]
    _keep: Callable[[], None]
    _local: LocalSettlement | None
    _rows: SegmentRows

    @property
    def engine(self) -> Engine:
        """The engine, which has the judged rows and what became of them once :meth:`keep_fates` was called."""
        return self._open()

    def keep_fates(self) -> None:
        """Make sure that the engine knows the judged rows, and what became of them."""
        self._keep()

    def fresh_rows(self) -> pa.Table:
        """What this run pays, and forfeits, as rows of the table of payments but for the run."""
        found = self._fresh()
        pool, half, verdict = (found.column(name).to_numpy() for name in ("pool", "half", "verdict"))
        years = np.asarray([[year_of(one, half, self.terms) for half in (0, 1)] for one in self.pools], np.int16).reshape(-1, 2)
        forfeited = verdict == Verdict.CAP
        fen = np.where(forfeited, 0, self.rates(found.column("day")))
        count = len(found)
        columns = {
            "jurisdiction": pa.array([self.terms.jurisdiction] * count, pa.string()),
            "award": pa.array([self.terms.award.id] * count, pa.string()),
            **{name: found.column(name) for name in ("person", "brand", "unit", "employer", "day", "content")},
            "year": pa.array(years[pool, half], pa.int16()),
            "fen": pa.array(fen, pa.int64()),
            "forfeited": pa.array(forfeited),
        }
        return pa.table({name: columns[name] for name in SCHEMA.names if name in columns})

    def _fresh(self) -> pa.Table:
        if self._local is not None:
            return self._local.fresh_rows(self._rows)
        return self.engine.fetch(
            f"""select r.person, r.brand, r.unit, r.employer, r.day, r.content, r.pool, r.half, f.verdict
            from {ROWS} r join {FATES} f on f.place = r.place where f.fresh"""
        )

    def people_paid(self) -> pa.Table:
        """Whom this run pays, and out of which pools: ``person``, and ``pool`` by its place in :attr:`pools`."""
        if self._local is not None:
            return self._local.people_paid()
        paid = self.engine.dialect.big(str(int(Verdict.PAID)))
        return self.engine.fetch(
            f"select r.pool, r.person from {ROWS} r join {FATES} f on f.place = r.place where f.fresh and f.verdict = {paid}"
        )

    def commit(self, on: date) -> Committed:
        """Add what this run pays to the table of payments; the store must be held for writing since before it was opened.

        A run that finds nothing new in a period that was settled before changes nothing.

        Args:
            on: day of judging.

        Raises:
            StoreError: it cannot be written; the table is as it was.
        """
        terms = self.terms
        rows = self.fresh_rows()
        earlier = [run for run in self.paid.runs(terms.jurisdiction, terms.award.id) if run.year == terms.year]
        closed = max((run.through for run in earlier), default=None)
        if not len(rows) and closed is not None and closed >= terms.through:
            return Committed(run=None, late=0)
        paid = rows.filter(pc.invert(rows.column("forfeited")))
        late = 0 if closed is None else int(pc.sum(pc.less_equal(paid.column("day"), pa.scalar(closed))).as_py() or 0)
        run = Run(
            number=0,
            jurisdiction=terms.jurisdiction,
            award=terms.award.id,
            year=terms.year,
            through=terms.through,
            on=on,
            persons=len(paid),
            fen=int(pc.sum(paid.column("fen")).as_py() or 0),
            store_change=self.store.manifest.change,
        )
        return Committed(run=self.paid.with_run(run, rows).manifest.runs[-1], late=late)

    def rates(self, day: pa.ChunkedArray) -> Numbers:
        """What is paid per person on each day, in fen."""
        steps = self.terms.steps
        since = np.asarray([days_since_epoch(step.since) for step in steps], np.int64)
        rates = np.asarray([step.rate_fen for step in steps], np.int64)
        place = np.searchsorted(since, day.cast(pa.int32()).to_numpy(), "right") - 1
        return np.asarray(rates[np.maximum(place, 0)])


@contextmanager
def settling(store: Store, terms: Terms, standings: Mapping[str, BrandStanding], means: Means) -> Iterator[Settlement]:
    """Work out who is paid; nothing is written.

    Raises:
        StoreError: the store or its table of payments is damaged.
        EngineError: the engine is missing, or gave up.
    """
    paid = PaidTable.of(store)
    with ExitStack() as opened:

        @cache
        def engine() -> Engine:
            # Rounds in this process need none: it is opened when somebody asks for more.
            return opened.enter_context(
                open_engine(means.engine, store, memory=means.memory, threads=means.threads, spill=means.spill, url=means.url)
            )

        rows = as_known(paid.rows(terms.jurisdiction, terms.award.id), terms.award, standings, terms.units)
        store_rows = opened.enter_context(segment_rows(store, means.threads))
        own = means.local
        spelled = spellings(store_rows, by_operator=terms.by_operator) if own else find_spellings(engine(), terms)
        pools = pools_of(spelled, terms, standings)
        known = before(rows, pools, terms)
        local: LocalSettlement | None = None
        if own:
            judging = Judging(terms, pools, known.closed, store.conflicts, content=len(rows) > 0)
            judged = gathered(judging.parts(store_rows), len(pools))
            local = LocalSettlement(judged, pools, terms, known, _ties(store_rows))
            settled = local.settle()
        else:
            judge_rows(engine(), store, terms, pools, known.closed)
            settled = settle_with_sql(engine(), pools, terms, known)

        @cache
        def keep() -> None:
            # Where the rounds are worked out here, an engine is told only when it is asked.
            if local is not None:
                judge_rows(engine(), store, terms, pools, known.closed)
                engine().put(FATES, local.fates(store_rows))

        yield Settlement(
            store=store,
            terms=terms,
            pools=pools,
            known=known,
            settled=settled,
            paid=paid,
            open=engine,
            keep=keep,
            local=local,
            rows=store_rows,
        )


def _ties(store_rows: SegmentRows) -> Ties:
    return Ties(
        employers=store_rows.employers, contents=lambda places: store_rows.at(places, [CONTENT]).column(CONTENT).to_numpy()
    )
