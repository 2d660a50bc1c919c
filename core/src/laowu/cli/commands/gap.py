"""``laowu gap``: what is missing, nearest first, and what would change it."""

from typing import TYPE_CHECKING

from laowu.cli.declare import declare
from laowu.cli.option_types import File
from laowu.cli.options import brand_class, judging, level, reporting
from laowu.cli.parameters import argument
from laowu.text import Text, same

if TYPE_CHECKING:
    from laowu.cli.exit_codes import ExitCode


@declare(
    "gap",
    Text(
        "远近只看实质条件：先比不符合的条数，再比差距合计（每项按两数中较大者的几分之几计），再比未定的条数。",
        "Nearness counts the substantive conditions only: first how many are not met, then how far away these are in all, each as"
        " a part of the larger of the two figures, then how many are open.",
    ),
    Text(
        "“怎样改变”逐项写明须成为怎样，照此改过的材料会再判断一次；不写 -j 则问全部已安装的地区。",
        "“What would change it” names what each thing would have to be; the dossier so changed is judged once more. Without -j"
        " every installed region is asked.",
    ),
)
@argument(
    "dossiers",
    type=File(),
    nargs=-1,
    required=True,
    shown=same("DOSSIER"),
    says=Text("材料文件，或存放材料的目录", "dossier files, or directories of them"),
)
@judging
@level
@brand_class
@reporting
def command(
    dossiers: tuple[str, ...], level: str | None, brand_class: str | None, html: str | None, xlsx: str | None
) -> "ExitCode":
    """Tell what is missing."""
    from laowu.cli.exit_codes import ExitCode
    from laowu.cli.failures import remark
    from laowu.cli.invocation import current
    from laowu.cli.progress import counted
    from laowu.cli.render.gap import gap_page
    from laowu.cli.report_files import ReportFiles
    from laowu.cli.session import Session, none_installed, unknown_readings
    from laowu.evaluate.gaps.gap import gaps
    from laowu.evaluate.result_data import result_data
    from laowu.model.level import Level

    reports = ReportFiles(html, xlsx)
    session = Session()
    named = session.settings.jurisdictions
    codes = named or tuple(session.installed)
    if not codes:
        raise none_installed()
    regions = session.usable(codes)
    given = current().options.get("readings", {})
    if isinstance(given, dict) and len(regions) == len(codes):
        unknown_readings(given, [reading.id for region in regions for reading, _ in region.book.readings])
    session.remark_idle_readings(regions)
    result = gaps(
        counted(session.dossiers(dossiers, *regions), Text("判断", "judging")),
        codes,
        on=session.on,
        level=Level(level) if level else None,
        brand_class=brand_class,
        load=session.load,
    )
    for column in result.problems:
        if column.problem is not None:
            remark(same(f"{column.code}: ") + column.problem)
    session.show(lambda: gap_page(result), lambda: result_data(result))
    if reports:
        from laowu.report.gap_report import TITLE, gap_sheets
        from laowu.report.gap_report import gap_page as report_page

        reports.write(session, result, title=TITLE, page=report_page, sheets=gap_sheets)
    return ExitCode.JURISDICTION if named and result.problems else ExitCode.DONE
