"""Sums and limits outside the criteria: each way to be wrong about them is found, and what is right passes."""

from collections.abc import Callable
from pathlib import Path

import pytest
from award_lines import PER_HEAD, SUBSIDY

from laowu.conformance.examine import examine
from laowu.conformance.suite_rule import Fault
from laowu.conformance.suite_rules import RULES

Bites = Callable[..., Fault]
Sound = Callable[..., Path]

PAID = "from laowu.model.money import Money"
AWARD = 'kind = "ceiling"\nlevels = ["municipal"]\n'
FOR_EACH_BODY = PER_HEAD.replace("years_at_most", 'cap_scope = "operator"\nyears_at_most')


def instead(rule: str, amount: str) -> str:
    """A hook that gives the line of a rule another amount."""
    return (
        SUBSIDY
        + f"""        def told(line):
            return attrs.evolve(line, amount={amount}) if line.rule == "{rule}" else line
        return attrs.evolve(statement, lines=tuple(map(told, statement.lines)))
"""
    )


def test_a_negative_sum(bites: Bites) -> None:
    fault = bites("LC-408", "D-30", hook=instead("D-30", "Amount.exactly(Money(-100))"), imports=PAID)

    assert "the sum is negative (-1 yuan)" in fault.says.en
    assert fault.example


def test_more_than_what_a_ceiling_leaves(bites: Bites) -> None:
    more = "Amount.between(Money(0), Money.yuan(300001))"

    assert (
        "300,001 yuan, more than its cap of 300,000 yuan"
        in bites("LC-408", "D-31", hook=instead("D-31", more), imports=PAID).says.en
    )


def test_more_than_the_cap_of_a_year_for_each_body(bites: Bites) -> None:
    award = ("subsidy.toml", "\n[award.D-31]", FOR_EACH_BODY)
    hook = instead("D-32", "Amount.exactly(Money.yuan(10 ** 9))")

    assert "more than its cap of" in bites("LC-408", "D-32", award, hook=hook, imports=PAID).says.en


def test_a_total_above_its_lines(bites: Bites) -> None:
    hook = SUBSIDY + "        return attrs.evolve(statement, total=Amount.exactly(Money.yuan(10 ** 9)))\n"

    assert "and its lines come to" in bites("LC-408", "total", hook=hook, imports=PAID).says.en


CONDITION = ("subsidy.toml", AWARD, AWARD + 'condition = { fact = "workers", at_least = 100 }\n')


def test_an_award_that_lets_one_less_through(bites: Bites) -> None:
    hook = (
        SUBSIDY
        + """        def kind(line):
            seen = tuple(attrs.evolve(one, outcome=Outcome.MET) for one in line.observations)
            return attrs.evolve(line, observations=seen)
        return attrs.evolve(statement, lines=tuple(map(kind, statement.lines)))
"""
    )

    fault = bites("LC-406", "subsidy.award.D-31.workers", CONDITION, hook=hook)

    assert "workers is 99: subsidy.award.D-31 must be “not met”, and the answer is “met”" in fault.says.en


def test_a_paper_asked_for_one_too_late(bites: Bites) -> None:
    hook = """
    @hookimpl
    def laowu_plan_review(self, application, on):
        plan = super().laowu_plan_review(application, on)
        def kind(paper):
            seen = tuple(attrs.evolve(one, outcome=Outcome.NOT_MET) for one in paper.observations)
            return attrs.evolve(paper, observations=seen)
        return attrs.evolve(plan, materials=tuple(map(kind, plan.materials)))
"""

    fault = bites("LC-407", "review.paper.D-23.wage_arrears_records", hook=hook)

    assert "wage_arrears_records is 1: review.paper.D-23 must be “met”, and the answer is “not met”" in fault.says.en


NOTHING_BELOW = 'condition = { fact = "wage_arrears_records", at_least = 0 }'


@pytest.mark.parametrize("rule", ["LC-406", "LC-407"])
@pytest.mark.parametrize(
    "change",
    [
        CONDITION,
        ("eligibility.toml", 'condition = { fact = "operator_places", within = "320400" }', NOTHING_BELOW),
        (
            "eligibility.toml",
            'condition = { fact = "operator_places", within = "320400" }',
            'condition = { fact = "operator_count", at_least = 2 }',
        ),
        (
            "eligibility.toml",
            'condition = { fact = "workers", at_least = 5000 }',
            'until = 2024-01-01\ncondition = { fact = "workers", at_least = [{ value = 1 }, { since = 2025-01-01, value = 2 }] }',
        ),
    ],
)
def test_limits_that_are_kept_or_that_no_figure_can_stand_beside_pass(
    rule: str, change: tuple[str, str, str], sound: Sound
) -> None:
    sound(change)

    (result,) = examine("demo", rules=[RULES[rule]]).results

    assert result.examined
    assert result.faults == ()
