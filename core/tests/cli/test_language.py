from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from laowu.cli.invocation import Invocation, language_of_locale
from laowu.text import Language

Laowu = Callable[..., Result]


@pytest.mark.parametrize(
    ("environ", "language"),
    [
        ({}, "zh"),
        ({"LANG": ""}, "zh"),
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "zh_TW.Big5"}, "zh"),
        ({"LANG": "Chinese_China.936"}, "zh"),
        ({"LANG": "en_US.UTF-8"}, "en"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"LC_ALL": "en_US.UTF-8", "LANG": "zh_CN.UTF-8"}, "en"),
        ({"LC_ALL": "", "LC_MESSAGES": "zh_CN.UTF-8", "LANG": "en_US.UTF-8"}, "zh"),
    ],
)
def test_the_locale_decides_where_nothing_else_does(environ: dict[str, str], language: Language) -> None:
    assert language_of_locale(environ) == language


@pytest.mark.parametrize(
    ("words", "language"),
    [
        (["--lang", "zh"], "zh"),
        (["--lang=zh"], "zh"),
        (["assess", "x", "--lang", "zh"], "zh"),
        (["--lang", "zh", "assess", "--lang", "en"], "en"),
        (["--set", "lang=zh"], "zh"),
        (['--set=lang="zh"'], "zh"),
        (["--set", "lang=zh", "--lang", "en"], "en"),
        (["--set", "format=zh"], "en"),
        (["--", "--lang", "zh"], "en"),
        (["--lang", "fr"], "en"),
        (["--lang"], "en"),
    ],
)
def test_the_command_line_is_looked_at_before_it_is_parsed(words: list[str], language: Language) -> None:
    assert Invocation(words).language == language


def says_chinese(result: Result) -> bool:
    return "编号" in result.stdout or "设置" in result.stdout


def test_an_option_is_stronger_than_the_environment_and_that_than_a_file(laowu: Laowu, clean: Path) -> None:
    (clean / "laowu.toml").write_text('lang = "zh"\n', encoding="utf-8")
    assert says_chinese(laowu("config", "show"))
    assert says_chinese(laowu("config", "--help"))
    assert not says_chinese(laowu("config", "show", env={"LAOWU_LANG": "en"}))
    assert says_chinese(laowu("config", "show", "--lang", "zh", env={"LAOWU_LANG": "en"}))
    assert not says_chinese(laowu("config", "show", "--set", "lang=en"))


def test_the_users_own_file_decides_too(laowu: Laowu, tmp_path: Path) -> None:
    file = tmp_path / "xdg" / "laowu" / "config.toml"
    file.parent.mkdir(parents=True)
    file.write_text('lang = "zh"\n', encoding="utf-8")
    assert "用法" in laowu("--help").stdout


def test_a_settings_error_is_told_in_the_language_asked_for(laowu: Laowu) -> None:
    assert laowu("--lang", "zh", "--set", "nonsense=1", "config", "show").stderr.startswith("错误：没有“nonsense”这个设置")
