"""The rules of one level and class on one day, ready to judge many brands: ``Decider(book, target, on=day)``."""

from collections.abc import Callable
from datetime import date
from functools import cached_property

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
    """

    eligibility: Callable[[Dossier], Judged]

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
        self._asked = asked = checklist(book, rules, target, on)
        if in_any_class(rules, target):
            self.eligibility = lambda dossier: judge_in_any_class(book, rules, dossier, target, on)
        elif asked.prerequisites:
            self.eligibility = lambda dossier: judge(asked, dossier)
        else:
            self.eligibility = _by_criteria_alone(asked)

    @cached_property
    def outcome(self) -> Callable[[Dossier], Outcome]:
        """Judges one brand and says nothing but the outcome; compiled when it is first asked for.

        A condition that surely fails settles it, without a look at those behind it.
        """
        from laowu.decide.plain_code import outcome_of  # who wants decisions does without

        decide, asked = self.eligibility, self._asked

        def usual(dossier: Dossier) -> Outcome:
            return decide(dossier).outcome

        if asked.remarks:
            return usual
        facts, code = asked.book.facts, asked.book.profile.code
        return outcome_of(asked.criteria, facts, code, asked.on, usual=usual, alone=not asked.prerequisites).of


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
