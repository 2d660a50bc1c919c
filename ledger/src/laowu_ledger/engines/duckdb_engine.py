"""DuckDB, in this process: what is used when nothing else is asked for."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
import pyarrow as pa

from laowu.text import Text
from laowu_ledger.engines.dialect import DUCKDB
from laowu_ledger.engines.engine import CONFLICTS, LEDGER, ROW, SEGMENT
from laowu_ledger.engines.results import regular
from laowu_ledger.engines.sizes import mebibytes
from laowu_ledger.errors import EngineFailed
from laowu_ledger.schema.columns import PERSON, store_schema
from laowu_ledger.store.store import Store


class DuckdbEngine:
    """DuckDB over a store."""

    name = "duckdb"
    dialect = DUCKDB

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self.connection = connection

    def run(self, sql: str) -> None:
        """Run a statement that gives nothing back."""
        with _told():
            self.connection.execute(sql)

    def keep(self, name: str, sql: str) -> None:
        """Keep what a query gives as a table."""
        self.run(f"create or replace temporary table {name} as {sql}")

    def put(self, name: str, table: pa.Table) -> None:
        """Keep an Arrow table as a table."""
        with _told():
            self.connection.register("_handed_over", table)
            self.connection.execute(f"create or replace temporary table {name} as select * from _handed_over")
            self.connection.unregister("_handed_over")

    def fetch(self, sql: str) -> pa.Table:
        """What a query gives."""
        with _told():
            return regular(self.connection.sql(sql).to_arrow_table())

    def drop(self, name: str) -> None:
        """Drop a table that was kept or put."""
        self.run(f"drop table if exists {name}")


@contextmanager
def opened(
    store: Store,
    *,
    memory: str | int | None = None,
    threads: int | None = None,
    spill: Path | None = None,
    url: str | None = None,
) -> Iterator[DuckdbEngine]:
    """Open DuckDB over a store."""
    with TemporaryDirectory(prefix="laowu-", dir=spill, ignore_cleanup_errors=True) as folder:
        settings: dict[str, str | bool | int | float | list[str]] = {
            "temp_directory": folder,
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
            "preserve_insertion_order": False,
        }
        if memory is not None:
            settings["memory_limit"] = f"{mebibytes(memory)}MiB"
        if threads is not None:
            settings["threads"] = threads
        with duckdb.connect(":memory:", config=settings) as connection:
            engine = DuckdbEngine(connection)
            engine.run(f"create temporary view {LEDGER} as {_rows(engine, store)}")
            engine.put(CONFLICTS, pa.table({PERSON: store.conflicts}))
            yield engine


def _rows(engine: DuckdbEngine, store: Store) -> str:
    """A query for the rows of a store."""
    if not store.segments:
        engine.put("_no_rows", store_schema().empty_table())
        return f"select *, cast(0 as bigint) as {SEGMENT}, cast(0 as bigint) as {ROW} from _no_rows"
    files = ", ".join(engine.dialect.text(str(path)) for path in store.segments)
    places = f"cast(file_index as bigint) as {SEGMENT}, file_row_number as {ROW}"
    return f"select *, {places} from read_parquet([{files}])"


@contextmanager
def _told() -> Iterator[None]:
    """Tell of memory or room that does not suffice; other errors are faults of ours."""
    try:
        yield
    except duckdb.OutOfMemoryException:
        says = Text("允许 DuckDB 使用的内存不够", "the memory that DuckDB may use does not suffice")
        raise EngineFailed(says, mend=Text("加大 --memory", "raise --memory")) from None
    except duckdb.IOException as failure:
        reason = str(failure).partition("\n")[0]
        raise EngineFailed(Text(f"DuckDB 读写失败（{reason}）", f"DuckDB cannot read or write ({reason})")) from None
