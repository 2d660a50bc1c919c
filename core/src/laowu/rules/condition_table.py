"""Conditions as TOML writes them, read into predicates; every bound is checked against the kind of its fact."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from typing import Any, TypeVar

import cattrs

from laowu.model import scalars
from laowu.model.facts import FactCatalogue, FactDefinition, FactType, Value
from laowu.model.refusal import Refusal, Step, not_among, suggestion, unknown_key, wrong_kind
from laowu.model.share import Share
from laowu.rules.dated import Dated, DatedValue
from laowu.rules.predicate import APPLIES_TO, AllOf, AnyOf, AtLeastK, Judge, Leaf, Not, Operator, Predicate
from laowu.text import Text

T = TypeVar("T")

_OPERATORS = {operator.value: operator for operator in Operator}
_NODES = ("all", "any", "not", "at_least_k", "judge")
_LEAF_KEYS = ("fact", "years_back", "inclusive", *_OPERATORS)
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
        return Judge(question=_at("judge", scalars.bilingual, entries["judge"]))
    if node == "not":
        return Not(part=_at("not", partial(condition, facts=facts), entries["not"]))
    if node == "at_least_k":
        return _at_least_k(entries, facts)
    parts = _parts(node, entries[node], facts)
    return AllOf(parts=parts) if node == "all" else AnyOf(parts=parts)


def _at_least_k(entries: dict[str, Any], facts: FactCatalogue) -> Predicate:
    k = _at("at_least_k", scalars.whole, entries["at_least_k"])
    if "of" not in entries:
        raise scalars.missing("of")
    parts = _parts("of", entries["of"], facts)
    if not 1 <= k <= len(parts):
        raise Refusal(Text(f"应在 1 与 {len(parts)} 之间", f"must lie between 1 and {len(parts)}"), at=("at_least_k",))
    return AtLeastK(k=k, parts=parts)


def _parts(key: str, value: object, facts: FactCatalogue) -> tuple[Predicate, ...]:
    items = _at(key, scalars.array, value)
    if not items:
        raise Refusal(Text("至少要有一个条件", "needs at least one condition"), at=(key,))
    read = partial(condition, facts=facts)
    return tuple(_at(key, partial(_at, place, read), item) for place, item in enumerate(items))


def _at(step: Step, read: Callable[[Any], T], value: object) -> T:
    """Read the value that stands at ``step`` of the table or array at hand."""
    try:
        return read(value)
    except Refusal as refusal:
        raise refusal.below(step) from None


def _leaf(entries: dict[str, Any], facts: FactCatalogue) -> Leaf:
    for key in entries:
        if key not in _LEAF_KEYS:
            raise unknown_key(key, (*_LEAF_KEYS, *_NODES))
    if "fact" not in entries:
        raise scalars.missing(
            "fact",
            Text(
                '写 fact = "…"，或用 all、any、not、at_least_k、judge',
                'write fact = "…", or use all, any, not, at_least_k or judge',
            ),
        )
    name = _at("fact", scalars.wording, entries["fact"])
    if name not in facts:
        raise Refusal(Text(f"没有名为“{name}”的事实", f"there is no fact “{name}”"), suggestion(name, facts), at=("fact",))
    named = [key for key in entries if key in _OPERATORS]
    if len(named) != 1:
        listing = ", ".join(_OPERATORS)
        raise Refusal(Text("须恰有一个比较", "needs exactly one comparison"), Text(f"可用：{listing}", f"one of: {listing}"))
    operator, definition = _OPERATORS[named[0]], facts[name]
    if definition.type not in APPLIES_TO[operator]:
        kind = definition.type.value
        fitting = [other.value for other in Operator if definition.type in APPLIES_TO[other]]
        raise Refusal(
            Text(f"事实 {name}（{kind}）不能用 {operator.value}", f"{operator.value} cannot be asked of {name}, a {kind}"),
            Text(f"可用：{'、'.join(fitting)}", f"use one of: {', '.join(fitting)}"),
            at=(operator.value,),
        )
    bound = _at(operator.value, partial(_dated_bound, operator=operator, definition=definition), entries[operator.value])
    years = _at("years_back", _years_back, entries.get("years_back", []))
    if "inclusive" in entries:
        operator = _at("inclusive", partial(_with_bound, operator=operator), entries["inclusive"])
    return Leaf(fact=name, operator=operator, bound=bound, years_back=years)


def _with_bound(value: object, operator: Operator) -> Operator:
    """The comparison with its bound included or not, whatever its own name says."""
    switched = operator.with_bound(included=scalars.yes_or_no(value))
    if switched is None:
        says = Text(f"{operator.value} 没有界值可含", f"{operator.value} has no bound to include")
        raise Refusal(says, Text("删去 inclusive", "delete inclusive"))
    return switched


def _years_back(value: object) -> tuple[int, ...]:
    years = tuple(scalars.whole(item) for item in scalars.array(value))
    if any(back < 0 for back in years):
        raise Refusal(Text("年数向前数，不能为负", "years count backwards and cannot be negative"))
    return years


def _dated_bound(value: object, operator: Operator, definition: FactDefinition) -> Dated[Value]:
    return dated(value, partial(_bound, operator=operator, definition=definition))


def dated(value: object, read: Callable[[Any], T]) -> Dated[T]:
    """Read a value that may have a history: the value itself, or an array of ``{ since, value, clause }`` tables.

    Raises:
        Refusal: a value cannot be read, or the days do not rise.
    """
    if not (isinstance(value, list) and value and all(isinstance(item, dict) for item in value)):
        return Dated.always(read(value))
    history: list[DatedValue[T]] = []
    for place, item in enumerate(value):
        entry = _at(place, partial(_dated_value, read=read), item)
        if history and (entry.since is None or (history[-1].since or date.min) >= entry.since):
            raise Refusal(
                Text("各值须按 since 由早到晚排列", "values must be in the order of their since days"), at=(place, "since")
            )
        history.append(entry)
    return Dated(tuple(history))


def _dated_value(item: dict[str, Any], read: Callable[[Any], T]) -> DatedValue[T]:
    for key in item:
        if key not in _DATED_KEYS:
            raise unknown_key(key, _DATED_KEYS)
    if "value" not in item:
        raise scalars.missing("value")
    return DatedValue(
        since=_at("since", scalars.calendar_date, item["since"]) if "since" in item else None,
        value=_at("value", read, item["value"]),
        clause=_at("clause", scalars.wording, item["clause"]) if "clause" in item else None,
    )


def _bound(value: object, operator: Operator, definition: FactDefinition) -> Value:
    if operator is Operator.PRESENT:
        return scalars.yes_or_no(value)
    if operator in (Operator.IN, Operator.INCLUDES):
        return _codes(value, definition)
    if definition.choices:
        return scalars.one_of(value, definition.choices)
    return _READ[definition.type](value)


def _codes(value: object, definition: FactDefinition) -> tuple[str, ...]:
    codes = tuple(scalars.wording(item) for item in scalars.array(value))
    for place, code in enumerate(codes):
        if definition.choices and code not in definition.choices:
            raise not_among(code, definition.choices).below(place)
    return codes


def _percentage(value: object) -> Share:
    share = scalars.share(value)
    if not share.quoted:
        raise wrong_kind(Text('百分比，如 "80%"', 'a percentage such as "80%"'), value)
    return share


def _division(value: object) -> str:
    code = scalars.wording(value)
    if not (len(code) == 6 and code.isdigit()):  # noqa: PLR2004  # GB/T 2260 codes have six digits
        raise Refusal(Text("应为六位行政区划代码", "expected a six-digit division code"))
    return code


_READ: Mapping[FactType, Callable[[object], Value]] = {
    FactType.COUNT: scalars.whole,
    FactType.YUAN: scalars.whole,
    FactType.SHARE: _percentage,
    FactType.FLAG: scalars.yes_or_no,
    FactType.DATE: scalars.calendar_date,
    FactType.DIVISIONS: _division,
    FactType.TEXT: scalars.wording,
    FactType.CODE: scalars.wording,
    FactType.CODES: scalars.wording,
}
