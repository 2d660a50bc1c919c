"""What to get next, the most telling first; what only officials can answer apart."""

from collections.abc import Mapping, Sequence

from laowu.cli.render.page import Cell, Line, Page, Table, cell, heading, line, paragraph, section
from laowu.evaluate.asking.ask import Bearing, JudgementOpen, Question, QuestionList
from laowu.text import Text, joined, same

Names = Mapping[str, Text]

_PARTS = {
    "eligibility": Text("认定", "recognition"),
    "papers": Text("申报材料", "papers"),
    "subsidy": Text("奖补", "money"),
}
_FEW = 6


def question_list(asked: QuestionList, names: Names, most: int) -> Page:
    """The whole answer.

    Args:
        asked: what to get next.
        names: names of the regions by code.
        most: how many questions to show.
    """
    shown = asked.questions[:most]
    hidden = len(asked.questions) - len(shown)
    regions = joined([names.get(code, same(code)) for code in asked.jurisdictions], zh="、", en=", ")
    return (
        heading(Text(f"{asked.brand}：接下来弄清什么", f"{asked.brand}: what to find out next"), level=1),
        paragraph(
            regions,
            Text(
                f"：共 {asked.conditions} 项条件，{asked.open} 项未定；以 {asked.on} 为准",
                f": {asked.conditions} conditions, {asked.open} undecided, as of {asked.on}",
            ),
        ),
        *section(heading(Text("事实与材料", "Facts and papers")), _table(shown, names)),
        *([paragraph(Text(f"另有 {hidden} 项（--most 可多列）", f"{hidden} more (--most shows more)"))] if hidden else []),
        *([] if asked.questions else [paragraph(Text("没有待弄清的事实和材料", "no fact or paper is missing"))]),
        *section(heading(Text("须由经办机构评判", "For officials to judge")), _judgements(asked.judgements, names)),
    )


def question(item: Question, names: Names) -> Page:
    """One question by itself, as it is put to somebody at a terminal."""
    return (heading(_label(item)), _table((item,), names))


def _table(questions: Sequence[Question], names: Names) -> Table:
    rows = tuple(
        (cell(str(place)), _what(item), _decides(item), tuple(_bearings(item.bears_on, names)))
        for place, item in enumerate(questions, start=1)
    )
    heads = (
        Text("序", "#"),
        Text("弄清什么", "find out"),
        Text("能定几项", "decides"),
        Text("关系到", "bears on"),
    )
    return Table(heads=heads, rows=rows, keep=0)


def _label(item: Question) -> Text:
    year = Text(f"（{item.year} 年）", f" ({item.year})") if item.year else same("")
    paper = Text("是否已有：", "is it at hand: ") if item.kind == "paper" else same("")
    return paper + item.label + year


def _what(item: Question) -> Cell:
    settled = Text("可用材料：", "settled by: ") + item.settled_by if item.settled_by else None
    return cell(_label(item), settled, item.written_as)


def _decides(item: Question) -> Cell:
    sure = Text(f"{item.settles} 项", f"{item.settles}") if item.settles else None
    more = Text(f"至多 {item.may_settle} 项", f"up to {item.may_settle}") if item.may_settle > item.settles else None
    closes = Text(f"可定 {item.closes} 个层级", f"may close {item.closes}") if item.closes else None
    lines = cell(sure, more, closes)
    return lines or cell(Text("须与其他事实合看", "only with others"))


def _bearings(bearings: Sequence[Bearing], names: Names) -> list[Line]:
    """A line for each rule of each region, with the levels and classes it is asked for."""
    rules: dict[tuple[str, str], list[Bearing]] = {}
    for bearing in bearings:
        rules.setdefault((bearing.jurisdiction, bearing.rule), []).append(bearing)
    lines = [_bearing(code, rule, found, names) for (code, rule), found in rules.items()]
    more = len(lines) - _FEW
    return lines[:_FEW] + ([line(Text(f"另 {more} 条规则", f"{more} more rules"))] if more > 0 else [])


def _bearing(code: str, rule: str, bearings: Sequence[Bearing], names: Names) -> Line:
    first = bearings[0]
    asked = first.asked or first.summary
    levels = joined(list(dict.fromkeys(bearing.target.level.label for bearing in bearings)), zh="、", en=", ")
    part = Text(f"{_PARTS[first.part].zh}·", f"{_PARTS[first.part].en}, ")
    return line(names.get(code, same(code)), same(f" {rule} "), Text("（", "("), part + levels, Text("）", ") "), asked)


def _judgements(judgements: Sequence[JudgementOpen], names: Names) -> Table:
    rules: dict[tuple[str, str], JudgementOpen] = {}
    for item in judgements:
        rules.setdefault((item.jurisdiction, item.rule), item)
    rows = tuple(
        (cell(names.get(code, same(code))), cell(rule), cell(*(item.asks or (item.summary,))))
        for (code, rule), item in rules.items()
    )
    return Table(heads=(Text("地区", "region"), Text("规则", "rule"), Text("问题", "question")), rows=rows, keep=1)
