"""Facts computed from others over the columns of a table: shares of what is counted, and sums, as core computes them."""

from collections.abc import Sequence
from datetime import date
from typing import Protocol

import attrs

from laowu.model.facts import FactDefinition, FactType
from laowu_ledger.tables.circuit import YES, Circuit, Line, Wire
from laowu_ledger.tables.figures import CountedShare, NumberFigure, Side, Stated
from laowu_ledger.tables.headings import Vocabulary
from laowu_ledger.tables.wiring import Columns


class StatedFacts(Protocol):
    """What the table itself states."""

    def series(self, fact: str, year: int | None) -> list[tuple[int | None, Stated]]:
        """What it states about a fact, in the order in which core looks for it."""

    def years(self, fact: str) -> list[int]:
        """The years for which there are columns of a fact."""

    def of_year(self, fact: str, year: int | None) -> Stated | None:
        """What it states about a fact for one year, or for none."""


@attrs.frozen(kw_only=True)
class Bounds:
    """A number as other facts are computed from it.

    Attributes:
        stated: rows in which something is known of it.
        low, low_known, high, high_known: the limits, and the rows in which each is known.
        exact: rows in which one value is known.
        undated: rows in which it belongs to no year.
        sure: whether it is exact wherever it is stated.
    """

    stated: Wire
    low: Line
    low_known: Wire
    high: Line
    high_known: Wire
    exact: Wire
    undated: Wire
    sure: bool


class Computed:
    """Facts that follow from others."""

    def __init__(self, columns: Columns, vocabulary: Vocabulary, facts: StatedFacts, on: date) -> None:
        self._columns = columns
        self._circuit: Circuit = columns.circuit
        self._vocabulary = vocabulary
        self._facts = facts
        self._on = on

    def quotient(self, definition: FactDefinition, year: int | None) -> Stated:
        """Part over whole, where both are exact, the whole is not nothing, and heads are not more than their whole."""
        wired = self._circuit
        assert definition.part is not None  # noqa: S101  # asked of computed shares only
        assert definition.whole is not None  # noqa: S101
        terms = self._together((definition.part, definition.whole), year)
        part, whole = terms
        fits = [wired.compared(whole.low, ">=", 1), *(term.exact for term in terms if not term.sure)]
        if self._vocabulary.fact(definition.part).type is FactType.COUNT:
            fits.append(wired.opposite(wired.compared_lines(part.low, ">", whole.low)))
        stated = wired.both(part.stated, wired.all_of(fits))
        return CountedShare(circuit=wired, stated=stated, part=part.low, whole=whole.low, reach=self._columns.reach)

    def sum(self, definition: FactDefinition, year: int | None) -> Bounds:
        """The sum of limits: a term without a lower one adds nothing to it, one without an upper one leaves it open."""
        wired = self._circuit
        terms = self._together(definition.sum_of, year)
        self._columns.reach(len(terms))
        zero = wired.zero()
        low, high = zero, zero
        for place, term in enumerate(terms):
            least = term.low if term.sure else wired.chosen(term.low_known, term.low, zero)
            low = wired.added(low, least) if place else least
            high = wired.added(high, term.high) if place else term.high
        stated = terms[0].stated
        undated = wired.both(stated, wired.all_of([term.undated for term in terms]))
        if all(term.sure for term in terms):
            return Bounds(
                stated=stated, low=low, low_known=stated, high=low, high_known=stated, exact=stated, undated=undated, sure=True
            )
        low_known = wired.both(stated, wired.any_of([term.low_known for term in terms]))
        high_known = wired.both(stated, wired.all_of([term.high_known for term in terms]))
        exact = wired.all_of([low_known, high_known, wired.compared_lines(low, "==", high)])
        return Bounds(
            stated=stated,
            low=low,
            low_known=low_known,
            high=high,
            high_known=high_known,
            exact=exact,
            undated=undated,
            sure=False,
        )

    def _together(self, facts: tuple[str, ...], year: int | None) -> list[Bounds]:
        """Figures that may be set against one another: ``stated`` holds in rows in which all of them are known for one year."""
        wired = self._circuit
        if year is not None:
            return self._alike([self._bounds(fact, year) for fact in facts])
        latest = [self._bounds(fact, None) for fact in facts]
        found = self._alike(latest, wired.all_of([bounds.undated for bounds in latest]))
        years = sorted({back for fact in facts for back in self._all_years(fact) if back <= self._on.year}, reverse=True)
        for back in years:
            named = wired.any_of([figure for fact in facts for figure in self._dated(fact, back)])
            of_year = self._alike([self._bounds(fact, back) for fact in facts], named)
            found = [self._first(one, other) for one, other in zip(found, of_year, strict=True)]
        return found

    def _alike(self, terms: list[Bounds], where: Wire = YES) -> list[Bounds]:
        stated = self._circuit.both(where, self._circuit.all_of([term.stated for term in terms]))
        return [attrs.evolve(term, stated=stated) for term in terms]

    def _dated(self, fact: str, year: int) -> list[Wire]:
        """Rows that state a fact, or what it is computed from, for a year."""
        figure = self._facts.of_year(fact, year)
        inner = [wire for term in _terms(self._vocabulary.fact(fact)) for wire in self._dated(term, year)]
        return inner if figure is None else [figure.stated, *inner]

    def _all_years(self, fact: str) -> set[int]:
        return set(self._facts.years(fact)).union(*(self._all_years(term) for term in _terms(self._vocabulary.fact(fact))))

    def _bounds(self, fact: str, year: int | None) -> Bounds:
        """A number as others are computed from it: the first figure that a row states for it."""
        definition = self._vocabulary.fact(fact)
        found = [self._limits(figure, undated=which is None) for which, figure in self._facts.series(fact, year)]
        if definition.sum_of:
            found.append(self.sum(definition, year))
        if not found:
            zero = self._circuit.zero()
            no: Wire = False
            return Bounds(stated=no, low=zero, low_known=no, high=zero, high_known=no, exact=no, undated=no, sure=True)
        result = found[0]
        for other in found[1:]:
            result = self._first(result, other)
        return result

    def _limits(self, figure: Stated, *, undated: bool) -> Bounds:
        assert isinstance(figure, NumberFigure)  # noqa: S101  # nothing else is computed with
        wired = self._circuit
        low, low_known = self._one_side(figure.lows)
        high, high_known = self._one_side(figure.highs)
        both = wired.both(low_known, high_known)
        exact = both if low == high else wired.both(both, wired.compared_lines(low, "==", high))
        stated = figure.stated
        return Bounds(
            stated=stated,
            low=low,
            low_known=low_known,
            high=high,
            high_known=high_known,
            exact=exact,
            undated=stated if undated else False,
            sure=low == high and low_known == high_known == stated,
        )

    def _one_side(self, sides: Sequence[Side]) -> tuple[Line, Wire]:
        line, known = (sides[0].line, sides[0].known) if sides else (self._circuit.zero(), False)
        for side in sides[1:]:
            line = self._circuit.chosen(known, line, side.line)
            known = self._circuit.either(known, side.known)
        return line, known

    def _first(self, one: Bounds, other: Bounds) -> Bounds:
        """The one where it is stated, else the other."""
        wired = self._circuit
        here, there = one.stated, wired.both(wired.opposite(one.stated), other.stated)

        def picked(name: str) -> Wire:
            return wired.either(wired.both(here, getattr(one, name)), wired.both(there, getattr(other, name)))

        return Bounds(
            stated=wired.either(here, there),
            low=wired.chosen(here, one.low, other.low),
            low_known=picked("low_known"),
            high=wired.chosen(here, one.high, other.high),
            high_known=picked("high_known"),
            exact=picked("exact"),
            undated=picked("undated"),
            sure=one.sure and other.sure,
        )


def _terms(definition: FactDefinition) -> tuple[str, ...]:
    return tuple(filter(None, (definition.part, definition.whole, *definition.sum_of)))
