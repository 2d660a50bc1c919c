"""Why one region recognises a brand and another does not: the conditions that come out worse than anything the other asks."""

from collections.abc import Iterable, Iterator, Sequence

from laowu.decide.eligibility import nearest
from laowu.evaluate.comparing.asked import Asked
from laowu.evaluate.comparing.difference import Alike, ClausePair, DecidingClause, DecidingValue, PairExplanation, Side
from laowu.model.answers import EligibilityReport, Finding, Observation, Scope
from laowu.model.level import Level
from laowu.model.outcome import Outcome, all_of
from laowu.rules.predicate import Operator
from laowu.text import Text
from laowu.values import frozen


@frozen(kw_only=True)
class View:
    """Which conditions are looked at.

    Attributes:
        scope: only those of this scope; ``None`` for all.
        level: only those of this level; ``None`` for the level that comes nearest in each region.
    """

    scope: Scope | None = None
    level: Level | None = None


_WORSE = (Outcome.MET, Outcome.NEEDS_JUDGEMENT, Outcome.NO_DATA, Outcome.NOT_MET)
"""Outcomes from the best to the worst; the worst of all conditions is the outcome of a level and class."""

_STRICT = {operator.value for operator in Operator if operator.strict}


def result(asked: Asked, view: View) -> Alike | None:
    """What a region makes of the brand at the level and class that come nearest, in one view.

    Args:
        asked: the region.
        view: which conditions are looked at.

    Returns:
        The result; ``None`` where the region has no such conditions.
    """
    report = _report(asked, view)
    if report is None:
        return None
    outcome = _outcome(report, view)
    return Alike(jurisdictions=(asked.code,), outcome=outcome.value, says=(outcome.label,))


def explained(first: Asked, second: Asked, view: View) -> PairExplanation:
    """Why two regions come to different outcomes in one view.

    Args:
        first: one region.
        second: the other; both have such conditions.
        view: which conditions are looked at.
    """
    if _rank(_side_outcome(second, view)) > _rank(_side_outcome(first, view)):
        turned = explained(second, first, view)
        return PairExplanation(
            first=turned.second,
            second=turned.first,
            worse=turned.worse,
            made_by=tuple(ClausePair(first=pair.second, second=pair.first) for pair in turned.made_by),
            kept_by=turned.kept_by,
            remarks=turned.remarks,
        )
    here, there = _asked_of(first, view), _asked_of(second, view)
    worse, better = _side_outcome(first, view), _side_outcome(second, view)
    if all_of(finding.outcome for finding in here) is not worse or all_of(finding.outcome for finding in there) is not better:
        return _by_remark(first, second, view)
    deciding = [finding for finding in here if _rank(finding.outcome) > _rank(better)]
    pairs = list(_paired(deciding, there))
    facing = [other for _, other in pairs if other is not None]
    mended = all_of((*(item.outcome for item in here if item not in deciding), *(item.outcome for item in facing)))
    spoiled = all_of((*(item.outcome for item in there if item not in facing), *(item.outcome for item in deciding)))
    return PairExplanation(
        first=_side(first, view, swapped=mended),
        second=_side(second, view, swapped=spoiled),
        worse=first.code,
        made_by=tuple(
            ClausePair(first=_clause(first, one), second=None if other is None else _counterpart(second, other, one))
            for one, other in pairs
        ),
        kept_by=tuple(_clause(second, item) for item in there if _rank(item.outcome) > _rank(mended)),
    )


def _report(asked: Asked, view: View) -> EligibilityReport | None:
    """The level and class that come nearest; of equals in the view, the one nearest in all."""
    reports = [
        report for report in asked.answer.eligibility if _hard(report, view) and (view.level in (None, report.target.level))
    ]
    if not reports:
        return None
    best = min(_rank(_outcome(report, view)) for report in reports)
    return nearest([report for report in reports if _rank(_outcome(report, view)) == best])


def _outcome(report: EligibilityReport, view: View) -> Outcome:
    if view.scope is None:
        return report.outcome
    return report.substantive if view.scope is Scope.SUBSTANTIVE else report.territorial


def _rank(outcome: Outcome) -> int:
    return _WORSE.index(outcome)


def _side_outcome(asked: Asked, view: View) -> Outcome:
    report = _report(asked, view)
    return Outcome.MET if report is None else _outcome(report, view)


def _side(asked: Asked, view: View, *, swapped: Outcome | None = None) -> Side:
    report = _report(asked, view)
    outcome = _side_outcome(asked, view)
    return Side(
        jurisdiction=asked.code,
        target=report.target if report else None,
        class_label=report.class_label if report else None,
        outcome=outcome.value,
        says=outcome.label,
        swapped=swapped.value if swapped else None,
    )


def _by_remark(first: Asked, second: Asked, view: View) -> PairExplanation:
    """No condition makes the outcome, such as where a class must be named first."""
    reports = [(asked, report) for asked in (first, second) if (report := _report(asked, view)) is not None]
    remarks = [asked.jurisdiction.name + Text("：", ": ") + remark for asked, report in reports for remark in report.remarks]
    return PairExplanation(
        first=_side(first, view), second=_side(second, view), worse=first.code, remarks=tuple(dict.fromkeys(remarks))
    )


def _hard(report: EligibilityReport, view: View) -> list[Finding]:
    return [finding for finding in report.findings if not finding.soft and view.scope in (None, finding.scope)]


def _asked_of(asked: Asked, view: View) -> list[Finding]:
    """Every condition that counts in a view, each once: a level that may be applied for first stands with its own conditions."""
    report = _report(asked, view)
    found = {} if report is None else {item.rule: item for item in _with_lower(asked, report)}
    return [item for item in found.values() if view.scope in (None, item.scope)]


def _with_lower(asked: Asked, report: EligibilityReport) -> Iterator[Finding]:
    rules = asked.book.eligibility
    first = {rule.id: rule for rule in (rules.prerequisites if rules else ())}
    reports = {other.target: other for other in asked.answer.eligibility}
    for finding in report.findings:
        rule = first.get(finding.rule)
        lower = None
        if rule is not None and rule.how == "same_file" and finding.remarks:  # else the level is held, or was refused
            lower = next(
                (
                    other
                    for target, other in reports.items()
                    if target.level is rule.needs and target.brand_class == report.target.brand_class
                ),
                None,
            )
        if lower is not None:
            yield from _with_lower(asked, lower)
        elif not finding.soft:
            yield finding


def _paired(deciding: Iterable[Finding], others: Sequence[Finding]) -> Iterator[tuple[Finding, Finding | None]]:
    """Each condition with the one that asks the same facts over there; each of those once."""
    left = list(others)
    for finding in deciding:
        facts = _facts(_values(finding))
        alike = [other for other in left if facts & _facts(other.observations)]
        best = max(alike, key=lambda other: _likeness(finding, other), default=None)
        if best is not None:
            left.remove(best)
        yield finding, best


def _facts(observations: Iterable[Observation]) -> set[str]:
    return {item.fact for item in observations} - {""}


def _likeness(one: Finding, other: Finding) -> tuple[int, int, int]:
    """How alike two conditions are: by the facts asked with the same comparison, by the facts, by what else is asked."""
    ours, theirs = _facts(_values(one)), _facts(other.observations)
    compared = {(item.fact, item.operator) for item in _values(one)} & {(item.fact, item.operator) for item in other.observations}
    return len(compared), len(ours & theirs), -len(theirs - ours)


def _values(finding: Finding) -> list[Observation]:
    """The comparisons that make a condition what it is: those no better than the whole; all where a better one is enough."""
    worst = [item for item in finding.observations if _rank(item.outcome) >= _rank(finding.outcome)]
    return worst if finding.outcome is not Outcome.MET and worst else list(finding.observations)


def _clause(asked: Asked, finding: Finding) -> DecidingClause:
    return _stated(asked, finding, _values(finding))


def _counterpart(asked: Asked, finding: Finding, facing: Finding) -> DecidingClause:
    facts = _facts(_values(facing))
    return _stated(asked, finding, [item for item in finding.observations if item.fact in facts])


def _stated(asked: Asked, finding: Finding, observations: Iterable[Observation]) -> DecidingClause:
    return DecidingClause(
        jurisdiction=asked.code,
        rule=finding.rule,
        clause=finding.clause,
        summary=finding.summary,
        scope=finding.scope.value,
        outcome=finding.outcome.value,
        values=tuple(_value(item) for item in observations),
    )


def _value(item: Observation) -> DecidingValue:
    return DecidingValue(
        name=item.fact,
        label=item.label,
        year=item.year,
        operator=item.operator,
        strict=item.operator in _STRICT,
        asked=item.required,
        found=item.found,
        asked_says=item.asked,
        found_says=item.seen if item.shortfall is None else item.seen + Text("（", " (") + item.shortfall.says + Text("）", ")"),
        outcome=item.outcome.value,
    )
