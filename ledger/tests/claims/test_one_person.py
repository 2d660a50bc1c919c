"""One number in several spellings is one person, who is paid once."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from ledger_files import person, write_csv, write_parquet, write_xlsx

from laowu.jurisdictions.discovery import discover
from laowu_ledger.identity.kernel import expected_check

Laowu = Callable[..., Result]
MONTHS = {"人员类别": "农民工", "养老保险缴费月份": "2025.01-2025.06", "用人单位": "甲厂"}
FULL_WIDTH = str.maketrans("0123456789X", "０１２３４５６７８９Ｘ")


def number_in_x() -> str:
    """A number whose check character is X."""
    firsts = (f"11010119000101{sequence:03}" for sequence in range(1, 1000))
    return next(first + "X" for first in firsts if expected_check(first) == "X")


@pytest.mark.skipif("chongqing" not in discover(), reason="no region with an award per head is installed")
def test_spellings_of_one_number_in_files_of_every_kind_are_one_person_who_is_paid_once(laowu: Laowu) -> None:
    number = number_in_x()
    spellings = (number, number.lower(), number.translate(FULL_WIDTH), number[:6] + number[8:17], f"{number[:6]} {number[6:]}")
    assert len(spellings[3]) == 15
    rows = [person(1, **{**MONTHS, "证件号码": spelling, "月工资": str(3_000 + at)}) for at, spelling in enumerate(spellings)]
    files = [write_csv("a.csv", rows[:2]), write_xlsx("b.xlsx", rows[2:4]), write_parquet("c.parquet", rows[4:])]
    Path("brands.toml").write_text('[[recognitions]]\nbrand = "甲品牌"\nlevel = "municipal"\non = 2023-05-10\n', encoding="utf-8")
    key = ("--key", "key")

    taken = laowu("ledger", "import", *files, "--store", "store", *key, "--format", "json")
    assert taken.exit_code == 0, taken.stderr
    told = json.loads(taken.stdout)["store"]
    assert (told["rows"], told["people"]) == (5, 1)

    asked = ("--store", "store", "--year", "2025", "--recognitions", "brands.toml", "--on", "2026-11-22", "--format", "json")
    for new in (1, 0):
        claims = laowu("ledger", "claims", "-j", "chongqing", *asked, "--commit")
        assert claims.exit_code == 0, claims.stderr
        told = json.loads(claims.stdout)
        assert (told["persons"], told["fen"], told["of_these_new"]["persons"]) == (1, 100_000, new)
