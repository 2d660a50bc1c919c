"""For any condition over a few facts and any dossier, the way told makes the condition hold, and nothing else changes."""

from collections.abc import Callable
from datetime import date
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from laowu.evaluate.gaps.dossier_change import applied
from laowu.evaluate.gaps.ways import Asking, forks, way_to
from laowu.model.citation import Document, LegalStatus
from laowu.model.dossier import Brand, Dossier, Judgement
from laowu.model.dossier_data import dossier_data
from laowu.model.facts import Figure
from laowu.model.level import Level
from laowu.model.outcome import Outcome
from laowu.model.share import Share
from laowu.model.vocabulary import shared_facts
from laowu.rules.dated import Dated
from laowu.rules.eligibility import Criterion
from laowu.rules.predicate import AllOf, AnyOf, AtLeastK, Judge, Leaf, Not, Operator, Predicate
from laowu.rules.profile import Profile
from laowu.rules.rulebook import RuleBook
from laowu.text import Text, same

ON = date(2026, 11, 21)
ORDERED = [Operator.AT_LEAST, Operator.MORE_THAN, Operator.AT_MOST, Operator.LESS_THAN]
COUNTS = ("hired", "sent_out", "workers", "skilled_workers")
PERCENT = st.sampled_from(["10%", "33.33%", "50%", "80%", "99.99%"]).map(Share.from_percent)
CODES = ("skill_upgrading", "training", "recommendation")


def leaf(fact: str, operators: list[Operator], bounds: st.SearchStrategy[Any]) -> st.SearchStrategy[Leaf]:
    years = st.sampled_from([(), (0,), (1, 0)])
    return st.builds(
        lambda operator, bound, back: Leaf(fact=fact, operator=operator, bound=Dated.always(bound), years_back=back),
        st.sampled_from(operators),
        bounds,
        years,
    )


LEAVES = st.one_of(
    *(leaf(fact, ORDERED, st.integers(1, 30)) for fact in COUNTS),
    leaf("placed", ORDERED, st.integers(1, 30)),
    leaf("skilled_share", ORDERED, PERCENT),
    leaf("local_plan", [Operator.IS], st.booleans()),
    leaf("after_services", [Operator.INCLUDES, Operator.IN], st.sampled_from([CODES[:1], CODES[:2], CODES])),
    st.just(Judge()),
)
CONDITIONS: st.SearchStrategy[Predicate] = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: AllOf(parts=tuple(parts))),
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: AnyOf(parts=tuple(parts))),
        st.lists(inner, min_size=2, max_size=3).flatmap(
            lambda parts: st.integers(1, len(parts)).map(lambda k: AtLeastK(k=k, parts=tuple(parts)))
        ),
        inner.map(lambda part: Not(part=part)),
    ),
    max_leaves=5,
)


def figures(values: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[Figure, ...]]:
    def dated(year: int | None) -> st.SearchStrategy[Figure]:
        return values.map(lambda value: Figure(low=value, high=value, year=year))

    return st.sampled_from([(None,), (2025, 2026), (2025,)]).flatmap(lambda years: st.tuples(*map(dated, years)))


FACTS = st.fixed_dictionaries(
    {},
    optional={
        **{fact: figures(st.integers(0, 30)) for fact in COUNTS},
        "skilled_share": figures(PERCENT),
        "local_plan": figures(st.booleans()),
        "after_services": figures(st.lists(st.sampled_from(CODES), unique=True).map(tuple)),
    },
)
JUDGED = st.sampled_from([None, Outcome.MET, Outcome.NOT_MET])


@pytest.fixture(scope="module")
def asking() -> Callable[..., Asking]:
    """A criterion asked of a dossier."""
    document = Document(id="d", title="示例办法", issuers=("局",), since=date(2022, 1, 1), status=LegalStatus.IN_FORCE)
    profile = Profile(
        code="demo", name=Text("示例市", "Demo"), division="320400", tier="city", api=1, edition="1", read_on=date(2026, 11, 1)
    )
    book = RuleBook(profile=profile, documents={"d": document}, facts=shared_facts(), digest="0" * 64)

    def made(condition: Predicate, facts: dict[str, Any], judged: Outcome | None, unmet: Outcome) -> Asking:
        rule = Criterion(
            id="D-1", summary=same("x"), document="d", clause="一", since=date(2022, 1, 1), levels=(Level.MUNICIPAL,),
            condition=condition, unmet=unmet,
        )  # fmt: skip
        said = [Judgement(jurisdiction="demo", rule="D-1", outcome=judged, by="局", on=ON)] if judged else []
        return Asking(book=book, rule=rule, dossier=Dossier(brand=Brand(name="x"), facts=facts, judgements=tuple(said)), on=ON)

    return made


@given(CONDITIONS, FACTS, JUDGED, st.sampled_from([Outcome.NOT_MET, Outcome.NEEDS_JUDGEMENT]))
def test_a_way_leads_where_it_says(
    asking: Callable[..., Asking], condition: Predicate, facts: dict[str, Any], judged: Outcome | None, unmet: Outcome
) -> None:
    asked = asking(condition, facts, judged, unmet)

    way = way_to(asked)

    if way is None:  # nothing is said of what cannot be, such as a floor above a ceiling
        assert not asked.met
        return
    assert (way.changes == ()) == asked.met
    assert asked.after(way.changes).met
    assert len({change.place for change in way.changes}) == len(way.changes)
    assert 0 <= way.distance <= len(way.changes)


@given(CONDITIONS, FACTS, JUDGED)
def test_only_what_is_named_changes(
    asking: Callable[..., Asking], condition: Predicate, facts: dict[str, Any], judged: Outcome | None
) -> None:
    asked = asking(condition, facts, judged, Outcome.NOT_MET)
    way = way_to(asked)
    changes = way.changes if way else ()

    before, after = asked.dossier, applied(asked.dossier, changes, asked.book.facts, ON)

    named = {change.key for change in changes if change.kind == "fact"}
    assert {key: value for key, value in after.facts.items() if key not in named} == {
        key: value for key, value in before.facts.items() if key not in named
    }
    rest = [dossier_data(attrs.evolve(one, facts={}, judgements=())) for one in (before, after)]
    assert rest[0] == rest[1]


@given(LEAVES, FACTS, JUDGED)
def test_a_single_comparison_that_is_not_met_always_has_a_way(
    asking: Callable[..., Asking], comparison: Predicate, facts: dict[str, Any], judged: Outcome | None
) -> None:
    assert way_to(asking(comparison, facts, judged, Outcome.NOT_MET)) is not None


@given(CONDITIONS, FACTS, JUDGED)
def test_alternatives_stand_nearest_first_and_are_fewer_than_none_only_when_met(
    asking: Callable[..., Asking], condition: Predicate, facts: dict[str, Any], judged: Outcome | None
) -> None:
    asked = asking(condition, facts, judged, Outcome.NOT_MET)

    for fork in forks(asked):
        assert fork.more >= 1
        assert [way.cost for way in fork.ways] == sorted(way.cost for way in fork.ways)
        assert all(way.changes for way in fork.ways)
