"""The options that say what counts and pays."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from ledger_files import imported, person, write_csv

from laowu_ledger.cli.group import COMMANDS
from laowu_ledger.engines.kinds import KINDS

Laowu = Callable[..., Result]
COUNTING = ("indicators", "claims", "explain")


@pytest.fixture(autouse=True)
def one_row() -> None:
    imported(write_csv("one.csv", [person(1)]))


@pytest.mark.parametrize("name", COUNTING)
def test_every_command_that_counts_takes_every_engine(name: str, laowu: Laowu) -> None:
    assert name in COMMANDS
    shown = laowu("ledger", name, "--help").output
    for words in ("--engine ENGINE", "--memory SIZE", "--threads N", "--engine-url URL", *KINDS):
        assert words in shown


def test_an_engine_that_is_none_is_refused_with_the_ones_there_are(laowu: Laowu) -> None:
    done = laowu("ledger", "indicators", "--store", "store", "--engine", "sparc")
    assert done.exit_code == 2
    assert "“sparc”" in done.output
    assert "spark" in done.output


def test_a_server_that_is_not_reached_is_a_message_and_no_traceback(laowu: Laowu, tmp_path: Path) -> None:
    address = f"postgresql:///ledgers?host={tmp_path}"
    done = laowu("ledger", "indicators", "--store", "store", "--year", "2026", "--engine", "postgres", "--engine-url", address)
    assert done.exit_code == 3
    assert "PostgreSQL is not reached" in done.output
    assert "--engine-url" in done.output
    assert "Traceback" not in done.output


@pytest.mark.parametrize(("option", "value"), [("--threads", "0"), ("--memory", "1KB")])
def test_amounts_that_are_too_small_are_refused(option: str, value: str, laowu: Laowu) -> None:
    done = laowu("ledger", "indicators", "--store", "store", option, value)
    assert done.exit_code == 2
    assert "Traceback" not in done.output
