"""Every kind of rule, and every key of it, stands in an example of the reference page; that they load is tried elsewhere."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import tomli

PAGE = Path(__file__).parent.parent / "docs" / "reference" / "rule-files.md"
TEXT = PAGE.read_text(encoding="utf-8")
BLOCK = re.compile(r"^```toml (?:rules/(?:\w+)\.toml|file \w+\.toml)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
EXAMPLES = tuple(tomli.loads(found["text"]) for found in BLOCK.finditer(TEXT))
HEADING = re.compile(r"^### (?P<heading>[^\n]*)\n(?P<body>.*?)(?=^##)", re.MULTILINE | re.DOTALL)
KEY = re.compile(r"^\| `(?P<key>\w+)` \| [^|]* \| (?P<left_out>[^|]*) \|", re.MULTILINE)
OWN_NAME = "the table's own name"


def every_table(tree: Any, above: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """The tables of a file at any depth, each with the name of what holds it: the kind, for a table under its own id."""
    if isinstance(tree, list):
        for item in tree:
            yield from every_table(item, above)
    elif isinstance(tree, dict):
        yield above, tree
        for key, value in tree.items():
            nested = isinstance(value, dict) and all(isinstance(item, dict) for item in value.values())
            for below in value.values() if nested else ():
                yield from every_table(below, key)
            if not nested:
                yield from every_table(value, key)


TABLES = [(kind, table) for example in EXAMPLES for kind, table in every_table(example)]
KINDS: dict[str, tuple[str, ...]] = {
    found["heading"]: tuple(key["key"] for key in KEY.finditer(found["body"]) if key["left_out"].strip() != OWN_NAME)
    for found in HEADING.finditer(TEXT)
}


def examples_of(heading: str) -> list[dict[str, Any]]:
    """The tables of the kind that a heading names."""
    award = re.search(r'kind = "(\w+)"', heading)
    if award:
        return [table for kind, table in TABLES if kind == "award" and table["kind"] == award[1]]
    named = re.findall(r"\[(?:\[)?(?:\w+\.ID\.)?(\w+)", heading)
    if named:
        return [table for kind, table in TABLES if kind == named[0]]
    return [table for kind, table in TABLES if kind not in ("", "award")]


@pytest.mark.parametrize("heading", [heading for heading, keys in KINDS.items() if keys])
def test_every_key_of_a_kind_of_rule_stands_in_an_example(heading: str) -> None:
    shown = {key for table in examples_of(heading) for key in table}
    grounds = {key for table in examples_of(heading) for ground in table.get("grounds", ()) for key in ground}

    assert set(KINDS[heading]) - shown - grounds == set()


def test_the_kinds_are_found() -> None:
    kinds = [
        "class",
        "criterion",
        "prerequisite",
        "preference",
        "selection",
        "form",
        "titles",
        "stage",
        "paper",
        "award",
        "upkeep",
        "consequence",
    ]
    kinds += ["duty", "responsibility", "target", "entitlement", "definition", "field", "fund_use", "reading"]

    assert {found for heading, keys in KINDS.items() if keys for found in re.findall(r"^`\[(\w+)\.", heading)} >= {*kinds}
