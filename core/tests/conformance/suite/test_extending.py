"""A region that asks less than the one it extends must say so, wherever it does; asking the same or more is its own affair."""

from collections.abc import Callable
from pathlib import Path

import pytest

from laowu.conformance.examine import examine
from laowu.conformance.suite_rules import RULES

Sound = Callable[..., Path]
Region = Callable[..., Path]

CHILD = """
code = "child"
name = { zh = "示例区", en = "Child" }
division = "320413"
tier = "county"
api = 1
extends = "demo"
edition = "1"
read_on = 2026-11-01
"""
OWN_DOCUMENT = """
[document.own]
title = "示例区办法"
issuers = ["示例区局"]
since = 2022-02-01
status = "in_force"
"""
DECLARED = """
[[loosens]]
subject = "eligibility.criterion.D-1.condition.at_least"
document = "own"
clause = "一"
reason = { zh = "市里允许", en = "the city allows it" }
"""
ANOTHER = "the condition is another one: declare whether it asks less"


@pytest.fixture
def asks_less(sound: Sound, region: Region) -> Callable[..., dict[str, str]]:
    """Where a region asks less than the demo region that it extends, and what is said of it."""

    def asked(*files: tuple[str, str], changes: tuple[tuple[str, str, str], ...] = ()) -> dict[str, str]:
        sound(*changes)
        region("child", {"profile.toml": CHILD, "documents.toml": OWN_DOCUMENT, **dict(files)})
        (result,) = examine("child", rules=[RULES["LC-416"]]).results
        assert result.examined
        return {fault.subject: fault.says.en.removeprefix(f"{fault.subject}: ") for fault in result.faults}

    return asked


AsksLess = Callable[..., dict[str, str]]


@pytest.mark.parametrize(
    ("condition", "at", "told"),
    [
        ('{ fact = "workers", at_least = 3000 }', ".at_least", "at_least 3000 instead of at_least 5000"),
        ('{ fact = "workers", at_least = 6000 }', "", ""),
        ('{ fact = "workers", at_least = 5000 }', "", ""),
        ('{ fact = "skilled_workers", at_least = 5000 }', "", ANOTHER),
        ('{ fact = "workers", at_least = 5000, years_back = [1] }', "", ANOTHER),
    ],
)
def test_a_limit_may_not_be_lowered_silently(condition: str, at: str, told: str, asks_less: AsksLess) -> None:
    found = asks_less(("eligibility.toml", f"[criterion.D-1]\ncondition = {condition}\n"))

    assert found == ({f"eligibility.criterion.D-1.condition{at}": told} if told else {})


ANY = '{ any = [{ fact = "skilled_share", at_least = "50%" }, { fact = "pass_rate", years_back = [1], more_than = "80%" }] }'
NO_ARREARS = '{ not = { fact = "wage_arrears_records", at_least = 1 } }'
ONE_OF_TWO = '{ at_least_k = 1, of = [{ fact = "local_plan", is = true }, { fact = "stall_kinds", includes = ["market"] }] }'


@pytest.mark.parametrize(
    ("limit", "at", "told"),
    [
        ('fact = "skilled_share", more_than = "50%"', "", ""),
        ('fact = "skilled_share", more_than = "40%"', ".more_than", "more_than 40% instead of at_least 50%"),
        ('fact = "skilled_share", at_most = "50%"', ".at_most", ANOTHER),
        ('fact = "skilled_share", present = true', ".present", ANOTHER),
    ],
)
def test_a_comparison_of_another_kind_may_not_ask_less(limit: str, at: str, told: str, asks_less: AsksLess) -> None:
    other = ANY.replace('fact = "skilled_share", at_least = "50%"', limit)

    found = asks_less(("eligibility.toml", f"[criterion.D-3]\ncondition.all = [{other}, {NO_ARREARS}, {ONE_OF_TWO}]\n"))

    assert found == ({f"eligibility.criterion.D-3.condition.all[0].any[0]{at}": told} if told else {})


def test_a_limit_that_counted_itself_out_may_not_count_itself_in(asks_less: AsksLess) -> None:
    other = ANY.replace("more_than", "at_least")

    found = asks_less(("eligibility.toml", f"[criterion.D-3]\ncondition.all = [{other}, {NO_ARREARS}, {ONE_OF_TWO}]\n"))

    assert found == {"eligibility.criterion.D-3.condition.all[0].any[1].at_least": "at_least 80% instead of more_than 80%"}


@pytest.mark.parametrize(
    ("parts", "at", "told"),
    [
        ((ANY, NO_ARREARS, ONE_OF_TWO), "", ""),
        ((ANY.replace("50%", "60%"), NO_ARREARS, ONE_OF_TWO), "", ""),
        ((ANY.replace("50%", "40%"), NO_ARREARS, ONE_OF_TWO), ".all[0].any[0].at_least", "at_least 40% instead of at_least 50%"),
        ((ANY, NO_ARREARS.replace("1", "2"), ONE_OF_TWO), ".all[1].not.at_least", "at_least 2 instead of at_least 1"),
        (
            (ANY, NO_ARREARS.replace("at_least", "more_than"), ONE_OF_TWO),
            ".all[1].not.more_than",
            "more_than 1 instead of at_least 1",
        ),
        ((ANY, NO_ARREARS, ONE_OF_TWO.replace("k = 1", "k = 2")), "", ""),
        ((ANY, NO_ARREARS, ONE_OF_TWO, '{ fact = "own_training", is = true }'), "", ""),
        ((ANY, ONE_OF_TWO), "", ANOTHER),
        ((ANY, ONE_OF_TWO, NO_ARREARS), ".all[1]", ANOTHER),
    ],
)
def test_a_limit_inside_a_condition_is_held_against_its_own(
    parts: tuple[str, ...], at: str, told: str, asks_less: AsksLess
) -> None:
    found = asks_less(("eligibility.toml", f"[criterion.D-3]\ncondition.all = [{', '.join(parts)}]\n"))

    assert found.get(f"eligibility.criterion.D-3.condition{at}", "") == told
    assert bool(found) is bool(told)


@pytest.mark.parametrize(("number", "told"), [(1, "1 of them are enough instead of 2"), (2, "")])
def test_no_fewer_of_several_may_be_enough(number: int, told: str, asks_less: AsksLess) -> None:
    parts = ", ".join((ANY, NO_ARREARS, ONE_OF_TWO.replace("k = 1", f"k = {number}")))

    found = asks_less(
        ("eligibility.toml", f"[criterion.D-3]\ncondition.all = [{parts}]\n"),
        changes=(("eligibility.toml", "at_least_k = 1", "at_least_k = 2"),),
    )

    assert found == ({"eligibility.criterion.D-3.condition.all[2].at_least_k": told} if told else {})


@pytest.mark.parametrize(
    ("rule", "line", "field", "told"),
    [
        ("D-3", 'levels = ["municipal"]', "levels", "no longer asked of district"),
        ("D-3", 'classes = ["skill"]', "classes", "asked of fewer classes"),
        ("D-1", 'classes = ["skill", "service"]', "", ""),
        ("D-4", "soft = true", "soft", "it has become an aim"),
        ("D-5", "soft = false", "", ""),
        ("D-1", 'unmet = "needs judgement"', "unmet", "a brand that falls short is left to an official"),
        ("D-1", "until = 2027-01-01", "until", "it ends earlier, on 2027-01-01"),
        ("D-4", 'condition = { fact = "operator_places", within = "320413" }', "condition.within", ANOTHER),
    ],
)
def test_a_criterion_may_not_be_taken_back_in_part(rule: str, line: str, field: str, told: str, asks_less: AsksLess) -> None:
    found = asks_less(("eligibility.toml", f"[criterion.{rule}]\n{line}\n"))

    assert found == ({f"eligibility.criterion.{rule}.{field}": told} if told else {})


@pytest.mark.parametrize(
    ("file", "line", "told"),
    [
        ("review", "[stage.D-21]\nlength = { days = 3 }", {"review.stage.D-21.length.days": "3 days instead of 5"}),
        ("review", "[stage.D-21]\nlength = { days = 7 }", {}),
        (
            "management",
            "[consequence.D-42]\nconsecutive_failures = 3",
            {"management.consequence.D-42.consecutive_failures": "it takes 3 failures instead of 2"},
        ),
        (
            "management",
            "[consequence.D-41]\nconsecutive_failures = 2",
            {"management.consequence.D-41.consecutive_failures": "it takes 2 failures instead of 1"},
        ),
        ("management", "[consequence.D-42]\nconsecutive_failures = 1", {}),
    ],
)
def test_days_of_notice_and_failures_that_are_counted_are_held_against_those_above(
    file: str, line: str, told: dict[str, str], asks_less: AsksLess
) -> None:
    assert asks_less((f"{file}.toml", f"{line}\n")) == told


def test_a_rule_of_its_own_loosens_nothing(asks_less: AsksLess) -> None:
    own = '[criterion.C-1]\ndocument = "own"\nlevels = ["district"]\nsummary = { zh = "一", en = "one" }\nclause = "一"\n'

    assert asks_less(("eligibility.toml", own + 'condition = { fact = "workers", at_least = 1 }\n')) == {}


def test_what_is_declared_to_be_loosened_is_no_fault_and_must_be_loosened(sound: Sound, region: Region) -> None:
    sound()
    for bound, passed in ((3000, True), (6000, False)):
        criterion = f'[criterion.D-1]\ncondition = {{ fact = "workers", at_least = {bound} }}\n'
        package = region("child", {"profile.toml": CHILD, "documents.toml": OWN_DOCUMENT, "eligibility.toml": criterion})
        (package / "conformance.toml").write_text(DECLARED, encoding="utf-8")

        (result,) = examine("child", rules=[RULES["LC-416"]]).results

        assert result.passed is passed
