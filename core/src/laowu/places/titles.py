"""Words for the person: the core list with its evidence, and the search for a title at the end of a name."""

from collections.abc import Iterable, Mapping
from functools import cache, cached_property
from typing import Any, Literal

import attrs
import tomli

from laowu.places.divisions import lengths_by_head, read_data
from laowu.places.industries import Industries
from laowu.values import frozen

Category = Literal["ending", "craft", "occupation", "kin", "collective", "local"]
Evidence = Literal["csco", "brand", "usage", "locality"]


@frozen(kw_only=True)
class Title:
    """One word for the person.

    Attributes:
        text: the word, 工匠.
        category: what kind of word it is; ``"local"`` for an addition of a locality.
        evidence: why it is listed: the 2022 occupational classification (``"csco"``), recognised brands, usage, a locality.
        complete: it says by itself what the person does (月嫂), so no industry word is needed beside it.
    """

    text: str
    category: Category
    evidence: Evidence
    complete: bool = False


@frozen(kw_only=True)
class Titles:
    """A list of titles, ready for searching.

    Attributes:
        listed: title by its text.
        not_titles: words that end like a title and name no person (手工, 机器人).
        honorifics: words of praise that stay with a kin word or a complete title behind them (铁保安).
        compounds: occupations of two characters made of a trade and an ending (绣娘).
        loose_endings: last characters that make an unlisted word look like a word for people.
    """

    listed: Mapping[str, Title] = attrs.field(hash=False)
    not_titles: frozenset[str] = frozenset()
    honorifics: frozenset[str] = frozenset()
    compounds: frozenset[str] = frozenset()
    loose_endings: frozenset[str] = frozenset()

    @cached_property
    def _lengths_ending(self) -> Mapping[str, tuple[int, ...]]:
        """By the last character of titles, how long they are; the longest first."""
        return lengths_by_head((text[::-1] for text in self.listed if text), 1)

    @staticmethod
    def load() -> "Titles":
        """The core list, read once per process."""
        return _load()

    def get(self, text: str) -> Title | None:
        """The title with exactly this text, or ``None`` when it is not listed."""
        return self.listed.get(text)

    def plus(self, additions: Iterable[str]) -> "Titles":
        """This list with the additions of a locality."""
        listed = dict(self.listed)
        for text in additions:
            listed.setdefault(text, Title(text=text, category="local", evidence="locality"))
        return attrs.evolve(self, listed=listed)

    def persons(self, text: str, industries: Industries) -> list[tuple[int, Title]]:
        """Where the person segment of ``text`` may begin, each time with the title it ends with; best first, empty when none.

        The longest title that leaves nothing or only known trade words; shorter ones beside it only where a trade word lies
        across its beginning (土木 + 工程师, 土木工程 + 师). Where none leaves only known words, the longest that cuts through no
        trade word, unless the text ends with a word that names no person (宜兴手工). Words of praise before a kin word or a
        complete title belong to the person (福嫂). An occupation of two characters stays whole where a word before it names
        the trade (刺绣 + 绣娘), even one unknown that ends as it begins (彝绣 + 绣娘), else it is cut (绣 + 娘).
        """
        size = len(text)
        ends = [
            (size - length, title)
            for length in self._lengths_ending.get(text[-1:], ())
            if length <= size and (title := self.listed.get(text[size - length :])) is not None
        ]
        if not ends:
            return []
        found = [end for end in ends if industries.covers(text[: end[0]])]
        explained = bool(found)
        if not explained:
            found = [end for end in ends if not _across(text, end, industries)][:1] or ends[:1]
            if self._names_no_person(text, len(found[0][1].text)):
                return []
        first, title = found[0]
        if not first:
            return [(0, title)]
        start = self._with_company(text, first, title, industries)
        others = found[1:] if _across(text, found[0], industries) else []
        if start == 0 and explained:
            others = found[:1]  # 铁保安, or 保安 in the iron trade
        return [(start, title), *others]

    def _names_no_person(self, text: str, length: int) -> bool:
        return any(text[-longer:] in self.not_titles for longer in range(length + 1, LONGEST_NOT_TITLE + 1))

    def _with_company(self, text: str, start: int, title: Title, industries: Industries) -> int:
        """Where the person segment begins when the words that stay with a title are counted in."""
        if text[:start] in self.honorifics and (title.complete or title.category == "kin" or title.text in KIN_ENDINGS):
            return 0
        trade = start - 1  # where a compound of two characters would begin
        if trade < 1 or text[trade:] not in self.compounds or industries.spans(text, trade):
            return start
        named_before = trade > 1 and text[:trade] in industries
        return trade if named_before or text[trade - 1] == text[trade] else start


def _across(text: str, end: tuple[int, Title], industries: Industries) -> bool:
    """Whether a known word lies across the beginning of the title with which ``text`` ends."""
    start, title = end
    return text.endswith(industries.reaching_into(title.text), 0, start)


LONGEST_NOT_TITLE = 3
KIN_ENDINGS = frozenset("娘嫂妹姐哥")


@cache
def _load() -> Titles:
    table: dict[str, Any] = tomli.loads(read_data("titles.toml"))
    listed: dict[str, Title] = {}
    for group in table["group"]:
        for word in group["words"].split():
            title = Title(
                text=word, category=group["category"], evidence=group["evidence"], complete=group.get("complete", False)
            )
            listed.setdefault(word, title)
    return Titles(
        listed=listed,
        not_titles=frozenset(table["not_titles"].split()),
        honorifics=frozenset(table["honorifics"].split()),
        compounds=frozenset(table["compounds"].split()),
        loose_endings=frozenset(table["loose_endings"].split()),
    )
