"""What the list of clauses says of a clause that no rule is: where its words are found again, or that they are not."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Laowu = Callable[..., Result]
Region = Callable[..., Path]
Demo = Callable[..., dict[str, str]]

LISTED = """
[clause.D-90]
as = "encoded"
by = ["documents.document.measures.status"]
summary = { zh = "自印发之日起施行", en = "in force from its issue" }

[clause.D-91]
as = "encoded"
by = ["subsidy.award.D-30.payer", "subsidy.award.D-39.payer"]
document = "measures"
clause = "七"
summary = { zh = "由市里支付", en = "the city pays" }

[clause.D-92]
as = "out of scope"
because = { zh = "只说明意义", en = "says why it matters" }
document = "measures"
clause = "首段"
"""


@pytest.fixture
def told(laowu: Laowu, region: Region, demo: Demo) -> Callable[[str], str]:
    """What is said of a clause, its lines as one."""
    package = region("demo", demo())
    (package / "coverage.toml").write_text(LISTED, encoding="utf-8")

    def explained(clause: str) -> str:
        result = laowu("explain", "demo", clause, "--on", "2026-11-21")
        assert (result.exit_code, result.stderr) == (0, "")
        return " ".join(result.stdout.split())

    return explained


def test_a_clause_found_again_in_what_is_no_rule_names_the_rule_data(told: Callable[[str], str]) -> None:
    page = told("D-90")

    assert "in force from its issue" in page
    assert "documents.document.measures.status" in page
    assert "in rule" not in page


def test_a_clause_of_which_a_part_is_not_found_again_says_so(told: Callable[[str], str]) -> None:
    page = told("D-91")

    assert "leads nowhere subsidy.award.D-39.payer" in page
    assert "in rule D-30" in page
    assert "subsidy.award.D-30.payer" in page


def test_a_clause_without_operative_content_says_why_it_is_left_out(told: Callable[[str], str]) -> None:
    page = told("D-92")

    assert "because says why it matters" in page
    assert "Carried by" not in page
