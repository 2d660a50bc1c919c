"""What is common to the sheets of workbooks of every kind: which are read, and what is said about them."""

from collections.abc import Sequence
from typing import NamedTuple

from laowu.text import Text, joined, same
from laowu_ledger.errors import UnreadableLedger
from laowu_ledger.reading.batch import Layout
from laowu_ledger.reading.headings import Headings, layout_remarks
from laowu_ledger.schema.spelling import word_key
from laowu_ledger.schema.words import codes


class Named(NamedTuple):
    """A sheet by its name, and whether it is shown."""

    name: str
    visible: bool


def damaged(file: str, failure: BaseException) -> UnreadableLedger:
    """The file is damaged, encrypted, or no workbook; only the kind of the failure is told, never what was read."""
    kind = type(failure).__name__
    return UnreadableLedger(
        Text(f"不是表格文件，或已损坏、已加密（{kind}）", f"this is no workbook, or it is damaged or encrypted ({kind})"),
        where=file,
        mend=Text("用表格软件打开后另存为 .xlsx 或 CSV UTF-8", "open it and save it as .xlsx or CSV UTF-8"),
    )


def wanted_sheets(there: Sequence[Named], sheets: Sequence[str], file: str) -> list[str]:
    """The sheets to read: those asked for, or every visible one whose name does not say that it is no ledger.

    Raises:
        UnreadableLedger: one is asked for that is not there.
    """
    names = [sheet.name for sheet in there]
    missing = [name for name in sheets if name not in names]
    if missing:
        raise UnreadableLedger(
            Text(f"没有名为“{missing[0]}”的工作表", f"there is no sheet “{missing[0]}”"),
            where=file,
            mend=Text("工作表有：", "its sheets: ") + joined([same(name) for name in names], zh="、", en=", "),
        )
    if sheets:
        return list(sheets)
    return [sheet.name for sheet in there if sheet.visible and word_key(sheet.name) not in codes("no_ledger")]


def about_sheets(there: Sequence[Named], wanted: Sequence[str], sheets: Sequence[str]) -> tuple[Text, ...]:
    """What a reader should know of the choice of sheets."""
    if sheets:
        return ()
    remarks = []
    hidden = [sheet.name for sheet in there if not sheet.visible]
    if hidden:
        listed = joined([same(name) for name in hidden], zh="、", en=", ")
        says = Text("有隐藏的工作表，没有读取（可用 --sheet 指定）：", "hidden sheets were not read (--sheet names one): ")
        remarks.append(says + listed)
    if len(wanted) > 1:
        listed = joined([same(name) for name in wanted], zh="、", en=", ")
        says = Text(
            "有多个工作表，有列名的都读；若只算其中一些，请用 --sheet 指定：",
            "there are several sheets, and each with headings was read; --sheet names those that count: ",
        )
        remarks.append(says + listed)
    return tuple(remarks)


def layout_of(file: str, name: str, headings: Headings, remarks: tuple[Text, ...]) -> Layout:
    """The layout of a sheet with these headings."""
    return Layout(
        file=file,
        sheet=name,
        heading_row=headings.rows,
        headings=headings.names,
        fields=headings.fields,
        remarks=(*remarks, *headings.remarks, *layout_remarks(headings.fields)),
    )
