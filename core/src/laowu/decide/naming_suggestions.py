"""Names that would be valid, made from what a name already has: at most three, in a fixed order."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from itertools import product

from laowu.model.answers import NameSegments
from laowu.model.questions import NameProposal
from laowu.places.divisions import Division, Divisions
from laowu.places.industries import Industries
from laowu.places.resolving import resolve
from laowu.places.segmentation import Cut
from laowu.places.titles import Titles
from laowu.rules.naming import Form
from laowu.values import frozen

MOST = 3
_MOST_TRIED = 60

# Word for the person by the section of GB/T 4754 the trade belongs to, most usual first: what the 2022 occupational
# classification and recognised brands call people of such trades.
_ENDINGS = (
    (range(1, 6), ("工", "匠", "员", "师")),
    (range(6, 51), ("工", "匠", "师", "员")),
    (range(61, 63), ("师", "工", "员", "匠")),
    (range(51, 98), ("员", "师", "工", "匠")),
)
_ANY_TRADE = ("工", "师", "员", "匠")

#: What a reading calls a head that names no place.
_NO_PLACE = frozenset({"unknown", "none"})


@frozen(kw_only=True, eq=False)
class Repair:
    """What a name can be repaired with.

    Attributes:
        cuts: the readings of the name, best first.
        forms: the forms it was held against.
        proposal: the name with what is known about its applicant.
        home: code of the region's own division.
        titles: the words for persons that the region's document names.
        on: day judged.
    """

    cuts: tuple[Cut, ...]
    forms: tuple[Form, ...]
    proposal: NameProposal
    home: str
    titles: tuple[str, ...]
    on: date

    def names(self, valid: Callable[[str], bool]) -> tuple[str, ...]:
        """Up to three names that the region would find valid.

        Args:
            valid: asks the region about a name.
        """
        found: list[str] = []
        tried = {self.proposal.name}
        for name in self._candidates():
            if name in tried:
                continue
            tried.add(name)
            if valid(name):
                found.append(name)
            if len(found) == MOST or len(tried) > _MOST_TRIED:
                break
        return tuple(found)

    def _candidates(self) -> Iterator[str]:
        """Names with as little changed as possible: parts in the order of the form, each kept where it can be.

        None for a name that says neither a trade nor a person: what the people do is not ours to make up.
        """
        if not any((found.industry or found.person) for found in self.cuts):
            return
        yield _joined(self.cuts[0].segments)  # without punctuation and in simplified characters it may do as it is
        for form in self.forms:
            segments = self.cuts[0].segments
            parts = (
                self._regions(form),
                self._enterprises(form, segments),
                [segments.industry],
                self._persons(segments)
                if "person" in form.parts
                else list(dict.fromkeys([segments.person, *self._persons(segments)])),
                [form.suffix or ""],
            )
            for region, enterprise, industry, person, suffix in product(*parts):
                if not (region and industry.startswith((region, region[-2:]))):  # 两江 + 两江新区家政
                    yield region + enterprise + industry + person + suffix

    def _regions(self, form: Form) -> list[str]:
        """Regions the form could begin with: the one written, what it means today, where the brand is at home."""
        own = Divisions.load().nearest(self.home, self.on)
        shortest = [own.short] if own else []
        below = [self._path(place) for place in self._places()]
        if "district" in form.parts:
            return list(dict.fromkeys(below))
        if "city_prefix" in form.parts:
            return list(dict.fromkeys([*below, *shortest]))
        written = self.cuts[0].segments.region
        known = written if self.cuts[0].region_kind not in _NO_PLACE else ""
        nearest = [place.short for place in self._places()]
        return list(dict.fromkeys([*filter(None, [known]), *nearest, *below, *shortest]))

    def _places(self) -> list[Division]:
        """Divisions in force that the name means, or where the brand is at home; those of this region go before strangers."""
        divisions = Divisions.load()
        meant = [place for cut in self.cuts for place in self._successors(cut)]
        if self.proposal.place:
            meant.append(resolve(divisions, self.proposal.place, self.on))
        inside = [place for place in meant if divisions.within(place.code, self.home, self.on)]
        return list(dict.fromkeys(inside or meant))

    def _successors(self, cut: Cut) -> Iterable[Division]:
        """The division a reading means, or what became of it."""
        if not cut.region_path:
            return ()
        last = cut.region_path[-1]
        if last.in_force(self.on):
            return (last,)
        return [place for place in Divisions.load().successors(last, self.on) if place.in_force(self.on)]

    def _path(self, place: Division) -> str:
        """A division with the region's own name before it."""
        divisions = Divisions.load()
        own = divisions.nearest(self.home, self.on)
        if own is None or place.code == own.code or not divisions.within(place.code, self.home, self.on):
            return place.short
        if own.level == "province" and own.code != place.parent and place.parent:
            above = divisions.nearest(place.parent, self.on)
            return (above.short if above else "") + place.short
        return own.short + place.short

    def _enterprises(self, form: Form, segments: NameSegments) -> list[str]:
        if "enterprise" not in form.parts:
            return ["", segments.enterprise] if segments.enterprise and not segments.region else [segments.enterprise]
        return [segments.enterprise] if segments.enterprise else list(self.proposal.enterprises) or [""]

    def _persons(self, segments: NameSegments) -> list[str]:
        """The word for the person as written or, where there is none or it may not be used, those of the document."""
        if segments.person and (self.cuts[0].title_listed or not segments.industry):
            return [segments.person]
        if _says_people(segments.industry):
            return [segments.person]
        usual = _usual_endings(segments.industry)
        named = [title for title in usual if title in self.titles] if self.titles else list(usual)
        others = [title for title in self.titles if title not in named]
        fresh = [title for title in (*named, *others) if not segments.industry.endswith(title[0])]  # 手工 + 匠, not 手工 + 工
        return list(dict.fromkeys([*filter(None, [segments.person]), *fresh]))


def _says_people(industry: str) -> bool:
    """Whether a segment that is no known trade ends like a word for people (棒棒军): another such word behind it says nothing."""
    return industry[-1:] in Titles.load().loose_endings and Industries.load().covered_from(industry) == len(industry)


def _usual_endings(industry: str) -> Sequence[str]:
    hint = Industries.load().hint(industry)
    if hint is None:
        return _ANY_TRADE
    return next((endings for codes, endings in _ENDINGS if int(hint.code) in codes), _ANY_TRADE)


def _joined(segments: NameSegments) -> str:
    return segments.region + segments.enterprise + segments.industry + segments.person + segments.suffix
