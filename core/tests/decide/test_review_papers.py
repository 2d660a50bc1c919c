"""What a plan says around its dates: whether they are provisional, what it is worth, and which papers it needs."""

from collections.abc import Callable
from datetime import date
from typing import Any

import attrs
import pytest
from review_stages import HEAD, Planned, lasting, remarks_on, stage

from laowu.calendar.notice import CalendarNotice
from laowu.calendar.workdays import WorkCalendar
from laowu.decide.review import plan_review
from laowu.model.citation import LegalStatus, Standing
from laowu.model.dossier import Brand, Dossier, Judgement, Material
from laowu.model.facts import Figure
from laowu.model.level import Level, Target
from laowu.model.outcome import Outcome
from laowu.model.questions import Application
from laowu.rules.dated import Dated
from laowu.rules.predicate import Judge, Leaf, Operator
from laowu.rules.review import Due, Paper
from laowu.rules.rulebook import RuleBook
from laowu.text import Text, same


def test_a_region_that_states_no_procedure_is_silent(book: Callable[..., RuleBook]) -> None:
    application = Application(
        dossier=Dossier(brand=Brand(name="x")), target=Target(level=Level.MUNICIPAL), start=date(2026, 3, 2)
    )

    assert plan_review(book(), application, date(2026, 3, 2), WorkCalendar()) is None


def test_a_year_without_a_calendar_makes_the_plan_provisional_from_there_on(planned: Planned) -> None:
    stages = (
        stage("A", length=lasting(2)),
        stage("B", "A", length=lasting(3)),
        stage("C", "B", length=lasting(1, unit="calendar")),
    )

    plan = planned(*stages, start=date(2026, 12, 29))

    assert [step.provisional for step in plan.steps] == [False, True, True]
    assert plan.provisional
    assert "provisional" in plan.remarks[-1].en
    assert not planned(*stages, start=date(2026, 12, 1)).provisional


def test_a_branch_that_is_provisional_makes_what_waits_for_it_provisional(planned: Planned) -> None:
    notice = CalendarNotice(year=2028, title="x", holidays=frozenset({date(2028, 1, 3)}), makeup_days=frozenset())
    stages = (stage("A", length=lasting(3)), stage("B", length=lasting(400, unit="calendar")), stage("C", "A", "B"))

    plan = planned(*stages, start=date(2026, 12, 30), calendar=WorkCalendar(notices=(notice,)))

    assert [step.provisional for step in plan.steps] == [True, False, True]
    assert plan.steps[2].begins is not None
    assert plan.steps[2].begins.year == 2028


def test_a_due_day_in_an_unpublished_year_is_not_called_a_rest_day(planned: Planned) -> None:
    (step,) = planned(stage("A", due=Due(on=date(2027, 1, 2))), start=date(2026, 12, 1)).steps

    assert remarks_on(step)[1:] == []


def test_a_plan_says_when_no_notice_or_no_procedure_is_stated(planned: Planned) -> None:
    assert planned(stage("A"), start=date(2026, 3, 2)).remarks[0].en == "the document states no public notice"
    assert planned(stage("N", kind="notice"), start=date(2026, 3, 2)).remarks == ()

    empty = planned(stage("A", levels=(Level.PROVINCIAL,)), start=date(2026, 3, 2))
    assert (empty.steps, empty.standing) == ((), Standing.IN_FORCE)
    assert empty.remarks == (Text("示例市的文件未载明市级程序", "no procedure is stated for municipal level"),)


@pytest.mark.parametrize(
    ("document", "on", "standing"),
    [
        ({}, date(2021, 12, 31), Standing.NOT_YET),
        ({}, date(2025, 1, 1), Standing.SUPERSEDED),
        ({"status": LegalStatus.DRAFT}, date(2024, 1, 1), Standing.DRAFT),
    ],
)
def test_a_plan_is_worth_what_its_document_is(planned: Planned, document: dict[str, Any], on: date, standing: Standing) -> None:
    dated = stage("A", since=date(2022, 1, 1), until=date(2025, 1, 1))

    plan = planned(dated, start=date(2026, 3, 2), on=on, documents={"d1": {"since": date(2022, 1, 1), **document}})

    assert plan.standing is standing
    assert bool(plan.steps) is (standing is Standing.DRAFT)


def test_steps_tell_who_does_what_by_which_clause(planned: Planned) -> None:
    (step,) = planned(stage("A"), start=date(2026, 3, 2), readings=("A",)).steps

    assert (step.stage, step.kind, step.actor, step.summary.en, str(step.clause)) == (
        "a", "review", same("局"), "stage A", "《示例办法》 第六条",
    )  # fmt: skip
    assert [used.id for used in planned(stage("A"), start=date(2026, 3, 2), readings=("A",)).readings] == ["read-A"]


FLOOR = Leaf(fact="workers", operator=Operator.AT_LEAST, bound=Dated.always(1))


@pytest.mark.parametrize(
    ("condition", "workers", "judged", "needed"),
    [
        (None, None, False, Outcome.MET),
        (FLOOR, None, False, Outcome.NO_DATA),
        (FLOOR, 0, False, Outcome.NOT_MET),
        (FLOOR, 1, False, Outcome.MET),
        (Judge(), None, False, Outcome.NEEDS_JUDGEMENT),
        (Judge(), None, True, Outcome.NOT_MET),
    ],
)
def test_a_paper_is_needed_always_or_under_its_condition(
    planned: Planned, condition: Any, workers: int | None, *, judged: bool, needed: Outcome
) -> None:
    paper = Paper(id="P", code="form", summary=Text("申报表", "the form"), needed_if=condition, **HEAD)
    other = attrs.evolve(paper, id="Q", levels=(Level.PROVINCIAL,))
    judgement = Judgement(jurisdiction="demo", rule="P", outcome=Outcome.NOT_MET, by="某局", on=date(2026, 1, 1))
    brand = Dossier(
        brand=Brand(name="x"),
        facts={"workers": (Figure(low=workers, high=workers),)} if workers is not None else {},
        judgements=(judgement,) if judged else (),
    )

    (need,) = planned(stage("A"), start=date(2026, 3, 2), papers=(paper, other), brand=brand).materials

    assert (need.rule, need.label, need.needed, need.held) == ("P", Text("申报表", "the form"), needed, None)


@pytest.mark.parametrize("held", [True, False])
def test_a_paper_is_held_or_not_or_unknown(planned: Planned, *, held: bool) -> None:
    paper = Paper(id="P", code="form", summary=same("x"), **HEAD)
    brand = Dossier(brand=Brand(name="x"), materials={"form": Material(held=held)})

    (need,) = planned(stage("A"), start=date(2026, 3, 2), papers=(paper,), brand=brand).materials

    assert need.held is held
