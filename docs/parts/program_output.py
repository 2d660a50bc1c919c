"""What the program prints: help pages, commands with their output, rule books side by side."""

import os
import re
import shlex
from collections.abc import Iterable
from contextlib import chdir
from shutil import copytree
from tempfile import TemporaryDirectory

from click.testing import CliRunner

from laowu.cli.command_table import COMMANDS
from laowu.cli.main import command
from parts.repository import ROOT

COLUMNS = 88
"""How wide the output on the pages is."""


def printed(words: Iterable[str], language: str = "en") -> str:
    """What the program prints beside a copy of the examples, whatever the settings of the one who runs this."""
    outside: dict[str, str | None] = {name: None for name in os.environ if name.startswith(("LAOWU_", "LC_"))}
    with TemporaryDirectory() as folder, chdir(folder):
        copytree(ROOT / "examples", "examples")
        ours = {"LANG": {"zh": "zh_CN.UTF-8", "en": "en_GB.UTF-8"}[language], "COLUMNS": str(COLUMNS), "XDG_CONFIG_HOME": folder}
        result = CliRunner().invoke(command, list(words), prog_name="laowu", env={**outside, **ours})
    return "\n".join(line.rstrip() for line in result.output.splitlines()).strip()


def commands(about: str, language: str) -> str:
    """The help page of the program and of every command."""
    sections = ((f"laowu {path}".strip(), printed([*path.split(), "--help"], language)) for path in ("", *COMMANDS))
    return "\n\n".join(f"## {heading}\n\n```text\n{page}\n```" for heading, page in sections)


def shown(about: str, language: str) -> str:
    """A command with what it prints; of long output only some paragraphs (rows of a table are some), the others elided."""
    line, *patterns = about.split(" | ")
    kept: list[str] = []
    for paragraph in printed(shlex.split(line)[1:], language).split("\n\n"):
        if not patterns or any(re.search(pattern, paragraph.partition("\n")[0]) for pattern in patterns):
            kept.append(paragraph)
        elif kept[-1:] != ["…"]:
            kept.append("…")
    return f"```console\n$ {line}\n" + "\n\n".join(kept) + "\n```"


def across(about: str, language: str) -> str:
    """The rule books of some regions side by side, without the heading of the page; ``about``: their codes, and the day."""
    *codes, day = about.split()
    words = ["plugins", "rules", *codes, "--across", "--on", day, "--format", "markdown"]
    return printed(words, language).partition("\n")[2]
