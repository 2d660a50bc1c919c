"""Rules compiled to one function come to what the interpreter of conditions finds, on generated rules and dossiers."""

import traceback
from collections.abc import Callable
from datetime import date
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from laowu.decide.decision import Judged
from laowu.decide.eligibility import check_eligibility, decide_eligibility
from laowu.model.answers import Scope
from laowu.model.dossier import Brand, Dossier, Judgement, Operator, Recognition
from laowu.model.facts import FactDefinition, FactType, Figure
from laowu.model.level import ApplicantKind, Level, Target
from laowu.model.outcome import Outcome
from laowu.model.share import Share
from laowu.rules import predicate
from laowu.rules.dated import Dated, DatedValue
from laowu.rules.eligibility import BrandClass, Criterion, EligibilityRules, Prerequisite
from laowu.rules.predicate import AllOf, AnyOf, AtLeastK, Judge, Leaf, Not, Predicate
from laowu.rules.rulebook import RuleBook
from laowu.text import same

MakeBook = Callable[..., RuleBook]
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
FACTS = tuple(
    FactDefinition(name=name, type=kind, label=same(name), settled_by=same(name), **COMPUTED.get(name, {}))
    for name, kind in KINDS.items()
)
VALUES: dict[FactType, st.SearchStrategy[Any]] = {
    FactType.COUNT: st.integers(0, 4),
    FactType.SHARE: st.tuples(st.integers(0, 5), st.integers(1, 4)).map(lambda pair: Share(*pair)),
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
    if draw(st.booleans()) or not KINDS[name].ordered:
        return Figure(low=low, high=low, year=year)
    low, high = min(low, high), max(low, high)
    return Figure(low=draw(st.sampled_from([low, None])), high=draw(st.sampled_from([high, None])), year=year)


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


@given(
    asked=criteria(),
    brands=st.lists(dossiers(), min_size=1, max_size=4),
    how=st.sampled_from(["held", "same_file", "independent"]),
    choice=st.sampled_from(["declared", "any"]),
    classes=st.sampled_from([(), ("a", "b")]),
    brand_class=st.sampled_from([None, "a", "b"]),
)
def test_a_decision_is_what_the_report_says(  # noqa: PLR0917  # hypothesis passes them by name
    book: MakeBook,
    asked: tuple[Criterion, ...],
    brands: list[Dossier],
    how: Any,
    choice: Any,
    classes: tuple[str, ...],
    brand_class: str | None,
) -> None:
    rules = EligibilityRules(
        levels=(DISTRICT, CITY),
        classes=tuple(BrandClass(code=code, label=same(code)) for code in classes),
        class_choice=choice,
        criteria=asked,
        prerequisites=(Prerequisite(id="P-1", levels=(CITY,), needs=DISTRICT, how=how, **HEAD),),
    )
    made = book(eligibility=rules, facts=FACTS)
    for brand in brands:
        for level in (DISTRICT, CITY):
            target = Target(level=level, brand_class=brand_class)
            report = check_eligibility(made, brand, target, ON)
            decision = decide_eligibility(made, brand, target, ON)
            assert report is not None
            assert decision is not None
            assert (decision.outcome, decision.substantive, decision.territorial) == (
                report.outcome,
                report.substantive,
                report.territorial,
            )
            assert [(stand.rule, stand.outcome, stand.soft, stand.scope) for stand in decision.stands] == [
                (finding.rule, finding.outcome, finding.soft, finding.scope) for finding in report.findings
            ]
            assert decision.report == report
            assert tuple(decision.finding(place) for place in range(len(decision.stands))) == report.findings


def test_a_failure_inside_the_rules_names_the_rule_and_shows_the_line(book: MakeBook) -> None:
    sound = Leaf(fact="heads", operator=Op.AT_LEAST, bound=Dated.always(1))
    broken = attrs.evolve(sound, bound=Dated.always("many"))
    asked = tuple(
        Criterion(id=name, condition=condition, levels=(CITY,), **HEAD) for name, condition in (("E-1", sound), ("E-2", broken))
    )
    made = book(eligibility=EligibilityRules(levels=(CITY,), criteria=asked), facts=FACTS)
    brand = Dossier(brand=Brand(name="x"), facts={"heads": (Figure(low=3, high=3),)})
    with pytest.raises(TypeError) as caught:
        decide_eligibility(made, brand, Target(level=CITY), ON)
    assert caught.value.__notes__ == ["rule E-2"]
    assert "'many'" in "".join(traceback.format_exception(caught.value))


def test_rules_are_compiled_once_for_a_level_class_and_day(book: MakeBook) -> None:
    made = book(eligibility=EligibilityRules(levels=(CITY,), criteria=(Criterion(id="E-1", levels=(CITY,), **HEAD),)))
    brand = Dossier(brand=Brand(name="x"))
    decisions = [decide_eligibility(made, brand, Target(level=CITY), ON) for _ in range(2)]
    verdicts = [decision._asked.verdict.of for decision in decisions if isinstance(decision, Judged)]
    assert len(verdicts) == 2
    assert verdicts[0] is verdicts[1]
