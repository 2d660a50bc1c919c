import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Laowu = Callable[..., Result]
Region = Callable[..., Path]
Demo = Callable[..., dict[str, str]]


@pytest.fixture(autouse=True)
def installed(region: Region, demo: Demo) -> None:
    """The demo region."""
    region("demo", demo())


def test_without_an_id_every_rule_is_listed(laowu: Laowu) -> None:
    page = laowu("explain", "demo").stdout
    listed = json.loads(laowu("explain", "demo", "--format", "json").stdout)["rules"]
    assert len(listed) > 10
    assert all(rule["id"] in page for rule in listed)
    assert "+ D-2-history" in page


def test_a_rule_shows_clause_standing_and_the_value_of_the_day(laowu: Laowu) -> None:
    before = laowu("explain", "demo", "D-2", "--on", "2024-12-31").stdout
    after = laowu("explain", "demo", "D-2", "--on", "2026-01-01").stdout
    assert "示人社〔2022〕1号 一（二）" in after
    assert "2,000" in before
    assert "3,000" in after
    assert "in force" in after


def test_a_rule_not_yet_in_force_says_so(laowu: Laowu) -> None:
    assert "(not in force)" in laowu("explain", "demo", "D-1", "--on", "2020-01-01").stdout
    assert "(not in force)" in laowu("explain", "demo", "--on", "2020-01-01").stdout


def test_the_readings_that_bear_on_a_rule_are_shown(laowu: Laowu) -> None:
    page = laowu("explain", "demo", "D-1", "--reading", "D-floor=without").stdout
    assert "4,500" in page
    assert "D-floor" in page


def test_an_unknown_rule_suggests_one_and_an_unknown_region_too(laowu: Laowu) -> None:
    rule = laowu("explain", "demo", "D-111")
    assert rule.exit_code == 3
    assert "did you mean: " in rule.stderr
    region = laowu("explain", "dmo")
    assert region.exit_code == 4
    assert "did you mean: demo" in region.stderr


@pytest.mark.parametrize("words", [("explain", "demo", "D-2"), ("plugins", "show", "demo")])
def test_a_misspelt_reading_is_refused(words: tuple[str, ...], laowu: Laowu) -> None:
    result = laowu(*words, "--reading", "D-flor=without")

    assert result.exit_code == 3
    assert "D-floor" in result.stderr


def test_a_criterion_without_condition_is_said_to_be_judged(laowu: Laowu, region: Region, demo: Demo) -> None:
    criterion = '\n[criterion.D-99]\nlevels = ["municipal"]\nsummary = { zh = "口碑好", en = "well spoken of" }\nclause = "九"\n'
    files = demo()
    region("demo", {**files, "eligibility.toml": files["eligibility.toml"] + criterion})

    assert "an official judges" in laowu("explain", "demo", "D-99").stdout
