"""A circuit written as one pass over rows, 8,192 at a time, in the language of LLVM (what ``rustc`` and ``clang`` write too).

A block goes through stages that stay in the nearest cache:

1. columns: one at a time, compared or looked up 64 rows a turn, each comparison leaving a plane of 128 words;
2. planes: all gates between planes, 512 rows a turn;
3. rows: planes turned round into sets and counts, 64 rows a turn.

Where a number depends on a plane (one or another column is taken), 1 and 2 follow on each other as often as need be.
"""

from collections.abc import Callable, Sequence

from laowu_ledger.tables.asked import Asked
from laowu_ledger.tables.circuit import Circuit, Wire
from laowu_ledger.tables.compiled.columns import AGAINST, Rows
from laowu_ledger.tables.compiled.text import (
    BLOCK,
    BYTE,
    WORD,
    WORDS,
    Forms,
    PassText,
    Place,
    Written,
    declared,
    every_row,
    splat,
)
from laowu_ledger.tables.gates import Work
from laowu_ledger.tables.sets import members

_LANES = 8
"""Words of a plane that are combined at once."""
_BETWEEN_PLANES = (Work.AND, Work.OR, Work.XOR, Work.NOT)


class _Writer:
    """Writes a pass."""

    def __init__(self, circuit: Circuit, asked: Asked, forms: Forms) -> None:
        self._gates = circuit.gates
        self._sources = circuit.sources
        self._asked = asked
        self._forms = forms
        self._kinds = dict(forms.kinds)
        self._text = PassText()
        self._needed = circuit.needed([*asked.wires, *self._sources])
        self._stage = self._stages()
        self._last = max(self._stage.values(), default=0)
        self._first = {gate.names[0]: number for number in reversed(self._needed) for gate in [self._gates[number]] if gate.names}
        self._room: dict[int, int] = {}

    def written(self) -> Written:
        """The whole pass."""
        kept = self._kept()
        self._room = {number: place for place, number in enumerate(sorted(kept))}
        for stage in range(self._last + 1):
            for heads, sources in self._columns(stage):
                self._column_loop(heads, sources)
            self._plane_loop(stage)
        self._row_loop()
        vectors = (
            (32, "gather"),
            (64, "gather"),
            *((bits, "max") for bits in (8, 16, 32, 64)),
            *((bits, "min") for bits in (8, 16, 32, 64)),
        )
        return Written(
            text=self._text.whole(declared(bits, what) for bits, what in vectors),
            places=self._text.places,
            room=len(self._room) * BLOCK // BYTE,
        )

    # --- what comes when

    def _stages(self) -> dict[int, int]:
        """When each gate can be carried out: columns and planes of one stage, then of the next."""
        stage: dict[int, int] = {}
        for number in self._needed:
            gate = self._gates[number]
            times = [stage[read] for read in gate.reads]
            if gate.work is Work.CHOSEN and self._gates[gate.reads[0]].work is not Work.PLANE:
                times[0] += 1  # a plane that is made here is there for the columns of the next stage
            stage[number] = max(times, default=0)
        return stage

    def _is_head(self, number: int) -> bool:
        """Whether it makes a plane out of a column."""
        return self._gates[number].work in AGAINST or self._gates[number].work is Work.LOOKED_UP

    def _kept(self) -> set[int]:
        """Planes that one loop makes and another one reads."""
        kept = {number for number in self._needed if self._is_head(number)}
        several = {wire for wires in (*self._asked.steps, *self._asked.sets) for wire in wires if not isinstance(wire, bool)}
        kept |= {number for number in several if self._gates[number].work is not Work.PLANE}
        early = (wire for wire in self._asked.planes if not isinstance(wire, bool) and self._stage[wire] < self._last)
        kept |= {number for number in early if self._gates[number].work is not Work.PLANE}
        for number in self._needed:
            gate = self._gates[number]
            for place, read in enumerate(gate.reads):
                between = self._gates[read].work in _BETWEEN_PLANES
                if between and (self._stage[read] < self._stage[number] or (gate.work is Work.CHOSEN and place == 0)):
                    kept.add(read)
        return kept

    def _columns(self, stage: int) -> list[tuple[list[int], list[int]]]:
        """What is compared in a stage, with the columns that it is made from: those that share one go together."""
        groups: list[tuple[set[int], set[int]]] = []
        heads = [number for number in self._needed if self._is_head(number) and self._stage[number] == stage]
        alone = [] if stage else list(self._sources)  # every column is looked over, also one whose numbers decide nothing
        for head, sources in [*((head, self._read_by(head)) for head in heads), *((None, {source}) for source in alone)]:
            together = [group for group in groups if group[1] & sources]
            groups = [group for group in groups if group not in together]
            members_ = {*(() if head is None else (head,)), *(one for group in together for one in group[0])}
            groups.append((members_, sources.union(*(group[1] for group in together))))
        return [(sorted(heads), sorted(sources) if not stage else []) for heads, sources in groups]

    def _read_by(self, number: int) -> set[int]:
        """The columns that a gate is made from."""
        gate = self._gates[number]
        if gate.work in (Work.NUMBERS, Work.LOOKED_UP, Work.NUMBERS_LOOKED_UP):
            return {self._first[gate.names[0]]}
        lines = gate.reads[1:] if gate.work is Work.CHOSEN else gate.reads
        return {source for line in lines for source in self._read_by(line)}

    # --- columns

    def _column_loop(self, heads: Sequence[int], sources: Sequence[int]) -> None:
        looked_over = [number for number in sources if self._gates[number].work is Work.NUMBERS]
        most: dict[str, int] = {}

        def turn(at: str) -> dict[str, tuple[str, str]]:
            rows = Rows(self._text, self._gates, self._forms, at, self._word)
            carried: dict[str, tuple[str, str]] = {}
            for number in looked_over:
                value, kind = rows.line(number)
                name = f"%most{number}"
                vector = f"<{WORD} x i{kind.bits}>"
                found = self._text.new(f"call {vector} @llvm.umax.v{WORD}i{kind.bits}({vector} {name}, {vector} {value})")
                carried[name] = vector, found
                most[name] = number
            for head in heads:
                self._put(head, rows.plane(head), "i64", at, BYTE)
            return carried

        for name, found in self._text.loop(WORDS, turn).items():
            # What is below zero is far above any limit when it is read without its sign.
            source = self._gates[most[name]].names[0]
            kind = self._kinds[source]
            limit = every_row(self._text, self._text.number(Place("limit", source)), kind.bits)
            over = self._text.new(f"icmp ugt <{WORD} x i{kind.bits}> {found}, {limit}")
            self._text.wrong(self._text.new(f"bitcast <{WORD} x i1> {over} to i64"))

    # --- planes

    def _plane_loop(self, stage: int) -> None:
        gates = [
            number for number in self._needed if self._stage[number] == stage and self._gates[number].work in _BETWEEN_PLANES
        ]
        out = [(place, wire) for place, wire in enumerate(self._asked.planes) if not isinstance(wire, bool)]
        out = out if stage == self._last else []
        if not gates and not out:
            return
        words = f"<{_LANES} x i64>"

        def turn(at: str) -> dict[str, tuple[str, str]]:
            values: dict[int, str] = {}

            def value(number: int) -> str:
                if number not in values:
                    values[number] = self._get(number, words, at, _LANES * BYTE)
                return values[number]

            for number in gates:
                gate = self._gates[number]
                read = [value(one) for one in gate.reads]
                other = read[1] if len(read) > 1 else "splat (i64 -1)"
                how = "xor" if gate.work is Work.NOT else gate.work.name.lower()
                values[number] = self._text.new(f"{how} {words} {read[0]}, {other}")
                if number in self._room:
                    self._put(number, values[number], words, at, _LANES * BYTE)
            for place, wire in out:
                address = self._here(Place("out", f"plane {place}", BLOCK // BYTE), at, _LANES * BYTE)
                self._text.line(f"store {words} {value(wire)}, ptr {address}, align 1")
            return {}

        self._text.loop(WORDS // _LANES, turn)

    def _here(self, place: Place, at: str, step: int, *, offset: int = 0) -> str:
        """The address of a turn of a loop."""
        base = self._text.address(place)
        first = self._text.new(f"getelementptr i8, ptr {base}, i64 {offset}") if offset else base
        on = self._text.new(f"mul i64 {at}, {step}")
        return self._text.new(f"getelementptr i8, ptr {first}, i64 {on}")

    def _place(self, number: int, at: str, step: int) -> str:
        """Where a plane is in memory."""
        gate = self._gates[number]
        if gate.work is Work.PLANE:
            return self._here(Place("plane", gate.names[0]), at, step)
        return self._here(Place("room"), at, step, offset=self._room[number] * BLOCK // BYTE)

    def _get(self, number: int, kind: str, at: str, step: int) -> str:
        return self._text.new(f"load {kind}, ptr {self._place(number, at, step)}, align 1")

    def _put(self, number: int, value: str, kind: str, at: str, step: int) -> None:
        self._text.line(f"store {kind} {value}, ptr {self._place(number, at, step)}, align 1")

    def _word(self, number: int, at: str) -> str:
        """A plane as a mask of 64 rows."""
        return self._text.new(f"bitcast i64 {self._get(number, 'i64', at, BYTE)} to <{WORD} x i1>")

    # --- rows

    def _row_loop(self) -> None:
        if not self._asked.steps and not self._asked.sets:
            return

        def turn(at: str) -> dict[str, tuple[str, str]]:
            masks: dict[int, str] = {}

            def mask(wire: int) -> str:
                if wire not in masks:
                    masks[wire] = self._word(wire, at)
                return masks[wire]

            for place, wires in enumerate(self._asked.steps):
                counted = self._added([(wire, 1) for wire in wires], mask)
                self._out(f"steps {place}", counted, 8, at)
            for place, wires in enumerate(self._asked.sets):
                for word, (kind, some) in enumerate(members(wires)):
                    self._out(f"set {place} {word}", self._set(some, 8 * kind.itemsize, mask), 8 * kind.itemsize, at)
            return {}

        self._text.loop(WORDS, turn)

    def _out(self, name: str, value: str, bits: int, at: str) -> None:
        size = bits // BYTE
        address = self._here(Place("out", name, BLOCK * size), at, WORD * size)
        self._text.line(f"store <{WORD} x i{bits}> {value}, ptr {address}, align 1")

    def _added(self, wires: Sequence[tuple[Wire, int]], mask: Callable[[int], str]) -> str:
        """The sum of a number for each wire that says yes: a byte for each row."""
        vector = f"<{WORD} x i8>"
        total = splat(8, sum(number for wire, number in wires if wire is True))
        for wire, number in wires:
            if not isinstance(wire, bool):
                more = self._text.new(f"add {vector} {total}, {splat(8, number)}")
                total = self._text.new(f"select <{WORD} x i1> {mask(wire)}, {vector} {more}, {vector} {total}")
        return total

    def _set(self, wires: Sequence[Wire], bits: int, mask: Callable[[int], str]) -> str:
        """A bit for each wire that says yes, eight of them at a time."""
        vector = f"<{WORD} x i{bits}>"
        found = ""
        for first in range(0, max(len(wires), 1), BYTE):
            byte = self._added([(wire, 1 << bit) for bit, wire in enumerate(wires[first : first + BYTE])], mask)
            if bits == BYTE:
                return byte
            wide = self._text.new(f"zext <{WORD} x i8> {byte} to {vector}")
            moved = self._text.new(f"shl {vector} {wide}, {splat(bits, first)}") if first else wide
            found = self._text.new(f"or {vector} {found}, {moved}") if found else moved
        return found


def written(circuit: Circuit, asked: Asked, forms: Forms) -> Written:
    """The pass that answers what is asked of rows that look like this."""
    return _Writer(circuit, asked, forms).written()
