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
    order = np.argsort(rows.person)
    person = rows.person[order]
    starts = np.flatnonzero(np.append(True, person[1:] != person[:-1]))
    sizes = np.diff(starts, append=count)
    conflict, several = np.zeros(len(starts), np.bool_), np.zeros(len(starts), np.bool_)
    for size in np.flatnonzero(np.bincount(sizes)).tolist():
        if size > 1:
            (people,) = np.nonzero(sizes == size)
            places = order[starts[people][:, None] + np.arange(size)]
            conflict[people], several[people] = _compare(rows, places, repeats)
    repeats.conflicting += int(conflict.sum())
    repeats.in_several_brands += int(several.sum())
    return Found(
        conflicting=_of_rows(conflict, sizes, order),
        several_brands=_of_rows(several, sizes, order),
        conflicting_people=person[starts[conflict]],
    )


def _compare(rows: Rows, places: Places, repeats: Repeats) -> tuple[Mask, Mask]:
    """Compare the rows of people who have equally many.

    Args:
        rows: all rows.
        places: a line for each person, with the places of the rows.
        repeats: what was found so far; added to.

    Returns:
        Who stands under several names, and who under several brands.
    """
    brand, content = np.sort(rows.brand[places], axis=1), np.sort(rows.content[places], axis=1)
    other_brand = brand[:, 1:] != brand[:, :-1]
    brands = other_brand.sum(axis=1)
    contents = (content[:, 1:] != content[:, :-1]).sum(axis=1)
    repeats.same_rows += int((places.shape[1] - 1 - contents).sum())
    # Rows that say the same name the same brand: who says more things than there are brands says several under one.
    repeats.in_one_brand += int((contents > brands).sum())
    several = brands > 0
    if several.any():
        first_under_it = np.column_stack([np.ones(len(brand), np.bool_), other_brand])[several]
        person = np.broadcast_to(rows.person[places[several, :1]], first_under_it.shape)
        _count_pairs(person[first_under_it], brand[several][first_under_it], repeats.pairs)
    named = rows.named[places]
    return (named != named[:, :1]).any(axis=1), several


def _of_rows(people: Mask, sizes: Places, order: Places) -> Mask:
    """What holds for people, for each of their rows."""
    found = np.zeros(len(order), np.bool_)
    if people.any():
        found[order[np.repeat(people, sizes)]] = True
    return found


def _count_pairs(person: Numbers, brand: Numbers, pairs: Counter[tuple[int, int]]) -> None:
    """Count people by pairs of brands; brands of a person stand in ascending order."""
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
