"""Dotted paths into the rule data."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from laowu.jurisdictions.loading import load_installed
from laowu.model.level import Level
from laowu.model.share import Share
from laowu.rules.data_path import Located, located
from laowu.rules.rulebook import RuleBook
from laowu.text import Text

PROGRAMME = """\
document = "measures"
department.bureau = { zh = "示例局", en = "the bureau" }
[duty.D-60]
summary = { zh = "报送", en = "report" }
clause = "九"
by = ["bureau"]
"""


@pytest.fixture
def book(region: Callable[..., Path], demo: Callable[..., dict[str, str]]) -> RuleBook:
    region("demo", {**demo(), "programme.toml": PROGRAMME})
    return load_installed("demo").book


def at(book: RuleBook, path: str) -> Located:
    found = located(book, path)
    assert found is not None, path
    return found


def test_a_rule_and_a_field_of_it_are_told_apart(book: RuleBook) -> None:
    whole, payer = at(book, "subsidy.award.D-30"), at(book, "subsidy.award.D-30.payer")

    assert whole.rule is whole.value
    assert (whole.section, whole.field) == ("subsidy", "")
    assert payer.rule is whole.rule
    assert (payer.field, payer.value) == ("payer", Text("市级", "the city"))


def test_what_the_file_leaves_at_its_default_is_there_all_the_same(book: RuleBook) -> None:
    assert at(book, "subsidy.award.D-30.needs_recognition").value is True
    assert at(book, "review.stage.D-21.length.count_first").value is False


PATHS = {
    "eligibility.levels": (Level.DISTRICT, Level.MUNICIPAL),
    "eligibility.class.skill.label": Text("技能类", "skills"),
    "eligibility.criterion.D-3.condition.all.0.any.0.at_least": Share.from_percent("50%"),
    "eligibility.criterion.D-3.condition.all.1.not.fact": "wage_arrears_records",
    "eligibility.criterion.D-3.condition.all.2.at_least_k": 1,
    "eligibility.criterion.D-3.condition.all.2.of.0.is": True,
    "eligibility.criterion.D-6.condition.any.0.judge": Text("反响好不好", "is it well received?"),
    "naming.alias.龙城.division": "320400",
    "naming.titles.D-11.listed": ("工", "匠"),
    "review.stage.D-20.due.month": 10,
    "subsidy.award.D-30.summary.en": "lump sum",
    "management.consequence.D-41.grounds.poor_training.label": Text("培训质量不高", "poor training"),
    "programme.department.bureau.label": Text("示例局", "the bureau"),
    "programme.duty.D-60.by": ("bureau",),
    "documents.document.measures.number": "示人社〔2022〕1号",
    "readings.reading.D-floor.choice.without.label": Text("不含，下限相应降低", "they do not; the floor is lower"),
    "facts.stall_kinds.choices.market": Text("市集", "market"),
    "profile.read_on": date(2026, 11, 1),
}


@pytest.mark.parametrize("path", PATHS)
def test_a_path_leads_to_the_value_it_names(path: str, book: RuleBook) -> None:
    value = at(book, path).value

    assert (value.on(date(2026, 1, 1)) if hasattr(value, "on") else value) == PATHS[path]


def test_a_sum_by_level_is_found_by_the_level(book: RuleBook) -> None:
    assert at(book, "subsidy.award.D-30.amount_yuan.municipal").value.on(date(2023, 1, 1)) == 40_000


NOWHERE = [
    "subsidy",
    "subsidy.awards.D-30",
    "nowhere.award.D-30",
    "subsidy.award.D-99",
    "subsidy.award.D-30.payr",
    "subsidy.silent",
    "subsidy.award.D-30.conflict",
    "subsidy.award.D-30.condition",
    "subsidy.award.D-30.payer.fr",
    "eligibility.criterion.D-1.classes.7",
    "naming.titles.D-11.also",
    "eligibility.criterion.D-3.condition.any",
    "eligibility.criterion.D-3.condition.all.9",
    "documents.document.nothing",
    "readings.reading.D-floor.choice.neither",
    "programme.target",
    "management.upkeep.D-40.methods",
]


@pytest.mark.parametrize("path", ["", *NOWHERE])
def test_a_path_to_nothing_leads_nowhere(path: str, book: RuleBook) -> None:
    assert located(book, path) is None


def test_a_region_without_a_section_has_nothing_there(region: Callable[..., Path], demo: Callable[..., dict[str, str]]) -> None:
    files = demo()
    region("demo", {name: files[name] for name in ("profile.toml", "documents.toml")})
    bare = load_installed("demo").book

    assert located(bare, "subsidy.award.D-30") is None
    assert located(bare, "readings.reading.D-floor") is None
