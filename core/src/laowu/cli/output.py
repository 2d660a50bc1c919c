"""Where results go: stdout or a file; how wide the screen is; whether colour is welcome."""

import os
import sys
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Literal

import click

from laowu.text import Text

_WIDEST = 160
_NARROWEST = 40
_UNKNOWN = 80
_PIECE = 1 << 20
_NAME = 40
_PERMISSIONS = 0o7777

# Encodings of older Chinese systems have no ✓ and ✗, but these.
_SUBSTITUTES = str.maketrans({"✓": "√", "✗": "×"})


class ReaderGone(Exception):
    """Whoever read stdout has gone away. No ``OSError``, so that nobody mistakes it for a file that cannot be written."""


def screen_width() -> int:
    """Columns of the terminal; of the one behind stderr when stdout is a pipe, so that ``| less`` gets the whole screen."""
    fallback = _UNKNOWN
    with suppress(AttributeError, OSError, ValueError):  # stderr may be no terminal either
        fallback = os.get_terminal_size(sys.stderr.fileno()).columns
    return max(min(_columns() or fallback, _WIDEST), _NARROWEST)


def _columns() -> int:
    """What ``shutil.get_terminal_size`` makes of ``COLUMNS`` and the terminal, without its other business; 0 when unknown."""
    with suppress(KeyError, ValueError):
        if (columns := int(os.environ["COLUMNS"])) > 0:
            return columns
    with suppress(AttributeError, OSError, ValueError):
        return os.get_terminal_size(sys.__stdout__.fileno()).columns  # type: ignore[union-attr]  # a window has none
    return 0


def colour_welcome() -> bool:
    """Whether stdout is a terminal that shows colour to somebody who wants it (https://no-color.org)."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def write(text: str) -> None:
    """Print a result for a person.

    Raises:
        ReaderGone: stdout is a pipe that nobody reads any more.
    """
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        text = text.translate(_SUBSTITUTES).encode(encoding, "replace").decode(encoding)
    _echo(text)


def write_data(text: str) -> None:
    """Print a result for a program: UTF-8 with plain line feeds, whatever the system's habits.

    Raises:
        ReaderGone: stdout is a pipe that nobody reads any more.
    """
    _echo(text.encode())


def _echo(text: str | bytes) -> None:
    try:
        click.echo(text, nl=False)
    except BrokenPipeError:
        raise ReaderGone from None


def save(content: str | bytes, file: str) -> None:
    """Write a result to a file: text in UTF-8, bytes as they are.

    Raises:
        InputError: the file cannot be written.
    """
    save_pieces([content], file)


def save_pieces(pieces: Iterable[str | bytes], file: str) -> None:
    """Write a result to a file piece by piece, whole or not at all.

    It grows beside the file and takes its place at the end: whatever stops it before leaves what was there as it was. What is
    no ordinary file, such as a pipe, is written as it stands.

    Raises:
        InputError: the file cannot be written.
    """
    from laowu.errors import InputError

    try:
        target = Path(file).resolve()
        if target.exists() and not target.is_file():
            _write_to(target, "wb", pieces)
            return
        part = target.with_name(f".{target.name[:_NAME]}.{os.getpid()}.part")
        try:
            _write_to(part, "xb", pieces)
            if target.exists():
                part.chmod(target.stat().st_mode & _PERMISSIONS)
            part.replace(target)
        finally:
            part.unlink(missing_ok=True)
    except OSError as failure:
        reason = failure.strerror or str(failure)
        raise InputError(Text(f"写不了文件（{reason}）", f"the file cannot be written ({reason})"), where=file) from None


def _write_to(file: Path, mode: Literal["wb", "xb"], pieces: Iterable[str | bytes]) -> None:
    with file.open(mode) as open_file:
        for piece in pieces:
            open_file.write(piece.encode() if isinstance(piece, str) else piece)


def write_pieces(pieces: Iterable[str]) -> None:
    """Print a result for a program that is too large to be held at once; nothing is printed until all of it is there.

    Raises:
        ReaderGone: stdout is a pipe that nobody reads any more.
    """
    from tempfile import TemporaryFile

    with TemporaryFile() as kept:
        for piece in pieces:
            kept.write(piece.encode())
        kept.seek(0)
        while part := kept.read(_PIECE):
            _echo(part)
