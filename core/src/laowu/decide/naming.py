"""Is a name well-formed here? Forms of a locality held against the cuts of a name."""

from collections.abc import Set as AbstractSet
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

import attrs

from laowu.decide.naming_standard import Standard
from laowu.model.answers import NameForm, NameNote, NameReport, NameVerdict
from laowu.model.level import ApplicantKind
from laowu.model.place import ALIAS_KINDS, Alias
from laowu.model.questions import NameProposal
from laowu.places.divisions import Division, Divisions
from laowu.places.marks import Marks
from laowu.places.segmentation import Cut
from laowu.places.titles import Titles
from laowu.rules.naming import Form
from laowu.rules.naming import Titles as TitleRule
from laowu.rules.rulebook import RuleBook
from laowu.text import Text, joined
from laowu.values import frozen

if TYPE_CHECKING:
    from laowu.decide.naming_suggestions import Repair

_NOTES: dict[str, Text] = {
    "punctuation_stripped": Text("已去除标点、空格再判断", "judged without punctuation and spaces"),
    "traditional_characters": Text("含繁体字，按简体判断", "traditional characters, judged as simplified"),
    "homonym": Text("地名与别处重名", "several places bear this name"),
    "homonym_settled": Text("地名与别处重名，按本地区理解", "several places bear this name; read as the one in this region"),
    "wrong_suffix": Text("地名的通名与行政区划不符（如把县写作区）", "the place is of another kind than the name says"),
    "abolished_region": Text("所用地名的行政区划已撤销或更名", "the division was abolished or renamed"),
    "future_region": Text("所用地名的行政区划当时尚未设立", "the division did not exist yet on that day"),
    "zone": Text("所用地名是功能区，不是行政区划", "a functional zone, not a division"),
    "alias": Text("所用地名是别称、旧称或简称", "a nickname, an old name or an abbreviation"),
    "joint_region": Text("几个地区合称", "several regions in one"),
    "informal_region": Text("地名所指范围不是行政区划", "the region is no division"),
    "township": Text("地名在县级以下", "the place lies below county level"),
    "unknown_region": Text(
        "开头的词可能是地名、企业名或行业，须人工判断", "the first word may be a place, a firm or a trade: ask a person"
    ),
    "unlisted_title": Text("称谓不在所列之内，名单为开放式", "the title is not among those named; the list is open"),
    "outside_jurisdiction": Text("地名不在本地区", "the place lies outside this region"),
    "wider_region": Text("地名所指大于本地区", "the place is wider than this region"),
    "enterprise_in_region_place": Text("企业名号占了地名的位置", "the enterprise name stands where the region should"),
    "slogan": Text("像口号，不像行业或称谓", "reads like a slogan rather than a trade or a title"),
    "personal_name": Text("行业之前可能是人名，请核实是否征得同意", "may hold a person's name: check that it may be used"),
    "guidance": Text("命名形式为“可由”，作指引用", "the form is guidance: the text says “may”"),
    "exempt": Text("既有品牌，不因名称形式受限", "an existing brand: exempt from the form"),
    "existing_bound": Text(
        "既有品牌也受名称形式约束，是否改名由经办机构定",
        "existing brands are bound by the form too: whether one is renamed is for the office to say",
    ),
}  # fmt: skip
_ORDER = tuple(_NOTES)
_UNLISTED_IN_CLOSED = Text("称谓不在所列之内，须人工判断", "the title is not among those named: ask a person")

#: Notes that a name we suggest must not carry unless the name proposed carries them already.
_NEVER_SUGGESTED = frozenset({"outside_jurisdiction", "unlisted_title", "wrong_suffix"})

_SHORTEST_PART = 2

#: Cuts that an official must settle: the region is not a division in force.
_DOUBTFUL_REGIONS = frozenset({"alias", "abolished", "future", "informal", "unknown"})


@frozen(kw_only=True)
class _Fitting:
    """One cut held against one form.

    Attributes:
        cut, form: what is held against what.
        found: the parts the form names that the cut has.
        missing: the parts the form asks for that it lacks.
    """

    cut: Cut
    form: Form
    found: frozenset[str]
    missing: tuple[str, ...]

    def rests_on(self, *parts: str) -> bool:
        """Whether the form asks for one of these parts, or takes it where it would take another that is not there."""
        single = {part for part in self.form.parts if not any(part in group for group in self.form.either)}
        return not single.isdisjoint(parts) or any(self.found.intersection(group) <= set(parts) for group in self.form.either)


def validate_name(book: RuleBook, proposal: NameProposal, on: date) -> NameReport | None:
    """Hold a name against the forms in force on ``on``.

    *Valid* fits a form, *invalid* fits none, *ambiguous* means that plausible readings disagree or that an official
    must decide: an abolished, informal or unknown region. A form the text only suggests and an existing brand are noted.

    Returns:
        The report, or ``None`` when the rule book states no naming rule.
    """
    standard = Standard.of(book, on)
    if standard is None:
        return None
    judged = _judge(standard, proposal)
    basis = standard.basis(proposal.level, proposal.applicant)
    return NameReport(
        jurisdiction=book.profile.code,
        name=proposal.name,
        on=on,
        standing=basis.standing,
        verdict=judged.verdict,
        segments=judged.cut.segments,
        missing=judged.best.missing if judged.best else (),
        matched=_matched(judged.fittings),
        notes=judged.notes,
        suggestions=_suggestions(standard, proposal, judged),
        rules=basis.rules,
        clauses=basis.clauses,
        readings=basis.readings,
    )


@frozen(kw_only=True)
class _Judged:
    """A name held against the forms.

    Attributes:
        cuts: its readings.
        fittings: each reading held against each form asked.
        verdict: what that comes to.
        best: the fitting the verdict rests on.
        notes: what an official should know.
    """

    cuts: tuple[Cut, ...]
    fittings: list[_Fitting]
    verdict: NameVerdict
    best: _Fitting | None
    notes: tuple[NameNote, ...]

    @property
    def cut(self) -> Cut:
        """The reading reported."""
        return self.best.cut if self.best else self.cuts[0]


def _judge(standard: Standard, proposal: NameProposal) -> _Judged:
    forms = standard.basis(proposal.level, proposal.applicant).forms
    cuts = standard.cutter.cut(proposal.name, proposal.enterprises)
    fittings = [_fit(found, form, standard) for found in cuts for form in forms]
    doubtful = _DOUBTFUL_REGIONS | {"township"} if standard.rules.below_county == "asked" else _DOUBTFUL_REGIONS
    verdict, best = _verdict(cuts, fittings, standard.titles, doubtful)
    if proposal.existing and verdict is NameVerdict.INVALID and _binds_existing(best):
        verdict = NameVerdict.AMBIGUOUS
    reported = best.cut if best else cuts[0]
    notes = _notes(reported, best, verdict, proposal, standard)
    # An old name that several places share is one reading each; the note tells them all.
    aliases = dict.fromkeys(alias for found in cuts if notes and found.segments == reported.segments for alias in found.aliases)
    told = tuple(_note(code, reported, tuple(aliases), standard.titles, standard.on) for code in _ORDER if code in notes)
    return _Judged(cuts=cuts, fittings=fittings, verdict=verdict, best=best, notes=told)


def _suggestions(standard: Standard, proposal: NameProposal, judged: _Judged) -> tuple[str, ...]:
    """Names that would be valid, for one that is not; an existing brand keeps its own."""
    if judged.verdict is NameVerdict.VALID or (proposal.existing and not _binds_existing(judged.best)):
        return ()
    unwelcome = (_NEVER_SUGGESTED - {note.code for note in judged.notes}) | {"wider_region"}
    rest = _without_part_of_suffix(standard, proposal.name)
    if rest and not judged.cut.suffix:
        judged = _judge(standard, attrs.evolve(proposal, name=rest))

    def valid(name: str) -> bool:
        again = _judge(standard, attrs.evolve(proposal, name=name))
        return again.verdict is NameVerdict.VALID and not any(note.code in unwelcome for note in again.notes)

    return _repair(standard, proposal, judged).names(valid)


def _without_part_of_suffix(standard: Standard, name: str) -> str:
    """A name that ends with only a part of the suffix of a form, without that part (品牌 or 劳务 of 劳务品牌); else empty."""
    for suffix in filter(None, (form.suffix for form in standard.forms)):
        for length in range(len(suffix) - 1, _SHORTEST_PART - 1, -1):
            if name.endswith((suffix[:length], suffix[-length:])):
                return name[:-length]
    return ""


def _repair(standard: Standard, proposal: NameProposal, judged: _Judged) -> "Repair":
    from laowu.decide.naming_suggestions import Repair  # a valid name needs none of it

    return Repair(
        cuts=judged.cuts,
        forms=standard.basis(proposal.level, proposal.applicant).forms,
        proposal=proposal,
        home=standard.home,
        titles=standard.listed,
        on=standard.on,
    )


def _fit(found: Cut, form: Form, standard: Standard) -> _Fitting:
    alternatives = {part for group in form.either for part in group}
    has = frozenset(part for part in (*form.parts, *alternatives) if _has(found, part, form, standard))
    missing = [part for part in form.parts if part not in alternatives and part not in has]
    missing += [group[0] for group in form.either if has.isdisjoint(group)]
    return _Fitting(cut=found, form=form, found=has, missing=tuple(dict.fromkeys(missing)))


def _has(found: Cut, part: str, form: Form, standard: Standard) -> bool:
    match part:
        case "region":
            return bool(found.region)
        case "city_prefix":
            return any(division.code == standard.home for division in found.region_path) and _names_city(found, standard)
        case "district":
            return _names_district(found, standard)
        case "industry":
            return bool(found.industry) or _says_the_trade(found.person)
        case "suffix":
            return bool(form.suffix) and found.suffix == form.suffix
        case _:
            return bool(getattr(found, part))


@lru_cache(maxsize=1024)
def _says_the_trade(person: str) -> bool:
    """Whether the word for the person says by itself what the person does (月嫂, 厨师)."""
    titles = Titles.load()
    return any(title.complete for start in range(len(person)) if (title := titles.get(person[start:])) is not None)


def _names_city(found: Cut, standard: Standard) -> bool:
    """Whether the name itself begins with the region's own name, not only with a place below it."""
    own = Divisions.load().nearest(standard.home, standard.on)
    return own is not None and found.region.startswith((own.short, own.name))


def _names_district(found: Cut, standard: Standard) -> bool:
    home, on = standard.home, standard.on
    zones = (alias for alias in found.aliases if alias.kind == "zone" and Divisions.load().within(alias.division, home, on))
    return any(division.code != home for division in _inside(found.region_path, home, on)) or any(zones)


@lru_cache(maxsize=4096)
def _inside(path: tuple[Division, ...], home: str, on: date) -> tuple[Division, ...]:
    """Those of the divisions of a name that lie in the region."""
    divisions = Divisions.load()
    return tuple(division for division in path if divisions.within(division.code, home, on))


def _verdict(
    cuts: tuple[Cut, ...], fittings: list[_Fitting], titles: tuple[TitleRule, ...], doubtful: AbstractSet[str]
) -> tuple[NameVerdict, _Fitting | None]:
    """The verdict and the fitting it rests on: the first cut that fits, else the nearest miss of the best cut."""
    if not fittings:
        return NameVerdict.AMBIGUOUS, None
    fitting = [candidate for candidate in fittings if not candidate.missing]
    if not fitting:
        best_cut = [candidate for candidate in fittings if candidate.cut == cuts[0]]
        return NameVerdict.INVALID, min(best_cut, key=lambda candidate: len(candidate.missing))
    best = fitting[0]
    places = {_places(candidate.cut) for candidate in fitting if candidate.form == best.form}
    unsettled = best.cut.region_kind in doubtful or len(places) > 1
    unlisted = "unlisted_title" in best.cut.notes or _for_an_official(best.cut, titles)
    place_decides = unsettled and best.rests_on("region", "city_prefix", "district")
    title_decides = unlisted and best.rests_on("person")
    settled = best.cut == cuts[0] and not place_decides and not title_decides
    return NameVerdict.VALID if settled else NameVerdict.AMBIGUOUS, best


def _places(found: Cut) -> tuple[str, ...]:
    return tuple(division.code for division in found.region_path)


def _closed(titles: tuple[TitleRule, ...]) -> bool:
    return bool(titles) and not any(rule.open for rule in titles)


def _for_an_official(found: Cut, titles: tuple[TitleRule, ...]) -> bool:
    """Whether the word for the person is none of the document's and not for the applicant to choose."""
    judged = tuple(title for rule in titles for title in rule.judged)
    return not _listed(found, titles) and (_closed(titles) or found.person.endswith(judged))


def _note(code: str, found: Cut, aliases: tuple[Alias, ...], titles: tuple[TitleRule, ...], on: date) -> NameNote:
    says = _UNLISTED_IN_CLOSED if code == "unlisted_title" and _for_an_official(found, titles) else _NOTES[code]
    meant = [_stands_for(alias, on) for alias in aliases if code == ("zone" if alias.kind == "zone" else "alias")]
    return NameNote(code=code, says=joined(meant if meant and code == "alias" else [says, *meant]))


def _stands_for(alias: Alias, on: date) -> Text:
    """What kind of name an alias is, and which division it stands for or lies in."""
    kind, place = ALIAS_KINDS[alias.kind], Divisions.load().nearest(alias.division, on)
    name = place.name if place else alias.division
    if alias.kind == "zone":
        return Text(f"{alias.name}在{name}", f"{alias.name} lies in {name}")
    return Text(f"{kind.zh}“{alias.name}”指{name}", f"{kind.en}: {alias.name} stands for {name}")


def _listed(found: Cut, titles: tuple[TitleRule, ...]) -> bool:
    person = found.person
    return not person or any(person.endswith(title) for rule in titles for title in rule.listed)


def _notes(
    found: Cut, best: _Fitting | None, verdict: NameVerdict, proposal: NameProposal, standard: Standard
) -> AbstractSet[str]:
    notes = {code for code in found.notes if code in _NOTES}
    if standard.titles and not _listed(found, standard.titles):
        notes.add("unlisted_title")
    if found.region_path and not _inside(found.region_path, standard.home, standard.on):
        wider = Divisions.load().within(standard.home, found.region_path[-1].code, standard.on)
        notes.add("wider_region" if wider else "outside_jurisdiction")
    if found.enterprise and not found.region:
        notes.add("enterprise_in_region_place")
    marks = Marks.load()
    if marks.is_slogan(proposal.name):
        notes.add("slogan")
    if marks.holds_personal_name(found.industry, person_says_the_trade=_says_the_trade(found.person)):
        notes.add("personal_name")
    if best is not None and best.form.modality == "may":
        notes.add("guidance")
    if proposal.existing and verdict is not NameVerdict.VALID:
        notes.add("existing_bound" if _binds_existing(best) else "exempt")
    return notes


def _binds_existing(best: _Fitting | None) -> bool:
    """Whether the form that the verdict rests on is asked of existing brands too."""
    return best is not None and best.form.binds_existing


def _matched(fittings: list[_Fitting]) -> tuple[NameForm, ...]:
    return tuple(
        dict.fromkeys(
            NameForm(level=level, applicant=applicant, rule=candidate.form.id)
            for candidate in fittings
            if not candidate.missing
            for level in candidate.form.levels
            for applicant in candidate.form.applicants or (ApplicantKind.OTHER,)
        )
    )
