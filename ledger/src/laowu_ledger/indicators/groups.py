"""Neighbours taken together: the rows of a job, the jobs of a person under a brand."""

from typing import TypeVar

import numpy as np
import numpy.typing as npt

Places = npt.NDArray[np.intp]
Kind = TypeVar("Kind", bound=np.generic)


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
        lengths = np.diff(np.append(starts, count))
        self._several: Places = np.flatnonzero(lengths > 1)
        sizes = lengths[self._several]
        ends = np.cumsum(sizes)
        self._begin: Places = ends - sizes
        within = np.arange(int(ends[-1]) if len(ends) else 0) - np.repeat(self._begin, sizes)
        self._members: Places = np.repeat(starts[self._several], sizes) + within
        self.lengths = lengths

    def reduced(self, values: npt.NDArray[Kind], by: np.ufunc) -> npt.NDArray[Kind]:
        """One value for each group."""
        if self.single:
            return values
        found = values[self.starts]
        if len(self._several):
            found[self._several] = by.reduceat(values[self._members], self._begin)
        return found

    def spread(self, values: npt.NDArray[Kind]) -> npt.NDArray[Kind]:
        """What holds for a group, for each of its members."""
        return values if self.single else np.repeat(values, self.lengths)
