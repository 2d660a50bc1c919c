"""What every test of ledgers has: a clean place to work in, a way to call the program, a store for a row."""

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Protocol

import pytest
from click.testing import CliRunner, Result
from ledger_files import Row, imported, rows_of, write_xlsx

from laowu.cli.main import command


class Laowu(Protocol):
    """Calls the program in this process."""

    def __call__(self, *words: str, env: Mapping[str, str | None] | None = None) -> Result:
        """Call it with the words of a command line."""


@pytest.fixture(autouse=True)
def clean(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working folder, an English reader, 100 columns, and no settings from outside."""
    for name in [name for name in os.environ if name.startswith(("LAOWU_", "LC_"))]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "xdg"))
    folder = tmp_path / "work"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def laowu() -> Laowu:
    """Calls the program."""

    def call(*words: str, env: Mapping[str, str | None] | None = None) -> Result:
        return CliRunner().invoke(command, list(words), prog_name="laowu", env=env)

    return call


Stored = Callable[..., dict[str, Any]]


@pytest.fixture
def stored(tmp_path: Path) -> Stored:
    """Takes one row into a store of its own and gives it back."""

    def take(row: Row, **terms: Any) -> dict[str, Any]:
        folder = tmp_path / f"store-{len(list(tmp_path.iterdir()))}"
        taken = imported(write_xlsx(tmp_path / f"{folder.name}.xlsx", [row]), store=folder, **terms)
        (only,) = rows_of(taken.store)
        return only

    return take
