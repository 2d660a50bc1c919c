"""Who does what, with which papers, by when?"""

from datetime import date

import attrs

from laowu.model.answers.reading import ReadingUsed
from laowu.model.citation import Citation, Standing
from laowu.model.level import Target
from laowu.model.outcome import Outcome
from laowu.text import Text


@attrs.frozen(kw_only=True)
class MaterialNeed:
    """A paper the application must hold.

    Attributes:
        code: code of the paper in a dossier.
        label: its name.
        rule, clause: where it is asked for.
        needed: met when it is needed, not met when it is not, open while the facts that decide it are missing.
        held: whether it is at hand; ``None`` when unknown.
    """

    code: str
    label: Text
    rule: str
    clause: Citation
    needed: Outcome
    held: bool | None = None


@attrs.frozen(kw_only=True)
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
        begins: earliest first day; for a notice the posting day.
        ends: earliest last day.
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
    begins: date
    ends: date
    due: date | None = None
    latest: date | None = None
    provisional: bool = False
    remarks: tuple[Text, ...] = ()


@attrs.frozen(kw_only=True)
class ReviewPlan:
    """Who does what, with which papers, by when?

    Attributes:
        jurisdiction: code of the region.
        target: level and class applied for.
        on: date judged.
        start: first day of the plan.
        standing: what the answer is worth.
        steps: the steps in order.
        materials: the papers.
        provisional: some date rests on a year without an official calendar.
        readings: readings that bear on the plan.
        remarks: anything the reader must know.
    """

    jurisdiction: str
    target: Target
    on: date
    start: date
    standing: Standing
    steps: tuple[PlannedStep, ...]
    materials: tuple[MaterialNeed, ...] = ()
    provisional: bool = False
    readings: tuple[ReadingUsed, ...] = ()
    remarks: tuple[Text, ...] = ()
