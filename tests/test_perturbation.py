"""Each clause of the documents that a machine can check is bitten: nudge its rule data, and some worked case fails.

That every value bites is a rule of the conformance suite, which `tests/test_conformance.py` runs.
"""

import csv
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from laowu.conformance.bitten_clauses import ClauseIndex, bite_each
from laowu.conformance.cases import case_book
from laowu.conformance.perturb import Bite, Perturbation
from laowu.jurisdictions.loading import load_installed, read_installed

ROOT = Path(__file__).parent.parent
REGIONS = tuple(sorted(path.parent.name for path in ROOT.glob("plugins/*/pyproject.toml")))
#: The tests' own copy of the ids, so that a clause dropped from a region's list is missed.
CLAUSES = tuple(csv.DictReader((ROOT / "tests" / "clauses.csv").read_text(encoding="utf-8").splitlines()))


@cache
def listed(code: str) -> tuple[str, ...]:
    """The ids of the region's own list of clauses."""
    return tuple(entry.id for entry in load_installed(code).book.coverage)


@cache
def perturbation(code: str) -> Perturbation:
    return Perturbation(case_book(code))


def test_each_clause_a_machine_can_check_is_some_regions() -> None:
    due = [row["id"] for row in CLAUSES if row["machine"] == "yes"]
    claimed = Counter(clause for code in REGIONS for clause in listed(code))

    assert len(due) == 151
    assert [clause for clause in due if claimed[clause] != 1] == []


@pytest.mark.parametrize("code", REGIONS)
def test_every_clause_a_machine_can_check_is_bitten_by_a_worked_case(code: str) -> None:
    rules = read_installed(code)
    index = ClauseIndex(rules.jurisdiction().book.coverage, rules.layers[-1])
    due = [row["id"] for row in CLAUSES if row["machine"] == "yes" and row["id"] in index.clauses]

    found = bite_each(perturbation(code), index, due)

    unbitten = [name for name, result in found.items() if result is None or result.bite is not Bite.FAILS]
    assert due
    assert not unbitten, unbitten
