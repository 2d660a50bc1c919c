"""Any ledger file by what its name says it is."""

import hashlib
import zipfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from laowu.text import Text
from laowu_ledger.errors import UnreadableLedger, unreadable
from laowu_ledger.reading.batch import Layout, RawBatch, Remarks

_CHUNK = 1 << 22
SPREADSHEETS = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods")
TEXTS = (".csv", ".txt", ".tsv")
PARQUETS = (".parquet", ".pq")


def read_ledger(file: str, sheets: Sequence[str] = ()) -> Iterator[RawBatch | Layout | Remarks]:
    """The rows of a file in batches; the layout of each sheet comes before its batches, further remarks on it behind them.

    Args:
        file: an Excel, OpenDocument, CSV or Parquet file.
        sheets: the sheets that count; all with headings when empty.

    Raises:
        UnreadableLedger: it cannot be read.
    """
    kind = Path(file).suffix.lower()
    if kind in SPREADSHEETS and _is_xlsx(file):
        from laowu_ledger.reading.xlsx.workbook import read_xlsx

        return read_xlsx(file, sheets)
    if kind in SPREADSHEETS:
        from laowu_ledger.reading.spreadsheet import read_spreadsheet

        return read_spreadsheet(file, sheets)
    if kind in TEXTS:
        from laowu_ledger.reading.text_file import read_text_file

        return read_text_file(file)
    if kind in PARQUETS:
        from laowu_ledger.reading.parquet_file import read_parquet

        return read_parquet(file)
    known = "、".join((*SPREADSHEETS, *TEXTS, *PARQUETS))
    raise UnreadableLedger(
        Text("看文件名不知道是什么文件", "the name of the file does not tell what it is"),
        where=file,
        mend=Text(f"可读：{known}", f"these can be read: {known.replace('、', ', ')}"),
    )


def _is_xlsx(file: str) -> bool:
    """Whether a file is a workbook of the xlsx kind, whatever its name says."""
    try:
        with zipfile.ZipFile(file) as archive:
            return "xl/workbook.xml" in archive.namelist()
    except (OSError, zipfile.BadZipFile):
        return False


def digest_of(file: str, watched: Callable[[int], None] = lambda _: None) -> str:
    """SHA-256 of a file, by which it is known again.

    Raises:
        UnreadableLedger: it cannot be read.
    """
    digest = hashlib.sha256()
    try:
        with open(file, "rb") as stream:  # noqa: PTH123  # the caller has a name, not a path
            while chunk := stream.read(_CHUNK):
                digest.update(chunk)
                watched(len(chunk))
    except OSError as failure:
        raise unreadable(failure, file) from None
    return digest.hexdigest()
