import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from laowu.cli.render.width import width

Laowu = Callable[..., Result]
Region = Callable[..., Path]
Demo = Callable[..., dict[str, str]]

ON = ("--on", "2026-11-21")


@pytest.fixture(autouse=True)
def installed(region: Region, demo: Demo) -> None:
    """Two regions."""
    region("demo", demo())
    region("second", demo("second", ("eligibility.toml", "at_least = 5000", "at_least = 4000")))


def test_it_says_what_is_missing_and_what_would_change_it(laowu: Laowu, dossier: str) -> None:
    result = laowu("gap", dossier, "-j", "demo", "--level", "municipal", *ON)

    assert result.exit_code == 0
    assert result.stderr == ""
    assert "found 4,999 persons, 1 person short" in result.stdout
    _, _, way_out = result.stdout.partition("What would change it")
    assert "at least 5,000 persons; found 4,999 persons, 1 person short D-1" in " ".join(way_out.split())
    assert "Judged once more with all of this: ✓ met" in way_out
    assert "papers" not in way_out  # the one that is needed is held


def test_the_nearest_region_comes_first(laowu: Laowu, dossier: str) -> None:
    result = laowu("gap", dossier, "-j", "demo", "-j", "second", "--level", "municipal", *ON, "--format", "json")

    (brand,) = json.loads(result.stdout)["brands"]
    assert [gap["jurisdiction"] for gap in brand["gaps"]] == ["second", "demo"]


def test_every_installed_region_is_asked_when_none_is_named(laowu: Laowu, dossier: str) -> None:
    (brand,) = json.loads(laowu("gap", dossier, *ON, "--format", "json").stdout)["brands"]

    assert {"demo", "second"} <= {gap["jurisdiction"] for gap in brand["gaps"]}


@pytest.mark.parametrize("columns", ["60", "80", "120", "200"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_it_fits_the_screen(laowu: Laowu, dossier: str, columns: str, language: str) -> None:
    page = laowu("--lang", language, "gap", dossier, "-j", "demo", "-j", "second", *ON, env={"COLUMNS": columns}).stdout

    assert max(map(width, page.splitlines())) <= min(int(columns), 160)


def test_it_speaks_both_languages_and_markdown(laowu: Laowu, dossier: str) -> None:
    chinese = laowu("--lang", "zh", "gap", dossier, "-j", "demo", *ON)
    table = laowu("gap", dossier, "-j", "demo", *ON, "--format", "markdown")

    assert "怎样改变" in chinese.stdout
    assert "还差 1 人" in chinese.stdout
    assert "| ✗ not met |" in table.stdout


def test_several_dossiers_and_directories_of_them_are_taken(laowu: Laowu, dossier: str, clean: Path) -> None:
    (clean / "more").mkdir()
    for name in ("b", "a"):
        text = (clean / dossier).read_text(encoding="utf-8").replace("常州面点工", f"常州面点工{name}")
        (clean / "more" / f"{name}.toml").write_text(text, encoding="utf-8")

    brands = json.loads(laowu("gap", dossier, "more", "-j", "demo", *ON, "--format", "json").stdout)["brands"]

    assert [brand["brand"] for brand in brands] == ["常州面点工", "常州面点工a", "常州面点工b"]


def test_what_is_wrong_with_several_dossiers_is_told_at_once(laowu: Laowu, dossier: str, clean: Path) -> None:
    (clean / "bad.toml").write_text('[brand]\nname = "x"\n[facts]\nwrokers = 1\n', encoding="utf-8")
    (clean / "worse.toml").write_text('[brnd]\nname = "x"\n', encoding="utf-8")
    (clean / "empty").mkdir()

    result = laowu("gap", dossier, "bad.toml", "worse.toml", "-j", "demo", *ON)
    empty = laowu("gap", "empty", "-j", "demo", *ON)

    assert result.exit_code == empty.exit_code == 3
    assert "bad.toml:4" in result.stderr
    assert "worse.toml:1" in result.stderr
    assert "holds no dossier" in empty.stderr


@pytest.mark.parametrize("code", ["broken", "nowhere"])
def test_the_exit_code_is_4_only_when_a_region_was_asked_for_by_name(
    laowu: Laowu, dossier: str, region: Region, demo: Demo, code: str
) -> None:
    region("broken", demo("broken"), plugin="1 / 0")

    everywhere = laowu("gap", dossier, *ON)
    named = laowu("gap", dossier, "-j", "demo", "-j", code, *ON)

    assert (everywhere.exit_code, named.exit_code) == (0, 4)
    assert "broken: " in everywhere.stderr
    assert f"{code}: " in named.stderr
    assert "1 person short" in named.stdout


def test_a_level_that_is_not_recognised_is_said(laowu: Laowu, dossier: str) -> None:
    result = laowu("gap", dossier, "-j", "demo", "--level", "national", *ON)

    assert result.exit_code == 0
    assert "does not recognise brands at national level" in result.stdout
    assert "What would change it" not in result.stdout


def test_a_region_without_conditions_is_said(laowu: Laowu, dossier: str, region: Region, demo: Demo) -> None:
    files = demo("silent")
    region("silent", {name: files[name] for name in ("profile.toml", "documents.toml")})

    assert "no conditions of recognition are stated" in laowu("gap", dossier, "-j", "silent", *ON).stdout


def test_a_reading_that_no_region_has_is_refused(laowu: Laowu, dossier: str) -> None:
    assert laowu("gap", dossier, "-j", "demo", *ON, "--reading", "D-floor=without").exit_code == 0
    assert laowu("gap", dossier, "-j", "demo", *ON, "--reading", "D-flor=without").exit_code == 3


def test_alternatives_and_an_officials_part_are_told(laowu: Laowu, dossier: str, clean: Path) -> None:
    text = (clean / dossier).read_text(encoding="utf-8").replace('skilled_share = "50%"', 'skilled_share = "49.99%"')
    (clean / "short.toml").write_text(text, encoding="utf-8")

    page = " ".join(laowu("gap", "short.toml", "-j", "demo", "--level", "municipal", *ON).stdout.split())

    assert "one of these is enough, nearest first" in page
    assert "is it well received?" in page
