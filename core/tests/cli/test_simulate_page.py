"""What the page of a simulation says of parts that begin to apply, stop, or were never there."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Laowu = Callable[..., Result]
Region = Callable[..., Path]
Demo = Callable[..., dict[str, str]]
Told = Callable[[str], str]

RECOGNISED = """
[[recognitions]]
jurisdiction = "demo"
level = "municipal"
on = 2024-05-01

[[checks]]
on = 2026-05-01
result = "failed"
grounds = ["poor_training"]
"""


@pytest.fixture
def told(laowu: Laowu, dossier: str, clean: Path) -> Told:
    """The page about a change of the demo region, its lines as one."""

    def page(change: str) -> str:
        (clean / "change.toml").write_text(change, encoding="utf-8")
        words = ("simulate", dossier, "--with", "change.toml", "-j", "demo", "--on", "2026-11-21")
        result = laowu(*words, env={"COLUMNS": "160"})
        assert (result.exit_code, result.stderr) == (0, "")
        return " ".join(result.stdout.split())

    return page


def test_a_stage_that_no_longer_applies_goes_from_its_days_to_nothing(told: Told, region: Region, demo: Demo) -> None:
    region("demo", demo())

    page = told("[demo.review.stage.D-21]\nuntil = 2026-01-01\n")

    assert "public notice 2026-11-24–2026-12-01 → -" in page
    assert "recognition 2026-12-02 → 2026-11-24" in page
    assert "No brand comes out otherwise" in page


def test_what_follows_failures_begins_and_stops(told: Told, region: Region, demo: Demo, dossier: str, clean: Path) -> None:
    region("demo", demo())
    file = clean / dossier
    file.write_text(file.read_text(encoding="utf-8") + RECOGNISED, encoding="utf-8")

    sooner = told("[demo.management.consequence.D-42]\nconsecutive_failures = 1\n")
    never = told("[demo.management.consequence.D-41]\nuntil = 2026-01-01\n")
    rarer = told("[demo.management.upkeep.D-40]\nevery_months = 24\n")

    assert "! rectify → ✗ revoke D-42 two failures in a row end it: not met → met" in sooner
    assert "! rectify → ✓ keep D-41 correct within a limit: met → -" in never
    assert "D-40 yearly review: met (by 2027-05-01) → met (by 2028-05-01)" in rarer


def test_of_a_region_that_says_nothing_of_recognition_and_money_no_tally_is_shown(told: Told, region: Region, demo: Demo) -> None:
    kept = ("profile.toml", "documents.toml", "facts.toml", "naming.toml")
    region("demo", {name: text for name, text in demo().items() if name in kept})

    page = told('[demo.naming.form.D-10]\nparts = ["region", "suffix"]\nsuffix = "劳务品牌"\n')

    assert "✓ valid → ✗ invalid" in page
    assert "level, class" not in page
    assert "money in all" not in page
