"""Every key that a rule file may hold is explained in the file that a new region gets, and every kind of rule is shown.

A kind of rule or a key that the program learns is asked for here, and so finds its way into the templates.
"""

import re
from collections.abc import Callable, Iterator
from datetime import date
from enum import Enum
from pathlib import Path, PurePosixPath
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin

import attrs
import pytest

from laowu.jurisdictions.loading import load_installed
from laowu.model.citation import Document
from laowu.model.facts import FactDefinition
from laowu.model.level import ApplicantKind, Level
from laowu.model.outcome import Outcome
from laowu.rules.coverage import ClauseEntry
from laowu.rules.layer import HEAD, SECTIONS
from laowu.rules.predicate import Operator, Predicate
from laowu.rules.profile import Profile
from laowu.rules.readings import Reading
from laowu.rules.rule import Rule
from laowu.rules.rulebook import PARTS, RuleBook
from laowu.scaffold.new_region import NewRegion, new_region
from laowu.scaffold.templates import distribution_files

Answers = Callable[..., NewRegion]
Installed = Callable[..., Path]

PACKAGE = PurePosixPath("src/laowu_fresh")
TEXTS = distribution_files(new_region("fresh", name="新区", division="320400", on=date(2026, 11, 21)))


def rule_text(section: str) -> str:
    """The rule file of a new region."""
    return TEXTS[PACKAGE / "rules" / f"{section}.toml"]


def in_use(text: str) -> str:
    """A rule file with its examples in use."""
    return re.sub(r"^# ", "", text, flags=re.MULTILINE)


def explained(word: str, text: str) -> bool:
    """Whether a word stands in a text as a word of its own."""
    return re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", text, re.ASCII) is not None


def part_of_a_book(part: str) -> type:
    """The class that holds the rules of one part."""
    field = attrs.fields_dict(attrs.resolve_types(RuleBook))[part]
    (kind,) = (kind for kind in get_args(field.type) if attrs.has(kind))
    return kind


def made_of(kind: Any) -> Iterator[type]:
    """The attrs classes that a value of a kind is made of, itself included, but for conditions, which are written otherwise."""
    if kind in get_args(Predicate) or kind == Predicate:
        return
    if isinstance(kind, type) and attrs.has(kind):
        yield kind
        for field in attrs.fields(attrs.resolve_types(kind)):
            yield from made_of(field.type)
    elif get_origin(kind) in (tuple, dict, Union, UnionType):
        for part in get_args(kind):
            yield from made_of(part)


def rule_kinds() -> set[type[Rule]]:
    """Every kind of rule that a rule book may hold."""
    return {kind for part in PARTS for kind in made_of(part_of_a_book(part)) if issubclass(kind, Rule)}


TABLES = [
    ("profile", Profile),
    ("documents", Document),
    ("facts", FactDefinition),
    ("readings", Reading),
    *((part, kind) for part in PARTS for kind in made_of(part_of_a_book(part)) if kind is not part_of_a_book(part)),
]
NO_KEY = ("id", "code")
"""The table's own name, or a code that stands in the example."""
WRITTEN_AS: dict[tuple[type, str], str | None] = {
    (FactDefinition, "name"): None,  # the table's own name
    (Reading, "choices"): "choice",  # tables below the reading
    (ClauseEntry, "state"): "as",
    (ClauseEntry, "region"): None,  # that of the file
}
"""Keys that are called otherwise in a file, or are none."""
NODES = ("fact", "all", "any", "not", "at_least_k", "of", "judge", "years_back")


def words_of(kind: type) -> Iterator[str]:
    """The keys of a table, and what may stand in one where it is one of a few words."""
    for field in attrs.fields(attrs.resolve_types(kind)):
        word = WRITTEN_AS.get((kind, field.name), field.name)
        if word is not None and word not in NO_KEY:
            yield word
        yield from choices(field.type)


def choices(kind: Any) -> Iterator[str]:
    """The words of which a value is one; none where it may be anything."""
    if get_origin(kind) is Literal:
        yield from get_args(kind)
    elif isinstance(kind, type) and issubclass(kind, Enum) and kind not in (Level, ApplicantKind, Outcome):
        yield from (item.value for item in kind)
    elif not isinstance(kind, type):
        for part in get_args(kind):
            yield from choices(part)


@pytest.mark.parametrize(("section", "kind"), [pytest.param(*table, id=f"{table[0]}-{table[1].__name__}") for table in TABLES])
def test_every_key_of_a_table_stands_in_its_file(section: str, kind: type) -> None:
    assert [word for word in words_of(kind) if not explained(word, rule_text(section))] == []


@pytest.mark.parametrize("section", PARTS)
def test_what_the_head_of_a_file_may_say_stands_in_it(section: str) -> None:
    own = [field for field in attrs.fields(attrs.resolve_types(part_of_a_book(section))) if not any(made_of(field.type))]
    words = [*HEAD, *(field.name for field in own), *(word for field in own for word in choices(field.type))]

    assert [word for word in words if not explained(word, rule_text(section))] == []


@pytest.mark.parametrize("word", [*NODES, *(operator.value for operator in Operator)])
def test_every_way_to_write_a_condition_stands_beside_the_conditions(word: str) -> None:
    assert explained(word, rule_text("eligibility"))


@pytest.mark.parametrize("word", [level.value for level in Level])
def test_every_level_is_named(word: str) -> None:
    assert explained(word, rule_text("eligibility"))


@pytest.mark.parametrize("word", [kind.value for kind in ApplicantKind])
def test_every_kind_of_applicant_is_named(word: str) -> None:
    assert explained(word, rule_text("naming"))


def test_the_list_of_clauses_explains_its_keys() -> None:
    assert [word for word in words_of(ClauseEntry) if not explained(word, TEXTS[PACKAGE / "coverage.toml"])] == []


def test_there_is_a_file_for_every_section() -> None:
    assert {path.stem for path in TEXTS if path.parent.name == "rules"} == set(SECTIONS)


@pytest.mark.parametrize("levels", [(Level.MUNICIPAL,), (Level.DISTRICT, Level.PROVINCIAL), tuple(Level)])
def test_every_example_loads_once_its_signs_are_deleted(
    levels: tuple[Level, ...], answers: Answers, installed: Installed
) -> None:
    installed(answers(levels=levels), edit=in_use)

    book = load_installed("fresh").book

    shown = {type(rule) for _, rule in book.rules()}
    assert shown == rule_kinds()
    assert book.eligibility
    assert book.naming
    assert book.programme
    assert book.eligibility.classes
    assert book.naming.aliases
    assert book.programme.departments
    assert book.counting["indicator"]
