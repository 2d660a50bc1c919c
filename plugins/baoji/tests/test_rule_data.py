"""The rule data as a whole: document, clauses carried, readings."""

from datetime import date

import pytest

from laowu.jurisdictions.jurisdiction import Jurisdiction
from laowu.jurisdictions.loading import load_installed
from laowu.model.citation import Standing

# The clauses of the document that bear on one of the five questions; BJ-018 picks and is a step of the procedure at once.
CLAUSES = {
    "eligibility": {"BJ-017", "BJ-018", "BJ-019", "BJ-047"},
    "naming": {"BJ-020"},
    "review": {"BJ-008", "BJ-009", "BJ-018", "BJ-023"},
    "subsidy": {"BJ-034", "BJ-035", "BJ-036", "BJ-037", "BJ-038", "BJ-044", "BJ-055"},
    "management": {"BJ-022", "BJ-024", "BJ-025", "BJ-043"},
}


def test_the_opinion_of_17_bodies_is_in_force_since_its_date(baoji: Jurisdiction) -> None:
    opinion = baoji.book.documents["bj-opinion"]
    assert (opinion.number, opinion.issued, len(opinion.issuers)) == ("宝人社发〔2022〕39号", date(2022, 8, 19), 17)
    assert opinion.standing(date(2022, 8, 19)) is Standing.IN_FORCE
    assert opinion.standing(date(2022, 8, 18)) is Standing.NOT_YET


def test_the_provinces_later_plan_is_pointed_out(baoji: Jurisdiction) -> None:
    assert any("陕人社发〔2023〕35号" in text.zh for text in baoji.book.documents["bj-opinion"].later_texts)


@pytest.mark.parametrize("question", CLAUSES)
def test_every_clause_that_bears_on_a_question_is_carried_by_a_rule_of_it(baoji: Jurisdiction, question: str) -> None:
    carried = {clause for kind, rule in baoji.book.rules() if kind == question for clause in (rule.id, *rule.also)}
    assert {clause for clause in carried if len(clause) == len("BJ-000")} == CLAUSES[question]


def test_every_reading_bears_on_a_rule(baoji: Jurisdiction) -> None:
    carried = {clause for _, rule in baoji.book.rules() for clause in (rule.id, *rule.also)}
    assert {clause for reading, _ in baoji.book.readings for clause in reading.rules} <= carried


def test_every_choice_of_every_reading_can_be_loaded_and_is_recorded(baoji: Jurisdiction) -> None:
    for reading, _ in baoji.book.readings:
        for choice in reading.choices:
            book = load_installed("baoji", choices={reading.id: choice.code}).book
            assert {found.id: code for found, code in book.readings}[reading.id] == choice.code
            assert (book.digest != baoji.book.digest) is bool(choice.set)


def test_every_local_name_of_a_place_has_a_source(baoji: Jurisdiction) -> None:
    naming = baoji.book.naming
    assert naming is not None
    assert all(alias.source and alias.division.startswith("6103") for alias in naming.aliases)
