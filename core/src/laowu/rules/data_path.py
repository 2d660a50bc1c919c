"""A dotted path into the rule data, followed through the rules as they were read.

``subsidy.award.DEMO-30.payer`` is what ``[award.DEMO-30]`` of ``subsidy.toml`` says as ``payer``, or means when it leaves
it out. So a path also reaches a value that stands at its default.
"""

from collections.abc import Mapping
from enum import Enum
from typing import Any

import attrs

from laowu.rules.predicate import AllOf, AnyOf, AtLeastK, Judge, Leaf, Not
from laowu.rules.programme import PARTS
from laowu.rules.readings import Reading
from laowu.rules.rule import Rule
from laowu.rules.rulebook import RuleBook
from laowu.text import Text
from laowu.values import frozen

#: What the tables of each section's file are called in the rule book.
TABLES: Mapping[str, Mapping[str, str]] = {
    "eligibility": {
        "class": "classes",
        "criterion": "criteria",
        "prerequisite": "prerequisites",
        "preference": "preferences",
        "selection": "selections",
    },
    "naming": {"form": "forms", "alias": "aliases"},
    "review": {"stage": "stages", "paper": "papers"},
    "subsidy": {"award": "awards"},
    "management": {"consequence": "consequences"},
    "programme": {"department": "departments", **{key: part for part, (key, _) in PARTS.items()}},
}
_NOTHING = object()
_NO_KEY = "?"
#: What a field must not be to carry a clause: the data say nothing there.
_EMPTY: tuple[object, ...] = (None, (), "", {})


@frozen(kw_only=True)
class Located:
    """What stands at a path.

    Attributes:
        path: the path.
        section: the section it leads into.
        rule: the rule it leads to, or into; ``None`` for what is no rule.
        holder: the rule, document, reading or the like that it leads to or into.
        field: field of the holder that it leads to, or into; empty for the holder as a whole.
        value: what stands there.
    """

    path: str
    section: str
    rule: Rule | None
    holder: Any
    field: str
    value: Any


def located(book: RuleBook, path: str) -> Located | None:
    """What stands at ``path``; ``None`` where nothing does."""
    section, *steps = path.split(".")
    value, holder, field = _part(book, section), None, ""
    if not steps or value is None:
        return None
    for step in _spelled(section, steps):
        if holder is not None and not field:
            field = step
        value = _descended(value, step)
        if value is _NOTHING:
            return None
        if holder is None and attrs.has(type(value)):
            holder = value
    if value is _NOTHING or any(type(value) is type(empty) and value == empty for empty in _EMPTY):
        return None
    return Located(
        path=path, section=section, rule=holder if isinstance(holder, Rule) else None, holder=holder, field=field, value=value
    )


def _part(book: RuleBook, section: str) -> Any:
    if section == "documents":
        return {"document": book.documents}
    if section == "readings":
        return {"reading": {reading.id: reading for reading, _ in book.readings}}
    if section == "facts":
        return dict(book.facts)
    if section == "profile":
        return {"profile": book.profile}
    return getattr(book, section) if section in TABLES else None


def _spelled(section: str, steps: list[str]) -> list[str]:
    """The steps as the rule book spells them; its own words are no keys of a file. The profile is one table without a name."""
    if section == "profile":
        return ["profile", *steps]
    words = TABLES.get(section, {})
    if steps[0] in set(words.values()) - set(words):
        return [_NO_KEY]
    return [words.get(steps[0], steps[0]), *steps[1:]]


def _descended(value: Any, step: str) -> Any:
    keyed = _keyed(value)
    if keyed is not None:
        return keyed.get(step, _NOTHING)
    if isinstance(value, tuple) and not isinstance(value, Text):
        return _element(value, step)
    return getattr(value, step) if step in _fields(value) else _NOTHING


def _keyed(value: Any) -> Mapping[str, Any] | None:  # noqa: PLR0911  # one case per kind of value
    """What stands below a value under the keys of the file; ``None`` where those are its fields or places."""
    match value:
        case Leaf():
            return {value.operator.value: value.bound, "fact": value.fact, "years_back": value.years_back}
        case AllOf():
            return {"all": value.parts}
        case AnyOf():
            return {"any": value.parts}
        case AtLeastK():
            return {"at_least_k": value.k, "of": value.parts}
        case Not():
            return {"not": value.part}
        case Judge():
            return {"judge": value.question or value}
        case Reading():
            return {"choice": value.choices, **{name: getattr(value, name) for name in _fields(value) if name != "choices"}}
        case Mapping():
            return {str(key.value if isinstance(key, Enum) else key): item for key, item in value.items()}
    return None


def _fields(value: Any) -> tuple[str, ...]:
    if isinstance(value, Text):
        return value._fields
    return tuple(field.name for field in attrs.fields(type(value))) if attrs.has(type(value)) else ()


def _element(values: tuple[Any, ...], step: str) -> Any:
    """An element of an array by its id, code, name or place."""
    for item in values:
        if step in (getattr(item, key, None) for key in ("id", "code", "name")):
            return item
    if step.isdigit() and int(step) < len(values):
        return values[int(step)]
    return _NOTHING
