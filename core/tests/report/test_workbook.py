from datetime import date, datetime
from fractions import Fraction
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from laowu.model.money import Money
from laowu.report.brand_report import BrandReport
from laowu.report.comparison_sheets import comparison_sheets
from laowu.report.sheet import Sheet, Value
from laowu.report.workbook import workbook
from laowu.text import Text, same

ON = date(2026, 11, 21)


def read(book: bytes) -> Workbook:
    return openpyxl.load_workbook(BytesIO(book))


def one_cell(*values: Value) -> bytes:
    sheet = Sheet(code="a", title=same("A"), heads=(same("值"),), rows=tuple((value,) for value in values))
    return workbook(same("A"), (sheet,), on=ON, language="zh")


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@SUM(A1)", '=HYPERLINK("http://x")', "\t=1", "{=1}", "1", "http://x.example"]
)
def test_a_text_stays_a_text(text: str) -> None:
    cell = read(one_cell(text)).worksheets[0]["A2"]

    assert (cell.data_type, cell.value) == ("s", text)
    assert cell.hyperlink is None
    assert cell.quotePrefix == text.startswith(("=", "+", "-", "@", "\t"))


def test_dates_and_numbers_are_real() -> None:
    page = read(one_cell(date(2026, 2, 28), 4999, Money(123_456_789_01), Fraction(-1, 4))).worksheets[0]

    day, *numbers = [page.cell(row, 1).value for row in (2, 3, 4, 5)]
    assert isinstance(day, datetime)
    assert day.date() == date(2026, 2, 28)
    assert numbers == [4999, 123_456_789.01, -0.25]
    assert page["A2"].number_format == "yyyy-mm-dd"


def test_what_a_cell_cannot_hold_is_cut_or_replaced() -> None:
    page = read(one_cell("x" * 40_000, "a\x00b\x1fc")).worksheets[0]

    assert len(page["A2"].value) == 32_767
    assert page["A3"].value == "a b c"


def test_heads_stay_in_sight_and_chinese_columns_are_wide_enough() -> None:
    sheet = Sheet(code="a", title=same("A"), heads=(same("品牌"), same("x")), rows=(("十个汉字就是二十列宽", "x"),))
    page = read(workbook(same("A"), (sheet,), on=ON, language="zh")).worksheets[0]

    assert page.freeze_panes == "B2"
    assert page.column_dimensions["A"].width >= 20
    assert page.auto_filter.ref == "A1:B2"


def test_names_of_worksheets_are_such_that_a_workbook_may_have_them() -> None:
    title = Text("很长很长" * 10 + "[x]:*?/\\", "y")
    sheet = Sheet(code="a", title=title, heads=(same("x"),), rows=())
    names = read(workbook(title, (sheet, sheet), on=ON, language="zh")).sheetnames

    assert len(set(names)) == 2
    assert all(len(name) <= 31 and not set(name) & set("[]:*?/\\") for name in names)


def test_a_comparison_has_a_worksheet_for_each_theme_in_the_language_asked(report: BrandReport) -> None:
    sheets = comparison_sheets(report)
    books = {language: read(workbook(same("x"), sheets, on=ON, language=language)) for language in ("zh", "en")}

    assert {"各地结论", "差异及条款", "与门槛的距离", "程序的时间", "依据的文件"} <= set(books["zh"].sheetnames)
    assert "Verdicts" in books["en"].sheetnames
    assert len(books["zh"].sheetnames) == len(sheets)
    begins = [row[4].value for row in books["zh"]["程序的时间"].iter_rows(min_row=2)]
    assert begins
    assert all(isinstance(day, datetime) for day in begins)


def test_the_same_sheets_give_the_same_bytes_and_no_day_but_the_one_judged(report: BrandReport) -> None:
    books = [workbook(same("x"), comparison_sheets(report), on=ON, language="zh") for _ in range(2)]

    assert books[0] == books[1]
    with ZipFile(BytesIO(books[0])) as parts:
        assert b"2026-11-21T00:00:00Z" in parts.read("docProps/core.xml")
        assert not [name for name in parts.namelist() if b"<f>" in parts.read(name)]


def test_reading_back_needs_nothing_but_the_file(report: BrandReport, tmp_path: Path) -> None:
    file = tmp_path / "book.xlsx"
    file.write_bytes(workbook(same("x"), comparison_sheets(report), on=ON, language="zh"))
    figures = openpyxl.load_workbook(file)["品牌的数据"]

    assert [row[0].value for row in figures.iter_rows(min_row=2)]
