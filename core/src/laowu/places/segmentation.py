"""Cutting a brand name into region, enterprise, industry, person and suffix.

By dictionaries and longest match, not by a word segmenter: the region is read from the front (``regions``), the person from
the end (``titles``), the enterprise only from the names handed in, and the industry is what remains. A head that no dictionary
knows, in front of a known trade or of a title that needs none (丹霞月嫂), is reported in the region's place as ``"unknown"``;
whether it is a nickname, an enterprise or part of the trade is for a person to say, so the other reading is given beside it.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from laowu.model.place import Alias
from laowu.places.cuts import Cut
from laowu.places.enterprises import NO_ENTERPRISES, Enterprises
from laowu.places.normalising import normalise
from laowu.places.regions import Reader
from laowu.places.vocabulary import NO_REGION, Draft, Vocabulary

if TYPE_CHECKING:
    from laowu.places.plain_names import PlainNames

__all__ = ["MOST_READINGS", "Cut", "Cutter", "cut"]

MOST_READINGS = 6
A_FEW = 128
"""Names that are weighed one by one; a list that is longer pays for the tables of the short way."""
MOST_REMEMBERED = 65_536
"""Names remembered; the list of a region has fewer, and a service that runs for months must not grow."""
KEPT_AT_ONCE = 4_096
"""Names whose cuts are kept from the first time on; of those beyond, from the second: most names of a long list without
repetitions would be kept in vain, and the garbage collector walks them all."""


def cut(
    name: str,
    *,
    on: date,
    home: str | None = None,
    aliases: tuple[Alias, ...] = (),
    titles: tuple[str, ...] = (),
    enterprises: tuple[str, ...] = (),
    suffixes: tuple[str, ...] = (),
) -> tuple[Cut, ...]:
    """Cut ``name``; the readings best first, more than one only where plausible ones disagree.

    For a list of names, get the :class:`Cutter` once.

    Args:
        name: the brand name as written.
        on: the day whose divisions and aliases are meant.
        home: code of the division whose jurisdiction it is; it settles homonyms.
        aliases: names of regions that only this jurisdiction uses.
        titles: words for the person beyond the core list.
        enterprises: names of the enterprises behind the brand as the form gives them; also read without region and legal form.
        suffixes: what may stand behind the person.

    Returns:
        At least one cut. An empty or wholly stripped name gives one cut with empty segments.
    """
    return Cutter.of(on=on, home=home, aliases=aliases, titles=titles, suffixes=suffixes).cut(name, enterprises)


class Cutter:
    """Cuts the names of one jurisdiction on one day. Get it with :meth:`of`; it remembers what names have in common."""

    def __init__(self, reader: Reader, words: Vocabulary) -> None:
        self._reader = reader
        self._words = words
        self._plain: PlainNames | None = None
        self._asked = 0
        self._known: dict[str, tuple[Cut, ...] | None] = {}

    @staticmethod
    def of(
        *,
        on: date,
        home: str | None = None,
        aliases: tuple[Alias, ...] = (),
        titles: tuple[str, ...] = (),
        suffixes: tuple[str, ...] = (),
    ) -> "Cutter":
        """The cutter for a day and a jurisdiction, made once per process; arguments as of :func:`cut`."""
        return _cutter(on, home, aliases, titles, suffixes)

    def cut(self, name: str, enterprises: tuple[str, ...] = ()) -> tuple[Cut, ...]:
        """The readings of ``name``, best first; see :func:`cut`."""
        if enterprises:
            return self._cut(name, Enterprises.of(enterprises, self._words.titles))
        known = self._known
        found = known.get(name)
        if found is None:
            found = self._cut(name, NO_ENTERPRISES)
            if len(known) >= MOST_REMEMBERED:
                known.clear()
            known[name] = found if len(known) < KEPT_AT_ONCE or name in known else None
        return found

    def cut_all(self, names: Iterable[str]) -> Iterator[tuple[Cut, ...]]:
        """The readings of every name in turn, none with an enterprise in it; what repeats is cut once."""
        known, anew = self._known.get, self.cut
        return (known(name) or anew(name) for name in names)

    def _cut(self, name: str, enterprises: Enterprises) -> tuple[Cut, ...]:
        if self._plain is None:
            self._asked += 1
            if self._asked <= A_FEW:
                return self.weigh(name, enterprises)
            from laowu.places.plain_names import PlainNames

            self._plain = PlainNames(self._reader, self._words, MOST_READINGS)
        return self._plain.cut(name, enterprises) or self.weigh(name, enterprises)

    def weigh(self, name: str, enterprises: Enterprises) -> tuple[Cut, ...]:
        """The readings of any name by all the rules; :class:`~laowu.places.plain_names.PlainNames` only gets there sooner."""
        words = self._words
        spelling = normalise(name)
        body, suffix = words.without_suffix(spelling.text)
        readings = self._reader.read(body, words, enterprises)
        drafts: list[Draft] = []
        enterprise = enterprises.at(body, 0)
        if enterprise and (not readings or enterprise > readings[0].end or not readings[0].path):
            drafts += words.drafts(body, NO_REGION, enterprises)
        for reading in readings:
            drafts += words.drafts(body, reading, enterprises)
        if not drafts:
            drafts += words.drafts_with_unknown_head(body, enterprises)
        elif readings and words.industries.place_product_at(body) > readings[0].end:
            drafts += words.drafts(body, NO_REGION, enterprises)
        if len(drafts) > 1:
            drafts = list(dict.fromkeys(drafts))[:MOST_READINGS]
        return tuple(_finished(body, draft, suffix, spelling.notes) for draft in drafts)


def _finished(body: str, draft: Draft, suffix: str, notes: tuple[str, ...]) -> Cut:
    region, enterprise_end, industry_end, listed, own_notes = draft
    return Cut(
        region=body[: region.end],
        enterprise=body[region.end : enterprise_end],
        industry=body[enterprise_end:industry_end],
        person=body[industry_end:],
        suffix=suffix,
        region_path=region.path,
        region_kind=region.kind,
        title_listed=listed,
        notes=notes + region.notes + own_notes,
        aliases=region.aliases,
    )


@lru_cache(maxsize=64)
def _cutter(on: date, home: str | None, aliases: tuple[Alias, ...], titles: tuple[str, ...], suffixes: tuple[str, ...]) -> Cutter:
    return Cutter(Reader.of(on, home), Vocabulary.of(aliases, titles, suffixes))
