"""One brand, a column per region; regions that cannot answer say why in their column."""

import re
from collections.abc import Sequence

from laowu.cli.render.differences import differences_page
from laowu.cli.render.installed import state
from laowu.cli.render.page import Cell, Page, Span, Table, cell, heading, line, paragraph
from laowu.cli.render.wording import signed
from laowu.evaluate.comparing.cells import Cell as Answer
from laowu.evaluate.comparing.compare import Column, Comparison, Row
from laowu.text import Text, joined, same


def comparison(result: Comparison, *, whole: bool = False) -> Page:
    """What differs, then everything side by side.

    Args:
        result: the comparison.
        whole: show rows in which all regions say the same, and every clause behind a difference.
    """
    brand = result.dossier["brand"]
    invented = Text("（虚构示例）", " (invented)") if brand.get("invented") else same("")
    day, start = result.on.isoformat(), result.start.isoformat()
    basis = Text(f"以 {day} 为准，计划自 {start} 起算", f"Judged as of {day}; plans begin on {start}")
    return (
        heading(same(brand["name"]) + invented + Text(" · 各地比较", " · region by region"), level=1),
        paragraph(
            basis + Text("。各格末尾为规则编号，laowu explain 可查。", ". Each cell ends with its rules; see laowu explain.")
        ),
        *differences_page(result.differences, {column.code: column.name for column in result.columns}, whole=whole),
        *_side_by_side(result, whole=whole),
    )


def _side_by_side(result: Comparison, *, whole: bool) -> Page:
    folded = [] if whole else [row for row in result.rows if _equal(row)]
    table = _table(result, [row for row in result.rows if row not in folded])
    head = (heading(Text("并列", "Side by side")),) if result.differences.differing else ()
    if not folded:
        return (*head, table)
    labels = joined([row.label for row in folded], zh="、", en=", ")
    says = Text("各地说法相同而略去的行：", "Rows left out because all regions say the same: ") + labels
    return (*head, table, paragraph(says + Text("（--all 全部列出）", " (--all shows them)")))


def _equal(row: Row) -> bool:
    """Whether all regions, of two or more, say the same."""
    said = [answer.says for answer in row.cells if answer is not None]
    return len(said) == len(row.cells) > 1 and len(set(said)) == 1


def _table(result: Comparison, shown: Sequence[Row]) -> Table:
    rows = []
    if any(column.state != "judged" for column in result.columns):
        rows.append((cell(Span(Text("插件状态", "plugin"), "strong")), *(_state(column) for column in result.columns)))
    if any(column.state == "judged" for column in result.columns):
        rows += [_row(row) for row in shown]
    return Table(heads=(Text("方面", "aspect"), *(column.name for column in result.columns)), rows=tuple(rows), equal=True)


def _state(column: Column) -> Cell:
    return cell(state(column.state), column.problem)


def _row(row: Row) -> tuple[Cell, ...]:
    return (cell(Span(row.label, "strong")), *(_answer(answer) for answer in row.cells))


def _answer(answer: Answer | None) -> Cell:
    if answer is None:
        return cell("-")
    first, *rest = answer.says
    lines = [line(signed(answer.outcome, first) if answer.outcome else first), *map(line, rest)]
    if answer.rules:
        lines.append(line(Span(same(" ".join(abridged(answer.rules))), "faint")))
    return tuple(lines)


def abridged(rules: Sequence[str]) -> list[str]:
    """Ids of rules, a run of consecutive numbers as one: ``JS-032 JS-033 JS-034`` becomes ``JS-032…034``."""
    runs: list[list[str]] = []
    for rule in rules:
        if runs and _follows(runs[-1][-1], rule):
            runs[-1].append(rule)
        else:
            runs.append([rule])
    return [part for run in runs for part in (run if len(run) < _RUN else [f"{run[0]}…{_number(run[-1])}"])]


_RUN = 3
_NUMBER = re.compile(r"[0-9]+$")


def _follows(before: str, after: str) -> bool:
    one, other = _number(before), _number(after)
    same_head = before.removesuffix(one) == after.removesuffix(other)
    return bool(one and other) and same_head and len(one) == len(other) and int(other) == int(one) + 1


def _number(rule: str) -> str:
    """The digits that an id ends with."""
    found = _NUMBER.search(rule)
    return found[0] if found else ""
