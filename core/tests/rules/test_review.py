"""What a stage and its days may say, also where they are written in Python."""

from datetime import date
from typing import Any

import pytest

from laowu.model.level import Level
from laowu.rules.review import Due, ReviewRules, Stage
from laowu.text import same


def stage(name: str, *after: str) -> Stage:
    return Stage(
        id=name, summary=same("x"), document="d1", clause="一", since=date(2022, 1, 1),
        stage=name, kind="review", levels=(Level.MUNICIPAL,), actor=same("x"), after=after,
    )  # fmt: skip


def test_stages_run_forward() -> None:
    assert len(ReviewRules(stages=(stage("a"), stage("b", "a"), stage("c", "a", "b"))).stages) == 3


@pytest.mark.parametrize("stages", [(stage("a", "a"),), (stage("a", "b"), stage("b")), (stage("a", "x"),)])
def test_a_stage_after_no_earlier_one_is_refused(stages: tuple[Stage, ...]) -> None:
    with pytest.raises(ValueError, match="no earlier stage is called"):
        ReviewRules(stages=stages)


@pytest.mark.parametrize("days", [{"on": date(2022, 12, 2)}, {"month": 2, "day": 29}, {"month": 12, "day": 31}])
def test_a_due_day_is_fixed_or_yearly(days: dict[str, Any]) -> None:
    assert Due(**days).included


@pytest.mark.parametrize(
    "days",
    [
        {},
        {"month": 10},
        {"day": 31},
        {"on": date(2022, 12, 2), "month": 12, "day": 2},
        {"on": date(2022, 12, 2), "day": 2},
        {"month": 2, "day": 30},
        {"month": 13, "day": 1},
        {"month": 1, "day": 0},
    ],
)
def test_a_due_day_that_says_no_day_or_two_is_refused(days: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"due day|out of range|must be"):
        Due(**days)
