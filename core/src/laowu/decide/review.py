"""Who does what, with which papers, by when? Stages laid on the official calendar."""

from calendar import monthrange
from collections.abc import Iterable
from datetime import date, timedelta

import attrs

from laowu.calendar.workdays import DueDate, WorkCalendar
from laowu.decide.conditions import weigh
from laowu.decide.evidence import Evidence
from laowu.model.answers import MaterialNeed, PlannedStep, ReviewPlan
from laowu.model.level import Level
from laowu.model.outcome import Outcome
from laowu.model.questions import Application
from laowu.rules.review import Due, Length, Paper, Stage
from laowu.rules.rule import in_force
from laowu.rules.rulebook import RuleBook
from laowu.text import Text

_ONE_DAY = timedelta(days=1)


def plan_review(book: RuleBook, application: Application, on: date, calendar: WorkCalendar) -> ReviewPlan | None:
    """Lay the procedure in force on ``on`` on the calendar, from the application's first day.

    Dates are the earliest possible: a stage without a stated length is taken to end on the working day it begins,
    and says so. A notice of *n* working days starts to count on the day after posting unless the rule counts the
    posting day; what follows a notice begins on the first working day after it has ended.

    Returns:
        The plan, or ``None`` when the rule book states no procedure.
    """
    rules = book.review
    if rules is None:
        return None
    level = application.target.level
    stages = _applying(rules.stages, level, on)
    papers = [paper for paper in in_force(rules.papers, on) if level in paper.levels]
    used = (*stages, *papers)
    steps = _Planner(book=book, calendar=calendar, on=on, start=application.start).steps(stages)
    return ReviewPlan(
        jurisdiction=book.profile.code,
        target=application.target,
        on=on,
        start=application.start,
        standing=book.standing(used, on, among=(*rules.stages, *rules.papers)),
        steps=tuple(steps),
        materials=tuple(_need(paper, application, on, book) for paper in papers),
        provisional=any(step.provisional for step in steps),
        readings=book.readings_on(used),
        remarks=_remarks(book, level, steps),
    )


def _applying(stages: Iterable[Stage], level: Level, on: date) -> list[Stage]:
    """The stages of a level in force on a day; what came after one that is not comes after those before that one."""
    nearest: dict[str, tuple[str, ...]] = {}
    applying: list[Stage] = []
    for stage in stages:
        after = tuple(dict.fromkeys(kept for earlier in stage.after for kept in nearest[earlier]))
        applies = stage.in_force(on) and level in stage.levels
        nearest[stage.id] = (stage.id,) if applies else after
        if applies:
            applying.append(attrs.evolve(stage, after=after))
    return applying


def _remarks(book: RuleBook, level: Level, steps: list[PlannedStep]) -> tuple[Text, ...]:
    remarks = []
    if not steps:
        remarks.append(
            Text(f"{book.profile.name.zh}的文件未载明{level.label.zh}程序", f"no procedure is stated for {level.label.en} level")
        )
    elif not any(step.kind == "notice" for step in steps):
        remarks.append(Text("文件未载明公示", "the document states no public notice"))
    if any(step.provisional for step in steps):
        remarks.append(
            Text(
                "部分日期所在年份的节假日安排未公布，日期为暂定",
                "some dates lie in a year whose calendar is unpublished: provisional",
            )
        )
    return tuple(remarks)


@attrs.frozen(kw_only=True, eq=False)
class _Planner:
    """Lays stages on the calendar.

    Attributes:
        book: the rule book, for the clauses.
        calendar: working days.
        on: date judged; lengths of that day apply.
        start: first day of the plan.
    """

    book: RuleBook
    calendar: WorkCalendar
    on: date
    start: date

    def steps(self, stages: list[Stage]) -> list[PlannedStep]:
        """The stages with their earliest days, and with the latest that keep the dates that bind."""
        ended: dict[str, DueDate] = {}
        steps: list[PlannedStep] = []
        for stage in stages:
            begins = self._begin([ended[earlier] for earlier in stage.after])
            ends = ended[stage.id] = self._end(begins, stage.length)
            steps.append(self._step(stage, begins, ends))
        return self._with_latest(steps, stages)

    def _binds(self, due: Due, stage: Stage) -> bool:
        """Whether a date can still be kept: the fixed date of a round is history once the round has ended."""
        round_ends = self.book.documents[stage.document].round_ends
        return due.on is None or round_ends is None or self.on <= round_ends

    def _begin(self, before: list[DueDate]) -> DueDate:
        if not before:
            return self.calendar.next_working_day(self.start)
        last = max(before, key=lambda moment: moment.day)
        begins = self.calendar.next_working_day(last.day + _ONE_DAY)
        return attrs.evolve(begins, provisional=begins.provisional or any(moment.provisional for moment in before))

    def _end(self, begins: DueDate, length: Length | None) -> DueDate:
        if length is None:
            return begins
        days = length.days.on(self.on)
        if length.unit == "working":
            ends = self.calendar.nth_working_day(begins.day, days, count_first=length.count_first)
            return attrs.evolve(ends, provisional=ends.provisional or begins.provisional)
        return attrs.evolve(begins, day=begins.day + timedelta(days=days - 1 if length.count_first else days))

    def _step(self, stage: Stage, begins: DueDate, ends: DueDate) -> PlannedStep:
        due = due_day(stage.due, self.start) if stage.due else None
        remarks = [stage.remark] if stage.remark else []
        if stage.length is None:
            remarks.append(Text("文件未载明时长，按最早可能推算", "no length is stated: the earliest possible day is shown"))
        if due is not None and stage.due is not None:
            remarks += _due_remarks(due, begins.day, self.calendar, binds=self._binds(stage.due, stage))
        return PlannedStep(
            stage=stage.stage,
            rule=stage.id,
            clause=self.book.cite(stage),
            summary=stage.summary,
            actor=stage.actor,
            kind=stage.kind,
            optional=stage.optional,
            length=length_wording(stage.length, self.on) if stage.length else None,
            begins=begins.day,
            ends=ends.day,
            due=due,
            provisional=ends.provisional,
            remarks=tuple(remarks),
        )

    def _with_latest(self, steps: list[PlannedStep], stages: list[Stage]) -> list[PlannedStep]:
        """Walk back from the end: a stage with a date must begin by it, what comes before must have ended by then."""
        must_end: dict[str, date] = {}
        done: list[PlannedStep] = []
        for step, stage in reversed(list(zip(steps, stages, strict=True))):
            limits = [self._latest_start(must_end[stage.id], stage.length)] if stage.id in must_end else []
            if step.due is not None and stage.due is not None and self._binds(stage.due, stage):
                limits.append(step.due)
            latest = self._working_day_by(min(limits)) if limits else None
            if latest is not None:
                end = latest - _ONE_DAY
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


def due_day(due: Due, start: date) -> date:
    """The last day that still counts: of the fixed date, or of the first yearly one not before ``start``."""
    if due.on is not None:
        return _counting(due.on, due)
    this_year, next_year = (_counting(_in_year(due, year), due) for year in (start.year, start.year + 1))
    return this_year if this_year >= start else next_year


def _counting(day: date, due: Due) -> date:
    return day if due.included else day - _ONE_DAY


def _in_year(due: Due, year: int) -> date:
    """The yearly day in one year; 29 February is the last of February in any year."""
    month, day = due.month or 1, due.day or 1
    return date(year, month, min(day, monthrange(year, month)[1]))


def _due_remarks(due: date, begins: date, calendar: WorkCalendar, *, binds: bool) -> list[Text]:
    if not binds:
        return [
            Text(
                f"{due.isoformat()} 为该轮的固定日期，本计划按起始日推算",
                f"{due.isoformat()} was that round's date; this plan counts from its own start",
            )
        ]
    remarks = []
    if begins > due:
        remarks.append(Text(f"已过 {due.isoformat()} 的期限", f"past the limit of {due.isoformat()}"))
    if calendar.published(due.year) and not calendar.is_working_day(due):
        remarks.append(Text(f"{due.isoformat()} 为休息日，宜提前办理", f"{due.isoformat()} is a rest day: hand in earlier"))
    if begins == due:
        remarks.append(Text("已是期限最后一日", "this is the last day of the limit"))
    return remarks


def length_wording(length: Length, on: date) -> Text:
    """A stated length as a reader sees it."""
    days = length.days.on(on)
    if length.unit == "working":
        return Text(f"{days} 个工作日", f"{days} working days")
    return Text(f"{days} 日", f"{days} calendar days")


def _need(paper: Paper, application: Application, on: date, book: RuleBook) -> MaterialNeed:
    dossier = application.dossier
    needed = Outcome.MET
    if paper.needed_if is not None:
        evidence = Evidence(dossier=dossier, jurisdiction=book.profile.code, facts=book.facts, on=on)
        needed, _ = weigh(paper.needed_if, evidence, question=paper.summary, judgement=evidence.judgement(paper.id))
    material = dossier.materials.get(paper.code)
    return MaterialNeed(
        code=paper.code,
        label=paper.summary,
        rule=paper.id,
        clause=book.cite(paper),
        needed=needed,
        held=material.held if material else None,
    )
