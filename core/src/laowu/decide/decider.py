"""The rules of one level and class on one day, ready to judge many brands: ``Decider(book, target, on=day)``."""

from collections.abc import Callable
from datetime import date

from laowu.decide.checklist import Checklist, checklist
from laowu.decide.decision import Judged
from laowu.decide.eligibility import in_any_class, judge, judge_in_any_class
from laowu.model.dossier import Dossier
from laowu.model.level import Target
from laowu.model.outcome import Outcome
from laowu.rules.rulebook import RuleBook


class Decider:
    """Judges brands by a rule book.

    Attributes:
        eligibility: judges one brand: the outcome at once, the record of why when the decision is asked for its ``report``.
        outcome: judges one brand and says nothing but the outcome.
    """

    __slots__ = ("eligibility", "outcome")

    eligibility: Callable[[Dossier], Judged]
    outcome: Callable[[Dossier], Outcome]

    def __init__(self, book: RuleBook, target: Target, *, on: date) -> None:
        """Compile the rules.

        Args:
            book: the rule book.
            target: level and class; without a class, where any will do, a brand is judged in the one it comes nearest to.
            on: date judged.

        Raises:
            LookupError: the rule book states no eligibility rules.
        """
        rules = book.eligibility
        if rules is None:
            raise LookupError(f"{book.profile.code} states no eligibility rules")
        asked = checklist(book, rules, target, on)
        if in_any_class(rules, target):
            self.eligibility = lambda dossier: judge_in_any_class(book, rules, dossier, target, on)
        elif asked.prerequisites:
            self.eligibility = lambda dossier: judge(asked, dossier)
        else:
            self.eligibility = _by_criteria_alone(asked)
        decide = self.eligibility
        self.outcome = lambda dossier: decide(dossier).outcome


def _by_criteria_alone(asked: Checklist) -> Callable[[Dossier], Judged]:
    """:func:`~laowu.decide.eligibility.judge` without a word more than it takes."""
    verdict = asked.verdict
    of = verdict.of

    def decide(dossier: Dossier) -> Judged:
        try:
            return Judged(asked, dossier, of(dossier))
        except Exception as failure:
            verdict.note_rule(failure)
            raise

    return decide
