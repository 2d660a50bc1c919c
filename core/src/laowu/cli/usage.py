"""Mistakes on the command line, in both languages: our own, and what click says in its own words."""

from collections.abc import Iterator
from contextlib import contextmanager

import click

from laowu.errors import did_you_mean
from laowu.text import Text, same


class UsageProblem(click.UsageError):
    """The command line is wrong.

    Attributes:
        says: what is wrong.
        mend: how to put it right, or ``None``.
    """

    def __init__(self, says: Text, mend: Text | None = None, *, ctx: click.Context | None = None) -> None:
        super().__init__(says.en, ctx)
        self.says = says
        self.mend = mend


class BadValue(click.BadParameter):
    """A value that an option or argument cannot take; click adds which one it was.

    Attributes:
        says: what is wrong with it.
        mend: how to put it right, or ``None``.
    """

    def __init__(self, says: Text, mend: Text | None = None) -> None:
        super().__init__(says.en)
        self.says = says
        self.mend = mend


@contextmanager
def in_context(ctx: click.Context) -> Iterator[None]:
    """Tell usage errors raised inside which command they belong to; click's parser leaves that out."""
    try:
        yield
    except click.UsageError as error:
        error.ctx = error.ctx or ctx
        raise


def told(error: click.ClickException) -> tuple[Text, Text | None]:  # noqa: PLR0911  # one for each class of click's
    """What is wrong and how to mend it, from the structure of click's errors rather than their English wording."""
    match error:
        case UsageProblem(says=says, mend=mend):
            return says, mend
        case BadValue(says=says, mend=mend):
            return _at_parameter(error) + says, mend
        case click.MissingParameter():
            return _missing(error), None
        case click.BadParameter():
            return _at_parameter(error) + same(error.message), None
        case click.NoSuchOption(option_name=name):
            return Text(f"没有 {name} 这个选项", f"there is no option {name}"), did_you_mean(name, error.possibilities or ())
        case click.BadOptionUsage():
            return _misused(error), None
        case _:
            return same(error.format_message()), None


def _at_parameter(error: click.BadParameter) -> Text:
    hint = _hint(error)
    return Text(f"{hint} 的值不对：", f"bad value for {hint}: ") if hint else same("")


def _missing(error: click.MissingParameter) -> Text:
    hint = _hint(error)
    if isinstance(error.param, click.Argument):
        return Text(f"缺少参数 {hint}", f"the argument {hint} is missing")
    return Text(f"缺少选项 {hint}", f"the option {hint} is missing")


def _misused(error: click.BadOptionUsage) -> Text:
    """Click tells a flag with a value from an option without one only in its wording."""
    name = error.option_name
    params = error.ctx.command.get_params(error.ctx) if error.ctx else []
    option = next((param for param in params if name in (*param.opts, *param.secondary_opts)), None)
    if isinstance(option, click.Option) and option.is_flag:
        return Text(f"选项 {name} 不带值", f"the option {name} takes no value")
    return Text(f"选项 {name} 后面缺少值", f"the option {name} needs a value")


def _hint(error: click.BadParameter) -> str:
    if error.param is None:
        hint = error.param_hint or ""
        return hint if isinstance(hint, str) else " / ".join(hint)
    if isinstance(error.param, click.Argument):
        return error.param.make_metavar(error.ctx or click.Context(click.Command(None))).strip("[]")
    return " / ".join(error.param.opts)
