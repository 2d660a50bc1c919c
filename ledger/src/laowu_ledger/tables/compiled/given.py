"""What comes in and goes out of a pass, as numbers that machine code takes: mostly addresses."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

from laowu_ledger.tables.circuit import Circuit
from laowu_ledger.tables.compiled.machine_code import MachineCode
from laowu_ledger.tables.compiled.text import BLOCK, SMALL, Kind, Place
from laowu_ledger.tables.gates import Work
from laowu_ledger.tables.planes import BYTE

Array = npt.NDArray[Any]
_ENTRY = 4
"""Bytes of an entry of a table of bits."""


class Given:
    """What comes in, as machine code takes it.

    Attributes:
        kinds: what columns of numbers and of codes are in memory.
        large: codes of more words than a number has bits.
        brought: whether these are rows brought to a place of their own.
    """

    def __init__(self, circuit: Circuit, inputs: Mapping[str, Any], *, brought: bool = False) -> None:
        self._circuit = circuit
        self._inputs = inputs
        self.brought = brought
        works = (Work.LOOKED_UP, Work.NUMBERS_LOOKED_UP)
        looked_up = [(gate.names[0], gate.names[1]) for gate in circuit.gates if gate.work in works]
        self._table_of = dict(looked_up)
        columns = [*circuit.sources.values(), *self._table_of]
        self.kinds = tuple((name, Kind(BYTE * inputs[name].dtype.itemsize, inputs[name].dtype.kind == "i")) for name in columns)
        self.large = frozenset(codes for codes, table in looked_up if len(inputs[table]) > SMALL)
        self._kept: list[Array] = []

    def last(self, rows: int) -> "Given":
        """The rows behind the last whole block, with room behind them: they may be fewer than a block, which is read whole."""
        first = rows // BLOCK * BLOCK
        found = dict(self._inputs)
        for gate in self._circuit.gates:
            if gate.work is Work.PLANE and not isinstance(plane := self._inputs[gate.names[0]], bool):
                found[gate.names[0]] = _padded(plane[first // BYTE :], BLOCK // BYTE)
        for name, _ in self.kinds:
            found[name] = _padded(self._inputs[name][first:rows], BLOCK)
        return Given(self._circuit, found, brought=True)

    def out_of_reach(self) -> str:
        """What a number that is out of reach came in as."""
        for name in self._circuit.sources.values():
            limit, found = self._inputs[f"{name} limit"], self._inputs[name]
            if limit is not None and int(found.view(f"u{found.dtype.itemsize}").max(initial=0)) > limit:
                return name
        raise AssertionError("nothing is out of reach")  # pragma: no cover  # the pass compared the same numbers

    def numbers(self, code: MachineCode, out: Mapping[str, Array]) -> tuple[Array, Array]:
        """What the pass is given from the first row on, and what is to be added for each block that it begins later."""
        values = [self._number(place, out) for place in code.places]
        steps = [self._step(place) for place in code.places]
        return np.array(values, np.int64), np.array(steps, np.int64)

    def _step(self, place: Place) -> int:
        if place.what == "plane":
            return BLOCK // BYTE if self._everywhere(place) is None else 0
        return place.step

    def _everywhere(self, place: Place) -> bool | None:
        """What a plane that is the same in every row says."""
        plane = self._inputs[place.name] if place.what in ("plane", "plane step") else None
        return plane if isinstance(plane, bool) else None

    def _number(self, place: Place, out: Mapping[str, Array]) -> int:  # noqa: PLR0911  # one per kind
        everywhere = self._everywhere(place)
        match place.what:
            case "plane" if everywhere is not None:
                return address(_EVERY if everywhere else _NONE)
            case "plane step":
                return BLOCK // BYTE if everywhere is None else 0
            case "column" | "plane" | "table":
                return self._lasting(self._inputs[place.name])
            case "limit":
                limit = self._inputs[f"{place.name} limit"]
                return -1 if limit is None else int(limit)
            case "last code":
                return len(self._inputs[self._table_of[place.name]]) - 1
            case "bits":
                return int.from_bytes(np.packbits(self._inputs[place.name], bitorder="little").tobytes(), "little")
            case "bit table":
                bits = np.packbits(self._inputs[place.name], bitorder="little")
                return self._lasting(_padded(bits, -(-len(bits) // _ENTRY) * _ENTRY))
            case "out":
                return address(out[place.name])
            case "wrong" | "room":
                return 0

    def _lasting(self, array: Array) -> int:
        """The address of an array that is kept as long as this."""
        self._kept.append(np.ascontiguousarray(array))
        return address(self._kept[-1])


def _padded(array: Array, length: int) -> Array:
    """An array with room behind it."""
    room = np.zeros(length, array.dtype)
    room[: len(array)] = array
    return room


def address(array: Array) -> int:
    """Where an array begins in memory."""
    first: int = array.__array_interface__["data"][0]
    return first


_EVERY, _NONE = np.full(BLOCK // BYTE, 0xFF, np.uint8), np.zeros(BLOCK // BYTE, np.uint8)
