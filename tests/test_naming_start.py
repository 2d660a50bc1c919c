"""What judging names needs to begin with, and how lists are judged: nothing loaded in vain, and a bar only for a person."""

import csv
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from laowu.evaluate.result_data import result_json

WATCHED = """
import json, os, sys
folder = os.sep + os.path.join("places", "data") + os.sep
read = []
sys.addaudithook(lambda event, details: event == "open" and folder in str(details[0]) and read.append(str(details[0])))
from laowu.cli.main import main
try:
    main()
finally:
    modules = [name for name in sys.modules if name.startswith("laowu")]
    sys.stderr.write(json.dumps([sorted({os.path.basename(file) for file in read}), modules]))
"""


def started(*words: str, cwd: Path) -> tuple[set[str], set[str]]:
    """The tables of places that a call of the program read, and the modules of ours that it loaded."""
    command = [sys.executable, "-c", WATCHED, *words]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", cwd=cwd, check=False)
    tables, modules = json.loads(done.stderr.splitlines()[-1])
    return set(tables), set(modules)


def test_one_valid_name_loads_nothing_it_does_not_need(tmp_path: Path) -> None:
    tables, modules = started("name", "云阳面工", "-j", "chongqing", "--on", "2026-11-22", cwd=tmp_path)

    assert tables == {"divisions.tsv", "industries.toml", "informal_regions.toml", "marks.toml", "titles.toml"}
    assert "laowu.decide.naming" in modules
    assert not {"laowu.decide.naming_suggestions", "laowu.evaluate.confusable", "laowu.places.resolving"} & modules
    assert not {name for name in modules if name.startswith(("laowu_dalian", "laowu_jiangsu", "laowu_baoji"))}


def test_an_invalid_name_loads_what_makes_suggestions(tmp_path: Path) -> None:
    _, modules = started("name", "面工", "-j", "chongqing", "--on", "2026-11-22", cwd=tmp_path)

    assert "laowu.decide.naming_suggestions" in modules


def test_other_commands_read_no_table_of_places(tmp_path: Path) -> None:
    tables, _ = started("plugins", "list", cwd=tmp_path)

    assert tables == set()


@pytest.fixture
def long_list(tmp_path: Path) -> Path:
    file = tmp_path / "names.csv"
    file.write_text("\n".join(["name", *["云阳面工", "面工", "忠县豆腐乳工"] * 100]), encoding="utf-8")
    return file


def test_a_long_list_becomes_a_csv_file_row_by_row_without_a_bar_where_nobody_looks(long_list: Path, tmp_path: Path) -> None:
    target = tmp_path / "judged.csv"
    words = ["name", "--file", str(long_list), "-j", "chongqing", "--on", "2026-11-22", "--lang", "en", "--output", str(target)]

    done = subprocess.run(["laowu", *words], capture_output=True, text=True, encoding="utf-8", cwd=tmp_path, check=True)

    rows = list(csv.DictReader(target.read_text(encoding="utf-8-sig").splitlines()))
    assert [row["verdict"] for row in rows] == ["valid", "invalid", "valid"] * 100
    assert done.stdout == ""
    assert "judging" not in done.stderr


def read_to_the_end(terminal: int) -> Iterator[str]:
    """What a program writes to a terminal until it ends, which Linux tells by an error."""
    with os.fdopen(terminal, encoding="utf-8", errors="replace") as screen, suppress(OSError):
        yield from screen


@pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminals")
def test_somebody_at_a_terminal_sees_a_bar(long_list: Path, tmp_path: Path) -> None:
    terminal, behind = os.openpty()
    words = ["name", "--file", str(long_list), "-j", "chongqing", "--on", "2026-11-22", "--lang", "en", "--output", "judged.csv"]
    with subprocess.Popen(["laowu", *words], stdout=subprocess.DEVNULL, stderr=behind, cwd=tmp_path):
        os.close(behind)
        shown = "".join(read_to_the_end(terminal))

    assert "judging names" in shown
    assert "100%" in shown


def test_json_written_name_by_name_is_spelt_like_every_other_result(long_list: Path, tmp_path: Path) -> None:
    words = ["name", "--file", str(long_list), "-j", "chongqing", "--on", "2026-11-22", "--format", "json"]

    shown = subprocess.run(["laowu", *words], capture_output=True, text=True, encoding="utf-8", cwd=tmp_path, check=True).stdout
    subprocess.run(["laowu", *words, "--output", "judged.json"], capture_output=True, cwd=tmp_path, check=True)

    data = json.loads(shown)
    assert shown == result_json(data)
    assert shown == (tmp_path / "judged.json").read_text(encoding="utf-8")
    assert [row["report"]["verdict"] for row in data["names"]] == ["valid", "invalid", "valid"] * 100


def test_a_csv_file_that_cannot_be_written_is_told_with_its_place(long_list: Path, tmp_path: Path) -> None:
    words = [
        "name",
        "--file",
        str(long_list),
        "-j",
        "chongqing",
        "--lang",
        "en",
        "--output",
        str(tmp_path / "none" / "judged.csv"),
    ]

    done = subprocess.run(["laowu", *words], capture_output=True, text=True, encoding="utf-8", cwd=tmp_path, check=False)

    assert done.returncode == 3
    assert "cannot be written" in done.stderr
    assert "judged.csv" in done.stderr
