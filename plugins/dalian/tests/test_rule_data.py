"""The rule data as a whole: what they cite, what they cover, which readings they offer."""

import re
from datetime import date
from itertools import combinations

import pytest

from laowu.jurisdictions.jurisdiction import Jurisdiction
from laowu.jurisdictions.loading import load_installed
from laowu.rules.readings import Choice

CLAUSES = {
    "eligibility": {*range(4, 23), 29, 43, 54, 74},
    "naming": {23, 24, 25, 26, 27},
    "review": {28, 29, *range(30, 39), 40, 41, 42, 43, 44, 53, 56},
    "subsidy": {49, 50},
    "management": {47, 48},
    "programme": {1, 2, 3, 21, 22, 32, 33, 45, 46, 51, 52, 55, 56, *range(57, 71), 73, 75, 76, 77, 78},
}
"""Numbers of the clauses of the notice, as counted through it from the top, by the question they answer."""


@pytest.mark.parametrize("question", CLAUSES)
def test_every_clause_of_a_question_is_carried_by_a_rule(question: str, dalian: Jurisdiction) -> None:
    carried = {name for kind, rule in dalian.book.rules() if kind == question for name in (rule.id, *rule.also)}

    assert {f"DL-{number:03}" for number in CLAUSES[question]} <= carried


def test_the_selection_is_carried_beside_the_conditions(dalian: Jurisdiction) -> None:
    assert dalian.book.eligibility is not None
    assert [rule.id for rule in dalian.book.eligibility.selections] == ["DL-039"]


def test_every_rule_cites_the_notice_and_has_its_own_id(dalian: Jurisdiction) -> None:
    rules = [rule for _, rule in dalian.book.rules()]

    assert len({rule.id for rule in rules}) == len(rules)
    assert all(re.match(r"DL-\d{3}(-[a-z]+)?$", rule.id) for rule in rules)
    assert {dalian.book.cite(rule).name for rule in rules} == {"大就办发〔2022〕9号"}
    assert all(rule.since == date(2022, 11, 10) and rule.clause for rule in rules)


def test_every_reading_bears_on_a_rule_and_every_choice_loads(dalian: Jurisdiction) -> None:
    ids = {name for _, rule in dalian.book.rules() for name in (rule.id, *rule.also)}

    for reading, chosen in dalian.book.readings:
        assert chosen == reading.default
        assert set(reading.rules) <= ids
        for choice in reading.choices:
            changed = load_installed("dalian", choices={reading.id: choice.code}).book
            assert (changed.digest != dalian.book.digest) == bool(choice.set), (reading.id, choice.code)


def touched(choice: Choice) -> set[tuple[str, str, str]]:
    """The rules that a choice changes: section, table and id."""
    return {
        (section, table, name)
        for section, tables in choice.set.items()
        for table, rules in tables.items()
        for name in (rules if isinstance(rules, dict) else ["all"])
    }


def test_any_two_readings_of_one_rule_may_be_chosen_together(dalian: Jurisdiction) -> None:
    choices = [(reading.id, choice) for reading, _ in dalian.book.readings for choice in reading.choices if choice.set]
    pairs = [(one, other) for one, other in combinations(choices, 2) if touched(one[1]) & touched(other[1])]

    assert pairs
    for one, other in pairs:
        chosen = {one[0]: one[1].code, other[0]: other[1].code}
        used = {reading.id: code for reading, code in load_installed("dalian", choices=chosen).book.readings}
        assert chosen.items() <= used.items()


def test_all_other_readings_may_be_chosen_at_once(dalian: Jurisdiction) -> None:
    others = {
        reading.id: next(choice.code for choice in reading.choices if choice.code != reading.default)
        for reading, _ in dalian.book.readings
    }

    assert {reading.id: code for reading, code in load_installed("dalian", choices=others).book.readings} == others


def test_every_reading_says_why_its_default_is_the_default(dalian: Jurisdiction) -> None:
    assert [reading.id for reading, _ in dalian.book.readings if reading.reason is None] == []


def test_every_rule_is_in_force_while_the_round_runs(dalian: Jurisdiction) -> None:
    assert [rule.id for _, rule in dalian.book.rules() if not rule.in_force(date(2022, 11, 15))] == []


def test_every_zone_lies_in_dalian_and_names_its_source(dalian: Jurisdiction) -> None:
    assert dalian.book.naming is not None
    for alias in dalian.book.naming.aliases:
        assert alias.division.startswith("2102")
        assert alias.source
