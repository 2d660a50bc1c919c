"""Who does what, with which papers, by when? Stages laid on the official calendar."""

from datetime import date
from typing import cast

from laowu.calendar.workdays import WorkCalendar
from laowu.decide.conditions import weigh
from laowu.decide.course import Course, applying, course_of
from laowu.decide.evidence import Evidence
from laowu.decide.forms import form_states
from laowu.decide.timetable import Timetable, due_day, length_wording
from laowu.model.answers import MaterialNeed, Observation, PlannedStep, ReviewPlan
from laowu.model.level import Level
from laowu.model.outcome import Outcome
from laowu.model.questions import Application
from laowu.rules.review import Paper, ReviewRules
from laowu.rules.rule import in_force
from laowu.rules.rulebook import RuleBook
from laowu.text import Text


def plan_review(book: RuleBook, application: Application, on: date, calendar: WorkCalendar) -> ReviewPlan | None:
    """Lay the procedure in force on ``on`` on the calendar, from the application's first day.

    Dates are the earliest possible: a stage without a stated length is taken to end on the working day it begins,
    and says so. A notice of *n* working days starts to count on the day after posting unless the rule counts the
    posting day; what follows a notice begins on the first working day after it has ended.

    What the dossier records as having happened stands with its real days, and the rest is planned anew from the date
    judged: an objection that stands blocks all that follows it, a rejection or an objection upheld ends the application,
    what was sent back is open again, and a notice broken off counts from a new beginning.

    Returns:
        The plan, or ``None`` when the rule book states no procedure.
    """
    rules = book.review
    if rules is None:
        return None
    level = application.target.level
    procedure = _procedure(book, rules, level, on)
    stages, papers = procedure.stages, procedure.papers
    recorded = application.dossier.progress
    course = course_of(stages, recorded, level=level, jurisdiction=book.profile.code, on=on)
    steps = Timetable(book=book, calendar=calendar, on=on, start=application.start, course=course).steps(stages)
    return ReviewPlan(
        jurisdiction=book.profile.code,
        target=application.target,
        on=on,
        start=application.start,
        began=course.began,
        ended=course.ended,
        standing=procedure.standing,
        steps=tuple(steps),
        materials=tuple(_need(paper, application, on, book) for paper in papers),
        forms=form_states(book, papers, application, on),
        provisional=any(step.provisional for step in steps),
        readings=procedure.readings,
        remarks=(*_remarks(book, level, steps), *_told(course)),
    )


class _Procedure:
    """What applies to a level on a day: the same for every brand."""

    def __init__(self, book: RuleBook, rules: ReviewRules, level: Level, on: date) -> None:
        self.stages = applying(rules.stages, level, on)
        self.papers = [paper for paper in in_force(rules.papers, on) if level in paper.levels]
        used = (*self.stages, *self.papers)
        self.standing = book.standing(used, on, among=(*rules.stages, *rules.papers))
        self.readings = book.readings_on(used)


_KEPT = 64


def _procedure(book: RuleBook, rules: ReviewRules, level: Level, on: date) -> _Procedure:
    made = cast("dict[tuple[Level, date], _Procedure]", book.derived.setdefault(_Procedure, {}))
    found = made.get((level, on))
    if found is None:
        if len(made) >= _KEPT:  # somebody walks through the days of years
            made.clear()
        found = made[level, on] = _Procedure(book, rules, level, on)
    return found


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


def _told(course: Course) -> list[Text]:
    """What a reader must know of the progress that the dossier records."""
    told = [
        Text(f"此前一次申报已于 {day.isoformat()} 结束", f"an earlier application was over on {day.isoformat()}")
        for day in course.earlier
    ]
    told += [
        Text(f"本程序没有环节“{code}”，其进度未计入", f"this procedure has no stage “{code}”: that progress is left out")
        for code in course.unknown
    ]
    return told


def _need(paper: Paper, application: Application, on: date, book: RuleBook) -> MaterialNeed:
    dossier = application.dossier
    needed: Outcome = Outcome.MET
    seen: tuple[Observation, ...] = ()
    if paper.needed_if is not None:
        evidence = Evidence(dossier=dossier, jurisdiction=book.profile.code, facts=book.facts, on=on)
        needed, seen = weigh(paper.needed_if, evidence, question=paper.summary, judgement=evidence.judgement(paper.id))
    material = dossier.materials.get(paper.code)
    return MaterialNeed(
        code=paper.code,
        label=paper.summary,
        rule=paper.id,
        clause=book.cite(paper),
        needed=needed,
        held=material.held if material else None,
        observations=seen,
    )


__all__ = ["due_day", "length_wording", "plan_review"]
