"""Review plans: how long stages last and which follow which, checked against a hand-made calendar of 2022 and 2026."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from known_workdays import DAY, begun, span, walked, works
from review_stages import Planned, days_of, lasting, remarks_on, stage

from laowu.calendar.workdays import WorkCalendar
from laowu.decide.review import length_wording
from laowu.model.level import Level
from laowu.rules.dated import Dated, DatedValue
from laowu.rules.review import Due, Length
from laowu.text import Text

starts = st.one_of(st.dates(date(2022, 1, 1), date(2022, 11, 30)), st.dates(date(2026, 1, 1), date(2026, 11, 30)))


def test_the_hand_made_calendar_is_the_programs() -> None:
    calendar = WorkCalendar()

    for day in span("2022-01-01", "2022-12-31") | span("2026-01-01", "2026-12-31"):
        assert calendar.is_working_day(day) is works(day), day


@given(start=starts, length=st.integers(1, 15), count_first=st.booleans())
def test_a_notice_ends_where_a_walk_over_the_calendar_ends(
    planned: Planned, start: date, length: int, *, count_first: bool
) -> None:
    notice = stage("N", kind="notice", length=lasting(length, count_first=count_first))

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
    (step,) = planned(stage("N", kind="notice", length=lasting(length)), start=date.fromisoformat(posted)).steps

    assert [day.isoformat() for day in days_of(step)] == [posted, ends]
    assert step.provisional is ends.startswith("2027")


@pytest.mark.parametrize(("count_first", "ends"), [(False, "2026-03-12"), (True, "2026-03-11")])
def test_calendar_days_run_through_rest_days(planned: Planned, *, count_first: bool, ends: str) -> None:
    length = lasting(10, unit="calendar", count_first=count_first)

    first, second = planned(stage("N", length=length), stage("A", "N"), start=date(2026, 3, 2)).steps

    assert days_of(first) == (date(2026, 3, 2), date.fromisoformat(ends))
    assert second.begins == begun(date.fromisoformat(ends) + DAY)


def test_a_calendar_length_may_end_on_a_rest_day_and_what_follows_waits(planned: Planned) -> None:
    first, second = planned(stage("N", length=lasting(5, unit="calendar")), stage("A", "N"), start=date(2026, 3, 2)).steps

    assert (first.ends, second.begins) == (date(2026, 3, 7), date(2026, 3, 9))


def test_a_stage_of_unknown_length_ends_the_day_it_begins_and_says_so(planned: Planned) -> None:
    first, second = planned(stage("A", remark=Text("注", "note")), stage("B", "A"), start=date(2026, 2, 15)).steps

    assert first.begins == first.ends == date(2026, 2, 24)
    assert second.begins == date(2026, 2, 25)
    assert remarks_on(first) == ["note", "no length is stated: the earliest possible day is shown"]
    assert first.length is None


def test_branches_run_side_by_side_and_meet_when_the_last_has_ended(planned: Planned) -> None:
    steps = planned(
        stage("A"),
        stage("B", "A", length=lasting(3)),
        stage("C", "A", length=lasting(8), optional=True),
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
        stage("A", length=lasting(3)),
        stage("B", "A", levels=(Level.PROVINCIAL,), length=lasting(9)),
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
    assert length_wording(lasting(10, unit="calendar"), date(2026, 1, 1)) == Text("10 日", "10 calendar days")


def test_a_chain_of_stages_leaves_no_day_unaccounted_for(planned: Planned) -> None:
    steps = planned(stage("A"), stage("B", "A"), stage("C", "B"), stage("D", "C"), start=date(2022, 9, 29)).steps

    assert [later.begins for _, later in pairwise(steps)] == [walked(days_of(step)[1], 1) for step in steps[:-1]]
