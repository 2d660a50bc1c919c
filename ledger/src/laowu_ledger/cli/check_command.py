"""``laowu ledger check``: every row judged, nothing kept."""

from typing import TYPE_CHECKING

from laowu.cli.options import jurisdiction, on, printing
from laowu.text import Text
from laowu_ledger.cli.options import brand, declare, errors, files, sheets

if TYPE_CHECKING:
    from laowu.cli.exit_codes import ExitCode


@declare(
    "check",
    Text(
        "列名按常见写法识别；每一行都判断，按问题统计。号码有误的一律指出，不会更正。",
        "Headings are known by their usual spellings; every row is judged, and counted by what is wrong. A wrong number is told,"
        " never corrected.",
    ),
    Text("有未通过的行时，退出码为 3。", "The exit code is 3 when rows are refused."),
)
@files
@errors
@sheets
@brand
@jurisdiction
@on
@printing
def command(*, files: tuple[str, ...], errors: str | None, sheets: tuple[str, ...], brand: str) -> "ExitCode":
    """Check the files."""
    from laowu.cli.session import Session
    from laowu_ledger.cli.progress import Bar, watcher
    from laowu_ledger.cli.running import error_workbook, reading, show
    from laowu_ledger.identity.token_key import passing_key
    from laowu_ledger.intake.checking import check

    session = Session()
    waiting = watcher(len(files))
    how = reading(session, passing_key(), brand, sheets, waiting)
    try:
        report = check(files, how, error_workbook(session, errors, how))
    finally:
        if isinstance(waiting, Bar):
            waiting.end()
    return show(session, report, errors)
