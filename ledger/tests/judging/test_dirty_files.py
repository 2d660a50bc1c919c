"""Dirt in how a file is laid out: titles, headings, totals, encodings, hidden rows, formulas.

Each case comes through a real file, and has its number in the list of thirty-five kinds of dirt that real ledgers hold.
"""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from ledger_files import checked, found, id_number, imported, person, reasons_of, rows_of, write_csv, write_grid, write_xlsx
from python_calamine import CalamineWorkbook

GOOD = id_number()


def test_21_titles_above_and_headings_of_two_lines(tmp_path: Path) -> None:
    lines = [
        ["2022年务工人员花名册"],
        [],
        ["序号", "品牌名称", "基本信息", "", "劳动合同", "", "培训"],
        ["", "", "姓名", "身份证号", "起始日期", "终止日期", "是否合格"],
        ["1", "甲品牌", "张三", GOOD, "2022-01-01", "2024-12-31", "合格"],
    ]
    report = imported(write_grid(tmp_path / "titles.xlsx", {"花名册": lines})).report

    (row,) = rows_of("store")
    assert (row["contract_start"], row["contract_end"], row["started"]) == (date(2022, 1, 1), date(2024, 12, 31), None)
    assert row["training_passed"] is True
    assert any("two lines" in remark.en for _, remark in report.remarks())
    assert report.sheets[0].layout.heading_row == 4
    assert report.sheets[0].layout.unknown == ("序号",)


@pytest.mark.parametrize("heading", ["身份证号", "身份证号码", "公民身份号码", "证件号码", "社会保障号", "aac002"])
def test_22_headings_in_every_spelling_and_unknown_ones_listed(heading: str, tmp_path: Path) -> None:
    report = checked(
        write_xlsx(tmp_path / "case.xlsx", [{"品牌": "甲", "姓名": "张三", heading: GOOD, "民族": "汉", "宗教": ""}])
    )

    assert report.rows - report.refused == 1
    (sheet,) = report.data()["sheets"]
    assert sheet["fields"] == {"品牌": "brand", "姓名": "name", heading: "id_number"}
    assert sheet["unknown_columns"] == ["民族", "宗教"]


def test_23_totals_signatures_and_notes_are_skipped_and_listed(tmp_path: Path) -> None:
    heads = ["品牌名称", "姓名", "证件号码", "月工资"]
    lines = [
        heads, ["甲", "张三", GOOD, "5000"], ["合计", "", "", "5000"], ["", "", "", ""], ["", "小 计", "", "1"],
        ["制表人：", "王五", "", ""], ["备注：以上属实", "", "", ""], ["", "审核人: ", "", ""],
    ]  # fmt: skip
    report = checked(write_grid(tmp_path / "case.xlsx", {"台账": lines}))

    assert (report.rows, report.refused, report.skipped) == (1, 0, 5)
    assert report.sheets[0].skipped_rows == [3, 5, 6, 7, 8]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gbk", "gb18030"])
def test_24_encodings(encoding: str, tmp_path: Path) -> None:
    report = checked(write_csv(tmp_path / "case.csv", [person(岗位="厨师")], encoding=encoding))

    assert (report.rows, report.refused) == (1, 0)


def test_24_text_that_is_neither_is_refused(tmp_path: Path) -> None:
    (tmp_path / "case.csv").write_bytes("姓名,证件号码\n".encode() + b"\xff\xff\xff\n")

    with pytest.raises(Exception, match="neither UTF-8 nor GB 18030"):
        checked(str(tmp_path / "case.csv"))


def test_30_hidden_rows_are_read_and_several_sheets_asked_about(tmp_path: Path) -> None:
    heads, cells = zip(*person(1, 岗位="厨师").items(), strict=True)
    others = list(person(2, 岗位="厨师").values())

    def hidden(sheet: Any, row: int, column: int) -> None:
        sheet.set_row(row, None, None, {"hidden": True})
        sheet.write_string(row, column, others[column])

    def unseen(sheet: Any, row: int, column: int) -> None:
        sheet.hide()

    file = write_grid(
        tmp_path / "case.xlsx",
        {"一": [heads, cells, [hidden, *others[1:]]], "二": [heads, list(person(3, 岗位="厨师").values())], "旧": [[unseen]]},
    )
    report = checked(file)
    remarks = " ".join(remark.en for _, remark in report.remarks())

    assert report.rows == 3
    assert "1 hidden or filtered rows were read too" in remarks
    assert "hidden sheets were not read (--sheet names one): 旧" in remarks
    assert "several sheets" in remarks
    assert checked(file, sheets=("二",)).rows == 1


def test_34_cached_values_errors_and_formulas_without_a_value(tmp_path: Path) -> None:
    heads = [*person(), "岗位", "工种", "月工资"]

    def cached(sheet: Any, row: int, column: int) -> None:
        sheet.write_formula(row, column, '="厨"&"师"', None, "厨师")

    def wrong(sheet: Any, row: int, column: int) -> None:
        sheet.write_formula(row, column, "=VLOOKUP(1,A1:B2,2)", None, "#N/A")

    def missing(sheet: Any, row: int, column: int) -> None:
        sheet.write_formula(row, column, "=1+1", None, "")

    report = imported(write_grid(tmp_path / "case.xlsx", {"台账": [heads, [*person().values(), cached, wrong, missing]]})).report

    (row,) = rows_of("store")
    assert (row["post"], row["trade"], row["pay_fen"]) == ("厨师", None, None)
    assert found(report) == {"cell_error": 2}
    assert report.refused == 0


@pytest.mark.parametrize("name", ["=cmd|' /C calc'!A0", "+1+1", "@SUM(1)", "-2"])
def test_35_what_looks_like_a_formula_is_text_and_is_written_out_harmlessly(name: str, tmp_path: Path) -> None:
    assert reasons_of(tmp_path, person(姓名=name)) == {"formula_like": 1}
    file = write_csv(tmp_path / "case.csv", [person(姓名=name, 岗位=name, 证件号码="")])
    checked(file, errors="wrong.xlsx")

    cells = [str(cell) for row in CalamineWorkbook.from_path("wrong.xlsx").get_sheet_by_index(0).to_python() for cell in row]
    assert f"'{name}" in cells
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]
