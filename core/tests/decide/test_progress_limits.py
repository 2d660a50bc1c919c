"""Applications under way: limits missed, notices shorter than they must be, steps out of order."""

from datetime import date

import attrs
import pytest
from applications import REJECTED, STAGES, UNTIL_NOTICE, Told, faults, march, remarks, run, step
from hypothesis import given
from hypothesis import strategies as st
from known_workdays import DAY, works
from review_stages import lasting, stage

from laowu.model.answers import StepState

# Short notices, and steps out of order


@pytest.mark.parametrize(("approved", "had"), [(10, 0), (11, 1), (13, 3), (16, 4), (17, 5)])
def test_an_approval_before_the_notice_had_its_days_is_not_valid(told: Told, approved: int, had: int) -> None:
    progress = (*UNTIL_NOTICE[:2], run("notice", march(9), march(16)), run("approve", march(approved), march(approved)))
    short = f"not valid: the notice had {had} of 5 working days"

    found = faults(told(*progress, on=march(31)), "approve")

    assert (short in found) is (had < 5)
    assert bool(found) is (had < 5)


@pytest.mark.parametrize(("day", "had"), [(13, 4), (16, 5)])
def test_what_may_be_done_on_the_last_day_of_the_notice_is_valid_then_and_not_before(told: Told, day: int, had: int) -> None:
    stages = tuple(attrs.evolve(each, same_day=each.id == "approve") for each in STAGES)
    notice, approved = run("notice", march(9), march(16)), run("approve", march(day), march(day))

    plain, same_day = (told(*UNTIL_NOTICE[:2], notice, approved, on=march(20), stages=each) for each in (STAGES, stages))

    assert f"not valid: the notice had {had - 1} of 5 working days" in faults(plain, "approve")
    assert any("the notice had" in fault for fault in faults(same_day, "approve")) is (had < 5)


def test_a_notice_taken_down_early_is_not_valid_and_neither_is_what_rests_on_it(told: Told) -> None:
    progress = (*UNTIL_NOTICE[:2], run("notice", march(9), march(13)), run("approve", march(25), march(25)))

    plan = told(*progress, on=march(31))

    assert faults(plan, "notice") == faults(plan, "approve") == ["not valid: the notice had 4 of 5 working days"]
    assert step(plan, "approve").state is StepState.DONE


@given(posted=st.dates(date(2026, 2, 24), date(2026, 6, 10)), shown=st.integers(0, 15), needed=st.integers(1, 7))
def test_the_days_of_a_notice_are_those_a_walk_over_the_calendar_counts(
    told: Told, posted: date, shown: int, needed: int
) -> None:
    stages = (stage("notice", kind="notice", length=lasting(needed)),)
    until = posted + DAY * shown
    had = sum(works(posted + DAY * count) for count in range(1, shown + 1))

    plan = told(run("notice", posted, until), on=date(2026, 6, 30), stages=stages)

    assert faults(plan, "notice") == ([f"not valid: the notice had {had} of {needed} working days"] if had < needed else [])


def test_calendar_days_are_counted_through_rest_days(told: Told) -> None:
    stages = (stage("notice", kind="notice", length=lasting(7, unit="calendar", count_first=True)),)

    assert faults(told(run("notice", march(2), march(8)), on=march(31), stages=stages), "notice") == []
    assert faults(told(run("notice", march(2), march(7)), on=march(31), stages=stages), "notice") == [
        "not valid: the notice had 6 of 7 calendar days"
    ]


def test_a_step_is_never_silently_done_before_what_it_waits_for(told: Told) -> None:
    missing = told(run("apply", march(2), march(2)), run("approve", march(20), march(20)), on=march(31))
    later = told(run("apply", march(9), march(9)), run("review", march(3), march(6)), on=march(31))

    assert faults(missing, "approve") == ["not valid: an earlier step is not recorded as done: stage notice"]
    assert faults(later, "review") == ["not valid: an earlier step was done only on 2026-03-09: stage apply"]
    assert faults(missing, "apply") == []


def test_what_is_done_after_the_end_of_an_application_is_not_valid(told: Told) -> None:
    progress = (run("apply", march(2), march(2)), run("review", march(3), march(6), REJECTED), run("notice", march(9), march(16)))

    assert faults(told(*progress, on=march(31)), "notice") == ["not valid: the application had ended on 2026-03-06"]


# Limits


def test_a_limit_missed_is_told_with_the_days(told: Told) -> None:
    done_late = told(run("apply", march(20), date(2026, 4, 5)), on=date(2026, 4, 30))
    not_done = told(run("apply", march(20)), on=date(2026, 4, 10))
    in_time = told(run("apply", march(20), march(31)), on=date(2026, 4, 30))

    assert (step(done_late, "apply").state, step(done_late, "apply").days_late) == (StepState.DONE, 5)
    assert (step(not_done, "apply").state, step(not_done, "apply").days_late) == (StepState.LATE, 10)
    assert (step(in_time, "apply").state, step(in_time, "apply").days_late) == (StepState.DONE, None)
    assert remarks(done_late, "apply") == ["past the limit of 2026-03-31", "5 days late"]
    assert remarks(in_time, "apply") == []


def test_a_limit_that_passed_before_anything_began_is_late_by_today(told: Told) -> None:
    plan = told(start=march(2), on=date(2026, 4, 1))

    assert (step(plan, "apply").state, step(plan, "apply").days_late) == (StepState.LATE, 1)
    assert step(told(start=march(2), on=march(31)), "apply").state is StepState.NOT_BEGUN
