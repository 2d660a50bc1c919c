"""Review plans: rounds with fixed dates, yearly days, limits that fall on a rest day, and the latest day to begin."""

from datetime import date
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from known_workdays import walked, works
from review_stages import Planned, days_of, lasting, remarks_on, stage

from laowu.decide.review import due_day
from laowu.model.citation import Standing
from laowu.rules.review import Due, Stage

# The round of 2022 in which a notice of five working days must have ended before the files go up on 2 December.

ROUND = (
    stage("apply", kind="apply", due=Due(on=date(2022, 11, 22))),
    stage("check", "apply"),
    stage("notice", "check", kind="notice", length=lasting(5)),
    stage("submit", "notice", kind="submit", due=Due(on=date(2022, 12, 2))),
)
ROUND_2022 = {"d1": {"since": date(2022, 1, 1), "round_ends": date(2022, 12, 31)}}


def test_a_notice_posted_on_24_november_2022_lets_the_files_go_on_2_december(planned: Planned) -> None:
    plan = planned(*ROUND, start=date(2022, 11, 22), documents=ROUND_2022)

    assert [tuple(day.day for day in days_of(step)) for step in plan.steps] == [(22, 22), (23, 23), (24, 1), (2, 2)]
    assert [step.latest for step in plan.steps] == [date(2022, 11, 22), date(2022, 11, 23), date(2022, 11, 24), date(2022, 12, 2)]
    assert remarks_on(plan.steps[0])[-1] == remarks_on(plan.steps[3])[-1] == "this is the last day of the limit"
    assert plan.standing is Standing.IN_FORCE


def test_a_day_later_the_notice_ends_on_the_day_the_files_are_due_and_they_are_late(planned: Planned) -> None:
    plan = planned(*ROUND, start=date(2022, 11, 23), documents=ROUND_2022)

    assert plan.steps[2].begins == date(2022, 11, 25)
    assert plan.steps[2].ends == date(2022, 12, 2)
    assert "past the limit of 2022-11-22" in remarks_on(plan.steps[0])
    assert "past the limit of 2022-12-02" in remarks_on(plan.steps[3])


def test_what_may_begin_on_the_last_day_of_the_notice_gains_that_day(planned: Planned) -> None:
    notice = stage("notice", kind="notice", length=lasting(5))
    sent = stage("send", "notice", kind="submit", due=Due(on=date(2022, 12, 2)), same_day=True)

    posted = planned(notice, sent, start=date(2022, 11, 25))

    assert [days_of(step) for step in posted.steps][1] == (date(2022, 12, 2), date(2022, 12, 2))
    assert posted.steps[0].latest == date(2022, 11, 25)
    rest = planned(stage("notice", kind="notice", length=lasting(5, unit="calendar")), sent, start=date(2022, 11, 21))
    assert rest.steps[1].begins == date(2022, 11, 28)


def test_after_its_year_the_round_keeps_its_dates_and_a_plan_counts_from_its_start(planned: Planned) -> None:
    plan = planned(*ROUND, start=date(2026, 3, 2), documents=ROUND_2022)

    assert plan.standing is Standing.LAST_KNOWN_ROUND
    assert [step.due for step in plan.steps] == [date(2022, 11, 22), None, None, date(2022, 12, 2)]
    assert [step.latest for step in plan.steps] == [None] * 4
    assert remarks_on(plan.steps[3])[-1] == "2022-12-02 was that round's date; this plan counts from its own start"
    assert plan.steps[0].begins == date(2026, 3, 2)


def test_the_yearly_dates_beside_an_ended_round_still_bind(planned: Planned) -> None:
    stages = (*ROUND, stage("yearly", document="d2", due=Due(month=10, day=30)))

    plan = planned(*stages, start=date(2026, 3, 2), documents={**ROUND_2022, "d2": {"since": date(2020, 1, 1)}})

    assert plan.standing is Standing.LAST_KNOWN_ROUND
    assert [step.latest for step in plan.steps] == [None, None, None, None, date(2026, 10, 30)]


@pytest.mark.parametrize(
    ("due", "start", "day"),
    [
        (Due(on=date(2022, 12, 2)), "2026-01-01", "2022-12-02"),
        (Due(on=date(2022, 12, 2), included=False), "2022-01-01", "2022-12-01"),
        (Due(month=10, day=31), "2026-10-31", "2026-10-31"),
        (Due(month=10, day=31), "2026-11-01", "2027-10-31"),
        (Due(month=10, day=31, included=False), "2026-10-30", "2026-10-30"),
        (Due(month=10, day=31, included=False), "2026-10-31", "2027-10-30"),
        (Due(month=1, day=1, included=False), "2026-05-01", "2026-12-31"),
        (Due(month=1, day=1, included=False), "2026-12-31", "2026-12-31"),
        (Due(month=2, day=29), "2026-01-01", "2026-02-28"),
        (Due(month=2, day=29), "2028-01-01", "2028-02-29"),
    ],
)
def test_the_last_day_that_counts_is_never_before_the_start(due: Due, start: str, day: str) -> None:
    assert due_day(due, date.fromisoformat(start)).isoformat() == day


@pytest.mark.parametrize(
    ("on_rest_day", "due", "day"),
    [
        ("stays", Due(month=10, day=31), "2026-10-31"),
        ("before", Due(month=10, day=31), "2026-10-30"),
        ("after", Due(month=10, day=31), "2026-11-02"),
        ("before", Due(on=date(2026, 10, 10)), "2026-10-10"),  # a Saturday that works
        ("after", Due(on=date(2026, 10, 1)), "2026-10-08"),
        ("before", Due(on=date(2026, 10, 8), included=False), "2026-09-30"),
    ],
)
def test_a_rest_day_may_give_way_to_a_working_day(planned: Planned, on_rest_day: Any, due: Due, day: str) -> None:
    moving = attrs.evolve(due, on_rest_day=on_rest_day)

    (step,) = planned(stage("A", due=moving), start=date(2026, 3, 2)).steps

    assert step.due == due_day(moving, date(2026, 3, 2)) == date.fromisoformat(day)
    assert any("rest day" in remark for remark in remarks_on(step)) is (on_rest_day == "stays")


def test_a_yearly_day_that_was_moved_before_the_start_is_next_years() -> None:
    assert due_day(Due(month=10, day=31, on_rest_day="before"), date(2026, 10, 31)) == date(2027, 10, 29)


YEARLY_ROUND = (
    stage("apply", kind="apply", due=Due(month=10, day=31)),
    stage("check", "apply"),
    stage("recognise", "check", due=Due(month=12, day=31)),
    stage("report", "recognise", due=Due(month=3, day=1)),
)


@pytest.mark.parametrize(
    ("start", "dues"),
    [
        ("2026-10-12", ["2026-10-31", None, "2026-12-31", "2027-03-01"]),
        ("2026-11-02", ["2027-10-31", None, "2027-12-31", "2028-03-01"]),
        ("2027-01-04", ["2027-10-31", None, "2027-12-31", "2028-03-01"]),
    ],
)
def test_the_yearly_days_of_a_procedure_are_those_of_one_round(planned: Planned, start: str, dues: list[str | None]) -> None:
    plan = planned(*YEARLY_ROUND, start=date.fromisoformat(start))

    assert [step.due and step.due.isoformat() for step in plan.steps] == dues


def test_a_yearly_day_waits_for_a_round_with_fixed_dates_but_not_for_one_beside_it(planned: Planned) -> None:
    stages = (
        stage("apply", due=Due(on=date(2027, 2, 1))),
        stage("after", "apply", due=Due(month=12, day=31)),
        stage("beside", due=Due(month=12, day=31)),
    )

    plan = planned(*stages, start=date(2026, 11, 2))

    assert [step.due for step in plan.steps] == [date(2027, 2, 1), date(2027, 12, 31), date(2026, 12, 31)]


@pytest.mark.parametrize(
    ("start", "last", "expected"),
    [
        ("2026-10-29", [], []),
        ("2026-10-30", ["this is the last day of the limit"], []),
        ("2026-10-31", ["past the limit of 2026-10-30", "1 day late"], []),
    ],
)
def test_the_last_day_and_the_day_after_are_told(planned: Planned, start: str, last: list[str], expected: list[str]) -> None:
    due = Due(on=date(2026, 10, 30))

    (step,) = planned(stage("A", due=due), start=date.fromisoformat(start)).steps

    assert remarks_on(step)[1:] == last + expected


def test_a_due_day_that_is_a_rest_day_warns_and_the_work_must_begin_before(planned: Planned) -> None:
    before, step = planned(
        stage("N", length=lasting(5)), stage("A", "N", due=Due(month=10, day=31)), start=date(2026, 10, 12)
    ).steps

    assert step.due == date(2026, 10, 31)
    assert remarks_on(step)[1:] == ["2026-10-31 is a rest day: hand in earlier"]
    assert step.latest == date(2026, 10, 30)
    assert before.latest == date(2026, 10, 22)


def test_a_due_day_that_is_a_make_up_day_is_a_working_day(planned: Planned) -> None:
    (step,) = planned(stage("A", due=Due(on=date(2026, 10, 10))), start=date(2026, 10, 8)).steps

    assert remarks_on(step)[1:] == []
    assert step.latest == date(2026, 10, 10)


@st.composite
def procedures(draw: st.DrawFn) -> tuple[Stage, ...]:
    """A few stages that follow earlier ones, of any length; the last must begin by a fixed date."""
    made: list[Stage] = []
    for place in range(draw(st.integers(1, 4))):
        after = draw(st.lists(st.sampled_from([each.id for each in made]), unique=True)) if made else []
        length = draw(
            st.none()
            | st.builds(lasting, st.integers(1, 9), unit=st.sampled_from(["working", "calendar"]), count_first=st.booleans())
        )
        made.append(stage(f"S{place}", *after, length=length))
    last = stage("last", *(each.id for each in made), due=Due(on=draw(st.dates(date(2026, 6, 1), date(2026, 12, 20)))))
    return (*made, last)


@given(stages=procedures())
def test_the_latest_day_keeps_the_date_and_the_next_working_day_breaks_it(planned: Planned, stages: tuple[Stage, ...]) -> None:
    plan = planned(*stages, start=date(2026, 1, 5))
    first = min(step.latest for step in plan.steps if step.latest is not None)

    kept = planned(*stages, start=first, on=date(2026, 1, 5))
    broken = planned(*stages, start=walked(first, 1), on=date(2026, 1, 5))

    assert all(step.latest is not None and works(step.latest) for step in plan.steps)
    due = plan.steps[-1].due
    assert due is not None
    assert days_of(kept.steps[-1])[0] <= due < days_of(broken.steps[-1])[0]
    assert all(days_of(step)[0] <= latest for step in kept.steps if (latest := step.latest) is not None)


@given(stages=procedures())
def test_stages_begin_on_working_days_after_those_before_have_ended(planned: Planned, stages: tuple[Stage, ...]) -> None:
    steps = {step.rule: days_of(step) for step in planned(*stages, start=date(2026, 1, 5)).steps}

    for each in stages:
        begins, _ = steps[each.id]
        assert works(begins)
        assert all(steps[earlier][1] < begins for earlier in each.after)
