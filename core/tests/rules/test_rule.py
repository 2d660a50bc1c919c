"""Rules are in force from their first day until the day that is no longer theirs."""

from datetime import date

import attrs

from laowu.rules.rule import Rule, in_force
from laowu.text import same

RULE = Rule(id="R", summary=same("x"), document="d1", clause="一", since=date(2022, 2, 1))


def test_a_rule_is_in_force_from_its_first_day() -> None:
    assert not RULE.in_force(date(2022, 1, 31))
    assert RULE.in_force(date(2022, 2, 1))
    assert RULE.in_force(date.max)


def test_the_day_it_ends_is_the_first_day_without_it() -> None:
    ended = attrs.evolve(RULE, until=date(2024, 1, 1))

    assert ended.in_force(date(2023, 12, 31))
    assert not ended.in_force(date(2024, 1, 1))


def test_rules_in_force_keep_their_order() -> None:
    rules = [attrs.evolve(RULE, id=name, since=date(year, 1, 1)) for name, year in (("b", 2022), ("c", 2025), ("a", 2021))]

    assert [rule.id for rule in in_force(rules, date(2023, 1, 1))] == ["b", "a"]
