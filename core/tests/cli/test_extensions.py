import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Laowu = Callable[..., Result]
Install = Callable[..., None]

PLAIN = """
import click

@click.command(short_help="counts")
@click.argument("file")
def command(file):
    click.echo(f"counted {file}")
    return 3 if file == "bad" else None
"""
OURS = """
import click
from laowu.cli.declare import Command
from laowu.cli.parameters import option
from laowu.text import Text

@option("--a-name-too-long-for-its-column", shown=Text("值", "VALUE"), says=Text("说明", "what it does"))
def callback(a_name_too_long_for_its_column):
    click.echo("done")

command = Command("ours", says=Text("自己的", "our own"), params=callback.__click_params__, callback=callback)
"""
ENDLESS = """
import click

@click.command()
def command():
    while True:
        click.echo("more")
"""


@pytest.fixture
def install(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Install:
    """Installs a package that adds a command."""

    def make(
        name: str, text: str, distribution: str = "laowu-extra", module: str = "laowu_extra_for_tests", target: str = "command"
    ) -> None:
        site = tmp_path_factory.mktemp("extension")
        (site / f"{module}.py").write_text(text, encoding="utf-8")
        metadata = site / f"{distribution.replace('-', '_')}-1.0.dist-info"
        metadata.mkdir()
        (metadata / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {distribution}\nVersion: 1.0\n", encoding="utf-8")
        entry = f"[console_scripts]\nx = y:z\n\n[laowu.commands]\n# a remark = no command\n{name} = {module}:{target}\n"
        (metadata / "entry_points.txt").write_text(entry, encoding="utf-8")
        monkeypatch.syspath_prepend(site)
        monkeypatch.delitem(sys.modules, module, raising=False)

    return make


def test_an_added_command_is_called_by_its_name(laowu: Laowu, install: Install) -> None:
    install("count", PLAIN)
    assert laowu("count", "x").stdout == "counted x\n"
    assert laowu("count", "x").exit_code == 0
    assert laowu("count", "bad").exit_code == 3


def test_help_lists_it_without_importing_it(laowu: Laowu, install: Install) -> None:
    install("count", "1 / 0")
    result = laowu("--help")
    assert result.exit_code == 0
    assert re.search(r"\bcount +from laowu-extra", result.stdout)
    assert "由 laowu-extra 提供" in laowu("--lang", "zh", "--help").stdout
    assert "laowu_extra_for_tests" not in sys.modules


def test_a_package_of_another_name_works_though_help_does_not_list_it(laowu: Laowu, install: Install) -> None:
    install("count", PLAIN, distribution="acme-tools")
    assert laowu("count", "x").exit_code == 0
    assert "acme" not in laowu("--help").stdout


def test_a_slip_suggests_added_commands_too(laowu: Laowu, install: Install) -> None:
    install("inventory", PLAIN, distribution="acme-tools")
    assert "did you mean: inventory" in laowu("inventry").stderr


def test_our_own_commands_cannot_be_replaced(laowu: Laowu, install: Install) -> None:
    install("schema", PLAIN)
    assert '"$schema"' in laowu("schema", "dossier").stdout
    assert "laowu-extra" not in laowu("--help").stdout


def test_an_added_command_may_speak_both_languages_and_take_the_general_options(laowu: Laowu, install: Install) -> None:
    install("ours", OURS)
    assert laowu("ours").stdout == "done\n"
    assert "自己的" in laowu("ours", "--help", "--lang", "zh").stdout


def test_an_option_wider_than_its_column_has_its_meaning_below(laowu: Laowu, install: Install) -> None:
    install("ours", OURS)
    rows = laowu("ours", "--help").stdout.splitlines()
    place = rows.index("  --a-name-too-long-for-its-column VALUE")
    assert rows[place + 1].strip() == "what it does"


def test_a_reader_that_goes_away_ends_an_added_command_too(install: Install, monkeypatch: pytest.MonkeyPatch) -> None:
    install("endless", ENDLESS)
    monkeypatch.setenv("PYTHONPATH", sys.path[0])
    words = [sys.executable, "-m", "laowu", "endless"]
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.readline()
        running.stdout.close()
        told = running.stderr.read()
    assert told == b""
    assert running.returncode == 141


@pytest.mark.parametrize(
    ("text", "says"), [("1 / 0", "ZeroDivisionError"), ("command = 3", "is no click command"), ("", "AttributeError")]
)
def test_a_broken_one_is_told_with_its_package(laowu: Laowu, install: Install, text: str, says: str) -> None:
    install("count", text)
    result = laowu("count")
    assert result.exit_code == 70
    assert says in result.stderr
    assert "laowu-extra, laowu_extra_for_tests:command" in result.stderr
    assert "Traceback" not in result.stderr


def test_two_packages_with_one_name_are_told(laowu: Laowu, install: Install) -> None:
    install("count", PLAIN)
    install("count", PLAIN, distribution="laowu-more", module="laowu_more_for_tests")
    result = laowu("count", "x")
    assert result.exit_code == 70
    assert "laowu-extra, laowu-more" in result.stderr


def test_metadata_that_cannot_be_read_are_passed_over(
    laowu: Laowu, install: Install, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    odd = tmp_path / "laowu_odd-1.0.dist-info"
    odd.mkdir()
    (odd / "entry_points.txt").write_bytes(b"[laowu.commands]\n\xff = x:y\n")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.syspath_prepend(tmp_path / "nothing-here")
    assert laowu("--help").exit_code == 0


def test_a_mistake_with_a_plain_click_option_is_told_as_click_tells_it(laowu: Laowu, install: Install) -> None:
    install("count", PLAIN.replace('@click.argument("file")', '@click.option("--file", type=click.Choice(["a"]))'))
    result = laowu("--lang", "zh", "count", "--file", "b")
    assert result.exit_code == 2
    assert result.stderr.startswith("错误：--file 的值不对：'b' is not 'a'")


def test_a_bug_inside_a_command_ends_with_70_and_no_traceback(laowu: Laowu, install: Install) -> None:
    install("count", PLAIN.replace("click.echo", "undefined_name"))
    result = laowu("--lang", "zh", "count", "x")
    assert result.exit_code == 70
    assert "这不是您的问题" in result.stderr
    assert "undefined_name" in result.stderr
    assert "Traceback" not in result.stderr
