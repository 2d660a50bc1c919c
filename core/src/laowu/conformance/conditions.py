"""The conditions of a region's rules, and the limits that stand in them."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import attrs

from laowu.model.facts import Value
from laowu.model.level import Level
from laowu.model.share import Share
from laowu.rules.dated import Dated
from laowu.rules.eligibility import Criterion, Preference
from laowu.rules.predicate import AllOf, AnyOf, AtLeastK, Leaf, Not, Operator, Predicate
from laowu.rules.review import Paper
from laowu.rules.rule import Rule
from laowu.rules.rulebook import RuleBook
from laowu.rules.subsidy import Award
from laowu.values import frozen

#: Operators with a limit that a figure can stand on, and whether the figure must be large.
FLOORS = (Operator.AT_LEAST, Operator.MORE_THAN)
LIMITS = (*FLOORS, Operator.AT_MOST, Operator.LESS_THAN, Operator.BEFORE, Operator.ON_OR_BEFORE)
_FINE = 10_000


@frozen(kw_only=True)
class Condition:
    """A condition of a rule.

    Attributes:
        part: part of the rule book.
        rule: the rule.
        level, brand_class: what is asked about for the condition to be weighed.
        predicate: the condition.
    """

    part: str
    rule: Rule
    level: Level
    brand_class: str | None
    predicate: Predicate


@frozen(kw_only=True)
class Limit:
    """A limit in a condition.

    Attributes:
        condition: the condition.
        leaf: the comparison.
        negated: it stands inside a *not*.
        since: first day of the limit; ``None`` for one that was there from the start.
        bound: the limit.
    """

    condition: Condition
    leaf: Leaf
    negated: bool
    since: date | None
    bound: Value


def conditions(book: RuleBook) -> Iterator[Condition]:
    """Every condition that one of the five answers weighs."""
    for part, rule in book.rules():
        for predicate in _predicates(rule):
            level = next(iter(getattr(rule, "levels", ())), None)
            if level is not None:
                brand_class = next(iter(getattr(rule, "classes", ())), _first_class(book))
                yield Condition(part=part, rule=rule, level=level, brand_class=brand_class, predicate=predicate)


def predicates(book: RuleBook) -> Iterator[Predicate]:
    """Every condition of the rule book, whoever weighs it."""
    for _, rule in book.rules():
        for field in attrs.fields(type(rule)):
            yield from _predicates_in(getattr(rule, field.name))


def limits(book: RuleBook) -> Iterator[Limit]:
    """Every limit that a figure can stand on."""
    for condition in conditions(book):
        for leaf, negated in _leaves(condition.predicate, negated=False):
            if leaf.operator in LIMITS:
                for entry in leaf.bound.values:
                    yield Limit(condition=condition, leaf=leaf, negated=negated, since=entry.since, bound=entry.value)


def near(bound: Value) -> tuple[Any, Any, Any]:
    """The value just below a limit, on it and just above it; below nothing there is nothing."""
    if isinstance(bound, Share):
        return (
            Share(max(0, bound.part * _FINE - 1), bound.whole * _FINE),
            Share(bound.part, bound.whole, bound.quoted),
            Share(bound.part * _FINE + 1, bound.whole * _FINE),
        )
    if isinstance(bound, date):
        return bound - timedelta(days=1), bound, bound + timedelta(days=1)
    assert isinstance(bound, int)  # noqa: S101  # the reader takes no other bound for an ordered fact
    return bound - 1, bound, bound + 1


def holds(operator: Operator, value: Any, bound: Any) -> bool:
    """Whether a value stands up to a limit, by the meaning of the operator alone."""
    if value == bound:
        return not operator.strict
    return bool(value > bound) is (operator in FLOORS)


def dated_days(value: Any) -> Iterator[date]:
    """The days on which something inside a rule changes."""
    if isinstance(value, Dated):
        yield from (entry.since for entry in value.values if entry.since is not None)
        for entry in value.values:
            yield from dated_days(entry.value)
    elif isinstance(value, dict):
        for item in value.values():
            yield from dated_days(item)
    elif isinstance(value, tuple):
        for item in value:
            yield from dated_days(item)
    elif attrs.has(type(value)):
        for field in attrs.fields(type(value)):
            yield from dated_days(getattr(value, field.name))


def _predicates(rule: Rule) -> Iterator[Predicate]:
    match rule:
        case Criterion(condition=predicate) | Award(condition=predicate) | Paper(needed_if=predicate):
            if predicate is not None:
                yield predicate
        case Preference(grounds=grounds):
            yield from (ground.condition for ground in grounds)


def _predicates_in(value: Any) -> Iterator[Predicate]:
    if isinstance(value, (AllOf, AnyOf, AtLeastK, Not, Leaf)):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from _predicates_in(item)
    elif attrs.has(type(value)):
        for field in attrs.fields(type(value)):
            yield from _predicates_in(getattr(value, field.name))


def _leaves(predicate: Predicate, *, negated: bool) -> Iterator[tuple[Leaf, bool]]:
    match predicate:
        case Leaf():
            yield predicate, negated
        case Not(part=part):
            yield from _leaves(part, negated=not negated)
        case AllOf(parts=parts) | AnyOf(parts=parts) | AtLeastK(parts=parts):
            for part in parts:
                yield from _leaves(part, negated=negated)


def _first_class(book: RuleBook) -> str | None:
    classes = book.eligibility.classes if book.eligibility else ()
    return classes[0].code if classes else None


__all__ = [
    "FLOORS", "LIMITS", "Condition", "Limit", "conditions", "dated_days", "holds", "limits", "near", "predicates",
]  # fmt: skip
