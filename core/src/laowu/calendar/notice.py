"""A year's holiday notice as data, for years that the program does not bring along."""

from datetime import MAXYEAR, date
from pathlib import Path
from typing import Any

import attrs

from laowu.errors import SettingsError, did_you_mean
from laowu.text import Text, same
from laowu.toml_source import Findings, TomlPath, TomlSource, kind_of, read_toml, shortened
from laowu.values import frozen

_FIRST_YEAR = 1949
_DECEMBER = 12
_SATURDAY = 5


@frozen(kw_only=True)
class CalendarNotice:
    """What the State Council's notice says of one year.

    Attributes:
        year: the year it is for.
        title: its official title.
        holidays: days off, also by exchange; weekends inside a holiday may be among them.
        makeup_days: Saturdays and Sundays that are working days in exchange.
    """

    year: int
    title: str
    holidays: frozenset[date]
    makeup_days: frozenset[date]


def read_notice(path: Path) -> CalendarNotice:
    """Read a notice from a TOML file with the keys ``year``, ``title``, ``holidays`` and ``makeup_days``.

    All dates lie in the year of the notice or in the December before it, which a notice changes when New Year's Day takes
    in days of the old year.

    Args:
        path: the file.

    Raises:
        SettingsError: the file cannot be read, a key is unknown, missing or of the wrong kind, a date is of another year,
            stands there twice or as holiday and make-up day alike, or a make-up day is a Monday to Friday.
    """
    source = read_toml(path, error=SettingsError)
    return _Reader(source).notice()


class _Reader:
    """One reading of one file."""

    def __init__(self, source: TomlSource) -> None:
        self._data = source.data
        self._findings = Findings(source, SettingsError)

    def notice(self) -> CalendarNotice:
        known = [field.name for field in attrs.fields(CalendarNotice)]
        for key in self._data:
            if key not in known:
                says = Text(f"没有“{shortened(key)}”这个键", f"there is no key “{shortened(key)}” here")
                mend = did_you_mean(key, known) or Text("可写：", "known here: ") + same(", ".join(known))
                self._findings.add((key,), says, mend)
        year, title = self._year(), self._title()
        holidays, makeup_days = self._dates("holidays", year), self._dates("makeup_days", year)
        if not holidays and self._data.get("holidays") == []:
            self._findings.add(("holidays",), Text("没有写明任何放假日", "no day off is stated"))
        self._check_makeup_days(makeup_days, holidays)
        self._findings.raise_any()
        return CalendarNotice(year=year, title=title, holidays=frozenset(holidays), makeup_days=frozenset(makeup_days))

    def _year(self) -> int:
        year: int | None = self._value("year", int, Text("整数，如 2027", "a whole number such as 2027"))
        if year is None:
            return 0
        if not _FIRST_YEAR <= year <= MAXYEAR:
            self._findings.add(("year",), Text("不是年份", "this is no year"))
            return 0
        return year

    def _title(self) -> str:
        title: str | None = self._value("title", str, Text("文本", "text"))
        if title is not None and not title.strip():
            self._findings.add(("title",), Text("标题是空的", "the title is empty"))
        return title or ""

    def _dates(self, key: str, year: int) -> dict[date, int]:
        """The dates of an array, with their positions; those of a year nobody knows (0) are not judged by it."""
        days: dict[date, int] = {}
        for position, value in enumerate(self._value(key, list, Text("日期的数组", "an array of dates")) or []):
            if type(value) is not date:
                self._wrong_kind((key, position), value, Text("日期", "a date"), _DATE_FORM)
            elif year and value.year != year and (value.year, value.month) != (year - 1, _DECEMBER):
                says = Text(
                    f"{value} 不在 {year} 年，也不在上一年 12 月", f"{value} lies neither in {year} nor in the December before"
                )
                self._findings.add((key, position), says)
            elif value in days:
                self._findings.add((key, position), Text(f"{value} 写了两次", f"{value} stands here twice"))
            else:
                days[value] = position
        return days

    def _check_makeup_days(self, makeup_days: dict[date, int], holidays: dict[date, int]) -> None:
        for day, position in makeup_days.items():
            path = ("makeup_days", position)
            if day in holidays:
                says = Text(f"{day} 既写为放假又写为上班", f"{day} is stated as a day off and as a make-up day")
                self._findings.add(path, says)
            if day.weekday() < _SATURDAY:
                says = Text(
                    f"{day} 不是周六或周日，不可能是调休上班日", f"{day} is no Saturday or Sunday and cannot be a make-up day"
                )
                self._findings.add(path, says)

    def _value(self, key: str, kind: type, expected: Text) -> Any:
        """The value of a key when it is of that kind, else ``None``."""
        if key not in self._data:
            self._findings.add((), Text(f"缺少“{key}”", f"“{key}” is missing"), Text(f"补上 {key} = …", f"add {key} = …"))
            return None
        value = self._data[key]
        if type(value) is not kind:
            self._wrong_kind((key,), value, expected)
            return None
        return value

    def _wrong_kind(self, path: TomlPath, value: object, expected: Text, mend: Text | None = None) -> None:
        says = Text("应为", "expected ") + expected + Text("，写的是", ", found ") + kind_of(value)
        self._findings.add(path, says, mend)


_DATE_FORM = Text("写成 2027-01-01 的样子，不加引号", "write it like 2027-01-01, without quotes")
