"""The libraries of the extra ``laowu[report]``: asked for before a page or workbook is made."""

from importlib.util import find_spec

from laowu.errors import SettingsError
from laowu.text import Text

NEEDED = ("drawsvg", "markupsafe", "xlsxwriter")


def require_extra() -> None:
    """Complain when the libraries that draw pages and write workbooks are not installed.

    Raises:
        SettingsError: one of them is missing.
    """
    missing = [name for name in NEEDED if find_spec(name) is None]
    if missing:
        raise SettingsError(
            Text(f"生成网页和工作簿所需的库没有安装：{'、'.join(missing)}", f"pages and workbooks need {', '.join(missing)}"),
            where="--html / --xlsx",
            mend=Text("用 pip install 'laowu[report]' 安装", "install them with pip install 'laowu[report]'"),
        )
