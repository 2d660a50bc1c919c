"""What a circuit is asked about rows, and what it answers."""

from collections.abc import Mapping
from typing import Any, Protocol

import attrs
import numpy as np
import numpy.typing as npt

from laowu_ledger.tables.circuit import Wire
from laowu_ledger.tables.planes import Plane
from laowu_ledger.tables.sets import Numbers


class OutOfReach(Exception):
    """A number is below zero, or too large to be computed with.

    Attributes:
        name: what it came in as.
    """

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


@attrs.frozen(kw_only=True)
class Asked:
    """What is wanted of each row.

    Attributes:
        planes: whether wires say yes of it.
        steps: how many wires of several do.
        sets: which wires of several do: bit ``i`` stands for wire ``i``.
    """

    planes: tuple[Wire, ...] = ()
    steps: tuple[tuple[Wire, ...], ...] = ()
    sets: tuple[tuple[Wire, ...], ...] = ()

    @property
    def wires(self) -> set[int]:
        """The gates asked for."""
        several = (wire for wires in (*self.steps, *self.sets) for wire in wires)
        return {wire for wire in (*self.planes, *several) if not isinstance(wire, bool)}


@attrs.frozen
class Answers:
    """What was asked for, in the same order; a set has one number for each 64 wires."""

    planes: list[Plane]
    steps: list[npt.NDArray[np.int8]]
    sets: list[list[Numbers]]


class Runner(Protocol):
    """Passes rows through a circuit.

    Attributes:
        name: what it is called in a summary.
    """

    @property
    def name(self) -> str:
        """What it is called in a summary."""

    def run(self, inputs: Mapping[str, Any], rows: int, asked: Asked) -> Answers:
        """Pass rows through.

        Args:
            inputs: what comes in, by name; planes begin with the first row.
            rows: how many there are.
            asked: what is wanted of them.

        Raises:
            OutOfReach: a number is above its limit, or below zero.
        """
