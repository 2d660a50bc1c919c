"""Names of regions that are not divisions in force: zones, nicknames, old names, one-character names of provinces."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any

import tomli

from laowu.model.place import Alias
from laowu.places.divisions import lengths_by_head, read_data
from laowu.values import frozen

ZONE_WORDS = re.compile(
    "(?:经济技术|经济|高新技术产业|高新技术|高新|高科技|综合|自由贸易|自贸|旅游|生态|工业|产业|农业|科技|现代)?"
    "(?:开发区|高新区|经开区|产业园区|工业园区|科技园区|工业园|产业园|科技园|保税区|试验区|示范区|度假区|自贸区|合作区|园区)"
)
"""What may follow a division to name a functional zone of it (日照开发区, 宝鸡高新区)."""
DIRECTIONS = re.compile("(?:东南|东北|西南|西北|[东南西北中])")
"""What makes an area of a one-character province name (川东, 鲁西南)."""
SMALL_PLACE = re.compile(r"[^\W\d_]{2,3}?(?:村|镇|乡|街道)")
"""A village, town or street written with its suffix."""
NO_SMALL_PLACE = re.compile("(?:美丽|最美|特色|休闲|幸福|数字|智慧|新型|新农|千年|文化|旅游|生态|山乡|水乡|渔乡|古)")
"""Words before 村, 镇 and 乡 that make no place name (特色小镇, 美丽乡村)."""
PLACE_LIKE = re.compile("[^\\W\\d_]{1,2}[城乡都州山江河湖海岛湾港关原川溪峡寨庄]")
"""A head of two or three characters that ends the way names of places end (红城, 梨乡, 桃花江)."""
FEATURES = frozenset("山江河湖海岛峡溪泉岭港湾滩")
"""What may follow a division's name to make the name of a mountain, a water or a shore (吕梁山)."""


def place_like(text: str, start: int) -> int:
    """Where a head that ends like the name of a place ends; 0 when none begins at ``start``."""
    found = PLACE_LIKE.match(text, start)
    return found.end() if found is not None and not NO_SMALL_PLACE.match(text, start) else 0


class AliasIndex:
    """Aliases by their names, ready for searching at any place of a text."""

    def __init__(self, aliases: Iterable[Alias]) -> None:
        self._named: dict[str, tuple[Alias, ...]] = {}
        for alias in aliases:
            self._named[alias.name] = (*self._named.get(alias.name, ()), alias)
        self._lengths_from = lengths_by_head(self._named, 1)

    def names(self) -> Iterable[str]:
        """Every name."""
        return self._named.keys()

    def at(self, text: str, start: int) -> Iterator[tuple[int, tuple[Alias, ...]]]:
        """The aliases beginning at ``start``, longest first, each with where it ends; behind a region none of one character."""
        for length in self._lengths_from.get(text[start : start + 1], ()):
            end = start + length
            if end <= len(text) and length > (start > 0):
                found = self._named.get(text[start:end])
                if found is not None:
                    yield end, found


@frozen(kw_only=True)
class InformalRegions:
    """The names used all over the country.

    Attributes:
        named: nicknames of provinces and cities, and old prefectures (易州 for 易县).
        abbreviations: one-character names of provinces that are read as a region wherever they stand at the head of a name.
        joint: all one-character names, readable beside another one (京津冀, 鲁甘).
        common_words: names of divisions that are everyday words, or that every city could have; read only below their city or
            inside the jurisdiction (江南 is the south of the Yangtze to all but 南宁).
    """

    named: AliasIndex
    abbreviations: Mapping[str, Alias]
    joint: Mapping[str, Alias]
    common_words: frozenset[str]

    @staticmethod
    def load() -> "InformalRegions":
        """The list shipped with the package, read once per process."""
        return _load()


@cache
def _load() -> InformalRegions:
    table: dict[str, Any] = tomli.loads(read_data("informal_regions.toml"))
    alone: dict[str, Alias] = {}
    joint: dict[str, Alias] = {}
    for code, entry in table["abbreviations"].items():
        for name in entry["names"].split():
            joint[name] = Alias(name=name, kind="short", division=code, source="standard one-character name of the province")
            if entry.get("alone", True):
                alone[name] = joint[name]
    for code, name in table["more_abbreviations"].items():
        joint[name] = Alias(name=name, kind="short", division=code, source="standard one-character name of the province")
    nicknames = [
        Alias(name=name, kind="nickname", division=code, source="common usage") for code, name in _names(table["nicknames"])
    ]
    prefectures = [
        Alias(name=name, kind="historical", division=code, source="prefecture of the official histories")
        for code, name in _names(table["prefectures"])
    ]
    return InformalRegions(
        named=AliasIndex([*nicknames, *prefectures]),
        abbreviations=alone,
        joint=joint,
        common_words=frozenset(table["common_words"].split()),
    )


def _names(divisions: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Each name with the code of its division."""
    return ((code, name) for code, names in divisions.items() for name in names.split())
