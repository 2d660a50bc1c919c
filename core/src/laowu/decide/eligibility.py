"""Does a brand meet one level and class? Criteria applied to a dossier."""

from collections.abc import Sequence
from datetime import date
from typing import TypeVar

import attrs

from laowu.decide.checklist import Checklist, checklist
from laowu.decide.decision import Decision, Judged, hard_outcomes
from laowu.decide.outcome_numbers import ALL, NUMBERS
from laowu.decide.prerequisite import stands
from laowu.decide.record import evidence_of, recorded
from laowu.model.answers import EligibilityReport
from laowu.model.dossier import Dossier
from laowu.model.level import Target
from laowu.model.outcome import Outcome
from laowu.rules.eligibility import EligibilityRules
from laowu.rules.rulebook import RuleBook
from laowu.text import Text, joined

#: Outcomes, the best first.
NEARNESS = {
    outcome: place for place, outcome in enumerate((Outcome.MET, Outcome.NEEDS_JUDGEMENT, Outcome.NO_DATA, Outcome.NOT_MET))
}


def check_eligibility(book: RuleBook, dossier: Dossier, target: Target, on: date) -> EligibilityReport | None:
    """Apply the eligibility rules in force on ``on``.

    A level that comes after another asks for that one as well, as the rule says: held already, or met in the same file.
    Where the rules let a brand be judged in any class and none is asked for, the report is that of the class it comes
    nearest to.

    Returns:
        The report, or ``None`` when the rule book states no eligibility rules. A date before any rule, a level the
        region does not recognise and a class it does not know are *no data*, with a remark that says so.
    """
    rules = book.eligibility
    if rules is None:
        return None
    if in_any_class(rules, target):
        return _of_nearest_class(book, rules, dossier, target, on)
    return recorded(checklist(book, rules, target, on), dossier)


def decide_eligibility(book: RuleBook, dossier: Dossier, target: Target, on: date) -> Decision | None:
    """What :func:`check_eligibility` comes to, at once; its report is made when somebody asks the decision for it.

    The rules of a level, class and day are compiled when they are first asked for, which pays from the second brand on.

    Raises:
        Exception: whatever a criterion fails with, with a note that names it.
    """
    rules = book.eligibility
    if rules is None:
        return None
    if in_any_class(rules, target):
        return judge_in_any_class(book, rules, dossier, target, on)
    return judge(checklist(book, rules, target, on), dossier)


def in_any_class(rules: EligibilityRules, target: Target) -> bool:
    """Whether the answer is that of the class which comes nearest."""
    return rules.class_choice == "any" and bool(rules.classes) and target.brand_class is None and target.level in rules.levels


N = TypeVar("N", EligibilityReport, Judged, Decision)


def nearest(found: Sequence[N]) -> N:
    """What comes nearest to being met: fewest hard conditions not met, then fewest open; the first of equals.

    Args:
        found: reports, or decisions.

    Raises:
        ValueError: there is none.
    """
    return min(found, key=_distance) if len(found) != 1 else found[0]


def _distance(found: EligibilityReport | Decision) -> tuple[int, int, int]:
    hard = hard_outcomes(found) if isinstance(found, EligibilityReport) else found.hard
    unmet = hard.count(Outcome.NOT_MET)
    return NEARNESS[found.outcome], unmet, len(hard) - unmet - hard.count(Outcome.MET)


def _classes(rules: EligibilityRules, target: Target) -> list[Target]:
    return [attrs.evolve(target, brand_class=item.code) for item in rules.classes]


def _of_nearest_class(book: RuleBook, rules: EligibilityRules, dossier: Dossier, target: Target, on: date) -> EligibilityReport:
    reports = [recorded(checklist(book, rules, each, on), dossier) for each in _classes(rules, target)]
    best = nearest(reports)
    return attrs.evolve(best, remarks=(*best.remarks, _about_classes(reports)))


def _about_classes(found: Sequence[EligibilityReport] | Sequence[Judged]) -> Text:
    """What is said where any class will do."""
    met = [each.class_label for each in found if each.outcome is Outcome.MET and each.class_label]
    if met:
        return Text("合于：", "meets the conditions of: ") + joined(met, zh="、", en=", ")
    return Text("任何一类均可：现按最接近的一类", "any class will do: this is the one it comes nearest to")


def judge(asked: Checklist, dossier: Dossier) -> Judged:
    """One brand judged by a checklist."""
    try:
        numbers = asked.verdict.of(dossier)
    except Exception as failure:
        asked.verdict.note_rule(failure)
        raise
    return Judged(asked, dossier, _after_others(asked, dossier, numbers) if asked.prerequisites else numbers)


def judge_in_any_class(book: RuleBook, rules: EligibilityRules, dossier: Dossier, target: Target, on: date) -> Judged:
    """One brand judged in the class that it comes nearest to."""
    decisions = [judge(checklist(book, rules, each, on), dossier) for each in _classes(rules, target)]
    return nearest(decisions).saying(_about_classes(decisions))


def _after_others(asked: Checklist, dossier: Dossier, numbers: tuple[int, ...]) -> tuple[int, ...]:
    """The numbers with those of the levels that come first."""
    substantive, territorial, *each = numbers
    evidence = evidence_of(asked, dossier)
    for rule in asked.prerequisites:
        below = judge(checklist(asked.book, asked.rules, attrs.evolve(asked.target, level=rule.needs), asked.on), dossier)
        lower = stands(rule, evidence, asked.book)
        number = NUMBERS[lower.outcome(below.substantive)]
        each.append(number)
        substantive = ALL[substantive | number]
        territorial = ALL[territorial | NUMBERS[lower.place(below.territorial)]]
    return (substantive, territorial, *each)
