import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import click
import pytest
from click.testing import Result

from laowu.cli.exit_codes import ExitCode
from laowu.cli.failures import report
from laowu.cli.invocation import begin
from laowu.errors import (
    CalendarUnpublished,
    DossierError,
    LaowuError,
    RuleDataError,
    SettingsError,
    UnknownJurisdiction,
    UnusableJurisdiction,
)
from laowu.text import Text, same

Laowu = Callable[..., Result]
Started = Callable[..., "subprocess.CompletedProcess[str]"]
Region = Callable[..., Path]
Demo = Callable[..., dict[str, str]]


@pytest.mark.parametrize(
    ("failure", "code"),
    [
        (DossierError(same("x")), 3),
        (SettingsError(same("x")), 3),
        (LaowuError(same("x")), 3),
        (CalendarUnpublished(2099), 3),
        (UnknownJurisdiction("x", ()), 4),
        (UnusableJurisdiction("x", "broken", same("x")), 4),
        (RuleDataError(same("x")), 4),
        (click.UsageError("x"), 2),
        (click.ClickException("x"), 1),
        (click.Abort(), 130),
        (KeyboardInterrupt(), 130),
        (ValueError("x"), 70),
        (RecursionError(), 70),
    ],
)
def test_every_way_to_fail_has_its_exit_code(failure: BaseException, code: int) -> None:
    begin(["--lang", "en"])
    assert report(failure) == code


def test_the_codes_are_those_of_the_documentation() -> None:
    assert {code.name: int(code) for code in ExitCode} == {
        "DONE": 0,
        "UNFAVOURABLE": 1,
        "USAGE": 2,
        "INVALID_INPUT": 3,
        "JURISDICTION": 4,
        "OUR_BUG": 70,
        "INTERRUPTED": 130,
        "READER_GONE": 141,
    }


def test_an_error_says_what_where_and_how_to_mend_in_both_languages(capsys: pytest.CaptureFixture[str]) -> None:
    error = DossierError(
        Text("数不对", "the number is wrong"), where="a.toml:3 facts.workers", mend=Text("改成整数", "write a whole number")
    )
    begin(["--lang", "en"])
    report(error)
    assert (
        capsys.readouterr().err == "error: the number is wrong\n  where: a.toml:3 facts.workers\n  fix:   write a whole number\n"
    )
    begin(["--lang", "zh"])
    report(error)
    assert capsys.readouterr().err == "错误：数不对\n  位置：a.toml:3 facts.workers\n  办法：改成整数\n"


def test_an_error_cannot_write_escape_sequences_to_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    report(DossierError(same("\x1b]0;title\x07")))
    assert "\x1b" not in capsys.readouterr().err


def test_a_bug_says_that_it_is_ours_and_shows_no_traceback_unless_asked(capsys: pytest.CaptureFixture[str]) -> None:
    for words, shown in (([], False), (["--debug"], True), (["--", "--debug"], False)):
        begin(["--lang", "en", *words])
        report(ValueError("secret\nsecond line"))
        told = capsys.readouterr().err
        assert "our mistake" in told
        assert "second line" in told
        assert ("ValueError: secret" in told) is shown
        assert "--debug" in told


def test_debug_shows_the_traceback_of_deliberate_errors_too(laowu: Laowu) -> None:
    for words, env in ((("--debug", "explain", "nowhere"), {}), (("explain", "nowhere"), {"LAOWU_DEBUG": "1"})):
        result = laowu(*words, env=env)
        assert result.exit_code == 4
        assert "Traceback" in result.stderr
    assert "Traceback" not in laowu("explain", "nowhere").stderr


def test_a_message_that_the_terminal_cannot_spell_is_still_told(started: Started) -> None:
    done = started("--lang", "zh", "bogus", env={"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"})
    assert done.returncode == 2
    assert "bogus" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_reader_that_goes_away_ends_it_quietly(dossier: str, region: Region, demo: Demo) -> None:
    region("demo", demo())
    words = [sys.executable, "-m", "laowu", "assess", dossier, "-j", "demo", "--format", "json"]
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.close()
        told = running.stderr.read()
    assert told == b""
    assert running.returncode == 141


def test_ctrl_c_ends_it_with_130(dossier: str, region: Region, demo: Demo) -> None:
    # A shell lets what it starts in the background ignore the key, and children inherit that.
    heeded = "import signal\nsignal.signal(signal.SIGINT, signal.default_int_handler)\n"
    slow = heeded + "import time\nprint('ready', flush=True)\ntime.sleep(60)\n"
    region("demo", demo(), plugin=slow)
    words = [sys.executable, "-m", "laowu", "assess", dossier, "-j", "demo"]
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stdout is not None
        assert running.stdout.readline() == b"ready\n"
        time.sleep(0.1)
        os.kill(running.pid, signal.SIGINT)
        _, told = running.communicate()
    assert running.returncode == 130
    assert b"Traceback" not in told


def test_colour_is_for_terminals_that_want_it(dossier: str, region: Region, demo: Demo) -> None:
    region("demo", demo())
    page = {name: on_a_terminal("eligibility", dossier, "-j", "demo", **env) for name, env in COLOURS.items()}
    assert "\x1b[31m✗ not met\x1b[0m" in page["wanted"]
    assert all("\x1b" not in page[name] for name in ("NO_COLOR", "dumb"))
    assert re.sub(r"\x1b\[[0-9]+m", "", page["wanted"]) == page["NO_COLOR"]


COLOURS = {"wanted": {"TERM": "xterm"}, "NO_COLOR": {"TERM": "xterm", "NO_COLOR": "1"}, "dumb": {"TERM": "dumb"}}


def on_a_terminal(*words: str, **env: str) -> str:
    """What the program prints on a terminal of 90 columns."""
    import pty
    import struct
    from fcntl import ioctl
    from termios import TIOCSWINSZ

    ours, theirs = pty.openpty()
    ioctl(theirs, TIOCSWINSZ, struct.pack("HHHH", 24, 90, 0, 0))
    environ = {**os.environ, **env}
    environ.pop("COLUMNS")
    with subprocess.Popen([sys.executable, "-m", "laowu", *words], stdout=theirs, stderr=theirs, env=environ) as running:
        os.close(theirs)
        printed = b""
        try:
            while part := os.read(ours, 4096):
                printed += part
        except OSError:  # how Linux says that the other side was closed
            pass
        running.wait()
    os.close(ours)
    return printed.decode().replace("\r\n", "\n")


def test_the_page_is_as_wide_as_the_terminal(dossier: str, region: Region, demo: Demo) -> None:
    from laowu.cli.render.width import width

    region("demo", demo())
    rows = on_a_terminal("eligibility", dossier, "-j", "demo", NO_COLOR="1", TERM="xterm").splitlines()
    assert 80 < max(map(width, rows)) <= 90


def test_an_encoding_without_the_signs_gets_others(started: Started, dossier: str, region: Region, demo: Demo) -> None:
    region("demo", demo())
    words = [sys.executable, "-m", "laowu", "--lang", "zh", "eligibility", dossier, "-j", "demo"]
    env = {**os.environ, "PYTHONIOENCODING": "gbk", "PYTHONUTF8": "0"}
    done = subprocess.run(words, capture_output=True, check=False, env=env)
    page = done.stdout.decode("gbk")
    assert "√ 符合" in page
    assert "× 不符合" in page
    data = subprocess.run([*words, "--format", "json"], capture_output=True, check=False, env=env).stdout
    assert "常州市" in data.decode("utf-8")
