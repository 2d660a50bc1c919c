"""The demo region with worked cases, installed for the length of a test."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Protocol

import pytest

from laowu.conformance.cases import CaseBook, case_book

WORKSHOP = """
[brand]
name = "金坛茶匠"
place = "江苏省常州市金坛区"
class = "skill"

[[operators]]
name = "某茶业公司"
kind = "enterprise"
place = "江苏省常州市金坛区"

[facts]
workers = 5000
skilled_share = "50%"
wage_arrears_records = 0
local_plan = true

[[recognitions]]
jurisdiction = "demo"
level = "municipal"
on = 2024-05-01

[[checks]]
on = 2025-05-01
result = "failed"
grounds = ["poor_training"]
"""

Change = tuple[str, str, str]


class Casebook(Protocol):
    """Installs the demo region with worked cases."""

    def __call__(
        self,
        *cases: str,
        dossiers: Mapping[str, str] | None = None,
        changes: tuple[Change, ...] = (),
        more: Mapping[str, str] | None = None,
        coverage: str = "",
        plugin: str | None = None,
    ) -> CaseBook:
        """The worked cases of the region.

        Args:
            cases: bodies of the files ``cases/1.toml``, ``cases/2.toml`` and so on.
            dossiers: the dossiers they start from, by name; one named ``workshop`` when left out.
            changes: name of a rule file, a text that stands in it, and what to write instead.
            more: texts of further rule files, by name.
            coverage: text of ``coverage.toml``; empty for none.
            plugin: text of ``plugin.py``; a region of pure data when left out.
        """


@pytest.fixture
def casebook(region: Callable[..., Path], demo: Callable[..., dict[str, str]]) -> Casebook:
    """Installs the demo region with worked cases."""

    def make(
        *cases: str,
        dossiers: Mapping[str, str] | None = None,
        changes: tuple[Change, ...] = (),
        more: Mapping[str, str] | None = None,
        coverage: str = "",
        plugin: str | None = None,
    ) -> CaseBook:
        package = region("demo", {**demo("demo", *changes), **(more or {})}, plugin=plugin)
        if coverage:
            (package / "coverage.toml").write_text(coverage, encoding="utf-8")
        folder = package / "cases"
        (folder / "dossiers").mkdir(parents=True)
        for number, text in enumerate(cases, 1):
            (folder / f"{number}.toml").write_text(text, encoding="utf-8")
        for name, text in ({"workshop": WORKSHOP} if dossiers is None else dossiers).items():
            (folder / "dossiers" / f"{name}.toml").write_text(text, encoding="utf-8")
        return case_book("demo")

    return make


@pytest.fixture
def case() -> Callable[..., str]:
    """Writes one case: the given lines, with title, origin, clauses and day filled in."""

    def make(name: str, *lines: str, shows: str = "D-1", on: str = "2026-11-21") -> str:
        head = (
            f"[case.{name}]",
            f'title = {{ zh = "{name} 一例", en = "case {name}" }}',
            'origin = { zh = "自拟", en = "made up" }',
            f'shows = ["{shows}"]',
            f"on = {on}",
        )
        return "\n".join((*head, *lines)) + "\n"

    return make
