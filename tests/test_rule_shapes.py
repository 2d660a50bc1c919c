"""The how-to pages on shapes of rules: all are listed, each with an answer and an example that runs."""

import re
from pathlib import Path

import pytest

SHAPES = 44
ROW = re.compile(r"^\| (\d+) \| (?P<shape>[^|]+) \| (?P<answer>[^|]+) \| (?P<pages>[^|]+) \|$", re.MULTILINE)
ANSWER = re.compile(r"(TOML|Python in the plugin|not supported)\b")


@pytest.fixture(scope="module")
def folder(repository: Path) -> Path:
    return repository / "docs" / "how-to" / "rule-shapes"


@pytest.fixture(scope="module")
def rows(folder: Path) -> list[re.Match[str]]:
    return list(ROW.finditer((folder / "README.md").read_text(encoding="utf-8")))


def test_every_shape_is_in_the_index_with_its_answer(rows: list[re.Match[str]]) -> None:
    assert [int(row[1]) for row in rows] == list(range(1, SHAPES + 1))
    assert [row["shape"] for row in rows if not ANSWER.match(row["answer"])] == []
    assert [row["shape"] for row in rows if "not supported" in row["answer"] and "because" not in row["answer"]] == []


def test_every_page_is_the_page_of_some_shape(rows: list[re.Match[str]], folder: Path) -> None:
    named = {page for row in rows for page, _ in links(row)}

    assert named | {folder / "README.md"} == set(folder.iterdir())


def test_every_shape_has_worked_cases(rows: list[re.Match[str]]) -> None:
    without = [
        f"{page.name}#{anchor}" for row in rows for page, anchor in links(row) if "```toml cases/" not in part(page, anchor)
    ]

    assert without == []


def test_a_shape_answered_in_python_has_a_plugin(rows: list[re.Match[str]]) -> None:
    python = [row for row in rows if "Python" in row["answer"]]

    assert [row["shape"] for row in python if not any("```python plugin" in part(*link) for link in links(row))] == []


def links(row: re.Match[str]) -> list[tuple[Path, str]]:
    """The pages of a shape, each with the anchor of its part."""
    folder = Path(__file__).parent.parent / "docs" / "how-to" / "rule-shapes"
    return [(folder / name, anchor) for name, anchor in re.findall(r"\]\(([^)#]+)#?([^)]*)\)", row["pages"])]


def part(page: Path, anchor: str) -> str:
    """What stands on a page under the heading that an anchor names; the whole page without one."""
    text = page.read_text(encoding="utf-8")
    if not anchor:
        return text
    parts = {anchor_of(found.partition("\n")[0]): found for found in re.split(r"^## ", text, flags=re.MULTILINE)}
    return parts[anchor]


def anchor_of(heading: str) -> str:
    """The anchor that a reader of Markdown gives a heading."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")
