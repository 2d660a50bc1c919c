"""Each rule of the tier proven bites on a region with one thing wrong, and says in a sentence what."""

from collections.abc import Callable

from award_lines import PER_HEAD, SUBSIDY

from laowu.conformance.suite_rule import Fault

Bites = Callable[..., Fault]

ELIGIBILITY = """
    @hookimpl
    def laowu_check_eligibility(self, dossier, target, on):
        report = super().laowu_check_eligibility(dossier, target, on)
"""
MANAGEMENT = """
    @hookimpl
    def laowu_manage_brand(self, record, on):
        decision = super().laowu_manage_brand(record, on)
"""

ANOTHER = """
[criterion.D-8]
levels = ["municipal"]
summary = { zh = "培训人数", en = "people trained" }
clause = "一（四）"
condition = { fact = "trained", at_least = 100 }

[selection.D-7]"""


def test_a_case_that_does_not_come_out(bites: Bites) -> None:
    fault = bites(
        "LC-401",
        "all-met",
        (
            "eligibility.toml",
            'condition = { fact = "workers", at_least = 5000 }',
            'condition = { fact = "workers", at_least = 5100 }',
        ),
    )

    assert "expected" in fault.says.en


def test_a_criterion_without_a_case(bites: Bites) -> None:
    fault = bites(
        "LC-402",
        "eligibility.criterion.D-8",
        (
            "eligibility.toml",
            "\n[selection.D-7]",
            ANOTHER,
        ),
    )

    assert "no worked case shows" in fault.says.en


def test_a_value_that_no_case_looks_at(bites: Bites) -> None:
    fault = bites(
        "LC-403",
        "management.upkeep.D-40.every_months",
        ("cases/all.toml", "expect.actions.D-40.due = 2026-05-01\n", ""),
        ("cases/all.toml", "expect.every_months = 12\n", ""),
    )

    assert "no worked case fails" in fault.says.en


def test_a_value_under_a_reading_that_no_case_looks_at(bites: Bites) -> None:
    fault = bites(
        "LC-404",
        "readings.reading.D-floor.choice.without.set.eligibility.criterion.D-1.condition.at_least",
        ("cases/all.toml", 'readings.D-floor = "without"', 'readings.D-floor = "with"'),
        ("cases/all.toml", "with.facts.workers = 4500", "with.facts.workers = 5500"),
        ("cases/all.toml", "with.facts.workers = 4499", "with.facts.workers = 4000"),
    )

    assert "no worked case fails" in fault.says.en


def test_a_choice_that_sets_nothing(bites: Bites) -> None:
    fault = bites(
        "LC-405",
        "readings.reading.D-floor.choice.without",
        ("readings.toml", "set.eligibility.criterion.D-1.condition.at_least = 4500\n", ""),
    )

    assert "changes nothing" in fault.says.en


def test_a_limit_that_lets_one_less_through(bites: Bites) -> None:
    fault = bites(
        "LC-406",
        "eligibility.criterion.D-1.workers",
        hook=ELIGIBILITY
        + """        met = attrs.evolve(report.findings[0], outcome=Outcome.MET)
        findings = (met, *report.findings[1:]) if met.rule == "D-1" else report.findings
        return attrs.evolve(report, findings=findings)
""",
    )

    assert "workers is 4999: eligibility.criterion.D-1 must be “not met”, and the answer is “met”" in fault.says.en


def test_a_limit_that_shuts_out_what_stands_on_it(bites: Bites) -> None:
    fault = bites(
        "LC-407",
        "eligibility.criterion.D-1.workers",
        hook=ELIGIBILITY
        + """        exactly = [one for one in report.findings if one.rule == "D-1" and one.observations[0].found == "5000"]
        findings = tuple(attrs.evolve(one, outcome=Outcome.NOT_MET) if one in exactly else one for one in report.findings)
        return attrs.evolve(report, findings=findings)
""",
    )

    assert "workers is 5000: eligibility.criterion.D-1 must be “met”, and the answer is “not met”" in fault.says.en


def test_a_sum_above_its_ceiling(bites: Bites) -> None:
    fault = bites(
        "LC-408",
        "D-30",
        hook=SUBSIDY
        + """        def twice(line):
            return attrs.evolve(line, amount=Amount.exactly(line.amount.high * 2)) if line.rule == "D-30" else line
        return attrs.evolve(statement, lines=tuple(map(twice, statement.lines)))
""",
    )

    assert "more than its cap of" in fault.says.en
    assert fault.example


def test_a_person_paid_twice(bites: Bites) -> None:
    fault = bites(
        "LC-409",
        "D-32",
        (
            "subsidy.toml",
            "\n[award.D-31]",
            PER_HEAD,
        ),
        hook=SUBSIDY
        + """        def paid(line):
            return attrs.evolve(line, persons=sum(one.persons for one in claim.dossier.claims)) if line.persons else line
        return attrs.evolve(statement, lines=tuple(map(paid, statement.lines)))
""",
    )

    assert "the claims name 1 different ones at most" in fault.says.en
    assert fault.example


def test_a_last_check_by_its_place_in_the_file(bites: Bites) -> None:
    fault = bites(
        "LC-410",
        "laowu_manage_brand",
        hook=MANAGEMENT
        + """        last = record.dossier.checks[-1:]
        failed = bool(last) and last[0].result is CheckResult.FAILED
        return attrs.evolve(decision, status=BrandStatus.REVOKE if failed else BrandStatus.KEEP)
""",
    )

    assert "changes with the order of the records" in fault.says.en


def test_an_approval_that_nothing_leads_to(bites: Bites) -> None:
    fault = bites("LC-411", "review.stage.D-24", ("review.toml", 'after = ["D-21"]\n', ""))

    assert "nothing leads to review.stage.D-24 (approve)" in fault.says.en


def test_a_procedure_that_stops_at_a_review(bites: Bites) -> None:
    fault = bites("LC-412", "review.stage.D-24", ("review.toml", 'kind = "approve"', 'kind = "review"'))

    assert "stops at review.stage.D-24 (review)" in fault.says.en


def test_an_approval_beside_the_notice(bites: Bites) -> None:
    fault = bites("LC-413", "review.stage.D-24", ("review.toml", 'after = ["D-21"]', 'after = ["D-20"]'))

    assert "does not come after the public notice" in fault.says.en


def test_failures_counted_one_too_few(bites: Bites) -> None:
    fault = bites(
        "LC-414",
        "management.consequence.D-42",
        hook=MANAGEMENT
        + """        failed = any(one.result is CheckResult.FAILED for one in record.dossier.checks)
        outcome = Outcome.MET if failed else Outcome.NOT_MET
        actions = tuple(attrs.evolve(one, outcome=outcome) if one.rule == "D-42" else one for one in decision.actions)
        return attrs.evolve(decision, actions=actions)
""",
    )

    assert "after yearly reviews failed, management.consequence.D-42 must be “not met”, and it is “met”" in fault.says.en


def test_a_title_that_no_name_may_hold(bites: Bites) -> None:
    fault = bites(
        "LC-415",
        "naming.form.D-10",
        hook="""
    @hookimpl
    def laowu_validate_name(self, proposal, on):
        report = super().laowu_validate_name(proposal, on)
        return attrs.evolve(report, verdict=NameVerdict.INVALID) if report.segments.person == "匠" else report
""",
    )

    assert "no name put together by naming.form.D-10 is valid" in fault.says.en
