"""``laowu coverage``: every clause of the documents and what became of it."""

from laowu.cli.declare import declare
from laowu.cli.exit_codes import ExitCode
from laowu.cli.option_types import Jurisdiction
from laowu.cli.options import printing
from laowu.cli.parameters import argument
from laowu.text import Text


@declare(
    "coverage",
    Text(
        "每个条款是已编码、已列示还是不在范围，由哪条规则载明；清单有误时逐条列出，退出码为 1。",
        "Whether each clause is encoded, shown or out of scope, and which rule carries it. What is wrong with a list is told"
        " one by one, and the exit code is 1.",
    ),
    Text("单个条款的内容见 laowu explain。", "laowu explain tells what one clause says."),
)
@argument(
    "codes",
    type=Jurisdiction(),
    nargs=-1,
    required=False,
    shown=Text("地区代码", "CODE"),
    says=Text("地区代码；不写则列出全部可用的地区", "regions; all that can be used when left out"),
)
@printing
def command(codes: tuple[str, ...]) -> ExitCode:
    """List the clauses."""
    from laowu.cli.render.coverage import coverage_data, coverage_page
    from laowu.cli.session import Session
    from laowu.evaluate.explaining.coverage import coverage_of

    session = Session()
    regions = [session.named(code) for code in codes] if codes else session.usable(tuple(session.installed))
    found = tuple(coverage_of(region) for region in regions)
    session.show(lambda: coverage_page(found), lambda: coverage_data(found))
    return ExitCode.UNFAVOURABLE if any(item.faults for item in found) else ExitCode.DONE
