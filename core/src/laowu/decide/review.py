"""Who does what, with which papers, by when? Stages laid on the official calendar."""

from datetime import date, timedelta

import attrs

from laowu.calendar.workdays import DueDate, WorkCalendar
from laowu.decide.conditions import weigh
from laowu.decide.evidence import Evidence
from laowu.model.answers import MaterialNeed, PlannedStep, ReviewPlan
from laowu.model.citation import Standing
from laowu.model.level import Level
from laowu.model.outcome import Outcome
from laowu.model.questions import Application
from laowu.rules.review import Due, Length, Paper, Stage
from laowu.rules.rule import in_force
from laowu.rules.rulebook import RuleBook
from laowu.text import Text


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
    stages = [stage for stage in in_force(rules.stages, on) if level in stage.levels]
    papers = [paper for paper in in_force(rules.papers, on) if level in paper.levels]
    standing = book.standing((*stages, *papers), on) if stages else Standing.NOT_YET
    this_round = standing is not Standing.LAST_KNOWN_ROUND
    planner = _Planner(book=book, calendar=calendar, on=on, start=application.start, this_round=this_round)
    steps = planner.steps(stages)
    return ReviewPlan(
        jurisdiction=book.profile.code,
        target=application.target,
        on=on,
        start=application.start,
        standing=standing,
        steps=tuple(steps),
        materials=tuple(_need(paper, application, on, book) for paper in papers),
        provisional=any(step.provisional for step in steps),
        readings=book.readings_on((*stages, *papers)),
        remarks=_remarks(book, level, steps),
    )


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
        this_round: the document's fixed dates are those of the round planned for.
    """

    book: RuleBook
    calendar: WorkCalendar
    on: date
    start: date
    this_round: bool

    def steps(self, stages: list[Stage]) -> list[PlannedStep]:
        """The stages with their earliest days, and with the latest that keep the round's fixed dates."""
        ended: dict[str, DueDate] = {}
        steps: list[PlannedStep] = []
        for stage in stages:
            begins = self._begin([ended[earlier] for earlier in stage.after if earlier in ended])
            ends = ended[stage.id] = self._end(begins, stage.length)
            steps.append(self._step(stage, begins, ends))
        return self._with_latest(steps, stages) if self.this_round else steps

    def _begin(self, before: list[DueDate]) -> DueDate:
        if not before:
            return self.calendar.next_working_day(self.start)
        last = max(before, key=lambda moment: moment.day)
        begins = self.calendar.next_working_day(last.day + timedelta(days=1))
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
            remarks += _due_remarks(due, begins.day, stage.due, self.calendar, this_round=self.this_round)
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
        """Walk back from the end: a stage with a date must begin on it at the latest, what comes before must have ended."""
        must_end: dict[str, date] = {}
        done: list[PlannedStep] = []
        for step, stage in reversed(list(zip(steps, stages, strict=True))):
            limit = must_end.get(stage.id)
            latest = None if limit is None else self._latest_start(limit, stage.length)
            if step.due is not None:
                latest = step.due if latest is None else min(latest, step.due)
            if latest is not None:
                end = self.calendar.nth_working_day_before(latest, 1).day
                for earlier in stage.after:
                    must_end[earlier] = min(must_end.get(earlier, end), end)
            done.append(attrs.evolve(step, latest=latest))
        return done[::-1]

    def _latest_start(self, limit: date, length: Length | None) -> date:
        if length is None:
            return limit
        days = length.days.on(self.on) - (1 if length.count_first else 0)
        if length.unit == "working":
            return self.calendar.nth_working_day_before(limit, days).day if days else limit
        return limit - timedelta(days=days)


def due_day(due: Due, start: date) -> date:
    """The last day that still counts: the fixed date, or the next such day of the year on or after ``start``."""
    if due.on is not None:
        last = due.on
    else:
        month, day = due.month or 1, due.day or 1
        last = date(start.year, month, day)
        if last < start:
            last = date(start.year + 1, month, day)
    return last if due.included else last - timedelta(days=1)


def _due_remarks(due: date, begins: date, rule: Due, calendar: WorkCalendar, *, this_round: bool) -> list[Text]:
    if rule.on is not None and not this_round:
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
        needed, _ = weigh(paper.needed_if, evidence, question=paper.summary)
    material = dossier.materials.get(paper.code)
    return MaterialNeed(
        code=paper.code,
        label=paper.summary,
        rule=paper.id,
        clause=book.cite(paper),
        needed=needed,
        held=material.held if material else None,
    )
