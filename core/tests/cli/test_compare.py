import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from laowu.cli.render.comparison import abridged
from laowu.cli.render.width import width

Laowu = Callable[..., Result]
Region = Callable[..., Path]
Demo = Callable[..., dict[str, str]]

ON = ("--on", "2026-11-21")
BROKEN_PLUGINS = {
    "syntax error": "def (",
    "no plugin object": "",
    "a class instead of an instance": "from laowu.contract import LocalityPlugin as plugin",
    "raises on import": "1 / 0",
    "a hook that raises": """
from laowu.contract import LocalityPlugin, hookimpl
class Made(LocalityPlugin):
    @hookimpl
    def laowu_check_eligibility(self, dossier, target, on):
        raise ValueError("no luck")
plugin = Made()
""",
    "a hook that answers with something else": """
from laowu.contract import LocalityPlugin, hookimpl
class Made(LocalityPlugin):
    @hookimpl
    def laowu_manage_brand(self, record, on):
        return True
plugin = Made()
""",
}


@pytest.fixture(autouse=True)
def installed(region: Region, demo: Demo) -> None:
    """Two regions."""
    region("demo", demo())
    region("second", demo("second", ("eligibility.toml", "at_least = 5000", "at_least = 4000")))


def test_two_regions_stand_side_by_side_and_differ(laowu: Laowu, dossier: str) -> None:
    result = laowu("compare", dossier, "-j", "demo", "-j", "second", *ON)
    assert result.exit_code == 0
    assert result.stderr == ""
    answers = {
        row["aspect"]: row["cells"]
        for row in json.loads(laowu("compare", dossier, "-j", "demo", "-j", "second", *ON, "--format", "json").stdout)["rows"]
    }
    assert answers["missing"][0] != answers["missing"][1]
    assert answers["territory"][0] == answers["territory"][1]


@pytest.mark.parametrize("columns", ["60", "80", "120", "200"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_it_fits_the_screen_and_its_columns_align(laowu: Laowu, dossier: str, columns: str, language: str) -> None:
    words = ("--lang", language, "compare", dossier, "-j", "demo", "-j", "second", "--all", *ON)
    rows = laowu(*words, env={"COLUMNS": columns}).stdout.splitlines()
    assert max(map(width, rows)) <= min(int(columns), 160)
    last = max(place for place, row in enumerate(rows) if row.startswith("---") and " " in row)
    rule = rows[last]
    starts = {width(row[: row.rindex("D-10")]) for row in rows[last:] if row.count("D-10") == 2}
    assert starts == {rule.rindex(" ") + 1}


def test_every_cell_about_rules_names_them(laowu: Laowu, dossier: str) -> None:
    rows = json.loads(laowu("compare", dossier, "-j", "demo", *ON, "--format", "json").stdout)["rows"]
    assert all(cell["rules"] for row in rows for cell in row["cells"] if cell and row["aspect"] != "standing")


def test_every_installed_region_is_asked_when_none_is_named(laowu: Laowu, dossier: str) -> None:
    columns = json.loads(laowu("compare", dossier, *ON, "--format", "json").stdout)["columns"]
    assert {"demo", "second"} <= {column["code"] for column in columns}


def test_the_settings_can_name_the_regions(laowu: Laowu, dossier: str) -> None:
    result = laowu("compare", dossier, *ON, "--format", "json", env={"LAOWU_JURISDICTIONS": "second, demo"})
    assert [column["code"] for column in json.loads(result.stdout)["columns"]] == ["second", "demo"]


@pytest.mark.parametrize("plugin", BROKEN_PLUGINS.values(), ids=BROKEN_PLUGINS.keys())
def test_a_broken_region_is_a_column_and_the_others_answer(
    laowu: Laowu, dossier: str, region: Region, demo: Demo, plugin: str
) -> None:
    region("broken", demo("broken"), plugin=plugin)
    result = laowu("compare", dossier, *ON)
    assert result.exit_code == 0
    assert "✗ broken" in result.stdout
    assert "✓ loaded" in result.stdout
    assert "broken: " in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize(
    "files",
    [
        {"eligibility.toml": "levels = ["},
        {"eligibility.toml": 'levels = ["municipal"]\nnonsense = 1'},
        {"profile.toml": ""},
    ],
)
def test_bad_rule_data_break_only_their_own_region(
    laowu: Laowu, dossier: str, region: Region, demo: Demo, files: dict[str, str]
) -> None:
    region("spoilt", demo("spoilt") | files)
    columns = json.loads(laowu("compare", dossier, *ON, "--format", "json").stdout)["columns"]
    states = {column["code"]: column["state"] for column in columns}
    assert states["spoilt"] == "broken"
    assert states["demo"] == "judged"


def test_incompatible_and_blocked_regions_say_so(laowu: Laowu, dossier: str, region: Region, demo: Demo) -> None:
    region("old", demo("old"), requires="laowu>=9")
    region("city", demo("city", ("profile.toml", "api = 1", 'api = 1\nextends = "nowhere"')))
    columns = json.loads(laowu("compare", dossier, *ON, "--format", "json").stdout)["columns"]
    states = {column["code"]: column["state"] for column in columns}
    assert states["old"] == "incompatible"
    assert states["city"] == "blocked"


@pytest.mark.parametrize("code", ["broken", "nowhere"])
def test_the_exit_code_is_4_only_when_it_was_asked_for_by_name(
    laowu: Laowu, dossier: str, region: Region, demo: Demo, code: str
) -> None:
    region("broken", demo("broken"), plugin="1 / 0")
    assert laowu("compare", dossier, *ON).exit_code == 0
    named = laowu("compare", dossier, "-j", "demo", "-j", code, *ON)
    assert named.exit_code == 4
    assert "✓ loaded" in named.stdout
    assert laowu("compare", dossier, *ON, env={"LAOWU_JURISDICTIONS": f"demo,{code}"}).exit_code == 4
    assert laowu("compare", dossier, "-j", "demo", *ON).exit_code == 0


def test_a_strict_author_sees_the_exception_itself(laowu: Laowu, dossier: str, region: Region, demo: Demo) -> None:
    region("broken", demo("broken"), plugin="1 / 0")
    result = laowu("compare", dossier, "-j", "broken", env={"LAOWU_STRICT_PLUGINS": "1", "LAOWU_DEBUG": "1"})
    assert "ZeroDivisionError" in result.stderr
    assert "Traceback" in result.stderr


def test_a_reading_that_no_region_has_is_refused(laowu: Laowu, dossier: str) -> None:
    assert laowu("compare", dossier, "-j", "demo", *ON, "--reading", "D-floor=without").exit_code == 0
    assert laowu("compare", dossier, "-j", "demo", *ON, "--reading", "D-flor=without").exit_code == 3


def test_facts_of_each_region_are_read_with_its_own_vocabulary(laowu: Laowu, dossier: str, clean: Path) -> None:
    text = (clean / dossier).read_text(encoding="utf-8")
    (clean / "local.toml").write_text(
        text.replace("[materials]", '[facts.demo]\nstall_kinds = ["nonsense"]\n[materials]'), encoding="utf-8"
    )
    result = laowu("compare", "local.toml", "-j", "demo", "-j", "second", *ON)
    assert result.exit_code == 3
    assert "facts.demo.stall_kinds" in result.stderr


@pytest.mark.parametrize(
    ("rules", "shown"),
    [
        (["JS-032", "JS-033", "JS-034"], ["JS-032…034"]),
        (["JS-032", "JS-033"], ["JS-032", "JS-033"]),
        (["JS-1", "JS-2", "JS-3", "JS-5"], ["JS-1…3", "JS-5"]),
        (["A-1", "B-2", "C-3"], ["A-1", "B-2", "C-3"]),
        (["JS-9", "JS-10", "JS-11"], ["JS-9", "JS-10", "JS-11"]),
        (["X-place", "X-code", "X"], ["X-place", "X-code", "X"]),
        ([], []),
    ],
)
def test_runs_of_rule_ids_are_abridged(rules: list[str], shown: list[str]) -> None:
    assert abridged(rules) == shown


def test_where_no_region_can_answer_only_the_reasons_are_shown(laowu: Laowu, dossier: str) -> None:
    result = laowu("compare", dossier, "-j", "nowhere")
    assert result.exit_code == 4
    assert "not installed" in result.stdout
    assert "procedure" not in result.stdout


def test_what_differs_stands_first_with_the_clauses_face_to_face(laowu: Laowu, region: Region, demo: Demo) -> None:
    Path("large.toml").write_text(
        """[brand]
name = "常州面点工"
place = "320400"
class = "skill"

[facts]
workers = 4500
skilled_share = "60%"
wage_arrears_records = 0
""",
        encoding="utf-8",
    )
    page = laowu("compare", "large.toml", "-j", "demo", "-j", "second", *ON, env={"COLUMNS": "160"}).stdout

    assert page.index("What differs") < page.index("Side by side")
    first = page[page.index("What differs") : page.index("Side by side")]
    assert "substantive conditions (as if local): municipal" in first
    assert "at least 5,000" in first
    assert "at least 4,000" in first


def test_rows_in_which_all_say_the_same_are_folded_unless_asked_for(laowu: Laowu, dossier: str) -> None:
    folded = laowu("compare", dossier, "-j", "demo", "-j", "second", *ON).stdout
    whole = laowu("compare", dossier, "-j", "demo", "-j", "second", "--all", *ON).stdout

    assert "Rows left out because all regions say the same" in folded
    assert "Rows left out" not in whole
    assert len(whole) > len(folded)


@pytest.fixture
def folder(clean: Path, dossier: str) -> str:
    """A directory of three dossiers."""
    text = Path(dossier).read_text(encoding="utf-8")
    (clean / "brands").mkdir()
    for place, workers in enumerate((3999, 4999, 5999)):
        changed = text.replace("value = 4999", f"value = {workers}").replace("常州面点工", f"常州面点工{'甲乙丙'[place]}")
        (clean / "brands" / f"{place}.toml").write_text(changed, encoding="utf-8")
    return "brands"


def test_a_directory_is_a_line_per_brand(laowu: Laowu, folder: str) -> None:
    result = laowu("compare", folder, "-j", "demo", "-j", "second", *ON, "--format", "json")
    data = json.loads(result.stdout)

    assert result.stderr == ""
    assert data["schema"] == "laowu/portfolio/1"
    assert [brand["brand"] for brand in data["brands"]] == ["常州面点工甲", "常州面点工乙", "常州面点工丙"]
    assert {cell["target"]["level"] for brand in data["brands"] for cell in brand["cells"]} == {"district"}
    assert "常州面点工丙" in laowu("compare", folder, "-j", "demo", "-j", "second", *ON).stdout


def test_the_order_of_dossiers_and_regions_is_the_order_of_lines_and_columns_and_nothing_else(laowu: Laowu, folder: str) -> None:
    files = [f"{folder}/{place}.toml" for place in range(3)]

    def asked(*words: str) -> dict[str, list[dict[str, object]]]:
        found: dict[str, list[dict[str, object]]] = json.loads(laowu("compare", *words, *ON, "--format", "json").stdout)
        return found

    usual = asked(*files, "-j", "demo", "-j", "second")
    turned = asked(*reversed(files), "-j", "second", "-j", "demo")
    assert turned["regions"] == usual["regions"][::-1]
    assert turned["counts"] == usual["counts"][::-1]
    for brand, same_brand in zip(turned["brands"][::-1], usual["brands"], strict=True):
        cells = brand["cells"]
        assert isinstance(cells, list)
        assert {**brand, "cells": cells[::-1]} == same_brand


def test_a_broken_region_is_a_column_of_a_portfolio_too(laowu: Laowu, folder: str, region: Region, demo: Demo) -> None:
    region("broken", demo("broken"), plugin=BROKEN_PLUGINS["a hook that raises"])
    result = laowu("compare", folder, "-j", "demo", "-j", "broken", *ON, "--format", "json")
    data = json.loads(result.stdout)

    assert result.exit_code == 4
    assert [each["state"] for each in data["regions"]] == ["judged", "broken"]
    assert [[cell is None for cell in brand["cells"]] for brand in data["brands"]] == [[False, True]] * 3
    assert [count["code"] for count in data["counts"]] == ["demo"]
