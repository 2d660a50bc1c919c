"""Killed while it is written, out of room: the table of payments opens, nothing is lost or paid twice, and a run completes it.

``LAOWU_LEDGER_DEATHS`` sets how many runs are killed; ``nox -s faults`` sets it to a hundred.
"""

import json
import os
import random
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from claim_ledgers import AWARD, RECOGNISED, committed, ledger_of
from ledger_files import content_of, imported, write_csv

from laowu_ledger.claims.paid import PaidTable
from laowu_ledger.store.store import Store

RUNNER = Path(__file__).parent.parent / "support" / "faulty_commit.py"
DEATHS = int(os.environ.get("LAOWU_LEDGER_DEATHS", "6"))
SPRING, SUMMER, WINTER = date(2025, 1, 31), date(2025, 3, 15), date(2025, 12, 31)
Paid = list[tuple[Any, ...]]


@pytest.fixture
def states(monkeypatch: pytest.MonkeyPatch) -> list[Paid]:
    """What was paid before, between and after the two runs that are killed; the store ``base`` stands before them."""
    monkeypatch.setattr(os, "fsync", lambda _: None)  # in this process, which is not killed
    ledger = ledger_of(random.Random(5), 120, people=70, good=True)
    for folder in ("base", "whole"):
        imported(write_csv("ledger.csv", ledger), store=folder)
        committed(folder, AWARD, RECOGNISED, SPRING)
    found = [paid("base")]
    for through in (SUMMER, WINTER):
        committed("whole", AWARD, RECOGNISED, through)
        found.append(paid("whole"))
    assert len({len(state) for state in found}) == 3
    return found


def paid(folder: str | Path) -> Paid:
    rows = PaidTable.of(Store.open(folder)).rows("demo", AWARD.id).drop_columns(["run"]).to_pylist()
    return [tuple(row.values()) for row in rows]


def faulty(mode: str, values: list[int]) -> list[dict[str, Any]]:
    """Commit claims in copies of the store ``base``, each with a fault; the copies are ``copy-VALUE``."""
    path = os.pathsep.join([str(RUNNER.parent), os.environ.get("PYTHONPATH", "")])
    done = subprocess.run(
        [sys.executable, "-W", "ignore::DeprecationWarning", str(RUNNER), "base", "copy-", mode, ",".join(map(str, values))],
        check=False,
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": path},
    )
    assert done.returncode == 0, done.stderr
    told = [json.loads(line) for line in done.stdout.splitlines()]
    assert [line["value"] for line in told] == values
    return told


def check(folder: str, states: list[Paid]) -> None:
    """One of the three states stands there, and the same runs complete it."""
    found = paid(folder)
    assert found in states
    assert content_of(folder) == content_of("base")
    for through in (SUMMER, WINTER):
        committed(folder, AWARD, RECOGNISED, through)
    assert paid(folder) == states[-1]
    people = [row[2] for row in paid(folder)]
    assert len(people) == len(set(people))
    table = PaidTable.of(Store.open(folder))
    named = {segment.name for segment in table.manifest.segments} | {"manifest.json"}
    assert {path.name for path in table.folder.iterdir()} == named


def test_a_commit_killed_at_any_step_pays_nobody_twice_and_completes(states: list[Paid]) -> None:
    (whole,) = faulty("step", [1_000_000])
    last = whole["said"]["steps"]
    steps = sorted({1 + (last - 1) * place // (DEATHS - 1) for place in range(DEATHS)})

    told = faulty("step", steps)

    assert last > 10
    assert all(line["killed"] for line in told), told
    for step in steps:
        check(f"copy-{step}", states)


def test_a_commit_killed_at_any_moment_pays_nobody_twice_and_completes(states: list[Paid]) -> None:
    moments = random.Random(11).sample(range(1, 500), max(DEATHS // 2, 4))

    told = faulty("after", moments)

    assert [line["said"] for line in told if line["said"] and not line["said"].get("done")] == []
    for moment in moments:
        check(f"copy-{moment}", states)


def test_a_full_disk_is_told_and_nothing_is_paid(states: list[Paid]) -> None:
    told = faulty("room", [100, 600])

    for line in told:
        assert not line["killed"]
        assert line["said"].get("error") == "NoRoom", line
        assert paid(f"copy-{line['value']}") == states[0]
        assert not list(Path(f"copy-{line['value']}").rglob("*.part"))
        check(f"copy-{line['value']}", states)
