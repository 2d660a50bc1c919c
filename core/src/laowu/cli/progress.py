"""How far a long run is, told on a terminal and nowhere else."""

import sys
from collections.abc import Iterator, Sequence
from typing import TypeVar

from laowu.text import Text

T = TypeVar("T")

_MANY = 20
"""Fewer than these are done before anybody wonders."""


def counted(items: Sequence[T], label: Text) -> Iterator[T]:
    """The items one by one, with a bar on stderr while they last, where stderr is a terminal and there are many.

    Args:
        items: what is gone through.
        label: what is being done.
    """
    if len(items) < _MANY or not sys.stderr.isatty():
        yield from items
        return
    import click

    from laowu.cli.invocation import say

    with click.progressbar(items, label=say(label), file=sys.stderr, show_pos=True) as bar:
        yield from bar
