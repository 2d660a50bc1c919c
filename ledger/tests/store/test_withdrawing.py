"""A file that was imported by mistake is taken out again, and nothing else with it."""

import random
from pathlib import Path

import pytest
from claim_ledgers import place
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ledger_files import Row, content_of, imported, person, rows_of, write_csv

from laowu_ledger.store.store import Store
from laowu_ledger.store.withdrawing import NoSuchFile, Withdrawn, rows_from, sources_of, withdraw


def withdrawn(written: str, *rows: int, store: str = "store") -> Withdrawn:
    opened = Store.open(store)
    sources = sources_of(opened, written)
    return withdraw(opened, sources, rows_from(opened, sources, rows), whole=not rows, at_once=50)


def ledger(rng: random.Random) -> list[Row]:
    return [
        person(rng.randint(1, 30), 姓名=rng.choice(["例一"] * 9 + ["例二"]), 岗位=rng.choice("甲乙丙"))
        for _ in range(rng.randint(1, 40))
    ]


@settings(max_examples=10, suppress_health_check=list(HealthCheck))
@given(seed=st.integers(0, 9_999), out=st.integers(0, 2))
def test_what_is_left_is_what_the_other_files_say(monkeypatch: pytest.MonkeyPatch, seed: int, out: int) -> None:
    rng = random.Random(seed)  # no secret
    with place(monkeypatch):
        files = [write_csv(f"{number}.csv", ledger(rng)) for number in range(3)]
        for file in files:
            imported(file)
        done = withdrawn(files[out])
        again = imported(*done.again) if done.again else None
        others = [file for number, file in enumerate(files) if number != out]
        imported(*others, store="others")

        assert set(done.again) <= set(others)
        assert content_of("store") == content_of("others")
        assert Store.open("store").conflicts.tolist() == Store.open("others").conflicts.tolist()
        assert again is None or not again.report.known_files
        imported(files[out])
        imported(*files, store="all")
        assert content_of("store") == content_of("all")


def test_some_rows_alone_are_taken_out_and_do_not_come_back_with_their_file() -> None:
    file = write_csv("a.csv", [person(number) for number in range(1, 6)])
    imported(file)

    done = withdrawn("a.csv", 3, 5)

    assert (done.rows, done.again, done.store.rows) == (2, (), 3)
    assert sorted(row["source_row"] for row in rows_of("store")) == [2, 4, 6]
    assert imported(file).report.known_files == [file]
    with pytest.raises(NoSuchFile, match="row 3 is not in the store"):
        withdrawn("a.csv", 3)


def test_a_file_is_named_in_several_ways_and_two_of_one_name_are_told_apart() -> None:
    imported(write_csv("a.csv", [person(1)]))
    imported(write_csv("a.csv", [person(2)]))
    digest = Store.open("store").sources[1].digest

    with pytest.raises(NoSuchFile, match=r"several files “a\.csv” were imported") as failure:
        withdrawn("a.csv")
    assert f"#1 ({digest[:8]} )" in str(failure.value.mend)
    assert withdrawn(digest[:10]).rows == 1
    assert withdrawn("a.csv").rows == 1
    with pytest.raises(NoSuchFile, match=r"holds nothing from “a\.csv”"):
        withdrawn("a.csv")
    assert (Store.open("store").rows, list((Path("store") / "segments").iterdir())) == (0, [])
