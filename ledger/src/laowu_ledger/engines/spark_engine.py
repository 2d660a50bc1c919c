"""Spark: on this machine, or on a cluster whose machines all see the folder of the store."""

import os
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pyarrow as pa

from laowu.text import Text
from laowu_ledger.engines.dialect import SPARK
from laowu_ledger.engines.engine import CONFLICTS, LEDGER, ROW, SEGMENT
from laowu_ledger.engines.java import java_home
from laowu_ledger.engines.results import regular
from laowu_ledger.engines.sizes import mebibytes
from laowu_ledger.errors import EngineFailed, EngineMissing
from laowu_ledger.schema.columns import PERSON, store_schema
from laowu_ledger.store.store import Store

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

_TYPES: Mapping[pa.DataType, str] = {
    pa.int64(): "bigint",
    pa.int32(): "int",
    pa.int16(): "smallint",
    pa.string(): "string",
    pa.bool_(): "boolean",
    pa.date32(): "date",
}
_SETTINGS = {
    "spark.sql.ansi.enabled": "true",  # what overflows or cannot be cast is an error
    "spark.sql.ansi.doubleQuotedIdentifiers": "true",
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.variable.substitute": "false",  # ${…} in a text is text
    "spark.sql.parser.escapedStringLiterals": "false",
}
_LOCAL = "local"
_QUIET = """\
rootLogger.level = error
rootLogger.appenderRef.stderr.ref = stderr
appender.stderr.type = Console
appender.stderr.name = stderr
appender.stderr.target = SYSTEM_ERR
appender.stderr.layout.type = PatternLayout
appender.stderr.layout.pattern = %p %c{1}: %m%n
logger.gateway.name = org.apache.spark.api.python.PythonGatewayServer
logger.gateway.level = error
"""
"""What Java's side tells: errors alone."""


class SparkEngine:
    """Spark over a store."""

    name = "spark"
    dialect = SPARK

    def __init__(self, session: "SparkSession") -> None:
        self.session = session
        self._kept: dict[str, DataFrame] = {}

    def run(self, sql: str) -> None:
        """Run a statement that gives nothing back."""
        with _told():
            self.session.sql(sql)

    def keep(self, name: str, sql: str) -> None:
        """Keep what a query gives as a table."""
        with _told():
            # Worked out now and once: what comes after does not work it out again.
            self._put(name, self.session.sql(sql).localCheckpoint(eager=True))

    def put(self, name: str, table: pa.Table) -> None:
        """Keep an Arrow table as a table."""
        plain = pa.table([_plain(column) for column in table.columns], names=table.schema.names)
        with _told():
            self._put(name, self.session.createDataFrame(plain))

    def _put(self, name: str, frame: "DataFrame") -> None:
        frame.createOrReplaceTempView(name)
        self._kept[name] = frame

    def fetch(self, sql: str) -> pa.Table:
        """What a query gives."""
        with _told():
            return regular(self.session.sql(sql).toArrow())

    def drop(self, name: str) -> None:
        """Drop a table that was kept or put."""
        self.session.catalog.dropTempView(name)
        self._kept.pop(name, None)


@contextmanager
def opened(
    store: Store,
    *,
    memory: str | int | None = None,
    threads: int | None = None,
    spill: Path | None = None,
    url: str | None = None,
) -> Iterator[SparkEngine]:
    """Open Spark over a store, in a session of its own; Spark itself is started where it does not run yet.

    Raises:
        EngineMissing: PySpark or Java is not there, or the cluster is not reached.
    """
    with started(memory=memory, threads=threads, spill=spill, url=url) as spark:
        session = spark.newSession()
        for name, value in _SETTINGS.items():
            session.conf.set(name, value)
        if session.sparkContext.master.startswith(_LOCAL):
            session.conf.set("spark.sql.shuffle.partitions", str(2 * session.sparkContext.defaultParallelism))
        engine = SparkEngine(session)
        _rows(session, store).createOrReplaceTempView(LEDGER)
        engine.put(CONFLICTS, pa.table({PERSON: store.conflicts}))
        yield engine


@contextmanager
def started(
    *, memory: str | int | None = None, threads: int | None = None, spill: Path | None = None, url: str | None = None
) -> Iterator["SparkSession"]:
    """Spark: the one that runs in this process, which goes on, or one that is started and stopped.

    Raises:
        EngineMissing: PySpark or Java is not there, or the cluster is not reached.
    """
    if find_spec("pyspark") is None:
        raise EngineMissing(
            Text("没有安装 Spark", "Spark is not installed"),
            mend=Text('安装扩展：pip install "laowu-ledger[spark]"', 'install the extra: pip install "laowu-ledger[spark]"'),
        )
    from pyspark.errors import PySparkRuntimeError
    from pyspark.sql import SparkSession

    running = SparkSession.getActiveSession()
    if running is not None:
        yield running
        return
    with TemporaryDirectory(prefix="laowu-", dir=spill, ignore_cleanup_errors=True) as folder, ExitStack() as after:
        master = url or f"{_LOCAL}[{threads or '*'}]"
        environment = {} if (home := java_home(Path(folder))) is None else {"JAVA_HOME": str(home)}
        if master.startswith(_LOCAL):
            environment["SPARK_LOCAL_IP"] = "127.0.0.1"
        builder = SparkSession.builder.master(master).appName("laowu ledger")  # type: ignore[attr-defined,unused-ignore]
        for name, value in _start_settings(master, memory, threads, Path(folder)).items():
            builder = builder.config(name, value)
        try:
            with _environment(environment):
                spark = builder.getOrCreate()
        except PySparkRuntimeError as failure:
            raise _not_started(str(failure).partition("\n")[0]) from None
        except Exception as failure:  # what Java throws, such as a master that nobody can reach
            if not type(failure).__module__.startswith("py4j"):
                raise
            raise _not_started(_last_words(failure)) from None
        after.callback(spark.stop)
        yield spark


def _start_settings(master: str, memory: str | int | None, threads: int | None, folder: Path) -> dict[str, str]:
    """What Spark has to be told when it starts."""
    (folder / "log4j2.properties").write_text(_QUIET, encoding="utf-8")
    settings = {
        **_SETTINGS,
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.sql.warehouse.dir": str(folder / "warehouse"),
        "spark.driver.extraJavaOptions": f"-Dlog4j2.configurationFile={(folder / 'log4j2.properties').as_uri()}"
        f" -Dderby.system.home={folder} -XX:+IgnoreUnrecognizedVMOptions --sun-misc-unsafe-memory-access=allow",
    }
    if master.startswith(_LOCAL):
        settings |= {"spark.local.dir": str(folder / "spill"), "spark.driver.bindAddress": "127.0.0.1"}
        if memory is not None:
            settings["spark.driver.memory"] = f"{mebibytes(memory)}m"
    elif memory is not None:
        settings["spark.executor.memory"] = f"{mebibytes(memory)}m"
    if threads is not None and not master.startswith(_LOCAL):
        settings["spark.executor.cores"] = str(threads)
    return settings


def _rows(session: "SparkSession", store: Store) -> "DataFrame":
    """The rows of a store."""
    from pyspark.sql import functions as sql

    schema = ", ".join(f"{field.name} {_TYPES[field.type]}" for field in store_schema())
    if not store.segments:
        return session.createDataFrame([], f"{schema}, {SEGMENT} bigint, {ROW} bigint")
    frames = [
        session.read.schema(schema)
        .parquet(str(path.absolute()))
        .select("*", sql.lit(place).cast("bigint").alias(SEGMENT), sql.col("_metadata.row_index").alias(ROW))
        for place, path in enumerate(store.segments)
    ]
    union = frames[0]
    for frame in frames[1:]:
        union = union.unionAll(frame)
    return union


def _plain(column: pa.ChunkedArray) -> pa.ChunkedArray:
    return column.cast(column.type.value_type) if pa.types.is_dictionary(column.type) else column


@contextmanager
def _environment(changes: Mapping[str, str]) -> Iterator[None]:
    """The environment with changes, which Spark hands on to what it starts."""
    before = {name: os.environ.get(name) for name in changes}
    os.environ.update(changes)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


def _not_started(reason: str) -> EngineMissing:
    return EngineMissing(
        Text(f"Spark 没有启动（{reason}）", f"Spark did not start ({reason})"),
        mend=Text(
            "查看上方 Java 的输出：需要 Java 17 以上；集群地址用 --engine-url 写明",
            "see what Java said above: it takes Java 17 or later; --engine-url names the cluster",
        ),
    )


@contextmanager
def _told() -> Iterator[None]:
    """Tell of a Spark that gave up; other errors are faults of ours."""
    try:
        yield
    except Exception as failure:
        if not type(failure).__module__.startswith("py4j"):
            raise
        reason = _last_words(failure)
        raise EngineFailed(
            Text(f"Spark 中途失败（{reason}）", f"Spark gave up ({reason})"),
            mend=Text("加大 --memory，或看 Spark 的日志", "raise --memory, or see Spark's own log"),
        ) from None


def _last_words(failure: Exception) -> str:
    return str(getattr(failure, "java_exception", failure)).partition("\n")[0]
