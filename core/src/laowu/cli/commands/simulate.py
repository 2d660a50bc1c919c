"""``laowu simulate``: what a change of the rules' parameters would do to a set of brands, or one value as it moves."""

from typing import TYPE_CHECKING

from laowu.cli.declare import declare
from laowu.cli.option_types import File
from laowu.cli.options import dossiers, judging, reporting, start
from laowu.cli.parameters import option
from laowu.text import Text, same

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from laowu.cli.report_files import ReportFiles
    from laowu.cli.session import Session
    from laowu.evaluate.simulating.change_file import ChangeFile, RegionChange
    from laowu.evaluate.sweeping.trial import Trial


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
    Text(
        "--sweep 让一个数值由小到大变动，如 jiangsu.eligibility.criterion.JS-053.condition.at_least=3000..8000（约 50 个取值；"
        "/250 指定步长，也可写 3000,5000,8000），逐值统计多少品牌符合、奖补共多少。同时写 --with 时，改动先生效。",
        "--sweep moves one value, such as jiangsu.eligibility.criterion.JS-053.condition.at_least=3000..8000 (some 50 values;"
        " /250 sets the step, 3000,5000,8000 names them), and counts at each how many brands qualify and what is paid. With"
        " --with as well, that change holds throughout.",
    ),
)
@dossiers
@option(
    "--with",
    "change",
    type=File(),
    shown=same("CHANGE.toml"),
    says=Text("改动参数的文件", "file of changed parameters"),
)
@option(
    "--sweep",
    "moved",
    shown=Text("路径=起..止", "PATH=FROM..TO"),
    says=Text("让一个数值变动，逐值统计", "move one value and count at each"),
)
@judging
@start
@reporting
def command(
    dossiers: tuple[str, ...],
    *,
    change: str | None,
    moved: str | None,
    start: "date | None",
    html: str | None,
    xlsx: str | None,
) -> None:
    """Simulate a change, or sweep a value."""
    from laowu.cli.report_files import ReportFiles
    from laowu.cli.session import Session
    from laowu.cli.usage import UsageProblem

    reports = ReportFiles(html, xlsx)
    session = Session()
    if moved is not None:
        _sweep(session, dossiers, moved, change, reports)
    elif change is not None:
        _simulate(session, dossiers, change, start, reports)
    else:
        raise UsageProblem(
            Text("没有说改动什么", "nothing is said about what to change"),
            Text("写 --with 改动.toml，或 --sweep 路径=起..止", "give --with CHANGE.toml, or --sweep PATH=FROM..TO"),
        )


def _simulate(session: "Session", dossiers: "Sequence[str]", change: str, start: "date | None", reports: "ReportFiles") -> None:
    from pathlib import Path

    from laowu.cli.progress import counted
    from laowu.cli.render.simulation import simulation
    from laowu.evaluate.result_data import result_data
    from laowu.evaluate.simulating.change_file import read_changes
    from laowu.evaluate.simulating.simulate import simulate

    file = read_changes(Path(change), tuple(session.installed))
    changes = _regions(file, session)
    brands = session.dossiers(dossiers, *(region.before for region in changes))
    label = Text("判断", "judging")
    result = simulate(brands, changes, on=session.on, start=start, one_by_one=lambda each: counted(each, label))
    session.show(lambda: simulation(result), lambda: result_data(result))
    if reports:
        from laowu.report.simulation_report import TITLE, simulation_page, simulation_sheets

        reports.write(session, result, title=TITLE, page=simulation_page, sheets=simulation_sheets)


def _sweep(session: "Session", dossiers: "Sequence[str]", moved: str, change: str | None, reports: "ReportFiles") -> None:
    from laowu.cli.progress import counted
    from laowu.cli.render.sweep import sweep as sweep_page
    from laowu.evaluate.result_data import result_data
    from laowu.evaluate.sweeping.sweep import sweep

    made = _trial(session, moved, change)
    brands = session.dossiers(dossiers, made.jurisdiction(0))
    result = sweep(counted(brands, Text("逐值判断", "judging")), made, on=session.on)
    session.show(lambda: sweep_page(result), lambda: result_data(result))
    if reports:
        from laowu.report.sweep_report import TITLE, sweep_report_page, sweep_sheets

        reports.write(session, result, title=TITLE, page=sweep_report_page, sheets=sweep_sheets)


def _trial(session: "Session", moved: str, change: str | None) -> "Trial":
    """The region that the path begins with, with each value that is asked for."""
    from pathlib import Path

    from laowu.cli.invocation import current
    from laowu.cli.session import unknown_readings
    from laowu.errors import SettingsError
    from laowu.evaluate.simulating.change_file import read_changes, region_change
    from laowu.evaluate.sweeping.axis import asked_values
    from laowu.evaluate.sweeping.sweep import SECTIONS, trial_of
    from laowu.jurisdictions.loading import read_installed
    from laowu.rules.changes import Changes
    from laowu.rules.variation import variation

    path, equals, written = moved.partition("=")
    code, dot, below = path.strip().partition(".")
    if not (equals and dot):
        what = Text(f"“{moved}”不是 路径=起..止", f"“{moved}” is no PATH=FROM..TO")
        example = "jiangsu.eligibility.criterion.JS-053.condition.at_least=3000..8000"
        raise SettingsError(what, where="--sweep", mend=Text(f"例如：{example}", f"for example: {example}"))
    asked = asked_values(written)
    rules = read_installed(code, installed=session.installed, strict=session.settings.strict_plugins)
    choices, changes = dict(session.settings.readings), Changes(tree={})
    before = session.load(code)
    known = [reading.id for reading, _ in before.book.readings]
    if change is not None:
        file = read_changes(Path(change), tuple(session.installed))
        file.check_readings(known)
        changes = file.changes(code)
        region_change(rules, changes, readings=file.readings, choices=choices)  # what is wrong with the file is told as usual
        choices |= {reading: choice for reading, choice in file.readings.items() if reading in known}
    given = current().options.get("readings", {})
    unknown_readings(given if isinstance(given, dict) else {}, known)
    session.remark_idle_readings([before])
    found = variation(rules.read(choices=choices, changes=changes), below, sections=SECTIONS)
    return trial_of(rules, found, asked, calendar=session.calendar)


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
