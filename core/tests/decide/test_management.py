"""What follows from checks: grounds, limits, judgements, the status, and what is due as a matter of course."""

from collections.abc import Callable
from datetime import date
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from laowu.decide.management import manage_brand
from laowu.model.answers import BrandStatus, ManagementAction, ManagementDecision
from laowu.model.citation import LegalStatus, Standing
from laowu.model.dossier import Brand, Check, CheckResult, Dossier, Judgement, Recognition
from laowu.model.level import Level
from laowu.model.outcome import Outcome
from laowu.model.questions import BrandRecord
from laowu.rules.dated import Dated
from laowu.rules.management import Consequence, Ground, Upkeep
from laowu.rules.rulebook import RuleBook
from laowu.text import Text, same

MET, NOT_MET, JUDGE, NO_DATA = Outcome.MET, Outcome.NOT_MET, Outcome.NEEDS_JUDGEMENT, Outcome.NO_DATA
PASSED, FAILED, MISSED = CheckResult.PASSED, CheckResult.FAILED, CheckResult.MISSED
ON = date(2026, 11, 21)
HELD = Recognition(level=Level.MUNICIPAL, on=date(2020, 5, 1), jurisdiction="demo")
HEAD: dict[str, Any] = {
    "summary": same("x"),
    "document": "d1",
    "clause": "第十一条",
    "since": date(2020, 1, 1),
    "levels": (Level.MUNICIPAL,),
    "actor": same("局"),
}
REVIEW = Upkeep(id="M-1", kind="review", regular=True, every_months=Dated.always(12), **HEAD)
REVOKE = Consequence(id="M-2", kind="revoke", consecutive_failures=Dated.always(2), **HEAD)
RECTIFY = Consequence(id="M-3", kind="rectify", needs_date=True, **HEAD)
POOR, FEW = Ground(code="poor", label=Text("培训差", "poor training")), Ground(code="few", label=Text("人数少", "few people"))


def check(day: str, result: CheckResult = FAILED, **more: Any) -> Check:
    return Check(on=date.fromisoformat(day), result=result, **more)


Managed = Callable[..., ManagementDecision]


def action(decision: ManagementDecision, rule: str) -> ManagementAction:
    return next(each for each in decision.actions if each.rule == rule)


def said(decision: ManagementDecision, rule: str) -> list[str]:
    return [remark.en for remark in action(decision, rule).remarks]


def failed_in(*years: int) -> tuple[Check, ...]:
    return tuple(check(f"{year}-06-01") for year in years)


def test_a_region_that_says_nothing_about_upkeep_is_silent(book: Callable[..., RuleBook]) -> None:
    assert manage_brand(book(), BrandRecord(dossier=Dossier(brand=Brand(name="x")), level=Level.MUNICIPAL), ON) is None


# What one failed check brings


@pytest.mark.parametrize(
    ("grounds", "found", "outcome", "remark"),
    [
        ((), (), MET, "failed on 2026-03-01, no ground recorded"),
        ((), ("poor", "x"), MET, "found on 2026-03-01: poor; x"),
        ((POOR,), ("poor",), MET, "found on 2026-03-01: poor training"),
        ((POOR, FEW), ("few", "x", "poor"), MET, "found on 2026-03-01: few people; poor training"),
        ((POOR,), ("few",), NOT_MET, None),
        ((POOR,), (), NO_DATA, "failed on 2026-03-01, no ground recorded"),
    ],
)
def test_a_failing_leads_to_what_its_ground_leads_to(
    managed: Managed, grounds: tuple[Ground, ...], found: tuple[str, ...], outcome: Outcome, remark: str | None
) -> None:
    rule = attrs.evolve(RECTIFY, grounds=grounds, needs_date=False)

    decision = managed(rule, checks=(check("2026-03-01", grounds=found),))

    assert action(decision, "M-3").outcome is outcome
    assert said(decision, "M-3") == ([remark] if remark else [])


@pytest.mark.parametrize(
    ("limit", "on", "remarks"),
    [
        (None, ON, ["the document sets no limit: the office must name a day"]),
        (date(2026, 11, 21), ON, []),
        (
            date(2026, 11, 20),
            ON,
            ["the limit of 2026-11-20 has passed", "1 day late; what follows from that is not stated"],
        ),
    ],
)
def test_a_rectification_is_due_by_the_day_set_with_it(
    managed: Managed, limit: date | None, on: date, remarks: list[str]
) -> None:
    decision = managed(RECTIFY, checks=(check("2026-03-01", rectify_by=limit),), on=on)

    assert (decision.status, action(decision, "M-3").due) == (BrandStatus.RECTIFY, limit)
    assert said(decision, "M-3")[1:] == remarks


def test_where_no_day_was_set_a_stated_length_counts_from_the_check(managed: Managed) -> None:
    rule = attrs.evolve(RECTIFY, limit_days=Dated.always(30))

    counted = managed(rule, checks=(check("2026-03-01"),), on=date(2026, 4, 1))
    named = managed(rule, checks=(check("2026-03-01", rectify_by=date(2026, 5, 1)),), on=date(2026, 4, 1))
    late = managed(rule, checks=(check("2026-03-01", rectified=date(2026, 4, 2)),), on=ON)

    assert (action(counted, "M-3").due, action(counted, "M-3").days_late) == (date(2026, 3, 31), 1)
    assert said(counted, "M-3")[1:3] == [
        "no day was set with the check: 30 days count from it",
        "the limit of 2026-03-31 has passed",
    ]
    assert (action(named, "M-3").due, said(named, "M-3")[1:]) == (date(2026, 5, 1), [])
    assert [remark.en for remark in late.remarks] == ["the failings of 2026-03-01 were corrected on 2026-04-02, 2 days late"]


def test_a_limit_is_that_of_the_rectification_and_of_nothing_else(managed: Managed) -> None:
    warn = attrs.evolve(RECTIFY, kind="warn", needs_date=False)

    decision = managed(warn, checks=(check("2026-03-01", rectify_by=date(2026, 4, 1)),))

    assert (action(decision, "M-3").outcome, action(decision, "M-3").due) == (MET, None)
    assert decision.status is BrandStatus.KEEP


@pytest.mark.parametrize(
    ("on", "status"),
    [
        (date(2026, 2, 28), BrandStatus.KEEP),
        (date(2026, 3, 1), BrandStatus.RECTIFY),
        (date(2026, 4, 30), BrandStatus.RECTIFY),
        (date(2026, 5, 1), BrandStatus.KEEP),
    ],
)
def test_a_failing_is_open_until_the_day_it_was_corrected(managed: Managed, on: date, status: BrandStatus) -> None:
    assert managed(RECTIFY, checks=(check("2026-03-01", rectified=date(2026, 5, 1)),), on=on).status is status


@pytest.mark.parametrize(
    ("later", "status"),
    [
        (check("2026-06-01", PASSED), BrandStatus.KEEP),
        (check("2026-06-01", MISSED), BrandStatus.RECTIFY),
        (check("2026-06-01", FAILED, grounds=("few",)), BrandStatus.KEEP),
    ],
)
def test_the_latest_check_that_was_made_decides(managed: Managed, later: Check, status: BrandStatus) -> None:
    rule = attrs.evolve(RECTIFY, grounds=(POOR,))

    assert managed(rule, checks=(check("2026-03-01", grounds=("poor",)), later)).status is status


def test_of_two_checks_on_one_day_the_failed_one_decides_in_any_order(managed: Managed) -> None:
    checks = (check("2026-03-01"), check("2026-03-01", PASSED))

    assert managed(RECTIFY, checks=checks).status is managed(RECTIFY, checks=checks[::-1]).status is BrandStatus.RECTIFY


@pytest.mark.parametrize(
    ("later", "status"),
    [
        (check("2026-06-01", PASSED, kind="call_back"), BrandStatus.RECTIFY),
        (check("2026-06-01", PASSED, kind="review"), BrandStatus.KEEP),
        (check("2026-06-01", FAILED, kind="call_back", rectified=date(2026, 6, 9)), BrandStatus.RECTIFY),
        (check("2026-06-01", FAILED, kind="call_back"), BrandStatus.RECTIFY),
    ],
)
def test_a_call_that_went_well_does_not_mend_a_review_that_was_failed(
    managed: Managed, later: Check, status: BrandStatus
) -> None:
    assert managed(REVIEW, RECTIFY, checks=(check("2026-03-01"), later)).status is status


@pytest.mark.parametrize("kind", ["call_back", "evaluation", "spot_check"])
def test_failings_found_by_any_check_are_to_be_corrected_until_that_check_is_passed(managed: Managed, kind: Any) -> None:
    call = attrs.evolve(REVIEW, id="M-6", kind=kind, regular=False, every_months=None, methods=("third_party",), optional=True)
    failed = check("2026-03-01", kind=kind)

    decision = managed(REVIEW, call, RECTIFY, checks=(failed,))

    assert (decision.status, decision.consecutive_failures) == (BrandStatus.RECTIFY, 0)
    assert (action(decision, "M-6").last, action(decision, "M-6").methods) == (date(2026, 3, 1), ("third_party",))
    assert managed(REVIEW, call, RECTIFY, checks=(failed, check("2026-06-01", PASSED, kind=kind))).status is BrandStatus.KEEP
    assert said(managed(call, checks=(check("2026-03-01", MISSED, kind=kind),)), "M-6")[-1] == (
        "missed on 2026-03-01 and not made up since"
    )


def test_a_limit_that_was_missed_is_told_in_days_before_and_after_the_correction(managed: Managed) -> None:
    late: dict[str, Any] = {"rectify_by": date(2026, 4, 1), "rectified": date(2026, 4, 11)}

    before = managed(RECTIFY, checks=(check("2026-03-01", **late),), on=date(2026, 4, 10))
    after = managed(RECTIFY, checks=(check("2026-03-01", **late),), on=date(2026, 4, 11))

    assert (before.status, action(before, "M-3").days_late) == (BrandStatus.RECTIFY, 9)
    assert (after.status, action(after, "M-3").days_late) == (BrandStatus.KEEP, None)
    assert [remark.en for remark in after.remarks] == ["the failings of 2026-03-01 were corrected on 2026-04-11, 10 days late"]
    assert managed(RECTIFY, checks=(check("2026-03-01", **{**late, "rectified": date(2026, 4, 1)}),)).remarks == ()


# Judged consequences


def judgement(outcome: Outcome, day: str, rule: str = "M-3") -> Judgement:
    return Judgement(jurisdiction="demo", rule=rule, outcome=outcome, by="某局", on=date.fromisoformat(day))


@pytest.mark.parametrize(
    ("judgements", "outcome", "status"),
    [
        ((), JUDGE, BrandStatus.NEEDS_JUDGEMENT),
        ((judgement(MET, "2026-04-01"),), MET, BrandStatus.EXIT_PROPOSED),
        ((judgement(NOT_MET, "2026-04-01"),), NOT_MET, BrandStatus.KEEP),
        ((judgement(MET, "2026-11-22"),), JUDGE, BrandStatus.NEEDS_JUDGEMENT),
        ((judgement(NOT_MET, "2026-04-01"), judgement(MET, "2026-11-22")), NOT_MET, BrandStatus.KEEP),
        ((judgement(NOT_MET, "2026-02-28"),), JUDGE, BrandStatus.NEEDS_JUDGEMENT),
        ((judgement(MET, "2026-04-01", rule="M-9"),), JUDGE, BrandStatus.NEEDS_JUDGEMENT),
    ],
)
def test_a_judged_consequence_waits_for_what_an_office_says_of_this_check(
    managed: Managed, judgements: tuple[Judgement, ...], outcome: Outcome, status: BrandStatus
) -> None:
    rule = attrs.evolve(RECTIFY, kind="propose_exit", judged=True)

    for grounds in ((), (POOR,)):
        decision = managed(attrs.evolve(rule, grounds=grounds), checks=(check("2026-03-01"),), judgements=judgements)
        assert (action(decision, "M-3").outcome, decision.status) == (outcome, status)


def test_where_nothing_was_found_there_is_nothing_to_judge(managed: Managed) -> None:
    rule = attrs.evolve(RECTIFY, kind="propose_exit", judged=True)

    assert (
        managed(rule, checks=(check("2026-03-01", PASSED),), judgements=(judgement(MET, "2026-04-01"),)).status
        is BrandStatus.KEEP
    )
    assert managed(attrs.evolve(REVOKE, judged=True), REVIEW, checks=failed_in(2021)).status is BrandStatus.KEEP


def test_failures_in_a_row_may_be_left_to_an_office_as_well(managed: Managed) -> None:
    rule = attrs.evolve(REVOKE, judged=True)
    checks = failed_in(2021, 2022)

    assert managed(REVIEW, rule, checks=checks).status is BrandStatus.NEEDS_JUDGEMENT
    assert managed(REVIEW, rule, checks=checks, judgements=(judgement(MET, "2022-06-01", "M-2"),)).status is BrandStatus.REVOKE
    assert (
        managed(REVIEW, rule, checks=checks, judgements=(judgement(MET, "2022-05-31", "M-2"),)).status
        is BrandStatus.NEEDS_JUDGEMENT
    )


# The status


@given(kinds=st.lists(st.sampled_from(["rectify", "warn", "propose_exit", "revoke", "recall_plaque"]), max_size=4, unique=True))
def test_the_gravest_consequence_gives_the_status(managed: Managed, kinds: list[Any]) -> None:
    rules = [attrs.evolve(RECTIFY, id=f"M-{place}", kind=kind) for place, kind in enumerate(kinds)]
    order = {"revoke": BrandStatus.REVOKE, "propose_exit": BrandStatus.EXIT_PROPOSED, "rectify": BrandStatus.RECTIFY}

    status = managed(*rules, checks=(check("2026-03-01"),)).status

    assert status is next((found for kind, found in order.items() if kind in kinds), BrandStatus.KEEP)


def test_what_is_due_goes_before_what_is_open(managed: Managed) -> None:
    open_exit = attrs.evolve(RECTIFY, id="M-6", kind="propose_exit", judged=True)

    assert managed(RECTIFY, open_exit, checks=(check("2026-03-01"),)).status is BrandStatus.RECTIFY


@pytest.mark.parametrize(
    "recognitions",
    [
        (),
        (attrs.evolve(HELD, on=date(2026, 11, 22)),),
        (attrs.evolve(HELD, until=ON),),
        (attrs.evolve(HELD, jurisdiction="other"),),
        (attrs.evolve(HELD, level=Level.DISTRICT),),
    ],
)
def test_a_brand_without_a_recognition_in_force_is_told_so(managed: Managed, recognitions: tuple[Recognition, ...]) -> None:
    decision = managed(REVIEW, RECTIFY, recognitions=recognitions)

    assert decision.status is BrandStatus.NOT_RECOGNISED
    assert decision.remarks == (Text("材料未记载有效的市级认定", "no recognition at municipal level is on record"),)
    assert (action(decision, "M-1").outcome, action(decision, "M-1").due) == (NO_DATA, None)


def test_an_unrecorded_recognition_does_not_hide_failures(managed: Managed) -> None:
    assert managed(REVIEW, REVOKE, checks=failed_in(2021, 2022), recognitions=()).status is BrandStatus.REVOKE


# Upkeep


@pytest.mark.parametrize(
    ("checks", "due", "remarks"),
    [
        ((), date(2021, 5, 1), ["was due by 2021-05-01"]),
        ((check("2025-12-01", PASSED),), date(2026, 12, 1), []),
        ((check("2025-11-21"),), date(2026, 11, 21), []),
        ((check("2025-11-20"),), date(2026, 11, 20), ["was due by 2026-11-20"]),
        ((check("2025-12-01", kind="review"),), date(2026, 12, 1), []),
        (
            (check("2025-12-01", MISSED),),
            date(2021, 5, 1),
            ["was due by 2021-05-01", "missed on 2025-12-01 and not made up since"],
        ),
        (
            (check("2026-01-10"), check("2026-06-01", MISSED)),
            date(2027, 1, 10),
            ["missed on 2026-06-01 and not made up since"],
        ),
        ((check("2025-12-01", kind="spot_check"),), date(2021, 5, 1), ["was due by 2021-05-01"]),
    ],
)
def test_the_next_review_is_due_an_interval_after_the_last_that_was_made(
    managed: Managed, checks: tuple[Check, ...], due: date, remarks: list[str]
) -> None:
    decision = managed(REVIEW, checks=checks)

    assert (action(decision, "M-1").due, action(decision, "M-1").outcome) == (due, MET)
    assert said(decision, "M-1") == remarks


def test_another_check_counts_from_its_own_kind(managed: Managed) -> None:
    call = Upkeep(id="M-7", kind="call_back", every_months=Dated.always(6), optional=True, **HEAD)
    checks = (check("2026-08-31", PASSED, kind="call_back"), check("2026-10-01", PASSED))

    decision = managed(REVIEW, call, checks=checks)

    assert (action(decision, "M-7").due, action(decision, "M-7").optional) == (date(2027, 2, 28), True)
    assert action(decision, "M-1").due == date(2027, 10, 1)


@pytest.mark.parametrize(
    ("day", "months", "due"),
    [
        ("2024-01-31", 1, "2024-02-29"),
        ("2023-01-31", 1, "2023-02-28"),
        ("2024-11-30", 3, "2025-02-28"),
        ("2024-02-29", 12, "2025-02-28"),
    ],
)
def test_months_end_where_the_shorter_month_ends(managed: Managed, day: str, months: int, due: str) -> None:
    rule = attrs.evolve(REVIEW, every_months=Dated.always(months))

    assert action(managed(rule, checks=(check(day),)), "M-1").due == date.fromisoformat(due)


def test_an_interval_nobody_states_sets_no_day(managed: Managed) -> None:
    decision = managed(attrs.evolve(REVIEW, every_months=None))

    assert action(decision, "M-1").due is None
    assert said(decision, "M-1") == ["no interval is stated"]


# The decision as a whole


def test_rules_are_asked_by_level_and_day(managed: Managed) -> None:
    later = attrs.evolve(REVOKE, id="M-8", since=date(2026, 11, 22))

    assert [each.rule for each in managed(REVIEW, REVOKE, later).actions] == ["M-1", "M-2"]
    assert managed(REVIEW, level=Level.DISTRICT).actions == ()


@pytest.mark.parametrize(
    ("document", "on", "standing"),
    [
        ({}, ON, Standing.IN_FORCE),
        ({}, date(2019, 12, 31), Standing.NOT_YET),
        ({}, date(2030, 1, 1), Standing.SUPERSEDED),
        ({"status": LegalStatus.DRAFT}, ON, Standing.DRAFT),
    ],
)
def test_a_decision_is_worth_what_its_document_is(
    managed: Managed, document: dict[str, Any], on: date, standing: Standing
) -> None:
    assert managed(attrs.evolve(REVIEW, until=date(2030, 1, 1)), document=document, on=on).standing is standing


def test_an_action_names_who_does_it_by_which_clause(managed: Managed) -> None:
    decision = managed(REVIEW, RECTIFY, readings=("M-3",))

    assert [(each.kind, each.actor, str(each.clause)) for each in decision.actions] == [
        ("review", same("局"), "《示例办法》 第十一条"),
        ("rectify", same("局"), "《示例办法》 第十一条"),
    ]
    assert [used.id for used in decision.readings] == ["read-M-3"]
