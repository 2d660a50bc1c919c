"""The numbers beside a segment stand for what its rows say."""

import random
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from counting_stores import generated

from laowu_ledger.errors import DamagedStore
from laowu_ledger.schema.columns import store_schema
from laowu_ledger.store import numbering
from laowu_ledger.store.numbering import EMPLOYER, FAMILIES, UNNUMBERED, Meanings, meanings_beside, numbers_beside
from laowu_ledger.store.runs import SegmentWriter


def written(path: Path, *parts: list[dict[str, Any]]) -> Path:
    """A segment that is written part by part."""
    writer = SegmentWriter(path)
    for rows in parts:
        writer.write(pa.Table.from_pylist(rows, schema=store_schema()))
    writer.close()
    return path


def said(row: dict[str, Any], family: str) -> tuple[Any, ...]:
    """What a row says in a family of columns."""
    cells = {name: row[name] for name in FAMILIES[family]}
    if family == "months" and cells["pension_first"] is not None:
        cells["started"] = None
    return tuple(cells.values())


@pytest.mark.parametrize(("group", "roomy"), [(7, 0), (1000, 4)])
def test_each_number_stands_for_what_the_row_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, group: int, roomy: int
) -> None:
    monkeypatch.setattr("laowu_ledger.store.runs.GROUP_ROWS", group)
    monkeypatch.setattr(numbering, "ROOMY", roomy)
    draw = random.Random(7)  # no secret
    parts = [generated(draw, count) for count in (20, 1, 33)]
    path = written(tmp_path / "1.parquet", *parts)

    rows = list(chain.from_iterable(parts))
    numbers, meanings = pq.read_table(numbers_beside(path)), Meanings(path)
    assert pq.read_metadata(numbers_beside(path)).num_row_groups == pq.read_metadata(path).num_row_groups
    for family in FAMILIES:
        meant = list(zip(*(column.to_pylist() for column in meanings.of(family).columns), strict=True))
        assert len(set(meant)) == len(meant)
        assert [meant[number] for number in numbers.column(family).to_pylist()] == [said(row, family) for row in rows]
        assert set(meant) == {said(row, family) for row in rows}
    employers = meanings.of(EMPLOYER).column(EMPLOYER).to_pylist()
    assert None in employers
    assert [employers[number] for number in numbers.column(EMPLOYER).to_pylist()] == [row["employer"] for row in rows]
    assert len(set(employers)) == len(employers)


def test_employers_beyond_what_is_kept_in_memory_have_no_number(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(numbering, "MOST_EMPLOYERS", 2)
    blank = generated(random.Random(1), 1)[0]
    path = written(
        tmp_path / "1.parquet", [blank | {"employer": name} for name in ("甲", "乙", "丙")], [blank | {"employer": "乙"}]
    )

    meant = Meanings(path).of(EMPLOYER).column(EMPLOYER).to_pylist()
    numbers = pq.read_table(numbers_beside(path)).column(EMPLOYER).to_pylist()
    said = dict(zip("甲乙丙乙", numbers, strict=True))
    assert len(meant) == 2
    assert numbers[1] == numbers[3]
    assert {name: None if number == UNNUMBERED else meant[number] for name, number in said.items()} == {
        name: name if name in meant else None for name in "甲乙丙"
    }


def test_employers_that_share_a_hash_have_numbers_of_their_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(numbering, "token_of_texts", lambda texts, _key: np.zeros(len(texts), np.int64))
    draw = random.Random(2)  # no secret
    parts = [generated(draw, 9), generated(draw, 9)]
    path = written(tmp_path / "1.parquet", *parts)

    meant = Meanings(path).of(EMPLOYER).column(EMPLOYER).to_pylist()
    numbers = pq.read_table(numbers_beside(path)).column(EMPLOYER).to_pylist()
    assert [meant[number] for number in numbers] == [row["employer"] for row in chain.from_iterable(parts)]


def test_a_store_without_its_numbers_is_damaged(tmp_path: Path) -> None:
    path = written(tmp_path / "1.parquet", generated(random.Random(1), 3))
    meanings_beside(path).write_bytes(b"ARROW1")
    with pytest.raises(DamagedStore):
        Meanings(path)
    meanings_beside(path).unlink()
    with pytest.raises(DamagedStore):
        Meanings(path)
