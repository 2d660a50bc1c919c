"""Options that several commands share; what they are given goes to the invocation and from there into the settings."""

from collections.abc import Callable
from typing import Any

import click

from laowu import __version__
from laowu.cli.invocation import current
from laowu.cli.option_types import Assignment, Day, File, Jurisdiction, OneOf
from laowu.cli.output import write
from laowu.cli.parameters import Decorator, Option, argument, option
from laowu.text import Text, same

_FILE = Text("文件", "FILE")
_CODE = Text("代码", "CODE")
_DATE = Text("日期", "DATE")


def _set(setting: str) -> Callable[[click.Context, click.Parameter, Any], None]:
    """Keep the value of an option that was given. After the command's name it is parsed later than before it, and wins."""

    def keep(ctx: click.Context, param: click.Parameter, value: Any) -> None:
        if value not in (None, (), False) and not ctx.resilient_parsing:
            current().options[setting] = value

    return keep


def _assign(ctx: click.Context, param: click.Parameter, value: tuple[str, ...]) -> None:
    if not ctx.resilient_parsing:
        current().assignments += value


def _read(ctx: click.Context, param: click.Parameter, value: tuple[tuple[str, str], ...]) -> None:
    if value and not ctx.resilient_parsing:
        known: Any = current().options.get("readings", {})
        current().options["readings"] = {**known, **dict(value)}


def _save(ctx: click.Context, param: click.Parameter, value: str | None) -> None:
    if value is not None and value != "-" and not ctx.resilient_parsing:
        current().output = value


def _help(ctx: click.Context, param: click.Parameter, value: bool) -> None:  # noqa: FBT001  # click calls it
    if value and not ctx.resilient_parsing:
        write(ctx.get_help() + "\n")
        ctx.exit()


def _version(ctx: click.Context, param: click.Parameter, value: bool) -> None:  # noqa: FBT001  # click calls it
    if value and not ctx.resilient_parsing:
        write(f"laowu {__version__}\n")
        ctx.exit()


def _levels() -> dict[str, Text]:
    from laowu.model.level import Level

    return {level.value: level.label for level in Level}


def _applicants() -> dict[str, Text]:
    from laowu.model.level import ApplicantKind

    return {kind.value: kind.label for kind in ApplicantKind}


def _formats() -> dict[str, Text]:
    return {"table": Text("表格", "table"), "json": same("json"), "markdown": same("markdown")}


def _languages() -> dict[str, Text]:
    return {"zh": Text("中文", "Chinese"), "en": Text("英文", "English")}


_LANG: dict[str, Any] = {
    "says": Text("输出语言；不写则随设置或系统", "language of the output; the settings' or the locale's when left out"),
    "shown": same("zh|en"),
    "type": OneOf(_languages),
}
_SET: dict[str, Any] = {
    "says": Text("改一项设置，可多次使用；见 laowu config show", "change one setting; may be repeated; see laowu config show"),
    "shown": Text("键=值", "KEY=VALUE"),
}

GENERAL: tuple[click.Parameter, ...] = (
    Option(["--lang"], general=True, expose_value=False, callback=_set("lang"), **_LANG),
    Option(["--set", "assignments"], general=True, expose_value=False, callback=_assign, multiple=True, **_SET),
    Option(
        ["--debug"],
        general=True,
        expose_value=False,
        callback=_set("debug"),
        is_flag=True,
        says=Text("出错时显示调用过程", "show a traceback when something fails"),
    ),
    Option(
        ["--help", "-h"],
        general=True,
        expose_value=False,
        callback=_help,
        is_flag=True,
        is_eager=True,
        says=Text("显示本页", "show this page"),
    ),
)
"""What every command takes, before and after its name."""

VERSION = Option(
    ["--version"],
    general=True,
    expose_value=False,
    callback=_version,
    is_flag=True,
    is_eager=True,
    says=Text("显示版本", "show the version"),
)


jurisdiction: Decorator = option(
    "-j",
    "--jurisdiction",
    "codes",
    type=Jurisdiction(),
    multiple=True,
    expose_value=False,
    callback=_set("jurisdictions"),
    shown=_CODE,
    says=Text(
        "按哪个地区的规则；问多个地区的命令可多次使用", "under which region's rules; may be repeated where several are asked"
    ),
)
on: Decorator = option(
    "--on",
    type=Day(),
    expose_value=False,
    callback=_set("on"),
    shown=_DATE,
    says=Text("以哪一天为准，如 2026-12-31；不写则为今天", "date to judge by, such as 2026-12-31; today when left out"),
)
reading: Decorator = option(
    "--reading",
    "readings",
    type=Assignment(),
    multiple=True,
    expose_value=False,
    callback=_read,
    shown=Text("编号=选择", "ID=CHOICE"),
    says=Text("有歧义的条文按哪种读法，可多次使用", "how an ambiguous clause is read; may be repeated"),
)
form: Decorator = option(
    "--format",
    "format_",
    type=OneOf(_formats),
    expose_value=False,
    callback=_set("format"),
    shown=same("table|json|markdown"),
    says=Text("输出形式", "form of the output"),
)
output: Decorator = option(
    "--output",
    type=File(),
    expose_value=False,
    callback=_save,
    shown=_FILE,
    says=Text("写入文件，不输出到屏幕", "write to a file instead of the screen"),
)
start: Decorator = option(
    "--start",
    type=Day(),
    shown=_DATE,
    says=Text("计划从哪一天起算；不写则与 --on 相同", "first day of the plan; the date of --on when left out"),
)
level: Decorator = option(
    "--level",
    type=OneOf(_levels),
    shown=Text("层级", "LEVEL"),
    says=Text(
        "只看一个层级：district 区县级、municipal 市级、provincial 省级、national 国家级",
        "one level only: district, municipal, provincial or national",
    ),
)
brand_class: Decorator = option(
    "--class",
    "brand_class",
    shown=_CODE,
    says=Text("按这一类别判断，不用材料所报的", "judge as this class instead of the one in the dossier"),
)
applicant: Decorator = option(
    "--applicant",
    type=OneOf(_applicants),
    shown=Text("主体", "KIND"),
    says=Text(
        "申报主体：association 行业协会、enterprise 企业、institution 事业单位、school 院校、training 培训机构、"
        "agency 人力资源机构、government 政府、other 其他",
        "who applies: association, enterprise, institution, school, training, agency, government or other",
    ),
)
_html: Decorator = option(
    "--html",
    "html",
    type=File(),
    shown=_FILE,
    says=Text("另存为一个自成一体的网页（需要 laowu[report]）", "also write one self-contained page (needs laowu[report])"),
)
_xlsx: Decorator = option(
    "--xlsx",
    "xlsx",
    type=File(),
    shown=_FILE,
    says=Text("另存为工作簿（需要 laowu[report]）", "also write a workbook (needs laowu[report])"),
)


dossiers: Decorator = argument(
    "dossiers",
    type=File(),
    nargs=-1,
    required=True,
    shown=same("DOSSIER"),
    says=Text("材料文件，或存放材料的目录", "dossier files, or directories of them"),
)
"""One dossier or many."""


def reporting(function: Callable[..., Any]) -> Callable[..., Any]:
    """``--html`` and ``--xlsx``."""
    return _html(_xlsx(function))


def printing(function: Callable[..., Any]) -> Callable[..., Any]:
    """``--format`` and ``--output``."""
    return form(output(function))


def judging(function: Callable[..., Any]) -> Callable[..., Any]:
    """``-j``, ``--on`` and ``--reading``, with ``--format`` and ``--output``."""
    return jurisdiction(on(reading(printing(function))))
