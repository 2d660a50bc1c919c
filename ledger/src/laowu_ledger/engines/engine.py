"""An engine: something that runs SQL over the rows of a store, each time it is opened with a memory of its own."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

import pyarrow as pa

from laowu_ledger.engines.dialect import Dialect
from laowu_ledger.engines.kinds import KINDS
from laowu_ledger.store.store import Store

LEDGER = "ledger"
"""The view of all rows: the columns of :func:`~laowu_ledger.schema.columns.store_schema`, ``segment`` and ``row``."""
CONFLICTS = "conflicts"
"""The view of the people, in a column ``person``, who stand under several names."""
SEGMENT, ROW = "segment", "row"
"""Where a row stands: the place of its segment in the store, and its place in the segment, both from 0."""


class Engine(Protocol):
    """Runs SQL over a store. What is kept is gone when the engine is closed."""

    name: str
    dialect: Dialect

    def run(self, sql: str) -> None:
        """Run a statement that gives nothing back."""

    def keep(self, name: str, sql: str) -> None:
        """Keep what a query gives as a table; one of that name is replaced, and may be read by the query."""

    def put(self, name: str, table: pa.Table) -> None:
        """Keep an Arrow table as a table; one of that name is replaced."""

    def fetch(self, sql: str) -> pa.Table:
        """What a query gives. Whole numbers are int64, texts strings, whatever the engine calls them."""

    def drop(self, name: str) -> None:
        """Drop a table that was kept or put; nothing happens when there is none."""


@contextmanager
def open_engine(
    kind: str,
    store: Store,
    *,
    memory: str | int | None = None,
    threads: int | None = None,
    spill: Path | None = None,
    url: str | None = None,
) -> Iterator[Engine]:
    """Open an engine over a store.

    Args:
        kind: which one, of :data:`~laowu_ledger.engines.kinds.KINDS`.
        store: the store.
        memory: what the engine may use, as bytes or like ``"2GB"``; the engine's own choice when left out.
        threads: how many threads; as many as there are processors when left out.
        spill: folder for what does not fit into memory; a new temporary one when left out.
        url: address of PostgreSQL (``postgresql://…``), master of Spark (``local[2]``, ``spark://…``); DuckDB has none.

    Raises:
        EngineMissing: the engine, or what it needs, is not installed or not reached.
    """
    from importlib import import_module

    if kind not in KINDS:
        raise ValueError(f"no engine {kind!r}")  # the command line lets none through
    opened = import_module(f"laowu_ledger.engines.{kind}_engine").opened
    with opened(store, memory=memory, threads=threads, spill=spill, url=url) as engine:
        yield engine
