"""The commands as somebody types them."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from ledger_files import id_number, person, rows_of, write_csv, write_xlsx

from laowu_ledger.cli.group import COMMANDS
from laowu_ledger.store.store import Store

Laowu = Callable[..., Result]
HEAVY = ("duckdb", "numpy", "pyarrow", "python_calamine", "xlsxwriter")


def imports(*words: str) -> str:
    """What a call of the program imports, as Python tells it."""
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "laowu", *words], check=True, capture_output=True, encoding="utf-8"
    )
    return done.stderr


@pytest.mark.parametrize("words", [("--help",), ("ledger", "--help"), *((f"ledger {name} --help").split() for name in COMMANDS)])
def test_help_imports_nothing_heavy(words: tuple[str, ...]) -> None:
    told = imports(*words)

    assert [name for name in HEAVY if f" {name}\n" in told or f" {name}." in told] == []


def test_help_lists_the_group_and_the_group_its_commands(laowu: Laowu) -> None:
    assert "ledger" in laowu("--help").stdout
    listed = laowu("ledger", "--help").stdout
    for name, entry in COMMANDS.items():
        group, _, word = name.rpartition(" ")
        assert f"  {word}" in (laowu("ledger", group, "--help").stdout if group else listed)
        assert laowu("ledger", *name.split(), "--help").stdout.splitlines()[2].strip() == entry.says.en
    assert laowu("ledger", "check", "--help", "--lang", "zh").stdout.startswith("用法：laowu ledger check ")


def test_a_slip_suggests_the_command(laowu: Laowu) -> None:
    result = laowu("ledger", "chek", "a.csv")

    assert result.exit_code == 2
    assert "did you mean: check?" in result.stderr
    assert laowu("ledger").exit_code == 2


def test_a_check_counts_by_reason_and_ends_with_3_where_rows_are_refused(laowu: Laowu) -> None:
    good, bad = write_csv("good.csv", [person(1, 岗位="厨师")]), write_csv("bad.csv", [person(2, 证件号码="")])

    assert laowu("ledger", "check", good).exit_code == 0
    result = laowu("ledger", "check", good, bad)
    assert result.exit_code == 3
    assert "there is no document number" in result.stdout
    assert "--errors FILE.xlsx" in result.stderr
    assert laowu("ledger", "check", bad, "--lang", "zh").stdout.startswith("台账检查")


def test_the_report_as_json(laowu: Laowu) -> None:
    file = write_csv("a.csv", [person(1), person(2, 证件号码=""), person(1, 品牌名称="乙品牌")])

    data = json.loads(laowu("ledger", "check", file, "--format", "json").stdout)

    assert data["schema"] == "laowu/ledger-report/1"
    assert (data["rows"], data["taken"], data["refused"], data["store"]) == (3, 2, 1, None)
    assert {"reason": "id_missing", "weight": "error", "field": "id_number", "count": 1} in data["reasons"]
    assert data["pairs_of_brands"] == [{"brands": ["乙品牌", "甲品牌"], "people": 1}]


def test_an_import_makes_a_key_says_so_and_uses_it_again(laowu: Laowu, tmp_path: Path) -> None:
    first = laowu("ledger", "import", write_csv("a.csv", [person(1)]), "--store", "store")
    second = laowu("ledger", "import", write_csv("b.csv", [person(2)]), "--store", "store")

    assert (first.exit_code, second.exit_code) == (0, 0)
    assert "made a new token key" in first.stderr
    assert "token key" not in second.stderr
    assert (tmp_path / "xdg" / "laowu" / "ledger.key").is_file()
    assert len(rows_of("store")) == 2


def test_without_its_key_a_store_takes_nothing_and_no_new_key_is_made(laowu: Laowu) -> None:
    laowu("ledger", "import", write_csv("a.csv", [person(1)]), "--store", "store", "--key", "one.key")

    lost = laowu("ledger", "import", write_csv("b.csv", [person(2)]), "--store", "store", "--key", "two.key")
    assert lost.exit_code == 3
    assert "the file of the key of this store is not there" in lost.stderr
    assert not Path("two.key").exists()
    laowu("ledger", "import", "b.csv", "--store", "other", "--key", "two.key")
    mixed = laowu("ledger", "import", "b.csv", "--store", "store", env={"LAOWU_LEDGER_KEY": "two.key"})
    assert mixed.exit_code == 3
    assert "filled with another key" in mixed.stderr
    assert Store.open("store").rows == 1


def test_a_key_inside_the_store_is_refused_and_an_open_one_remarked_on(laowu: Laowu) -> None:
    file = write_csv("a.csv", [person(1)])

    inside = laowu("ledger", "import", file, "--store", "store", "--key", "store/ledger.key")
    assert inside.exit_code == 3
    assert "inside the store" in inside.stderr
    laowu("ledger", "import", file, "--store", "store", "--key", "k")
    Path("k").chmod(0o644)
    assert "others can read" in laowu("ledger", "import", file, "--store", "store", "--key", "k").stderr


def test_clashes_are_listed_without_names_or_numbers(laowu: Laowu) -> None:
    file = write_csv("a.csv", [person(1), person(1, 品牌名称="乙品牌"), person(2)])

    laowu("ledger", "import", file, "--store", "store", "--clashes", "clashes.csv")

    lines = Path("clashes.csv").read_text(encoding="utf-8-sig").splitlines()
    assert sorted(lines[1:]) == ["1,乙品牌,a.csv,,3", "1,甲品牌,a.csv,,2"]
    assert lines[0] == "person,brand,file,sheet,row"


def test_mending_on_the_command_line(laowu: Laowu) -> None:
    laowu(
        "ledger", "import", write_xlsx("a.xlsx", [person(1), person(2, 入职日期="22.3.1")]), "--store", "s", "--errors", "e.xlsx"
    )
    result = laowu("ledger", "check", "e.xlsx")

    assert result.exit_code == 3
    assert "the year has two digits" in result.stdout


@pytest.mark.parametrize("size", ["2", "lots", "1KB", "-1GB", ""])
def test_an_amount_of_memory_that_is_none(size: str, laowu: Laowu) -> None:
    result = laowu("ledger", "import", write_csv("a.csv", [person(1)]), "--store", "s", "--memory", size)

    assert result.exit_code == 2
    assert not Path("s").exists()


@pytest.mark.parametrize("command", ["check", "import"])
def test_bad_input_shows_no_traceback(command: str, laowu: Laowu) -> None:
    Path("a.xlsx").write_bytes(b"\x00")
    store = ("--store", "s") if command == "import" else ()

    result = laowu("ledger", command, "a.xlsx", *store)

    assert result.exit_code == 3
    assert "Traceback" not in result.stderr
    assert "a.xlsx" in result.stderr


def test_somebody_at_a_terminal_sees_how_far_it_is(laowu: Laowu, monkeypatch: pytest.MonkeyPatch) -> None:
    from laowu_ledger.cli import progress

    monkeypatch.setattr(progress, "watcher", progress.Bar)
    result = laowu("ledger", "import", write_csv("a.csv", [person(1), person(2)]), "--store", "s")

    assert "a.csv  2 rows" in result.stderr
    assert "sorting into the store" in result.stderr or result.exit_code == 0
    assert id_number(1) not in result.stderr
