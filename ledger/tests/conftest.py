"""What every test of ledgers has: a clean place to work in, a way to call the program, a store for a row."""

import os
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, Protocol

import pytest
from click.testing import CliRunner, Result
from engines import postgres_server, spark_running
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


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The address of a PostgreSQL."""
    with postgres_server() as url:
        yield url


@pytest.fixture(scope="session")
def spark(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """A Spark that runs in this process."""
    with spark_running(tmp_path_factory.mktemp("spark")):
        yield


EngineAddress = Callable[[str], str | None]


@pytest.fixture
def engine_address(request: pytest.FixtureRequest) -> EngineAddress:
    """Makes sure that an engine can be opened, and tells its address if it has one."""

    def address(kind: str) -> str | None:
        found: str | None = None if kind == "duckdb" else request.getfixturevalue(kind)
        return found

    return address
