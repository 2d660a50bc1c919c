"""Work shared out among processors, by parts that anybody may take."""

import os
from collections import deque
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor


class Sharers:
    """The thread that asks, and one more for each further processor; they last as long as this."""

    def __init__(self) -> None:
        self._others: ThreadPoolExecutor | None = None

    def share(self, work: Callable[[int], None], parts: Iterable[int]) -> None:
        """Do every part. Who asks works too, so that nothing waits for a thread to wake up."""
        left = deque(parts)

        def some() -> None:
            while True:
                try:
                    part = left.popleft()
                except IndexError:
                    return
                work(part)

        more = min(len(left), os.cpu_count() or 1) - 1
        if more > 0 and self._others is None:
            self._others = ThreadPoolExecutor(os.cpu_count())
        helping = [self._others.submit(some) for _ in range(more)] if self._others is not None else []
        try:
            some()
        finally:
            left.clear()
            for helper in helping:
                helper.result()
