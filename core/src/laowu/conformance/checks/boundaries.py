"""Rules of the tier *proven*, second part: the region's own limits, one step to either side and exactly on them."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from laowu.conformance.conditions import Limit, holds, limits, near
from laowu.conformance.situation import ASKED, Situation
from laowu.conformance.subject import Subject, path_of
from laowu.conformance.suite_rule import Fault, suite_rule
from laowu.decide.comparison import exact_text
from laowu.errors import LaowuError
from laowu.model.answers import EligibilityReport, Observation, ReviewPlan, SubsidyStatement
from laowu.model.dossier import Brand, Dossier, Recognition
from laowu.model.facts import Figure
from laowu.model.level import Target
from laowu.model.outcome import Outcome, negation
from laowu.model.questions import NameProposal
from laowu.model.vocabulary import shared_facts
from laowu.rules.eligibility import Criterion
from laowu.rules.predicate import Leaf
from laowu.rules.rule import Rule
from laowu.text import Text

_HOOK_OF = {
    "eligibility": "laowu_check_eligibility",
    "review": "laowu_plan_review",
    "subsidy": "laowu_calculate_subsidy",
}


@suite_rule(
    "LC-406",
    "越过界值一步，结论就不同",
    "One step below and above each of the region's own limits the answer is what the limit says",
    example="A hook in Python that rounds head counts to hundreds before it compares them.",
    exceptions="Facts that are read off a dossier's structure; limits that an answer made in Python does not mention.",
)
def both_sides_of_every_limit(subject: Subject) -> Iterator[Fault]:
    """Limits are where brands are won and lost, and where a slip in the code shows first.

    They are read from the region's own data, so there is no list to learn: for each, a dossier that states just one less and
    one that states just one more.
    """
    return _wrong_at(subject, (0, 2))


@suite_rule(
    "LC-407",
    "恰在界值上：不低于、以上含本数，超过、低于不含",
    "Exactly on each limit an inclusive one is met and a strict one is not",
    example="A hook that tests `workers > 5000` where the data say `at_least = 5000`.",
    exceptions="As for LC-406.",
)
def exactly_on_every_limit(subject: Subject) -> Iterator[Fault]:
    """不低于 and 以上 include the number, 超过 and 低于 do not; the data say which, and every answer must follow."""
    return _wrong_at(subject, (1,))


def _wrong_at(subject: Subject, places: tuple[int, ...]) -> Iterator[Fault]:
    for limit in limits(subject.book):
        fact = subject.book.facts[limit.leaf.fact]
        on = _day(limit, subject.on)
        if fact.given_by is not None or not fact.type.ordered or on is None:
            continue
        for place in places:
            value = near(limit.bound)[place]
            if isinstance(value, int) and value < 0:
                continue
            fault = _wrong(subject, limit, value, on)
            if fault is not None:
                yield fault
                break


def _day(limit: Limit, on: date) -> date | None:
    """A day on which the limit applies."""
    rule = limit.condition.rule
    day = max(filter(None, (limit.since, rule.since if limit.since is None else None)), default=on)
    if limit.leaf.bound.on(on) == limit.bound and rule.in_force(on):
        return on
    return day if rule.in_force(day) and limit.leaf.bound.on(day) == limit.bound else None


def _wrong(subject: Subject, limit: Limit, value: Any, on: date) -> Fault | None:
    condition = limit.condition
    hook = _HOOK_OF.get(condition.part)
    if hook is None:
        return None
    situation = Situation(
        dossier=_dossier(subject, limit, value, on),
        target=Target(level=condition.level, brand_class=condition.brand_class),
        on=on,
        proposal=NameProposal(name="某"),
    )
    try:
        found = ASKED[hook](subject.jurisdiction, situation)
    except LaowuError:
        return None
    stands = Outcome.MET if holds(limit.leaf.operator, value, limit.bound) else Outcome.NOT_MET
    expected = negation(stands) if limit.negated else stands
    told = exact_text(subject.book.facts[limit.leaf.fact], value)
    for outcome in _outcomes(found, limit, subject, on):
        if outcome is not expected:
            says = Text(
                f"{limit.leaf.fact} 为 {told}，{path_of(condition.part, condition.rule)} 应为“{expected.label.zh}”，"
                f"答的是“{outcome.label.zh}”",
                f"{limit.leaf.fact} is {told}: {path_of(condition.part, condition.rule)} must be “{expected.value}”, "
                f"and the answer is “{outcome.value}”",
            )
            subject_path = f"{path_of(condition.part, condition.rule)}.{limit.leaf.fact}"
            return Fault(subject=subject_path, says=says, example=situation.told(hook))
    return None


def _dossier(subject: Subject, limit: Limit, value: Any, on: date) -> Dossier:
    stated = {limit.leaf.fact: tuple(Figure(low=value, high=value, year=year) for year in _years(limit, on))}
    own = limit.leaf.fact not in shared_facts()
    held = Recognition(level=limit.condition.level, on=limit.condition.rule.since, jurisdiction=subject.code)
    return Dossier(
        brand=Brand(name="某品牌", brand_class=limit.condition.brand_class),
        facts={} if own else stated,
        local_facts={subject.code: stated} if own else {},
        recognitions=(held,) if limit.condition.part == "subsidy" else (),
    )


def _years(limit: Limit, on: date) -> tuple[int | None, ...]:
    return tuple(on.year - back for back in limit.leaf.years_back) or (None,)


def _outcomes(found: Any, limit: Limit, subject: Subject, on: date) -> Iterator[Outcome]:
    """What the answer says about the comparison; where a criterion is nothing else, also about the criterion."""
    rule = limit.condition.rule
    asked = exact_text(subject.book.facts[limit.leaf.fact], limit.bound)
    years = _years(limit, on)
    for observation in _observations(found, rule):
        about = (observation.fact, observation.operator, observation.required)
        if about == (limit.leaf.fact, limit.leaf.operator.value, asked) and observation.year in years:
            yield observation.outcome
    if isinstance(found, EligibilityReport) and isinstance(rule, Criterion) and isinstance(rule.condition, Leaf):
        for finding in found.findings:
            if finding.rule == rule.id:
                yield Outcome.NOT_MET if finding.outcome is rule.unmet else finding.outcome


def _observations(found: Any, rule: Rule) -> Iterator[Observation]:
    match found:
        case EligibilityReport():
            lines: tuple[Any, ...] = (*found.findings, *found.preferences)
        case ReviewPlan():
            lines = found.materials
        case SubsidyStatement():
            lines = found.lines
        case _:
            lines = ()
    for line in lines:
        if line.rule == rule.id:
            yield from line.observations


RULES = (both_sides_of_every_limit, exactly_on_every_limit)
