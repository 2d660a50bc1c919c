"""What one region says about one question, short enough for a cell, with the rules behind it."""

from collections.abc import Iterable, Sequence

from laowu.evaluate.assess import Assessment
from laowu.evaluate.explaining.rule_codes import PARTS_OF_NAMES
from laowu.model.answers import (
    AwardLine,
    EligibilityReport,
    Finding,
    ManagementDecision,
    Observation,
    Scope,
    StepState,
)
from laowu.model.outcome import Outcome
from laowu.text import Text, joined, same
from laowu.values import frozen

_SHOWN = 6

PerLevel = Sequence[tuple[Text, tuple[Text, ...]]]


@frozen(kw_only=True)
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
    lines = [same(document.name) + Text("：", ": ") + document.says for document in answer.documents]
    later = sum(len(document.later_texts) for document in answer.documents)
    if later:
        lines.append(Text(f"已知后续情况 {later} 条，见 laowu assess", f"later developments known: {later}; see laowu assess"))
    return Cell(says=tuple(lines))


def name_cell(answer: Assessment) -> Cell | None:
    """The verdict on the name, what it lacks and what an official should know."""
    report = answer.naming
    if report is None:
        return None
    lines = [report.verdict.label]
    if report.missing:
        parts = [PARTS_OF_NAMES[part] for part in report.missing]
        lines.append(Text("缺：", "lacks: ") + joined(parts, zh="、", en=", "))
    lines += [note.says for note in report.notes]
    rules = tuple(dict.fromkeys(form.rule for form in report.matched)) or report.rules
    return Cell(says=tuple(lines), outcome=report.verdict.value, rules=rules)


def _label(report: EligibilityReport) -> Text:
    """Level, and class where there is one."""
    return report.target.level.label + (same(" ") + report.class_label if report.class_label else same(""))


_EVERYWHERE = Text("各级各类", "every level and class")


def _grouped(parts: PerLevel) -> tuple[Text, ...]:
    """Lines by level: said once where they are the same for several levels, and without heading where there is one level."""
    if len(parts) == 1:
        return parts[0][1]
    by_lines: dict[tuple[Text, ...], list[Text]] = {}
    for label, lines in parts:
        by_lines.setdefault(lines, []).append(label)
    grouped: list[Text] = []
    for lines, labels in by_lines.items():
        heading = _EVERYWHERE if len(labels) == len(parts) else joined(labels, zh="、", en=", ")
        first, rest = (lines[:1], lines[1:]) if lines else ((same("—"),), ())
        grouped += [heading + Text("：", ": ") + first[0], *rest]
    return tuple(grouped)


def _best(outcomes: Iterable[Outcome]) -> str:
    """One outcome for a cell that speaks of several levels and classes: the best, since one of them is enough."""
    found = set(outcomes)
    order = (Outcome.MET, Outcome.NEEDS_JUDGEMENT, Outcome.NO_DATA, Outcome.NOT_MET)
    return next(outcome for outcome in order if outcome in found).value


def _hard(report: EligibilityReport, scope: Scope | None = None) -> list[Finding]:
    return [finding for finding in report.findings if not finding.soft and scope in (None, finding.scope)]


def _rules(findings: Iterable[Finding]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(finding.rule for finding in findings))


def _deciding(findings: Iterable[Finding], outcome: Outcome) -> list[Finding]:
    """The criteria that make the outcome what it is: for *not met* those not met, for *no data* those open, and so on."""
    return [finding for finding in findings if finding.outcome is outcome]


def eligibility_cell(answer: Assessment) -> Cell | None:
    """Whether the brand meets each level and class, all hard criteria together."""
    reports = answer.eligibility
    if not reports:
        return None
    parts = [
        (_label(report), (report.outcome.label, *report.remarks, *((report.competitive,) if report.competitive else ())))
        for report in reports
    ]
    rules = _rules(finding for report in reports for finding in _deciding(_hard(report), report.outcome))
    return Cell(says=_grouped(parts), outcome=_best(report.outcome for report in reports), rules=rules)


def conditions_cell(answer: Assessment) -> Cell | None:
    """The substantive criteria counted by outcome: the as-if-local view."""
    return _scope_cell(answer, Scope.SUBSTANTIVE)


def territory_cell(answer: Assessment) -> Cell | None:
    """The territorial criteria, which any brand from elsewhere fails."""
    return _scope_cell(answer, Scope.TERRITORIAL)


def _scope_cell(answer: Assessment, scope: Scope) -> Cell | None:
    reports = [report for report in answer.eligibility if _hard(report, scope)]
    if not reports:
        return None
    outcomes = [report.substantive if scope is Scope.SUBSTANTIVE else report.territorial for report in reports]
    parts = [
        (_label(report), (outcome.label + Text("（", " (") + _counts(_hard(report, scope)) + Text("）", ")"),))
        for report, outcome in zip(reports, outcomes, strict=True)
    ]
    rules = _rules(
        finding for report, outcome in zip(reports, outcomes, strict=True) for finding in _deciding(_hard(report, scope), outcome)
    )
    return Cell(says=_grouped(parts), outcome=_best(outcomes), rules=rules)


def _counts(findings: list[Finding]) -> Text:
    found = [finding.outcome for finding in findings]
    numbers = [(outcome, found.count(outcome)) for outcome in Outcome]
    return joined([outcome.label + same(f" {number}") for outcome, number in numbers if number], zh="，", en=", ")


def missing_cell(answer: Assessment) -> Cell | None:
    """What is not met, with how far it falls short, then the papers that would settle what is unknown."""
    if not answer.eligibility:
        return None
    parts = [(_label(report), tuple(_missing(report))) for report in answer.eligibility]
    open_ = [finding for report in answer.eligibility for finding in _hard(report) if finding.outcome is not Outcome.MET]
    return Cell(says=_grouped(parts), rules=_rules(open_))


def _missing(report: EligibilityReport) -> list[Text]:
    hard = _hard(report)
    unmet = [finding for finding in hard if finding.outcome is Outcome.NOT_MET]
    lines = [
        _unmet(finding, observation)
        for finding in unmet
        for observation in finding.observations
        if observation.outcome is Outcome.NOT_MET
    ]
    papers = dict.fromkeys(paper for finding in hard if finding.outcome is Outcome.NO_DATA for paper in _papers(finding))
    if papers:
        more = Text(f"等 {len(papers)} 项", f" and more, {len(papers)} in all") if len(papers) > _SHOWN else same("")
        lines.append(Text("待补：", "to be handed in: ") + _each_once(list(papers)[:_SHOWN]) + more)
    judged = sum(1 for finding in hard if finding.outcome is Outcome.NEEDS_JUDGEMENT)
    if judged:
        lines.append(Text(f"待评判 {judged} 项", f"{judged} for an official to judge"))
    return list(dict.fromkeys(lines)) or [Text("无", "nothing")]


def _each_once(papers: list[Text]) -> Text:
    """Papers in a row; two that bear the same name in one language are named once in it."""
    return Text("、".join(dict.fromkeys(paper.zh for paper in papers)), "; ".join(dict.fromkeys(paper.en for paper in papers)))


def _unmet(finding: Finding, observation: Observation) -> Text:
    gap = Text("，", ", ") + observation.shortfall.says if observation.shortfall else same("")
    year = same(f"{observation.year} ") if observation.year else same("")
    return same(f"{finding.rule} ") + year + observation.label + Text("：", ": ") + observation.seen + gap


def _papers(finding: Finding) -> list[Text]:
    return [observation.settled_by for observation in finding.observations if observation.settled_by is not None]


def procedure_cell(answer: Assessment) -> Cell | None:
    """The steps with their dates, and the papers still to come, for the highest level the region recognises."""
    plans = [plan for plan in answer.review if plan.steps]
    if not plans:
        return None
    plan = plans[-1]
    lines = [plan.target.level.label + Text("：", ":")] if len(answer.review) > 1 else []
    for step in plan.steps:
        if step.begins is None or step.state is StepState.DONE:
            lines.append(step.state.label + Text("：", ": ") + step.summary)
            continue
        lasts = step.ends is not None and step.ends != step.begins
        span = step.begins.isoformat() + (f"–{step.ends.isoformat()}" if lasts and step.ends else "")
        due = Text(f"（期限 {step.due.isoformat()}）", f" (by {step.due.isoformat()})") if step.due else same("")
        mark = Text("（暂定）", " (provisional)") if step.provisional else same("")
        lines.append(same(f"{span} ") + step.summary + due + mark)
    waiting = [need for need in plan.materials if need.needed is not Outcome.NOT_MET and not need.held]
    if waiting:
        lines.append(Text(f"材料待备 {len(waiting)} 项", f"{len(waiting)} papers still to come"))
    return Cell(says=(*lines, *plan.remarks), rules=tuple(step.rule for step in plan.steps))


def money_cell(answer: Assessment) -> Cell | None:
    """What money the brand can bring: every award once, and what the document says against itself.

    A lump sum names its level; a total is shown where it is the same at every level.
    """
    if not answer.subsidy:
        return None
    awards = [line for statement in answer.subsidy for line in statement.lines]
    lines = list(dict.fromkeys(_award(line) for line in awards))
    totals = dict.fromkeys(statement.total.label for statement in answer.subsidy if len(statement.lines) > 1)
    lines += [Text("合计 ", "total ") + total for total in totals if len(totals) == 1]
    remarks = [remark for line in awards for remark in line.remarks]
    remarks += [remark for statement in answer.subsidy for remark in statement.remarks]
    return Cell(says=(*lines, *dict.fromkeys(remarks)), rules=tuple(dict.fromkeys(line.rule for line in awards)))


def _award(line: AwardLine) -> Text:
    year = same(f"{line.year} ") if line.year is not None else same("")
    return year + line.summary + Text("：", ": ") + line.amount.label + Text("（", " (") + line.outcome.label + Text("）", ")")


def management_cell(answer: Assessment) -> Cell | None:
    """What follows from the checks so far, and what is due as a matter of course."""
    if not answer.management:
        return None
    parts = [(decision.level.label, tuple(_upkeep(decision))) for decision in answer.management]
    due = [action for decision in answer.management for action in decision.actions]
    status = answer.management[-1].status.value
    return Cell(says=_grouped(parts), outcome=status, rules=tuple(dict.fromkeys(action.rule for action in due)))


def _upkeep(decision: ManagementDecision) -> list[Text]:
    lines = [decision.status.label]
    for action in decision.actions:
        if action.outcome is not Outcome.NOT_MET:
            day = Text(f"（{action.due.isoformat()} 前）", f" (by {action.due.isoformat()})") if action.due else same("")
            lines.append(action.says + day)
    return lines
