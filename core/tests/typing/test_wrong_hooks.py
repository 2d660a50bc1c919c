"""A plugin's author learns from mypy that a hook has the wrong signature.

Each file of wrong_hooks/ is accepted only because its wrong line says so (`# type: ignore`); behind that stands what mypy
must say when it does not.
"""

import re
import subprocess
import sys
from pathlib import Path

import pytest

FILES = sorted((Path(__file__).parent / "wrong_hooks").glob("*.py"))
RIGHT = Path(__file__).parent / "right_hooks" / "all_five.py"
MARK = re.compile(r"  # type: ignore\[[\w,]+\]  # ([^#\n]+?)(?:  # noqa.*)?$", re.MULTILINE)


@pytest.fixture(scope="module")
def complaints(tmp_path_factory: pytest.TempPathFactory, pytestconfig: pytest.Config) -> list[str]:
    """What mypy says about the files once they no longer ask it to look away."""
    folder = tmp_path_factory.mktemp("authors")
    for file in FILES:
        (folder / file.name).write_text(MARK.sub("", file.read_text(encoding="utf-8")), encoding="utf-8")
    (folder / RIGHT.name).write_text(RIGHT.read_text(encoding="utf-8"), encoding="utf-8")
    settings = pytestconfig.rootpath / "pyproject.toml"
    command = [sys.executable, "-m", "mypy", "--config-file", str(settings), "--no-error-summary", "--no-pretty", "."]
    finished = subprocess.run(command, check=False, capture_output=True, encoding="utf-8", cwd=folder)
    assert finished.stderr == ""
    return finished.stdout.splitlines()


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_mypy_points_at_the_wrong_signature(file: Path, complaints: list[str]) -> None:
    text = file.read_text(encoding="utf-8")
    (wrong,) = MARK.finditer(text)
    line = text.count("\n", 0, wrong.start()) + 1

    errors = [said for said in complaints if re.match(rf"{file.name}:\d+: error:", said)]

    assert errors
    assert all(said.startswith((f"{file.name}:{line}:", f"{file.name}:{line - 1}:")) for said in errors)
    assert any(wrong[1] in said for said in errors)


def test_mypy_is_content_with_right_signatures(complaints: list[str]) -> None:
    assert complaints
    assert [said for said in complaints if said.startswith(RIGHT.name)] == []
