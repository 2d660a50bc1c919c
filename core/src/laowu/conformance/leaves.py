"""The leaves of a locality's rule files: every single value that decides something, with what it may legally be.

What a value means is read off the classes of the rule book, so a new field of a rule is a leaf without being named here.
Texts for a reader are no leaves, nor are locators.
"""

import types
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from enum import Enum
from functools import cache, partial
from typing import Any, Literal, Union, get_args, get_origin

import attrs

from laowu.model.facts import FactCatalogue, FactDefinition, FactType
from laowu.model.level import ApplicantKind, Level
from laowu.rules.data_path import TABLES
from laowu.rules.dated import Dated
from laowu.rules.layer import HEAD, Layer, Section
from laowu.rules.predicate import Operator, Predicate
from laowu.rules.rule import Rule
from laowu.rules.rulebook import RuleBook
from laowu.text import Text
from laowu.toml_source import TomlPath
from laowu.values import frozen

#: The sections whose values are walked; what the choices of a reading set is walked as section ``readings``.
RULE_SECTIONS: tuple[Section, ...] = (
    "documents", "eligibility", "naming", "review", "subsidy", "management", "programme",
)  # fmt: skip
#: What explains to a reader and decides nothing, and where it stands. Who pays, who acts and what is counted are facts.
_READ_ONLY = (
    "id", "also", "clause", "title", "source", "summary", "label", "remark", "conflict", "silent", "question", "later_texts",
)  # fmt: skip


class Kind(Enum):
    """What kind of value a leaf is."""

    WHOLE = "whole number"
    YES_NO = "yes or no"
    DAY = "date"
    SHARE = "quoted share"
    CHOICE = "one of a closed list"
    CODE = "code"
    WORDS = "words"
    OPERATOR = "operator"
    LIST = "list"
    KEYED = "values by key"
    CONDITION = "condition that may be left out"


@frozen(kw_only=True)
class Leaf:
    """One value in a rule file.

    Attributes:
        section: the file's section.
        path: where it stands in the file; an operator stands at its key.
        kind: what kind of value it is.
        value: what is written there; for an operator the table that it stands in.
        choices: what else may be written there, or added to a list; empty where the list is open.
    """

    section: Section
    path: TomlPath
    kind: Kind
    value: Any = attrs.field(repr=False)
    choices: tuple[str, ...] = ()


def leaves(layer: Layer, book: RuleBook, *, sections: tuple[Section, ...] = RULE_SECTIONS) -> Iterator[Leaf]:
    """The leaves of a layer's own files, in the order of the sections and of the lines in each.

    Args:
        layer: the files.
        book: the rule book built from them, for the facts and levels it knows.
        sections: the sections walked.
    """
    for section in sections:
        if section in layer.files:
            yield from _Walk(layer, book, section).section()


class _Walk:
    """A walk through one section's file, guided by the classes it is read into."""

    def __init__(self, layer: Layer, book: RuleBook, section: Section) -> None:
        self._layer = layer
        self._section = section
        self._facts: FactCatalogue = book.facts
        self._levels = book.eligibility.levels if book.eligibility else tuple(Level)

    def section(self) -> Iterator[Leaf]:
        data = self._layer.files[self._section].data
        if self._section != "readings":
            yield from self._file(self._section, data, ())
            return
        for name, reading in data.get("reading", {}).items():
            for code, choice in reading.get("choice", {}).items():
                for section, patch in choice.get("set", {}).items():
                    yield from self._file(section, patch, ("reading", name, "choice", code, "set", section))

    def _file(self, section: Section, data: Mapping[str, Any], path: TomlPath) -> Iterator[Leaf]:
        kinds = _kinds(section)
        for key, value in data.items():
            if key in kinds:
                yield from self._field(key, kinds[key], value, (*path, key))

    def _leaf(self, path: TomlPath, kind: Kind, value: Any, choices: tuple[str, ...] = ()) -> Leaf:
        return Leaf(section=self._section, path=path, kind=kind, value=value, choices=choices)

    def _field(self, name: str, kind: Any, value: Any, path: TomlPath) -> Iterator[Leaf]:
        if name not in _READ_ONLY:
            yield from self._value(kind, value, path)

    def _value(self, kind: Any, value: Any, path: TomlPath) -> Iterator[Leaf]:
        origin, parts = get_origin(kind), get_args(kind)
        if kind is Text:
            yield self._leaf(path, Kind.WORDS, value)
        elif origin in _UNIONS:
            yield from self._union(parts, value, path)
        elif origin is Dated:
            yield from self._dated(value, path, partial(self._value, parts[0]))
        elif origin is tuple:
            yield from self._items(parts[0], value, path)
        elif isinstance(value, dict):
            yield from self._table(kind, value, path)
        else:
            yield from self._single(kind, value, path)

    def _union(self, parts: tuple[Any, ...], value: Any, path: TomlPath) -> Iterator[Leaf]:
        if not set(get_args(Predicate)) <= set(parts):
            yield from self._value(_member(parts, value), value, path)
            return
        if type(None) in parts:
            yield self._leaf(path, Kind.CONDITION, value)
        yield from self._condition(value, path)

    def _table(self, kind: Any, value: dict[str, Any], path: TomlPath) -> Iterator[Leaf]:
        """The fields of a class, or values by a key of their own; tables by their ids are no list one could shorten."""
        if attrs.has(kind):
            for field in attrs.fields(attrs.resolve_types(kind)):
                if field.name in value:
                    yield from self._field(field.name, field.type, value[field.name], (*path, field.name))
            return
        if not any(isinstance(item, dict) for item in value.values()):
            yield self._leaf(path, Kind.KEYED, value)
        for key, item in value.items():
            yield from self._value(get_args(kind)[1], item, (*path, key))

    def _single(self, kind: Any, value: Any, path: TomlPath) -> Iterator[Leaf]:
        if type(value) is bool:
            yield self._leaf(path, Kind.YES_NO, value)
        elif type(value) is int:
            yield self._leaf(path, Kind.WHOLE, value)
        elif type(value) is date:
            yield self._leaf(path, Kind.DAY, value)
        elif isinstance(value, str) and kind is not Text:
            choices = self._choices(kind, (value,), path)
            yield self._leaf(path, Kind.CHOICE if choices else Kind.CODE, value, choices)

    def _dated(self, value: Any, path: TomlPath, read: Callable[[Any, TomlPath], Iterator[Leaf]]) -> Iterator[Leaf]:
        """A value that may have a history; ``read`` walks one value of it."""
        if not (isinstance(value, list) and value and all(isinstance(item, dict) for item in value)):
            yield from read(value, path)
            return
        yield self._leaf(path, Kind.LIST, value)
        for place, item in enumerate(value):
            if "since" in item:
                yield self._leaf((*path, place, "since"), Kind.DAY, item["since"])
            yield from read(item.get("value"), (*path, place, "value"))

    def _items(self, kind: Any, value: Any, path: TomlPath) -> Iterator[Leaf]:
        """A list of values or of tables; in a file, rules are tables by their ids."""
        if isinstance(value, dict):
            for key, item in value.items():
                yield from self._value(kind, item, (*path, key))
        elif isinstance(value, list):
            texts = tuple(item for item in value if isinstance(item, str))
            yield self._leaf(path, Kind.LIST, value, self._choices(kind, texts, path) if len(texts) == len(value) else ())
            for place, item in enumerate(value):
                if not isinstance(item, str):
                    yield from self._value(kind, item, (*path, place))

    def _choices(self, kind: Any, written: tuple[str, ...], path: TomlPath) -> tuple[str, ...]:
        """What the values of a closed list may be: codes of the class, or the keys of the tables they refer to."""
        if kind is Level:
            return tuple(level.value for level in (self._levels if len(path) > 1 else Level))
        if isinstance(kind, type) and issubclass(kind, Enum):
            return tuple(str(item.value) for item in kind)
        if get_origin(kind) is Literal:
            return get_args(kind)
        return self._referred_to(written) if kind is str else ()

    def _referred_to(self, written: tuple[str, ...]) -> tuple[str, ...]:
        """The keys of the first group of tables that has one for each code written; own section first."""
        files = self._layer.files
        for section in (self._section, *(other for other in files if other != self._section)):
            for tables in files[section].data.values():
                keyed = isinstance(tables, dict) and all(isinstance(table, dict) for table in tables.values())
                if keyed and written and set(written) <= set(tables):
                    return tuple(tables)
        return ()

    def _condition(self, value: Any, path: TomlPath) -> Iterator[Leaf]:
        if not isinstance(value, dict):
            return
        for key, item in value.items():
            at = (*path, key)
            if key in ("all", "any", "of"):
                yield from self._parts(item, at)
            elif key == "not":
                yield from self._condition(item, at)
            elif key == "at_least_k":
                yield self._leaf(at, Kind.WHOLE, item)
            elif key == "years_back":
                yield from self._items(int, item, at)
            elif key in _OPERATORS:
                yield self._leaf(at, Kind.OPERATOR, value)
                yield from self._dated(item, at, partial(self._bound, self._facts.get(value.get("fact", ""))))

    def _parts(self, parts: Any, path: TomlPath) -> Iterator[Leaf]:
        """The parts of a condition; a reading may set single ones, by their places."""
        if not isinstance(parts, dict):
            yield self._leaf(path, Kind.LIST, parts)
            parts = dict(enumerate(parts))
        for place, part in parts.items():
            yield from self._condition(part, (*path, place))

    def _bound(self, fact: FactDefinition | None, value: Any, path: TomlPath) -> Iterator[Leaf]:
        if isinstance(value, list):
            yield self._leaf(path, Kind.LIST, value, _codes(fact))
        elif isinstance(value, str) and (fact.type is FactType.SHARE if fact else value.endswith("%")):
            yield self._leaf(path, Kind.SHARE, value)
        elif isinstance(value, str):
            yield self._leaf(path, Kind.CHOICE if _codes(fact) else Kind.CODE, value, _codes(fact))
        else:
            yield from self._single(None, value, path)


_UNIONS = (Union, types.UnionType)
_OPERATORS = tuple(operator.value for operator in Operator)


def _codes(fact: FactDefinition | None) -> tuple[str, ...]:
    """The codes that a fact may have, where they are a closed list."""
    if fact is None:
        return ()
    given: Mapping[str | None, type[Enum]] = {"operators.kind": ApplicantKind, "recognitions.level": Level}
    if fact.given_by in given:
        return tuple(str(item.value) for item in given[fact.given_by])
    return tuple(fact.choices)


def _member(parts: tuple[Any, ...], value: Any) -> Any:
    """The member of a union that a value is read into: the class whose tag it bears, or that has most of its keys."""
    members = [part for part in parts if part is not type(None)]
    return max(members, key=lambda part: _likeness(part, value)) if isinstance(value, dict) else members[0]


def _likeness(kind: Any, table: Mapping[str, Any]) -> tuple[bool, int]:
    """Whether a table bears the tag of a class, and how many of its keys are fields of it."""
    if not (isinstance(kind, type) and attrs.has(kind)):
        return False, 0
    fields = attrs.fields_dict(attrs.resolve_types(kind))
    tagged = "kind" in fields and table.get("kind") in get_args(fields["kind"].type)
    return tagged, len(fields.keys() & table.keys())


@cache
def _kinds(section: Section) -> Mapping[str, Any]:
    """What stands under each key of a section's file: head, tables of rules, and single values."""
    if section == "documents":
        return {"document": attrs.fields_dict(attrs.resolve_types(RuleBook))["documents"].type}
    whole = _member(get_args(attrs.fields_dict(attrs.resolve_types(RuleBook))[section].type), None)
    key_of = {field: key for key, field in TABLES.get(section, {}).items()}
    rule = attrs.fields_dict(attrs.resolve_types(Rule))
    return {
        **{key: rule[key].type for key in HEAD},
        **{key_of.get(field.name, field.name): field.type for field in attrs.fields(attrs.resolve_types(whole))},
    }


__all__ = ["RULE_SECTIONS", "Kind", "Leaf", "leaves"]
