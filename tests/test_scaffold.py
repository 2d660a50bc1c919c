"""Who has nothing but the program starts a region, installs it, and it works: listed, checked, asked, compared, tested, typed."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol
from zipfile import ZipFile

import pytest
import tomli

pytestmark = pytest.mark.xdist_group("scaffold")  # one worker builds it, once

CODE = "demo-city"
PACKAGE = "laowu_demo_city"
NAME = '示"例\\市 🍜'
ON = "2026-11-21"
ANSWERS = (
    "--name",
    NAME,
    "--name-en",
    'Demo "City"',
    "--division",
    "江苏省常州市",
    "--level",
    "district",
    "--level",
    "municipal",
)


class Author(Protocol):
    """Starts a program as an author does, beside the new folder, with the new region and the program's own wheel installed."""

    def __call__(self, *words: str, cwd: str = ".") -> "subprocess.CompletedProcess[str]":
        """Run ``python -m`` with these words in a folder of the author's, and wait."""


@pytest.fixture(scope="module")
def workshop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The author's folder."""
    return tmp_path_factory.mktemp("author")


@pytest.fixture(scope="module")
def author(workshop: Path, repository: Path) -> Author:
    """An author who has started a region and installed it."""
    site = workshop / "site"
    outside = {name: value for name, value in os.environ.items() if not name.startswith(("LAOWU_", "LC_", "COVERAGE_"))}
    environment = {**outside, "PYTHONPATH": str(site), "PYTHONDONTWRITEBYTECODE": "1", "LANG": "en_GB.UTF-8", "COLUMNS": "100"}

    def run(*words: str, cwd: str = ".") -> "subprocess.CompletedProcess[str]":
        command = [sys.executable, "-m", *words]
        return subprocess.run(command, check=False, capture_output=True, encoding="utf-8", cwd=workshop / cwd, env=environment)

    started = run("laowu", "plugins", "new", CODE, *ANSWERS, "--on", ON)
    assert started.returncode == 0, started.stderr
    for project in (repository / "core", workshop / CODE):
        built = run("hatchling", "build", "--target", "wheel", "--directory", str(workshop / "wheels"), cwd=str(project))
        assert built.returncode == 0, built.stderr
    for wheel in (workshop / "wheels").glob("*.whl"):
        ZipFile(wheel).extractall(site)
    return run


def shown(result: "subprocess.CompletedProcess[str]") -> str:
    """What a program printed that ended well."""
    assert result.returncode == 0, result.stdout + result.stderr
    return result.stdout


def test_the_program_in_use_is_that_of_its_wheel(author: Author, workshop: Path) -> None:
    (workshop / "where.py").write_text("import laowu; print(laowu.__file__)", encoding="utf-8")

    assert Path(shown(author("where")).strip()).is_relative_to(workshop / "site")


def test_it_is_listed_and_loads(author: Author) -> None:
    (listed,) = (
        row for row in json.loads(shown(author("laowu", "plugins", "list", "--format", "json")))["plugins"] if row["code"] == CODE
    )
    (checked,) = json.loads(shown(author("laowu", "plugins", "check", CODE, "--format", "json")))["plugins"]

    assert (listed["distribution"], listed["state"]) == ("laowu-demo-city", "available")
    assert (checked["state"], checked["problem"]) == ("loaded", None)
    assert checked["rules"] > 0


def test_its_own_dossier_gets_all_five_answers(author: Author) -> None:
    dossier = f"{CODE}/src/{PACKAGE}/cases/dossiers/complete.toml"
    answer = json.loads(shown(author("laowu", "assess", dossier, "-j", CODE, "--on", ON, "--format", "json")))

    assert [answer[question] for question in ("eligibility", "naming", "review", "subsidy", "management")].count([]) == 0
    assert {report["outcome"] for report in answer["eligibility"]} == {"met"}
    assert answer["naming"]["verdict"] == "valid"


def test_it_is_compared_beside_the_regions_of_this_repository(author: Author, regions: tuple[str, ...]) -> None:
    dossier = f"{CODE}/src/{PACKAGE}/cases/dossiers/complete.toml"
    words = [word for code in (*regions, CODE) for word in ("-j", code)]
    compared = json.loads(shown(author("laowu", "compare", dossier, *words, "--on", ON, "--format", "json")))

    assert [(column["code"], column["state"]) for column in compared["columns"]] == [
        *((code, "judged") for code in regions),
        (CODE, "judged"),
    ]
    assert all(row["cells"][-1] for row in compared["rows"])


def test_its_own_tests_pass(author: Author) -> None:
    printed = shown(author("pytest", "-q", "-p", "no:cacheprovider", cwd=CODE))

    assert " passed" in printed
    assert "failed" not in printed


def test_its_code_passes_mypy_strictly(author: Author) -> None:
    printed = shown(author("mypy", "--cache-dir", "../mypy-cache", cwd=CODE))

    assert "no issues found in 3 source files" in printed


def test_its_metadata_keep_its_name(author: Author, workshop: Path) -> None:
    shown(author("laowu", "plugins", "list"))
    (metadata,) = (workshop / "site").glob("laowu_demo_city-*.dist-info/METADATA")

    assert f'rules of Demo "City" ({NAME}) for laowu' in metadata.read_text(encoding="utf-8")


def templates(repository: Path) -> Iterator[Path]:
    yield from (
        path for path in (repository / "core/src/laowu/scaffold").rglob("*") if path.suffix in (".template", ".part", ".py")
    )


def test_nothing_in_the_scaffold_belongs_to_a_region_of_this_repository(repository: Path, regions: tuple[str, ...]) -> None:
    texts = {path.name: path.read_text(encoding="utf-8") for path in templates(repository)}
    assert len(texts) > 20
    for code in regions:
        rules = repository / "plugins" / code / "src" / f"laowu_{code}" / "rules"
        profile = tomli.loads((rules / "profile.toml").read_text(encoding="utf-8"))
        documents = tomli.loads((rules / "documents.toml").read_text(encoding="utf-8"))["document"]
        own = [code, profile["name"]["zh"], profile["name"]["zh"][:2], profile["name"]["en"], profile["division"]]
        own += [value for document in documents.values() for value in (document["title"], document.get("number", ""))]
        for word in filter(None, own):
            assert [name for name, text in texts.items() if word in text] == [], word
