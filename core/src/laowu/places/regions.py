"""The readings of the head of a name as a region: divisions by the chain of parent and child, aliases, zones, towns.

Longest match first. A division follows another one only when it lies below it (连云 is read after 江苏 or 连云港, never after
重庆). Divisions that have ended, and those that do not exist yet, are read only where none in force fits, except that the
jurisdiction's own old division goes before a stranger's present one (江北 in Chongqing after 2025-11-06).
"""

from datetime import date
from functools import lru_cache
from typing import NamedTuple

from laowu.model.place import Alias
from laowu.places.aliases import (
    DIRECTIONS,
    FEATURES,
    NO_SMALL_PLACE,
    SMALL_PLACE,
    ZONE_WORDS,
    AliasIndex,
    InformalRegions,
    place_like,
)
from laowu.places.divisions import Division, Divisions
from laowu.places.enterprises import NO_ENTERPRISES, Enterprises
from laowu.places.industries import Industries
from laowu.places.readings import HOMONYM, HOMONYM_SETTLED, JOINT_REGION, WRONG_SUFFIX, RegionKind, RegionReading, noted
from laowu.places.townships import Townships
from laowu.places.vocabulary import Vocabulary
from laowu.values import frozen

SHORTEST_NAME = 2
DIVISION_SUFFIXES = "市县区"
TOWN_SUFFIXES = "镇乡"
STYLES = frozenset("式派系帮")
"""What behind the one-character name of a province makes a style of it: 苏式糕点."""


class Choice(NamedTuple):
    """The rows worth reading among those of one name.

    Attributes:
        rows: each with what it is on the day.
        settled: the jurisdiction decided between homonyms.
    """

    rows: tuple[tuple[Division, RegionKind], ...]
    settled: bool = False


@frozen
class Reader:
    """Reads the heads of names for one day and one jurisdiction."""

    divisions: Divisions
    industries: Industries
    informal: InformalRegions
    on: date
    home: str | None
    home_lineage: frozenset[str]

    @staticmethod
    def of(on: date, home: str | None) -> "Reader":
        """The reader for a day and the division code of a jurisdiction (``None``: no jurisdiction settles homonyms)."""
        return _reader(on, home)

    def read(self, text: str, words: Vocabulary, enterprises: Enterprises = NO_ENTERPRISES) -> list[RegionReading]:
        """The readings of the head of ``text``, best first; empty when nothing is recognised.

        Args:
            text: a normalised name.
            words: what this jurisdiction adds to the general lists.
            enterprises: those behind the brand; a region that may be known by its suffix only does not reach into them.
        """
        readings = self.chains(text, 0, None, len(text))
        named = self._alias(text, 0, None, words.aliases)
        if named and (not readings or self._alias_first(named[0], readings[0])):
            readings = named + [chain for chain in readings if chain.end == named[0].end and chain.kind == "division"]
        if not readings:
            readings = self._abbreviation(text)
        if not readings:
            return [noted(found) for found in self._town_at_head(text, words)]
        shorter = [] if readings[0].aliases else self._shorter(text, readings[0].end, words)
        if not words.explains(text[readings[0].end :]):
            persons = words.persons(text[readings[0].end :])
            if not shorter:
                before = [found for found in readings if enterprises.at(text, found.end)]  # 中山 + 鑫泰, not 鑫泰村 in 中山
                readings = before or self._longest_extended(text, readings, words)
            elif not persons or persons[0][0]:  # neither a known trade nor all person: the shorter region alone makes sense
                readings = []
        return [noted(found) for found in readings + shorter]

    def _longest_extended(self, text: str, readings: list[RegionReading], words: Vocabulary) -> list[RegionReading]:
        extended = [self._extended(text, found, words) for found in readings]
        longest = max(found.end for found in extended)
        return [found for found in extended if found.end == longest]

    def _shorter(self, text: str, end: int, words: Vocabulary) -> list[RegionReading]:
        """The longest chain that ends before ``end`` and leaves known words: 大连 + 市场营销师 beside 大连市 + 场营销师."""
        while end > SHORTEST_NAME:
            readings = self.chains(text, 0, None, end - 1)
            if not readings or words.explains(text[readings[0].end :]):
                return readings
            end = readings[0].end
        return []

    def chains(self, text: str, start: int, above: Division | None, limit: int) -> list[RegionReading]:
        """Readings of ``text[start:limit]`` as a chain of divisions below ``above``, each as long as possible."""
        best: list[RegionReading] = []
        for end in range(min(limit, self.divisions.longest_at(text, start)), start + 1, -1):
            rows = self.divisions.named(text[start:end])
            choice = self.choice(rows, above) if rows else None
            if choice is not None and choice.rows:
                found = self._continued(text, end, choice, limit)
                if not best or found[0].end > best[0].end:  # 枣庄 + 市中 goes further than 枣庄市
                    best = found
        return best

    def choice(self, rows: tuple[Division, ...], above: Division | None) -> Choice:
        """The rows of one name to read behind ``above``."""
        if above is not None:
            code, lineage = above.code, self.divisions.lineage
            rows = tuple([row for row in rows if row.parent == code or code in lineage(row)[1:]])
        elif rows[0].short in self.informal.common_words:
            rows = tuple(row for row in rows if self._at_home(row))
        if not rows:
            return Choice(())
        if len(rows) == 1 and rows[0].in_force(self.on):
            return Choice(((rows[0], "division"),))
        return self._among(rows, above)

    def _continued(self, text: str, end: int, choice: Choice, limit: int) -> list[RegionReading]:
        """Extend each chosen row by the divisions below it and keep the longest chains, one for each place."""
        readings: list[RegionReading] = []
        for row, kind in choice.rows:
            deeper = self.chains(text, end, row, limit) if row.level != "county" and end < limit else []
            readings += [chain._replace(path=(row, *chain.path)) for chain in deeper] or [RegionReading(end, (row,), kind)]
        if len(readings) == 1:
            return [readings[0]._replace(notes=(HOMONYM_SETTLED,))] if choice.settled else readings
        longest = max(found.end for found in readings)
        unique: dict[Division, RegionReading] = {}
        for found in readings:
            if found.end == longest:
                unique.setdefault(found.path[-1], found)
        note = (HOMONYM,) if len(unique) > 1 else ()
        return [found._replace(notes=note) for found in unique.values()]

    def _among(self, rows: tuple[Division, ...], above: Division | None) -> Choice:
        """Which of several rows, or of rows not in force, to read."""
        force = _outermost(self.divisions, [row for row in rows if row.in_force(self.on)])
        ended = self._last_ended(rows) if self.home is not None or not force else []
        if self.home is not None and above is None:
            home_force = [row for row in force if self._at_home(row)]
            home_ended = [row for row in ended if self._at_home(row)]
            if home_force:
                return Choice(_as(home_force, "division"), len(home_force) < len(force))
            if home_ended and force:
                return Choice(_as(home_ended, "abolished") + _as(force, "division"))
            if home_ended:
                return Choice(_as(home_ended, "abolished"), len(home_ended) < len(ended))
        if force:
            return Choice(_as([row for row in force if row.level == "province"] or force, "division"))
        if ended:
            return Choice(_as(ended, "abolished"))
        return Choice(_as([row for row in rows if row.since is not None and self.on < row.since], "future"))

    def _last_ended(self, rows: tuple[Division, ...]) -> list[Division]:
        """Of the ended rows, the latest of each place; a place is its city and the stem of its name."""
        latest: dict[tuple[str | None, str], Division] = {}
        for row in rows:
            if row.ended(self.on):
                place = (row.parent, row.short.rstrip("市县区"))
                known = latest.get(place)
                if known is None or (known.until or date.min) < (row.until or date.min):
                    latest[place] = row
        return _outermost(self.divisions, list(latest.values()))

    def _at_home(self, row: Division) -> bool:
        return self.home is not None and (row.code in self.home_lineage or self.home in self.divisions.lineage(row))

    def _alias(self, text: str, start: int, above: Division | None, aliases: AliasIndex) -> list[RegionReading]:
        """The longest alias at ``start``; the jurisdiction's own list goes before the general one."""
        found: list[RegionReading] = []
        for source in (aliases, self.informal.named):
            for end, same_name in source.at(text, start):
                if found and end <= found[0].end:
                    break
                readings = [self._alias_reading(end, alias, above) for alias in same_name if alias.valid(self.on)]
                kept = [reading for reading in readings if reading is not None]
                if kept:
                    found = kept
                    break
        return found

    def _alias_reading(self, end: int, alias: Alias, above: Division | None) -> RegionReading | None:
        row = self.divisions.nearest(alias.division, self.on)
        if row is None or (above is not None and above.code not in self.divisions.lineage(row)):
            return None
        return RegionReading(end, (row,), "zone" if alias.kind == "zone" else "alias", (), (alias,))

    def _alias_first(self, alias: RegionReading, chain: RegionReading) -> bool:
        """Whether an alias goes before a chain: it is longer, or as long and the chain is no division in force at home."""
        if alias.end != chain.end:
            return alias.end > chain.end
        if chain.kind != "division":
            return True
        return self.home is not None and self._at_home(alias.path[-1]) and not self._at_home(chain.path[-1])

    def _abbreviation(self, text: str) -> list[RegionReading]:
        """One-character names of provinces: two or more side by side (京津冀), with a direction (川东), or alone (川)."""
        informal = self.informal
        first = text[:1]
        if (first not in informal.abbreviations and first != "京") or text[1:2] in STYLES:
            return []
        run = 1
        while run < len(text) and text[run] in informal.joint:
            run += 1
        if run > 1 and not self.industries.compound_at(text, run - 1):
            used = tuple(informal.joint[char] for char in text[:run])
            path = tuple(row for alias in used if (row := self.divisions.nearest(alias.division, self.on)) is not None)
            return [RegionReading(run, path, "alias", (JOINT_REGION,), used)]
        alone = informal.abbreviations.get(first)
        reading = self._alias_reading(1, alone, None) if alone is not None else None
        if reading is None:
            return []
        direction = DIRECTIONS.match(text, 1)
        if direction and not self.industries.compound_at(text, direction.end() - 1):
            return [reading._replace(end=direction.end(), kind="informal")]
        if text[1:2] in FEATURES and not self.industries.compound_at(text, 1):
            return [reading._replace(end=2, kind="informal")]  # 秦岭
        return [reading]

    def _extended(self, text: str, reading: RegionReading, words: Vocabulary) -> RegionReading:
        """Add what may stand behind a chain or an alias: divisions below it, an alias in it, a zone, a town, a wrong suffix."""
        if reading.end == len(text) or reading.kind in ("zone", "informal") or JOINT_REGION in reading.notes:
            return reading
        for extend in (self._below_alias, self._alias_inside, self._feature, self._suffixed, self._with_town):
            longer = extend(text, reading, words)
            if longer is not None:
                return longer
        return reading

    def _below_alias(self, text: str, reading: RegionReading, words: Vocabulary) -> RegionReading | None:
        """A division behind a nickname of the one above it, or the second half of a nickname (塞上驼城)."""
        end = reading.end
        if reading.kind != "alias" or end == 1:
            return None
        below = self.chains(text, end, reading.path[-1], len(text))
        if below:
            return reading._replace(end=below[0].end, path=(*reading.path, *below[0].path))
        place = place_like(text, end)
        return reading._replace(end=place) if place and words.explains(text[place:]) else None

    def _alias_inside(self, text: str, reading: RegionReading, words: Vocabulary) -> RegionReading | None:
        """An alias of something in the division, or a zone of the division itself (大连 + 高新区)."""
        last = reading.path[-1]
        inside = self._alias(text, reading.end, last, words.aliases)
        if not inside or (inside[0].kind != "zone" and inside[0].path[-1] == last):
            return None
        found = inside[0]
        path = reading.path if found.path[-1] == last else (*reading.path, *found.path)
        return reading._replace(end=found.end, path=path, kind=found.kind, aliases=(*reading.aliases, *found.aliases))

    def _feature(self, text: str, reading: RegionReading, words: Vocabulary) -> RegionReading | None:
        """The mountain or the water named after a division: 太白山 + 导游员."""
        end = reading.end
        if reading.kind != "division" or text[end] not in FEATURES or self.industries.compound_at(text, end):
            return None
        rest = text[end + 1 :]
        persons = words.persons(rest)
        if persons and persons[0][0] == 1:  # a trade of one character goes with the one before it: 湖州 + 湖笔 + 师
            return None
        return reading._replace(end=end + 1, kind="informal") if words.explains(rest) else None

    def _suffixed(self, text: str, reading: RegionReading, words: Vocabulary) -> RegionReading | None:
        """A zone, a village or a town by the word it ends with; or a suffix that is not the division's own."""
        if text[reading.end] in TOWN_SUFFIXES and reading.kind == "division" and words.explains(text[reading.end + 1 :]):
            return reading._replace(end=reading.end + 1, kind="township")  # the town that a county is called after
        zone = ZONE_WORDS.match(text, reading.end)
        if zone:
            return reading._replace(end=zone.end(), kind="zone")
        small = self._small_place(text, reading.end)
        if small:
            return reading._replace(end=small, kind="township")
        if self._wrong_suffix(text, reading):
            return reading._replace(end=reading.end + 1, kind="informal", notes=(*reading.notes, WRONG_SUFFIX))
        return None

    def _with_town(self, text: str, reading: RegionReading, words: Vocabulary) -> RegionReading | None:
        """大冶殷祖古建师: 殷祖 is a town of 大冶. Read only where the trade list explains what then remains."""
        last = reading.path[-1]
        if last.level == "province":
            return None
        for end, counties in Townships.load().at(text, reading.end, last.code):
            if text[reading.end : end] not in self.industries and words.explains(text[end:]):
                below = self._county_of(counties)
                path = reading.path if below is None or below == last else (*reading.path, below)
                return reading._replace(end=end, path=path, kind="township")
        return None

    def _town_at_head(self, text: str, words: Vocabulary) -> list[RegionReading]:
        """A village with its suffix, or a town of the jurisdiction in front of a known trade or a title that needs none."""
        small = self._small_place(text, 0)
        if small:
            return [RegionReading(small, kind="township")]
        if self.home is None:
            return []
        for end, counties in Townships.load().at(text, 0, self.home):
            if text[:end] not in self.industries and words.explains(text[end:]):
                below = self._county_of(counties)
                note = (HOMONYM,) if len(counties) > 1 else ()
                return [RegionReading(end, (below,) if below is not None else (), "township", note)]
        return []

    def _wrong_suffix(self, text: str, reading: RegionReading) -> bool:
        """云阳区面工: 云阳 is a county, and the character behind it is no part of a trade."""
        end, last = reading.end, reading.path[-1]
        return (
            reading.kind in ("division", "abolished")
            and end + 1 < len(text)
            and text[end] in DIVISION_SUFFIXES
            and last.short != last.name
            and not text.endswith(last.name, 0, end)
            and not self.industries.compound_at(text, end)
        )

    def _small_place(self, text: str, start: int) -> int:
        """Where a village, town or street written with its suffix ends; 0 when none begins at ``start``."""
        found = SMALL_PLACE.match(text, start)
        if found is None or NO_SMALL_PLACE.match(text, start) or self.industries.compound_at(text, start):
            return 0
        return found.end() if found.end() < len(text) else 0

    def _county_of(self, counties: tuple[str, ...]) -> Division | None:
        """The county of a town, when there is only one."""
        return self.divisions.nearest(counties[0], self.on) if len(counties) == 1 else None


@lru_cache(maxsize=64)
def _reader(on: date, home: str | None) -> Reader:
    divisions = Divisions.load()
    row = divisions.nearest(home, on) if home is not None else None
    return Reader(
        divisions,
        Industries.load(),
        InformalRegions.load(),
        on,
        row.code if row is not None else home,
        frozenset(divisions.lineage(row)) if row is not None else frozenset(),
    )


def _as(rows: list[Division], kind: RegionKind) -> tuple[tuple[Division, RegionKind], ...]:
    return tuple((row, kind) for row in rows)


def _outermost(divisions: Divisions, rows: list[Division]) -> list[Division]:
    """Without the rows that lie below another one of the same name (吉林市 beside 吉林省)."""
    if len(rows) < 2:  # noqa: PLR2004  # one lies below no other
        return rows
    codes = {row.code for row in rows}
    return [row for row in rows if not codes & set(divisions.lineage(row)[1:])]
