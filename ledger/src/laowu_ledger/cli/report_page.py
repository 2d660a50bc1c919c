"""What a check or an import found, as a page."""

from collections.abc import Sequence

from laowu.cli.render.page import Fields, Items, Line, Page, Span, Table, Tone, cell, heading, line, section
from laowu.text import Text, joined, same
from laowu_ledger.intake.reports import RunReport, SheetReport
from laowu_ledger.schema.fields import fields
from laowu_ledger.schema.reasons import Weight

_MOST_SHEETS = 50
_MOST_ROWS = 12
TONES: dict[Weight, Tone] = {Weight.ERROR: "bad", Weight.QUESTION: "ask", Weight.WARNING: "gap"}


def report_page(report: RunReport) -> Page:
    """The page."""
    return (
        heading(Text("台账导入", "Ledger import") if report.new is not None else Text("台账检查", "Ledger check"), level=1),
        Fields(tuple(_summary(report))),
        *section(heading(Text("发现的问题", "What was found")), _reasons(report)),
        *section(heading(Text("同在两个品牌下的人", "People under two brands")), _pairs(report)),
        *section(heading(Text("读了哪些表", "What was read")), _sheets(report.sheets[:_MOST_SHEETS])),
        *section(heading(Text("须知", "Remarks")), Items(tuple(_remarks(report)))),
    )


def _summary(report: RunReport) -> list[tuple[Text, Line]]:
    counts = [
        (Text("人员行", "rows of people"), report.rows),
        (Text("通过", "accepted"), report.rows - report.refused),
        (Text("未通过", "refused"), report.refused),
        (Text("跳过（合计、签名等）", "skipped (totals, signatures)"), report.skipped),
    ]
    if report.new is not None:
        counts += [
            (Text("新入库", "new in the store"), report.new),
            (Text("库中已有", "in the store already"), report.known),
            (Text("一号两名：已入库，暂不计入", "under two names: stored, not counted"), report.conflicting),
            (Text("被改正行替换", "replaced by mended rows"), report.replaced),
            (Text("库中现有", "in the store now"), report.total),
            (Text("库中现有人数", "people in the store now"), report.people),
        ]
    return [(label, line(f"{number:,}")) for label, number in counts]


def _reasons(report: RunReport) -> Table:
    heads = (Text("轻重", "weight"), Text("列", "column"), Text("数量", "count"), Text("问题", "what it is"))
    rows = tuple(
        (
            cell(Span(reason.weight.label, TONES.get(reason.weight, "plain"))),
            cell(fields()[field].label) if field else (),
            cell(f"{count:,}"),
            cell(reason.says),
        )
        for reason, field, count in report.reasons()
    )
    return Table(heads=heads, rows=rows, keep=2)


def _pairs(report: RunReport) -> Table:
    heads = (Text("品牌", "brand"), Text("品牌", "brand"), Text("人数", "people"))
    rows = tuple((cell(pair.brands[0]), cell(pair.brands[1]), cell(f"{pair.people:,}")) for pair in report.pairs)
    return Table(heads=heads, rows=rows, keep=2)


def _sheets(sheets: Sequence[SheetReport]) -> Table:
    heads = (
        Text("表", "sheet"),
        Text("行数", "rows"),
        Text("未通过", "refused"),
        Text("认不出的列（未入库）", "columns nobody knows (not stored)"),
        Text("跳过的行", "rows skipped"),
    )
    rows = tuple(
        (
            cell(sheet.layout.place),
            cell(f"{sheet.rows:,}"),
            cell(f"{sheet.refused:,}"),
            cell(joined([same(name) for name in sheet.layout.unknown], zh="、", en=", ")) if sheet.layout.unknown else (),
            cell(_numbers(sheet)) if sheet.skipped else (),
        )
        for sheet in sheets
    )
    return Table(heads=heads, rows=rows)


def _numbers(sheet: SheetReport) -> str:
    shown = ", ".join(map(str, sheet.skipped_rows[:_MOST_ROWS]))
    return shown + (" …" if sheet.skipped > _MOST_ROWS else "")


def _remarks(report: RunReport) -> list[Line]:
    found: dict[Text, list[str]] = {}
    for place, remark in report.remarks():
        found.setdefault(remark, []).append(place)
    lines = [line(f"{places[0]}: " if len(places) == 1 else "", remark, _more(places)) for remark, places in found.items()]
    known = [line(file, Text("：已经导入过，跳过", ": taken before, and skipped")) for file in report.known_files]
    return [*known, *lines]


def _more(places: Sequence[str]) -> Text:
    count = len(places)
    return Text(f"（{count} 个表）", f" ({count} sheets)") if count > 1 else same("")
