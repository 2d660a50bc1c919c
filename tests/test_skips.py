"""The root conftest.py: a skipped test fails a run under CI, and only there."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

SOME_SKIPS = """
import pytest

def test_that_runs() -> None:
    pass

@pytest.mark.parametrize("page", ["index", "about"])
def test_that_needs_a_browser(page: str) -> None:
    pytest.skip("no browser")
"""


@pytest.mark.parametrize(
    ("ci", "tests", "status"),
    [
        ("true", SOME_SKIPS, pytest.ExitCode.TESTS_FAILED),
        ("", SOME_SKIPS, pytest.ExitCode.OK),
        ("true", "def test(): ...", pytest.ExitCode.OK),
    ],
    ids=["skips under CI", "skips elsewhere", "no skips under CI"],
)
def test_only_a_skip_under_ci_fails_the_run(ci: str, tests: str, status: int, repository: Path, tmp_path: Path) -> None:
    finished = run_pytest(ci, tests, repository, tmp_path)

    assert finished.returncode == status, finished.stdout
    assert ("2 × no browser" in finished.stdout) == (tests == SOME_SKIPS)


def run_pytest(ci: str, tests: str, repository: Path, folder: Path) -> subprocess.CompletedProcess[str]:
    shutil.copy(repository / "conftest.py", folder)
    (folder / "test_some.py").write_text(tests, encoding="utf-8")
    environment = {**os.environ, "CI": ci, "PYTHONUTF8": "1"}
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--rootdir", str(folder), str(folder)]
    return subprocess.run(command, check=False, capture_output=True, encoding="utf-8", env=environment, cwd=folder)
