"""Facts that core reads off the structure of a dossier: the brand, the bodies that build it, the recognitions it holds."""

from collections.abc import Callable
from datetime import date
from typing import Any

import attrs

from laowu.errors import DossierError
from laowu.model import scalars
from laowu.model.credit_code import OLD_CODE_LENGTH, is_credit_code
from laowu.model.dossier_tables import code as class_code
from laowu.model.dossier_tables import filled, name
from laowu.model.facts import Value
from laowu.model.failures import REFUSED
from laowu.model.level import ApplicantKind, Level
from laowu.places.divisions import Divisions
from laowu.places.resolving import resolve
from laowu.rules.predicate import Operator
from laowu_ledger.tables import cell_values
from laowu_ledger.tables.circuit import NO, Circuit, Line, Wire
from laowu_ledger.tables.figures import (
    ChoiceFigure,
    Decided,
    FlagFigure,
    NumberFigure,
    Side,
    Stated,
    TextFigure,
    WordFigure,
    exactly,
    present,
)
from laowu_ledger.tables.headings import Layout, Meaning
from laowu_ledger.tables.row_dossier import said_of_all
from laowu_ledger.tables.wiring import UNREADABLE, Columns, WordWires

_FACTS_OF_TEXT = {"name": "brand_name", "trademark": "trademark"}


@attrs.frozen
class Bodies:
    """What one cell says of the bodies of a brand: one entry for each, ``None`` where nothing is known.

    Attributes:
        each: the entries.
        of_all: whether a single one is said of every body.
    """

    each: tuple[Any, ...]
    of_all: bool = False


@attrs.frozen(kw_only=True)
class _Limited:
    """What is known, in some rows only."""

    circuit: Circuit
    inner: Stated
    where: Wire

    @property
    def stated(self) -> Wire:
        return self.circuit.both(self.inner.stated, self.where)

    def decide(self, operator: Operator, bound: Value) -> Decided:
        met, failed = self.inner.decide(operator, bound)
        return self.circuit.both(met, self.where), self.circuit.both(failed, self.where)


@attrs.frozen(kw_only=True)
class _Unnamed:
    """The names of bodies in a table that names none: there, and like no other name."""

    circuit: Circuit
    stated: Wire

    def decide(self, operator: Operator, bound: Value) -> Decided:
        return present(self.circuit, self.stated, NO, bound) if operator is Operator.PRESENT else (False, self.stated)


class Structure:
    """What stands outside ``[facts]``.

    Attributes:
        conflicts: rows that the exact reader must look at.
    """

    def __init__(self, columns: Columns, layout: Layout, on: date, compared: Callable[[str], bool]) -> None:
        self._columns = columns
        self._circuit = columns.circuit
        self._layout = layout
        self._on = on
        self._compared = compared
        self._bodies: dict[str, WordWires] = {
            key: columns.words(heading, "bodies", _reader(key, on))
            for key in ("name", "kind", "place", "legal_person", "code")
            if (heading := self._heading("operators", key)) is not None
        }
        self.conflicts: tuple[Wire, ...] = (self._named(), *self._bodies_named())

    def _heading(self, part: Any, key: str) -> str | None:
        return self._layout.headings.get(Meaning(part, key))

    def _named(self) -> Wire:
        heading = self._heading("brand", "name")
        assert heading is not None  # noqa: S101  # a layout without names is refused
        return self._circuit.opposite(self._columns.wordings(heading, lambda text: _refused(name, text)).known)

    def _bodies_named(self) -> tuple[Wire, ...]:
        """Rows with a body that has no name, in a table that names bodies."""
        if "name" not in self._bodies:
            return ()
        named = self._bodies["name"].where("all named", lambda bodies: None not in bodies.each)
        complete = self._circuit.both(named, self._complete("name"))
        return (self._circuit.both(self._some(), self._circuit.opposite(complete)),)

    def given(self, key: str) -> Stated:
        """The fact that core reads off one place of the structure."""
        section, _, field = key.partition(".")
        if section == "brand":
            return self._place() if field == "place" else self._text(field)
        if section == "recognitions":
            return self._levels()
        return self._of_bodies(field)

    def _text(self, field: str) -> Stated:
        heading = self._heading("brand", field)
        read = name if field == "name" else scalars.wording
        if heading is None:
            return TextFigure(circuit=self._circuit, there=NO, empty=NO)
        if self._compared(_FACTS_OF_TEXT[field]):
            words = self._columns.words(heading, field, lambda cell: _read(read, cell))
            return WordFigure(circuit=self._circuit, stated=words.known, sides=((words, exactly),), on=self._on)
        text = self._columns.wordings(heading, lambda cell: _refused(read, cell))
        return TextFigure(circuit=self._circuit, there=text.yes, empty=text.no)

    def _place(self) -> Stated:
        heading = self._heading("brand", "place")
        if heading is None:
            return TextFigure(circuit=self._circuit, there=NO, empty=NO)
        words = self._columns.words(heading, "place", lambda cell: _in_a_row(_place_code(cell, self._on)))
        return WordFigure(circuit=self._circuit, stated=words.known, sides=((words, exactly),), on=self._on)

    def of_class(self, code: str) -> Wire:
        """Rows that declare a class."""
        words = self._classes()
        return words.where(f"is {code}", lambda declared: bool(declared == code)) if words else False

    def of_known_class(self, codes: tuple[str, ...]) -> Wire:
        """Rows that declare one of some classes."""
        return self._circuit.any_of([self.of_class(code) for code in codes])

    def _classes(self) -> WordWires | None:
        heading = self._heading("brand", "class")
        return self._columns.words(heading, "class", lambda cell: _read(class_code, cell)) if heading else None

    def held(self, level: Level) -> Wire:
        """Rows of brands that hold a level on the date judged."""
        heading = self._heading("held", level.value)
        if heading is None:
            return False
        days = self._columns.days(heading)
        later = self._circuit.compared(days.line, ">", self._on.toordinal())
        return self._circuit.both(days.known, self._circuit.opposite(later))

    def levels_known(self) -> Wire:
        """Rows that state a recognition, of whatever day."""
        headings = [heading for meaning, heading in self._layout.headings.items() if meaning.part == "held"]
        return self._circuit.any_of([self._columns.days(heading).known for heading in headings])

    def _levels(self) -> Stated:
        held = {level.value: self.held(level) for level in Level}
        return ChoiceFigure(circuit=self._circuit, stated=self.levels_known(), chosen=held)

    def _of_bodies(self, field: str) -> Stated:
        wired = self._circuit
        if field == "count":
            side = Side(known=self._some(), line=self._several())
            return NumberFigure(circuit=wired, stated=self._some(), lows=(side,), highs=(side,))
        words = self._bodies.get(field)
        if words is None:
            if field == "name":
                return _Unnamed(circuit=wired, stated=self._some())
            return TextFigure(circuit=wired, there=NO, empty=NO)
        complete = self._complete(field)
        if field in ("legal_person", "code"):
            good = words.where("all good", lambda bodies: bool(bodies.each) and all(_good(field, one) for one in bodies.each))
            bad = words.where("one bad", lambda bodies: any(_bad(field, one) for one in bodies.each))
            return FlagFigure(circuit=wired, yes=wired.both(good, complete), no=bad)
        made = (words, lambda bodies: exactly(_value(field, bodies.each)))
        known = words.where("all known", lambda bodies: _value(field, bodies.each) is not None)
        return _Limited(circuit=wired, inner=WordFigure(circuit=wired, stated=known, sides=(made,), on=self._on), where=complete)

    def _some(self) -> Wire:
        """Rows with a body."""
        return self._circuit.any_of([words.where("some", lambda bodies: bool(bodies.each)) for words in self._bodies.values()])

    def _lengths(self, field: str) -> Line:
        return self._bodies[field].numbers("how many", lambda bodies: len(bodies.each))

    def _several(self) -> Line:
        """How many bodies there are."""
        lines = [self._lengths(field) for field in self._bodies] or [self._circuit.zero()]
        most = lines[0]
        for line in lines[1:]:
            most = self._circuit.chosen(self._circuit.compared_lines(most, ">=", line), most, line)
        return most

    def _complete(self, field: str) -> Wire:
        """Rows in which a column speaks of as many bodies as any other does."""
        others = [other for other in self._bodies if other != field]
        if not others:
            return True
        mine = self._lengths(field)
        enough = self._circuit.all_of([self._circuit.compared_lines(mine, ">=", self._lengths(other)) for other in others])
        if field != "legal_person":
            return enough
        return self._circuit.either(enough, self._bodies[field].where("of all", lambda bodies: bodies.of_all))


def _refused(read: Callable[[object], object], cell: object) -> bool:
    return _read(read, cell) is UNREADABLE


def _read(read: Callable[[object], Any], cell: object) -> Any:
    try:
        return read(cell)
    except REFUSED:
        return UNREADABLE


def _place_code(cell: object, on: date) -> Any:
    try:
        return resolve(Divisions.load(), filled(cell), on).code
    except (*REFUSED, DossierError):
        return UNREADABLE


def _in_a_row(value: Any) -> Any:
    return value if value is UNREADABLE else (value,)


def _reader(key: str, on: date) -> Callable[[Any], Any]:
    """How the cells of a column about bodies are read."""
    element: dict[str, Callable[[object], Any]] = {
        "name": lambda cell: _read(name, cell),
        "kind": lambda cell: _read(lambda raw: scalars.member(raw, ApplicantKind), cell),
        "place": lambda cell: _place_code(cell, on),
        "legal_person": lambda cell: _read(scalars.yes_or_no, cell_values.yes_or_no(cell)),
        "code": lambda cell: _read(filled, cell),
    }

    def read(cell: Any) -> Any:
        cells = cell_values.row(cell)
        listed = cells if isinstance(cells, list) else [cells]
        each = tuple(None if one in (None, "") else element[key](one) for one in listed)
        if UNREADABLE in each or (key in ("name", "code") and _repeated(each)):
            return UNREADABLE
        return Bodies(each, of_all=key == "legal_person" and said_of_all(cell))

    return read


def _repeated(each: tuple[Any, ...]) -> bool:
    seen = [one.strip().upper() for one in each if one is not None]
    return len(set(seen)) < len(seen)


def _good(field: str, one: Any) -> bool:
    return one is True if field == "legal_person" else one is not None and _valid(one)


def _bad(field: str, one: Any) -> bool:
    return one is False if field == "legal_person" else one is not None and not _valid(one)


def _valid(code: str) -> bool:
    return len(code) == OLD_CODE_LENGTH or is_credit_code(code)


def _value(field: str, each: tuple[Any, ...]) -> Value | None:
    """The value of a fact about bodies; ``None`` while something is unknown."""
    if not each or None in each:
        return None
    if field == "kind":
        return tuple(dict.fromkeys(kind.value for kind in each))
    return tuple(each) if field == "place" else "、".join(each)
