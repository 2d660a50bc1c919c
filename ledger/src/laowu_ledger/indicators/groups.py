"""Neighbours taken together: the rows of a job, the jobs of a person under a brand."""

from typing import TypeVar

import numpy as np
import numpy.typing as npt

Places = npt.NDArray[np.intp]
Kind = TypeVar("Kind", bound=np.generic)


_MOST = 6


class Groups:
    """Groups of neighbours. Most are of one, and only the others need work."""

    def __init__(self, starts: Places, count: int) -> None:
        """Take neighbours together.

        Args:
            starts: the place of the first of each group.
            count: how many there are to be grouped.
        """
        self.starts = starts
        self.single = len(starts) == count
        self.lengths = np.diff(starts, append=count)
        # The groups that have a second member with its place, those that have a third, and so on.
        self._further: list[tuple[Places, Places]] = []
        several = np.flatnonzero(self.lengths > 1)
        while len(several) and len(self._further) < _MOST:
            at = len(self._further) + 1
            self._further.append((several, starts[several] + at))
            several = several[self.lengths[several] > at + 1]
        # The few that have many more.
        self._long = several
        self._members = np.concatenate([np.arange(starts[at], starts[at] + self.lengths[at]) for at in several] or [several])
        self._begin = np.cumsum(self.lengths[several]) - self.lengths[several]

    def reduced(self, values: npt.NDArray[Kind], by: np.ufunc) -> npt.NDArray[Kind]:
        """One value for each group."""
        if self.single:
            return values
        found = values[self.starts]
        for groups, places in self._further:
            found[groups] = by(found[groups], values[places])
        if len(self._long):
            found[self._long] = by.reduceat(values[self._members], self._begin)
        return found

    def spread(self, values: npt.NDArray[Kind]) -> npt.NDArray[Kind]:
        """What holds for a group, for each of its members."""
        return values if self.single else np.repeat(values, self.lengths)
