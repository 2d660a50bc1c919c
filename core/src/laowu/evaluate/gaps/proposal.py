"""What would make one level and class met, criterion by criterion, and the proof of it: the region asked once more."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

import attrs

from laowu.decide.evidence import Evidence
from laowu.evaluate.gaps.dossier_change import Change, applied
from laowu.evaluate.gaps.prerequisites import earlier_rules, lower_report, recognised
from laowu.evaluate.gaps.ways import Asking, Way, merged, way_to
from laowu.jurisdictions.jurisdiction import Jurisdiction
from laowu.model.answers import EligibilityReport
from laowu.model.dossier import Dossier
from laowu.model.outcome import Outcome
from laowu.rules.eligibility import Criterion, Prerequisite
from laowu.values import frozen

_ROUNDS = 6
"""How often criteria may disturb one another before what is left is given up."""


@frozen(kw_only=True)
class Proposal:
    """What would change an outcome.

    Attributes:
        changes: what would have to be otherwise; none of it can be left out.
        reached: the outcome with the changes made, as the region finds it.
    """

    changes: tuple[Change, ...]
    reached: Outcome


@frozen(kw_only=True, eq=False)
class Proposer:
    """One region asked about one dossier on one day.

    Attributes:
        jurisdiction: who is asked.
        dossier: the dossier as handed in.
        on: date judged.
    """

    jurisdiction: Jurisdiction
    dossier: Dossier
    on: date

    def way(self, finding_rule: str, report: EligibilityReport) -> Way | None:
        """The nearest way in which one criterion or prerequisite of a report could be met; ``None`` when none is known."""
        rule = next((rule for rule in self._asked(report) if rule.id == finding_rule), None)
        if rule is None:  # found by a hook of the plugin, from no rule of the data
            return None
        if isinstance(rule, Criterion):
            return way_to(self.asking(rule))
        if rule.how == "held":
            return Way(changes=(self._recognised(rule),))
        lower = lower_report(self.jurisdiction, self.dossier, report.target, rule, self.on)
        return Way(changes=self._one_by_one(lower, ())) if lower else None

    def whole(self, report: EligibilityReport) -> Proposal:
        """What would make all that a report asks for met: the nearest way for each, as far as they leave one another alone."""
        changes: tuple[Change, ...] = ()
        now = report
        for _ in range(_ROUNDS):
            before = changes
            changes = self._one_by_one(now, changes)
            if changes == before:
                break
            now = self._with(changes, report) or now
        needed = self._without_spare(changes, report)
        if needed != changes:
            found = self._with(needed, report)
            if found is not None and found.outcome is now.outcome:
                changes = needed
        return Proposal(changes=changes, reached=now.outcome)

    def asking(self, rule: Criterion) -> Asking:
        """A criterion asked of the dossier as handed in."""
        return Asking(book=self.jurisdiction.book, rule=rule, dossier=self.dossier, on=self.on)

    def _with(self, changes: Sequence[Change], report: EligibilityReport) -> EligibilityReport | None:
        return self.jurisdiction.check_eligibility(self._changed(changes), report.target, self.on)

    def _changed(self, changes: Sequence[Change]) -> Dossier:
        return applied(self.dossier, changes, self.jurisdiction.book.facts, self.on)

    def _one_by_one(self, report: EligibilityReport, changes: tuple[Change, ...]) -> tuple[Change, ...]:
        """The nearest way for each criterion that is not met, each after those before it."""
        open_ = {finding.rule for finding in report.findings if not finding.soft and finding.outcome is not Outcome.MET}
        for rule in [rule for rule in self._asked(report) if rule.id in open_]:
            if isinstance(rule, Criterion):
                way = way_to(self.asking(rule).after(changes))
                changes = merged((*changes, *(way.changes if way else ())))
            elif rule.how == "held":
                changes = merged((*changes, self._recognised(rule)))
            else:
                lower = lower_report(self.jurisdiction, self._changed(changes), report.target, rule, self.on)
                changes = self._one_by_one(lower, changes) if lower else changes
        return changes

    def _asked(self, report: EligibilityReport) -> Iterator[Criterion | Prerequisite]:
        """The rules of the data behind a report's hard findings."""
        rules = self.jurisdiction.book.eligibility
        hard = {finding.rule for finding in report.findings if not finding.soft}
        yield from (rule for rule in (rules.criteria if rules else ()) if rule.id in hard)
        yield from earlier_rules(self.jurisdiction, report.target, self.on)

    def _criteria(self, report: EligibilityReport) -> Iterator[Criterion]:
        """The criteria behind a report, those of earlier levels that may be applied for in the same file included."""
        for rule in self._asked(report):
            if isinstance(rule, Criterion):
                yield rule
            elif rule.how == "same_file" and rule.needs not in self._evidence.held():
                lower = lower_report(self.jurisdiction, self.dossier, report.target, rule, self.on)
                yield from self._criteria(lower) if lower else ()

    def _recognised(self, rule: Prerequisite) -> Change:
        known = self._evidence.figure("levels_held") is not None
        return recognised(self.jurisdiction, rule, self.on, known=known)

    @property
    def _evidence(self) -> Evidence:
        book = self.jurisdiction.book
        return Evidence(dossier=self.dossier, jurisdiction=book.profile.code, facts=book.facts, on=self.on)

    def _without_spare(self, changes: tuple[Change, ...], report: EligibilityReport) -> tuple[Change, ...]:
        """Without the changes that others make superfluous, as one alternative of a criterion may do for another's."""
        criteria = {rule.id: self.asking(rule) for rule in self._criteria(report)}
        met = _met(criteria, self._changed(changes))
        for change in changes[::-1]:
            if not set(change.rules) <= set(criteria):
                continue  # asked for by what no criterion states, such as an earlier level that must be held
            fewer = tuple(one for one in changes if one is not change)
            # The criterion that asked for it goes first: nearly always it is not met without.
            first = {rule: met[rule] for rule in change.rules if rule in met}
            if len(_met({**first, **met}, self._changed(fewer), until_unmet=True)) == len(met):
                changes = fewer
        return changes


def _met(criteria: Mapping[str, Asking], dossier: Dossier, *, until_unmet: bool = False) -> dict[str, Asking]:
    """The criteria that a dossier meets; up to the first that it does not, when that is enough to know."""
    found: dict[str, Asking] = {}
    for rule, asking in criteria.items():
        if attrs.evolve(asking, dossier=dossier).met:
            found[rule] = asking
        elif until_unmet:
            break
    return found
