import subprocess
import sys
from pathlib import Path

import pytest

from laowu.errors import SettingsError
from laowu.settings import Settings, resolve, template, user_config_path


def refusals_of(folder: Path, raw: bytes) -> list[SettingsError]:
    (folder / "laowu.toml").write_bytes(raw)
    with pytest.raises(SettingsError) as caught:
        resolve(cwd=folder, environ={}, user_file=None)
    return [caught.value, *(error for error in caught.value.further if isinstance(error, SettingsError))]


@pytest.mark.parametrize(
    ("text", "where", "says"),
    [
        ('\nlnag = "zh"', "laowu.toml:2 lnag", "no setting “lnag”"),
        ('[laowu]\nlang = "zh"', "laowu.toml:1 laowu", "no setting “laowu”"),
        ("lang = 1", "laowu.toml:1 lang", "expected text, found a whole number"),
        ('lang = "fr"', "laowu.toml:1 lang", "“fr” is none of the choices"),
        ('on = "2026-11-21"', "laowu.toml:1 on", "expected a date, found text"),
        ("on = 2026-11-21T08:00:00", "laowu.toml:1 on", "found a date with a time"),
        ('debug = "true"', "laowu.toml:1 debug", "expected a yes-or-no value, found text"),
        ("strict_plugins = 1", "laowu.toml:1 strict_plugins", "found a whole number"),
        ('jurisdiction = ""', "laowu.toml:1 jurisdiction", "empty"),
        ('jurisdictions = "dalian"', "laowu.toml:1 jurisdictions", "expected an array of texts, found text"),
        ('jurisdictions = [\n"dalian",\n7,\n]', "laowu.toml:3 jurisdictions[1]", "expected text, found a whole number"),
        ('readings = "x"', "laowu.toml:1 readings", "expected a table, found text"),
        ("[readings]\na = 1.5", "laowu.toml:2 readings.a", "expected text, found a decimal number"),
        ("[readings]\na.b = 'x'", "laowu.toml:2 readings.a", "expected text, found a table"),
        ("lang = zh", "laowu.toml:1", "line 1, column 8"),
    ],
)
def test_a_mistake_is_refused_where_it_stands(tmp_path: Path, text: str, where: str, says: str) -> None:
    (error,) = refusals_of(tmp_path, text.encode())
    assert error.where == where
    assert says in error.what.en
    assert error.what.zh != error.what.en


def test_an_unknown_key_is_put_right(tmp_path: Path) -> None:
    for slip, meant in (("jurisdicton", "jurisdiction"), ("accept-draft", "accept_draft"), ("language", "lang")):
        (error,) = refusals_of(tmp_path, f"{slip} = 1".encode())
        assert error.mend
        assert meant in error.mend.zh


def test_all_mistakes_are_told_at_once(tmp_path: Path) -> None:
    places = [error.where for error in refusals_of(tmp_path, b'x = 1\nlang = "zh"\non = 1\n[readings]\na = 1\n')]
    assert places == ["laowu.toml:1 x", "laowu.toml:3 on", "laowu.toml:5 readings.a"]


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        ("# 中文\n".encode("gbk"), "GBK"),
        ("lang = 'zh'".encode("utf-16"), "UTF-16"),
        (b"lang = 'zh'\0", "NUL"),
        (b"x = " + b"[" * 50 + b"]" * 50, "nested"),
    ],
)
def test_a_file_that_is_no_settings_file_is_refused(tmp_path: Path, raw: bytes, says: str) -> None:
    (error,) = refusals_of(tmp_path, raw)
    assert says in error.what.en
    assert error.where.startswith("laowu.toml")


def test_a_directory_or_a_dangling_link_in_the_place_of_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "laowu.toml").mkdir()
    with pytest.raises(SettingsError, match="directory"):
        resolve(cwd=tmp_path, environ={}, user_file=None)
    link = tmp_path / "config.toml"
    link.symlink_to(tmp_path / "gone.toml")
    with pytest.raises(SettingsError, match="no such file"):
        resolve(cwd=tmp_path / "elsewhere", environ={}, user_file=link)


@pytest.mark.parametrize("raw", [b"", b"# nothing\n", b"\xef\xbb\xbf"])
def test_an_empty_file_changes_nothing(tmp_path: Path, raw: bytes) -> None:
    (tmp_path / "laowu.toml").write_bytes(raw)
    assert resolve(cwd=tmp_path, environ={}, user_file=None).settings == Settings()


def test_a_byte_order_mark_is_accepted(tmp_path: Path) -> None:
    (tmp_path / "laowu.toml").write_bytes(b'\xef\xbb\xbflang = "zh"\n')
    assert resolve(cwd=tmp_path, environ={}, user_file=None).settings.lang == "zh"


def test_the_template_changes_nothing_as_it_stands(tmp_path: Path) -> None:
    (tmp_path / "laowu.toml").write_text(template(), encoding="utf-8")
    assert resolve(cwd=tmp_path, environ={}, user_file=None).settings == Settings()


def test_every_example_of_the_template_is_a_setting_that_works(tmp_path: Path) -> None:
    lines = [line[1:] if line.startswith("#") and line[1:2] != " " else line for line in template().splitlines()]
    (tmp_path / "laowu.toml").write_text("\n".join(lines), encoding="utf-8")
    decided = resolve(cwd=tmp_path, environ={}, user_file=None)
    assert {entry.source.partition(":")[0] for entry in decided.provenance} == {"laowu.toml"}


def test_the_template_speaks_both_languages() -> None:
    explanations = [line for line in template().splitlines() if line.startswith("# ")]
    chinese = [line for line in explanations if any("\u4e00" <= character <= "\u9fff" for character in line)]
    assert len(chinese) * 2 == len(explanations)


@pytest.mark.parametrize(
    ("platform", "environ", "expected"),
    [
        ("linux", {"HOME": "/srv/a"}, "/srv/a/.config/laowu/config.toml"),
        ("linux", {"HOME": "/srv/a", "XDG_CONFIG_HOME": "/etc/a"}, "/etc/a/laowu/config.toml"),
        ("linux", {"HOME": "/srv/a", "XDG_CONFIG_HOME": ""}, "/srv/a/.config/laowu/config.toml"),
        ("linux", {"HOME": "/srv/a", "XDG_CONFIG_HOME": "relative"}, "/srv/a/.config/laowu/config.toml"),
        ("darwin", {"HOME": "/srv/a"}, "/srv/a/Library/Application Support/laowu/config.toml"),
        ("darwin", {"HOME": "/srv/a", "XDG_CONFIG_HOME": "/etc/a"}, "/etc/a/laowu/config.toml"),
        ("win32", {"HOME": "/srv/a", "APPDATA": "/srv/a/Roaming"}, "/srv/a/Roaming/laowu/config.toml"),
        ("win32", {"HOME": "/srv/a"}, "/srv/a/laowu/config.toml"),
    ],
)
def test_the_users_file_is_where_the_platform_keeps_settings(platform: str, environ: dict[str, str], expected: str) -> None:
    assert user_config_path(environ, platform=platform) == Path(expected)


def test_the_users_file_is_where_click_would_put_it() -> None:
    program = (
        "import os, click, pathlib; from laowu.settings import user_config_path;"
        "assert user_config_path(os.environ) == pathlib.Path(click.get_app_dir('laowu')) / 'config.toml'"
    )
    subprocess.run([sys.executable, "-c", program], check=True)


def test_there_is_a_path_even_without_a_home() -> None:
    assert user_config_path({}).name == "config.toml"


def test_settings_are_light_to_import() -> None:
    heavy = "{'cattrs', 'click', 'laowu.model', 'pluggy', 'chinese_calendar'}"
    program = f"import sys, laowu.settings; assert not {heavy} & set(sys.modules)"
    subprocess.run([sys.executable, "-c", program], check=True)
