"""``laowu plugins new``: start the distribution of a new region."""

from datetime import date

from laowu.cli.declare import declare
from laowu.cli.option_types import Day, File, Jurisdiction, OneOf
from laowu.cli.options import on
from laowu.cli.parameters import argument, option
from laowu.text import Text


def _levels() -> dict[str, Text]:
    from laowu.model.level import Level

    return {level.value: level.label for level in Level}


@declare(
    "plugins new",
    Text(
        "写出一个完整的分发包：示例规则、条款清单、案例和测试齐全，装上就能加载、能回答五个问题；每个文件都说明该填什么。"
        "示例都标有 EXAMPLE，请逐一换成文件的内容。",
        "Writes a complete distribution: example rules, list of clauses, worked cases, tests. It loads and answers the five"
        " questions as soon as it is installed, and each file says what to put there. Examples are marked EXAMPLE: replace them.",
    ),
    Text(
        "层级随区划而定：省为省级，直辖市、市为市级，县区为区县级；另有规定的用 --level。",
        "The level follows from the division: provincial for a province, municipal for a municipality or city, district for a"
        " county; --level says otherwise.",
    ),
)
@argument(
    "code", shown=Text("代码", "CODE"), says=Text("新地区的代码，如 demo-city", "code of the new region, such as demo-city")
)
@option("--name", required=True, shown=Text("名称", "NAME"), says=Text("中文名称", "its name in Chinese"))
@option("--name-en", shown=Text("名称", "NAME"), says=Text("英文名称；不写则用代码", "its name in English; made from the code"))
@option(
    "--division",
    required=True,
    shown=Text("区划", "PLACE"),
    says=Text("行政区划：六位代码或名称", "its division: six-digit code or names"),
)
@option(
    "--level",
    "levels",
    type=OneOf(_levels),
    multiple=True,
    shown=Text("层级", "LEVEL"),
    says=Text("认定的层级，可多次使用", "level at which it recognises brands; may be repeated"),
)
@option("--document", shown=Text("标题", "TITLE"), says=Text("所依据文件的标题", "title of the document it rests on"))
@option("--number", shown=Text("文号", "NUMBER"), says=Text("文号", "number of that document"))
@option("--issued", type=Day(), shown=Text("日期", "DATE"), says=Text("印发日期", "its day of issue"))
@option(
    "--issuer",
    "issuers",
    multiple=True,
    shown=Text("单位", "BODY"),
    says=Text("发文单位，可多次使用", "who issued it; may be repeated"),
)
@option(
    "--extends",
    type=Jurisdiction(),
    shown=Text("代码", "CODE"),
    says=Text("所依据的地区：没有写的按它的规则办，须已安装", "installed region whose rules apply where this one is silent"),
)
@option(
    "--into",
    type=File(),
    default=".",
    shown=Text("文件夹", "DIR"),
    says=Text("写在哪个文件夹里；不写则在当前文件夹", "folder to put it in; the current one when left out"),
)
@on
def command(
    *,
    code: str,
    name: str,
    name_en: str | None,
    division: str,
    levels: tuple[str, ...],
    document: str | None,
    number: str | None,
    issued: date | None,
    issuers: tuple[str, ...],
    extends: str | None,
    into: str,
) -> None:
    """Write the distribution."""
    from pathlib import Path

    from laowu.cli.failures import remark
    from laowu.cli.output import write
    from laowu.cli.session import Session
    from laowu.model.level import Level
    from laowu.scaffold.new_region import new_region
    from laowu.scaffold.templates import distribution_files
    from laowu.scaffold.writing import write_folder

    session = Session()
    region = new_region(
        code,
        name=name,
        name_en=name_en,
        division=division,
        levels=tuple(map(Level, levels)),
        title=document,
        number=number,
        issued=issued,
        issuers=issuers,
        base=session.load(extends) if extends is not None else None,
        on=session.on,
    )
    folder = Path(into) / region.code
    texts = distribution_files(region)
    write_folder(folder, texts)
    write("".join(f"{folder / path}\n" for path in texts))
    if region.code in session.installed:
        known = session.installed[region.code].distribution
        remark(
            Text(
                f"已安装的 {known} 也叫 {region.code}；两个同时安装会互相冲突",
                f"{known}, which is installed, claims {region.code} too: the two cannot be used together",
            )
        )
    remark(
        Text(
            f"接下来：pip install -e {folder}，再 laowu plugins check {region.code}；然后照 {folder / 'README.md'} 替换示例",
            f"next: pip install -e {folder}, then laowu plugins check {region.code}; then replace the examples as"
            f" {folder / 'README.md'} says",
        )
    )
