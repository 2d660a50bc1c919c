"""Thirty-five kinds of dirt that real ledgers hold, numbered as the list of them numbers them, each through a real file."""

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from ledger_files import checked, found, id_number, imported, person, rows_of, write_csv, write_grid, write_xlsx
from python_calamine import CalamineWorkbook

Stored = Callable[..., dict[str, Any]]
GOOD = id_number()


def reasons_of(tmp_path: Path, *rows: Mapping[str, Any], **terms: Any) -> dict[str, int]:
    return found(checked(write_xlsx(tmp_path / "case.xlsx", rows), **terms))


def same_person(stored: Stored, **cells: Any) -> bool:
    plain = stored(person())
    return bool(stored(person(**cells))["person"] == plain["person"])


def test_01_full_width_digits(tmp_path: Path, stored: Stored) -> None:
    wide = GOOD.translate({ord(digit): ord(digit) + 0xFEE0 for digit in "0123456789"})

    assert reasons_of(tmp_path, person(证件号码=wide), person(2)) == {"id_respelled": 1}
    assert same_person(stored, 证件号码=wide)


def test_02_lower_case_x(tmp_path: Path, stored: Stored) -> None:
    number = next(number for number in map(id_number, range(1, 99)) if number.endswith("X"))

    assert reasons_of(tmp_path, person(证件号码=number.lower())) == {"id_respelled": 1}
    assert stored(person(证件号码=number.lower()))["person"] == stored(person(证件号码=number))["person"]
    assert reasons_of(tmp_path, person(证件号码="x" + GOOD[1:])) == {"id_shape": 1, "id_respelled": 1}


def test_03_the_old_form_with_fifteen_digits(tmp_path: Path, stored: Stored) -> None:
    old = GOOD[:6] + GOOD[8:17]

    assert reasons_of(tmp_path, person(证件号码=old)) == {"id_expanded": 1}
    assert same_person(stored, 证件号码=old)
    assert found(checked(write_xlsx("two.xlsx", [person(证件号码=old), person(岗位="厨师")]))) == {
        "id_expanded": 1,
        "same_brand": 1,
    }


@pytest.mark.parametrize("number", [1.10101190001e17, float(GOOD), 110101000101001])
def test_04_a_number_in_a_numeric_cell(number: float, tmp_path: Path) -> None:
    assert reasons_of(tmp_path, person(证件号码=number)) == {"id_number_cell": 1}


def test_04_even_where_the_remaining_digits_pass_the_check(tmp_path: Path) -> None:
    passing = next(
        number for number in (id_number(turn, region=f"11010{county}") for county in range(1, 9) for turn in range(1000))
        if number.isdigit() and str(int(float(number))) == number
    )  # fmt: skip

    assert reasons_of(tmp_path, person(证件号码=passing)) == {}
    assert reasons_of(tmp_path, person(证件号码=float(passing))) == {"id_number_cell": 1}


@pytest.mark.parametrize("dressed", ["'{}", "\t{}", "\u00a0{}\u3000", " {} ", "\ufeff{}"])
def test_05_apostrophes_and_spaces_around(dressed: str, tmp_path: Path, stored: Stored) -> None:
    assert reasons_of(tmp_path, person(证件号码=dressed.format(GOOD))) == {"id_respelled": 1}
    assert same_person(stored, 证件号码=dressed.format(GOOD))


def test_05_spaces_inside(stored: Stored) -> None:
    assert same_person(stored, 证件号码=f"{GOOD[:6]} {GOOD[6:14]}\u2003{GOOD[14:]}")


def test_06_a_wrong_check_character_is_told_and_never_corrected(tmp_path: Path) -> None:
    wrong = GOOD[:-1] + ("1" if GOOD[-1] != "1" else "2")
    report = checked(write_xlsx(tmp_path / "case.xlsx", [person(证件号码=wrong)]), errors="wrong.xlsx")

    assert found(report) == {"id_check": 1}
    (row,) = CalamineWorkbook.from_path("wrong.xlsx").get_sheet_by_index(0).to_python()[1:]
    assert f"(expected {GOOD[-1]})" in str(row[3])
    assert wrong in row


def test_07_a_birth_date_that_does_not_exist(tmp_path: Path) -> None:
    assert reasons_of(tmp_path, person(证件号码=id_number(birth="19000230"))) == {"id_birth": 1}
    assert reasons_of(tmp_path, person(证件号码=id_number(birth="20890101"))) == {"id_birth_future": 1}


def test_08_a_region_younger_than_the_person_or_unknown_is_a_warning_at_most(tmp_path: Path) -> None:
    report = checked(
        write_xlsx(
            tmp_path / "case.xlsx",
            [
                person(1, 证件号码=id_number(1, region="610305", birth="19700101")),
                person(2, 证件号码=id_number(2, region="990157")),
            ],
        )
    )

    assert found(report) == {"id_region_newer": 1, "id_region_unknown": 1}
    assert report.refused == 0


def test_09_the_number_wins_over_columns_of_sex_and_birth(tmp_path: Path, stored: Stored) -> None:
    row = person(性别="女", 出生日期="1991-02-03")

    assert reasons_of(tmp_path, row) == {"sex_differs": 1, "birth_differs": 1}
    assert (stored(row)["male"], stored(row)["birth_year"]) == (True, 1900)
    assert reasons_of(tmp_path, person(性别="男", 出生日期="1900年1月")) == {}


@pytest.mark.parametrize(
    ("kind", "number"),
    [
        ("港澳居民来往内地通行证", "H12345678"),
        ("台胞证", "01234567"),
        ("外国人永久居留证", "911124199003072316"),
        ("护照", "e1234567"),
    ],
)
def test_10_other_documents_are_taken_unchecked_and_counted_apart(kind: str, number: str, tmp_path: Path, stored: Stored) -> None:
    row = person(证件类型=kind, 证件号码=number, 性别="女", 出生日期="1990-03-07")

    assert reasons_of(tmp_path, row) == {"id_other_document": 1}
    taken = stored(row)
    assert taken["id_kind"] != "resident"
    assert (taken["id_region"], taken["male"], taken["birth_year"]) == (None, False, 1990)


def test_10_without_their_kind_they_are_no_numbers(tmp_path: Path) -> None:
    assert reasons_of(tmp_path, person(证件号码="H12345678")) == {"id_shape": 1}


@pytest.mark.parametrize(("one", "other"), [("张　三", "张三"), ("买买提•艾力", "买买提·艾力"), ("阿卜杜・外力", "阿卜杜‧外力")])
def test_11_names_with_spaces_and_other_dots_are_the_same(one: str, other: str, tmp_path: Path) -> None:
    reasons = reasons_of(tmp_path, person(姓名=one), person(姓名=other, 岗位="厨师"))

    assert "name_conflict" not in reasons
    assert reasons["name_respelled"] >= 1


def test_12_rare_characters_are_kept_and_private_ones_remarked_on(tmp_path: Path) -> None:
    rare = "䶮㛃𬭎"
    file = write_csv(tmp_path / "rare.csv", [person(1, 姓名=rare), person(1, 姓名=rare, 岗位="厨师")], encoding="gb18030")

    assert found(checked(file)) == {"same_brand": 1}
    assert reasons_of(tmp_path, person(姓名="张\ue863")) == {"name_private_use": 1}


def test_13_one_number_under_two_names_counts_neither(tmp_path: Path) -> None:
    report = checked(write_xlsx(tmp_path / "case.xlsx", [person(姓名="张三"), person(姓名="李四"), person(2)]))

    assert found(report) == {"name_conflict": 2, "same_brand": 1}
    assert (report.rows, report.refused) == (3, 2)


def test_14_a_person_twice_in_one_brand_is_one_and_keeps_both_spells(tmp_path: Path) -> None:
    rows = [person(入职日期="2022-01-01", 离职日期="2022-06-30"), person(入职日期="2022-05-01", 离职日期="2022-12-31")]
    file = write_xlsx(tmp_path / "case.xlsx", rows)

    report = imported(file).report

    assert report.repeats.in_one_brand == 1
    assert [(row["started"], row["ended"]) for row in rows_of("store")] == [
        (date(2022, 1, 1), date(2022, 6, 30)), (date(2022, 5, 1), date(2022, 12, 31)),
    ]  # fmt: skip


def test_15_a_person_under_two_brands_is_listed(tmp_path: Path) -> None:
    report = checked(write_xlsx(tmp_path / "case.xlsx", [person(), person(品牌名称="乙品牌"), person(2)]))

    assert found(report) == {"several_brands": 1}
    assert [(pair.brands, pair.people) for pair in report.pairs] == [(("乙品牌", "甲品牌"), 1)]
    assert report.refused == 0


def test_16_serial_numbers_of_days(tmp_path: Path, stored: Stored) -> None:
    assert reasons_of(tmp_path, person(入职日期=44621)) == {"date_serial": 1}
    assert stored(person(入职日期=44621))["started"] == date(2022, 3, 1)
    assert reasons_of(tmp_path, person(入职日期=20000)) == {"date_unreadable": 1}


def test_16_serial_numbers_of_the_calendar_of_1904(tmp_path: Path) -> None:
    heads, cells = zip(*person(入职日期=44621 - 1462).items(), strict=True)
    file = write_grid(tmp_path / "mac.xlsx", {"台账": [heads, cells]}, {"date_1904": True})

    imported(file)

    assert [row["started"] for row in rows_of("store")] == [date(2022, 3, 1)]


@pytest.mark.parametrize("written", ["2022.3", "2022年3月", "2022-3", "2022/03", "202203"])
def test_17_a_month_counts_from_its_first_day_to_its_last(written: str, tmp_path: Path, stored: Stored) -> None:
    row = person(入职日期=written, 离职日期=written)

    assert reasons_of(tmp_path, row) == {"date_day_missing": 2}
    assert (stored(row)["started"], stored(row)["ended"]) == (date(2022, 3, 1), date(2022, 3, 31))


@pytest.mark.parametrize(
    "written", ["20220301", 20220301, "2022-03-01", "2022年3月1日", "2022.3.1", "2022/3/1", date(2022, 3, 1)]
)
def test_17_whole_dates_in_every_form(written: Any, tmp_path: Path, stored: Stored) -> None:
    assert reasons_of(tmp_path, person(入职日期=written)) == {}
    assert stored(person(入职日期=written))["started"] == date(2022, 3, 1)


def test_17_a_year_of_two_digits_is_a_question(tmp_path: Path) -> None:
    report = checked(write_xlsx(tmp_path / "case.xlsx", [person(入职日期="22.3.1")]))

    assert found(report) == {"date_two_digit_year": 1}
    assert report.refused == 1


def test_18_a_number_that_may_be_january_or_october_is_a_question(tmp_path: Path, stored: Stored) -> None:
    assert reasons_of(tmp_path, person(入职日期=2022.10)) == {"date_ambiguous": 1}
    assert stored(person(入职日期="2022.10"))["started"] == date(2022, 10, 1)
    assert stored(person(入职日期=2022.3))["started"] == date(2022, 3, 1)
    assert stored(person(入职日期=2022.12))["started"] == date(2022, 12, 1)


@pytest.mark.parametrize("written", ["至今", "无固定期限", "", "9999-12-31", "在职"])
def test_19_an_open_end(written: str, tmp_path: Path, stored: Stored) -> None:
    assert reasons_of(tmp_path, person(离职日期=written, 岗位="厨师")) == {}
    assert stored(person(离职日期=written))["ended"] is None


def test_20_order_future_and_age(tmp_path: Path) -> None:
    assert reasons_of(tmp_path, person(入职日期="2022-03-02", 离职日期="2022-03-01")) == {"end_before_start": 1}
    young = id_number(birth="20100601")
    warned = checked(write_xlsx("w.xlsx", [person(1, 入职日期="2027-01-01"), person(2, 证件号码=young, 入职日期="2026-05-31")]))
    assert found(warned) == {"start_future": 1, "start_under_16": 1}
    assert warned.refused == 0
    assert reasons_of(tmp_path, person(2, 证件号码=young, 入职日期="2026-06-01")) == {}


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


@pytest.mark.parametrize(
    ("written", "fen"),
    [("1,200元", 120_000), ("￥1200.50", 120_050), ("1.2万", 1_200_000), ("１２００", 120_000), (3333.335, 333_334)],
)
def test_25_amounts_with_units(written: Any, fen: int, stored: Stored) -> None:
    assert stored(person(月工资=written))["pay_fen"] == fen


@pytest.mark.parametrize(
    ("written", "points"), [("85%", 8500), ("85", 8500), (0.85, 8500), (85, 8500), ("12.5%", 1250), ("0", 0)]
)
def test_25_percentages(written: Any, points: int, stored: Stored) -> None:
    assert stored(person(出勤率=written))["attendance_bp"] == points


def test_25_one_in_a_column_of_percentages_is_a_question(tmp_path: Path) -> None:
    assert reasons_of(tmp_path, person(出勤率=1.0)) == {"percent_ambiguous": 1}
    assert reasons_of(tmp_path, person(月工资="面议")) == {"number_unreadable": 1}


@pytest.mark.parametrize("word", ["建档立卡", "贫困户"])
def test_26_old_words_of_groups(word: str, tmp_path: Path, stored: Stored) -> None:
    assert reasons_of(tmp_path, person(人员类别=word)) == {"group_old_word": 1}
    assert stored(person(人员类别=word))["groups"] == "relieved_poor"


@pytest.mark.parametrize(("word", "code"), [("4050人员", "older_unemployed"), ("大学生", "students"), ("退伍军人", "veterans")])
def test_26_words_of_groups(word: str, code: str, tmp_path: Path, stored: Stored) -> None:
    assert reasons_of(tmp_path, person(人员类别=word)) == {}
    assert stored(person(人员类别=word))["groups"] == code


def test_26_an_unknown_group_is_for_somebody_to_judge(tmp_path: Path, stored: Stored) -> None:
    assert reasons_of(tmp_path, person(人员类别="社区矫正人员")) == {"group_unknown": 1}
    assert stored(person(人员类别="社区矫正人员"))["groups"] == "社区矫正人员"
    assert reasons_of(tmp_path, person(人员类别="社区矫正人员"), group_words=frozenset({"社区矫正人员"})) == {}


@pytest.mark.parametrize(
    "written", ["农民工、脱贫人口", "脱贫人口,农民工", "农民工；脱贫人口", "农民工/脱贫人口", "农民工 脱贫人口"]
)
def test_27_several_groups_in_one_cell(written: str, stored: Stored) -> None:
    taken = stored(person(人员类别=written))

    assert (taken["groups"], taken["rural"]) == ("migrant_workers;relieved_poor", True)


@pytest.mark.parametrize("yes", ["是", "√", "1", "Y", "有", "对号", True, 1])
def test_28_yes_in_many_forms(yes: Any, stored: Stored) -> None:
    assert stored(person(是否备案=yes))["contract_filed"] is True


def test_28_blank_is_unknown_and_not_no(tmp_path: Path, stored: Stored) -> None:
    assert stored(person(是否备案=""))["contract_filed"] is None
    assert stored(person(是否备案="否"))["contract_filed"] is False
    assert reasons_of(tmp_path, person(是否备案="大概")) == {"flag_unreadable": 1}


def test_29_phones_and_bank_cards_held_as_numbers(tmp_path: Path) -> None:
    assert reasons_of(tmp_path, person(联系电话=13800000000.0)) == {"phone_restored": 1}
    assert reasons_of(tmp_path, person(联系电话=138000)) == {"phone_wrong": 1}
    assert reasons_of(tmp_path, person(银行卡号=6222020000000000000.0)) == {"bank_card_number_cell": 1}
    assert reasons_of(tmp_path, person(银行卡号="6222020000000000000", 联系电话="13800000000")) == {}


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


def test_31_managers_are_told_by_their_post(tmp_path: Path, stored: Stored) -> None:
    assert stored(person(岗位="总经理"))["manager"] is True
    assert stored(person(岗位="厨师"))["manager"] is None
    assert stored(person(岗位="总经理", 是否经营管理人员="否"))["manager"] is False
    report = checked(write_xlsx(tmp_path / "case.xlsx", [person()]))
    assert any("no column of posts" in remark.en for _, remark in report.remarks())


def test_32_the_employer_and_the_body_that_uses_the_labour_are_both_kept(stored: Stored) -> None:
    taken = stored(person(用人单位="示例派遣公司", 用工单位="示例工厂", 用工形式="劳务派遣"))

    assert (taken["employer"], taken["using_unit"], taken["relation"]) == ("示例派遣公司", "示例工厂", "dispatch")


@pytest.mark.parametrize("written", ["2022.01-2022.06", "202201至202206", "2022年1月-6月", "2022-01~2022-06"])
def test_33_months_of_insurance(written: str, stored: Stored) -> None:
    taken = stored(person(参保缴费月份=written))

    assert (taken["pension_first"], taken["pension_last"]) == (date(2022, 1, 1), date(2022, 6, 1))
    assert (taken["pension_count"], taken["pension_gaps"]) == (6, None)


def test_33_scattered_months_keep_their_gaps(tmp_path: Path, stored: Stored) -> None:
    taken = stored(person(参保缴费月份="2022.01，2022.03-2022.04"))

    assert (taken["pension_count"], taken["pension_gaps"]) == (3, 0b1101)
    assert reasons_of(tmp_path, person(参保缴费月份="2015.01，2022.03")) == {"months_scattered": 1}


@pytest.mark.parametrize("written", ["6", 6, "6个月"])
def test_33_a_bare_number_of_months_has_no_dates(written: Any, tmp_path: Path, stored: Stored) -> None:
    assert reasons_of(tmp_path, person(参保缴费月份=written)) == {"months_undated": 1}
    taken = stored(person(参保缴费月份=written))
    assert (taken["pension_first"], taken["pension_count"]) == (None, 6)


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
