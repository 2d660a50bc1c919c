"""Yes, no and unknown for whole columns: core's conditions over arrays, as SQL and core itself weigh them.

A truth is an array of small numbers: 0 no, 1 unknown, 2 yes. Then *all* is the least of its parts, *any* the greatest, and *not*
swaps the ends, which is what core does with outcomes of which none needs a judgement.
"""

from collections.abc import Callable, Sequence
from functools import reduce

import numpy as np
import numpy.typing as npt

from laowu.rules.predicate import AllOf, AnyOf, AtLeastK, Judge, Leaf, Not, Predicate

Truth = npt.NDArray[np.int8]
Mask = npt.NDArray[np.bool_]

NO, UNKNOWN, YES = 0, 1, 2


def weigh(predicate: Predicate, leaf: Callable[[Leaf], Truth], rows: int) -> Truth:
    """What a condition comes to.

    Args:
        predicate: the condition. What only an official can settle is unknown.
        leaf: what a comparison comes to.
        rows: length of the arrays.
    """
    match predicate:
        case Leaf():
            return leaf(predicate)
        case Judge():
            return constant(UNKNOWN, rows)
        case Not(part=part):
            return no(weigh(part, leaf, rows))
        case AllOf(parts=parts):
            return both(*(weigh(part, leaf, rows) for part in parts))
        case AnyOf(parts=parts):
            return reduce(np.maximum, (weigh(part, leaf, rows) for part in parts))
        case AtLeastK(k=k, parts=parts):
            return _at_least(k, [weigh(part, leaf, rows) for part in parts])


def constant(value: int, rows: int) -> Truth:
    """The same everywhere."""
    return np.full(rows, value, np.int8)


def no(truth: Truth) -> Truth:
    """Yes and no swapped."""
    return np.int8(YES) - truth


def both(*truths: Truth) -> Truth:
    """Yes where all are."""
    return reduce(np.minimum, truths)


def decided(condition: Mask, known: Mask | None = None) -> Truth:
    """Yes where it holds, no where it does not, unknown where it is not known."""
    yes = np.ascontiguousarray(condition).view(np.int8) << 1
    if known is None:
        return yes
    stated = np.ascontiguousarray(known).view(np.int8)
    return (yes & -stated) | (stated ^ 1)


def where_not(mask: Mask, truth: Truth) -> Truth:
    """The truth, but no where the mask holds."""
    return truth & (mask.view(np.int8) - np.int8(1))


def _at_least(k: int, parts: Sequence[Truth]) -> Truth:
    yes = reduce(np.add, ((part == YES).view(np.int8) for part in parts))
    possible = reduce(np.add, ((part != NO).view(np.int8) for part in parts))
    return np.where(yes >= k, np.int8(YES), np.where(possible < k, np.int8(NO), np.int8(UNKNOWN)))
