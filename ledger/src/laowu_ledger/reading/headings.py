"""Which row names the columns, and what each name means.

Real ledgers begin with a title, sometimes with lines about the unit, sometimes with a heading of two lines whose upper cells are
merged over several columns. The row among the first ten in which most headings are known is the one.
"""

from collections.abc import Sequence
from itertools import pairwise

import attrs

from laowu.text import Text, joined, same
from laowu_ledger.errors import UnreadableLedger
from laowu_ledger.reading.cells import MARKS, shown
from laowu_ledger.schema.fields import Field, by_heading
from laowu_ledger.schema.spelling import heading_key

SCANNED = 10
_LEAST = 2
_LONGEST = 60


@attrs.frozen(kw_only=True)
class Headings:
    """The headings of a sheet.

    Attributes:
        rows: how many rows from the top they and the titles above them take.
        names: the headings, one per column.
        fields: the field of each column.
        remarks: what was read in a way that a reader should know.
    """

    rows: int
    names: tuple[str, ...]
    fields: tuple[Field | None, ...]
    remarks: tuple[Text, ...] = ()

    @property
    def known(self) -> int:
        """How many columns are known."""
        return sum(field is not None for field in self.fields)


def find_headings(rows: Sequence[Sequence[str]]) -> Headings | None:
    """The headings among the first rows of a sheet.

    Args:
        rows: the first rows, as marked cells.

    Returns:
        ``None`` when no row holds two known headings, one of them of the name or the number.
    """
    candidates = [_single(row, place) for place, row in enumerate(rows[:SCANNED])]
    candidates += [_double(upper, lower, place) for place, (upper, lower) in enumerate(pairwise(rows[: SCANNED + 1]))]
    best = max((found for found in candidates if found is not None), key=lambda found: (found.known, -found.rows), default=None)
    if best is None or best.known < _LEAST:
        return None
    names = {field.name for field in best.fields if field is not None}
    return best if names & {"name", "id_number"} else None


def no_headings(place: str) -> UnreadableLedger:
    """No row names the columns."""
    return UnreadableLedger(
        Text("前十行里找不到列名", "no row among the first ten names the columns"),
        where=place,
        mend=Text(
            "首行写列名，至少要有姓名和证件号码；模板：laowu ledger template",
            "let the first row name them, at least 姓名 and 证件号码; laowu ledger template writes an example",
        ),
    )


def _single(row: Sequence[str], place: int) -> Headings | None:
    if any(cell[:1] and cell[0] in MARKS for cell in row):
        return None
    names = [_one_line(cell) for cell in row]
    return _headings(names, [by_heading().get(heading_key(name)) if name else None for name in names], place + 1)


def _double(upper: Sequence[str], lower: Sequence[str], place: int) -> Headings | None:
    """Headings of two lines: an upper cell reaches to the right until the next one."""
    if any(cell[:1] and cell[0] in MARKS for cell in (*upper, *lower)) or not any(lower):
        return None
    names, found, above = [], [], ""
    for top, bottom in zip(map(_one_line, upper), map(_one_line, lower), strict=False):
        above = top or (above if bottom else "")
        known = by_heading()
        tried = ([above + bottom, bottom] if bottom else [above]) if above else [bottom]
        field = next((known[key] for word in tried if (key := heading_key(word)) in known), None)
        names.append(above + bottom if above != bottom else bottom)
        found.append(field)
    if sum(bool(cell) and heading_key(cell) in by_heading() for cell in lower) < _LEAST:
        return None  # the lower line is data, or the title stands below
    says = Text("表头有两行，已合并识别", "the headings take two lines, which were joined")
    return _headings(names, found, place + 2, says)


def _headings(names: list[str], found: list[Field | None], rows: int, *remarks: Text) -> Headings | None:
    if not any(names):
        return None
    taken: set[str] = set()
    fields: list[Field | None] = []
    twice: list[str] = []
    for name, field in zip(names, found, strict=True):
        if field is not None and field.name in taken:
            twice.append(name)
            field = None  # noqa: PLW2901  # the first of two columns counts
        elif field is not None:
            taken.add(field.name)
        fields.append(field)
    if twice:
        listed = joined([same(name) for name in twice], zh="、", en=", ")
        remarks += (Text("同一内容有两列，只取前一列：", "two columns mean the same, the first one counts: ") + listed,)
    return Headings(rows=rows, names=tuple(names), fields=tuple(fields), remarks=remarks)


def _one_line(cell: str) -> str:
    return " ".join(shown(cell).split())[:_LONGEST]


def layout_remarks(fields: Sequence[Field | None]) -> tuple[Text, ...]:
    """What the columns of a sheet leave open."""
    names = {field.name for field in fields if field is not None}
    if not names & {"post", "manager"}:
        return (Text("没有岗位栏，看不出谁是经营管理人员", "there is no column of posts: managers cannot be told"),)
    return ()
