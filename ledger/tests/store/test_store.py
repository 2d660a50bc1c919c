"""A store says the same however its rows came: shuffled, split, repeated, mended."""

import os
import shutil
from pathlib import Path
from typing import Any

import duckdb
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ledger_files import KEY, content_of, imported, person, reading, rows_of, write_csv, write_grid, write_xlsx

from laowu_ledger.errors import DamagedStore, StoreBusy, StoreError, WrongKey
from laowu_ledger.identity.token_key import passing_key
from laowu_ledger.intake import importing
from laowu_ledger.intake.importing import import_files
from laowu_ledger.schema.columns import VERSION, store_schema
from laowu_ledger.store.lock import writing
from laowu_ledger.store.manifest import FILE
from laowu_ledger.store.numbering import meanings_beside, numbers_beside
from laowu_ledger.store.store import Store

row = st.builds(
    person,
    st.integers(1, 12),
    品牌名称=st.sampled_from(["甲品牌", "乙品牌"]),
    姓名=st.sampled_from(["张三", "李四"]),
    用人单位=st.sampled_from(["", "一厂", "二厂"]),
    入职日期=st.sampled_from(["", "2022-01-01", "2023-05-01"]),
    人员类别=st.sampled_from(["", "农民工", "脱贫人口"]),
)


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Little at a time, so that runs, spans and row groups are many."""
    monkeypatch.setattr(importing, "MOST_AT_ONCE", 5)
    monkeypatch.setattr(importing, "LEAST_AT_ONCE", 5)
    monkeypatch.setattr("laowu_ledger.store.runs.GROUP_ROWS", 4)
    monkeypatch.setattr("laowu_ledger.store.runs.STAGED_ROWS", 2)
    monkeypatch.setattr("laowu_ledger.reading.text_file.ROWS", 3)
    monkeypatch.setattr(os, "fsync", lambda _: None)  # what these tests ask does not depend on the disk


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(row, min_size=1, max_size=24), data=st.data())
def test_any_order_split_and_repetition_of_files_gives_the_same_store(rows: list[dict[str, Any]], data: Any, clean: Path) -> None:
    for folder in ("one", "many", "files"):
        shutil.rmtree(clean / folder, ignore_errors=True)
    Path("files").mkdir()
    imported(write_csv("files/whole.csv", rows), store="one")

    shuffled = data.draw(st.permutations(rows))
    cuts = sorted(data.draw(st.lists(st.integers(0, len(rows)), max_size=3)))
    parts = [shuffled[start:end] for start, end in zip([0, *cuts], [*cuts, len(rows)], strict=True) if start < end]
    for number, part in enumerate(parts):
        imported(write_csv(f"files/{number}.csv", part), store="many")
    again = data.draw(st.integers(0, len(parts) - 1))
    imported(write_csv("files/again.csv", [*parts[again], parts[again][0]]), store="many")

    assert content_of("many") == content_of("one")
    assert Store.open("many").conflicts.tolist() == Store.open("one").conflicts.tolist()
    people = [found["person"] for found in rows_of("one")]
    assert people == sorted(people)


@given(rows=st.lists(row, min_size=1, max_size=24))
@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_people_under_two_names_or_brands_are_those_one_counts(rows: list[dict[str, Any]], clean: Path) -> None:
    shutil.rmtree(clean / "store", ignore_errors=True)
    half = len(rows) // 2
    if half:
        imported(write_csv("first.csv", rows[:half]))
    report = imported(write_csv("second.csv", rows[half:])).report

    named: dict[str, set[str]] = {}
    brands: dict[str, set[str]] = {}
    for cells in rows:
        named.setdefault(cells["证件号码"], set()).add(cells["姓名"])
        brands.setdefault(cells["证件号码"], set()).add(cells["品牌名称"])
    touched = {cells["证件号码"] for cells in rows[half:]}
    assert len(Store.open("store").conflicts) == sum(len(names) > 1 for names in named.values())
    assert report.repeats.in_several_brands == sum(len(brands[number]) > 1 for number in touched)


def test_a_file_taken_again_adds_nothing_and_is_said_to_be_known() -> None:
    file = write_csv("a.csv", [person(number) for number in range(1, 9)])
    first = imported(file)

    second = imported(file)

    assert (first.report.new, second.report.new) == (8, 0)
    assert second.report.known_files == [file]
    assert second.store.manifest == first.store.manifest


def test_a_copy_of_a_file_that_was_saved_anew_adds_nothing() -> None:
    rows = [person(number) for number in range(1, 9)]
    imported(write_csv("a.csv", rows))

    report = imported(write_xlsx("b.xlsx", rows)).report

    assert (report.new, report.known, report.total) == (0, 8, 8)


def test_the_same_file_for_another_brand_is_another_ledger() -> None:
    rows = [{head: cell for head, cell in person(number).items() if head != "品牌名称"} for number in range(1, 4)]
    file = write_csv("a.csv", rows)

    imported(file, brand="甲品牌")
    report = imported(file, brand="乙品牌").report

    assert (report.new, report.total, report.repeats.in_several_brands) == (3, 6, 3)


def test_small_additions_are_folded_and_large_segments_left_alone() -> None:
    imported(write_csv("a.csv", [person(number) for number in range(1, 60)]))
    (large,) = Store.open("store").segments
    before = large.stat().st_mtime_ns
    for turn in range(4):
        imported(write_csv(f"{turn}.csv", [person(number, 岗位=f"岗{'甲乙丙丁'[turn]}") for number in range(1, 6)]))

    segments = Store.open("store").segments
    assert segments[0] == large
    assert large.stat().st_mtime_ns == before
    assert len(segments) <= 3
    files = {file for path in segments for file in (path, numbers_beside(path), meanings_beside(path))}
    assert {path.name for path in (Path("store") / "segments").iterdir()} == {path.name for path in files}
    assert len(rows_of("store")) == 59 + 20


def test_a_segment_has_the_columns_of_the_schema_and_any_engine_reads_it() -> None:
    imported(write_csv("a.csv", [person(number, 入职日期="2022-03-01", 月工资="5000") for number in range(1, 9)]))
    (path,) = Store.open("store").segments

    assert pq.read_schema(path).equals(store_schema())
    count, pay, first = duckdb.execute(
        "select count(distinct person), sum(pay_fen), min(started) from read_parquet(?)", [str(path)]
    ).fetchall()[0]
    assert (count, pay, str(first)) == (8, 4_000_000, "2022-03-01")


def test_rows_know_their_file_and_row() -> None:
    imported(write_csv("a.csv", [person(1)]), write_csv("b.csv", [person(2), person(3)]))

    store = Store.open("store")
    places = sorted((store.sources[found["source"]].file, found["source_row"]) for found in rows_of(store))
    assert places == [("a.csv", 2), ("b.csv", 2), ("b.csv", 3)]


def test_a_store_of_another_key_is_refused() -> None:
    imported(write_csv("a.csv", [person(1)]))
    other = passing_key()

    with pytest.raises(WrongKey) as failure:
        import_files([write_csv("b.csv", [person(2)])], Path("store"), reading(key=other.secret), other, memory=64 << 20)

    assert KEY.fingerprint in failure.value.what.en
    assert len(rows_of("store")) == 1


def test_a_store_that_somebody_writes_to_is_busy() -> None:
    imported(write_csv("a.csv", [person(1)]))

    with writing(Path("store")), pytest.raises(StoreBusy):
        imported(write_csv("b.csv", [person(2)]))
    assert imported("b.csv").report.new == 1


def test_no_store_a_damaged_one_and_one_of_another_version(clean: Path) -> None:
    with pytest.raises(StoreError, match="no store here"):
        Store.open("nowhere")
    imported(write_csv("a.csv", [person(1)]))
    manifest = Path("store") / FILE
    text = manifest.read_text(encoding="utf-8")
    other = text.replace(f'"version": {VERSION}', '"version": 99')
    for damaged in ("", "{}", text[:-20], other, text.replace('"change"', '"chance"')):
        manifest.write_text(damaged, encoding="utf-8")
        with pytest.raises(DamagedStore):
            Store.open("store")
    manifest.write_text(text, encoding="utf-8")
    Store.open("store").segments[0].unlink()
    with pytest.raises(DamagedStore):
        imported(write_csv("b.csv", [person(1, 岗位="x")]))


def test_a_sheet_that_was_taken_alone_adds_nothing_when_the_whole_file_is() -> None:
    heads = list(person())
    sheets = {name: [heads, list(person(number).values())] for number, name in enumerate("一二", 1)}
    file = write_grid("a.xlsx", sheets)

    assert imported(file, sheets=("一",)).report.new == 1
    assert imported(file).report.new == 1
    assert imported(file).report.known_files == [file]
