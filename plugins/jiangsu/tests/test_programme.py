"""What the text states around the five questions. Expected values were read in 苏人社发〔2022〕40号, not in the rule data."""

from datetime import date

import pytest

from laowu.decide.programme import target_standing
from laowu.evaluate.explaining.coverage import coverage_of
from laowu.jurisdictions.jurisdiction import Jurisdiction
from laowu.jurisdictions.loading import load_installed
from laowu.model.outcome import Outcome
from laowu.places.divisions import Divisions
from laowu.rules.coverage import ClauseState
from laowu.rules.programme import ProgrammeRules

MEASURES = 13
CLAUSES = 70


@pytest.fixture(scope="session")
def programme(jiangsu: Jurisdiction) -> ProgrammeRules:
    assert jiangsu.book.programme is not None
    return jiangsu.book.programme


def test_every_clause_is_answered_and_only_the_guiding_thought_is_out_of_scope(jiangsu: Jurisdiction) -> None:
    coverage = coverage_of(jiangsu)

    assert coverage.faults == ()
    assert [clause.id for clause in coverage.clauses] == [f"JS-{number:03}" for number in range(1, CLAUSES + 1)]
    assert [clause.id for clause in coverage.clauses if clause.state is ClauseState.OUT_OF_SCOPE] == ["JS-002"]


def test_each_of_the_thirteen_measures_has_its_departments(programme: ProgrammeRules) -> None:
    """How many each measure names, from （一） to （十三）; （十） and （十一） name every department."""
    measures = [rule for rule in programme.responsibilities if "JS-063" in rule.also]

    assert [len(rule.departments) for rule in measures] == [7, 9, 1, 5, 5, 5, 8, 11, 9, 1, 1, 1, 5]
    assert len({rule.task.zh for rule in measures}) == MEASURES
    assert [rule.id for rule in measures if rule.departments == ("all",)] == ["JS-063-10", "JS-063-11"]


def test_a_department_that_gets_no_work_is_not_listed(programme: ProgrammeRules) -> None:
    named = {code for rule in programme.responsibilities for code in rule.departments}

    assert named == {department.code for department in programme.departments}


@pytest.mark.parametrize(
    ("brand_class", "departments"),
    [
        ("skill", ["省发展改革委", "省科技厅", "省工业和信息化厅"]),
        ("service", ["省民政厅", "省卫生健康委", "省商务厅"]),
        ("culture", ["省农业农村厅", "省文化和旅游厅"]),
        ("livelihood", ["省住房和城乡建设厅", "省乡村振兴局"]),
    ],
)
def test_each_class_is_fostered_by_departments_of_its_own(
    brand_class: str, departments: list[str], programme: ProgrammeRules
) -> None:
    """五（十一）."""
    labels = {department.code: department.label.zh for department in programme.departments}
    (rule,) = (rule for rule in programme.responsibilities if rule.classes == (brand_class,))

    assert [labels[code] for code in rule.departments] == departments


def test_the_classes_of_the_definition_are_those_of_the_conditions(jiangsu: Jurisdiction, programme: ProgrammeRules) -> None:
    """二（二） and the annex."""
    assert jiangsu.book.eligibility is not None
    (classes,) = (rule for rule in programme.definitions if rule.id == "JS-007")

    conditions = {found.code: found.label.zh for found in jiangsu.book.eligibility.classes}
    assert {entry.code: entry.label.zh for entry in classes.entries} == conditions


def test_no_support_states_a_sum(programme: ProgrammeRules) -> None:
    assert all(not any(character.isdigit() for character in rule.summary.zh) for rule in programme.entitlements)


@pytest.mark.parametrize("day", [date(2022, 4, 18), date(2025, 12, 31)])
def test_the_counties_asked_are_all_divisions_of_the_province_that_are_no_districts(day: date, programme: ProgrammeRules) -> None:
    """一（二）: 县、市 of the day the text was issued and of the day the target falls due."""
    (target,) = (rule for rule in programme.targets if rule.id == "JS-003")
    rows = [row for row in Divisions.load().in_force(day) if row.level == "county" and row.code.startswith("32")]

    assert set(target.divisions) == {row.code for row in rows if not row.name.endswith("区")}


@pytest.mark.parametrize(
    ("rule", "count", "least", "quota"),
    [
        ("JS-004-total", 199, Outcome.NOT_MET, Outcome.NOT_MET),
        ("JS-004-total", 200, Outcome.MET, Outcome.MET),
        ("JS-004-total", 201, Outcome.MET, Outcome.NOT_MET),
        ("JS-004-first", 49, Outcome.NOT_MET, Outcome.NOT_MET),
        ("JS-004-first", 50, Outcome.MET, Outcome.MET),
        ("JS-004-first", 51, Outcome.MET, Outcome.NOT_MET),
    ],
)
def test_200_brands_and_50_of_them_first_are_the_least_unless_read_as_a_quota(
    rule: str, count: int, least: Outcome, quota: Outcome, jiangsu: Jurisdiction
) -> None:
    """一（二）."""
    read = load_installed("jiangsu", choices={"JS-quota": "quota"})

    for jurisdiction, expected in ((jiangsu, least), (read, quota)):
        book = jurisdiction.book
        assert book.programme is not None
        (target,) = (found for found in book.programme.targets if found.id == rule)
        standing = target_standing(book, target, {"region": count}, date(2024, 6, 3), Divisions.load())
        assert standing.total.outcome is expected
