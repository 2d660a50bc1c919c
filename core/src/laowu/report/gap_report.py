"""What brands lack: how near each is to every level and class, what would change it, as page and as sheets."""

from collections import Counter
from collections.abc import Iterator
from fractions import Fraction

from markupsafe import Markup

from laowu.evaluate.gaps.dossier_change import Change
from laowu.evaluate.gaps.gap import BrandGaps, Gap, GapReport
from laowu.model.outcome import Outcome
from laowu.report.document import document
from laowu.report.figures import charts, figure, legend
from laowu.report.markup import folded, paragraph, section, table
from laowu.report.sheet import Lines, Row, Sheet, Value, verdict
from laowu.report.tally_chart import tally_chart
from laowu.text import Language, Text, same

BRAND = Text("品牌", "brand")
REGION = Text("地区", "region")
TARGET = Text("层级和类别", "level and class")
TITLE = Text("差距", "What is missing")


def nearness(report: GapReport) -> Sheet:
    """Every brand, level and class with how near it is, nearest first."""
    return Sheet(
        code="nearness",
        title=Text("远近", "Nearness"),
        note=Text(
            "远近只看实质条件。差距合计：每条按差额占两数中较大者的几分之几计，不符合而无法计量的算 100%。",
            "Nearness counts substantive conditions only. The total adds up the differences, each as a part of the larger of"
            " its two figures; one that cannot be measured counts as 100%.",
        ),
        heads=(
            BRAND,
            REGION,
            TARGET,
            Text("全部条件", "all conditions"),
            Text("视同本地", "as if local"),
            Text("不符合", "not met"),
            Text("差距合计", "distance in all"),
            Text("未定", "open"),
            Text("改变后", "once changed"),
            Text("须改变的", "what would change it"),
        ),
        rows=tuple(_near(brand, gap) for brand in report.brands for gap in brand.gaps),
    )


def _near(brand: BrandGaps, gap: Gap) -> Row:
    where = (same(brand.brand), gap.region, _target(gap), verdict(gap.outcome), verdict(gap.substantive))
    changes = Lines(tuple(_change(change) for change in gap.changes)) if gap.changes else None
    if gap.distance is None:
        return (*where, None, None, None, verdict(gap.reached), changes)
    far = gap.distance
    # A distance is a length: what is told here as a share of one is negative, as on the charts.
    return (*where, far.not_met, -Fraction(far.shortfall), far.unknown, verdict(gap.reached), changes)


def _target(gap: Gap) -> Text:
    level = gap.target.level.label
    return level + same(" ") + gap.class_label if gap.class_label else level


def _change(change: Change) -> Text:
    year = Text(f"（{change.year} 年）", f" ({change.year})") if change.year is not None else same("")
    return change.label + year + Text("：", ": ") + change.asked + Text("；现为 ", "; now ") + change.seen


def lacks(report: GapReport) -> Sheet:
    """Every criterion not met or open."""
    rows: list[Row] = []
    for brand in report.brands:
        for gap in brand.gaps:
            for lack in gap.lacks:
                finding = lack.finding
                way: Value = Lines(tuple(_change(change) for change in lack.changes)) if lack.changes else None
                far = None if lack.distance is None else -Fraction(lack.distance)
                what = (same(brand.brand), gap.region, _target(gap), finding.summary, verdict(finding.outcome), far, way)
                rows.append((*what, finding.rule, str(finding.clause)))
    heads = (BRAND, REGION, TARGET, Text("条件", "condition"), Text("结论", "outcome"), Text("差距", "distance"))
    more = (Text("最近的办法", "nearest way"), Text("规则", "rule"), Text("依据", "clause"))
    return Sheet(code="lacks", title=Text("逐条差距", "Condition by condition"), heads=(*heads, *more), rows=tuple(rows))


def papers(report: GapReport) -> Sheet:
    """Papers still to come."""
    rows = tuple(
        (same(brand.brand), gap.region, _target(gap), need.label, verdict(need.needed), need.rule, str(need.clause))
        for brand in report.brands
        for gap in brand.gaps
        for need in gap.papers
    )
    heads = (
        BRAND,
        REGION,
        TARGET,
        Text("材料", "paper"),
        Text("是否需要", "needed"),
        Text("规则", "rule"),
        Text("依据", "clause"),
    )
    return Sheet(code="papers", title=Text("未备材料", "Papers to come"), heads=heads, rows=rows)


def problems(report: GapReport) -> Sheet:
    """Regions that could not be asked."""
    rows = tuple((column.name, column.state, column.problem) for column in report.problems)
    heads = (REGION, Text("状态", "state"), Text("原因", "reason"))
    return Sheet(code="problems", title=Text("未能询问的地区", "Regions that could not be asked"), heads=heads, rows=rows)


def gap_sheets(report: GapReport) -> tuple[Sheet, ...]:
    """Every sheet of a gap report."""
    return tuple(sheet for sheet in (nearness(report), lacks(report), papers(report), problems(report)) if sheet.rows)


def gap_page(report: GapReport, *, language: Language) -> str:
    """The page of a gap report; the same bytes for the same report."""
    parts = [(code, title, section(code, title, *body)) for code, title, *body in _parts(report)]
    day = report.on.isoformat()
    lead = paragraph(Text(f"以 {day} 为准判断，最近的在前。", f"Judged as of {day}, nearest first."))
    only = same(report.brands[0].brand + " · ") if len(report.brands) == 1 else same("")
    return document(only + TITLE, lead, parts, language=language)


def _parts(report: GapReport) -> Iterator[tuple[str, Text, *tuple[Markup, ...]]]:
    near = nearness(report)
    if near.rows:
        marks = legend(
            Text(
                "每条按未符合的条件数作图，颜色之外另有符号和数字",
                "Conditions not met or open; signs and figures beside the colours",
            )
        )
        drawn = (_drawn(brand, number) for number, brand in enumerate(report.brands, start=1) if brand.gaps)
        yield "nearness", near.title, marks, charts(drawn, near)
    for sheet in (lacks(report), papers(report), problems(report)):
        if sheet.rows:
            count = Text(f"{len(sheet.rows)} 条", f"{len(sheet.rows)} in all")
            yield sheet.code, sheet.title, folded(count, table(sheet), open_=sheet.code == "problems")


def _drawn(brand: BrandGaps, number: int) -> Markup:
    rows = [(gap.region + same(" · ") + _target(gap), _counts(gap)) for gap in brand.gaps]
    code = f"nearness-{number}"
    told = Text(f"{len(rows)} 个层级和类别", f"levels and classes: {len(rows)}")
    return figure(code, same(brand.brand), told, tally_chart(rows, described_by=code))


def _counts(gap: Gap) -> dict[str, int]:
    if not gap.lacks:
        return {Outcome.MET.value: 1} if gap.outcome is Outcome.MET else {}
    return dict(Counter(lack.finding.outcome.value for lack in gap.lacks))
