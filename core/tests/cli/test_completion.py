import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Laowu = Callable[..., Result]
Region = Callable[..., Path]
Demo = Callable[..., dict[str, str]]


def completed(laowu: Laowu, *words: str) -> dict[str, str]:
    """What the shell is offered after these words: values with their kinds."""
    env = {"_LAOWU_COMPLETE": "bash_complete", "COMP_WORDS": " ".join(("laowu", *words)), "COMP_CWORD": str(len(words))}
    result = laowu(env=env)
    assert result.exit_code == 0
    rows = [row.split(",", 1) for row in result.stdout.splitlines()]
    return {value: kind for kind, value in rows}


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_command_prints_what_the_variable_prints(laowu: Laowu, shell: str) -> None:
    by_command = laowu("completion", shell)
    by_variable = laowu(env={"_LAOWU_COMPLETE": f"{shell}_source"})
    assert by_command.exit_code == by_variable.exit_code == 0
    assert by_command.stdout.strip() == by_variable.stdout.strip()
    assert "_LAOWU_COMPLETE" in by_command.stdout


def test_the_script_is_one_that_bash_takes(laowu: Laowu, clean: Path) -> None:
    (clean / "script.bash").write_text(laowu("completion", "bash").stdout, encoding="utf-8")
    subprocess.run(["bash", "-n", "script.bash"], check=True)


def test_an_unknown_shell_is_refused(laowu: Laowu) -> None:
    assert laowu("completion", "powershell").exit_code == 2


def test_commands_and_groups_are_completed(laowu: Laowu) -> None:
    assert set(completed(laowu, "a")) == {"ask", "assess"}
    assert set(completed(laowu, "plugins", "")) == {"list", "show", "rules", "check", "new"}
    assert "--lang" in completed(laowu, "--la")


def test_options_and_their_choices_are_completed(laowu: Laowu) -> None:
    assert "--start" in completed(laowu, "assess", "--st")
    assert set(completed(laowu, "eligibility", "x", "--level", "")) == {"district", "municipal", "provincial", "national"}
    assert set(completed(laowu, "assess", "--format", "j")) == {"json"}


def test_jurisdictions_are_completed_without_importing_them(laowu: Laowu, region: Region, demo: Demo) -> None:
    region("demo", demo())
    region("demolished", demo("demolished"), plugin="1 / 0")
    assert set(completed(laowu, "assess", "-j", "dem")) == {"demo", "demolished"}
    assert set(completed(laowu, "plugins", "show", "demol")) == {"demolished"}
    assert "laowu_demo" not in sys.modules


def test_files_are_left_to_the_shell(laowu: Laowu) -> None:
    assert completed(laowu, "assess", "exa") == {"exa": "file"}


def test_help_beside_a_completion_is_in_the_language_of_the_call(laowu: Laowu) -> None:
    env = {"_LAOWU_COMPLETE": "zsh_complete", "COMP_WORDS": "laowu sch", "COMP_CWORD": "1"}
    assert "JSON Schema" in laowu(env=env).stdout
    assert "输出材料" in laowu(env=env | {"LANG": "zh_CN.UTF-8"}).stdout


def test_half_a_command_line_with_mistakes_is_still_completed(laowu: Laowu) -> None:
    assert "--level" in completed(laowu, "eligibility", "--on", "nonsense", "--lev")
