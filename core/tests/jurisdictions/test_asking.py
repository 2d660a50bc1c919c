"""What the façade does with a hook's answer: pass it on when it is what it promises, else say whose fault it is."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Literal

import pytest

from laowu.errors import DossierError, UnusableJurisdiction
from laowu.jurisdictions.loading import load_installed
from laowu.jurisdictions.promise import broken_promises
from laowu.model.answers import EligibilityReport, NameReport, Observation
from laowu.model.citation import Standing
from laowu.model.level import Level, Target
from laowu.model.outcome import Outcome
from laowu.model.questions import NameProposal
from laowu.text import Text

Demo = Callable[..., dict[str, str]]
Region = Callable[..., Path]

ON = date(2026, 11, 21)
PROPOSAL = NameProposal(name="金坛茶匠")

HOOK = """
import attrs
import sys
from datetime import date
from laowu.contract import LocalityPlugin, hookimpl
from laowu.errors import CalendarUnpublished, DossierError
from laowu.text import same
class MadePlugin(LocalityPlugin):
    @hookimpl
    def laowu_validate_name(self, proposal, on):
        report = super().laowu_validate_name(proposal, on)
        {body}
plugin = MadePlugin()
"""


def asked(region: Region, files: dict[str, str], body: str, *, strict: bool = False) -> NameReport | None:
    """What the demo region says to a name when its hook goes on like this."""
    region("demo", files, plugin=HOOK.format(body=body))
    return load_installed("demo", strict=strict).validate_name(PROPOSAL, ON)


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("return 'valid'", "must return NameReport; it did not (str instead of NameReport)"),
        ("return False", "bool instead of NameReport"),
        ("return [report]", "list instead of NameReport"),
        ("return attrs.evolve(report, verdict='valid')", "verdict: str instead of NameVerdict"),
        ("return attrs.evolve(report, missing=['region'])", "missing: list instead of tuple"),
        ("return attrs.evolve(report, missing=('region', None))", "missing[1]: NoneType instead of str"),
        ("return attrs.evolve(report, segments=attrs.evolve(report.segments, person=3))", "segments.person: int instead of str"),
        ("return attrs.evolve(report, on=None)", "on: NoneType instead of date"),
    ],
)
def test_an_answer_that_is_not_what_the_hook_promises_is_the_plugins_fault(
    body: str, said: str, region: Region, demo: Demo
) -> None:
    with pytest.raises(UnusableJurisdiction) as caught:
        asked(region, demo(), body)

    assert caught.value.kind == "broken"
    assert caught.value.code == "demo"
    assert "laowu_validate_name" in caught.value.what.zh
    assert said in str(caught.value)
    assert caught.value.where == "laowu-demo 0.1.0, laowu_demo.plugin:plugin"


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("raise ZeroDivisionError('one\\ntwo')", "laowu_validate_name failed (ZeroDivisionError: one)"),
        ("sys.exit(2)", "laowu_validate_name failed (SystemExit: 2)"),
        ("raise CalendarUnpublished(2031)", "laowu_validate_name failed (CalendarUnpublished"),
    ],
)
def test_a_hook_that_raises_is_the_plugins_fault(body: str, said: str, region: Region, demo: Demo) -> None:
    with pytest.raises(UnusableJurisdiction) as caught:
        asked(region, demo(), body)

    assert caught.value.kind == "broken"
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(("body", "kind"), [("raise ZeroDivisionError", ZeroDivisionError), ("sys.exit(2)", SystemExit)])
def test_an_author_may_see_what_a_hook_raised(body: str, kind: type[BaseException], region: Region, demo: Demo) -> None:
    with pytest.raises(kind):
        asked(region, demo(), body, strict=True)


def test_what_is_wrong_with_the_dossier_stays_the_dossiers_fault(region: Region, demo: Demo) -> None:
    with pytest.raises(DossierError):
        asked(region, demo(), "raise DossierError(same('no such place'))")


def test_the_user_may_still_interrupt_a_hook(region: Region, demo: Demo) -> None:
    with pytest.raises(KeyboardInterrupt):
        asked(region, demo(), "raise KeyboardInterrupt")


def test_an_answer_as_promised_is_passed_on(region: Region, demo: Demo) -> None:
    answer = asked(region, demo(), "return attrs.evolve(report, suggestions=('x',))")

    assert answer is not None
    assert answer.suggestions == ("x",)


def test_promises_reach_through_optional_and_nested_values() -> None:
    observation = Observation(
        fact="",
        label=Text("", 3),  # type: ignore[arg-type]
        year=True,
        operator="is",
        required="",
        asked=Text("", ""),
        seen=Text("", ""),
        outcome=Outcome.MET,
    )
    report = EligibilityReport(
        jurisdiction="demo",
        target=Target(level=Level.MUNICIPAL),
        on=ON,
        standing=Standing.IN_FORCE,
        outcome=Outcome.MET,
        substantive=Outcome.MET,
        territorial=Outcome.MET,
        findings=(),
        readings=(observation,),  # type: ignore[arg-type]
    )

    assert list(broken_promises(observation, Observation)) == ["label.en: int instead of str", "year: bool instead of int"]
    assert list(broken_promises(report, EligibilityReport)) == ["readings[0]: Observation instead of ReadingUsed"]


def test_a_promise_of_one_of_a_few_codes_is_kept_by_these_alone() -> None:
    assert list(broken_promises("may", Literal["shall", "may"], "modality")) == []
    assert list(broken_promises("must", Literal["shall", "may"], "modality")) == [
        "modality: 'must' instead of one of 'shall', 'may'"
    ]
