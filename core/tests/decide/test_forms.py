"""Every cell of a form, with what a dossier offers for it."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from laowu.decide.forms import form_fields, length_of
from laowu.model.answers import CellState, FormCell
from laowu.model.dossier import Brand, Dossier, Operator
from laowu.model.facts import FactDefinition, FactType, Figure
from laowu.model.level import Level, Target
from laowu.model.questions import Application
from laowu.rules.dated import Dated
from laowu.rules.programme import FormField, ProgrammeRules
from laowu.rules.review import Paper, Stage
from laowu.rules.rulebook import RuleBook
from laowu.text import same

MakeBook = Callable[..., RuleBook]
RULE: dict[str, Any] = {"summary": same("x"), "document": "d1", "clause": "附件", "since": date(2020, 1, 1)}
ON = date(2022, 11, 20)
ACCOUNT = FactDefinition(name="account", type=FactType.TEXT, label=same("x"), settled_by=same("x"))


def field(name: str = "f", **more: Any) -> FormField:
    return FormField(id=name, **{**RULE, "form": "form", "label": same("栏"), "holds": "text", **more})


@pytest.fixture(scope="session")
def filled(book: MakeBook) -> Callable[..., tuple[FormCell, ...]]:
    """The cells of a form for a brand."""

    def make(*fields: FormField, start: date = ON, on: date = ON, **dossier: Any) -> tuple[FormCell, ...]:
        made = book(programme=ProgrammeRules(fields=fields), documents={"d1": {"since": RULE["since"]}}, facts=(ACCOUNT,))
        about = Dossier(**{"brand": Brand(name="庄河歇马杏农"), **dossier})
        application = Application(dossier=about, target=Target(level=Level.MUNICIPAL), start=start)
        return form_fields(made, "form", application, on)

    return make


Filled = Callable[..., tuple[FormCell, ...]]


def figure(value: Any, year: int | None = None) -> Figure:
    return Figure(low=value, high=value, year=year)


def test_a_cell_is_filled_from_its_fact_or_says_which_to_give(filled: Filled) -> None:
    trained = field(facts=("trained",), holds="number")

    (given_,), (empty,) = filled(trained, facts={"trained": (figure(1200),)}), filled(trained)

    assert (given_.state, given_.value.en) == (CellState.FILLED, "1,200 persons")  # type: ignore[union-attr]
    assert (empty.state, empty.value) == (CellState.EMPTY, None)
    assert [want.fact for want in empty.wants] == ["trained"]
    assert empty.open
    assert not given_.open


def test_nought_fills_a_cell(filled: Filled) -> None:
    (cell,) = filled(field(facts=("open_orders",)), facts={"open_orders": (figure(0),)})

    assert cell.state is CellState.FILLED


def test_years_are_counted_back_from_the_year_of_the_application(filled: Filled) -> None:
    asked = field(facts=("trained",), years_back=(1, 0))
    known = {"trained": (figure(500, 2021), figure(300, 2022))}

    assert [(cell.year, cell.state) for cell in filled(asked, facts=known)] == [
        (2021, CellState.FILLED), (2022, CellState.FILLED),
    ]  # fmt: skip
    assert [(cell.year, cell.state) for cell in filled(asked, facts=known, start=date(2023, 3, 1))] == [
        (2022, CellState.FILLED), (2023, CellState.EMPTY),
    ]  # fmt: skip


@pytest.mark.parametrize(("extra", "state"), [("", CellState.FILLED), ("字", CellState.TOO_LONG)])
def test_a_text_is_held_to_its_limit_on_both_sides(extra: str, state: CellState, filled: Filled) -> None:
    asked = field(facts=("account",), most_characters=Dated.always(10))
    text = "一二三四五\n六七八 。" + extra

    (cell,) = filled(asked, facts={"account": (figure(text),)})

    assert (cell.state, cell.characters, cell.most_characters) == (state, 10 + len(extra), 10)
    assert cell.open == (state is CellState.TOO_LONG)


@given(st.text(), st.text(alphabet="\r\n"))
def test_line_breaks_are_no_characters_and_everything_else_is(text: str, breaks: str) -> None:
    assert length_of(breaks + text + breaks) == length_of(text)
    assert length_of(text) == len(text.replace("\r", "").replace("\n", ""))


def test_a_cell_about_a_person_is_never_filled_even_from_a_fact(filled: Filled) -> None:
    (cell,) = filled(field(facts=("account",), personal=True, holds="contact"), facts={"account": (figure("张"),)})

    assert (cell.state, cell.value, cell.personal, cell.open) == (CellState.BY_HAND, None, True, False)


def test_what_no_fact_fills_is_written_by_hand_and_offices_fill_their_own(filled: Filled) -> None:
    by_hand, office = filled(field("a", holds="seal"), field("b", holds="opinion", filled_by="city", facts=("trained",)))

    assert (by_hand.state, office.state) == (CellState.BY_HAND, CellState.BY_OFFICE)
    assert not by_hand.open
    assert not office.open


def test_an_optional_cell_may_stay_empty(filled: Filled) -> None:
    (cell,) = filled(field(facts=("trained",), optional=True))

    assert (cell.state, cell.open) == (CellState.EMPTY, False)


def test_what_stands_in_the_structure_of_the_dossier_fills_cells_too(filled: Filled) -> None:
    name, body = field("a", facts=("brand_name",)), field("b", facts=("operator_names",))

    first, second = filled(name, body, operators=(Operator(name="庄河杏业协会"), Operator(name="歇马杏业公司")))
    _, empty = filled(name, body)

    assert first.value == same("庄河歇马杏农")
    assert second.value == same("庄河杏业协会、歇马杏业公司")
    assert [want.fact for want in empty.wants] == [""]


def test_a_cell_of_several_facts_wants_those_that_are_missing(filled: Filled) -> None:
    (cell,) = filled(field(facts=("trained", "sent_out")), facts={"trained": (figure(3),)})

    assert [want.fact for want in cell.wants] == ["sent_out"]


def test_cells_of_other_forms_and_of_other_days_are_left_out(filled: Filled) -> None:
    assert filled(field(form="other"), field("late", since=date(2023, 1, 1))) == ()


def test_a_plan_carries_the_forms_among_its_papers(book: MakeBook, planned: Callable[..., Any]) -> None:
    papers = tuple(Paper(id=code, code=code, levels=(Level.MUNICIPAL,), **RULE) for code in ("form", "licence"))
    stage = Stage(id="s", stage="apply", kind="apply", levels=(Level.MUNICIPAL,), actor=same("x"), **RULE)
    stated = ProgrammeRules(fields=(field("a", facts=("trained",)), field("b", holds="seal")))

    plan = planned(stage, start=ON, papers=papers, programme=stated, documents={"d1": {"since": RULE["since"]}})

    assert [(form.code, form.missing, len(form.cells)) for form in plan.forms] == [("form", 1, 2)]
