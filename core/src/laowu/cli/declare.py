"""How commands are declared: click's classes with bilingual words and pages of our own.

An extension package may declare its commands with these too, so that they speak both languages and take the general options.
"""

from collections.abc import Callable, Sequence
from typing import Any

import click

from laowu.cli.command_table import COMMANDS
from laowu.cli.help_page import Rows, help_page
from laowu.cli.invocation import say
from laowu.cli.usage import UsageProblem, in_context
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


class Command(click.Command):
    """A command with bilingual words that takes the general options.

    Attributes:
        says: what it does, in one line.
        more: further paragraphs of its help page.
    """

    def __init__(self, name: str, *, says: Text, more: Sequence[Text] = (), params: list[click.Parameter], **kwargs: Any) -> None:
        from laowu.cli.options import GENERAL

        super().__init__(name, params=[*params, *GENERAL], add_help_option=False, short_help=says.en, **kwargs)
        self.says = says
        self.more = tuple(more)

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """The pieces of a usage line."""
        return [say(OPTIONS), *(piece for param in self.get_params(ctx) for piece in param.get_usage_pieces(ctx))]

    def get_help(self, ctx: click.Context) -> str:
        """The help page."""
        return help_page(self, ctx, says=self.says, more=self.more, terms=terms(self, ctx))

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse, and refuse words too many in words of our own."""
        ctx.allow_extra_args = True
        with in_context(ctx):
            rest = super().parse_args(ctx, args)
        if rest and not ctx.resilient_parsing:
            extra = " ".join(rest)
            raise UsageProblem(Text(f"多了参数：{extra}", f"too many arguments: {extra}"), ctx=ctx)
        return rest


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


def declare(path: str, *more: Text) -> Callable[[Callable[..., Any]], Command]:
    """Make a function a command of the command table.

    Args:
        path: its words in the table, such as ``"plugins list"``.
        more: further paragraphs of its help page.
    """

    def declared(function: Callable[..., Any]) -> Command:
        # click's decorators leave the parameters here, last one first.
        params = getattr(function, "__click_params__", [])[::-1]
        return Command(path.rpartition(" ")[2], says=COMMANDS[path].says, more=more, params=params, callback=function)

    return declared


def option(
    *names: str, says: Text, shown: Text | None = None, **kwargs: Any
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Give a command an option."""
    return click.option(*names, cls=Option, says=says, shown=shown, **kwargs)


def argument(name: str, *, says: Text, shown: Text, **kwargs: Any) -> Decorator:
    """Give a command an argument."""
    return click.argument(name, cls=Argument, says=says, shown=shown, **kwargs)
