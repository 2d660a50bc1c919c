"""Help pages: in the language of the call, with columns that align for Chinese too."""

from collections.abc import Iterable, Sequence

import click

from laowu.cli.command_table import Entry
from laowu.cli.invocation import say
from laowu.cli.output import screen_width
from laowu.cli.render.width import padded, width, wrapped
from laowu.text import Text

_WIDEST = 100
_INDENT = "  "
_TERM_WIDTH = 30
Rows = Sequence[tuple[str, str]]


def usage_pieces(command: click.Command, ctx: click.Context) -> str:
    """What stands after the command's name in a usage line."""
    return " ".join(command.collect_usage_pieces(ctx))


def help_page(
    command: click.Command,
    ctx: click.Context,
    *,
    says: Text,
    more: Sequence[Text],
    terms: Iterable[tuple[Text, Rows]],
) -> str:
    """A help page.

    Args:
        command: the command.
        ctx: its context.
        says: what it does, in one line.
        more: further paragraphs.
        terms: definition lists with their headings; empty ones are left out.
    """
    room = min(screen_width(), _WIDEST)
    usage = say(Text("用法：", "Usage: "))
    name = f"{usage}{ctx.command_path} "
    pieces = wrapped(usage_pieces(command, ctx), max(room - width(name), 20))
    lines = [name + pieces[0], *(" " * width(name) + piece for piece in pieces[1:])]
    for paragraph in (says, *more):
        lines += ["", *(_INDENT + line for line in wrapped(say(paragraph), room - len(_INDENT)))]
    for heading, rows in terms:
        if rows:
            lines += ["", say(heading), *_definitions(rows, room)]
    return "\n".join(line.rstrip() for line in lines)


def _definitions(rows: Rows, room: int) -> list[str]:
    column = max((width(term) for term, _ in rows if width(term) <= _TERM_WIDTH), default=0)
    lines = []
    for term, meaning in rows:
        body = wrapped(meaning, max(room - column - 2 * len(_INDENT), 20))
        first = _INDENT + padded(term, column) + _INDENT
        if width(term) > column:
            lines.append(_INDENT + term)
            first = " " * width(_INDENT + " " * column + _INDENT)
        lines.append(first + body[0])
        lines += [" " * (column + 2 * len(_INDENT)) + line for line in body[1:]]
    return lines


def listing(entries: dict[str, Entry]) -> list[tuple[Text, Rows]]:
    """Commands under the headings of the command table, in its order."""
    sections: dict[Text, list[tuple[str, str]]] = {}
    for name, entry in entries.items():
        sections.setdefault(entry.section + Text("：", ":"), []).append((name, say(entry.says)))
    return list(sections.items())
