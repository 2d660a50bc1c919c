"""Eligibility: what the classes of a level have in common, then a part per class; territorial conditions apart."""

from collections.abc import Mapping, Sequence

from laowu.cli.render.page import Block, Cell, Items, Page, Span, Table, cell, heading, line, paragraph, section
from laowu.cli.render.wording import BASIS, OUTCOME, Citing, bracketed, observation_lines, outcome, remark_line, remarks
from laowu.evaluate.assess import nearest_targets
from laowu.model.answers import EligibilityReport, Finding, PreferenceGrounds, Scope
from laowu.model.level import Level
from laowu.model.outcome import Outcome
from laowu.text import Text, same

TITLE = Text("认定条件", "Conditions of recognition")

Classes = Mapping[str, Text]


def eligibility(reports: Sequence[EligibilityReport], citing: Citing, classes: Classes) -> Page:
    """The reports of one jurisdiction.

    Args:
        reports: one per level and class.
        citing: how clauses are cited.
        classes: the region's labels of its classes, by code.
    """
    if not reports:
        return section(heading(TITLE), paragraph(Text("文件未载明认定条件", "no conditions of recognition are stated")))
    levels = dict.fromkeys(report.target.level for report in reports)
    blocks = [_level(level, [report for report in reports if report.target.level is level], citing, classes) for level in levels]
    return (heading(TITLE), *(block for level in blocks for block in level))


def _level(level: Level, reports: Sequence[EligibilityReport], citing: Citing, classes: Classes) -> Page:
    """One level. Several classes share most of their conditions, which are then told once."""
    if len(reports) == 1:
        return _report(reports[0], reports[0].findings, citing, classes)
    shared = [finding for finding in reports[0].findings if all(finding in report.findings for report in reports)]
    common: list[Block] = []
    if shared:
        common += [
            heading(level.label, Text("：各类别共同的条件", ": conditions common to all classes"), level=3),
            findings_table(shared, citing),
        ]
    parts = [_report(report, [one for one in report.findings if one not in shared], citing, classes) for report in reports]
    return (*_nearest(reports, classes), *common, *(block for part in parts for block in part))


def _nearest(reports: Sequence[EligibilityReport], classes: Classes) -> Page:
    """Which of several classes the brand is in, or comes nearest to."""
    (target,) = nearest_targets(reports)
    best = next(report for report in reports if report.target == target)
    says = Text("最接近的类别：", "nearest class: ")
    return (paragraph(says, target_label(best, classes), bracketed(best.outcome.label)),)


def _has(ground: PreferenceGrounds) -> Span:
    """Whether a brand has a ground; to lack one is no fault."""
    if ground.outcome is Outcome.NOT_MET:
        return Span(Text("- 不具备", "- no"), "faint")
    return outcome(ground.outcome)


def _preferences(grounds: Sequence[PreferenceGrounds], citing: Citing) -> Page:
    """Who goes first among equals: each ground with whether the brand has it."""
    if not grounds:
        return ()
    told = (
        line(_has(ground), Text("：", ": "), ground.label, bracketed(same(citing.clause(ground.clause)))) for ground in grounds
    )
    return (paragraph(Text("同等条件下优先：", "Among equals these go first:")), Items(tuple(told)))


def target_label(report: EligibilityReport, classes: Classes) -> Text:
    """Level and class of a report."""
    code = report.target.brand_class
    if code is None:
        return report.target.level.label
    named = classes[code] + same(f" [{code}]") if code in classes else same(f"[{code}]")
    return report.target.level.label + Text(" · ", ", ") + named


def _report(report: EligibilityReport, findings: Sequence[Finding], citing: Citing, classes: Classes) -> Page:
    split = (
        Text("实质条件（视同本地）", "Substantive conditions (as if local): "),
        outcome(report.substantive),
        Text("；属地条件 ", "; territorial conditions: "),
        outcome(report.territorial),
    )
    head = heading(target_label(report, classes), Text("：", ": "), outcome(report.outcome), level=3)
    return section(
        head,
        paragraph(*split) if report.findings else None,
        remarks(report.remarks),
        findings_table(findings, citing),
        *_preferences(report.preferences, citing),
        paragraph(Text("择优：", "Competitive: ") + report.competitive) if report.competitive else None,
    ) or (head,)


def findings_table(findings: Sequence[Finding], citing: Citing) -> Table:
    """A row per criterion: outcome, what was asked and found, rule and clause."""
    ordered = sorted(findings, key=lambda finding: (finding.scope is Scope.TERRITORIAL, finding.soft))
    rows = tuple(
        (cell(outcome(finding.outcome), _kind(finding)), _asked(finding), citing.basis(finding.rule, finding.clause))
        for finding in ordered
    )
    return Table(heads=(OUTCOME, Text("条件与现状", "condition and what was found"), BASIS), rows=rows)


def _kind(finding: Finding) -> Text | None:
    if finding.soft:
        return Text("只作提示", "advice only")
    return Text("属地条件", "territorial") if finding.scope is Scope.TERRITORIAL else None


def _asked(finding: Finding) -> Cell:
    lines = observation_lines(finding.observations, finding.summary, finding.outcome)
    return (*cell(finding.summary), *lines, *map(remark_line, finding.remarks))
