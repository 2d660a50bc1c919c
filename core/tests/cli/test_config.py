import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Laowu = Callable[..., Result]


def shown(result: Result) -> dict[str, tuple[str, str]]:
    """Value and source of each setting."""
    return {entry["key"]: (entry["value"], entry["source"]) for entry in json.loads(result.stdout)["settings"]}


def test_every_setting_is_shown_with_its_value_and_its_source(laowu: Laowu, clean: Path) -> None:
    (clean / "laowu.toml").write_text('jurisdiction = "dalian"\nformat = "markdown"\n', encoding="utf-8")
    words = ("config", "show", "--set", "on=2026-01-31", "--format", "json", "--reading", "A=b")
    found = shown(laowu(*words, env={"LAOWU_STRICT_PLUGINS": "yes"}))
    assert found["jurisdiction"] == ("dalian", "laowu.toml:1")
    assert found["on"] == ("2026-01-31", "--set")
    assert found["strict_plugins"] == ("true", "environment LAOWU_STRICT_PLUGINS")
    assert found["format"] == ("json", "option --format")
    assert found["readings.A"] == ("b", "option --reading")
    assert found["debug"] == ("false", "built-in")


def test_an_option_overrides_the_environment_and_that_the_file(laowu: Laowu, clean: Path) -> None:
    (clean / "laowu.toml").write_text('jurisdiction = "dalian"\n', encoding="utf-8")
    by_environment = shown(laowu("config", "show", "--format", "json", env={"LAOWU_JURISDICTION": "baoji"}))
    assert by_environment["jurisdiction"] == ("baoji", "environment LAOWU_JURISDICTION")
    by_option = shown(laowu("config", "show", "-j", "jiangsu", "--format", "json", env={"LAOWU_JURISDICTION": "baoji"}))
    assert by_option["jurisdiction"] == ("jiangsu", "option -j")


def test_the_page_is_a_table_in_the_language_of_the_reader(laowu: Laowu) -> None:
    chinese = laowu("--lang", "zh", "config", "show", env={"LAOWU_DEBUG": "0"}).stdout
    assert "（未设）" in chinese
    assert "环境变量 LAOWU_DEBUG" in chinese
    assert "选项 --lang" in chinese
    assert "内置" in chinese
    assert "(not set)" in laowu("config", "show").stdout


@pytest.mark.parametrize(("text", "where"), [("formt = 1", "laowu.toml:1"), ("on = 3", "laowu.toml:1"), ("[", "laowu.toml")])
def test_a_wrong_settings_file_is_exit_code_3_with_its_place(laowu: Laowu, clean: Path, text: str, where: str) -> None:
    (clean / "laowu.toml").write_text(text, encoding="utf-8")
    result = laowu("config", "show")
    assert result.exit_code == 3
    assert where in result.stderr
    assert "Traceback" not in result.stderr


def test_path_prints_where_files_are_looked_for(laowu: Laowu, clean: Path, tmp_path: Path) -> None:
    result = laowu("config", "path")
    assert result.stdout.splitlines() == [str(tmp_path / "xdg" / "laowu" / "config.toml"), str(clean / "laowu.toml")]
    assert result.stderr.count("does not exist yet") == 2
    (clean / "laowu.toml").write_text("", encoding="utf-8")
    assert laowu("config", "path").stderr.count("does not exist yet") == 1


def test_init_writes_a_file_that_changes_nothing_and_replaces_none(laowu: Laowu, clean: Path, tmp_path: Path) -> None:
    before = shown(laowu("config", "show", "--format", "json"))
    assert laowu("config", "init").exit_code == 0
    assert (clean / "laowu.toml").is_file()
    assert shown(laowu("config", "show", "--format", "json")) == before
    assert laowu("config", "init").exit_code == 3
    assert laowu("config", "init", "--user").exit_code == 0
    assert (tmp_path / "xdg" / "laowu" / "config.toml").is_file()


def test_two_folders_two_regions(laowu: Laowu, clean: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for code in ("dalian", "baoji"):
        folder = clean / code
        folder.mkdir()
        (folder / "laowu.toml").write_text(f'jurisdiction = "{code}"\n', encoding="utf-8")
        monkeypatch.chdir(folder)
        assert shown(laowu("config", "show", "--format", "json"))["jurisdiction"] == (code, "laowu.toml:1")
