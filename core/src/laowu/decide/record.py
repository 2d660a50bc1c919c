"""The record of a decision: every criterion with its clause, the comparisons behind it, and how far a figure falls short."""

import attrs

from laowu.decide.checklist import Checklist, checklist
from laowu.decide.conditions import judged, weigh
from laowu.decide.evidence import Evidence
from laowu.decide.prerequisite import LowerAnswer, comes_first
from laowu.model.answers import EligibilityReport, Finding, Observation, PreferenceGrounds, Scope
from laowu.model.citation import Citation
from laowu.model.dossier import Dossier
from laowu.model.outcome import Outcome, all_of
from laowu.rules.eligibility import Criterion, Preference
from laowu.rules.rulebook import RuleBook
from laowu.text import Text

_AIM = Text("属努力方向，只作提示", "an aim to strive for: advice only")


def evidence_of(asked: Checklist, dossier: Dossier) -> Evidence:
    """A dossier as the region asks about it on the day of a checklist."""
    book = asked.book
    return Evidence(dossier=dossier, jurisdiction=book.profile.code, facts=book.facts, on=asked.on)


def recorded(asked: Checklist, dossier: Dossier) -> EligibilityReport:
    """The report on a brand."""
    book = asked.book
    evidence = evidence_of(asked, dossier)
    findings = [found(rule, clause, evidence) for rule, clause in zip(asked.criteria, asked.clauses, strict=True)]
    hard = [finding for finding in findings if not finding.soft]
    substantive = [finding.outcome for finding in hard if finding.scope is Scope.SUBSTANTIVE]
    territorial = [finding.outcome for finding in hard if finding.scope is Scope.TERRITORIAL]
    for rule in asked.prerequisites:
        below = checklist(book, asked.rules, attrs.evolve(asked.target, level=rule.needs), asked.on)
        finding, place = comes_first(rule, _lower(recorded(below, dossier)), evidence, book)
        findings.append(finding)
        substantive.append(finding.outcome)
        territorial.append(place)
    return report_of(
        asked,
        outcome=all_of((*substantive, *territorial)),
        substantive=all_of(substantive),
        territorial=all_of(territorial),
        findings=tuple(findings),
        preferences=tuple(ground for rule in asked.preferences for ground in _grounds(rule, evidence, book)),
    )


def report_of(
    asked: Checklist,
    *,
    outcome: Outcome = Outcome.NO_DATA,
    substantive: Outcome = Outcome.NO_DATA,
    territorial: Outcome = Outcome.NO_DATA,
    findings: tuple[Finding, ...] = (),
    preferences: tuple[PreferenceGrounds, ...] = (),
) -> EligibilityReport:
    """The report with what was found about a brand; a checklist with remarks leaves it without data."""
    silent = bool(asked.remarks)
    return EligibilityReport(
        jurisdiction=asked.book.profile.code,
        target=asked.target,
        class_label=asked.class_label,
        on=asked.on,
        standing=asked.standing,
        outcome=Outcome.NO_DATA if silent else outcome,
        substantive=Outcome.NO_DATA if silent else substantive,
        territorial=Outcome.NO_DATA if silent else territorial,
        findings=findings,
        preferences=preferences,
        competitive=asked.selections[0].summary if asked.selections else None,
        readings=asked.readings,
        remarks=asked.remarks,
    )


def _lower(report: EligibilityReport) -> LowerAnswer:
    return LowerAnswer(
        outcome=report.outcome,
        substantive=report.substantive,
        territorial=report.territorial,
        hard=tuple((finding.rule, finding.outcome) for finding in report.findings if not finding.soft),
        remarks=report.remarks,
    )


def found(rule: Criterion, clause: Citation, evidence: Evidence) -> Finding:
    """The finding about one criterion."""
    judgement = evidence.judgement(rule.id)
    if rule.condition is None:
        outcome, observations = judged(rule.summary, judgement)
    else:
        outcome, observations = weigh(rule.condition, evidence, question=rule.summary, judgement=judgement)
    if outcome is Outcome.NOT_MET and rule.unmet is Outcome.NEEDS_JUDGEMENT:
        outcome, asked = judged(rule.summary, judgement)
        observations += asked
    return finding_of(rule, clause, outcome, observations)


def finding_of(rule: Criterion, clause: Citation, outcome: Outcome, observations: tuple[Observation, ...]) -> Finding:
    """The finding that a criterion comes to an outcome."""
    remarks = [rule.remark] if rule.remark else []
    if rule.soft:
        remarks.append(_AIM)
    return Finding(
        rule=rule.id,
        summary=rule.summary,
        clause=clause,
        scope=rule.scope,
        soft=rule.soft,
        outcome=outcome,
        observations=observations,
        remarks=tuple(remarks),
    )


def _grounds(rule: Preference, evidence: Evidence, book: RuleBook) -> list[PreferenceGrounds]:
    grounds = []
    for rank, ground in enumerate(rule.grounds, start=1):
        outcome, seen = weigh(ground.condition, evidence, question=ground.label, judgement=evidence.judgement(rule.id))
        grounds.append(ground_of(rule, rank, book, outcome, seen))
    return grounds


def ground_of(
    rule: Preference, rank: int, book: RuleBook, outcome: Outcome, observations: tuple[Observation, ...]
) -> PreferenceGrounds:
    """What is told of a ground: that it comes to an outcome."""
    ground = rule.grounds[rank - 1]
    return PreferenceGrounds(
        rule=rule.id,
        clause=book.cite(rule),
        code=ground.code,
        label=ground.label,
        rank=rank,
        outcome=outcome,
        observations=observations,
    )
