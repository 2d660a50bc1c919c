"""What a rule, a document or a reading says, field by field, as a reader sees it on one day."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from enum import Enum
from typing import Any

import attrs

from laowu.decide.comparison import asked
from laowu.decide.review import length_wording
from laowu.evaluate.explaining.rule_codes import code_wording
from laowu.evaluate.explaining.rule_terms import FIELDS
from laowu.model.citation import Document
from laowu.model.facts import FactCatalogue
from laowu.model.share import Share
from laowu.places.divisions import Divisions
from laowu.rules.dated import Dated
from laowu.rules.eligibility import Criterion
from laowu.rules.predicate import AllOf, AnyOf, AtLeastK, Judge, Leaf, Not, Predicate, leaves
from laowu.rules.programme import Term
from laowu.rules.readings import Reading
from laowu.rules.review import Due, Length
from laowu.rules.rule import Rule
from laowu.rules.rulebook import RuleBook
from laowu.text import Text, joined, same
from laowu.values import frozen

Pair = tuple[Text, Text]

#: What stands at the head of an explanation, or is a code for programs that its summary puts into words.
_UNSAID = {field.name for field in attrs.fields(Rule)} | {"stage"}
_UNSAID_ELSEWHERE = {"id", "part", "whole", "sum_of", "given_by", "type", "rules"}


@frozen(kw_only=True)
class PastValue:
    """One value of a history.

    Attributes:
        since: first day it applies; ``None`` for the value that was there from the start.
        value: the value.
        clause: locator of its own clause; ``None`` where it stands in the rule's.
        in_force: whether it is the one of the day asked.
    """

    since: date | None
    value: Text
    clause: str | None
    in_force: bool


@frozen(kw_only=True)
class ValueHistory:
    """How one value changed over time.

    Attributes:
        label: what changed.
        values: its values, oldest first.
    """

    label: Text
    values: tuple[PastValue, ...]


@frozen(kw_only=True, eq=False)
class Wording:
    """Puts rule data into words.

    Attributes:
        book: the rule book, which knows what its codes stand for.
        on: day whose values are told.
    """

    book: RuleBook
    on: date

    def pairs(self, holder: Any) -> Iterator[Pair]:
        """Label and value of each field that says something; what is left at its default is not listed."""
        unsaid = _UNSAID if isinstance(holder, Rule) else _UNSAID_ELSEWHERE
        for field in attrs.fields(type(holder)):
            value = getattr(holder, field.name)
            if field.name in unsaid or value == field.default or value in (None, (), "", {}):
                continue
            yield self.label(holder, field.name), self.value(value, field.name)
        if isinstance(holder, Criterion) and holder.condition is None:
            yield FIELDS["condition"], condition_wording(Judge(), self.on, self.book.facts)

    def label(self, holder: Any, field: str) -> Text:
        """What a field is called."""
        return FIELDS["number_of_document" if isinstance(holder, Document) and field == "number" else field]

    def value(self, value: Any, field: str = "") -> Text:  # noqa: C901, PLR0911, PLR0912  # one case per kind of value
        """A value in words; ``field`` is the one it stands in, for what its codes mean."""
        match value:
            case Text():
                return value
            case Dated():
                return self.value(value.on(self.on), field)
            case Leaf() | AllOf() | AnyOf() | Not() | AtLeastK() | Judge():
                return condition_wording(value, self.on, self.book.facts)
            case bool():
                return Text("是", "yes") if value else Text("否", "no")
            case Enum():
                label = getattr(value, "label", None)
                return label if isinstance(label, Text) else self._code(str(value.value), field)
            case Length():
                return length_wording(value, self.on)
            case Due():
                return _due_wording(value)
            case int():
                return _year_wording(value) if field == "years_back" else same(f"{value:,}")
            case date():
                return same(value.isoformat())
            case Share():
                return same(str(value))
            case Reading():
                return value.question
            case tuple():
                between = (
                    Text(" 或 ", " or ") if field == "either" and not any(isinstance(item, tuple) for item in value) else _AND
                )
                return joined([self.value(item, field) for item in value], zh=between.zh, en=between.en)
            case Mapping():
                pairs = [self.value(key, field) + Text("：", ": ") + self.value(item, field) for key, item in value.items()]
                return joined(pairs)
            case _ if attrs.has(type(value)):
                return self._table(value)
            case _:
                return self._code(str(value), field)

    def histories(self, holder: Any) -> Iterator[ValueHistory]:
        """Each value of a rule that has changed, or is going to, with all its values."""
        for field in attrs.fields(type(holder)):
            if field.name in FIELDS:
                yield from self.history(getattr(holder, field.name), self.label(holder, field.name), field.name)

    def history(self, value: Any, label: Text, field: str) -> Iterator[ValueHistory]:
        """The histories inside one value, under the label of the field, or of the fact compared."""
        match value:
            case Dated(values=values):
                if len(values) > 1:
                    yield self._history(value, label, lambda item: self.value(item, field))
            case Leaf(bound=bound):
                definition = self.book.facts[value.fact]
                if len(bound.values) > 1:
                    yield self._history(bound, definition.label, lambda item: asked(definition, value.operator, item))
            case AllOf() | AnyOf() | AtLeastK() | Not():
                for leaf in leaves(value):
                    yield from self.history(leaf, label, field)
            case Length(days=days):
                yield from self.history(days, label, "days")
            case Mapping():
                for key, item in value.items():
                    yield from self.history(item, label + Text("：", ": ") + self.value(key, field), field)

    def _history(self, dated: Dated[Any], label: Text, wording: Callable[[Any], Text]) -> ValueHistory:
        current = max((place for place, item in enumerate(dated.values) if (item.since or date.min) <= self.on), default=0)
        return ValueHistory(
            label=label,
            values=tuple(
                PastValue(since=item.since, value=wording(item.value), clause=item.clause, in_force=place == current)
                for place, item in enumerate(dated.values)
            ),
        )

    def _table(self, value: Any) -> Text:
        if isinstance(value, Term) and value.members:
            return value.label + Text("（", " (") + joined(list(value.members), zh="、", en=", ") + Text("）", ")")
        label = getattr(value, "label", None) or getattr(value, "name", None)
        if label:
            return label if isinstance(label, Text) else same(str(label))
        return joined([name + same(" ") + wording for name, wording in self.pairs(value)])

    def _code(self, code: str, field: str) -> Text:
        """What a code stands for: a word of the vocabulary, or something that this region names."""
        said = code_wording(field, code)
        if said is None and field in _NAMED:
            said = _NAMED[field](self.book, code, self.on)
        return same(code) if said is None else said


_AND = Text("、", ", ")


def _class(book: RuleBook, code: str, on: date) -> Text | None:
    """A class with conditions of its own, or one that a definition names."""
    own = next((item.label for item in (book.eligibility.classes if book.eligibility else ()) if item.code == code), None)
    return own or next((term.label for term in _terms(book) if term.code == code), None)


def _terms(book: RuleBook) -> list[Term]:
    return [term for rule in (book.programme.definitions if book.programme else ()) for term in rule.entries]


def _department(book: RuleBook, code: str, on: date) -> Text | None:
    return next((item.label for item in (book.programme.departments if book.programme else ()) if item.code == code), None)


def _paper(book: RuleBook, code: str, on: date) -> Text | None:
    """The paper whose form it is; not every form is handed in with an application."""
    named = next((item.summary for item in (book.review.papers if book.review else ()) if item.code == code), None)
    return named or Text("申报材料以外的登记表", "a record that is no paper of an application")


def _fact(book: RuleBook, name: str, on: date) -> Text | None:
    return book.facts[name].label if name in book.facts else None


def _division(book: RuleBook, code: str, on: date) -> Text | None:
    found = Divisions.load().nearest(code, on)
    return same(found.name) if found else None


def _group(book: RuleBook, code: str, on: date) -> Text | None:
    """A group of persons: as an award names it, a definition, or the codes of a fact."""
    groups = [group for award in (book.subsidy.awards if book.subsidy else ()) for group in getattr(award, "groups", ())]
    named = next((item.label for item in (*groups, *_terms(book)) if item.code == code), None)
    return named or next((fact.choices[code] for fact in book.facts.values() if code in fact.choices), None)


_NAMED: Mapping[str, Callable[[RuleBook, str, date], Text | None]] = {
    "classes": _class,
    **dict.fromkeys(("by", "lead", "departments", "supervised_by"), _department),
    "form": _paper,
    **dict.fromkeys(("fact", "facts"), _fact),
    **dict.fromkeys(("division", "divisions"), _division),
    "groups": _group,
}


def _year_wording(back: int) -> Text:
    if back == 0:
        return Text("申报当年", "year of application")
    return Text(f"申报前第 {back} 年", f"{back} years before" if back > 1 else "the year before")


_ON_REST_DAYS = {
    "stays": same(""),
    "before": Text("，遇休息日提前到上一工作日", ", or the working day before a rest day"),
    "after": Text("，遇休息日顺延到下一工作日", ", or the working day after a rest day"),
}


def _due_wording(due: Due) -> Text:
    included = Text("（含当日）", " (that day included)") if due.included else Text("（不含当日）", " (that day excluded)")
    included += _ON_REST_DAYS[due.on_rest_day]
    if due.on is not None:
        return Text(f"{due.on.isoformat()} 前", f"by {due.on.isoformat()}") + included
    return Text(f"每年 {due.month} 月 {due.day} 日前", f"every year by {due.month}-{due.day}") + included


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
