"""Each rule of the tiers loads, complete and sourced bites on a region with one thing wrong, and says in a sentence what."""

import json
from collections.abc import Callable
from pathlib import Path

from laowu.conformance.examine import examine
from laowu.conformance.suite_rule import Fault
from laowu.conformance.suite_rules import RULES

Bites = Callable[..., Fault]

ELIGIBILITY = """
    @hookimpl
    def laowu_check_eligibility(self, dossier, target, on):
        report = super().laowu_check_eligibility(dossier, target, on)
"""


def test_what_cannot_be_read(bites: Bites) -> None:
    fault = bites("LC-101", "demo", ("eligibility.toml", 'clause = "二"', 'clausee = "二"'))

    assert "criterion.D-4.clause: “clause” is missing" in fault.says.en


def test_a_choice_that_cannot_be_read(bites: Bites) -> None:
    fault = bites(
        "LC-102", "readings.reading.D-floor.choice.without", ("readings.toml", "condition.at_least = 4500", "levels = []")
    )

    assert "levels" in fault.says.en


def test_a_distribution_that_asks_for_no_core(bites: Bites) -> None:
    fault = bites("LC-103", "laowu-demo", requires="")

    assert "asks for no version of laowu" in fault.says.en


def test_an_import_of_a_test_tool(bites: Bites) -> None:
    fault = bites("LC-104", "pytest", imports="import pytest")

    assert "plugin.py:12 imports pytest" in fault.says.en


def test_a_hook_that_fails_on_a_dossier_without_operators(bites: Bites) -> None:
    fault = bites(
        "LC-201",
        "laowu_check_eligibility",
        hook=ELIGIBILITY
        + """        return attrs.evolve(report, remarks=(Text(*(dossier.operators[0].name,) * 2),))
""",
    )

    assert "IndexError" in fault.says.en
    assert fault.example


def test_a_hook_that_answers_now_and_then(bites: Bites) -> None:
    fault = bites(
        "LC-202",
        "laowu_manage_brand",
        hook="""
    @hookimpl
    def laowu_manage_brand(self, record, on):
        if record.dossier.checks:
            return ManagementDecision(jurisdiction="demo", level=record.level, on=on, standing=Standing.NOT_YET,
                                      status=BrandStatus.KEEP, actions=())
""",
        without=("management.toml",),
    )

    assert "returns None for others" in fault.says.en
    assert fault.example


def test_an_answer_that_no_file_can_hold(bites: Bites) -> None:
    fault = bites(
        "LC-203",
        "laowu_check_eligibility",
        hook=ELIGIBILITY
        + """        return attrs.evolve(report, remarks=(Text("\\ud800", "half a character"),))
""",
    )

    assert "cannot be written as JSON" in fault.says.en
    assert fault.example


def test_a_hook_that_judges_by_a_day_of_its_own(bites: Bites) -> None:
    fault = bites(
        "LC-204",
        "laowu_check_eligibility",
        hook="""
    @hookimpl
    def laowu_check_eligibility(self, dossier, target, on):
        return super().laowu_check_eligibility(dossier, target, date(2026, 1, 1))
""",
    )

    assert "before any document applies" in fault.says.en
    assert fault.example


def test_a_hook_that_counts_how_often_it_was_asked(bites: Bites) -> None:
    fault = bites(
        "LC-205",
        "laowu_check_eligibility",
        hook=ELIGIBILITY
        + """        type(self).asked += 1
        return attrs.evolve(report, remarks=(Text(f"第 {self.asked} 次", f"no. {self.asked}"),))
""",
    )

    assert "another answer" in fault.says.en
    assert fault.example


def test_a_hook_that_looks_at_the_clock(bites: Bites) -> None:
    fault = bites(
        "LC-206",
        "laowu_check_eligibility",
        hook=ELIGIBILITY
        + """        return attrs.evolve(report, on=min(date.today(), on))
""",
    )

    assert "looks at the clock in plugin.py" in fault.says.en
    assert fault.example


def test_a_hook_that_empties_the_dossier(bites: Bites) -> None:
    fault = bites(
        "LC-207",
        "laowu_check_eligibility",
        hook=ELIGIBILITY
        + """        dossier.facts.clear()
        return report
""",
    )

    assert "changes the dossier" in fault.says.en
    assert fault.example


def test_a_missing_fact_taken_for_nought(bites: Bites) -> None:
    fault = bites(
        "LC-208",
        "laowu_check_eligibility",
        hook=ELIGIBILITY
        + """        found = Outcome.MET if "workers" in dossier.facts else Outcome.NOT_MET
        return attrs.evolve(report, outcome=found)
""",
    )

    assert "without the fact workers, outcome turns from “met” into “not met”" in fault.says.en
    assert fault.example


FILLED_IN = """
    @hookimpl
    def laowu_check_eligibility(self, dossier, target, on):
        if "workers" not in dossier.facts:
            dossier = attrs.evolve(dossier, facts={**dossier.facts, "workers": (Figure(low=0, high=0),)})
        return super().laowu_check_eligibility(dossier, target, on)
"""


def test_a_missing_fact_filled_in_with_nought(bites: Bites) -> None:
    fault = bites("LC-208", "laowu_check_eligibility", hook=FILLED_IN, imports="from laowu.model.facts import Figure")

    assert "without the fact workers, D-1 turns from “met” into “not met”" in fault.says.en
    assert list(json.loads(fault.example)["dossier"]["facts"]) == ["workers"]


def test_a_missing_fact_held_against_a_brand_that_meets_all_else(bites: Bites) -> None:
    fault = bites(
        "LC-208",
        "laowu_check_eligibility",
        hook=ELIGIBILITY
        + """        counts = target.brand_class == "skill" and "wage_arrears_records" not in dossier.facts
        return attrs.evolve(report, outcome=Outcome.NOT_MET) if counts else report
""",
    )

    assert "without the fact wage_arrears_records, outcome turns from “met” into “not met”" in fault.says.en


def test_a_decision_that_a_further_fact_reopens(bites: Bites) -> None:
    fault = bites(
        "LC-209",
        "laowu_check_eligibility",
        hook=ELIGIBILITY
        + """        found = Outcome.NEEDS_JUDGEMENT if "workers" in dossier.facts else Outcome.MET
        return attrs.evolve(report, outcome=found)
""",
    )

    assert "outcome is “met” without the fact workers, and “needs judgement” once it is filled in" in fault.says.en
    assert fault.example


def test_a_clause_that_is_no_place(bites: Bites) -> None:
    fault = bites("LC-301", "eligibility.criterion.D-4.clause", ("eligibility.toml", 'clause = "二"', 'clause = "待补"'))

    assert "待补" in fault.says.en


def test_a_citation_of_an_unknown_document(bites: Bites) -> None:
    fault = bites(
        "LC-302",
        "laowu_check_eligibility",
        hook=ELIGIBILITY
        + """        one, *rest = report.findings
        findings = (attrs.evolve(one, clause=attrs.evolve(one.clause, document="nowhere")), *rest)
        return attrs.evolve(report, findings=findings)
""",
    )

    assert "documents.toml does not have" in fault.says.en


def test_a_document_number_of_another_shape(bites: Bites) -> None:
    fault = bites("LC-303", "documents.document.measures.number", ("documents.toml", "示人社〔2022〕1号", "2022-1"))

    assert "does not look like a document number" in fault.says.en


def test_an_answer_by_a_draft_called_in_force(bites: Bites) -> None:
    fault = bites(
        "LC-304",
        "laowu_check_eligibility",
        hook=ELIGIBILITY
        + """        return attrs.evolve(report, standing=Standing.IN_FORCE)
""",
    )

    assert "says “in force”, and 《示例方案》 behind it is “draft”" in fault.says.en


def test_a_rule_of_no_listed_clause(bites: Bites) -> None:
    fault = bites("LC-305", "D-7", ("coverage.toml", 'D-7.as = "encoded"\n', ""))

    assert "the rule carries no clause" in fault.says.en


def test_a_number_in_python(bites: Bites) -> None:
    fault = bites(
        "LC-306",
        "plugin.py:22",
        hook=ELIGIBILITY
        + """        return report if len(dossier.operators) < 5000 else None
""",
    )

    assert "the number 5000 stands in plugin.py:22" in fault.says.en


def test_a_summary_in_one_language(bites: Bites) -> None:
    fault = bites(
        "LC-307",
        "eligibility.criterion.D-4.summary.en",
        ("eligibility.toml", 'en = "registered in the city"', 'en = "在本市注册"'),
    )

    assert "has no English" in fault.says.en


def test_a_reading_without_a_reason(bites: Bites) -> None:
    fault = bites(
        "LC-308",
        "readings.reading.D-floor",
        ("readings.toml", 'reason = { zh = "未作排除", en = "nothing excludes them" }\n', ""),
    )

    assert "does not say why" in fault.says.en


def test_a_nickname_of_a_place_elsewhere(bites: Bites) -> None:
    fault = bites(
        "LC-309",
        "naming.alias[0]",
        ("naming.toml", 'kind = "nickname"\ndivision = "320400"', 'kind = "nickname"\ndivision = "330500"'),
    )

    assert "naming.alias[0] (龙城) lies outside the region" in fault.says.en


def test_a_rule_older_than_its_document(bites: Bites) -> None:
    fault = bites(
        "LC-301", "eligibility.criterion.D-4.since", ("eligibility.toml", 'clause = "二"', 'clause = "二"\nsince = 2021-01-01')
    )

    assert "before its document does (from 2022-02-01)" in fault.says.en


def test_a_value_from_a_day_on_which_its_rule_does_not_apply(bites: Bites) -> None:
    fault = bites("LC-301", "eligibility.criterion.D-2", ("eligibility.toml", "since = 2025-01-01", "since = 2020-01-01"))

    assert "has a value from 2020-01-01 on" in fault.says.en


def test_a_citation_that_names_no_clause(bites: Bites) -> None:
    fault = bites(
        "LC-302",
        "laowu_check_eligibility",
        hook=ELIGIBILITY
        + """        one, *rest = report.findings
        findings = (attrs.evolve(one, clause=attrs.evolve(one.clause, locator=" ")), *rest)
        return attrs.evolve(report, findings=findings)
""",
    )

    assert "the citation is not whole" in fault.says.en


def test_a_region_that_lists_no_clauses(sound: Callable[..., Path]) -> None:
    (sound() / "coverage.toml").unlink()

    (result,) = examine("demo", rules=[RULES["LC-305"]]).results

    assert ("coverage.toml", "there is no list of clauses (coverage.toml)") in [
        (fault.subject, fault.says.en) for fault in result.faults
    ]


def test_a_summary_without_chinese(bites: Bites) -> None:
    fault = bites(
        "LC-307", "eligibility.criterion.D-4.summary.zh", ("eligibility.toml", 'zh = "在本市注册"', 'zh = "registered"')
    )

    assert "has no Chinese" in fault.says.en
