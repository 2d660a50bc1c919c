"""A portfolio: how many brands come out how in each region, then brand by brand."""

from collections.abc import Sequence

from laowu.cli.render.installed import state
from laowu.cli.render.page import Cell, Page, Span, Table, cell, heading, line, paragraph, section
from laowu.cli.render.wording import outcome
from laowu.evaluate.comparing.portfolio import OutcomeCount, Portfolio, PortfolioCell, PortfolioLine, PortfolioRegion
from laowu.model.outcome import Outcome
from laowu.text import Text, joined, same

_SHOWN = 2


def portfolio_page(result: Portfolio) -> Page:
    """A portfolio."""
    day, count = result.on.isoformat(), len(result.brands)
    says = Text(
        f"{count} 个品牌，以 {day} 为准；各格先写实质条件（视同本地），属地条件不符合的另注",
        f"{count} brands, as of {day}; each cell begins with the substantive conditions, as if local,"
        " and says so where the territorial ones fail",
    )
    names = tuple(region.name for region in result.regions)
    return (
        heading(Text("各地比较", "Region by region"), level=1),
        paragraph(says),
        *section(heading(Text("合计（视同本地）", "In all, as if local")), _counts(result)),
        heading(Text("各品牌", "Brand by brand")),
        Table(heads=(Text("品牌", "brand"), *names), rows=(*_states(result.regions), *map(_line, result.brands)), equal=True),
    )


def _counts(result: Portfolio) -> Table:
    names = {region.code: region.name for region in result.regions}
    heads = (Text("地区", "region"), *(outcome_.label for outcome_ in Outcome))
    return Table(heads=heads, rows=tuple(_count(names[count.code], count) for count in result.counts))


def _count(name: Text, count: OutcomeCount) -> tuple[Cell, ...]:
    return (cell(name), *(cell(str(count.substantive[item.value])) for item in Outcome))


def _states(regions: Sequence[PortfolioRegion]) -> tuple[tuple[Cell, ...], ...]:
    if all(region.state == "judged" for region in regions):
        return ()
    return ((cell(Span(Text("插件状态", "plugin"), "strong")), *(cell(state(each.state), each.problem) for each in regions)),)


def _line(brand: PortfolioLine) -> tuple[Cell, ...]:
    invented = Text("（虚构示例）", " (invented)") if brand.invented else same("")
    return (cell(same(brand.brand) + invented), *map(_cell, brand.cells))


def _cell(found: PortfolioCell | None) -> Cell:
    if found is None:
        return cell("-")
    where = found.target.level.label + (same(" ") + found.class_label if found.class_label else same(""))
    lines = [line(outcome(found.substantive)), line(Span(where, "faint"))]
    lines += [line(f"{lack.rule} ", lack.shortfall or lack.summary) for lack in found.lacks[:_SHOWN]]
    if found.not_met > _SHOWN:
        rest = found.not_met - _SHOWN
        lines.append(line(Text(f"另有 {rest} 项不符合", f"{rest} more not met")))
    if found.unknown:
        lines.append(line(Text(f"未定 {found.unknown} 项", f"{found.unknown} open")))
    if found.territorial is not Outcome.MET:
        lines.append(line(Span(joined([Text("属地", "place"), found.territorial.label], zh="：", en=": "), "faint")))
    return tuple(lines)
