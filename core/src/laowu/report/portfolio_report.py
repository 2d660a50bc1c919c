"""Many brands under many regions: how the outcomes spread, and a line per brand."""

from collections.abc import Iterator

from markupsafe import Markup

from laowu.evaluate.comparing.portfolio import Portfolio, PortfolioCell
from laowu.model.outcome import Outcome
from laowu.report.document import document
from laowu.report.figures import charts, figure
from laowu.report.markup import paragraph, section, table
from laowu.report.sheet import Lines, Sheet, Value, verdict
from laowu.report.tally_chart import tally_chart
from laowu.text import Language, Text, same

TITLE = Text("多个品牌 · 各地比较", "Brands, region by region")
_LITERAL = Text("全部条件", "all conditions")
_AS_IF_LOCAL = Text("视同本地", "as if local")


def spread(result: Portfolio) -> Sheet:
    """How many brands come out how in each region."""
    names = {region.code: region.name for region in result.regions}
    rows = tuple(
        (names[count.code], verdict(outcome), count.outcomes.get(outcome.value, 0), count.substantive.get(outcome.value, 0))
        for count in result.counts
        for outcome in Outcome
    )
    heads = (Text("地区", "region"), Text("结论", "outcome"), _LITERAL, _AS_IF_LOCAL)
    return Sheet(code="spread", title=Text("结论的分布", "How the outcomes spread"), heads=heads, rows=rows)


def brands(result: Portfolio) -> Sheet:
    """A line per brand, a column per region."""
    heads = (Text("品牌", "brand"), *(region.name for region in result.regions))
    rows = tuple((same(line.brand), *map(_cell, line.cells)) for line in result.brands)
    return Sheet(
        code="brands",
        title=Text("逐个品牌", "Brand by brand"),
        note=Text("各地最近的层级和类别，视同本地。", "The nearest level and class of each region, as if local."),
        heads=heads,
        rows=rows,
    )


def _cell(cell: PortfolioCell | None) -> Value:
    if cell is None:
        return None
    where = cell.target.level.label + (same(" ") + cell.class_label if cell.class_label else same(""))
    counts = Text(f"不符合 {cell.not_met}，未定 {cell.unknown}", f"{cell.not_met} not met, {cell.unknown} open")
    lacks = tuple(lack.summary + (Text("，", ", ") + lack.shortfall if lack.shortfall else same("")) for lack in cell.lacks)
    return Lines((cell.substantive.label, where, counts, *lacks), cell.substantive.value)


def problems(result: Portfolio) -> Sheet:
    """Regions that could not be asked."""
    rows = tuple((region.name, region.state, region.problem) for region in result.regions if region.problem)
    heads = (Text("地区", "region"), Text("状态", "state"), Text("原因", "reason"))
    return Sheet(code="problems", title=Text("未能询问的地区", "Regions that could not be asked"), heads=heads, rows=rows)


def portfolio_sheets(result: Portfolio) -> tuple[Sheet, ...]:
    """Every sheet of a portfolio."""
    return tuple(sheet for sheet in (spread(result), brands(result), problems(result)) if sheet.rows)


def portfolio_report_page(result: Portfolio, *, language: Language) -> str:
    """The page of a portfolio; the same bytes for the same result."""
    parts = [(code, title, section(code, title, *body)) for code, title, *body in _parts(result)]
    day, number = result.on.isoformat(), len(result.brands)
    lead = paragraph(Text(f"以 {day} 为准判断；共 {number} 个品牌。", f"Judged as of {day}; brands: {number}."))
    return document(TITLE, lead, parts, language=language)


def _parts(result: Portfolio) -> Iterator[tuple[str, Text, *tuple[Markup, ...]]]:
    counted = spread(result)
    if counted.rows:
        yield counted.code, counted.title, charts(_drawn(result), counted)
    lines = brands(result)
    if lines.rows:
        note = paragraph(lines.note, style="soft") if lines.note else Markup()
        yield lines.code, lines.title, note, table(lines, cards=True, even=True)
    wrong = problems(result)
    if wrong.rows:
        yield wrong.code, wrong.title, table(wrong)


def _drawn(result: Portfolio) -> Iterator[Markup]:
    names = {region.code: region.name for region in result.regions}
    for count in result.counts:
        code = f"spread-{count.code}"
        chart = tally_chart([(_LITERAL, count.outcomes), (_AS_IF_LOCAL, count.substantive)], described_by=code)
        number = sum(count.substantive.values())
        yield figure(code, names[count.code], Text(f"{number} 个品牌", f"brands: {number}"), chart)
