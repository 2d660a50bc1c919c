"""Dirt in who a row is about: identity numbers, other documents, names, people listed twice.

Each case comes through a real file, and has its number in the list of thirty-five kinds of dirt that real ledgers hold.
"""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from ledger_files import checked, found, id_number, imported, person, reasons_of, rows_of, write_csv, write_xlsx
from python_calamine import CalamineWorkbook

Stored = Callable[..., dict[str, Any]]
GOOD = id_number()


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
