"""Everything that regions ask of a brand and whether it is decided: criteria, conditions of money, papers that may be needed."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Literal, NamedTuple

import attrs

from laowu.evaluate.assess import paid_levels, targets
from laowu.jurisdictions.jurisdiction import Jurisdiction
from laowu.model.answers import Observation
from laowu.model.dossier import Dossier
from laowu.model.level import Target
from laowu.model.outcome import Outcome
from laowu.model.questions import Application, SubsidyClaim
from laowu.text import Text
from laowu.values import frozen

Part = Literal["eligibility", "papers", "subsidy"]


@frozen(kw_only=True)
class Condition:
    """One thing that one region asks of a brand for one level and class.

    Attributes:
        jurisdiction: code of the region.
        target: level and class.
        part: which of the questions it belongs to.
        rule: id of the rule.
    """

    jurisdiction: str
    target: Target
    part: Part
    rule: str


@frozen(kw_only=True, eq=False)
class State:
    """How one condition stands.

    Attributes:
        condition: which one.
        summary: what it asks, in our own words.
        outcome: whether it holds; for a paper, whether it is needed.
        observations: the comparisons behind the outcome.
        paper: code of the paper, for one that is needed and of which nobody said whether it is held.
    """

    condition: Condition
    summary: Text
    outcome: Outcome
    observations: tuple[Observation, ...] = ()
    paper: str | None = None


class Asked(NamedTuple):
    """One question put to one region: its eligibility, its papers or its money, for one level and class."""

    jurisdiction: Jurisdiction
    part: Part
    target: Target


def asked_of(jurisdictions: Sequence[Jurisdiction], dossier: Dossier) -> tuple[Asked, ...]:
    """Every question that makes sense about a brand, in the order of the regions."""
    found: list[Asked] = []
    for jurisdiction in jurisdictions:
        wanted = targets(jurisdiction.book, dossier)
        found += [Asked(jurisdiction, "eligibility", target) for target in wanted]
        first = {target.level: target for target in reversed(wanted)}
        found += [Asked(jurisdiction, "papers", first[level]) for level in dict.fromkeys(target.level for target in wanted)]
        paid = paid_levels(jurisdiction.book, tuple(first))
        own = dossier.brand.brand_class
        found += [Asked(jurisdiction, "subsidy", Target(level=level, brand_class=own)) for level in paid]
    return tuple(found)


def conditions(questions: Sequence[Asked], dossier: Dossier, on: date) -> tuple[State, ...]:
    """The conditions behind each question, in the order of the data.

    Eligibility comes first as a whole, with an empty rule, as the region combined its criteria.

    Raises:
        UnusableJurisdiction: a hook of a plugin failed.
    """
    return tuple(state for asked in questions for state in _CONDITIONS[asked.part](asked.jurisdiction, dossier, asked.target, on))


def _subsidy(jurisdiction: Jurisdiction, dossier: Dossier, target: Target, on: date) -> Iterator[State]:
    statement = jurisdiction.calculate_subsidy(SubsidyClaim(dossier=dossier, target=target), on)
    for line in statement.lines if statement else ():
        where = Condition(jurisdiction=jurisdiction.code, target=target, part="subsidy", rule=line.rule)
        yield State(condition=where, summary=line.summary, outcome=line.outcome, observations=line.observations)


def _eligibility(jurisdiction: Jurisdiction, dossier: Dossier, target: Target, on: date) -> Iterator[State]:
    report = jurisdiction.check_eligibility(dossier, target, on)
    if report is None:
        return
    whole = Condition(jurisdiction=jurisdiction.code, target=target, part="eligibility", rule="")
    yield State(condition=whole, summary=report.target.level.label, outcome=report.outcome)
    for finding in report.findings:
        yield State(
            condition=attrs.evolve(whole, rule=finding.rule),
            summary=finding.summary,
            outcome=finding.outcome,
            observations=finding.observations,
        )


def _papers(jurisdiction: Jurisdiction, dossier: Dossier, target: Target, on: date) -> Iterator[State]:
    plan = jurisdiction.plan_review(Application(dossier=dossier, target=target, start=on), on)
    for need in plan.materials if plan else ():
        where = Condition(jurisdiction=jurisdiction.code, target=target, part="papers", rule=need.rule)
        missing = need.needed is Outcome.MET and need.held is None
        yield State(
            condition=where,
            summary=need.label,
            outcome=Outcome.NO_DATA if missing else need.needed,
            observations=need.observations,
            paper=need.code if missing else None,
        )


_CONDITIONS: Mapping[Part, Callable[[Jurisdiction, Dossier, Target, date], Iterator[State]]] = {
    "eligibility": _eligibility,
    "papers": _papers,
    "subsidy": _subsidy,
}
