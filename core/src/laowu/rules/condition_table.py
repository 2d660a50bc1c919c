"""Conditions as TOML writes them, read into predicates; every bound is checked against the kind of its fact."""

from datetime import date
from typing import Any

import cattrs

from laowu.model import scalars
from laowu.model.facts import FactCatalogue, FactDefinition, FactType, Value
from laowu.model.refusal import Refusal, Step, not_among, suggestion, unknown_key, wrong_kind
from laowu.model.share import Share
from laowu.rules.dated import Dated, DatedValue
from laowu.rules.predicate import APPLIES_TO, AllOf, AnyOf, AtLeastK, Judge, Leaf, Not, Operator, Predicate
from laowu.text import Text

_OPERATORS = {operator.value: operator for operator in Operator}
_NODES = ("all", "any", "not", "at_least_k", "judge")
_LEAF_KEYS = ("fact", "years_back", *_OPERATORS)
_DATED_KEYS = ("since", "value", "clause")


def register(convert: cattrs.Converter, facts: FactCatalogue) -> None:
    """Teach a strict converter to read conditions over ``facts`` and values with dates."""
    kinds = (Predicate, Predicate | None)  # TOML has no null: an optional condition is there or it is not
    convert.register_structure_hook_func(lambda kind: kind in kinds, lambda value, _: condition(value, facts))


def condition(value: object, facts: FactCatalogue) -> Predicate:
    """Read one condition.

    Raises:
        Refusal: it is no condition; ``at`` points to the part that is wrong.
    """
    entries = scalars.table(value)
    node = next((name for name in _NODES if name in entries), None)
    if node is None:
        return _leaf(entries, facts)
    allowed = (node, "of") if node == "at_least_k" else (node,)
    for key in entries:
        if key not in allowed:
            raise unknown_key(key, allowed)
    if node == "judge":
        return Judge(question=_below("judge", lambda: scalars.bilingual(entries["judge"])))
    if node == "not":
        return Not(part=_below("not", lambda: condition(entries["not"], facts)))
    if node == "at_least_k":
        return _at_least_k(entries, facts)
    parts = _parts(node, entries[node], facts)
    return AllOf(parts=parts) if node == "all" else AnyOf(parts=parts)


def _at_least_k(entries: dict[str, Any], facts: FactCatalogue) -> Predicate:
    k = _below("at_least_k", lambda: scalars.whole(entries["at_least_k"]))
    if "of" not in entries:
        raise scalars.missing("of")
    parts = _parts("of", entries["of"], facts)
    if not 1 <= k <= len(parts):
        raise Refusal(
            Text(f"应在 1 与 {len(parts)} 之间", f"must lie between 1 and {len(parts)}"), at=("at_least_k",)
        )
    return AtLeastK(k=k, parts=parts)


def _parts(key: str, value: object, facts: FactCatalogue) -> tuple[Predicate, ...]:
    items = _below(key, lambda: scalars.array(value))
    if not items:
        raise Refusal(Text("至少要有一个条件", "needs at least one condition"), at=(key,))
    return tuple(_below(key, lambda: _below(place, lambda: condition(item, facts))) for place, item in enumerate(items))


def _below(step: Step, read: Any) -> Any:
    try:
        return read()
    except Refusal as refusal:
        raise refusal.below(step) from None


def _leaf(entries: dict[str, Any], facts: FactCatalogue) -> Leaf:
    for key in entries:
        if key not in _LEAF_KEYS:
            raise unknown_key(key, (*_LEAF_KEYS, *_NODES))
    if "fact" not in entries:
        raise scalars.missing("fact", Text("写 fact = \"…\"，或用 all、any、not、at_least_k、judge", "write fact = \"…\", or use all, any, not, at_least_k or judge"))
    name = _below("fact", lambda: scalars.wording(entries["fact"]))
    if name not in facts:
        raise Refusal(Text(f"没有名为“{name}”的事实", f"there is no fact “{name}”"), suggestion(name, facts), at=("fact",))
    named = [key for key in entries if key in _OPERATORS]
    if len(named) != 1:
        listing = ", ".join(_OPERATORS)
        raise Refusal(Text("须恰有一个比较", "needs exactly one comparison"), Text(f"可用：{listing}", f"one of: {listing}"))
    operator, definition = _OPERATORS[named[0]], facts[name]
    if definition.type not in APPLIES_TO[operator]:
        fitting = [other.value for other in Operator if definition.type in APPLIES_TO[other]]
        raise Refusal(
            Text(f"事实 {name}（{definition.type.value}）不能用 {operator.value}", f"{operator.value} cannot be asked of {name}, a {definition.type.value}"),
            Text(f"可用：{'、'.join(fitting)}", f"use one of: {', '.join(fitting)}"),
            at=(operator.value,),
        )  # fmt: skip
    bound = _below(operator.value, lambda: _dated_bound(entries[operator.value], operator, definition))
    years = _below("years_back", lambda: tuple(scalars.whole(item) for item in scalars.array(entries.get("years_back", []))))
    if any(back < 0 for back in years):
        raise Refusal(Text("年数向前数，不能为负", "years count backwards and cannot be negative"), at=("years_back",))
    return Leaf(fact=name, operator=operator, bound=bound, years_back=years)


def _dated_bound(value: object, operator: Operator, definition: FactDefinition) -> Dated[Value]:
    return dated(value, lambda item: _bound(item, operator, definition))


def dated(value: object, read: Any) -> Dated[Any]:
    """Read a value that may have a history: the value itself, or an array of ``{ since, value, clause }`` tables.

    Raises:
        Refusal: a value cannot be read, or the days do not rise.
    """
    if not (isinstance(value, list) and value and all(isinstance(item, dict) for item in value)):
        return Dated.always(read(value))
    history: list[DatedValue[Any]] = []
    for place, item in enumerate(value):
        entry = _below(place, lambda item=item: _dated_value(item, read))
        if history and (entry.since is None or (history[-1].since or date.min) >= entry.since):
            raise Refusal(
                Text("各值须按 since 由早到晚排列", "values must be in the order of their since days"), at=(place, "since")
            )
        history.append(entry)
    return Dated(tuple(history))


def _dated_value(item: dict[str, Any], read: Any) -> DatedValue[Any]:
    for key in item:
        if key not in _DATED_KEYS:
            raise unknown_key(key, _DATED_KEYS)
    if "value" not in item:
        raise scalars.missing("value")
    return DatedValue(
        since=_below("since", lambda: scalars.calendar_date(item["since"])) if "since" in item else None,
        value=_below("value", lambda: read(item["value"])),
        clause=_below("clause", lambda: scalars.wording(item["clause"])) if "clause" in item else None,
    )


def _bound(value: object, operator: Operator, definition: FactDefinition) -> Value:
    if operator is Operator.PRESENT:
        return scalars.yes_or_no(value)
    if operator in (Operator.IN, Operator.INCLUDES):
        codes = tuple(scalars.wording(item) for item in scalars.array(value))
        if definition.choices:
            for place, code in enumerate(codes):
                if code not in definition.choices:
                    raise not_among(code, definition.choices).below(place)
        return codes
    match definition.type:
        case FactType.COUNT | FactType.YUAN:
            return scalars.whole(value)
        case FactType.SHARE:
            return _percentage(value)
        case FactType.FLAG:
            return scalars.yes_or_no(value)
        case FactType.DATE:
            return scalars.calendar_date(value)
        case FactType.DIVISIONS:
            return _division(value)
        case FactType.TEXT | FactType.CODE | FactType.CODES:
            return scalars.wording(value)


def _percentage(value: object) -> Share:
    share = scalars.share(value)
    if not share.quoted:
        raise wrong_kind(Text("百分比，如 \"80%\"", "a percentage such as \"80%\""), value)
    return share


def _division(value: object) -> str:
    code = scalars.wording(value)
    if not (len(code) == 6 and code.isdigit()):  # noqa: PLR2004  # GB/T 2260 codes have six digits
        raise Refusal(Text("应为六位行政区划代码", "expected a six-digit division code"))
    return code
