"""One section of a region's rule book: its documents, its readings, the rules of one question, a part of the programme."""

from collections.abc import Iterable, Mapping
from datetime import date

from laowu.evaluate.decisions import standing_words
from laowu.evaluate.explaining.explain import ReadingExplained, RuleExplanation, readings_explained, rule_explained
from laowu.jurisdictions.jurisdiction import Jurisdiction
from laowu.model.citation import LegalStatus, Standing
from laowu.rules.programme import PARTS, Duty, FundUse, ProgrammeRules, Responsibility
from laowu.rules.rulebook import QUESTIONS
from laowu.text import Text
from laowu.values import frozen

#: The parts of the programme as words of the command line, with what they are called in the rule book.
PROGRAMME: Mapping[str, str] = {part.replace("_", "-"): part for part in (*PARTS, "departments")}

SECTIONS: Mapping[str, Text] = {
    "profile": Text("概况", "profile"),
    "documents": Text("文件", "documents"),
    "readings": Text("读法", "readings"),
    "eligibility": Text("认定条件", "eligibility"),
    "naming": Text("名称", "naming"),
    "review": Text("审核程序", "review"),
    "subsidy": Text("奖补", "subsidy"),
    "management": Text("认定之后", "management"),
    "duties": Text("任务和义务", "duties"),
    "responsibilities": Text("责任分工", "responsibilities"),
    "targets": Text("目标", "targets"),
    "entitlements": Text("可享受的其他政策", "entitlements"),
    "definitions": Text("用语", "definitions"),
    "fields": Text("表格栏目", "cells of forms"),
    "fund-uses": Text("资金用途", "uses of money"),
    "departments": Text("部门", "departments"),
}


@frozen(kw_only=True)
class DocumentInFull:
    """Everything the rule data say about one document.

    Attributes:
        id: its id in the rule data.
        title: its title.
        number: its number; empty for a text that has none.
        issuers: issuing bodies.
        issued: date of issue; ``None`` when the text leaves it blank.
        since: first day its rules apply.
        until: first day its rules no longer apply, or ``None``.
        round_ends: last day of the application round it opens, or ``None``.
        status: legal status of the text.
        standing: what it is worth on the day asked.
        says: the same in words, with what the deployment makes of a draft.
        later_texts: what is known to have come after it.
    """

    id: str
    title: str
    number: str
    issuers: tuple[str, ...]
    issued: date | None
    since: date
    until: date | None
    round_ends: date | None
    status: LegalStatus
    standing: Standing
    says: Text
    later_texts: tuple[Text, ...]


@frozen(kw_only=True)
class DepartmentWork:
    """A department with what the documents give it to do.

    Attributes:
        code: its code.
        label: its name.
        duties: ids of the duties it has.
        leads: ids of the responsibilities in which it leads.
        takes_part: ids of the responsibilities in which it is named without leading.
        supervises: ids of the uses of money whose books it looks at.
    """

    code: str
    label: Text
    duties: tuple[str, ...]
    leads: tuple[str, ...]
    takes_part: tuple[str, ...]
    supervises: tuple[str, ...]


@frozen(kw_only=True)
class RegionSection:
    """One section of a region.

    Attributes:
        section: its word on the command line.
        rules: its rules.
        documents: its documents, of the section ``documents``.
        readings: its readings, of the section ``readings``.
        departments: its departments, of the sections ``departments`` and ``responsibilities``.
        tasks: the tasks of the section ``responsibilities`` by rule id.
    """

    section: str
    rules: tuple[RuleExplanation, ...] = ()
    documents: tuple[DocumentInFull, ...] = ()
    readings: tuple[ReadingExplained, ...] = ()
    departments: tuple[DepartmentWork, ...] = ()
    tasks: tuple[tuple[str, Text], ...] = ()


def region_section(jurisdiction: Jurisdiction, section: str, on: date) -> RegionSection:
    """One section of a region as it stands on ``on``.

    Raises:
        KeyError: there is no such section; a mistake of the programmer.
    """
    book = jurisdiction.book
    programme = book.programme or ProgrammeRules()
    if section in QUESTIONS:
        rules = [(part, rule) for part, rule in book.rules() if part == section]
    elif section in PROGRAMME and section != "departments":
        rules = [("programme", rule) for rule in getattr(programme, PROGRAMME[section])]
    else:
        rules = []
    named = section in ("departments", "responsibilities")
    tasks = programme.responsibilities if section == "responsibilities" else ()
    return RegionSection(
        section=section,
        rules=tuple(rule_explained(jurisdiction, part, rule, on) for part, rule in rules),
        documents=documents_in_full(jurisdiction, on) if section == "documents" else (),
        readings=readings_explained(book) if section == "readings" else (),
        departments=work_of_departments(programme) if named else (),
        tasks=tuple((rule.id, rule.task) for rule in tasks),
    )


def documents_in_full(jurisdiction: Jurisdiction, on: date) -> tuple[DocumentInFull, ...]:
    """Every document of a region with everything that is known about it."""
    return tuple(
        DocumentInFull(
            id=item.id,
            title=item.title,
            number=item.number,
            issuers=item.issuers,
            issued=item.issued,
            since=item.since,
            until=item.until,
            round_ends=item.round_ends,
            status=item.status,
            standing=item.standing(on),
            says=standing_words(item.standing(on), accepts_draft=jurisdiction.accepts_draft),
            later_texts=item.later_texts,
        )
        for item in jurisdiction.book.documents.values()
    )


def work_of_departments(programme: ProgrammeRules) -> tuple[DepartmentWork, ...]:
    """The departments with what each has to do."""
    return tuple(
        DepartmentWork(
            code=item.code,
            label=item.label,
            duties=_ids(duty for duty in programme.duties if item.code in duty.by),
            leads=_ids(rule for rule in programme.responsibilities if item.code in rule.lead),
            takes_part=_ids(
                rule for rule in programme.responsibilities if item.code in rule.departments and item.code not in rule.lead
            ),
            supervises=_ids(rule for rule in programme.fund_uses if item.code in rule.supervised_by),
        )
        for item in programme.departments
    )


def _ids(rules: "Iterable[Duty] | Iterable[Responsibility] | Iterable[FundUse]") -> tuple[str, ...]:
    return tuple(rule.id for rule in rules)


def counted_parts(programme: ProgrammeRules | None) -> dict[str, int]:
    """How many entries each part of the programme has, by its word on the command line."""
    stated = programme or ProgrammeRules()
    return {word: len(getattr(stated, part)) for word, part in PROGRAMME.items()}
