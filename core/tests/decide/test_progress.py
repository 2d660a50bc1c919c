"""Applications under way: real days beside planned ones, objections, supplements, rejections, limits missed, short notices."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import attrs
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from laowu.model.answers import PlannedStep, ReviewPlan, StepState
from laowu.model.dossier import Brand, Dossier, Progress, ProgressResult
from laowu.model.level import Level
from laowu.rules.dated import Dated
from laowu.rules.review import Due, Length, Stage
from laowu.text import Text, same

DAY = timedelta(days=1)
HEAD: dict[str, Any] = {"document": "d1", "clause": "第六条", "since": date(2020, 1, 1), "levels": (Level.MUNICIPAL,)}
#: Copied by hand from the notice for 2026; the spring of 2026 has no other rest days than weekends and these.
OFF = {date(2026, 4, day) for day in (4, 5, 6)} | {date(2026, 5, day) for day in (1, 2, 3, 4, 5)}
MAKE_UP = {date(2026, 2, 28), date(2026, 5, 9)}
PASSED, REJECTED, RETURNED = ProgressResult.PASSED, ProgressResult.REJECTED, ProgressResult.RETURNED
OBJECTION, DISMISSED, UPHELD = ProgressResult.OBJECTION, ProgressResult.OBJECTION_DISMISSED, ProgressResult.OBJECTION_UPHELD

Planned = Callable[..., ReviewPlan]


def works(day: date) -> bool:
    return day in MAKE_UP or (day.weekday() < 5 and day not in OFF)


def walked(day: date, days: int) -> date:
    while days:
        day += DAY
        days -= works(day)
    return day


def stage(name: str, *after: str, kind: Any = "review", **more: Any) -> Stage:
    plain = {"summary": Text(f"环节{name}", f"stage {name}"), "actor": same("局"), "stage": name, **HEAD}
    return Stage(**{**plain, "id": name, "kind": kind, "after": after, **more})


def length(number: int, **more: Any) -> Length:
    return Length(days=Dated.always(number), **more)


STAGES = (
    stage("apply", kind="apply", due=Due(month=3, day=31)),
    stage("review", "apply"),
    stage("visit", "apply", kind="site_check", optional=True),
    stage("notice", "review", "visit", kind="notice", length=length(5)),
    stage("approve", "notice", kind="approve"),
    stage("publish", "approve", kind="publish"),
)


def march(day: int) -> date:
    return date(2026, 3, day)


def run(name: str, began: date, ended: date | None = None, result: ProgressResult | None = PASSED, **more: Any) -> Progress:
    return Progress(stage=name, began=began, ended=ended, result=result if ended or result is OBJECTION else None, **more)


#: Handed in on 2 March, reviewed by the 6th, on notice from the 9th: five working days end on the 16th.
UNTIL_NOTICE = (
    run("apply", march(2), march(2)),
    run("review", march(3), march(6)),
    run("notice", march(9)),
)


@pytest.fixture(scope="session")
def told(planned: Planned) -> Callable[..., ReviewPlan]:
    """The plan of an application with this progress."""

    def make(*progress: Progress, on: date, stages: tuple[Stage, ...] = STAGES, **more: Any) -> ReviewPlan:
        brand = Dossier(brand=Brand(name="x"), progress=progress)
        return planned(*stages, start=more.pop("start", on), on=on, brand=brand, **more)

    return make


Told = Callable[..., ReviewPlan]


def step(plan: ReviewPlan, name: str) -> PlannedStep:
    return next(each for each in plan.steps if each.stage == name)


def states(plan: ReviewPlan) -> list[str]:
    return [each.state.value for each in plan.steps]


def remarks(plan: ReviewPlan, name: str) -> list[str]:
    return [remark.en for remark in step(plan, name).remarks]


def faults(plan: ReviewPlan, name: str) -> list[str]:
    return [fault.en for fault in step(plan, name).faults]


def test_what_happened_has_its_real_days_and_the_rest_is_planned_from_today(told: Told) -> None:
    plan = told(*UNTIL_NOTICE, on=march(11))

    assert states(plan) == ["done", "done", "skipped", "under way", "not begun", "not begun"]
    assert [(each.begins, each.ends) for each in plan.steps[:2]] == [(march(2), march(2)), (march(3), march(6))]
    assert (step(plan, "visit").begins, step(plan, "visit").ends) == (None, None)
    assert (step(plan, "notice").begins, step(plan, "notice").ends) == (march(9), walked(march(9), 5)) == (march(9), march(16))
    assert [step(plan, name).begins for name in ("approve", "publish")] == [march(17), march(18)]
    assert (plan.began, plan.ended) == (march(2), None)


def test_nothing_that_has_not_begun_is_planned_for_a_day_that_is_gone(told: Told) -> None:
    plan = told(*UNTIL_NOTICE, on=march(27))

    assert remarks(plan, "notice") == ["its time ran out on 2026-03-16; the result is not recorded"]
    assert step(plan, "approve").begins == march(27)


def test_without_progress_a_plan_counts_from_its_start_even_in_the_past(told: Told) -> None:
    plan = told(start=march(2), on=march(27))

    assert states(plan) == ["not begun"] * 6
    assert plan.steps[1].begins == march(3)
    assert plan.began is None


# Objections


def test_an_objection_that_stands_blocks_all_that_follows(told: Told) -> None:
    plan = told(*UNTIL_NOTICE, run("notice", march(10), result=OBJECTION), on=march(20))

    assert states(plan) == ["done", "done", "skipped", "blocked", "blocked", "blocked"]
    assert remarks(plan, "notice") == ["an objection of 2026-03-10 stands: nothing that follows may be done until it is settled"]
    assert step(plan, "approve").begins == march(23)  # at the very earliest, were it settled today
    assert plan.ended is None


def test_an_objection_dismissed_lets_the_notice_go_on_and_its_days_count(told: Told) -> None:
    early = told(*UNTIL_NOTICE, run("notice", march(10), march(12), DISMISSED), on=march(12))
    late = told(*UNTIL_NOTICE, run("notice", march(10), march(19), DISMISSED), on=march(19))

    assert (step(early, "notice").state, step(early, "notice").ends) == (StepState.UNDER_WAY, march(16))
    assert step(early, "approve").begins == march(17)
    assert (step(late, "notice").ends, step(late, "approve").begins) == (march(19), march(20))
    assert "an objection of 2026-03-10 was dismissed on 2026-03-19" in remarks(late, "notice")


def test_an_objection_upheld_ends_the_application(told: Told) -> None:
    plan = told(*UNTIL_NOTICE, run("notice", march(10), march(18), UPHELD), on=march(20))

    assert states(plan) == ["done", "done", "blocked", "ended the application", "blocked", "blocked"]
    assert (plan.ended, step(plan, "notice").ends, step(plan, "approve").begins) == (march(18), march(18), None)
    assert remarks(plan, "notice") == [
        "an objection of 2026-03-10 was upheld on 2026-03-18: the application has ended",
        "whether and when to apply again is not stated",
    ]


def test_on_a_day_before_its_decision_an_objection_still_stands(told: Told) -> None:
    progress = (*UNTIL_NOTICE, run("notice", march(10), march(18), UPHELD))

    assert told(*progress, on=march(17)).ended is None
    assert step(told(*progress, on=march(17)), "approve").state is StepState.BLOCKED
    assert step(told(*progress, on=march(9)), "approve").state is StepState.NOT_BEGUN


def test_approval_while_an_objection_stood_is_not_valid(told: Told) -> None:
    progress = (
        *UNTIL_NOTICE[:2],
        run("notice", march(9), march(16)),
        run("notice", march(10), march(20), DISMISSED),
    )

    during = told(*progress, run("approve", march(19), march(19)), on=march(25))
    after = told(*progress, run("approve", march(20), march(20)), on=march(25))

    assert faults(during, "approve") == ["not valid: an objection stood on that day"]
    assert faults(after, "approve") == []


# Rejection, and applying again


def test_a_rejection_ends_the_application_and_says_what_is_stated_about_another(told: Told) -> None:
    again = Text("次年可再申报", "it may apply again the year after")
    stages = tuple(stage("review", "apply", reapply=again) if each.id == "review" else each for each in STAGES)
    progress = (run("apply", march(2), march(2)), run("review", march(3), march(6), REJECTED))

    plan = told(*progress, on=march(9))

    assert states(plan) == ["done", "ended the application", *["blocked"] * 4]
    assert plan.ended == march(6)
    assert remarks(plan, "review")[-1] == "whether and when to apply again is not stated"
    assert [each.begins for each in plan.steps[2:]] == [None] * 4
    assert remarks(told(*progress, on=march(9), stages=stages), "review")[-1] == again.en


def test_a_first_stage_after_the_end_begins_another_application(told: Told) -> None:
    progress = (run("apply", march(2), march(2)), run("review", march(3), march(6), REJECTED), run("apply", march(16)))

    plan = told(*progress, on=march(17))

    assert states(plan)[:2] == ["under way", "not begun"]
    assert (plan.began, plan.ended) == (march(16), None)
    assert "an earlier application was over on 2026-03-06" in [remark.en for remark in plan.remarks]


def test_a_new_round_after_success_is_another_application(told: Told) -> None:
    whole = (
        *UNTIL_NOTICE[:2],
        run("notice", march(9), march(16)),
        run("approve", march(17), march(17)),
        run("publish", march(18), march(18)),
    )

    assert states(told(*whole, on=march(20))) == ["done", "done", "skipped", "done", "done", "done"]
    again = told(*whole, run("apply", date(2026, 4, 7)), on=date(2026, 4, 8))
    assert (again.began, states(again)) == (date(2026, 4, 7), ["under way", *["not begun"] * 5])
    assert step(again, "apply").due == date(2027, 3, 31)


# Supplements, and notices broken off


def test_a_stage_sent_back_is_open_again(told: Told) -> None:
    progress = (run("apply", march(2), march(2)), run("review", march(3), march(6), RETURNED))

    waiting = told(*progress, on=march(10))
    taken_up = told(*progress, run("review", march(11)), on=march(12))
    passed = told(*progress, run("review", march(11), march(12)), on=march(13))

    assert [states(plan)[1] for plan in (waiting, taken_up, passed)] == ["under way", "under way", "done"]
    assert "sent back for supplement on 2026-03-06, which is still to come" in remarks(waiting, "review")
    assert "sent back for supplement on 2026-03-06" in remarks(taken_up, "review")
    assert (step(passed, "review").begins, step(passed, "review").ends) == (march(3), march(12))
    assert step(waiting, "notice").begins == march(11)


def test_a_notice_goes_on_counting_unless_it_was_broken_off(told: Told) -> None:
    sent_back = run("notice", march(9), march(11), RETURNED)
    broken_off = run("notice", march(9), march(11), ProgressResult.BROKEN_OFF)

    kept = told(*UNTIL_NOTICE[:2], sent_back, run("notice", march(13)), on=march(13))
    anew = told(*UNTIL_NOTICE[:2], broken_off, run("notice", march(13)), on=march(13))
    not_yet = told(*UNTIL_NOTICE[:2], broken_off, on=march(13))

    assert step(kept, "notice").ends == march(16)
    assert step(anew, "notice").ends == walked(march(13), 5) == march(20)
    assert (step(not_yet, "notice").state, step(not_yet, "notice").ends) == (StepState.NOT_BEGUN, march(20))
    assert "broken off on 2026-03-11: begun anew, it counts from the beginning" in remarks(anew, "notice")


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
    stages = (stage("notice", kind="notice", length=length(needed)),)
    until = posted + DAY * shown
    had = sum(works(posted + DAY * count) for count in range(1, shown + 1))

    plan = told(run("notice", posted, until), on=date(2026, 6, 30), stages=stages)

    assert faults(plan, "notice") == ([f"not valid: the notice had {had} of {needed} working days"] if had < needed else [])


def test_calendar_days_are_counted_through_rest_days(told: Told) -> None:
    stages = (stage("notice", kind="notice", length=length(7, unit="calendar", count_first=True)),)

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


def test_progress_of_other_regions_levels_and_later_days_is_not_looked_at(told: Told) -> None:
    others = (
        run("apply", march(2), march(2), level=Level.DISTRICT),
        run("apply", march(2), march(2), jurisdiction="other"),
        run("apply", march(21), march(21)),
    )

    assert told(*others, on=march(20)).began is None
    assert told(*others, run("tea", march(2)), on=march(20)).remarks[-1].en.startswith("this procedure has no stage “tea”")
    assert told(run("apply", march(2), march(2), level=Level.MUNICIPAL, jurisdiction="demo"), on=march(20)).began == march(2)


# What must hold for any procedure


@st.composite
def procedures(draw: st.DrawFn) -> tuple[Stage, ...]:
    """A few stages that follow earlier ones; notices among them, and some with a date."""
    made: list[Stage] = []
    for place in range(draw(st.integers(2, 5))):
        after = draw(st.lists(st.sampled_from([each.id for each in made]), unique=True)) if made else []
        kind = draw(st.sampled_from(["review", "notice", "submit"]))
        lasts = draw(st.integers(1, 6)) if kind == "notice" or draw(st.booleans()) else None
        due = Due(on=draw(st.dates(march(2), date(2026, 5, 20)))) if draw(st.booleans()) else None
        made.append(stage(f"s{place}", *after, kind=kind, length=length(lasts) if lasts else None, due=due))
    return tuple(made)


def as_planned(plan: ReviewPlan, on: date) -> tuple[Progress, ...]:
    """Everything that a plan expects by a day, done exactly when it was planned."""
    done: list[Progress] = []
    for each in plan.steps:
        assert each.begins is not None
        assert each.ends is not None
        if each.begins <= on:
            done.append(run(each.stage, each.begins, each.ends if each.ends <= on else None))
    return tuple(done)


@given(stages=procedures(), after=st.integers(0, 40))
def test_what_is_done_exactly_when_planned_changes_no_date(told: Told, stages: tuple[Stage, ...], after: int) -> None:
    first = march(2)
    plan = told(on=first, stages=stages)
    on = first + DAY * after

    again = told(*as_planned(plan, on), on=on, stages=stages)

    assert [(each.begins, each.ends) for each in again.steps] == [(each.begins, each.ends) for each in plan.steps]
    assert [each.faults for each in again.steps] == [()] * len(stages)


results = st.sampled_from(
    [None, PASSED, PASSED, PASSED, REJECTED, RETURNED, ProgressResult.BROKEN_OFF, OBJECTION, DISMISSED, UPHELD]
)


@st.composite
def courses(draw: st.DrawFn) -> tuple[tuple[Stage, ...], tuple[Progress, ...]]:
    """A procedure and whatever may have been recorded of it, in any order."""
    stages = draw(procedures())
    made = []
    for _ in range(draw(st.integers(0, 6))):
        result, began = draw(results), draw(st.dates(march(2), date(2026, 4, 20)))
        goes_on = result in (None, OBJECTION)
        ended = None if goes_on else began + DAY * draw(st.integers(0, 15))
        made.append(Progress(stage=draw(st.sampled_from(stages)).stage, began=began, ended=ended, result=result))
    return stages, tuple(made)


@given(course=courses(), days=st.lists(st.dates(march(2), date(2026, 5, 31)), min_size=2, max_size=2))
def test_a_limit_once_missed_stays_missed_as_time_goes_on(
    told: Told, course: tuple[tuple[Stage, ...], tuple[Progress, ...]], days: list[date]
) -> None:
    stages, progress = course
    before, now = sorted(days)
    was, is_ = (told(*progress, on=day, stages=stages, start=march(2)) for day in (before, now))
    assume(is_.ended is None and was.began == is_.began)

    for past, present in zip(was.steps, is_.steps, strict=True):
        if past.days_late:
            assert present.days_late
            assert present.days_late >= past.days_late or present.state is StepState.DONE


@given(course=courses(), on=st.dates(march(2), date(2026, 5, 31)))
def test_nothing_after_a_blocking_stage_is_silently_done(
    told: Told, course: tuple[tuple[Stage, ...], tuple[Progress, ...]], on: date
) -> None:
    stages, progress = course
    steps = {each.stage: each for each in told(*progress, on=on, stages=stages).steps}

    for each in stages:
        for earlier in each.after:
            if steps[each.id].state is StepState.DONE and steps[earlier].state is not StepState.DONE:
                assert steps[each.id].faults


@given(course=courses(), on=st.dates(march(2), date(2026, 5, 31)), data=st.data())
def test_any_order_of_the_file_tells_the_same(
    told: Told, course: tuple[tuple[Stage, ...], tuple[Progress, ...]], on: date, data: st.DataObject
) -> None:
    stages, progress = course

    assert told(*data.draw(st.permutations(progress)), on=on, stages=stages) == told(*progress, on=on, stages=stages)
