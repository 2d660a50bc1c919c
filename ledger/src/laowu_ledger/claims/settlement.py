"""One run: the rows of a store judged, settled against what was paid before and, if asked to, added to the table of payments."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import attrs
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from laowu_ledger.claims.local import LocalSettlement, gathered
from laowu_ledger.claims.paid import SCHEMA, PaidTable, Run
from laowu_ledger.claims.queue import CODES, HALF, Ties
from laowu_ledger.claims.recognitions import BrandStanding
from laowu_ledger.claims.rounds import settle_with_sql
from laowu_ledger.claims.rows import PLACES_A_SOURCE, ROWS, Pool, find_pools, judge_rows
from laowu_ledger.claims.settled import FATES, Before, Numbers, Settled, before, days_since_epoch, year_of
from laowu_ledger.claims.terms import Terms
from laowu_ledger.claims.verdicts import Verdict
from laowu_ledger.engines.engine import LEDGER, Engine, open_engine
from laowu_ledger.store.runs import spans
from laowu_ledger.store.store import Store

_WANTED = "claim_wanted"
AT_ONCE = 8_000_000
"""Rows of a store that are judged at a time, about: what becomes of them is held in memory, not what they say."""


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
    """A run that was worked out; its engine is open.

    Attributes:
        store: the rows.
        terms: what was settled.
        pools: what shares a cap.
        known: what was settled before.
        settled: what came out.
        paid: the table of payments it was set against.
        engine: the engine, with the judged rows and, once they were asked for, what became of them.
    """

    store: Store
    terms: Terms
    pools: tuple[Pool, ...]
    known: Before
    settled: Settled
    paid: PaidTable
    engine: Engine
    _local: LocalSettlement | None = None

    def keep_fates(self) -> None:
        """Make sure that the engine knows what became of the rows."""
        if self._local is not None:
            self._local.keep_fates(self.engine)

    def fresh_rows(self) -> pa.Table:
        """What this run pays, and forfeits, as rows of the table of payments but for the run."""
        self.keep_fates()
        found = self.engine.fetch(
            f"""select r.person, r.brand, r.unit, r.employer, r.day, r.content, r.pool, r.half, f.verdict
            from {ROWS} r join {FATES} f on f.place = r.place where f.fresh"""
        )
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
        return pa.table({name: columns[name] for name in SCHEMA.names if name != "run"})

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
    with open_engine(means.engine, store, memory=means.memory, threads=means.threads, spill=means.spill, url=means.url) as engine:
        pools = find_pools(engine, terms, standings)
        known = before(paid.rows(terms.jurisdiction, terms.award.id), pools, terms)
        judge_rows(engine, store, terms, pools, known.closed)
        if means.local:
            local = LocalSettlement(gathered(_judged(engine, known, store.rows), len(pools)), pools, terms, known, _ties(engine))
            settled = local.settle()
        else:
            local = None
            settled = settle_with_sql(engine, pools, terms, known)
        yield Settlement(
            store=store, terms=terms, pools=pools, known=known, settled=settled, paid=paid, engine=engine, local=local
        )


def _judged(engine: Engine, known: Before, rows: int) -> Iterator[pa.RecordBatch]:
    """The judged rows of the period, a slice of people at a time."""
    content = ", content" if len(known.rows) else ""
    code = f"pool * {CODES} + half * {HALF} + verdict as code"
    slices = spans(max(1, -(-rows // AT_ONCE)))
    for place, span in enumerate(slices):
        # Segments are sorted by person, so that a slice reads little more than its own rows. The ends are left open.
        most = f"person <= {engine.dialect.big(str(span.most))}" if place < len(slices) - 1 else "1 = 1"
        least = f"person >= {engine.dialect.big(f'({span.least})')}" if place else "1 = 1"
        found = engine.fetch(f"select place, person, day, {code}{content} from {ROWS} where {least} and {most}")
        yield from found.to_batches()


def _ties(engine: Engine) -> Ties:
    def fetched(places: Numbers) -> tuple[pa.Array, Numbers]:
        # Of the types of the store's columns, so that a scan can tell early what it need not read.
        source, row = (numbers.astype(np.int32) for numbers in np.divmod(places, PLACES_A_SOURCE))
        engine.put(_WANTED, pa.table({"wanted": places, "source": source, "source_row": row}))
        found = engine.fetch(
            f"""select w.wanted, coalesce(l.employer, '') as employer, l.content from {LEDGER} l
            join {_WANTED} w on w.source_row = l.source_row and w.source = l.source"""
        )
        order = np.argsort(found.column("wanted").to_numpy())
        # Back in the order in which they were asked for.
        back = np.empty(len(places), np.intp)
        back[np.argsort(places, kind="stable")] = order
        employer = found.column("employer").take(pa.array(back)).combine_chunks()
        return employer, found.column("content").to_numpy()[back]

    return fetched
