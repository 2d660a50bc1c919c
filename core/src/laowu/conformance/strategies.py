"""Hypothesis strategies for what a region can be asked, built from the words of its own rule data.

Everything drawn is something the readers of files would accept. The small and the plain come first, so that what is left
of a failing question after shrinking is short.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from laowu.conformance.region_words import RegionWords
from laowu.model.dossier import (
    Brand,
    Check,
    CheckResult,
    ClaimLine,
    Dossier,
    Judgement,
    Material,
    Operator,
    Payment,
    Progress,
    ProgressResult,
    Recognition,
)
from laowu.model.facts import FactDefinition, FactType, Figure, Grade
from laowu.model.level import ApplicantKind, Level, Target
from laowu.model.outcome import Outcome
from laowu.model.questions import NameProposal
from laowu.model.share import Share

_FIRST, _LAST = date(2015, 1, 1), date(2032, 12, 31)
_YEARS = range(2019, 2029)
_LARGEST = 10_000_000
_TRADES = ("面点", "家政", "刺绣", "电商", "机器人", "茶", "")
_PERSONS = ("师", "工", "匠", "员", "嫂", "月嫂", "")
#: What somebody may type where a name belongs.
_HOSTILE = ("", " ", "·", "A", "\u200b", "劳务品牌", "人人都说好", "１２３", "渝北", "師傅", "a" * 80)
_BODIES = ("某公司", "某学校", "某协会")
_CODES = ("91320400MA1MTU9C4R", "12345678X", "1")


def days(words: RegionWords) -> SearchStrategy[date]:
    """Days to judge by: mostly on and beside those on which something changes."""
    return st.sampled_from(words.days) | st.dates(_FIRST, _LAST)


def targets(words: RegionWords) -> SearchStrategy[Target]:
    """Levels and classes: mostly those the region knows."""
    levels = st.sampled_from(words.levels) | st.sampled_from(tuple(Level))
    classes = st.sampled_from(words.classes) | st.just("unheard-of")
    return st.builds(Target, level=levels, brand_class=classes)


def values(fact: FactDefinition, words: RegionWords) -> SearchStrategy[Any]:
    """Values of a fact: mostly on and beside the limits of the region's rules."""
    known = words.values.get(fact.name, ())
    usual = st.sampled_from(known) if known else st.nothing()
    match fact.type:
        case FactType.COUNT | FactType.YUAN:
            return usual | st.integers(0, _LARGEST)
        case FactType.SHARE:
            return usual | st.builds(Share.from_percent, st.integers(0, 150).map("{}%".format)) | _counted()
        case FactType.FLAG:
            return st.booleans()
        case FactType.DATE:
            return usual | st.dates(_FIRST, _LAST)
        case FactType.CODE:
            return st.sampled_from((*dict.fromkeys((*known, *fact.choices)), *(() if fact.choices else ("other",))))
        case FactType.CODES:
            codes = st.sampled_from((*dict.fromkeys((*known, *fact.choices)), *(() if fact.choices else ("other",))))
            return st.lists(codes, max_size=4, unique=True).map(tuple)
        case FactType.DIVISIONS:
            return st.lists(st.sampled_from((*words.places, *words.elsewhere)), max_size=3, unique=True).map(tuple)
        case FactType.TEXT:
            return usual | st.sampled_from(("", "某地", "示范单位"))


def _counted() -> SearchStrategy[Share]:
    return st.tuples(st.integers(0, 300), st.integers(1, 300)).map(lambda pair: Share(min(pair), max(pair)))


@st.composite
def series(draw: DrawFn, fact: FactDefinition, words: RegionWords) -> tuple[Figure, ...]:
    """What is stated about one fact: one figure, or one a year."""
    years: list[int | None] = draw(
        st.just([None]) | st.lists(st.sampled_from((None, *_YEARS)), min_size=1, max_size=4, unique=True)
    )
    return tuple(draw(_figure(fact, words, year)) for year in years)


@st.composite
def _figure(draw: DrawFn, fact: FactDefinition, words: RegionWords, year: int | None) -> Figure:
    value = draw(values(fact, words))
    low = high = value
    if fact.type.ordered:
        shape = draw(st.sampled_from(("exact", "exact", "from", "to", "between")))
        other = draw(values(fact, words)) if shape == "between" else value
        low = None if shape == "to" else min(value, other)
        high = None if shape == "from" else max(value, other)
    grade = draw(st.sampled_from(tuple(Grade)))
    return Figure(low=low, high=high, year=year, grade=grade, about=low is not None and high is not None and low != high)


@st.composite
def stated_facts(draw: DrawFn, words: RegionWords) -> Mapping[str, tuple[Figure, ...]]:
    """What is stated about some of the facts, by fact."""
    chosen = draw(st.lists(st.sampled_from(words.facts), max_size=12, unique_by=lambda fact: fact.name)) if words.facts else []
    return {fact.name: draw(series(fact, words)) for fact in chosen}


def brands(words: RegionWords) -> SearchStrategy[Brand]:
    """Brands at home in the region, elsewhere, or nobody knows where."""
    return st.builds(
        Brand,
        name=brand_names(words),
        place=st.none() | places(words),
        brand_class=st.sampled_from(words.classes) | st.just("unheard-of"),
        trademark=st.sampled_from((None, "", "12345678")),
        existing=st.booleans(),
    )


def places(words: RegionWords) -> SearchStrategy[str]:
    """Divisions inside the region and outside."""
    return st.sampled_from(words.places) | st.sampled_from((*words.elsewhere, *words.places))


@st.composite
def brand_names(draw: DrawFn, words: RegionWords) -> str:
    """Names: well formed, nearly so, and hostile."""
    if draw(st.integers(0, 3)) == 3:  # noqa: PLR2004  # one name in four
        return draw(st.sampled_from(_HOSTILE) | st.text(max_size=12))
    return draw(st.sampled_from(("", *words.place_names))) + draw(st.sampled_from(_TRADES)) + draw(st.sampled_from(_PERSONS))


def proposals(words: RegionWords) -> SearchStrategy[NameProposal]:
    """Names with what is known about who proposes them."""
    return st.builds(
        NameProposal,
        name=brand_names(words),
        level=st.none() | st.sampled_from(tuple(Level)),
        applicant=st.none() | st.sampled_from(tuple(ApplicantKind)),
        enterprises=st.sampled_from(((), ("鑫泰",))),
        place=st.none() | places(words),
        existing=st.booleans(),
    )


@st.composite
def operators(draw: DrawFn, words: RegionWords) -> tuple[Operator, ...]:
    """The bodies of a brand: none, one or several."""
    names = draw(st.lists(st.sampled_from(_BODIES), max_size=3, unique=True))
    return tuple(
        Operator(
            name=name,
            kind=draw(st.none() | st.sampled_from(tuple(ApplicantKind))),
            code=draw(st.none() | st.sampled_from(_CODES)),
            place=draw(st.none() | places(words)),
            legal_person=draw(st.sampled_from((None, True, False))),
            trade_name=draw(st.sampled_from((None, "鑫泰"))),
        )
        for name in names
    )


def judgements(words: RegionWords) -> SearchStrategy[Judgement]:
    """What offices have decided."""
    return st.builds(
        Judgement,
        jurisdiction=st.just(words.code),
        rule=st.sampled_from(words.judged),
        outcome=st.sampled_from((Outcome.MET, Outcome.NOT_MET)),
        by=st.just("某局"),
        on=days(words),
    )


@st.composite
def progress(draw: DrawFn, words: RegionWords) -> Progress:
    """What has happened to an application."""
    began = draw(days(words))
    result = draw(st.none() | st.sampled_from(tuple(ProgressResult)))
    runs = result is None or result.runs
    return Progress(
        stage=draw(st.sampled_from((*words.stages, "unheard-of"))),
        began=began,
        ended=None if runs else began + timedelta(days=draw(st.integers(0, 60))),
        result=result,
        level=draw(st.none() | st.sampled_from(words.levels)),
        jurisdiction=draw(st.sampled_from((None, words.code, "elsewhere"))),
    )


@st.composite
def recognitions(draw: DrawFn, words: RegionWords) -> Recognition:
    """Recognitions that the brand holds or held."""
    on = draw(days(words))
    return Recognition(
        level=draw(st.sampled_from(words.levels) | st.sampled_from(tuple(Level))),
        on=on,
        until=draw(st.none() | st.integers(1, 2000).map(lambda number: on + timedelta(days=number))),
        jurisdiction=draw(st.sampled_from((None, words.code, "elsewhere"))),
    )


@st.composite
def checks(draw: DrawFn, words: RegionWords) -> Check:
    """Reviews, spot checks and call-backs."""
    on = draw(days(words))
    later = st.none() | st.integers(0, 400).map(lambda number: on + timedelta(days=number))
    return Check(
        on=on,
        result=draw(st.sampled_from(tuple(CheckResult))),
        grounds=draw(st.lists(st.sampled_from((*words.grounds, "unheard-of")), max_size=2, unique=True).map(tuple)),
        rectify_by=draw(later),
        rectified=draw(later),
        kind=draw(st.sampled_from(("", *words.check_kinds))),
        jurisdiction=draw(st.sampled_from((None, words.code))),
    )


@st.composite
def claims(draw: DrawFn, words: RegionWords) -> ClaimLine:
    """Claim lines: of several people, or of one who may stand on another line as well."""
    person = draw(st.sampled_from((None, "p1", "p2", "p3")))
    return ClaimLine(
        on=draw(days(words)),
        group=draw(st.sampled_from((*words.groups, "unheard-of"))),
        operator=draw(st.sampled_from(("", *_BODIES))),
        persons=1 if person else draw(st.integers(1, 200)),
        person=person,
        months=draw(st.none() | st.sampled_from(words.months)),
        payer=draw(st.sampled_from((None, "employer", "self"))),
        brand=draw(st.sampled_from(("", "别的品牌"))),
        paid_fen=draw(st.none() | st.integers(0, 500).map(lambda hundreds: hundreds * 10_000)),
        jurisdiction=draw(st.sampled_from((None, words.code))),
    )


def payments(words: RegionWords) -> SearchStrategy[Payment]:
    """Awards that were paid as one sum."""
    return st.builds(
        Payment,
        on=days(words),
        award=st.sampled_from((*words.awards, "unheard-of")),
        fen=st.integers(0, 400).map(lambda hundreds: hundreds * 100_000),
        level=st.none() | st.sampled_from(words.levels),
        operator=st.sampled_from(("", *_BODIES)),
        payer=st.sampled_from(("", "另一方")),
        jurisdiction=st.sampled_from((None, words.code)),
    )


@st.composite
def dossiers(draw: DrawFn, words: RegionWords) -> Dossier:
    """Dossiers with something of everything that a file may hold."""
    facts = draw(stated_facts(words))
    own = {name: figures for name, figures in facts.items() if name in words.own_facts}
    papers = st.dictionaries(st.sampled_from((*words.papers, "unheard-of")), st.booleans(), max_size=6)
    return Dossier(
        brand=draw(brands(words)),
        operators=draw(operators(words)),
        facts={name: figures for name, figures in facts.items() if name not in own},
        local_facts={words.code: own} if own else {},
        materials={code: Material(held=held) for code, held in draw(papers).items()},
        judgements=_few(draw, judgements(words) if words.judged else st.nothing(), most=3),
        progress=_few(draw, progress(words), most=4),
        recognitions=_few(draw, recognitions(words), most=3),
        checks=_few(draw, checks(words), most=5),
        claims=_few(draw, claims(words), most=5),
        payments=_few(draw, payments(words), most=3),
    )


def _few(draw: DrawFn, items: SearchStrategy[Any], *, most: int) -> tuple[Any, ...]:
    return () if items.is_empty else tuple(draw(st.lists(items, max_size=most)))
