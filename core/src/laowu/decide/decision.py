"""What a brand comes to at one level and class: the outcome at once, and the record of why when somebody asks for it."""

from typing import NamedTuple

import attrs

from laowu.decide.checklist import Checklist
from laowu.decide.conditions import shortfalls
from laowu.decide.outcome_numbers import ALL, OUTCOMES
from laowu.decide.record import evidence_of, found, recorded
from laowu.model.answers import EligibilityReport, Finding, Scope
from laowu.model.dossier import Dossier
from laowu.model.level import Target
from laowu.model.outcome import Outcome
from laowu.text import Text


class Stand(NamedTuple):
    """How a brand stands with one condition.

    Attributes:
        rule: id of the criterion, or of the rule that asks for another level first.
        outcome: its outcome.
        soft: an aim, which never fails anybody.
        scope: territorial or substantive.
    """

    rule: str
    outcome: Outcome
    soft: bool
    scope: Scope


def hard_outcomes(report: EligibilityReport) -> list[Outcome]:
    """The outcomes of the conditions of a report that are no aims."""
    return [finding.outcome for finding in report.findings if not finding.soft]


class Lack(NamedTuple):
    """A condition that is not met.

    Attributes:
        rule: id of the criterion.
        summary: what it asks, in our own words.
        shortfall: how far the brand falls short, by the first comparison that can be measured; ``None`` where none can.
    """

    rule: str
    summary: Text
    shortfall: Text | None


def _lack(finding: Finding) -> Lack:
    short = [item.shortfall.says for item in finding.observations if item.shortfall is not None]
    return Lack(finding.rule, finding.summary, short[0] if short else None)


class Judged:
    """A decision by the rules: the outcomes are there, the record is made when it is asked for.

    Attributes:
        asked: what was asked.
        dossier: the brand.
        says: a remark for the report; ``None`` without one.
    """

    __slots__ = ("_numbers", "asked", "dossier")

    says: Text | None = None

    def __init__(self, asked: Checklist, dossier: Dossier, numbers: tuple[int, ...]) -> None:
        """What :func:`laowu.decide.eligibility.decide_eligibility` found.

        Args:
            asked: what was asked.
            dossier: the brand.
            numbers: what the criteria come to, as the compiled verdict gives it, and then the levels that come first.
        """
        self.asked = asked
        self.dossier = dossier
        self._numbers = numbers

    def saying(self, says: Text) -> "Judged":
        """The same decision with a remark in its report."""
        return _Saying(self.asked, self.dossier, self._numbers, says)

    @property
    def target(self) -> Target:
        """Level and class judged."""
        return self.asked.target

    @property
    def class_label(self) -> Text | None:
        """The class as the document names it; ``None`` without one."""
        return self.asked.class_label

    @property
    def outcome(self) -> Outcome:
        """All hard conditions together."""
        numbers = self._numbers
        return Outcome.NO_DATA if self.asked.remarks else OUTCOMES[ALL[numbers[0] | numbers[1]]]

    @property
    def substantive(self) -> Outcome:
        """Those that ask what the brand is (the as-if-local view)."""
        return Outcome.NO_DATA if self.asked.remarks else OUTCOMES[self._numbers[0]]

    @property
    def territorial(self) -> Outcome:
        """Those that ask where it is."""
        return Outcome.NO_DATA if self.asked.remarks else OUTCOMES[self._numbers[1]]

    @property
    def stands(self) -> tuple[Stand, ...]:
        """Every condition with its outcome, in the order of the report's findings."""
        numbers = zip(self.asked.conditions, self._numbers[2:], strict=True)
        return tuple([Stand(rule, OUTCOMES[number], soft, scope) for (rule, soft, scope), number in numbers])

    @property
    def hard(self) -> list[Outcome]:
        """The outcomes of the conditions that are no aims."""
        numbers = self._numbers
        return [OUTCOMES[numbers[place + 2]] for place in self.asked.hard]

    @property
    def in_substance(self) -> list[tuple[int, Outcome]]:
        """Place in :attr:`stands` and outcome of each condition that is no aim and asks what the brand is."""
        numbers = self._numbers
        return [(place, OUTCOMES[numbers[place + 2]]) for place in self.asked.in_substance]

    @property
    def report(self) -> EligibilityReport:
        """The whole report; made anew each time."""
        report = recorded(self.asked, self.dossier)
        return report if self.says is None else attrs.evolve(report, remarks=(*report.remarks, self.says))

    def finding(self, place: int) -> Finding:
        """The finding at one place of :attr:`stands`."""
        if place < len(self.asked.criteria):
            asked = self.asked
            return found(asked.criteria[place], asked.clauses[place], evidence_of(asked, self.dossier))
        return self.report.findings[place]

    def lack(self, place: int) -> Lack:
        """What is lacking at one place of :attr:`stands`."""
        asked = self.asked
        if place < len(asked.criteria):
            rule = asked.criteria[place]
            gaps = () if rule.condition is None else shortfalls(rule.condition, evidence_of(asked, self.dossier))
            return Lack(rule.id, rule.summary, next((gap.says for gap in gaps), None))
        return _lack(self.report.findings[place])


class _Saying(Judged):
    __slots__ = ("says",)

    says: Text | None

    def __init__(self, asked: Checklist, dossier: Dossier, numbers: tuple[int, ...], says: Text) -> None:
        super().__init__(asked, dossier, numbers)
        self.says = says


class Reported:
    """A decision that somebody else took: a region's own Python."""

    def __init__(self, report: EligibilityReport) -> None:
        self.report = report

    @property
    def target(self) -> Target:
        """Level and class judged."""
        return self.report.target

    @property
    def class_label(self) -> Text | None:
        """The class as the document names it; ``None`` without one."""
        return self.report.class_label

    @property
    def outcome(self) -> Outcome:
        """All hard conditions together."""
        return self.report.outcome

    @property
    def substantive(self) -> Outcome:
        """Those that ask what the brand is (the as-if-local view)."""
        return self.report.substantive

    @property
    def territorial(self) -> Outcome:
        """Those that ask where it is."""
        return self.report.territorial

    @property
    def stands(self) -> tuple[Stand, ...]:
        """Every condition with its outcome, in the order of the report's findings."""
        return tuple(Stand(item.rule, item.outcome, item.soft, item.scope) for item in self.report.findings)

    @property
    def hard(self) -> list[Outcome]:
        """The outcomes of the conditions that are no aims."""
        return hard_outcomes(self.report)

    @property
    def in_substance(self) -> list[tuple[int, Outcome]]:
        """Place in :attr:`stands` and outcome of each condition that is no aim and asks what the brand is."""
        findings = enumerate(self.report.findings)
        return [(place, item.outcome) for place, item in findings if not item.soft and item.scope is Scope.SUBSTANTIVE]

    def lack(self, place: int) -> Lack:
        """What is lacking at one place of :attr:`stands`."""
        return _lack(self.report.findings[place])

    def finding(self, place: int) -> Finding:
        """The finding at one place of :attr:`stands`."""
        return self.report.findings[place]


#: One brand judged at one level and class on one day.
Decision = Judged | Reported
