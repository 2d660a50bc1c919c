"""What a table states about one fact for one year, and how it stands against a bound: core's comparisons, wired."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any, Protocol

import attrs

from laowu.decide.comparison import compare
from laowu.model.facts import Figure, Value
from laowu.model.outcome import Outcome
from laowu.model.share import Share
from laowu.rules.predicate import Operator
from laowu_ledger.tables.circuit import NO, Circuit, Line, Wire
from laowu_ledger.tables.wiring import WordWires

Decided = tuple[Wire, Wire]
"""Rows in which a comparison holds, and rows in which it fails; elsewhere it is open."""

_Make = Callable[[Any], Figure | None]
FLOORS = (Operator.AT_LEAST, Operator.MORE_THAN)
CEILINGS = (Operator.AT_MOST, Operator.LESS_THAN, Operator.BEFORE, Operator.ON_OR_BEFORE)
_STRICT = (Operator.MORE_THAN, Operator.LESS_THAN, Operator.BEFORE)


class Stated(Protocol):
    """What is known about a fact."""

    @property
    def stated(self) -> Wire:
        """Rows in which something is."""

    def decide(self, operator: Operator, bound: Value) -> Decided:
        """How it stands against a bound."""


def present(circuit: Circuit, there: Wire, empty: Wire, bound: Value) -> Decided:
    """Whether something is there, or is not, as asked."""
    return (there, empty) if bound else (empty, there)


@attrs.frozen(kw_only=True)
class Side:
    """One end of what is known: numbers, in the rows in which they are."""

    known: Wire
    line: Line


@attrs.frozen(kw_only=True)
class NumberFigure:
    """Numbers or days, exact or within limits.

    Attributes:
        circuit: where it is wired.
        stated: rows in which something is known.
        lows, highs: least and greatest values; an exact number is both.
    """

    circuit: Circuit
    stated: Wire
    lows: tuple[Side, ...]
    highs: tuple[Side, ...]

    def decide(self, operator: Operator, bound: Value) -> Decided:
        """How it stands against a bound."""
        wired = self.circuit
        if operator is Operator.PRESENT:
            return present(wired, self.stated, NO, bound)
        number = bound.toordinal() if isinstance(bound, date) else bound
        assert isinstance(number, int)  # noqa: S101  # rules compare numbers with numbers
        if operator is Operator.IS:
            same_low, same_high = (self._any(sides, "==", number) for sides in (self.lows, self.highs))
            outside = wired.either(self._any(self.lows, ">", number), self._none(self.highs, ">=", number))
            return wired.both(same_low, same_high), outside
        floor = operator in FLOORS
        how = ">" if (operator in _STRICT) is floor else ">="
        above = self._any(self.lows, how, number)
        if len(self.lows) == 1 and self.lows == self.highs:
            above, below = wired.parted(self.lows[0].known, above)
        else:
            below = self._none(self.highs, how, number)
        return (above, below) if floor else (below, above)

    def _any(self, sides: Sequence[Side], how: str, number: int) -> Wire:
        wired = self.circuit
        return wired.any_of([wired.both(side.known, wired.compared(side.line, how, number)) for side in sides])

    def _none(self, sides: Sequence[Side], how: str, number: int) -> Wire:
        wired = self.circuit
        opposite = [wired.opposite(wired.compared(side.line, how, number)) for side in sides]
        return wired.any_of([wired.both(side.known, other) for side, other in zip(sides, opposite, strict=True)])


@attrs.frozen(kw_only=True)
class CountedShare:
    """A share whose part and whole are numbers.

    Attributes:
        circuit: where it is wired.
        stated: rows in which both are known and make a share.
        part, whole: the numbers.
        reach: told the factors that they will be multiplied with.
    """

    circuit: Circuit
    stated: Wire
    part: Line
    whole: Line
    reach: Callable[[int], None]

    def decide(self, operator: Operator, bound: Value) -> Decided:
        """How it stands against a bound: by cross-multiplication, so that nothing is ever divided."""
        wired = self.circuit
        if operator is Operator.PRESENT:
            return present(wired, self.stated, NO, bound)
        assert isinstance(bound, Share)  # noqa: S101  # rules compare shares with shares
        limit = bound.value
        self.reach(max(limit.numerator, limit.denominator))
        mine, theirs = wired.times(self.part, limit.denominator), wired.times(self.whole, limit.numerator)
        how = ">" if operator in (Operator.MORE_THAN, Operator.AT_MOST) else ">="
        above = wired.compared_lines(mine, how, theirs)
        yes, no = wired.parted(self.stated, wired.both(self.stated, above))
        return (yes, no) if operator in FLOORS else (no, yes)


@attrs.frozen(kw_only=True)
class FlagFigure:
    """Yes or no."""

    circuit: Circuit
    yes: Wire
    no: Wire

    @property
    def stated(self) -> Wire:
        """Rows in which something is known."""
        return self.circuit.either(self.yes, self.no)

    def decide(self, operator: Operator, bound: Value) -> Decided:
        """How it stands against a bound."""
        if operator is Operator.PRESENT:
            return present(self.circuit, self.stated, NO, bound)
        return (self.yes, self.no) if bound is True else (self.no, self.yes)


@attrs.frozen(kw_only=True)
class TextFigure:
    """Free text, of which only matters whether there is any."""

    circuit: Circuit
    there: Wire
    empty: Wire

    @property
    def stated(self) -> Wire:
        """Rows in which something is known."""
        return self.circuit.either(self.there, self.empty)

    def decide(self, operator: Operator, bound: Value) -> Decided:
        """How it stands against a bound."""
        return present(self.circuit, self.there, self.empty, bound)


@attrs.frozen(kw_only=True)
class ChoiceFigure:
    """Codes, each with a column of its own.

    Attributes:
        circuit: where it is wired.
        stated: rows in which something is said of any of them.
        chosen: rows that have each code; something is said of them.
    """

    circuit: Circuit
    stated: Wire
    chosen: Mapping[str, Wire]

    def decide(self, operator: Operator, bound: Value) -> Decided:
        """How it stands against a bound."""
        wired = self.circuit
        codes = set(bound) if isinstance(bound, tuple) else {str(bound)}
        some = wired.any_of(list(self.chosen.values()))
        if operator is Operator.PRESENT:
            return present(wired, wired.both(self.stated, some), wired.both(self.stated, wired.opposite(some)), bound)
        if operator is Operator.INCLUDES:
            holds = wired.all_of([self.chosen.get(code, False) for code in sorted(codes)])
            return holds if codes else self.stated, wired.both(self.stated, wired.opposite(holds))
        others = wired.any_of([wire for code, wire in self.chosen.items() if code not in codes])
        holds = wired.both(some, wired.opposite(others))
        return holds, wired.both(self.stated, wired.opposite(holds))


@attrs.frozen(kw_only=True)
class WordFigure:
    """Values told apart by their words: core itself compares each distinct one, once.

    Attributes:
        circuit: where it is wired.
        stated: rows in which something is known.
        sides: columns of words, with how a value makes a figure: exact, as least or as greatest value.
        on: date judged.
    """

    circuit: Circuit
    stated: Wire
    sides: tuple[tuple[WordWires, _Make], ...]
    on: date

    def decide(self, operator: Operator, bound: Value) -> Decided:
        """How it stands against a bound."""
        wired = self.circuit
        if operator is Operator.PRESENT and not all(make is exactly for _, make in self.sides):
            return present(wired, self.stated, NO, bound)
        if all(make is exactly for _, make in self.sides):
            # What is known exactly is decided either way.
            met = wired.any_of([self._asked(words, Outcome.MET, operator, bound, make) for words, make in self.sides])
            return wired.parted(self.stated, wired.both(self.stated, met))
        met, failed = (
            wired.any_of([self._asked(words, outcome, operator, bound, make) for words, make in self.sides])
            for outcome in (Outcome.MET, Outcome.NOT_MET)
        )
        return met, failed

    def _asked(self, words: WordWires, outcome: Outcome, operator: Operator, bound: Value, make: _Make) -> Wire:
        return words.where(f"{operator} {bound!r} {outcome}", partial(self._is, outcome, operator, bound, make))

    def _is(self, outcome: Outcome, operator: Operator, bound: Value, make: _Make, value: Any) -> bool:
        figure = make(value)
        return figure is not None and compare(figure, operator, bound, on=self.on) is outcome


def exactly(value: Value | None) -> Figure | None:
    """A figure of one value; nothing where there is none."""
    return None if value is None else Figure(low=value, high=value)


def from_(value: Value) -> Figure:
    """A figure of which a least value is known."""
    return Figure(low=value, high=None)


def up_to(value: Value) -> Figure:
    """A figure of which a greatest value is known."""
    return Figure(low=None, high=value)


@attrs.frozen(kw_only=True)
class AnyForm:
    """One fact stated in forms of which a row uses one."""

    circuit: Circuit
    forms: tuple[Stated, ...]

    @property
    def stated(self) -> Wire:
        """Rows in which something is known."""
        return self.circuit.any_of([form.stated for form in self.forms])

    def decide(self, operator: Operator, bound: Value) -> Decided:
        """How it stands against a bound."""
        decided = [form.decide(operator, bound) for form in self.forms]
        return self.circuit.any_of([met for met, _ in decided]), self.circuit.any_of([failed for _, failed in decided])
