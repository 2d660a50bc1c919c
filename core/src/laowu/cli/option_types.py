"""Kinds of value that options take, refused in both languages and offered to completion."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import click
from click.shell_completion import CompletionItem

from laowu.cli.invocation import say
from laowu.cli.usage import BadValue
from laowu.errors import did_you_mean
from laowu.text import Text


class _Kind(click.ParamType):  # type: ignore[type-arg]  # generic in newer versions of click only
    """What the kinds below have in common: nothing but a base class that mypy knows."""


class OneOf(_Kind):
    """One of a few codes; the Chinese label of a code is taken for it too (``--level 市级``)."""

    name = "code"

    def __init__(self, choices: Callable[[], Mapping[str, Text]]) -> None:
        """Take the codes from a function, so that nothing is imported before an option is given."""
        self._choices = choices

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The code."""
        choices = self._choices()
        for code, label in choices.items():
            if value in (code, label.zh):
                return code
        says = Text(f"“{value}”不在可选之列", f"“{value}” is none of the choices")
        listing = Text("可写：", "choices: ") + Text("、".join(choices), ", ".join(choices))
        raise BadValue(says, did_you_mean(str(value), choices) or listing)

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        """The codes that begin so."""
        found = self._choices().items()
        return [CompletionItem(code, help=say(label)) for code, label in found if code.startswith(incomplete)]


class Day(_Kind):
    """A date, as ISO 8601 writes it."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The date."""
        try:
            day = date.fromisoformat(value)
        except ValueError:
            day = None
        if day is None or day.isoformat() != value:  # Python also takes 20261231 and 2026-W53-4
            says = Text(f"“{value}”不是日期", f"“{value}” is no date")
            raise BadValue(says, Text("写成 2026-12-31 的样子", "write it like 2026-12-31"))
        return day


class AtLeast(_Kind):
    """A whole number, with a least one."""

    name = "number"

    def __init__(self, least: int) -> None:
        self.least = least

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """The number."""
        if str(value).isascii() and str(value).isdigit() and int(value) >= self.least:
            return int(value)
        says = Text(f"“{value}”不是不小于 {self.least} 的整数", f"“{value}” is no whole number of {self.least} or more")
        raise BadValue(says)


class Assignment(_Kind):
    """``ID=value``."""

    name = "assignment"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, str]:
        """The id and the value."""
        name, equals, chosen = str(value).partition("=")
        if not (equals and name.strip() and chosen.strip()):
            says = Text(f"“{value}”不是 编号=选择", f"“{value}” is no ID=CHOICE")
            raise BadValue(says, Text("laowu plugins show 列出可选的读法", "laowu plugins show lists what can be chosen"))
        return name.strip(), chosen.strip()


class File(_Kind):
    """A file; whether it exists is for whoever reads it to say, with more words than click has."""

    name = "file"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The name as given."""
        return str(value)

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        """Leave it to the shell, which knows files."""
        return [CompletionItem(incomplete, type="file")]


class Jurisdiction(_Kind):
    """The code of a jurisdiction; whether it is installed is asked when it is loaded."""

    name = "jurisdiction"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The code as given."""
        return str(value)

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        """Installed codes that begin so, read from entry-point metadata: no plugin is imported for it."""
        from laowu.jurisdictions.discovery import discover

        found = discover().items()
        return [CompletionItem(code, help=record.distribution) for code, record in found if code.startswith(incomplete)]
