"""What a table of dossiers comes to, as a page."""

from laowu.cli.failures import error_lines, remark
from laowu.cli.render.page import Fields, Page, Span, Table, Tone, cell, heading, line, section
from laowu.model.level import Level
from laowu.model.outcome import Outcome
from laowu.text import Text, same
from laowu_ledger.tables.assessing import Question, TableReport
from laowu_ledger.tables.kernels import Kernel
from laowu_ledger.tables.results import TargetTally

_TONES: dict[Outcome, Tone] = {
    Outcome.MET: "good",
    Outcome.NOT_MET: "bad",
    Outcome.NEEDS_JUDGEMENT: "ask",
    Outcome.NO_DATA: "gap",
}
_KERNELS: dict[Kernel, Text] = {
    "numpy": same("numpy"),
    "compiled": Text("compiled（机器码）", "compiled (machine code)"),
}
_SOFT = Text("（努力方向）", " (an aim)")


def assess_page(report: TableReport, question: Question) -> Page:
    """The page."""
    region = question.jurisdiction
    return (
        heading(Text("材料表判断", "Dossiers in a table"), level=1),
        Fields(
            (
                (Text("地区", "region"), line(region.name)),
                (Text("日期", "date"), line(question.on.isoformat())),
                (Text("行数", "rows"), line(f"{report.rows:,}")),
                *([] if report.in_python else [(Text("计算内核", "kernel"), line(_KERNELS[report.kernel]))]),
                *([(Text("读不了的行", "rows that cannot be read"), line(f"{report.refused:,}"))] if report.refused else []),
            )
        ),
        *section(heading(Text("结果", "What they come to")), _outcomes(report, question)),
        *(block for tally in report.targets for block in section(heading(_label(tally, question)), _criteria(tally, question))),
    )


def _label(tally: TargetTally, question: Question) -> Text:
    level, _, brand_class = tally.label.partition(".")
    rules = question.jurisdiction.book.eligibility
    labels = {item.code: item.label for item in rules.classes} if rules else {}
    named = Level(level).label
    return named + Text(" · ", " · ") + labels.get(brand_class, same(brand_class)) if brand_class else named


def _outcomes(report: TableReport, question: Question) -> Table:
    order = (Outcome.MET, Outcome.NEEDS_JUDGEMENT, Outcome.NO_DATA, Outcome.NOT_MET)
    rows = tuple(
        (
            cell(_label(tally, question)),
            *(cell(Span(same(f"{tally.outcomes[outcome]:,}"), _TONES[outcome])) for outcome in order),
        )
        for tally in report.targets
    )
    return Table(heads=(Text("层级和类别", "level and class"), *(outcome.label for outcome in order)), rows=rows)


def _criteria(tally: TargetTally, question: Question) -> Table:
    rules = question.jurisdiction.book.eligibility
    known = {rule.id: rule.summary for rule in (*rules.criteria, *rules.prerequisites)} if rules else {}
    counted = {rule: counts for rule, counts in tally.criteria.items() if counts.total()}
    rows = tuple(
        (
            cell(rule),
            *(cell(f"{counts[state]:,}") for state in ("not_met", "no_data", "needs_judgement")),
            cell(known.get(rule, same("")) + (_SOFT if rule in tally.soft else same(""))),
        )
        for rule, counts in counted.items()
    )
    heads = (Outcome.NOT_MET.label, Outcome.NO_DATA.label, Outcome.NEEDS_JUDGEMENT.label)
    return Table(heads=(Text("条件", "condition"), *heads, Text("内容", "what it asks")), rows=rows, keep=0)


def tell(report: TableReport, out: str | None) -> None:
    """Remarks beside the report: columns that were not read, rows that cannot be, what went one by one."""
    if report.unknown:
        zh, en = ("、".join(report.unknown), ", ".join(report.unknown))
        remark(
            Text(
                f"没有用到这些列：{zh}。列名见 laowu ledger columns；要抄进结果的加 --keep",
                f"columns that mean nothing here: {en}; laowu ledger columns lists the names, --keep takes one into the result",
            )
        )
    for failure in report.first_refusals:
        remark(same(error_lines(failure)))
    if report.refused > len(report.first_refusals):
        more = report.refused - len(report.first_refusals)
        remark(Text(f"另有 {more} 行读不了，见结果的 refused 列", f"{more} more rows cannot be read; see the column refused"))
    if report.in_python:
        remark(
            Text(
                "这个地区的插件用程序判断条件，只能逐行判断，较慢，结果相同",
                "this region answers in Python of its own, so rows are judged one by one: slower, with the same answers",
            )
        )
    if out is not None:
        remark(Text(f"已写入 {out}", f"written to {out}"))
