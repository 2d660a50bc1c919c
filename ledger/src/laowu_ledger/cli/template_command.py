"""``laowu ledger template``: a workbook to fill in."""

from laowu.cli.option_types import File
from laowu.cli.options import jurisdiction, on
from laowu.cli.parameters import option
from laowu.text import Text
from laowu_ledger.cli.options import declare


@declare(
    "template",
    Text(
        "列和下拉选项取自地区的规则：它问到的事实、重点群体、参保月数。不写 -j 且设置里没有地区时，列出全部。",
        "Columns and drop-downs come from the region's rules: the facts it asks about, its key groups, its months of insurance."
        " Everything is listed when neither -j nor the settings name a region.",
    ),
)
@jurisdiction
@on
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
    from laowu.cli.dossiers import asked_facts
    from laowu.cli.failures import remark
    from laowu.cli.session import Session
    from laowu_ledger.cli.running import one_region
    from laowu_ledger.sheets.region_needs import all_needs, needs_of
    from laowu_ledger.sheets.template import write_template

    session = Session()
    needs = all_needs()
    if one_region(session):
        region = session.jurisdiction()
        needs = needs_of(region.name, region.book, asked_facts([region]), session.on)
    write_template(file, needs, session.language)
    remark(
        Text(
            f"已写入 {file}；填写后用 laowu ledger check {file} 检查",
            f"written to {file}; check it with laowu ledger check {file}",
        )
    )
