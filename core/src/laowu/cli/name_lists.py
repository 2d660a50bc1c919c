"""Lists of brand names: CSV files as officials keep them, in UTF-8 or GB 18030, with headings in either language."""

import csv
import io
from collections.abc import Iterator, Mapping
from pathlib import Path

from laowu.errors import InputError, did_you_mean
from laowu.text import Text
from laowu.values import frozen

MAX_BYTES = 100_000_000

#: Headings by what they mean; the first row is a heading when one of the names stands in it.
HEADINGS: Mapping[str, tuple[str, ...]] = {
    "name": ("name", "名称", "品牌名称", "劳务品牌名称", "劳务品牌", "品牌"),
    "place": ("place", "所在地", "区划", "地区"),
    "level": ("level", "层级", "级别"),
    "applicant": ("applicant", "申报主体", "主体类型"),
    "enterprise": ("enterprise", "企业名号", "企业名称"),
    "existing": ("existing", "既有品牌", "是否既有"),
}


@frozen(kw_only=True)
class ListRow:
    """One row of a list.

    Attributes:
        line: its line in the file, from 1.
        cells: what stands in it, by the keys of :data:`HEADINGS`; empty cells are left out.
    """

    line: int
    cells: Mapping[str, str]


def read_names(file: str) -> tuple[ListRow, ...]:
    """Read a list of names: a column of names, or several columns under headings.

    Raises:
        InputError: it cannot be read, is no text, or has several columns and no heading for the name.
    """
    rows = [(line, row) for line, row in _rows(_text(file), file) if any(cell.strip() for cell in row)]
    if not rows:
        raise InputError(Text("文件里没有名称", "the file holds no name"), where=file)
    heads = [_meaning(cell) for cell in rows[0][1]]
    if "name" in heads:
        return tuple(_row(line, row, heads) for line, row in rows[1:])
    if max(len(row) for _, row in rows) > 1:
        mend = did_you_mean(rows[0][1][0], HEADINGS["name"]) or Text(
            "首行写列名，其中一列为 名称", "let the first row name the columns, one of them name"
        )
        raise InputError(Text("没有“名称”一列", "there is no column “name”"), where=f"{file}:{rows[0][0]}", mend=mend)
    return tuple(_row(line, row, ["name"]) for line, row in rows)


def _text(file: str) -> str:
    path = Path(file)
    try:
        if path.stat().st_size > MAX_BYTES:
            raise InputError(Text("文件太大", "the file is too large"), where=file)
        raw = path.read_bytes()
    except OSError as failure:
        reason = failure.strerror or str(failure)
        raise InputError(Text(f"读不了文件（{reason}）", f"the file cannot be read ({reason})"), where=file) from None
    if b"\x00" in raw:
        says = Text("不是文本文件", "this is no text file")
        raise InputError(says, where=file, mend=Text("另存为 CSV UTF-8", "save it as CSV UTF-8"))
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise InputError(
        Text("文件既不是 UTF-8，也不是 GB 18030", "the file is neither UTF-8 nor GB 18030"),
        where=file,
        mend=Text("另存为 CSV UTF-8", "save it as CSV UTF-8"),
    )


def _rows(text: str, file: str) -> Iterator[tuple[int, list[str]]]:
    first = text.partition("\n")[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter="\t" if "\t" in first and "," not in first else ",", strict=True)
    line = 1
    try:
        for row in reader:
            yield line, row
            line = reader.line_num + 1
    except csv.Error as failure:
        says = Text(f"第 {line} 行起不合 CSV 格式（{failure}）", f"from line {line} this is no CSV ({failure})")
        raise InputError(says, where=f"{file}:{line}") from None


def _meaning(heading: str) -> str:
    wording = heading.strip().lower()
    return next((key for key, words in HEADINGS.items() if wording in words), "")


def _row(line: int, row: list[str], heads: list[str]) -> ListRow:
    cells = {head: cell.strip() for head, cell in zip(heads, row, strict=False) if head and cell.strip()}
    return ListRow(line=line, cells=cells)
