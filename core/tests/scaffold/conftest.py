"""What the tests of the scaffold share: an author's answers, and a region made of them, installed."""

from collections.abc import Callable
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Any, Protocol

import pytest

from laowu.scaffold.new_region import NewRegion, new_region
from laowu.scaffold.templates import distribution_files

ON = date(2026, 11, 21)
Region = Callable[..., Path]


class Answers(Protocol):
    """An author's answers, those given in place of the usual ones."""

    def __call__(self, code: str = "fresh", **answers: Any) -> NewRegion:
        """The region of these answers."""


class Installed(Protocol):
    """Installs a new region for the length of a test."""

    def __call__(self, new: NewRegion, edit: Callable[[str], str] = str) -> Path:
        """Install it, each rule file changed by ``edit``; gives the folder of its package."""


@pytest.fixture(scope="session")
def answers() -> Answers:
    def made(code: str = "fresh", **answers: Any) -> NewRegion:
        return new_region(code, **{"name": "新区", "division": "320400", "on": ON, **answers})

    return made


@pytest.fixture
def installed(region: Region) -> Installed:
    def install(new: NewRegion, edit: Callable[[str], str] = str) -> Path:
        texts = distribution_files(new)
        inside = PurePosixPath("src", new.package)
        package = region(new.code, {}, plugin=texts[inside / "plugin.py"])
        for path, text in texts.items():
            if path.is_relative_to(inside):
                file = package / path.relative_to(inside)
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(edit(text) if path.parent.name == "rules" else text, encoding="utf-8")
        return package

    return install
