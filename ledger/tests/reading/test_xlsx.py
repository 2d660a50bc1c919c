"""Workbooks taken apart by columns say cell by cell what a reader of spreadsheets says, however they are written."""

import random
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from ledger_files import checked, found, id_number, imported, person, rows_of, write_xlsx
from python_calamine import CalamineWorkbook
from raw_workbooks import write_raw

from laowu_ledger.errors import UnreadableLedger
from laowu_ledger.reading.batch import Layout, RawBatch
from laowu_ledger.reading.cells import BROKEN, DATE, FLAG, NUMBER, text_column
from laowu_ledger.reading.files import read_ledger
from laowu_ledger.reading.xlsx import irregular, pieces, shared_texts, workbook
from laowu_ledger.reading.xlsx.parts import MOMENT, PLAIN, SPAN, shows
from laowu_ledger.reading.xlsx.regular import regular_rows

HEADS = ("品牌", "姓名", "证件号码", "入职日期", "备注", "岗位", "月工资")
TEXTS = ("甲", " 乙", "丙 ", "a&b", "<丁>", '"戊"', "_x0041_", "x_y", "一\n二", "\t三", "漢字", "130131191103155544")
NUMBERS = (1, 2.5, 44620, 1.1010119620101e17, 0.1, -3, 1e-7, 59, 60.5)


def read(file: str) -> dict[int, list[str]]:
    """The rows below the headings, without empty ones."""
    rows: dict[int, list[str]] = {}
    for item in read_ledger(file):
        if isinstance(item, RawBatch):
            columns = [column.to_pylist() for column in item.columns]
            rows |= {number: list(cells) for number, cells in zip(item.rows.tolist(), zip(*columns, strict=True), strict=True)}
    return {number: cells for number, cells in rows.items() if any(cells)}


def read_by_calamine(file: str) -> dict[int, list[str]]:
    lines = CalamineWorkbook.from_path(file).get_sheet_by_index(0).iter_rows()
    rows = {number: text_column(list(line)).to_pylist() for number, line in enumerate(lines, 1)}
    return {number: cells for number, cells in rows.items() if number > 1 and any(cells)}


def write_mixed(path: Path, seed: int, **options: Any) -> str:
    draw = random.Random(seed)
    with xlsxwriter.Workbook(path, {"default_date_format": "yyyy-mm-dd", **options}) as book:
        sheet, bold = book.add_worksheet("S"), book.add_format({"bold": True})
        months, hours = (book.add_format({"num_format": code}) for code in ('yyyy"年"m"月"', "[h]:mm"))
        sheet.write_row(0, 0, HEADS)
        write: list[Callable[[int, int], Any]] = [
            *[lambda *at: sheet.write_string(*at, draw.choice(TEXTS))] * 4,
            lambda *at: sheet.write_number(*at, draw.choice(NUMBERS)),
            lambda *at: sheet.write_datetime(*at, date(2020, 1, 1) + timedelta(draw.randrange(900))),
            lambda *at: sheet.write_boolean(*at, draw.random() < 0.5),
            lambda *at: sheet.write_formula(*at, '=A1&"<>"', None, draw.choice(["x", 5, True, "a&b"])),
            lambda *at: sheet.write_blank(*at, None, bold),
            lambda *at: sheet.write_number(*at, draw.choice([0.25, 44620.75, 30.5]), draw.choice([months, hours])),
            lambda *_: None,
        ]
        for row in range(1, 400):
            for column in range(len(HEADS)):
                if row % 20:
                    draw.choice(write)(row, column)
    return str(path)


@pytest.mark.parametrize("options", [{}, {"constant_memory": True}, {"date_1904": True}])
@pytest.mark.parametrize("by_element", [False, True])
def test_every_cell_is_what_another_reader_says_by_columns_and_by_elements(
    options: dict[str, Any], by_element: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pieces, "PIECE", 9_000)
    seen = []

    def regular(piece: bytes) -> Any:
        seen.append(None if by_element else regular_rows(piece))
        return seen[-1]

    monkeypatch.setattr(workbook, "regular_rows", regular)
    file = write_mixed(tmp_path / "a.xlsx", 7, **options)

    if options.get("date_1904"):  # numbers in a column of days are counted from 1900 here, and only here
        monkeypatch.setattr(workbook, "is_day", lambda _: False)
    assert read(file) == read_by_calamine(file)
    assert len(seen) > 3
    assert by_element or None not in seen


def cells_of(file: str) -> list[str]:
    return read(file)[2]


def with_heads(row: str, columns: int) -> str:
    heads = (
        f'<c r="{"ABCDEFGHIJKLMNOP"[at]}1" t="inlineStr"><is><t>{head}</t></is></c>'
        for at, head in enumerate(("姓名", "证件号码"))
    )
    rest = (f'<c r="{"ABCDEFGHIJKLMNOP"[at]}1" t="inlineStr"><is><t>h{at}</t></is></c>' for at in range(2, columns))
    return f'<row r="1">{"".join(heads)}{"".join(rest)}</row>{row}'


CELLS = [
    ('t="inlineStr"><is><t> a </t></is>', "a"),
    ('t="inlineStr"><is><t xml:space="preserve"> a </t></is>', " a "),
    ('t="inlineStr"><is><r><t>x </t></r><r><rPr><b/></rPr><t xml:space="preserve"> y</t></r></is>', "x y"),
    ('t="str"><v> q&amp;_x0041_ </v>', None),
    ('t="str"><f>A1</f><v></v>', ""),
    ('t="str"><f>A1</f><v/>', ""),
    ("><f>A1</f>", BROKEN + "#"),
    ('><f t="shared" si="0"/><v>3</v>', NUMBER + "3"),
    ('t="e"><v>#N/A</v>', BROKEN + "#"),
    ('t="b"><v>0</v>', FLAG + "否"),
    ('t="d"><v>2020-01-02</v>', DATE + "2020-01-02"),
    ('t="n" cm="1"><v>1.1010119620101E+17</v>', NUMBER + "1.1010119620101e+17"),
    ("><v>007</v>", NUMBER + "7"),
    ("><v>abc</v>", BROKEN + "#"),
    ("><v/>", ""),
    ("><v />", ""),
    ("><f>1+1</f><v />", BROKEN + "#"),
    (' s="0" ><v>4</v>', NUMBER + "4"),
    ("><v></v>", ""),
]


@pytest.mark.parametrize(("inside", "says"), CELLS)
def test_cells_in_many_spellings(inside: str, says: str | None, tmp_path: Path) -> None:
    row = f'<row r="2"><c r="A2" t="inlineStr"><is><t>张三</t></is></c><c r="C2" {inside}</c></row>'
    file = write_raw(tmp_path / "a.xlsx", with_heads(row, 3))

    expected = read_by_calamine(file)[2][2] if says is None else says
    assert cells_of(file)[2] == expected


def test_shared_texts_in_many_spellings(tmp_path: Path) -> None:
    texts = {
        "<si><t> a </t></si>": "a",
        '<si><t xml:space="preserve"> b </t></si>': " b ",
        '<si><r><t>x </t></r><r><t xml:space="preserve"> y</t></r></si>': "x y",
        '<si><t>漢</t><rPh sb="0" eb="1"><t>kan</t></rPh></si>': "漢",
        "<si><t>a&amp;b&#10;c&lt;_x0041_</t></si>": "a&b\nc<A",
        "<si><t/></si>": "",
        "<si><t>#N/A</t></si>": BROKEN + "#N/A",
        "<si><t>二\r\n三</t></si>": "二\n三",
    }
    for some in (
        {text: says for text, says in texts.items() if "<r>" not in text and "rPh" not in text and "t/" not in text},
        texts,
    ):
        row = "".join(f'<c r="{"ABCDEFGHIJ"[at]}2" t="s"><v>{at}</v></c>' for at in range(len(some)))
        file = write_raw(tmp_path / "a.xlsx", with_heads(f'<row r="2">{row}</row>', len(some)), shared="".join(some))
        assert cells_of(file) == list(some.values())


def test_rows_and_cells_that_do_not_say_where_they_are_and_names_with_a_prefix(tmp_path: Path) -> None:
    rows = with_heads('<row><c t="inlineStr"><is><t>张三</t></is></c><c><v>5</v></c></row><row r="9"><c><v>6</v></c></row>', 2)
    plain = read(write_raw(tmp_path / "a.xlsx", rows))
    prefixed = rows.replace("</", "\0").replace("<", "<x:").replace("\0", "</x:")

    assert plain == {2: ["张三", NUMBER + "5"], 9: [NUMBER + "6", ""]}
    assert read(write_raw(tmp_path / "b.xlsx", prefixed, prefix="x:")) == plain


def test_formats_that_show_days_and_those_that_do_not() -> None:
    days = ('yyyy"年"m"月"d"日"', "[$-804]yyyy-mm-dd", "mm:ss.0", "h:mm AM/PM", "0.0 d")
    numbers = ("General", "0.00_ ", "[Red]0.00", "@", '"day" 0', r"\d0", "0.0E+00", "#,##0;[Red]-#,##0", "0_d", "")

    assert {shows(code) for code in days} == {MOMENT}
    assert {shows(code) for code in numbers} == {PLAIN}
    assert {shows(code) for code in ("[h]:mm", "[mm]:ss")} == {SPAN}


def test_days_of_a_workbook_by_the_format_of_their_cells(tmp_path: Path) -> None:
    styles = '<numFmts><numFmt numFmtId="170" formatCode="yyyy&quot;年&quot;m&quot;月&quot;"/></numFmts><cellXfs>'
    styles += "".join(f'<xf numFmtId="{number}"/>' for number in (0, 14, 46, 170)) + "</cellXfs>"
    row = "".join(f'<c r="{"ABCD"[style]}2" s="{style}"><v>44620.5</v></c>' for style in range(4))
    file = write_raw(tmp_path / "a.xlsx", with_heads(f'<row r="2">{row}</row>', 4), styles=styles)

    moment = f"{DATE}2022-02-28 12:00:00"
    assert cells_of(file) == [NUMBER + "44620.5", moment, f"{DATE}{timedelta(days=44620, hours=12)}", moment]


@pytest.mark.parametrize(
    ("inside", "options"),
    [
        ('<row r="2"><c r="A2" t="s"><v>7</v></c></row>', {}),
        ('<row r="2"><c r="A2" t="s"><v>x</v></c></row>', {}),
        ('<row r="2"><c r="A2"></row>', {}),
        ("", {"start": "<?xml version='1.0' encoding='gb18030'?>"}),
    ],
)
def test_what_cannot_be_read_is_told_in_words(inside: str, options: dict[str, str], tmp_path: Path) -> None:
    with pytest.raises(UnreadableLedger, match="damaged"):
        checked(write_raw(tmp_path / "a.xlsx", with_heads(inside, 2), **options))


def test_what_is_only_known_at_the_end_of_a_sheet_is_told(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as book:
        sheet = book.add_worksheet()
        for place, row in enumerate([list(person()), *(list(person(number).values()) for number in range(1, 60))]):
            sheet.write_row(place, 0, row)
        sheet.set_row(40, None, None, {"hidden": True})
        sheet.write_string(50, 40, "aside")

    report = checked(str(tmp_path / "a.xlsx"))

    told = " ".join(remark.en for _, remark in report.remarks())
    assert "1 hidden or filtered rows were read too" in told
    assert "1 cells to the right of the last heading were not read" in told
    assert report.rows == 59


def test_a_number_keeps_its_kind_in_a_column_of_texts(tmp_path: Path) -> None:
    rows = [person(1), person(2), {**person(3), "证件号码": float(id_number(3))}]

    assert found(checked(write_xlsx(tmp_path / "a.xlsx", rows))) == {"id_number_cell": 1}


def test_layouts_come_before_batches(tmp_path: Path) -> None:
    layout, batch = read_ledger(write_xlsx(tmp_path / "a.xlsx", [person()]))

    assert isinstance(layout, Layout)
    assert isinstance(batch, RawBatch)


def test_a_workbook_with_words_that_repeat_is_taken_like_its_text(tmp_path: Path) -> None:
    rows = [person(number, 用人单位="甲公司" if number % 3 else "", 岗位="厨师") for number in range(1, 50)]
    imported(write_xlsx(tmp_path / "a.xlsx", rows))

    assert {row["employer"] for row in rows_of("store")} == {"甲公司", None}


DIALECTS = {
    "Excel": '<row r="2" spans="1:4" x14ac:dyDescent="0.25"><c r="A2" s="1" t="s"><v>0</v></c><c r="B2" s="2"><v>5</v></c>'
    '<c r="C2" t="str"><f t="shared" ref="C2:C9" si="0">A2&amp;"x"</f><v>三</v></c><c r="D2" s="3"/></row>',
    "LibreOffice": '<row r="2" customFormat="false" ht="12.8" hidden="false" outlineLevel="0" collapsed="false">'
    '<c r="A2" s="0" t="s"><v>0</v></c><c r="B2" s="0" t="n"><v>5</v></c>'
    '<c r="C2" s="0" t="str"><f aca="false">A2</f><v>三</v></c></row>',
    "Apache POI": '<row r="2">\n<c r="A2" t="inlineStr"><is><t>张三</t></is></c><c r="B2" s="1" t="n"><v>5.0</v></c>'
    '<c r="C2" t="inlineStr"><is><t xml:space="preserve">三</t></is></c></row>\n',
    "openpyxl": '<row r="2"><c r="A2" t="s"><v>0</v></c><c r="B2" t="n"><v>5</v></c>'
    '<c r="C2" t="inlineStr"><is><t>三</t></is></c><c r="D2" s="1" /></row>',
}


@pytest.mark.parametrize("program", DIALECTS)
def test_what_common_programs_write_is_taken_apart_by_columns(
    program: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: Any) -> Any:
        raise AssertionError("read element by element")

    monkeypatch.setattr(irregular.Elements, "rows", fail)
    monkeypatch.setattr(shared_texts, "text_of", fail)
    shared = '<si><t>张三</t><phoneticPr fontId="1" type="noConversion"/></si><si><t xml:space="preserve"> 四</t></si>'
    file = write_raw(tmp_path / "a.xlsx", with_heads(DIALECTS[program], 4), shared=shared)

    assert cells_of(file) == ["张三", NUMBER + "5", "三", ""]
