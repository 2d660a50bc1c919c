"""Putting one answer into a dossier file, with every comment and every other line left as it stands."""

import os
import shutil
import tempfile
from contextlib import suppress
from itertools import pairwise
from pathlib import Path
from typing import Any

import tomli
import tomlkit
from tomlkit.exceptions import TOMLKitError

from laowu.errors import DossierError
from laowu.text import Text
from laowu.toml_source import TomlPath, toml_path

_BOM = b"\xef\xbb\xbf"


def put(file: str, path: TomlPath, value: Any) -> None:
    """Write a value into a TOML file, or add an element to the array at ``path``.

    The file is replaced in one step, so that a reader sees it as it was or as it is now, and only after what was written
    has been read back: all that stood there and the new value, nothing else.

    Args:
        file: the file.
        path: where the value goes; tables on the way are made. A last step of ``-1`` adds to an array.
        value: text, whole number, boolean, date, list or table.

    Raises:
        DossierError: the file cannot be read or written, or has no room for the value; it is left as it was.
    """
    target = Path(file).resolve()
    try:
        raw = target.read_bytes()
        text = raw.decode("utf-8-sig")
        expected = tomli.loads(text)
        document = tomlkit.parse(text)
        _set(document, path, value, _Kept())
        _set(expected, path, value, _Plain())
        written = _line_ends(tomlkit.dumps(document), like=text)
        if tomli.loads(written) != expected:
            raise _no_room(file, path)
    except (TOMLKitError, tomli.TOMLDecodeError, TypeError, IndexError, AttributeError):
        raise _no_room(file, path) from None
    except (OSError, UnicodeDecodeError) as failure:
        raise _unwritable(file, failure) from None
    _replace(target, (_BOM if raw.startswith(_BOM) else b"") + written.encode(), file)


def put_back(file: str, content: bytes) -> None:
    """Make a file again what it was.

    Raises:
        DossierError: it cannot be written.
    """
    _replace(Path(file).resolve(), content, file)


def _line_ends(text: str, *, like: str) -> str:
    """A text with the line ends of a file that has one kind throughout."""
    if "\r\n" not in like or "\n" in like.replace("\r\n", ""):
        return text
    return text.replace("\r\n", "\n").replace("\n", "\r\n")


class _Plain:
    """Containers of plain data."""

    def table(self) -> Any:
        return {}

    def array(self, *, of_tables: bool) -> Any:
        return []


class _Kept:
    """Containers of a text: a top table ``[facts]``, an array of tables ``[[operators]]`` or one in a line."""

    def table(self) -> Any:
        return tomlkit.table()

    def array(self, *, of_tables: bool) -> Any:
        return tomlkit.aot() if of_tables else tomlkit.array()


def _set(node: Any, path: TomlPath, value: Any, new: "_Plain | _Kept") -> None:
    for depth, (step, following) in enumerate(pairwise(path)):
        if isinstance(step, str) and step not in node:
            node[step] = new.array(of_tables=depth == 0) if following == -1 else new.table()
        node = node[step]
    if path[-1] == -1:
        node.append(value)
    else:
        node[path[-1]] = value


def _replace(target: Path, content: bytes, file: str) -> None:
    unfinished = None
    try:
        handle, unfinished = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
        with os.fdopen(handle, "wb") as opened:
            opened.write(content)
            opened.flush()
            os.fsync(opened.fileno())
        shutil.copymode(target, unfinished)
        Path(unfinished).replace(target)
    except OSError as failure:
        if unfinished is not None:
            with suppress(OSError):
                Path(unfinished).unlink()
        raise _unwritable(file, failure) from None


def _no_room(file: str, path: TomlPath) -> DossierError:
    where = toml_path(path)
    return DossierError(
        Text(f"文件的写法放不下 {where}，文件未改动", f"the file is laid out so that {where} has no room; it is left as it was"),
        where=file,
        mend=Text("请手工填写", "write it in by hand"),
    )


def _unwritable(file: str, failure: Exception) -> DossierError:
    reason = getattr(failure, "strerror", None) or str(failure)
    return DossierError(Text(f"写不了文件（{reason}）", f"the file cannot be written ({reason})"), where=file)
