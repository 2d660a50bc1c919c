"""The repository as its tests see it: where it stands, which files it keeps, which regions it has."""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
import tomli


@pytest.fixture(scope="session")
def repository() -> Path:
    """The checkout's root folder."""
    return Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def kept_files(repository: Path) -> tuple[Path, ...]:
    """Every file that git keeps, or would keep at the next commit: tracked, or new and not ignored."""
    git = ["git", "-C", str(repository), "-c", f"safe.directory={repository}"]
    listing = subprocess.run(
        [*git, "ls-files", "-z", "--cached", "--others", "--exclude-standard"], check=True, capture_output=True, encoding="utf-8"
    ).stdout
    return tuple(path for name in sorted(set(filter(None, listing.split("\0")))) if (path := repository / name).is_file())


@pytest.fixture(scope="session")
def regions(repository: Path) -> tuple[str, ...]:
    """The codes of the regions of this repository: the folders of plugins/."""
    return tuple(sorted(path.parent.name for path in repository.glob("plugins/*/pyproject.toml")))


@pytest.fixture
def install(repository: Path, region: Callable[..., Path]) -> Callable[[str], Path]:
    """Installs a copy of a region of this repository, which the test may damage; gives the folder of its package."""

    def copied(code: str) -> Path:
        source = repository / "plugins" / code
        project = tomli.loads((source / "pyproject.toml").read_text(encoding="utf-8"))["project"]
        (requires,) = project["dependencies"]
        package = region(code, {}, version=project["version"], requires=requires)
        shutil.copytree(source / "src" / package.name, package, dirs_exist_ok=True)
        return package

    return copied


@pytest.fixture
def uninstall(region: Callable[..., Path]) -> Callable[[str], None]:
    """Takes a region away: what is found under its distribution's name claims no jurisdiction any more."""

    def gone(code: str) -> None:
        (listing,) = region(code, {}).parent.glob("*.dist-info/entry_points.txt")
        listing.unlink()

    return gone
