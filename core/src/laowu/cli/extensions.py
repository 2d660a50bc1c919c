"""Commands that other packages add, through entry points of the group ``laowu.commands``.

A package says ``[project.entry-points."laowu.commands"]`` and a line ``ledger = "laowu_ledger.cli:command"``, where the object
is a click command. It is imported only when somebody types ``laowu ledger``.

Reading all entry points of an environment costs some 45 ms, more than the rest of ``laowu --help``. So a name is looked up
there only when it is no command of our own, and help lists what a look at file names finds: entry points of distributions
called ``laowu-…``, as the packages of this program are. A package of another name works all the same; help just does not
list it.
"""

import sys
from pathlib import Path

import click

from laowu.errors import LaowuError
from laowu.text import Text, joined, same

GROUP = "laowu.commands"


class BrokenExtension(LaowuError):
    """A package adds a command that cannot be loaded."""


def listed() -> dict[str, str]:
    """Names of added commands with the distribution that brings each, as help lists them."""
    found: dict[str, str] = {}
    for folder in dict.fromkeys(sys.path):
        for metadata in _metadata_folders(Path(folder)):
            distribution = metadata.name.partition("-")[0].replace("_", "-")
            found |= {command: distribution for command in _declared(metadata / "entry_points.txt") if command not in found}
    return dict(sorted(found.items()))


def _metadata_folders(folder: Path) -> list[Path]:
    try:
        return sorted(path for path in folder.iterdir() if path.name.startswith("laowu") and path.suffix == ".dist-info")
    except OSError:
        return []  # sys.path also names archives and folders that do not exist


def _declared(file: Path) -> list[str]:
    """The names in our group of one ``entry_points.txt``."""
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return []
    section = ""
    names = []
    for line in map(str.strip, lines):
        if line.startswith("["):
            section = line.strip("[]").strip()
        elif section == GROUP and "=" in line and not line.startswith(("#", ";")):
            names.append(line.partition("=")[0].strip())
    return names


def names() -> list[str]:
    """Names of all added commands, for suggestions."""
    from importlib.metadata import entry_points

    return sorted({entry.name for entry in entry_points(group=GROUP)})


def load(name: str) -> click.Command | None:
    """The added command of that name, or ``None`` when no package adds one.

    Raises:
        BrokenExtension: it cannot be imported, is no click command, or two packages add it.
    """
    from importlib.metadata import entry_points

    claims = {(entry.value, entry.dist.name if entry.dist else ""): entry for entry in entry_points(group=GROUP, name=name)}
    if not claims:
        return None
    brought_by = joined([same(distribution) for _, distribution in sorted(claims)], zh="、", en=", ")
    if len(claims) > 1:
        says = Text(f"命令“{name}”由多个包提供：", f"several packages bring a command “{name}”: ") + brought_by
        raise BrokenExtension(says, mend=Text("只保留一个", "keep one of them"))
    (entry,) = claims.values()
    try:
        command = entry.load()
    except Exception as failure:
        cause = f"{type(failure).__name__}: {failure}".splitlines()[0]
        says = Text(f"命令“{name}”加载失败（{cause}）", f"the command “{name}” cannot be loaded ({cause})")
        raise BrokenExtension(says, where=f"{brought_by.en}, {entry.value}") from failure
    if not isinstance(command, click.Command):
        says = Text(f"命令“{name}”不是 click 命令", f"the command “{name}” is no click command")
        raise BrokenExtension(says, where=f"{brought_by.en}, {entry.value}")
    return command
