"""A fault may be let off with a reason; a waiver that nothing needs, or that names what there is not, is a fault itself."""

from collections.abc import Callable
from pathlib import Path

from laowu.conformance.examine import examine
from laowu.conformance.suite_rules import RULES

Sound = Callable[..., Path]
STOPS_AT_A_REVIEW = ("review.toml", 'kind = "approve"', 'kind = "review"')


def waiver(rule: str, subject: str) -> str:
    return f'[[waiver]]\nrule = "{rule}"\nsubject = "{subject}"\nreason = {{ zh = "文件到此为止", en = "the text stops here" }}\n'


def test_a_waived_fault_is_told_with_its_reason_and_the_rule_passes(sound: Sound) -> None:
    sound(STOPS_AT_A_REVIEW, waivers=waiver("LC-412", "review.stage.D-24"))

    report = examine("demo", rules=[RULES["LC-412"]])

    (result,) = report.results
    assert result.passed
    assert [(fault.subject, reason.en) for fault, reason in result.waived] == [("review.stage.D-24", "the text stops here")]
    assert report.waivers == 1
    assert "1 waived" in report.badge


def test_a_waiver_that_nothing_needs_is_a_fault(sound: Sound) -> None:
    sound(waivers=waiver("LC-412", "review.stage.D-24"))

    (result,) = examine("demo", rules=[RULES["LC-412"]]).results

    assert [fault.says.en for fault in result.faults] == ["conformance.toml waives review.stage.D-24, which needs no waiver"]


def test_a_waiver_of_a_value_is_needed_whichever_way_the_sample_goes(sound: Sound) -> None:
    due = ("cases/all.toml", "expect.actions.D-40.due = 2026-05-01\n", "")
    stated = ("cases/all.toml", "expect.every_months = 12\n", "")
    for seed in (0, 1, 2):
        sound(due, stated, waivers=waiver("LC-403", "management.upkeep.D-40.every_months"))

        (result,) = examine("demo", seed=seed, rules=[RULES["LC-403"]]).results

        assert result.passed


def test_a_waiver_of_an_unknown_rule_is_refused_with_its_place(sound: Sound) -> None:
    sound(waivers=waiver("LC-4120", "review.stage.D-24"))

    report = examine("demo")

    (fault,) = (fault for result in report.results for fault in result.faults)
    assert "conformance.toml:2 waiver[0].rule: the suite has no rule “LC-4120”; did you mean: LC-412" in fault.says.en
    assert [result.examined for result in report.results].count(True) == 1
