"""The figures a dossier offers for a fact: stated, read off its structure, or computed from other facts."""

from collections.abc import Callable
from datetime import date

import attrs

from laowu.model.credit_code import OLD_CODE_LENGTH, is_credit_code
from laowu.model.dossier import Dossier
from laowu.model.facts import FactCatalogue, FactDefinition, Figure, Grade, Value
from laowu.model.share import Share
from laowu.places.divisions import Divisions


@attrs.frozen(kw_only=True, eq=False)
class Evidence:
    """One dossier as one region asks about it on one day.

    Attributes:
        dossier: what was handed in.
        jurisdiction: code of the region that asks.
        facts: the facts it may ask about.
        on: date judged.
    """

    dossier: Dossier
    jurisdiction: str
    facts: FactCatalogue
    on: date

    def figure(self, fact: str, year: int | None = None) -> Figure | None:
        """The figure for a fact, or ``None`` when nobody stated one.

        Args:
            fact: name of the fact.
            year: calendar year asked about. A figure without a year stands for any year. Without a year asked, an
                undated figure comes first, then the latest year not after the date judged.
        """
        definition = self.facts[fact]
        if definition.given_by is not None:
            value = _STRUCTURE[definition.given_by](self)
            return None if value is None else Figure(low=value, high=value)
        stated = self._stated(fact, year)
        if stated is not None:
            return stated
        return self._computed(definition, year)

    def _stated(self, fact: str, year: int | None) -> Figure | None:
        local = self.dossier.local_facts.get(self.jurisdiction, {})
        figures = local.get(fact) or self.dossier.facts.get(fact) or ()
        undated = next((figure for figure in figures if figure.year is None), None)
        if year is not None:
            return next((figure for figure in figures if figure.year == year), undated)
        past = [figure for figure in figures if figure.year is not None and figure.year <= self.on.year]
        return undated or max(past, key=lambda figure: figure.year or 0, default=None)

    def _computed(self, definition: FactDefinition, year: int | None) -> Figure | None:
        if definition.part and definition.whole:
            part, whole = self.figure(definition.part, year), self.figure(definition.whole, year)
            if part is None or whole is None or not (part.exact and whole.exact):
                return None
            if not isinstance(part.low, int) or not isinstance(whole.low, int) or whole.low == 0:
                return None
            return _derived(Share(part.low, whole.low), (part, whole))
        if definition.sum_of:
            terms = [self.figure(term, year) for term in definition.sum_of]
            known = [term for term in terms if term is not None]
            if len(known) < len(terms):
                return None
            lows = [term.low for term in known if isinstance(term.low, int)]
            highs = [term.high for term in known if isinstance(term.high, int)]
            low = sum(lows) if len(lows) == len(known) else None
            high = sum(highs) if len(highs) == len(known) else None
            return attrs.evolve(_derived(0, tuple(known)), low=low, high=high)
        return None


def _derived(value: Value, sources: tuple[Figure, ...]) -> Figure:
    """A figure computed from others: as well evidenced as the weakest of them."""
    grades = list(Grade)
    weakest = min((source.grade for source in sources), key=grades.index)
    places = tuple(dict.fromkeys(source.source for source in sources if source.source))
    years = {source.year for source in sources}
    return Figure(low=value, high=value, grade=weakest, source="；".join(places), year=years.pop() if len(years) == 1 else None)


def _legal_person(evidence: Evidence) -> Value | None:
    known = [operator.legal_person for operator in evidence.dossier.operators]
    if False in known:
        return False
    return True if known and None not in known else None


def _codes_valid(evidence: Evidence) -> Value | None:
    codes = [operator.code for operator in evidence.dossier.operators]
    if any(code is not None and len(code) != OLD_CODE_LENGTH and not is_credit_code(code) for code in codes):
        return False
    return True if codes and None not in codes else None


def _operator_places(evidence: Evidence) -> Value | None:
    places = [operator.place for operator in evidence.dossier.operators]
    if not places or None in places:
        return None
    divisions = Divisions.load()
    return tuple(divisions.resolve(place, evidence.on).code for place in places if place is not None)


def _brand_place(evidence: Evidence) -> Value | None:
    place = evidence.dossier.brand.place
    return None if place is None else (Divisions.load().resolve(place, evidence.on).code,)


def _operator_kinds(evidence: Evidence) -> Value | None:
    return tuple(dict.fromkeys(operator.kind.value for operator in evidence.dossier.operators)) or None


def _levels_held(evidence: Evidence) -> Value | None:
    """Levels held on the date judged; a dossier without recognitions says nothing about them."""
    held = evidence.dossier.recognitions
    if not held:
        return None
    return tuple(
        dict.fromkeys(
            recognition.level.value
            for recognition in held
            if recognition.jurisdiction in (None, evidence.jurisdiction)
            and recognition.on <= evidence.on
            and (recognition.until is None or evidence.on < recognition.until)
        )
    )


_STRUCTURE: dict[str, Callable[[Evidence], Value | None]] = {
    "brand.name": lambda evidence: evidence.dossier.brand.name,
    "brand.trademark": lambda evidence: evidence.dossier.brand.trademark,
    "brand.place": _brand_place,
    "operators.count": lambda evidence: len(evidence.dossier.operators) or None,
    "operators.kind": _operator_kinds,
    "operators.place": _operator_places,
    "operators.legal_person": _legal_person,
    "operators.code": _codes_valid,
    "recognitions.level": _levels_held,
}
