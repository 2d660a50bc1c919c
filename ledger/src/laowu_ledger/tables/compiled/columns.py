"""Columns in a pass: 64 rows of them compared or looked up, their answers a word of a plane."""

from collections.abc import Callable, Sequence

from laowu_ledger.tables.compiled.text import (
    BLOCK,
    BYTE,
    SMALL,
    WIDE,
    WORD,
    Forms,
    Kind,
    PassText,
    Place,
    every_row,
    gather,
    splat,
)
from laowu_ledger.tables.gates import Gate, Work

AGAINST = {
    Work.AT_LEAST: "ge", Work.ABOVE: "gt", Work.EQUALS: "eq",
    Work.LINE_AT_LEAST: "ge", Work.LINE_ABOVE: "gt", Work.LINE_EQUALS: "eq",
}  # fmt: skip
"""How LLVM calls comparisons."""


class Rows:
    """A turn over 64 rows of some columns: lines are worked out where they are asked for, and only there."""

    def __init__(self, text: PassText, gates: Sequence[Gate], forms: Forms, at: str, mask: Callable[[int, str], str]) -> None:
        """Begin a turn.

        Args:
            text: what is written to.
            gates: the gates of the circuit.
            forms: what columns look like.
            at: number of the turn.
            mask: gives a plane that is there already, for the rows of a turn.
        """
        self._text = text
        self._gates = gates
        self._kinds = dict(forms.kinds)
        self._large = forms.large
        self._at = at
        self._mask = mask
        self._lines: dict[int, tuple[str, Kind]] = {}
        self._loaded: dict[str, str] = {}

    def plane(self, number: int) -> str:
        """A word of the plane that a comparison makes."""
        gate = self._gates[number]
        if gate.work is Work.LOOKED_UP:
            said = self._looked_up(*gate.names)
        elif len(gate.reads) == 1:
            value, kind = self.line(gate.reads[0])
            if not kind.least <= gate.number <= kind.most:
                return "-1" if gate.number < kind.least and gate.work is not Work.EQUALS else "0"
            said = self._compared(gate.work, kind, value, splat(kind.bits, gate.number))
        else:
            (mine, kind), (theirs, other) = (self.line(read) for read in gate.reads)
            if kind != other:
                mine, theirs, kind = self._as(64, kind, mine), self._as(64, other, theirs), WIDE
            said = self._compared(gate.work, kind, mine, theirs)
        return self._text.new(f"bitcast <{WORD} x i1> {said} to i64")

    def line(self, number: int) -> tuple[str, Kind]:
        """Numbers of 64 rows."""
        if number not in self._lines:
            self._lines[number] = self._worked_out(self._gates[number])
        return self._lines[number]

    def _worked_out(self, gate: Gate) -> tuple[str, Kind]:
        if gate.work is Work.NUMBERS:
            return self._load(gate.names[0]), self._kinds[gate.names[0]]
        if gate.work is Work.NUMBERS_LOOKED_UP:
            return self._gathered(64, Place("table", gate.names[1]), self._clipped(gate.names[0])), WIDE
        return self._wide(gate), WIDE

    def _wide(self, gate: Gate) -> str:  # one per work
        new, vector, number = self._text.new, f"<{WORD} x i64>", splat(64, gate.number)
        if gate.work is Work.ZERO:
            return "zeroinitializer"
        lines = [self._widened(line) for line in (gate.reads[1:] if gate.work is Work.CHOSEN else gate.reads)]
        match gate.work:
            case Work.CHOSEN:
                where = self._mask(gate.reads[0], self._at)
                return new(f"select <{WORD} x i1> {where}, {vector} {lines[0]}, {vector} {lines[1]}")
            case Work.TIMES:
                return new(f"mul {vector} {lines[0]}, {number}")
            case Work.SHIFTED:
                return new(f"add {vector} {lines[0]}, {number}")
            case Work.ADDED:
                return new(f"add {vector} {lines[0]}, {lines[1]}")
        up = gate.work is Work.TENTHS_UP
        of_ten = new(f"mul {vector} {lines[0]}, {number}")
        tenth = new(f"sdiv {vector} {of_ten}, {splat(64, 10)}")
        whole = new(f"mul {vector} {tenth}, {splat(64, 10)}")
        rest = new(f"icmp {'sgt' if up else 'slt'} {vector} {of_ten}, {whole}")
        one = new(f"zext <{WORD} x i1> {rest} to {vector}")
        return new(f"{'add' if up else 'sub'} {vector} {tenth}, {one}")

    def _load(self, name: str) -> str:
        """64 elements of a column."""
        if name not in self._loaded:
            bits = self._kinds[name].bits
            base = self._text.address(Place("column", name, BLOCK * bits // BYTE))
            on = self._text.new(f"mul i64 {self._at}, {WORD * bits // BYTE}")
            address = self._text.new(f"getelementptr i8, ptr {base}, i64 {on}")
            self._loaded[name] = self._text.new(f"load <{WORD} x i{bits}>, ptr {address}, align 1")
        return self._loaded[name]

    def _looked_up(self, codes: str, table: str) -> str:
        vector = f"<{WORD} x i32>"
        if codes not in self._large:
            place = self._as(32, self._kinds[codes], self._load(codes))
            said = every_row(self._text, self._text.number(Place("bits", table)), 32)
        else:
            place = self._clipped(codes)
            word = self._text.new(f"lshr {vector} {place}, {splat(32, 5)}")
            said = self._gathered(32, Place("bit table", table), word)
        bit = self._text.new(f"and {vector} {place}, {splat(32, SMALL - 1)}")
        moved = self._text.new(f"lshr {vector} {said}, {bit}")
        return self._text.new(f"trunc {vector} {moved} to <{WORD} x i1>")

    def _clipped(self, codes: str) -> str:
        """Codes, none beyond the last: in rows without one there may be anything."""
        kind = self._kinds[codes]
        vector = f"<{WORD} x i{kind.bits}>"
        last = every_row(self._text, self._text.number(Place("last code", codes)), kind.bits)
        least = self._text.new(f"call {vector} @llvm.umin.v{WORD}i{kind.bits}({vector} {self._load(codes)}, {vector} {last})")
        return self._as(32, Kind(kind.bits, signed=False), least)

    def _gathered(self, bits: int, table: Place, place: str) -> str:
        """For each row the element of a table at its place."""
        vector = f"<{WORD} x i{bits}>"
        address = self._text.address(table)
        places = self._text.new(f"getelementptr i{bits}, ptr {address}, <{WORD} x i32> {place}")
        given = f"<{WORD} x ptr> {places}, i32 {bits // BYTE}, <{WORD} x i1> {splat(1, 1)}, {vector} zeroinitializer"
        return self._text.new(f"call {vector} {gather(bits)}({given})")

    def _compared(self, work: Work, kind: Kind, mine: str, theirs: str) -> str:
        how = AGAINST[work]
        signed = "" if how == "eq" else "s" if kind.signed else "u"
        return self._text.new(f"icmp {signed}{how} <{WORD} x i{kind.bits}> {mine}, {theirs}")

    def _widened(self, number: int) -> str:
        value, kind = self.line(number)
        return self._as(64, kind, value)

    def _as(self, bits: int, kind: Kind, value: str) -> str:
        """Numbers brought to a width."""
        if kind.bits == bits:
            return value
        how = "trunc" if kind.bits > bits else "sext" if kind.signed else "zext"
        return self._text.new(f"{how} <{WORD} x i{kind.bits}> {value} to <{WORD} x i{bits}>")
