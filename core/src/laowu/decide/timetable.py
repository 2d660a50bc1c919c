"""Stages laid on the official calendar: what has happened with its real days, what has not with its earliest ones."""

from calendar import monthrange
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

import attrs

from laowu.calendar.workdays import DueDate, WorkCalendar
from laowu.decide.course import Course, StageHistory
from laowu.decide.step_remarks import remarks_on
from laowu.decide.validity import faults
from laowu.model.answers import PlannedStep, StepState
from laowu.model.dossier import ProgressResult
from laowu.rules.review import Due, Length, Stage
from laowu.rules.rulebook import RuleBook
from laowu.text import Text
from laowu.values import frozen

_ONE_DAY = timedelta(days=1)


@frozen(kw_only=True, eq=False)
class Timetable:
    """Lays stages on the calendar.

    Attributes:
        book: the rule book, for the clauses.
        calendar: working days.
        on: date judged; lengths of that day apply.
        start: first day of the plan.
        course: what has happened to the application.
    """

    book: RuleBook
    calendar: WorkCalendar
    on: date
    start: date
    course: Course

    def steps(self, stages: Sequence[Stage]) -> list[PlannedStep]:
        """The stages with their days, and with the latest that keep the dates that bind."""
        ended: dict[str, DueDate | None] = {}
        dues = self._due_days(stages)
        steps: list[PlannedStep] = []
        for stage in stages:
            before = [moment for earlier in stage.after if (moment := ended[earlier]) is not None]
            step, ended[stage.id] = self._step(stage, stages, before, dues[stage.id])
            steps.append(step)
        return self._with_latest(steps, stages)

    def _due_days(self, stages: Sequence[Stage]) -> dict[str, date | None]:
        """The last day set for each stage. A yearly one is never before that of an earlier stage: they are one round's days."""
        dues: dict[str, date | None] = {}
        floors: dict[str, date] = {}
        for stage in stages:
            floor = max((floors[earlier] for earlier in stage.after), default=self.course.began or self.start)
            dues[stage.id] = due = due_day(stage.due, floor, self.calendar) if stage.due else None
            floors[stage.id] = max(floor, due) if due else floor
        return dues

    def _step(
        self, stage: Stage, stages: Sequence[Stage], before: list[DueDate], due: date | None
    ) -> tuple[PlannedStep, DueDate | None]:
        """One step, and when it has ended for those that come after it; ``None`` when nothing waits for it."""
        history = self.course.of(stage)
        state = self._state(stage, history, stages)
        begins, ends = self._days(stage, history, state, before)
        late = self._days_late(stage, due, history)
        if late and state in (StepState.NOT_BEGUN, StepState.UNDER_WAY) and history.done is None:
            state = StepState.LATE
        step = PlannedStep(
            stage=stage.stage,
            rule=stage.id,
            clause=self.book.cite(stage),
            summary=stage.summary,
            actor=stage.actor,
            kind=stage.kind,
            optional=stage.optional,
            length=length_wording(stage.length, self.on) if stage.length else None,
            state=state,
            begins=begins.day if begins else None,
            ends=ends.day if ends else None,
            days_late=late,
            faults=tuple(faults(stage, stages, self.course, self.calendar)),
            due=due,
            provisional=bool(ends and ends.provisional),
        )
        binds = stage.due is not None and self._binds(stage.due, stage)
        return attrs.evolve(step, remarks=remarks_on(step, stage, history, self.calendar, binds=binds, on=self.on)), ends

    def _state(self, stage: Stage, history: StageHistory, stages: Sequence[Stage]) -> StepState:
        state = StepState.UNDER_WAY if history.open else StepState.NOT_BEGUN
        if history.ended_application is not None:
            state = StepState.ENDED
        elif history.done is not None:
            state = StepState.DONE
        elif self.course.ended is not None or history.standing is not None or self._blocked(stage, stages):
            state = StepState.BLOCKED
        elif stage.optional and not history.runs and self._overtaken(stage, stages):
            state = StepState.SKIPPED
        return state

    def _blocked(self, stage: Stage, stages: Sequence[Stage]) -> bool:
        return any(self.course.of(earlier).standing is not None for earlier in ancestors(stage, stages))

    def _overtaken(self, stage: Stage, stages: Sequence[Stage]) -> bool:
        """Whether something that comes after the stage has begun."""
        return any(stage in ancestors(later, stages) and self.course.of(later).runs for later in stages)

    def _days(
        self, stage: Stage, history: StageHistory, state: StepState, before: list[DueDate]
    ) -> tuple[DueDate | None, DueDate | None]:
        """First and last day of a stage: real ones where it has begun or ended, else the earliest."""
        first = _real(history.runs[0].began) if history.runs else None
        if state is StepState.ENDED:
            over = history.ended_application
            return first or (_real(over) if over else None), _real(over) if over else None
        if history.done is not None:
            return first, _real(history.done)
        if self.course.ended is not None or state is StepState.SKIPPED:
            return first, None
        posted = history.posted
        if posted is None:
            begins = self._begin(stage, before)
            return begins, self._end(begins, stage.length)
        return first, self._open_end(stage, history, _real(posted))

    def _begin(self, stage: Stage, before: list[DueDate]) -> DueDate:
        """The first working day on which a stage can begin; once an application runs, none before the date judged."""
        floor = self.start if self.course.began is None else max(self.start, self.on)
        if not before:
            return self.calendar.next_working_day(floor)
        last = max(before, key=lambda moment: moment.day)
        first = last.day if stage.same_day else last.day + _ONE_DAY
        begins = self.calendar.next_working_day(first if self.course.began is None else max(first, floor))
        return attrs.evolve(begins, provisional=begins.provisional or any(moment.provisional for moment in before))

    def _end(self, begins: DueDate, length: Length | None) -> DueDate:
        if length is None:
            return begins
        days = length.days.on(self.on)
        if length.unit == "working":
            ends = self.calendar.nth_working_day(begins.day, days, count_first=length.count_first)
            return attrs.evolve(ends, provisional=ends.provisional or begins.provisional)
        return attrs.evolve(begins, day=begins.day + timedelta(days=days - 1 if length.count_first else days))

    def _open_end(self, stage: Stage, history: StageHistory, posted: DueDate) -> DueDate:
        """The earliest end of a stage that has begun: when its length has run, or today where something is still to do."""
        ends = self._end(posted, stage.length)
        settled = max((item.decided for item in history.objections if item.decided), default=None)
        if settled is not None and settled > ends.day:
            ends = _real(settled)
        waits = stage.length is None or history.standing is not None or history.result is ProgressResult.RETURNED
        if not waits:
            return ends
        today = self.calendar.next_working_day(self.on)
        return max(ends, today, key=lambda moment: moment.day)

    def _binds(self, due: Due, stage: Stage) -> bool:
        """Whether a date can still be kept: the fixed date of a round is history once the round has ended."""
        round_ends = self.book.documents[stage.document].round_ends
        return due.on is None or round_ends is None or min(self.on, self.course.began or self.on) <= round_ends

    def _days_late(self, stage: Stage, due: date | None, history: StageHistory) -> int | None:
        """How many days the limit was missed by: of what was done, or of what still is not."""
        if due is None or stage.due is None or not self._binds(stage.due, stage):
            return None
        if history.done is None and (history.ended_application or self.course.ended):
            return None
        late = ((history.done or self.on) - due).days
        return late if late > 0 else None

    def _with_latest(self, steps: list[PlannedStep], stages: Sequence[Stage]) -> list[PlannedStep]:
        """Walk back from the end: a stage with a date must begin by it, what comes before must have ended by then."""
        must_end: dict[str, date] = {}
        done: list[PlannedStep] = []
        for step, stage in reversed(list(zip(steps, stages, strict=True))):
            if self.course.of(stage).runs or step.begins is None:  # its first day is no longer to be chosen
                done.append(step)
                continue
            limits = [self._latest_start(must_end[stage.id], stage.length)] if stage.id in must_end else []
            if step.due is not None and stage.due is not None and self._binds(stage.due, stage):
                limits.append(step.due)
            latest = self._working_day_by(min(limits)) if limits else None
            if latest is not None:
                end = latest if stage.same_day else latest - _ONE_DAY
                must_end.update({earlier: min(must_end.get(earlier, end), end) for earlier in stage.after})
            done.append(attrs.evolve(step, latest=latest))
        return done[::-1]

    def _latest_start(self, limit: date, length: Length | None) -> date:
        """The latest day on which a stage may begin that must have ended by ``limit``."""
        days = 0 if length is None else length.days.on(self.on) - (1 if length.count_first else 0)
        if length is not None and length.unit == "calendar":
            return limit - timedelta(days=days)
        last = self._working_day_by(limit)
        return self.calendar.nth_working_day_before(last, days).day if days else last

    def _working_day_by(self, day: date) -> date:
        """The day itself or, for a rest day, the working day before it: on a rest day nothing begins."""
        return self.calendar.nth_working_day_before(day + _ONE_DAY, 1).day


def ancestors(stage: Stage, stages: Iterable[Stage]) -> list[Stage]:
    """The stages that must have ended before a stage, near and far."""
    by_id = {each.id: each for each in stages}
    found: dict[str, Stage] = {}
    waiting = list(stage.after)
    while waiting:
        earlier = by_id[waiting.pop()]
        if earlier.id not in found:
            found[earlier.id] = earlier
            waiting += earlier.after
    return list(found.values())


def _real(day: date) -> DueDate:
    return DueDate(day, provisional=False, unpublished_years=())


def due_day(due: Due, start: date, calendar: WorkCalendar | None = None) -> date:
    """The last day that still counts: of the fixed date, or of the first yearly one not before ``start``.

    Args:
        due: the rule.
        start: first day of the plan.
        calendar: working days, by which a rest day gives way where the rule says so; the packaged ones when left out.
    """
    calendar = calendar or WorkCalendar()
    if due.on is not None:
        return _counting(due.on, due, calendar)
    this_year, next_year = (_counting(_in_year(due, year), due, calendar) for year in (start.year, start.year + 1))
    return this_year if this_year >= start else next_year


def _counting(day: date, due: Due, calendar: WorkCalendar) -> date:
    last = day if due.included else day - _ONE_DAY
    if due.on_rest_day == "before":
        return calendar.nth_working_day_before(last + _ONE_DAY, 1).day
    return calendar.next_working_day(last).day if due.on_rest_day == "after" else last


def _in_year(due: Due, year: int) -> date:
    """The yearly day in one year; 29 February is the last of February in any year."""
    month, day = due.month or 1, due.day or 1
    return date(year, month, min(day, monthrange(year, month)[1]))


def length_wording(length: Length, on: date) -> Text:
    """A stated length as a reader sees it."""
    days = length.days.on(on)
    if length.unit == "working":
        return Text(f"{days} 个工作日", f"{days} working days")
    return Text(f"{days} 日", f"{days} calendar days")
