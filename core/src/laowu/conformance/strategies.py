"""Hypothesis strategies for what a region can be asked, built from the words of its own rule data.

Everything drawn is something the readers of files would accept. The small and the plain come first, so that what is left
of a failing question after shrinking is short.
"""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from functools import cache
from typing import Any, TypeVar

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

T = TypeVar("T")

_FIRST, _LAST = date(2015, 1, 1), date(2032, 12, 31)
_YEARS = range(2019, 2029)
_LARGEST = 10_000_000
_TRADES = ("面点", "家政", "刺绣", "电商", "机器人", "茶", "")
_PERSONS = ("师", "工", "匠", "员", "嫂", "月嫂", "")
#: What somebody may type where a name belongs.
_HOSTILE = ("", " ", "·", "A", "\u200b", "劳务品牌", "人人都说好", "１２３", "渝北", "師傅", "a" * 80)
_BODIES = ("某公司", "某学校", "某协会")
_CODES = ("91320400MA1MTU9C4R", "12345678X", "1")


@cache
def _one_of(options: Sequence[T]) -> SearchStrategy[T]:
    # Strategies are kept: making one anew for every draw takes longer than the draw.
    return st.sampled_from(options)


@cache
def days(words: RegionWords) -> SearchStrategy[date]:
    """Days to judge by: mostly on and beside those on which something changes."""
    return _one_of(words.days) | st.dates(_FIRST, _LAST)


@cache
def targets(words: RegionWords) -> SearchStrategy[Target]:
    """Levels and classes: mostly those the region knows."""
    levels = _one_of(words.levels) | _one_of(tuple(Level))
    classes = _one_of(words.classes) | st.just("unheard-of")
    return st.builds(Target, level=levels, brand_class=classes)


@cache
def values(fact: FactDefinition, words: RegionWords) -> SearchStrategy[Any]:  # noqa: PLR0911  # one case per type
    """Values of a fact: mostly on and beside the limits of the region's rules."""
    known = words.values.get(fact.name, ())
    usual = _one_of(known) if known else st.nothing()
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
            return _one_of((*dict.fromkeys((*known, *fact.choices)), *(() if fact.choices else ("other",))))
        case FactType.CODES:
            codes = _one_of((*dict.fromkeys((*known, *fact.choices)), *(() if fact.choices else ("other",))))
            return st.lists(codes, max_size=4, unique=True).map(tuple)
        case FactType.DIVISIONS:
            return st.lists(_one_of((*words.places, *words.elsewhere)), max_size=3, unique=True).map(tuple)
        case FactType.TEXT:
            return usual | _one_of(("", "某地", "示范单位"))


@cache
def _counted() -> SearchStrategy[Share]:
    return st.tuples(st.integers(0, 300), st.integers(1, 300)).map(lambda pair: Share(min(pair), max(pair)))


@cache
@st.composite
def series(draw: DrawFn, fact: FactDefinition, words: RegionWords) -> tuple[Figure, ...]:
    """What is stated about one fact: one figure, or one a year."""
    years: list[int | None] = draw(st.lists(_one_of((None, *_YEARS)), min_size=1, max_size=4, unique=True))
    return tuple(draw(_figure(fact, words, year)) for year in years)


@cache
@st.composite
def _figure(draw: DrawFn, fact: FactDefinition, words: RegionWords, year: int | None) -> Figure:
    value = draw(values(fact, words))
    low = high = value
    if fact.type.ordered:
        shape = draw(_one_of(("exact", "exact", "from", "to", "between")))
        other = draw(values(fact, words)) if shape == "between" else value
        low = None if shape == "to" else min(value, other)
        high = None if shape == "from" else max(value, other)
    grade = draw(_one_of(tuple(Grade)))
    return Figure(low=low, high=high, year=year, grade=grade, about=low is not None and high is not None and low != high)


@cache
@st.composite
def stated_facts(draw: DrawFn, words: RegionWords) -> Mapping[str, tuple[Figure, ...]]:
    """What is stated about some of the facts, by fact."""
    chosen = draw(st.lists(_one_of(words.facts), max_size=12, unique_by=lambda fact: fact.name)) if words.facts else []
    return {fact.name: draw(series(fact, words)) for fact in chosen}


@cache
def brands(words: RegionWords) -> SearchStrategy[Brand]:
    """Brands at home in the region, elsewhere, or nobody knows where."""
    return st.builds(
        Brand,
        name=brand_names(words),
        place=st.none() | places(words),
        brand_class=_one_of(words.classes) | st.just("unheard-of"),
        trademark=_one_of((None, "", "12345678")),
        existing=st.booleans(),
    )


@cache
def places(words: RegionWords) -> SearchStrategy[str]:
    """Divisions inside the region and outside."""
    return _one_of(words.places) | _one_of((*words.elsewhere, *words.places))


@cache
@st.composite
def brand_names(draw: DrawFn, words: RegionWords) -> str:
    """Names: well formed, nearly so, and hostile."""
    if draw(st.integers(0, 3)) == 3:  # noqa: PLR2004  # one name in four
        return draw(_one_of(_HOSTILE) | st.text(max_size=12))
    parts: list[tuple[str, ...]] = [("", *words.place_names), _TRADES, _PERSONS]
    return "".join(draw(_one_of(part)) for part in parts)


@cache
def proposals(words: RegionWords) -> SearchStrategy[NameProposal]:
    """Names with what is known about who proposes them."""
    return st.builds(
        NameProposal,
        name=brand_names(words),
        level=st.none() | _one_of(tuple(Level)),
        applicant=st.none() | _one_of(tuple(ApplicantKind)),
        enterprises=_one_of(((), ("鑫泰",))),
        place=st.none() | places(words),
        existing=st.booleans(),
    )


@cache
@st.composite
def operators(draw: DrawFn, words: RegionWords) -> tuple[Operator, ...]:
    """The bodies of a brand: none, one or several."""
    names = draw(st.lists(_one_of(_BODIES), max_size=3, unique=True))
    return tuple(
        Operator(
            name=name,
            kind=draw(st.none() | _one_of(tuple(ApplicantKind))),
            code=draw(st.none() | _one_of(_CODES)),
            place=draw(st.none() | places(words)),
            legal_person=draw(_one_of((None, True, False))),
            trade_name=draw(_one_of((None, "鑫泰"))),
        )
        for name in names
    )


@cache
def judgements(words: RegionWords) -> SearchStrategy[Judgement]:
    """What offices have decided."""
    return st.builds(
        Judgement,
        jurisdiction=st.just(words.code),
        rule=_one_of(words.judged),
        outcome=_one_of((Outcome.MET, Outcome.NOT_MET)),
        by=st.just("某局"),
        on=days(words),
    )


@cache
@st.composite
def progress(draw: DrawFn, words: RegionWords) -> Progress:
    """What has happened to an application."""
    began = draw(days(words))
    result = draw(st.none() | _one_of(tuple(ProgressResult)))
    runs = result is None or result.runs
    return Progress(
        stage=draw(_one_of((*words.stages, "unheard-of"))),
        began=began,
        ended=None if runs else began + timedelta(days=draw(st.integers(0, 60))),
        result=result,
        level=draw(st.none() | _one_of(words.levels)),
        jurisdiction=draw(_one_of((None, words.code, "elsewhere"))),
    )


@cache
@st.composite
def recognitions(draw: DrawFn, words: RegionWords) -> Recognition:
    """Recognitions that the brand holds or held."""
    on = draw(days(words))
    return Recognition(
        level=draw(_one_of(words.levels) | _one_of(tuple(Level))),
        on=on,
        until=draw(st.none() | st.integers(1, 2000).map(lambda number: on + timedelta(days=number))),
        jurisdiction=draw(_one_of((None, words.code, "elsewhere"))),
    )


@cache
@st.composite
def checks(draw: DrawFn, words: RegionWords) -> Check:
    """Reviews, spot checks and call-backs."""
    on = draw(days(words))
    later = st.none() | st.integers(0, 400).map(lambda number: on + timedelta(days=number))
    return Check(
        on=on,
        result=draw(_one_of(tuple(CheckResult))),
        grounds=draw(st.lists(_one_of((*words.grounds, "unheard-of")), max_size=2, unique=True).map(tuple)),
        rectify_by=draw(later),
        rectified=draw(later),
        kind=draw(_one_of(("", *words.check_kinds))),
        jurisdiction=draw(_one_of((None, words.code))),
    )


@cache
@st.composite
def claims(draw: DrawFn, words: RegionWords) -> ClaimLine:
    """Claim lines: of several people, or of one who may stand on another line as well."""
    person = draw(_one_of((None, "p1", "p2", "p3")))
    return ClaimLine(
        on=draw(days(words)),
        group=draw(_one_of((*words.groups, "unheard-of"))),
        operator=draw(_one_of(("", *_BODIES))),
        persons=1 if person else draw(st.integers(1, 200)),
        person=person,
        months=draw(st.none() | _one_of(words.months)),
        payer=draw(_one_of((None, "employer", "self"))),
        brand=draw(_one_of(("", "别的品牌"))),
        paid_fen=draw(st.none() | st.integers(0, 500).map(lambda hundreds: hundreds * 10_000)),
        jurisdiction=draw(_one_of((None, words.code))),
    )


@cache
def payments(words: RegionWords) -> SearchStrategy[Payment]:
    """Awards that were paid as one sum."""
    return st.builds(
        Payment,
        on=days(words),
        award=_one_of((*words.awards, "unheard-of")),
        fen=st.integers(0, 400).map(lambda hundreds: hundreds * 100_000),
        level=st.none() | _one_of(words.levels),
        operator=_one_of(("", *_BODIES)),
        payer=_one_of(("", "另一方")),
        jurisdiction=_one_of((None, words.code)),
    )


@cache
@st.composite
def dossiers(draw: DrawFn, words: RegionWords) -> Dossier:
    """Dossiers with something of everything that a file may hold."""
    facts = draw(stated_facts(words))
    own = {name: figures for name, figures in facts.items() if name in words.own_facts}
    papers = st.dictionaries(_one_of((*words.papers, "unheard-of")), st.booleans(), max_size=6)
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
