"""One test for each rule of the suite and each region; `laowu conformance` asks the very same rules."""

import pytest

from laowu.conformance.examine import Examination
from laowu.conformance.report import told
from laowu.conformance.suite_rules import RULES


def test_region_keeps(laowu_examination: Examination, rule_id: str) -> None:
    """A region keeps a rule of the suite."""
    result = laowu_examination.result(RULES[rule_id])

    if not result.examined:
        pytest.skip("the region does not load")
    if not result.passed:
        pytest.fail(told(result), pytrace=False)
