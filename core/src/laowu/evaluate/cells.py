"""What one region says about one question, short enough for a cell, with the rules behind it."""

from collections.abc import Iterable

import attrs

from laowu.evaluate.assess import Assessment
from laowu.evaluate.rule_terms import CODES
from laowu.model.answers import AwardLine, EligibilityReport, Finding, Observation, Scope
from laowu.model.level import Level
from laowu.model.outcome import Outcome
from laowu.text import Text, joined, same

_SHOWN = 6


@attrs.frozen(kw_only=True)
class Cell:
    """One cell of a comparison.

    Attributes:
        says: its lines.
        outcome: code of an outcome, a name verdict or a brand status; ``None`` for plain statements.
        rules: ids of the rules behind it, as ``laowu explain`` takes them.
    """

    says: tuple[Text, ...]
    outcome: str | None = None
    rules: tuple[str, ...] = ()


def standing_cell(answer: Assessment) -> Cell:
    """The documents and what they are worth on the date judged."""
    lines = [same(document.name) + Text("：", ": ") + document.standing.label for document in answer.documents]
    lines += [Text("后续文件：", "later text: ") + text for document in answer.documents for text in document.later_texts]
    return Cell(says=tuple(lines))


def name_cell(answer: Assessment) -> Cell | None:
    """The verdict on the name, what it lacks and what an official should know."""
    report = answer.naming
    if report is None:
        return None
    lines = [report.verdict.label]
    if report.missing:
        parts = [CODES[part] for part in report.missing]
        lines.append(Text("缺：", "lacks: ") + joined(parts, zh="、", en=", "))
    lines += [note.says for note in report.notes]
    rules = tuple(dict.fromkeys(form.rule for form in report.matched)) or report.rules
    return Cell(says=tuple(lines), outcome=report.verdict.value, rules=rules)


def _reports(answer: Assessment, level: Level) -> list[EligibilityReport]:
    return [report for report in answer.eligibility if report.target.level is level]


def _class_label(report: EligibilityReport) -> Text:
    return same(f"[{report.target.brand_class}] ") if report.target.brand_class else same("")


def _worst(outcomes: Iterable[Outcome]) -> str:
    """One outcome for a cell that speaks of several classes: the best of them, since one class is enough."""
    found = set(outcomes)
    order = (Outcome.MET, Outcome.NEEDS_JUDGEMENT, Outcome.NO_DATA, Outcome.NOT_MET)
    return next(outcome for outcome in order if outcome in found).value


def eligibility_cell(answer: Assessment, level: Level) -> Cell | None:
    """Whether the brand meets the level, all hard criteria together."""
    reports = _reports(answer, level)
    if not reports:
        return None
    lines: list[Text] = []
    for report in reports:
        lines.append(_class_label(report) + report.outcome.label)
        lines += report.remarks
    lines += dict.fromkeys(report.competitive for report in reports if report.competitive)
    return Cell(says=tuple(lines), outcome=_worst(report.outcome for report in reports))


def conditions_cell(answer: Assessment, level: Level) -> Cell | None:
    """The substantive criteria counted by outcome: the as-if-local view."""
    return _scope_cell(_reports(answer, level), Scope.SUBSTANTIVE)


def territory_cell(answer: Assessment, level: Level) -> Cell | None:
    """The territorial criteria, which any brand from elsewhere fails."""
    return _scope_cell(_reports(answer, level), Scope.TERRITORIAL)


def _scope_cell(reports: list[EligibilityReport], scope: Scope) -> Cell | None:
    lines: list[Text] = []
    outcomes: list[Outcome] = []
    rules: list[str] = []
    for report in reports:
        findings = [finding for finding in report.findings if finding.scope is scope and not finding.soft]
        if not findings:
            continue
        outcome = report.substantive if scope is Scope.SUBSTANTIVE else report.territorial
        outcomes.append(outcome)
        rules += [finding.rule for finding in findings]
        lines.append(_class_label(report) + outcome.label + Text("（", " (") + _counts(findings) + Text("）", ")"))
    if not lines:
        return None
    return Cell(says=tuple(lines), outcome=_worst(outcomes), rules=tuple(dict.fromkeys(rules)))


def _counts(findings: list[Finding]) -> Text:
    parts = []
    for outcome in Outcome:
        number = sum(1 for finding in findings if finding.outcome is outcome)
        if number:
            parts.append(outcome.label + same(f" {number}"))
    return joined(parts, zh="，", en=", ")


def missing_cell(answer: Assessment, level: Level) -> Cell | None:
    """What is not met, with how far it falls short, then the papers that would settle what is unknown."""
    reports = _reports(answer, level)
    if not reports:
        return None
    lines: list[Text] = []
    rules: list[str] = []
    for report in reports:
        hard = [finding for finding in report.findings if not finding.soft]
        for finding in hard:
            if finding.outcome is Outcome.NOT_MET:
                lines += [
                    _unmet(finding, observation) for observation in finding.observations if observation.outcome is Outcome.NOT_MET
                ]
                rules.append(finding.rule)
        open_ = [finding for finding in hard if finding.outcome is Outcome.NO_DATA]
        papers = dict.fromkeys(paper for finding in open_ for paper in _papers(finding))
        if papers:
            more = Text(f"等 {len(papers)} 项", f" and more, {len(papers)} in all") if len(papers) > _SHOWN else same("")
            lines.append(
                _class_label(report)
                + Text("待补：", "to be handed in: ")
                + joined(list(papers)[:_SHOWN], zh="、", en="; ")
                + more
            )
            rules += [finding.rule for finding in open_]
        judged = [finding.rule for finding in hard if finding.outcome is Outcome.NEEDS_JUDGEMENT]
        if judged:
            lines.append(_class_label(report) + Text(f"待评判 {len(judged)} 项", f"{len(judged)} for an official to judge"))
            rules += judged
    return Cell(says=tuple(dict.fromkeys(lines)) or (Text("无", "nothing"),), rules=tuple(dict.fromkeys(rules)))


def _unmet(finding: Finding, observation: Observation) -> Text:
    gap = Text("，", ", ") + observation.shortfall.says if observation.shortfall else same("")
    year = same(f"{observation.year} ") if observation.year else same("")
    return same(f"{finding.rule} ") + year + observation.label + Text("：", ": ") + observation.seen + gap


def _papers(finding: Finding) -> list[Text]:
    return [observation.settled_by for observation in finding.observations if observation.settled_by is not None]


def procedure_cell(answer: Assessment, level: Level) -> Cell | None:
    """The steps with their dates, and the papers still to come."""
    plan = next((plan for plan in answer.review if plan.target.level is level), None)
    if plan is None:
        return None
    lines = []
    for step in plan.steps:
        span = step.begins.isoformat() + (f"–{step.ends.isoformat()}" if step.ends != step.begins else "")
        due = Text(f"（期限 {step.due.isoformat()}）", f" (by {step.due.isoformat()})") if step.due else same("")
        mark = Text("（暂定）", " (provisional)") if step.provisional else same("")
        lines.append(same(f"{span} ") + step.summary + due + mark)
    waiting = [need for need in plan.materials if need.needed is not Outcome.NOT_MET and not need.held]
    if waiting:
        lines.append(Text(f"材料待备 {len(waiting)} 项", f"{len(waiting)} papers still to come"))
    return Cell(says=(*lines, *plan.remarks), rules=tuple(step.rule for step in plan.steps))


def money_cell(answer: Assessment, level: Level) -> Cell | None:
    """What money the level brings: each award, and the total."""
    statement = next((statement for statement in answer.subsidy if statement.target.level is level), None)
    if statement is None:
        return None
    lines = [_award(line) for line in statement.lines]
    if len(statement.lines) > 1:
        lines.append(Text("合计 ", "total ") + statement.total.label)
    conflicts = dict.fromkeys(remark for line in statement.lines for remark in line.remarks)
    rules = tuple(dict.fromkeys(line.rule for line in statement.lines))
    return Cell(says=(*lines, *conflicts, *statement.remarks), rules=rules)


def _award(line: AwardLine) -> Text:
    year = same(f"{line.year} ") if line.year is not None else same("")
    return year + line.summary + Text("：", ": ") + line.amount.label + Text("（", " (") + line.outcome.label + Text("）", ")")


def management_cell(answer: Assessment, level: Level) -> Cell | None:
    """What follows from the checks so far, and what is due as a matter of course."""
    decision = next((decision for decision in answer.management if decision.level is level), None)
    if decision is None:
        return None
    due = [action for action in decision.actions if action.outcome is not Outcome.NOT_MET]
    lines = [decision.status.label]
    for action in due:
        day = Text(f"（{action.due.isoformat()} 前）", f" (by {action.due.isoformat()})") if action.due else same("")
        lines.append(action.says + day)
    return Cell(says=(*lines, *decision.remarks), outcome=decision.status.value, rules=tuple(action.rule for action in due))
