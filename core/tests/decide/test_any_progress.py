"""What must hold for any procedure and whatever was recorded of it, in any order."""

from datetime import date

from applications import DISMISSED, OBJECTION, PASSED, REJECTED, RETURNED, UPHELD, Told, march, run
from hypothesis import assume, given
from hypothesis import strategies as st
from known_workdays import DAY
from review_stages import lasting, stage

from laowu.model.answers import ReviewPlan, StepState
from laowu.model.dossier import Progress, ProgressResult
from laowu.rules.review import Due, Stage

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
        made.append(stage(f"s{place}", *after, kind=kind, length=lasting(lasts) if lasts else None, due=due))
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
