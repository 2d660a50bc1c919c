"""``laowu ledger``: a group of commands, of which only the one that is called is imported."""

from collections.abc import Mapping
from importlib import import_module

import click

from laowu.cli.command_table import Entry
from laowu.cli.help_page import help_page, listing
from laowu.cli.invocation import say
from laowu.cli.lazy_group import LazyGroup
from laowu.cli.parameters import terms
from laowu.cli.usage import UsageProblem
from laowu.errors import did_you_mean
from laowu.text import Text

_LEDGERS = Text("台账", "Ledgers")
_TABLES = Text("材料表", "Tables of dossiers")

COMMANDS: Mapping[str, Entry] = {
    "template": Entry(_LEDGERS, Text("生成按地区需要填写的台账模板", "write a workbook to fill in, as a region needs it")),
    "check": Entry(_LEDGERS, Text("逐行检查台账，列出问题", "judge every row of ledgers and say what is wrong")),
    "import": Entry(_LEDGERS, Text("把台账导入台账库", "take ledgers into a store")),
    "claims": Entry(_LEDGERS, Text("按人奖补：谁获付、为何不付", "awards per head: who is paid, and why somebody is not")),
    "explain": Entry(
        _LEDGERS, Text("一行一人：规则怎么说，付没付", "one worker: what the rule says, and what became of the row")
    ),
    "indicators": Entry(
        _LEDGERS, Text("按品牌和年度计数：人数、比例、月数、工资", "count by brand and year: people, shares, months, wages")
    ),
    "columns": Entry(_TABLES, Text("材料表可以有哪些列", "the columns that a table of dossiers may have")),
    "assess": Entry(
        _TABLES, Text("按认定条件逐行判断一张材料表", "judge every row of a table of dossiers by the conditions of recognition")
    ),
}
"""The commands with what each does; ``import`` stands in ``import_command.py``, and so on."""


class LedgerGroup(LazyGroup):
    """The commands on ledgers."""

    def __init__(self) -> None:
        super().__init__("ledger", says=Text("实名制台账：模板、检查、导入", "real-name worker ledgers: template, check, import"))

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Names of the commands."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, imported now."""
        if cmd_name not in COMMANDS:
            return None
        found: click.Command = import_module(f"laowu_ledger.cli.{cmd_name}_command").command
        return found

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that the words begin with; an unknown one is refused with names near it."""
        name = args[0]
        if name not in COMMANDS and not ctx.resilient_parsing:
            says = Text(f"没有“{name}”这个命令", f"there is no command “{name}”")
            raise UsageProblem(says, did_you_mean(name, COMMANDS), ctx=ctx)
        return super().resolve_command(ctx, args)

    def get_help(self, ctx: click.Context) -> str:
        """The help page."""
        more = Text(f"各命令的用法：{ctx.command_path} 命令 --help", f"How to use a command: {ctx.command_path} COMMAND --help")
        return help_page(self, ctx, says=self.says, more=(more,), terms=[*listing(dict(COMMANDS)), *terms(self, ctx)])

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[click.shell_completion.CompletionItem]:
        """Commands and options that begin so."""
        names = [name for name in COMMANDS if name.startswith(incomplete)]
        items = [click.shell_completion.CompletionItem(name, help=say(COMMANDS[name].says)) for name in names]
        return [*items, *click.Command.shell_complete(self, ctx, incomplete)]


command = LedgerGroup()
