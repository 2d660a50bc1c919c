"""The one place that turns whatever ends a command early into words on stderr and an exit code.

Bad input never shows a traceback, unless it is asked for with ``--debug``.
"""

import os
import sys
from contextlib import suppress

import click

from laowu import __version__
from laowu.cli.exit_codes import ExitCode
from laowu.cli.extensions import BrokenExtension
from laowu.cli.help_page import usage_pieces
from laowu.cli.invocation import current, say
from laowu.cli.lazy_group import GroupAlone
from laowu.cli.output import ReaderGone
from laowu.cli.render.width import printable
from laowu.cli.usage import told
from laowu.errors import JurisdictionError, LaowuError
from laowu.text import Text

_SHOWN = 20


def report(failure: BaseException) -> int:
    """Tell the user why the command ended and return the exit code."""
    match failure:
        case ReaderGone():
            _forget_stdout()
            return ExitCode.READER_GONE
        case click.Abort() | KeyboardInterrupt():
            _tell("")
            return ExitCode.INTERRUPTED
        case GroupAlone():
            _tell(failure.context.get_help())
            return ExitCode.USAGE
        case LaowuError():
            _tell_error(failure)
        case click.UsageError():
            _tell_usage(failure)
        case click.ClickException():
            _tell_problem(*told(failure))
        case _:
            _tell_bug(failure)
    if current().debug:
        import traceback

        _tell("".join(traceback.format_exception(failure)).rstrip())
    return _code(failure)


def _code(failure: BaseException) -> int:
    match failure:
        case JurisdictionError():
            return ExitCode.JURISDICTION
        case BrokenExtension():
            return ExitCode.OUR_BUG
        case LaowuError():
            return ExitCode.INVALID_INPUT
        case click.ClickException(exit_code=code):
            return code
        case _:
            return ExitCode.OUR_BUG


def remark(text: Text) -> None:
    """A remark to the user, on stderr, beside whatever the command prints."""
    _tell(say(Text("提示：", "note: ")) + say(text))


def error_lines(error: LaowuError) -> str:
    """One error as a reader sees it: what, where, how to mend."""
    lines = [say(error.what)]
    if error.where:
        lines.append(say(Text("  位置：", "  where: ")) + error.where)
    if error.mend:
        lines.append(say(Text("  办法：", "  fix:   ")) + say(error.mend))
    return "\n".join(lines)


def _tell_error(error: LaowuError) -> None:
    everything = (error, *error.further)
    for one in everything[:_SHOWN]:
        _tell(say(Text("错误：", "error: ")) + error_lines(one))
    more = len(everything) - _SHOWN
    if more > 0:
        _tell(say(Text(f"……另有 {more} 处错误", f"… and {more} more errors")))
    elif error.further:
        _tell(say(Text(f"共 {len(everything)} 处错误", f"{len(everything)} errors in all")))


def _tell_problem(says: Text, mend: Text | None) -> None:
    _tell(say(Text("错误：", "error: ")) + say(says))
    if mend:
        _tell(say(Text("  办法：", "  fix:   ")) + say(mend))


def _tell_usage(error: click.UsageError) -> None:
    _tell_problem(*told(error))
    if error.ctx is not None:
        path = error.ctx.command_path
        _tell(say(Text("用法：", "usage: ")) + f"{path} {usage_pieces(error.ctx.command, error.ctx)}")
        _tell(say(Text(f"详见 {path} --help", f"see {path} --help")))


def _tell_bug(failure: BaseException) -> None:
    import traceback

    cause = "".join(traceback.format_exception_only(failure)).strip().splitlines()[-1]
    _tell(say(Text("程序内部出错，这不是您的问题：", "the program failed; this is our mistake, not yours: ")) + cause)
    versions = f"laowu {__version__}, Python {'.'.join(map(str, sys.version_info[:3]))}"
    please = Text(
        f"  请把所用的命令、材料和版本（{versions}）告诉维护者；加 --debug 再运行一次，把全部输出一并附上",
        f"  please tell the maintainers: the command, the dossier and the versions ({versions}), with everything that is printed"
        " when you run it once more with --debug",
    )
    _tell(say(please))


def _tell(text: str) -> None:
    """Print to stderr; that nobody reads it any more is no reason to fail differently."""
    with suppress(OSError):
        click.echo(printable(text), err=True)


def _forget_stdout() -> None:
    """Keep Python from complaining at exit that the rest of the output has nowhere to go."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)
