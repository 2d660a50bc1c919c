"""Every worked case of every region of this repository comes out as its document says."""

from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from laowu.conformance.cases import Case, CaseBook, case_book
from laowu.errors import LaowuError

LEAST = 25
"""Worked cases that a region has at least."""

REGIONS = tuple(sorted(path.parent.name for path in Path(__file__).parent.parent.glob("plugins/*/pyproject.toml")))


@cache
def book(code: str) -> CaseBook:
    return case_book(code)


def cases(code: str) -> tuple[Case, ...]:
    """The cases of a region; none where they cannot be read, which is a test's business and not the collector's."""
    try:
        return book(code).cases
    except LaowuError:
        return ()


EVERY_CASE = [pytest.param(code, case, id=f"{code}:{case.id}") for code in REGIONS for case in cases(code)]


@pytest.mark.parametrize(("code", "case"), EVERY_CASE)
def test_a_case_comes_out_as_the_document_says(code: str, case: Case) -> None:
    result = book(code).run(case)

    assert result.passed, "\n".join(text.en for text in result.told())


@pytest.mark.parametrize("code", REGIONS)
def test_a_region_has_its_cases(code: str) -> None:
    assert len(book(code).cases) >= LEAST


@pytest.mark.parametrize("code", REGIONS)
def test_a_case_says_in_both_languages_what_it_shows_and_where_its_figures_come_from(code: str) -> None:
    for case in book(code).cases:
        assert case.title.zh != case.title.en, case.id
        assert case.origin.zh != case.origin.en, case.id


@pytest.mark.parametrize("code", REGIONS)
def test_no_two_cases_say_they_are_the_same(code: str) -> None:
    titles = Counter(text for case in book(code).cases for text in case.title)

    assert [title for title, times in titles.items() if times > 1] == []


@pytest.mark.parametrize("code", REGIONS)
def test_what_a_case_shows_are_clauses_of_the_region(code: str) -> None:
    known = {entry.id for entry in book(code).jurisdiction({}).book.coverage}
    known |= {clause for _, rule in book(code).jurisdiction({}).book.rules() for clause in (rule.id, *rule.also)}

    assert {clause for case in book(code).cases for clause in case.shows} - known == set()


@pytest.mark.parametrize("code", REGIONS)
def test_every_level_and_class_is_worked_through(code: str) -> None:
    rules = book(code).jurisdiction({}).book.eligibility
    asked = [case.ask for case in book(code).cases if case.ask.question == "eligibility"]

    assert rules is not None
    assert {question.level for question in asked} >= set(rules.levels)
    assert {question.brand_class for question in asked} >= {item.code for item in rules.classes}
