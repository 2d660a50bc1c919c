"""Who is recognised at which value. A brand is judged as a whole once for each way in which the one rule can come out for it."""

from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from datetime import date

from laowu.evaluate.assess import targets
from laowu.evaluate.sweeping.result import SweptCounts, SweptTarget, Turn
from laowu.evaluate.sweeping.trial import Trial
from laowu.model.dossier import Dossier
from laowu.model.level import Level, Target
from laowu.model.outcome import Outcome
from laowu.rules.eligibility import Criterion, EligibilityRules
from laowu.rules.rule import in_force
from laowu.text import Text

_HOOK = "laowu_check_eligibility"

Came = tuple[Outcome, Outcome]
"""Outcome of all hard conditions, and of the substantive ones."""


class RecognitionCount:
    """Counts brands by outcome at every value."""

    def __init__(self, trial: Trial, on: date) -> None:
        """Count under the region of a trial, on a day."""
        self._trial = trial
        self._on = on
        self._whole = trial.answers_itself(_HOOK) or not isinstance(trial.variation.rule, Criterion)
        self._found: dict[Target, list[tuple[Counter[Outcome], Counter[Outcome]]]] = {}
        self._labels: dict[Target, Text | None] = {}

    def add(self, brand: str, dossier_id: str, dossier: Dossier) -> Iterator[Turn]:
        """Count one brand, and tell where it turns."""
        asked = [target for target in targets(self._trial.books[0], dossier) if self._concerned(target)]
        if not asked:
            return
        kinds = self._kinds(dossier)
        for target in asked:
            came = self._came(target, kinds, dossier)
            if came is None:
                continue
            counts = self._found.setdefault(target, [(Counter(), Counter()) for _ in kinds])
            for (literal, local), (outcome, substantive) in zip(counts, came, strict=True):
                literal[outcome] += 1
                local[substantive] += 1
            yield from self._turns(brand, dossier_id, target, came)

    def _concerned(self, target: Target) -> bool:
        """Whether the value can change anything for a level and class."""
        rule = self._trial.variation.rule
        rules = self._trial.books[0].eligibility
        if self._whole or rules is None or not isinstance(rule, Criterion):
            return True
        levels = _with_earlier(target.level, rules, self._on)
        return not rule.soft and any(rule.asked_of(level, target.brand_class) for level in levels)

    def _kinds(self, dossier: Dossier) -> list[Hashable]:
        """For each value how the one rule comes out; values of one kind lead to one outcome."""
        places = range(len(self._trial.values))
        if self._whole:
            return list(places)
        return [self._trial.criterion_alone(place, dossier, self._on) for place in places]

    def _came(self, target: Target, kinds: Sequence[Hashable], dossier: Dossier) -> list[Came] | None:
        known: dict[Hashable, Came] = {}
        for place, kind in enumerate(kinds):
            if kind in known:
                continue
            decision = self._trial.jurisdiction(place).decide_eligibility(dossier, target, self._on)
            if decision is None:
                return None
            known[kind] = (decision.outcome, decision.substantive)
            self._labels[target] = decision.class_label
        return [known[kind] for kind in kinds]

    def _turns(self, brand: str, dossier_id: str, target: Target, came: Sequence[Came]) -> Iterator[Turn]:
        values = self._trial.values
        for place in range(1, len(came)):
            (before, local_before), (after, local_after) = came[place - 1], came[place]
            if came[place - 1] != came[place]:
                yield Turn(
                    brand=brand,
                    dossier=dossier_id,
                    target=target,
                    below=str(values[place - 1]),
                    at=str(values[place]),
                    before=before,
                    after=after,
                    substantive_before=local_before,
                    substantive_after=local_after,
                )

    def told(self) -> tuple[SweptTarget, ...]:
        """The levels and classes in a fixed order, whatever the order of the brands."""
        return tuple(
            SweptTarget(
                target=target,
                class_label=self._labels[target],
                brands=sum(self._found[target][0][0].values()),
                counts=tuple(
                    SweptCounts(outcomes=_by_code(literal), substantive=_by_code(local)) for literal, local in self._found[target]
                ),
            )
            for target in sorted(self._found, key=order_of)
        )


_LEVELS = list(Level)


def order_of(target: Target) -> tuple[int, str]:
    """Levels from below, then classes by code."""
    return _LEVELS.index(target.level), target.brand_class or ""


def _by_code(counted: Counter[Outcome]) -> dict[str, int]:
    return {outcome.value: counted[outcome] for outcome in Outcome}


def _with_earlier(level: Level, rules: EligibilityRules, on: date) -> set[Level]:
    """A level and those that must come before it."""
    found = {level}
    waiting = [level]
    earlier = [rule for rule in in_force(rules.prerequisites, on) if rule.how != "independent"]
    while waiting:
        one = waiting.pop()
        new = {rule.needs for rule in earlier if one in rule.levels} - found
        found |= new
        waiting += new
    return found


__all__ = ["RecognitionCount", "order_of"]
