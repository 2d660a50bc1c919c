"""Deployment by configuration: the folder a person works in decides under whose rules a dossier is judged."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from laowu.cli.main import command

DOSSIER = str(Path(__file__).parent.parent / "examples" / "wujin-robot-operators.toml")


@pytest.fixture(autouse=True)
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two offices, each with its own laowu.toml; the work is done in the first."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "nobody"))
    for code in ("chongqing", "jiangsu"):
        (tmp_path / code).mkdir()
        (tmp_path / code / "laowu.toml").write_text(f'jurisdiction = "{code}"\n', encoding="utf-8")
    monkeypatch.chdir(tmp_path / "chongqing")
    return tmp_path


def judged(*words: str) -> tuple[str, str]:
    """Whose rules a dossier was judged by, and the outcome."""
    result = CliRunner().invoke(command, ["eligibility", DOSSIER, "--on", "2026-11-20", "--format", "json", *words])
    data = json.loads(result.stdout)
    return data["identity"]["jurisdiction"], data["eligibility"][0]["outcome"]


def source_of(setting: str, *words: str) -> tuple[str, str]:
    shown = CliRunner().invoke(command, ["--lang", "en", "config", "show", "--format", "json", *words]).stdout
    entry = next(item for item in json.loads(shown)["settings"] if item["key"] == setting)
    return entry["value"], entry["source"]


def test_two_folders_the_same_dossier_two_answers(office: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    here = judged()
    monkeypatch.chdir(office / "jiangsu")

    assert (here, judged()) == (("chongqing", "not met"), ("jiangsu", "no data"))


def test_environment_goes_before_the_file_and_the_option_before_both(monkeypatch: pytest.MonkeyPatch) -> None:
    assert source_of("jurisdiction") == ("chongqing", "laowu.toml:1")

    monkeypatch.setenv("LAOWU_JURISDICTION", "dalian")
    assert judged()[0] == "dalian"
    assert source_of("jurisdiction") == ("dalian", "environment LAOWU_JURISDICTION")

    assert judged("-j", "baoji")[0] == "baoji"
    assert source_of("jurisdiction", "-j", "baoji") == ("baoji", "option -j")
