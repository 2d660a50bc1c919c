import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Laowu = Callable[..., Result]
Region = Callable[..., Path]
Demo = Callable[..., dict[str, str]]


@pytest.fixture(autouse=True)
def installed(region: Region, demo: Demo) -> None:
    """The demo region."""
    region("demo", demo())


def test_a_new_dossier_loads_as_soon_as_the_brand_has_a_name(laowu: Laowu, clean: Path) -> None:
    result = laowu("dossier", "new", "--for", "demo", "--out", "new/brand.toml")
    assert result.exit_code == 0
    assert "laowu dossier check new/brand.toml" in result.stderr
    file = clean / "new" / "brand.toml"
    assert laowu("dossier", "check", str(file)).exit_code == 3
    file.write_text(file.read_text(encoding="utf-8").replace('name = ""', 'name = "常州面点工"', 1), encoding="utf-8")
    assert laowu("dossier", "check", str(file)).exit_code == 0


def test_it_lists_what_the_region_asks_and_nothing_else(laowu: Laowu) -> None:
    asked = laowu("dossier", "new", "--for", "demo").stdout
    everything = laowu("dossier", "new").stdout
    for fact in ("workers", "skilled_share", "skilled_workers", "stall_kinds", "application_form"):
        assert f"# {fact} =" in asked
    assert "# satisfaction_share =" not in asked
    assert len(everything) > len(asked)


def test_it_speaks_the_language_of_the_settings(laowu: Laowu) -> None:
    assert "劳务品牌" in laowu("dossier", "new", env={"LAOWU_LANG": "zh"}).stdout
    assert "劳务品牌档案" not in laowu("dossier", "new").stdout


def test_an_existing_file_is_left_alone(laowu: Laowu, dossier: str, clean: Path) -> None:
    before = (clean / dossier).read_bytes()
    result = laowu("dossier", "new", "--out", dossier)
    assert result.exit_code == 3
    assert (clean / dossier).read_bytes() == before


def test_a_file_that_cannot_be_written_is_told(laowu: Laowu, dossier: str) -> None:
    assert laowu("dossier", "new", "--out", f"{dossier}/x.toml").exit_code == 3


def test_an_unknown_region_is_told(laowu: Laowu) -> None:
    assert laowu("dossier", "new", "--for", "dmo").exit_code == 4


def test_right_files_are_told_with_what_they_hold(laowu: Laowu, dossier: str) -> None:
    result = laowu("--lang", "zh", "dossier", "check", dossier)
    assert result.exit_code == 0
    assert f"✓ {dossier}  常州面点工（承办单位 1，事实 5，材料 1）" in result.stdout


def test_every_mistake_of_every_file_is_told_at_once(laowu: Laowu, dossier: str, clean: Path) -> None:
    (clean / "bad.toml").write_text(
        '[brand]\nname = "x"\nplace = "云羊县"\n[[operators]]\nname = "y"\nplace = 3\n'
        "[facts]\nworkrs = 1\n[materials]\nform = true\n",
        encoding="utf-8",
    )
    result = laowu("dossier", "check", "bad.toml", "missing.toml", dossier)
    assert result.exit_code == 3
    for place in (
        "bad.toml:3 brand.place",
        "bad.toml:6 operators[0].place",
        "bad.toml:8 facts.workrs",
        "missing.toml",
        f"✓ {dossier}",
    ):
        assert place in result.stdout
    found = {
        item["file"]: item
        for item in json.loads(laowu("dossier", "check", "bad.toml", dossier, "--format", "json").stdout)["files"]
    }
    assert found["bad.toml"]["valid"] is False
    assert {error["where"].partition(" ")[2] for error in found["bad.toml"]["errors"]} >= {"brand.place", "facts.workrs"}
    assert found[dossier] == {"file": dossier, "valid": True, "brand": "常州面点工", "errors": []}


def test_papers_and_local_facts_are_held_against_the_regions(
    laowu: Laowu, dossier: str, clean: Path, region: Region, demo: Demo
) -> None:
    text = (clean / dossier).read_text(encoding="utf-8").replace("application_form", "aplication_form")
    (clean / "slip.toml").write_text(text + '\n[facts.demo]\nstall_kinds = ["fair"]\n', encoding="utf-8")
    result = laowu("dossier", "check", "slip.toml")
    assert "facts.demo.stall_kinds" in result.stdout
    assert "aplication_form" in result.stdout
    region("broken", demo("broken"), plugin="1 / 0")
    lenient = laowu("dossier", "check", "slip.toml").stdout
    assert "aplication_form" not in lenient  # the broken region may know the paper
    assert "facts.demo.stall_kinds" in lenient


def test_a_place_is_judged_on_the_date_given(laowu: Laowu, clean: Path) -> None:
    (clean / "old.toml").write_text('[brand]\nname = "x"\nplace = "重庆市江北区"\n', encoding="utf-8")
    assert laowu("dossier", "check", "old.toml", "--on", "2025-01-01").exit_code == 0
    assert "brand.place" in laowu("dossier", "check", "old.toml", "--on", "2026-01-01").stdout
