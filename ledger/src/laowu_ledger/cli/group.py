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
_PAYMENTS = Text("付款", "Payments")

COMMANDS: Mapping[str, Entry] = {
    "template": Entry(_LEDGERS, Text("生成按地区需要填写的台账模板", "write a workbook to fill in, as a region needs it")),
    "check": Entry(_LEDGERS, Text("逐行检查台账，列出问题", "judge every row of ledgers and say what is wrong")),
    "import": Entry(_LEDGERS, Text("把台账导入台账库", "take ledgers into a store")),
    "withdraw": Entry(_LEDGERS, Text("把导错的文件或行撤出台账库", "take a file or rows imported by mistake out of a store")),
    "claims": Entry(_LEDGERS, Text("按人奖补：谁获付、为何不付", "awards per head: who is paid, and why somebody is not")),
    "explain": Entry(
        _LEDGERS, Text("一行一人：规则怎么说，付没付", "one worker: what the rule says, and what became of the row")
    ),
    "paid": Entry(
        _LEDGERS, Text("已付的款：载入以前付的，查看已付表", "what was paid: load payments made before, look into the table")
    ),
    "paid template": Entry(_PAYMENTS, Text("生成填写以前付款的模板", "write a workbook to fill in with payments made before")),
    "paid import": Entry(_PAYMENTS, Text("载入启用台账库之前付的款", "load payments made before the store was begun")),
    "paid list": Entry(_PAYMENTS, Text("列出历次结算和载入，或逐笔写出", "list runs and loads, or write out every payment")),
    "paid withdraw": Entry(_PAYMENTS, Text("撤回一次载入", "take back a load")),
    "indicators": Entry(
        _LEDGERS, Text("按品牌和年度计数：人数、比例、月数、工资", "count by brand and year: people, shares, months, wages")
    ),
    "columns": Entry(_TABLES, Text("材料表可以有哪些列", "the columns that a table of dossiers may have")),
    "assess": Entry(
        _TABLES, Text("按认定条件逐行判断一张材料表", "judge every row of a table of dossiers by the conditions of recognition")
    ),
}
"""The commands with what each does; a word that others begin with is a group. ``import`` stands in ``import_command.py``, ``paid
import`` in ``paid_import_command.py``, and so on."""


def below(path: str) -> dict[str, Entry]:
    """The commands right below a group, by their last words; the group is empty for ``laowu ledger`` itself."""
    split = {name.rpartition(" ")[::2]: entry for name, entry in COMMANDS.items()}
    return {word: entry for (group, word), entry in split.items() if group == path}


class LedgerGroup(LazyGroup):
    """The commands on ledgers, or those below one of their words."""

    def __init__(self, path: str = "") -> None:
        """Make the group.

        Args:
            path: its word in the table; empty for ``laowu ledger`` itself.
        """
        says = (
            COMMANDS[path].says
            if path
            else Text("实名制台账：模板、检查、导入", "real-name worker ledgers: template, check, import")
        )
        super().__init__(path or "ledger", says=says)
        self.within = path

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Names of the commands."""
        return list(below(self.within))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, imported now."""
        if cmd_name not in below(self.within):
            return None
        path = f"{self.within} {cmd_name}".strip()
        if below(path):
            return LedgerGroup(path)
        found: click.Command = import_module(f"laowu_ledger.cli.{path.replace(' ', '_')}_command").command
        return found

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that the words begin with; an unknown one is refused with names near it."""
        name = args[0]
        if name not in below(self.within) and not ctx.resilient_parsing:
            says = Text(f"没有“{name}”这个命令", f"there is no command “{name}”")
            raise UsageProblem(says, did_you_mean(name, below(self.within)), ctx=ctx)
        return super().resolve_command(ctx, args)

    def get_help(self, ctx: click.Context) -> str:
        """The help page."""
        more = Text(f"各命令的用法：{ctx.command_path} 命令 --help", f"How to use a command: {ctx.command_path} COMMAND --help")
        return help_page(self, ctx, says=self.says, more=(more,), terms=[*listing(below(self.within)), *terms(self, ctx)])

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[click.shell_completion.CompletionItem]:
        """Commands and options that begin so."""
        known = below(self.within)
        items = [
            click.shell_completion.CompletionItem(name, help=say(known[name].says))
            for name in known
            if name.startswith(incomplete)
        ]
        return [*items, *click.Command.shell_complete(self, ctx, incomplete)]


command = LedgerGroup()
