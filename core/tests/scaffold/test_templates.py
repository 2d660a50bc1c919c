"""What the files of a new region say: they load, answer, explain every key there is, and keep any name as it was typed."""

import ast
import re
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from importlib.resources import files
from pathlib import Path, PurePosixPath

import pytest
import tomli
from hypothesis import given, settings
from hypothesis import strategies as st
from packaging.requirements import Requirement

from laowu import __version__
from laowu.conformance.cases import case_book
from laowu.errors import InputError
from laowu.evaluate.assess import assess
from laowu.evaluate.explaining.coverage import coverage_of
from laowu.jurisdictions.loading import load_installed
from laowu.model.dossier_file import read_dossier
from laowu.model.level import Level
from laowu.model.outcome import Outcome
from laowu.rules.layer import SECTIONS
from laowu.scaffold.new_region import NewRegion, new_region
from laowu.scaffold.templates import distribution_files

Answers = Callable[..., NewRegion]
Installed = Callable[..., Path]
Region = Callable[..., Path]
Demo = Callable[..., dict[str, str]]

ON = date(2026, 11, 21)
#: Files in which nothing is in use until the author has a fact of the region's own.
IDLE = ("facts", "counting")
PACKAGE = PurePosixPath("src/laowu_fresh")


def rule_text(section: str) -> str:
    """The rule file of a new region."""
    new = new_region("fresh", name="新区", division="320400", on=ON)
    return distribution_files(new)[PACKAGE / "rules" / f"{section}.toml"]


PLACES = ["浙江", "内蒙古自治区", "天津市", "常州", "金坛区", "浦东新区", "仙桃市", "长沙县", "北京"]


@pytest.mark.parametrize("division", PLACES)
def test_a_new_region_of_any_kind_answers_all_five_questions_and_its_cases_hold(
    division: str, answers: Answers, installed: Installed
) -> None:
    package = installed(answers(division=division))
    region = load_installed("fresh")
    dossier = read_dossier(package / "cases/dossiers/complete.toml", local={}, known_codes=["fresh"])
    book = case_book("fresh")

    answer = assess(region, dossier, on=ON)

    assert all((answer.eligibility, answer.naming, answer.review, answer.subsidy, answer.management))
    assert [report.outcome for report in answer.eligibility] == [Outcome.MET]
    assert [text.en for case in book.cases for text in book.run(case).told()] == []
    assert {case.ask.question for case in book.cases} >= {"eligibility", "naming", "review", "subsidy", "management"}


def test_every_clause_listed_is_carried_and_every_rule_is_listed(answers: Answers, installed: Installed) -> None:
    installed(answers())
    region = load_installed("fresh")
    listed = {entry.id for entry in region.book.coverage}

    assert all(listed & {rule.id, *rule.also} for _, rule in region.book.rules())
    assert coverage_of(region).faults == ()
    assert {case_id for case in case_book("fresh").cases for case_id in case.shows} <= listed


def test_comments_are_in_both_languages_and_lines_are_of_readable_length() -> None:
    for section in SECTIONS:
        prose = [line for line in rule_text(section).splitlines() if line.startswith("##")]
        assert any(re.search(r"[\u4e00-\u9fff]", line) for line in prose), section
        assert any(re.search(r"[a-z]{3,} [a-z]{2,}", line) for line in prose), section
        assert max(map(len, rule_text(section).splitlines())) <= 190, section


def test_every_rule_in_use_is_marked_as_an_example(answers: Answers, installed: Installed) -> None:
    installed(answers())

    for _, rule in load_installed("fresh").book.rules():
        assert rule.summary.zh.startswith("（示例）")
        assert rule.summary.en.startswith("(example)")
    for section in SECTIONS:
        assert ("EXAMPLE" in rule_text(section)) is (section not in IDLE), section


TURNING = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
NAMES = st.text(
    st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp"), exclude_characters=TURNING), min_size=1, max_size=40
).filter(str.strip)
"""One line of text, as a person may type it."""
AWKWARD = [
    '"',
    '"""',
    "\\",
    "\\n",
    'a"b\\',
    "'",
    "'''",
    "${code}",
    "$",
    "{x}",
    "🍜👩‍🍳",
    "שלום",
    "مرحبا",
    "# x",
    "]",
    "<b>|*_`",
    "%s",
    "\\u0041",
]


def kept(name: str) -> None:
    new = new_region("fresh", name=name, name_en=name, division="320400", title=name, number=name, issuers=(name, name), on=ON)
    texts = distribution_files(new)
    meant = name.strip()
    project = tomli.loads(texts[PurePosixPath("pyproject.toml")])["project"]
    profile = tomli.loads(texts[PACKAGE / "rules/profile.toml"])
    (document,) = tomli.loads(texts[PACKAGE / "rules/documents.toml"])["document"].values()
    assert meant in project["description"]
    assert profile["name"] == {"zh": meant, "en": meant}
    assert (document["title"], document["number"], document["issuers"]) == (meant, meant, [meant, meant])
    for path, text in texts.items():
        if path.suffix == ".toml":
            tomli.loads(text)
        elif path.suffix == ".py":
            ast.parse(text)
    assert meant in (ast.get_docstring(ast.parse(texts[PACKAGE / "__init__.py"]), clean=False) or "")


@pytest.mark.parametrize("name", AWKWARD)
def test_an_awkward_name_is_kept_as_it_was_typed(name: str) -> None:
    kept(name)


@settings(max_examples=60)
@given(NAMES)
def test_any_name_of_one_line_is_kept_as_it_was_typed(name: str) -> None:
    kept(name)


@settings(max_examples=60)
@given(st.text(max_size=12))
def test_any_other_text_is_refused_and_never_written(name: str) -> None:
    with suppress(InputError):
        kept(name)


def test_a_region_with_an_awkward_name_loads_and_tells_it(answers: Answers, installed: Installed) -> None:
    name = 'a"""b\\ 🍜 שלום'
    installed(answers(name=name, name_en=name, title=name, number=name, issuers=(name,)))

    region = load_installed("fresh")

    assert region.name == (name, name)
    assert next(iter(region.book.documents.values())).title == name


def test_the_distribution_asks_for_this_minor_version_of_the_program(answers: Answers) -> None:
    project = tomli.loads(distribution_files(answers("demo-city"))[PurePosixPath("pyproject.toml")])["project"]
    (requirement,) = map(Requirement, project["dependencies"])
    major, minor = map(int, __version__.split(".")[:2])

    assert requirement.name == "laowu"
    assert requirement.specifier.contains(__version__, prereleases=True)
    assert not requirement.specifier.contains(f"{major}.{minor + 1}.0")
    assert project["entry-points"] == {"laowu.jurisdictions": {"demo-city": "laowu_demo_city.plugin:plugin"}}


def test_the_plugin_is_six_lines_of_python(answers: Answers) -> None:
    text = distribution_files(answers("demo-city"))[PurePosixPath("src/laowu_demo_city/plugin.py")]

    assert len([line for line in text.splitlines() if line.strip()]) <= 6
    assert "class DemoCityPlugin(LocalityPlugin):" in text


def test_the_package_tells_what_it_rests_on_what_it_was_checked_with_and_what_it_leaves_out(answers: Answers) -> None:
    text = distribution_files(answers())[PACKAGE / "__init__.py"]

    assert re.findall(r"^(\w[\w ]+):$", text, re.MULTILINE) == ["References", "Checked with", "Limitations"]


@pytest.mark.parametrize("levels", [(), (Level.PROVINCIAL,)])
def test_a_region_may_extend_another_one_whose_rules_stay(
    levels: tuple[Level, ...], region: Region, demo: Demo, answers: Answers, installed: Installed
) -> None:
    region("demo", demo())
    base = load_installed("demo")
    new = answers("demo-county", division="金坛区", levels=levels, base=base)
    installed(new)

    loaded = load_installed("demo-county")
    book = case_book("demo-county")

    assert loaded.book.profile.extends == "demo"
    assert {rule.id for _, rule in base.book.rules()} <= {rule.id for _, rule in loaded.book.rules()}
    assert loaded.book.naming
    assert base.book.naming
    assert loaded.book.naming.aliases == base.book.naming.aliases
    assert [text.en for case in book.cases for text in book.run(case).told()] == []
    project = tomli.loads(distribution_files(new)[PurePosixPath("pyproject.toml")])["project"]
    assert project["dependencies"][1:] == ["laowu-demo>=0.1,<0.2"]
    assert "extends `demo`" in distribution_files(new)[PurePosixPath("README.md")]


def test_a_region_cannot_extend_itself(region: Region, demo: Demo, answers: Answers) -> None:
    region("demo", demo())

    with pytest.raises(InputError, match="cannot extend itself"):
        answers("demo", base=load_installed("demo"))


def test_nothing_of_a_template_is_left_to_fill_in(answers: Answers) -> None:
    texts = distribution_files(answers())

    assert {path for path, text in texts.items() if "${" in text} == set()
    assert {str(path) for path in texts if "package" in path.parts or path.suffix == ".template"} == set()


def test_a_region_started_on_a_leap_day_has_a_next_year(answers: Answers, installed: Installed) -> None:
    installed(answers(on=date(2024, 2, 29)))
    book = case_book("fresh")

    assert [text.en for case in book.cases for text in book.run(case).told()] == []


def test_the_templates_are_files_of_the_package() -> None:
    folder = files("laowu.scaffold") / "templates"

    assert {entry.name for entry in folder.iterdir()} == {
        "CHANGELOG.md.template",
        "README.md.template",
        "keys_of_every_rule.part",
        "pyproject.toml.template",
        "src",
        "tests",
    }
