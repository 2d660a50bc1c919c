"""Rules of recognition and dossiers made at random, small enough to meet at their bounds."""

from datetime import date
from typing import Any

from hypothesis import strategies as st

from laowu.model.answers import Scope
from laowu.model.citation import Document, LegalStatus
from laowu.model.dossier import Brand, Dossier, Judgement, Operator, Recognition
from laowu.model.facts import FactDefinition, FactType, Figure, Grade
from laowu.model.level import ApplicantKind, Level
from laowu.model.outcome import Outcome
from laowu.model.share import Share
from laowu.model.vocabulary import shared_facts
from laowu.rules import predicate
from laowu.rules.dated import Dated, DatedValue
from laowu.rules.eligibility import BrandClass, Criterion, EligibilityRules, Preference, PreferenceGround, Prerequisite
from laowu.rules.predicate import AllOf, AnyOf, AtLeastK, Judge, Leaf, Not, Predicate
from laowu.rules.profile import Profile
from laowu.rules.rulebook import RuleBook
from laowu.text import Text, same

Op = predicate.Operator

ON = date(2026, 11, 21)
DISTRICT, CITY = Level.DISTRICT, Level.MUNICIPAL
HEAD: dict[str, Any] = {"document": "d1", "clause": "第五条", "since": date(2022, 2, 1), "summary": same("x")}
KINDS = {
    "heads": FactType.COUNT,
    "some": FactType.COUNT,
    "of_all": FactType.COUNT,
    "both": FactType.COUNT,
    "rate": FactType.SHARE,
    "ready": FactType.FLAG,
    "ports": FactType.CODES,
    "kind": FactType.CODE,
    "begun": FactType.DATE,
}
COMPUTED: dict[str, dict[str, Any]] = {"rate": {"part": "some", "whole": "of_all"}, "both": {"sum_of": ("some", "heads")}}
UNITS: dict[str, dict[str, Any]] = {"heads": {"unit": Text("人", "persons")}, "some": {"unit": Text("“家”", 'of the "firms"')}}
FACTS = tuple(
    FactDefinition(name=name, type=kind, label=same(name), settled_by=same(name), **COMPUTED.get(name, {}), **UNITS.get(name, {}))
    for name, kind in KINDS.items()
)
VALUES: dict[FactType, st.SearchStrategy[Any]] = {
    FactType.COUNT: st.integers(0, 4) | st.sampled_from([1000, 1001, 20_000]),
    FactType.SHARE: st.one_of(
        st.tuples(st.integers(0, 5), st.integers(1, 4)).map(lambda pair: Share(*pair)),
        st.sampled_from([Share.from_percent("50%"), Share.from_percent("66.67%"), Share(4000, 6000), Share(1, 7)]),
    ),
    FactType.FLAG: st.booleans(),
    FactType.CODES: st.lists(st.sampled_from("ab"), max_size=2, unique=True).map(tuple),
    FactType.CODE: st.sampled_from("ab"),
    FactType.DATE: st.sampled_from([date(2020, 1, 1), date(2022, 6, 1), date(2024, 1, 1)]),
}
ORDERED = (Op.AT_LEAST, Op.MORE_THAN, Op.AT_MOST, Op.LESS_THAN)
ASKED = {
    FactType.COUNT: (*ORDERED, Op.IS, Op.PRESENT),
    FactType.SHARE: ORDERED,
    FactType.FLAG: (Op.IS,),
    FactType.CODES: (Op.IN, Op.INCLUDES, Op.PRESENT),
    FactType.CODE: (Op.IS, Op.IN, Op.PRESENT),
    FactType.DATE: (Op.BEFORE, Op.ON_OR_BEFORE),
}
SOURCES = ("", "申报表", 'a "form"\n', "https://example.org/1")
STRUCTURE = (
    Leaf(fact="brand_place", operator=Op.WITHIN, bound=Dated.always("320400")),
    Leaf(fact="brand_name", operator=Op.PRESENT, bound=Dated.always(True)),  # noqa: FBT003
    Leaf(fact="operator_count", operator=Op.AT_LEAST, bound=Dated.always(2)),
    Leaf(fact="operator_kinds", operator=Op.IN, bound=Dated.always(("enterprise", "school"))),
    Leaf(fact="levels_held", operator=Op.INCLUDES, bound=Dated.always(("district",))),
)


@st.composite
def leaves(draw: st.DrawFn) -> Predicate:
    name = draw(st.sampled_from(sorted(KINDS)))
    operator = draw(st.sampled_from(ASKED[KINDS[name]]))
    values = st.booleans() if operator is Op.PRESENT else VALUES[KINDS[name]]
    if operator is Op.IN:
        values = VALUES[FactType.CODES]
    before = DatedValue(value=draw(values))
    changed = DatedValue(since=draw(st.sampled_from([date(2023, 1, 1), date(2027, 1, 1)])), value=draw(values))
    years = draw(st.sampled_from([(), (), (), (0,), (1, 0)]))
    return Leaf(fact=name, operator=operator, bound=Dated((before, changed)), years_back=years)


def groups(inner: st.SearchStrategy[Predicate]) -> st.SearchStrategy[Predicate]:
    parts = st.lists(inner, min_size=1, max_size=3).map(tuple)
    return st.one_of(
        inner.map(lambda part: Not(part=part)),
        parts.map(lambda found: AllOf(parts=found)),
        parts.map(lambda found: AnyOf(parts=found)),
        st.tuples(st.integers(1, 3), parts).map(lambda pair: AtLeastK(k=min(pair[0], len(pair[1])), parts=pair[1])),
    )


CONDITIONS = st.recursive(st.one_of(leaves(), st.sampled_from(STRUCTURE), st.just(Judge())), groups, max_leaves=5)


@st.composite
def criteria(draw: st.DrawFn) -> tuple[Criterion, ...]:
    conditions = draw(st.lists(st.none() | CONDITIONS, min_size=1, max_size=5))
    return tuple(
        Criterion(
            id=f"E-{place}",
            condition=condition,
            levels=draw(st.sampled_from([(CITY,), (DISTRICT, CITY)])),
            classes=draw(st.sampled_from([(), (), ("a",)])),
            scope=draw(st.sampled_from(Scope)),
            soft=draw(st.booleans()) and draw(st.booleans()),
            unmet=draw(st.sampled_from([Outcome.NOT_MET, Outcome.NEEDS_JUDGEMENT])),
            **HEAD,
        )
        for place, condition in enumerate(conditions)
    )


@st.composite
def figures(draw: st.DrawFn, name: str, year: int | None) -> Figure:
    values = VALUES[KINDS[name]]
    low, high = draw(values), draw(values)
    told: dict[str, Any] = {"year": year, "grade": draw(st.sampled_from(Grade)), "source": draw(st.sampled_from(SOURCES))}
    if draw(st.booleans()) or not KINDS[name].ordered:
        return Figure(low=low, high=low, note=draw(st.sampled_from(["", "", "某“注”"])), **told)
    low, high = min(low, high), max(low, high)
    told["about"] = draw(st.booleans())
    return Figure(low=draw(st.sampled_from([low, None])), high=draw(st.sampled_from([high, None])), **told)


@st.composite
def facts(draw: st.DrawFn) -> dict[str, tuple[Figure, ...]]:
    stated = {}
    for name in draw(st.sets(st.sampled_from(sorted(KINDS)))):
        years = draw(st.sampled_from([(None,), (None,), (2025,), (2025, 2026), (2027,), (2024, 2027)]))
        stated[name] = tuple(draw(figures(name, year)) for year in years)
    return stated


@st.composite
def dossiers(draw: st.DrawFn) -> Dossier:
    places = st.sampled_from([None, "320413", "江苏省常州市金坛区", "500101"])
    kinds = st.sampled_from([None, ApplicantKind.ENTERPRISE, ApplicantKind.SCHOOL, ApplicantKind.OTHER])
    judged = st.builds(
        Judgement,
        jurisdiction=st.sampled_from(["demo", "demo", "other"]),
        rule=st.sampled_from(["E-0", "E-1", "E-2"]),
        outcome=st.sampled_from([Outcome.MET, Outcome.NOT_MET]),
        by=st.just("某局"),
        on=st.sampled_from([date(2026, 1, 5), date(2026, 2, 5), date(2027, 1, 5)]),
    )
    held = st.builds(Recognition, level=st.sampled_from([DISTRICT, CITY]), on=st.just(date(2025, 1, 1)))
    return Dossier(
        brand=Brand(name="金坛茶匠", place=draw(places), brand_class=draw(st.sampled_from([None, "a"]))),
        operators=tuple(Operator(name=str(number), kind=draw(kinds)) for number in range(draw(st.integers(0, 2)))),
        facts=draw(facts()),
        local_facts={"demo": draw(facts())} if draw(st.booleans()) else {},
        judgements=tuple(draw(st.lists(judged, max_size=3))),
        recognitions=tuple(draw(st.lists(held, max_size=1))),
    )


@st.composite
def rules(draw: st.DrawFn) -> EligibilityRules:
    """Rules of two levels, with a level that may come first, with or without classes, and with grounds for going first."""
    grounds = tuple(
        PreferenceGround(code=str(place), label=same(f"ground {place}"), condition=condition)
        for place, condition in enumerate(draw(st.lists(CONDITIONS, max_size=2)))
    )
    classes = draw(st.sampled_from([(), ("a", "b")]))
    first = Prerequisite(
        id="P-1", levels=(CITY,), needs=DISTRICT, how=draw(st.sampled_from(["held", "same_file", "independent"])), **HEAD
    )
    return EligibilityRules(
        levels=(DISTRICT, CITY),
        classes=tuple(BrandClass(code=code, label=same(code)) for code in classes),
        class_choice=draw(st.sampled_from(["declared", "any"])),
        criteria=draw(criteria()),
        prerequisites=(first,),
        preferences=(Preference(id="E-1", levels=(CITY,), grounds=grounds, **HEAD),) if grounds else (),
    )


def book_of(asked: EligibilityRules) -> RuleBook:
    """A region with these rules of recognition."""
    name = Text("示例市", "Demo")
    day = date(2022, 2, 1)
    return RuleBook(
        profile=Profile(code="demo", name=name, division="320400", tier="city", api=1, edition="1", read_on=day),
        documents={"d1": Document(id="d1", title="示例办法", issuers=("示例局",), since=day, status=LegalStatus.IN_FORCE)},
        facts=shared_facts().extended(FACTS),
        eligibility=asked,
        digest="0" * 64,
    )
