"""``laowu ledger assess``: a table of dossiers judged, or one row of it explained."""

from typing import TYPE_CHECKING

from laowu.cli.option_types import File, OneOf
from laowu.cli.options import brand_class, judging, level
from laowu.cli.parameters import argument, option
from laowu.text import Text, same
from laowu_ledger.cli.options import declare

if TYPE_CHECKING:
    from laowu.cli.exit_codes import ExitCode
    from laowu.cli.session import Session
    from laowu_ledger.tables.assessing import OpenTable, Question


@declare(
    "assess",
    Text(
        "一行是一个品牌，一列是一项事实，列名见 laowu ledger columns。空格是缺数据。结果每行写明各层级、类别是否符合，"
        "不符合、缺数据、待评判的各是哪些条件。",
        "A row is a brand, a column a fact; laowu ledger columns lists their names. An empty cell is no data. The result says of"
        " each row what it comes to at each level and class, and which conditions are not met, lack data or need a judgement.",
    ),
    Text(
        "--explain 把一行当作一份材料，与 laowu assess 的结果逐字节相同。",
        "--explain judges one row as a dossier; the result is that of laowu assess, byte for byte.",
    ),
    Text("有读不了的行时，退出码为 3。", "The exit code is 3 when rows cannot be read."),
)
@argument("table", type=File(), shown=same("TABLE"), says=Text("Parquet 或 CSV 表", "a Parquet or CSV table"))
@option(
    "--out",
    type=File(),
    shown=Text("文件", "FILE"),
    says=Text("把每行的结果写入这个 .parquet 或 .csv 文件", "write the answers about each row to this .parquet or .csv file"),
)
@option(
    "--explain",
    "row",
    type=int,
    shown=Text("行号", "ROW"),
    says=Text(
        "只判断这一行，写明全部依据；行号从 1 起，不算列名",
        "judge this row alone, with all grounds; rows count from 1 below the headings",
    ),
)
@option(
    "--columns",
    "names",
    type=File(),
    shown=Text("文件", "FILE"),
    says=Text(
        'TOML 文件，每行一列：列名 = "表中的列名"',
        'a TOML file with a column a line: NAME = "heading in the table"',
    ),
)
@option(
    "--keep",
    "kept",
    multiple=True,
    shown=Text("列", "COLUMN"),
    says=Text("表里自有的列，照抄进结果，可多次使用", "a column of your own, taken over into the result; may be repeated"),
)
@option(
    "--shortfalls",
    "distances",
    is_flag=True,
    says=Text(
        "结果里加上还差多少：只看一列数字的条件，每个一列",
        "also say how far a row falls short, in a column for each condition that is about one number",
    ),
)
@option(
    "--kernel",
    type=OneOf(lambda: {name: same(name) for name in ("auto", "numpy", "compiled")}),
    default="auto",
    shown=same("KERNEL"),
    says=Text(
        "计算内核：numpy、compiled（机器码，须装扩展）或 auto（默认；表很大且装了扩展时用机器码）；结果相同",
        "what carries the rules out: numpy, compiled (machine code; needs the extra) or auto (when left out: machine code for"
        " very large tables where the extra is installed); with the same answers",
    ),
)
@level
@brand_class
@judging
def command(
    *,
    table: str,
    out: str | None,
    row: int | None,
    names: str | None,
    kept: tuple[str, ...],
    distances: bool,
    kernel: str,
    level: str | None,
    brand_class: str | None,
) -> "ExitCode":
    """Judge the table."""
    from laowu.cli.exit_codes import ExitCode
    from laowu.cli.session import Session
    from laowu.model.level import Level
    from laowu_ledger.cli.assess_page import assess_page, tell
    from laowu_ledger.cli.progress import Bar, watcher
    from laowu_ledger.tables.assessing import OpenTable, Question
    from laowu_ledger.tables.column_names import read_names
    from laowu_ledger.tables.kernels import KERNELS

    session = Session()
    question = Question(
        jurisdiction=session.jurisdiction(),
        on=session.on,
        level=Level(level) if level else None,
        brand_class=brand_class,
        names=read_names(names) if names else {},
        kept=kept,
        known_codes=tuple(session.installed),
        distances=distances,
        kernel=next((one for one in KERNELS if one == kernel), None),
    )
    opened = OpenTable(table, question)
    if row is not None:
        return _explain(session, opened, question, row)
    waiting = watcher(1)
    waiting.file(table)
    try:
        report = opened.assess(out, session.language, waiting.rows)
    finally:
        if isinstance(waiting, Bar):
            waiting.end()
    tell(report, out)
    session.show(lambda: assess_page(report, question), report.data)
    return ExitCode.INVALID_INPUT if report.refused else ExitCode.DONE


def _explain(session: "Session", opened: "OpenTable", question: "Question", row: int) -> "ExitCode":
    from laowu.cli.one_answer import class_labels, code_of
    from laowu.cli.render.assessment import assessment
    from laowu.evaluate.assess import assess
    from laowu.evaluate.result_data import assessment_data

    dossier = opened.dossier(row)
    result = assess(question.jurisdiction, dossier, on=question.on)
    labels = class_labels(question.jurisdiction)
    session.show(lambda: assessment(result, dossier.brand, labels), lambda: assessment_data(result, dossier))
    return code_of(result.eligibility)
