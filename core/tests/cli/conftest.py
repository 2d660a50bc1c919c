"""What the tests of the command line share: a way to call it that nothing of the machine leaks into, and a dossier."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Protocol

import pytest
from click.testing import CliRunner, Result

from laowu.cli.main import command

DOSSIER = """\
[brand]
name = "常州面点工"
place = "320400"
class = "skill"

[[operators]]
name = "常州面点行业协会"
kind = "association"
place = "江苏省常州市"

[facts]
workers = { value = 4999, grade = "documented", source = "名册" }
skilled_share = "50%"
wage_arrears_records = 0
local_plan = true
leading_firm_debt_ratio = "60%"

[materials]
application_form = true
"""


class Laowu(Protocol):
    """Calls the program in this process."""

    def __call__(self, *words: str, env: Mapping[str, str | None] | None = None) -> Result:
        """Call it with the words of a command line; the answer has stdout, stderr and the exit code."""


@pytest.fixture(autouse=True)
def clean(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working folder, an English reader, 80 columns, and no settings from outside."""
    for name in [name for name in os.environ if name.startswith("LAOWU_")]:
        monkeypatch.delenv(name)
    for name in ("LC_ALL", "LC_MESSAGES", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "xdg"))
    folder = tmp_path / "work"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def laowu() -> Laowu:
    """Calls the program in this process."""

    def call(*words: str, env: Mapping[str, str | None] | None = None) -> Result:
        return CliRunner().invoke(command, list(words), prog_name="laowu", env=env)

    return call


class Started(Protocol):
    """Starts the real program."""

    def __call__(self, *words: str, env: Mapping[str, str] | None = None) -> "subprocess.CompletedProcess[str]":
        """Start it with the words of a command line and wait."""


@pytest.fixture
def started() -> Started:
    """Starts the real program, as a process of its own."""

    def start(*words: str, env: Mapping[str, str] | None = None) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [sys.executable, "-m", "laowu", *words],
            capture_output=True,
            check=False,
            encoding="utf-8",
            env={**os.environ, "PYTHONUTF8": "1", **(env or {})},
        )

    return start


@pytest.fixture
def dossier(clean: Path) -> str:
    """A dossier file that misses one threshold of the demo region by one."""
    file = clean / "brand.toml"
    file.write_text(DOSSIER, encoding="utf-8")
    return file.name
