"""A bar on stderr for somebody at a terminal who waits for a long run."""

import sys
from pathlib import Path
from typing import Any

import click

from laowu.cli.invocation import say
from laowu.text import Text
from laowu_ledger.intake.watching import Nobody, Watcher

_SORTING = Text("排序入库", "sorting into the store")


def watcher(files: int) -> Watcher:
    """Who is told how far a run has come: a bar at a terminal, else nobody."""
    return Bar(files) if sys.stderr.isatty() else Nobody()


class Bar:
    """Rows judged, file by file; then rows sorted, as a share of all."""

    def __init__(self, files: int) -> None:
        self._files = files
        self._begun = 0
        self._rows = 0
        self._label = ""
        self._bar: Any = None

    def file(self, name: str) -> None:
        """A file is begun."""
        self._begun += 1
        of_files = f"{self._begun}/{self._files} " if self._files > 1 else ""
        self._label = of_files + Path(name).name
        self._show()

    def rows(self, count: int) -> None:
        """So many rows of it were judged."""
        self._rows += count
        self._show()

    def sorting(self, total: int) -> None:
        """The rows are being sorted into the store."""
        self._clear()
        self._bar = click.progressbar(length=total, label=say(_SORTING), file=sys.stderr)
        self._bar.__enter__()

    def sorted(self, count: int) -> None:
        """So many of them have passed."""
        if self._bar is not None:
            self._bar.update(count)

    def end(self) -> None:
        """The run has ended, one way or the other."""
        if self._bar is not None:
            self._bar.__exit__(None, None, None)
            self._bar = None
        else:
            self._clear()

    def _show(self) -> None:
        rows = say(Text(f"{self._rows} 行", f"{self._rows} rows"))
        click.echo(f"\r\x1b[K{self._label}  {rows}", nl=False, err=True)

    def _clear(self) -> None:
        click.echo("\r\x1b[K", nl=False, err=True)
