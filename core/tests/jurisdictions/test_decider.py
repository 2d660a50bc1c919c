"""A region asked about many brands says of each what it says when it is asked about that one alone."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from laowu.errors import UnusableJurisdiction
from laowu.jurisdictions.loading import load_installed
from laowu.model.dossier import Brand, Dossier
from laowu.model.facts import Figure
from laowu.model.level import Level, Target

Demo = Callable[..., dict[str, str]]
Region = Callable[..., Path]

ON = date(2026, 11, 21)
TARGET = Target(level=Level.MUNICIPAL, brand_class="skill")
HOOK = """
import attrs
from laowu.contract import LocalityPlugin, hookimpl
from laowu.model.outcome import Outcome
class MadePlugin(LocalityPlugin):
    @hookimpl
    def laowu_check_eligibility(self, dossier, target, on):
        report = super().laowu_check_eligibility(dossier, target, on)
        return attrs.evolve(report, outcome=Outcome.NOT_MET)
plugin = MadePlugin()
"""


def brand(workers: object) -> Dossier:
    return Dossier(brand=Brand(name="常州面点工"), facts={"workers": (Figure(low=workers, high=workers),)})  # type: ignore[arg-type]


@pytest.mark.parametrize("plugin", [None, HOOK], ids=["by the rule book", "by Python of its own"])
def test_it_says_what_it_says_of_one(plugin: str | None, region: Region, demo: Demo) -> None:
    region("demo", demo(), **({"plugin": plugin} if plugin else {}))
    jurisdiction = load_installed("demo")
    decide = jurisdiction.decider(TARGET, ON)

    for each in (brand(5000), brand(2999)):
        decision = decide(each)
        assert decision is not None
        assert decision.report == jurisdiction.check_eligibility(each, TARGET, ON)
        assert decision.outcome is decision.report.outcome


def test_a_rule_that_fails_is_the_regions_fault(region: Region, demo: Demo) -> None:
    region("demo", demo())
    decide = load_installed("demo").decider(TARGET, ON)

    with pytest.raises(UnusableJurisdiction, match="TypeError") as caught:
        decide(brand("many"))
    assert caught.value.kind == "broken"
    assert "rule " in str(caught.value)
