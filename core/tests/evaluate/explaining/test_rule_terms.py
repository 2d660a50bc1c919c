"""No field and no code of any kind of rule is ever shown as an identifier."""

import types
from collections.abc import Iterator
from enum import Enum
from typing import Any, Literal, Union, get_args, get_origin

import attrs
import pytest

from laowu.evaluate.explaining.rule_codes import CODES, code_wording
from laowu.evaluate.explaining.rule_terms import FIELDS
from laowu.model.citation import Document
from laowu.model.place import Alias
from laowu.rules.predicate import Predicate
from laowu.rules.profile import Profile
from laowu.rules.programme import PARTS
from laowu.rules.rule import Rule
from laowu.rules.rulebook import QUESTIONS
from laowu.rules.subsidy import Award
from laowu.text import Text


def kinds_of_rules(base: type[Rule] = Rule) -> Iterator[type[Rule]]:
    """Every class of rules there is, a new one included."""
    for kind in base.__subclasses__():
        yield kind
        yield from kinds_of_rules(kind)


#: Conditions are told as sentences, operators and all.
CONDITIONS = get_args(Predicate)
RULES = tuple(dict.fromkeys(kinds_of_rules()))


def codes_in(annotation: Any, field: str) -> Iterator[tuple[str, str]]:
    """The codes that a value of this annotation may hold, with the field they stand in; tables inside it included."""
    origin = get_origin(annotation)
    if origin is Literal:
        yield from ((field, code) for code in get_args(annotation))
    elif isinstance(annotation, type) and issubclass(annotation, Enum):
        yield from ((field, member.value) for member in annotation if not isinstance(getattr(member, "label", None), Text))
    elif isinstance(annotation, type) and attrs.has(annotation) and annotation not in CONDITIONS:
        yield from codes_of(annotation)
    elif origin in (Union, types.UnionType, tuple, dict):
        for part in get_args(annotation):
            yield from codes_in(part, field)


def codes_of(kind: type) -> Iterator[tuple[str, str]]:
    for field in attrs.fields(attrs.resolve_types(kind)):
        yield from codes_in(field.type, field.name)


def test_all_kinds_of_rules_are_looked_at() -> None:
    assert {cls for _, cls in PARTS.values()} < set(RULES)
    assert {kind.__module__.rpartition(".")[2] for kind in RULES} >= set(QUESTIONS)
    assert Award in RULES


@pytest.mark.parametrize("kind", RULES)
def test_every_field_of_a_rule_has_a_name_in_both_languages(kind: type[Rule]) -> None:
    own = {field.name for field in attrs.fields(kind)} - {field.name for field in attrs.fields(Rule)}

    assert own <= set(FIELDS)
    assert all(FIELDS[name].zh and FIELDS[name].en for name in own)


@pytest.mark.parametrize("kind", [*RULES, Document, Alias, Profile])
def test_every_code_has_words_in_both_languages(kind: type) -> None:
    unworded = [(field, code) for field, code in codes_of(kind) if code_wording(field, code) is None]

    assert unworded == []


def test_codes_are_found_where_they_stand() -> None:
    found = set(codes_of(RULES[0])) | {pair for kind in RULES for pair in codes_of(kind)}

    assert {
        ("relation", "about"),
        ("per", "key_town"),
        ("unit", "working"),
        ("scope", "territorial"),
        ("every", "quarter"),
    } <= found


def test_no_code_is_worded_like_itself() -> None:
    assert [code for codes in CODES.values() for code, words in codes.items() if words.zh == words.en] == []


def test_one_word_may_mean_two_things_in_two_fields() -> None:
    assert code_wording("kind", "unstated") != code_wording("relation", "unstated")
    assert code_wording("parts", "nothing such") is None
    assert code_wording("no such field", "apply") is None
