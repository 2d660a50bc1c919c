"""A rule and a document as plain data, in the shape in which their file states them and with the values of one day."""

from datetime import date
from typing import Any

import attrs

from laowu.evaluate.result_data import result_data
from laowu.model.citation import Document
from laowu.model.share import Share
from laowu.rules.dated import Dated
from laowu.rules.predicate import AllOf, AnyOf, AtLeastK, Judge, Leaf, Not
from laowu.rules.rule import Rule
from laowu.rules.rulebook import RuleBook


def rule_data(book: RuleBook, part: str, rule: Rule, on: date) -> dict[str, Any]:
    """What a rule states on a day.

    Args:
        book: the rule book it stands in.
        part: the part of the rule book it belongs to.
        rule: the rule.
        on: the day; of values that change over time, the one in force.

    Returns:
        The rule's fields by name, a condition as its file writes it, and ``part``, ``in_force`` and ``standing``.
    """
    standing = book.standing((rule,), on).value
    return {"part": part, "in_force": rule.in_force(on), "standing": standing, **_fields(rule, on)}


def document_data(document: Document, on: date) -> dict[str, Any]:
    """What a document is on a day: its fields, its name in citations, and its standing."""
    return {**_fields(document, on), "name": document.name, "standing": document.standing(on).value}


def _fields(value: Any, on: date) -> dict[str, Any]:
    return {field.name: _plain(getattr(value, field.name), on) for field in attrs.fields(type(value))}


def _plain(value: Any, on: date) -> Any:  # noqa: C901, PLR0911  # one case per kind of value
    match value:
        case Dated():
            return _plain(value.on(on), on)
        case Leaf():
            years = {"years_back": list(value.years_back)} if value.years_back else {}
            return {"fact": value.fact, value.operator.value: _plain(value.bound, on), **years}
        case AllOf(parts=parts):
            return {"all": [_plain(part, on) for part in parts]}
        case AnyOf(parts=parts):
            return {"any": [_plain(part, on) for part in parts]}
        case AtLeastK(k=k, parts=parts):
            return {"at_least_k": k, "of": [_plain(part, on) for part in parts]}
        case Not(part=part):
            return {"not": _plain(part, on)}
        case Judge(question=question):
            return {"judge": result_data(question)}
        case Share():
            return value.quoted or f"{value.part}/{value.whole}"
        case dict():
            return {str(result_data(key)): _plain(item, on) for key, item in value.items()}
        case tuple() if not hasattr(value, "_fields"):  # a Text is a tuple with names
            return [_plain(item, on) for item in value]
        case _ if attrs.has(type(value)):
            return _fields(value, on)
    return result_data(value)
