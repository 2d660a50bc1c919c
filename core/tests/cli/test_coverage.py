"""laowu coverage, and what explain and plugins show tell of clauses."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

Laowu = Callable[..., Result]
Region = Callable[..., Path]
Demo = Callable[..., dict[str, str]]

CLAUSES = """\
[clause]
D-1.as = "encoded"
[clause.D-50]
as = "encoded"
by = ["subsidy.award.D-30.amount_yuan"]
document = "measures"
clause = "七"
summary = { zh = "奖补金额", en = "how much is paid" }
[clause.D-51]
as = "out of scope"
because = { zh = "只是意义", en = "says only why it matters" }
document = "plan"
clause = "首段"
summary = { zh = "重要意义", en = "why it matters" }
"""
BARE = ("profile.toml", "documents.toml", "subsidy.toml", "facts.toml")


@pytest.fixture
def listed(region: Region, demo: Demo) -> Callable[[str], None]:
    """Regions of which one lists its clauses and one does not."""

    def make(clauses: str) -> None:
        (region("demo", demo()) / "coverage.toml").write_text(clauses, encoding="utf-8")
        region("bare", {name: text for name, text in demo("bare").items() if name in BARE})

    make(CLAUSES)
    return make


def data(result: Result) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(result.stdout)
    return found


@pytest.mark.usefixtures("listed")
def test_each_clause_is_listed_with_its_state_and_what_carries_it(laowu: Laowu) -> None:
    page = laowu("coverage", "demo", env={"COLUMNS": "200"}).stdout

    assert next(row for row in page.splitlines() if row.startswith("D-50")).split()[:2] == ["D-50", "encoded"]
    assert "subsidy.award.D-30.amount_yuan" in page
    assert "because: says only why it matters" in page


@pytest.mark.usefixtures("listed")
def test_rules_without_a_clause_are_told_and_the_exit_code_is_1(laowu: Laowu) -> None:
    result = laowu("coverage", "demo")

    assert result.exit_code == 1
    assert "What is wrong with the list" in result.stdout
    assert "D-42" in result.stdout


def test_a_sound_list_ends_with_0_and_counts(laowu: Laowu, region: Region, demo: Demo) -> None:
    files = {name: text for name, text in demo().items() if name in BARE}
    (region("demo", files) / "coverage.toml").write_text('[clause]\nD-30.as = "encoded"\nD-31.as = "encoded"\n', encoding="utf-8")

    result = laowu("coverage", "demo")

    assert result.exit_code == 0
    assert "2 of 2 clauses answered" in result.stdout
    assert "2 个条款，已答 2 个" in laowu("--lang", "zh", "coverage", "demo").stdout


@pytest.mark.usefixtures("listed")
def test_without_a_code_every_usable_region_is_listed_with_one_total(laowu: Laowu, region: Region, demo: Demo) -> None:
    region("broken", demo("broken"), plugin="1 / 0")
    page = laowu("coverage").stdout
    found = data(laowu("coverage", "--format", "json"))

    codes = [entry["jurisdiction"] for entry in found["regions"]]
    assert {"demo", "bare"} <= set(codes)
    assert "broken" not in codes
    assert found["total"]["clauses"] == sum(entry["total"]["clauses"] for entry in found["regions"])
    assert "All regions" in page
    assert "no list of clauses is stated" in page


@pytest.mark.usefixtures("listed")
def test_a_region_without_a_list_is_no_fault(laowu: Laowu) -> None:
    assert laowu("coverage", "bare").exit_code == 0


@pytest.mark.usefixtures("listed")
def test_a_region_that_does_not_exist_is_exit_code_4(laowu: Laowu) -> None:
    assert laowu("coverage", "dmo").exit_code == 4


def test_a_mistake_in_the_list_is_told_with_its_line(laowu: Laowu, listed: Callable[[str], None]) -> None:
    listed(CLAUSES.replace("by =", "bye ="))

    result = laowu("coverage", "demo")

    assert result.exit_code == 4
    assert "coverage.toml:5 clause.D-50.bye" in result.stderr


@pytest.mark.usefixtures("listed")
@pytest.mark.parametrize("form", ["table", "markdown"])
@pytest.mark.parametrize("columns", ["40", "200"])
def test_a_clause_is_explained_in_both_languages_with_the_value_of_the_day(laowu: Laowu, form: str, columns: str) -> None:
    page = laowu("explain", "demo", "D-50", "--format", form, "--on", "2023-12-31", env={"COLUMNS": columns}).stdout

    assert "how much is paid" in page
    assert "奖补金额" in page
    assert "40,000" in page
    assert "50,000" in page
    assert "七" in page


@pytest.mark.usefixtures("listed")
def test_a_clause_out_of_scope_is_explained_with_its_reason(laowu: Laowu) -> None:
    page = laowu("explain", "demo", "D-51").stdout

    assert "out of scope" in page
    assert "says only why it matters" in page
    found = data(laowu("explain", "demo", "D-51", "--format", "json"))
    assert found["clause"]["because"] == {"zh": "只是意义", "en": "says only why it matters"}
    assert (found["rules"], found["parts"]) == ([], [])


@pytest.mark.usefixtures("listed")
def test_a_rule_shows_what_its_other_readings_say(laowu: Laowu) -> None:
    page = laowu("explain", "demo", "D-1", env={"COLUMNS": "200"}).stdout

    assert "with (default)" in page
    assert "they do not; the floor is lower" in page
    chosen = laowu("explain", "demo", "D-1", "--reading", "D-floor=without", env={"COLUMNS": "200"}).stdout
    assert "without (chosen)" in chosen
    assert "with (default)" in chosen


@pytest.mark.usefixtures("listed")
def test_the_history_of_a_threshold_marks_the_value_of_the_day(laowu: Laowu) -> None:
    page = laowu("explain", "demo", "D-2", "--on", "2026-01-01", env={"COLUMNS": "200"}).stdout
    rows = [row for row in page.splitlines() if "more than" in row and ("at first" in row or "2025-01-01" in row)]

    assert len(rows) == 2
    assert "2,000" in rows[0]
    assert "3,000" in rows[1]
    assert "(the value of that day)" in page
