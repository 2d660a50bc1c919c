"""A row that says the same is the same row, whatever kind of file it comes in and however nothing is written."""

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from ledger_files import heads_of, imported, person, rows_of, write_csv, write_parquet, write_xlsx

from laowu_ledger.schema.fields import fields

COUNT = 40
EMPTY = {head.label.zh: "" for head in fields().values() if head.stored and head.name not in ("brand", "id_kind")}
PLAIN = [person(number) for number in range(1, COUNT)]
BLANKS = {
    "no column": PLAIN,
    "empty": [{**EMPTY, **row} for row in PLAIN],
    "spaces": [{**dict.fromkeys(EMPTY, " \u3000"), **row} for row in PLAIN],
    "some of each": [{**dict.fromkeys(EMPTY, "" if at % 2 else " "), **row} for at, row in enumerate(PLAIN)],
}


def write_nulls(file: str) -> str:
    rows = BLANKS["empty"]
    pq.write_table(pa.table({head: [row[head] or None for row in rows] for head in heads_of(rows)}), file)
    return file


@pytest.mark.parametrize("blank", BLANKS)
def test_nothing_is_nothing_however_it_is_written(blank: str, clean: Path) -> None:
    files = [
        write_csv("a.csv", BLANKS[blank]),
        write_parquet("a.parquet", BLANKS[blank]),
        write_xlsx("a.xlsx", BLANKS[blank]),
        write_nulls("nulls.parquet"),
    ]
    first = imported(write_csv("first.csv", PLAIN)).report
    assert first.new == COUNT - 1

    again = [imported(file).report for file in files]

    assert [(report.new, report.total) for report in again] == [(0, COUNT - 1)] * len(files)
    assert {row["employer"] for row in rows_of("store")} == {None}
