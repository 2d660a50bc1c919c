"""Files of every kind say the same; damaged, hostile and unreadable ones are refused in words."""

import zipfile
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from ledger_files import (
    checked,
    found,
    heads_of,
    id_number,
    imported,
    person,
    rows_of,
    write_csv,
    write_grid,
    write_parquet,
    write_xlsx,
)

from laowu_ledger.errors import UnreadableLedger
from laowu_ledger.reading.batch import Layout, RawBatch
from laowu_ledger.reading.files import read_ledger

ROWS = [
    person(1, 岗位="厨师", 入职日期="2022-03-01", 月工资="5,200元"),
    person(2, 岗位="帮厨", 入职日期="2022.4", 离职日期="至今"),
]


def cells(file: str) -> dict[str, list[str]]:
    layout, *batches = read_ledger(file)
    assert isinstance(layout, Layout)
    whole: dict[str, list[str]] = {head: [] for head in layout.headings}
    for batch in batches:
        assert isinstance(batch, RawBatch)
        for head, column in zip(layout.headings, batch.columns, strict=True):
            whole[head] += column.to_pylist()
    return whole


def test_workbooks_texts_and_parquet_say_the_same(tmp_path: Path) -> None:
    files = [
        write_xlsx(tmp_path / "a.xlsx", ROWS),
        write_csv(tmp_path / "b.csv", ROWS),
        write_csv(tmp_path / "c.csv", ROWS, encoding="gb18030"),
        write_parquet(tmp_path / "d.parquet", ROWS),
    ]

    assert all(cells(file) == cells(files[0]) for file in files)
    assert cells(files[0])["姓名"] == [row["姓名"] for row in ROWS]


def test_kinds_of_parquet_columns(tmp_path: Path) -> None:
    table = pa.table(
        {
            "品牌": pa.array(["甲"] * 2).dictionary_encode(),
            "姓名": pa.array(["张三", "李四"], pa.large_string()),
            "身份证号": pa.array([int(id_number(2)), None], pa.int64()),
            "入职日期": pa.array([19000, None], pa.date32()),
            "合同起始日期": pa.array([1_650_000_000, None], pa.timestamp("s")),
            "是否备案": [True, None],
            "月工资": [5200.5, None],
            "备注": [["x"], None],
        }
    )
    pq.write_table(table, tmp_path / "a.parquet")

    assert found(checked(str(tmp_path / "a.parquet"))) == {"id_missing": 1}
    imported(str(tmp_path / "a.parquet"))
    (row,) = rows_of("store")
    assert (str(row["started"]), str(row["contract_start"])) == ("2022-01-08", "2022-04-15")
    assert (row["contract_filed"], row["pay_fen"]) == (True, 520_050)


def test_a_float_column_of_numbers_is_refused_like_a_numeric_cell(tmp_path: Path) -> None:
    pq.write_table(pa.table({"品牌": ["甲"], "姓名": ["张三"], "证件号码": [float(id_number(2))]}), tmp_path / "a.parquet")

    assert found(checked(str(tmp_path / "a.parquet"))) == {"id_number_cell": 1}


def test_batches_count_rows_as_the_file_does(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("laowu_ledger.reading.xlsx.pieces.PIECE", 1024)
    monkeypatch.setattr("laowu_ledger.reading.text_file.ROWS", 7)
    rows = [person(number) for number in range(1, 40)]
    for file in (write_xlsx(tmp_path / "a.xlsx", rows), write_csv(tmp_path / "a.csv", rows)):
        _, *batches = read_ledger(file)

        assert len(batches) > 3
        assert [number for batch in batches for number in batch.rows.tolist()] == list(range(2, 41))  # type: ignore[union-attr]


@pytest.mark.parametrize("suffix", [".xlsx", ".xls", ".ods", ".csv", ".parquet"])
def test_a_file_that_is_not_what_its_name_says(suffix: str, tmp_path: Path) -> None:
    (tmp_path / f"a{suffix}").write_bytes(b"PK\x03\x04 or not \x00\xff\xfe")

    with pytest.raises(UnreadableLedger) as failure:
        checked(str(tmp_path / f"a{suffix}"))
    assert failure.value.where.startswith(str(tmp_path / f"a{suffix}"))


@pytest.mark.parametrize("suffix", [".xlsx", ".csv", ".parquet"])
def test_a_file_that_is_not_there_and_one_of_no_known_kind(suffix: str, tmp_path: Path) -> None:
    with pytest.raises(UnreadableLedger):
        checked(str(tmp_path / f"none{suffix}"))
    with pytest.raises(UnreadableLedger, match="what it is"):
        checked(str(tmp_path / "a.docx"))


@pytest.mark.parametrize("kept", [0.3, 0.6, 0.9])
def test_a_workbook_cut_short(kept: float, tmp_path: Path) -> None:
    whole = Path(write_xlsx(tmp_path / "a.xlsx", ROWS)).read_bytes()
    (tmp_path / "b.xlsx").write_bytes(whole[: int(len(whole) * kept)])

    with pytest.raises(UnreadableLedger):
        checked(str(tmp_path / "b.xlsx"))


def test_a_parquet_file_cut_short(tmp_path: Path) -> None:
    whole = Path(write_parquet(tmp_path / "a.parquet", ROWS)).read_bytes()
    (tmp_path / "a.parquet").write_bytes(whole[:-30])

    with pytest.raises(UnreadableLedger):
        checked(str(tmp_path / "a.parquet"))


@pytest.mark.parametrize(("row", "column"), [(1_048_575, 16_383), (900_000, 400)])
def test_a_single_cell_far_out_is_told_before_it_takes_all_memory(row: int, column: int, tmp_path: Path) -> None:
    lines: list[list[Any]] = [heads_of(ROWS), list(ROWS[0].values())]

    def stray(sheet: Any, at: int, place: int) -> None:
        sheet.write_string(at, place, "x")
        sheet.write_string(row, column, "stray")

    lines[1].append(stray)

    with pytest.raises(UnreadableLedger, match="stray cell"):
        checked(write_grid(tmp_path / "a.xlsx", {"台账": lines}))


def test_a_sheet_without_headings(tmp_path: Path) -> None:
    with pytest.raises(UnreadableLedger, match="no row among the first ten"):
        checked(write_grid(tmp_path / "a.xlsx", {"台账": [["a", "b"], ["c", id_number()]]}))
    (tmp_path / "a.csv").write_text("a,b\nc,d\n", encoding="utf-8")
    with pytest.raises(UnreadableLedger, match="no row among the first ten"):
        checked(str(tmp_path / "a.csv"))


def test_a_sheet_that_is_asked_for_and_not_there(tmp_path: Path) -> None:
    with pytest.raises(UnreadableLedger, match="no sheet “二”"):
        checked(write_xlsx(tmp_path / "a.xlsx", ROWS), sheets=("二",))


def test_an_empty_ledger_is_a_ledger(tmp_path: Path) -> None:
    report = checked(write_grid(tmp_path / "a.xlsx", {"台账": [heads_of(ROWS)]}))

    assert (report.rows, report.refused) == (0, 0)


@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_delimiters_and_ragged_lines(delimiter: str, tmp_path: Path) -> None:
    lines = [
        "务工人员花名册",
        delimiter.join(["品牌", "姓名", "证件号码", "岗位"]),
        delimiter.join(["甲", "张三", id_number(), "厨师", "多"]),
        "合计",
    ]
    (tmp_path / "a.csv").write_text("\n".join(lines), encoding="utf-8")

    report = checked(str(tmp_path / "a.csv"))

    assert (report.rows, report.refused, report.skipped) == (1, 0, 1)


def test_control_characters_cannot_pass_for_marks_of_cells(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(f"品牌,姓名,证件号码,岗位\n甲,张三,\x01{id_number()},\x03是\n", encoding="utf-8")

    assert found(checked(str(tmp_path / "a.csv"))) == {}


def test_a_bomb_of_zeros_is_refused_by_its_size(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("laowu_ledger.reading.xlsx.parts._MOST_BYTES", 1 << 20)
    with zipfile.ZipFile(write_xlsx(tmp_path / "a.xlsx", ROWS), "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/zeros", bytes(1 << 21))

    with pytest.raises(UnreadableLedger, match="too large"):
        checked(str(tmp_path / "a.xlsx"))


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    (tmp_path / "a.csv").mkdir()

    with pytest.raises(UnreadableLedger):
        checked(str(tmp_path / "a.csv"))
