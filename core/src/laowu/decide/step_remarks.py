"""What a reader must know of a step: what happened at it, how its dates were found, and what became of its limit."""

from datetime import date

from laowu.calendar.workdays import WorkCalendar
from laowu.decide.course import Objection, StageHistory
from laowu.model.answers import PlannedStep, StepState
from laowu.model.dossier import Progress, ProgressResult
from laowu.rules.review import Stage
from laowu.text import Text

_TO_COME = (StepState.NOT_BEGUN, StepState.UNDER_WAY, StepState.LATE, StepState.BLOCKED)


def remarks_on(
    step: PlannedStep, stage: Stage, history: StageHistory, calendar: WorkCalendar, *, binds: bool, on: date
) -> tuple[Text, ...]:
    """The remarks on a step.

    Args:
        step: the step, its days and its state settled.
        stage: the rule behind it.
        history: what has happened at it.
        calendar: working days.
        binds: whether its date can still be kept, or is history.
        on: date judged.
    """
    remarks = [stage.remark] if stage.remark else []
    to_come = step.state in _TO_COME and step.ends is not None
    if stage.length is None and to_come:
        remarks.append(Text("文件未载明时长，按最早可能推算", "no length is stated: the earliest possible day is shown"))
    remarks += [_run(run, last=run is history.last) for run in history.runs if run.result in _EVENTFUL]
    remarks += [_objection(objection) for objection in history.objections]
    if step.state is StepState.ENDED:
        silent = Text("能否及何时再次申报，文件未载明", "whether and when to apply again is not stated")
        remarks.append(stage.reapply or silent)
    if to_come and stage.length is not None and history.open and step.ends is not None and step.ends < on:
        day = step.ends.isoformat()
        remarks.append(Text(f"已于 {day} 期满，结果未记载", f"its time ran out on {day}; the result is not recorded"))
    if step.due is not None and (to_come or step.days_late):
        remarks += _limit(step, step.due, calendar, binds=binds)
    return tuple(remarks)


_EVENTFUL = (ProgressResult.RETURNED, ProgressResult.BROKEN_OFF, ProgressResult.REJECTED)


def _run(run: Progress, *, last: bool) -> Text:
    """What came of one run of a stage besides its being passed."""
    day = run.ended.isoformat() if run.ended else ""
    if run.result is ProgressResult.BROKEN_OFF:
        return Text(f"{day} 中断，重新开始后从头计算", f"broken off on {day}: begun anew, it counts from the beginning")
    if run.result is ProgressResult.REJECTED:
        return Text(f"{day} 不予通过，申报终止", f"rejected on {day}: the application has ended")
    waiting = Text("，尚待补正", ", which is still to come") if last else Text("", "")
    return Text(f"{day} 退回补正", f"sent back for supplement on {day}") + waiting


def _objection(objection: Objection) -> Text:
    raised = objection.raised.isoformat()
    if objection.decided is None:
        return Text(
            f"{raised} 提出的异议尚未处理，后续环节不得办理",
            f"an objection of {raised} stands: nothing that follows may be done until it is settled",
        )
    decided = objection.decided.isoformat()
    if objection.upheld:
        return Text(
            f"{raised} 提出的异议于 {decided} 成立，申报终止",
            f"an objection of {raised} was upheld on {decided}: the application has ended",
        )
    return Text(f"{raised} 提出的异议于 {decided} 不成立", f"an objection of {raised} was dismissed on {decided}")


def _limit(step: PlannedStep, due: date, calendar: WorkCalendar, *, binds: bool) -> list[Text]:
    """What became of a limit: of what is done by the day it was done, else by the day it can begin."""
    if not binds:
        return [
            Text(
                f"{due.isoformat()} 为该轮的固定日期，本计划按起始日推算",
                f"{due.isoformat()} was that round's date; this plan counts from its own start",
            )
        ]
    remarks = []
    late, begins = step.days_late, step.begins
    if late or (begins is not None and begins > due):
        remarks.append(Text(f"已过 {due.isoformat()} 的期限", f"past the limit of {due.isoformat()}"))
    if late:
        remarks.append(Text(f"逾期 {late} 日", f"{late} day{'s' if late > 1 else ''} late"))
    if calendar.published(due.year) and not calendar.is_working_day(due):
        remarks.append(Text(f"{due.isoformat()} 为休息日，宜提前办理", f"{due.isoformat()} is a rest day: hand in earlier"))
    if begins == due and not late:
        remarks.append(Text("已是期限最后一日", "this is the last day of the limit"))
    return remarks
