"""A circuit carried out by NumPy: rows pass through in stretches that stay in the cache, on all processors."""

import threading
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import attrs
import numpy as np
import numpy.typing as npt

from laowu_ledger.tables.asked import Answers, Asked, OutOfReach
from laowu_ledger.tables.circuit import Circuit, Wire
from laowu_ledger.tables.gates import Gate, Work
from laowu_ledger.tables.planes import BYTE, Bits, Mask, Plane, filled, unpacked
from laowu_ledger.tables.sets import members, row_sets
from laowu_ledger.tables.sharing import Sharers

STRETCH = 1 << 17
"""Rows that pass at once: their planes take 16 KB each. A multiple of 64, so that stretches begin with a byte."""

_WIDE = 2**31
_FEW = 4
"""Codes that are compared one by one."""


class _Rooms(threading.local):
    """Room to work in, for each thread its own: taken once, because a page that is new to a process is slow to get."""

    def __init__(self) -> None:
        self._taken: dict[Any, npt.NDArray[Any]] = {}

    def of(self, name: Any, kind: type[np.generic], rows: int) -> npt.NDArray[Any]:
        """Room for so many rows of a stretch."""
        if name not in self._taken:
            self._taken[name] = np.empty(STRETCH, kind)
        return self._taken[name][:rows]


@attrs.frozen
class _Stretch:
    """Some rows on their way.

    Attributes:
        inputs: what comes in.
        start, rows: which rows.
        values: what the gates came to.
        most: no number of these gates is greater.
        rooms: room to work in.
    """

    inputs: Mapping[str, Any]
    start: int
    rows: int
    values: dict[int, Any]
    most: dict[int, int]
    rooms: _Rooms

    def of(self, name: str) -> npt.NDArray[Any]:
        """What comes in for these rows, one element each."""
        found: npt.NDArray[Any] = self.inputs[name][self.start : self.start + self.rows]
        return found


class Stretches:
    """Passes rows through a circuit, by NumPy."""

    name = "numpy"

    def __init__(self, circuit: Circuit) -> None:
        self._circuit = circuit
        self._rooms = _Rooms()
        self._sharers = Sharers()

    def run(self, inputs: Mapping[str, Any], rows: int, asked: Asked) -> Answers:
        """Pass rows through; see :class:`~laowu_ledger.tables.asked.Runner`."""
        size = -(-rows // BYTE)
        planes = {wire: np.empty(size, np.uint8) for wire in asked.planes if not isinstance(wire, bool)}
        steps = [np.empty(rows, np.int8) for _ in asked.steps]
        sets = [[np.empty(rows, kind) for kind, _ in members(wires)] for wires in asked.sets]
        # Every column is looked over, also one whose numbers decide nothing.
        unseen = [line for line, name in self._circuit.sources.items() if inputs[f"{name} limit"] is not None]
        needed = self._circuit.needed([*asked.wires, *unseen])
        gates = [(number, self._circuit.gates[number], _CARRIED_OUT[self._circuit.gates[number].work]) for number in needed]

        def passed(start: int) -> None:
            end = min(start + STRETCH, rows)
            stretch = _Stretch(inputs, start, end - start, {}, {}, self._rooms)
            values = stretch.values
            for number, gate, carry_out in gates:
                values[number] = carry_out(stretch, number, gate)
            for wire, plane in planes.items():
                plane[start // BYTE : -(-end // BYTE)] = values[wire]
            for counted, wires in zip(steps, asked.steps, strict=True):
                counted[start:end] = _counted(_planes(wires, values), end - start)
            for numbers, wires in zip(sets, asked.sets, strict=True):
                found = row_sets(_planes(wires, values), end - start)
                for word, of_stretch in zip(numbers, found, strict=True):
                    word[start:end] = of_stretch

        # NumPy works without the interpreter's lock, and stretches share nothing.
        self._sharers.share(passed, range(0, rows, STRETCH))
        return Answers([wire if isinstance(wire, bool) else planes[wire] for wire in asked.planes], steps, sets)


def _planes(wires: Sequence[Wire], values: Mapping[int, Any]) -> list[Plane]:
    return [wire if isinstance(wire, bool) else values[wire] for wire in wires]


def _counted(planes: list[Plane], rows: int) -> npt.NDArray[np.int8]:
    """How many planes say yes of each row."""
    steps = np.zeros(rows, np.int8)
    for plane in planes:
        if plane is not False:
            steps += unpacked(plane, rows).view(np.int8)
    return steps


def _plane(stretch: _Stretch, _number: int, gate: Gate) -> Bits:
    plane: Plane = stretch.inputs[gate.names[0]]
    if isinstance(plane, bool):
        return filled(plane, stretch.rows)
    bits: Bits = plane[stretch.start // BYTE : -(-(stretch.start + stretch.rows) // BYTE)]
    return bits


def _numbers(stretch: _Stretch, number: int, gate: Gate) -> npt.NDArray[Any]:
    (name,) = gate.names
    found = stretch.of(name)
    limit = stretch.inputs[f"{name} limit"]
    stretch.most[number] = stretch.inputs[f"{name} most"]
    if limit is not None:
        # Looked over here, where it is about to be used, the column comes out of memory only once. What is below
        # zero is far above any limit when it is read without its sign.
        stretch.most[number] = int(found.view(f"u{found.dtype.itemsize}").max())
        if stretch.most[number] > limit:
            raise OutOfReach(name)
    return found


def _looked_up(stretch: _Stretch, _number: int, gate: Gate) -> Bits:
    codes, table = gate.names
    return answers(stretch.inputs[table], stretch.of(codes))


def _numbers_looked_up(stretch: _Stretch, _number: int, gate: Gate) -> npt.NDArray[Any]:
    codes, table = gate.names
    return np.asarray(np.take(stretch.inputs[table], stretch.of(codes), mode="clip"))


def _pair(ufunc: np.ufunc) -> "_CarriedOut":
    def combined(stretch: _Stretch, _number: int, gate: Gate) -> Bits:
        one, other = gate.reads
        bits: Bits = ufunc(stretch.values[one], stretch.values[other])
        return bits

    return combined


def _not(stretch: _Stretch, _number: int, gate: Gate) -> Bits:
    bits: Bits = np.bitwise_not(stretch.values[gate.reads[0]])
    return bits


def _compared(ufunc: np.ufunc) -> "_CarriedOut":
    def compared(stretch: _Stretch, _number: int, gate: Gate) -> Bits:
        said: Mask = stretch.rooms.of("said", np.bool_, stretch.rows)
        one, *others = gate.reads
        ufunc(stretch.values[one], stretch.values[others[0]] if others else gate.number, out=said)
        return np.packbits(said, bitorder="little")

    return compared


def _times(stretch: _Stretch, number: int, gate: Gate) -> npt.NDArray[Any]:
    (line,), factor = gate.reads, gate.number
    numbers = stretch.values[line]
    if numbers.dtype == np.int32 and stretch.most.get(line, _WIDE) * factor < _WIDE:
        narrow = stretch.rooms.of((number, "narrow"), np.int32, stretch.rows)
        np.multiply(numbers, np.int32(factor), out=narrow)
        return narrow
    product = stretch.rooms.of(number, np.int64, stretch.rows)
    np.copyto(product, numbers)  # widened first: numpy is slow at widening while it multiplies
    np.multiply(product, np.int64(factor), out=product)
    return product


def _tenths(stretch: _Stretch, _number: int, gate: Gate) -> npt.NDArray[np.int64]:
    of_ten: npt.NDArray[np.int64] = stretch.values[gate.reads[0]].astype(np.int64) * gate.number
    return np.asarray(-(-of_ten // 10) if gate.work is Work.TENTHS_UP else of_ten // 10)


def _shifted(stretch: _Stretch, _number: int, gate: Gate) -> npt.NDArray[np.int64]:
    shifted: npt.NDArray[np.int64] = stretch.values[gate.reads[0]].astype(np.int64) + gate.number
    return shifted


def _added(stretch: _Stretch, _number: int, gate: Gate) -> npt.NDArray[np.int64]:
    one, other = gate.reads
    total: npt.NDArray[np.int64] = np.add(stretch.values[one], stretch.values[other], dtype=np.int64)
    return total


def _chosen(stretch: _Stretch, _number: int, gate: Gate) -> npt.NDArray[np.int64]:
    where, one, other = (stretch.values[read] for read in gate.reads)
    picked: npt.NDArray[np.int64] = np.where(unpacked(where, stretch.rows), one, other)
    return picked


def _zero(stretch: _Stretch, number: int, _gate: Gate) -> npt.NDArray[np.int64]:
    nothing = stretch.rooms.of(number, np.int64, stretch.rows)
    nothing[:] = 0
    return nothing


def answers(table: npt.NDArray[np.bool_], codes: npt.NDArray[Any]) -> Bits:
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


_CarriedOut = Callable[[_Stretch, int, Gate], Any]

_CARRIED_OUT: Mapping[Work, _CarriedOut] = {
    Work.PLANE: _plane,
    Work.NUMBERS: _numbers,
    Work.LOOKED_UP: _looked_up,
    Work.NUMBERS_LOOKED_UP: _numbers_looked_up,
    Work.AND: _pair(np.bitwise_and),
    Work.OR: _pair(np.bitwise_or),
    Work.XOR: _pair(np.bitwise_xor),
    Work.NOT: _not,
    Work.AT_LEAST: _compared(np.greater_equal),
    Work.ABOVE: _compared(np.greater),
    Work.EQUALS: _compared(np.equal),
    Work.LINE_AT_LEAST: _compared(np.greater_equal),
    Work.LINE_ABOVE: _compared(np.greater),
    Work.LINE_EQUALS: _compared(np.equal),
    Work.TIMES: _times,
    Work.TENTHS_DOWN: _tenths,
    Work.TENTHS_UP: _tenths,
    Work.SHIFTED: _shifted,
    Work.ADDED: _added,
    Work.CHOSEN: _chosen,
    Work.ZERO: _zero,
}
