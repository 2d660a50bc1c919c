"""Every clause of every document of this repository's regions is answered, and can be looked up."""

import re
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from laowu.cli.main import command
from laowu.evaluate.explaining.coverage import coverage_of
from laowu.evaluate.explaining.explain import Explanation, PartExplanation, RuleExplanation, explain
from laowu.evaluate.explaining.region_sections import SECTIONS
from laowu.evaluate.result_data import result_data
from laowu.jurisdictions.loading import load_installed
from laowu.rules.coverage import ClauseState
from laowu.text import Text

Install = Callable[[str], Path]

DAYS = (date(2020, 1, 1), date(2022, 11, 20), date(2026, 11, 21))

#: An identifier of the rule data: two words with an underscore between them, or one word of Latin letters alone.
IDENTIFIER = re.compile(r"[a-z]+(?:_[a-z0-9]+)+")
LATIN_WORD = re.compile(r"[a-z_]+")


def test_no_clause_that_was_ever_counted_is_left_out(repository: Path, regions: tuple[str, ...], install: Install) -> None:
    counted = (repository / "tests" / "clauses.csv").read_text(encoding="utf-8").splitlines()[1:]
    listed = set()
    for code in regions:
        install(code)
        listed |= {entry.id for entry in load_installed(code).book.coverage}

    assert len(counted) == 293
    assert {line.partition(",")[0] for line in counted} - listed == set()


def test_the_list_of_every_region_is_sound_and_answers_each_clause(regions: tuple[str, ...], install: Install) -> None:
    for code in regions:
        install(code)
        coverage = coverage_of(load_installed(code))

        assert coverage.stated, code
        assert [(fault.id, fault.says.en) for fault in coverage.faults] == [], code
        assert coverage.total.answered == coverage.total.clauses == len(coverage.clauses)
        assert sum(row.clauses for row in coverage.documents) == coverage.total.clauses, "each clause stands in a document"


def test_only_few_clauses_are_out_of_scope_and_each_says_why(regions: tuple[str, ...], install: Install) -> None:
    for code in regions:
        install(code)
        clauses = coverage_of(load_installed(code)).clauses
        left_out = [clause for clause in clauses if clause.state is ClauseState.OUT_OF_SCOPE]

        assert all(clause.because and clause.because.zh and clause.because.en for clause in left_out)
        assert len(left_out) * 10 <= len(clauses)


def explanations(code: str, on: date) -> Iterator[Explanation]:
    jurisdiction = load_installed(code)
    ids = [entry.id for entry in jurisdiction.book.coverage]
    ids += [rule.id for _, rule in jurisdiction.book.rules()]
    return (explain(jurisdiction, name, on) for name in dict.fromkeys(ids))


@pytest.mark.parametrize("on", DAYS, ids=str)
def test_every_clause_is_explained_in_both_languages(on: date, regions: tuple[str, ...], install: Install) -> None:
    for code in regions:
        install(code)
        for found in explanations(code, on):
            left_out = found.clause is not None and found.clause.state is ClauseState.OUT_OF_SCOPE
            assert found.rules or found.parts or left_out, found.id
            if found.clause is not None:
                assert found.clause.clause, found.id
                assert found.clause.summary, found.id
            assert [text for text in texts_of(found) if not (text.zh.strip() and text.en.strip())] == [], found.id
            assert result_data(found)["id"] == found.id


def carriers(found: Explanation) -> Iterator[RuleExplanation | PartExplanation]:
    yield from found.rules
    yield from found.parts


def texts_of(found: Explanation) -> Iterator[Text]:
    """Everything an explanation says in words."""
    if found.clause is not None:
        yield from (text for text in (found.clause.summary, found.clause.because) if text is not None)
    for part in carriers(found):
        for label, value in part.values:
            yield from (label, value)
        for history in part.history:
            yield history.label
            yield from (item.value for item in history.values)
    for reading in (*found.readings, *(reading for rule in found.rules for reading in rule.readings)):
        yield from (reading.question, reading.says, *(other.says for other in reading.others))


#: What users write themselves, into a dossier or an option.
WRITTEN_BY_USERS = ("code",)


def test_no_identifier_of_the_rule_data_is_shown_to_a_reader(regions: tuple[str, ...], install: Install) -> None:
    for code in regions:
        install(code)
        for found in explanations(code, DAYS[-1]):
            for part in carriers(found):
                for label, value in part.values:
                    if label.en not in WRITTEN_BY_USERS:
                        assert not IDENTIFIER.search(value.zh + value.en), (found.id, value)
                        words = re.split(r"[、：；，（） ]+", value.zh)
                        assert [word for word in words if LATIN_WORD.fullmatch(word)] == [], (found.id, value)


@pytest.mark.parametrize("section", SECTIONS)
def test_every_section_of_every_region_prints(section: str, regions: tuple[str, ...], install: Install) -> None:
    for code in regions:
        install(code)
        for language in ("zh", "en"):
            words = ["--lang", language, "plugins", "show", code, "--section", section]
            result = CliRunner().invoke(command, words, env={"COLUMNS": "80", "LAOWU_ON": "2026-11-21"})
            assert result.exit_code == 0, result.output
            assert len(result.stdout.splitlines()) > 4
