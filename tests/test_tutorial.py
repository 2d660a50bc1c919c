"""The region of the tutorial, put together from the blocks of its pages, is what the pages say it is: whole, typed and proven."""

import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from laowu.conformance.cases import case_book
from laowu.conformance.examine import examine
from laowu.conformance.leaves import RULE_SECTIONS
from laowu.conformance.perturb import Perturbation
from laowu.conformance.tiers import Tier
from laowu.evaluate.explaining.coverage import coverage_of
from laowu.jurisdictions.loading import load_installed

FILE = re.compile(r"^```\w+ file qingxi/src/laowu_qingxi/(?P<place>\S+)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)

RegionMaker = Callable[[str, dict[str, str], str | None], Path]


@pytest.fixture(scope="module")
def files(repository: Path) -> dict[str, str]:
    """The files of the region as they stand at the end of the numbered pages."""
    pages = sorted((repository / "docs" / "tutorial").glob("[0-9]*.md"))
    return {found["place"]: found["text"] for page in pages for found in FILE.finditer(page.read_text(encoding="utf-8"))}


@pytest.fixture
def package(files: dict[str, str], region: RegionMaker) -> Path:
    """The region, installed."""
    rules = {place.removeprefix("rules/"): text for place, text in files.items() if place.startswith("rules/")}
    folder = region("qingxi", rules, files["plugin.py"])
    for place, text in files.items():
        file = folder / place
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return folder


def test_the_pages_give_every_file_of_a_region_that_has_no_ledger(files: dict[str, str], repository: Path) -> None:
    template = repository / "core/src/laowu/scaffold/templates/src/package"
    asked = {path.relative_to(template).as_posix().removesuffix(".template") for path in template.rglob("*.template")}

    assert asked - files.keys() == {"py.typed", "rules/counting.toml"}


@pytest.mark.usefixtures("package")
def test_its_cases_hold_and_mind_every_value() -> None:
    perturbation = Perturbation(case_book("qingxi"))
    nudges = perturbation.nudges((*RULE_SECTIONS, "readings"))

    assert perturbation.broken == ()
    assert len(nudges) > 100
    assert [str(result) for result in perturbation.results(nudges) if result.survived] == []


@pytest.mark.usefixtures("package")
def test_every_statement_of_its_regulation_is_dealt_with(repository: Path) -> None:
    page = (repository / "docs/tutorial/write-a-region-in-an-afternoon.md").read_text(encoding="utf-8")
    cells = re.findall(r"^\| 第\w+条 \|.*\| ([\d–, ]+) \|$", page, re.MULTILINE)
    spans = [tuple(map(int, (span.split("–") * 2)[:2])) for cell in cells for span in cell.split(", ")]
    stated = {f"QINGXI-{number:03}" for first, last in spans for number in range(first, last + 1)}

    coverage = coverage_of(load_installed("qingxi"))

    assert coverage.faults == ()
    assert {clause.id for clause in coverage.clauses} == stated


@pytest.mark.usefixtures("package")
def test_it_reaches_the_highest_tier() -> None:
    report = examine("qingxi")

    assert [fault.says.en for result in report.results for fault in result.faults] == []
    assert report.waivers == 0
    assert report.tier is Tier.PROVEN


def test_its_python_is_well_typed(package: Path, repository: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "--config-file", "pyproject.toml", str(package / "plugin.py")],
        cwd=repository, check=False, capture_output=True, encoding="utf-8",
    )  # fmt: skip

    assert done.returncode == 0, done.stdout
