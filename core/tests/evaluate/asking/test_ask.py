"""Which fact or paper to get next: what is promised about the answers is held against answers nobody tried."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import attrs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from laowu.evaluate.asking.ask import Bearing, QuestionList, ask
from laowu.evaluate.assess import assess
from laowu.jurisdictions.jurisdiction import Jurisdiction
from laowu.jurisdictions.loading import load_installed
from laowu.model.dossier import Brand, Dossier
from laowu.model.facts import Figure
from laowu.model.outcome import Outcome
from laowu.model.share import Share

Demo = Callable[..., dict[str, str]]
Region = Callable[..., Path]

ON = date(2026, 11, 21)
EMPTY = Dossier(brand=Brand(name="金坛茶匠", brand_class="skill", invented=True))


@pytest.fixture
def jurisdiction(region: Region, demo: Demo) -> Jurisdiction:
    region("demo", demo())
    return load_installed("demo")


def stated(dossier: Dossier, fact: str, value: int | bool | Share) -> Dossier:
    return attrs.evolve(dossier, facts={**dossier.facts, fact: (Figure(low=value, high=value),)})


def outcomes(jurisdiction: Jurisdiction, dossier: Dossier) -> dict[tuple[str, str], Outcome]:
    reports = assess(jurisdiction, dossier, on=ON).eligibility
    return {(report.target.level.value, finding.rule): finding.outcome for report in reports for finding in report.findings}


def bearings(asked: QuestionList, key: str) -> tuple[Bearing, ...]:
    return next(question.bears_on for question in asked.questions if question.key == key)


def test_what_settles_most_comes_first_and_names_its_paper(jurisdiction: Jurisdiction) -> None:
    asked = ask([jurisdiction], EMPTY, on=ON)

    first = asked.questions[0]
    assert first.settles == max(question.settles for question in asked.questions)
    assert first.settled_by is not None
    assert {bearing.jurisdiction for bearing in first.bears_on} == {"demo"}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(workers=st.integers(0, 20_000))
def test_what_every_answer_is_said_to_settle_is_settled_by_any(jurisdiction: Jurisdiction, workers: int) -> None:
    before = outcomes(jurisdiction, EMPTY)
    after = outcomes(jurisdiction, stated(EMPTY, "workers", workers))

    settled = [bearing for bearing in bearings(ask([jurisdiction], EMPTY, on=ON), "workers") if bearing.settled]

    assert settled
    for bearing in settled:
        if bearing.part == "eligibility":
            place = (bearing.target.level.value, bearing.rule)
            assert not before[place].decided
            assert after[place].decided


def test_a_fact_that_decides_only_with_another_settles_nothing_alone(jurisdiction: Jurisdiction) -> None:
    alone = ask([jurisdiction], EMPTY, on=ON)
    with_the_rest = stated(stated(EMPTY, "skilled_share", Share.from_percent("60%")), "local_plan", value=True)

    def settled(asked: QuestionList) -> set[str]:
        return {bearing.rule for bearing in bearings(asked, "wage_arrears_records") if bearing.settled}

    assert "D-3" not in settled(alone)
    assert "D-3" in settled(ask([jurisdiction], with_the_rest, on=ON))


def test_a_decided_condition_raises_no_question(jurisdiction: Jurisdiction) -> None:
    asked = ask([jurisdiction], stated(EMPTY, "workers", 9000), on=ON)

    assert "workers" not in {question.key for question in asked.questions}


def test_papers_nobody_spoke_of_are_asked_for(jurisdiction: Jurisdiction) -> None:
    asked = ask([jurisdiction], EMPTY, on=ON)

    papers = {question.written_as for question in asked.questions if question.kind == "paper"}
    assert "materials.application_form" in papers


def test_what_only_officials_can_say_stands_apart(jurisdiction: Jurisdiction) -> None:
    asked = ask([jurisdiction], EMPTY, on=ON)

    assert "D-6" in {item.rule for item in asked.judgements}
    assert all(item.asks for item in asked.judgements if item.rule == "D-6")


def test_the_order_of_regions_changes_no_ranking(region: Region, demo: Demo) -> None:
    region("demo", demo())
    region("other", demo("other"))
    both = [load_installed("demo"), load_installed("other")]

    forth, back = ask(both, EMPTY, on=ON), ask(both[::-1], EMPTY, on=ON)

    assert [(item.key, item.year, item.settles, item.closes) for item in forth.questions] == [
        (item.key, item.year, item.settles, item.closes) for item in back.questions
    ]
    assert forth.questions[0].settles == 2 * ask(both[:1], EMPTY, on=ON).questions[0].settles
