"""A group of commands that imports a command only when somebody calls it."""

from importlib import import_module
from typing import Any

import click
from click.shell_completion import CompletionItem

from laowu.cli import extensions
from laowu.cli.command_table import COMMANDS, below, is_group, module_of
from laowu.cli.help_page import Rows, help_page, listing
from laowu.cli.invocation import say
from laowu.cli.options import GENERAL
from laowu.cli.parameters import OPTIONS, terms
from laowu.cli.usage import UsageProblem, in_context
from laowu.errors import did_you_mean
from laowu.text import Text


class GroupAlone(click.UsageError):
    """A group was called without a command: its help page is the answer."""

    def __init__(self, ctx: click.Context) -> None:
        super().__init__("", ctx)
        self.context = ctx


class LazyGroup(click.Group):
    """The commands below one word of the command table, or all of them."""

    def __init__(self, path: str, *, says: Text, params: tuple[click.Parameter, ...] = GENERAL) -> None:
        """Make the group.

        Args:
            path: its word in the table; empty for the program itself.
            says: what it is for, in one line.
            params: its options.
        """
        super().__init__(
            path.rpartition(" ")[2] or None,
            params=list(params),
            add_help_option=False,
            invoke_without_command=True,
            callback=_refuse_alone,
        )
        self.path = path
        self.says = says

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Names of the commands, in the order of the table."""
        return [*below(self.path), *self._added()]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, imported now; our own commands come before added ones."""
        if cmd_name not in below(self.path):
            return None if self.path else extensions.load(cmd_name)
        path = f"{self.path} {cmd_name}".strip()
        if is_group(path):
            return LazyGroup(path, says=COMMANDS[path].says)
        found: click.Command = import_module(module_of(path)).command
        return found

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse the options before the command."""
        with in_context(ctx):
            return super().parse_args(ctx, args)

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that the words begin with; an unknown one is refused with names near it."""
        name = args[0]
        found = self.get_command(ctx, name)
        if found is None and not ctx.resilient_parsing:
            known = [*below(self.path), *([] if self.path else extensions.names())]
            raise UsageProblem(Text(f"没有“{name}”这个命令", f"there is no command “{name}”"), did_you_mean(name, known), ctx=ctx)
        return (name if found else None), found, args[1:]

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """The pieces of a usage line."""
        return [say(OPTIONS), say(Text("命令", "COMMAND")), say(Text("[参数]…", "[ARGS]..."))]

    def get_help(self, ctx: click.Context) -> str:
        """The help page, made from the table alone."""
        more = Text(f"各命令的用法：{ctx.command_path} 命令 --help", f"How to use a command: {ctx.command_path} COMMAND --help")
        return help_page(self, ctx, says=self.says, more=(more,), terms=[*self._listing(), *terms(self, ctx)])

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Commands and options that begin so."""
        items = [
            CompletionItem(name, help=say(entry.says)) for name, entry in below(self.path).items() if name.startswith(incomplete)
        ]
        items += [
            CompletionItem(name, help=brought_by) for name, brought_by in self._added().items() if name.startswith(incomplete)
        ]
        return [*items, *click.Command.shell_complete(self, ctx, incomplete)]

    def _listing(self) -> list[tuple[Text, Rows]]:
        added = [(name, say(Text(f"由 {package} 提供", f"from {package}"))) for name, package in self._added().items()]
        return [*listing(below(self.path)), (Text("扩展：", "Added by packages:"), added)]

    def _added(self) -> dict[str, str]:
        return {} if self.path else {name: package for name, package in extensions.listed().items() if name not in below("")}


@click.pass_context
def _refuse_alone(ctx: click.Context, /, **_: Any) -> None:
    if ctx.invoked_subcommand is None:
        raise GroupAlone(ctx)
