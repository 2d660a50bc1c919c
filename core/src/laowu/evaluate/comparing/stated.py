"""What two regions state themselves, value by value: stages with their days, awards with their sums, what follows from checks."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, cast
from weakref import WeakKeyDictionary

import attrs

from laowu.evaluate.comparing.asked import Asked
from laowu.evaluate.comparing.difference import Alike, ClausePair, DecidingClause, DecidingValue, PairExplanation, Side
from laowu.evaluate.explaining.rule_terms import FIELDS
from laowu.evaluate.explaining.rule_wording import Wording
from laowu.model.level import Level
from laowu.rules.dated import Dated
from laowu.rules.review import Length
from laowu.rules.rule import Rule, in_force
from laowu.rules.rulebook import RuleBook
from laowu.text import Text, joined, same
from laowu.values import frozen

#: The values by which rules of each kind are held against each other; a rule without any of them still counts as one.
_FIELDS = {
    "procedure": ("length", "due", "optional"),
    "money": (
        *("amount_yuan", "at_most_yuan", "set_yuan", "rate_yuan", "months_at_least", "contract_days_at_least", "cap_yuan"),
        *("cap_scope", "years_at_most", "years_from", "year_basis", "condition", "discretionary"),
    ),
    "after": (
        *("every_months", "methods", "optional", "consecutive_failures", "missed_breaks_row", "grounds", "judged"),
        *("needs_date", "limit_days"),
    ),
}

Value = tuple[str, Text, str]
"""A field, its value in words, and the value itself as text."""


@frozen(kw_only=True)
class StatedRule:
    """One rule with the values that count in an aspect.

    Attributes:
        rule: the rule.
        kind: what it is: kind of stage, award, check or consequence.
        values: field and wording of each value it states.
    """

    rule: Rule
    kind: str
    values: tuple[Value, ...]


@frozen(kw_only=True)
class Stated:
    """What a rule book states in one aspect on a day: the same for every brand.

    Attributes:
        rules: the rules in force.
        lines: each in a line, in the order of the lines.
        kinds: what kinds of rule they are, in words; ``None`` where there is none.
    """

    rules: tuple[StatedRule, ...]
    lines: tuple[Text, ...]
    kinds: Text | None


_DAYS_KEPT = 64


def stated(book: RuleBook, on: date, aspect: str) -> Stated:
    """The rules in force of one aspect: ``procedure``, ``money`` or ``after``; worded once.

    A procedure is that of the highest level the region recognises; its papers are no part of it.
    """
    kept = cast("dict[tuple[str, date], Stated]", book.derived.setdefault(Stated, {}))
    found = kept.get((aspect, on))
    if found is None:
        if len(kept) >= _DAYS_KEPT:
            kept.clear()
        found = kept[aspect, on] = _stated(book, on, aspect)
    return found


def _stated(book: RuleBook, on: date, aspect: str) -> Stated:
    wording = Wording(book=book, on=on)
    rules = tuple(
        StatedRule(rule=rule, kind=str(getattr(rule, "kind", "")), values=tuple(_values(rule, aspect, wording)))
        for rule in _rules(book, on, aspect)
    )
    kinds = list(dict.fromkeys(wording.value(rule.kind, "kind") for rule in rules))
    return Stated(
        rules=rules,
        lines=tuple(Text(zh, en) for zh, en in sorted(_line(rule, wording) for rule in rules)),
        kinds=joined(kinds, zh="、", en=", ") if kinds else None,
    )


def _rules(book: RuleBook, on: date, aspect: str) -> Sequence[Rule]:
    match aspect:
        case "procedure":
            stages = in_force(book.review.stages if book.review else (), on)
            levels = {level for stage in stages for level in stage.levels}
            own = book.eligibility.levels if book.eligibility else ()
            highest = next((level for level in reversed(Level) if level in levels and (level in own or not own)), None)
            return [stage for stage in stages if highest in stage.levels]
        case "money":
            return in_force(book.subsidy.awards if book.subsidy else (), on)
        case _:
            rules = book.management
            return (*in_force(rules.upkeep, on), *in_force(rules.consequences, on)) if rules else ()


def _values(rule: Rule, aspect: str, wording: Wording) -> Iterator[Value]:
    given = attrs.fields_dict(type(rule))
    for name in _FIELDS[aspect]:
        if name in given:
            value = getattr(rule, name)
            if value != given[name].default and value not in (None, (), ""):
                yield name, wording.value(value, name), _exact(value, wording)


def _exact(value: Any, wording: Wording) -> str:  # noqa: PLR0911  # one case per kind of value
    """A value as text that does not depend on a language; a condition, or what is a text itself, has none but its English one."""
    match value:
        case Dated():
            return _exact(value.on(wording.on), wording)
        case Length():
            return f"{value.days.on(wording.on)} {value.unit}"
        case dict():
            return " ".join(f"{key.value}={_exact(item, wording)}" for key, item in value.items())
        case bool():
            return str(value).lower()
        case int() | str():
            return str(value)
        case tuple():
            return " ".join(str(getattr(item, "code", item)) for item in value)
        case _:
            return wording.value(value).en


def result(asked: Asked, aspect: str) -> Alike | None:
    """What a region states in one aspect; ``None`` where it states nothing.

    After recognition the outcome is the brand's own status there.
    """
    found = stated(asked.book, asked.on, aspect)
    outcome = _outcome(asked, aspect)
    if not found.rules:
        return Alike(jurisdictions=(asked.code,), outcome=outcome, says=(_SILENT,)) if aspect == "money" else None
    status = (asked.answer.management[-1].status.label,) if outcome else ()
    return Alike(jurisdictions=(asked.code,), outcome=outcome, says=(*status, *found.lines))


def _outcome(asked: Asked, aspect: str) -> str | None:
    decisions = asked.answer.management
    return decisions[-1].status.value if aspect == "after" and decisions else None


_SILENT = Text("文件没有规定奖补", "no award is stated")


def _line(stated_: StatedRule, wording: Wording) -> tuple[str, str]:
    values = [FIELDS[name] + same(" ") + says for name, says, _ in stated_.values]
    text = wording.value(stated_.kind, "kind")
    line = text + Text("：", ": ") + joined(values, zh="，", en=", ") if values else text
    return line.zh, line.en


def explained(first: Asked, second: Asked, aspect: str) -> PairExplanation:
    """The rules in which two regions differ in one aspect: of the same kind with other values, or of a kind only one has."""
    return PairExplanation(
        first=_side(first, aspect), second=_side(second, aspect), made_by=_kept_pairs(first.book, second.book, first.on, aspect)
    )


def _side(asked: Asked, aspect: str) -> Side:
    found = stated(asked.book, asked.on, aspect)
    outcome = _outcome(asked, aspect) if found.rules else None
    return Side(jurisdiction=asked.code, outcome=outcome, says=found.kinds or _SILENT)


def _kept_pairs(first: RuleBook, second: RuleBook, on: date, aspect: str) -> tuple[ClausePair, ...]:
    """:func:`_pairs`, worked out once for two rule books; forgotten with either."""
    books = cast("WeakKeyDictionary[RuleBook, dict[Any, Any]]", first.derived.setdefault(ClausePair, WeakKeyDictionary()))
    kept = books.setdefault(second, {})
    found: tuple[ClausePair, ...] | None = kept.get((aspect, on))
    if found is None:
        if len(kept) >= _DAYS_KEPT:
            kept.clear()
        found = kept[aspect, on] = tuple(_pairs(first, second, on, aspect))
    return found


def _pairs(first: RuleBook, second: RuleBook, on: date, aspect: str) -> Iterator[ClausePair]:
    """Rules of one kind face each other, equal ones first and else in their order; what is equal is left out."""
    ours, theirs = _by_kind(stated(first, on, aspect).rules), _by_kind(stated(second, on, aspect).rules)
    for kind in sorted({*ours, *theirs}):
        here, there = list(ours[kind]), list(theirs[kind])
        for rule in ours[kind]:
            twin = next((other for other in there if _spoken(other) == _spoken(rule)), None)
            if twin is not None:
                here.remove(rule)
                there.remove(twin)
        for place in range(max(len(here), len(there))):
            yield ClausePair(
                first=_clause(first, here[place], there[place : place + 1]) if place < len(here) else None,
                second=_clause(second, there[place], here[place : place + 1]) if place < len(there) else None,
            )


def _by_kind(rules: Sequence[StatedRule]) -> defaultdict[str, list[StatedRule]]:
    found: defaultdict[str, list[StatedRule]] = defaultdict(list)
    for rule in rules:
        found[rule.kind].append(rule)
    return found


def _spoken(rule: StatedRule) -> tuple[tuple[str, str], ...]:
    return tuple((name, says.zh) for name, says, _ in rule.values)


def _clause(book: RuleBook, stated_: StatedRule, facing: Sequence[StatedRule]) -> DecidingClause:
    """A rule with the values that the one it faces does not have."""
    equal = {value for other in facing for value in _spoken(other)}
    values = [item for item in stated_.values if (item[0], item[1].zh) not in equal]
    return DecidingClause(
        jurisdiction=book.profile.code,
        rule=stated_.rule.id,
        clause=book.cite(stated_.rule),
        summary=stated_.rule.summary,
        values=tuple(
            DecidingValue(name=name, label=FIELDS[name], operator="sets", asked=exact, asked_says=says)
            for name, says, exact in values
        ),
    )
