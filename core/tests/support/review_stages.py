"""Stages of made-up procedures, and the days of the steps that a plan makes of them."""

from collections.abc import Callable
from datetime import date
from typing import Any

from laowu.model.answers import PlannedStep, ReviewPlan
from laowu.model.level import Level
from laowu.rules.dated import Dated
from laowu.rules.review import Length, Stage
from laowu.text import Text, same

Planned = Callable[..., ReviewPlan]

HEAD: dict[str, Any] = {"document": "d1", "clause": "第六条", "since": date(2020, 1, 1), "levels": (Level.MUNICIPAL,)}


def stage(name: str, *after: str, kind: Any = "review", **more: Any) -> Stage:
    """A stage that comes after others, a review unless said otherwise."""
    plain = {"summary": Text(f"环节{name}", f"stage {name}"), "actor": same("局"), "stage": name.lower(), **HEAD}
    return Stage(**{**plain, "id": name, "kind": kind, "after": after, **more})


def lasting(number: int, **more: Any) -> Length:
    """How long a stage lasts, in working days unless said otherwise."""
    return Length(days=Dated.always(number), **more)


def days_of(step: PlannedStep) -> tuple[date, date]:
    """First and last day of a step that comes."""
    assert step.begins is not None
    assert step.ends is not None
    return step.begins, step.ends


def remarks_on(step: PlannedStep) -> list[str]:
    """What a plan remarks on a step."""
    return [remark.en for remark in step.remarks]
