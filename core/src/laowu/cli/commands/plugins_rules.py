"""``laowu plugins rules``: every rule of one region, or the rule books of several side by side."""

from typing import TYPE_CHECKING

from laowu.cli.declare import declare
from laowu.cli.option_types import Jurisdiction as Code
from laowu.cli.options import on, printing, reading, reporting
from laowu.cli.parameters import argument, option
from laowu.text import Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from laowu.cli.exit_codes import ExitCode
    from laowu.cli.report_files import ReportFiles
    from laowu.cli.session import Session


@declare(
    "plugins rules",
    Text(
        "--across 把各地规则并列：同一事实的界值一行，名称形式、环节和期限、金额和上限、退出的事由、材料也各成一行。"
        "不写地区则问设置 jurisdictions 所列的，没有则问全部已安装的。",
        "--across puts rule books side by side: one row per fact with each region's bound, and rows for the forms of names, the"
        " stages with their days, sums and caps, grounds for exit, and papers. Without a code, the regions of the setting"
        " jurisdictions are asked, or else all that are installed.",
    ),
)
@argument("codes", type=Code(), nargs=-1, required=False, shown=Text("地区代码", "CODE"), says=Text("地区", "region"))
@option("--across", is_flag=True, says=Text("把各地规则并列", "the rule books side by side"))
@on
@reading
@printing
@reporting
def command(codes: tuple[str, ...], *, across: bool, html: str | None, xlsx: str | None) -> "ExitCode":
    """Show the rules."""
    from laowu.cli.exit_codes import ExitCode
    from laowu.cli.report_files import ReportFiles
    from laowu.cli.session import Session
    from laowu.cli.usage import UsageProblem

    reports = ReportFiles(html, xlsx)
    session = Session()
    if across:
        return _across(session, codes, reports)
    if reports:
        raise UsageProblem(Text("--html 和 --xlsx 与 --across 同用", "--html and --xlsx go with --across"))
    if len(codes) != 1:
        raise UsageProblem(
            Text("请写一个地区的代码", "name one region"), Text("几个地区并列用 --across", "--across puts several side by side")
        )
    _listed(session, codes[0])
    return ExitCode.DONE


def _listed(session: "Session", code: str) -> None:
    from laowu.cli.render.explanation import rule_list
    from laowu.evaluate.explaining.explain import rules_of
    from laowu.evaluate.result_data import result_data

    jurisdiction = session.named(code)
    rules = rules_of(jurisdiction, session.on)
    session.show(
        lambda: rule_list(jurisdiction.name, session.on, rules),
        lambda: {
            "schema": "laowu/explanation/1",
            "jurisdiction": code,
            "on": session.on.isoformat(),
            "edition": jurisdiction.book.profile.edition,
            "digest": f"sha256:{jurisdiction.book.digest}",
            "rules": result_data(rules),
        },
    )


def _across(session: "Session", named: "Sequence[str]", reports: "ReportFiles") -> "ExitCode":
    from laowu.cli.exit_codes import ExitCode
    from laowu.cli.failures import remark
    from laowu.cli.invocation import current
    from laowu.cli.render.rules_across import rules_across_page
    from laowu.cli.session import none_installed, unknown_readings
    from laowu.evaluate.comparing.rules_across import rules_across
    from laowu.evaluate.result_data import result_data
    from laowu.text import same

    asked = tuple(dict.fromkeys(named)) or session.settings.jurisdictions
    codes = asked or tuple(session.installed)
    if not codes:
        raise none_installed()
    regions = session.usable(codes)
    given = current().options.get("readings", {})
    if isinstance(given, dict) and len(regions) == len(codes):
        unknown_readings(given, [reading.id for region in regions for reading, _ in region.book.readings])
    result = rules_across(codes, on=session.on, load=session.load)
    for region in result.regions:
        if region.problem is not None:
            remark(same(f"{region.code}: ") + region.problem)
    session.show(lambda: rules_across_page(result), lambda: result_data(result))
    if reports:
        from laowu.report.rules_report import TITLE, rules_page, rules_sheets

        reports.write(session, result, title=TITLE, page=rules_page, sheets=rules_sheets)
    broken = any(region.state != "judged" for region in result.regions)
    return ExitCode.JURISDICTION if asked and broken else ExitCode.DONE
