"""Whether a stage was validly done: everything before it had ended, no objection stood, and the notice had its days."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

from laowu.calendar.workdays import WorkCalendar
from laowu.decide.course import Course, StageHistory
from laowu.rules.review import Length, Stage
from laowu.text import Text

_ONE_DAY = timedelta(days=1)
_CONCLUDES = ("approve", "publish")


def faults(stage: Stage, stages: Sequence[Stage], course: Course, calendar: WorkCalendar) -> Iterator[Text]:
    """Why a stage that has begun is not valid as it was recorded; nothing for one that has not begun."""
    history = course.of(stage)
    if history.last is None:
        return
    if stage.kind == "notice" and history.done is not None:
        yield from _too_short(stage, history, history.done, calendar)
    day = history.last.ended or history.last.began
    needed = list(_required(stage, stages, course))
    for earlier in needed:
        yield from _not_before(earlier, course.of(earlier), day)
    notices = _notices_before(stage, stages) if stage.kind in _CONCLUDES else [each for each in needed if each.kind == "notice"]
    for notice in notices:
        before = course.of(notice)
        if before.posted is not None:
            last = day if stage.same_day and notice in needed else day - _ONE_DAY
            counted = last if before.done is None else min(before.done, last)
            yield from _too_short(notice, before, counted, calendar)


def _required(stage: Stage, stages: Iterable[Stage], course: Course) -> Iterator[Stage]:
    """The stages that must have ended before; what is optional and was left out makes way for those before it."""
    by_id = {each.id: each for each in stages}
    found: dict[str, None] = {}
    waiting = list(stage.after)
    while waiting:
        earlier = by_id[waiting.pop(0)]
        if earlier.optional and not course.of(earlier).runs:
            waiting += earlier.after
        elif earlier.id not in found:
            found[earlier.id] = None
            yield earlier


def _notices_before(stage: Stage, stages: Iterable[Stage]) -> list[Stage]:
    by_id = {each.id: each for each in stages}
    found: dict[str, Stage] = {}
    waiting = list(stage.after)
    while waiting:
        earlier = by_id[waiting.pop(0)]
        if earlier.id not in found:
            found[earlier.id] = earlier
            waiting += earlier.after
    return [each for each in found.values() if each.kind == "notice"]


def _not_before(earlier: Stage, history: StageHistory, day: date) -> Iterator[Text]:
    """What of an earlier stage speaks against a stage of ``day``."""
    name = earlier.summary
    over = history.ended_application
    if over is not None and over <= day:
        said = over.isoformat()
        yield Text(f"无效：申报已于 {said} 终止", f"not valid: the application had ended on {said}")
    elif any(item.stood(day) for item in history.objections):
        yield Text("无效：当时有异议尚未处理", "not valid: an objection stood on that day")
    elif history.done is None:
        yield Text("无效：前一环节未记载完成：", "not valid: an earlier step is not recorded as done: ") + name
    elif history.done > day:
        said = history.done.isoformat()
        yield Text(f"无效：前一环节 {said} 才完成：", f"not valid: an earlier step was done only on {said}: ") + name


def _too_short(notice: Stage, history: StageHistory, until: date, calendar: WorkCalendar) -> Iterator[Text]:
    """A notice that had fewer days than the document asks."""
    if notice.length is None or history.posted is None:
        return
    length = notice.length
    needed = length.days.on(history.posted)
    had = _days_had(length, needed, history.posted, until, calendar)
    if had < needed:
        unit = Text("个工作日", "working days") if length.unit == "working" else Text("日", "calendar days")
        yield Text(
            f"无效：公示只有 {had} {unit.zh}，应为 {needed} {unit.zh}", f"not valid: the notice had {had} of {needed} {unit.en}"
        )


def _days_had(length: Length, needed: int, posted: date, until: date, calendar: WorkCalendar) -> int:
    """How many of its days a notice had by the end of a day; at most those it needs."""
    if length.unit == "calendar":
        return max(0, min(needed, (until - posted).days + (1 if length.count_first else 0)))
    had = 0
    while had < needed and calendar.nth_working_day(posted, had + 1, count_first=length.count_first).day <= until:
        had += 1
    return had
