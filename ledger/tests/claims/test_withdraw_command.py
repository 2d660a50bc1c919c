"""``laowu ledger withdraw`` as somebody types it, and a withdrawal that is killed."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from claim_ledgers import AWARD, RECOGNISED, committed
from click.testing import Result
from ledger_files import content_of, imported, person, write_csv
from settled_claims import paid_in

from laowu_ledger.store.store import Store

RUNNER = Path(__file__).parent.parent / "support" / "faulty_withdrawal.py"
DEATHS = int(os.environ.get("LAOWU_LEDGER_DEATHS", "6"))
MONTHS = {"人员类别": "农民工", "养老保险缴费月份": "2025.01-2025.06", "用人单位": "甲厂"}
Laowu = Callable[..., Result]


@pytest.fixture(autouse=True)
def ledger(clean: Path) -> None:
    imported(write_csv("good.csv", [person(number, **MONTHS) for number in range(1, 4)]), store="store")
    imported(write_csv("wrong.csv", [person(number, **MONTHS) for number in range(3, 8)]), store="store")


def test_a_file_is_withdrawn_and_files_with_the_same_rows_are_named(laowu: Laowu) -> None:
    result = laowu("ledger", "withdraw", "good.csv", "--store", "store", "--format", "json")

    told = json.loads(result.stdout)
    assert (told["schema"], told["rows"], told["paid"], told["store"]) == ("laowu/ledger-withdrawn/1", 3, 0, {"rows": 4})
    assert told["import_again"] == ["wrong.csv"]
    assert (imported("wrong.csv", store="store").report.new, Store.open("store").rows) == (1, 5)
    page = laowu("ledger", "withdraw", "wrong.csv", "--store", "store", "--lang", "zh").stdout
    assert "撤回的行" in page


def test_rows_that_were_paid_stay_until_they_are_asked_for_by_name(laowu: Laowu) -> None:
    committed("store", AWARD, RECOGNISED, date(2025, 12, 31))
    before = paid_in(Store.open("store"))

    refused = laowu("ledger", "withdraw", "wrong.csv", "--store", "store")
    assert refused.exit_code == 3
    assert "4 of these rows were paid" in refused.stderr
    assert "wrong.csv:3, wrong.csv:4" in refused.stderr
    assert Store.open("store").rows == 7

    done = laowu("ledger", "withdraw", "wrong.csv", "--store", "store", "--even-paid")
    assert done.exit_code == 0, done.stderr
    assert "the payments stay" in done.stdout
    assert (Store.open("store").rows, paid_in(Store.open("store"))) == (3, before)
    imported("wrong.csv", store="store")
    assert committed("store", AWARD, RECOGNISED, date(2025, 12, 31)).run is None


def test_what_is_not_there_is_told(laowu: Laowu) -> None:
    for words, said in (
        (("no.csv",), "it holds: good.csv, wrong.csv"),
        (("good.csv", "--row", "99"), "row 99 is not in the store"),
    ):
        result = laowu("ledger", "withdraw", *words, "--store", "store")
        assert (result.exit_code, said in result.stderr) == (3, True), result.stderr


def test_a_withdrawal_killed_at_any_step_has_happened_or_has_not() -> None:
    def faulty(values: list[int]) -> list[dict[str, object]]:
        path = os.pathsep.join([str(RUNNER.parent), os.environ.get("PYTHONPATH", "")])
        done = subprocess.run(
            [
                sys.executable,
                "-W",
                "ignore::DeprecationWarning",
                str(RUNNER),
                "store",
                "copy-",
                "step",
                ",".join(map(str, values)),
            ],
            check=False,
            capture_output=True,
            encoding="utf-8",
            env={**os.environ, "PYTHONPATH": path},
        )
        assert done.returncode == 0, done.stderr
        return [json.loads(line) for line in done.stdout.splitlines()]

    (whole,) = faulty([1_000_000])
    last = whole["said"]["steps"]  # type: ignore[index]
    after, before = content_of("copy-1000000"), content_of("store")
    steps = sorted({1 + (last - 1) * place // (DEATHS - 1) for place in range(DEATHS)})
    told = faulty(steps)

    assert len(after) == 3
    assert all(line["killed"] for line in told), told
    for step in steps:
        assert content_of(f"copy-{step}") in (before, after)
        imported("good.csv", store=f"copy-{step}")
        assert content_of(f"copy-{step}") in (before, after)
