"""``laowu compare``: one brand under every region's rules, side by side."""

from typing import TYPE_CHECKING

from laowu.cli.declare import argument, declare
from laowu.cli.option_types import File
from laowu.cli.options import judging, start
from laowu.text import Text, same

if TYPE_CHECKING:
    from datetime import date

    from laowu.cli.exit_codes import ExitCode
    from laowu.cli.session import Session
    from laowu.evaluate.compare import Comparison


@declare(
    "compare",
    Text(
        "属地条件（如在本市注册）对外地品牌必然不成立，因此与实质条件分开列出，以便“视同本地”比较。",
        "A territorial condition, such as registration in the city, fails for any outside brand. It stands apart from the"
        " substantive ones, so that the brand can be compared as if it were at home everywhere.",
    ),
    Text(
        "插件损坏只占一列，说明原因；只有它是用 -j 或设置 jurisdictions 点名的，退出码才是 4。",
        "A broken region is a column that says why; the exit code is 4 only when it was named with -j or the setting"
        " jurisdictions.",
    ),
)
@argument("dossier", type=File(), shown=same("DOSSIER"), says=Text("材料文件", "dossier file"))
@judging
@start
def command(dossier: str, start: "date | None") -> "ExitCode":
    """Compare what the regions say."""
    from laowu.cli.exit_codes import ExitCode
    from laowu.cli.render.comparison import comparison
    from laowu.cli.session import Session
    from laowu.evaluate.compare import compare
    from laowu.evaluate.result_data import result_data

    session = Session()
    named = session.settings.jurisdictions
    codes = named or tuple(session.installed)
    result = compare(
        session.dossier(dossier, *session.usable(codes)),
        codes,
        on=session.on,
        start=start,
        load=session.load,
    )
    _check(result, session)
    session.show(lambda: comparison(result), lambda: result_data(result))
    unusable = any(column.state != "judged" for column in result.columns)
    return ExitCode.JURISDICTION if named and unusable else ExitCode.DONE


def _check(result: "Comparison", session: "Session") -> None:
    """Complain about a reading that no region has, remark on regions that cannot answer."""
    from laowu.cli.failures import remark
    from laowu.cli.invocation import current
    from laowu.cli.session import unknown_readings
    from laowu.errors import SettingsError

    if not result.columns:
        raise SettingsError(
            Text("没有安装任何地区插件", "no region is installed"),
            mend=Text("用 pip install laowu-… 安装", "install one with pip install laowu-…"),
        )
    given = current().options.get("readings", {})
    answers = [column.assessment for column in result.columns if column.assessment is not None]
    if isinstance(given, dict) and len(answers) == len(result.columns):
        unknown_readings(given, [reading.id for answer in answers for reading in answer.readings])
    session.remark_idle_readings(session.usable([column.code for column in result.columns]))
    for column in result.columns:
        if column.problem is not None:
            remark(same(f"{column.code}: ") + column.problem)
