"""The four outcomes of a criterion, and how outcomes combine.

A criterion is never a bare boolean: what is unknown, and what only an official can judge, stay visible to the end.
"""

from collections.abc import Iterable
from enum import Enum

from laowu.text import Text


class Outcome(Enum):
    """What is known about one criterion.

    ``MET`` and ``NOT_MET`` are decided; ``NEEDS_JUDGEMENT`` waits for an official, ``NO_DATA`` for a fact.
    """

    MET = "met"
    NOT_MET = "not met"
    NEEDS_JUDGEMENT = "needs judgement"
    NO_DATA = "no data"

    # Members are compared by identity; an enum's own hash is that of its name, worked out in Python each time.
    __hash__ = object.__hash__

    @property
    def decided(self) -> bool:
        """Whether no further fact or judgement can change it."""
        return self in (Outcome.MET, Outcome.NOT_MET)

    @property
    def label(self) -> Text:
        """The outcome as a reader sees it."""
        return _LABELS[self]


_LABELS = {
    Outcome.MET: Text("符合", "met"),
    Outcome.NOT_MET: Text("不符合", "not met"),
    Outcome.NEEDS_JUDGEMENT: Text("待评判", "needs judgement"),
    Outcome.NO_DATA: Text("缺数据", "no data"),
}


def all_of(outcomes: Iterable[Outcome]) -> Outcome:
    """Every part must hold: not met > no data > needs judgement > met. Nothing asked is met."""
    found = set(outcomes)
    for candidate in (Outcome.NOT_MET, Outcome.NO_DATA, Outcome.NEEDS_JUDGEMENT):
        if candidate in found:
            return candidate
    return Outcome.MET


def any_of(outcomes: Iterable[Outcome]) -> Outcome:
    """One part is enough: met > needs judgement > no data > not met. Nothing offered is not met."""
    found = set(outcomes)
    for candidate in (Outcome.MET, Outcome.NEEDS_JUDGEMENT, Outcome.NO_DATA):
        if candidate in found:
            return candidate
    return Outcome.NOT_MET


def negation(outcome: Outcome) -> Outcome:
    """Swap met and not met; both unknowns stay what they are."""
    if outcome is Outcome.MET:
        return Outcome.NOT_MET
    if outcome is Outcome.NOT_MET:
        return Outcome.MET
    return outcome


def at_least_k_of(k: int, outcomes: Iterable[Outcome]) -> Outcome:
    """At least ``k`` parts must hold; ``k = 1`` is :func:`any_of` and ``k = n`` is :func:`all_of`.

    While open, the answer is *needs judgement* if judgements alone could reach ``k``, else *no data*.
    """
    found = list(outcomes)
    met = found.count(Outcome.MET)
    judged = found.count(Outcome.NEEDS_JUDGEMENT)
    unknown = found.count(Outcome.NO_DATA)
    if met >= k:
        return Outcome.MET
    if met + judged + unknown < k:
        return Outcome.NOT_MET
    return Outcome.NEEDS_JUDGEMENT if met + judged >= k else Outcome.NO_DATA
