"""An application under way in a made-up procedure: what was done on which day, and what a plan tells of each step."""

from collections.abc import Callable
from datetime import date
from typing import Any

from review_stages import lasting, stage

from laowu.model.answers import PlannedStep, ReviewPlan
from laowu.model.dossier import Progress, ProgressResult
from laowu.rules.review import Due

Told = Callable[..., ReviewPlan]

PASSED, REJECTED, RETURNED = ProgressResult.PASSED, ProgressResult.REJECTED, ProgressResult.RETURNED
OBJECTION, DISMISSED, UPHELD = ProgressResult.OBJECTION, ProgressResult.OBJECTION_DISMISSED, ProgressResult.OBJECTION_UPHELD

STAGES = (
    stage("apply", kind="apply", due=Due(month=3, day=31)),
    stage("review", "apply"),
    stage("visit", "apply", kind="site_check", optional=True),
    stage("notice", "review", "visit", kind="notice", length=lasting(5)),
    stage("approve", "notice", kind="approve"),
    stage("publish", "approve", kind="publish"),
)


def march(day: int) -> date:
    """A day of March 2026."""
    return date(2026, 3, day)


def run(name: str, began: date, ended: date | None = None, result: ProgressResult | None = PASSED, **more: Any) -> Progress:
    """A stage that was begun, and perhaps ended."""
    return Progress(stage=name, began=began, ended=ended, result=result if ended or result is OBJECTION else None, **more)


#: Handed in on 2 March, reviewed by the 6th, on notice from the 9th: five working days end on the 16th.
UNTIL_NOTICE = (
    run("apply", march(2), march(2)),
    run("review", march(3), march(6)),
    run("notice", march(9)),
)


def step(plan: ReviewPlan, name: str) -> PlannedStep:
    """The step of a stage."""
    return next(each for each in plan.steps if each.stage == name)


def states(plan: ReviewPlan) -> list[str]:
    """Where each step stands."""
    return [each.state.value for each in plan.steps]


def remarks(plan: ReviewPlan, name: str) -> list[str]:
    """What is remarked on the step of a stage."""
    return [remark.en for remark in step(plan, name).remarks]


def faults(plan: ReviewPlan, name: str) -> list[str]:
    """What is wrong with the step of a stage."""
    return [fault.en for fault in step(plan, name).faults]
