"""What a settlement came to, as a page."""

from laowu.cli.render.page import Fields, Items, Line, Page, Span, Table, Tone, cell, heading, line, section
from laowu.model.citation import Citation
from laowu.model.money import Money
from laowu.model.outcome import Outcome
from laowu.rules.subsidy import PerHead
from laowu.text import Text, joined, same
from laowu_ledger.claims.report import ClaimsReport, PurseLine

_MOST_LINES = 200
_MOST_ALIKE = 10
TONES: dict[Outcome, Tone] = {
    Outcome.MET: "good",
    Outcome.NOT_MET: "bad",
    Outcome.NEEDS_JUDGEMENT: "ask",
    Outcome.NO_DATA: "gap",
}


def claims_page(report: ClaimsReport, award: PerHead, clause: Citation) -> Page:
    """The page."""
    return (
        heading(Text("按人奖补结算", "Awards per head"), level=1),
        Fields(tuple(_summary(report, award, clause))),
        *section(heading(Text("各品牌", "Brand by brand")), _brands(report.lines[:_MOST_LINES])),
        *section(heading(Text("未付的原因", "Why rows are not paid")), _reasons(report)),
        *section(heading(Text("须知", "Remarks")), Items(tuple(_remarks(report, award)))),
    )


def _summary(report: ClaimsReport, award: PerHead, clause: Citation) -> list[tuple[Text, Line]]:
    refused = sum(rows for verdict, rows in report.counts.items() if verdict.outcome is Outcome.NOT_MET)
    open_ = sum(rows for verdict, rows in report.counts.items() if not verdict.outcome.decided)
    return [
        (Text("奖补", "award"), line(award.summary)),
        (Text("依据", "clause"), line(str(clause))),
        (Text("申领期间", "claims of"), line(f"{report.year}-01-01 – {report.through.isoformat()}")),
        (Text("获付人数", "people paid"), line(f"{report.persons:,}")),
        (Text("金额（元）", "sum in yuan"), line(str(Money(report.fen)))),
        (Text("其中本次新增", "of these new"), line(f"{report.fresh.persons:,} / {Money(report.fresh.fen)}")),
        (Text("不付的行", "rows refused"), line(f"{refused:,}")),
        (Text("待定的行", "rows open"), line(f"{open_:,}")),
    ]


def _brands(lines: tuple[PurseLine, ...]) -> Table:
    by_body = any(one.unit for one in lines)
    heads = (
        Text("品牌", "brand"),
        *((Text("创建单位", "building body"),) if by_body else ()),
        Text("年度", "year"),
        Text("人数", "people"),
        Text("新增", "new"),
        Text("金额", "yuan"),
        Text("余额", "left of the cap"),
        Text("不付", "refused"),
        Text("待定", "open"),
    )
    rows = tuple(
        (
            cell(one.brand),
            *((cell(one.unit),) if by_body else ()),
            cell(str(one.year)),
            cell(f"{one.persons:,}"),
            cell(f"{one.fresh.persons:,}"),
            cell(str(Money(one.fen))),
            cell(Span(same(str(Money(one.left_fen))), "plain" if one.left_fen else "bad")),
            cell(f"{one.refused:,}"),
            cell(f"{one.open:,}"),
        )
        for one in lines
    )
    return Table(heads=heads, rows=rows)


def _reasons(report: ClaimsReport) -> Table:
    heads = (Text("结果", "outcome"), Text("行数", "rows"), Text("原因", "reason"))
    counted = sorted((verdict, rows) for verdict, rows in report.counts.items() if verdict.outcome is not Outcome.MET and rows)
    rows = tuple(
        (cell(Span(verdict.outcome.label, TONES[verdict.outcome])), cell(f"{rows:,}"), cell(verdict.label))
        for verdict, rows in counted
    )
    return Table(heads=heads, rows=rows, keep=0)


def _alike(report: ClaimsReport) -> Line:
    pairs = [same(" = ".join(one.names) + (f" ({one.brand})" if one.brand else "")) for one in report.alike]
    more = Text(f" 等 {len(pairs)} 对", f" and {len(pairs) - _MOST_ALIKE} more") if len(pairs) > _MOST_ALIKE else same("")
    says = Text("这些写法可能是同一个，现在各有各的额度：", "these may be two spellings of one, and now have a cap each: ")
    mend = Text(
        "；若是，在认定清单里写明：品牌用 also，创建单位用 [[units]]",
        "; if so, tell it in the list of recognitions, by also for a brand, by [[units]] for a building body",
    )
    return line(says, joined(pairs[:_MOST_ALIKE], zh="；", en="; "), more, mend)


def _remarks(report: ClaimsReport, award: PerHead) -> list[Line]:
    found: list[Line] = []
    if report.committed is None:
        found.append(line(Text("这是试算，没有写入；--commit 才记入已付表", "a trial: nothing was written; --commit writes it")))
    elif report.committed.run is None:
        found.append(line(Text("没有新的可付，已付表未变", "there was nothing new to pay; the table of payments is as it was")))
    else:
        number = report.committed.run.number
        found.append(line(Text(f"已记入已付表，第 {number} 次", f"written to the table of payments as run {number}")))
    if report.committed is not None and report.committed.late:
        late = report.committed.late
        found.append(
            line(
                Text(
                    f"其中 {late} 人的申领属于已结算的月份，用的是余下的额度",
                    f"{late} of these people claim for months that were settled before, and were paid out of what was left",
                )
            )
        )
    if report.loaded.persons:
        persons, fen = report.loaded.persons, Money(report.loaded.fen)
        found.append(
            line(
                Text(
                    f"已计入载入的以前付款：{persons} 人、{fen} 元",
                    f"payments made before, which were loaded, are taken into account: {persons} people, {fen} yuan",
                )
            )
        )
    if report.unsettled_years:
        years = joined([same(str(year)) for year in report.unsettled_years], zh="、", en=", ")
        found.append(
            line(
                Text("以前年度尚未结清：", "earlier years are not settled to their end: ")
                + years
                + Text("；应先结算，因为每人只付一次", "; settle them first, because a person is paid once")
            )
        )
    if report.alike:
        found.append(_alike(report))
    if award.conflict is not None:
        found.append(line(award.conflict))
    if len(report.lines) > _MOST_LINES:
        found.append(
            line(Text(f"只列前 {_MOST_LINES} 行；--format json 有全部", f"the first {_MOST_LINES} lines; --format json has all"))
        )
    return found
