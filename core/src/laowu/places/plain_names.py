"""The short way to cut a plain name: one that begins with divisions, with a trade and a title behind them.

Most names of a list are plain, and their halves repeat. So both halves are looked up: the head (云阳, 大连甘井子), which is
weighed by the rules of ``regions`` once, and the tail (面工), which is read by the rules of ``vocabulary`` once. What the two
cannot settle apart is left to those rules. For every head it is known which beginnings of a name take away its plainness: 大连市
is plain, but not in 大连市政工, where 市政 is a trade. Wherever this module answers, its answer is theirs; a test
holds it to that.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property
from sys import intern
from typing import NamedTuple

from laowu.places.aliases import FEATURES, SMALL_PLACE, ZONE_WORDS
from laowu.places.cuts import Cut
from laowu.places.divisions import Division, lengths_by_head
from laowu.places.enterprises import NO_ENTERPRISES, Enterprises
from laowu.places.normalising import Spelling, normalise
from laowu.places.readings import RegionKind, noted
from laowu.places.regions import DIVISION_SUFFIXES, SHORTEST_NAME, TOWN_SUFFIXES, Reader
from laowu.places.titles import Title
from laowu.places.townships import LONGEST_NAME as LONGEST_TOWN
from laowu.places.townships import Townships
from laowu.places.vocabulary import NO_REGION, Vocabulary

_new_tuple = tuple.__new__
MOST_REMEMBERED = 131_072
"""Tails kept, some 50 MB; a list has fewer, and a service that runs for months must not grow."""


_MAKING_PLACES = FEATURES.union(DIVISION_SUFFIXES, TOWN_SUFFIXES)
"""What behind the name of a division may make the name of another place."""

Readings = tuple[tuple[tuple[Division, ...], RegionKind, tuple[str, ...]], ...]
"""What a run of divisions means, more than one where several bear the name: path, kind and notes of each."""


class Head(NamedTuple):
    """A run of divisions with which a name begins.

    Attributes:
        text: as written.
        readings: what it means.
        lowest: whether nothing lies below these divisions.
        blocked: what may not follow, lest the head be not plain; by its first character.
        shorter: where shorter runs end with which the text begins, the longest first (大连 in 大连市).
        below: the heads that go one division further, by the name of that division.
    """

    text: str
    readings: Readings
    lowest: bool
    blocked: Mapping[str, tuple[str, ...]]
    shorter: tuple[int, ...]
    below: "dict[str, Head]"

    @staticmethod
    def of(readings: Readings, text: str, *, blocked: Iterable[str], shorter: tuple[int, ...]) -> "Head":
        """The head of these readings, which is not plain in names that begin with one of ``blocked``."""
        behind: dict[str, tuple[str, ...]] = {}
        for beginning in blocked:
            rest = beginning[len(text) :]
            behind[rest[:1]] = (*behind.get(rest[:1], ()), rest)
        lowest = all(path[-1].level == "county" for path, _, _ in readings)
        return Head(text, readings, lowest, behind or _NOTHING, shorter, _NO_HEADS if lowest else {})


# Most heads share these, so that fewer objects are kept.
_NOTHING: Mapping[str, tuple[str, ...]] = {}
_NO_HEADS: dict[str, Head] = {}

_UNWEIGHED = Head("", (), lowest=False, blocked=_NOTHING, shorter=(), below=_NO_HEADS)
_NOT_PLAIN = Head("", (), lowest=False, blocked=_NOTHING, shorter=(), below=_NO_HEADS)


class Part(NamedTuple):
    """One way to cut a tail."""

    industry: str
    person: str
    title_listed: bool
    notes: tuple[str, ...]


class Tail(NamedTuple):
    """What stands behind the region of a name.

    Attributes:
        parts: the ways to cut it; the best first.
        towns: beginnings that may be names of towns; empty where known words explain the whole tail.
    """

    parts: tuple[Part, ...]
    towns: tuple[str, ...]


_UNREAD = Tail((), ())


class Binding(dict[str, frozenset[str]]):
    """By title, the last characters of a trade that may belong to the title (化 in front of 工); worked out when asked for."""

    def __init__(self, words: Vocabulary) -> None:
        super().__init__()
        self._industries, self._compounds = words.industries, words.titles.compounds

    def __missing__(self, title: str) -> frozenset[str]:
        words = {word[-1] for word in self._industries.reaching_into(title)}
        compounds = {compound[0] for compound in self._compounds if compound[1:] == title}
        found = self[title] = frozenset(words | compounds)
        return found


class Endings(NamedTuple):
    """The trades and titles that are cut apart without a doubt, which most tails are made of.

    Attributes:
        lengths: by the last character of titles, how long they are; the longest first.
        titles: the listed titles.
        binding: the last characters of a trade that may belong to a title.
        trades: the listed trades, without words that are something else in front of a title.
    """

    lengths: Mapping[str, tuple[int, ...]]
    titles: Mapping[str, Title]
    binding: Binding
    trades: frozenset[str]

    @staticmethod
    def of(words: Vocabulary) -> "Endings":
        """Those of a jurisdiction."""
        titles, suffixes = words.titles, {suffix[-1] for suffix in words.suffixes}
        return Endings(
            lengths=lengths_by_head((title[::-1] for title in titles.listed if title and title[-1] not in suffixes), 1),
            titles=titles.listed,
            binding=Binding(words),
            trades=frozenset(words.industries.words()) - FEATURES - titles.honorifics,
        )


class PlainNames:
    """Cuts the plain names of one day and one jurisdiction."""

    def __init__(self, reader: Reader, words: Vocabulary, most_readings: int) -> None:
        self._reader = reader
        self._words = words
        self._most_readings = most_readings
        self._divisions = reader.divisions
        self._lengths_from = reader.divisions.lengths_by_head
        self._heads = dict.fromkeys(reader.divisions.names(), _UNWEIGHED)
        self._tails: dict[str, Tail | None] = {}

    def cut(self, name: str, enterprises: Enterprises) -> tuple[Cut, ...] | None:
        """The readings of ``name``, best first; ``None`` when it is not plain.

        Args:
            name: as written.
            enterprises: the enterprises behind the brand.
        """
        heads = self._heads
        for length in self._lengths_from.get(name[:2], ()):
            head = heads.get(name[:length])
            if head is not None:
                break
        else:
            return None
        if head is _UNWEIGHED:
            head = heads[name[:length]] = self._weighed(name[:length])
        while True:
            region, readings, lowest, blocked, _, _ = head
            rest = name[len(region) :]
            if not readings or (blocked and rest[:1] in blocked and rest.startswith(blocked[rest[:1]])):
                return None
            further = head if lowest else self._one_further(head, rest)
            if further is head:
                break
            head = further
        if enterprises.forms and _begins_with(name, enterprises.forms, len(region)):
            return None
        parts = self._known_words_only(rest) or self._parts(head, rest)
        return self._written_out(region, readings, parts) if parts else None

    def _known_words_only(self, text: str) -> tuple[Part, ...] | None:
        """The one way to cut a tail of one listed trade and one listed title; ``None`` where there may be another way."""
        lengths, titles, binding, trades = self._endings
        for length in lengths.get(text[-1:], ()):
            title = text[-length:]
            if title in titles:
                trade = text[:-length]
                if trade in trades and trade[-1] not in binding[title]:
                    return (_new_tuple(Part, (trade, title, True, ())),)
                break
        return None

    def _written_out(self, region: str, readings: Readings, parts: tuple[Part, ...]) -> tuple[Cut, ...]:
        """Every reading of a region with every reading of what stands behind it."""
        # All fields by position, past the constructor: half the time of a plain name would go into it.
        if len(readings) == 1 == len(parts):
            ((path, kind, notes),), ((industry, person, listed, remarks),) = readings, parts
            return (_new_tuple(Cut, (region, "", industry, person, "", path, kind, listed, notes + remarks, ())),)
        cuts = [
            _new_tuple(Cut, (region, "", industry, person, "", path, kind, listed, notes + remarks, ()))
            for path, kind, notes in readings
            for industry, person, listed, remarks in parts
        ]
        return tuple(cuts[: self._most_readings])

    def _parts(self, head: Head, text: str) -> tuple[Part, ...]:
        """The ways to cut what stands behind a head; none when that is not plain."""
        tail = self._tail(text)
        return () if tail is None or (tail.towns and self._names_town(head, tail)) else tail.parts

    def _tail(self, text: str) -> Tail | None:
        """What ``text`` is behind a head; ``None`` when that depends on more than a head."""
        tails = self._tails
        tail = tails.get(text, _UNREAD)
        if tail is _UNREAD:
            if len(tails) >= MOST_REMEMBERED:
                tails.clear()
            tail = tails[text] = self._tail_read(text)
        return tail

    def _one_further(self, head: Head, rest: str) -> Head:
        """The head that goes one division further into ``rest``; ``head`` itself where none does."""
        lengths = self._lengths_from.get(rest[:2])
        if lengths is None:
            return head
        if len(head.readings) > 1:
            return _NOT_PLAIN
        for length in lengths:
            below = rest[:length]
            if below in head.below:
                return head.below[below]
            if self._among(below, head.readings[0][0][-1]):
                return head.below.setdefault(below, self._weighed_below(head, below))
        return head

    def _among(self, name: str, above: Division) -> bool:
        """Whether a division of this name would be read behind ``above``."""
        rows = self._divisions.named(name)
        return bool(rows and self._reader.choice(rows, above).rows)

    def _weighed(self, name: str) -> Head:
        """The head that a name of a division is when it stands first."""
        longer = [word for word in self._other_beginnings.get(name[0], ()) if word.startswith(name)]
        if name in longer:
            return _NOT_PLAIN
        county = self._county(name, None)
        if county is not None:
            row, shorter = county
            return self._head(name, (((row,), "division", ()),), longer, shorter)
        readings = self._readings(name)
        if not readings or len(readings[0][0]) > 1:
            return _NOT_PLAIN
        further = self._further_from_shorter("", name)
        return _NOT_PLAIN if further is None else self._head(name, readings, (*further, *longer), self._ends_before(name))

    def _weighed_below(self, head: Head, below: str) -> Head:
        """The head that ``head`` with the name of a division below it is."""
        region, ((above, kind, notes),) = head.text + below, head.readings
        county = self._county(below, above[-1]) if kind == "division" else None
        if county is not None:
            row, shorter = county
            size = len(head.text)
            ends = (*[size + end for end in shorter], size, *head.shorter)
            return self._head(region, (((*above, row), kind, notes),), (), ends)
        readings = self._readings(region)
        if not readings or any(path[:-1] != above for path, _, _ in readings):
            return _NOT_PLAIN
        further = self._further_from_shorter(head.text, below)
        return _NOT_PLAIN if further is None else self._head(region, readings, further, self._ends_before(region))

    def _county(self, name: str, above: Division | None) -> tuple[Division, tuple[int, ...]] | None:
        """The one county in force that ``name`` means behind ``above``, and where shorter names end that are read there.

        Most names of divisions mean one, and nothing can go further than a county; ``None`` where more is to be weighed.
        """
        divisions, choice = self._divisions, self._reader.choice
        chosen = choice(divisions.named(name), above)
        if len(chosen.rows) != 1 or chosen.settled:
            return None
        ((row, kind),) = chosen.rows
        if kind != "division" or row.level != "county":
            return None
        shorter: list[int] = []
        for length in self._lengths_from[name[:2]]:
            if length < len(name) and name[:length] in self._heads:
                rows = divisions.named(name[:length])
                if any(other.level != "county" for other in rows):
                    return None
                if choice(rows, above).rows:
                    shorter.append(length)
        return row, tuple(shorter)

    def _head(self, region: str, readings: Readings, blocked: Iterable[str], shorter: tuple[int, ...]) -> Head:
        """The head ``region``, which is not plain where known words behind a shorter one reach over its end: 大连 + 市政."""
        across: list[str] = []
        for end in shorter:
            over = self._reaching_over(region, end)
            if over is None:
                return _NOT_PLAIN
            across += over
        return Head.of(readings, region, blocked=(*blocked, *across), shorter=shorter)

    def _readings(self, region: str) -> Readings:
        """The readings of a whole text as divisions; none where they end before it does, or its spelling is not the usual one."""
        readings = self._reader.chains(region, 0, None, len(region))
        if not readings or readings[0].end != len(region) or normalise(region) != Spelling(region, ()):
            return ()
        return tuple((found.path, found.kind, found.notes) for found in map(noted, readings))

    def _further_from_shorter(self, above: str, name: str) -> tuple[str, ...] | None:
        """Beginnings in which a shorter name and a division below it go further: 枣庄 + 市中 than 枣庄市."""
        found: list[str] = []
        for end in range(SHORTEST_NAME, len(name)):
            rest = name[end:]
            if all(row.level == "county" for row in self._divisions.named(name[:end])):
                continue
            for below in self._divisions.names_from(rest[0]):
                if rest.startswith(below):
                    return None
                if below.startswith(rest):
                    found.append(above + name[:end] + below)
        return tuple(found)

    def _ends_before(self, region: str) -> tuple[int, ...]:
        """Where shorter runs of divisions end with which ``region`` begins."""
        ends: list[int] = []
        end = len(region)
        while end > SHORTEST_NAME:
            readings = self._reader.chains(region, 0, None, end - 1)
            if not readings:
                break
            end = readings[0].end
            ends.append(end)
        return tuple(ends)

    def _reaching_over(self, region: str, start: int) -> list[str] | None:
        """Beginnings in which known words, one behind the other from ``start``, reach over the end of ``region``.

        ``None`` when they end where it does: then the shorter region makes sense in every name.
        """
        found: list[str] = []
        places = [start]
        for place in places:  # it grows on the way
            rest = region[place:]
            for word in self._known_words.get(rest[0], ()):
                if word == rest:
                    return None
                if word.startswith(rest):
                    found.append(region[:place] + word)
                elif rest.startswith(word) and place + len(word) not in places:
                    places.append(place + len(word))
        return found

    @cached_property
    def _endings(self) -> Endings:
        return Endings.of(self._words)

    @cached_property
    def _other_beginnings(self) -> Mapping[str, list[str]]:
        """Aliases, and products named after a place."""
        aliases = {*self._reader.informal.named.names(), *self._words.aliases.names()}
        return _by_first_character(aliases | self._words.industries.place_products)

    @cached_property
    def _known_words(self) -> Mapping[str, list[str]]:
        titles = self._words.titles
        return _by_first_character({*self._words.industries.words(), *titles.listed, *titles.honorifics, *titles.compounds})

    def _tail_read(self, text: str) -> Tail | None:
        words = self._words
        if not text or (words.suffixes and any(text.endswith(end) or end.endswith(text) for end in words.suffixes)):
            return None
        drafts = words.drafts(text, NO_REGION, NO_ENTERPRISES)[: self._most_readings]
        parts = tuple([Part(intern(text[:end]), intern(text[end:]), listed, notes) for _, _, end, listed, notes in drafts])
        industry, _, listed, _ = parts[0]
        known = listed and industry in words.industries  # words of the lists, and those are spelt as usual
        if industry in FEATURES or not (known or normalise(text) == Spelling(text, ())):
            return None
        if known or (words.industries.covers(industry) if listed and industry else words.explains(text)):
            return Tail(parts, ())
        if self._goes_on(text):
            return None
        return Tail(parts, self._towns(text))

    def _goes_on(self, text: str) -> bool:
        """Whether the region may go on in ``text``, which no known words explain: an alias, a zone, a lake, a town, a suffix."""
        aliases = (self._words.aliases, self._reader.informal.named)
        if any(True for index in aliases for _ in index.at(text, 0)):
            return True
        return bool(ZONE_WORDS.match(text) or SMALL_PLACE.match(text)) or text[0] in _MAKING_PLACES

    def _towns(self, text: str) -> tuple[str, ...]:
        """Beginnings of ``text`` that are read as a town where the region has one of that name."""
        ends = range(SHORTEST_NAME, min(len(text), LONGEST_TOWN + 1))
        return tuple(text[:end] for end in ends if text[:end] not in self._words.industries and self._words.explains(text[end:]))

    def _names_town(self, head: Head, tail: Tail) -> bool:
        """Whether one of the divisions has a town of one of these names."""
        places = [path[-1].code for path, _, _ in head.readings if path[-1].level != "province"]
        return any(Townships.load().counties_with(town, code) for code in places for town in tail.towns)


def _begins_with(name: str, forms: tuple[str, ...], start: int) -> bool:
    """Whether an enterprise stands first, or behind the region."""
    return name.startswith(forms) or name.startswith(forms, start)


def _by_first_character(words: Iterable[str]) -> Mapping[str, list[str]]:
    index: dict[str, list[str]] = defaultdict(list)
    for word in filter(None, words):
        index[word[0]].append(word)
    return index
