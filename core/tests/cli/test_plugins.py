import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

Laowu = Callable[..., Result]
Region = Callable[..., Path]
Demo = Callable[..., dict[str, str]]


@pytest.fixture(autouse=True)
def installed(region: Region, demo: Demo) -> None:
    """A region that works and one that does not."""
    region("demo", demo())
    region("broken", demo("broken"), plugin="1 / 0")


def plugins(result: Result) -> dict[str, Any]:
    """What JSON says of each region."""
    return {plugin["code"]: plugin for plugin in json.loads(result.stdout)["plugins"]}


def test_the_list_comes_from_metadata_and_imports_no_plugin(laowu: Laowu) -> None:
    result = laowu("plugins", "list")
    assert result.exit_code == 0
    assert result.stderr == ""
    assert "broken" in result.stdout
    assert not {"laowu_demo", "laowu_broken"} & set(sys.modules)


def test_the_list_knows_available_incompatible_and_duplicate(laowu: Laowu, region: Region, demo: Demo) -> None:
    region("old", demo("old"), requires="laowu>=9")
    region("free", demo("free"), requires="")
    region("odd", demo("odd"), requires="laowu @@ nonsense")
    site = region("twin", demo("twin")).parent
    rival = site / "other_twin-2.0.dist-info"
    rival.mkdir()
    (rival / "METADATA").write_text("Metadata-Version: 2.1\nName: other-twin\nVersion: 2.0\n", encoding="utf-8")
    (rival / "entry_points.txt").write_text("[laowu.jurisdictions]\ntwin = other:plugin\n", encoding="utf-8")
    found = plugins(laowu("plugins", "list", "--format", "json"))
    states = {code: found[code]["state"] for code in ("demo", "broken", "old", "free", "odd", "twin")}
    assert states == {
        "demo": "available",
        "broken": "available",
        "old": "incompatible",
        "free": "available",
        "odd": "available",
        "twin": "duplicate",
    }
    assert found["demo"]["distribution"] == "laowu-demo"
    assert "✗ duplicate" in laowu("plugins", "list").stdout


def test_check_loads_and_tells_why_not(laowu: Laowu) -> None:
    result = laowu("plugins", "check", "demo", "broken", "nowhere")
    assert result.exit_code == 4
    assert "✓ loaded" in result.stdout
    assert "✗ broken" in result.stdout
    assert "ZeroDivisionError" in result.stdout
    assert "✗ not installed" in result.stdout
    found = plugins(laowu("plugins", "check", "demo", "broken", "nowhere", "--format", "json"))
    assert [found[code]["state"] for code in ("demo", "broken", "nowhere")] == ["loaded", "broken", "missing"]
    assert found["demo"]["problem"] is None
    assert "ZeroDivisionError" in found["broken"]["problem"]["what"]["en"]


def test_check_tells_every_mistake_of_a_file(laowu: Laowu, region: Region, demo: Demo) -> None:
    region("slips", demo("slips", ("profile.toml", "edition", "editon")))
    page = laowu("plugins", "check", "slips").stdout
    assert "“edition” is missing" in page
    assert "did you mean: edition" in page
    problem = plugins(laowu("plugins", "check", "slips", "--format", "json"))["slips"]["problem"]
    assert len([problem, *problem["further"]]) == 2


def test_check_of_many_mistakes_tells_some_and_counts_the_others(laowu: Laowu, region: Region, demo: Demo) -> None:
    facts = "".join(f'[fact_{number}]\ntype = "number"\n' for number in range(20))
    region("slips", {**demo("slips"), "facts.toml": facts})
    page = laowu("plugins", "check", "slips").stdout
    assert page.count("facts.toml:") == 10
    assert "more" in page


def test_check_of_one_that_works_is_done_and_of_all_is_not(laowu: Laowu) -> None:
    assert laowu("plugins", "check", "demo").exit_code == 0
    assert laowu("plugins", "check").exit_code == 4


def test_check_tells_incompatible_and_blocked_apart(laowu: Laowu, region: Region, demo: Demo) -> None:
    region("old", demo("old"), requires="laowu>=9")
    region("city", demo("city", ("profile.toml", "api = 1", 'api = 1\nextends = "dmo"')))
    found = plugins(laowu("plugins", "check", "--format", "json"))
    assert found["old"]["state"] == "incompatible"
    assert found["city"]["state"] == "blocked"


def test_show_tells_profile_documents_and_readings(laowu: Laowu, region: Region, demo: Demo) -> None:
    page = laowu("--lang", "zh", "plugins", "show", "demo").stdout
    for words in ("示例市", "320400 市", "示人社〔2022〕1号", "D-floor", "laowu-demo 0.1.0"):
        assert words in page
    region(
        "city", demo("city", ("profile.toml", "api = 1", 'api = 1\nextends = "demo"\nlimitations = { zh = "缺", en = "gaps" }'))
    )
    city = laowu("plugins", "show", "city").stdout
    assert ["extends", "demo"] in [row.split() for row in city.splitlines()]
    assert "gaps" in city


def test_show_as_data_counts_the_rules_by_question(laowu: Laowu) -> None:
    data = json.loads(laowu("plugins", "show", "demo", "--format", "json").stdout)
    assert data["profile"]["code"] == "demo"
    assert list(data["rules"]) == ["eligibility", "naming", "review", "subsidy", "management"]
    assert "D-1" in data["rules"]["eligibility"]


def test_show_of_a_broken_region_is_exit_code_4(laowu: Laowu) -> None:
    assert laowu("plugins", "show", "broken").exit_code == 4


@pytest.fixture
def bare(laowu: Laowu, monkeypatch: pytest.MonkeyPatch) -> None:
    """No installed package is found any more; whatever the program needs is imported before."""
    laowu("plugins", "check")
    monkeypatch.setattr(sys, "path", [folder for folder in sys.path if not list(Path(folder or ".").glob("*.dist-info"))])


@pytest.mark.usefixtures("bare")
def test_without_any_region_each_command_says_so(laowu: Laowu, dossier: str) -> None:
    assert "no region is installed" in laowu("plugins", "list").stdout
    assert "no region is installed" in laowu("plugins", "check").stdout
    compared = laowu("compare", dossier)
    assert compared.exit_code == 3
    assert "pip install laowu-…" in compared.stderr
    assert "pip install laowu-…" in laowu("assess", dossier).stderr
