import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

Laowu = Callable[..., Result]
Region = Callable[..., Path]
Demo = Callable[..., dict[str, str]]

PROMISED = ["verdict", "segments", "missing", "matched", "notes", "suggestions", "readings"]


@pytest.fixture(autouse=True)
def installed(region: Region, demo: Demo) -> None:
    """The demo region."""
    region("demo", demo())


def answer(laowu: Laowu, *words: str) -> Any:
    """The JSON answer."""
    return json.loads(laowu("name", *words, "-j", "demo", "--format", "json").stdout)


def test_the_json_answer_has_the_promised_keys_first(laowu: Laowu) -> None:
    found = answer(laowu, "常州面点工")
    assert list(found)[: len(PROMISED)] == PROMISED
    assert found["verdict"] == "valid"
    assert found["segments"] == {"region": "常州", "enterprise": "", "industry": "面点", "person": "工", "suffix": ""}
    assert {"level": "municipal", "applicant": "other"}.items() <= found["matched"][-1].items()
    assert found["schema"] == "laowu/name/1"
    assert found["identity"]["jurisdiction"] == "demo"


def test_an_invalid_name_is_unfavourable_and_says_what_is_missing(laowu: Laowu) -> None:
    result = laowu("name", "面点工", "-j", "demo")
    assert result.exit_code == 1
    assert "✗ invalid" in result.stdout
    assert answer(laowu, "面点工")["missing"] == ["region"]


def test_a_name_that_an_official_must_settle_is_not_unfavourable(laowu: Laowu) -> None:
    result = laowu("name", "龙城面点工", "-j", "demo")
    assert result.exit_code == 0
    assert "? ambiguous" in result.stdout
    assert "[alias]" in result.stdout


def test_what_was_asked_is_part_of_the_answer(laowu: Laowu) -> None:
    found = answer(
        laowu,
        "常州大发面点工",
        "--level",
        "市级",
        "--applicant",
        "enterprise",
        "--enterprise",
        "大发",
        "--place",
        "常州市",
        "--existing",
    )
    assert found["asked"] == {
        "name": "常州大发面点工",
        "level": "municipal",
        "applicant": "enterprise",
        "enterprises": ["大发"],
        "place": "常州市",
        "existing": True,
    }
    assert found["segments"]["enterprise"] == "大发"
    assert answer(laowu, "常州面点工")["identity"]["dossier"] != found["identity"]["dossier"]


def test_an_unknown_place_is_refused(laowu: Laowu) -> None:
    result = laowu("name", "常州面点工", "-j", "demo", "--place", "常周市")
    assert result.exit_code == 3
    assert "where: --place" in result.stderr


def test_a_region_without_a_naming_rule_leaves_it_to_an_official(laowu: Laowu, region: Region, demo: Demo) -> None:
    files = demo("nameless")
    del files["naming.toml"]
    region("nameless", files)
    result = laowu("name", "常州面点工", "-j", "nameless", "--format", "json")
    assert result.exit_code == 0
    assert [key for key in PROMISED if key not in json.loads(result.stdout)] == []
    assert "no naming rule is stated" in laowu("name", "常州面点工", "-j", "nameless").stdout


def test_the_page_shows_cut_forms_and_basis(laowu: Laowu) -> None:
    page = laowu("--lang", "zh", "name", "常州面点工", "-j", "demo").stdout
    assert "拆分  地区 常州，行业 面点，称谓 工" in page
    assert "合乎  D-10 区县级、市级" in page
    assert "[1] 五" in page


def test_a_name_that_cannot_be_cut_says_so(laowu: Laowu) -> None:
    result = laowu("name", "——", "-j", "demo")
    assert result.exit_code in (0, 1)
    assert "cannot be cut" in result.stdout
