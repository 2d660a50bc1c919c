"""Money over the years: a row per award and year, with the cap and the people beyond it."""

from collections.abc import Sequence

from laowu.cli.render.page import Cell, Fields, Page, Span, Table, cell, heading, line
from laowu.cli.render.subsidy import TOTAL, subsidy
from laowu.cli.render.wording import BASIS, Citing, remark_line, remarks
from laowu.model.answers import Headcount, OutlookLine, SubsidyOutlook, SubsidyStatement
from laowu.model.outcome import Outcome
from laowu.text import Text, same

TITLE = Text("逐年测算", "Year by year")


def subsidy_over_years(statements: Sequence[SubsidyStatement], citing: Citing, *, outlooks: Sequence[SubsidyOutlook]) -> Page:
    """The statements of one jurisdiction, then what each level can bring over the years."""
    told = [block for outlook in outlooks for block in _outlook(outlook, citing)]
    return (*subsidy(statements, citing), *((heading(TITLE), *told) if told else ()))


def _outlook(outlook: SubsidyOutlook, citing: Citing) -> Page:
    day = outlook.recognised.isoformat()
    known = Text(f"：自 {day} 认定起", f": counted from recognition on {day}")
    guess = Text(f"：假定 {day} 获得认定", f": as if it were recognised on {day}")
    fields = [(TOTAL, line(outlook.total.label))]
    if outlook.last_year is not None:
        fields.append((Text("最后一年", "last year"), line(str(outlook.last_year))))
    heads = (Text("年度", "year"), Text("金额", "amount"), Text("人数与上限", "people and cap"), BASIS)
    rows = tuple(
        (_year(item), cell(item.amount.label), _cap(item), citing.basis(item.rule, item.clause)) for item in outlook.lines
    )
    head = heading(outlook.target.level.label + (guess if outlook.assumed else known), level=3)
    return (head, Fields(tuple(fields)), *((Table(heads=heads, rows=rows),) if rows else ()), remarks(outlook.remarks))


def _year(item: OutlookLine) -> Cell:
    year = Text("不定", "some day") if item.year is None else same(str(item.year))
    which = None
    if item.number is not None and item.of is not None:
        which = Text(f"第 {item.number} 年，共 {item.of} 年", f"year {item.number} of {item.of}")
    return cell(year, which, Text("已有申领", "claimed") if item.settled else None)


def _cap(item: OutlookLine) -> Cell:
    lines: list[Text | Span | None] = [None if item.persons is not None else item.summary]
    if item.persons is not None:
        lines.append(Text("计发 ", "paid for: ") + _heads(item.persons))
    if item.cap is not None and item.headroom is not None:
        lines.append(Text(f"上限 {item.cap} 元，余 ", f"cap {item.cap} yuan, left: ") + item.headroom.label)
        lines.append(_binds(item))
    return (*cell(*lines), *map(remark_line, item.remarks))


def _heads(count: Headcount) -> Text:
    if count.high is None:
        return Text(f"{count.low} 人以上", f"{count.low} persons or more")
    if count.low == count.high:
        return Text(f"{count.low} 人", f"{count.low} persons")
    return Text(f"{count.low} 至 {count.high} 人", f"{count.low} to {count.high} persons")


def _binds(item: OutlookLine) -> Span | None:
    if item.cap_binds is Outcome.MET and item.unpaid is not None:
        says = Text("上限起作用，未付 ", "the cap binds; not paid this year: ") + _heads(item.unpaid)
        return Span(says, "bad")
    if item.cap_binds is Outcome.NO_DATA:
        return Span(Text("上限是否起作用未定", "whether the cap binds is open"), "gap")
    return None
