"""Columns that come as a list of words and places say the same as columns that come cell by cell."""

import pytest
from ledger_files import checked, content_of, found, imported, person, write_csv, write_parquet

from laowu_ledger.reading import parquet_file

CELLS = [
    {
        "入职时间": "2024-01-31",
        "月工资": "3000",
        "用人单位": "甲公司",
        "人员类别": "农民工",
        "养老保险缴费月份": "2024-02至2024-05",
    },
    {"入职时间": "2024.2.30", "月工资": "３０００元", "用人单位": "=1+1", "人员类别": "不知何类", "养老保险缴费月份": "不详"},
    {"入职时间": "", "月工资": "面议", "用人单位": "", "人员类别": "", "养老保险缴费月份": ""},
    {
        "入职时间": "2024-01-31",
        "月工资": "3000.005",
        "用人单位": "乙 公司",
        "人员类别": "脱贫人口、农民工",
        "养老保险缴费月份": "3",
    },
]


@pytest.fixture(autouse=True)
def short_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parquet_file, "ROWS", 7)


def test_a_parquet_file_says_what_the_same_cells_say_in_a_text_file() -> None:
    rows = [person(at, **CELLS[at * at % len(CELLS)], 工种="同一工种") for at in range(1, 60)]
    rows += [person(at, **CELLS[2 if at % 3 else 1]) for at in range(60, 90)]
    parquet, text = write_parquet("a.parquet", rows), write_csv("a.csv", rows)
    assert found(checked(parquet)) == found(checked(text))
    assert sum(found(checked(parquet)).values()) > 0
    assert content_of(imported(parquet, store="of-parquet").store) == content_of(imported(text, store="of-text").store)


def test_words_with_control_characters_are_cleaned_there_too() -> None:
    rows = [person(at, 用人单位="甲\x01公司") for at in range(1, 20)]
    taken = imported(write_parquet("a.parquet", rows)).store
    plain = imported(write_parquet("b.parquet", [{**row, "用人单位": "甲公司"} for row in rows]), store="plain").store
    assert content_of(taken) == content_of(plain)
