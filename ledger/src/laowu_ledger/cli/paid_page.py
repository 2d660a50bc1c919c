"""What came of loading payments, and what filled the table of payments, as pages."""

from laowu.cli.render.page import Cell, Fields, Items, Line, Page, Span, Table, cell, heading, line, section
from laowu.model.citation import Citation
from laowu.model.money import Money
from laowu.rules.subsidy import PerHead
from laowu.text import Text, joined, same
from laowu_ledger.claims.paid import Load, Run
from laowu_ledger.cli.report_page import TONES
from laowu_ledger.payments.report import PaymentsReport
from laowu_ledger.schema.fields import payment_fields

_MOST_ROWS = 40


def loading_page(report: PaymentsReport, award: PerHead, clause: Citation) -> Page:
    """The page on a load."""
    return (
        heading(Text("载入以前的付款", "Payments made before"), level=1),
        Fields(tuple(_summary(report, award, clause))),
        *section(heading(Text("发现的问题", "What was found")), _reasons(report)),
        *section(heading(Text("所在行", "In which rows")), _rows(report)),
        *section(heading(Text("须知", "Remarks")), Items(tuple(_remarks(report)))),
    )


def _summary(report: PaymentsReport, award: PerHead, clause: Citation) -> list[tuple[Text, Line]]:
    return [
        (Text("奖补", "award"), line(award.summary)),
        (Text("依据", "clause"), line(str(clause))),
        (Text("付款行", "rows of payments"), line(f"{report.rows:,}")),
        (Text("未通过", "refused"), line(f"{report.refused:,}")),
        (Text("载入（笔）", "payments loaded"), line(f"{report.payments:,}")),
        (Text("金额（元）", "sum in yuan"), line(str(Money(report.fen)))),
    ]


def _reasons(report: PaymentsReport) -> Table:
    heads = (Text("轻重", "weight"), Text("列", "column"), Text("数量", "count"), Text("问题", "what it is"))
    rows = tuple(
        (
            cell(Span(reason.weight.label, TONES.get(reason.weight, "plain"))),
            _column(field),
            cell(f"{count:,}"),
            cell(reason.says),
        )
        for reason, field, count in report.reasons()
    )
    return Table(heads=heads, rows=rows, keep=2)


def _rows(report: PaymentsReport) -> Table:
    heads = (Text("行", "row"), Text("轻重", "weight"), Text("列", "column"), Text("问题", "what it is"))
    rows = tuple(
        (
            cell(f"{sheet.layout.place}:{remark.row}"),
            cell(Span(remark.reason.weight.label, TONES.get(remark.reason.weight, "plain"))),
            _column(remark.field),
            cell(remark.reason.says),
        )
        for sheet, remark in report.remarks()[:_MOST_ROWS]
    )
    return Table(heads=heads, rows=rows, keep=0)


def _column(field: str) -> Cell:
    return cell(payment_fields()[field].label) if field in payment_fields() else ()


def _remarks(report: PaymentsReport) -> list[Line]:
    found = [line(file, Text("：已经载入过，跳过", ": loaded before, and skipped")) for file in report.known_files]
    if report.refused:
        found.append(
            line(
                Text(
                    "有行未通过，所以什么都没有载入；改正原文件后再次运行同一命令",
                    "rows were refused, so nothing was loaded: mend the file and run the same command again",
                )
            )
        )
    elif not report.loads:
        found.append(line(Text("没有新的付款，已付表未变", "there was nothing new; the table of payments is as it was")))
    for load in report.loads:
        says = Text(f"：第 {load.number} 次载入，{load.persons} 人", f": load {load.number}, {load.persons} people")
        found.append(line(_place(load), says))
    if len(report.remarks()) > _MOST_ROWS:
        says = Text(f"只列前 {_MOST_ROWS} 行；--format json 有全部", f"the first {_MOST_ROWS} rows; --format json has all")
        found.append(line(says))
    unknown = sorted({head for sheet in report.sheets for head in sheet.layout.unknown})
    if unknown:
        listed = joined([same(head) for head in unknown], zh="、", en=", ")
        found.append(line(Text("没有用到的列：", "columns that are not looked at: "), listed))
    return found


def listing_page(listed: tuple[Run | Load, ...]) -> Page:
    """The page on the table of payments."""
    heads = (
        Text("序号", "number"),
        Text("来历", "how it came"),
        Text("奖补", "award"),
        Text("年度", "year"),
        Text("人数", "people"),
        Text("金额", "yuan"),
        Text("日期", "on"),
    )
    persons, fen = sum(one.persons for one in listed), sum(one.fen for one in listed)
    return (
        heading(Text("已付表", "The table of payments"), level=1),
        Fields(
            (
                (Text("结算和载入", "runs and loads"), line(f"{len(listed):,}")),
                (Text("人次", "people, run by run"), line(f"{persons:,}")),
                (Text("金额（元）", "sum in yuan"), line(str(Money(fen)))),
            )
        ),
        *section(heading(Text("历次", "One by one")), Table(heads=heads, rows=tuple(_entry(one) for one in listed), keep=1)),
    )


def _entry(one: Run | Load) -> tuple[Cell, ...]:
    if isinstance(one, Load):
        how, years = Text("载自 ", "loaded from ") + same(_place(one)), ", ".join(map(str, one.years))
    else:
        how = Text(f"结算至 {one.through}", f"settled up to {one.through}")
        years = str(one.year)
    return (
        cell(str(one.number)),
        cell(how),
        cell(f"{one.jurisdiction} {one.award}"),
        cell(years),
        cell(f"{one.persons:,}"),
        cell(str(Money(one.fen))),
        cell(one.on.isoformat()),
    )


def _place(load: Load) -> str:
    return f"{load.file}!{load.sheet}" if load.sheet else load.file
