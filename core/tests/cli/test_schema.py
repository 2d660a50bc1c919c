import json
from collections.abc import Callable
from pathlib import Path

import jsonschema
import pytest
from click.testing import Result

Laowu = Callable[..., Result]
Region = Callable[..., Path]
Demo = Callable[..., dict[str, str]]


@pytest.mark.parametrize("name", ["dossier", "assessment", "comparison"])
def test_a_schema_is_itself_valid(laowu: Laowu, name: str) -> None:
    jsonschema.Draft202012Validator.check_schema(json.loads(laowu("schema", name).stdout))


@pytest.mark.parametrize(("command", "name"), [("assess", "assessment"), ("compare", "comparison")])
@pytest.mark.usefixtures("installed")
def test_results_are_valid_under_the_published_schema(laowu: Laowu, dossier: str, command: str, name: str) -> None:
    result = json.loads(laowu(command, dossier, "-j", "demo", "--format", "json").stdout)
    jsonschema.validate(result, json.loads(laowu("schema", name).stdout), cls=jsonschema.Draft202012Validator)


@pytest.fixture
def installed(region: Region, demo: Demo) -> None:
    """The demo region."""
    region("demo", demo())


def test_a_schema_can_be_saved(laowu: Laowu, clean: Path) -> None:
    assert laowu("schema", "dossier", "--output", "d.json").stdout == ""
    assert (clean / "d.json").read_text(encoding="utf-8") == laowu("schema", "dossier").stdout
