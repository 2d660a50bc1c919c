"""Writing a result as a page and as a workbook, beside what is printed."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import attrs

from laowu.cli import output
from laowu.cli.failures import remark
from laowu.text import Text

if TYPE_CHECKING:
    from laowu.cli.session import Session
    from laowu.report.sheet import Sheet
    from laowu.text import Language


@attrs.frozen
class ReportFiles:
    """The files that ``--html`` and ``--xlsx`` ask for; false when they ask for none.

    Attributes:
        html: file of the page; ``None`` for none.
        xlsx: file of the workbook; ``None`` for none.

    Raises:
        SettingsError: a file is asked for and the libraries that make it are not installed.
    """

    html: str | None
    xlsx: str | None

    def __attrs_post_init__(self) -> None:
        if self:  # before anything is worked out in vain
            from laowu.report.extra import require_extra

            require_extra()

    def __bool__(self) -> bool:
        return bool(self.html or self.xlsx)

    def write(
        self,
        session: "Session",
        *,
        title: Text,
        page: "Callable[[Language], str]",
        sheets: "Callable[[], Sequence[Sheet]]",
    ) -> None:
        """Write the files that are asked for, and say so.

        Args:
            session: the command at work: its language opens the page and fills the workbook.
            title: what the workbook is about.
            page: makes the page.
            sheets: makes the sheets of the workbook.

        Raises:
            InputError: a file cannot be written.
        """
        if self.html:
            output.save(page(session.language), self.html)
        if self.xlsx:
            from laowu.report.workbook import workbook

            output.save(workbook(title, sheets(), on=session.on, language=session.language), self.xlsx)
        for file in filter(None, (self.html, self.xlsx)):
            remark(Text(f"已写入 {file}", f"written to {file}"))
