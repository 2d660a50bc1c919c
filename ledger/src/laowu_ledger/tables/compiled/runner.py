"""Rows passed through a circuit by machine code, which is made when the first of them come."""

import os
import threading
from collections.abc import Mapping
from itertools import pairwise
from typing import Any

import numpy as np

from laowu_ledger.tables.asked import Answers, Asked, OutOfReach
from laowu_ledger.tables.circuit import Circuit
from laowu_ledger.tables.compiled.given import Array, Given, address
from laowu_ledger.tables.compiled.machine_code import MachineCode, compiled
from laowu_ledger.tables.compiled.text import BLOCK, Forms
from laowu_ledger.tables.compiled.writing import written
from laowu_ledger.tables.planes import BYTE
from laowu_ledger.tables.sets import members
from laowu_ledger.tables.sharing import Sharers

_LEAST_PART = 1 << 16
"""Rows that are worth a thread."""

_Task = tuple[Array, int]
"""What a pass is given, and how many blocks it goes through."""


class Compiled:
    """Passes rows through a circuit, by machine code."""

    name = "compiled"

    def __init__(self, circuit: Circuit) -> None:
        self._circuit = circuit
        self._made: dict[tuple[Asked, Forms], MachineCode] = {}
        self._large: frozenset[str] = frozenset()
        self._lock = threading.Lock()
        self._sharers = Sharers()

    def run(self, inputs: Mapping[str, Any], rows: int, asked: Asked) -> Answers:
        """Pass rows through; see :class:`~laowu_ledger.tables.asked.Runner`."""
        room = -(-rows // BLOCK) * BLOCK  # the last block is written whole
        wires = {place: wire for place, wire in enumerate(asked.planes) if not isinstance(wire, bool)}
        planes = {place: np.empty(room // BYTE, np.uint8) for place in wires}
        steps = [np.empty(room, np.int8) for _ in asked.steps]
        sets = [[np.empty(room, kind) for kind, _ in members(wires)] for wires in asked.sets]
        if rows:
            out = {
                **{f"plane {place}": plane for place, plane in planes.items()},
                **{f"steps {place}": counted for place, counted in enumerate(steps)},
                **{f"set {place} {word}": one for place, numbers in enumerate(sets) for word, one in enumerate(numbers)},
            }
            self._pass(Given(self._circuit, inputs), out, rows, asked)
        size = -(-rows // BYTE)
        return Answers(
            [wire if isinstance(wire, bool) else planes[place][:size] for place, wire in enumerate(asked.planes)],
            [counted[:rows] for counted in steps],
            [[one[:rows] for one in numbers] for numbers in sets],
        )

    def _pass(self, given: Given, out: Mapping[str, Array], rows: int, asked: Asked) -> None:
        code = self._code(given, asked)
        last = given.last(rows) if rows < BLOCK or rows % BYTE else given
        tasks = [*_whole_blocks(given, code, out, rows), *_rest(last, code, out, rows)]
        wrong, room = np.zeros(len(tasks), np.int64), np.empty((len(tasks), code.room), np.uint8)
        for part, (numbers, _) in enumerate(tasks):
            for number, place in enumerate(code.places):
                if place.what in ("wrong", "room"):
                    numbers[number] = address(wrong[part:] if place.what == "wrong" else room[part])

        def passed(part: int) -> None:
            numbers, blocks = tasks[part]
            code(address(numbers), blocks)

        self._sharers.share(passed, range(len(tasks)))
        if wrong.any():
            raise OutOfReach(given.out_of_reach())

    def _code(self, given: Given, asked: Asked) -> MachineCode:
        with self._lock:
            # Once there were many words, code for many is used: it does for few as well.
            self._large |= given.large
            key = asked, Forms(kinds=given.kinds, large=self._large)
            if key not in self._made:
                self._made[key] = compiled(written(self._circuit, *key))
            return self._made[key]


def _whole_blocks(given: Given, code: MachineCode, out: Mapping[str, Array], rows: int) -> list[_Task]:
    """Whole blocks, shared out among threads."""
    blocks = rows // BLOCK
    if not blocks:
        return []
    base, step = given.numbers(code, out)
    parts = max(1, min(2 * (os.cpu_count() or 1), rows // _LEAST_PART))
    return [(base + first * step, end - first) for first, end in pairwise(blocks * part // parts for part in range(parts + 1))]


def _rest(given: Given, code: MachineCode, out: Mapping[str, Array], rows: int) -> list[_Task]:
    """What is left behind whole blocks: a block that begins within the last of them, or rows brought to a place of their own."""
    blocks, rest = divmod(rows, BLOCK)
    if not rest:
        return []
    base, step = given.numbers(code, out)
    if not given.brought:
        return [(base + (rows - BLOCK) * step // BLOCK, 1)]
    outwards = np.array([place.what == "out" for place in code.places])
    return [(base + np.where(outwards, blocks * step, 0), 1)]
