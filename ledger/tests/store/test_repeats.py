"""People in several rows, found part by part as they are found all at once, and as a walk through the rows finds them."""

from collections import Counter
from itertools import combinations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from laowu_ledger.store.repeats import PARTS, BrandPairs, Repeats, Rows, find_in_parts, find_repeats, parts_of

PEOPLE = st.sampled_from([-(1 << 63), -5, -1, 0, 7, 1 << 40, (1 << 62) + 1, (1 << 63) - 1])
ROWS = st.lists(st.tuples(PEOPLE, st.integers(0, 1), st.integers(0, 3), st.integers(0, 2)), max_size=40)


def rows_of(lines: list[tuple[int, int, int, int]]) -> Rows:
    columns = np.asarray(lines, np.int64).reshape(-1, 4).T
    person, named, brand, content = (np.ascontiguousarray(column) for column in columns)
    # Of one content there is one brand.
    return Rows(person=person, named=named, brand=brand, content=content * 10 + brand)


def counted(pairs: BrandPairs) -> dict[tuple[int, int], int]:
    return {(first, second): people for first, second, people in pairs.most(1_000)}


@given(ROWS)
def test_part_by_part_is_all_at_once_and_what_a_walk_finds(lines: list[tuple[int, int, int, int]]) -> None:
    rows = rows_of(lines)
    part = parts_of(rows.person)
    whole, by_part = Repeats(), Repeats()
    at_once = find_repeats(rows, whole)
    found = find_in_parts(lambda number: rows.at(part == number), by_part)

    conflicting = np.zeros(len(part), np.bool_)
    for number in range(PARTS):
        conflicting[part == number] = found[number].conflicting
    people = {person: [line for line in lines if line[0] == person] for person, *_ in lines}
    pairs = Counter(pair for own in people.values() for pair in combinations(sorted({line[2] for line in own}), 2))
    two_names = {person for person, own in people.items() if len({line[1] for line in own}) > 1}

    assert conflicting.tolist() == at_once.conflicting.tolist() == [line[0] in two_names for line in lines]
    for one in (whole, by_part):
        assert counted(one.pairs) == pairs
        assert one.conflicting == len(two_names)
        assert one.in_several_brands == sum(len({line[2] for line in own}) > 1 for own in people.values())
        assert one.same_rows == len(lines) - len({(line[0], line[2], line[3]) for line in lines})


def test_the_pairs_with_most_people_come_with_all_that_have_as_many() -> None:
    pairs = BrandPairs()
    for first, second, people in [(0, 1, 5), (0, 2, 3), (1, 2, 3), (3, 4, 1)]:
        pairs.add(np.full(people, first), np.full(people, second))

    assert sorted(pairs.most(2)) == [(0, 1, 5), (0, 2, 3), (1, 2, 3)]
