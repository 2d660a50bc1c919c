"""Situations in which one fact decides: each fact alone, on either side of its limits, and the brands of the worked cases."""

import random
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import product

import attrs

from laowu.conformance.checks.each_hook import words_of
from laowu.conformance.situation import Situation
from laowu.conformance.subject import Subject
from laowu.errors import LaowuError
from laowu.model.dossier import Brand, Dossier, Judgement
from laowu.model.facts import FactDefinition, FactType, Figure, Value
from laowu.model.level import Level, Target
from laowu.model.outcome import Outcome
from laowu.model.questions import NameProposal

_CASES, _ALONE = 8, 400
_NAME = NameProposal(name="某")


def telling_situations(subject: Subject) -> Sequence[Situation]:
    """The situations: some, which the seed picks, or all in a thorough run."""
    return subject.once(
        "telling", lambda: (*_some(subject, list(_alone(subject)), _ALONE), *_some(subject, _of_cases(subject), _CASES))
    )


def _some(subject: Subject, several: list[Situation], most: int) -> list[Situation]:
    if subject.thorough or len(several) <= most:
        return several
    return random.Random(subject.seed).sample(several, most)  # noqa: S311  # no secret


def _alone(subject: Subject) -> Iterator[Situation]:
    """Each fact stated by itself, of no particular year and of last year, for each level and class."""
    words = words_of(subject)
    for fact in words.facts:
        for value in _values(fact, words.values.get(fact.name, ())):
            years = (None, subject.on.year - 1)
            stated = {fact.name: tuple(Figure(low=value, high=value, year=year) for year in years)}
            own = fact.name in words.own_facts
            dossier = Dossier(
                brand=Brand(name="某品牌"), facts={} if own else stated, local_facts={subject.code: stated} if own else {}
            )
            for level, brand_class in product(words.levels, words.classes):
                target = Target(level=level, brand_class=brand_class)
                yield Situation(dossier=dossier, target=target, on=subject.on, proposal=_NAME)


def _values(fact: FactDefinition, known: tuple[Value, ...]) -> tuple[Value, ...]:
    """The least and the greatest of what the region's limits make of a fact."""
    if fact.type is FactType.FLAG:
        return (True, False)
    if fact.type.ordered:
        return tuple(dict.fromkeys((min(known), max(known)))) if known else ()
    return known[:1] if fact.type in (FactType.CODE, FactType.TEXT) else ()


def _of_cases(subject: Subject) -> list[Situation]:
    """The brands of the worked cases; officials have said yes to whatever the cases leave open, so that more is decided."""
    found: dict[tuple[int, Level, str | None], Situation] = {}
    try:
        cases = subject.cases.cases
    except LaowuError:
        return []  # that cases cannot be read is told where they are run
    for case in cases:
        level = getattr(case.ask, "level", None)
        if case.dossier is None or not isinstance(level, Level) or case.readings:
            continue
        target = Target(level=level, brand_class=getattr(case.ask, "brand_class", None))
        dossier = attrs.evolve(case.dossier, judgements=(*case.dossier.judgements, *_yes(subject, case.dossier, case.on)))
        situation = Situation(dossier=dossier, target=target, on=case.on, proposal=_NAME)
        found.setdefault((len(case.dossier.facts), target.level, target.brand_class), situation)
    return list(found.values())


def _yes(subject: Subject, dossier: Dossier, on: date) -> Iterator[Judgement]:
    judged = {judgement.rule for judgement in dossier.judgements if judgement.jurisdiction == subject.code}
    for rule in words_of(subject).judged:
        if rule not in judged:
            yield Judgement(jurisdiction=subject.code, rule=rule, outcome=Outcome.MET, by="某局", on=on)
