"""What the tests of ledgers share: invented people, files of every kind, and short ways to check and import them."""

import csv
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import xlsxwriter

from laowu_ledger.identity.kernel import expected_check
from laowu_ledger.identity.token_key import TokenKey
from laowu_ledger.intake.checking import check
from laowu_ledger.intake.importing import Imported, import_files
from laowu_ledger.intake.judged_files import Reading
from laowu_ledger.intake.reports import RunReport
from laowu_ledger.intake.watching import Nobody
from laowu_ledger.judging.judge import Terms
from laowu_ledger.schema.columns import content_columns
from laowu_ledger.sheets.error_workbook import ErrorWorkbook
from laowu_ledger.store.store import Store

ON = date(2026, 11, 22)
KEY = TokenKey(secret=bytes(range(16)))
Row = Mapping[str, Any]


def id_number(sequence: int = 1, *, region: str = "110101", birth: str = "19000101") -> str:
    """A well-formed number of an invented person: nobody alive was born in 1900."""
    first = f"{region}{birth}{sequence:03}"
    return first + expected_check(first)


def person(sequence: int = 1, **cells: Any) -> dict[str, Any]:
    """A good row."""
    return {"品牌名称": "甲品牌", "姓名": f"例{chr(0x4E00 + sequence)}", "证件号码": id_number(sequence), **cells}


def heads_of(rows: Sequence[Row]) -> list[str]:
    """All headings of some rows, in the order in which they come."""
    return list(dict.fromkeys(head for row in rows for head in row))


def write_csv(file: str | Path, rows: Sequence[Row], *, encoding: str = "utf-8") -> str:
    """A CSV file of rows."""
    heads = heads_of(rows)
    with Path(file).open("w", encoding=encoding, newline="") as stream:
        writer = csv.DictWriter(stream, heads, restval="")
        writer.writeheader()
        writer.writerows(rows)
    return str(file)


def write_xlsx(file: str | Path, rows: Sequence[Row], *, sheet: str = "台账") -> str:
    """A workbook of rows; numbers, dates, and yes and no stay what they are."""
    heads = heads_of(rows)
    return write_grid(file, {sheet: [heads, *([row.get(head, "") for head in heads] for row in rows)]})


def write_grid(file: str | Path, sheets: Mapping[str, Sequence[Sequence[Any]]], options: Mapping[str, Any] | None = None) -> str:
    """A workbook of sheets, cell by cell; a callable writes its cell itself."""
    settings = {"in_memory": True, "strings_to_formulas": False, "default_date_format": "yyyy-mm-dd", **(options or {})}
    with xlsxwriter.Workbook(file, settings) as book:
        for name, lines in sheets.items():
            sheet = book.add_worksheet(name)
            for at, line in enumerate(lines):
                for column, value in enumerate(line):
                    if callable(value):
                        value(sheet, at, column)
                    elif isinstance(value, str):
                        sheet.write_string(at, column, value)
                    else:
                        sheet.write(at, column, value)
    return str(file)


def write_parquet(file: str | Path, rows: Sequence[Row]) -> str:
    """A Parquet file of rows, all text."""
    columns = {head: [str(row.get(head, "")) for row in rows] for head in heads_of(rows)}
    pq.write_table(pa.table(columns), file)
    return str(file)


def reading(**terms: Any) -> Reading:
    """How the tests read files."""
    sheets = terms.pop("sheets", ())
    return Reading(terms=Terms(**{"on": ON, "key": KEY.secret, **terms}), sheets=sheets, watcher=Nobody())


def checked(*files: str, errors: str | None = None, **terms: Any) -> RunReport:
    """What a check of files finds."""
    workbook = ErrorWorkbook(errors, "en", terms.get("brand", "")) if errors else None
    return check(files, reading(**terms), workbook)


def imported(
    *files: str, store: str | Path = "store", errors: str | None = None, memory: int = 64 << 20, **terms: Any
) -> Imported:
    """What comes of an import."""
    workbook = ErrorWorkbook(errors, "en", terms.get("brand", "")) if errors else None
    return import_files(files, Path(store), reading(**terms), KEY, memory=memory, errors=workbook)


def found(report: RunReport) -> dict[str, int]:
    """Rows by reason."""
    counts: Counter[str] = Counter()
    for reason, _, rows in report.reasons():
        counts[reason.code] += rows
    return dict(counts)


def reasons_of(folder: Path, *rows: Row, **terms: Any) -> dict[str, int]:
    """Rows by reason, of a workbook of these."""
    return found(checked(write_xlsx(folder / "case.xlsx", rows), **terms))


def rows_of(store: Store | str | Path) -> list[dict[str, Any]]:
    """The rows of a store in their order, as plain data."""
    opened = store if isinstance(store, Store) else Store.open(store)
    return [row for path in opened.segments for row in pq.read_table(path).to_pylist()]


def content_of(store: Store | str | Path) -> list[tuple[Any, ...]]:
    """What a store says, in an order of its own."""
    said = [tuple(row[name] for name in content_columns()) for row in rows_of(store)]
    return sorted(said, key=repr)
