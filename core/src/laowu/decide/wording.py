"""Values and bounds as a reader sees them, in both languages."""

from datetime import date

from laowu.model.facts import FactDefinition, FactType, Value
from laowu.model.level import ApplicantKind, Level
from laowu.model.share import Share, percent_of
from laowu.places.divisions import Divisions
from laowu.rules.predicate import Operator
from laowu.text import Text, joined, same

YES_NO = (Text("否", "no"), Text("是", "yes"))


def unit_of(definition: FactDefinition) -> Text:
    """The unit of a fact; empty where it has none."""
    return definition.unit or (Text("元", "yuan") if definition.type is FactType.YUAN else same(""))


def unit_for(number: int, unit: Text) -> Text:
    """A unit as it stands behind a number: units are stated in the plural, and English says one person."""
    return Text(unit.zh, unit.en.removesuffix("s")) if number == 1 else unit


def value_wording(definition: FactDefinition, value: Value | None) -> Text:  # noqa: PLR0911  # one case per kind of value
    """A value with its unit."""
    match value:
        case bool():
            return YES_NO[value]
        case int():
            unit = unit_for(value, unit_of(definition))
            number = f"{value:,}"
            return Text(f"{number} {unit.zh}", f"{number} {unit.en}") if unit.zh else Text(number, number + unit.en)
        case "" | ():
            return Text("（无）", "(none)")
        case tuple():
            return joined([_code_wording(definition, code) for code in value], zh="、", en=", ")
        case str():
            return _code_wording(definition, value)
        case Share():
            return share_wording(value)
    return same(str(value))


def share_wording(share: Share) -> Text:
    """A share as its source has it: as the percentage quoted, or counted."""
    if share.quoted:
        return same(share.quoted)
    part, whole = share.part, share.whole
    counts, percentage = f"{part:,}/{whole:,}", percent_of(part, whole)
    return Text(f"{counts}（{percentage}）", f"{counts} ({percentage})")


def _code_wording(definition: FactDefinition, code: str) -> Text:
    if code in definition.choices:
        return definition.choices[code]
    if definition.given_by == "recognitions.level":
        return Level(code).label
    if definition.given_by == "operators.kind":
        return ApplicantKind(code).label
    if definition.type is FactType.DIVISIONS:
        found = Divisions.load().nearest(code, date.max)
        return same(found.name if found else code)
    return same(code)


_BOUND: dict[Operator, tuple[Text, Text]] = {
    Operator.IS: (same(""), same("")),
    Operator.IN: (Text("限于：", "one of: "), same("")),
    Operator.INCLUDES: (Text("含：", "including: "), same("")),
    Operator.AT_LEAST: (Text("不低于 ", "at least "), same("")),
    Operator.MORE_THAN: (Text("超过 ", "more than "), Text("（不含本数）", " (itself excluded)")),
    Operator.AT_MOST: (Text("不高于 ", "at most "), same("")),
    Operator.LESS_THAN: (Text("小于 ", "less than "), Text("（不含本数）", " (itself excluded)")),
    Operator.BEFORE: (same(""), Text(" 之前（不含当日）", " excluded, before it")),
    Operator.ON_OR_BEFORE: (same(""), Text(" 之前（含当日）", " at the latest")),
    Operator.WITHIN: (Text("位于 ", "within "), same("")),
}


def bound_wording(definition: FactDefinition, operator: Operator, bound: Value) -> Text:
    """What a comparison asks."""
    if operator is Operator.PRESENT:
        return Text("须有", "must be there") if bound else Text("须无", "must not be there")
    if operator is Operator.WITHIN:
        found = Divisions.load().nearest(str(bound), date.max)
        return Text("位于 ", "within ") + same(found.name if found else str(bound))
    before, after = _BOUND[operator]
    return before + value_wording(definition, bound) + after
