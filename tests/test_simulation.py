"""A simulation says what two assessments say, one before and one after the change; nothing more and nothing less."""

import json
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, reject, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, FormatChecker

from laowu.errors import SettingsError
from laowu.evaluate.assess import Assessment, assess
from laowu.evaluate.json_schema import schema
from laowu.evaluate.result_data import result_data, result_json
from laowu.evaluate.simulating.change_file import RegionChange, read_changes, region_change
from laowu.evaluate.simulating.simulate import BrandEffect, Simulation, simulate
from laowu.jurisdictions.discovery import discover
from laowu.jurisdictions.loading import InstalledRules, load_installed, read_installed
from laowu.model.dossier import Dossier
from laowu.model.dossier_file import read_dossier
from laowu.model.money import NOTHING, Amount
from laowu.rules.load import rule_tree

ON = date(2026, 11, 21)
ROOT = Path(__file__).parent.parent
CODES = sorted(path.parent.name for path in ROOT.glob("plugins/*/pyproject.toml"))
CHANGES = sorted((ROOT / "examples" / "changes").glob("*.toml"))
QUESTIONS = ("eligibility", "naming", "review", "subsidy", "management")


@cache
def installed(code: str) -> InstalledRules:
    return read_installed(code, installed=discover())


@cache
def examples() -> tuple[Dossier, ...]:
    return tuple(read_dossier(path, known_codes=CODES) for path in sorted((ROOT / "examples").glob("*.toml")))


def numbers(tree: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], int]]:
    """Every whole number in the rule data, with its path as a change file writes it."""
    parts = tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ()
    for key, value in parts:
        here = (*path, str(key))
        if isinstance(value, int) and not isinstance(value, bool):
            yield here, value
        else:
            yield from numbers(value, here)


@cache
def parameters(code: str) -> list[tuple[tuple[str, ...], int]]:
    """The numbers of a region's rules that a simulation may change."""
    tree = rule_tree(installed(code).layers)
    asked = ("eligibility", "subsidy", "review", "management")
    return [
        (path, value)
        for path, value in numbers({key: tree[key] for key in asked if key in tree})
        if path[-1] not in ("month", "day")
    ]


def nested(path: tuple[str, ...], value: Any) -> dict[str, Any]:
    """A tree with one value in it."""
    for step in reversed(path):
        value = {step: value}
    tree: dict[str, Any] = value
    return tree


@pytest.mark.parametrize("code", CODES)
@settings(max_examples=6)
@given(data=st.data())
def test_a_simulation_is_what_assessing_under_the_change_gives(code: str, data: st.DataObject) -> None:
    path, value = data.draw(st.sampled_from(parameters(code)))
    tree = nested(path, value + data.draw(st.sampled_from([1, 7, 1000])))
    dossiers = data.draw(st.lists(st.sampled_from(examples()), min_size=1, max_size=3, unique_by=lambda item: item.brand.name))

    try:
        change = region_change(installed(code), tree)
    except SettingsError:  # as five of four things
        reject()
    result = simulate(dossiers, [change], on=ON)

    before, after = load_installed(code), load_installed(code, changes=tree)
    effects = {effect.brand: effect for effect in result.brands}
    for dossier in dossiers:
        old, new = assess(before, dossier, on=ON), assess(after, dossier, on=ON)
        differing = tuple(question for question in QUESTIONS if plain(old, question) != plain(new, question))
        effect = effects.get(dossier.brand.name)
        assert (effect.answers if effect else ()) == differing
        if effect:
            check(effect, old, new)
    check_sums(result, [(assess(before, dossier, on=ON), assess(after, dossier, on=ON)) for dossier in dossiers])
    assert [(value.before, value.after) for value in change.values] != []


def plain(answer: Assessment, question: str) -> Any:
    """The answers to one question as they are printed, without the list of readings."""
    found = result_data(getattr(answer, question))
    return [
        {key: part for key, part in one.items() if key != "readings"} for one in (found if isinstance(found, list) else [found])
    ]


def check(effect: BrandEffect, old: Assessment, new: Assessment) -> None:
    """What is told of a brand is what its two assessments say."""
    outcomes = [{report.target: report.outcome for report in answer.eligibility} for answer in (old, new)]
    flipped = {target for target in outcomes[0] | outcomes[1] if outcomes[0].get(target) is not outcomes[1].get(target)}
    assert {change.target for change in effect.recognition if change.flips} == flipped
    for change in effect.recognition:
        assert (change.before, change.after) == (outcomes[0].get(change.target), outcomes[1].get(change.target))
        found = [
            {
                finding.rule: finding.outcome
                for report in answer.eligibility
                if report.target == change.target
                for finding in report.findings
            }
            for answer in (old, new)
        ]
        for one in change.criteria:
            assert (one.before, one.after) == (found[0].get(one.rule), found[1].get(one.rule))
            assert one.before is not one.after
    totals = [{statement.target.level: statement.total for statement in answer.subsidy} for answer in (old, new)]
    told = {change.level for change in effect.money if change.before != change.after}
    assert told == {level for level in totals[0] | totals[1] if totals[0].get(level) != totals[1].get(level)}
    statuses = [{decision.level: decision.status for decision in answer.management} for answer in (old, new)]
    moved = {change.level for change in effect.upkeep if change.before is not change.after}
    assert moved == {level for level in statuses[0] if statuses[0][level] is not statuses[1].get(level)}


def check_sums(result: Simulation, pairs: list[tuple[Assessment, Assessment]]) -> None:
    (region,) = result.regions
    for total in region.money:
        sides = []
        for side in range(2):
            stated = [item.total for pair in pairs for item in pair[side].subsidy if item.target.level is total.level]
            sides.append(sum((amount for amount in stated if amount.low is not None), NOTHING))
        assert (total.before, total.after) == tuple(sides)
    for tally in region.outcomes:
        assert sum(tally.before.values()) == sum(tally.after.values()) <= len(pairs)


@pytest.mark.parametrize("code", CODES)
def test_nothing_changed_changes_nothing(code: str) -> None:
    result = simulate(examples(), [region_change(installed(code), {})], on=ON)

    assert result.brands == ()
    assert all(total.before == total.after for total in result.regions[0].money)
    assert any(isinstance(total.before, Amount) for total in result.regions[0].money)


def test_another_reading_that_alters_no_answer_is_no_difference() -> None:
    change = region_change(installed("chongqing"), {}, readings={"CQ-cap-scope": "operator"})

    assert [reading.after for reading in change.readings] == ["operator"]
    assert simulate(examples(), [change], on=ON).brands == ()


def of_file(path: Path) -> list[RegionChange]:
    file = read_changes(path, CODES)
    assert file.regions or file.readings
    return [region_change(installed(code), file.changes(code), readings=file.readings) for code in file.regions or CODES]


@pytest.mark.parametrize("path", CHANGES, ids=lambda path: path.stem)
def test_an_example_of_a_change_changes_something_and_prints_the_same_in_any_order(path: Path) -> None:
    changes = of_file(path)

    forwards, backwards = (
        result_json(result_data(simulate(dossiers, changes, on=ON))) for dossiers in (examples(), examples()[::-1])
    )

    assert forwards == backwards
    data = json.loads(forwards)
    assert data["brands"]
    validator = Draft202012Validator(schema("simulation"), format_checker=FormatChecker())
    assert [error.message for error in validator.iter_errors(data)] == []


def test_there_are_examples_of_changes() -> None:
    assert CHANGES
