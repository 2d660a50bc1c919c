"""Names that are the same as another, or near enough to be taken for it."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Literal

from laowu.model.place import Alias
from laowu.places.divisions import Divisions
from laowu.places.industries import Industries
from laowu.places.normalising import normalise
from laowu.places.segmentation import Cut, cut
from laowu.text import Text
from laowu.values import frozen

Kind = Literal["same", "same_sound", "one_character", "same_trade_nearby"]

#: How one name may resemble another, nearest first.
KINDS: dict[Kind, Text] = {
    "same": Text("同名", "the same name"),
    "same_sound": Text("同音", "sounds the same"),
    "one_character": Text("一字之差", "one character apart"),
    "same_trade_nearby": Text("邻近地区同一行业", "the same trade in a neighbouring region"),
}
_RANK: dict[Kind, int] = {kind: place for place, kind in enumerate(KINDS)}

_SHORTEST = 3  # among names of two characters nearly all are one character apart

Sound = Callable[[str], str]


@frozen(kw_only=True)
class ListedName:
    """One name of a list.

    Attributes:
        name: as written there.
        line: line of the list.
    """

    name: str
    line: int


@frozen(kw_only=True)
class Resemblance:
    """A listed name that another one resembles.

    Attributes:
        name, line: the listed name, and where it stands.
        kind: the nearest way in which it does.
    """

    name: str
    line: int
    kind: Kind


@frozen(kw_only=True)
class _Entry:
    listed: ListedName
    spelling: str
    industry: str
    region: str


class NameRegister:
    """A list of names, ready to be searched for those that resemble another one. Searching does not read the whole list."""

    def __init__(
        self,
        names: Iterable[ListedName],
        *,
        on: date,
        home: str,
        aliases: tuple[Alias, ...] = (),
        titles: tuple[str, ...] = (),
        sound: Sound | None = None,
    ) -> None:
        """Index a list.

        Args:
            names: the list.
            on: day whose divisions are meant.
            home: code of the region whose names they are; settles homonyms.
            aliases: the region's own names of places.
            titles: the region's own words for persons.
            sound: how a name is spoken; ``None`` where that is not to be compared.
        """
        self._cut: Callable[[str], Cut] = lambda name: cut(name, on=on, home=home, aliases=aliases, titles=titles)[0]
        self._on = on
        self._sound = sound
        self._by_spelling: dict[str, list[_Entry]] = defaultdict(list)
        self._by_sound: dict[str, list[_Entry]] = defaultdict(list)
        self._by_shortened: dict[str, list[_Entry]] = defaultdict(list)
        self._by_industry: dict[str, list[_Entry]] = defaultdict(list)
        for listed in names:
            self._add(listed)

    def _add(self, listed: ListedName) -> None:
        entry = self._entry(listed)
        self._by_spelling[entry.spelling].append(entry)
        if self._sound:
            self._by_sound[self._sound(entry.spelling)].append(entry)
        for shorter in _shortened(entry.spelling):
            self._by_shortened[shorter].append(entry)
        if entry.industry and entry.region:
            self._by_industry[entry.industry].append(entry)

    def _entry(self, listed: ListedName) -> _Entry:
        found = self._cut(listed.name)
        industry = found.segments.industry
        hint = Industries.load().hint(industry)
        region = found.region_path[-1].code if found.region_path else ""
        return _Entry(
            listed=listed, spelling=normalise(listed.name).text, industry=hint.word if hint else industry, region=region
        )

    def near(self, name: str, *, line: int | None = None) -> tuple[Resemblance, ...]:
        """The listed names that ``name`` resembles, nearest first; what is written alike goes before what is only read so.

        Args:
            name: the name.
            line: its own line, where it stands in the list itself.
        """
        asked = self._entry(ListedName(name=name, line=0))
        found: dict[tuple[str, int], Kind] = {}
        for kind, entry in self._candidates(asked):  # nearest kind first: what was found before stays
            if entry.listed.line != line:
                found.setdefault((entry.listed.name, entry.listed.line), kind)
        ordered = sorted(found.items(), key=lambda item: (_RANK[item[1]], item[0][0] != name, item[0]))
        return tuple(Resemblance(name=listed, line=at, kind=kind) for (listed, at), kind in ordered)

    def _candidates(self, asked: _Entry) -> Iterator[tuple[Kind, _Entry]]:
        yield from (("same", entry) for entry in self._by_spelling.get(asked.spelling, ()))
        if self._sound:
            yield from (("same_sound", entry) for entry in self._by_sound.get(self._sound(asked.spelling), ()))
        for shorter in _shortened(asked.spelling):
            for entry in self._by_shortened.get(shorter, ()):
                if _one_apart(asked.spelling, entry.spelling):
                    yield "one_character", entry
        for entry in self._by_industry.get(asked.industry, ()) if asked.region else ():
            if self._neighbours(asked.region, entry.region):
                yield "same_trade_nearby", entry

    def _neighbours(self, one: str, other: str) -> bool:
        """Whether two divisions are one, lie one in the other, or lie side by side in the same one."""
        divisions = Divisions.load()
        if one == other:
            return True
        first, second = divisions.nearest(one, self._on), divisions.nearest(other, self._on)
        if first is None or second is None:
            return False
        return other == first.parent or one == second.parent or (first.parent is not None and first.parent == second.parent)


def _shortened(spelling: str) -> set[str]:
    """A name, and the name with each of its characters left out; two names that are one apart share one of these."""
    if len(spelling) < _SHORTEST:
        return set()
    return {spelling, *(spelling[:place] + spelling[place + 1 :] for place in range(len(spelling)))}


def _one_apart(one: str, other: str) -> bool:
    """Whether exactly one character was changed, added or left out."""
    if abs(len(one) - len(other)) > 1 or one == other:
        return False
    same_head = next((place for place, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    longer = max(one, other, key=len)
    if len(one) == len(other):
        return one[same_head + 1 :] == other[same_head + 1 :]
    shorter = min(one, other, key=len)
    return longer[same_head + 1 :] == shorter[same_head:]


def pinyin() -> Sound | None:
    """How a name is spoken, without tones; ``None`` where the extra ``laowu[names]`` is not installed."""
    try:
        from pypinyin import lazy_pinyin
    except ImportError:
        return None
    return lambda name: " ".join(lazy_pinyin(name))
