"""The figures a dossier offers for a fact: stated, read off its structure, or computed from other facts."""

from collections.abc import Callable
from datetime import date
from functools import lru_cache

from laowu.model.credit_code import OLD_CODE_LENGTH, is_credit_code
from laowu.model.dossier import Dossier, Judgement, Recognition
from laowu.model.facts import FactCatalogue, FactDefinition, FactType, Figure, Grade, Value
from laowu.model.level import Level
from laowu.model.share import Share
from laowu.places.divisions import Divisions
from laowu.values import frozen


@frozen(kw_only=True, eq=False)
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
            value = STRUCTURE[definition.given_by](self)
            return None if value is None else Figure(low=value, high=value)
        stated = self._stated(fact, year)
        if stated is not None:
            return stated
        return self._computed(definition, year)

    def judgement(self, rule: str) -> Judgement | None:
        """What an office of the region had last decided about a rule by the date judged; ``None`` when nothing."""
        if not self.dossier.judgements:
            return None
        about = (self.jurisdiction, rule)
        made = [item for item in self.dossier.judgements if (item.jurisdiction, item.rule) == about and item.on <= self.on]
        return max(made, key=lambda item: item.on, default=None)

    def held(self) -> dict[Level, Recognition]:
        """The recognitions the brand holds here on the date judged, by level; the earliest of each level."""
        found: dict[Level, Recognition] = {}
        for item in self.dossier.recognitions:
            ours = item.jurisdiction in (None, self.jurisdiction)
            if ours and item.on <= self.on and (item.until is None or self.on < item.until):
                found[item.level] = min(found.get(item.level, item), item, key=lambda held: held.on)
        return found

    def _series(self, fact: str) -> tuple[Figure, ...]:
        """Every figure stated for a fact; what stands under the region's own name goes before the shared ones."""
        local = self.dossier.local_facts.get(self.jurisdiction, {})
        return local.get(fact) or self.dossier.facts.get(fact) or ()

    def _stated(self, fact: str, year: int | None) -> Figure | None:
        figures = self._series(fact)
        if not figures:
            return None
        if figures[0].year is None:
            first = figures[0]
            return first if year is None else next((figure for figure in figures if figure.year == year), first)
        undated = next((figure for figure in figures if figure.year is None), None)
        if year is not None:
            return next((figure for figure in figures if figure.year == year), undated)
        past = [figure for figure in figures if figure.year is not None and figure.year <= self.on.year]
        return undated or max(past, key=lambda figure: figure.year or 0, default=None)

    def _computed(self, definition: FactDefinition, year: int | None) -> Figure | None:
        if definition.part and definition.whole:
            heads = self.facts[definition.part].type is FactType.COUNT
            return _quotient(self._of_one_year((definition.part, definition.whole), year), heads=heads)
        return _sum(self._of_one_year(definition.sum_of, year)) if definition.sum_of else None

    def _of_one_year(self, facts: tuple[str, ...], year: int | None) -> tuple[Figure, ...]:
        """Figures that may be set against one another, or none.

        They belong to the year asked; without one they are undated, or belong to the latest year for which all are known.
        """
        if year is not None:
            return self._all(facts, year)
        undated = self._all(facts, None)
        if all(figure.year is None for figure in undated) and undated:
            return undated
        years = sorted({stated for fact in facts for stated in self._years(fact) if stated <= self.on.year}, reverse=True)
        return next(filter(None, (self._all(facts, stated) for stated in years)), ())

    def _all(self, facts: tuple[str, ...], year: int | None) -> tuple[Figure, ...]:
        """One figure for each fact, or none at all."""
        known = tuple(figure for fact in facts if (figure := self.figure(fact, year)) is not None)
        return known if len(known) == len(facts) else ()

    def _years(self, fact: str) -> set[int]:
        """The years for which a fact, or what it is computed from, is stated."""
        definition = self.facts[fact]
        terms = filter(None, (definition.part, definition.whole, *definition.sum_of))
        stated = {figure.year for figure in self._series(fact) if figure.year is not None}
        return stated.union(*(self._years(term) for term in terms))


def _quotient(figures: tuple[Figure, ...], *, heads: bool) -> Figure | None:
    """Part over whole; ``None`` for bounds, for a whole of nothing, and for more heads than there are in the whole."""
    terms = [figure.low for figure in figures if figure.exact and isinstance(figure.low, int)]
    if len(terms) != 2 or terms[1] == 0 or (heads and terms[0] > terms[1]):  # noqa: PLR2004  # part and whole
        return None
    share = Share(terms[0], terms[1])
    return _derived(share, share, figures)


def _sum(figures: tuple[Figure, ...]) -> Figure | None:
    """The sum of bounds. Nothing added is negative, so a term without a lower bound takes nothing from the sum's."""
    lows = [figure.low for figure in figures if isinstance(figure.low, int)]
    highs = [figure.high for figure in figures if isinstance(figure.high, int)]
    if not figures:
        return None
    return _derived(sum(lows) if lows else None, sum(highs) if len(highs) == len(figures) else None, figures)


def _derived(low: Value | None, high: Value | None, sources: tuple[Figure, ...]) -> Figure:
    """A figure computed from others: as well evidenced as the weakest of them, and round if one of them is."""
    grades = list(Grade)
    years = {source.year for source in sources if source.year is not None}
    return Figure(
        low=low,
        high=high,
        grade=min((source.grade for source in sources), key=grades.index),
        source="；".join(dict.fromkeys(source.source for source in sources if source.source)),
        year=years.pop() if len(years) == 1 else None,
        about=any(source.about for source in sources),
    )


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


@lru_cache(maxsize=4096)
def _code(place: str, on: date) -> str:
    from laowu.places.resolving import resolve  # for dossiers alone: a name by itself never gets here

    return resolve(Divisions.load(), place, on).code


def _operator_places(evidence: Evidence) -> Value | None:
    places = [operator.place for operator in evidence.dossier.operators]
    if not places or None in places:
        return None
    return tuple(_code(place, evidence.on) for place in places if place is not None)


def _brand_place(evidence: Evidence) -> Value | None:
    place = evidence.dossier.brand.place
    return None if place is None else (_code(place, evidence.on),)


def _operator_kinds(evidence: Evidence) -> Value | None:
    kinds = [operator.kind for operator in evidence.dossier.operators]
    known = dict.fromkeys(kind.value for kind in kinds if kind is not None)
    return tuple(known) if kinds and None not in kinds else None


def _levels_held(evidence: Evidence) -> Value | None:
    """Levels held on the date judged; a dossier without recognitions says nothing about them."""
    return tuple(level.value for level in evidence.held()) if evidence.dossier.recognitions else None


#: How each fact that is read off the structure of a dossier is read.
STRUCTURE: dict[str, Callable[[Evidence], Value | None]] = {
    "brand.name": lambda evidence: evidence.dossier.brand.name,
    "brand.trademark": lambda evidence: evidence.dossier.brand.trademark,
    "brand.place": _brand_place,
    "operators.name": lambda evidence: "、".join(operator.name for operator in evidence.dossier.operators) or None,
    "operators.count": lambda evidence: len(evidence.dossier.operators) or None,
    "operators.kind": _operator_kinds,
    "operators.place": _operator_places,
    "operators.legal_person": _legal_person,
    "operators.code": _codes_valid,
    "recognitions.level": _levels_held,
}
