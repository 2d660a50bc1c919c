"""The error workbook: exactly the refused rows, and a way back into the store."""

import stat
from pathlib import Path
from typing import Any

import pytest
from ledger_files import checked, content_of, found, id_number, imported, person, rows_of, write_csv, write_grid, write_xlsx
from python_calamine import CalamineWorkbook

from laowu_ledger.sheets.error_workbook import reference, referred
from laowu_ledger.store.store import Store

WRONG = id_number(5)[:-1] + ("0" if id_number(5)[-1] != "0" else "1")
GOOD = [person(1, 岗位="厨师"), person(2, 岗位="帮厨")]
BAD = [person(3, 证件号码=""), person(4, 证件号码=float(id_number(4))), person(5, 证件号码=WRONG), person(6, 入职日期="22.3.1")]


def sheet(file: str | Path, number: int = 0) -> list[dict[str, Any]]:
    heads, *rows = CalamineWorkbook.from_path(str(file)).get_sheet_by_index(number).to_python()
    return [dict(zip(map(str, heads), row, strict=True)) for row in rows]


def mended(file: str, change: dict[int, dict[str, Any]]) -> str:
    """The workbook as somebody mends it: some cells of its rows are others."""
    rows = [{**row, **change.get(number, {})} for number, row in enumerate(sheet(file))]
    return write_xlsx("mended.xlsx", rows)


def test_it_holds_exactly_the_refused_rows_with_place_column_and_reason() -> None:
    file = write_xlsx("a.xlsx", [GOOD[0], *BAD[:2], GOOD[1], *BAD[2:]])
    report = checked(file, errors="wrong.xlsx")

    rows = sheet("wrong.xlsx")
    assert (report.refused, report.error_rows, len(rows)) == (4, 4, 4)
    assert [row["where it stands"] for row in rows] == [f"a.xlsx [台账] row {number}" for number in (3, 4, 6, 7)]
    assert [row["columns concerned"] for row in rows] == ["document number"] * 3 + ["start of employment"]
    assert [row["name"] for row in rows] == [row["姓名"] for row in BAD]
    assert all("numeric cell" in row["what is wrong"] for row in rows[1:2])


def test_a_number_in_a_numeric_cell_comes_back_as_one_and_is_refused_again() -> None:
    checked(write_xlsx("a.xlsx", [BAD[1]]), errors="wrong.xlsx")

    assert isinstance(sheet("wrong.xlsx")[0]["document number"], float)
    assert found(checked("wrong.xlsx")) == {"id_number_cell": 1}


def test_mended_rows_are_taken_and_everything_is_as_if_it_had_been_right_at_once() -> None:
    imported(write_xlsx("a.xlsx", [*GOOD, *BAD]), errors="wrong.xlsx")
    right = {0: id_number(3), 1: id_number(4), 2: id_number(5)}
    change: dict[int, dict[str, Any]] = {row: {"document number": number} for row, number in right.items()}
    change[3] = {"start of employment": "2022-03-01"}

    report = imported(mended("wrong.xlsx", change)).report

    assert (report.new, report.refused, report.total) == (4, 0, 6)
    whole = [*GOOD, *(person(number) for number in (3, 4, 5)), person(6, 入职日期="2022-03-01")]
    imported(write_xlsx("whole.xlsx", whole), store="other")
    assert content_of("store") == content_of("other")


def test_rows_left_as_they_are_are_refused_again() -> None:
    imported(write_xlsx("a.xlsx", [*GOOD, *BAD]), errors="wrong.xlsx")

    report = imported("wrong.xlsx", errors="again.xlsx").report

    assert (report.new, report.refused) == (0, 4)
    assert len(sheet("again.xlsx")) == 4


@pytest.mark.parametrize("split", [False, True])
def test_a_person_under_two_names_is_put_right_by_mending_one_row(split: bool) -> None:
    rows = [person(1, 姓名="张三", 岗位="厨师"), person(1, 姓名="张二", 岗位="帮厨"), person(2)]
    files = [write_csv("a.csv", rows[:1]), write_csv("b.csv", rows[1:])] if split else [write_csv("a.csv", rows)]
    for file in files:
        imported(file, errors="wrong.xlsx")
    assert len(Store.open("store").conflicts) == 1
    assert len(rows_of("store")) == 3

    row = next(number for number, cells in enumerate(sheet("wrong.xlsx")) if cells["name"] == "张二")
    report = imported(mended("wrong.xlsx", {row: {"name": "张三"}})).report

    assert report.replaced >= 1
    assert len(Store.open("store").conflicts) == 0
    imported(write_csv("whole.csv", [rows[0], person(1, 姓名="张三", 岗位="帮厨"), rows[2]]), store="other")
    assert content_of("store") == content_of("other")


def test_files_with_other_headings_have_sheets_of_their_own_and_unknown_columns_are_kept() -> None:
    one = write_csv("a.csv", [person(3, 证件号码="", 民族="汉")])
    other = write_csv("b.csv", [{"姓名": "例七", "身份证号": "1"}])
    checked(one, other, errors="wrong.xlsx", brand="丙品牌")

    (first,), (second,) = sheet("wrong.xlsx"), sheet("wrong.xlsx", 1)
    assert first["民族"] == "汉"
    assert (second["name"], second["brand"]) == ("例七", "丙品牌")
    report = checked("wrong.xlsx")
    assert (report.rows, report.refused) == (2, 2)


def test_without_refused_rows_there_is_no_workbook() -> None:
    checked(write_csv("a.csv", GOOD), errors="wrong.xlsx")

    assert not Path("wrong.xlsx").exists()


def test_it_is_for_its_owner_alone_and_warnings_stand_on_a_sheet_that_is_not_imported() -> None:
    checked(write_csv("a.csv", [*GOOD, BAD[0], person(7, 联系电话="1")]), errors="wrong.xlsx")

    assert stat.S_IMODE(Path("wrong.xlsx").stat().st_mode) == 0o600
    (warning,) = sheet("wrong.xlsx", 1)
    assert warning == {"where it stands": "a.csv row 5", "columns concerned": "phone", "remarks": warning["remarks"]}
    assert checked("wrong.xlsx").rows == 1


def test_two_sheets_of_the_same_headings_share_one() -> None:
    heads = list(person())
    cells = list(person(3, 证件号码="").values())
    checked(write_grid("a.xlsx", {"一": [heads, cells], "二": [heads, cells]}), errors="wrong.xlsx")

    assert [row["where it stands"] for row in sheet("wrong.xlsx")] == ["a.xlsx [一] row 2", "a.xlsx [二] row 2"]


@pytest.mark.parametrize("name", ["", "台账", "a:b", "1:2:3"])
def test_references_read_back(name: str) -> None:
    assert referred(reference("0123456789abcdef" * 4, name, 17)) == ("0123456789abcdef", name, 17)


@pytest.mark.parametrize("cell", ["", "x", "0123456789abcdef", "0123456789abcdef:x:y", "\x01123", "::"])
def test_what_is_no_reference_is_none(cell: str) -> None:
    assert referred(cell) is None
