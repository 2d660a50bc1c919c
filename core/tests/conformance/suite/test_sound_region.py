"""On a sound region no rule of the suite bites; every rule has a broken region."""

from collections.abc import Callable
from pathlib import Path

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
