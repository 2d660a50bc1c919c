"""Cutting a brand name into region, enterprise, industry, person and suffix.

By dictionaries and longest match, not by a word segmenter: the region is read from the front (``regions``), the person from
the end (``titles``), the enterprise only from the names handed in, and the industry is what remains. A head that no dictionary
knows, in front of a known trade or of a title that needs none (丹霞月嫂), is reported in the region's place as ``"unknown"``;
whether it is a nickname, an enterprise or part of the trade is for a person to say, so the other reading is given beside it.
"""

import re
from datetime import date
from functools import lru_cache
from typing import NamedTuple

import attrs

from laowu.model.answers import NameSegments
from laowu.model.place import Alias
from laowu.places.aliases import FEATURES, AliasIndex, place_like
from laowu.places.divisions import Division, Divisions
from laowu.places.industries import Industries
from laowu.places.normalising import normalise
from laowu.places.readings import KIND_NOTES, RegionKind, RegionReading
from laowu.places.regions import Reader, Words
from laowu.places.titles import Titles

UNLISTED_TITLE = "unlisted_title"
MOST_READINGS = 6
SHORTEST_UNKNOWN_HEAD = 2
LONGEST_UNKNOWN_HEAD = 4
LONGEST_UNLISTED_TITLE = 3

LEGAL_FORM = re.compile(
    "(?:有限责任公司|股份有限公司|有限公司|集团公司|集团|公司|专业合作社|合作社|合作联社|工作室|服务部|经营部|服务中心|中心|协会|商会|学校|学院|厂|店)$"
)


@attrs.frozen(kw_only=True)
class Cut:
    """One reading of a name.

    Attributes:
        segments: the parts.
        region_path: the divisions the region names or stands for, highest first; empty when none is known.
        region_kind: ``"division"`` in force; ``"abolished"`` or ``"future"``, not in force on the day; ``"zone"`` a functional
            zone; ``"alias"`` a nickname, an old or a one-character name; ``"informal"`` an area around a division (川东)
            or a wrong suffix; ``"township"`` a town or village; ``"unknown"`` a head no dictionary knows; ``"none"``.
        title_listed: whether the person segment is a listed title.
        notes: codes in the order of the name: ``punctuation_stripped``, ``traditional_characters``, ``homonym`` (several
            divisions, one cut for each), ``homonym_settled`` (the jurisdiction decided), ``joint_region``, ``wrong_suffix``,
            ``abolished_region``, ``future_region``, ``zone``, ``alias``, ``informal_region``, ``township``, ``unknown_region``,
            ``unlisted_title``.
        aliases: the aliases that were used, with their sources.
    """

    segments: NameSegments
    region_path: tuple[Division, ...] = ()
    region_kind: RegionKind = "none"
    title_listed: bool = False
    notes: tuple[str, ...] = ()
    aliases: tuple[Alias, ...] = ()


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
    spelling = normalise(name)
    words = _vocabulary(aliases, titles, enterprises, suffixes)
    body, suffix = words.without_suffix(spelling.text)
    readings = Reader.of(on, home).read(body, Words(words.aliases, words.titles))
    drafts: list[Draft] = []
    enterprise = words.enterprise_at(body, 0)
    if enterprise and (not readings or enterprise > readings[0].end):
        drafts += words.drafts(body, NO_REGION)
    for reading in readings:
        drafts += words.drafts(body, reading)
    if not drafts:
        drafts += words.drafts_with_unknown_head(body)
    elif readings and words.industries.place_product_at(body) > readings[0].end:
        drafts += words.drafts(body, NO_REGION)
    if len(drafts) > 1:
        drafts = list(dict.fromkeys(drafts))[:MOST_READINGS]
    return tuple(_finished(body, draft, suffix, spelling.notes) for draft in drafts)


class Draft(NamedTuple):
    """A reading of a name before it is written out: the region, and where the enterprise and the industry end."""

    region: RegionReading
    enterprise_end: int
    industry_end: int
    listed: bool
    notes: tuple[str, ...] = ()


NO_REGION = RegionReading(0, kind="none")


def _finished(body: str, draft: Draft, suffix: str, notes: tuple[str, ...]) -> Cut:
    region, enterprise_end, industry_end, listed, own_notes = draft
    return Cut(
        segments=NameSegments(
            region=body[: region.end],
            enterprise=body[region.end : enterprise_end],
            industry=body[enterprise_end:industry_end],
            person=body[industry_end:],
            suffix=suffix,
        ),
        region_path=region.path,
        region_kind=region.kind,
        title_listed=listed,
        notes=notes + region.notes + own_notes,
        aliases=region.aliases,
    )


@attrs.frozen(kw_only=True)
class Vocabulary:
    """The words of one jurisdiction and one application, ready for cutting."""

    aliases: AliasIndex
    titles: Titles
    industries: Industries
    enterprises: frozenset[str]
    longest_enterprise: int
    suffixes: tuple[str, ...]

    def without_suffix(self, text: str) -> tuple[str, str]:
        """``text`` without the longest suffix it ends with, and that suffix; a name is never all suffix."""
        for suffix in self.suffixes:
            if text.endswith(suffix) and len(text) > len(suffix):
                return text[: -len(suffix)], suffix
        return text, ""

    def enterprise_at(self, text: str, start: int) -> int:
        """Length of the longest enterprise name beginning at ``start``; 0 when there is none."""
        for end in range(min(len(text), start + self.longest_enterprise), start, -1):
            if text[start:end] in self.enterprises:
                return end - start
        return 0

    def drafts(self, text: str, region: RegionReading) -> list[Draft]:
        """The readings of ``text`` that begin with ``region``."""
        end = region.end + self.enterprise_at(text, region.end)
        rest = text[end:]
        persons = self.titles.persons(rest, self.industries)
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

    def drafts_with_unknown_head(self, text: str) -> list[Draft]:
        """The readings of a name that begins neither with a known region nor with the enterprise."""
        plain = self.drafts(text, NO_REGION)
        split = self._unknown_head(text, plain[0])
        if not split:
            return plain
        head = RegionReading(split, kind="unknown", notes=(KIND_NOTES["unknown"],))
        return [*self.drafts(text, head)[:1], *plain]

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
            persons = self.titles.persons(text, self.industries)
            if not persons or not persons[0][1].complete:
                return 0
        return split if SHORTEST_UNKNOWN_HEAD <= split <= LONGEST_UNKNOWN_HEAD else 0


@lru_cache(maxsize=64)
def _vocabulary(
    aliases: tuple[Alias, ...], titles: tuple[str, ...], enterprises: tuple[str, ...], suffixes: tuple[str, ...]
) -> Vocabulary:
    core = Titles.load()
    listed = core.plus(normalise(title).text for title in titles) if titles else core
    forms = frozenset(form for name in enterprises for form in _enterprise_forms(name, listed))
    return Vocabulary(
        aliases=AliasIndex(attrs.evolve(alias, name=normalise(alias.name).text) for alias in aliases),
        titles=listed,
        industries=Industries.load(),
        enterprises=forms,
        longest_enterprise=max(map(len, forms), default=0),
        suffixes=tuple(sorted((normalise(suffix).text for suffix in suffixes), key=lambda text: (-len(text), text))),
    )


def _enterprise_forms(name: str, titles: Titles) -> set[str]:
    """How a brand may write an enterprise: the name given, without legal form, without region, and the trade name alone."""
    given = normalise(name).text
    if not given:
        return set()
    divisions, industries = Divisions.load(), Industries.load()
    bare = given
    while (shorter := LEGAL_FORM.sub("", bare)) != bare and shorter:
        bare = shorter
    local = bare
    for end in range(divisions.longest_at(bare, 0), 1, -1):
        if divisions.named(bare[:end]):
            local = bare[end:]
            break
    trade_name = local[: industries.covered_from(local)]
    derived = {bare, local, trade_name}
    return {given} | {
        form
        for form in derived
        if len(form) > 1 and form not in industries and not divisions.named(form) and titles.get(form) is None
    }
