"""``laowu ledger columns``: the columns that a table of dossiers may have."""

from laowu.cli.option_types import File
from laowu.cli.options import jurisdiction, on, printing, reading
from laowu.cli.parameters import option
from laowu.text import Text
from laowu_ledger.cli.options import declare


@declare(
    "columns",
    Text(
        "列出地区的认定条件会读的列。一项事实还可以写成 workers.2025（某年）、workers.at_least（下限，另有 more_than、at_most、"
        "less_than、about）、pass_rate.part 和 .whole（分子和分母）、plan_areas.industry（代码表中的一项，是否）。",
        "Lists the columns that the conditions of a region read. A fact may also be written as workers.2025 (of a year),"
        " workers.at_least (a limit; also more_than, at_most, less_than, about), pass_rate.part and .whole (counts), or"
        " plan_areas.industry (one code of a list, yes or no).",
    ),
)
@jurisdiction
@reading
@on
@option(
    "--out",
    type=File(),
    shown=Text("文件", "FILE"),
    says=Text("写一张只有列名的 .csv 表，供填写", "write a .csv table with these headings, to be filled in"),
)
@printing
def command(*, out: str | None) -> None:
    """List the columns."""
    from laowu.cli import output
    from laowu.cli.failures import remark
    from laowu.cli.render.page import Table, cell, heading
    from laowu.cli.session import Session
    from laowu.evaluate.result_data import result_data
    from laowu_ledger.tables.column_names import column_names

    session = Session()
    region = session.jurisdiction()
    columns = column_names(region.book)
    if out is not None:
        output.save("\ufeff" + ",".join(column.name for column in columns) + "\r\n", out)
        remark(Text(f"已写入 {out}", f"written to {out}"))
    heads = (Text("列名", "column"), Text("内容", "what it holds"), Text("写法", "how it is written"), Text("条件", "conditions"))
    rows = tuple((cell(one.name), cell(one.label), cell(one.how), cell(", ".join(one.asked_by))) for one in columns)
    session.show(
        lambda: (
            heading(region.name, Text("：材料表的列", ": columns of a table of dossiers"), level=1),
            Table(heads=heads, rows=rows, keep=0),
        ),
        lambda: {"schema": "laowu/table-columns/1", "jurisdiction": region.code, "columns": result_data(columns)},
    )
