"""``laowu simulate``: what a change of the rules' parameters would do to a set of brands."""

from typing import TYPE_CHECKING

from laowu.cli.declare import argument, declare, option
from laowu.cli.option_types import File
from laowu.cli.options import judging, reporting, start
from laowu.text import Text, same

if TYPE_CHECKING:
    from datetime import date

    from laowu.cli.session import Session
    from laowu.evaluate.simulating.change_file import ChangeFile, RegionChange


@declare(
    "simulate",
    Text(
        "改动写在 TOML 文件里，表名以地区代码开头，如 [dalian.eligibility.criterion.DL-017.condition]；"
        "[readings] 一表改换读法。空文件不改变任何结果。",
        "The change is a TOML file whose tables begin with the code of a region, such as"
        " [dalian.eligibility.criterion.DL-017.condition]; the table [readings] chooses other readings. An empty file changes"
        " nothing.",
    ),
    Text(
        "不写 -j 则模拟文件所改动的地区。材料的先后不影响结果。",
        "Without -j the regions that the file changes are simulated. The order of the dossiers does not matter.",
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
@option(
    "--with",
    "change",
    type=File(),
    required=True,
    shown=same("CHANGE.toml"),
    says=Text("改动参数的文件", "file of changed parameters"),
)
@judging
@start
@reporting
def command(dossiers: tuple[str, ...], change: str, start: "date | None", html: str | None, xlsx: str | None) -> None:
    """Simulate a change."""
    from pathlib import Path

    from laowu.cli.render.simulation import simulation
    from laowu.cli.report_files import ReportFiles
    from laowu.cli.session import Session
    from laowu.evaluate.result_data import result_data
    from laowu.evaluate.simulating.change_file import read_changes
    from laowu.evaluate.simulating.simulate import simulate

    reports = ReportFiles(html, xlsx)
    session = Session()
    file = read_changes(Path(change), tuple(session.installed))
    changes = _regions(file, session)
    brands = session.dossiers(dossiers, *(region.before for region in changes))
    result = simulate(brands, changes, on=session.on, start=start)
    session.show(lambda: simulation(result), lambda: result_data(result))
    if reports:
        from laowu.report.simulation_report import TITLE, simulation_page, simulation_sheets

        reports.write(
            session,
            title=TITLE,
            page=lambda language: simulation_page(result, language=language),
            sheets=lambda: simulation_sheets(result),
        )


def _regions(file: "ChangeFile", session: "Session") -> "list[RegionChange]":
    """The regions asked, or those that the file changes, before and after."""
    from laowu.cli.failures import remark
    from laowu.cli.invocation import current
    from laowu.cli.session import none_installed, unknown_readings
    from laowu.evaluate.simulating.change_file import region_change
    from laowu.jurisdictions.loading import read_installed

    if not session.installed:
        raise none_installed()
    codes = session.settings.jurisdictions or _changed(file, session)
    regions = [
        region_change(
            read_installed(code, installed=session.installed, strict=session.settings.strict_plugins),
            file.changes(code),
            readings=file.readings,
            choices=session.settings.readings,
            calendar=session.calendar,
        )
        for code in codes
    ]
    before = [region.before for region in regions]
    known = [reading.id for region in before for reading, _ in region.book.readings]
    given = current().options.get("readings", {})
    unknown_readings(given if isinstance(given, dict) else {}, known)
    file.check_readings(known)
    session.remark_idle_readings(before)
    for code in file.regions:
        if code not in codes:
            remark(Text(f"没有问 {code}，对它的改动不计", f"{code} is not asked: its changes are left out"))
    return regions


def _changed(file: "ChangeFile", session: "Session") -> tuple[str, ...]:
    """The regions that the file changes; all that work for one that changes none."""
    if not file.readings and file.regions:
        return tuple(file.regions)
    usable = session.usable(tuple(session.installed))
    having = [
        region.code
        for region in usable
        if any(reading.id in file.readings for reading, _ in region.book.readings) or region.code in file.regions
    ]
    return tuple(having or (region.code for region in usable))
