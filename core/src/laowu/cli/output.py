"""Where results go: stdout or a file; how wide the screen is; whether colour is welcome."""

import os
import shutil
import sys
from contextlib import suppress

import click

from laowu.text import Text

_WIDEST = 160
_UNKNOWN = 80

# Encodings of older Chinese systems have no ✓ and ✗, but these.
_SUBSTITUTES = str.maketrans({"✓": "√", "✗": "×"})


class ReaderGone(Exception):
    """Whoever read stdout has gone away. No ``OSError``, so that nobody mistakes it for a file that cannot be written."""


def screen_width() -> int:
    """Columns of the terminal; of the one behind stderr when stdout is a pipe, so that ``| less`` gets the whole screen."""
    fallback = _UNKNOWN
    with suppress(AttributeError, OSError, ValueError):  # stderr may be no terminal either
        fallback = os.get_terminal_size(sys.stderr.fileno()).columns
    return max(min(shutil.get_terminal_size((fallback, 24)).columns or fallback, _WIDEST), 40)


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
    from pathlib import Path

    from laowu.errors import InputError

    try:
        Path(file).write_bytes(content.encode() if isinstance(content, str) else content)
    except OSError as failure:
        reason = failure.strerror or str(failure)
        raise InputError(Text(f"写不了文件（{reason}）", f"the file cannot be written ({reason})"), where=file) from None
