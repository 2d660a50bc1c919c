"""People who stand in several rows: under two names, under several brands, several times under one."""

from collections import Counter

import attrs
import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.int64]
Places = npt.NDArray[np.intp]
Mask = npt.NDArray[np.bool_]

_WIDEST = 12
"""Brands of one person whose pairs are counted; beyond, only neighbours in the order of brands are."""


@attrs.define
class Repeats:
    """What was found, added up over spans.

    Attributes:
        conflicting: people who stand under several names.
        in_several_brands: people who stand under several brands.
        in_one_brand: people who have several rows under one brand.
        same_rows: rows that say what another row says.
        pairs: people by pair of brands, the smaller number first.
    """

    conflicting: int = 0
    in_several_brands: int = 0
    in_one_brand: int = 0
    same_rows: int = 0
    pairs: Counter[tuple[int, int]] = attrs.field(factory=Counter)


@attrs.frozen(kw_only=True, eq=False)
class Rows:
    """Rows to be compared; all arrays are equally long.

    Attributes:
        person, named: tokens.
        brand: a number for each brand.
        content: what the row says.
    """

    person: Numbers
    named: Numbers
    brand: Numbers
    content: Numbers

    def at(self, places: Places | Mask) -> "Rows":
        """Some of the rows."""
        return Rows(**{field.name: getattr(self, field.name)[places] for field in attrs.fields(Rows)})


@attrs.frozen(kw_only=True, eq=False)
class Found:
    """What was found about the rows given, by their places.

    Attributes:
        conflicting: rows of people who stand under several names.
        several_brands: rows of people who stand under several brands.
        conflicting_people: their tokens, sorted.
    """

    conflicting: Mask
    several_brands: Mask
    conflicting_people: Numbers


def find_repeats(rows: Rows, repeats: Repeats) -> Found:
    """Look for repeats among rows, which hold all rows of each person that is among them.

    Args:
        rows: the rows, in any order.
        repeats: what was found so far; added to.
    """
    count = len(rows.person)
    if not count:
        nobody = np.zeros(0, np.bool_)
        return Found(conflicting=nobody, several_brands=nobody, conflicting_people=np.zeros(0, np.int64))
    order = np.lexsort((rows.content, rows.brand, rows.person))
    person, named, brand, content = (getattr(rows, name)[order] for name in ("person", "named", "brand", "content"))
    same_person = np.append(False, person[1:] == person[:-1])
    same_row = same_person.copy()
    same_row[1:] &= content[1:] == content[:-1]
    same_brand = same_person.copy()
    same_brand[1:] &= brand[1:] == brand[:-1]
    starts = np.flatnonzero(~same_person)
    of = np.cumsum(~same_person) - 1
    conflict = np.minimum.reduceat(named, starts) != np.maximum.reduceat(named, starts)
    several = brand[starts] != np.maximum.reduceat(brand, starts)
    again = np.bitwise_or.reduceat(same_brand & ~same_row, starts)
    repeats.conflicting += int(conflict.sum())
    repeats.in_several_brands += int(several.sum())
    repeats.in_one_brand += int(again.sum())
    repeats.same_rows += int(same_row.sum())
    _count_pairs(person, brand, several[of] & ~same_brand, repeats.pairs)
    back = np.empty(count, np.intp)
    back[order] = of
    return Found(conflicting=conflict[back], several_brands=several[back], conflicting_people=person[starts][conflict])


def _count_pairs(person: Numbers, brand: Numbers, one_per_brand: Mask, pairs: Counter[tuple[int, int]]) -> None:
    """Count people by pairs of brands; brands of a person stand in ascending order."""
    person, brand = person[one_per_brand], brand[one_per_brand]
    for further in range(1, _WIDEST):
        if len(person) <= further:
            return
        both = person[further:] == person[:-further]
        if not both.any():
            return
        first, second = brand[:-further][both], brand[further:][both]
        kinds, counts = np.unique(first << 32 | second, return_counts=True)
        for kind, number in zip(kinds.tolist(), counts.tolist(), strict=True):
            pairs[kind >> 32, kind & 0xFFFFFFFF] += number
