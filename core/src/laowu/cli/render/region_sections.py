"""One section of a region: its documents in full, its readings, rules with all they say, departments and their work."""

from collections.abc import Sequence
from datetime import date

from laowu.cli.render.explanation import readings_in_full
from laowu.cli.render.page import (
    Block,
    Cell,
    Fields,
    Items,
    Line,
    Page,
    Span,
    Table,
    Tone,
    cell,
    heading,
    line,
    paragraph,
    section,
)
from laowu.cli.render.wording import BASIS, COLON
from laowu.evaluate.explaining.explain import RuleExplanation
from laowu.evaluate.explaining.region_sections import SECTIONS, DepartmentWork, DocumentInFull, RegionSection
from laowu.evaluate.explaining.rule_codes import code_wording
from laowu.evaluate.explaining.rule_terms import FIELDS
from laowu.model.citation import Standing
from laowu.text import Text, joined, same

_NOTHING = Text("文件没有这方面的内容", "the documents state nothing of this kind")
_LEADS, _TAKES_PART = "●", "○"


def section_page(region: Text, on: date, found: RegionSection) -> Page:
    """One section of a region."""
    blocks: list[Block] = []
    for document in found.documents:
        blocks += _document(document)
    if found.readings:
        blocks.append(readings_in_full(found.readings))
    if found.rules:
        blocks.append(_rules(found.rules))
    if found.tasks:
        blocks += _matrix(found)
    elif found.departments:
        blocks.append(_departments(found.departments))
    return (
        heading(region + COLON + SECTIONS[found.section], level=1),
        paragraph(Text(f"以 {on.isoformat()} 为准", f"As of {on.isoformat()}")),
        *(blocks or [paragraph(_NOTHING)]),
    )


def _document(document: DocumentInFull) -> Page:
    tone: Tone = "plain" if document.standing is Standing.IN_FORCE else "ask"
    days = ("issued", "since", "until", "round_ends")
    fields: list[tuple[Text, Line]] = [(FIELDS["number_of_document"], line(document.number or Text("（无）", "(none)")))]
    fields.append((FIELDS["issuers"], line(Text("、".join(document.issuers), ", ".join(document.issuers)))))
    for name in days:
        day = getattr(document, name)
        if day is not None:
            fields.append((FIELDS[name], line(day.isoformat())))
        elif name == "issued":
            fields.append((FIELDS[name], line(Text("文本未载明", "left blank in the text"))))
    fields.append((FIELDS["status"], line(code_wording("status", document.status.value) or same(document.status.value))))
    fields.append((Text("当日效力", "worth on that day"), line(Span(document.says, tone))))
    return (
        heading(f"《{document.title}》"),
        Fields(tuple(fields)),
        *section(heading(FIELDS["later_texts"], level=3), Items(tuple(line(text) for text in document.later_texts))),
    )


def _rules(rules: Sequence[RuleExplanation]) -> Table:
    rows = tuple(
        (
            cell(rule.id, *(f"+ {clause}" for clause in rule.also)),
            cell(rule.summary, None if rule.in_force else Span(Text("（当日不适用）", "(not in force)"), "ask")),
            tuple(line(Span(label + COLON, "faint"), value) for label, value in rule.values),
            cell(str(rule.clause)),
        )
        for rule in rules
    )
    heads = (Text("编号", "id"), Text("内容", "what it says"), Text("取值", "values"), BASIS)
    return Table(heads=heads, rows=rows, keep=0)


def _departments(departments: Sequence[DepartmentWork]) -> Table:
    heads = (
        Text("部门", "department"),
        Text("任务", "duties"),
        Text("牵头", "leads"),
        Text("参与", "takes part"),
        Text("监督", "supervises"),
    )
    rows = tuple(
        (cell(item.label), _ids(item.duties), _ids(item.leads), _ids(item.takes_part), _ids(item.supervises))
        for item in departments
    )
    return Table(heads=heads, rows=rows)


def _ids(ids: Sequence[str]) -> Cell:
    return cell(joined([same(name) for name in ids], zh="、", en=", ")) if ids else ()


def _matrix(found: RegionSection) -> Page:
    """Departments by task; the tasks are numbered, since their names would leave no room for the marks."""
    busy = [item for item in found.departments if item.leads or item.takes_part]
    numbered = list(enumerate(found.tasks, start=1))
    heads = (Text("部门", "department"), *(same(str(number)) for number, _ in numbered))
    rows = tuple((cell(item.label), *(cell(_mark(item, rule)) for _, (rule, _) in numbered)) for item in busy)
    legend = Items(tuple(line(f"{number} ", task, f" ({rule})") for number, (rule, task) in numbered))
    marks = Text(f"{_LEADS} 牵头，{_TAKES_PART} 参与", f"{_LEADS} leads, {_TAKES_PART} takes part")
    return (heading(Text("部门与任务", "Departments by task")), Table(heads=heads, rows=rows), paragraph(marks), legend)


def _mark(item: DepartmentWork, rule: str) -> str | None:
    if rule in item.leads:
        return _LEADS
    return _TAKES_PART if rule in item.takes_part else None
