"""A clause is bitten when a case fails at a nudge of the rule data that carry it."""

from collections.abc import Callable

from laowu.conformance.bitten_clauses import ClauseIndex, bite_each, clauses_bitten
from laowu.conformance.cases import CaseBook
from laowu.conformance.perturb import Perturbation

MakeCase = Callable[..., str]
Casebook = Callable[..., CaseBook]

COVERAGE = """
[clause]
D-1.as = "encoded"
D-2.as = "encoded"
D-2-history.as = "encoded"
D-42.as = "encoded"

[clause.D-100]
as = "encoded"
by = ["eligibility.criterion.D-1.condition"]
document = "measures"
clause = "一"
summary = { zh = "五千人", en = "5,000 people" }

[clause.D-101]
as = "encoded"
by = ["eligibility.criterion.D-1.levels", "management.consequence.D-41.grounds.poor_training", "subsidy.award.D-30.payer"]
document = "measures"
clause = "一"
summary = { zh = "层级", en = "levels" }
"""
FLOOR = (
    'dossier = "workshop"',
    'ask = { question = "eligibility", level = "municipal", class = "skill" }',
    'expect.findings.D-1.outcome = "met"',
)


def index(book: CaseBook) -> ClauseIndex:
    return ClauseIndex(book.jurisdiction({}).book.coverage, book.rules.layers[-1])


def test_a_clause_is_bitten_through_its_rule_or_through_a_path(casebook: Casebook, case: MakeCase) -> None:
    book = casebook(case("floor", *FLOOR), coverage=COVERAGE)
    perturbation = Perturbation(book)

    found = clauses_bitten(perturbation.results(perturbation.nudges(("eligibility",))), index(book))

    assert list(found) == ["D-1", "D-2", "D-2-history", "D-42", "D-100", "D-101"]
    assert {name for name, result in found.items() if result} == {"D-1", "D-100"}
    by_condition = found["D-100"]
    assert by_condition is not None
    assert by_condition.by == "floor"
    assert ".condition" in by_condition.nudge.path


def test_a_nudge_is_about_the_clauses_that_its_place_carries(casebook: Casebook) -> None:
    book = casebook(coverage=COVERAGE)
    known = index(book)
    about = {str(nudge): known.of(nudge) for nudge in Perturbation(book).nudges()}

    assert about["eligibility.criterion.D-1.condition.at_least: 5000 → 5001"] == {"D-1", "D-100"}
    assert about["eligibility.criterion.D-1.levels[0]: municipal → —"] == {"D-1", "D-101"}
    assert about["eligibility.criterion.D-2.classes[0]: service → —"] == {"D-2", "D-2-history"}
    assert about["management.consequence.D-41.grounds[0]: {code = poor_training, …} → —"] == {"D-101"}
    assert about["eligibility.document: measures → plan"] == set()
    assert about["documents.document.measures.status: in_force → draft"] == set()


def test_single_clauses_are_bitten_without_nudging_everything(casebook: Casebook, case: MakeCase) -> None:
    paid = ('dossier = "workshop"', 'ask = { question = "subsidy", level = "municipal" }', 'expect.lines.D-30.payer.zh = "市级"')
    book = casebook(case("paid", *paid), coverage=COVERAGE)

    found = bite_each(Perturbation(book), index(book), ["D-42", "D-101"])

    assert found["D-42"] is None
    assert found["D-101"] is not None
    assert found["D-101"].nudge.path == "subsidy.award.D-30.payer"
