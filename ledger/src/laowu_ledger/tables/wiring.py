"""Columns brought to a circuit: which of them the rules ask for, in which form, and what each batch puts in."""

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

import attrs
import numpy as np
import pyarrow as pa

from laowu_ledger.tables import cell_values, slots
from laowu_ledger.tables.circuit import Circuit, Line, Wire
from laowu_ledger.tables.planes import Mask, unpacked

_KEPT = 1 << 16
"""Words whose answers are kept between batches; more of them are hardly the same again."""

UNREADABLE = object()
"""What stands for a word that no reader would take."""

_Feed = Callable[[pa.Array, dict[str, Any]], Mask | None]


@attrs.frozen(kw_only=True)
class NumberWires:
    """A column of numbers."""

    line: Line
    known: Wire


@attrs.frozen(kw_only=True)
class FlagWires:
    """A column of yes and no; ``yes`` holds only where something is known."""

    yes: Wire
    no: Wire
    known: Wire


class WordWires:
    """A column of words, of which the distinct ones are looked at.

    Attributes:
        known: rows that state one.
    """

    def __init__(self, name: str, circuit: Circuit, known: Wire, read: Callable[[Any], Any]) -> None:
        self.known = known
        self._name = name
        self._circuit = circuit
        self._read = read
        self._values: dict[Any, Any] = {}
        self._tables: dict[str, tuple[Callable[[Any], int], dict[Any, int]]] = {}
        self._kinds: dict[str, type[np.generic]] = {}

    def numbers(self, name: str, question: Callable[[Any], int]) -> Line:
        """A number for the value of each word; 0 where none is stated. See :meth:`where`."""
        self._tables.setdefault(name, (question, {}))
        self._kinds[name] = np.int64
        line = self._circuit.looked_up_numbers(f"{self._name} codes", f"{self._name} {name}")
        return self._circuit.chosen(self.known, line, self._circuit.zero())

    def where(self, name: str, question: Callable[[Any], bool]) -> Wire:
        """Rows that state a word whose value answers a question with yes.

        Args:
            name: tells this question from others.
            question: asked of the value of a word, once.
        """
        self._tables.setdefault(name, (question, {}))
        said = self._circuit.looked_up(f"{self._name} codes", f"{self._name} {name}")
        return self._circuit.both(self.known, said)

    def fill(self, found: slots.Words, inputs: dict[str, Any]) -> Mask | None:
        """Put a batch in; the rows whose word nobody could read."""
        inputs[f"{self._name} codes"] = found.codes
        inputs[f"{self._name} known"] = found.known
        keys = [_key(word) for word in found.words]
        if len(self._values) > _KEPT:
            self._values.clear()
            for _, answers in self._tables.values():
                answers.clear()
        for key, word in zip(keys, found.words, strict=True):
            if key not in self._values:
                self._values[key] = self._read(word)
        for name, (question, answers) in self._tables.items():
            for key in keys:
                if key not in answers:
                    value = self._values[key]
                    answers[key] = 0 if value is UNREADABLE else question(value)
            inputs[f"{self._name} {name}"] = np.array([answers[key] for key in keys] or [0], self._kinds.get(name, np.bool_))
        wrong = np.array([self._values[key] is UNREADABLE for key in keys] or [False], np.bool_)
        if not wrong.any():
            return None
        rows = len(found.codes)
        return np.take(wrong, found.codes, mode="clip") & unpacked(found.known, rows)


class Columns:
    """The columns that a circuit asks for."""

    def __init__(self, circuit: Circuit) -> None:
        self.circuit = circuit
        self.most = 2**62
        self._feeds: dict[str, tuple[str, _Feed]] = {}
        self._words: dict[tuple[str, str], WordWires] = {}
        self._looked_over: set[str] = set()

    @property
    def headings(self) -> tuple[str, ...]:
        """The columns asked for."""
        return tuple(dict.fromkeys(heading for heading, _ in self._feeds.values()))

    @property
    def worded(self) -> frozenset[str]:
        """Columns of which only the distinct cells are looked at."""
        plain = {heading for name, (heading, _) in self._feeds.items() if name.endswith(" wordings")}
        return frozenset(heading for heading, _ in self._words) - plain

    def reach(self, factor: int) -> None:
        """Numbers will be multiplied by a factor, or so many of them added, and must stay within 64 bits."""
        self.most = min(self.most, 2**62 // max(factor, 1))

    def numbers(self, heading: str) -> NumberWires:
        """A column of whole numbers."""
        name = self.number_name(heading)
        return self._lined(
            heading, "numbers", lambda column: slots.numbers(column, self.most, later=name not in self._looked_over)
        )

    def number_name(self, heading: str) -> str:
        """What the numbers of a column come in as."""
        return f"{heading} numbers"

    def days(self, heading: str) -> NumberWires:
        """A column of days, as ordinals."""
        return self._lined(heading, "days", slots.days)

    def _lined(self, heading: str, kind: str, read: Callable[[pa.Array], slots.Numbers]) -> NumberWires:
        name = f"{heading} {kind}"

        def feed(column: pa.Array, inputs: dict[str, Any]) -> Mask | None:
            found = read(column)
            inputs[name], inputs[f"{name} known"] = found.values, found.known
            inputs[f"{name} most"], inputs[f"{name} limit"] = found.most, found.limit
            return found.suspect

        self._feeds[name] = heading, feed
        return NumberWires(line=self.circuit.numbers(name), known=self.circuit.plane(f"{name} known"))

    def flags(self, heading: str, read: Callable[[Any], Any] = cell_values.yes_or_no) -> FlagWires:
        """A column of yes and no."""
        name = f"{heading} flags"

        def feed(column: pa.Array, inputs: dict[str, Any]) -> Mask | None:
            found = slots.flags(column, read)
            inputs[name], inputs[f"{name} known"] = found.yes, found.known
            return found.suspect

        self._feeds[name] = heading, feed
        said, known = self.circuit.plane(name), self.circuit.plane(f"{name} known")
        yes, no = self.circuit.parted(known, self.circuit.both(known, said))
        return FlagWires(yes=yes, no=no, known=known)

    def wordings(self, heading: str, refused: Callable[[str], bool]) -> FlagWires:
        """A column of free text: ``yes`` where there is some, ``no`` where it is stated to be empty."""
        name = f"{heading} wordings"
        asked, seen = lru_cache(_KEPT)(refused), slots.SeenTexts()

        def feed(column: pa.Array, inputs: dict[str, Any]) -> Mask | None:
            found = slots.wordings(column, asked, seen)
            inputs[name], inputs[f"{name} known"] = found.there, found.known
            return found.suspect

        self._feeds[name] = heading, feed
        there, known = self.circuit.plane(name), self.circuit.plane(f"{name} known")
        there, empty = self.circuit.parted(known, there)
        return FlagWires(yes=there, no=empty, known=known)

    def words(self, heading: str, how: str, read: Callable[[Any], Any]) -> WordWires:
        """A column of words.

        Args:
            heading: the column.
            how: tells this way to read it from others.
            read: makes a value of a cell, or :data:`UNREADABLE`.
        """
        if (heading, how) not in self._words:
            name = f"{heading} {how}"
            wires = WordWires(name, self.circuit, self.circuit.plane(f"{name} known"), read)
            self._words[heading, how] = wires
            self._feeds[name] = heading, lambda column, inputs: wires.fill(slots.words(column), inputs)
        return self._words[heading, how]

    def look_over(self, *names: str) -> None:
        """Have only these columns of numbers looked over before they are used, all others while they are."""
        self._looked_over = set(names)

    def fill(self, batch: Mapping[str, pa.Array], inputs: dict[str, Any]) -> Mask | None:
        """Put a batch in; the rows that the exact reader must look at."""
        return slots.any_suspect([feed(_typed(batch[heading]), inputs) for heading, feed in self._feeds.values()])


def _typed(column: pa.Array) -> pa.Array:
    """The column; one without a type, because nothing stands in it, as empty text."""
    return pa.nulls(len(column), pa.string()) if pa.types.is_null(column.type) else column


def _key(word: Any) -> Any:
    return tuple(word) if isinstance(word, list) else repr(word) if isinstance(word, dict) else (type(word), word)
