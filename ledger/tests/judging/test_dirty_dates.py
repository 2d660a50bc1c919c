"""Dirt in dates, periods and months.

Each case comes through a real file, and has its number in the list of thirty-five kinds of dirt that real ledgers hold.
"""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from ledger_files import checked, found, id_number, imported, person, reasons_of, rows_of, write_grid, write_xlsx

Stored = Callable[..., dict[str, Any]]


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
