"""A rule by its id: clause, summary, the values in force on a day, the readings that bear on it."""

from collections.abc import Iterator
from datetime import date
from enum import Enum
from typing import Any

import attrs

from laowu.decide.comparison import asked
from laowu.decide.review import length_wording
from laowu.errors import InputError, did_you_mean
from laowu.evaluate.rule_terms import CODES, FIELDS
from laowu.jurisdictions.jurisdiction import Jurisdiction
from laowu.model.answers import ReadingUsed
from laowu.model.citation import Citation, Standing
from laowu.model.facts import FactCatalogue
from laowu.rules.dated import Dated
from laowu.rules.eligibility import Criterion
from laowu.rules.predicate import AllOf, AnyOf, AtLeastK, Judge, Leaf, Not, Predicate
from laowu.rules.review import Due, Length
from laowu.rules.rule import Rule
from laowu.text import Text, joined, same

_HEAD = {"id", "also", "summary", "document", "clause", "since", "until"}


@attrs.frozen(kw_only=True)
class RuleExplanation:
    """One rule as a reader sees it.

    Attributes:
        id: id of the rule.
        also: ids of further clauses it carries.
        question: which of the five questions it belongs to.
        summary: what it says, in our own words.
        clause: where it stands.
        standing: what the document is worth on the day asked.
        in_force: whether the rule applies on the day asked.
        since, until: days in force.
        values: label and value in force on the day asked; what a rule leaves at its default is not listed.
        readings: readings that bear on it.
    """

    id: str
    also: tuple[str, ...]
    question: str
    summary: Text
    clause: Citation
    standing: Standing
    in_force: bool
    since: date
    until: date | None
    values: tuple[tuple[Text, Text], ...]
    readings: tuple[ReadingUsed, ...]


def rules_of(jurisdiction: Jurisdiction, on: date) -> tuple[RuleExplanation, ...]:
    """Every rule of a jurisdiction, in the order of the data."""
    return tuple(_explained(jurisdiction, question, rule, on) for question, rule in jurisdiction.book.rules())


def explain(jurisdiction: Jurisdiction, rule_id: str, on: date) -> tuple[RuleExplanation, ...]:
    """The rules that carry a clause id: usually one, several where one clause feeds several questions.

    Raises:
        InputError: no rule carries the id.
    """
    found = [(question, rule) for question, rule in jurisdiction.book.rules() if rule_id in (rule.id, *rule.also)]
    if not found:
        known = {name for _, rule in jurisdiction.book.rules() for name in (rule.id, *rule.also)}
        what = Text(f"{jurisdiction.name.zh}没有规则“{rule_id}”", f"{jurisdiction.name.en} has no rule “{rule_id}”")
        mend = did_you_mean(rule_id, known) or Text(
            f"用 laowu explain {jurisdiction.code} 列出全部规则", f"laowu explain {jurisdiction.code} lists every rule"
        )
        raise InputError(what, mend=mend)
    return tuple(_explained(jurisdiction, question, rule, on) for question, rule in found)


def _explained(jurisdiction: Jurisdiction, question: str, rule: Rule, on: date) -> RuleExplanation:
    book = jurisdiction.book
    return RuleExplanation(
        id=rule.id,
        also=rule.also,
        question=question,
        summary=rule.summary,
        clause=book.cite(rule),
        standing=book.standing((rule,), on),
        in_force=rule.in_force(on),
        since=rule.since,
        until=rule.until,
        values=tuple(_values(rule, on, book.facts)),
        readings=book.readings_on((rule,)),
    )


def _values(rule: Rule, on: date, facts: FactCatalogue) -> Iterator[tuple[Text, Text]]:
    for field in attrs.fields(type(rule)):
        value = getattr(rule, field.name)
        if field.name in _HEAD or value == field.default or value in (None, (), "", {}):
            continue
        yield FIELDS.get(field.name, same(field.name)), _wording(value, on, facts)
    if isinstance(rule, Criterion) and rule.condition is None:
        yield FIELDS["condition"], _wording(Judge(), on, facts)


def _wording(value: Any, on: date, facts: FactCatalogue) -> Text:  # noqa: C901, PLR0911, PLR0912  # one case per kind of value
    match value:
        case Text():
            return value
        case Dated():
            return _wording(value.on(on), on, facts)
        case Leaf() | AllOf() | AnyOf() | Not() | AtLeastK() | Judge():
            return condition_wording(value, on, facts)
        case bool():
            return Text("是", "yes") if value else Text("否", "no")
        case Enum():
            label = getattr(value, "label", None)
            return label if isinstance(label, Text) else CODES.get(str(value.value), same(str(value.value)))
        case Length():
            return length_wording(value, on)
        case Due():
            return _due_wording(value)
        case int():
            return same(f"{value:,}")
        case date():
            return same(value.isoformat())
        case tuple():
            return joined([_wording(item, on, facts) for item in value], zh="、", en=", ")
        case dict():
            pairs = [_wording(key, on, facts) + Text("：", ": ") + _wording(item, on, facts) for key, item in value.items()]
            return joined(pairs)
        case _ if attrs.has(type(value)):
            return _table_wording(value, on, facts)
        case _:
            return CODES.get(str(value), same(str(value)))


def _due_wording(due: Due) -> Text:
    included = Text("（含当日）", " (that day included)") if due.included else Text("（不含当日）", " (that day excluded)")
    if due.on is not None:
        return Text(f"{due.on.isoformat()} 前", f"by {due.on.isoformat()}") + included
    return Text(f"每年 {due.month} 月 {due.day} 日前", f"every year by {due.month}-{due.day}") + included


def _table_wording(value: Any, on: date, facts: FactCatalogue) -> Text:
    label = getattr(value, "label", None)
    if isinstance(label, Text):
        return label
    given = [(field.name, getattr(value, field.name)) for field in attrs.fields(type(value))]
    return joined([same(f"{name} ") + _wording(item, on, facts) for name, item in given if item is not None])


def condition_wording(condition: Predicate, on: date, facts: FactCatalogue) -> Text:
    """A condition as a sentence."""
    match condition:
        case Leaf():
            definition = facts[condition.fact]
            years = Text("（所问各年）", " (each year asked)") if condition.years_back else same("")
            return definition.label + years + Text("：", ": ") + asked(definition, condition.operator, condition.bound.on(on))
        case Judge(question=question):
            judge = Text("由经办机构评判", "an official judges")
            return judge if question is None else judge + Text("：", ": ") + question
        case Not(part=part):
            return Text("并非（", "not (") + condition_wording(part, on, facts) + Text("）", ")")
        case AllOf(parts=parts):
            return _listed(parts, on, facts, Text("；且 ", "; and "))
        case AnyOf(parts=parts):
            return _listed(parts, on, facts, Text("；或 ", "; or "))
        case AtLeastK(k=k, parts=parts):
            return Text(f"至少 {k} 项：", f"at least {k} of: ") + _listed(parts, on, facts, Text("；", "; "))


def _listed(parts: tuple[Predicate, ...], on: date, facts: FactCatalogue, between: Text) -> Text:
    inner = [condition_wording(part, on, facts) for part in parts]
    nested = [
        Text("（", "(") + text + Text("）", ")") if isinstance(part, (AllOf, AnyOf, AtLeastK)) and len(parts) > 1 else text
        for part, text in zip(parts, inner, strict=True)
    ]
    return joined(nested, zh=between.zh, en=between.en)
