"""``laowu ledger paid template``: a workbook to fill in with payments made before."""

from laowu.cli.option_types import File
from laowu.cli.parameters import option
from laowu.text import Text
from laowu_ledger.cli.options import declare


@declare(
    "paid template",
    Text(
        "每一笔付款一行：谁、哪个品牌、哪一年或哪一天、多少钱。自有的名册不必照抄，列名按常见写法识别。",
        "A row for each payment: to whom, under which brand, in which year or on which day, how much. A list of your own need not"
        " be copied: headings are known by their usual spellings.",
    ),
)
@option(
    "--out",
    "file",
    required=True,
    type=File(),
    shown=Text("文件", "FILE"),
    says=Text("要写的 .xlsx 文件", "the .xlsx file to write"),
)
def command(*, file: str) -> None:
    """Write the template."""
    from laowu.cli.failures import remark
    from laowu.cli.session import Session
    from laowu_ledger.sheets.region_needs import payment_needs
    from laowu_ledger.sheets.template import write_template

    write_template(file, payment_needs(), Session().language)
    remark(
        Text(
            f"已写入 {file}；填写后用 laowu ledger paid import {file} 载入",
            f"written to {file}; load it with laowu ledger paid import {file}",
        )
    )
