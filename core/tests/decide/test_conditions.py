"""Conditions weighed: four-valued discipline on generated conditions and dossiers, and the reasons that are given."""

from collections.abc import Callable
from datetime import date
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from laowu.decide.conditions import weigh
from laowu.decide.evidence import Evidence
from laowu.model.answers import Observation
from laowu.model.dossier import Brand, Dossier, Judgement
from laowu.model.facts import FactCatalogue, FactDefinition, FactType, Figure, Grade, Value
from laowu.model.outcome import Outcome
from laowu.model.share import Share
from laowu.model.vocabulary import shared_facts
from laowu.rules.dated import Dated, DatedValue
from laowu.rules.predicate import AllOf, AnyOf, AtLeastK, Judge, Leaf, Not, Operator, Predicate
from laowu.text import Text, same

ON = date(2026, 11, 21)
YEARS = (2025, 2026)
QUESTION = Text("好吗", "good?")

KINDS = {"heads": FactType.COUNT, "wage": FactType.YUAN, "rate": FactType.SHARE, "ready": FactType.FLAG, "ports": FactType.CODES}
FACTS = FactCatalogue(
    tuple(
        FactDefinition(name=name, type=kind, label=same(name), settled_by=same(f"paper {name}")) for name, kind in KINDS.items()
    )
)
VALUES: dict[FactType, st.SearchStrategy[Any]] = {
    FactType.COUNT: st.integers(0, 5),
    FactType.YUAN: st.integers(0, 5),
    FactType.SHARE: st.integers(0, 4).map(lambda part: Share(part, 4)),
    FactType.FLAG: st.booleans(),
    FactType.CODES: st.lists(st.sampled_from("ab"), max_size=2, unique=True).map(tuple),
}
#: Every comparison the generated conditions use, in plain Python.
HOLDS: dict[Operator, Callable[[Any, Any], bool]] = {
    Operator.AT_LEAST: lambda value, bound: bool(value >= bound),
    Operator.MORE_THAN: lambda value, bound: bool(value > bound),
    Operator.AT_MOST: lambda value, bound: bool(value <= bound),
    Operator.LESS_THAN: lambda value, bound: bool(value < bound),
    Operator.IS: lambda value, bound: bool(value == bound),
    Operator.INCLUDES: lambda value, bound: set(bound) <= set(value),
    Operator.IN: lambda value, bound: bool(value) and set(value) <= set(bound),
    Operator.PRESENT: lambda value, bound: (value not in ("", ())) is bound,
}
ORDERED = (Operator.AT_LEAST, Operator.MORE_THAN, Operator.AT_MOST, Operator.LESS_THAN)
ASKED = {
    FactType.COUNT: (*ORDERED, Operator.IS, Operator.PRESENT),
    FactType.YUAN: ORDERED,
    FactType.SHARE: ORDERED,
    FactType.FLAG: (Operator.IS,),
    FactType.CODES: (Operator.IN, Operator.INCLUDES, Operator.PRESENT),
}


@st.composite
def conditions_of_one_fact(draw: st.DrawFn) -> Predicate:
    name = draw(st.sampled_from(sorted(KINDS)))
    operator = draw(st.sampled_from(ASKED[KINDS[name]]))
    bound = draw(st.booleans() if operator is Operator.PRESENT else VALUES[KINDS[name]])
    years = draw(st.sampled_from([(), (0,), (1, 0)]))
    return Leaf(fact=name, operator=operator, bound=Dated.always(bound), years_back=years)


def groups(inner: st.SearchStrategy[Predicate]) -> st.SearchStrategy[Predicate]:
    parts = st.lists(inner, min_size=1, max_size=3).map(tuple)
    return st.one_of(
        inner.map(lambda part: Not(part=part)),
        parts.map(lambda found: AllOf(parts=found)),
        parts.map(lambda found: AnyOf(parts=found)),
        st.tuples(st.integers(1, 3), parts).map(lambda pair: AtLeastK(k=min(pair[0], len(pair[1])), parts=pair[1])),
    )


conditions = st.recursive(st.one_of(conditions_of_one_fact(), st.just(Judge())), groups, max_leaves=6)


@st.composite
def figures(draw: st.DrawFn, name: str, year: int | None) -> Figure:
    kind = KINDS[name]
    if not kind.ordered or draw(st.booleans()):
        value = draw(VALUES[kind])
        return Figure(low=value, high=value, year=year)
    low, high = sorted(draw(st.tuples(VALUES[kind], VALUES[kind])))
    ends = draw(st.sampled_from([(low, high), (low, None), (None, high)]))
    return Figure(low=ends[0], high=ends[1], year=year)


@st.composite
def facts(draw: st.DrawFn) -> dict[str, tuple[Figure, ...]]:
    """Facts stated without a year, or for some of the years that conditions ask about, or not at all."""
    stated = {}
    for name in KINDS:
        years = draw(st.sampled_from([(), (None,), (2025,), (2026,), YEARS]))
        stated[name] = tuple(draw(figures(name, year)) for year in years)
    return {name: found for name, found in stated.items() if found}


def evidence(stated: dict[str, tuple[Figure, ...]]) -> Evidence:
    return Evidence(dossier=Dossier(brand=Brand(name="x"), facts=stated), jurisdiction="demo", facts=FACTS, on=ON)


def outcome(condition: Predicate, stated: dict[str, tuple[Figure, ...]], judgement: Judgement | None = None) -> Outcome:
    return weigh(condition, evidence(stated), question=QUESTION, judgement=judgement)[0]


def judged(outcome_: Outcome) -> Judgement:
    return Judgement(jurisdiction="demo", rule="E-1", outcome=outcome_, by="某局", on=date(2026, 1, 5))


def known(stated: dict[str, tuple[Figure, ...]], name: str, year: int | None) -> Figure | None:
    """What is stated about a fact for a year; for no year in particular the latest."""
    by_year = {figure.year: figure for figure in stated.get(name, ())}
    if year is None:
        return by_year.get(None) or by_year.get(2026) or by_year.get(2025)
    return by_year.get(year) or by_year.get(None)


@st.composite
def inside(draw: st.DrawFn, name: str, figure: Figure | None) -> Any:
    """A value that a figure leaves possible."""
    low: Any = figure.low if figure else None
    high: Any = figure.high if figure else None
    if not KINDS[name].ordered and figure is not None:
        return low
    values = VALUES[KINDS[name]]
    return draw(values.filter(lambda value: (low is None or low <= value) and (high is None or value <= high)))


def holds(condition: Predicate, values: dict[tuple[str, int | None], Any], *, yes: bool) -> bool:
    """The condition in plain two-valued logic, once every value and the judgement are known."""
    match condition:
        case Leaf():
            years: tuple[int | None, ...] = tuple(ON.year - back for back in condition.years_back) or (None,)
            bound = condition.bound.on(ON)
            return all(HOLDS[condition.operator](values[condition.fact, year], bound) for year in years)
        case Judge():
            return yes
        case Not(part=part):
            return not holds(part, values, yes=yes)
        case AllOf(parts=parts):
            return all(holds(part, values, yes=yes) for part in parts)
        case AnyOf(parts=parts):
            return any(holds(part, values, yes=yes) for part in parts)
        case AtLeastK(k=k, parts=parts):
            return sum(holds(part, values, yes=yes) for part in parts) >= k


@given(conditions, facts(), st.data())
def test_a_decided_answer_holds_however_the_unknown_turns_out(
    condition: Predicate, stated: dict[str, tuple[Figure, ...]], data: st.DataObject
) -> None:
    found = outcome(condition, stated)
    if not found.decided:
        return
    years: tuple[int | None, ...] = (None, *YEARS)
    values = {(name, year): data.draw(inside(name, known(stated, name, year))) for name in KINDS for year in years}

    assert holds(condition, values, yes=data.draw(st.booleans())) is (found is Outcome.MET)


@given(conditions, facts(), st.data())
def test_with_everything_known_the_answer_is_that_of_plain_logic(
    condition: Predicate, stated: dict[str, tuple[Figure, ...]], data: st.DataObject
) -> None:
    values = {(name, year): data.draw(VALUES[KINDS[name]]) for name in KINDS for year in (None, *YEARS)}
    complete = {
        name: tuple(Figure(low=values[name, year], high=values[name, year], year=year) for year in YEARS) for name in KINDS
    }
    values |= {(name, None): values[name, 2026] for name in KINDS}
    yes = data.draw(st.booleans())

    found = outcome(condition, complete, judged(Outcome.MET if yes else Outcome.NOT_MET))

    assert found is (Outcome.MET if holds(condition, values, yes=yes) else Outcome.NOT_MET)


@given(conditions, facts(), st.sampled_from(sorted(KINDS)))
def test_removing_a_fact_never_turns_met_into_not_met_or_the_reverse(
    condition: Predicate, stated: dict[str, tuple[Figure, ...]], name: str
) -> None:
    before = outcome(condition, stated)
    after = outcome(condition, {key: found for key, found in stated.items() if key != name})

    assert not (before.decided and after.decided) or before is after


@given(conditions, facts(), facts(), st.sampled_from([Outcome.MET, Outcome.NOT_MET]))
def test_filling_in_what_is_unknown_never_changes_a_decided_answer(
    condition: Predicate,
    stated: dict[str, tuple[Figure, ...]],
    more: dict[str, tuple[Figure, ...]],
    decision: Outcome,
) -> None:
    before = outcome(condition, stated)

    if before.decided:
        assert outcome(condition, more | stated) is before
        assert outcome(condition, stated, judged(decision)) is before


@given(conditions, facts(), st.data())
def test_narrowing_a_bound_never_changes_a_decided_answer(
    condition: Predicate, stated: dict[str, tuple[Figure, ...]], data: st.DataObject
) -> None:
    before = outcome(condition, stated)
    narrowed = {}
    for name, found in stated.items():
        exact = [data.draw(inside(name, figure)) for figure in found]
        narrowed[name] = tuple(attrs.evolve(figure, low=value, high=value) for figure, value in zip(found, exact, strict=True))

    if before.decided:
        assert outcome(condition, narrowed) is before


@given(conditions, facts())
def test_the_reasons_carry_the_answer(condition: Predicate, stated: dict[str, tuple[Figure, ...]]) -> None:
    found, observations = weigh(condition, evidence(stated), question=QUESTION)

    assert observations
    if found is Outcome.NO_DATA:
        assert any(each.outcome is Outcome.NO_DATA and each.settled_by is not None for each in observations)
    if found is Outcome.NEEDS_JUDGEMENT:
        assert any(each.operator == "judge" for each in observations)
    for each in observations:
        assert (each.settled_by is not None) is (each.outcome is Outcome.NO_DATA)
        assert each.shortfall is None or each.outcome is Outcome.NOT_MET


FLOOR = Leaf(fact="workers", operator=Operator.AT_LEAST, bound=Dated.always(5000))


def observed(figure: Figure | None, leaf: Leaf = FLOOR, on: date = ON) -> list[Observation]:
    stated = {leaf.fact: (figure,)} if figure else {}
    dossier = Dossier(brand=Brand(name="x"), facts=stated)
    shared = Evidence(dossier=dossier, jurisdiction="demo", facts=shared_facts(), on=on)
    return list(weigh(leaf, shared, question=QUESTION)[1])


def test_a_figure_too_low_is_told_with_shortfall_grade_and_source() -> None:
    figure = Figure(low=4999, high=4999, grade=Grade.DOCUMENTED, source="台账", note="年末数")

    (seen,) = observed(figure)

    assert (seen.fact, seen.operator, seen.required, seen.found) == ("workers", "at_least", "5000", "4999")
    assert (seen.asked, seen.seen) == (Text("不低于 5,000 人", "at least 5,000 persons"), Text("4,999 人", "4,999 persons"))
    assert seen.shortfall is not None
    assert seen.shortfall.says == Text("还差 1 人", "1 person short")
    assert (seen.grade, seen.source, seen.settled_by) == (Grade.DOCUMENTED, "台账", None)
    assert seen.remarks == (same("年末数"),)


def test_an_unknown_figure_names_the_paper_that_would_settle_it() -> None:
    (seen,) = observed(None)

    assert (seen.outcome, seen.found, seen.grade) == (Outcome.NO_DATA, None, None)
    assert seen.seen == Text("未提供", "not stated")
    assert seen.settled_by == shared_facts()["workers"].settled_by


def test_a_figure_that_lies_on_both_sides_says_so() -> None:
    (seen,) = observed(Figure(low=4500, high=5500, about=True))

    assert (seen.outcome, seen.found) == (Outcome.NO_DATA, None)
    assert seen.settled_by is not None
    assert [remark.en[:20] for remark in seen.remarks] == ["what is known lies o", "the published figure"]


def test_what_is_read_off_the_dossier_has_no_grade() -> None:
    (seen,) = observed(None, Leaf(fact="brand_name", operator=Operator.PRESENT, bound=Dated.always(True)))  # noqa: FBT003

    assert (seen.outcome, seen.grade, seen.required) == (Outcome.MET, None, "true")


def test_each_year_asked_is_observed_and_each_must_hold() -> None:
    leaf = attrs.evolve(FLOOR, years_back=(1, 0))
    dossier = Dossier(
        brand=Brand(name="x"), facts={"workers": (Figure(low=6000, high=6000, year=2025), Figure(low=1, high=1, year=2026))}
    )

    found, seen = weigh(leaf, Evidence(dossier=dossier, jurisdiction="demo", facts=shared_facts(), on=ON), question=QUESTION)

    assert found is Outcome.NOT_MET
    assert [(each.year, each.outcome) for each in seen] == [(2025, Outcome.MET), (2026, Outcome.NOT_MET)]
    assert [remark.en for remark in seen[1].remarks] == ["2026 is not over: a part-year figure"]


def test_a_figure_without_a_year_stands_for_the_year_asked_and_says_so() -> None:
    (seen,) = observed(Figure(low=6000, high=6000), attrs.evolve(FLOOR, years_back=(1,)))

    assert (seen.year, seen.outcome) == (2025, Outcome.MET)
    assert [remark.zh for remark in seen.remarks] == ["数据未注明年份，按 2025 年计"]


@pytest.mark.parametrize(("on", "expected"), [(date(2025, 6, 30), Outcome.NOT_MET), (date(2025, 7, 1), Outcome.MET)])
def test_the_bound_is_that_of_the_date_judged(on: date, expected: Outcome) -> None:
    history: Dated[Value] = Dated((DatedValue(value=5000), DatedValue(since=date(2025, 7, 1), value=4000)))

    (seen,) = observed(Figure(low=4500, high=4500), attrs.evolve(FLOOR, bound=history), on)

    assert seen.outcome is expected


def test_a_question_of_its_own_goes_before_that_of_the_rule() -> None:
    own = Text("有特色吗", "distinct?")

    _, seen = weigh(AllOf(parts=(Judge(question=own), Judge())), evidence({}), question=QUESTION)

    assert [each.label for each in seen] == [own, QUESTION]
    assert {(each.outcome, each.operator, each.found) for each in seen} == {(Outcome.NEEDS_JUDGEMENT, "judge", None)}


@pytest.mark.parametrize(
    ("reason", "zh", "en"),
    [
        ("", "2026-01-05 某局评判", "judged by 某局 on 2026-01-05"),
        ("资料齐", "2026-01-05 某局评判：资料齐", "judged by 某局 on 2026-01-05: 资料齐"),
    ],
)
def test_a_judgement_is_told_with_office_day_and_reason(reason: str, zh: str, en: str) -> None:
    judgement = attrs.evolve(judged(Outcome.NOT_MET), reason=reason)

    found, (seen,) = weigh(Judge(), evidence({}), question=QUESTION, judgement=judgement)

    assert found is Outcome.NOT_MET
    assert (seen.found, seen.seen) == ("not met", Text(zh, en))
