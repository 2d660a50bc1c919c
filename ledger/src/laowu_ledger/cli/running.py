"""What the commands that read ledgers have in common: terms out of the settings, a result, an exit code."""

from collections.abc import Sequence

from laowu.cli.exit_codes import ExitCode
from laowu.cli.failures import remark
from laowu.cli.invocation import current
from laowu.cli.session import Session
from laowu.text import Text
from laowu_ledger.cli.report_page import report_page
from laowu_ledger.identity.token_key import TokenKey
from laowu_ledger.intake.judged_files import Reading
from laowu_ledger.intake.reports import RunReport
from laowu_ledger.intake.watching import Watcher
from laowu_ledger.judging.judge import Terms
from laowu_ledger.judging.regular import regular
from laowu_ledger.sheets.error_workbook import ErrorWorkbook
from laowu_ledger.sheets.region_needs import group_words


def reading(session: Session, key: TokenKey, brand: str, sheets: Sequence[str], watcher: Watcher) -> Reading:
    """How files are read in this call."""
    words = group_words(session.jurisdiction().book) if one_region(session) else frozenset()
    terms = Terms(on=session.on, key=key.secret, brand=regular(brand), group_words=words)
    return Reading(terms=terms, sheets=tuple(sheets), watcher=watcher)


def one_region(session: Session) -> bool:
    """Whether the settings or ``-j`` name a region; several are refused by whoever asks for it."""
    return session.settings.jurisdiction is not None or bool(current().options.get("jurisdictions"))


def error_workbook(session: Session, file: str | None, reading: Reading) -> ErrorWorkbook | None:
    """The workbook for refused rows, where one is asked for."""
    return ErrorWorkbook(file, session.language, reading.terms.brand) if file else None


def show(session: Session, report: RunReport, errors: str | None) -> ExitCode:
    """Show the report. Rows that were refused make the input invalid."""
    session.show(lambda: report_page(report), report.data)
    if not report.refused:
        return ExitCode.DONE
    if errors is None:
        remark(Text("未通过的行可用 --errors 文件.xlsx 写出改正", "--errors FILE.xlsx writes the refused rows out to be mended"))
    else:
        remark(
            Text(
                f"未通过的 {report.error_rows} 行已写入 {errors}，其中有个人信息；改正后再次检查、导入这个文件即可",
                f"{report.error_rows} refused rows are in {errors}, which holds personal data; mend them, then check and"
                " import that file",
            )
        )
    return ExitCode.INVALID_INPUT
