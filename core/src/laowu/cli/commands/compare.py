"""``laowu compare``: one brand under every region's rules, what differs and why; or many brands, a line for each."""

from typing import TYPE_CHECKING

from laowu.cli.declare import declare
from laowu.cli.option_types import File
from laowu.cli.options import dossiers, judging, reporting, start
from laowu.cli.parameters import option
from laowu.text import Text, same

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from laowu.cli.exit_codes import ExitCode
    from laowu.cli.report_files import ReportFiles
    from laowu.cli.session import Session
    from laowu.evaluate.comparing.compare import Column
    from laowu.evaluate.comparing.portfolio import PortfolioRegion
    from laowu.jurisdictions.jurisdiction import Jurisdiction


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
    Text(
        "先列不同之处和造成不同的条款，再并列各地的回答，相同的行略去。给出几份材料或一个目录时，每个品牌一行：各地的结论和还差什么。",
        "What differs comes first, with the clauses that make it; then the answers side by side, without the rows in which all"
        " regions say the same. Several dossiers, or a directory, give a line per brand: the outcome in each region and what is"
        " missing.",
    ),
    Text(
        "多个品牌时，--csv 另存每品牌每地区一行；--full 与 --format json 合用，逐个品牌给出完整的比较。"
        "文件写完才出现，中途出错则不留下半个文件。",
        "For several brands --csv writes a line per brand and region, and --full with --format json gives every comparison whole."
        " A file appears once it is complete: what stops half-way leaves none.",
    ),
)
@dossiers
@option(
    "--all",
    "whole",
    is_flag=True,
    says=Text("相同的行和全部条款也列出", "also rows in which all regions say the same, and every clause"),
)
@option(
    "--full",
    is_flag=True,
    says=Text("多个品牌时给出每个品牌的完整比较（JSON）", "for several brands every comparison whole (JSON)"),
)
@option(
    "--csv",
    "table",
    type=File(),
    shown=Text("文件", "FILE"),
    says=Text("另存为 CSV，每品牌每地区一行", "also write a CSV, a line per brand and region"),
)
@judging
@start
@reporting
def command(
    dossiers: tuple[str, ...],
    start: "date | None",
    *,
    whole: bool,
    full: bool,
    table: str | None,
    html: str | None,
    xlsx: str | None,
) -> "ExitCode":
    """Compare what the regions say."""
    from pathlib import Path

    from laowu.cli.report_files import ReportFiles
    from laowu.cli.session import Session

    files = ReportFiles(html, xlsx)
    session = Session()
    codes = session.settings.jurisdictions or tuple(session.installed)
    if full:
        _check_full(session, reports=bool(files or table))
        return _full(session, codes, dossiers, start)
    if len(dossiers) > 1 or Path(dossiers[0]).is_dir() or table:
        return _many(session, codes, dossiers, table=table, reports=files)
    return _one(session, codes, dossiers[0], start, whole=whole, reports=files)


def _check_full(session: "Session", *, reports: bool) -> None:
    """Refuse what goes with lines per brand only.

    Raises:
        UsageProblem: another form than JSON is asked for, or a page, a workbook or a CSV.
    """
    from laowu.cli.usage import UsageProblem

    if session.settings.format != "json" or reports:
        raise UsageProblem(
            Text("--full 只给出 JSON", "--full gives JSON only"),
            Text(
                "加 --format json；--html、--xlsx、--csv 另行生成",
                "add --format json; ask for --html, --xlsx and --csv without it",
            ),
        )


def _full(session: "Session", codes: "Sequence[str]", files: "Sequence[str]", start: "date | None") -> "ExitCode":
    from laowu.cli.progress import counted
    from laowu.evaluate.comparing.comparisons import FullPortfolio

    regions = session.usable(codes)
    brands = session.dossiers(files, *regions)
    _check(session, codes, regions)
    portfolio = FullPortfolio(codes, on=session.on, start=start, load=session.load)
    session.show_pieces(portfolio.json(counted(brands, Text("比较", "comparing"))))
    return _told(session, tuple(portfolio.unusable.values()))


def _one(
    session: "Session", codes: "Sequence[str]", dossier: str, start: "date | None", *, whole: bool, reports: "ReportFiles"
) -> "ExitCode":
    from laowu.cli.render.comparison import comparison
    from laowu.evaluate.comparing.compare import compare
    from laowu.evaluate.result_data import result_data

    regions = session.usable(codes)
    brand = session.dossier(dossier, *regions)
    result = compare(brand, codes, on=session.on, start=start, load=session.load)
    _check(session, codes, regions)
    code = _told(session, result.columns)
    session.show(lambda: comparison(result, whole=whole), lambda: result_data(result))
    if reports:
        from laowu.report.brand_report import brand_report
        from laowu.report.comparison_page import comparison_page
        from laowu.report.comparison_sheets import comparison_sheets

        report = brand_report(brand, result, load=session.load, calendar=session.calendar)
        reports.write(session, report, title=same(brand.brand.name), page=comparison_page, sheets=comparison_sheets)
    return code


def _many(
    session: "Session", codes: "Sequence[str]", files: "Sequence[str]", *, table: str | None, reports: "ReportFiles"
) -> "ExitCode":
    from laowu.cli.failures import remark
    from laowu.cli.progress import counted
    from laowu.cli.render.portfolio import portfolio_page
    from laowu.evaluate.comparing.portfolio import portfolio
    from laowu.evaluate.result_data import result_data

    regions = session.usable(codes)
    brands = session.dossiers(files, *regions)
    _check(session, codes, regions)
    result = portfolio(counted(brands, Text("比较", "comparing")), codes, on=session.on, load=session.load)
    code = _told(session, result.regions)
    session.show(lambda: portfolio_page(result), lambda: result_data(result))
    if table:
        from laowu.cli.output import save_pieces
        from laowu.evaluate.comparing.portfolio_csv import portfolio_csv

        save_pieces(portfolio_csv(result), table)
        remark(Text(f"已写入 {table}", f"written to {table}"))
    if reports:
        from laowu.report.portfolio_report import TITLE, portfolio_report_page, portfolio_sheets

        reports.write(session, result, title=TITLE, page=portfolio_report_page, sheets=portfolio_sheets)
    return code


def _check(session: "Session", codes: "Sequence[str]", regions: "Sequence[Jurisdiction]") -> None:
    """Complain when there is no region at all, and about a reading that no region has."""
    from laowu.cli.invocation import current
    from laowu.cli.session import none_installed, unknown_readings

    if not codes:
        raise none_installed()
    given = current().options.get("readings", {})
    if isinstance(given, dict) and len(regions) == len(codes):
        unknown_readings(given, [reading.id for region in regions for reading, _ in region.book.readings])
    session.remark_idle_readings(regions)


def _told(session: "Session", columns: "Sequence[Column | PortfolioRegion]") -> "ExitCode":
    """Remark on regions that cannot answer; the exit code."""
    from laowu.cli.exit_codes import ExitCode
    from laowu.cli.failures import remark

    for column in columns:
        if column.problem is not None:
            remark(same(f"{column.code}: ") + column.problem)
    unusable = any(column.state != "judged" for column in columns)
    return ExitCode.JURISDICTION if session.settings.jurisdictions and unusable else ExitCode.DONE
