"""Options and arguments that commands on ledgers share."""

import re
from collections.abc import Callable, Sequence
from typing import Any

import click

from laowu.cli.declare import Command
from laowu.cli.option_types import File, OneOf
from laowu.cli.parameters import Decorator, argument, option
from laowu.cli.usage import BadValue
from laowu.text import Text, same
from laowu_ledger.cli.group import COMMANDS
from laowu_ledger.engines.kinds import KINDS

_FILE = Text("文件", "FILE")
_UNITS = {"": 1, "K": 1 << 10, "M": 1 << 20, "G": 1 << 30}
_SIZE = re.compile(r"(\d+)\s*([KMG]?)i?B?", re.IGNORECASE)
LEAST_MEMORY = 64 << 20


class Memory(click.ParamType):  # type: ignore[type-arg]  # generic in newer versions of click only
    """An amount of memory, such as 2GB."""

    name = "memory"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """The bytes."""
        if isinstance(value, int):
            return value
        found = _SIZE.fullmatch(str(value).strip())
        size = int(found[1]) * _UNITS[found[2].upper()] if found else 0
        if size < LEAST_MEMORY:
            says = Text(f"“{value}”不是不小于 64MB 的内存量", f"“{value}” is no amount of memory of 64MB or more")
            raise BadValue(says, Text("写成 2GB、512MB 的样子", "write it like 2GB or 512MB"))
        return size


def declare(name: str, *more: Text) -> Callable[[Callable[..., Any]], Command]:
    """Make a function a command of the group."""

    def declared(function: Callable[..., Any]) -> Command:
        # click's decorators leave the parameters here, last one first.
        params: Sequence[click.Parameter] = getattr(function, "__click_params__", [])[::-1]
        return Command(name.rpartition(" ")[2], says=COMMANDS[name].says, more=more, params=list(params), callback=function)

    return declared


files: Decorator = argument(
    "files",
    nargs=-1,
    required=True,
    type=File(),
    shown=_FILE,
    says=Text("Excel（xlsx、xls、ods）、CSV 或 Parquet 文件", "Excel (xlsx, xls, ods), CSV or Parquet files"),
)
errors: Decorator = option(
    "--errors",
    type=File(),
    shown=_FILE,
    says=Text("把未通过的行写入这个工作簿，改正后可再导入", "write refused rows to this workbook; mended, it can be imported"),
)
sheets: Decorator = option(
    "--sheet",
    "sheets",
    multiple=True,
    shown=Text("名称", "NAME"),
    says=Text("只读这个工作表，可多次使用", "read this sheet only; may be repeated"),
)
brand: Decorator = option(
    "--brand",
    default="",
    shown=Text("品牌", "BRAND"),
    says=Text("没有写明品牌的行属于这个品牌", "the brand of rows that state none"),
)
store: Decorator = option(
    "--store",
    "folder",
    required=True,
    type=File(),
    shown=Text("目录", "DIR"),
    says=Text("台账库；没有就新建", "the store; made where there is none"),
)
key: Decorator = option(
    "--key",
    "key_file",
    type=File(),
    shown=_FILE,
    says=Text(
        "令牌密钥文件；不写则看环境变量 LAOWU_LEDGER_KEY，再看设置目录里的 ledger.key",
        "file of the token key; LAOWU_LEDGER_KEY, then ledger.key beside the settings, when left out",
    ),
)
memory: Decorator = option(
    "--memory",
    type=Memory(),
    default="2GB",
    shown=same("SIZE"),
    says=Text("排序大约可用多少内存，默认 2GB", "memory to sort in, about; 2GB when left out"),
)
clashes: Decorator = option(
    "--clashes",
    type=File(),
    shown=_FILE,
    says=Text(
        "把同一人在多个品牌下的各行位置写入这个 CSV（不含姓名和号码）",
        "list the rows of people under several brands in this CSV (without names or numbers)",
    ),
)


def on_engine(function: Callable[..., Any]) -> Callable[..., Any]:
    """The options of a command that counts or pays on an engine: ``engine``, ``memory``, ``threads`` and ``engine_url``.

    :func:`~laowu_ledger.engines.engine.open_engine` takes them by the names ``kind``, ``memory``, ``threads`` and ``url``.
    """
    for each in reversed((_engine, _engine_memory, _threads, _engine_url)):
        function = each(function)
    return function


_engine: Decorator = option(
    "--engine",
    type=OneOf(lambda: {kind: same(kind) for kind in KINDS}),
    default=KINDS[0],
    shown=Text("引擎", "ENGINE"),
    says=Text(
        "计算引擎：duckdb（默认，本机）、spark、postgres；结果相同",
        "what computes: duckdb (on this machine; when left out), spark or postgres; with the same answers",
    ),
)
_engine_memory: Decorator = option(
    "--memory",
    type=Memory(),
    default="2GB",
    shown=same("SIZE"),
    says=Text("引擎可用多少内存，默认 2GB", "memory that the engine may use; 2GB when left out"),
)
_threads: Decorator = option(
    "--threads",
    type=click.IntRange(min=1),
    shown=same("N"),
    says=Text("引擎用几个线程，默认与处理器数相同", "threads of the engine; one per processor when left out"),
)
_engine_url: Decorator = option(
    "--engine-url",
    shown=Text("地址", "URL"),
    says=Text(
        "PostgreSQL 的地址（postgresql://主机/库），或 Spark 的主节点（spark://主机:7077）；不写则为本机",
        "address of PostgreSQL (postgresql://host/database) or master of Spark (spark://host:7077); this machine when left out",
    ),
)
