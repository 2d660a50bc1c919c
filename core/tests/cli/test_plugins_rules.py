"""``laowu plugins rules``: the rules of one region in turn, or those of several side by side."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Laowu = Callable[..., Result]
Region = Callable[..., Path]
Demo = Callable[..., dict[str, str]]
ON = ("--on", "2026-11-22")


@pytest.fixture(autouse=True)
def two_regions(region: Region, demo: Demo) -> None:
    region("demo", demo())
    region("nearby", demo("nearby"))


def test_one_region_lists_every_rule(laowu: Laowu) -> None:
    page = laowu("plugins", "rules", "demo", *ON).stdout
    found = json.loads(laowu("plugins", "rules", "demo", *ON, "--format", "json").stdout)

    assert (found["jurisdiction"], found["on"]) == ("demo", "2026-11-22")
    assert {"D-1", "D-20", "D-30"} <= {rule["id"] for rule in found["rules"]}
    assert all(rule["id"] in page for rule in found["rules"])


def test_several_stand_side_by_side_and_a_broken_one_is_told(laowu: Laowu, region: Region, demo: Demo) -> None:
    region("broken", demo("broken"), plugin="1 / 0")

    asked = laowu("plugins", "rules", "demo", "nearby", "broken", "--across", *ON, "--format", "json")
    everything = laowu("plugins", "rules", "--across", *ON, "--format", "json")

    states = {item["code"]: item["state"] for item in json.loads(asked.stdout)["regions"]}
    assert states == {"demo": "judged", "nearby": "judged", "broken": "broken"}
    assert "broken: " in asked.stderr
    assert states.items() <= {item["code"]: item["state"] for item in json.loads(everything.stdout)["regions"]}.items()


def test_side_by_side_as_a_page_and_a_workbook(laowu: Laowu, clean: Path) -> None:
    result = laowu("plugins", "rules", "demo", "nearby", "--across", *ON, "--html", "rules.html", "--xlsx", "rules.xlsx")

    assert result.exit_code == 0
    assert "D-1" in (clean / "rules.html").read_text(encoding="utf-8")
    assert (clean / "rules.xlsx").read_bytes()[:2] == b"PK"


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("demo", "nearby"), "name one region"),
        ((), "name one region"),
        (("demo", "--html", "rules.html"), "go with --across"),
        (("demo", "--across", "--reading", "nothing=x"), "nothing"),
    ],
)
def test_what_cannot_be_meant_is_said(laowu: Laowu, words: tuple[str, ...], says: str) -> None:
    result = laowu("plugins", "rules", *words, *ON)

    assert result.exit_code != 0
    assert says in result.stderr
    assert result.stdout == ""
