"""Killed, out of room, unreadable: the store opens, nothing is lost or twice there, and the same command completes.

``LAOWU_LEDGER_DEATHS`` sets how many imports are killed; ``nox -s faults`` sets it to a hundred.
"""

import json
import os
import random
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from ledger_files import content_of, imported, person, rows_of, write_csv, write_xlsx

from laowu_ledger.errors import UnreadableLedger
from laowu_ledger.intake import importing
from laowu_ledger.store.store import STAGING, Store

RUNNER = Path(__file__).parent.parent / "support" / "faulty_import.py"
DEATHS = int(os.environ.get("LAOWU_LEDGER_DEATHS", "12"))
FIRST = [person(number, 入职日期="2022-01-01") for number in range(1, 90)]
SECOND = [person(number, 入职日期="2022-01-01") for number in range(60, 150)]
THIRD = [*(person(number, 品牌名称="乙品牌") for number in range(1, 80)), person(200, 证件号码=""), person(3, 姓名="另一人")]


@pytest.fixture
def files(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    monkeypatch.setattr(importing, "MOST_AT_ONCE", 40)
    monkeypatch.setattr(importing, "LEAST_AT_ONCE", 40)
    monkeypatch.setattr(os, "fsync", lambda _: None)  # in this process, which is not killed
    imported(write_csv("first.csv", FIRST), store="base")
    return [write_csv("second.csv", SECOND), write_xlsx("third.xlsx", THIRD)]


def faulty(mode: str, values: list[int], files: list[str]) -> list[dict[str, Any]]:
    """Import into copies of the store ``base``, each with a fault; the copies are ``copy-VALUE``."""
    path = os.pathsep.join([str(RUNNER.parent), os.environ.get("PYTHONPATH", "")])
    done = subprocess.run(
        [
            sys.executable,
            "-W",
            "ignore::DeprecationWarning",
            str(RUNNER),
            "base",
            "copy-",
            mode,
            ",".join(map(str, values)),
            *files,
        ],
        check=False,
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": path},
    )
    assert done.returncode == 0, done.stderr
    told = [json.loads(line) for line in done.stdout.splitlines()]
    assert [line["value"] for line in told] == values
    return told


def states(files: list[str]) -> tuple[list[tuple[Any, ...]], list[tuple[Any, ...]]]:
    """What the store says before and after the import."""
    shutil.copytree("base", "whole")
    imported(*files, store="whole")
    return content_of("base"), content_of("whole")


def check(folder: str, files: list[str], before: list[tuple[Any, ...]], after: list[tuple[Any, ...]]) -> None:
    """The store is as before or as after, and the same import completes it."""
    assert content_of(folder) in (before, after)
    imported(*files, store=folder, errors="again.xlsx")
    assert content_of(folder) == after
    assert Store.open(folder).conflicts.tolist() == Store.open("whole").conflicts.tolist()
    store = Store.open(folder)
    assert sorted(path.name for path in (store.folder / "segments").glob("*[0-9].parquet")) == sorted(
        path.name for path in store.segments
    )
    assert not (store.folder / STAGING).exists()
    assert not list(Path(folder).rglob("*.part"))


def test_an_import_killed_at_any_step_loses_nothing_and_completes(files: list[str]) -> None:
    before, after = states(files)
    (whole,) = faulty("step", [1_000_000], files)
    last = whole["said"]["steps"]
    steps = sorted({1 + (last - 1) * place // (DEATHS - 1) for place in range(DEATHS)})

    told = faulty("step", steps, files)

    assert last > 50
    assert all(line["killed"] for line in told)
    for step in steps:
        check(f"copy-{step}", files, before, after)


def test_an_import_killed_at_any_moment_loses_nothing_and_completes(files: list[str]) -> None:
    before, after = states(files)
    moments = random.Random(7).sample(range(1, 400), max(DEATHS // 2, 4))  # no secret

    told = faulty("after", moments, files)

    assert [line["said"] for line in told if line["said"] and not line["said"].get("done")] == []
    for moment in moments:
        check(f"copy-{moment}", files, before, after)


def test_a_full_disk_is_told_and_the_store_is_as_before(files: list[str]) -> None:
    before, after = states(files)
    # Too small for a staged run, for its list, for a segment, for the manifest.
    rooms = [100, 1_000, 2_500, 5_000, 9_000]

    told = faulty("room", rooms, files)

    for line in told:
        assert not line["killed"]
        assert line["said"].get("error") == "NoRoom", line
        assert "no room" in line["said"]["what"]
        assert line["said"]["where"]
        folder = f"copy-{line['value']}"
        assert content_of(folder) == before
        assert not list(Path(folder).rglob("*.part"))
        assert not Path(f"{folder}.xlsx").exists()
        check(folder, files, before, after)


def test_a_file_that_is_staged_whole_is_not_read_again(files: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    second, _ = files
    Path("damaged.csv").write_bytes(b"\xff\xff")
    with pytest.raises(UnreadableLedger):
        imported(second, "damaged.csv", store="base")
    assert list((Path("base") / STAGING).iterdir())

    def never(*_: object) -> object:
        raise AssertionError("read again")

    monkeypatch.setattr("laowu_ledger.intake.judged_files.read_ledger", never)
    report = imported(second, store="base").report

    assert (report.rows, report.new) == (len(SECOND), len(SECOND) - 30)
    assert not (Path("base") / STAGING).exists()


def test_an_unreadable_file_among_others_leaves_the_store_as_it_was(files: list[str]) -> None:
    before = content_of("base")
    Path("damaged.xlsx").write_bytes(b"PK\x03\x04")

    with pytest.raises(UnreadableLedger) as failure:
        imported(*files, "damaged.xlsx", store="base", errors="wrong.xlsx")

    assert failure.value.where == "damaged.xlsx"
    assert content_of("base") == before
    assert not Path("wrong.xlsx").exists()
    assert len(rows_of("base")) == len(before)
