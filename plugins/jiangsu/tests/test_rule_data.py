"""The rule data as a whole: what they cite, what they cover, which readings they offer."""

import re
from datetime import date

import pytest

from laowu.jurisdictions.jurisdiction import Jurisdiction
from laowu.jurisdictions.loading import load_installed

CLAUSES = {
    "eligibility": {*range(32, 63)},
    "naming": {10},
    "review": {9, 31},
    "management": {9},
}
"""Numbers of the clauses of the text, as counted through it from the top, by the question they answer."""


@pytest.mark.parametrize("question", CLAUSES)
def test_every_clause_of_a_question_is_carried_by_a_rule(question: str, jiangsu: Jurisdiction) -> None:
    carried = {name for kind, rule in jiangsu.book.rules() if kind == question for name in (rule.id, *rule.also)}

    assert {f"JS-{number:03}" for number in CLAUSES[question]} <= carried


def test_the_classes_are_the_four_of_the_text(jiangsu: Jurisdiction) -> None:
    """二（二）and the annex."""
    assert jiangsu.book.eligibility is not None
    assert {found.code: found.label.zh for found in jiangsu.book.eligibility.classes} == {
        "skill": "中高端技能类",
        "service": "高品质服务类",
        "culture": "文化旅游类",
        "livelihood": "民生保障类",
    }


def test_every_rule_cites_the_text_and_has_its_own_id(jiangsu: Jurisdiction) -> None:
    rules = [rule for _, rule in jiangsu.book.rules()]

    assert len({rule.id for rule in rules}) == len(rules)
    assert all(re.match(r"JS-\d{3}(-[a-z]+|-\d+)?$", rule.id) for rule in rules)
    assert {jiangsu.book.cite(rule).name for rule in rules} == {"苏人社发〔2022〕40号"}
    assert all(rule.clause for rule in rules)
    assert {rule.id for rule in rules if rule.since != date(2022, 4, 18)} == {"JS-009-listing"}


def test_every_reading_bears_on_a_rule_and_every_choice_loads(jiangsu: Jurisdiction) -> None:
    ids = {rule.id for _, rule in jiangsu.book.rules()}

    for reading, chosen in jiangsu.book.readings:
        assert chosen == reading.default
        assert set(reading.rules) <= ids
        for choice in reading.choices:
            changed = load_installed("jiangsu", choices={reading.id: choice.code}).book
            assert (changed.digest != jiangsu.book.digest) == bool(choice.set), (reading.id, choice.code)


def test_every_alias_lies_in_jiangsu_and_names_its_source(jiangsu: Jurisdiction) -> None:
    assert jiangsu.book.naming is not None
    for alias in jiangsu.book.naming.aliases:
        assert alias.division.startswith("32")
        assert alias.source
