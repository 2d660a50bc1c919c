"""The program: global options, commands looked up when they are called, every failure told in one place."""

import gc
import sys
from typing import Any, NoReturn

import click

from laowu.cli import failures
from laowu.cli.invocation import begin
from laowu.cli.lazy_group import LazyGroup
from laowu.cli.options import GENERAL, VERSION, form, jurisdiction, on, reading
from laowu.cli.output import ReaderGone
from laowu.text import Text

COMPLETE_VARIABLE = "_LAOWU_COMPLETE"
OBJECTS_BETWEEN_LOOKS = 200_000


class Program(LazyGroup):
    """``laowu`` itself."""

    def main(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Run the program and leave with its exit code; takes what :meth:`click.Command.main` takes."""
        given = args[0] if args else kwargs.get("args")
        begin(list(sys.argv[1:] if given is None else given))
        kwargs |= {"standalone_mode": False, "complete_var": COMPLETE_VARIABLE}
        try:
            code = super().main(*args, **kwargs)
        except Exception as failure:  # noqa: BLE001  # whatever it is, somebody must be told
            code = failures.report(failure)
        # A command answers with its exit code; one of an extension package that answers with something else is done.
        sys.exit(code if isinstance(code, int) else 0)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command and send off what it printed."""
        try:
            code = super().invoke(ctx)
            sys.stdout.flush()
        except BrokenPipeError:
            raise ReaderGone from None  # click would leave with 1, which means "not met" here
        return code


def _shared() -> tuple[click.Parameter, ...]:
    """Options that may stand before the command as well as after it."""

    def holder() -> None: ...

    for decorate in (form, reading, on, jurisdiction):
        decorate(holder)
    params: list[click.Parameter] = holder.__click_params__  # type: ignore[attr-defined]  # where click leaves them
    return tuple(reversed(params))


command = Program(
    "",
    says=Text(
        "把各地劳务品牌政策变成可运行、可追溯到条款的规则。",
        "China's labour-service-brand (劳务品牌) regulations as running, citable rules.",
    ),
    params=(*_shared(), *GENERAL, VERSION),
)


def main() -> NoReturn:
    """Run the program with the words of the command line.

    Nearly everything a command makes lives until it has answered. Looking through it for what may go, again and again while
    modules are imported and once more at the end, would take a fifth of the time of a short command; a long one still frees
    what it leaves behind.
    """
    gc.set_threshold(OBJECTS_BETWEEN_LOOKS)
    try:
        command.main(prog_name="laowu")
    finally:
        gc.freeze()  # what is left goes with the process
