from collections.abc import Callable

import click
import pytest
from click.testing import Result

from laowu.cli.usage import told

Laowu = Callable[..., Result]


@pytest.mark.parametrize(
    ("words", "zh", "en"),
    [
        (("bogus",), "没有“bogus”这个命令", "there is no command “bogus”"),
        (("assess", "--foo", "x"), "没有 --foo 这个选项", "there is no option --foo"),
        (("assess", "--on"), "选项 --on 后面缺少值", "the option --on needs a value"),
        (("assess", "--debug=1"), "选项 --debug 不带值", "the option --debug takes no value"),
        (("--debug=1", "assess"), "选项 --debug 不带值", "the option --debug takes no value"),
        (("assess", "a", "b"), "多了参数：b", "too many arguments: b"),
        (("assess",), "缺少材料文件", "the dossier is missing"),
        (("eligibility",), "缺少参数 DOSSIER", "the argument DOSSIER is missing"),
        (("dossier", "check"), "缺少参数 文件…", "the argument FILE… is missing"),
        (
            ("eligibility", "x", "--level", "city"),
            "--level 的值不对：“city”不在可选之列",
            "bad value for --level: “city” is none",
        ),
        (
            ("assess", "x", "--on", "2026-02-30"),
            "--on 的值不对：“2026-02-30”不是日期",
            "bad value for --on: “2026-02-30” is no date",
        ),
        (("assess", "x", "--on", "20260220"), "“20260220”不是日期", "“20260220” is no date"),
        (("assess", "x", "--reading", "A"), "“A”不是 编号=选择", "“A” is no ID=CHOICE"),
        (("schema", "dosier"), "NAME 的值不对", "bad value for NAME"),
        (("assess", "x", "-j", "a", "-j", "b"), "这里只能指定一个地区", "only one jurisdiction can be asked here"),
    ],
)
def test_a_wrong_command_line_is_told_in_both_languages(laowu: Laowu, words: tuple[str, ...], zh: str, en: str) -> None:
    for language, says in (("zh", zh), ("en", en)):
        result = laowu("--lang", language, *words)
        assert result.exit_code == 2
        assert result.stdout == ""
        assert says in result.stderr
        assert "Traceback" not in result.stderr


@pytest.mark.parametrize(
    ("words", "mend"),
    [
        (("asess",), "assess"),
        (("plugin",), "plugins"),
        (("plugins", "lst"), "list"),
        (("assess", "--formt", "json"), "--format"),
        (("schema", "dosier"), "dossier"),
        (("eligibility", "x", "--level", "municpal"), "municipal"),
    ],
)
def test_a_slip_is_answered_with_what_was_probably_meant(laowu: Laowu, words: tuple[str, ...], mend: str) -> None:
    stderr = laowu(*words).stderr
    assert "did you mean: " in stderr
    assert mend in stderr.partition("did you mean: ")[2].splitlines()[0]


def test_a_mistake_names_the_command_and_its_help(laowu: Laowu) -> None:
    rows = laowu("eligibility", "--foo").stderr.splitlines()
    assert rows[-2:] == ["usage: laowu eligibility [OPTIONS] DOSSIER", "see laowu eligibility --help"]


def test_a_chinese_label_is_taken_for_a_level(laowu: Laowu) -> None:
    assert "--level" not in laowu("eligibility", "x", "--level", "市级").stderr


def test_mistakes_that_only_click_knows_keep_its_words() -> None:
    assert told(click.UsageError("strange"))[0].zh == "strange"
    assert told(click.BadParameter("strange", param_hint="--x"))[0].zh == "--x 的值不对：strange"
    assert told(click.BadParameter("strange", param_hint=["-x", "--x"]))[0].en == "bad value for -x / --x: strange"
    assert told(click.BadParameter("strange"))[0].en == "strange"
    assert told(click.MissingParameter(param=click.Option(["--x"])))[0].zh == "缺少选项 --x"
    assert told(click.FileError("f.toml", hint="gone"))[0].en == "Could not open file 'f.toml': gone"
