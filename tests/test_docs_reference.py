"""The reference pages are complete, and what is made by the program is what it would make today."""

import re
import subprocess
import sys
from collections.abc import Iterator
from inspect import signature
from pathlib import Path
from typing import Any

import pytest
import tomli

from laowu import contract
from laowu.cli.command_table import COMMANDS
from laowu.cli.exit_codes import ExitCode
from laowu.contract import LocalityPlugin
from laowu.contract.markers import HOOKS
from laowu.errors import LaowuError
from laowu.model.dossier_file import SECTIONS as DOSSIER_TABLES
from laowu.model.outcome import Outcome
from laowu.model.vocabulary import shared_facts
from laowu.rules.layer import SECTIONS as RULE_FILES
from laowu.rules.rule import Rule
from laowu.settings.keys import KEYS


@pytest.fixture(scope="module")
def docs(repository: Path) -> Path:
    return repository / "docs"


def test_generated_parts_are_up_to_date(repository: Path) -> None:
    done = subprocess.run(
        [sys.executable, "docs/generate.py", "--check"], cwd=repository, check=False, capture_output=True, encoding="utf-8"
    )

    assert done.returncode == 0, f"run `nox -s docs`:\n{done.stdout}{done.stderr}"


def test_every_page_is_in_the_index(docs: Path) -> None:
    linked = {page.resolve() for index in docs.rglob("README.md") for page in linked_from(index)}

    assert {page for page in docs.rglob("*.md") if page.resolve() not in linked} == {docs / "README.md"}
    assert [index for index in docs.rglob("*/README.md") if index.resolve() not in linked_from(docs / "README.md")] == []


def linked_from(index: Path) -> set[Path]:
    """The files that an index has links to."""
    targets = re.findall(r"\]\(([^)\s]+)\)", index.read_text(encoding="utf-8"))
    return {(index.parent / target.partition("#")[0]).resolve() for target in targets}


@pytest.mark.parametrize("readme", ["README.md", "README.zh-CN.md"])
def test_the_readmes_lead_to_the_index(readme: str, repository: Path) -> None:
    assert "(docs/README.md)" in (repository / readme).read_text(encoding="utf-8")


def test_every_command_has_its_help_page(docs: Path) -> None:
    page = (docs / "reference" / "commands.md").read_text(encoding="utf-8")

    assert set(re.findall(r"^## laowu ?(.*)$", page, re.MULTILINE)) == {"", *COMMANDS}
    for path in COMMANDS:
        assert f"Usage: laowu {path} " in page


def test_every_setting_is_explained(docs: Path) -> None:
    page = (docs / "reference" / "settings.md").read_text(encoding="utf-8")

    assert re.findall(r"^\| `(\w+)` \|", page, re.MULTILINE) == list(KEYS)


def test_every_shared_fact_is_listed_once(docs: Path) -> None:
    page = (docs / "reference" / "facts.md").read_text(encoding="utf-8")

    assert re.findall(r"^\| `(\w+)` \|", page, re.MULTILINE) == list(shared_facts())


def test_every_exit_code_is_explained(docs: Path) -> None:
    page = (docs / "reference" / "exit-codes.md").read_text(encoding="utf-8")

    assert [int(code) for code in re.findall(r"^\| (\d+) \|", page, re.MULTILINE)] == sorted(ExitCode)


@pytest.mark.parametrize("hook", HOOKS)
def test_every_hook_stands_with_its_exact_signature(hook: str, docs: Path) -> None:
    page = (docs / "reference" / "hooks.md").read_text(encoding="utf-8")
    full = re.sub(r"\b(?:\w+\.)+(?=\w)", "", str(signature(getattr(LocalityPlugin, hook))))  # laowu.model.level.Target → Target

    assert f"def {hook}{full}: ..." in page


def test_every_name_that_an_author_imports_is_explained(docs: Path) -> None:
    page = (docs / "reference" / "hooks.md").read_text(encoding="utf-8")

    assert [name for name in contract.__all__ if f"`{name}`" not in page] == []


def test_every_error_class_is_in_the_tree(docs: Path) -> None:
    page = (docs / "reference" / "errors.md").read_text(encoding="utf-8")

    assert [cls.__name__ for cls in family(LaowuError) if not re.search(rf"\b{cls.__name__}\b", page)] == []


def family(root: type[Any]) -> Iterator[type[Any]]:
    """A class of core and those below it."""
    yield root
    for cls in root.__subclasses__():
        if cls.__module__.startswith("laowu."):
            yield from family(cls)


def test_every_table_of_a_dossier_is_explained(docs: Path) -> None:
    page = (docs / "reference" / "dossier.md").read_text(encoding="utf-8")

    assert [name for name in DOSSIER_TABLES if not re.search(rf"^## .*\[{name}\]", page, re.MULTILINE)] == []


def test_every_rule_file_and_every_kind_of_rule_is_explained(docs: Path) -> None:
    page = (docs / "reference" / "rule-files.md").read_text(encoding="utf-8")

    assert [name for name in RULE_FILES if not re.search(rf"^## {name}\.toml$", page, re.MULTILINE)] == []
    assert {kind.__name__ for kind in family(Rule) if f"<!-- fields {kind.__name__} -->" not in page} == set()


def test_every_outcome_is_explained(docs: Path) -> None:
    page = (docs / "explanation" / "outcomes.md").read_text(encoding="utf-8")

    assert [outcome.value for outcome in Outcome if f"*{outcome.value}*" not in page] == []


def test_the_picture_of_the_house_shows_its_floors_in_their_order(docs: Path, repository: Path) -> None:
    settings = tomli.loads((repository / "pyproject.toml").read_text(encoding="utf-8"))
    (floors,) = (rule["layers"] for rule in settings["tool"]["importlinter"]["contracts"] if rule["id"] == "layers")
    built = {path.stem for path in (repository / "core" / "src" / "laowu").iterdir()}
    there = [rooms for floor in floors if (rooms := built.intersection(re.findall(r"\w+", floor)))]
    page = (docs / "explanation" / "house.md").read_text(encoding="utf-8")
    picture = page.partition("```text\n")[2].partition("```")[0].splitlines()

    assert [set(re.findall(r"\w+", line.partition("  ")[0])) for line in picture] == there


def test_every_heading_that_a_link_names_is_there(docs: Path) -> None:
    broken = []
    for page in docs.rglob("*.md"):
        for target, anchor in re.findall(r"\]\(([^)\s#:]*)#([^)\s]+)\)", page.read_text(encoding="utf-8")):
            text = ((page.parent / target) if target else page).read_text(encoding="utf-8")
            if anchor not in {anchor_of(heading) for heading in re.findall(r"^#+ (.*)$", text, re.MULTILINE)}:
                broken.append(f"{page.name}: {target}#{anchor}")

    assert broken == []


def anchor_of(heading: str) -> str:
    """The anchor that a reader of Markdown gives a heading."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")
