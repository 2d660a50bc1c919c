"""Applications under way: real days beside planned ones, objections, rejections, supplements, notices broken off."""

from datetime import date

from applications import (
    DISMISSED,
    OBJECTION,
    REJECTED,
    RETURNED,
    STAGES,
    UNTIL_NOTICE,
    UPHELD,
    Told,
    faults,
    march,
    remarks,
    run,
    states,
    step,
)
from known_workdays import walked
from review_stages import stage

from laowu.model.answers import StepState
from laowu.model.dossier import ProgressResult
from laowu.model.level import Level
from laowu.text import Text


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


def test_progress_of_other_regions_levels_and_later_days_is_not_looked_at(told: Told) -> None:
    others = (
        run("apply", march(2), march(2), level=Level.DISTRICT),
        run("apply", march(2), march(2), jurisdiction="other"),
        run("apply", march(21), march(21)),
    )

    assert told(*others, on=march(20)).began is None
    assert told(*others, run("tea", march(2)), on=march(20)).remarks[-1].en.startswith("this procedure has no stage “tea”")
    assert told(run("apply", march(2), march(2), level=Level.MUNICIPAL, jurisdiction="demo"), on=march(20)).began == march(2)
