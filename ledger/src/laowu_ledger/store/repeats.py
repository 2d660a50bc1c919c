"""People who stand in several rows: under two names, under several brands, several times under one."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import attrs
import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.int64]
Places = npt.NDArray[np.intp]
Mask = npt.NDArray[np.bool_]

_WIDEST = 12
"""Brands of one person whose pairs are counted; beyond, only neighbours in the order of brands are."""


class BrandPairs:
    """How many people stand under two brands, for each pair of brands; the brands are numbers."""

    def __init__(self) -> None:
        self._pairs, self._people = np.zeros(0, np.int64), np.zeros(0, np.int64)
        self._waiting: list[Numbers] = []

    def add(self, first: Numbers, second: Numbers) -> None:
        """Count further people, each under the first and the second brand at a place; the first has the smaller number."""
        self._wait(first << _BRAND_BITS | second)

    def add_all(self, other: "BrandPairs") -> None:
        """Count the people whom somebody else has counted, who are not among those here."""
        self._wait(np.repeat(*other.counted()))

    def counted(self) -> tuple[Numbers, Numbers]:
        """The pairs, as one number each, and the people of each."""
        if self._waiting:
            pairs, people = np.unique(np.concatenate(self._waiting), return_counts=True)
            both = np.concatenate([self._pairs, pairs])
            self._pairs, place = np.unique(both, return_inverse=True)
            # Whole numbers below 2 to the 53rd, which is more people than there are.
            self._people = np.bincount(place, np.concatenate([self._people, people])).astype(np.int64)
            self._waiting = []
        return self._pairs, self._people

    def most(self, count: int) -> list[tuple[int, int, int]]:
        """The pairs with most people, as first, second and people; more than asked for where several have as many."""
        pairs, people = self.counted()
        if len(people) > count:
            (places,) = np.nonzero(people >= np.partition(people, -count)[-count])
            pairs, people = pairs[places], people[places]
        found = zip(pairs.tolist(), people.tolist(), strict=True)
        return [(pair >> _BRAND_BITS, pair & ((1 << _BRAND_BITS) - 1), number) for pair, number in found]

    def _wait(self, pairs: Numbers) -> None:
        self._waiting.append(pairs)
        if sum(map(len, self._waiting)) > _MOST_WAITING:
            self.counted()


_BRAND_BITS = 32
_MOST_WAITING = 1 << 22


@attrs.define
class Repeats:
    """What was found, added up over spans.

    Attributes:
        conflicting: people who stand under several names.
        in_several_brands: people who stand under several brands.
        in_one_brand: people who have several rows under one brand.
        same_rows: rows that say what another row says.
        pairs: people by pair of brands.
    """

    conflicting: int = 0
    in_several_brands: int = 0
    in_one_brand: int = 0
    same_rows: int = 0
    pairs: BrandPairs = attrs.field(factory=BrandPairs)

    def add(self, other: "Repeats") -> None:
        """Add what was found about other people."""
        self.conflicting += other.conflicting
        self.in_several_brands += other.in_several_brands
        self.in_one_brand += other.in_one_brand
        self.same_rows += other.same_rows
        self.pairs.add_all(other.pairs)


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
    order = order_of(rows.person)
    person = rows.person[order]
    starts = np.flatnonzero(np.append(True, person[1:] != person[:-1]))
    sizes = np.diff(starts, append=count)
    conflict, several = np.zeros(len(starts), np.bool_), np.zeros(len(starts), np.bool_)
    for size in np.flatnonzero(np.bincount(sizes)).tolist():
        if size > 1:
            (people,) = np.nonzero(sizes == size)
            places = order[starts[people] + np.arange(size)[:, None]]
            conflict[people], several[people] = _compare(rows, places, repeats)
    repeats.conflicting += int(conflict.sum())
    repeats.in_several_brands += int(several.sum())
    return Found(
        conflicting=_of_rows(conflict, sizes, order),
        several_brands=_of_rows(several, sizes, order),
        conflicting_people=person[starts[conflict]],
    )


def parts_of(people: Numbers) -> npt.NDArray[np.uint8]:
    """Which part each person belongs to, of :data:`PARTS`: tokens spread evenly over them."""
    return ((people.view(np.uint64) ^ _SIGN) >> np.uint64(_PART_SHIFT)).astype(np.uint8)


def find_in_parts(part: Callable[[int], Rows], repeats: Repeats) -> list[Found]:
    """Look for repeats as ``find_repeats`` does, part by part and two side by side.

    Parts that fit near the processor are looked through in a fraction of the time that all rows at once take.

    Args:
        part: the rows of a part, by its number.
        repeats: what was found so far; added to.
    """

    def looked_through(number: int) -> tuple[Found, Repeats]:
        own = Repeats()
        return find_repeats(part(number), own), own

    found = []
    with ThreadPoolExecutor(_SIDE_BY_SIDE) as threads:
        for one, own in threads.map(looked_through, range(PARTS)):
            found.append(one)
            repeats.add(own)
    return found


PARTS, _PART_SHIFT = 64, 58
_SIDE_BY_SIDE = 2


def order_of(people: Numbers) -> Places:
    """The places of tokens in ascending order; equal ones in any order.

    The front of each token with its place behind is sorted as one number, which is twice as fast as sorting places by tokens.
    The few tokens that begin alike are put in order afterwards.
    """
    bits = np.uint64(max(1, len(people) - 1).bit_length())
    packed = people.view(np.uint64) ^ _SIGN
    packed >>= bits
    packed <<= bits
    packed |= np.arange(len(people), dtype=np.uint64)
    packed.sort()
    order: Places = (packed & ((np.uint64(1) << bits) - np.uint64(1))).view(np.int64)
    packed >>= bits
    ordered = people[order]
    alike = packed[1:] == packed[:-1]
    if (alike & (ordered[1:] < ordered[:-1])).any():
        (places,) = np.nonzero(np.append(alike, False) | np.append(False, alike))
        order[places] = order[places][np.lexsort((ordered[places], packed[places]))]
    return order


_SIGN = np.uint64(1 << 63)


def _compare(rows: Rows, places: Places, repeats: Repeats) -> tuple[Mask, Mask]:
    """Compare the rows of people who have equally many.

    Args:
        rows: all rows.
        places: of the rows, a column for each person.
        repeats: what was found so far; added to.

    Returns:
        Who stands under several names, and who under several brands.
    """
    brand, content = _ascending(rows.brand[places]), _ascending(rows.content[places])
    other_brand = brand[1:] != brand[:-1]
    brands = other_brand.sum(axis=0)
    contents = (content[1:] != content[:-1]).sum(axis=0)
    repeats.same_rows += int((len(places) - 1 - contents).sum())
    # Rows that say the same name the same brand: who says more things than there are brands says several under one.
    repeats.in_one_brand += int((contents > brands).sum())
    several = brands > 0
    if several.any():
        first_under_it = np.insert(other_brand[:, several], 0, values=True, axis=0).T
        person = np.broadcast_to(rows.person[places[0, several], None], first_under_it.shape)
        _count_pairs(person[first_under_it], brand[:, several].T[first_under_it], repeats.pairs)
    named = rows.named[places]
    return (named[1:] != named[0]).any(axis=0), several


def _ascending(lines: Numbers) -> Numbers:
    """Each column sorted, in place: line by line where there are few of them, which is quicker than column by column."""
    count = len(lines)
    if count > _FEW:
        lines.sort(axis=0)
        return lines
    for step in range(count):
        for at in range(step % 2, count - 1, 2):
            lower = np.minimum(lines[at], lines[at + 1])
            np.maximum(lines[at], lines[at + 1], out=lines[at + 1])
            lines[at] = lower
    return lines


_FEW = 8


def _of_rows(people: Mask, sizes: Places, order: Places) -> Mask:
    """What holds for people, for each of their rows."""
    found = np.zeros(len(order), np.bool_)
    if people.any():
        found[order[np.repeat(people, sizes)]] = True
    return found


def _count_pairs(person: Numbers, brand: Numbers, pairs: BrandPairs) -> None:
    """Count people by pairs of brands; brands of a person stand in ascending order."""
    for further in range(1, _WIDEST):
        if len(person) <= further:
            return
        both = person[further:] == person[:-further]
        if not both.any():
            return
        pairs.add(brand[:-further][both], brand[further:][both])
