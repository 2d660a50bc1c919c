"""What a comparison says, as sheets: the questions, the thresholds, the steps, the papers, the duties and what they rest on."""

from collections.abc import Iterator, Mapping
from typing import Any

from laowu.evaluate.comparing.compare import Comparison, Row
from laowu.evaluate.explaining.rule_codes import PARTS_OF_NAMES
from laowu.model.answers import MaterialNeed, Observation
from laowu.model.facts import Grade
from laowu.model.outcome import Outcome
from laowu.report.brand_report import BrandReport
from laowu.report.differences import differences_sheet
from laowu.report.distances import Measured, measured, targets_of
from laowu.report.sheet import NONE, YES_NO, Lines, Link, Sheet, Value, Verdict, least_most, verdict
from laowu.report.sheet import Row as SheetRow
from laowu.text import Text, joined, same

REGION = Text("地区", "region")
LEVEL = Text("层级", "level")
RULE = Text("规则", "rule")
CLAUSE = Text("依据", "clause")
OUTCOME = Text("结论", "outcome")
REMARKS = Text("说明", "remarks")


def verdicts(comparison: Comparison) -> Sheet:
    """The questions in rows, a column per region; a region that cannot answer says why."""
    rows: list[SheetRow] = []
    if any(column.problem for column in comparison.columns):
        rows.append(
            (
                Text("插件状态", "plugin"),
                *(
                    Lines((same(column.state), column.problem)) if column.problem else Text("可用", "works")
                    for column in comparison.columns
                ),
            )
        )
    rows += [(row.label, *_answers(row)) for row in comparison.rows]
    return Sheet(
        code="verdicts",
        title=Text("各地结论", "Verdicts"),
        heads=(Text("方面", "aspect"), *(column.name for column in comparison.columns)),
        rows=tuple(rows),
    )


def _answers(row: Row) -> Iterator[Value]:
    for cell in row.cells:
        yield None if cell is None else Lines(cell.says, cell.outcome, cell.rules)


def distances(entries: tuple[Measured, ...]) -> Sheet:
    """Every numeric threshold with the brand's figure and how far it lies from it."""
    return Sheet(
        code="distances",
        title=Text("与门槛的距离", "Distance to each threshold"),
        note=Text(
            "距离 = 差额 ÷ 两数中较大者，达到要求的一侧为正；“不含”表示恰为门槛不算。",
            "Distance = difference ÷ the larger of the two figures, positive on the side asked for; “excluded” means that"
            " the threshold itself does not count.",
        ),
        heads=(
            Text("指标", "measure"),
            REGION,
            Text("层级和类别", "level and class"),
            Text("要求", "asked"),
            Text("门槛本身", "the threshold itself"),
            Text("现有", "found"),
            Text("最近", "distance at least"),
            Text("最远", "distance at most"),
            Text("差额", "short by"),
            OUTCOME,
            Text("证据", "evidence"),
            RULE,
            CLAUSE,
        ),
        rows=tuple(_distance(entry) for entry in entries),
    )


def _distance(entry: Measured) -> SheetRow:
    end = Text("不含", "excluded") if entry.strict else Text("含", "included")
    what = (entry.what, entry.region, targets_of(entry), entry.asked, end, entry.seen, entry.low, entry.high)
    return (*what, entry.shortfall, verdict(entry.outcome), entry.grade, entry.rule, str(entry.clause))


def steps(report: BrandReport) -> Sheet:
    """Every step of every plan with its days."""
    rows: list[SheetRow] = []
    for column, answer, _ in report.judged():
        for plan in answer.review:
            for step in plan.steps:
                basis = (step.rule, str(step.clause))
                optional = Text("视需要", "where needed") if step.optional else same("")
                unsure = (
                    Text("暂定：有年份尚无官方日历", "provisional: a year without official calendar")
                    if step.provisional
                    else None
                )
                notes = joined([text for text in (optional, unsure, *step.faults, *step.remarks) if text and text.zh])
                days = (step.begins, step.ends, step.due)
                rows.append(
                    (column.name, plan.target.level.label, step.summary, step.actor, *days, step.state.label, notes, *basis)
                )
    heads = (REGION, LEVEL, Text("步骤", "step"), Text("由谁", "by"), Text("开始", "begins"), Text("结束", "ends"))
    more = (Text("文件期限", "last day set"), Text("状态", "state"), REMARKS, RULE, CLAUSE)
    return Sheet(code="steps", title=Text("程序的时间", "The procedure in time"), heads=(*heads, *more), rows=tuple(rows))


def money(report: BrandReport) -> Sheet:
    """Every award and year with its ends and its cap."""
    rows: list[SheetRow] = []
    for column, _, outlooks in report.judged():
        for outlook in outlooks:
            for line in outlook.lines:
                year: Value = same(str(line.year)) if line.year is not None else Text("不定", "some day")
                binds = verdict(line.cap_binds)
                told = joined(line.remarks) if line.remarks else None
                ends = least_most(line.amount)
                what = (column.name, outlook.target.level.label, year, line.summary, *ends, line.cap)
                rows.append(
                    (*what, Verdict(binds.code, _BINDS[binds.code]) if binds else None, told, line.rule, str(line.clause))
                )
    return Sheet(
        code="money",
        title=Text("逐年奖补", "Money by year"),
        note=Text(
            f"单位：元。未获认定的层级，假定 {report.comparison.on.isoformat()} 获得认定。",
            f"In yuan. A level not held is taken to be recognised on {report.comparison.on.isoformat()}.",
        ),
        heads=(
            REGION,
            LEVEL,
            Text("年度", "year"),
            Text("奖补", "award"),
            Text("至少", "at least"),
            Text("至多", "at most"),
            Text("年度上限", "cap of the year"),
            Text("上限是否起作用", "does the cap bind"),
            REMARKS,
            RULE,
            CLAUSE,
        ),
        rows=tuple(rows),
    )


_BINDS = {
    Outcome.MET.value: Text("起作用", "it binds"),
    Outcome.NOT_MET.value: Text("不起作用", "it does not"),
    Outcome.NO_DATA.value: Text("未定", "open"),
    Outcome.NEEDS_JUDGEMENT.value: Text("待评判", "for an official"),
}


def papers(report: BrandReport) -> Sheet:
    """The papers in rows, a column per region: needed or not, at hand or not."""
    regions = [(column, answer) for column, answer, _ in report.judged()]
    needs: dict[str, dict[str, MaterialNeed]] = {}
    for column, answer in regions:
        for plan in answer.review:
            for need in plan.materials:
                needs.setdefault(need.code, {})[column.code] = need
    rows = tuple((next(iter(by.values())).label, *(_need(by.get(column.code)) for column, _ in regions)) for by in needs.values())
    return Sheet(
        code="papers",
        title=Text("申报材料", "Papers"),
        note=Text("“…”为尚未说明是否备齐。", "“…”: nobody has said whether it is at hand."),
        heads=(Text("材料", "paper"), *(column.name for column, _ in regions)),
        rows=rows,
    )


def _need(need: MaterialNeed | None) -> Value:
    if need is None:
        return NONE
    if need.needed is Outcome.NOT_MET:
        return Lines((Text("不需要", "not needed"),), None, (need.rule,))
    held = {True: ("met", Text("需要，已备", "needed, at hand")), False: ("not met", Text("需要，未备", "needed, not at hand"))}
    code, says = held.get(need.held is True, held[False]) if need.held is not None else ("no data", Text("需要", "needed"))
    if need.needed is not Outcome.MET:
        says = Text("可能需要", "may be needed")
    return Lines((says,), code, (need.rule,))


def names(comparison: Comparison) -> Sheet:
    """What each region says of the name, and names that would be valid there."""
    rows: list[SheetRow] = []
    for column in comparison.columns:
        report = column.assessment.naming if column.assessment else None
        if report is None:
            continue
        lacks = joined([PARTS_OF_NAMES[part] for part in report.missing], zh="、", en=", ")
        valid = [same(name) for name in report.suggestions] or ([same(report.name)] if report.verdict.value == "valid" else [])
        says: Value = Lines(tuple(valid)) if valid else Text("无法推出", "none can be told")
        notes = Lines(tuple(note.says for note in report.notes)) if report.notes else None
        clauses = "; ".join(dict.fromkeys(map(str, report.clauses)))
        rows.append((column.name, Verdict(report.verdict.value, report.verdict.label), lacks, says, notes, clauses))
    heads = (REGION, OUTCOME, Text("缺", "lacks"), Text("可用的名称", "names that would be valid"), REMARKS, CLAUSE)
    return Sheet(code="names", title=Text("名称", "Names"), heads=heads, rows=tuple(rows))


def duties(report: BrandReport) -> Sheet:
    """What follows after recognition: what offices do as a matter of course, and what the brand's bodies owe."""
    rows: list[SheetRow] = []
    for column, answer, _ in report.judged():
        for decision in answer.management:
            level = decision.level.label
            for action in decision.actions:
                basis = (action.rule, str(action.clause))
                rows.append((column.name, level, action.says, action.actor, None, action.due, _now(action.outcome), *basis))
            for duty in decision.duties:
                rhythm = joined([_EVERY.get(word, same(word)) for word in duty.every], zh="、", en=", ") if duty.every else None
                what = (column.name, level, duty.says, Text("品牌建设单位", "the brand's bodies"), rhythm, duty.due)
                rows.append((*what, _done(duty.outcome), duty.rule, str(duty.clause)))
    heads = (REGION, LEVEL, Text("做什么", "what"), Text("由谁", "by"), Text("多久一次", "how often"), Text("期限", "due"))
    return Sheet(
        code="duties",
        title=Text("认定之后", "After recognition"),
        heads=(*heads, Text("现在是否到期或已做", "due now, or done"), RULE, CLAUSE),
        rows=tuple(rows),
    )


def _now(outcome: Outcome) -> Value:
    """Whether something is due now: that it is not is no reproach to anybody."""
    match outcome:
        case Outcome.MET:
            return Verdict("rectify", Text("现在应办", "due now"))
        case Outcome.NOT_MET:
            return Text("现在不须办", "nothing to do now")
        case _:
            return verdict(outcome)


def _done(outcome: Outcome) -> Value:
    """Whether what is owed was done."""
    says = {Outcome.MET: Text("已做", "done"), Outcome.NOT_MET: Text("未做", "not done")}.get(outcome, outcome.label)
    return Verdict(outcome.value, says)


_EVERY = {
    "month": Text("每月", "every month"),
    "quarter": Text("每季", "every quarter"),
    "half_year": Text("每半年", "every half year"),
    "year": Text("每年", "every year"),
}


def readings(comparison: Comparison) -> Sheet:
    """How ambiguous clauses were read."""
    rows = tuple(
        (
            column.name,
            used.id,
            used.question,
            used.says,
            used.choice,
            YES_NO[used.default],
            ", ".join(used.alternatives),
        )
        for column in comparison.columns
        for used in (column.assessment.readings if column.assessment else ())
    )
    heads = (REGION, Text("读法", "reading"), Text("原文未明之处", "what the text leaves open"), Text("现按", "read as"))
    more = (Text("选择", "choice"), Text("默认", "default"), Text("还可选", "or"))
    return Sheet(code="readings", title=Text("所用读法", "Readings used"), heads=(*heads, *more), rows=rows)


def documents(comparison: Comparison) -> Sheet:
    """The documents behind the answers with what they are worth on the date judged."""
    rows = tuple(
        (
            column.name,
            f"《{head.title}》",
            "" if head.name == f"《{head.title}》" else head.name,
            head.issued,
            head.says,
            Lines(head.later_texts) if head.later_texts else None,
        )
        for column in comparison.columns
        for head in (column.assessment.documents if column.assessment else ())
    )
    heads = (REGION, Text("文件", "document"), Text("文号", "number"), Text("印发", "issued"), Text("效力", "standing"))
    later = Text("此后", "what came later")
    return Sheet(code="documents", title=Text("依据的文件", "Source documents"), heads=(*heads, later), rows=rows)


def figures(comparison: Comparison) -> Sheet:
    """The brand's figures as the dossier states them, with their sources."""
    facts: Mapping[str, Any] = comparison.dossier.get("facts", {})
    seen = dict(_observed(comparison))
    rows: list[SheetRow] = []
    for name, entries in facts.items():
        for entry in entries if isinstance(entries, list) else [entries]:
            found = seen.get((name, entry.get("year"))) or seen.get((name, None))
            label, says = (found.label, found.seen) if found else (same(name), same(_stated(entry)))
            year: Value = same(str(entry["year"])) if entry.get("year") else None
            grade = Grade(entry["grade"]).label if entry.get("grade") else None
            rows.append((label, year, says, grade, Link(entry.get("source", "")), entry.get("note", "")))
    heads = (Text("指标", "measure"), Text("年度", "year"), Text("数值", "figure"), Text("证据", "evidence"))
    more = (Text("出处", "source"), REMARKS)
    return Sheet(code="figures", title=Text("品牌的数据", "The brand's figures"), heads=(*heads, *more), rows=tuple(rows))


def _observed(comparison: Comparison) -> Iterator[tuple[tuple[str, int | None], Observation]]:
    for column in comparison.columns:
        for report in column.assessment.eligibility if column.assessment else ():
            for finding in report.findings:
                for item in finding.observations:
                    if item.fact and item.grade is not None:
                        yield (item.fact, item.year), item


def _stated(entry: Mapping[str, Any]) -> str:
    value = entry.get("value")
    if isinstance(value, dict):
        return str(value.get("quoted") or f"{value.get('part')}/{value.get('whole')}")
    if value is not None:
        return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
    return f"{entry.get('low', '')}–{entry.get('high', '')}"


def comparison_sheets(report: BrandReport) -> tuple[Sheet, ...]:
    """Every sheet of a comparison, for the workbook."""
    comparison = report.comparison
    told = (
        verdicts(comparison),
        differences_sheet(comparison),
        distances(measured(comparison)),
        steps(report),
        money(report),
        papers(report),
        names(comparison),
        duties(report),
        readings(comparison),
        documents(comparison),
        figures(comparison),
    )
    return tuple(sheet for sheet in told if sheet.rows)
