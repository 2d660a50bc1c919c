"""Counting a store: in one pass where DuckDB would do it, else on the engine that is asked for."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from laowu_ledger.engines.engine import open_engine
from laowu_ledger.indicators.by_query import counted_by_query
from laowu_ledger.indicators.definitions import Definitions
from laowu_ledger.indicators.period import periods
from laowu_ledger.indicators.sorted_pass import counted_in_order
from laowu_ledger.indicators.tallies import Tallies
from laowu_ledger.store.store import Store

HERE = "duckdb"


def count(
    store: Store,
    wanted: Definitions,
    years: Sequence[int],
    on: date,
    *,
    engine: str = HERE,
    memory: int | None = None,
    threads: int | None = None,
    spill: Path | None = None,
    url: str | None = None,
) -> Tallies:
    """Count people by brand and year.

    Args:
        store: the store.
        wanted: what is counted.
        years: the years; those that have not begun are passed over.
        on: the day of counting.
        engine: who counts; the answers are the same. For ``duckdb`` the order of the store is used instead, which is quicker.
        memory: for the engine, as bytes.
        threads: how many work at once.
        spill: folder for what does not fit into memory.
        url: address of the engine.
    """
    of_years = periods(tuple(years), on)
    if engine == HERE:
        return counted_in_order(store, wanted, of_years, threads=threads)
    with open_engine(engine, store, memory=memory, threads=threads, spill=spill, url=url) as opened:
        return counted_by_query(opened, wanted, of_years)
