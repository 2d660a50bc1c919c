"""The same rules, asked by the command and by pytest, from any directory."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from laowu.conformance.suite_rules import RULES

Sound = Callable[..., Path]
ONE_SHORT = ("eligibility.toml", "at_least = 5000", "at_least = 5100")


def run(folder: Path, *words: str) -> "subprocess.CompletedProcess[str]":
    outside = {name: value for name, value in os.environ.items() if not name.startswith("LAOWU_")}
    return subprocess.run(
        [sys.executable, "-m", *words], cwd=folder, check=False, capture_output=True, encoding="utf-8", env=outside
    )


def test_the_command_reports_a_proven_region(sound: Sound, tmp_path: Path) -> None:
    sound()

    done = run(tmp_path, "laowu", "conformance", "demo", "--format", "json", "--badge", "badge.txt")

    (region,) = json.loads(done.stdout)["regions"]
    assert done.returncode == 0, done.stderr
    assert region["tier"] == "proven"
    assert [rule["rule"] for rule in region["rules"]] == list(RULES)
    assert {rule["result"] for rule in region["rules"]} == {"passed"}
    assert (tmp_path / "badge.txt").read_text(encoding="utf-8") == "laowu conformance: demo 0.1.0 proven (suite 1)\n"


def test_the_command_tells_what_is_broken_and_where_to_read_about_it(sound: Sound, tmp_path: Path) -> None:
    sound(ONE_SHORT)

    done = run(tmp_path, "laowu", "conformance", "demo", "--lang", "en", "--format", "markdown")

    assert done.returncode == 1
    assert "reached: sourced" in done.stdout
    assert "LC-401" in done.stdout
    assert "docs/reference/conformance.md\\#lc-401" in done.stdout


def test_pytest_asks_the_same_rules(sound: Sound, tmp_path: Path) -> None:
    sound(ONE_SHORT)

    suite = ("pytest", "-p", "no:cacheprovider", "-q", "-rf", "--pyargs", "laowu.conformance.suite", "--jurisdiction", "demo")
    done = run(tmp_path, *suite)

    failed = [line.partition("[")[2].partition("]")[0] for line in done.stdout.splitlines() if line.startswith("FAILED")]
    assert done.returncode == pytest.ExitCode.TESTS_FAILED, done.stdout
    assert "demo:LC-401" in failed
    assert f"{len(failed)} failed, {len(RULES) - len(failed)} passed" in done.stdout
    assert "see docs/reference/conformance.md#lc-401" in done.stdout


def test_a_region_that_does_not_load_is_told_once(sound: Sound, tmp_path: Path) -> None:
    sound(("profile.toml", "api = 1", "api = 99"))

    done = run(tmp_path, "laowu", "conformance", "demo", "--format", "json")

    (region,) = json.loads(done.stdout)["regions"]
    assert done.returncode == 1
    assert region["tier"] == "none"
    assert [rule["result"] for rule in region["rules"]] == ["failed", *["not examined"] * (len(RULES) - 1)]
    assert "written for contract version 99" in region["rules"][0]["faults"][0]["says"]["en"]


def test_what_pytest_loads_in_every_session_imports_nothing_of_the_program() -> None:
    code = "import sys, laowu.conformance.pytest_plugin; print([name for name in sys.modules if name.startswith('laowu.')])"
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, encoding="utf-8")

    assert done.stdout.strip() == "['laowu.conformance', 'laowu.conformance.pytest_plugin']"
