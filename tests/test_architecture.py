"""The shape of the house: who imports whom, how large a file may be, what the repository must not hold."""

import re
from collections.abc import Iterable
from pathlib import Path

import grimp
import pytest
from importlinter.cli import lint_imports

MOST_LINES = 450
PUBLIC_ROOMS = ("laowu.contract", "laowu.model", "laowu.rules", "laowu.text")
"""What a region may import of core, besides `laowu` itself."""

VAGUE_NAMES = {"utils", "util", "helpers", "helper", "common", "misc"}
LOCK_FILES = {
    "Pipfile.lock",
    "package-lock.json",
    "pdm.lock",
    "pnpm-lock.yaml",
    "poetry.lock",
    "pylock.toml",
    "uv.lock",
    "yarn.lock",
}
MACHINE_PATH = re.compile(r"(?<![\w.~-])/(?:home|Users|root|work|mnt|opt|tmp)/\w|\b[A-Z]:\\Users\b")
INDEX_HOST = re.compile(r"\b(?:pypi|pythonhosted|npmjs|debian)\.(?:org|com|io|net)\b|//[\w.:-]+/(?:pypi/)?simple\b")


def test_imports_keep_every_contract(
    repository: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(repository)

    status = lint_imports(no_cache=True, no_logo=True)

    assert status == 0, capsys.readouterr().out


def test_regions_import_the_public_rooms_of_core_and_core_imports_no_region(regions: tuple[str, ...]) -> None:
    packages = ["laowu", *(f"laowu_{code}" for code in regions)]
    graph = grimp.build_graph(*packages, cache_dir=None)

    trespasses = [
        f"{importer} imports {imported}"
        for package in packages
        for importer in sorted({package, *graph.find_descendants(package)})
        for imported in sorted(graph.find_modules_directly_imported_by(importer))
        if not may_import(package, imported)
    ]

    assert trespasses == []


def may_import(package: str, imported: str) -> bool:
    rooms = (package,) if package == "laowu" else (package, *PUBLIC_ROOMS)
    return imported == "laowu" or any(imported == room or imported.startswith(f"{room}.") for room in rooms)


def test_no_source_file_grows_beyond_one_idea(repository: Path, kept_files: tuple[Path, ...]) -> None:
    sizes = {
        str(path.relative_to(repository)): len(path.read_text(encoding="utf-8").splitlines())
        for path in kept_files
        if path.suffix == ".py" and "src" in path.relative_to(repository).parts
    }

    assert sizes
    assert {name: lines for name, lines in sizes.items() if lines > MOST_LINES} == {}


def test_every_module_is_named_for_what_lives_there(kept_files: tuple[Path, ...]) -> None:
    assert [path for path in kept_files if path.suffix == ".py" and VAGUE_NAMES & {path.stem, path.parent.name}] == []


def test_no_lock_file_is_kept(kept_files: tuple[Path, ...]) -> None:
    assert [path for path in kept_files if path.name in LOCK_FILES] == []


@pytest.mark.parametrize("pattern", [MACHINE_PATH, INDEX_HOST], ids=["machine path", "package index"])
def test_no_file_names_one_machine(pattern: re.Pattern[str], repository: Path, kept_files: tuple[Path, ...]) -> None:
    assert list(lines_with(pattern, repository, kept_files)) == []


def lines_with(pattern: re.Pattern[str], repository: Path, files: Iterable[Path]) -> Iterable[str]:
    for path in files:
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), 1):
            if pattern.search(line):
                yield f"{path.relative_to(repository)}:{number}: {line.strip()}"


@pytest.mark.parametrize("folder", ["home", "Users", "root", "tmp"])
@pytest.mark.parametrize("line", ["cd /{}/li", 'open("/{}/x.toml")', "file:///{}/x"])
def test_a_machine_path_is_recognised(line: str, folder: str) -> None:
    assert MACHINE_PATH.search(line.format(folder))


@pytest.mark.parametrize("line", ["https://example.gov.cn/{}/art/1.html", "docs/{}/plan.md", "~/{}/x", "/{}"])
def test_an_address_or_a_relative_path_is_no_machine_path(line: str) -> None:
    assert not MACHINE_PATH.search(line.format("home"))
