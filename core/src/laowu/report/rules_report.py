"""The rule books themselves, side by side: a table per part, a row per thing they may speak of, a column per region."""

from markupsafe import Markup

from laowu.evaluate.comparing.rules_across import AcrossPart, AcrossRow, RuleEntry, RulesAcross
from laowu.report.document import document
from laowu.report.markup import folded, paragraph, section, table
from laowu.report.sheet import NONE, Lines, Row, Sheet, Value, unlike
from laowu.text import Language, Text, joined, same

TITLE = Text("各地规则并列", "Rule books side by side")


def rules_sheets(result: RulesAcross) -> tuple[Sheet, ...]:
    """A sheet per part, and one of the regions that cannot be read."""
    parts = [_part(part, result) for part in result.parts]
    broken = tuple((region.name, region.state, region.problem) for region in result.regions if region.problem)
    heads = (Text("地区", "region"), Text("状态", "state"), Text("原因", "reason"))
    problems = Sheet(code="problems", title=Text("不能读取的地区", "Regions that cannot be read"), heads=heads, rows=broken)
    return (*parts, *((problems,) if broken else ()))


def _part(part: AcrossPart, result: RulesAcross) -> Sheet:
    heads = (Text("项目", "what"), *(region.name for region in result.regions))
    return Sheet(code=part.part, title=part.label, heads=heads, rows=tuple(map(_row, part.rows)))


def _row(row: AcrossRow) -> Row:
    return (row.label, *map(_cell, row.cells))


def _cell(entries: tuple[RuleEntry, ...]) -> Value:
    if not entries:
        return NONE
    rules = tuple(dict.fromkeys(f"{entry.rule} {entry.clause.locator}" for entry in entries))
    return Lines(tuple(map(_says, entries)), rules=rules)


def _says(entry: RuleEntry) -> Text:
    levels = [level.label for level in entry.levels]
    where = joined([*levels, *entry.classes], zh="、", en=", ") + Text("：", ": ") if levels or entry.classes else same("")
    return where + entry.says + (Text("（力争）", " (an aim)") if entry.soft else same(""))


def rules_page(result: RulesAcross, *, language: Language) -> str:
    """The page of the rule books; the same bytes for the same rule data."""
    parts = [(sheet.code, sheet.title, section(sheet.code, sheet.title, *_tables(sheet))) for sheet in rules_sheets(result)]
    said = Text(f"{result.on.isoformat()} 的规定。", f"The rules of {result.on.isoformat()}.")
    how = Text(
        "各地说法相同的行折叠在后；“—”表示该地没有相应规定。规则编号可用 laowu explain 查看。",
        "Rows in which all regions say the same are folded at the end; “—”: the region states nothing of the kind. laowu explain"
        " tells what stands behind the id of a rule.",
    )
    return document(TITLE, paragraph(said) + paragraph(how, style="soft"), parts, language=language)


def _tables(sheet: Sheet) -> tuple[Markup, ...]:
    alone = len(sheet.heads) == 2  # noqa: PLR2004  # one region: nothing to compare
    apart = [row for row in sheet.rows if alone or unlike(row)]
    alike = [row for row in sheet.rows if not alone and not unlike(row)]
    shown = [table(sheet, apart, cards=True, even=True)] if apart else []
    if alike:
        shown.append(
            folded(
                Text(f"各地相同：{len(alike)} 项", f"the same everywhere: {len(alike)}"),
                table(sheet, alike, cards=True, even=True),
            )
        )
    return tuple(shown)
