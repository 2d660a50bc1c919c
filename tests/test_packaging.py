"""What is installed: pins, metadata and the files in each wheel."""

import re
import subprocess
import sys
from collections.abc import Callable
from configparser import ConfigParser
from email.parser import HeaderParser
from functools import cache
from pathlib import Path
from zipfile import ZipFile

import pytest
import tomli
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

CORE_REQUIRES = {"attrs", "cattrs", "chinesecalendar", "click", "packaging", "pluggy", "tomli", "tomlkit"}

pytestmark = pytest.mark.xdist_group("wheels")  # one worker builds them, once

WheelOf = Callable[[str], ZipFile]


@pytest.fixture(scope="session")
def wheel_of(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> WheelOf:
    """Builds the wheel of a project folder (``core``, ``plugins/chongqing``), once, with the installed build backend."""

    @cache
    def build(project: str) -> ZipFile:
        target = tmp_path_factory.mktemp("wheel")
        command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(target)]
        subprocess.run(command, check=True, capture_output=True, cwd=repository / project)
        (wheel,) = target.glob("*.whl")
        return ZipFile(wheel)

    return build


def dist_info(wheel: ZipFile, file: str) -> str:
    (name,) = (name for name in wheel.namelist() if name.endswith(f".dist-info/{file}"))
    return wheel.read(name).decode()


def required(wheel: ZipFile) -> list[Requirement]:
    """What the wheel requires, extras apart."""
    lines = HeaderParser().parsestr(dist_info(wheel, "METADATA")).get_all("Requires-Dist", [])
    return [requirement for requirement in map(Requirement, lines) if "extra" not in str(requirement.marker)]


def test_core_requires_nothing_heavy(wheel_of: WheelOf) -> None:
    assert {requirement.name for requirement in required(wheel_of("core"))} == CORE_REQUIRES


def test_a_region_requires_core_of_this_minor_version_and_nothing_else(wheel_of: WheelOf, regions: tuple[str, ...]) -> None:
    core = HeaderParser().parsestr(dist_info(wheel_of("core"), "METADATA"))["Version"]
    major, minor = map(int, core.split(".")[:2])

    for code in regions:
        (requirement,) = required(wheel_of(f"plugins/{code}"))
        assert requirement.name == "laowu"
        assert requirement.specifier.contains(core)
        assert not requirement.specifier.contains(f"{major}.{minor + 1}.0")


def test_a_region_registers_under_the_name_of_its_folder(wheel_of: WheelOf, regions: tuple[str, ...]) -> None:
    for code in regions:
        entry_points = ConfigParser(delimiters="=")
        entry_points.read_string(dist_info(wheel_of(f"plugins/{code}"), "entry_points.txt"))

        assert entry_points.sections() == ["laowu.jurisdictions"]
        assert dict(entry_points["laowu.jurisdictions"]) == {code: f"laowu_{code}.plugin:plugin"}


def test_a_wheel_holds_every_file_of_its_package_and_no_other(
    wheel_of: WheelOf, repository: Path, kept_files: tuple[Path, ...], regions: tuple[str, ...]
) -> None:
    for project in ("core", *(f"plugins/{code}" for code in regions)):
        source = repository / project / "src"
        kept = {path.relative_to(source).as_posix() for path in kept_files if path.is_relative_to(source)}
        packed = {name for name in wheel_of(project).namelist() if ".dist-info/" not in name}

        assert packed == kept


def test_a_region_ships_its_rules_and_its_types(wheel_of: WheelOf, regions: tuple[str, ...]) -> None:
    for code in regions:
        names = wheel_of(f"plugins/{code}").namelist()

        assert f"laowu_{code}/py.typed" in names
        assert [name for name in names if re.fullmatch(rf"laowu_{code}/rules/\w+\.toml", name)]


def pins(repository: Path) -> dict[str, Requirement]:
    lines = (repository / "constraints.txt").read_text(encoding="utf-8").splitlines()
    return {canonicalize_name(pin.name): pin for pin in map(Requirement, lines)}


def test_every_pin_is_one_exact_version_without_an_address(repository: Path) -> None:
    for pin in pins(repository).values():
        assert pin.url is None
        assert [specifier.operator for specifier in pin.specifier] == ["=="]


def test_every_requirement_is_pinned_within_its_range(repository: Path, regions: tuple[str, ...]) -> None:
    ours = {"laowu", *(f"laowu-{code}" for code in regions)}
    pinned = pins(repository)
    asked = [
        requirement
        for project in (".", "core", *(f"plugins/{code}" for code in regions))
        for requirement in declared(repository / project / "pyproject.toml")
        if canonicalize_name(requirement.name) not in ours
    ]

    assert asked
    for requirement in asked:
        (version,) = (specifier.version for specifier in pinned[canonicalize_name(requirement.name)].specifier)
        assert requirement.specifier.contains(version), requirement


def declared(pyproject: Path) -> list[Requirement]:
    """All that a pyproject.toml asks for: to build, to run, for extras and for tools."""
    data = tomli.loads(pyproject.read_text(encoding="utf-8"))
    project = data.get("project", {})
    lists = [
        data.get("build-system", {}).get("requires", []),
        project.get("dependencies", []),
        *project.get("optional-dependencies", {}).values(),
        *data.get("dependency-groups", {}).values(),
    ]
    return [Requirement(line) for lines in lists for line in lines if isinstance(line, str)]
