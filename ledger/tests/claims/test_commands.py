"""``laowu ledger claims`` and ``explain`` as somebody types them."""

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from click.testing import Result
from ledger_files import id_number, imported, person, write_csv

from laowu.jurisdictions.discovery import discover
from laowu_ledger.claims.paid import PaidTable
from laowu_ledger.store.store import Store

Laowu = Callable[..., Result]
MONTHS = {"人员类别": "农民工", "养老保险缴费月份": "2025.01-2025.06", "用人单位": "甲厂"}
ROWS = [
    person(1, **MONTHS),
    person(2, **{**MONTHS, "养老保险缴费月份": "2025.05-2025.06"}),
    person(3, **{**MONTHS, "人员类别": "无"}),
    person(4, **{**MONTHS, "养老保险缴费主体": "个人"}),
    person(5, **MONTHS),
    person(5, **{**MONTHS, "品牌名称": "乙品牌", "养老保险缴费月份": "2025.04-2025.09"}),
    person(6, **{**MONTHS, "品牌名称": "丙品牌"}),
]
RECOGNITIONS = """
[[recognitions]]
brand = "甲品牌"
level = "municipal"
on = 2023-05-10

[[recognitions]]
brand = "乙品牌劳务"
also = ["乙品牌"]
level = "municipal"
on = 2019-03-01
"""


@pytest.fixture(autouse=True)
def ledger(clean: Path) -> None:
    imported(write_csv("a.csv", ROWS), store="store")
    Path("brands.toml").write_text(RECOGNITIONS, encoding="utf-8")


def paying_region() -> str:
    """A region with an award per head, whichever is installed."""
    return "chongqing" if "chongqing" in discover() else pytest.skip("no region with an award per head is installed")


def claims(laowu: Laowu, *words: str, year: str = "2025") -> Result:
    return laowu(
        "ledger", "claims", "-j", paying_region(), "--store", "store", "--year", year,
        "--recognitions", "brands.toml", "--on", "2026-11-22", *words,
    )  # fmt: skip


def data(result: Result) -> Any:
    assert result.exit_code == 0, result.stderr
    return json.loads(result.stdout)


def test_who_is_paid_and_why_others_are_not(laowu: Laowu) -> None:
    told = data(claims(laowu, "--format", "json"))

    assert (told["schema"], told["persons"], told["fen"]) == ("laowu/ledger-claims/1", 2, 200_000)
    assert told["refused"] == {"year_over": 1, "group": 1, "months": 1}
    assert told["open"] == {"recognition_unknown": 1, "payer_judged": 1}
    lines = {line["brand"]: line for line in told["lines"]}
    assert list(lines) == ["丙品牌", "乙品牌劳务", "甲品牌"]
    assert (lines["甲品牌"]["persons"], lines["甲品牌"]["left_fen"]) == (2, 99_800_000)
    assert lines["乙品牌劳务"]["refused"] == {"year_over": 1}
    assert told["committed"] is None
    assert not (Path("store") / "paid").exists()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_page_says_it_in_both_languages(laowu: Laowu, language: str) -> None:
    page = claims(laowu, "--lang", language).stdout

    words = {
        "zh": ["不属于所列重点群体", "连续参保缴费月数不足", "奖补年限已满", "这是试算"],
        "en": ["none of the key groups", "too few months", "years of the award are over", "a trial"],
    }
    assert [word for word in words[language] if word not in page] == []


def test_a_commit_is_written_once_and_a_month_again_adds_nothing(laowu: Laowu) -> None:
    first = data(claims(laowu, "--commit", "--month", "3", "--format", "json"))
    again = data(claims(laowu, "--commit", "--month", "3", "--format", "json"))
    year = data(claims(laowu, "--commit", "--format", "json"))

    assert (first["committed"], first["of_these_new"]["persons"]) == ({"run": 1, "late": 0}, 2)
    assert (again["committed"], again["persons"], again["of_these_new"]["persons"]) == ({"run": None, "late": 0}, 2, 0)
    assert (year["committed"], year["settled_before"]) == ({"run": 2, "late": 0}, "2025-03-31")
    assert len(PaidTable.of(Store.open("store")).rows(paying_region(), first["award"])) == 2


def test_late_claims_are_told(laowu: Laowu) -> None:
    claims(laowu, "--commit", "--month", "6")
    imported(write_csv("late.csv", [person(7, **MONTHS)]), store="store")

    result = claims(laowu, "--commit", "--lang", "en")

    assert "1 of these people claim for months that were settled before" in " ".join(result.stdout.split())


def test_every_row_is_written_with_what_became_of_it(laowu: Laowu) -> None:
    claims(laowu, "--out", "rows.csv", "--lang", "en")
    claims(laowu, "--out", "rows.parquet", "--brand", "甲品牌")

    with Path("rows.csv").open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    reasons = {(row["file"], int(row["row"])): (row["outcome"], row["reason"], int(row["fen"])) for row in rows}
    assert reasons["a.csv", 2] == ("paid", "paid", 100_000)
    assert reasons["a.csv", 3] == ("refused", "months", 0)
    assert reasons["a.csv", 8] == ("open", "recognition_unknown", 0)
    assert len(rows) == len(ROWS)
    assert set(pq.read_table("rows.parquet").column("brand").to_pylist()) == {"甲品牌"}


@pytest.mark.parametrize(
    ("row", "reason", "words"),
    [
        ("a.csv:2", "paid", "paid 1,000 yuan"),
        ("a.csv:3", "months", "2 months from 2025-05, 2 in a row"),
        ("a.csv:4", "group", "of one of:"),
        ("#0:5", "payer_judged", "whether a pension paid by the worker counts"),
        ("a.csv:7", "year_over", "a.csv:6"),
        ("a.csv:8", "recognition_unknown", "not stated"),
    ],
)
def test_a_row_is_explained(laowu: Laowu, row: str, reason: str, words: str) -> None:
    call = (
        "ledger",
        "explain",
        row,
        "-j",
        paying_region(),
        "--store",
        "store",
        "--recognitions",
        "brands.toml",
        "--on",
        "2026-11-22",
    )

    told = data(laowu(*call, "--format", "json"))

    assert (told["schema"], told["reason"]) == ("laowu/ledger-claim/1", reason)
    page = laowu(*call, env={"COLUMNS": "200"}).stdout
    assert words in page
    assert "第七条" in page


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("claims", "-j", "dalian", "--store", "store", "--year", "2025"), 3, "no award per head"),
        (("claims", "-j", "chongqing", "--store", "store", "--year", "2025"), 2, "--recognitions"),
        (("claims", "-j", "chongqing", "--store", "none", "--year", "2025", "--recognitions", "brands.toml"), 3, "no store here"),
        (("claims", "-j", "chongqing", "--store", "store", "--year", "2030", "--recognitions", "brands.toml"), 2, "--on"),
        (("claims", "-j", "chongqing", "--store", "store", "--year", "2025", "--recognitions", "a.csv"), 3, "a.csv"),
        (
            ("claims", "-j", "chongqing", "--store", "store", "--year", "2025", "--recognitions", "brands.toml", "--commit",
             "--brand", "甲"),
            2,
            "--brand does not go with it",
        ),
        (("explain", "a.csv:99", "-j", "chongqing", "--store", "store"), 3, "not in the store"),
        (("explain", "b.csv:2", "-j", "chongqing", "--store", "store"), 3, "it holds: a.csv"),
        (("explain", "a.csv", "-j", "chongqing", "--store", "store"), 3, "names no row"),
    ],
)  # fmt: skip
def test_what_cannot_be_settled_is_told(laowu: Laowu, words: tuple[str, ...], code: int, said: str) -> None:
    if {"chongqing", "dalian"} - set(discover()):
        pytest.skip("the regions asked about are not installed")
    result = laowu("ledger", *words, "--on", "2026-11-22")

    assert (result.exit_code, said in result.stderr) == (code, True), result.stderr


def test_recognitions_come_from_dossiers_too(laowu: Laowu) -> None:
    region = paying_region()
    Path("brands").mkdir()
    dossier = '[brand]\nname = "甲品牌"\nplace = "重庆市"\n\n[[recognitions]]\nlevel = "municipal"\non = 2023-05-10\n'
    Path("brands/a.toml").write_text(dossier, encoding="utf-8")
    call = ("ledger", "claims", "-j", region, "--store", "store", "--year", "2025", "--on", "2026-11-22", "--format", "json")

    told = data(laowu(*call, "--dossier", "brands"))

    assert (told["persons"], told["open"]["recognition_unknown"]) == (2, 1)


def test_spellings_of_one_brand_share_its_cap(laowu: Laowu) -> None:
    Path("brands.toml").write_text(RECOGNITIONS.replace("2019-03-01", "2023-03-01").replace('["乙品牌"]', '["乙品牌", "丙品牌"]'))

    told = data(claims(laowu, "--format", "json"))

    lines = {line["brand"]: line["persons"] for line in told["lines"]}
    assert lines == {"乙品牌劳务": 1, "甲品牌": 2}
    assert told["refused"]["already_paid"] == 1


def test_one_number_in_its_forms_is_one_person(laowu: Laowu) -> None:
    number = id_number(9)
    forms = [number, number.lower(), "".join(chr(ord(one) + 0xFEE0) for one in number)]
    rows = [person(9, **{**MONTHS, "证件号码": form, "用人单位": f"{place}厂"}) for place, form in enumerate(forms)]
    imported(write_csv("forms.csv", rows), store="other")

    told = data(
        laowu(
            "ledger", "claims", "-j", paying_region(), "--store", "other", "--year", "2025",
            "--recognitions", "brands.toml", "--on", "2026-11-22", "--format", "json",
        )
    )  # fmt: skip

    assert (told["persons"], told["refused"]) == (1, {"already_paid": 2})


def test_months_that_only_several_rows_show_together_are_told(laowu: Laowu) -> None:
    months = ("2025.01", "2025.02", "2025.03")
    rows = [person(1, **{**MONTHS, "养老保险缴费月份": month}) for month in months]
    rows += [person(2, **{**MONTHS, "养老保险缴费月份": month}) for month in ("2025.01", "2025.03")]
    imported(write_csv("monthly.csv", rows), store="monthly")
    call = (
        "-j",
        paying_region(),
        "--store",
        "monthly",
        "--recognitions",
        "brands.toml",
        "--on",
        "2026-11-22",
        "--format",
        "json",
    )

    told = [data(laowu("ledger", "explain", f"monthly.csv:{row}", *call)) for row in (2, 5)]

    assert [one["reason"] for one in told] == ["months", "months"]
    assert ["3 months in a row together" in one["fate"]["en"] for one in told] == [True, False]
