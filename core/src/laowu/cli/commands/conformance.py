"""``laowu conformance``: what a region has shown about itself."""

from typing import TYPE_CHECKING

from laowu.cli.declare import declare
from laowu.cli.option_types import File, Jurisdiction
from laowu.cli.options import printing
from laowu.cli.parameters import argument, option
from laowu.text import Text, same

if TYPE_CHECKING:
    from laowu.cli.exit_codes import ExitCode


@declare(
    "conformance",
    Text(
        "逐条检查一个地区的插件：可装载、齐全、有据、经证，逐级包含；级别由结果算出。须装 laowu[conformance]。",
        "Asks a region every rule of the suite. What it has shown makes its tier: loads, complete, sourced, proven, each"
        " including those before. Needs laowu[conformance].",
    ),
    Text(
        "未达“经证”时，退出码为 1。与 pytest --pyargs laowu.conformance.suite --jurisdiction 代码 相同。",
        "The exit code is 1 while a region is not proven. The same as pytest --pyargs laowu.conformance.suite --jurisdiction"
        " CODE.",
    ),
)
@argument(
    "codes",
    type=Jurisdiction(),
    nargs=-1,
    required=False,
    shown=Text("地区代码", "CODE"),
    says=Text("地区代码；不写则检查全部已安装的地区", "regions; all that are installed when left out"),
)
@option(
    "--thorough",
    is_flag=True,
    says=Text("每个数值的每种变动都试，例子更多，种子每次不同", "every nudge of every value, more examples, a fresh seed"),
)
@option(
    "--seed",
    type=int,
    shown=same("N"),
    says=Text("重复报告中写有这个种子的一次检查", "repeat the run whose report names this seed"),
)
@option(
    "--badge",
    type=File(),
    shown=Text("文件", "FILE"),
    says=Text("把结果写成每个地区一行的文本", "also write the result to a file, a line for each region"),
)
@printing
def command(codes: tuple[str, ...], *, thorough: bool, seed: int | None, badge: str | None) -> "ExitCode":
    """Examine the regions."""
    from laowu.cli.exit_codes import ExitCode
    from laowu.cli.output import save
    from laowu.cli.session import Session
    from laowu.errors import InputError

    try:
        import hypothesis  # noqa: F401  # asked for here, so that its absence is told in a sentence
    except ModuleNotFoundError:
        what = Text("没有安装检查所需的 hypothesis", "hypothesis, which the suite needs, is not installed")
        raise InputError(what, mend=Text("pip install 'laowu[conformance]'", "pip install 'laowu[conformance]'")) from None
    from laowu.cli.render.conformance import conformance_page
    from laowu.conformance.drawing import fresh_seed
    from laowu.conformance.examine import examine
    from laowu.conformance.report import report_data
    from laowu.conformance.tiers import Tier

    session = Session()
    chosen = seed if seed is not None else fresh_seed() if thorough else 0
    named = codes or tuple(session.installed)
    reports = [examine(code, thorough=thorough, seed=chosen, installed=session.installed) for code in named]
    session.show(lambda: conformance_page(reports), lambda: report_data(reports))
    if badge is not None:
        save("".join(f"{report.badge}\n" for report in reports), badge)
    return ExitCode.DONE if all(report.tier is Tier.PROVEN for report in reports) else ExitCode.UNFAVOURABLE
