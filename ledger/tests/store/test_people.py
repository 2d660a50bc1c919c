"""Counting the people of a store."""

import pytest
from ledger_files import id_number, imported, person, rows_of, write_csv

from laowu_ledger.store import people, runs
from laowu_ledger.store.people import count_people, first_of_each


def test_people_are_counted_once_however_they_are_written_and_wherever_they_stand() -> None:
    imported(write_csv("a.csv", [person(at, 用人单位=f"公司{at % 7}") for at in range(1, 60)]))
    again = [{**person(at), "品牌名称": "乙品牌"} for at in (1, 2, 61)]
    old = id_number(5)
    short = {**person(5), "证件号码": old[:6] + old[8:17], "用人单位": "丙公司"}
    store = imported(write_csv("b.csv", [*again, short])).store
    assert len(store.segments) > 1
    assert count_people(store) == len({row["person"] for row in rows_of(store)}) == 60


def test_people_at_the_border_of_two_row_groups_are_counted_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runs, "GROUP_ROWS", 3)
    several = [person(at, 用人单位=f"公司{job}") for at in range(1, 20) for job in range(4)]
    store = imported(write_csv("a.csv", several)).store
    assert len(store.segments) == 1
    assert count_people(store) == 19


def test_people_of_several_segments_are_brought_together_span_by_span(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(people, "_AT_ONCE", 5)
    imported(write_csv("a.csv", [person(at) for at in range(1, 40)]))
    store = imported(write_csv("b.csv", [person(at, 用人单位="乙公司") for at in range(35, 45)])).store
    assert len(store.segments) > 1
    assert count_people(store) == 44


def test_a_store_without_rows_holds_nobody() -> None:
    assert count_people(imported(write_csv("a.csv", [{**person(1), "证件号码": "1"}])).store) == 0


def test_an_import_tells_how_many_people_the_store_holds() -> None:
    done = imported(write_csv("a.csv", [person(1), person(1, 用人单位="乙公司"), person(2)]))
    assert (done.report.total, done.report.people) == (3, 2)
    assert done.report.data()["store"]["people"] == 2


def test_the_first_row_of_each_person_is_told() -> None:
    import numpy as np

    assert first_of_each(np.asarray([1, 1, 2, 3, 3], np.int64)).tolist() == [True, False, True, True, False]
    assert first_of_each(np.zeros(0, np.int64)).tolist() == []
