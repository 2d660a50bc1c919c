"""A rule book cites its clauses, knows what its answers are worth, and which readings bear on them."""

from collections.abc import Callable
from datetime import date

import pytest

from laowu.model.citation import Standing
from laowu.rules.rule import Rule, in_force
from laowu.rules.rulebook import RuleBook

MakeBook = Callable[..., RuleBook]

DOCUMENT = """
[document.{id}]
title = "{id}"
issuers = ["某局"]
since = {since}
status = "{status}"
{more}
"""
DOCUMENTS = "".join(
    DOCUMENT.format(id=name, since=since, status=status, more=more)
    for name, since, status, more in (
        ("law", "2022-01-01", "in_force", 'number = "某发〔2022〕1号"'),
        ("draft", "2022-01-01", "draft", ""),
        ("old", "2020-01-01", "superseded", ""),
        ("round", "2022-01-01", "in_force", "round_ends = 2022-12-31"),
        ("coming", "2027-01-01", "in_force", ""),
    )
)
CRITERION = """
[criterion.{id}]
document = "{document}"
levels = ["municipal"]
summary = {{ zh = "x", en = "x" }}
clause = "第一条"
{more}
"""


@pytest.fixture
def rules(book: MakeBook) -> Callable[..., tuple[RuleBook, tuple[Rule, ...]]]:
    """A rule book with one criterion for each document named, and the criteria."""

    def make(*documents: str, more: str = "") -> tuple[RuleBook, tuple[Rule, ...]]:
        criteria = [CRITERION.format(id=f"E-{place}", document=name, more=more) for place, name in enumerate(documents)]
        read = book(documents=DOCUMENTS, eligibility='levels = ["municipal"]\n' + "".join(criteria))
        assert read.eligibility is not None
        return read, read.eligibility.criteria

    return make


Rules = Callable[..., tuple[RuleBook, tuple[Rule, ...]]]


@pytest.mark.parametrize(
    ("documents", "on", "standing"),
    [
        (("law",), date(2026, 1, 1), Standing.IN_FORCE),
        (("law",), date(2021, 12, 31), Standing.NOT_YET),
        (("law", "draft"), date(2026, 1, 1), Standing.DRAFT),
        (("round", "law"), date(2022, 12, 31), Standing.IN_FORCE),
        (("round", "law"), date(2023, 1, 1), Standing.LAST_KNOWN_ROUND),
        (("round", "old"), date(2023, 1, 1), Standing.SUPERSEDED),
        (("old", "draft"), date(2023, 1, 1), Standing.DRAFT),
        (("old", "draft", "coming"), date(2023, 1, 1), Standing.NOT_YET),
    ],
)
def test_an_answer_is_worth_what_the_weakest_of_its_documents_is(
    rules: Rules, documents: tuple[str, ...], on: date, standing: Standing
) -> None:
    book, found = rules(*documents)

    assert book.standing(found, on) is standing
    assert book.standing(found[::-1], on) is standing


@pytest.mark.parametrize(
    ("documents", "more", "on", "standing"),
    [
        (("law",), "", date(2026, 1, 1), Standing.IN_FORCE),
        (("draft",), "", date(2026, 1, 1), Standing.DRAFT),
        (("coming",), "", date(2026, 1, 1), Standing.NOT_YET),
        (("law",), "until = 2025-01-01", date(2025, 1, 1), Standing.SUPERSEDED),
        (("law",), "until = 2025-01-01", date(2024, 12, 31), Standing.IN_FORCE),
        (("law",), "since = 2026-01-01", date(2025, 12, 31), Standing.NOT_YET),
    ],
)
def test_silence_is_worth_what_the_rules_searched_are_worth(
    rules: Rules, documents: tuple[str, ...], more: str, on: date, standing: Standing
) -> None:
    book, found = rules(*documents, more=more)

    assert book.standing((), on, among=found) is standing


def test_where_nothing_was_ever_stated_nothing_is_in_force(rules: Rules) -> None:
    book, found = rules("law")

    assert book.standing((), date(2026, 1, 1)) is Standing.NOT_YET
    assert in_force(found, date(2026, 1, 1)) == found


def test_a_citation_names_the_document_by_its_number_or_title(rules: Rules) -> None:
    book, found = rules("law", "draft")

    assert [str(book.cite(rule)) for rule in found] == ["某发〔2022〕1号 第一条", "《draft》 第一条"]
    assert [book.cite(rule).document for rule in found] == ["law", "draft"]


def test_a_reading_bears_on_a_rule_by_its_own_id_or_a_further_one(book: MakeBook) -> None:
    criteria = [
        CRITERION.format(id="E-0", document="law", more=""),
        CRITERION.format(id="E-1", document="law", more='also = ["E-9"]'),
    ]
    reading = """
[reading.{id}]
question = {{ zh = "x", en = "x" }}
rules = ["{rule}"]
default = "a"
choice.a.label = {{ zh = "a", en = "a" }}
choice.b.label = {{ zh = "b", en = "b" }}
"""
    readings = "".join(reading.format(id=name, rule=rule) for name, rule in (("A", "E-9"), ("B", "E-0")))
    read = book(documents=DOCUMENTS, eligibility='levels = ["municipal"]\n' + "".join(criteria), readings=readings)

    assert read.eligibility is not None
    first, second = read.eligibility.criteria
    assert [used.id for used in read.readings_on((first,))] == ["B"]
    assert [used.id for used in read.readings_on((second,))] == ["A"]
    assert [used.id for used in read.readings_on((second, first))] == ["A", "B"]
    assert read.readings_on((second,))[0].default
    assert read.readings_on((second,))[0].alternatives == ("b",)


PROGRAMME = """
[definition.D-1]
document = "law"
term = {{ zh = "有效期（年）", en = "years of validity" }}
{number}
summary = {{ zh = "x", en = "x" }}
clause = "第九条"
until = 2026-01-01
"""


@pytest.mark.parametrize(("on", "number"), [("2023-12-31", 3), ("2024-01-01", 5), ("2025-12-31", 5), ("2026-01-01", None)])
def test_a_regions_own_python_reads_the_number_of_a_definition_on_a_day(book: MakeBook, on: str, number: int | None) -> None:
    read = book(
        documents=DOCUMENTS, programme=PROGRAMME.format(number="number = [{ value = 3 }, { since = 2024-01-01, value = 5 }]")
    )

    assert read.number("D-1", date.fromisoformat(on)) == number


@pytest.mark.parametrize("definition", ["D-1", "D-9"])
def test_a_number_that_no_definition_states_is_refused(book: MakeBook, definition: str) -> None:
    read = book(documents=DOCUMENTS, programme=PROGRAMME.format(number=""))

    with pytest.raises(LookupError, match=f"no definition {definition} with a number"):
        read.number(definition, date(2025, 1, 1))
