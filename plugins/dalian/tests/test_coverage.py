"""Every clause of 大就办发〔2022〕9号 is answered: those first counted, and those a second reading of the text added."""

import pytest

from laowu.jurisdictions.jurisdiction import Jurisdiction
from laowu.rules.coverage import ClauseState
from laowu.rules.data_path import located

COUNTED = [f"DL-{number:03}" for number in range(1, 72)]
ADDED = [f"DL-{number:03}" for number in range(72, 80)]


def test_every_clause_is_answered_once(dalian: Jurisdiction) -> None:
    assert sorted(entry.id for entry in dalian.book.coverage) == COUNTED + ADDED


def test_only_the_aims_and_the_contact_person_have_nothing_to_encode(dalian: Jurisdiction) -> None:
    left = [entry.id for entry in dalian.book.coverage if entry.state is ClauseState.OUT_OF_SCOPE]

    assert left == ["DL-072", "DL-079"]


def test_what_a_clause_points_to_is_there(dalian: Jurisdiction) -> None:
    carried = {name for _, rule in dalian.book.rules() for name in (rule.id, *rule.also)}

    for entry in dalian.book.coverage:
        assert all(located(dalian.book, path) for path in entry.by), entry.id
        assert entry.state is ClauseState.OUT_OF_SCOPE or entry.by or entry.id in carried, entry.id


def test_every_rule_stands_for_a_clause(dalian: Jurisdiction) -> None:
    listed = {entry.id for entry in dalian.book.coverage}

    assert [rule.id for _, rule in dalian.book.rules() if listed.isdisjoint((rule.id, *rule.also))] == []


@pytest.mark.parametrize("entry", ["DL-029", "DL-050", "DL-053", "DL-056", "DL-071", "DL-074"])
def test_a_clause_without_a_rule_of_its_own_says_what_it_says(entry: str, dalian: Jurisdiction) -> None:
    (found,) = (clause for clause in dalian.book.coverage if clause.id == entry)

    assert found.clause
    assert found.summary is not None
    assert found.by
