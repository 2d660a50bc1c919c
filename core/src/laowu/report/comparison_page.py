"""The page about one brand: what differs first, what is equal folded, every chart with the table of what it draws."""

from collections.abc import Iterator

from markupsafe import Markup

from laowu.report import comparison_sheets as sheets
from laowu.report.brand_report import BrandReport, planned_days
from laowu.report.differences import differences_markup
from laowu.report.distance_chart import distance_chart
from laowu.report.distances import Measured, by_measure, measured
from laowu.report.document import document
from laowu.report.figures import charts, figure, legend
from laowu.report.markup import folded, paragraph, section, table
from laowu.report.money_chart import money_chart, most_fen
from laowu.report.sheet import Sheet, split_rows
from laowu.report.timeline_chart import Scale, timeline_chart
from laowu.text import Language, Text, same


def comparison_page(report: BrandReport, *, language: Language) -> str:
    """The page of a comparison; the same bytes for the same comparison.

    Args:
        report: the comparison with its money and days off.
        language: the language the page opens in.
    """
    comparison = report.comparison
    brand = comparison.dossier["brand"]
    invented = Text("（虚构示例）", " (invented)") if brand.get("invented") else same("")
    title = same(brand["name"]) + invented + Text(" · 各地比较", " · region by region")
    parts = [(code, name, section(code, name, *body)) for code, name, *body in _parts(report, measured(comparison)) if any(body)]
    return document(title, _lead(report), parts, language=language)


def _lead(report: BrandReport) -> Markup:
    comparison = report.comparison
    day, start = comparison.on.isoformat(), comparison.start.isoformat()
    said = Text(f"以 {day} 为准判断，程序自 {start} 起算。", f"Judged as of {day}; procedures begin on {start}.")
    how = Text(
        "符号：✓ 符合　✗ 不符合　? 待评判　… 缺数据。“视同本地”一行不看属地条件。规则编号可用 laowu explain 查看。",
        "Signs: ✓ met, ✗ not met, ? for an official to judge, … no data. The as-if-local row leaves territorial conditions out."
        " laowu explain tells what stands behind the id of a rule.",
    )
    about = comparison.dossier["brand"].get("about")
    return paragraph(said) + (paragraph(same(about), style="soft") if about else Markup()) + paragraph(how, style="soft")


Part = tuple[str, Text, *tuple[Markup, ...]]


def _parts(report: BrandReport, entries: tuple[Measured, ...]) -> Iterator[Part]:
    comparison = report.comparison
    yield ("verdicts", Text("各地结论", "Verdicts"), *_verdicts(sheets.verdicts(comparison)))
    yield ("differences", Text("差在哪里", "What differs, and why"), differences_markup(comparison))
    yield ("distances", Text("与门槛的距离", "Distance to each threshold"), *_distances(entries))
    yield ("procedure", Text("程序的时间", "The procedure in time"), *_procedure(report))
    yield ("money", Text("逐年奖补", "Money by year"), *_money(report))
    for sheet, fold in (
        (sheets.papers(report), False),
        (sheets.names(comparison), False),
        (sheets.duties(report), False),
        (sheets.figures(comparison), False),
        (sheets.readings(comparison), True),
        (sheets.documents(comparison), False),
    ):
        if sheet.rows:
            shown = table(sheet, cards=not fold, even=sheet.code == "papers")
            count = Text(f"{len(sheet.rows)} 条", f"{len(sheet.rows)} in all")
            note = paragraph(sheet.note, style="soft") if sheet.note else Markup()
            yield (sheet.code, sheet.title, note, folded(count, shown) if fold else shown)


def _verdicts(sheet: Sheet) -> Iterator[Markup]:
    apart = [row for unlike, row in split_rows(sheet) if unlike or len(row) == 2]  # noqa: PLR2004  # one region: nothing to compare
    alike = [row for unlike, row in split_rows(sheet) if not unlike and len(row) > 2]  # noqa: PLR2004
    if apart:
        yield table(sheet, apart, cards=True, even=True)
    if alike:
        words = Text(f"各地相同：{len(alike)} 项", f"the same everywhere: {len(alike)}")
        yield folded(words, table(sheet, alike, cards=True, even=True))


def _distances(entries: tuple[Measured, ...]) -> Iterator[Markup]:
    if not entries:
        return
    groups = by_measure(entries)
    waiting = sum(entry.low is None for entry in entries)
    sheet = sheets.distances(entries)
    if groups:
        yield legend(
            Text("● 门槛本身算达到", "● the threshold itself counts"),
            Text("○ 门槛本身不算", "○ the threshold itself does not count"),
            Text("◆ 品牌的数据（两端各一）", "◆ the brand's figure (one at either end)"),
            Text("实心为确定，斜线为可能", "full: certain; hatched: possible"),
        )
        drawn = (
            figure(f"distance-{number}", group[0].what, group[0].seen, distance_chart(group, described_by=f"distance-{number}"))
            for number, group in enumerate(groups, start=1)
        )
        yield charts(drawn, sheet)
    else:
        yield folded(Text(f"{len(entries)} 条门槛的表格", f"{len(entries)} thresholds as a table"), table(sheet))
    if waiting:
        yield paragraph(
            Text(f"另有 {waiting} 条门槛还没有数据，见表。", f"{waiting} more thresholds wait for a figure; see the table.")
        )


def _procedure(report: BrandReport) -> Iterator[Markup]:
    comparison = report.comparison
    days = [day for pair in planned_days(comparison) for day in pair if day >= comparison.start]
    if not days:
        return
    scale = Scale(first=comparison.start, last=max(days), days_off=report.days_off)
    yield legend(
        Text("灰底：休息日和节假日", "grey: weekends and holidays"),
        Text("斜线：视需要或暂定", "hatched: where needed, or provisional"),
        Text("竖线：文件规定的最后一天", "upright line: last day the document sets"),
    )
    figures = []
    for column, answer, _ in report.judged():
        plans = [plan for plan in answer.review if plan.steps]
        if plans:
            plan, code = plans[-1], f"procedure-{column.code}"
            told = Text(f"共 {len(plan.steps)} 步", f"{len(plan.steps)} steps")
            name = column.name + same(" · ") + plan.target.level.label
            figures.append(figure(code, name, told, timeline_chart(plan, scale, described_by=code)))
    yield charts(figures, sheets.steps(report))


def _money(report: BrandReport) -> Iterator[Markup]:
    told = [(column, outlook) for column, _, outlooks in report.judged() for outlook in outlooks]
    if not told:
        return
    sheet = sheets.money(report)
    yield legend(
        Text("实心：确定的数", "full: certain"),
        Text("斜线：可能有，至多到此", "hatched: possible, up to its end"),
        Text("粗竖线：当年上限", "thick line: cap of the year"),
    )
    most = most_fen([outlook for _, outlook in told])
    figures = []
    for column, outlook in told:
        code = f"money-{column.code}-{outlook.target.level.value}"
        name = column.name + same(" · ") + outlook.target.level.label
        total = Text("合计 ", "total ") + outlook.total.label
        figures.append(figure(code, name, total, money_chart(outlook, most, described_by=code)))
    yield charts(figures, sheet)
