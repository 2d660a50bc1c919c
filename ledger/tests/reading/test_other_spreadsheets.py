"""Spreadsheets of other kinds than xlsx keep the kinds of their cells too."""

import zipfile
from pathlib import Path

import pytest
from ledger_files import checked, found, id_number

from laowu_ledger.errors import UnreadableLedger
from laowu_ledger.reading import spreadsheet
from laowu_ledger.reading.batch import Layout, RawBatch
from laowu_ledger.reading.files import read_ledger

_OFFICE = "urn:oasis:names:tc:opendocument:xmlns"


def text(cell: str) -> str:
    return f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p></table:table-cell>'


def number(cell: str) -> str:
    return f'<table:table-cell office:value-type="float" office:value="{cell}"><text:p>{cell}</text:p></table:table-cell>'


def write_ods(path: Path, sheets: dict[str, list[list[str]]]) -> str:
    spaces = " ".join(f'xmlns:{name}="{_OFFICE}:{name}:1.0"' for name in ("office", "table", "text"))
    tables = ""
    for name, rows in sheets.items():
        lines = "".join("<table:table-row>" + "".join(row) + "</table:table-row>" for row in rows)
        tables += f'<table:table table:name="{name}">{lines}</table:table>'
    body = f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr(
            "content.xml", f'<office:document-content {spaces} office:version="1.2">{body}</office:document-content>'
        )
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
    return str(path)


def sheet(*numbers: str) -> list[list[str]]:
    heads = [text(head) for head in ("品牌", "姓名", "证件号码")]
    return [heads, *([text("甲"), text("张三"), cell] for cell in numbers)]


def test_cells_keep_their_kinds_and_rows_their_numbers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spreadsheet, "_BATCH", 7)
    numbers = [number(id_number(2)), *(text(id_number(at)) for at in range(3, 30))]
    file = write_ods(tmp_path / "a.ods", {"台账": sheet(*numbers)})

    layout, *batches = read_ledger(file)
    assert isinstance(layout, Layout)
    assert [at for batch in batches if isinstance(batch, RawBatch) for at in batch.rows.tolist()] == list(range(2, 30))
    assert len(batches) > 2
    assert found(checked(file))["id_number_cell"] == 1


def test_sheets_without_headings_are_left_out_where_others_have_them(tmp_path: Path) -> None:
    file = write_ods(tmp_path / "a.ods", {"封面": [[text("x")]], "台账": sheet(text(id_number()))})
    assert checked(file).rows == 1
    with pytest.raises(UnreadableLedger, match="no row among the first ten"):
        checked(write_ods(tmp_path / "b.ods", {"封面": [[text("x")]]}))
    with pytest.raises(UnreadableLedger, match="no sheet"):
        checked(file, sheets=("二",))
