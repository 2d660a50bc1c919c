"""A circuit of gates over bit planes: rules are wired once, and then rows pass through.

What carries it out is either NumPy (:mod:`~laowu_ledger.tables.stretches`) or machine code made of the same gates
(:mod:`~laowu_ledger.tables.compiled`). Equal gates are made once, and what is known while wiring never becomes a gate. Gates read
earlier ones only, so they are run in the order they were made.
"""

from collections.abc import Iterable, Sequence

from laowu_ledger.tables.gates import Gate, Work

Wire = int | bool
"""A plane: the number of a gate, or what is known of every row."""
YES: Wire = True
NO: Wire = False
Line = int
"""Numbers row by row: the number of a gate."""


class Circuit:
    """Wires gates.

    What comes in has names of the caller's: planes, numbers, and codes into tables of yes and no.

    Attributes:
        gates: the gates, in the order in which they were made.
    """

    def __init__(self) -> None:
        self.gates: list[Gate] = []
        self._made: dict[Gate, int] = {}
        self._opposite: dict[int, Wire] = {}

    @property
    def sources(self) -> dict[Line, str]:
        """The lines that come in, and what they come in as."""
        return {number: gate.names[0] for number, gate in enumerate(self.gates) if gate.work is Work.NUMBERS}

    def plane(self, name: str) -> Wire:
        """A plane that comes in."""
        return self._gate(Gate(Work.PLANE, names=(name,)))

    def numbers(self, name: str) -> Line:
        """Numbers that come in: with ``name limit``, which none may pass, or, where that is ``None``, ``name most``."""
        return self._gate(Gate(Work.NUMBERS, names=(name,)))

    def looked_up(self, codes: str, table: str) -> Wire:
        """For each row, what a table of yes and no says of its code."""
        return self._gate(Gate(Work.LOOKED_UP, names=(codes, table)))

    def looked_up_numbers(self, codes: str, table: str) -> Line:
        """For each row, what a table of numbers says of its code."""
        return self._gate(Gate(Work.NUMBERS_LOOKED_UP, names=(codes, table)))

    def parted(self, whole: Wire, part: Wire) -> tuple[Wire, Wire]:
        """A plane parted in two: a part of it, and what is left. Both together are known to be the whole again."""
        if isinstance(whole, bool):
            return part, self.opposite(part) if whole else False
        if isinstance(part, bool) or part == whole:
            return (whole, False) if part else (False, whole)
        rest = self._pair(Work.XOR, whole, part)
        self._made.setdefault(_pair(Work.OR, part, rest), whole)
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
        return self._pair(Work.AND, one, other)

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
        return self._pair(Work.OR, one, other)

    def opposite(self, one: Wire) -> Wire:
        """Not."""
        if isinstance(one, bool):
            return not one
        if one not in self._opposite:
            made = self._gate(Gate(Work.NOT, (one,)))
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
        return self._gate(Gate(_AGAINST_BOUND[how], (line,), number=bound))

    def compared_lines(self, one: Line, how: str, other: Line) -> Wire:
        """Numbers against numbers."""
        return self._gate(Gate(_AGAINST_LINE[how], (one, other)))

    def times(self, line: Line, factor: int) -> Line:
        """Numbers times a factor, in 64 bits."""
        return line if factor == 1 else self._gate(Gate(Work.TIMES, (line,), number=factor))

    def tenths(self, line: Line, tenths: int, *, up: bool) -> Line:
        """So many tenths of numbers, rounded up or down."""
        return self._gate(Gate(Work.TENTHS_UP if up else Work.TENTHS_DOWN, (line,), number=tenths))

    def shifted(self, line: Line, by: int) -> Line:
        """Numbers plus a number."""
        return self._gate(Gate(Work.SHIFTED, (line,), number=by))

    def added(self, one: Line, other: Line) -> Line:
        """Numbers plus numbers, in 64 bits."""
        return self._gate(Gate(Work.ADDED, (one, other)))

    def chosen(self, where: Wire, one: Line, other: Line) -> Line:
        """``one`` in rows of which a plane says yes, else ``other``."""
        if isinstance(where, bool):
            return one if where else other
        return self._gate(Gate(Work.CHOSEN, (where, one, other)))

    def zero(self) -> Line:
        """Nothing, in every row."""
        return self._gate(Gate(Work.ZERO))

    def needed(self, wanted: Iterable[Wire]) -> list[int]:
        """The gates that lead to what is wanted, in the order in which they were made."""
        needed = {wire for wire in wanted if not isinstance(wire, bool)}
        for number in range(len(self.gates) - 1, -1, -1):
            if number in needed:
                needed.update(self.gates[number].reads)
        return sorted(needed)

    def _pair(self, work: Work, one: int, other: int) -> Wire:
        return self._gate(_pair(work, one, other))

    def _gate(self, gate: Gate) -> int:
        if gate not in self._made:
            self._made[gate] = len(self.gates)
            self.gates.append(gate)
        return self._made[gate]


def _pair(work: Work, one: int, other: int) -> Gate:
    """A gate of which it does not matter what comes first."""
    return Gate(work, (min(one, other), max(one, other)))


_AGAINST_BOUND = {">=": Work.AT_LEAST, ">": Work.ABOVE, "==": Work.EQUALS}
_AGAINST_LINE = {">=": Work.LINE_AT_LEAST, ">": Work.LINE_ABOVE, "==": Work.LINE_EQUALS}
