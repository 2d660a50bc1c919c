import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from jsonschema import Draft202012Validator

from laowu.cli.render.width import width
from laowu.evaluate.json_schema import schema

Laowu = Callable[..., Result]
Region = Callable[..., Path]
Demo = Callable[..., dict[str, str]]

ON = ("--on", "2026-11-21")
FLOOR = "demo.eligibility.criterion.D-1.condition.at_least"


@pytest.fixture(autouse=True)
def installed(region: Region, demo: Demo) -> None:
    """One region."""
    region("demo", demo())


def test_it_says_what_is_stated_how_many_qualify_and_who_turns_where(laowu: Laowu, dossier: str) -> None:
    result = laowu("simulate", dossier, "--sweep", f"{FLOOR}=3000..8000/1000", *ON, env={"COLUMNS": "160"})
    page = " ".join(result.stdout.split())

    assert (result.exit_code, result.stderr) == (0, "")
    assert "5,000 persons" in page
    assert "the figure itself counts" in page
    assert "示人社〔2022〕1号 一（一）" in page
    assert "5,000 persons (as stated now)" in page
    assert "4,000 persons → 5,000 persons" in page


def test_values_that_come_to_the_same_are_taken_together(laowu: Laowu, dossier: str) -> None:
    page = laowu("simulate", dossier, "--sweep", f"{FLOOR}=5000..9000/1000", *ON, env={"COLUMNS": "160"}).stdout

    assert "6,000 persons – 9,000 persons" in " ".join(page.split())


def test_json_is_as_its_schema_says_and_the_same_in_every_run(laowu: Laowu, dossier: str) -> None:
    words = ("simulate", dossier, "--sweep", f"{FLOOR}=3000..8000", *ON, "--format", "json")

    one, other = laowu(*words).stdout, laowu(*words).stdout

    assert one == other
    assert list(Draft202012Validator(schema("sweep")).iter_errors(json.loads(one))) == []


def test_money_is_counted_at_every_cap(laowu: Laowu, dossier: str) -> None:
    words = ("simulate", dossier, "--sweep", "demo.subsidy.award.D-31.at_most_yuan=0..600000/100000", *ON)

    data = json.loads(laowu(*words, "--format", "json").stdout)
    page = laowu(*words).stdout

    (municipal,) = [money for money in data["money"] if money["level"] == "municipal"]
    highs = [each["total"]["high"]["fen"] for each in municipal["sums"]]
    assert [value["value"] for value in data["values"]] == [str(number * 100_000) for number in range(7)]
    assert highs == sorted(highs)
    assert highs[0] < highs[-1]
    assert "Money in all" in page


def test_a_file_of_changes_holds_throughout(laowu: Laowu, dossier: str, clean: Path) -> None:
    (clean / "change.toml").write_text("[demo.eligibility.criterion.D-1.condition]\nat_least = 7000\n", encoding="utf-8")

    result = laowu("simulate", dossier, "--with", "change.toml", "--sweep", f"{FLOOR}=6000..8000", *ON)

    assert result.exit_code == 0
    assert "7,000 persons" in result.stdout


@pytest.mark.parametrize("columns", ["60", "80", "160"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_it_fits_the_screen(laowu: Laowu, dossier: str, columns: str, language: str) -> None:
    words = ("--lang", language, "simulate", dossier, "--sweep", f"{FLOOR}=3000..8000/1000", *ON)
    page = laowu(*words, env={"COLUMNS": columns}).stdout

    assert max(map(width, page.splitlines())) <= int(columns)


def test_it_speaks_chinese_and_markdown(laowu: Laowu, dossier: str) -> None:
    words = ("simulate", dossier, "--sweep", f"{FLOOR}=3000..8000/1000", *ON)

    assert "谁在哪里改变" in laowu("--lang", "zh", *words).stdout
    assert "| value |" in laowu(*words, "--format", "markdown").stdout


@pytest.mark.parametrize(
    ("moved", "code", "says"),
    [
        ("demo.eligibility.criterion.D-11.condition.at_least=1..2", 3, "did you mean: D-1"),
        ("demo.review.stage.D-21.length.days=1..2", 3, "eligibility"),
        ("demo.eligibility.criterion.D-1.condition.at_least=8000..3000", 3, "less than the last"),
        ("demo.eligibility.criterion.D-1.condition.at_least=1%..3%", 3, "whole number"),
        ("demo.eligibility.criterion.D-1.condition=1..3", 3, "eligibility.criterion.D-1.condition.at_least"),
        ("workers", 3, "for example"),
        ("dmo.eligibility.x=1..2", 4, "did you mean: demo"),
    ],
)
def test_a_slip_is_told_with_a_mend(laowu: Laowu, dossier: str, moved: str, code: int, says: str) -> None:
    result = laowu("simulate", dossier, "--sweep", moved, *ON)

    assert result.exit_code == code
    assert says in result.stderr
    assert "Traceback" not in result.stderr
