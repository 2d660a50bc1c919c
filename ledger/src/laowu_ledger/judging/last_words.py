"""What was made of the words of the last batch: the batches of a file often come with the same ones."""

from collections.abc import Callable
from typing import Generic, TypeVar

import pyarrow as pa

T = TypeVar("T")


class LastWords(Generic[T]):
    """Remembers one list of words with what was made of it, if anything was. Several threads may ask at a time."""

    def __init__(self, make: Callable[[pa.Array], T]) -> None:
        """Take what makes something of words, and of nothing else."""
        self._make = make
        self._last: tuple[pa.Array, T] | None = None

    def of(self, words: pa.Array) -> T:
        """What is made of these words."""
        last = self._last
        if last is not None and len(last[0]) == len(words) and last[0].equals(words):
            return last[1]
        made = self._make(words)
        if made is not None:
            self._last = (words, made)
        return made
