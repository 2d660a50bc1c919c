from datetime import date
from pathlib import Path

import pytest

from laowu.calendar import CalendarNotice, WorkCalendar, read_notice
from laowu.errors import SettingsError

GOOD = """\
year = 2027
title = "2027 年放假安排"
holidays = [
  2027-01-01,
  2027-02-06,
  2027-02-08,
]
makeup_days = [2027-02-14]
"""


def written(folder: Path, text: str) -> Path:
    file = folder / "holidays-2027.toml"
    file.write_text(text, encoding="utf-8")
    return file


def refusals_of(folder: Path, text: str) -> list[SettingsError]:
    with pytest.raises(SettingsError) as caught:
        read_notice(written(folder, text))
    return [caught.value, *(error for error in caught.value.further if isinstance(error, SettingsError))]


def test_a_notice_is_read_as_it_stands(tmp_path: Path) -> None:
    notice = read_notice(written(tmp_path, GOOD))
    assert notice == CalendarNotice(
        year=2027,
        title="2027 年放假安排",
        holidays=frozenset({date(2027, 1, 1), date(2027, 2, 6), date(2027, 2, 8)}),
        makeup_days=frozenset({date(2027, 2, 14)}),
    )
    assert WorkCalendar(notices=(notice,)).is_working_day(date(2027, 2, 14))


def test_dates_may_lie_in_the_december_before(tmp_path: Path) -> None:
    notice = read_notice(written(tmp_path, GOOD.replace("[2027-02-14]", "[2026-12-27]")))
    assert notice.makeup_days == {date(2026, 12, 27)}


def test_a_year_may_have_no_makeup_days(tmp_path: Path) -> None:
    assert read_notice(written(tmp_path, GOOD.replace("[2027-02-14]", "[]"))).makeup_days == frozenset()


@pytest.mark.parametrize(
    ("change", "where", "says"),
    [
        (("title =", "titel ="), ":2 titel", "no key"),
        (("year = 2027\n", ""), "", "“year” is missing"),
        (("makeup_days = [2027-02-14]\n", ""), "", "“makeup_days” is missing"),
        (("year = 2027", 'year = "2027"'), ":1 year", "expected a whole number such as 2027, found text"),
        (("year = 2027", "year = true"), ":1 year", "found a yes-or-no value"),
        (("year = 2027", "year = 12027"), ":1 year", "no year"),
        (('"2027 年放假安排"', '" "'), ":2 title", "empty"),
        (("[2027-02-14]", "2027-02-14"), ":8 makeup_days", "expected an array of dates, found a date"),
        (("2027-02-06", '"2027-02-06"'), ":5 holidays[1]", "expected a date, found text"),
        (("2027-02-06", "2027-02-06T00:00:00"), ":5 holidays[1]", "found a date with a time"),
        (("2027-02-06", "2028-02-06"), ":5 holidays[1]", "neither in 2027"),
        (("2027-02-06", "2026-11-30"), ":5 holidays[1]", "neither in 2027"),
        (("2027-02-08", "2027-02-06"), ":6 holidays[2]", "twice"),
        (("2027-02-14", "2027-02-06"), ":8 makeup_days[0]", "a day off and a"),
        (("2027-02-14", "2027-02-15"), ":8 makeup_days[0]", "no Saturday or Sunday"),
        (("2027-02-14", "2027-02-14, 2027-02-14"), ":8 makeup_days[1]", "twice"),
    ],
)
def test_a_mistake_is_refused_where_it_stands(tmp_path: Path, change: tuple[str, str], where: str, says: str) -> None:
    error = refusals_of(tmp_path, GOOD.replace(*change))[0]
    assert error.where == f"{tmp_path / 'holidays-2027.toml'}{where}"
    assert says in error.what.en
    assert error.what.zh != error.what.en


def test_a_notice_without_holidays_is_refused(tmp_path: Path) -> None:
    (error,) = refusals_of(tmp_path, 'year = 2027\ntitle = "x"\nholidays = []\nmakeup_days = []\n')
    assert "no day off" in error.what.en


def test_a_slip_in_a_key_is_put_right(tmp_path: Path) -> None:
    (slip, missing) = refusals_of(tmp_path, GOOD.replace("holidays =", "holiday ="))
    assert slip.mend
    assert "holidays" in slip.mend.en
    assert "“holidays” is missing" in missing.what.en


def test_all_mistakes_are_told_at_once_in_the_order_of_the_file(tmp_path: Path) -> None:
    text = (
        GOOD.replace("2027-02-06", "2028-02-06").replace("2027-02-14", "2027-02-15").replace("year = 2027", "year = 2027\nx = 1")
    )
    places = [error.where.rpartition(":")[2] for error in refusals_of(tmp_path, text)]
    assert places == ["2 x", "6 holidays[1]", "9 makeup_days[0]"]


@pytest.mark.parametrize("raw", [b"", b"year = ", "title = '通知'".encode("gbk")])
def test_a_file_that_is_no_notice_is_a_settings_error(tmp_path: Path, raw: bytes) -> None:
    file = tmp_path / "n.toml"
    file.write_bytes(raw)
    with pytest.raises(SettingsError):
        read_notice(file)
    with pytest.raises(SettingsError):
        read_notice(tmp_path / "missing.toml")
