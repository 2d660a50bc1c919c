"""A circuit of gates over bit planes: rules are wired once, then rows pass through in stretches that stay in the cache.

Equal gates are made once, and what is known while wiring never becomes a gate. Gates read earlier ones only, so they are run in
the order they were made.
"""

import os
import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np
import numpy.typing as npt

from laowu_ledger.tables.planes import BYTE, Bits, Plane, filled

STRETCH = 1 << 17
"""Rows that pass at once: their planes take 16 KB each. A multiple of 64, so that stretches begin with a byte."""

_WIDE = 2**31
_FEW = 4
"""Codes that are compared one by one."""

Wire = int | bool
"""A plane: the number of a gate, or what is known of every row."""
YES: Wire = True
NO: Wire = False
Line = int
"""Numbers row by row: the number of a gate."""

_Step = Callable[[list[Any], int, int], Any]


class _Rooms(threading.local):
    """Room to work in, for each thread its own: taken once, because a page that is new to a process is slow to get."""

    def __init__(self) -> None:
        self._taken: dict[str, npt.NDArray[Any]] = {}
        self.most: dict[str, int] = {}

    def of(self, name: str, kind: type[np.generic]) -> npt.NDArray[Any]:
        """Room for a stretch."""
        if name not in self._taken:
            self._taken[name] = np.empty(STRETCH, kind)
        return self._taken[name]


class OutOfReach(Exception):
    """A number is below zero, or too large to be computed with.

    Attributes:
        name: what it came in as.
    """

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


class Circuit:
    """Wires gates and runs them.

    What comes in has names of the caller's: planes, numbers, and codes into tables of yes and no.
    """

    def __init__(self) -> None:
        self._steps: list[_Step] = []
        self._reads: list[tuple[int, ...]] = []
        self._made: dict[tuple[Any, ...], int] = {}
        self._opposite: dict[int, Wire] = {}
        self._inputs: dict[str, Any] = {}
        self._sources: dict[Line, str] = {}
        self._rooms = _Rooms()
        self._threads: ThreadPoolExecutor | None = None

    def plane(self, name: str) -> Wire:
        """A plane that comes in."""
        inputs = self._inputs
        return self._gate(("plane", name), lambda _values, start, end: _stretch(inputs[name], start, end))

    def numbers(self, name: str) -> Line:
        """Numbers that come in."""
        inputs, rooms = self._inputs, self._rooms

        def take(_values: list[Any], start: int, end: int) -> npt.NDArray[Any]:
            found: npt.NDArray[Any] = inputs[name][start:end]
            limit = inputs[f"{name} limit"]
            rooms.most[name] = inputs[f"{name} most"]
            if limit is not None:
                # Looked over here, where it is about to be used, the column comes out of memory only once. What is below
                # zero is far above any limit when it is read without its sign.
                rooms.most[name] = int(found.view(f"u{found.dtype.itemsize}").max())
                if rooms.most[name] > limit:
                    raise OutOfReach(name)
            return found

        line = self._gate(("numbers", name), take)
        self._sources[line] = name
        return line

    def looked_up(self, codes: str, table: str) -> Wire:
        """For each row, what a table of yes and no says of its code."""
        inputs = self._inputs

        def look(values: list[Any], start: int, end: int) -> Bits:
            return _answers(inputs[table], inputs[codes][start:end])

        return self._gate(("looked up", codes, table), look)

    def looked_up_numbers(self, codes: str, table: str) -> Line:
        """For each row, what a table of numbers says of its code."""
        inputs = self._inputs

        def look(values: list[Any], start: int, end: int) -> npt.NDArray[np.int64]:
            return np.asarray(np.take(inputs[table], inputs[codes][start:end], mode="clip"))

        return self._gate(("numbers looked up", codes, table), look)

    def parted(self, whole: Wire, part: Wire) -> tuple[Wire, Wire]:
        """A plane parted in two: a part of it, and what is left. Both together are known to be the whole again."""
        if isinstance(whole, bool):
            return part, self.opposite(part) if whole else False
        if isinstance(part, bool) or part == whole:
            return (whole, False) if part else (False, whole)
        rest = self._pair("xor", np.bitwise_xor, whole, part)
        if not isinstance(rest, bool):
            low, high = sorted((part, rest))
            self._made.setdefault(("or", low, high), whole)
        return part, rest

    def neither(self, one: Wire, other: Wire) -> Wire:
        """Rows of which none of the two says yes."""
        return self.opposite(self.either(one, other))

    def both(self, one: Wire, other: Wire) -> Wire:
        """And."""
        if isinstance(one, bool):
            return other if one else False
        if isinstance(other, bool) or one == other:
            return one if other else False
        if self._opposite.get(one) == other:
            return False
        return self._pair("and", np.bitwise_and, one, other)

    def either(self, one: Wire, other: Wire) -> Wire:
        """Or."""
        if isinstance(one, bool):
            return True if one else other
        if isinstance(other, bool):
            return True if other else one
        if one == other:
            return one
        if self._opposite.get(one) == other:
            return True
        return self._pair("or", np.bitwise_or, one, other)

    def opposite(self, one: Wire) -> Wire:
        """Not."""
        if isinstance(one, bool):
            return not one
        if one not in self._opposite:
            made = self._gate(("not", one), lambda values, _start, _end: np.bitwise_not(values[one]), one)
            self._opposite[one], self._opposite[made] = made, one
        return self._opposite[one]

    def all_of(self, wires: Sequence[Wire]) -> Wire:
        """And of several; yes where there are none."""
        result: Wire = True
        for wire in wires:
            result = self.both(result, wire)
        return result

    def any_of(self, wires: Sequence[Wire]) -> Wire:
        """Or of several; no where there are none."""
        result: Wire = False
        for wire in wires:
            result = self.either(result, wire)
        return result

    def at_least(self, k: int, wires: Sequence[Wire]) -> Wire:
        """Whether so many of several say yes."""
        # so_far[j]: at least j of those seen say yes
        so_far: list[Wire] = [YES, *([NO] * k)]
        for wire in wires:
            for j in range(k, 0, -1):
                so_far[j] = self.either(so_far[j], self.both(so_far[j - 1], wire))
        return so_far[k]

    def compared(self, line: Line, how: str, bound: int) -> Wire:
        """Numbers against a bound; ``how`` is ``>=``, ``>`` or ``==``."""
        ufunc = _COMPARISONS[how]
        rooms = self._rooms

        def compare(values: list[Any], start: int, end: int) -> Bits:
            said = rooms.of("said", np.bool_)[: end - start]
            ufunc(values[line], bound, out=said)
            return np.packbits(said, bitorder="little")

        return self._gate((how, line, bound), compare, line)

    def compared_lines(self, one: Line, how: str, other: Line) -> Wire:
        """Numbers against numbers."""
        ufunc = _COMPARISONS[how]
        rooms = self._rooms

        def compare(values: list[Any], start: int, end: int) -> Bits:
            said = rooms.of("said", np.bool_)[: end - start]
            ufunc(values[one], values[other], out=said)
            return np.packbits(said, bitorder="little")

        return self._gate((how, one, "line", other), compare, one, other)

    def times(self, line: Line, factor: int) -> Line:
        """Numbers times a factor, in 64 bits."""
        if factor == 1:
            return line
        rooms, name, source = self._rooms, f"times {line} {factor}", self._sources.get(line, "")

        def multiply(values: list[Any], start: int, end: int) -> npt.NDArray[Any]:
            numbers = values[line]
            if numbers.dtype == np.int32 and rooms.most.get(source, _WIDE) * factor < _WIDE:
                narrow = rooms.of(f"{name} narrow", np.int32)[: end - start]
                np.multiply(numbers, np.int32(factor), out=narrow)
                return narrow
            product = rooms.of(name, np.int64)[: end - start]
            np.copyto(product, numbers)  # widened first: numpy is slow at widening while it multiplies
            np.multiply(product, np.int64(factor), out=product)
            return product

        return self._gate(("times", line, factor), multiply, line)

    def tenths(self, line: Line, tenths: int, *, up: bool) -> Line:
        """So many tenths of numbers, rounded up or down."""

        def take(values: list[Any], start: int, end: int) -> npt.NDArray[np.int64]:
            of_ten: npt.NDArray[np.int64] = values[line].astype(np.int64) * tenths
            return np.asarray(-(-of_ten // 10) if up else of_ten // 10)

        return self._gate(("tenths", line, tenths, up), take, line)

    def shifted(self, line: Line, by: int) -> Line:
        """Numbers plus a number."""
        return self._gate(("shifted", line, by), lambda values, _start, _end: values[line].astype(np.int64) + by, line)

    def added(self, one: Line, other: Line) -> Line:
        """Numbers plus numbers, in 64 bits."""

        def add(values: list[Any], start: int, end: int) -> npt.NDArray[np.int64]:
            total: npt.NDArray[np.int64] = np.add(values[one], values[other], dtype=np.int64)
            return total

        return self._gate(("added", one, other), add, one, other)

    def chosen(self, where: Wire, one: Line, other: Line) -> Line:
        """``one`` in rows of which a plane says yes, else ``other``."""
        if isinstance(where, bool):
            return one if where else other

        def choose(values: list[Any], start: int, end: int) -> npt.NDArray[np.int64]:
            mask = np.unpackbits(values[where], count=end - start, bitorder="little").view(np.bool_)
            picked: npt.NDArray[np.int64] = np.where(mask, values[one], values[other])
            return picked

        return self._gate(("chosen", where, one, other), choose, where, one, other)

    def zero(self) -> Line:
        """Nothing, in every row."""
        nothing = np.zeros(STRETCH, np.int64)
        return self._gate(("zero",), lambda _values, start, end: nothing[: end - start])

    def run(self, inputs: Mapping[str, Any], rows: int, wires: Sequence[Wire]) -> list[Plane]:
        """Pass rows through.

        Args:
            inputs: what comes in, by name; planes begin with the first row.
            rows: how many there are.
            wires: what is wanted.

        Returns:
            The planes wanted, in their order.
        """
        self._inputs.clear()
        self._inputs.update(inputs)
        size = -(-rows // BYTE)
        results = {wire: np.empty(size, np.uint8) for wire in wires if not isinstance(wire, bool)}
        # Every column is looked over, also one whose numbers decide nothing.
        unseen = [line for line, name in self._sources.items() if inputs[f"{name} limit"] is not None]
        steps = self._needed([*results, *unseen])

        def passed(start: int) -> None:
            values: list[Any] = [None] * len(self._steps)
            end = min(start + STRETCH, rows)
            for number, step in steps:
                values[number] = step(values, start, end)
            for wire, result in results.items():
                result[start // BYTE : -(-end // BYTE)] = values[wire]

        starts = range(0, rows, STRETCH)
        if len(starts) > 1:
            # NumPy works without the interpreter's lock, and stretches share nothing.
            if self._threads is None:
                self._threads = ThreadPoolExecutor(os.cpu_count() or 1)
            list(self._threads.map(passed, starts))
        else:
            for start in starts:
                passed(start)
        self._inputs.clear()
        return [wire if isinstance(wire, bool) else results[wire] for wire in wires]

    def _needed(self, wanted: Iterable[int]) -> list[tuple[int, _Step]]:
        """The gates that lead to what is wanted, in the order they were made."""
        needed = set(wanted)
        for number in range(len(self._steps) - 1, -1, -1):
            if number in needed:
                needed.update(self._reads[number])
        return [(number, step) for number, step in enumerate(self._steps) if number in needed]

    def _pair(self, name: str, ufunc: np.ufunc, one: int, other: int) -> Wire:
        low, high = sorted((one, other))
        return self._gate((name, low, high), lambda values, _start, _end: ufunc(values[low], values[high]), low, high)

    def _gate(self, key: tuple[Any, ...], step: _Step, *reads: int) -> int:
        if key not in self._made:
            self._made[key] = len(self._steps)
            self._steps.append(step)
            self._reads.append(reads)
        return self._made[key]


def _answers(table: npt.NDArray[np.bool_], codes: npt.NDArray[Any]) -> Bits:
    """What a table says of each code. Where few codes differ from the rest, comparing with each is faster than looking up."""
    yes = np.flatnonzero(table)
    mostly = 2 * len(yes) > len(table)
    # Plain integers: NumPy would widen the codes to the type of one of its own.
    few = [int(code) for code in (np.flatnonzero(~table) if mostly else yes)[: _FEW + 1]]
    if len(few) > _FEW:
        return np.packbits(np.take(table, codes, mode="clip"), bitorder="little")
    said = codes == few[0] if few else np.zeros(len(codes), np.bool_)
    for code in few[1:]:
        said |= codes == code
    bits = np.packbits(said, bitorder="little")
    return np.bitwise_not(bits) if mostly else bits


def _stretch(plane: Plane, start: int, end: int) -> Bits:
    return filled(plane, end - start) if isinstance(plane, bool) else plane[start // BYTE : -(-end // BYTE)]


_COMPARISONS: dict[str, np.ufunc] = {">=": np.greater_equal, ">": np.greater, "==": np.equal}
