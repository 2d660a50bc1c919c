"""A fact that a region's own Python works out, unless it is stated, is no unknown that turns an answer round."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import strategies as st

from laowu.conformance.checks import each_hook
from laowu.conformance.examine import examine
from laowu.conformance.situation import Situation
from laowu.conformance.suite_rules import RULES
from laowu.model.dossier import Brand, Dossier
from laowu.model.facts import Figure
from laowu.model.level import Level, Target
from laowu.model.questions import NameProposal

Sound = Callable[..., Path]

FACT = ("facts.toml", "[stall_kinds]", """[score]
type = "count"
unit = { zh = "分", en = "points" }
label = { zh = "得分", en = "score" }
settled_by = { zh = "评分表", en = "the scoring sheet" }

[stall_kinds]""")  # fmt: skip
RULE = ("eligibility.toml", "[criterion.D-1]", """[criterion.D-score]
levels = ["municipal"]
summary = { zh = "得分10分", en = "a score of 10" }
clause = "一"
condition = { fact = "score", at_least = 10 }

[criterion.D-1]""")  # fmt: skip
PLUGIN = '''
"""A region that gives a point for each worker."""
import attrs
from laowu.contract import LocalityPlugin, hookimpl
from laowu.decide.evidence import Evidence
from laowu.model.facts import Figure

class DemoPlugin(LocalityPlugin):
    """Counts points."""

    @hookimpl
    def laowu_check_eligibility(self, dossier, target, on):
        code = self.book.profile.code
        evidence = Evidence(dossier=dossier, jurisdiction=code, facts=self.book.facts, on=on)
        workers, own = evidence.figure("workers"), dossier.local_facts.get(code, {})
        if "score" not in own:
            low, high = ((None, None) if workers is None else (workers.low, workers.high))
            points = Figure(low=(low or 0), high={high})
            dossier = attrs.evolve(dossier, local_facts={**dossier.local_facts, code: {**own, "score": (points,)}})
        return super().laowu_check_eligibility(dossier, target, on)

plugin = DemoPlugin()
'''


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Only this dossier is asked about, in place of many made-up ones."""

    def narrow(*, workers: int, score: int | None = None) -> None:
        stated = {} if score is None else {"score": (Figure(low=score, high=score),)}
        dossier = Dossier(
            brand=Brand(name="某品牌"),
            facts={"workers": (Figure(low=workers, high=workers),)},
            local_facts={"demo": stated},
        )
        situation = Situation(
            dossier=dossier, target=Target(level=Level.MUNICIPAL), on=date(2026, 11, 21), proposal=NameProposal(name="某品牌")
        )
        monkeypatch.setattr(each_hook, "situations", lambda _: st.just(situation))

    return narrow


def faults(rule: str) -> list[str]:
    (result,) = examine("demo", rules=(RULES[rule],)).results
    return [fault.says.en for fault in result.faults]


def test_a_stated_score_may_say_something_else_than_one_that_is_worked_out(sound: Sound, asked: Callable[..., None]) -> None:
    sound(FACT, RULE, plugin=PLUGIN.replace("{high}", "high"))
    asked(workers=5000, score=9)

    assert faults("LC-208") == []


def test_an_unknown_that_counts_as_nought_is_a_fault(sound: Sound, asked: Callable[..., None]) -> None:
    sound(FACT, RULE, plugin=PLUGIN.replace("{high}", "high or 0"))
    asked(workers=5000)

    assert faults("LC-208") == ["without the fact workers, D-score turns from “met” into “not met”"]


def test_limits_of_a_fact_that_is_worked_out_are_tried_by_stating_it(sound: Sound) -> None:
    sound(FACT, RULE, plugin=PLUGIN.replace("{high}", "high"))

    assert faults("LC-406") == []
    assert faults("LC-407") == []
