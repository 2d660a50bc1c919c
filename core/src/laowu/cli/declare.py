"""How commands are declared: click's class with bilingual words and pages of our own.

An extension package may declare its commands with these too, so that they speak both languages and take the general options.
"""

from collections.abc import Callable, Sequence
from typing import Any

import click

from laowu.cli.command_table import COMMANDS
from laowu.cli.help_page import help_page
from laowu.cli.invocation import say
from laowu.cli.options import GENERAL
from laowu.cli.parameters import OPTIONS, terms
from laowu.cli.usage import UsageProblem, in_context
from laowu.text import Text


class Command(click.Command):
    """A command with bilingual words that takes the general options.

    Attributes:
        says: what it does, in one line.
        more: further paragraphs of its help page.
    """

    def __init__(self, name: str, *, says: Text, more: Sequence[Text] = (), params: list[click.Parameter], **kwargs: Any) -> None:
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
