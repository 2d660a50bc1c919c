"""Many brands at once: in full, as CSV, and written whole or not at all."""

import csv
import json
import os
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from jsonschema import Draft202012Validator

from laowu.evaluate.json_schema import schema

Laowu = Callable[..., Result]
Region = Callable[..., Path]
Demo = Callable[..., dict[str, str]]

ON = ("--on", "2026-11-21", "-j", "demo", "-j", "second")
FAILS_AT_ONE = """
from laowu.contract import LocalityPlugin, hookimpl


class Made(LocalityPlugin):
    @hookimpl
    def laowu_check_eligibility(self, dossier, target, on):
        if dossier.brand.name == "二号面点工":
            raise ValueError("no luck")
        return super().laowu_check_eligibility(dossier, target, on)


plugin = Made()
"""


@pytest.fixture(autouse=True)
def installed(region: Region, demo: Demo) -> None:
    """Two regions."""
    region("demo", demo())
    region("second", demo("second", ("eligibility.toml", "at_least = 5000", "at_least = 4000")))


@pytest.fixture
def folder(clean: Path, dossier: str) -> str:
    """Three brands, one of them with a name that looks like a formula."""
    text = (clean / dossier).read_text(encoding="utf-8").replace("wage_arrears_records = 0", "wage_arrears_records = 1")
    (clean / "brands").mkdir()
    for place, name in enumerate(("一号面点工", "二号面点工", "=三号面点工")):
        (clean / "brands" / f"{place}.toml").write_text(text.replace("常州面点工", name), encoding="utf-8")
    return "brands"


def full(result: Result) -> list[Any]:
    data = json.loads(result.stdout)
    assert list(Draft202012Validator(schema("comparisons")).iter_errors(data)) == []
    return list(data["comparisons"])


def test_in_full_each_brand_has_the_comparison_it_has_alone(laowu: Laowu, folder: str) -> None:
    result = laowu("compare", folder, "--full", "--format", "json", *ON)

    found = full(result)
    assert result.exit_code == 0
    for place, comparison in enumerate(found):
        alone = laowu("compare", f"{folder}/{place}.toml", "--format", "json", *ON)
        assert comparison == json.loads(alone.stdout)


def test_in_full_the_order_of_the_dossiers_is_the_order_and_two_runs_give_the_same_bytes(laowu: Laowu, folder: str) -> None:
    files = [f"{folder}/{place}.toml" for place in range(3)]
    words = ("--full", "--format", "json", *ON)

    usual, turned = laowu("compare", *files, *words), laowu("compare", *files[::-1], *words)

    assert full(turned) == full(usual)[::-1]
    assert laowu("compare", folder, *words).stdout == usual.stdout


def test_in_full_a_region_that_fails_at_one_brand_is_marked_there(laowu: Laowu, folder: str, region: Region, demo: Demo) -> None:
    region("second", demo("second"), plugin=FAILS_AT_ONE)

    result = laowu("compare", folder, "--full", "--format", "json", "--output", "all.json", *ON)

    states = [
        [column["state"] for column in found["columns"]]
        for found in json.loads(Path("all.json").read_text(encoding="utf-8"))["comparisons"]
    ]
    assert states == [["judged", "judged"], ["judged", "broken"], ["judged", "judged"]]
    assert result.exit_code == 4
    assert "no luck" in result.stderr


def test_in_full_a_region_that_is_not_installed_is_tried_once_and_marked_everywhere(laowu: Laowu, folder: str) -> None:
    result = laowu("compare", folder, "--full", "--format", "json", "--on", "2026-11-21", "-j", "demo", "-j", "nowhere")

    assert [[column["state"] for column in found["columns"]] for found in full(result)] == [["judged", "missing"]] * 3
    assert result.exit_code == 4
    assert result.stderr.count("nowhere: ") == 1


@pytest.mark.parametrize("extra", [(), ("--format", "markdown"), ("--format", "json", "--csv", "x.csv")])
def test_in_full_goes_with_json_only(laowu: Laowu, folder: str, extra: tuple[str, ...]) -> None:
    result = laowu("compare", folder, "--full", *extra, *ON)

    assert result.exit_code == 2
    assert "--format json" in result.stderr


def test_the_csv_has_a_line_per_brand_and_region_and_no_formula(laowu: Laowu, folder: str) -> None:
    result = laowu("compare", folder, "--csv", "all.csv", *ON)
    raw = Path("all.csv").read_bytes()

    lines = list(csv.DictReader(StringIO(raw.decode("utf-8-sig"))))
    assert result.exit_code == 0
    assert raw.startswith(b"\xef\xbb\xbf")
    assert [(line["brand"], line["jurisdiction"]) for line in lines] == [
        (name, code) for name in ("一号面点工", "二号面点工", "'=三号面点工") for code in ("demo", "second")
    ]
    assert {(line["level"], line["class"], line["substantive"], line["lacks"]) for line in lines} == {
        ("district", "skill", "not met", "D-3")
    }


def test_a_region_that_breaks_midway_is_left_out_of_the_whole_csv(laowu: Laowu, folder: str, region: Region, demo: Demo) -> None:
    region("second", demo("second"), plugin=FAILS_AT_ONE)

    result = laowu("compare", folder, "--csv", "all.csv", *ON)

    lines = list(csv.DictReader(StringIO(Path("all.csv").read_text(encoding="utf-8-sig"))))
    assert result.exit_code == 4
    assert {(line["jurisdiction"], line["state"], line["outcome"] != "") for line in lines} == {
        ("demo", "judged", True),
        ("second", "broken", False),
    }


@pytest.mark.parametrize("words", [("--full", "--format", "json", "--output", "kept.json"), ("--csv", "kept.json")])
def test_what_stops_half_way_leaves_the_file_as_it_was(
    laowu: Laowu, folder: str, region: Region, demo: Demo, words: tuple[str, ...]
) -> None:
    Path("kept.json").write_text("before", encoding="utf-8")
    region("second", demo("second"), plugin=FAILS_AT_ONE.replace('ValueError("no luck")', "KeyboardInterrupt"))

    result = laowu("compare", folder, *words, *ON)

    assert result.exit_code != 0
    assert Path("kept.json").read_text(encoding="utf-8") == "before"
    assert sorted(path.name for path in Path().iterdir()) == ["brand.toml", "brands", "kept.json"]


def test_a_file_keeps_its_rights_and_a_pipe_is_written_as_it_stands(laowu: Laowu, folder: str) -> None:
    Path("kept.json").write_text("before", encoding="utf-8")
    Path("kept.json").chmod(0o640)
    Path("link.json").symlink_to("kept.json")

    laowu("compare", folder, "--format", "json", "--output", "link.json", *ON)
    to_nowhere = laowu("compare", folder, "--format", "json", "--output", os.devnull, *ON)

    assert Path("link.json").is_symlink()
    assert json.loads(Path("kept.json").read_text(encoding="utf-8"))["schema"] == "laowu/portfolio/1"
    assert Path("kept.json").stat().st_mode & 0o777 == 0o640
    assert to_nowhere.exit_code == 0
    assert Path(os.devnull).is_char_device()
