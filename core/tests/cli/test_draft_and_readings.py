"""The setting accept_draft on every result, and readings in the settings that no region has."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Laowu = Callable[..., Result]
Region = Callable[..., Path]
Demo = Callable[..., dict[str, str]]

ESTIMATE = "draft for comment: results are estimates, not decisions"
ACCEPTED = "draft for comment: this deployment takes decisions by it (accept_draft)"


@pytest.fixture(autouse=True)
def installed(region: Region, demo: Demo) -> None:
    """A region one of whose documents is a draft."""
    region("demo", demo())


@pytest.mark.parametrize("command", ["assess", "eligibility", "review", "subsidy", "manage"])
def test_every_result_says_what_the_draft_is_worth_here(command: str, laowu: Laowu, dossier: str) -> None:
    wide = {"COLUMNS": "160"}

    assert ESTIMATE in laowu(command, dossier, "-j", "demo", env=wide).stdout
    accepted = laowu(command, dossier, "-j", "demo", "--set", "accept_draft=demo", env=wide).stdout
    assert ACCEPTED in accepted
    assert ESTIMATE not in accepted.partition("Recognition")[0].partition("Procedure")[0]


@pytest.mark.parametrize(("setting", "accepts"), [("accept_draft=demo", True), ("accept_draft=other", False)])
def test_the_identity_records_the_setting(setting: str, accepts: bool, laowu: Laowu, dossier: str) -> None:
    found = json.loads(laowu("assess", dossier, "-j", "demo", "--format", "json", "--set", setting).stdout)

    assert found["identity"]["accepts_draft"] is accepts


def test_a_comparison_says_it_too(laowu: Laowu, dossier: str) -> None:
    columns = {"COLUMNS": "200"}

    assert "this deployment" in laowu("compare", dossier, "-j", "demo", "--set", "accept_draft=demo", env=columns).stdout


def test_a_replay_under_another_setting_names_it(laowu: Laowu, dossier: str, clean: Path) -> None:
    stored = clean / "old.json"
    stored.write_text(laowu("assess", dossier, "-j", "demo", "--format", "json").stdout, encoding="utf-8")

    replayed = laowu("assess", "--replay", "old.json", "--set", "accept_draft=demo").stdout

    assert "decisions by a draft changed: False → True" in replayed


def settings(clean: Path, reading: str) -> None:
    (clean / "laowu.toml").write_text(f'jurisdiction = "demo"\n[readings]\n"{reading}" = "without"\n', encoding="utf-8")


WORDS = [("assess", "brand.toml"), ("compare", "brand.toml"), ("explain", "demo"), ("plugins", "show", "demo")]


@pytest.mark.usefixtures("dossier")
@pytest.mark.parametrize("words", WORDS)
def test_a_reading_that_no_region_has_is_remarked_on_once_with_its_place(
    words: tuple[str, ...], laowu: Laowu, clean: Path
) -> None:
    settings(clean, "D-flor")

    result = laowu(*words)

    assert result.exit_code in (0, 1, 4)
    assert result.stderr.count("no region has a reading “D-flor”") == 1
    assert "laowu.toml:3" in result.stderr
    assert "did you mean: D-floor" in result.stderr


@pytest.mark.usefixtures("dossier")
@pytest.mark.parametrize("words", WORDS)
def test_a_reading_of_another_region_is_passed_over(
    words: tuple[str, ...], laowu: Laowu, clean: Path, region: Region, demo: Demo
) -> None:
    files = {name: text.replace("D-floor", "O-floor") for name, text in demo("other").items()}
    region("other", files)
    settings(clean, "O-floor")

    assert "no region has" not in laowu(*words).stderr


def test_a_region_that_is_broken_keeps_nobody_from_being_told(laowu: Laowu, clean: Path, region: Region, demo: Demo) -> None:
    region("broken", demo("broken"), plugin="1 / 0")
    settings(clean, "D-flor")

    result = laowu("explain", "demo", "D-1")

    assert result.exit_code == 0
    assert "no region has a reading “D-flor”" in result.stderr
