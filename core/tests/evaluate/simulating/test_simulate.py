"""What a change of parameters does to brands, and how a file of changes is read."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import attrs
import pytest

from laowu.errors import SettingsError, UnusableJurisdiction
from laowu.evaluate.result_data import result_data, result_json
from laowu.evaluate.simulating.change_file import RegionChange, read_changes, region_change
from laowu.evaluate.simulating.simulate import BrandEffect, Simulation, simulate
from laowu.jurisdictions.loading import read_installed
from laowu.model.answers import BrandStatus, NameVerdict
from laowu.model.dossier import Dossier
from laowu.model.facts import Figure
from laowu.model.level import Level
from laowu.model.money import NOTHING, Amount, Money
from laowu.model.outcome import Outcome

Demo = Callable[..., dict[str, str]]
Region = Callable[..., Path]
Tree = dict[str, Any]

ON = date(2026, 11, 21)
FLOOR: Tree = {"eligibility": {"criterion": {"D-1": {"condition": {"at_least": 4000}}}}}


@pytest.fixture
def changed(region: Region, demo: Demo) -> Callable[..., RegionChange]:
    """The demo region before and after a change."""

    def made(tree: Tree, **more: Any) -> RegionChange:
        region("demo", demo())
        return region_change(read_installed("demo"), tree, **more)

    return made


@pytest.fixture
def effect(changed: Callable[..., RegionChange], dossier: Dossier) -> Callable[..., BrandEffect]:
    """What a change of the demo region does to the usual brand."""

    def made(tree: Tree, brand: Dossier = dossier, **more: Any) -> BrandEffect:
        (found,) = simulate([brand], [changed(tree, **more)], on=ON).brands
        return found

    return made


Effect = Callable[..., BrandEffect]


def brands(dossier: Dossier, *workers: int) -> list[Dossier]:
    """The usual brand with other numbers of people, under other names."""
    return [
        attrs.evolve(
            dossier,
            brand=attrs.evolve(dossier.brand, name=f"金坛茶匠{number}"),
            facts={**dossier.facts, "workers": (Figure(low=number, high=number),)},
        )
        for number in workers
    ]


def text_of(result: Simulation) -> str:
    return result_json(result_data(result))


def test_nothing_changed_changes_nothing(changed: Callable[..., RegionChange], dossier: Dossier) -> None:
    result = simulate(brands(dossier, 1, 4999, 5000), [changed({})], on=ON)

    assert result.brands == ()
    (region,) = result.regions
    assert (region.values, region.readings) == ((), ())
    assert region.rules_before == region.rules_after
    assert all(tally.flips == 0 and tally.before == tally.after for tally in region.outcomes)
    assert all(total.before == total.after for total in region.money)


def test_who_flips_and_which_criterion_made_it(changed: Callable[..., RegionChange], dossier: Dossier) -> None:
    result = simulate(brands(dossier, 3999, 4000, 4999, 5000), [changed(FLOOR)], on=ON)

    flips = [(one.brand, one.recognition) for one in result.brands if any(change.flips for change in one.recognition)]
    assert [name for name, _ in flips] == ["金坛茶匠4000", "金坛茶匠4999"]
    for _, (change,) in flips:
        assert (change.target.level, change.before, change.after) == (Level.MUNICIPAL, Outcome.NOT_MET, Outcome.NO_DATA)
        assert [(one.rule, one.before, one.after) for one in change.criteria] == [("D-1", Outcome.NOT_MET, Outcome.MET)]
    (tally,) = (tally for tally in result.regions[0].outcomes if tally.target.level is Level.MUNICIPAL)
    assert (tally.before["not met"], tally.after["not met"], tally.flips) == (4 - 1, 1, 2)


def test_a_brand_that_only_stands_nearer_is_named_without_a_change_of_outcome(
    changed: Callable[..., RegionChange], dossier: Dossier
) -> None:
    (one,) = simulate(brands(dossier, 3999), [changed(FLOOR)], on=ON).brands

    assert one.answers == ("eligibility",)
    assert one.recognition == ()


def test_what_was_altered_is_told_with_its_clause(changed: Callable[..., RegionChange]) -> None:
    (value,) = changed(FLOOR).values

    assert value.path == "eligibility.criterion.D-1.condition.at_least"
    assert (value.rule, value.before, value.after) == ("D-1", "5000", "4000")
    assert value.clause is not None
    assert value.clause.locator == "一（一）"


def test_a_rule_that_is_added_is_one_value(changed: Callable[..., RegionChange]) -> None:
    rule = {"levels": ["municipal"], "summary": {"zh": "新", "en": "new"}, "clause": "九"}

    (value,) = changed({"eligibility": {"criterion": {"D-9": rule}}}).values

    assert (value.path, value.rule, value.before) == ("eligibility.criterion.D-9", "D-9", None)


def test_money_changes_line_by_line_and_in_all(changed: Callable[..., RegionChange], dossier: Dossier) -> None:
    tree = {"subsidy": {"award": {"D-30": {"amount_yuan": {"municipal": 60_000}}, "D-31": {"at_most_yuan": 100_000}}}}

    result = simulate(brands(dossier, 1, 2), [changed(tree)], on=ON)

    for one in result.brands:
        (change,) = one.money
        assert [(line.rule, line.before, line.after) for line in change.lines] == [
            ("D-30", Amount.exactly(Money.yuan(50_000)), Amount.exactly(Money.yuan(60_000))),
            ("D-31", Amount.between(Money(0), Money.yuan(300_000)), Amount.between(Money(0), Money.yuan(100_000))),
        ]
        assert change.before == Amount.between(Money.yuan(50_000), Money.yuan(350_000))
        assert change.after == Amount.between(Money.yuan(60_000), Money.yuan(160_000))
    (total,) = result.regions[0].money
    assert total.before == Amount.between(Money.yuan(100_000), Money.yuan(700_000))
    assert total.after == Amount.between(Money.yuan(120_000), Money.yuan(320_000))


def test_sums_that_are_not_stated_are_counted_and_not_added(changed: Callable[..., RegionChange], dossier: Dossier) -> None:
    words = {"zh": "一", "en": "one"}
    unstated = {
        "kind": "unstated", "levels": ["municipal"], "summary": words, "clause": "七",
        "payer": words, "payee": words, "fund": words,
    }  # fmt: skip

    ended = {"until": date(2022, 3, 1)}
    tree = {"subsidy": {"award": {"D-30": ended, "D-31": ended, "D-39": unstated}}}

    (total,) = simulate(brands(dossier, 1, 2), [changed(tree)], on=ON).regions[0].money

    assert (total.not_stated_before, total.not_stated_after) == (0, 2)
    assert total.after == NOTHING


def test_a_name_is_judged_otherwise(effect: Effect) -> None:
    change = effect({"naming": {"form": {"D-10": {"parts": ["region", "suffix"], "suffix": "劳务品牌"}}}}).name

    assert change is not None
    assert (change.before, change.after) == (NameVerdict.VALID, NameVerdict.INVALID)
    assert (change.missing_before, change.missing_after) == ((), ("suffix",))


def test_dates_and_papers_of_the_procedure_change(effect: Effect) -> None:
    stage = {"D-21": {"length": {"days": 7}}}
    new = {"code": "charter", "levels": ["municipal"], "summary": {"zh": "章程", "en": "charter"}, "clause": "六"}

    found = effect({"review": {"stage": stage, "paper": {"D-29": new}}})

    step, later = found.steps
    assert (step.rule, later.rule) == ("D-21", "D-24")
    assert step.before is not None
    assert step.after is not None
    assert step.before[0] == step.after[0]
    assert step.before[1] is not None
    assert step.after[1] is not None
    assert step.before[1] < step.after[1]
    assert [(paper.code, paper.before, paper.after) for paper in found.papers] == [("charter", None, Outcome.MET)]


def test_what_follows_after_recognition_changes(effect: Effect) -> None:
    changes = effect({"management": {"consequence": {"D-42": {"consecutive_failures": 1}}}}).upkeep

    (change,) = (one for one in changes if one.level is Level.MUNICIPAL)
    assert (change.before, change.after) == (BrandStatus.RECTIFY, BrandStatus.REVOKE)
    assert [(action.rule, action.before, action.after) for action in change.actions] == [("D-42", Outcome.NOT_MET, Outcome.MET)]


def test_another_reading_is_a_change_too(changed: Callable[..., RegionChange], dossier: Dossier) -> None:
    change = changed({}, readings={"D-floor": "without", "X-other": "whatever"})

    (reading,) = change.readings
    assert (reading.id, reading.before, reading.after) == ("D-floor", "with", "without")
    assert [value.path for value in change.values] == ["eligibility.criterion.D-1.condition.at_least"]
    result = simulate(brands(dossier, 4500), [change], on=ON)
    assert [one.brand for one in result.brands] == ["金坛茶匠4500"]


def test_a_reading_in_use_before_is_in_use_after(changed: Callable[..., RegionChange]) -> None:
    change = changed({}, choices={"D-floor": "without"})

    assert change.readings == ()
    assert {reading.id: code for reading, code in change.after.book.readings} == {"D-floor": "without"}


def test_the_order_of_the_dossiers_does_not_matter(changed: Callable[..., RegionChange], dossier: Dossier) -> None:
    several = [*brands(dossier, 4000, 3000, 4999), *brands(dossier, 4999)]

    assert text_of(simulate(several, [changed(FLOOR)], on=ON)) == text_of(simulate(several[::-1], [changed(FLOOR)], on=ON))


# The file

CHANGE = """\
[demo.eligibility.criterion.D-1.condition]
at_least = 4000

[readings]
D-floor = "without"
"""


@pytest.fixture
def read(tmp_path: Path) -> Callable[[str], Any]:
    def made(text: str) -> Any:
        file = tmp_path / "change.toml"
        file.write_text(text, encoding="utf-8")
        return read_changes(file, ("demo", "other"))

    return made


def test_a_file_names_its_regions_and_readings(read: Callable[[str], Any]) -> None:
    file = read(CHANGE)

    assert file.regions == {"demo": FLOOR}
    assert file.readings == {"D-floor": "without"}
    assert read("").regions == {}


@pytest.mark.parametrize(
    ("text", "place", "says"),
    [
        ("[dmo.eligibility]\n", "change.toml:1 dmo", "did you mean: demo"),
        (
            "\n[eligibility.criterion.D-1]\n",
            "change.toml:2 eligibility",
            r"tables begin with the code of a region, such as \[demo",
        ),
        ("zzz = 1\n", "change.toml:1 zzz", "installed: demo, other"),
        ("demo = 5\n", "change.toml:1 demo", "expected a table"),
        ("readings = 5\n", "change.toml:1 readings", "expected a table"),
        ("[readings]\nD-floor = 5\n", "change.toml:2 readings.D-floor", "expected the code"),
    ],
)
def test_a_file_that_is_none_is_refused_at_its_line(read: Callable[[str], Any], text: str, place: str, says: str) -> None:
    with pytest.raises(SettingsError, match=says) as caught:
        read(text)
    assert caught.value.where.endswith(place)


def test_a_reading_that_no_region_has_is_refused(read: Callable[[str], Any]) -> None:
    file = read('[readings]\nD-flor = "without"\n')

    with pytest.raises(SettingsError, match="did you mean: D-floor") as caught:
        file.check_readings(["D-floor"])
    assert caught.value.where.endswith("change.toml:2 readings.D-flor")
    file.check_readings(["D-flor"])


@pytest.mark.parametrize(
    ("text", "place", "says"),
    [
        ('[demo.eligibility.criterion.D-1.condition]\nat_least = "x"\n', "change.toml:2 ", "expected a whole number"),
        ("[demo.eligibility.criterion.D-12]\nsoft = true\n", "change.toml:1 ", "no criterion “D-12”"),
        ('[readings]\nD-floor = "wihtout"\n', "change.toml:2 readings.D-floor", "did you mean: without"),
        ('[demo.eligibility]\nlevels = ["municipal"]\n', "change.toml", "no longer holds"),
    ],
)
def test_a_change_that_does_not_fit_is_the_files_mistake_and_not_the_plugins(
    read: Callable[[str], Any], installed: None, text: str, place: str, says: str
) -> None:
    file = read(text)

    with pytest.raises(SettingsError, match=says) as caught:
        region_change(read_installed("demo"), file.changes("demo"), readings=file.readings)
    assert place in caught.value.where


@pytest.fixture
def installed(region: Region, demo: Demo) -> None:
    """The demo region."""
    region("demo", demo())


def test_a_region_that_is_broken_before_any_change_is_the_plugins_mistake(
    read: Callable[[str], Any], region: Region, demo: Demo
) -> None:
    region("demo", demo("demo", ("eligibility.toml", "at_least = 5000", 'at_least = "5000"')))

    with pytest.raises(UnusableJurisdiction, match=r"eligibility\.toml"):
        region_change(read_installed("demo"), read(CHANGE).changes("demo"))
