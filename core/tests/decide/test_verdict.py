"""Rules compiled to one function come to what the interpreter of conditions finds, on generated rules and dossiers."""

import traceback
from collections.abc import Callable

import attrs
import pytest
from generated_rules import CITY, DISTRICT, FACTS, HEAD, ON, Op, dossiers, rules
from hypothesis import given
from hypothesis import strategies as st

from laowu.decide.decider import Decider
from laowu.decide.decision import Judged
from laowu.decide.eligibility import check_eligibility, decide_eligibility
from laowu.model.dossier import Brand, Dossier
from laowu.model.facts import Figure
from laowu.model.level import Target
from laowu.model.outcome import Outcome
from laowu.rules.dated import Dated
from laowu.rules.eligibility import Criterion, EligibilityRules
from laowu.rules.predicate import Leaf
from laowu.rules.rulebook import RuleBook

MakeBook = Callable[..., RuleBook]


@given(asked=rules(), brands=st.lists(dossiers(), min_size=1, max_size=4), brand_class=st.sampled_from([None, "a", "b"]))
def test_a_decision_is_what_the_report_says(
    book: MakeBook, asked: EligibilityRules, brands: list[Dossier], brand_class: str | None
) -> None:
    made = book(eligibility=asked, facts=FACTS)
    for level in (DISTRICT, CITY):
        target = Target(level=level, brand_class=brand_class)
        outcome = Decider(made, target, on=ON).outcome
        for brand in brands:
            report = check_eligibility(made, brand, target, ON)
            decision = decide_eligibility(made, brand, target, ON)
            assert report is not None
            assert decision is not None
            assert (decision.outcome, decision.substantive, decision.territorial) == (
                report.outcome,
                report.substantive,
                report.territorial,
            )
            assert outcome(brand) is report.outcome
            assert [(stand.rule, stand.outcome, stand.soft, stand.scope) for stand in decision.stands] == [
                (finding.rule, finding.outcome, finding.soft, finding.scope) for finding in report.findings
            ]
            assert decision.report == report
            assert tuple(decision.finding(place) for place in range(len(decision.stands))) == report.findings
            assert [decision.lack(place) for place, stand in enumerate(decision.stands) if stand.outcome is Outcome.NOT_MET] == [
                (
                    finding.rule,
                    finding.summary,
                    next((item.shortfall.says for item in finding.observations if item.shortfall is not None), None),
                )
                for finding in report.findings
                if finding.outcome is Outcome.NOT_MET
            ]


def test_a_failure_inside_the_rules_names_the_rule_and_shows_the_line(book: MakeBook) -> None:
    sound = Leaf(fact="heads", operator=Op.AT_LEAST, bound=Dated.always(1))
    broken = attrs.evolve(sound, bound=Dated.always("many"))
    asked = tuple(
        Criterion(id=name, condition=condition, levels=(CITY,), **HEAD) for name, condition in (("E-1", sound), ("E-2", broken))
    )
    made = book(eligibility=EligibilityRules(levels=(CITY,), criteria=asked), facts=FACTS)
    brand = Dossier(brand=Brand(name="x"), facts={"heads": (Figure(low=3, high=3),)})
    with pytest.raises(TypeError) as caught:
        decide_eligibility(made, brand, Target(level=CITY), ON)
    assert caught.value.__notes__ == ["rule E-2"]
    assert "'many'" in "".join(traceback.format_exception(caught.value))


def test_rules_are_compiled_once_for_a_level_class_and_day(book: MakeBook) -> None:
    made = book(eligibility=EligibilityRules(levels=(CITY,), criteria=(Criterion(id="E-1", levels=(CITY,), **HEAD),)))
    brand = Dossier(brand=Brand(name="x"))
    decisions = [decide_eligibility(made, brand, Target(level=CITY), ON) for _ in range(2)]
    verdicts = [decision.asked.verdict.of for decision in decisions if isinstance(decision, Judged)]
    assert len(verdicts) == 2
    assert verdicts[0] is verdicts[1]
