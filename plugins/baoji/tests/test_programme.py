"""Targets and departments: 二, 三（二）, 四（一） and the brackets of 宝人社发〔2022〕39号. Numbers come from the document."""

from datetime import date

import pytest

from laowu.jurisdictions.jurisdiction import Jurisdiction
from laowu.places.divisions import Divisions
from laowu.rules.programme import NumericTarget, ProgrammeRules

END_OF_THE_YEARS = date(2025, 12, 31)


@pytest.fixture
def programme(baoji: Jurisdiction) -> ProgrammeRules:
    assert baoji.book.programme is not None
    return baoji.book.programme


def target(programme: ProgrammeRules, rule: str) -> NumericTarget:
    return next(item for item in programme.targets if item.id == rule)


def number(found: NumericTarget) -> int | None:
    return found.number.on(END_OF_THE_YEARS) if found.number else None


def test_each_of_17_measures_names_its_departments(programme: ProgrammeRules) -> None:
    assert len(programme.responsibilities) == 17
    assert all("BJ-057" in item.also for item in programme.responsibilities)


def test_7_1_names_all_17_issuers_led_by_human_resources(baoji: Jurisdiction, programme: ProgrammeRules) -> None:
    leadership = next(item for item in programme.responsibilities if item.id == "BJ-057-7-1")
    assert len(leadership.departments) == len(baoji.book.documents["bj-opinion"].issuers) == 17
    assert len(set(leadership.departments)) == 17
    assert leadership.lead == ("hrss",)


def test_beside_the_17_only_the_publicity_department_and_others_unnamed_answer_for_a_measure(programme: ProgrammeRules) -> None:
    issuers = next(item for item in programme.responsibilities if item.id == "BJ-057-7-1").departments
    named = {code for item in programme.responsibilities for code in item.departments}
    assert named - set(issuers) == {"publicity", "related"}


def test_human_resources_has_a_part_in_every_measure(programme: ProgrammeRules) -> None:
    assert all("hrss" in item.departments for item in programme.responsibilities)


def test_the_classes_come_to_seven_or_eight_of_twelve(programme: ProgrammeRules) -> None:
    classes = [target(programme, f"BJ-{clause}") for clause in ("013", "014", "015", "016")]
    assert sum(number(item) or 0 for item in classes) == 7
    top = classes[0].up_to
    assert top is not None
    assert top.on(END_OF_THE_YEARS) == 2
    assert number(target(programme, "BJ-006")) == 12


def test_twelve_counties_and_districts_of_which_eight_are_counties(baoji: Jurisdiction) -> None:
    own = [row for row in Divisions.load().in_force(END_OF_THE_YEARS) if row.code.startswith("6103") and row.level == "county"]
    assert len(own) == 12
    reading = next(found for found, _ in baoji.book.readings if found.id == "BJ-each-county")
    counties = reading.choice("counties-only").set["programme"]["target"]["BJ-007"]["divisions"]
    assert counties == [row.code for row in own if row.name.endswith("县")]


def test_only_the_aims_of_2_and_the_training_projects_are_striven_for(programme: ProgrammeRules) -> None:
    soft = {item.id for item in programme.targets if item.soft}
    assert soft == {"BJ-006", "BJ-007", "BJ-008-batch", "BJ-009-recommended", "BJ-010", "BJ-027"}
    assert {item.id for item in programme.targets if item.due == END_OF_THE_YEARS} == soft - {"BJ-027"}


def test_every_class_of_a_target_is_one_of_the_four(programme: ProgrammeRules) -> None:
    classes = next(item for item in programme.definitions if item.id == "BJ-013-classes")
    assert {code for item in programme.targets for code in item.classes} == {entry.code for entry in classes.entries}
