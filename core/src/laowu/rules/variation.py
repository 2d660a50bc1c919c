"""One value of one rule that can take others: the rule is read anew for each of them, and nothing else is."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import attrs

from laowu.errors import SettingsError, did_you_mean
from laowu.model.facts import FactDefinition
from laowu.model.refusal import listing
from laowu.model.share import Share
from laowu.rules.changes import fitted
from laowu.rules.data_path import TABLES
from laowu.rules.dated import DatedValue
from laowu.rules.load import ReadBook
from laowu.rules.predicate import Operator
from laowu.rules.rule import Rule
from laowu.rules.rulebook import RuleBook
from laowu.rules.tree import laid_over
from laowu.text import Text, same
from laowu.values import frozen

_STEPS_TO_RULE = 3
_OPERATORS = {operator.value: operator for operator in Operator}

Number = int | str
"""A whole number, or a percentage as rule data write it (``"80%"``)."""


@frozen(kw_only=True, eq=False)
class Variation:
    """One number of the rule data.

    Attributes:
        path: where it stands: section, kind, id of the rule, and the steps below it.
        rule: the rule as it stands.
        stated: what the rule data state, oldest first.
        fact: the fact that is compared with it; ``None`` where it is no bound of a comparison.
        operator: how that fact is compared.
        read: the rule book that holds it.
    """

    path: tuple[str, ...]
    rule: Rule
    stated: tuple[DatedValue[Number], ...]
    fact: FactDefinition | None
    operator: Operator | None
    read: ReadBook

    @property
    def is_share(self) -> bool:
        """Whether it is a percentage."""
        return isinstance(self.stated[0].value, str)

    def at(self, value: Number) -> RuleBook:
        """The rule book with another value there; its digest stays that of the book it varies.

        Raises:
            RuleDataError: no rule can hold that value.
        """
        section, kind, name, *below = self.path
        table = self.read.sections.tree[section][kind][name]
        patch: Any = value
        for step in reversed(below):
            patch = {step: patch}
        made = self.read.tables.rule(section, kind, name, laid_over(table, fitted(patch, table)), type(self.rule))
        return with_rule(self.read.book, section, kind, made)


def with_rule(book: RuleBook, section: str, kind: str, rule: Rule) -> RuleBook:
    """A rule book with one rule in place of the one of its id."""
    part, field = getattr(book, section), TABLES[section][kind]
    rules = tuple(rule if each.id == rule.id else each for each in getattr(part, field))
    return attrs.evolve(book, **{section: attrs.evolve(part, **{field: rules})})


def variation(read: ReadBook, path: str, *, sections: Sequence[str]) -> Variation:
    """The number that stands at a path of the rule data, with readings and changes in place.

    Args:
        read: the rule book.
        path: section, kind, id and the steps below, with dots; elements of an array by their place, from 0.
        sections: sections in which a number may be varied.

    Raises:
        SettingsError: nothing stands there, or what stands there is no number.
    """
    steps = tuple(path.split("."))
    if steps[0] not in sections:
        raise _unknown(steps, 0, sections)
    value: Any = read.sections.tree.get(steps[0], {})
    holder: Any = value
    for place, step in enumerate(steps[1:], start=1):
        holder = value
        known = dict(_below(value))
        if step not in known:
            raise _unknown(steps, place, known)
        value = known[step]
    rules = [rule for section, rule in read.book.rules() if section == steps[0] and len(steps) > _STEPS_TO_RULE]
    rule = next((rule for rule in rules if rule.id == steps[_STEPS_TO_RULE - 1]), None)
    stated = _stated(value)
    if rule is None or not stated:
        raise _no_number(path, value)
    fact = holder.get("fact") if isinstance(holder, Mapping) and steps[-1] in _OPERATORS else None
    operator = _OPERATORS[steps[-1]] if fact else None
    if operator is not None and "inclusive" in holder:
        operator = operator.with_bound(included=holder["inclusive"])
    return Variation(
        path=steps, rule=rule, stated=stated, fact=read.book.facts[fact] if fact else None, operator=operator, read=read
    )


def _below(value: Any) -> Iterator[tuple[str, Any]]:
    match value:
        case Mapping():
            yield from ((str(key), item) for key, item in value.items())
        case list() | tuple():
            yield from ((str(place), item) for place, item in enumerate(value))


def _stated(value: Any) -> tuple[DatedValue[Number], ...]:
    """The value, or its history; nothing where it is no number."""
    if _is_number(value):
        return (DatedValue(value=value),)
    entries = value if isinstance(value, list) else []
    if not all(isinstance(entry, Mapping) and _is_number(entry.get("value")) for entry in entries):
        return ()
    return tuple(DatedValue(**{key: entry[key] for key in ("since", "value", "clause") if key in entry}) for entry in entries)


def _is_number(value: Any) -> bool:
    if not isinstance(value, str):
        return isinstance(value, int) and not isinstance(value, bool)
    try:
        Share.from_percent(value)
    except ValueError:
        return False
    return True


def _unknown(steps: tuple[str, ...], place: int, known: Sequence[str] | Mapping[str, Any]) -> SettingsError:
    at = ".".join(steps[: place + 1])
    what = Text(f"规则数据里没有 {at}", f"the rule data have no {at}")
    there = Text("可写：", "known here: ") + listing(list(known)) if known else None
    return SettingsError(what, where="--sweep", mend=did_you_mean(steps[place], known) or there)


def _no_number(path: str, value: Any) -> SettingsError:
    found = list(numbers(value, path))
    what = Text(f"{path} 不是一个数值", f"{path} is no number")
    example = same(found[0]) if found else None
    mend = Text("例如：", "for example: ") + example if example else None
    return SettingsError(what, where="--sweep", mend=mend)


def numbers(value: Any, path: str) -> Iterator[str]:
    """Paths of the numbers in a part of the rule data that stands at a path."""
    if _stated(value):
        yield path
        return
    for key, item in _below(value):
        yield from numbers(item, f"{path}.{key}")
