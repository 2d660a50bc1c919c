"""Options and arguments with bilingual words, as every command declares them.

An extension package may declare the parameters of its commands with these too.
"""

from collections.abc import Callable
from typing import Any

import click

from laowu.cli.help_page import Rows
from laowu.cli.invocation import say
from laowu.text import Text

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]

OPTIONS = Text("[选项]…", "[OPTIONS]")


class Option(click.Option):
    """An option with bilingual words.

    Attributes:
        says: what it does.
        shown: what stands for its value; ``None`` for a flag.
        general: whether every command takes it, which help lists last.
    """

    def __init__(self, *args: Any, says: Text, shown: Text | None = None, general: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.says = says
        self.shown = shown
        self.general = general

    def make_metavar(self, ctx: click.Context) -> str:
        """What stands for the value."""
        return say(self.shown) if self.shown else super().make_metavar(ctx)

    def get_help_record(self, ctx: click.Context) -> tuple[str, str]:
        """The option as help lists it."""
        names = ", ".join(sorted(self.opts, key=len))
        return (names if self.is_flag else f"{names} {self.make_metavar(ctx)}"), say(self.says)


class Argument(click.Argument):
    """An argument with bilingual words.

    Attributes:
        says: what it is.
        shown: its name on help pages.
    """

    def __init__(self, *args: Any, says: Text, shown: Text, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.says = says
        self.shown = shown

    def make_metavar(self, ctx: click.Context) -> str:
        """The name on help pages, with brackets when it may be left out and dots when it may be repeated."""
        name = say(self.shown) + ("…" if self.nargs == -1 else "")
        return name if self.required else f"[{name}]"

    def get_help_record(self, ctx: click.Context) -> tuple[str, str]:
        """The argument as help lists it."""
        return self.make_metavar(ctx), say(self.says)


def terms(command: click.Command, ctx: click.Context) -> list[tuple[Text, Rows]]:
    """The arguments and options of a command, with headings."""
    params = command.get_params(ctx)
    arguments = [param.get_help_record(ctx) for param in params if isinstance(param, Argument)]
    options = [param for param in params if isinstance(param, Option) and not param.hidden]
    return [
        (Text("参数：", "Arguments:"), arguments),
        (Text("选项：", "Options:"), [option.get_help_record(ctx) for option in options if not option.general]),
        (Text("通用选项：", "General options:"), [option.get_help_record(ctx) for option in options if option.general]),
    ]


def option(
    *names: str, says: Text, shown: Text | None = None, **kwargs: Any
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Give a command an option."""
    return click.option(*names, cls=Option, says=says, shown=shown, **kwargs)


def argument(name: str, *, says: Text, shown: Text, **kwargs: Any) -> Decorator:
    """Give a command an argument."""
    return click.argument(name, cls=Argument, says=says, shown=shown, **kwargs)
