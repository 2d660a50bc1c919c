"""Names of towns, townships and streets, as they stood on the day the divisions were fetched.

A last resort: many of them are everyday words (石榴, 铁路, 水晶), so they are read only behind their own county or city, or at
the head of a name when nothing else fits and the jurisdiction is known, and never where a trade word explains the text.
"""

from collections.abc import Iterator, Mapping
from functools import cache

from laowu.places.divisions import read_data

LONGEST_NAME = 6


class Townships:
    """Short names of towns by the code of their county. Get it with :meth:`load`; it never changes."""

    def __init__(self, rows: str) -> None:
        """Take the table.

        Args:
            rows: a line for each county in the order of the codes, code and names with a tab between them.
        """
        self._rows = f"\n{rows}"
        self._below: dict[str, tuple[str, Mapping[str, str]]] = {}

    @staticmethod
    def load() -> "Townships":
        """The list shipped with the package, read once per process."""
        return _load()

    def counties_with(self, name: str, above: str) -> tuple[str, ...]:
        """Codes of the counties in ``above`` (code of a province, prefecture or county) with a town of this short name."""
        wanted = f",{name},"
        together, counties = self._within(above)
        if wanted not in together:
            return ()
        return tuple(code for code, names in counties.items() if wanted in names)

    def at(self, text: str, start: int, above: str) -> Iterator[tuple[int, tuple[str, ...]]]:
        """The towns in ``above`` whose short name begins at ``start``, longest first: where it ends, and their counties."""
        for end in range(min(len(text), start + LONGEST_NAME), start + 1, -1):
            counties = self.counties_with(text[start:end], above)
            if counties:
                yield end, counties

    def _within(self, above: str) -> tuple[str, Mapping[str, str]]:
        """All names below a division in one string, which is what makes the search cheap, and those of each county."""
        known = self._below.get(above)
        if known is None:
            prefix = above[:2] if above.endswith("0000") else above[:4] if above.endswith("00") else above
            counties = {code: f",{names}," for code, names in self._counties(prefix)}
            known = self._below[above] = "".join(counties.values()), counties
        return known

    def _counties(self, prefix: str) -> Iterator[tuple[str, str]]:
        """Codes and names of the counties whose code begins so: they stand together."""
        start = self._rows.find(f"\n{prefix}") + 1
        end = self._rows.find("\n", self._rows.rfind(f"\n{prefix}") + 1)
        for line in self._rows[start:end].splitlines() if start else ():
            code, _, names = line.partition("\t")
            yield code, names


@cache
def _load() -> Townships:
    return Townships(read_data("townships.tsv"))
