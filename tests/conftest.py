"""The repository as its tests see it: where it stands, which files it keeps, which regions it has."""

import subprocess
from pathlib import Path

import pytest


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
