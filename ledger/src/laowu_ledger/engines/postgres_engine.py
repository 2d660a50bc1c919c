"""PostgreSQL: the rows are copied into a temporary table of the connection, and are gone with it."""

import io
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.csv as pc
import pyarrow.parquet as pq

from laowu.text import Text
from laowu_ledger.engines.dialect import POSTGRES
from laowu_ledger.engines.engine import CONFLICTS, LEDGER, ROW, SEGMENT
from laowu_ledger.engines.sizes import mebibytes
from laowu_ledger.errors import EngineFailed, EngineMissing
from laowu_ledger.schema.columns import PERSON, store_schema
from laowu_ledger.store.store import Store

if TYPE_CHECKING:
    import psycopg

_TYPES: Mapping[pa.DataType, str] = {
    pa.int64(): "bigint",
    pa.int32(): "integer",
    pa.int16(): "smallint",
    pa.string(): 'text collate "C"',  # by bytes, as everywhere else
    pa.bool_(): "boolean",
    pa.date32(): "date",
}
_READ: Mapping[str, pa.DataType] = {
    "bool": pa.bool_(),
    "int2": pa.int64(),
    "int4": pa.int64(),
    "int8": pa.int64(),
    "numeric": pa.int64(),  # what a sum of bigint is; a fraction is refused
    "text": pa.string(),
    "varchar": pa.string(),
    "date": pa.date32(),
}
_WRITTEN = pc.WriteOptions(include_header=False, quoting_style="all_valid")
_PARSED = pc.ParseOptions(newlines_in_values=True, ignore_empty_lines=False)
_AT_ONCE = 1 << 16
_ROWS_OF = pa.schema([*store_schema(), pa.field(SEGMENT, pa.int64()), pa.field(ROW, pa.int64())])


class PostgresEngine:
    """PostgreSQL over a store."""

    name = "postgres"
    dialect = POSTGRES

    def __init__(self, connection: "psycopg.Connection[Any]") -> None:
        self.connection = connection

    def run(self, sql: str) -> None:
        """Run a statement that gives nothing back."""
        with _told():
            self.connection.execute(sql.encode())

    def keep(self, name: str, sql: str) -> None:
        """Keep what a query gives as a table."""
        self.run(f"create temporary table _kept as {sql}")
        # A text that stands in the query itself would be ordered by the language of the database.
        for column in self._rows(
            "select quote_ident(attname) from pg_attribute"
            " where attrelid = 'pg_temp._kept'::regclass and attnum > 0 and attcollation = 'pg_catalog.default'::regcollation"
        ):
            self.run(f'alter table _kept alter column {column[0]} type text collate "C"')
        self.drop(name)
        self.run(f"alter table _kept rename to {name}")
        self.run(f"analyze {name}")

    def put(self, name: str, table: pa.Table) -> None:
        """Keep an Arrow table as a table."""
        plain = pa.table([_plain(column) for column in table.columns], names=table.schema.names)
        self.drop(name)
        self.make(name, plain.schema)
        self.copy(name, plain)
        self.run(f"analyze {name}")

    def make(self, name: str, schema: pa.Schema) -> None:
        """Make an empty table."""
        columns = ", ".join(f"{field.name} {_TYPES[field.type]}" for field in schema)
        self.run(f"create temporary table {name} ({columns})")

    def copy(self, name: str, table: pa.Table) -> None:
        """Add rows to a table."""
        with _told(), self.connection.cursor() as cursor, cursor.copy(f"copy {name} from stdin (format csv)".encode()) as sink:
            for batch in table.to_batches(_AT_ONCE):
                written = io.BytesIO()
                pc.write_csv(batch, written, _WRITTEN)
                sink.write(written.getbuffer())

    def fetch(self, sql: str) -> pa.Table:
        """What a query gives."""
        with _told(), self.connection.cursor() as cursor:
            cursor.execute(f"select * from ({sql}) as fetched limit 0".encode())
            types = {column.name: _READ[_type_name(self.connection, column.type_code)] for column in cursor.description or ()}
            with cursor.copy(f"copy ({sql}) to stdout (format csv)".encode()) as source:
                written = b"".join(bytes(part) for part in source)
        if not written:
            return pa.schema(list(types.items())).empty_table()
        convert = pc.ConvertOptions(
            column_types=types,
            null_values=[""],
            true_values=["t"],
            false_values=["f"],
            strings_can_be_null=True,
            quoted_strings_can_be_null=False,
        )
        names = pc.ReadOptions(column_names=list(types))
        return pc.read_csv(pa.py_buffer(written), read_options=names, parse_options=_PARSED, convert_options=convert)

    def drop(self, name: str) -> None:
        """Drop a table that was kept or put."""
        self.run(f"drop table if exists pg_temp.{name}")

    def _rows(self, sql: str) -> list[tuple[Any, ...]]:
        with _told():
            found: list[tuple[Any, ...]] = self.connection.execute(sql.encode()).fetchall()
            return found


@contextmanager
def opened(
    store: Store,
    *,
    memory: str | int | None = None,
    threads: int | None = None,
    spill: Path | None = None,
    url: str | None = None,
) -> Iterator[PostgresEngine]:
    """Open PostgreSQL over a store. Without an address, the variables of its own programs (``PGHOST`` and so on) say where.

    Raises:
        EngineMissing: psycopg is not there, or the server is not reached.
    """
    if find_spec("psycopg") is None:
        raise EngineMissing(
            Text("没有安装 PostgreSQL 的驱动", "the driver of PostgreSQL is not installed"),
            mend=Text(
                '安装扩展：pip install "laowu-ledger[postgres]"', 'install the extra: pip install "laowu-ledger[postgres]"'
            ),
        )
    import psycopg

    try:
        connection = psycopg.connect(url or "", autocommit=True)
    except (psycopg.OperationalError, psycopg.ProgrammingError) as failure:
        reason = str(failure).strip().partition("\n")[0]
        raise EngineMissing(
            Text(f"连不上 PostgreSQL（{reason}）", f"PostgreSQL is not reached ({reason})"),
            mend=Text(
                "用 --engine-url postgresql://主机/库 写明，或设置 PGHOST 等变量",
                "name it with --engine-url postgresql://host/database, or set PGHOST and the like",
            ),
        ) from None
    with connection:
        engine = PostgresEngine(connection)
        engine.run("set jit = off")  # what is generated is long and runs once
        engine.run("set datestyle = 'ISO'")
        if memory is not None:
            engine.run(f"set temp_buffers = '{max(1, mebibytes(memory) // 4)}MB'")
            engine.run(f"set work_mem = '{max(1, mebibytes(memory) // 4)}MB'")
        if threads is not None:
            engine.run(f"set max_parallel_workers_per_gather = {threads - 1}")
        _load(engine, store)
        engine.put(CONFLICTS, pa.table({PERSON: store.conflicts}))
        yield engine


def _load(engine: PostgresEngine, store: Store) -> None:
    """Copy the rows of a store."""
    engine.make(LEDGER, _ROWS_OF)
    for segment, path in enumerate(store.segments):
        row = 0
        with pq.ParquetFile(path) as parquet:
            for batch in parquet.iter_batches(_AT_ONCE):
                places = pa.array(np.arange(row, row + len(batch), dtype=np.int64))
                columns = [*batch.columns, pa.repeat(pa.scalar(segment, pa.int64()), len(batch)), places]
                engine.copy(LEDGER, pa.table(columns, schema=_ROWS_OF))
                row += len(batch)
    engine.run(f"analyze {LEDGER}")


def _plain(column: pa.ChunkedArray) -> pa.ChunkedArray:
    return column.cast(column.type.value_type) if pa.types.is_dictionary(column.type) else column


def _type_name(connection: "psycopg.Connection[Any]", code: int) -> str:
    known = connection.adapters.types.get(code)
    return known.name if known is not None else str(code)


@contextmanager
def _told() -> Iterator[None]:
    """Tell of a server that gave up; other errors are faults of ours."""
    import psycopg

    try:
        yield
    except (psycopg.OperationalError, psycopg.InterfaceError) as failure:
        reason = str(failure).strip().partition("\n")[0]
        raise EngineFailed(Text(f"PostgreSQL 中途失败（{reason}）", f"PostgreSQL gave up ({reason})")) from None
