"""A workbook: a worksheet per sheet, with real dates and numbers, and never a formula out of anybody's text."""

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction
from io import BytesIO
from typing import Any
from unicodedata import east_asian_width

import xlsxwriter

from laowu.model.money import FEN_PER_YUAN, Money
from laowu.report.sheet import Lines, Plot, Sheet, Value, plain
from laowu.text import Language, Text

_LONGEST = 32_767
_WIDEST = 60
_NARROWEST = 6
_STARTS_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\]")
_FORMATS: dict[str, dict[str, Any]] = {
    "head": {"bold": True, "text_wrap": True, "bg_color": "#E8EAED", "border": 1},
    "text": {"text_wrap": True},
    # The mark before a text that looks like a formula keeps it a text when it is edited or saved as CSV.
    "quoted": {"text_wrap": True, "quote_prefix": True},
    "date": {"num_format": "yyyy-mm-dd"},
    "number": {"num_format": "#,##0"},
    "money": {"num_format": "#,##0.00"},
    "share": {"num_format": "+0.0%;-0.0%;0%"},
}
#: How series are drawn: the colours of the page, and a hatching that needs none.
_FILLS: dict[str, dict[str, Any]] = {
    "met": {"fill": {"color": "#0A4F9E"}, "line": {"color": "#0A4F9E"}},
    "maybe": {"pattern": {"pattern": "wide_upward_diagonal", "fg_color": "#4B5563", "bg_color": "#FFFFFF"}},
    "rest": {"fill": {"color": "#E2E5EA"}},
    "short": {"fill": {"color": "#C2571A"}},
    "most": {"line": {"color": "#1B1F24", "dash_type": "dash"}},
}
_PLOT_ROWS = 20
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "default_date_format": "yyyy-mm-dd",
}


def workbook(title: Text, sheets: Sequence[Sheet], *, on: date, language: Language) -> bytes:
    """The sheets as an XLSX file; the same bytes for the same sheets.

    Args:
        title: what it is about.
        sheets: the worksheets in their order.
        on: date judged: stands as the day the workbook was made, so that nothing depends on the clock.
        language: language of the words.
    """
    target = BytesIO()
    book = xlsxwriter.Workbook(target, _OPTIONS)
    made = datetime(on.year, on.month, on.day, tzinfo=UTC).replace(tzinfo=None)
    book.set_properties({"title": title.in_language(language), "created": made})
    writer = _Writer(book, language)
    for sheet in sheets:
        writer.add(sheet)
    book.close()
    return target.getvalue()


class _Writer:
    """Writes sheets into one workbook, in one language."""

    def __init__(self, book: Any, language: Language) -> None:
        self._book = book
        self._language: Language = language
        self._taken: set[str] = set()
        self._formats = {name: book.add_format(more | {"valign": "top"}) for name, more in _FORMATS.items()}

    def add(self, sheet: Sheet) -> None:
        """Add a worksheet: frozen heads, a filter, columns as wide as what stands in them."""
        name = self._name(sheet.title.in_language(self._language))
        page = self._book.add_worksheet(name)
        widths = []
        for column, head in enumerate(sheet.heads):
            words = head.in_language(self._language)
            page.write_string(0, column, words, self._formats["head"])
            widths.append(_wide(words))
        for row, values in enumerate(sheet.rows, start=1):
            for column, value in enumerate(values):
                widths[column] = max(widths[column], self._write(page, row, column, value))
        for column, wide in enumerate(widths):
            page.set_column(column, column, min(max(wide + 2, _NARROWEST), _WIDEST))
        page.freeze_panes(1, 1)
        page.autofilter(0, 0, max(len(sheet.rows), 1), len(sheet.heads) - 1)
        page.set_landscape()
        page.fit_to_pages(1, 0)
        page.repeat_rows(0)
        for place, plot in enumerate(sheet.plots):
            page.insert_chart(1 + place * _PLOT_ROWS, len(sheet.heads) + 1, self._chart(plot, name))

    def _chart(self, plot: Plot, name: str) -> Any:
        """A chart over cells of the worksheet of that name."""
        chart = self._book.add_chart({"type": "area", "subtype": "stacked"} if plot.piled else {"type": "line"})
        first, last = (row + 1 for row in plot.rows)
        for column, style in plot.series:
            chart.add_series(
                {
                    "name": [name, 0, column],
                    "categories": [name, first, plot.along, last, plot.along],
                    "values": [name, first, column, last, column],
                    **_FILLS[style],
                }
            )
        chart.set_title({"name": plot.title.in_language(self._language), "name_font": {"size": 11}, "overlay": False})
        chart.set_legend({"position": "bottom"})
        return chart

    def _name(self, title: str) -> str:
        """A name that a worksheet may have and no other has."""
        base = _NOT_IN_NAMES.sub(" ", title).strip("' ")[:28] or "-"
        name, number = base, 1
        while name.lower() in self._taken:
            number += 1
            name = f"{base[:25]} {number}"
        self._taken.add(name.lower())
        return name

    def _write(self, page: Any, row: int, column: int, value: Value) -> int:
        """Write one value and tell how wide it is."""
        match value:
            case date():
                day = datetime(value.year, value.month, value.day)  # noqa: DTZ001  # a day has no zone
                page.write_datetime(row, column, day, self._formats["date"])
                return len("2026-01-01")
            case Money():
                page.write_number(row, column, Decimal(value.fen) / FEN_PER_YUAN, self._formats["money"])
                return len(str(value)) + 3
            case Fraction():
                page.write_number(row, column, Decimal(value.numerator) / value.denominator, self._formats["share"])
                return len("+100.0%")
            case int():
                page.write_number(row, column, value, self._formats["number"])
                return len(f"{value:,}")
        words = self._words(value)
        page.write_string(row, column, words, self._formats["quoted" if words.startswith(_STARTS_FORMULA) else "text"])
        return _wide(words)

    def _words(self, value: Value) -> str:
        words = plain(value).in_language(self._language)
        if isinstance(value, Lines) and value.rules:
            words += "\n" + " ".join(value.rules)
        words = _UNPRINTABLE.sub(" ", words)
        return words if len(words) <= _LONGEST else words[: _LONGEST - 1] + "…"


def _wide(words: str) -> int:
    """Columns that the longest line takes; a Chinese character takes two."""
    return max((sum(2 if east_asian_width(letter) in "WF" else 1 for letter in line) for line in words.split("\n")), default=0)
