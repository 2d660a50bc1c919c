"""Cells of the form, targets and what stands around the five questions, read in 大就办发〔2022〕9号 and its annex 1."""

from collections.abc import Callable
from datetime import date

import attrs
import pytest

from laowu.decide.forms import form_fields
from laowu.decide.programme import target_standing
from laowu.jurisdictions.jurisdiction import Jurisdiction
from laowu.jurisdictions.loading import load_installed
from laowu.model.answers.programme import CellState, FormCell, TargetStanding
from laowu.model.dossier import Dossier
from laowu.model.facts import Figure
from laowu.model.level import Level, Target
from laowu.model.outcome import Outcome
from laowu.model.questions import Application
from laowu.places.divisions import Divisions
from laowu.rules.programme import FormField, NumericTarget

DossierOf = Callable[..., Dossier]
FORM = "dalian_application_form"
START = date(2022, 11, 15)
#: Seven districts, two cities and one county of Dalian in November 2022.
DISTRICTS = ("210202", "210203", "210204", "210211", "210212", "210213", "210214", "210224", "210281", "210283")
ZONES = ("高新区", "长兴岛", "花园口")


def cells(jurisdiction: Jurisdiction, dossier: Dossier) -> list[FormCell]:
    application = Application(dossier=dossier, target=Target(level=Level.DISTRICT), start=START)
    return list(form_fields(jurisdiction.book, FORM, application, START))


def cell(jurisdiction: Jurisdiction, dossier: Dossier, rule: str, year: int | None = None) -> FormCell:
    (found,) = (found for found in cells(jurisdiction, dossier) if (found.rule, found.year) == (rule, year))
    return found


def with_account(dossier: Dossier, text: str) -> Dossier:
    return attrs.evolve(dossier, local_facts={"dalian": {"brand_account": (Figure(low=text, high=text),)}})


@pytest.mark.parametrize("rule", ["DL-062", "DL-063", "DL-064", "DL-065", "DL-066-cell", "DL-067-cell"])
def test_the_form_asks_six_figures_of_each_of_two_years(rule: str, dalian: Jurisdiction, dossier: DossierOf) -> None:
    """附件1: columns 2021年 and 2022年."""
    assert [found.year for found in cells(dalian, dossier()) if found.rule == rule] == [2021, 2022]


@pytest.mark.parametrize(("length", "state"), [(1999, CellState.FILLED), (2000, CellState.FILLED), (2001, CellState.TOO_LONG)])
def test_the_account_of_the_brand_takes_2000_characters(
    length: int, state: CellState, dalian: Jurisdiction, dossier: DossierOf
) -> None:
    """附件1: 2000字以内."""
    found = cell(dalian, with_account(dossier(), "牌" * length), "DL-068")

    assert (found.state, found.characters) == (state, length)


def test_without_an_account_one_cell_is_still_to_be_filled(dalian: Jurisdiction, dossier: DossierOf) -> None:
    assert [found.rule for found in cells(dalian, dossier()) if found.open] == ["DL-068"]


@pytest.mark.parametrize("rule", ["DL-061", "DL-061-phone", "DL-061-mobile"])
def test_names_and_telephones_are_never_taken_from_a_dossier(rule: str, dalian: Jurisdiction, dossier: DossierOf) -> None:
    found = cell(dalian, dossier(), rule)

    assert (found.personal, found.state, found.value) == (True, CellState.BY_HAND, None)


def test_opinions_are_filled_by_the_area_and_by_the_city(dalian: Jurisdiction, dossier: DossierOf) -> None:
    by_office = [found for found in cells(dalian, dossier()) if found.state is CellState.BY_OFFICE]

    assert [(found.rule[:6], found.filled_by) for found in by_office] == [("DL-069", "district")] * 3 + [("DL-070", "city")] * 3


def test_the_cell_for_output_may_be_read_as_both_ways_of_placing(dalian: Jurisdiction, dossier: DossierOf) -> None:
    """400 hired and 600 sent out."""
    both = load_installed("dalian", choices={"DL-form-output": "both"})
    alone, together = (cell(jurisdiction, dossier(), "DL-064", 2021).value for jurisdiction in (dalian, both))

    assert alone is not None
    assert "600" in alone.en
    assert together is not None
    assert "1,000" in together.en


def test_the_library_records_five_things(dalian: Jurisdiction) -> None:
    """三（四）."""
    fields = [rule for _, rule in dalian.book.rules() if isinstance(rule, FormField) and rule.form == "brand_library"]

    assert [field.label.zh for field in fields] == ["产业分布", "所属行业", "从业规模", "市场份额", "经济效益"]


def standing(jurisdiction: Jurisdiction, counts: dict[str, int], on: date = date(2022, 11, 30)) -> TargetStanding:
    (target,) = (rule for _, rule in jurisdiction.book.rules() if isinstance(rule, NumericTarget) and rule.id == "DL-055")
    return target_standing(jurisdiction.book, target, counts, on, Divisions.load())


def test_each_of_ten_districts_and_three_zones_owes_one_district_brand(dalian: Jurisdiction) -> None:
    """四（三）; the notice is addressed to the zones as well."""
    found = standing(dalian, dict.fromkeys((*DISTRICTS, *ZONES), 1))

    assert {row.code for row in found.rows} == {*DISTRICTS, *ZONES}
    assert (found.total.asked, found.total.outcome) == (13, Outcome.MET)


@pytest.mark.parametrize("area", [*DISTRICTS, *ZONES])
def test_one_area_without_a_brand_misses_the_target(area: str, dalian: Jurisdiction) -> None:
    found = standing(dalian, {**dict.fromkeys((*DISTRICTS, *ZONES), 1), area: 0})

    assert (found.total.gap, found.total.outcome) == (1, Outcome.NOT_MET)


@pytest.mark.parametrize(("on", "past"), [(date(2022, 11, 30), False), (date(2022, 12, 1), True)])
def test_the_target_is_due_on_the_last_day_of_november(on: date, past: bool, dalian: Jurisdiction) -> None:
    found = standing(dalian, dict.fromkeys((*DISTRICTS, *ZONES), 0), on)

    assert (found.due, found.past_due) == (date(2022, 11, 30), past)


def test_without_the_zones_ten_areas_are_asked() -> None:
    read = load_installed("dalian", choices={"DL-zones": "no-district"})

    assert {row.code for row in standing(read, {}).rows} == set(DISTRICTS)
