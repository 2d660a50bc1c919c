"""A sheet: heads and rows of values, written as a table of the page and as a worksheet of the workbook alike."""

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from laowu.model.money import Amount, Money
from laowu.model.outcome import Outcome
from laowu.text import Text, joined, same
from laowu.values import frozen


@frozen
class Verdict:
    """An outcome, a name verdict or a brand status: always a sign and words, so that colour is never the only sign.

    Attributes:
        code: its code.
        says: its words.
    """

    code: str
    says: Text


@frozen
class Lines:
    """Several statements in one cell.

    Attributes:
        says: one by one.
        verdict: what they come to; ``None`` for plain statements.
        rules: ids of the rules behind them.
    """

    says: tuple[Text, ...]
    verdict: str | None = None
    rules: tuple[str, ...] = ()


@frozen
class Link:
    """A source as stated; a reader may follow it when it is an address of the web."""

    source: str

    @property
    def followed(self) -> bool:
        """Whether it is an address of the web."""
        return self.source.startswith(("https://", "http://")) and not any(mark in self.source for mark in "\"'<> \t\n")


Value = Text | str | int | date | Money | Fraction | Verdict | Lines | Link | None
"""What stands in a cell. A fraction is a share of one, shown as a percentage."""

Row = tuple[Value, ...]


@frozen(kw_only=True)
class Plot:
    """A chart beside a worksheet, drawn by whoever opens the workbook.

    Attributes:
        title: what it shows.
        rows: the first and the last row it shows, from 0.
        along: column that names the places of the axis.
        series: columns shown, from below where they are piled up, each with how it is drawn.
        piled: whether the series are piled up on one another; else each is a line.
    """

    title: Text
    rows: tuple[int, int]
    along: int
    series: tuple[tuple[int, str], ...]
    piled: bool


@frozen(kw_only=True)
class Sheet:
    """Heads and rows.

    Attributes:
        code: a word for anchors, unique in one result.
        title: what it is about.
        heads: heading of each column.
        rows: the values, as many in each row as there are heads.
        note: how to read it; ``None`` when that is plain.
        plots: charts beside it, in the workbook.
    """

    code: str
    title: Text
    heads: tuple[Text, ...]
    rows: tuple[Row, ...]
    note: Text | None = None
    plots: tuple[Plot, ...] = ()


_SIGNS = {
    "met": "✓",
    "not met": "✗",
    "needs judgement": "?",
    "no data": "…",
    "valid": "✓",
    "invalid": "✗",
    "ambiguous": "?",
    "keep": "✓",
    "rectify": "!",
    "exit proposed": "✗",
    "revoke": "✗",
    "not recognised": "…",
}

TONES = {"✓": "good", "✗": "bad", "?": "ask", "!": "ask", "…": "gap"}
"""How each sign is coloured, besides being there."""


def sign(code: str) -> str:
    """The sign of an outcome, a name verdict or a brand status; a question mark for one that is new."""
    return _SIGNS.get(code, "?")


def verdict(outcome: Outcome | None) -> Verdict | None:
    """An outcome as a value of a sheet."""
    return None if outcome is None else Verdict(outcome.value, outcome.label)


def least_most(amount: Amount) -> tuple[Money | Text, Money | Text]:
    """The two ends of an amount as values of a sheet."""
    if amount.low is None or amount.high is None:
        return amount.label, amount.label
    return amount.low, amount.high


NONE = same("—")
"""Stands where a region has nothing of the kind."""

YES_NO = {True: Text("是", "yes"), False: Text("否", "no"), None: Text("未知", "unknown")}


def plain(value: Value) -> Text:  # noqa: PLR0911  # one case per kind of value
    """A value in words, for a reader of either language."""
    match value:
        case None:
            return same("")
        case Text():
            return value
        case Verdict():
            return same(sign(value.code) + " ") + value.says
        case Lines():
            mark = same(sign(value.verdict) + " ") if value.verdict else same("")
            return mark + joined(value.says, zh="\n", en="\n")
        case Link():
            return same(value.source)
        case Fraction():
            return same(per_mille(value))
        case date():
            return same(value.isoformat())
        case int():
            return same(f"{value:,}")
        case _:
            return same(str(value))


def per_mille(value: Fraction) -> str:
    """A signed percentage with one decimal, cut off rather than rounded up to the threshold itself."""
    cut = abs(value) * 1000
    whole, tenth = divmod(cut.numerator // cut.denominator, 10)
    if cut and not (whole or tenth):
        return ("+" if value > 0 else "−") + "<0.1%"
    if not cut:
        return "0%"
    return ("+" if value > 0 else "−") + (f"{whole}.{tenth}%" if tenth else f"{whole}%")


def unlike(row: Row) -> bool:
    """Whether the cells after the first differ in what they come to."""
    said = [_gist(value) for value in row[1:]]
    return any(other != said[0] for other in said[1:])


def _gist(value: Value) -> object:
    return (value.says, value.verdict) if isinstance(value, Lines) else value


def split_rows(sheet: Sheet) -> Iterator[tuple[bool, Row]]:
    """The rows of a sheet, each with whether it differs from column to column."""
    for row in sheet.rows:
        yield unlike(row), row
