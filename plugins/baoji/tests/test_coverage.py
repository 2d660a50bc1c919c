"""Every clause of 宝人社发〔2022〕39号 is answered: the ids of the list of clauses, and those that reading the text has added."""

from pathlib import Path

import pytest

import laowu_baoji
from laowu.jurisdictions.jurisdiction import Jurisdiction
from laowu.jurisdictions.loading import load_installed
from laowu.rules.coverage import ClauseState
from laowu.rules.data_path import located

LISTED = [f"BJ-{number:03}" for number in range(1, 58)]
ADDED = [f"BJ-{number:03}" for number in range(58, 74)]


def test_every_clause_is_answered_once(baoji: Jurisdiction) -> None:
    assert sorted(entry.id for entry in baoji.book.coverage) == LISTED + ADDED


def test_only_the_guiding_thought_has_nothing_to_encode(baoji: Jurisdiction) -> None:
    assert [entry.id for entry in baoji.book.coverage if entry.state is ClauseState.OUT_OF_SCOPE] == ["BJ-004"]


def test_what_a_clause_points_to_is_there(baoji: Jurisdiction) -> None:
    carried = {name for _, rule in baoji.book.rules() for name in (rule.id, *rule.also)}
    for entry in baoji.book.coverage:
        assert all(located(baoji.book, path) for path in entry.by), entry.id
        assert entry.state is ClauseState.OUT_OF_SCOPE or entry.by or entry.id in carried, entry.id


def test_every_rule_stands_for_a_clause(baoji: Jurisdiction) -> None:
    listed = {entry.id for entry in baoji.book.coverage}
    assert [rule.id for _, rule in baoji.book.rules() if listed.isdisjoint((rule.id, *rule.also))] == []


@pytest.mark.parametrize(
    ("reading", "choices"),
    [
        ("BJ-ceiling", {"interval", "full"}),
        ("BJ-who-counts", {"all", "rural"}),
        ("BJ-agreement", {"any", "labour-contract"}),
        ("BJ-library", {"result", "condition"}),
        ("BJ-once", {"brand-and-payer", "unit"}),
        ("BJ-added", {"separate", "instead"}),
        ("BJ-subtargets", {"each", "overlap"}),
        ("BJ-zones", {"divisions", "zone-too"}),
        ("BJ-each-county", {"districts-too", "counties-only"}),
        ("BJ-name-existing", {"new-only", "all"}),
        ("BJ-name-titles", {"open", "closed"}),
        ("BJ-exit-grounds", {"judgement", "found"}),
        ("BJ-stray-characters", {"kept", "repaired"}),
        ("BJ-brand-and-unit", {"many-to-many", "one-to-one"}),
        ("BJ-two-brands", {"each-for-scale", "once"}),
        ("BJ-notice", {"not-stated", "by-the-city"}),
        ("BJ-later-texts", {"historical", "current"}),
    ],
)
def test_every_doubtful_passage_offers_its_readings(baoji: Jurisdiction, reading: str, choices: set[str]) -> None:
    found = next(known for known, _ in baoji.book.readings if known.id == reading)
    assert {choice.code for choice in found.choices} == choices


def test_no_reading_of_a_doubtful_passage_goes_unlisted(baoji: Jurisdiction) -> None:
    assert len(baoji.book.readings) == 17


def test_a_reading_that_adds_a_rule_names_the_clause_it_reads() -> None:
    book = load_installed("baoji", choices={"BJ-brand-and-unit": "one-to-one"}).book
    added = next(found for _, found in book.rules() if found.id == "BJ-017-one")
    assert {entry.id for entry in book.coverage}.intersection(added.also)


def test_the_worked_cases_name_every_clause_that_decides_something(baoji: Jurisdiction) -> None:
    cases = Path(laowu_baoji.__file__).parent / "cases"
    text = "".join(path.read_text(encoding="utf-8") for path in sorted(cases.glob("*.toml")))
    decides = [entry.id for entry in baoji.book.coverage if entry.state is ClauseState.ENCODED]
    assert [clause for clause in decides if f'"{clause}"' not in text] == []
