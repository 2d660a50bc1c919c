"""Reading a TOML file, and refusing what is none."""

import re
from collections.abc import Iterator
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from stat import S_ISDIR
from typing import IO, TYPE_CHECKING, Any, Protocol

import attrs
import tomli

from laowu.errors import LaowuError
from laowu.text import Text
from laowu.toml_source.wording import TomlPath, printable, toml_path
from laowu.values import frozen

if TYPE_CHECKING:
    # At run time this import would cost more than reading a file does.
    from importlib.resources.abc import Traversable

MAX_BYTES = 5_000_000
MAX_DEPTH = 32


class ErrorClass(Protocol):
    """What makes the caller's error: ``DossierError``, ``SettingsError``, ``RuleDataError`` or a partial of one."""

    def __call__(self, what: Text, *, where: str = "", mend: Text | None = None) -> LaowuError:
        """The error that says ``what`` is wrong ``where``, and how to ``mend`` it."""


@frozen(kw_only=True)
class TomlSource:
    """A TOML file that has been read.

    Attributes:
        name: the file as the user knows it, printable anywhere.
        data: its tables; decimal numbers are ``Decimal``, never ``float``.
        text: its text, without a byte order mark.
    """

    name: str
    data: dict[str, Any] = attrs.field(repr=False)
    text: str = attrs.field(repr=False)

    def line_of(self, path: TomlPath) -> int | None:
        """The line, from 1, on which the key or array element at ``path`` begins.

        A path that does not stand in the file gets the line of the nearest table or array around it; ``None`` when there
        is none, as for a key missing at the top.
        """
        for length in range(len(path), 0, -1):
            line = self._lines.get(path[:length])
            if line is not None:
                return line
        return None

    def place(self, path: TomlPath) -> str:
        """File and line: ``laowu.toml:3``."""
        line = self.line_of(path)
        return self.name if line is None else f"{self.name}:{line}"

    def where(self, path: TomlPath) -> str:
        """File, line and TOML path, as an error's ``where`` takes them: ``laowu.toml:3 readings.notice``."""
        return f"{self.place(path)} {toml_path(path)}".strip()

    @cached_property
    def _lines(self) -> dict[TomlPath, int]:
        from laowu.toml_source.lines import lines_of  # nobody asks where there is no mistake

        return lines_of(self.text)


def read_toml(file: "Path | Traversable", *, error: ErrorClass, name: str | None = None, allow_empty: bool = False) -> TomlSource:
    """Read a TOML file.

    Args:
        file: a path, or a resource inside an installed package.
        error: class of the error to raise.
        name: what to call the file in messages; its path when left out.
        allow_empty: whether a file without any key will do.

    Raises:
        LaowuError: made by ``error``: the file is missing, a directory, unreadable, larger than 5 MB, not UTF-8, not
            TOML, nested more than 32 levels deep, or empty. A UTF-8 byte order mark is accepted.
    """
    called = printable(str(file) if name is None else name)
    try:
        if isinstance(file, Path):
            # Asked first, so that a huge file is not even opened; a pipe or a zipped resource only tells when it is read.
            status = file.stat()
            if S_ISDIR(status.st_mode):
                raise _is_directory(called, error)
            if status.st_size > MAX_BYTES:
                raise _too_large(called, error)
        with file.open("rb") as stream:
            raw = _bounded(stream)
    except IsADirectoryError:
        raise _is_directory(called, error) from None
    except FileNotFoundError:
        raise error(
            Text("找不到这个文件", "there is no such file"),
            where=called,
            mend=Text("检查路径和文件名", "check the path and the file's name"),
        ) from None
    except (OSError, ValueError) as failure:
        reason = getattr(failure, "strerror", None) or printable(str(failure))
        raise error(Text(f"无法读取文件（{reason}）", f"the file cannot be read ({reason})"), where=called) from None
    return parse_toml(raw, called, error=error, allow_empty=allow_empty)


def parse_toml(raw: bytes, name: str, *, error: ErrorClass, allow_empty: bool = False) -> TomlSource:
    """Read TOML that is already in memory: an upload, standard input.

    Args:
        raw: the bytes of the file.
        name: what to call it in messages.
        error: class of the error to raise.
        allow_empty: whether a file without any key will do.

    Raises:
        LaowuError: made by ``error``; the reasons are those of :func:`read_toml`.
    """
    if len(raw) > MAX_BYTES:
        raise _too_large(name, error)
    text = _decoded(raw, name, error)
    data = _parsed(text, name, error)
    if not data and not allow_empty:
        raise error(Text("文件是空的，没有任何内容", "the file is empty: it states nothing"), where=name)
    if _deeper_than(data, MAX_DEPTH):
        raise _too_deep(name, error)
    return TomlSource(name=name, data=data, text=text)


def _bounded(stream: IO[bytes]) -> bytes:
    # One byte more than allowed is enough to know, and a pipe that never ends cannot fill the memory.
    return stream.read(MAX_BYTES + 1)


def _is_directory(name: str, error: ErrorClass) -> LaowuError:
    return error(
        Text("这是一个目录，不是文件", "this is a directory, not a file"),
        where=name,
        mend=Text("写出目录里的文件", "name the file inside it"),
    )


def _too_large(name: str, error: ErrorClass) -> LaowuError:
    limit = MAX_BYTES // 1_000_000
    return error(
        Text(f"文件超过 {limit} MB，不予读取", f"the file is larger than {limit} MB and is not read"),
        where=name,
        mend=Text("检查是否选错了文件", "check whether this is the file you meant"),
    )


def _too_deep(name: str, error: ErrorClass) -> LaowuError:
    return error(
        Text(f"嵌套过深，最多 {MAX_DEPTH} 层", f"tables or arrays are nested too deeply, at most {MAX_DEPTH} levels"), where=name
    )


def _deeper_than(data: dict[str, Any], levels: int) -> bool:
    level: list[Any] = [data]
    for _ in range(levels + 1):
        level = [inner for outer in level for inner in _inside(outer)]
    return bool(level)


def _inside(outer: Any) -> Iterator[Any]:
    values = outer.values() if isinstance(outer, dict) else outer
    return (value for value in values if isinstance(value, (dict, list)))


def _decoded(raw: bytes, name: str, error: ErrorClass) -> str:
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise error(
            Text("文件的编码是 UTF-16，应为 UTF-8", "the file is encoded as UTF-16, not as UTF-8"),
            where=name,
            mend=Text("在编辑器里另存为 UTF-8", "save it as UTF-8 in your editor"),
        )
    if (nul := raw.find(b"\0")) >= 0:
        raise error(
            Text("文件里有 NUL 字节，不是文本文件", "the file holds NUL bytes: it is not a text file"),
            where=f"{name}:{_line_at(raw, nul)}",
        )
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as failure:
        place = f"{name}:{_line_at(raw, failure.start)}"
    if _looks_chinese(raw):
        raise error(
            Text("文件不是 UTF-8 编码，看上去是 GBK/GB18030", "the file is not UTF-8; it looks like GBK/GB18030"),
            where=place,
            mend=Text(
                "在编辑器里另存为 UTF-8，或运行 iconv -f GB18030 -t UTF-8 旧文件 > 新文件",
                "save it as UTF-8 in your editor, or run: iconv -f GB18030 -t UTF-8 OLD > NEW",
            ),
        )
    raise error(
        Text("文件不是 UTF-8 编码", "the file is not UTF-8"),
        where=place,
        mend=Text("在编辑器里另存为 UTF-8", "save it as UTF-8 in your editor"),
    )


def _line_at(raw: bytes, offset: int) -> int:
    return raw.count(b"\n", 0, offset) + 1


def _looks_chinese(raw: bytes) -> bool:
    # GB18030 gives a meaning to almost any bytes, so Chinese characters must come out as well.
    with suppress(UnicodeDecodeError):
        return any("\u4e00" <= character <= "\u9fff" for character in raw.decode("gb18030"))
    return False


def _parsed(text: str, name: str, error: ErrorClass) -> dict[str, Any]:
    try:
        return tomli.loads(text, parse_float=_decimal)
    except tomli.TOMLDecodeError as failure:
        from laowu.toml_source import syntax

        raise error(syntax.says(failure), where=f"{name}:{failure.lineno}", mend=syntax.mend(failure)) from None
    except RecursionError:
        raise _too_deep(name, error) from None
    except (ValueError, ArithmeticError):
        # Python reads no integer of more than 4300 digits, and Decimal no exponent of more than 18.
        number = re.search(_LONG_NUMBER, text)
        place = f"{name}:{text.count(chr(10), 0, number.start()) + 1}" if number else name
        raise error(Text("有一个数太长，无法读取", "a number is too long to be read"), where=place) from None


_LONG_NUMBER = r"[0-9](?:_?[0-9]){18}"


def _decimal(wording: str) -> object:
    from decimal import Decimal  # few files hold one, and it is slow to import

    return Decimal(wording)
