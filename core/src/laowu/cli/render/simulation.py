"""A simulation: what was altered and the sums, region by region; then who flips, and what else changes for whom."""

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

from laowu.cli.render.page import Block, Cell, Items, Line, Page, Span, Table, cell, heading, line, paragraph, section
from laowu.cli.render.wording import COLON, bracketed, outcome
from laowu.evaluate.explaining.rule_codes import PARTS_OF_NAMES
from laowu.evaluate.simulating.answer_changes import ActionChange, CriterionChange, Days, RecognitionChange, SumChange
from laowu.evaluate.simulating.simulate import BrandEffect, MoneySum, RegionEffect, Simulation, Tally
from laowu.evaluate.sweeping.telling import brand_names
from laowu.model.answers import BrandStatus, NameVerdict
from laowu.model.level import Target
from laowu.model.money import Amount
from laowu.model.outcome import Outcome
from laowu.text import Text, joined, same

_ARROW = " → "
_NOTHING = same("-")
_SHOWN = 3

BRAND = Text("品牌", "brand")
WHERE = Text("地区、层级、类别", "region, level, class")
CHANGE = Text("前 → 后", "before → after")
_WHAT = Text("变化的内容", "what changes")

K = TypeVar("K", bound=Hashable)


def simulation(result: Simulation) -> Page:
    """A simulation."""
    day = result.on.isoformat()
    count = Text(f"{result.dossiers} 个品牌，以 {day} 为准", f"{result.dossiers} brands, as of {day}")
    if result.dossiers == 1:
        count = Text(f"1 个品牌，以 {day} 为准", f"1 brand, as of {day}")
    regions = {region.jurisdiction: region.region for region in result.regions}
    names = brand_names((effect.brand, effect.dossier) for effect in result.brands)
    parts = [part for region in result.regions for part in _region(region)]
    if not result.brands:
        nothing = Text("所有结果都不变", "No answer differs")
        return (_title(), paragraph(count), *parts, paragraph(nothing))
    return (
        _title(),
        paragraph(count),
        *parts,
        *_flips(result.brands, regions, names),
        *_criteria(result.brands, regions, names),
        *_money(result.brands, regions, names),
        *_verdicts(result.brands, regions, names),
        *_procedure(result.brands, regions, names),
        *_upkeep(result.brands, regions, names),
        *_measured(result.brands, regions, names),
    )


def _title() -> Block:
    return heading(Text("改动参数的影响", "What the change would do"), level=1)


def _region(region: RegionEffect) -> Iterator[Block]:
    yield heading(region.region)
    altered = tuple(
        (
            cell(value.path, *([value.clause.locator] if value.clause else [])),
            cell((value.before or "-") + _ARROW + (value.after or "-")),
        )
        for value in region.values
    )
    chosen = tuple(
        line(reading.id, COLON, reading.before + _ARROW + reading.after, bracketed(reading.says)) for reading in region.readings
    )
    if chosen:
        yield Items(chosen)
    if altered:
        yield Table(heads=(Text("改动的参数", "parameter changed"), CHANGE), rows=altered)
    elif not chosen:
        yield paragraph(Text("没有改动", "nothing is changed"))
    if region.outcomes:
        yield Table(
            heads=(
                Text("层级、类别", "level, class"),
                *(item.label for item in Outcome),
                Text("结果变化", "flips"),
            ),
            rows=tuple(map(_tally, region.outcomes)),
        )
    if region.money:
        yield Table(
            heads=(Text("奖补合计", "money in all"), Text("改动前", "before"), Text("改动后", "after")),
            rows=tuple(map(_sum, region.money)),
        )


def _tally(tally: Tally) -> tuple[Cell, ...]:
    numbers = [(tally.before[item.value], tally.after[item.value]) for item in Outcome]
    cells = [cell(str(old) if old == new else f"{old}{_ARROW}{new}") for old, new in numbers]
    return cell(_target(tally.target, tally.class_label)), *cells, cell(str(tally.flips))


def _target(target: Target, class_label: Text | None) -> Text:
    return target.level.label + same(" · ") + class_label if class_label else target.level.label


def _sum(money: MoneySum) -> tuple[Cell, ...]:
    return (
        cell(money.level.label),
        cell(money.before.label, _unstated(money.not_stated_before)),
        cell(money.after.label, _unstated(money.not_stated_after)),
    )


def _unstated(count: int) -> Text | None:
    return Text(f"另有 {count} 个未载明", f"and {count} not stated") if count else None


Names = Mapping[str, Text]


def _flips(effects: Sequence[BrandEffect], regions: Names, names: Names) -> Page:
    flips = [(effect, change) for effect in effects for change in effect.recognition if change.flips]
    head = heading(Text("谁的认定结果会变", "Who flips"))
    if not flips:
        return (head, paragraph(Text("没有品牌的认定结果会变", "No brand comes out otherwise")))
    rows = tuple(
        (
            cell(names[effect.dossier]),
            cell(_place(effect, change, regions)),
            _turn(change.before, change.after),
            _made_by(change.criteria),
        )
        for effect, change in flips
    )
    return (head, Table(heads=(BRAND, WHERE, CHANGE, Text("由哪些条件造成", "criteria that made it")), rows=rows))


def _place(effect: BrandEffect, change: RecognitionChange, regions: Names) -> Text:
    return regions[effect.jurisdiction] + same(" · ") + _target(change.target, change.class_label)


def _turn(before: Outcome | NameVerdict | BrandStatus | None, after: Outcome | NameVerdict | BrandStatus | None) -> Cell:
    words: list[Span | str] = []
    for place, value in enumerate((before, after)):
        words += [_ARROW] if place else []
        words.append("-" if value is None else outcome(value))
    return (line(*words),)


def _made_by(criteria: Sequence[CriterionChange]) -> Cell:
    return tuple(_criterion(change) for change in criteria) or cell("-")


def _criterion(change: CriterionChange) -> Line:
    before = change.before.label if change.before else _NOTHING
    after = change.after.label if change.after else _NOTHING
    return line(Span(same(change.rule)), " ", change.summary, COLON, before, _ARROW, after)


def _criteria(effects: Sequence[BrandEffect], regions: Names, names: Names) -> Page:
    """Criteria that come out otherwise where the outcome as a whole stays."""
    found = [
        ((regions[effect.jurisdiction], _target(change.target, change.class_label), criterion), names[effect.dossier])
        for effect in effects
        for change in effect.recognition
        if not change.flips
        for criterion in change.criteria
    ]
    rows = tuple(
        (cell(region + same(" · ") + target), (_criterion(criterion),), cell(_who(brands)))
        for (region, target, criterion), brands in _grouped(found)
    )
    head = heading(Text("条件有变、结果不变", "Criteria that change while the outcome stays"))
    return section(head, Table(heads=(WHERE, _WHAT, BRAND), rows=rows))


def _grouped(found: Iterable[tuple[K, Text]]) -> list[tuple[K, list[Text]]]:
    """The same change told once, with everybody it concerns."""
    groups: dict[K, list[Text]] = {}
    for key, who in found:
        groups.setdefault(key, []).append(who)
    return list(groups.items())


def _who(brands: Sequence[Text]) -> Text:
    if len(brands) <= _SHOWN:
        return joined(list(brands), zh="、", en=", ")
    return Text(f"{len(brands)} 个品牌", f"{len(brands)} brands")


def _money(effects: Sequence[BrandEffect], regions: Names, names: Names) -> Page:
    found = [
        ((regions[effect.jurisdiction] + same(" · ") + change.level.label, change), names[effect.dossier])
        for effect in effects
        for change in effect.money
    ]
    rows = tuple(
        (
            cell(place),
            cell(_amount(change.before) + same(_ARROW) + _amount(change.after)),
            tuple(map(_sum_change, change.lines)) or cell("-"),
            cell(_who(brands)),
        )
        for (place, change), brands in _grouped(found)
    )
    heads = (Text("地区、层级", "region, level"), Text("合计", "total"), Text("哪些项", "sums"), BRAND)
    return section(heading(Text("奖补怎样变", "How money changes")), Table(heads=heads, rows=rows))


def _amount(amount: Amount | None) -> Text:
    return amount.label if amount else _NOTHING


def _sum_change(change: SumChange) -> Line:
    year = Text(f"（{change.year} 年）", f" ({change.year})") if change.year is not None else same("")
    return line(change.rule, year, COLON, _amount(change.before), _ARROW, _amount(change.after))


def _verdicts(effects: Sequence[BrandEffect], regions: Names, names: Names) -> Page:
    rows = tuple(
        (
            cell(names[effect.dossier]),
            cell(regions[effect.jurisdiction]),
            _turn(effect.name.before, effect.name.after),
            cell(_parts(effect.name.missing_before) + same(_ARROW) + _parts(effect.name.missing_after)),
        )
        for effect in effects
        if effect.name is not None
    )
    heads = (BRAND, Text("地区", "region"), CHANGE, Text("缺的部分", "parts missing"))
    return section(heading(Text("名称", "Names")), Table(heads=heads, rows=rows))


def _parts(codes: Sequence[str]) -> Text:
    return joined([PARTS_OF_NAMES[code] for code in codes], zh="、", en=", ") if codes else _NOTHING


def _procedure(effects: Sequence[BrandEffect], regions: Names, names: Names) -> Page:
    steps = [
        (
            (
                regions[effect.jurisdiction] + same(" · ") + step.level.label,
                step.rule,
                step.summary,
                _span(step.before),
                _span(step.after),
            ),
            names[effect.dossier],
        )
        for effect in effects
        for step in effect.steps
    ]
    papers = [
        (
            (
                regions[effect.jurisdiction] + same(" · ") + paper.level.label,
                paper.code,
                paper.label,
                _needed(paper.before),
                _needed(paper.after),
            ),
            names[effect.dossier],
        )
        for effect in effects
        for paper in effect.papers
    ]
    rows = tuple(
        (cell(place), cell(summary, rule), cell(before + same(_ARROW) + after), cell(_who(brands)))
        for (place, rule, summary, before, after), brands in _grouped([*steps, *papers])
    )
    heads = (Text("地区、层级", "region, level"), Text("环节、材料", "step, paper"), CHANGE, BRAND)
    return section(heading(Text("程序和材料", "Procedure and papers")), Table(heads=heads, rows=rows))


def _span(days: Days | None) -> Text:
    if days is None:
        return _NOTHING
    begins, ends, due = days
    told = list(dict.fromkeys(day.isoformat() for day in (begins, ends) if day is not None))
    limit = Text(f"（期限 {due.isoformat()}）", f" (by {due.isoformat()})") if due else same("")
    return same("–".join(told) or "-") + limit


def _needed(needed: Outcome | None) -> Text:
    return _NEEDED[needed] if needed else _NOTHING


_NEEDED = {
    Outcome.MET: Text("须有", "needed"),
    Outcome.NOT_MET: Text("不须", "not needed"),
    Outcome.NO_DATA: Text("缺数据", "no data"),
    Outcome.NEEDS_JUDGEMENT: Text("待评判", "needs judgement"),
}


def _upkeep(effects: Sequence[BrandEffect], regions: Names, names: Names) -> Page:
    rows = tuple(
        (
            cell(names[effect.dossier]),
            cell(regions[effect.jurisdiction] + same(" · ") + change.level.label),
            _turn(change.before, change.after),
            tuple(map(_action, change.actions)) or cell("-"),
        )
        for effect in effects
        for change in effect.upkeep
    )
    heads = (BRAND, Text("地区、层级", "region, level"), CHANGE, Text("须办事项", "what is to be done"))
    return section(heading(Text("认定之后", "After recognition")), Table(heads=heads, rows=rows))


def _action(change: ActionChange) -> Line:
    before, after = ((_due(value, day)) for value, day in ((change.before, change.due_before), (change.after, change.due_after)))
    return line(change.rule, " ", change.says, COLON, before, _ARROW, after)


def _due(value: Outcome | None, day: object) -> Text:
    if value is None:
        return _NOTHING
    return value.label + (bracketed(Text(f"{day} 前", f"by {day}")) if day else same(""))


def _told(effect: BrandEffect) -> bool:
    return bool(effect.recognition or effect.name or effect.steps or effect.papers or effect.money or effect.upkeep)


def _measured(effects: Sequence[BrandEffect], regions: Names, names: Names) -> Page:
    """Brands whose answers are worded or measured otherwise, with nothing of the above."""
    found = [(regions[effect.jurisdiction], names[effect.dossier]) for effect in effects if not _told(effect)]
    items = tuple(line(region, COLON, _who(brands)) for region, brands in _grouped(found))
    head = heading(Text("只是尺度或措辞不同", "Measured or worded otherwise, with the same result"))
    return section(head, Items(items))
