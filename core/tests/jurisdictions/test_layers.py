"""A city extends a province: it states what differs, and the province answers the rest."""

from collections.abc import Callable
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from laowu.errors import RuleDataError, UnusableJurisdiction
from laowu.jurisdictions.loading import load_installed
from laowu.model.dossier import Brand, Dossier
from laowu.model.level import Level, Target
from laowu.model.questions import NameProposal
from laowu.rules.predicate import Leaf

Demo = Callable[..., dict[str, str]]
Region = Callable[..., Path]

ON = date(2026, 11, 21)
DOSSIER = Dossier(brand=Brand(name="金坛茶匠", brand_class="skill"))

OVERRIDE = """
import attrs
from datetime import date
from laowu.contract import LocalityPlugin, hookimpl
class MadePlugin(LocalityPlugin):
    @hookimpl
    def laowu_validate_name(self, proposal, on):
        if "{word}" not in proposal.name:
            return None
        report = super().laowu_validate_name(proposal, on)
        return attrs.evolve(report, suggestions=("{word}", self.book.profile.code, self.book.naming.titles[0].listed[-1]))
plugin = MadePlugin()
"""


def city(extends: str = "province", **sections: str) -> dict[str, str]:
    """The rule files of a city that extends another region."""
    profile = f"""
code = "city"
name = {{ zh = "某市", en = "City" }}
division = "320400"
tier = "city"
api = 1
extends = "{extends}"
edition = "7"
read_on = 2026-11-01
"""
    return {"profile.toml": profile, "documents.toml": "", **{f"{name}.toml": text for name, text in sections.items()}}


@pytest.fixture
def province(region: Region, demo: Demo) -> Path:
    """A province that a city may extend; the folder of its rules."""
    return region("province", demo("province")) / "rules"


def test_a_city_that_states_nothing_answers_as_its_province_in_its_own_name(province: Path, region: Region) -> None:
    region("city", city())

    report = load_installed("city").check_eligibility(DOSSIER, Target(level=Level.MUNICIPAL, brand_class="skill"), ON)
    original = load_installed("province").check_eligibility(DOSSIER, Target(level=Level.MUNICIPAL, brand_class="skill"), ON)

    assert report is not None
    assert original is not None
    assert report.jurisdiction == "city"
    assert report.findings == original.findings


def test_a_city_overrides_one_value_and_inherits_the_rest_of_the_rule(province: Path, region: Region) -> None:
    region("city", city(eligibility="criterion.D-1.condition.at_least = 4000"))

    inherited, own = (
        next(rule for rule in load_installed(code).book.eligibility.criteria if rule.id == "D-1")  # type: ignore[union-attr]
        for code in ("province", "city")
    )

    assert isinstance(own.condition, Leaf)
    assert own.condition.bound.on(ON) == 4000
    assert (own.summary, own.clause, own.classes) == (inherited.summary, inherited.clause, inherited.classes)


def test_the_profile_is_never_inherited(province: Path, region: Region) -> None:
    region("city", city())

    book = load_installed("city").book

    assert (book.profile.code, book.profile.edition, book.profile.extends) == ("city", "7", "province")


def test_a_city_may_add_documents_and_rules(province: Path, region: Region) -> None:
    form = """
[form.C-1]
document = "own"
levels = ["district"]
parts = ["person"]
clause = "1"
summary = { zh = "称谓", en = "title" }
"""
    files = city(naming=form)
    files["documents.toml"] = '[document.own]\ntitle = "某市办法"\nissuers = ["x"]\nsince = 2023-01-01\nstatus = "in_force"\n'
    region("city", files)

    book = load_installed("city").book

    assert book.naming is not None
    assert [form.id for form in book.naming.forms] == ["D-10", "C-1"]
    assert set(book.documents) == {"measures", "plan", "own"}


def test_an_override_of_the_province_is_asked_with_the_citys_data(region: Region, demo: Demo) -> None:
    region("province", demo("province"), plugin=OVERRIDE.format(word="茶"))
    region("city", city(naming='titles.D-11.listed = ["师傅"]'))

    report = load_installed("city").validate_name(NameProposal(name="金坛茶匠"), ON)

    assert report is not None
    assert report.suggestions == ("茶", "city", "师傅")


def test_the_citys_override_is_asked_before_the_provinces(region: Region, demo: Demo) -> None:
    region("province", demo("province"), plugin=OVERRIDE.format(word="茶"))
    region("city", city(), plugin=OVERRIDE.format(word="匠"))

    both, neither, only_province = (
        load_installed("city").validate_name(NameProposal(name=name), ON) for name in ("金坛茶匠", "金坛木工", "金坛茶工")
    )

    assert both is not None
    assert both.suggestions[:2] == ("匠", "city")
    assert neither is not None
    assert neither.suggestions == ()
    assert only_province is not None
    assert only_province.suggestions[:2] == ("茶", "city")


def test_three_layers_stand_one_upon_the_other(province: Path, region: Region) -> None:
    region("city", city(eligibility="criterion.D-1.condition.at_least = 4000"))
    district = city("city", management="upkeep.D-40.every_months = 6")
    district["profile.toml"] = district["profile.toml"].replace('code = "city"', 'code = "district"')
    region("district", district)

    book = load_installed("district").book

    assert book.eligibility is not None
    assert book.management is not None
    condition = book.eligibility.criteria[0].condition
    assert isinstance(condition, Leaf)
    assert condition.bound.on(ON) == 4000
    assert book.management.upkeep[0].every_months is not None
    assert book.management.upkeep[0].every_months.on(ON) == 6


def place_of(failure: RuleDataError) -> tuple[str, int, str]:
    """File, line and TOML path that an error points at."""
    file, _, rest = failure.where.rpartition(":")
    line, _, path = rest.partition(" ")
    return file, int(line), path


def test_a_mistake_in_an_inherited_rule_is_shown_where_the_province_wrote_it(province: Path, region: Region) -> None:
    file = province / "eligibility.toml"
    file.write_text(file.read_text(encoding="utf-8").replace('clause = "一（一）"', "clause = 11"), encoding="utf-8")
    line = file.read_text(encoding="utf-8").splitlines().index("clause = 11") + 1
    region("city", city(eligibility="[criterion.D-1.condition]\nat_least = 4000"))

    with pytest.raises(RuleDataError) as caught:
        load_installed("city")

    assert place_of(caught.value) == (str(file), line, "criterion.D-1.clause")


def test_a_mistake_in_what_the_city_overrides_is_shown_in_its_own_file(province: Path, region: Region) -> None:
    rules = region("city", city(eligibility="\n\n[criterion.D-1.condition]\nat_least = 'many'")) / "rules"

    with pytest.raises(RuleDataError) as caught:
        load_installed("city")

    assert place_of(caught.value) == (str(rules / "eligibility.toml"), 4, "criterion.D-1.condition.at_least")


def refusal(code: str) -> UnusableJurisdiction:
    with pytest.raises(UnusableJurisdiction) as caught:
        load_installed(code)
    return caught.value


def test_a_city_without_its_province_is_blocked_and_told_of_near_codes(province: Path, region: Region) -> None:
    region("city", city("provinec"))

    failure = refusal("city")

    assert (failure.code, failure.kind) == ("city", "blocked")
    assert "it extends “provinec”, which is not installed: did you mean: province" in str(failure)


@pytest.mark.parametrize(
    ("text", "requires", "said"),
    [
        ("raise ValueError('x')", "laowu>=0.1", "ValueError: x"),
        (None, "laowu>=9", "needs laowu>=9"),
        ("plugin = 3", "laowu", "LocalityPlugin"),
    ],
)
def test_a_city_is_blocked_by_what_is_wrong_with_its_province(
    text: str | None, requires: str, said: str, region: Region, demo: Demo
) -> None:
    region("province", demo("province"), plugin=text, requires=requires)
    region("city", city())

    failure = refusal("city")

    assert (failure.code, failure.kind) == ("city", "blocked")
    assert "“province”, which it extends, cannot be used" in str(failure)
    assert said in str(failure)
    assert "laowu_city" not in failure.where


def test_bad_toml_in_the_province_blocks_the_city(province: Path, region: Region) -> None:
    (province / "naming.toml").write_text("[form", encoding="utf-8")
    region("city", city())

    failure = refusal("city")

    assert failure.kind == "blocked"
    assert failure.where == f"{province / 'naming.toml'}:1"


def test_an_author_may_see_what_the_province_raised(region: Region, demo: Demo) -> None:
    region("province", demo("province"), plugin="raise ZeroDivisionError")
    region("city", city())

    with pytest.raises(ZeroDivisionError):
        load_installed("city", strict=True)


@pytest.mark.parametrize(
    "way", [["a1", "a1"], ["a1", "b1", "a1"], ["a1", "b1", "c1", "b1"], [f"{letter}1" for letter in "abcdefg"]]
)
def test_regions_that_extend_each_other_in_a_circle_or_too_deeply_are_refused(way: list[str], region: Region) -> None:
    for code, base in pairwise(way):
        files = city(base)
        files["profile.toml"] = files["profile.toml"].replace('code = "city"', f'code = "{code}"')
        region(code, files)
    if way[-1] not in way[:-1]:
        region(way[-1], {})

    failure = refusal("a1")

    assert (failure.code, failure.kind) == ("a1", "broken")
    assert " → ".join(way) in str(failure)
