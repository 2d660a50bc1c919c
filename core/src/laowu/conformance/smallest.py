"""Generated questions, and the smallest one that shows a fault."""

from collections.abc import Callable
from random import Random
from typing import TypeVar

from hypothesis import HealthCheck, Phase, Verbosity, given, seed, settings
from hypothesis.errors import FlakyFailure
from hypothesis.strategies import SearchStrategy

from laowu.conformance.subject import Subject
from laowu.conformance.suite_rule import Fault

T = TypeVar("T")

_SHRINKING = 120
"""How many questions are asked at most to make one that shows a fault smaller."""


class _Broken(Exception):
    """A generated question shows a fault."""


class _SmallEnough(BaseException):
    """No more is to be asked; hypothesis, which would go on for minutes, lets it through."""


def smallest_fault(subject: Subject, questions: SearchStrategy[T], judge: Callable[[T], Fault | None]) -> Fault | None:
    """Ask generated questions until one shows a fault; then the smallest that shows it.

    Args:
        subject: the region, for the number of questions and for the seed.
        questions: where they come from.
        judge: what is wrong with the answer to one of them, or ``None``.
    """
    found: list[Fault] = []
    asked = 0

    def ask(question: T) -> None:
        nonlocal asked
        asked += bool(found)
        if asked > _SHRINKING:
            raise _SmallEnough
        fault = judge(question)
        if fault is not None:
            found.append(fault)
            raise _Broken

    try:
        _run(subject, questions, ask)
    except (_Broken, FlakyFailure, _SmallEnough):
        return min(found, key=lambda fault: len(fault.example))
    return None


def drawn(subject: Subject, questions: SearchStrategy[T], number: int) -> list[T]:
    """So many generated questions, the same for the same seed."""
    found: list[T] = []

    def keep(question: T) -> None:
        found.append(question)

    _run(subject, questions, keep, examples=number, phases=(Phase.generate,))
    return found[:number]


def _run(
    subject: Subject,
    questions: SearchStrategy[T],
    ask: Callable[[T], None],
    *,
    examples: int | None = None,
    phases: tuple[Phase, ...] = (Phase.generate, Phase.shrink),
) -> None:
    chosen = settings(
        max_examples=examples or subject.examples,
        deadline=None,
        database=None,
        derandomize=False,
        phases=phases,
        print_blob=False,
        report_multiple_bugs=False,
        suppress_health_check=tuple(HealthCheck),
        verbosity=Verbosity.quiet,
    )
    # The seed decides: a run can be repeated, and a thorough one takes a fresh one.
    seed(subject.seed)(chosen(given(questions)(ask)))()


def fresh_seed() -> int:
    """A seed that nobody has chosen."""
    return Random().randrange(1, 2**32)  # noqa: S311  # no secret
