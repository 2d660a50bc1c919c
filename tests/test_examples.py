"""The dossiers that the repository hands out as examples."""

import json
from pathlib import Path
from typing import Any

import pytest
import tomli
from jsonschema import Draft202012Validator, FormatChecker

from laowu.evaluate.json_schema import schema
from laowu.model.dossier_data import dossier_data, dossier_from_data
from laowu.model.dossier_file import read_dossier

EXAMPLES = sorted((Path(__file__).parent.parent / "examples").glob("*.toml"))


def plain(example: Path) -> Any:
    """The file's tables as JSON has them: dates as text."""
    return json.loads(json.dumps(tomli.loads(example.read_text(encoding="utf-8")), default=str))


def test_there_are_examples() -> None:
    assert EXAMPLES


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
def test_an_example_is_as_the_published_schema_says(example: Path) -> None:
    validator = Draft202012Validator(schema("dossier"), format_checker=FormatChecker())

    assert [error.message for error in validator.iter_errors(plain(example))] == []


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
def test_an_example_survives_the_way_through_a_stored_result(example: Path) -> None:
    dossier = read_dossier(example)

    assert dossier_from_data(json.loads(json.dumps(dossier_data(dossier)))) == dossier
