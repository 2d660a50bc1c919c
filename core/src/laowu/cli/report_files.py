"""Writing a result as a page and as a workbook, beside what is printed."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Protocol, TypeVar

from laowu.cli import output
from laowu.cli.failures import remark
from laowu.text import Text
from laowu.values import frozen

if TYPE_CHECKING:
    from laowu.cli.session import Session
    from laowu.report.sheet import Sheet
    from laowu.text import Language

T = TypeVar("T")
T_contra = TypeVar("T_contra", contravariant=True)


class Page(Protocol[T_contra]):
    """Makes a page of a result."""

    def __call__(self, result: T_contra, /, *, language: "Language") -> str:
        """The page, in both languages; ``language`` opens it."""


@frozen
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
        result: T,
        *,
        title: Text,
        page: "Page[T]",
        sheets: "Callable[[T], Sequence[Sheet]]",
    ) -> None:
        """Write the files that are asked for, and say so.

        Args:
            session: the command at work: its language opens the page and fills the workbook.
            result: what is told.
            title: what the workbook is about.
            page: makes the page.
            sheets: makes the sheets of the workbook.

        Raises:
            InputError: a file cannot be written.
        """
        if self.html:
            output.save(page(result, language=session.language), self.html)
        if self.xlsx:
            from laowu.report.workbook import workbook

            output.save(workbook(title, sheets(result), on=session.on, language=session.language), self.xlsx)
        for file in filter(None, (self.html, self.xlsx)):
            remark(Text(f"已写入 {file}", f"written to {file}"))
