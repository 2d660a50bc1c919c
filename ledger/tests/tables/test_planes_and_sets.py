"""Planes, sets and screens by themselves, and tables longer than a stretch and a batch."""

from datetime import date

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st
from table_files import Written

from laowu.jurisdictions.loading import load_installed
from laowu.model.dossier_tables import name
from laowu.model.failures import REFUSED
from laowu_ledger.tables import slots
from laowu_ledger.tables.asked import Asked
from laowu_ledger.tables.assessing import OpenTable, Question
from laowu_ledger.tables.circuit import Circuit
from laowu_ledger.tables.files import BATCH
from laowu_ledger.tables.planes import booleans, count, packed, unpacked, validity
from laowu_ledger.tables.sets import named_sets, row_sets
from laowu_ledger.tables.stretches import STRETCH, Stretches

ON = date(2026, 11, 22)
MASKS = st.lists(st.lists(st.booleans(), min_size=21, max_size=21), min_size=0, max_size=70)


@given(MASKS)
def test_the_set_of_a_row_holds_the_planes_that_say_yes_of_it(masks: list[list[bool]]) -> None:
    names = [f"R-{place}" for place in range(len(masks))]
    planes = [packed(np.array(mask)) for mask in masks]
    found = named_sets(row_sets(planes, 21), names).to_pylist()
    assert found == ["; ".join(name for name, mask in zip(names, masks, strict=True) if mask[row]) for row in range(21)]


@given(st.lists(st.none() | st.booleans(), min_size=1, max_size=40), st.integers(0, 12))
def test_a_slice_of_a_column_gives_its_own_bits(cells: list[bool | None], start: int) -> None:
    column = pa.array(cells, pa.bool_()).slice(min(start, len(cells)))
    rows = len(column)
    known = unpacked(validity(column), rows)
    said = unpacked(booleans(column), rows) if rows else np.zeros(0, np.bool_)
    assert [bool(yes) if there else None for yes, there in zip(said, known, strict=True)] == column.to_pylist()
    assert count(validity(column), rows) == rows - column.null_count


@given(st.integers(0, 6), st.lists(st.lists(st.booleans(), min_size=9, max_size=9), max_size=5))
def test_at_least_k_counts(k: int, masks: list[list[bool]]) -> None:
    circuit = Circuit()
    wires = [circuit.plane(str(place)) for place in range(len(masks))]
    inputs = {str(place): packed(np.array(mask)) for place, mask in enumerate(masks)}
    (found,) = Stretches(circuit).run(inputs, 9, Asked(planes=(circuit.at_least(k, wires),))).planes
    assert unpacked(found, 9).tolist() == [sum(mask[row] for mask in masks) >= k for row in range(9)]


def refused(text: str) -> bool:
    """Whether the reader of dossiers refuses a name."""
    try:
        name(text)
    except REFUSED:
        return True
    return False


@given(
    st.lists(
        st.none() | st.text(max_size=8) | st.sampled_from(["", " ", "\u3000", "a\x7f", "\u202e", "字" * 61, "“茶”"]), min_size=1
    )
)
def test_names_that_no_dossier_may_have_are_suspects(texts: list[str | None]) -> None:
    for column in (pa.array(texts, pa.string()), pa.array(texts, pa.string()).dictionary_encode()):
        found = slots.wordings(column, refused)
        suspects = np.zeros(len(texts), np.bool_) if found.suspect is None else found.suspect
        assert suspects.tolist() == [text is not None and refused(text) for text in texts]
        there = unpacked(found.there, len(texts)) & unpacked(found.known, len(texts))
        assert there.tolist() == [bool(text) for text in texts]


@pytest.mark.parametrize("kind", [pa.int64(), pa.float64(), pa.string(), pa.int16()])
def test_numbers_are_read_from_every_kind_of_column(kind: pa.DataType) -> None:
    cells = [0, 17, None, 4999]
    column = pa.array([None if cell is None else str(cell) for cell in cells]) if kind == pa.string() else pa.array(cells, kind)
    found = slots.numbers(column, 2**40)
    assert found.suspect is None
    assert unpacked(found.known, 4).tolist() == [True, True, False, True]
    assert [int(found.values[place]) for place in (0, 1, 3)] == [0, 17, 4999]


@pytest.mark.parametrize(
    "column",
    [
        pa.array([-1]),
        pa.array([2**41]),
        pa.array([1.5]),
        pa.array([2.0**60]),
        pa.array(["1,200"]),
        pa.array([True]),
        pa.array([2**64 - 1], pa.uint64()),
    ],
)
def test_what_is_not_plainly_a_number_in_reach_is_a_suspect(column: pa.Array) -> None:
    found = slots.numbers(column, 2**40)
    assert found.suspect is not None
    assert found.suspect.tolist() == [True]


def test_a_long_table_says_the_same_as_its_rows_by_themselves(written: Written) -> None:
    short = pa.table(
        {
            "brand_name": ["甲", "乙", "丙", "", "戊", "己", "庚"],
            "brand_place": ["320000", None, "110000", "320100", "无此地", "320200", None],
            "workers": [5000, 4999, None, 1, 2, 3, 10**9],
            "skilled_workers": [2500, 1, 3, 1, 2, None, 10**8],
            "local_plan": [True, None, False, True, None, True, True],
        }
    )
    question = Question(jurisdiction=load_installed("jiangsu"), on=ON, brand_class="skill")
    times = (BATCH + STRETCH // 2) // 5
    assert times * 5 > BATCH
    few = OpenTable(written({name: short[name] for name in short.column_names}), question).assess("few.parquet", "en")
    # One by one is slow: those that core must see are left to the short table.
    plain = short.take([0, 1, 2, 5, 6])
    pq.write_table(pa.concat_tables([plain] * times), "long.parquet", row_group_size=100_001)
    many = OpenTable("long.parquet", question).assess("many.parquet", "en")
    assert few.refused == 2
    assert (many.rows, many.refused, many.by_row) == (times * 5, 0, 0)
    one = pq.read_table("few.parquet").take([0, 1, 2, 5, 6]).drop_columns(["row"])
    every = pq.read_table("many.parquet")
    assert every["row"].to_pylist() == list(range(1, times * 5 + 1))
    for place in (0, 1, 26_214, times - 1):
        assert every.slice(place * 5, 5).drop_columns(["row"]).to_pylist() == one.to_pylist()
    expected = [cell for _ in range(times) for cell in one["provincial.skill.not_met"].to_pylist()]
    assert every["provincial.skill.not_met"].to_pylist() == expected
