"""Killed while lists are loaded, out of room: a list is there whole or not at all, and a second call completes it.

``LAOWU_LEDGER_DEATHS`` sets how many runs are killed; ``nox -s faults`` sets it to a hundred.
"""

import json
import os
import random
import subprocess
import sys
from pathlib import Path
from typing import Any

import faulty_load
import pytest
from claim_ledgers import AWARD, ledger_of
from ledger_files import content_of, imported, write_csv
from payment_lists import loaded, payment

from laowu_ledger.claims.paid import PaidTable
from laowu_ledger.payments.loading import withdraw_load
from laowu_ledger.store.store import Store

RUNNER = Path(__file__).parent.parent / "support" / "faulty_load.py"
DEATHS = int(os.environ.get("LAOWU_LEDGER_DEATHS", "6"))
State = list[tuple[Any, ...]]


@pytest.fixture
def states(monkeypatch: pytest.MonkeyPatch) -> list[State]:
    """The table before, between and after the three steps; the store ``base`` stands before them."""
    monkeypatch.setattr(os, "fsync", lambda _: None)  # in this process, which is not killed
    ledger = ledger_of(random.Random(5), 90, people=60, good=True)
    imported(write_csv("ledger.csv", ledger), store="base")
    imported("ledger.csv", store="whole")
    lists = {"wrong.csv": range(1, 5), "one.csv": range(5, 12), "other.csv": range(12, 20)}
    for file, people in lists.items():
        write_csv(file, [payment(number, 姓名="某人") for number in people])
    for folder in ("base", "whole"):
        loaded("wrong.csv", award=AWARD, store=folder)
    before = state("base")
    first = Store.open("whole")
    found = [before]
    loaded(*faulty_load.LISTS, award=AWARD, store="whole")
    found.append(state("whole"))
    withdraw_load(first, faulty_load.MISTAKEN)
    found.append(state("whole"))
    faulty_load.load(Path("whole"))
    found.append(state("whole"))
    assert len({len(one) for one in found}) == len(found)
    return found


def state(folder: str | Path) -> State:
    rows = PaidTable.of(Store.open(folder)).rows("demo", AWARD.id).drop_columns(["run"]).to_pylist()
    return sorted((tuple(row.values()) for row in rows), key=repr)


def faulty(mode: str, values: list[int]) -> list[dict[str, Any]]:
    """Load in copies of the store ``base``, each with a fault; the copies are ``copy-VALUE``."""
    path = os.pathsep.join([str(RUNNER.parent), os.environ.get("PYTHONPATH", "")])
    done = subprocess.run(
        [sys.executable, "-W", "ignore::DeprecationWarning", str(RUNNER), "base", "copy-", mode, ",".join(map(str, values))],
        check=False,
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": path},
    )
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def check(folder: str, states: list[State]) -> None:
    """One of the states stands there, and the same call completes it."""
    assert state(folder) in states
    assert content_of(folder) == content_of("base")
    faulty_load.load(Path(folder))
    assert state(folder) == states[-1]
    table = PaidTable.of(Store.open(folder))
    named = {segment.name for segment in table.manifest.segments} | {"manifest.json"}
    assert {path.name for path in table.folder.iterdir()} == named
    people = [row[2] for row in state(folder)]
    assert len(people) == len(set(people))


def test_a_load_killed_at_any_step_is_whole_or_not_there_and_completes(states: list[State]) -> None:
    (whole,) = faulty("step", [1_000_000])
    last = whole["said"]["steps"]
    steps = sorted({1 + (last - 1) * place // (DEATHS - 1) for place in range(DEATHS)})

    told = faulty("step", steps)

    assert last > 15
    assert all(line["killed"] for line in told), told
    for step in steps:
        check(f"copy-{step}", states)


def test_a_full_disk_is_told_and_nothing_is_loaded(states: list[State]) -> None:
    (told,) = faulty("room", [300])

    assert not told["killed"]
    assert told["said"].get("error") == "NoRoom", told
    assert state("copy-300") == states[0]
    assert not list(Path("copy-300").rglob("*.part"))
    check("copy-300", states)
