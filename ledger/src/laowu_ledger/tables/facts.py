"""Facts wired to the columns of a table: stated for a year or for none, or computed from others as core computes them."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Any

from laowu.model.fact_value import value as read_value
from laowu.model.facts import FactDefinition, FactType, Value
from laowu.model.failures import REFUSED
from laowu.rules.predicate import Operator
from laowu_ledger.tables import cell_values
from laowu_ledger.tables.circuit import Circuit, Wire
from laowu_ledger.tables.computed import Computed
from laowu_ledger.tables.figures import (
    AnyForm,
    ChoiceFigure,
    CountedShare,
    Decided,
    FlagFigure,
    NumberFigure,
    Side,
    Stated,
    TextFigure,
    WordFigure,
    exactly,
    from_,
    up_to,
)
from laowu_ledger.tables.headings import FORMS, VALUE, Layout, Vocabulary
from laowu_ledger.tables.structure import Structure
from laowu_ledger.tables.wiring import UNREADABLE, Columns

_SUMS = (FactType.COUNT, FactType.YUAN)
_TENTH_PARTS = 11


class Facts:
    """The facts of a region over the columns of one table.

    Attributes:
        conflicts: rows that say things which exclude one another; the exact reader looks at them.
    """

    def __init__(self, columns: Columns, layout: Layout, vocabulary: Vocabulary, on: date) -> None:
        self._columns = columns
        self._layout = layout
        self._vocabulary = vocabulary
        self._on = on
        self._circuit: Circuit = columns.circuit
        self.structure = Structure(columns, layout, on, self._compared)
        self._computed = Computed(columns, vocabulary, self, on)
        self._stated: dict[tuple[str, int | None], Stated | None] = {}
        self._conflicts: dict[str, Wire] = {}

    @property
    def conflicts(self) -> tuple[Wire, ...]:
        """Rows that say things which exclude one another."""
        return (*self._conflicts.values(), *self.structure.conflicts)

    def decide(self, fact: str, year: int | None, operator: Operator, bound: Value) -> Decided:
        """How a fact stands against a bound: the first figure that a row states for it counts, as core picks it."""
        met: Wire = False
        failed: Wire = False
        taken: Wire = False
        for figure in self._figures(fact, year):
            holds, fails = figure.decide(operator, bound)
            free = self._circuit.opposite(taken)
            met = self._circuit.either(met, self._circuit.both(free, holds))
            failed = self._circuit.either(failed, self._circuit.both(free, fails))
            taken = self._circuit.either(taken, figure.stated)
        return met, failed

    def _figures(self, fact: str, year: int | None) -> list[Stated]:
        """The figures for a fact, the first choice first."""
        definition = self._vocabulary.fact(fact)
        if definition.given_by is not None:
            return [self.structure.given(definition.given_by)]
        found = [figure for _, figure in self.series(fact, year)]
        if definition.part and definition.whole:
            found.append(self._computed.quotient(definition, year))
        elif definition.sum_of:
            total = self._computed.sum(definition, year)
            sides = Side(known=total.low_known, line=total.low), Side(known=total.high_known, line=total.high)
            found.append(NumberFigure(circuit=self._circuit, stated=total.stated, lows=(sides[0],), highs=(sides[1],)))
        return found

    def series(self, fact: str, year: int | None) -> list[tuple[int | None, Stated]]:
        """What the table states about a fact, in the order in which core looks for it."""
        years = self.years(fact)
        order: list[int | None] = [year, None] if year is not None else [None, *(back for back in years if back <= self._on.year)]
        stated = [(which, self.of_year(fact, which)) for which in dict.fromkeys(order)]
        self._one_series(fact, years)
        return [(which, figure) for which, figure in stated if figure is not None]

    def years(self, fact: str) -> list[int]:
        """The years for which there are columns of a fact, the latest first."""
        found = {meaning.year for meaning in self._layout.headings if meaning.part in ("fact", "choice") and meaning.name == fact}
        return sorted((year for year in found if year is not None), reverse=True)

    def _one_series(self, fact: str, years: Sequence[int]) -> None:
        """A fact stated both for a year and for none is no series."""
        undated = self.of_year(fact, None)
        dated = [figure for year in years if (figure := self.of_year(fact, year)) is not None]
        if undated is not None and dated:
            among = self._circuit.any_of([figure.stated for figure in dated])
            self._conflicts[f"{fact} years"] = self._circuit.both(undated.stated, among)

    def of_year(self, fact: str, year: int | None) -> Stated | None:
        """What the table states about a fact for one year, or for none."""
        key = fact, year
        if key not in self._stated:
            self._stated[key] = self._wired(self._vocabulary.fact(fact), year)
        return self._stated[key]

    def _wired(self, fact: FactDefinition, year: int | None) -> Stated | None:
        headings = {
            meaning.key: heading
            for meaning, heading in self._layout.headings.items()
            if meaning.part == "fact" and (meaning.name, meaning.year) == (fact.name, year) and meaning.key in FORMS
        }
        chosen = {
            meaning.key: heading
            for meaning, heading in self._layout.headings.items()
            if meaning.part == "choice" and (meaning.name, meaning.year) == (fact.name, year)
        }
        if chosen:
            return self._choices(chosen)
        if not headings:
            return None
        figure = self._forms(fact, headings)
        self._exclude(f"{fact.name} {year}", headings, fact)
        return figure

    def _choices(self, headings: Mapping[str, str]) -> Stated:
        flags = {code: self._columns.flags(heading) for code, heading in headings.items()}
        stated = self._circuit.any_of([flag.known for flag in flags.values()])
        return ChoiceFigure(circuit=self._circuit, stated=stated, chosen={code: flag.yes for code, flag in flags.items()})

    def _forms(self, fact: FactDefinition, headings: Mapping[str, str]) -> Stated:
        circuit, columns = self._circuit, self._columns
        if fact.type in (*_SUMS, FactType.DATE):
            sides = [self._sides(fact, key, heading) for key, heading in headings.items()]
            lows = tuple(side for low, _ in sides for side in low)
            highs = tuple(side for _, high in sides for side in high)
            stated = circuit.any_of([side.known for side in (*lows, *highs)])
            return NumberFigure(circuit=circuit, stated=stated, lows=lows, highs=highs)
        if fact.type is FactType.FLAG and VALUE in headings:
            flag = columns.flags(headings[VALUE])
            return FlagFigure(circuit=circuit, yes=flag.yes, no=flag.no)
        if fact.type is FactType.TEXT and VALUE in headings and not self._compared(fact.name):
            text = columns.wordings(headings[VALUE], lambda word: self._read(fact, word) is UNREADABLE)
            return TextFigure(circuit=circuit, there=text.yes, empty=text.no)
        makes: dict[str, Callable[[Any], Any]] = {VALUE: exactly, "at_least": from_, "at_most": up_to}
        sides_ = tuple(
            (columns.words(headings[key], fact.name, lambda cell: self._read(fact, cell)), make)
            for key, make in makes.items()
            if key in headings
        )
        stated = circuit.any_of([words.known for words, _ in sides_])
        words = WordFigure(circuit=circuit, stated=stated, sides=sides_, on=self._on)
        if {"part", "whole"} & set(headings):
            return AnyForm(circuit=circuit, forms=(words, self._counted(fact, headings)))
        return words

    def _read(self, fact: FactDefinition, cell: Any) -> Any:
        try:
            return read_value(cell_values.cell_value(cell, fact.type), fact, self._vocabulary.book.facts)
        except REFUSED:
            return UNREADABLE

    @cached_property
    def _bounds_asked(self) -> frozenset[str]:
        """Texts that some rule compares with words, instead of asking whether there is one."""
        from laowu.rules.predicate import leaves

        rules = self._vocabulary.book.eligibility
        conditions = [rule.condition for rule in rules.criteria if rule.condition is not None] if rules else []
        asked = (leaf for condition in conditions for leaf in leaves(condition))
        return frozenset(leaf.fact for leaf in asked if leaf.operator is not Operator.PRESENT)

    def _compared(self, fact: str) -> bool:
        return fact in self._bounds_asked

    def _sides(self, fact: FactDefinition, key: str, heading: str) -> tuple[list[Side], list[Side]]:  # noqa: PLR0911  # one per form
        """The lower and the upper limits that a column of numbers or days states."""
        wired = self._circuit
        found = self._columns.days(heading) if fact.type is FactType.DATE else self._columns.numbers(heading)
        line, known = found.line, found.known
        if key in ("about", "more_than", "less_than") and fact.type is FactType.DATE:
            self._conflicts[heading] = known  # for whole numbers only: the reader says so
        match key:
            case "value":
                side = Side(known=known, line=line)
                return [side], [side]
            case "about":
                self._columns.reach(_TENTH_PARTS)
                low, high = wired.tenths(line, 9, up=False), wired.tenths(line, _TENTH_PARTS, up=True)
                return [Side(known=known, line=low)], [Side(known=known, line=high)]
            case "at_least":
                return [Side(known=known, line=line)], []
            case "more_than":
                return [Side(known=known, line=wired.shifted(line, 1))], []
            case "at_most":
                return [], [Side(known=known, line=line)]
            case "less_than":
                none = wired.opposite(wired.compared(line, ">=", 1))
                self._conflicts[heading] = wired.both(known, none)
                return [], [Side(known=known, line=wired.shifted(line, -1))]
        self._conflicts[heading] = known  # a part or a whole of what is no share
        return [], []

    def _counted(self, fact: FactDefinition, headings: Mapping[str, str]) -> Stated:
        """A share with columns for its part and its whole."""
        wired = self._circuit
        ends = [self._columns.numbers(headings[key]) if key in headings else None for key in ("part", "whole")]
        part, whole = ends
        if part is None or whole is None:
            only = part or whole
            assert only is not None  # noqa: S101  # one of the two is there
            self._conflicts[f"{fact.name} {headings}"] = only.known
            return CountedShare(circuit=wired, stated=False, part=only.line, whole=only.line, reach=self._columns.reach)
        known = wired.both(part.known, whole.known)
        alone = wired.both(wired.either(part.known, whole.known), wired.opposite(known))
        nothing = wired.opposite(wired.compared(whole.line, ">=", 1))
        conflicts = [alone, wired.both(known, nothing)]
        if not _of_money(fact, self._vocabulary):
            conflicts.append(wired.both(known, wired.compared_lines(part.line, ">", whole.line)))
        self._conflicts[f"{fact.name} {headings}"] = wired.any_of(conflicts)
        return CountedShare(circuit=wired, stated=known, part=part.line, whole=whole.line, reach=self._columns.reach)

    def _exclude(self, name: str, headings: Mapping[str, str], fact: FactDefinition) -> None:
        """Forms of which a figure has one, but for a lower limit beside an upper one, which must not be the smaller one."""
        if len(headings) < 2 and not (set(headings) - _fitting(fact)):  # noqa: PLR2004
            return
        wired = self._circuit
        known = {key: self._known(fact, key, heading) for key, heading in headings.items()}
        clashes: list[Wire] = [wire for key, wire in known.items() if key not in _fitting(fact)]
        keys = list(known)
        for place, one in enumerate(keys):
            clashes += [wired.both(known[one], known[other]) for other in keys[place + 1 :] if not _go_together(one, other)]
        lower = [key for key in ("at_least", "more_than") if key in headings]
        upper = [key for key in ("at_most", "less_than") if key in headings]
        for low in lower:
            for high in upper:
                clashes.append(
                    self._crossed(fact, (low, headings[low]), (high, headings[high]), wired.both(known[low], known[high]))
                )
        self._conflicts[name] = wired.any_of(clashes)

    def _known(self, fact: FactDefinition, key: str, heading: str) -> Wire:
        if fact.type is FactType.DATE:
            return self._columns.days(heading).known
        if fact.type in _SUMS or key in ("part", "whole"):
            return self._columns.numbers(heading).known
        if fact.type is FactType.FLAG:
            return self._columns.flags(heading).known
        return self._columns.words(heading, fact.name, lambda cell: self._read(fact, cell)).known

    def _crossed(self, fact: FactDefinition, low: tuple[str, str], high: tuple[str, str], both: Wire) -> Wire:
        """Rows whose lower limit is above their upper one."""
        if fact.type not in (*_SUMS, FactType.DATE):
            return both  # two shares: seldom enough to be left to the exact reader
        (least,), _ = self._sides(fact, *low)
        _, (greatest,) = self._sides(fact, *high)
        return self._circuit.both(both, self._circuit.compared_lines(least.line, ">", greatest.line))


def _of_money(fact: FactDefinition, vocabulary: Vocabulary) -> bool:
    terms = [vocabulary.fact(name) for name in (fact.part, fact.whole) if name]
    return bool(terms) and all(term.type is FactType.YUAN for term in terms)


def _fitting(fact: FactDefinition) -> set[str]:
    """The forms that a fact of some type can be stated in."""
    if fact.type in _SUMS:
        return set(FORMS) - {"part", "whole"}
    if fact.type is FactType.SHARE:
        return {VALUE, "at_least", "at_most", "part", "whole"}
    return {VALUE, "at_least", "at_most"} if fact.type is FactType.DATE else {VALUE}


def _go_together(one: str, other: str) -> bool:
    """Whether both forms may stand in one figure."""
    if {one, other} == {"part", "whole"}:
        return True
    lower, upper = ({"at_least", "more_than"}, {"at_most", "less_than"})
    return (one in lower and other in upper) or (one in upper and other in lower)
