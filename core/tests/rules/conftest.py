"""Rule books built from small rule files."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from laowu.rules.layer import Layer, read_layer
from laowu.rules.load import build
from laowu.rules.rulebook import RuleBook

PROFILE = """
code = "demo"
name = { zh = "示例市", en = "Demo" }
division = "320400"
tier = "city"
api = 1
edition = "1"
read_on = 2026-11-01
"""
DOCUMENTS = """
[document.d1]
title = "示例办法"
issuers = ["示例局"]
since = 2022-02-01
status = "in_force"
"""


@pytest.fixture
def layer(tmp_path: Path) -> Callable[..., Layer]:
    """The rule files of one plugin: TOML by section; profile and documents are there unless given as ``None``."""

    def make(**sections: str | None) -> Layer:
        folder = tmp_path / f"plugin{len(list(tmp_path.iterdir()))}" / "rules"
        folder.mkdir(parents=True)
        for section, text in ({"profile": PROFILE, "documents": DOCUMENTS} | sections).items():
            if text is not None:
                (folder / f"{section}.toml").write_text(text, encoding="utf-8")
        return read_layer(folder)

    return make


@pytest.fixture
def book(layer: Callable[..., Layer]) -> Callable[..., RuleBook]:
    """The rule book of one plugin, from TOML by section."""

    def make(choices: Any = None, changes: Any = None, **sections: str | None) -> RuleBook:
        return build([layer(**sections)], choices=choices, changes=changes)

    return make
