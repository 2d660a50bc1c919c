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
WIDE = {"COLUMNS": "160"}
CHANGE = """\
[demo.eligibility.criterion.D-1.condition]
at_least = 4999

[demo.subsidy.award.D-30]
amount_yuan.municipal = 60_000

[demo.review.stage.D-21]
length.days = 7

[demo.naming.form.D-10]
parts = ["region", "suffix"]
suffix = "劳务品牌"

[demo.management.consequence.D-42]
consecutive_failures = 1
"""


@pytest.fixture(autouse=True)
def installed(region: Region, demo: Demo) -> None:
    """Two regions."""
    region("demo", demo())
    region("second", demo("second"))


@pytest.fixture
def change(clean: Path) -> str:
    """A file that changes something of every question."""
    (clean / "change.toml").write_text(CHANGE, encoding="utf-8")
    return "change.toml"


def written(clean: Path, text: str) -> str:
    (clean / "change.toml").write_text(text, encoding="utf-8")
    return "change.toml"


def test_it_says_what_was_changed_who_flips_and_how_money_changes(laowu: Laowu, dossier: str, change: str) -> None:
    result = laowu("simulate", dossier, "--with", change, *ON, env=WIDE)
    page = " ".join(result.stdout.split())

    assert (result.exit_code, result.stderr) == (0, "")
    assert "eligibility.criterion.D-1.condition.at_least 5000 → 4999" in page
    assert "✗ not met → ? needs judgement D-1 people in a skills brand: not met → met" in page
    assert "D-30: 50,000 yuan → 60,000 yuan" in page
    assert "✓ valid → ✗ invalid - → closing words" in page
    assert "2026-11-24–2026-12-01 → 2026-11-24–2026-12-03" in page
    assert "D-42 two failures in a row end it" not in page  # nothing follows for a brand that is not recognised


def test_only_the_regions_that_the_file_changes_are_simulated(laowu: Laowu, dossier: str, change: str) -> None:
    data = json.loads(laowu("simulate", dossier, "--with", change, *ON, "--format", "json").stdout)

    assert [region["jurisdiction"] for region in data["regions"]] == ["demo"]


def test_a_change_of_a_region_that_is_not_asked_is_left_out_and_said(laowu: Laowu, dossier: str, change: str) -> None:
    result = laowu("simulate", dossier, "--with", change, "-j", "second", *ON)

    assert result.exit_code == 0
    assert "demo is not asked" in result.stderr
    assert "No answer differs" in result.stdout


def test_an_empty_file_changes_nothing_anywhere(laowu: Laowu, dossier: str, clean: Path) -> None:
    result = laowu("simulate", dossier, "--with", written(clean, "# nothing\n"), *ON)

    assert result.exit_code == 0
    assert result.stdout.count("nothing is changed") >= 2
    assert "No answer differs" in result.stdout


def test_a_reading_can_be_simulated(laowu: Laowu, dossier: str, clean: Path) -> None:
    file = written(clean, '[readings]\nD-floor = "without"\n')

    page = " ".join(laowu("simulate", dossier, "--with", file, *ON, "-j", "demo", env=WIDE).stdout.split())
    data = json.loads(laowu("simulate", dossier, "--with", file, *ON, "--format", "json").stdout)

    assert "D-floor: with → without" in page
    assert "✗ not met → ? needs judgement" in page
    # Every region that has the reading is simulated.
    assert {"demo", "second"} <= {region["jurisdiction"] for region in data["regions"]}


def test_readings_of_the_session_hold_before_and_after(laowu: Laowu, dossier: str, clean: Path) -> None:
    file = written(clean, '[readings]\nD-floor = "without"\n')

    result = laowu("simulate", dossier, "--with", file, "-j", "demo", "--reading", "D-floor=without", *ON)

    assert "No answer differs" in result.stdout


@pytest.mark.parametrize("columns", ["60", "80", "120", "200"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_it_fits_the_screen(laowu: Laowu, dossier: str, change: str, columns: str, language: str) -> None:
    page = laowu("--lang", language, "simulate", dossier, "--with", change, *ON, env={"COLUMNS": columns}).stdout

    assert max(map(width, page.splitlines())) <= min(int(columns), 160)


def test_it_speaks_chinese_and_markdown(laowu: Laowu, dossier: str, change: str) -> None:
    assert "谁的认定结果会变" in laowu("--lang", "zh", "simulate", dossier, "--with", change, *ON).stdout
    assert "| parameter changed |" in laowu("simulate", dossier, "--with", change, *ON, "--format", "markdown").stdout


def test_brands_of_one_name_are_told_apart(laowu: Laowu, dossier: str, change: str, clean: Path) -> None:
    text = (clean / dossier).read_text(encoding="utf-8")
    (clean / "again.toml").write_text(text.replace('skilled_share = "50%"', 'skilled_share = "51%"'), encoding="utf-8")

    data = json.loads(laowu("simulate", dossier, "again.toml", "--with", change, *ON, "--format", "json").stdout)
    page = laowu("simulate", dossier, "again.toml", "--with", change, *ON).stdout

    for brand in data["brands"]:
        assert brand["dossier"][7:15] in page


def test_two_runs_print_the_same_whatever_the_order(laowu: Laowu, dossier: str, change: str, clean: Path) -> None:
    (clean / "other.toml").write_text(
        (clean / dossier).read_text(encoding="utf-8").replace("常州面点工", "常州厨师"), encoding="utf-8"
    )

    forwards = laowu("simulate", dossier, "other.toml", "--with", change, *ON, "--format", "json").stdout
    backwards = laowu("simulate", "other.toml", dossier, "--with", change, *ON, "--format", "json").stdout

    assert forwards == backwards


@pytest.mark.parametrize(
    ("text", "place", "says"),
    [
        ('[demo.eligibility.criterion.D-1.condition]\nat_least = "x"\n', "change.toml:2", "expected a whole number"),
        ("[demo.eligibility.criterion.D-11]\nsoft = true\n", "change.toml:1", "did you mean: D-1"),
        ("[dmo.eligibility]\n", "change.toml:1 dmo", "did you mean: demo"),
        ('[readings]\nD-flor = "without"\n', "change.toml:2 readings.D-flor", "did you mean: D-floor"),
        ("[demo\n", "change.toml:1", "error"),
    ],
)
def test_a_wrong_file_is_the_users_mistake_at_its_line(laowu: Laowu, dossier: str, text: str, place: str, says: str) -> None:
    result = laowu("simulate", dossier, "--with", written(Path.cwd(), text), *ON)

    assert result.exit_code == 3
    assert place in result.stderr
    assert says in result.stderr


def test_without_a_file_of_changes_there_is_nothing_to_simulate(laowu: Laowu, dossier: str) -> None:
    missing, absent = laowu("simulate", dossier), laowu("simulate", dossier, "--with", "absent.toml")

    assert (missing.exit_code, absent.exit_code) == (2, 3)
    assert "--with" in missing.stderr
    assert "absent.toml" in absent.stderr


def test_a_region_that_cannot_be_used_ends_it(laowu: Laowu, dossier: str, change: str, region: Region, demo: Demo) -> None:
    region("broken", demo("broken"), plugin="1 / 0")

    assert laowu("simulate", dossier, "--with", change, "-j", "broken", *ON).exit_code == 4
    assert laowu("simulate", dossier, "--with", change, "-j", "nowhere", *ON).exit_code == 4
    assert laowu("simulate", dossier, "--with", change, *ON).exit_code == 0
