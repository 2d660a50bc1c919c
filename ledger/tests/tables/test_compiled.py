"""Machine code answers what NumPy answers, whatever the circuit and the columns."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from laowu_ledger.tables.asked import Answers, Asked, OutOfReach
from laowu_ledger.tables.circuit import Circuit, Line, Wire
from laowu_ledger.tables.compiled.runner import Compiled
from laowu_ledger.tables.compiled.text import BLOCK
from laowu_ledger.tables.planes import packed, unpacked
from laowu_ledger.tables.stretches import Stretches

ROWS = (1, 7, 64, BLOCK - 1, BLOCK, BLOCK + 8, 3 * BLOCK + 5, 40 * BLOCK + 16)
"""Fewer than a block, whole ones, a rest that ends with a byte and one that does not, and enough for several threads."""
KINDS = (np.int8, np.uint8, np.int16, np.int32, np.uint32, np.int64)
SEED = 8


class Made:
    """A circuit in the making, with something for each of its inputs."""

    def __init__(self, draw: Callable[[st.SearchStrategy[Any]], Any], rows: int) -> None:
        self._draw = draw
        self._random = np.random.default_rng(draw(st.integers(0, 2**32)))
        self.circuit = Circuit()
        self.rows = rows
        self.inputs: dict[str, Any] = {}
        self.planes: list[Wire] = [self._plane("a"), self._plane("b")]
        self.lines: list[Line] = [self._numbers("n"), self._numbers("m")]
        self._codes("few", 5)
        self._codes("many", 200)
        for _ in range(draw(st.integers(1, 25))):
            self._gate()

    def _plane(self, name: str) -> Wire:
        said = self._random.random(self.rows) < 0.5
        self.inputs[name] = self._draw(st.sampled_from([True, False, packed(said), packed(said)]))
        return self.circuit.plane(name)

    def _numbers(self, name: str) -> Line:
        kind = self._draw(st.sampled_from(KINDS))
        most = min(int(np.iinfo(kind).max), 2**40)
        self.inputs[name] = self._random.integers(0, min(most, 300), self.rows, endpoint=True).astype(kind)
        self.inputs[name][self._random.integers(0, self.rows)] = most
        self.inputs[f"{name} limit"] = self._draw(st.sampled_from([None, most]))
        self.inputs[f"{name} most"] = most
        return self.circuit.numbers(name)

    def _codes(self, name: str, words: int) -> None:
        self.inputs[name] = self._random.integers(0, words, self.rows).astype(self._draw(st.sampled_from([np.int32, np.uint8])))
        self.inputs[f"{name} said"] = self._random.random(words) < 0.5
        self.inputs[f"{name} told"] = self._random.integers(-3, 300, words)
        self.planes.append(self.circuit.looked_up(name, f"{name} said"))
        self.lines.append(self.circuit.looked_up_numbers(name, f"{name} told"))

    def _gate(self) -> None:
        wired, draw = self.circuit, self._draw
        one, other, third = (draw(st.sampled_from(self.planes)) for _ in range(3))
        line, second = (draw(st.sampled_from(self.lines)) for _ in range(2))
        how, number = draw(st.sampled_from([">=", ">", "=="])), draw(st.integers(-2, 320))
        more: dict[str, Callable[[], None]] = {
            "planes": lambda: self.planes.extend(
                [
                    wired.both(one, other),
                    wired.either(one, third),
                    wired.opposite(one),
                    *wired.parted(one, wired.both(one, other)),
                ]
            ),
            "counted": lambda: self.planes.append(wired.at_least(2, [one, other, third])),
            "against a number": lambda: self.planes.append(wired.compared(line, how, number)),
            "against a line": lambda: self.planes.append(wired.compared_lines(line, how, second)),
            "times": lambda: self.lines.append(wired.times(line, abs(number) + 1)),
            "sum": lambda: self.lines.append(wired.added(line, second)),
            "shifted": lambda: self.lines.append(wired.shifted(line, number)),
            "tenths": lambda: self.lines.append(wired.tenths(line, 9 if number % 2 else 11, up=bool(number % 3))),
            "chosen": lambda: self.lines.append(wired.chosen(one, line, draw(st.sampled_from([second, wired.zero()])))),
        }
        more[draw(st.sampled_from(sorted(more)))]()


def same(one: Answers, other: Answers, rows: int) -> bool:
    """Whether two answers say the same."""
    planes = (np.array_equal(unpacked(a, rows), unpacked(b, rows)) for a, b in zip(one.planes, other.planes, strict=True))
    steps = (np.array_equal(a, b) for a, b in zip(one.steps, other.steps, strict=True))
    sets = (
        a.dtype == b.dtype and np.array_equal(a, b)
        for some, others in zip(one.sets, other.sets, strict=True)
        for a, b in zip(some, others, strict=True)
    )
    return all((*planes, *steps, *sets))


def asked_of(wires: Sequence[Wire]) -> Asked:
    """Everything that can be asked of some planes."""
    return Asked(planes=tuple(wires), steps=(tuple(wires[-3:]),), sets=(tuple(wires), tuple(wires[:9]), (), tuple(wires) * 4))


@settings(max_examples=40, deadline=None)
@given(data=st.data(), rows=st.sampled_from(ROWS))
def test_machine_code_answers_what_numpy_answers(data: st.DataObject, rows: int) -> None:
    made = Made(data.draw, rows)
    asked = asked_of([*made.planes, True, False])
    said = Stretches(made.circuit).run(made.inputs, rows, asked)
    code = Compiled(made.circuit)
    assert same(code.run(made.inputs, rows, asked), said, rows)
    assert same(code.run(made.inputs, rows, asked), said, rows), "the same code answers again"


@pytest.mark.parametrize("wrong", [-1, 2001])
@pytest.mark.parametrize("place", [0, BLOCK, 3 * BLOCK + 4])
def test_a_number_out_of_reach_is_told_by_its_name(wrong: int, place: int) -> None:
    circuit = Circuit()
    circuit.numbers("unasked")
    wire = circuit.compared(circuit.numbers("asked"), ">=", 5)
    rows = 3 * BLOCK + 5
    plain: dict[str, npt.NDArray[Any]] = {"asked": np.zeros(rows, np.int32), "unasked": np.zeros(rows, np.int16)}
    for name in plain:
        columns = {other: numbers.copy() for other, numbers in plain.items()}
        columns[name][place] = wrong
        inputs = {**columns, **{f"{name} limit": 2000 for name in plain}, **{f"{name} most": 2000 for name in plain}}
        for runner in (Stretches(circuit), Compiled(circuit)):
            with pytest.raises(OutOfReach) as found:
                runner.run(inputs, rows, Asked(planes=(wire,)))
            assert found.value.name == name


def test_no_rows_have_no_answers() -> None:
    circuit = Circuit()
    wire = circuit.compared(circuit.numbers("n"), ">=", 5)
    inputs = {"n": np.zeros(0, np.int32), "n limit": 2000, "n most": 2000}
    for runner in (Stretches(circuit), Compiled(circuit)):
        answers = runner.run(inputs, 0, Asked(planes=(wire,), steps=((wire,),), sets=((wire, True),)))
        assert [len(unpacked(answers.planes[0], 0)), len(answers.steps[0]), len(answers.sets[0][0])] == [0, 0, 0]


def test_a_batch_with_other_columns_or_more_words_is_answered_as_well() -> None:
    circuit = Circuit()
    wires = (circuit.looked_up("code", "said"), circuit.compared(circuit.numbers("n"), ">", 3))
    code = Compiled(circuit)
    for kind, words in ((np.int32, 3), (np.int8, 3), (np.int64, 100), (np.int64, 2)):
        inputs = {
            "n": np.arange(100).astype(kind),
            "n limit": None,
            "n most": 99,
            "code": (np.arange(100) % words).astype(kind),
            "said": np.arange(words) % 3 == 1,
        }
        asked = Asked(planes=wires)
        assert same(code.run(inputs, 100, asked), Stretches(circuit).run(inputs, 100, asked), 100)
