"""What a change of the rules would do: outcomes before and after, money, and each brand that comes out otherwise."""

from collections.abc import Iterator

from markupsafe import Markup

from laowu.evaluate.simulating.simulate import BrandEffect, Simulation, Tally
from laowu.evaluate.sweeping.telling import brand_names
from laowu.model.money import Amount
from laowu.model.outcome import Outcome
from laowu.report.document import document
from laowu.report.figures import charts, figure
from laowu.report.markup import folded, paragraph, section, table
from laowu.report.sheet import Lines, Row, Sheet, Value, least_most, verdict
from laowu.report.tally_chart import tally_chart
from laowu.text import Language, Text, same

REGION = Text("地区", "region")
LEVEL = Text("层级", "level")
TITLE = Text("规则改动的影响", "What a change would do")
_BEFORE = Text("改动前", "before")
_AFTER = Text("改动后", "after")


def altered(result: Simulation) -> Sheet:
    """What was altered."""
    rows: list[Row] = []
    for region in result.regions:
        for value in region.values:
            clause = str(value.clause) if value.clause else ""
            rows.append((region.region, value.path, value.before or "", value.after or "", value.rule or "", clause))
        rows += [(region.region, item.question, item.before, item.after, item.id, "") for item in region.readings]
    heads = (REGION, Text("改动处", "what"), _BEFORE, _AFTER, Text("规则或读法", "rule or reading"), Text("依据", "clause"))
    return Sheet(code="altered", title=Text("改动", "What was altered"), heads=heads, rows=tuple(rows))


def outcomes(result: Simulation) -> Sheet:
    """The brands counted by outcome, before and after."""
    rows = tuple(
        (region.region, _target(tally), verdict(outcome), tally.before.get(outcome.value, 0), tally.after.get(outcome.value, 0))
        for region in result.regions
        for tally in region.outcomes
        for outcome in Outcome
    )
    heads = (REGION, Text("层级和类别", "level and class"), Text("结论", "outcome"), _BEFORE, _AFTER)
    return Sheet(code="outcomes", title=Text("结论的变化", "Outcomes"), heads=heads, rows=rows)


def _target(tally: Tally) -> Text:
    level = tally.target.level.label
    return level + same(" ") + tally.class_label if tally.class_label else level


def money(result: Simulation) -> Sheet:
    """The money of all brands together."""
    rows = tuple(
        (
            region.region,
            item.level.label,
            *least_most(item.before),
            *least_most(item.after),
            item.not_stated_before,
            item.not_stated_after,
        )
        for region in result.regions
        for item in region.money
    )
    least, most, open_ = Text("至少", ", at least"), Text("至多", ", at most"), Text("未载明的品牌", ", brands without a sum")
    heads = tuple(when + what for when in (_BEFORE, _AFTER) for what in (least, most))
    return Sheet(
        code="money",
        title=Text("金额（元）", "Money (yuan)"),
        heads=(REGION, LEVEL, *heads, _BEFORE + open_, _AFTER + open_),
        rows=rows,
    )


def brands(result: Simulation) -> Sheet:
    """Each brand that any answer differs for, with what differs."""
    names = {region.jurisdiction: region.region for region in result.regions}
    called = brand_names((item.brand, item.dossier) for item in result.brands)
    rows = tuple((called[item.dossier], names[item.jurisdiction], *_changes(item)) for item in result.brands)
    heads = (
        Text("品牌", "brand"),
        REGION,
        Text("认定", "recognition"),
        Text("名称", "name"),
        Text("程序", "steps"),
        Text("材料", "papers"),
        Text("奖补", "money"),
        Text("认定之后", "after recognition"),
    )
    return Sheet(code="brands", title=Text("逐个品牌", "Brand by brand"), heads=heads, rows=rows)


def _changes(item: BrandEffect) -> Iterator[Value]:
    yield _listed(
        change.target.level.label
        + (same(" ") + change.class_label if change.class_label else same(""))
        + Text("：", ": ")
        + _to(_label(change.before), _label(change.after))
        for change in item.recognition
    )
    name = item.name
    yield _to(name.before.label if name.before else None, name.after.label if name.after else None) if name else None
    yield _listed(change.summary for change in item.steps)
    yield _listed(change.label + Text("：", ": ") + _to(_label(change.before), _label(change.after)) for change in item.papers)
    yield _listed(change.level.label + Text("：", ": ") + _to(_sum(change.before), _sum(change.after)) for change in item.money)
    yield _listed(
        change.level.label
        + Text("：", ": ")
        + _to(change.before.label if change.before else None, change.after.label if change.after else None)
        for change in item.upkeep
    )


def _listed(texts: Iterator[Text]) -> Value:
    told = tuple(texts)
    return Lines(told) if told else None


def _label(outcome: Outcome | None) -> Text | None:
    return outcome.label if outcome else None


def _sum(amount: Amount | None) -> Text | None:
    return amount.label if amount else None


def _to(before: Text | None, after: Text | None) -> Text:
    return (before or same("—")) + same(" → ") + (after or same("—"))


def simulation_sheets(result: Simulation) -> tuple[Sheet, ...]:
    """Every sheet of a simulation."""
    return tuple(sheet for sheet in (altered(result), outcomes(result), money(result), brands(result)) if sheet.rows)


def simulation_page(result: Simulation, *, language: Language) -> str:
    """The page of a simulation; the same bytes for the same result."""
    parts = [(code, title, section(code, title, *body)) for code, title, *body in _parts(result)]
    day = result.on.isoformat()
    said = Text(
        f"以 {day} 为准判断；共 {result.dossiers} 个品牌，{len({item.dossier for item in result.brands})} 个受影响。",
        f"Judged as of {day}; brands: {result.dossiers}, affected: {len({item.dossier for item in result.brands})}.",
    )
    return document(TITLE, paragraph(said), parts, language=language)


def _parts(result: Simulation) -> Iterator[tuple[str, Text, *tuple[Markup, ...]]]:
    changed = altered(result)
    nothing = Text("没有改动任何参数。", "No parameter was altered.")
    yield changed.code, changed.title, table(changed, cards=True) if changed.rows else paragraph(nothing)
    counted = outcomes(result)
    if counted.rows:
        yield counted.code, counted.title, charts(_drawn(result), counted)
    for sheet in (money(result), brands(result)):
        if sheet.rows:
            count = Text(f"{len(sheet.rows)} 条", f"{len(sheet.rows)} in all")
            yield sheet.code, sheet.title, folded(count, table(sheet, cards=True), open_=True)


def _drawn(result: Simulation) -> Iterator[Markup]:
    for region in result.regions:
        for number, tally in enumerate(region.outcomes, start=1):
            code = f"outcomes-{region.jurisdiction}-{number}"
            told = Text(f"{tally.flips} 个品牌结论改变", f"brands that flip: {tally.flips}")
            chart = tally_chart([(_BEFORE, tally.before), (_AFTER, tally.after)], described_by=code)
            yield figure(code, region.region + same(" · ") + _target(tally), told, chart)
