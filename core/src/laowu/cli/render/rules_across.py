"""Rule books side by side: a table per part, a row per thing they speak of, a column per region."""

from collections.abc import Sequence

from laowu.cli.render.installed import state
from laowu.cli.render.page import Block, Cell, Line, Page, Span, Table, cell, heading, line, paragraph
from laowu.evaluate.comparing.rules_across import AcrossPart, AcrossRow, RuleEntry, RulesAcross
from laowu.model.level import Level
from laowu.text import Text, joined, same


def rules_across_page(result: RulesAcross) -> Page:
    """Rule books side by side."""
    day = result.on.isoformat()
    names = tuple(region.name for region in result.regions)
    says = Text(f"以 {day} 为准；“-”表示该地没有这样的规定", f"As of {day}; “-” stands where a region states nothing of the kind")
    blocks: list[Block] = [heading(Text("各地规则并列", "The rules side by side"), level=1), paragraph(says)]
    if any(region.state != "judged" for region in result.regions):
        states = tuple(cell(state(region.state), region.problem) for region in result.regions)
        blocks.append(Table(heads=names, rows=(states,)))
    for part in result.parts:
        blocks += [heading(part.label), _table(part, names)]
    return tuple(blocks)


def _table(part: AcrossPart, names: tuple[Text, ...]) -> Table:
    return Table(heads=(same(""), *names), rows=tuple(_row(row) for row in part.rows), equal=True)


def _row(row: AcrossRow) -> tuple[Cell, ...]:
    return (cell(Span(row.label, "strong")), *(_cell(entries) for entries in row.cells))


def _cell(entries: Sequence[RuleEntry]) -> Cell:
    """What a region says: what several rules say alike, once, for all levels and classes together."""
    if not entries:
        return cell("-")
    alike: dict[tuple[Text, bool, str | None], list[RuleEntry]] = {}
    for entry in entries:
        alike.setdefault((entry.says, entry.soft, entry.scope), []).append(entry)
    lines: list[Line] = []
    for (says, soft, scope), group in alike.items():
        marks = [mark for mark, there in ((_AIM, soft), (_PLACE, scope == "territorial")) if there]
        for_whom = _for_whom(group)
        head = for_whom + Text("：", ": ") if for_whom is not None and len(alike) > 1 else same("")
        tail = Text("（", " (") + joined(marks, zh="；", en="; ") + Text("）", ")") if marks else same("")
        rules = " ".join(dict.fromkeys(entry.rule for entry in group))
        lines += [line(head + says + tail), line(Span(same(rules), "faint"))]
    return tuple(lines)


_AIM = Text("努力方向", "an aim only")
_PLACE = Text("属地条件", "territorial")


def _for_whom(entries: Sequence[RuleEntry]) -> Text | None:
    levels = [level.label for level in Level if any(level in entry.levels for entry in entries)]
    classes = list(dict.fromkeys(label for entry in entries for label in entry.classes))
    words = [joined(part, zh="、", en=", ") for part in (levels, classes) if part]
    return joined(words, zh=" ", en=" ") if words else None
