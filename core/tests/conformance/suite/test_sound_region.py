"""On a sound region no rule of the suite bites; every rule has a broken region; a region that extends another is held to it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from laowu.conformance.examine import examine
from laowu.conformance.suite_rules import RULES
from laowu.conformance.tiers import Tier

Sound = Callable[..., Path]
TESTS = Path(__file__).parent


def test_the_demo_region_is_proven(sound: Sound) -> None:
    sound()

    report = examine("demo")

    assert [(result.rule, fault.says.en) for result in report.results for fault in result.faults] == []
    assert (report.tier, report.waivers) == (Tier.PROVEN, 0)


def test_every_rule_has_its_broken_region() -> None:
    texts = [path.read_text(encoding="utf-8") for path in TESTS.glob("test_*.py")]

    assert [rule for rule in RULES if not any(f'"{rule}"' in text for text in texts)] == []


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


@pytest.mark.parametrize(
    ("condition", "told"),
    [
        ("at_least = 3000", "at_least 3000 instead of at_least 5000"),
        ("at_least = 6000", ""),
        ("at_least = 5000", ""),
    ],
)
def test_a_region_that_asks_less_than_the_one_it_extends_must_say_so(
    condition: str, told: str, sound: Sound, region: Callable[..., Path]
) -> None:
    sound()
    extending(region, condition)

    (result,) = examine("child", rules=[RULES["LC-416"]]).results

    assert [fault.says.en.partition(": ")[2] for fault in result.faults] == ([told] if told else [])


def test_what_is_declared_to_be_loosened_is_no_fault_and_must_be_loosened(sound: Sound, region: Callable[..., Path]) -> None:
    sound()
    for condition, passed in (("at_least = 3000", True), ("at_least = 6000", False)):
        (extending(region, condition) / "conformance.toml").write_text(DECLARED, encoding="utf-8")

        (result,) = examine("child", rules=[RULES["LC-416"]]).results

        assert result.passed is passed


def extending(region: Callable[..., Path], condition: str) -> Path:
    """A region that extends the demo region and states one condition anew."""
    criterion = f'[criterion.D-1]\ncondition = {{ fact = "workers", {condition} }}\n'
    return region("child", {"profile.toml": CHILD, "documents.toml": OWN_DOCUMENT, "eligibility.toml": criterion})
