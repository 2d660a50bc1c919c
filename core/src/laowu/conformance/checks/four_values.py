"""Rules of the tier *complete*, third part: what is unknown stays open, and what is decided stays decided."""

from collections.abc import Iterator

import attrs

from laowu.conformance.checks.each_hook import answer, each_hook, overridden
from laowu.conformance.checks.telling import telling_situations
from laowu.conformance.situation import Situation, decided
from laowu.conformance.subject import Subject
from laowu.conformance.suite_rule import Fault, suite_rule
from laowu.model.answers import (
    Answer,
    AwardLine,
    DutyStanding,
    EligibilityReport,
    Finding,
    ManagementDecision,
    MaterialNeed,
    Observation,
    PreferenceGrounds,
    ReviewPlan,
    SubsidyStatement,
)
from laowu.model.dossier import Brand, Dossier
from laowu.model.facts import FactCatalogue
from laowu.model.outcome import Outcome
from laowu.text import Text

_HOOKS = ("laowu_check_eligibility", "laowu_plan_review", "laowu_calculate_subsidy", "laowu_manage_brand")


@suite_rule(
    "LC-208",
    "去掉一项事实，不会使符合变成不符合，也不会反过来",
    "Leaving a fact out never turns met into not met, or not met into met",
    example="A criterion in Python that takes a missing head count for nought and so fails the brand.",
)
def a_missing_fact_swaps_nothing(subject: Subject) -> Iterator[Fault]:
    """*No data* is an outcome of its own.

    A brand whose applicant forgot a line must not be refused for it, nor be recognised because of it: the outcome may become
    open, never the opposite. A fact that Python works out from others, where it is not stated, may say something else than what
    is stated; one that is decided where nothing at all is known was assumed.

    Hooks in Python are asked about more than made-up situations: about each fact alone, and about the brands of the worked cases.
    """

    def judge(hook: str, situation: Situation) -> Fault | None:
        for fact, name, less, more in _without_each_fact(subject, hook, situation):
            if less.decided and more.decided and less is not more:
                says = Text(
                    f"去掉事实 {fact}，{name} 由“{more.label.zh}”变为“{less.label.zh}”",
                    f"without the fact {fact}, {name} turns from “{more.value}” into “{less.value}”",
                )
                return Fault(subject=hook, says=says, example=situation.told(hook))
        return None

    return each_hook(subject, judge, _HOOKS, more=lambda hook: telling_situations(subject) if overridden(subject, hook) else ())


@suite_rule(
    "LC-209",
    "补上一项未知的事实，不会改变已定的结论",
    "Filling in a fact that was unknown never reopens what was decided without it",
    example="A criterion in Python that is *met* until a debt ratio is stated, and *needs judgement* from then on.",
)
def a_further_fact_reopens_nothing(subject: Subject) -> Iterator[Fault]:
    """*Met* and *not met* promise that nothing that is still unknown can change them.

    Reports, gap analyses and registers rely on it: they stop asking once something is decided.
    """

    def judge(hook: str, situation: Situation) -> Fault | None:
        for fact, name, less, more in _without_each_fact(subject, hook, situation):
            if less.decided and not more.decided:
                says = Text(
                    f"没有事实 {fact} 时 {name} 已为“{less.label.zh}”，补上后却是“{more.label.zh}”",
                    f"{name} is “{less.value}” without the fact {fact}, and “{more.value}” once it is filled in",
                )
                return Fault(subject=hook, says=says, example=situation.told(hook))
        return None

    return each_hook(subject, judge, _HOOKS, more=lambda hook: telling_situations(subject) if overridden(subject, hook) else ())


def _without_each_fact(subject: Subject, hook: str, situation: Situation) -> Iterator[tuple[str, str, Outcome, Outcome]]:
    """Each fact stated, with what is decided without it and with it."""
    stated = _stated(situation.dossier, subject.code)
    full = answer(subject, hook, situation)
    whole = dict(decided(full))
    for fact in sorted(stated):
        if _terms(subject.book.facts, fact) & stated:
            continue  # taken away, it would be computed from other facts, which may well say something else
        dossier = _without(situation.dossier, subject.code, fact)
        less = answer(subject, hook, attrs.evolve(situation, dossier=dossier))
        if _known(less, fact) and not _assumed(subject, hook, situation, fact):
            continue  # likewise, by the region's own Python
        if getattr(less, "class_label", None) != getattr(full, "class_label", None):
            continue  # judged in another class
        for name, outcome in decided(less):
            if name in whole:
                yield fact, name, outcome, whole[name]


def _known(found: Answer | None, fact: str) -> bool:
    """Whether an answer knows a value of a fact."""
    return any(item.fact == fact and item.found is not None for item in _observations(found))


def _assumed(subject: Subject, hook: str, situation: Situation, fact: str) -> bool:
    """Whether something is decided by a fact where nothing is known of the brand but its name and class."""
    brand = situation.dossier.brand
    bare = attrs.evolve(situation, dossier=Dossier(brand=Brand(name=brand.name, brand_class=brand.brand_class)))
    return any(item.fact == fact and item.outcome.decided for item in _observations(answer(subject, hook, bare)))


def _observations(found: Answer | None) -> Iterator[Observation]:
    lines: tuple[Finding | PreferenceGrounds | MaterialNeed | AwardLine | DutyStanding, ...] = ()
    match found:
        case EligibilityReport():
            lines = (*found.findings, *found.preferences)
        case ReviewPlan():
            lines = found.materials
        case SubsidyStatement():
            lines = found.lines
        case ManagementDecision():
            lines = found.duties
    return (item for line in lines for item in line.observations)


def _stated(dossier: Dossier, code: str) -> set[str]:
    return {*dossier.facts, *dossier.local_facts.get(code, {})}


def _terms(facts: FactCatalogue, fact: str) -> set[str]:
    """What a fact may be computed from, near and far."""
    definition = facts[fact]
    near = {term for term in (definition.part, definition.whole, *definition.sum_of) if term is not None}
    return near.union(*(_terms(facts, term) for term in near))


def _without(dossier: Dossier, code: str, fact: str) -> Dossier:
    facts = {name: figures for name, figures in dossier.facts.items() if name != fact}
    local = {
        owner: {name: figures for name, figures in own.items() if (owner, name) != (code, fact)}
        for owner, own in dossier.local_facts.items()
    }
    return attrs.evolve(dossier, facts=facts, local_facts=local)


RULES = (a_missing_fact_swaps_nothing, a_further_fact_reopens_nothing)
