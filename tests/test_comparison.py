"""One brand under every region: nothing but the question and the rules decides what a comparison says."""

import json
from collections.abc import Callable
from datetime import date
from itertools import permutations
from pathlib import Path
from typing import Any

import attrs
import pytest
from jsonschema import Draft202012Validator, FormatChecker

from laowu.evaluate.comparing.compare import Column, Comparison, compare
from laowu.evaluate.comparing.portfolio import portfolio
from laowu.evaluate.comparing.rules_across import rules_across
from laowu.evaluate.explaining.explain import explain
from laowu.evaluate.json_schema import schema
from laowu.evaluate.replay import replay
from laowu.evaluate.result_data import assessment_data, result_data, result_json
from laowu.jurisdictions.loading import load_installed
from laowu.model.dossier import Brand, Check, CheckResult, Dossier, Operator, Recognition
from laowu.model.dossier_file import read_dossier
from laowu.model.facts import Figure
from laowu.model.level import Level
from laowu.model.outcome import Outcome
from laowu.rules.eligibility import Criterion
from laowu.rules.management import Consequence, Upkeep
from laowu.rules.naming import Form, Titles
from laowu.rules.review import Paper, Stage
from laowu.rules.subsidy import Award

Demo = Callable[..., dict[str, str]]
Region = Callable[..., Path]

ON = date(2026, 11, 21)
MADE = ("northern", "southern", "western")
EXAMPLES = sorted((Path(__file__).parent.parent / "examples").glob("*.toml"))


@pytest.fixture
def dossier() -> Dossier:
    """A brand at home in 常州, recognised by one of the made regions, short in some ways and silent in others."""
    return Dossier(
        brand=Brand(name="金坛茶匠", place="江苏省常州市金坛区", brand_class="skill"),
        operators=(Operator(name="某茶业公司", place="江苏省常州市金坛区"),),
        facts={"workers": (Figure(low=4999, high=4999),), "wage_arrears_records": (Figure(low=0, high=0),)},
        recognitions=(Recognition(level=Level.MUNICIPAL, on=date(2025, 1, 5), jurisdiction="southern"),),
        checks=(Check(on=date(2026, 1, 5), result=CheckResult.FAILED, jurisdiction="southern"),),
    )


@pytest.fixture
def made(region: Region, demo: Demo) -> tuple[str, ...]:
    """Three regions that differ: another threshold, another home, and no word on money or management."""
    region("northern", demo("northern"))
    elsewhere = ("eligibility.toml", 'within = "320400"', 'within = "210200"')
    region("southern", demo("southern", elsewhere, ("eligibility.toml", "at_least = 5000", "at_least = 4000")))
    files = demo("western")
    region("western", {name: text for name, text in files.items() if name not in ("subsidy.toml", "management.toml")})
    return MADE


@pytest.fixture
def everywhere(made: tuple[str, ...], regions: tuple[str, ...], install: Callable[[str], Path]) -> tuple[str, ...]:
    """The made regions and all regions of the repository."""
    for code in regions:
        install(code)
    return (*made, *regions)


def text_of(compared: Comparison) -> str:
    return result_json(result_data(compared))


def test_the_order_of_the_codes_is_the_order_of_the_columns_and_nothing_else(made: tuple[str, ...], dossier: Dossier) -> None:
    usual = compare(dossier, made, on=ON)

    for codes in permutations(made):
        other = compare(dossier, codes, on=ON)
        back = [codes.index(code) for code in made]
        assert [column.code for column in other.columns] == list(codes)
        assert tuple(other.columns[place] for place in back) == usual.columns
        for row, same_row in zip(other.rows, usual.rows, strict=True):
            assert attrs.evolve(row, cells=tuple(row.cells[place] for place in back)) == same_row
        assert other.differences == usual.differences


def test_a_column_does_not_depend_on_who_stands_beside_it(everywhere: tuple[str, ...], dossier: Dossier) -> None:
    together = compare(dossier, everywhere, on=ON)

    for place, code in enumerate(everywhere):
        alone = compare(dossier, [code], on=ON)
        assert alone.columns[0] == together.columns[place]
        assert [row.cells[0] for row in alone.rows] == [row.cells[place] for row in together.rows]


def test_two_runs_give_the_same_bytes(everywhere: tuple[str, ...], dossier: Dossier) -> None:
    codes = (*everywhere, "absent-region")

    assert text_of(compare(dossier, codes, on=ON)) == text_of(compare(dossier, codes, on=ON))


def test_a_comparison_and_its_assessments_are_as_their_schemas_say(everywhere: tuple[str, ...], dossier: Dossier) -> None:
    compared = compare(dossier, (*everywhere, "absent-region"), on=ON)

    assert mistakes(json.loads(text_of(compared)), "comparison") == []
    for column in compared.columns:
        if column.assessment:
            assert mistakes(json.loads(result_json(assessment_data(column.assessment, dossier))), "assessment") == []


def mistakes(data: Any, name: str) -> list[str]:
    return [error.message for error in Draft202012Validator(schema(name), format_checker=FormatChecker()).iter_errors(data)]


def test_as_if_local_only_the_conditions_of_place_differ(everywhere: tuple[str, ...], dossier: Dossier) -> None:
    place = "内蒙古自治区呼和浩特市"  # none of the regions
    brand = attrs.evolve(dossier.brand, place=place)
    stranger = attrs.evolve(dossier, brand=brand, operators=(attrs.evolve(dossier.operators[0], place=place),))

    at_home, away = compare(dossier, everywhere, on=ON), compare(stranger, everywhere, on=ON)

    assert row_of(at_home, "conditions") == row_of(away, "conditions")
    assert row_of(at_home, "territory") != row_of(away, "territory")
    for column in away.columns:
        for report in reports(column):
            place_findings = [finding for finding in report.findings if finding.scope.value == "territorial"]
            assert place_findings == [] or Outcome.MET not in {finding.outcome for finding in place_findings}


def row_of(compared: Comparison, aspect: str) -> tuple[Any, ...]:
    (cells,) = (row.cells for row in compared.rows if row.aspect == aspect)
    return cells


def reports(column: Column) -> tuple[Any, ...]:
    assert column.assessment is not None
    return column.assessment.eligibility


def test_every_outcome_in_a_cell_names_rules_that_can_be_explained(everywhere: tuple[str, ...], dossier: Dossier) -> None:
    compared = compare(dossier, everywhere, on=ON)

    seen = 0
    for place, code in enumerate(everywhere):
        jurisdiction = load_installed(code)
        for row in compared.rows:
            cell = row.cells[place]
            if cell is None:
                continue
            assert cell.says
            assert cell.outcome is None or cell.rules, f"{code} {row.aspect}"
            for rule in cell.rules:
                seen += 1
                assert all(explained.clause.locator for explained in explain(jurisdiction, rule, ON).rules)
    assert seen > 50


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
def test_an_example_is_compared_in_every_region_and_every_line_leads_to_a_clause(
    example: Path, everywhere: tuple[str, ...]
) -> None:
    brand = read_dossier(example)

    compared = compare(brand, everywhere, on=ON)

    assert {column.code: column.state for column in compared.columns} == dict.fromkeys(everywhere, "judged")
    assert mistakes(json.loads(text_of(compared)), "comparison") == []
    for row in compared.rows:
        for cell in row.cells:
            assert cell is None or cell.outcome is None or cell.rules


def test_every_assessment_of_a_comparison_can_be_replayed(everywhere: tuple[str, ...], dossier: Dossier) -> None:
    for column in compare(dossier, everywhere, on=ON, start=date(2027, 1, 4)).columns:
        assert column.assessment is not None
        stored = json.loads(result_json(assessment_data(column.assessment, dossier)))
        assert replay(stored).changes == ()


def test_a_threshold_and_a_home_that_differ_are_found_and_faced(made: tuple[str, ...], dossier: Dossier) -> None:
    found = compare(dossier, made, on=ON).differences

    places = [difference for difference in found.differing if difference.aspect == "territory" and difference.level is None]
    (pair,) = [
        (why.made_by, why.worse)
        for why in places[0].explanations
        if {why.first.jurisdiction, why.second.jurisdiction} == {"northern", "southern"}
    ]
    assert pair[1] == "southern"
    assert [(one.first and one.first.rule, one.second and one.second.rule) for one in pair[0]] == [("D-4", "D-4")]
    (threshold,) = [
        one
        for difference in found.differing
        if (difference.aspect, difference.level) == ("conditions", Level.MUNICIPAL)
        for why in difference.explanations
        if (why.first.jurisdiction, why.second.jurisdiction) == ("northern", "southern")
        for one in why.made_by
    ]
    assert threshold.first
    assert threshold.second
    assert [(value.name, value.asked, value.found, value.outcome) for value in threshold.first.values] == [
        ("workers", "5000", "4999", "not met")
    ]
    assert [(value.name, value.asked, value.outcome) for value in threshold.second.values] == [("workers", "4000", "met")]


def test_every_aspect_is_either_equal_or_different_and_a_difference_has_every_region_once(
    everywhere: tuple[str, ...], dossier: Dossier
) -> None:
    found = compare(dossier, everywhere, on=ON).differences

    keys = [(aspect.aspect, aspect.level) for aspect in found.differing]
    keys += [(aspect.aspect, aspect.level) for aspect in found.equal]
    assert len(keys) == len(set(keys))
    for difference in found.differing:
        codes = [code for group in difference.groups for code in group.jurisdictions]
        assert len(difference.groups) > 1
        assert len(codes) == len(set(codes))
        group = {code: place for place, alike in enumerate(difference.groups) for code in alike.jurisdictions}
        pairs = {(why.first.jurisdiction, why.second.jurisdiction) for why in difference.explanations}
        assert pairs == {(one, other) for one in codes for other in codes if one < other and group[one] != group[other]}


def test_a_region_that_cannot_answer_changes_nothing_about_the_differences(made: tuple[str, ...], dossier: Dossier) -> None:
    assert compare(dossier, (*made, "absent-region"), on=ON).differences == compare(dossier, made, on=ON).differences


def test_rule_books_stand_side_by_side_whatever_their_order(everywhere: tuple[str, ...]) -> None:
    usual, turned = rules_across(everywhere, on=ON), rules_across(everywhere[::-1], on=ON)

    assert mistakes(json.loads(result_json(result_data(usual))), "rules-across") == []
    assert turned.regions == usual.regions[::-1]
    for part, other in zip(usual.parts, turned.parts, strict=True):
        assert [attrs.evolve(row, cells=row.cells[::-1]) for row in other.rows] == list(part.rows)


def test_every_criterion_in_force_stands_in_the_rules_side_by_side(regions: tuple[str, ...]) -> None:
    across = rules_across(regions, on=ON)

    for place, code in enumerate(regions):
        book = load_installed(code).book
        told = {entry.rule for part in across.parts for row in part.rows for entry in row.cells[place]}
        kinds = (Criterion, Form, Titles, Stage, Paper, Award, Upkeep, Consequence)
        stated = {rule.id for _, rule in book.rules() if isinstance(rule, kinds) and rule.in_force(ON)}
        assert told == stated


def test_a_region_that_cannot_be_read_is_a_marked_column_of_the_rules(made: tuple[str, ...]) -> None:
    across = rules_across((*made, "absent-region"), on=ON)

    assert [region.state for region in across.regions] == ["judged"] * len(made) + ["missing"]
    assert all(row.cells[-1] == () for part in across.parts for row in part.rows)


def test_a_portfolio_is_as_its_schema_says_and_gives_the_same_bytes(everywhere: tuple[str, ...]) -> None:
    brands = [read_dossier(example) for example in EXAMPLES[:3]]

    text = result_json(result_data(portfolio(brands, (*everywhere, "absent-region"), on=ON)))

    assert mistakes(json.loads(text), "portfolio") == []
    assert text == result_json(result_data(portfolio(iter(brands), (*everywhere, "absent-region"), on=ON)))
