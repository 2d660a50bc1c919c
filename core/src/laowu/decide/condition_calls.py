"""What compiled conditions call where a line of Python is not enough."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from laowu.decide.comparison import compare
from laowu.decide.evidence import Evidence
from laowu.decide.outcome_numbers import NUMBERS, OUTCOMES
from laowu.model.dossier import Dossier, Judgement
from laowu.model.facts import FactCatalogue, Figure, Value
from laowu.model.outcome import at_least_k_of
from laowu.rules.predicate import Operator

_PLACES_KEPT = 4096


def evidence_maker(facts: FactCatalogue, jurisdiction: str, on: date) -> Callable[[Dossier], Evidence]:
    """How a dossier becomes what the region asks about."""
    return lambda dossier: Evidence(dossier=dossier, jurisdiction=jurisdiction, facts=facts, on=on)


def both(local: Any, shared: Callable[[str], tuple[Figure, ...] | None]) -> Callable[[str], tuple[Figure, ...] | None]:
    """Figures under the region's own name go before the shared ones."""
    return (lambda fact: local.get(fact) or shared(fact)) if local else shared


def latest_stated(year: int) -> Callable[[Sequence[Figure]], Figure | None]:
    """Of several years: an undated figure, else the latest not after the year judged."""

    def pick(figures: Sequence[Figure]) -> Figure | None:
        found: Figure | None = None
        latest = 0
        for figure in figures:
            if figure.year is None:
                return figure
            if figure.year <= year and (found is None or figure.year > latest):
                found, latest = figure, figure.year
        return found

    return pick


def judgements(jurisdiction: str, on: date) -> Callable[[Sequence[Judgement]], dict[str, Judgement]]:
    """What the region's offices had last decided about each rule by the date judged."""

    def latest(decided: Sequence[Judgement]) -> dict[str, Judgement]:
        made: dict[str, Judgement] = {}
        for item in decided:
            if item.jurisdiction == jurisdiction and item.on <= on:
                before = made.get(item.rule)
                if before is None or item.on > before.on:
                    made[item.rule] = item
        return made

    return latest


def generally(operator: Operator, bound: Value, on: date) -> Callable[[Figure], int]:
    """A comparison of any figure with a bound."""
    return lambda figure: NUMBERS[compare(figure, operator, bound, on=on)]


def within(bound: Value, on: date) -> Callable[[Value], int]:
    """Whether divisions lie within another; the same few are asked about again and again."""
    known: dict[Value, int] = {}

    def lies_within(codes: Value) -> int:
        number = known.get(codes)
        if number is None:
            number = NUMBERS[compare(Figure(low=codes, high=codes), Operator.WITHIN, bound, on=on)]
            if len(known) < _PLACES_KEPT:
                known[codes] = number
        return number

    return lies_within


def at_least(k: int, numbers: Sequence[int]) -> int:
    """What it comes to that so many parts must hold."""
    return NUMBERS[at_least_k_of(k, [OUTCOMES[number] for number in numbers])]
