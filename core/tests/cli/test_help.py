import subprocess
import sys
from collections.abc import Callable
from importlib import import_module

import click
import pytest
from click.testing import Result

from laowu.cli.command_table import COMMANDS, below, is_group, module_of
from laowu.cli.main import command
from laowu.cli.render.width import width
from laowu.text import Language

Laowu = Callable[..., Result]

HEAVY = ("attr", "attrs", "cattrs", "pluggy", "tomli", "packaging", "chinese_calendar", "importlib.metadata")
OURS = (
    "laowu.model",
    "laowu.rules",
    "laowu.places",
    "laowu.settings",
    "laowu.evaluate",
    "laowu.jurisdictions",
    "laowu.cli.commands.",
)


def imported(*words: str, **env: str) -> list[str]:
    """Modules that the program imports when it is called with these words, after Python itself is up."""
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "laowu", *words],
        capture_output=True,
        check=True,
        encoding="utf-8",
        env=env or None,
    )
    names = [row.rpartition("|")[2].strip() for row in done.stderr.splitlines() if row.startswith("import time:")]
    assert "laowu.cli.main" in names
    return names[names.index("site") + 1 :]


@pytest.mark.parametrize("words", [("--help",), ("--version",), ("plugins", "--help"), ("--lang", "zh", "--help")])
def test_help_imports_nothing_heavy_and_no_plugin(words: tuple[str, ...]) -> None:
    names = imported(*words)
    assert not [name for name in names if name in HEAVY or name.startswith((*OURS, "laowu_"))]


def test_completion_imports_nothing_heavy_and_no_plugin(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("_LAOWU_COMPLETE", "bash_complete")
    monkeypatch.setenv("COMP_WORDS", "laowu a")
    monkeypatch.setenv("COMP_CWORD", "1")
    names = imported()
    assert not [name for name in names if name in HEAVY or name.startswith((*OURS, "laowu_"))]


@pytest.mark.parametrize("path", [path for path in COMMANDS if not is_group(path)])
def test_every_command_of_the_table_is_there_under_its_name(path: str) -> None:
    found = import_module(module_of(path)).command
    assert isinstance(found, click.Command)
    assert found.name == path.rpartition(" ")[2]


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("path", ["", *COMMANDS])
def test_every_help_page_is_in_one_language_and_fits_the_screen(laowu: Laowu, path: str, language: Language) -> None:
    result = laowu("--lang", language, *path.split(), "--help")
    assert result.exit_code == 0
    assert result.stderr == ""
    assert max(width(row) for row in result.stdout.splitlines()) <= 80
    assert result.stdout.startswith("用法：laowu" if language == "zh" else "Usage: laowu")
    assert ("通用选项：" in result.stdout) is (language == "zh")
    assert ("General options:" in result.stdout) is (language == "en")
    if path:
        assert COMMANDS[path].says.in_language(language).split()[0] in result.stdout


@pytest.mark.parametrize("path", ["", "plugins", "dossier", "config"])
def test_a_group_lists_its_commands_with_what_they_do(laowu: Laowu, path: str) -> None:
    page = laowu(*path.split(), "--help").stdout
    for name, entry in below(path).items():
        assert any(row.split()[:1] == [name] and entry.says.en.split()[0] in row for row in page.splitlines())


@pytest.mark.parametrize("path", [path for path in COMMANDS if not is_group(path)])
def test_the_help_page_lists_every_option(laowu: Laowu, path: str) -> None:
    page = laowu(*path.split(), "--help").stdout
    for param in import_module(module_of(path)).command.params:
        assert all(name in page for name in param.opts if name.startswith("-"))


def test_short_help_option_and_help_of_a_command_are_the_same(laowu: Laowu) -> None:
    assert laowu("assess", "-h").stdout == laowu("assess", "--help").stdout


def test_version_is_that_of_the_package(laowu: Laowu) -> None:
    assert laowu("--version").stdout == "laowu 0.1.0\n"


@pytest.mark.parametrize("words", [(), ("plugins",), ("--lang", "zh"), ("dossier", "--lang", "zh")])
def test_a_group_alone_shows_its_help_as_a_usage_mistake(laowu: Laowu, words: tuple[str, ...]) -> None:
    result = laowu(*words)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert "laowu" in result.stderr.splitlines()[0]
    assert "--help" in result.stderr


def test_help_does_not_mind_a_broken_settings_file(laowu: Laowu, clean: object) -> None:
    with open("laowu.toml", "w", encoding="utf-8") as file:  # noqa: PTH123
        file.write("lang = [")
    assert laowu("--help").exit_code == 0


def test_no_click_word_is_left_on_a_chinese_page(laowu: Laowu) -> None:
    page = laowu("--lang", "zh", "assess", "--help").stdout
    assert not any(word in page for word in ("Usage", "Options", "OPTIONS", "Show this message", "TEXT"))


def test_the_program_is_the_same_as_python_m_laowu() -> None:
    assert command.name is None
    assert import_module("laowu.cli.main").command is command


def test_click_is_told_the_commands_in_the_order_of_the_table() -> None:
    names = command.list_commands(click.Context(command))
    assert names[: len(below(""))] == list(below(""))
