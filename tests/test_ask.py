"""``laowu ask`` through the program, on a terminal and without one."""

import json
import os
import pty
import select
import shutil
import subprocess
import time
from pathlib import Path

import pytest
import tomli


@pytest.fixture
def brand(repository: Path, tmp_path: Path) -> Path:
    """A copy of a real brand's dossier, which the answers go into."""
    return Path(shutil.copy(repository / "examples" / "wujin-robot-operators.toml", tmp_path / "brand.toml"))


def environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith("LAOWU_")} | {"LC_ALL": "C.UTF-8"}


def test_without_a_terminal_it_lists_and_changes_nothing(brand: Path) -> None:
    before = brand.read_bytes()

    run = subprocess.run(
        ["laowu", "ask", str(brand), "--on", "2026-11-22", "--format", "json"], capture_output=True, check=True, env=environment()
    )

    asked = json.loads(run.stdout)
    assert asked["jurisdictions"] == ["baoji", "chongqing", "dalian", "jiangsu"]
    assert asked["open"] < asked["conditions"]
    assert asked["questions"][0]["settles"] >= 2
    assert brand.read_bytes() == before


def test_answers_typed_at_a_terminal_go_into_the_dossier(brand: Path) -> None:
    talk = Conversation("laowu", "ask", str(brand), "-j", "jiangsu", "--on", "2026-11-22", "--most", "1", "--lang", "en")

    told = talk.answering("y\n", "many\n", "3\n", "q\n")

    written = tomli.loads(brand.read_text(encoding="utf-8"))["facts"]
    assert told.count("written to") == 2
    assert "is no whole number" in told
    assert written["development_plan"] is True
    assert written["leading_firms"] == 3
    assert "# " in brand.read_text(encoding="utf-8")


class Conversation:
    """A program with somebody at its terminal who waits for each question."""

    def __init__(self, *words: str) -> None:
        self._pid, self._screen = pty.fork()
        if self._pid == 0:
            os.execvpe(words[0], words, environment())  # noqa: S606  # no shell is wanted
        self._heard = b""

    def answering(self, *answers: str) -> str:
        """Everything on the screen after these answers to as many prompts."""
        for answer in answers:
            self._listen(until=b": ")
            os.write(self._screen, answer.encode())
        self._listen(until=None)
        os.waitpid(self._pid, 0)
        return self._heard.decode()

    def _listen(self, until: bytes | None) -> None:
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            ready, _, _ = select.select([self._screen], [], [], 0.3)
            if not ready:
                if until is not None and self._heard.endswith(until):
                    return
                continue
            try:
                piece = os.read(self._screen, 65536)
            except OSError:  # the program has gone
                return
            if not piece:
                return
            self._heard += piece
        raise TimeoutError(self._heard.decode(errors="replace")[-500:])
