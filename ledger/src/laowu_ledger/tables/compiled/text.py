"""The text of a pass over rows, in the language of LLVM: what it is given, and loops within a block of rows."""

from collections.abc import Callable, Iterable
from typing import Literal

import attrs

WORD = 64
"""Rows that a turn takes where numbers are compared: their answers are a word of a plane."""
WORDS = 128
BLOCK = WORD * WORDS
"""Rows that pass at once."""
SMALL = 32
"""Words whose answers are the bits of one number."""
BYTE = 8

What = Literal["column", "plane", "plane step", "limit", "last code", "bits", "bit table", "table", "out", "room", "wrong"]


@attrs.frozen
class Kind:
    """What the numbers of a column are in memory."""

    bits: int
    signed: bool

    @property
    def least(self) -> int:
        """The least number it can hold."""
        return -(1 << (self.bits - 1)) if self.signed else 0

    @property
    def most(self) -> int:
        """The greatest number it can hold."""
        return (1 << (self.bits - self.signed)) - 1


@attrs.frozen(kw_only=True)
class Forms:
    """What comes in looks like; where it changes, another pass is written.

    Attributes:
        kinds: what columns of numbers and of codes are in memory, by name.
        large: codes of so many words that what is said of them is looked up in memory.
    """

    kinds: tuple[tuple[str, Kind], ...]
    large: frozenset[str]


@attrs.frozen
class Place:
    """A number that the pass is given.

    Attributes:
        what: the address of a ``column`` or a ``plane`` that comes in, or of what goes ``out``; the bytes from one block of a
            plane to the next (``plane step``), none where it says the same everywhere; the ``limit`` of a column; the ``last
            code`` of a column of codes; a table of yes and no, as the ``bits`` of one number or as the address of a ``bit
            table``; the address of a ``table`` of numbers; ``room`` for planes; where to say that something was ``wrong``.
        name: of what comes in or goes out.
        step: bytes from one block to the next.
    """

    what: What
    name: str = ""
    step: int = 0


@attrs.frozen(kw_only=True)
class Written:
    """A pass, not yet compiled.

    Attributes:
        text: in LLVM's language.
        places: what it is given, in order.
        room: bytes that it needs for planes.
    """

    text: str
    places: tuple[Place, ...]
    room: int


WIDE = Kind(64, True)  # noqa: FBT003  # as named as can be


def splat(bits: int, number: int) -> str:
    """The same number for each of 64 rows."""
    return f"splat (i{bits} {number})"


class PassText:
    """The pass as it grows: what is given before the first block, addresses at each block, and its loops, one after the other."""

    def __init__(self) -> None:
        self._places: dict[Place, int] = {}
        self._before: list[str] = []
        self._at_block: list[str] = []
        self._at: set[str] = set()
        self._lines: list[str] = []
        self._count = 0
        self._label = "block"
        self._wrong = "%wrong"

    @property
    def places(self) -> tuple[Place, ...]:
        """What the pass is given, in order."""
        return tuple(self._places)

    def new(self, what: str) -> str:
        """An instruction; what its result is called."""
        self._count += 1
        self._lines.append(f"  %v{self._count} = {what}")
        return f"%v{self._count}"

    def line(self, what: str) -> None:
        """An instruction without a result."""
        self._lines.append(f"  {what}")

    def number(self, place: Place) -> str:
        """A number that the pass is given."""
        if place not in self._places:
            number = len(self._places)
            self._places[place] = number
            self._before.append(f"  %p{number} = getelementptr i64, ptr %given, i64 {number}")
            self._before.append(f"  %g{number} = load i64, ptr %p{number}, align 8")
        return f"%g{self._places[place]}"

    def address(self, place: Place) -> str:
        """An address that the pass is given, moved on to the block at hand."""
        base = self.number(place)
        step = str(place.step) if place.what != "plane" else self.number(Place("plane step", place.name))
        name = base.replace("g", "a")
        if name not in self._at:
            self._at.add(name)
            self._at_block.append(f"  {name}o = mul i64 %at, {step}")
            self._at_block.append(f"  {name}s = add i64 {base}, {name}o")
            self._at_block.append(f"  {name} = inttoptr i64 {name}s to ptr")
        return name

    def loop(self, turns: int, body: Callable[[str], dict[str, tuple[str, str]]]) -> dict[str, str]:
        """A loop within the block.

        Args:
            turns: how many.
            body: writes a turn, given its number; returns what is carried on from turn to turn: for the name it had at the
                beginning of the turn its type, and its name at the end. It begins as zero.

        Returns:
            What these names have come to after the last turn, under the same names.
        """
        self._count += 1
        label, here = f"turn{self._count}", len(self._lines)
        turn = f"%t{self._count}"
        carried = body(turn)
        written = self._lines[here:]
        del self._lines[here:]
        self._lines += [f"  br label %{label}", f"{label}:"]
        self._lines.append(f"  {turn} = phi i64 [ 0, %{self._label} ], [ {turn}n, %{label} ]")
        for name, (kind, after) in carried.items():
            self._lines.append(f"  {name} = phi {kind} [ zeroinitializer, %{self._label} ], [ {after}, %{label} ]")
        self._lines += written
        self._lines += [f"  {turn}n = add i64 {turn}, 1", f"  {turn}m = icmp ult i64 {turn}n, {turns}"]
        self._lines += [f"  br i1 {turn}m, label %{label}, label %{label}e", f"{label}e:"]
        self._label = f"{label}e"
        return {name: after for name, (_, after) in carried.items()}

    def wrong(self, word: str) -> None:
        """Tell at the end if a word is not nothing."""
        self._wrong = self.new(f"or i64 {self._wrong}, {word}")

    def whole(self, declared: Iterable[str]) -> str:
        """All of it."""
        flag = self.number(Place("wrong"))
        lines = [
            'define void @passed(ptr noalias readonly %given, i64 %blocks) nounwind "prefer-vector-width"="512" {',
            "entry:",
            *self._before,
            f"  %flag = inttoptr i64 {flag} to ptr",
            "  br label %block",
            "block:",
            f"  %at = phi i64 [ 0, %entry ], [ %next, %{self._label} ]",
            f"  %wrong = phi i64 [ 0, %entry ], [ {self._wrong}, %{self._label} ]",
            *self._at_block,
            *self._lines,
            "  %next = add i64 %at, 1",
            "  %more = icmp ult i64 %next, %blocks",
            "  br i1 %more, label %block, label %out",
            "out:",
            f"  store i64 {self._wrong}, ptr %flag, align 8",
            "  ret void",
            "}",
            *declared,
        ]
        return "\n".join(lines)


def every_row(text: PassText, number: str, bits: int) -> str:
    """A number that the pass is given, for each of 64 rows."""
    narrow = number if bits == WIDE.bits else text.new(f"trunc i64 {number} to i{bits}")
    vector = f"<{WORD} x i{bits}>"
    first = text.new(f"insertelement {vector} poison, i{bits} {narrow}, i64 0")
    return text.new(f"shufflevector {vector} {first}, {vector} poison, <{WORD} x i32> zeroinitializer")


def gather(bits: int) -> str:
    """What fetches elements from 64 addresses is called."""
    return f"@llvm.masked.gather.v{WORD}i{bits}.v{WORD}p0"


def declared(bits: int, what: str) -> str:
    """What is used of LLVM's own, told beforehand."""
    vector = f"<{WORD} x i{bits}>"
    if what == "gather":
        return f"declare {vector} {gather(bits)}(<{WORD} x ptr>, i32, <{WORD} x i1>, {vector})"
    return f"declare {vector} @llvm.u{what}.v{WORD}i{bits}({vector}, {vector})"
