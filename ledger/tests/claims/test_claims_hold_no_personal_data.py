"""Canaries: names and numbers of workers that claims must not show or leave anywhere."""

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from click.testing import Result
from ledger_files import id_number, imported, person, write_csv

from laowu.jurisdictions.discovery import discover

NAMES = ["鸑鷟氏金丝雀", "CANARYSON"]
NUMBERS = [id_number(number, birth="19000913") for number in range(1, 4)]
CANARIES = [*NAMES, *NUMBERS, *(number[:17] for number in NUMBERS), "13912345678", "6222021234567890123"]
GOOD: dict[str, Any] = {
    "人员类别": "农民工",
    "养老保险缴费月份": "2025.01-2025.06",
    "联系电话": "13912345678",
    "银行卡号": "6222021234567890123",
}


def said(path: Path) -> bytes:
    return repr(pq.read_table(path).to_pydict()).encode() if path.suffix == ".parquet" else path.read_bytes()


@pytest.mark.skipif("chongqing" not in discover(), reason="no region with an award per head is installed")
def test_claims_show_and_leave_no_name_and_no_number(
    laowu: Callable[..., Result], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    monkeypatch.setattr("shutil.rmtree", lambda *_, **__: None)
    rows = [person(姓名=NAMES[place % 2], 证件号码=number, **GOOD) for place, number in enumerate(NUMBERS)]
    rows += [
        person(姓名="另一人", 证件号码=NUMBERS[2], 品牌名称="乙品牌", **GOOD),
        person(姓名=NAMES[0], 证件号码=NUMBERS[0], **GOOD),
    ]
    imported(write_csv("input.csv", rows), store="store")
    Path("brands.toml").write_text('[[recognitions]]\nbrand = "甲品牌"\nlevel = "municipal"\non = 2023-05-10\n', encoding="utf-8")
    common = ("-j", "chongqing", "--store", "store", "--recognitions", "brands.toml", "--on", "2026-11-22", "--debug")

    outputs = [
        laowu("ledger", "claims", *common, "--year", "2025", "--commit", "--out", "rows.csv"),
        laowu("ledger", "claims", *common, "--year", "2025", "--format", "json", "--out", "rows.parquet"),
        laowu("ledger", "explain", "input.csv:2", *common, "--lang", "zh"),
        laowu("ledger", "explain", "input.csv:5", *common, "--format", "json"),
        laowu("ledger", "explain", "input.csv:9", *common),
    ]

    assert [output.exit_code for output in outputs] == [0, 0, 0, 0, 3]
    shown = "".join(output.stdout + output.stderr for output in outputs).encode()
    assert [canary for canary in CANARIES if canary.encode() in shown] == []
    left = [path for folder in (Path(), temporary) for path in folder.rglob("*") if path.is_file() and path.name != "input.csv"]
    assert {"rows.csv", "rows.parquet", "00000001.parquet"} <= {path.name for path in left}
    assert [(path.name, canary) for path in left for canary in CANARIES if canary.encode() in said(path)] == []
    tokens = [str(token) for token in pq.read_table("store/paid/00000001.parquet").column("person").to_pylist()]
    assert [token for token in tokens if token.encode() in shown + Path("rows.csv").read_bytes()] == []
