"""Generated questions."""

from random import Random
from typing import TypeVar

from hypothesis import HealthCheck, Phase, Verbosity, given, seed, settings
from hypothesis.strategies import SearchStrategy

from laowu.conformance.subject import Subject

T = TypeVar("T")


def drawn(subject: Subject, questions: SearchStrategy[T], number: int) -> list[T]:
    """So many generated questions, the same for the same seed."""
    found: list[T] = []

    def keep(question: T) -> None:
        found.append(question)

    chosen = settings(
        max_examples=number,
        deadline=None,
        database=None,
        derandomize=False,
        phases=(Phase.generate,),
        print_blob=False,
        suppress_health_check=tuple(HealthCheck),
        verbosity=Verbosity.quiet,
    )
    # The seed decides: a run can be repeated, and a thorough one takes a fresh one.
    seed(subject.seed)(chosen(given(questions)(keep)))()
    return found[:number]


def fresh_seed() -> int:
    """A seed that nobody has chosen."""
    return Random().randrange(1, 2**32)  # noqa: S311  # no secret
