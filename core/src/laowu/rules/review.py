"""Review rules: stages of the procedure and the papers an application must hold."""

from collections.abc import Callable
from datetime import date
from typing import Any, Literal

import attrs

from laowu.model.level import Level
from laowu.rules.dated import Dated, each_at_least
from laowu.rules.predicate import Predicate
from laowu.rules.rule import Rule
from laowu.text import Text
from laowu.values import frozen

StageKind = Literal["apply", "review", "site_check", "notice", "submit", "approve", "publish"]


def _up_to(last: int) -> "Callable[[Any, attrs.Attribute[int | None], int | None], None]":
    """A validator for one of the numbers from 1 to ``last``."""
    return attrs.validators.optional(attrs.validators.and_(attrs.validators.ge(1), attrs.validators.le(last)))


@frozen(kw_only=True)
class Length:
    """How long a stage lasts by the document.

    Attributes:
        days: number of days.
        unit: working days on the official calendar with make-up days, or calendar days.
        count_first: the day the stage begins is the first of them.
    """

    days: Dated[int] = attrs.field(validator=each_at_least(1))
    unit: Literal["working", "calendar"] = "working"
    count_first: bool = False


@frozen(kw_only=True)
class Due:
    """The last day the document sets for a stage: one fixed date, or the same day every year.

    Attributes:
        on: the fixed date of one round.
        month, day: the day of every year, where there is no fixed date: the first one that is not before the application begins,
            nor before the last day set for a stage that comes before.
        included: whether the day itself still counts (届满、以前 include it by default).
        on_rest_day: where the last day that counts falls on a rest day: it ``stays`` (and a warning is given), or it is the
            working day ``before`` or ``after``.
    """

    on: date | None = None
    month: int | None = attrs.field(default=None, validator=_up_to(12))
    day: int | None = attrs.field(default=None, validator=_up_to(31))
    included: bool = True
    on_rest_day: Literal["stays", "before", "after"] = "stays"

    def __attrs_post_init__(self) -> None:
        """Refuse a due day that is both fixed and yearly, or neither.

        Raises:
            ValueError: the fields do not say one day.
        """
        yearly = self.month is not None and self.day is not None
        if yearly == (self.on is not None) or (self.month is None) != (self.day is None):
            raise ValueError("a due day is either 'on' a date or a 'month' and 'day' of every year")
        if yearly:
            date(2000, self.month or 1, self.day or 1)


@frozen(kw_only=True)
class Stage(Rule):
    """One stage of the procedure.

    Attributes:
        stage: code of the stage.
        kind: what happens: ``notice`` is the public notice that blocks what follows until it has ended.
        levels: levels whose procedure has the stage.
        actor: who does it.
        after: ids of the stages that must have ended before.
        same_day: it may begin on the day on which the last of those before it ends; else on the next working day.
        length: the stated length; ``None`` when the document states none.
        due: the last day the document sets; ``None`` when it sets none.
        optional: done only when the office sees need.
        reapply: what the document states about applying again once this stage has ended an application; ``None`` where it
            states nothing.
        remark: printed beside the step.
    """

    stage: str
    kind: StageKind
    levels: tuple[Level, ...] = attrs.field(validator=attrs.validators.min_len(1))
    actor: Text
    after: tuple[str, ...] = ()
    same_day: bool = False
    length: Length | None = None
    due: Due | None = None
    optional: bool = False
    reapply: Text | None = None
    remark: Text | None = None


@frozen(kw_only=True)
class Paper(Rule):
    """One paper of an application; its summary is its name.

    Attributes:
        code: code of the paper in a dossier.
        levels: levels whose application needs it.
        needed_if: it is needed only if this holds; ``None`` when it always is.
    """

    code: str
    levels: tuple[Level, ...] = attrs.field(validator=attrs.validators.min_len(1))
    needed_if: Predicate | None = None


@frozen(kw_only=True)
class ReviewRules:
    """How an application runs.

    Attributes:
        stages: the stages, in order; each ``after`` names earlier ones, so the graph has no cycle.
        papers: the papers.
    """

    stages: tuple[Stage, ...] = attrs.field(validator=attrs.validators.min_len(1))
    papers: tuple[Paper, ...] = ()

    @stages.validator
    def _runs_forward(self, attribute: "attrs.Attribute[tuple[Stage, ...]]", value: tuple[Stage, ...]) -> None:
        seen: set[str] = set()
        for stage in value:
            unknown = [earlier for earlier in stage.after if earlier not in seen]
            if unknown:
                raise ValueError(f"stage {stage.id} comes after {', '.join(unknown)}, which no earlier stage is called")
            seen.add(stage.id)
