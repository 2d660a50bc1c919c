"""Who does what, with which papers, by when?"""

from datetime import date
from enum import Enum

from laowu.model.answers.finding import Observation
from laowu.model.answers.programme import FormState
from laowu.model.answers.reading import ReadingUsed
from laowu.model.citation import Citation, Standing
from laowu.model.level import Target
from laowu.model.outcome import Outcome
from laowu.text import Text
from laowu.values import frozen


@frozen(kw_only=True)
class MaterialNeed:
    """A paper the application must hold.

    Attributes:
        code: code of the paper in a dossier.
        label: its name.
        rule, clause: where it is asked for.
        needed: met when it is needed, not met when it is not, open while the facts that decide it are missing.
        held: whether it is at hand; ``None`` when unknown.
        observations: the comparisons that decide whether it is needed.
    """

    code: str
    label: Text
    rule: str
    clause: Citation
    needed: Outcome
    held: bool | None = None
    observations: tuple[Observation, ...] = ()


class StepState(Enum):
    """Where a step of an application stands."""

    NOT_BEGUN = "not begun"
    UNDER_WAY = "under way"
    DONE = "done"
    LATE = "late"
    BLOCKED = "blocked"
    SKIPPED = "skipped"
    ENDED = "ended the application"

    @property
    def label(self) -> Text:
        """The state as a reader sees it."""
        return _STATES[self]


_STATES = {
    StepState.NOT_BEGUN: Text("未开始", "not begun"),
    StepState.UNDER_WAY: Text("办理中", "under way"),
    StepState.DONE: Text("已完成", "done"),
    StepState.LATE: Text("逾期未完成", "late"),
    StepState.BLOCKED: Text("受阻", "blocked"),
    StepState.SKIPPED: Text("未开展", "skipped"),
    StepState.ENDED: Text("申报终止于此", "ended the application"),
}


@frozen(kw_only=True)
class PlannedStep:
    """One step of a procedure on the calendar.

    Attributes:
        stage: code of the stage.
        rule, clause: where it stands.
        summary: what happens, in our own words.
        actor: who does it.
        kind: ``apply``, ``review``, ``site_check``, ``notice``, ``submit``, ``approve``, ``publish``.
        optional: done only when the office sees need.
        length: the stated length, as text; ``None`` when the document states none.
        state: where it stands on the date judged, by the progress the dossier records. ``late`` is not done although its
            date has passed; ``blocked`` waits for an objection, or will never come because the application has ended; an
            optional step that others have overtaken is ``skipped``.
        begins: the first day, for a notice the posting day: the real one once it has begun, else the earliest possible;
            ``None`` for a step that does not come.
        ends: the last day: the real one once it is done, else the earliest possible; ``None`` for a step that does not come.
        days_late: calendar days between ``due`` and the day it was done or, while it is not, the date judged; ``None`` when it
            is not late.
        faults: why the step is not valid as it was recorded; empty when nothing is wrong with it.
        due: the last day the document sets, or ``None``.
        latest: the latest first day that still keeps the next fixed date, or ``None``.
        provisional: a year without an official calendar lies on the way.
        remarks: anything the reader must know.
    """

    stage: str
    rule: str
    clause: Citation
    summary: Text
    actor: Text
    kind: str
    optional: bool = False
    length: Text | None = None
    state: StepState = StepState.NOT_BEGUN
    begins: date | None
    ends: date | None
    days_late: int | None = None
    faults: tuple[Text, ...] = ()
    due: date | None = None
    latest: date | None = None
    provisional: bool = False
    remarks: tuple[Text, ...] = ()


@frozen(kw_only=True)
class ReviewPlan:
    """Who does what, with which papers, by when?

    Attributes:
        jurisdiction: code of the region.
        target: level and class applied for.
        on: date judged.
        start: first day of the plan.
        began: day on which the application recorded in the dossier began; ``None`` without one.
        ended: day on which it ended without success; ``None`` when it has not.
        standing: what the answer is worth.
        steps: the steps in order.
        materials: the papers.
        forms: those of the papers that are forms, cell by cell.
        provisional: some date rests on a year without an official calendar.
        readings: readings that bear on the plan.
        remarks: anything the reader must know.
    """

    jurisdiction: str
    target: Target
    on: date
    start: date
    began: date | None = None
    ended: date | None = None
    standing: Standing
    steps: tuple[PlannedStep, ...]
    materials: tuple[MaterialNeed, ...] = ()
    forms: tuple[FormState, ...] = ()
    provisional: bool = False
    readings: tuple[ReadingUsed, ...] = ()
    remarks: tuple[Text, ...] = ()
