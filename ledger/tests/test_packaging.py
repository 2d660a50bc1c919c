"""What is installed: the pins, and the files in the wheel."""

import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import tomli
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

PROJECT = Path(__file__).parent.parent
CONSTRAINTS = PROJECT.parent / "constraints.txt"


def test_every_requirement_is_pinned_within_its_range() -> None:
    data = tomli.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))
    pins = {canonicalize_name(pin.name): pin for pin in map(Requirement, CONSTRAINTS.read_text(encoding="utf-8").splitlines())}

    asked = [Requirement(line) for line in data["project"]["dependencies"]]
    assert asked
    for requirement in asked:
        if requirement.name != "laowu":
            (pin,) = pins[canonicalize_name(requirement.name)].specifier
            assert requirement.specifier.contains(pin.version), requirement


def test_the_wheel_holds_every_file_of_the_package(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(tmp_path)]
    subprocess.run(command, check=True, capture_output=True, cwd=PROJECT)
    (wheel,) = tmp_path.glob("*.whl")

    source = PROJECT / "src"
    kept = {
        path.relative_to(source).as_posix() for path in source.rglob("*") if path.is_file() and "__pycache__" not in path.parts
    }
    packed = {name for name in ZipFile(wheel).namelist() if ".dist-info/" not in name}
    assert packed == kept
    assert {"laowu_ledger/py.typed", "laowu_ledger/schema/fields.toml"} <= packed
