"""Where two assessments of one brand differ, answer by answer, in terms of what a reader wants to know."""

from collections.abc import Hashable, Iterable, Iterator
from datetime import date
from typing import TypeVar

from laowu.evaluate.assess import Assessment
from laowu.model.answers import (
    AwardLine,
    BrandStatus,
    EligibilityReport,
    Finding,
    MaterialNeed,
    NameReport,
    NameVerdict,
    PlannedStep,
)
from laowu.model.level import Level, Target
from laowu.model.money import Amount
from laowu.model.outcome import Outcome
from laowu.text import Text
from laowu.values import frozen


@frozen(kw_only=True)
class CriterionChange:
    """A criterion that comes out otherwise.

    Attributes:
        rule: its id.
        summary: what it asks, in our own words.
        before, after: its outcome; ``None`` while it is not asked.
    """

    rule: str
    summary: Text
    before: Outcome | None
    after: Outcome | None


@frozen(kw_only=True)
class RecognitionChange:
    """One level and class in which a criterion comes out otherwise.

    Attributes:
        target: level and class.
        class_label: the class as the document names it.
        before, after: outcome of all criteria; ``None`` while nobody is judged for this level and class.
        criteria: the criteria that made it: those whose outcome changes.
    """

    target: Target
    class_label: Text | None
    before: Outcome | None
    after: Outcome | None
    criteria: tuple[CriterionChange, ...]

    @property
    def flips(self) -> bool:
        """Whether the outcome itself changes."""
        return self.before is not self.after


@frozen(kw_only=True)
class NameChange:
    """A name that is judged otherwise.

    Attributes:
        before, after: the verdict; ``None`` where nothing is stated.
        missing_before, missing_after: codes of the parts it lacks.
    """

    before: NameVerdict | None
    after: NameVerdict | None
    missing_before: tuple[str, ...]
    missing_after: tuple[str, ...]


Days = tuple[date | None, date | None, date | None]
"""First day, last day, and the last day that the document sets."""


@frozen(kw_only=True)
class StepChange:
    """A step of the procedure that runs otherwise.

    Attributes:
        level: whose procedure it is.
        rule: id of the step.
        summary: what happens, in our own words.
        before, after: first day, last day, and the last day that the document sets; ``None`` while there is no such step.
    """

    level: Level
    rule: str
    summary: Text
    before: Days | None
    after: Days | None


@frozen(kw_only=True)
class PaperChange:
    """A paper that is needed otherwise.

    Attributes:
        level: whose application it is.
        code: code of the paper.
        label: its name.
        before, after: whether it is needed; ``None`` while it is not asked for.
    """

    level: Level
    code: str
    label: Text
    before: Outcome | None
    after: Outcome | None


@frozen(kw_only=True)
class SumChange:
    """One sum of money that changes.

    Attributes:
        rule: id of the award.
        summary: what is paid, in our own words.
        year: calendar or award year; ``None`` for a sum paid once.
        before, after: the sum; ``None`` while there is no such award.
    """

    rule: str
    summary: Text
    year: int | None
    before: Amount | None
    after: Amount | None


@frozen(kw_only=True)
class MoneyChange:
    """The money of one level.

    Attributes:
        level: the level.
        before, after: the total; ``None`` while the level brings no money.
        lines: the sums that change.
    """

    level: Level
    before: Amount | None
    after: Amount | None
    lines: tuple[SumChange, ...]


@frozen(kw_only=True)
class ActionChange:
    """Something to be done after recognition that comes out otherwise.

    Attributes:
        rule: its id.
        says: what is to be done, in our own words.
        before, after: whether it is due now; ``None`` while there is no such action.
        due_before, due_after: the day by which it is.
    """

    rule: str
    says: Text
    before: Outcome | None
    after: Outcome | None
    due_before: date | None
    due_after: date | None


@frozen(kw_only=True)
class UpkeepChange:
    """What follows after recognition, for one level.

    Attributes:
        level: the level.
        before, after: what follows for the brand; ``None`` where nothing is stated.
        actions: the actions that change.
    """

    level: Level
    before: BrandStatus | None
    after: BrandStatus | None
    actions: tuple[ActionChange, ...]


K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


def _paired(before: Iterable[tuple[K, V]], after: Iterable[tuple[K, V]]) -> Iterator[tuple[K, V | None, V | None]]:
    """What stands under the same key on either side, in the order of the first, then of the second."""
    old, new = dict(before), dict(after)
    for key in {**old, **new}:
        yield key, old.get(key), new.get(key)


def recognition_changes(before: Assessment, after: Assessment) -> Iterator[RecognitionChange]:
    """Levels and classes in which a criterion comes out otherwise."""
    reports = _paired(((item.target, item) for item in before.eligibility), ((item.target, item) for item in after.eligibility))
    for target, old, new in reports:
        criteria = tuple(_criteria(old, new))
        outcomes = (old.outcome if old else None, new.outcome if new else None)
        if criteria or outcomes[0] is not outcomes[1]:
            known = new or old
            yield RecognitionChange(
                target=target,
                class_label=known.class_label if known else None,
                before=outcomes[0],
                after=outcomes[1],
                criteria=criteria,
            )


def _criteria(before: EligibilityReport | None, after: EligibilityReport | None) -> Iterator[CriterionChange]:
    for rule, old, new in _paired(_hard(before), _hard(after)):
        known = new or old
        one, other = old.outcome if old else None, new.outcome if new else None
        if known and one is not other:
            yield CriterionChange(rule=rule, summary=known.summary, before=one, after=other)


def _hard(report: EligibilityReport | None) -> Iterator[tuple[str, Finding]]:
    yield from ((item.rule, item) for item in (report.findings if report else ()) if not item.soft)


def name_change(before: NameReport | None, after: NameReport | None) -> NameChange | None:
    """Whether the name is judged otherwise, or lacks other parts."""
    change = NameChange(
        before=before.verdict if before else None,
        after=after.verdict if after else None,
        missing_before=before.missing if before else (),
        missing_after=after.missing if after else (),
    )
    same = change.before is change.after and change.missing_before == change.missing_after
    return None if same else change


def step_changes(before: Assessment, after: Assessment) -> Iterator[StepChange]:
    """Steps with other dates, new ones and those that fall away."""
    for (level, rule), old, new in _paired(_steps(before), _steps(after)):
        known = new or old
        one, other = _days(old), _days(new)
        if known and one != other:
            yield StepChange(level=level, rule=rule, summary=known.summary, before=one, after=other)


def _steps(answer: Assessment) -> Iterator[tuple[tuple[Level, str], PlannedStep]]:
    yield from (((plan.target.level, step.rule), step) for plan in answer.review for step in plan.steps)


def _days(step: PlannedStep | None) -> Days | None:
    return (step.begins, step.ends, step.due) if step else None


def paper_changes(before: Assessment, after: Assessment) -> Iterator[PaperChange]:
    """Papers that are needed otherwise."""
    for (level, _), old, new in _paired(_papers(before), _papers(after)):
        known = new or old
        one, other = old.needed if old else None, new.needed if new else None
        if known and one is not other:
            yield PaperChange(level=level, code=known.code, label=known.label, before=one, after=other)


def _papers(answer: Assessment) -> Iterator[tuple[tuple[Level, str], MaterialNeed]]:
    yield from (((plan.target.level, need.rule), need) for plan in answer.review for need in plan.materials)


def money_changes(before: Assessment, after: Assessment) -> Iterator[MoneyChange]:
    """Levels whose money changes."""
    statements = _paired(
        ((item.target.level, item) for item in before.subsidy), ((item.target.level, item) for item in after.subsidy)
    )
    for level, old, new in statements:
        totals = (old.total if old else None, new.total if new else None)
        lines = tuple(_sums(old.lines if old else (), new.lines if new else ()))
        if lines or totals[0] != totals[1]:
            yield MoneyChange(level=level, before=totals[0], after=totals[1], lines=lines)


def _sums(before: Iterable[AwardLine], after: Iterable[AwardLine]) -> Iterator[SumChange]:
    for (rule, year), old, new in _paired(_awards(before), _awards(after)):
        known = new or old
        one, other = old.amount if old else None, new.amount if new else None
        if known and one != other:
            yield SumChange(rule=rule, summary=known.summary, year=year, before=one, after=other)


def _awards(lines: Iterable[AwardLine]) -> Iterator[tuple[tuple[str, int | None], AwardLine]]:
    yield from (((line.rule, line.year), line) for line in lines)


def upkeep_changes(before: Assessment, after: Assessment) -> Iterator[UpkeepChange]:
    """Levels at which something else follows after recognition."""
    for level, old, new in _paired(
        ((item.level, item) for item in before.management), ((item.level, item) for item in after.management)
    ):
        actions = []
        for rule, one, other in _paired(
            ((item.rule, item) for item in (old.actions if old else ())),
            ((item.rule, item) for item in (new.actions if new else ())),
        ):
            known = other or one
            if known is None:
                continue
            change = ActionChange(
                rule=rule,
                says=known.says,
                before=one.outcome if one else None,
                after=other.outcome if other else None,
                due_before=one.due if one else None,
                due_after=other.due if other else None,
            )
            if (change.before, change.due_before) != (change.after, change.due_after):
                actions.append(change)
        statuses = (old.status if old else None, new.status if new else None)
        if actions or statuses[0] is not statuses[1]:
            yield UpkeepChange(level=level, before=statuses[0], after=statuses[1], actions=tuple(actions))
