"""Dirt in amounts, percentages, groups, yes and no, phones, posts and employers.

Each case comes through a real file, and has its number in the list of thirty-five kinds of dirt that real ledgers hold.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from ledger_files import checked, person, reasons_of, write_xlsx

Stored = Callable[..., dict[str, Any]]


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


def test_31_managers_are_told_by_their_post(tmp_path: Path, stored: Stored) -> None:
    assert stored(person(岗位="总经理"))["manager"] is True
    assert stored(person(岗位="厨师"))["manager"] is None
    assert stored(person(岗位="总经理", 是否经营管理人员="否"))["manager"] is False
    report = checked(write_xlsx(tmp_path / "case.xlsx", [person()]))
    assert any("no column of posts" in remark.en for _, remark in report.remarks())


def test_32_the_employer_and_the_body_that_uses_the_labour_are_both_kept(stored: Stored) -> None:
    taken = stored(person(用人单位="示例派遣公司", 用工单位="示例工厂", 用工形式="劳务派遣"))

    assert (taken["employer"], taken["using_unit"], taken["relation"]) == ("示例派遣公司", "示例工厂", "dispatch")
