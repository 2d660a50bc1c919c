"""The words of one jurisdiction, and how what stands behind the region of a name is read with them."""

from typing import NamedTuple

import attrs

from laowu.model.place import Alias
from laowu.places.aliases import FEATURES, AliasIndex, place_like
from laowu.places.enterprises import Enterprises
from laowu.places.industries import Industries
from laowu.places.normalising import normalise
from laowu.places.readings import KIND_NOTES, RegionReading
from laowu.places.titles import Title, Titles
from laowu.values import frozen

UNLISTED_TITLE = "unlisted_title"
SHORTEST_UNKNOWN_HEAD = 2
LONGEST_UNKNOWN_HEAD = 4
LONGEST_UNLISTED_TITLE = 3
MOST_REMEMBERED = 4096
NO_REGION = RegionReading(0, kind="none")


class Draft(NamedTuple):
    """A reading of a name before it is written out: the region, and where the enterprise and the industry end."""

    region: RegionReading
    enterprise_end: int
    industry_end: int
    listed: bool
    notes: tuple[str, ...] = ()


@frozen(kw_only=True)
class Vocabulary:
    """The words of one jurisdiction, ready for cutting.

    Attributes:
        aliases: its own names of regions.
        titles: the core list of words for the person with its additions; they tell a town from a trade, too.
        industries: words for the trade.
        suffixes: what may stand behind the person, the longest first.
    """

    aliases: AliasIndex
    titles: Titles
    industries: Industries
    suffixes: tuple[str, ...] = ()
    _persons: dict[str, tuple[tuple[int, Title], ...]] = attrs.field(factory=dict, init=False, eq=False, repr=False)

    @staticmethod
    def of(aliases: tuple[Alias, ...], titles: tuple[str, ...], suffixes: tuple[str, ...]) -> "Vocabulary":
        """The vocabulary of a jurisdiction that adds these words to the general lists."""
        core = Titles.load()
        endings = {normalise(suffix).text for suffix in suffixes} - {""}
        return Vocabulary(
            aliases=AliasIndex(attrs.evolve(alias, name=normalise(alias.name).text) for alias in aliases),
            titles=core.plus(normalise(title).text for title in titles) if titles else core,
            industries=Industries.load(),
            suffixes=tuple(sorted(endings, key=lambda text: (-len(text), text))),
        )

    def without_suffix(self, text: str) -> tuple[str, str]:
        """``text`` without the longest suffix it ends with, and that suffix; a name is never all suffix."""
        for suffix in self.suffixes:
            if text.endswith(suffix) and len(text) > len(suffix):
                return text[: -len(suffix)], suffix
        return text, ""

    def persons(self, text: str) -> tuple[tuple[int, Title], ...]:
        """See :meth:`laowu.places.titles.Titles.persons`; one name asks for the same text more than once."""
        found = self._persons.get(text)
        if found is None:
            if len(self._persons) >= MOST_REMEMBERED:
                self._persons.clear()
            found = self._persons[text] = tuple(self.titles.persons(text, self.industries))
        return found

    def drafts(self, text: str, region: RegionReading, enterprises: Enterprises) -> list[Draft]:
        """The readings of ``text`` that begin with ``region``."""
        end = region.end + enterprises.at(text, region.end)
        rest = text[end:]
        persons = self.persons(rest)
        if not persons:
            return self._without_title(text, region, end)
        industry_end = end + persons[0][0]
        if text[end:industry_end] in FEATURES and end == region.end and region.kind == "division":
            mountain = region._replace(end=end + 1, kind="informal", notes=(*region.notes, KIND_NOTES["informal"]))
            return [Draft(mountain, end + 1, end + 1, listed=True)]
        return [Draft(region, end, end + start, listed=True) for start, _ in persons]

    def _without_title(self, text: str, region: RegionReading, end: int) -> list[Draft]:
        """The rest is all industry, unless an unlisted word for people stands behind a known trade (就业 + 帮)."""
        whole = Draft(region, end, len(text), listed=False)
        rest = text[end:]
        split = self.industries.covered_to(rest)
        if 0 < split < len(rest) <= split + LONGEST_UNLISTED_TITLE and rest[-1] in self.titles.loose_endings:
            return [Draft(region, end, end + split, listed=False, notes=(UNLISTED_TITLE,)), whole]
        return [whole]

    def explains(self, text: str) -> bool:
        """Whether ``text`` is known trade words and a title, or a title that needs no trade."""
        persons = self.persons(text)
        trade = text[: persons[0][0]] if persons else text
        if trade:
            return self.industries.covers(trade)
        return bool(persons) and persons[0][1].complete

    def drafts_with_unknown_head(self, text: str, enterprises: Enterprises) -> list[Draft]:
        """The readings of a name that begins neither with a known region nor with the enterprise."""
        plain = self.drafts(text, NO_REGION, enterprises)
        split = self._unknown_head(text, plain[0])
        if not split:
            return plain
        head = RegionReading(split, kind="unknown", notes=(KIND_NOTES["unknown"],))
        return [*self.drafts(text, head, enterprises)[:1], *plain]

    def _unknown_head(self, text: str, plain: Draft) -> int:
        """Length of a head that no dictionary knows and that stands where a region should; 0 when there is none.

        Three signs: a known trade follows (恒丰 + 造纸); it ends like a place (红城, 桃花江); a title that needs no trade
        follows (丹霞 + 月嫂).
        """
        industry = text[: plain.industry_end]
        split = self.industries.covered_from(industry, least=SHORTEST_UNKNOWN_HEAD)
        if self.industries.covered_from(industry) == 0:
            return 0
        if split == len(industry) or split > LONGEST_UNKNOWN_HEAD:
            place = place_like(industry, 0)
            if place and not self.industries.compound_at(text, 0):
                return place
            persons = self.persons(text)
            if not persons or not persons[0][1].complete:
                return 0
        return split if SHORTEST_UNKNOWN_HEAD <= split <= LONGEST_UNKNOWN_HEAD else 0
