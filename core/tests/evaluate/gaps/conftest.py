"""Demo regions that are asked what a brand lacks."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from gap_cases import ON, Lacking, figure

from laowu.evaluate.gaps.gap import Gap, GapReport, gaps
from laowu.model.dossier import Brand, Dossier

Demo = Callable[..., dict[str, str]]
Region = Callable[..., Path]

HEAD = 'document = "measures"\nlevels = ["municipal"]\n'


@pytest.fixture
def ask(region: Region, demo: Demo) -> Callable[..., GapReport]:
    """Asks demo regions what brands lack."""

    def asked(*dossiers: Dossier, changes: tuple[tuple[str, str, str], ...] = (), **more: Any) -> GapReport:
        region("demo", demo("demo", *changes))
        return gaps(dossiers, ("demo",), on=ON, **more)

    return asked


@pytest.fixture
def lacking(region: Region, demo: Demo) -> Lacking:
    """What a brand lacks by one criterion ``D-1`` of the given condition, or by the given text of criteria."""

    def asked(condition: str, facts: dict[str, Any] | None = None, **more: Any) -> tuple[Gap, Dossier]:
        rule = '[criterion.D-1]\nlevels = ["municipal"]\nsummary = { zh = "一", en = "one" }\nclause = "一"\n'
        criteria = condition if condition.startswith("[") else f"{rule}condition = {condition}\n"
        region("demo", {**demo(), "eligibility.toml": HEAD + criteria, "readings.toml": ""})
        stated = {name: value if isinstance(value, tuple) else (figure(value),) for name, value in (facts or {}).items()}
        dossier = Dossier(**{"brand": Brand(name="金坛茶匠", place="320413"), "facts": stated, **more})
        (gap,) = gaps((dossier,), ("demo",), on=ON).brands[0].gaps
        return gap, dossier

    return asked
