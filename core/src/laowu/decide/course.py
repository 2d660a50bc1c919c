"""What has happened to an application, stage by stage, as it is known on the date judged."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

import attrs

from laowu.model.dossier import Progress, ProgressResult
from laowu.model.level import Level
from laowu.rules.review import Stage
from laowu.values import frozen


@frozen(kw_only=True)
class Objection:
    """An objection raised while a stage ran.

    Attributes:
        raised: the day it was raised.
        decided: the day it was dismissed or upheld; ``None`` while it stands.
        upheld: it was upheld.
    """

    raised: date
    decided: date | None = None
    upheld: bool = False

    def stood(self, day: date) -> bool:
        """Whether it was open on ``day``."""
        return self.raised <= day and (self.decided is None or day < self.decided)


@frozen(kw_only=True)
class StageHistory:
    """What has happened at one stage.

    Attributes:
        runs: each time it ran, in order.
        objections: what was raised against it.
    """

    runs: tuple[Progress, ...] = ()
    objections: tuple[Objection, ...] = ()

    @property
    def last(self) -> Progress | None:
        """The last run, or ``None`` when it has not begun."""
        return self.runs[-1] if self.runs else None

    @property
    def result(self) -> ProgressResult | None:
        """What came of the last run; ``None`` also while it goes on and when there is none."""
        return self.last.result if self.last else None

    @property
    def done(self) -> date | None:
        """The day it was passed, if that is how it stands."""
        return self.last.ended if self.last and self.last.result is ProgressResult.PASSED else None

    @property
    def open(self) -> bool:
        """Whether it has begun and goes on, also after it was sent back for supplement."""
        return self.last is not None and self.last.result in (None, ProgressResult.RETURNED)

    @property
    def posted(self) -> date | None:
        """The day from which its length counts: sent back, it goes on counting; broken off, it counts from a new beginning."""
        counting: date | None = None
        for run in self.runs:
            counting = None if run.result is ProgressResult.BROKEN_OFF else counting or run.began
        return counting

    @property
    def standing(self) -> Objection | None:
        """The first objection that stands."""
        return next((item for item in self.objections if item.decided is None), None)

    @property
    def ended_application(self) -> date | None:
        """The day on which it ended the application: by rejection, or by an objection that was upheld."""
        days = [item.decided for item in self.objections if item.upheld and item.decided]
        days += [run.ended for run in self.runs if run.result is ProgressResult.REJECTED and run.ended]
        return min(days, default=None)


_NOTHING = StageHistory()


@frozen(kw_only=True)
class Course:
    """What has happened to the application that runs, or ran last.

    Attributes:
        stages: histories by stage code.
        began: its first day; ``None`` when nothing is recorded.
        earlier: the days on which earlier applications were over.
        unknown: stage codes recorded that this procedure does not have.
    """

    stages: Mapping[str, StageHistory]
    began: date | None = None
    earlier: tuple[date, ...] = ()
    unknown: tuple[str, ...] = ()

    def of(self, stage: Stage) -> StageHistory:
        """What has happened at a stage."""
        return self.stages.get(stage.stage, _NOTHING)

    @property
    def ended(self) -> date | None:
        """The day on which the application ended without success; ``None`` when it has not."""
        days = [history.ended_application for history in self.stages.values()]
        return min((day for day in days if day is not None), default=None)


def applying(stages: Iterable[Stage], level: Level, on: date) -> list[Stage]:
    """The stages of a level in force on a day; what came after one that is not comes after those before that one."""
    nearest: dict[str, tuple[str, ...]] = {}
    kept: list[Stage] = []
    for stage in stages:
        after = tuple(dict.fromkeys(before for earlier in stage.after for before in nearest[earlier]))
        applies = stage.in_force(on) and level in stage.levels
        nearest[stage.id] = (stage.id,) if applies else after
        if applies:
            kept.append(stage if after == stage.after else attrs.evolve(stage, after=after))
    return kept


def course_of(stages: Sequence[Stage], recorded: Iterable[Progress], *, level: Level, jurisdiction: str, on: date) -> Course:
    """What has happened to the application of a level, as it is known on ``on``.

    A first stage that begins after an application was over begins another one; only the last is told in full.

    Args:
        stages: the stages of the procedure.
        recorded: the progress of the dossier.
        level: level applied for.
        jurisdiction: code of the region.
        on: date judged; what happened later is not looked at, and what ended later goes on.
    """
    ours = [
        _as_of(item, on)
        for item in recorded
        if item.jurisdiction in (None, jurisdiction) and item.level in (None, level) and item.began <= on
    ]
    known = {stage.stage for stage in stages}
    first = {stage.stage for stage in stages if not stage.after}
    followed = {earlier for stage in stages for earlier in stage.after}
    last = {stage.stage for stage in stages if stage.id not in followed and not stage.optional}
    current: list[Progress] = []
    earlier: list[date] = []
    for item in sorted((item for item in ours if item.stage in known), key=_in_order):
        over = _over(current, last)
        if over is not None and item.stage in first and not _objects(item) and over < item.began:
            earlier.append(over)
            current = []
        current.append(item)
    unknown = dict.fromkeys(item.stage for item in sorted(ours, key=_in_order) if item.stage not in known)
    return Course(
        stages={code: _history([item for item in current if item.stage == code]) for code in {item.stage for item in current}},
        began=min((item.began for item in current), default=None),
        earlier=tuple(earlier),
        unknown=tuple(unknown),
    )


def _as_of(item: Progress, on: date) -> Progress:
    if item.ended is None or item.ended <= on:
        return item
    return attrs.evolve(item, ended=None, result=ProgressResult.OBJECTION if _objects(item) else None)


def _objects(item: Progress) -> bool:
    return item.result is not None and item.result.objects


def _in_order(item: Progress) -> tuple[date, date, str, str]:
    """By time; what is told of one stretch of time in an order that does not depend on the file."""
    return (item.began, item.ended or date.max, item.stage, item.result.value if item.result else "")


def _over(items: list[Progress], last: set[str]) -> date | None:
    """The day on which an application was over: refused, or passed at each last stage."""
    histories = {code: _history([item for item in items if item.stage == code]) for code in {item.stage for item in items}}
    refused = Course(stages=histories).ended
    if refused is not None:
        return refused
    passed = [day for code in last if (day := histories.get(code, _NOTHING).done) is not None]
    return max(passed, default=None) if len(passed) == len(last) else None


def _history(items: list[Progress]) -> StageHistory:
    objections = [
        Objection(raised=item.began, decided=item.ended, upheld=item.result is ProgressResult.OBJECTION_UPHELD)
        for item in items
        if _objects(item)
    ]
    return StageHistory(runs=tuple(item for item in items if not _objects(item)), objections=tuple(objections))
