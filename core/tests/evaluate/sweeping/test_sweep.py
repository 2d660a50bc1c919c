"""As one value moves: the same as if the rules were changed by hand at every value."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import attrs
import pytest
from jsonschema import Draft202012Validator

from laowu.errors import SettingsError
from laowu.evaluate.json_schema import schema
from laowu.evaluate.result_data import result_data, result_json
from laowu.evaluate.sweeping.axis import asked_values
from laowu.evaluate.sweeping.result import Sweep
from laowu.evaluate.sweeping.sweep import SECTIONS, sweep, trial_of
from laowu.jurisdictions.loading import read_installed
from laowu.model.dossier import Brand, Dossier
from laowu.model.facts import Figure
from laowu.rules.variation import variation

Region = Callable[..., Path]
Demo = Callable[..., dict[str, str]]

ON = date(2026, 11, 21)
FLOOR = "eligibility.criterion.D-1.condition.at_least"
STRICT = "eligibility.criterion.D-2.condition.more_than"


@pytest.fixture(autouse=True)
def installed(region: Region, demo: Demo) -> None:
    region("demo", demo())


def swept(dossiers: list[Dossier], path: str, values: str, on: date = ON) -> Sweep:
    rules = read_installed("demo")
    return sweep(dossiers, trial_of(rules, variation(rules.read(), path, sections=SECTIONS), asked_values(values)), on=on)


def brand(dossier: Dossier, workers: int, brand_class: str = "skill") -> Dossier:
    facts = {**dossier.facts, "workers": (Figure(low=workers, high=workers),)}
    about = Brand(name=f"{workers}", place=dossier.brand.place, brand_class=brand_class)
    return attrs.evolve(dossier, brand=about, facts=facts)


def qualify(result: Sweep) -> list[int]:
    """Brands that are not failed at each value."""
    (found,) = result.recognition
    return [found.brands - counts.substantive["not met"] for counts in found.counts]


def test_an_inclusive_floor_keeps_the_brand_that_is_exactly_there_and_a_strict_one_does_not(dossier: Dossier) -> None:
    skilled = [brand(dossier, number) for number in (3000, 4000, 5000, 5000)]
    served = [brand(dossier, number, "service") for number in (3000, 4000)]

    inclusive, strict = swept(skilled, FLOOR, "3000..5001/1000"), swept(served, STRICT, "2999,3000,4000")

    assert [value.value for value in inclusive.values] == ["3000", "4000", "5000", "5001"]
    assert qualify(inclusive) == [4, 3, 2, 0]
    assert (inclusive.included, inclusive.floor) == (True, True)
    assert qualify(strict) == [2, 1, 0]
    assert (strict.included, strict.floor) == (False, True)


def test_what_is_stated_is_dated_and_cited_and_the_one_that_applies_is_marked(dossier: Dossier) -> None:
    now, before = (swept([dossier], STRICT, "1000..4000/1000", on=on) for on in (ON, date(2024, 6, 1)))

    assert [(entry.value, entry.since, entry.clause.locator, entry.applies) for entry in now.stated] == [
        ("2000", date(2022, 2, 1), "一（二）", False),
        ("3000", date(2025, 1, 1), "一（二）修订", True),
    ]
    assert [entry.applies for entry in before.stated] == [True, False]


def test_a_brand_turns_between_the_two_values_that_say_so(dossier: Dossier) -> None:
    result = swept([brand(dossier, 4200)], FLOOR, "3000..6000/1000")

    assert [(turn.below, turn.at, turn.substantive_after.value) for turn in result.turns] == [("4000", "5000", "not met")]


def test_the_order_of_the_dossiers_does_not_matter_and_two_runs_give_the_same_bytes(dossier: Dossier) -> None:
    brands = [brand(dossier, number) for number in (3000, 4200, 5000, 7000)]

    texts = {result_json(result_data(swept(order, FLOOR, "3000..8000"))) for order in (brands, brands[::-1], brands)}

    assert len(texts) == 1
    assert list(Draft202012Validator(schema("sweep")).iter_errors(json.loads(texts.pop()))) == []


def test_only_levels_and_classes_that_ask_the_rule_are_counted(dossier: Dossier) -> None:
    result = swept([dossier, brand(dossier, 4000, "service")], FLOOR, "3000..5000")

    assert [(found.target.level.value, found.target.brand_class, found.brands) for found in result.recognition] == [
        ("municipal", "skill", 1)
    ]
    assert result.money == ()


def test_money_moves_with_a_sum(dossier: Dossier) -> None:
    result = swept([dossier], "subsidy.award.D-30.amount_yuan.municipal", "0..100000/50000")

    (municipal,) = [found for found in result.money if found.level.value == "municipal"]
    lows = [item.total.low.fen // 100 if item.total.low else None for item in municipal.sums]
    assert [value.value for value in result.values] == ["0", "40000", "50000", "100000"]
    assert lows == [0, 40_000, 50_000, 100_000]
    assert result.recognition == ()


def test_a_rule_that_is_not_in_force_says_that_no_value_matters(dossier: Dossier) -> None:
    result = swept([dossier], FLOOR, "1..9999/5000", on=date(2022, 1, 1))

    assert result.turns == ()
    assert "not in force on 2022-01-01" in result.remarks[0].en
    assert not any(entry.applies for entry in result.stated)


@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("eligibility.criterion.D-11.condition.at_least", "no eligibility.criterion.D-11"),
        ("eligibility.criterion.D-1.condition", "is no number"),
        ("eligibility.criterion.D-1.summary.zh", "is no number"),
        ("review.stage.D-21.length.days", "no review"),
        ("eligibility", "is no number"),
        ("", "no "),
    ],
)
def test_a_path_to_no_number_is_refused_with_one_that_is(path: str, says: str) -> None:
    with pytest.raises(SettingsError) as refused:
        variation(read_installed("demo").read(), path, sections=SECTIONS)

    assert says in refused.value.what.en


def test_a_value_that_no_rule_can_hold_is_refused(dossier: Dossier) -> None:
    path = "eligibility.criterion.D-3.condition.all.2.at_least_k"

    assert len(swept([dossier], path, "1..2").values) == 2
    with pytest.raises(SettingsError, match="at_least_k = 3"):
        swept([dossier], path, "1..3")


IN_PYTHON = """\
from laowu.contract import LocalityPlugin, hookimpl
from laowu.decide.eligibility import check_eligibility
from laowu.model.level import Level, Target


class Own(LocalityPlugin):
    @hookimpl
    def laowu_check_eligibility(self, dossier, target, on):
        return check_eligibility(self.book, dossier, Target(level=Level.MUNICIPAL, brand_class=target.brand_class), on)


plugin = Own()
"""


def test_a_region_that_answers_in_python_is_asked_as_a_whole_at_every_value(region: Region, demo: Demo, dossier: Dossier) -> None:
    region("demo", demo(), plugin=IN_PYTHON)

    result = swept([dossier], FLOOR, "4000..6000/1000")

    assert [found.target.level.value for found in result.recognition] == ["district", "municipal"]
    assert [(turn.target.level.value, turn.at) for turn in result.turns] == [("district", "5000"), ("municipal", "5000")]


MONEY_IN_PYTHON = """\
from laowu.contract import LocalityPlugin, hookimpl
from laowu.model.money import Amount, Money


class Own(LocalityPlugin):
    @hookimpl
    def laowu_calculate_subsidy(self, claim, on):
        floor = next(rule for rule in self.book.eligibility.criteria if rule.id == "D-1").condition.bound.on(on)
        import attrs

        return attrs.evolve(super().laowu_calculate_subsidy(claim, on), total=Amount.exactly(Money.yuan(floor)))


plugin = Own()
"""


def test_money_that_a_region_works_out_in_python_may_depend_on_any_value(region: Region, demo: Demo, dossier: Dossier) -> None:
    region("demo", demo(), plugin=MONEY_IN_PYTHON)

    (municipal,) = [found for found in swept([dossier], FLOOR, "4000..6000/1000").money if found.level.value == "municipal"]

    assert [item.total.low and item.total.low.fen // 100 for item in municipal.sums] == [4000, 5000, 6000]


def test_a_brand_that_is_not_judged_for_the_level_and_class_is_not_counted(dossier: Dossier) -> None:
    served = brand(dossier, 4000, "service")

    assert swept([served], FLOOR, "3000..5000/1000").recognition == ()
