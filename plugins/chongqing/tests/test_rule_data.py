"""The rule data as a whole: documents, clauses carried, readings."""

from datetime import date

import pytest

from laowu.jurisdictions.jurisdiction import Jurisdiction
from laowu.jurisdictions.loading import load_installed
from laowu.model.citation import Standing

# The clauses of the two documents by the part of the rule book that carries them.
CLAUSES = {
    "eligibility": {*(f"CQA-{number:03}" for number in (4, 8, *range(11, 26), 31, 33)), "CQP-011", "CQP-035"},
    "naming": {"CQA-006"},
    "review": {f"CQA-{number:03}" for number in (2, *range(25, 31), 32, 34, 35, 36)},
    "subsidy": {f"CQA-{number:03}" for number in range(37, 45)},
    "management": {f"CQA-{number:03}" for number in range(48, 52)},
    "programme": {
        *(f"CQA-{number:03}" for number in (1, 2, 3, 5, 9, 10, 40, 45, 46, 47, 52, 53, 54, 55)),
        *(f"CQP-{number:03}" for number in range(1, 58) if number not in (11, 35)),
    },
}


def test_the_measures_are_a_draft_of_two_bureaus_with_a_blank_date(chongqing: Jurisdiction) -> None:
    draft = chongqing.book.documents["cq-award-draft"]
    assert (draft.number, draft.issued, len(draft.issuers)) == ("", None, 2)
    assert draft.standing(date(2022, 1, 1)) is Standing.DRAFT


def test_the_task_plan_of_19_departments_is_in_force_since_its_date(chongqing: Jurisdiction) -> None:
    task_plan = chongqing.book.documents["cq-task-plan"]
    assert (task_plan.number, task_plan.issued, len(task_plan.issuers)) == ("渝人社〔2021〕432号", date(2021, 12, 22), 19)
    assert task_plan.standing(date(2021, 12, 22)) is Standing.IN_FORCE
    assert task_plan.standing(date(2021, 12, 21)) is Standing.NOT_YET


@pytest.mark.parametrize("question", CLAUSES)
def test_every_clause_is_carried_by_a_rule_of_its_part(chongqing: Jurisdiction, question: str) -> None:
    carried = {clause for kind, rule in chongqing.book.rules() if kind == question for clause in (rule.id, *rule.also)}
    assert {clause for clause in carried if len(clause) == len("CQA-000")} == CLAUSES[question]


def test_every_reading_bears_on_a_rule(chongqing: Jurisdiction) -> None:
    carried = {clause for _, rule in chongqing.book.rules() for clause in (rule.id, *rule.also)}
    assert {clause for reading, _ in chongqing.book.readings for clause in reading.rules} <= carried


def test_every_choice_of_every_reading_can_be_loaded_and_is_recorded(chongqing: Jurisdiction) -> None:
    for reading, _ in chongqing.book.readings:
        for choice in reading.choices:
            book = load_installed("chongqing", choices={reading.id: choice.code}).book
            assert {found.id: code for found, code in book.readings}[reading.id] == choice.code
            assert (book.digest != chongqing.book.digest) is bool(choice.set)


def test_every_local_name_of_a_place_has_a_source(chongqing: Jurisdiction) -> None:
    naming = chongqing.book.naming
    assert naming is not None
    assert all(alias.source and alias.division.startswith("500") for alias in naming.aliases)
