"""As a value of a region moves: counted quickly, and the same as when the rules are changed and every brand is asked anew."""

import zlib
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from laowu.evaluate.assess import paid_levels, targets
from laowu.evaluate.sweeping.axis import asked_values
from laowu.evaluate.sweeping.result import Sweep
from laowu.evaluate.sweeping.sweep import SECTIONS, sweep, trial_of
from laowu.jurisdictions.jurisdiction import Jurisdiction
from laowu.jurisdictions.loading import InstalledRules, load_installed, read_installed
from laowu.model.dossier import Dossier
from laowu.model.dossier_file import read_dossier
from laowu.model.level import Target
from laowu.model.money import NOTHING
from laowu.model.outcome import Outcome
from laowu.model.questions import SubsidyClaim
from laowu.rules.variation import numbers, variation

ON = date(2026, 11, 21)
HERE = Path(__file__).parent.parent
BRANDS = tuple(read_dossier(path) for path in sorted((HERE / "examples").glob("*.toml")))
REGIONS = tuple(sorted(path.parent.name for path in (HERE / "plugins").glob("*/pyproject.toml")))
_ONE_IN = 4


@cache
def rules_of(code: str) -> InstalledRules:
    return read_installed(code)


def paths(code: str) -> Iterator[str]:
    """Every number about money, and of those about recognition one in four, always the same ones."""
    tree = rules_of(code).read().sections.tree
    for section in SECTIONS:
        for path in numbers(tree.get(section, {}), section):
            chosen = section == "subsidy" or zlib.crc32(f"{code}.{path}".encode()) % _ONE_IN == 0
            if chosen and "years_back" not in path:
                yield path


def values_of(code: str, path: str) -> str:
    value = variation(rules_of(code).read(), path, sections=SECTIONS).stated[0].value
    if isinstance(value, str):
        return f"60%,{value},100%"
    return f"{value},{value + 1}" if path.endswith("at_least_k") else f"{value},{value * 2 + 1}"


def swept(code: str, path: str, values: str) -> Sweep:
    rules = rules_of(code)
    return sweep(BRANDS, trial_of(rules, variation(rules.read(), path, sections=SECTIONS), asked_values(values)), on=ON)


def changed(path: str, value: str) -> dict[str, Any]:
    tree: Any = int(value) if value.isdigit() else value
    for step in reversed(path.split(".")):
        tree = {step: tree}
    return dict(tree)


def counted(region: Jurisdiction, target: Target) -> tuple[dict[str, int], dict[str, int]]:
    """How many brands come out how, each of them asked."""
    reports = [
        report
        for brand in BRANDS
        if target in targets(region.book, brand)
        if (report := region.check_eligibility(brand, target, ON)) is not None
    ]
    return (
        {outcome.value: sum(report.outcome is outcome for report in reports) for outcome in Outcome},
        {outcome.value: sum(report.substantive is outcome for report in reports) for outcome in Outcome},
    )


def paid(region: Jurisdiction, brand: Dossier, target: Target) -> Any:
    statement = region.calculate_subsidy(SubsidyClaim(dossier=brand, target=target), ON)
    assert statement is not None
    return statement.total


@pytest.mark.parametrize("code", REGIONS)
def test_every_value_comes_out_as_when_the_rules_are_changed(code: str) -> None:
    chosen = list(paths(code))

    assert chosen
    for path in chosen:
        check(code, path)


def check(code: str, path: str) -> None:
    """Change the rules by hand at every value, and ask every brand anew."""
    result = swept(code, path, values_of(code, path))
    assert result.recognition or result.money
    for place, value in enumerate(result.values):
        region = load_installed(code, changes=changed(path, value.value))
        for found in result.recognition:
            counts = found.counts[place]
            assert (counts.outcomes, counts.substantive) == counted(region, found.target)
        recognised = region.book.eligibility.levels if region.book.eligibility else ()
        assert [found.level for found in result.money] in ([], list(paid_levels(region.book, recognised)))
        for money in result.money:
            totals = [paid(region, brand, Target(level=money.level, brand_class=brand.brand.brand_class)) for brand in BRANDS]
            stated = [total for total in totals if total.low is not None]
            assert money.sums[place].total == sum(stated, NOTHING)
            assert money.sums[place].not_stated == len(totals) - len(stated)


def test_a_level_that_comes_after_another_moves_with_the_conditions_of_that_one() -> None:
    book = load_installed("dalian").book
    assert book.eligibility
    district = next(rule for rule in book.eligibility.criteria if rule.id == "DL-009")

    result = swept("dalian", "eligibility.criterion.DL-009.condition.at_least", "1,500,100000")

    assert [level.value for level in district.levels] == ["district"]
    assert [found.target.level.value for found in result.recognition] == ["district", "municipal"]
