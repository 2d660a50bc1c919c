"""``laowu ledger paid`` as somebody types it."""

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from click.testing import Result
from ledger_files import KEY, id_number, imported, person, write_csv, write_parquet, write_xlsx
from payment_lists import payment
from python_calamine import CalamineWorkbook

from laowu.jurisdictions.discovery import discover
from laowu_ledger.claims.paid import PaidTable
from laowu_ledger.schema.fields import by_payment_heading, payment_fields
from laowu_ledger.schema.spelling import heading_key
from laowu_ledger.store.store import Store

Laowu = Callable[..., Result]
pytestmark = pytest.mark.skipif("chongqing" not in discover(), reason="no region with an award per head is installed")
MONTHS = {"人员类别": "农民工", "养老保险缴费月份": "2025.01-2025.06", "用人单位": "甲厂"}
ON = ("--on", "2026-11-22")
RECOGNITIONS = '[[recognitions]]\nbrand = "甲品牌"\nalso = ["甲 品牌"]\nlevel = "municipal"\non = 2023-05-10\n'


@pytest.fixture(autouse=True)
def ledger(clean: Path) -> None:
    imported(write_csv("a.csv", [person(1, **MONTHS), person(2, **MONTHS)]), store="store")
    Path("brands.toml").write_text(RECOGNITIONS, encoding="utf-8")
    Path("key").write_text(KEY.secret.hex() + "\n", encoding="ascii")


def paid_import(laowu: Laowu, *words: str) -> Result:
    return laowu("ledger", "paid", "import", *words, "--store", "store", "--key", "key", "-j", "chongqing", *ON)


def data(result: Result, code: int = 0) -> Any:
    assert result.exit_code == code, result.stderr
    return json.loads(result.stdout)


def claims(laowu: Laowu, *words: str) -> Any:
    call = ("--store", "store", "--year", "2025", "--recognitions", "brands.toml", "-j", "chongqing", *ON, "--format", "json")
    return data(laowu("ledger", "claims", *call, *words))


def reasons(told: Any) -> dict[str, int]:
    return {one["reason"]: one["count"] for one in told["reasons"]}


def rows() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = PaidTable.of(Store.open("store")).rows("chongqing", "CQA-038").to_pylist()
    return found


def test_who_was_paid_before_is_not_paid_again_and_is_told_where_that_stands(laowu: Laowu) -> None:
    assert claims(laowu)["persons"] == 2

    told = data(paid_import(laowu, write_csv("p.csv", [payment(1, 发放日期="2024-07-15")]), "--format", "json"))
    after = claims(laowu)

    assert (told["schema"], told["loaded"]) == ("laowu/ledger-payments/1", {"payments": 1, "fen": 100_000})
    assert (after["persons"], after["refused"], after["loaded_before"]) == (
        1,
        {"already_paid": 1},
        {"persons": 1, "fen": 100_000},
    )
    assert after["unsettled_years"] == []
    call = ("ledger", "explain", "a.csv:2", "--store", "store", "--recognitions", "brands.toml", "-j", "chongqing", *ON)
    explained = data(laowu(*call, "--format", "json"))
    assert (explained["reason"], explained["fate"]["en"]) == (
        "already_paid",
        "one award per person, paid for another claim: paid before, loaded from p.csv row 2 (甲品牌, 2024-07-15)",
    )
    before = {"day": "2024-07-15", "year": 2024, "brand": "甲品牌", "fen": 100_000, "run": 1}
    assert explained["paid_before"] == [{**before, "file": "p.csv", "sheet": None, "row": 2}]
    assert "以前已付，载自 p.csv 第 2 行" in laowu(*call, "--lang", "zh", env={"COLUMNS": "200"}).stdout


def test_what_was_paid_before_leaves_less_of_the_cap_however_the_brand_is_spelled(laowu: Laowu) -> None:
    file = write_csv("p.csv", [payment(9, 品牌名称="甲 品牌", 奖补年度="2025", 发放金额="999000")])
    told = data(paid_import(laowu, file, "--recognitions", "brands.toml", "--format", "json"))

    assert reasons(told) == {"paid_amount_differs": 1}
    (line,) = claims(laowu)["lines"]
    assert (line["persons"], line["of_these_new"]["persons"], line["left_fen"], line["refused"]) == (2, 1, 0, {"cap": 1})


@pytest.mark.parametrize("write", [write_csv, write_xlsx, write_parquet])
def test_lists_of_any_kind_are_read_and_a_second_time_changes_nothing(laowu: Laowu, write: Callable[..., str]) -> None:
    file = write(f"p.{ {write_csv: 'csv', write_xlsx: 'xlsx', write_parquet: 'parquet'}[write] }", [payment(1), payment(3)])
    paid_import(laowu, file)
    first = rows()
    again = paid_import(laowu, file, "--lang", "en")
    more = paid_import(laowu, write_csv("more.csv", [payment(3), payment(4)]), "--format", "json")

    assert len(first) == 2
    assert "loaded before, and skipped" in again.stdout
    assert (data(more)["loaded"]["payments"], reasons(data(more))) == (1, {"paid_known": 1})
    assert len(rows()) == 3


@pytest.mark.parametrize(
    ("cells", "reason", "field"),
    [
        ({"身份证号": id_number(1)[:17] + ("X" if id_number(1)[17] != "X" else "0")}, "id_check", "id_number"),
        ({"身份证号": 110101190001010014}, "id_number_cell", "id_number"),
        ({"身份证号": ""}, "id_missing", "id_number"),
        ({"姓名": ""}, "name_missing", "name"),
        ({"品牌名称": ""}, "brand_missing", "brand"),
        ({"发放金额": ""}, "paid_amount_missing", "paid_amount"),
        ({"发放金额": "0"}, "paid_amount_zero", "paid_amount"),
        ({"发放金额": "一千"}, "number_unreadable", "paid_amount"),
        ({"奖补年度": ""}, "paid_year_missing", "paid_year"),
        ({"奖补年度": "2027"}, "paid_future", "paid_year"),
        ({"奖补年度": "", "发放日期": "2026-11-23"}, "paid_future", "paid_on"),
        ({"发放日期": "24.7.1"}, "date_two_digit_year", "paid_on"),
    ],
)
def test_one_bad_row_is_told_by_its_place_and_nothing_is_loaded(
    laowu: Laowu, cells: dict[str, Any], reason: str, field: str
) -> None:
    file = write_xlsx("p.xlsx", [payment(1), payment(2, **cells)], sheet="已付")

    told = data(paid_import(laowu, write_csv("good.csv", [payment(5)]), file, "--format", "json"), code=3)

    assert {"file": "p.xlsx", "sheet": "已付", "row": 3, "field": field, "reason": reason, "weight": "error"} in [
        {**one, "weight": one["weight"].replace("question", "error")} for one in told["found"]
    ]
    assert (told["refused"], told["loads"]) == (1, [])
    assert rows() == []
    page = paid_import(laowu, file, "--lang", "zh")
    assert "p.xlsx[已付]:3" in page.stdout
    assert "什么都没有载入" in page.stdout


def test_odd_payments_are_told_row_by_row_and_count(laowu: Laowu) -> None:
    claims(laowu, "--commit")
    file = write_csv(
        "p.csv",
        [
            payment(1, 奖补年度="2025"),  # what the run has paid
            payment(2, 奖补年度="2024"),  # paid by the run, for another year
            payment(5),
            payment(5),
            payment(6),
            payment(6, 发放金额="800"),
            payment(7, 品牌名称="甲牌"),
            payment(8, 姓名="某甲"),
            payment(8, 姓名="某乙", 发放日期="2024-02-01"),
        ],
    )

    told = data(paid_import(laowu, file, "--format", "json"))

    found = {(one["row"], one["reason"]) for one in told["found"]}
    assert found == {
        (2, "paid_known"), (3, "paid_again"), (5, "paid_same_row"), (6, "paid_again"), (7, "paid_again"),
        (7, "paid_amount_differs"), (8, "paid_brand_unknown"), (9, "paid_name_differs"), (10, "paid_name_differs"),
        (9, "paid_again"), (10, "paid_again"),
    }  # fmt: skip
    assert (told["refused"], told["loaded"]["payments"]) == (0, 7)
    assert claims(laowu)["persons"] == 2


def test_runs_and_loads_are_listed_and_every_payment_is_written_out(laowu: Laowu) -> None:
    paid_import(laowu, write_csv("p.csv", [payment(1, 发放日期="2024-07-15")]))
    claims(laowu, "--commit")

    told = data(laowu("ledger", "paid", "list", "--store", "store", "--out", "all.csv", "--format", "json"))
    laowu("ledger", "paid", "list", "--store", "store", "--out", "all.parquet", "-j", "chongqing")

    assert told["schema"] == "laowu/ledger-paid/1"
    assert [(one["kind"], one["number"], one["persons"], one["fen"]) for one in told["entries"]] == [
        ("load", 1, 1, 100_000),
        ("run", 2, 1, 100_000),
    ]
    with Path("all.csv").open(encoding="utf-8-sig", newline="") as stream:
        written = list(csv.DictReader(stream))
    assert [(one["run"], one["year"], one["file"], one["row"]) for one in written] == [
        ("1", "2024", "p.csv", "2"),
        ("2", "2025", "", ""),
    ]
    assert pq.read_table("all.parquet").num_rows == 2
    page = laowu("ledger", "paid", "list", "--store", "store").stdout
    assert "loaded from p.csv" in page
    assert "settled up to 2025-12-31" in page


def test_a_load_is_taken_back_and_can_come_again(laowu: Laowu) -> None:
    file = write_csv("p.csv", [payment(1)])
    paid_import(laowu, file)
    claims(laowu, "--commit")

    result = laowu("ledger", "paid", "withdraw", "1", "--store", "store")
    assert result.exit_code == 0
    assert "load 1 (p.csv) is taken back: 1 payments, 1,000 yuan" in result.stderr
    assert "runs after it (2) counted these payments" in result.stderr
    assert claims(laowu)["of_these_new"]["persons"] == 1
    again = data(paid_import(laowu, file, "--format", "json"))
    assert [load["number"] for load in again["loads"]] == [3]
    assert sorted(path.name for path in Path("store/paid").iterdir()) == ["00000002.parquet", "00000003.parquet", "manifest.json"]


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("paid", "import", "p.csv", "--store", "none", "-j", "chongqing"), 3, "no store here"),
        (("paid", "import", "p.csv", "--store", "store", "-j", "dalian"), 3, "no award per head"),
        (("paid", "import", "p.csv", "--store", "store", "-j", "chongqing", "--key", "other"), 3, "not there"),
        (("paid", "import", "p.csv", "--store", "store", "-j", "chongqing", "--key", "wrong"), 3, "filled with another key"),
        (("paid", "import", "no.csv", "--store", "store", "-j", "chongqing", "--key", "key"), 3, "no.csv"),
        (("paid", "withdraw", "7", "--store", "store"), 3, "there is no load 7"),
        (("paid", "withdraw", "1", "--store", "store"), 3, "is a run that paid, not a load"),
        (("paid", "lst", "--store", "store"), 2, "did you mean: list?"),
    ],
)
def test_what_cannot_be_done_is_told(laowu: Laowu, words: tuple[str, ...], code: int, said: str) -> None:
    if "dalian" not in discover():
        pytest.skip("the regions asked about are not installed")
    write_csv("p.csv", [payment(1)])
    Path("wrong").write_text("ab" * 16 + "\n", encoding="ascii")
    claims(laowu, "--commit")

    result = laowu("ledger", *words)

    assert (result.exit_code, said in result.stderr) == (code, True), result.stderr


def test_the_template_is_read_back_as_it_is_written(laowu: Laowu) -> None:
    for language in ("zh", "en"):
        file = f"{language}.xlsx"
        laowu("ledger", "paid", "template", "--out", file, "--lang", language)
        book = CalamineWorkbook.from_path(file)
        heads = book.get_sheet_by_name(book.sheet_names[0]).to_python()[0]
        assert [by_payment_heading()[heading_key(str(head))].name for head in heads] == list(payment_fields())
        told = data(paid_import(laowu, file, "--sheet", book.sheet_names[1], "--format", "json"))
        assert told["refused"] == 0
    assert len(rows()) == 3


def test_no_heading_of_a_list_of_payments_means_two_fields() -> None:
    for field in payment_fields().values():
        for wording in (field.name, field.label.zh, field.label.en, *field.also):
            assert by_payment_heading()[heading_key(wording)] is field, wording


def test_nothing_of_a_person_is_shown_or_kept(laowu: Laowu) -> None:
    file = write_csv(
        "p.csv", [payment(1, 姓名="鸑鷟氏金丝雀"), payment(2, 身份证号=id_number(2)[:17] + "0", 姓名="鸑鷟氏金丝雀")]
    )
    good = write_csv("good.csv", [payment(1, 姓名="鸑鷟氏金丝雀", 备注=id_number(1))])

    shown = [paid_import(laowu, file, "--debug"), paid_import(laowu, good, "--format", "json", "--debug")]
    shown.append(laowu("ledger", "paid", "list", "--store", "store", "--out", "all.csv"))

    told = "".join(one.stdout + one.stderr for one in shown).encode()
    kept = b"".join(path.read_bytes() for path in Path("store").rglob("*") if path.is_file())
    kept += repr([pq.read_table(path).to_pydict() for path in Path("store").rglob("*.parquet")]).encode()
    canaries = ["鸑鷟氏", id_number(1), id_number(1)[:17], id_number(2)[:17]]
    assert [one for one in canaries if one.encode() in told + kept + Path("all.csv").read_bytes()] == []
    token = str(rows()[0]["person"])
    assert token.encode() not in told + Path("all.csv").read_bytes()
