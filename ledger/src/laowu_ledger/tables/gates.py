"""Gates: what a circuit is made of, as plain data, which NumPy or a compiler carries out."""

from enum import Enum

import attrs


class Work(Enum):
    """What a gate does. Planes hold a bit for each row, lines a whole number."""

    PLANE = "a plane that comes in"
    NUMBERS = "a line that comes in"
    LOOKED_UP = "a plane: what a table of yes and no says of codes"
    NUMBERS_LOOKED_UP = "a line: what a table of numbers says of codes"
    AND = "and of two planes"
    OR = "or of two planes"
    XOR = "either of two planes, not both"
    NOT = "the opposite of a plane"
    AT_LEAST = "a plane: where a line reaches a number"
    ABOVE = "a plane: where a line is above a number"
    EQUALS = "a plane: where a line is a number"
    LINE_AT_LEAST = "a plane: where a line reaches another"
    LINE_ABOVE = "a plane: where a line is above another"
    LINE_EQUALS = "a plane: where two lines are the same"
    TIMES = "a line times a number"
    TENTHS_DOWN = "so many tenths of a line, rounded down"
    TENTHS_UP = "so many tenths of a line, rounded up"
    SHIFTED = "a line plus a number"
    ADDED = "the sum of two lines"
    CHOSEN = "one line in rows of which a plane says yes, another one elsewhere"
    ZERO = "nothing in every row"


@attrs.frozen
class Gate:
    """One gate.

    Attributes:
        work: what it does.
        reads: numbers of the gates whose results it reads.
        names: what it takes of what comes in.
        number: a number that it works with.
    """

    work: Work
    reads: tuple[int, ...] = ()
    names: tuple[str, ...] = ()
    number: int = 0
