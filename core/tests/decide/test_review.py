"""Review plans: stages on the official calendar, checked against a hand-made one of 2022 and 2026."""

from collections.abc import Callable
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from laowu.calendar.workdays import WorkCalendar
from laowu.decide.review import due_day, length_wording
from laowu.model.answers import PlannedStep, ReviewPlan
from laowu.model.citation import Standing
from laowu.model.level import Level
from laowu.rules.dated import Dated, DatedValue
from laowu.rules.review import Due, Length, Stage
from laowu.text import Text, same

HEAD: dict[str, Any] = {"document": "d1", "clause": "第六条", "since": date(2020, 1, 1), "levels": (Level.MUNICIPAL,)}
DAY = timedelta(days=1)


def span(first: str, last: str) -> set[date]:
    start, end = date.fromisoformat(first), date.fromisoformat(last)
    return {start + DAY * count for count in range((end - start).days + 1)}


#: Copied by hand from the State Council's notices for 2022 and 2026: what is off, and which weekends work.
OFF = set().union(
    *(span("2022-01-01", "2022-01-03"), span("2022-01-31", "2022-02-06"), span("2022-04-03", "2022-04-05")),
    *(span("2022-04-30", "2022-05-04"), span("2022-06-03", "2022-06-05"), span("2022-09-10", "2022-09-12")),
    *(span("2022-10-01", "2022-10-07"), span("2026-01-01", "2026-01-03"), span("2026-02-15", "2026-02-23")),
    *(span("2026-04-04", "2026-04-06"), span("2026-05-01", "2026-05-05"), span("2026-06-19", "2026-06-21")),
    *(span("2026-09-25", "2026-09-27"), span("2026-10-01", "2026-10-07")),
)
MAKE_UP = {
    *map(date.fromisoformat, ("2022-01-29", "2022-01-30", "2022-04-02", "2022-04-24", "2022-05-07", "2022-10-08", "2022-10-09")),
    *map(date.fromisoformat, ("2026-01-04", "2026-02-14", "2026-02-28", "2026-05-09", "2026-09-20", "2026-10-10")),
}


def works(day: date) -> bool:
    return day in MAKE_UP or (day.weekday() < 5 and day not in OFF)


def walked(day: date, days: int) -> date:
    """The last of so many working days after ``day``, one day at a time."""
    while days:
        day += DAY
        days -= works(day)
    return day


def begun(day: date) -> date:
    while not works(day):
        day += DAY
    return day


def stage(name: str, *after: str, kind: Any = "review", **more: Any) -> Stage:
    plain = {"summary": Text(f"环节{name}", f"stage {name}"), "actor": same("局"), "stage": name.lower(), **HEAD}
    return Stage(**{**plain, "id": name, "kind": kind, "after": after, **more})


def days(number: int, **more: Any) -> Length:
    return Length(days=Dated.always(number), **more)


Planned = Callable[..., ReviewPlan]
starts = st.one_of(st.dates(date(2022, 1, 1), date(2022, 11, 30)), st.dates(date(2026, 1, 1), date(2026, 11, 30)))


def days_of(step: PlannedStep) -> tuple[date, date]:
    """First and last day of a step that comes."""
    assert step.begins is not None
    assert step.ends is not None
    return step.begins, step.ends


def remarks(step: PlannedStep) -> list[str]:
    return [remark.en for remark in step.remarks]


def test_the_hand_made_calendar_is_the_programs() -> None:
    calendar = WorkCalendar()

    for day in span("2022-01-01", "2022-12-31") | span("2026-01-01", "2026-12-31"):
        assert calendar.is_working_day(day) is works(day), day


@given(start=starts, length=st.integers(1, 15), count_first=st.booleans())
def test_a_notice_ends_where_a_walk_over_the_calendar_ends(
    planned: Planned, start: date, length: int, *, count_first: bool
) -> None:
    notice = stage("N", kind="notice", length=days(length, count_first=count_first))

    first, second = planned(notice, stage("A", "N"), start=start).steps

    assert first.begins == begun(start)
    assert first.ends == walked(first.begins, length - 1 if count_first else length)
    assert second.begins == second.ends == walked(first.ends, 1)


@pytest.mark.parametrize(
    ("posted", "length", "ends"),
    [
        ("2022-09-29", 5, "2022-10-11"),  # National Day, and the two days that make up for it
        ("2022-01-27", 5, "2022-02-08"),  # the make-up weekend before the Spring Festival counts
        ("2022-04-29", 5, "2022-05-10"),
        ("2026-09-30", 5, "2026-10-13"),  # 10 October, a Saturday, works
        ("2026-02-12", 5, "2026-02-26"),
        ("2026-09-17", 5, "2026-09-23"),  # 20 September, a Sunday, works
        ("2026-12-31", 1, "2027-01-01"),
    ],
)
def test_a_notice_across_holidays_and_make_up_days(planned: Planned, posted: str, length: int, ends: str) -> None:
    (step,) = planned(stage("N", kind="notice", length=days(length)), start=date.fromisoformat(posted)).steps

    assert [day.isoformat() for day in days_of(step)] == [posted, ends]
    assert step.provisional is ends.startswith("2027")


@pytest.mark.parametrize(("count_first", "ends"), [(False, "2026-03-12"), (True, "2026-03-11")])
def test_calendar_days_run_through_rest_days(planned: Planned, *, count_first: bool, ends: str) -> None:
    length = days(10, unit="calendar", count_first=count_first)

    first, second = planned(stage("N", length=length), stage("A", "N"), start=date(2026, 3, 2)).steps

    assert days_of(first) == (date(2026, 3, 2), date.fromisoformat(ends))
    assert second.begins == begun(date.fromisoformat(ends) + DAY)


def test_a_calendar_length_may_end_on_a_rest_day_and_what_follows_waits(planned: Planned) -> None:
    first, second = planned(stage("N", length=days(5, unit="calendar")), stage("A", "N"), start=date(2026, 3, 2)).steps

    assert (first.ends, second.begins) == (date(2026, 3, 7), date(2026, 3, 9))


def test_a_stage_of_unknown_length_ends_the_day_it_begins_and_says_so(planned: Planned) -> None:
    first, second = planned(stage("A", remark=Text("注", "note")), stage("B", "A"), start=date(2026, 2, 15)).steps

    assert first.begins == first.ends == date(2026, 2, 24)
    assert second.begins == date(2026, 2, 25)
    assert remarks(first) == ["note", "no length is stated: the earliest possible day is shown"]
    assert first.length is None


def test_branches_run_side_by_side_and_meet_when_the_last_has_ended(planned: Planned) -> None:
    steps = planned(
        stage("A"),
        stage("B", "A", length=days(3)),
        stage("C", "A", length=days(8), optional=True),
        stage("D", "B", "C"),
        stage("E"),
        start=date(2026, 3, 2),
    ).steps

    begins = {step.rule: step.begins for step in steps}
    assert begins["B"] == begins["C"] == date(2026, 3, 3)
    assert begins["D"] == walked(walked(date(2026, 3, 3), 8), 1)
    assert begins["E"] == date(2026, 3, 2)
    assert [step.optional for step in steps] == [False, False, True, False, False]


def test_what_comes_after_a_stage_of_another_level_comes_after_those_before_that_one(planned: Planned) -> None:
    steps = planned(
        stage("A", length=days(3)),
        stage("B", "A", levels=(Level.PROVINCIAL,), length=days(9)),
        stage("C", "B", until=date(2026, 1, 1)),
        stage("D", "C", "A", due=Due(on=date(2026, 4, 10))),
        start=date(2026, 3, 2),
    ).steps

    assert [step.rule for step in steps] == ["A", "D"]
    assert steps[1].begins == walked(days_of(steps[0])[1], 1) == date(2026, 3, 6)
    assert steps[0].latest == date(2026, 4, 3)


def test_a_length_that_changed_is_that_of_the_date_judged(planned: Planned) -> None:
    length = Length(days=Dated((DatedValue(value=7), DatedValue(since=date(2026, 1, 1), value=5))))

    (before,) = planned(stage("N", length=length), start=date(2026, 3, 2), on=date(2025, 12, 31)).steps
    (after,) = planned(stage("N", length=length), start=date(2026, 3, 2), on=date(2026, 1, 1)).steps

    assert (before.length, before.ends) == (Text("7 个工作日", "7 working days"), date(2026, 3, 11))
    assert (after.length, after.ends) == (Text("5 个工作日", "5 working days"), date(2026, 3, 9))
    assert length_wording(days(10, unit="calendar"), date(2026, 1, 1)) == Text("10 日", "10 calendar days")


def test_a_chain_of_stages_leaves_no_day_unaccounted_for(planned: Planned) -> None:
    steps = planned(stage("A"), stage("B", "A"), stage("C", "B"), stage("D", "C"), start=date(2022, 9, 29)).steps

    assert [later.begins for _, later in pairwise(steps)] == [walked(days_of(step)[1], 1) for step in steps[:-1]]


# The round of 2022 in which a notice of five working days must have ended before the files go up on 2 December.

ROUND = (
    stage("apply", kind="apply", due=Due(on=date(2022, 11, 22))),
    stage("check", "apply"),
    stage("notice", "check", kind="notice", length=days(5)),
    stage("submit", "notice", kind="submit", due=Due(on=date(2022, 12, 2))),
)
ROUND_2022 = {"d1": {"since": date(2022, 1, 1), "round_ends": date(2022, 12, 31)}}


def test_a_notice_posted_on_24_november_2022_lets_the_files_go_on_2_december(planned: Planned) -> None:
    plan = planned(*ROUND, start=date(2022, 11, 22), documents=ROUND_2022)

    assert [tuple(day.day for day in days_of(step)) for step in plan.steps] == [(22, 22), (23, 23), (24, 1), (2, 2)]
    assert [step.latest for step in plan.steps] == [date(2022, 11, 22), date(2022, 11, 23), date(2022, 11, 24), date(2022, 12, 2)]
    assert remarks(plan.steps[0])[-1] == remarks(plan.steps[3])[-1] == "this is the last day of the limit"
    assert plan.standing is Standing.IN_FORCE


def test_a_day_later_the_notice_ends_on_the_day_the_files_are_due_and_they_are_late(planned: Planned) -> None:
    plan = planned(*ROUND, start=date(2022, 11, 23), documents=ROUND_2022)

    assert plan.steps[2].begins == date(2022, 11, 25)
    assert plan.steps[2].ends == date(2022, 12, 2)
    assert "past the limit of 2022-11-22" in remarks(plan.steps[0])
    assert "past the limit of 2022-12-02" in remarks(plan.steps[3])


def test_what_may_begin_on_the_last_day_of_the_notice_gains_that_day(planned: Planned) -> None:
    notice = stage("notice", kind="notice", length=days(5))
    sent = stage("send", "notice", kind="submit", due=Due(on=date(2022, 12, 2)), same_day=True)

    posted = planned(notice, sent, start=date(2022, 11, 25))

    assert [days_of(step) for step in posted.steps][1] == (date(2022, 12, 2), date(2022, 12, 2))
    assert posted.steps[0].latest == date(2022, 11, 25)
    rest = planned(stage("notice", kind="notice", length=days(5, unit="calendar")), sent, start=date(2022, 11, 21))
    assert rest.steps[1].begins == date(2022, 11, 28)


def test_after_its_year_the_round_keeps_its_dates_and_a_plan_counts_from_its_start(planned: Planned) -> None:
    plan = planned(*ROUND, start=date(2026, 3, 2), documents=ROUND_2022)

    assert plan.standing is Standing.LAST_KNOWN_ROUND
    assert [step.due for step in plan.steps] == [date(2022, 11, 22), None, None, date(2022, 12, 2)]
    assert [step.latest for step in plan.steps] == [None] * 4
    assert remarks(plan.steps[3])[-1] == "2022-12-02 was that round's date; this plan counts from its own start"
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
    assert any("rest day" in remark for remark in remarks(step)) is (on_rest_day == "stays")


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

    assert remarks(step)[1:] == last + expected


def test_a_due_day_that_is_a_rest_day_warns_and_the_work_must_begin_before(planned: Planned) -> None:
    before, step = planned(stage("N", length=days(5)), stage("A", "N", due=Due(month=10, day=31)), start=date(2026, 10, 12)).steps

    assert step.due == date(2026, 10, 31)
    assert remarks(step)[1:] == ["2026-10-31 is a rest day: hand in earlier"]
    assert step.latest == date(2026, 10, 30)
    assert before.latest == date(2026, 10, 22)


def test_a_due_day_that_is_a_make_up_day_is_a_working_day(planned: Planned) -> None:
    (step,) = planned(stage("A", due=Due(on=date(2026, 10, 10))), start=date(2026, 10, 8)).steps

    assert remarks(step)[1:] == []
    assert step.latest == date(2026, 10, 10)


@st.composite
def procedures(draw: st.DrawFn) -> tuple[Stage, ...]:
    """A few stages that follow earlier ones, of any length; the last must begin by a fixed date."""
    made: list[Stage] = []
    for place in range(draw(st.integers(1, 4))):
        after = draw(st.lists(st.sampled_from([each.id for each in made]), unique=True)) if made else []
        length = draw(
            st.none()
            | st.builds(days, st.integers(1, 9), unit=st.sampled_from(["working", "calendar"]), count_first=st.booleans())
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
