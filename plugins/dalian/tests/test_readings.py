"""Readings that bear on one rule can be chosen together."""

from itertools import combinations

from laowu.jurisdictions.jurisdiction import Jurisdiction
from laowu.jurisdictions.loading import load_installed
from laowu.rules.readings import Choice


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
