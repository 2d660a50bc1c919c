"""What an examination found: region by region, the tier, the rules that are broken, and what breaks them."""

from collections.abc import Sequence

from laowu.cli.render.installed import NONE_INSTALLED
from laowu.cli.render.page import Block, Items, Line, Page, Span, Table, cell, heading, line, paragraph
from laowu.conformance.report import Report, RuleResult
from laowu.conformance.suite_rule import Fault
from laowu.conformance.tiers import TIERS, Tier
from laowu.text import Text, same

_SHOWN = 40


def conformance_page(reports: Sequence[Report]) -> Page:
    """The reports of some regions, then their tiers side by side."""
    if not reports:
        return (paragraph(NONE_INSTALLED),)
    page: list[Block] = [block for report in reports for block in _region(report)]
    if len(reports) > 1:
        page += [heading(Text("各地区", "All regions"), level=1), _side_by_side(reports)]
    return tuple(page)


def _region(report: Report) -> Page:
    about = f"{report.distribution} {report.version}".strip()
    how = Text("全部检查", "thorough") if report.thorough else Text("抽样检查", "sampled")
    said: list[Block] = [
        heading(report.name + same(f" {report.jurisdiction}"), level=1),
        paragraph(Text("已达：", "reached: "), Span(report.tier.label, "good" if report.tier is Tier.PROVEN else "bad")),
        paragraph(same(f"{about} · ") + how + Text(f" · 种子 {report.seed}", f" · seed {report.seed}")),
        _tiers(report),
    ]
    for result in report.results:
        if result.faults:
            said += _broken(result)
    waived = [(result, fault, reason) for result in report.results for fault, reason in result.waived]
    if waived:
        rows = tuple((cell(result.rule), cell(fault.subject), cell(reason)) for result, fault, reason in waived)
        heads = (Text("规则", "rule"), Text("对象", "what"), Text("理由", "reason"))
        said += [heading(Text("豁免", "Waived")), Table(heads=heads, rows=rows, keep=0)]
    return tuple(said)


def _tiers(report: Report) -> Table:
    rows = []
    for tier in TIERS:
        asked = [result for result in report.results if result.tier is tier]
        kept = sum(result.passed for result in asked)
        tone = Span(Text("✓ 已达", "✓ reached"), "good") if report.tier >= tier else Span(Text("✗ 未达", "✗ not reached"), "bad")
        rows.append((cell(tier.label), cell(Text(f"{len(asked)} 条中 {kept} 条", f"{kept} of {len(asked)}")), cell(tone)))
    return Table(heads=(Text("级别", "tier"), Text("符合的规则", "rules kept"), Text("结果", "result")), rows=tuple(rows))


def _broken(result: RuleResult) -> list[Block]:
    items = [_fault(fault) for fault in result.faults[:_SHOWN]]
    more = len(result.faults) - _SHOWN
    if more > 0:
        items.append(line(Text(f"……另有 {more} 处", f"… and {more} more")))
    where = paragraph(Span(Text("说明：", "see ") + same(result.page), "faint"))
    return [heading(same(f"{result.rule} ") + result.says), Items(tuple(items)), where]


def _fault(fault: Fault) -> Line:
    if not fault.example:
        return line(Span(fault.says, "bad"))
    return line(Span(fault.says, "bad"), Text("；最小的例子：", "; smallest example: ") + same(fault.example))


def _side_by_side(reports: Sequence[Report]) -> Table:
    rows = tuple((cell(report.jurisdiction), cell(report.tier.label), cell(str(report.waivers))) for report in reports)
    heads = (Text("地区", "region"), Text("级别", "tier"), Text("豁免", "waivers"))
    return Table(heads=heads, rows=rows, keep=0)
