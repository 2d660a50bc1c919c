"""Outcomes combine as their meaning demands: checked against every way the unknown parts could turn out."""

from itertools import permutations, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from laowu.model.outcome import Outcome, all_of, any_of, at_least_k_of, negation

MET, NOT_MET, JUDGE, NO_DATA = Outcome.MET, Outcome.NOT_MET, Outcome.NEEDS_JUDGEMENT, Outcome.NO_DATA
OUTCOMES = (MET, NOT_MET, JUDGE, NO_DATA)
SEVERAL = [row for length in range(5) for row in product(OUTCOMES, repeat=length)]

parts = st.lists(st.sampled_from(OUTCOMES), max_size=8)


def completions(outcomes: tuple[Outcome, ...]) -> list[tuple[bool, ...]]:
    """Every way in which the unknown ones may turn out."""
    return list(product(*([outcome is MET] if outcome.decided else [True, False] for outcome in outcomes)))


def expected(k: int, outcomes: tuple[Outcome, ...]) -> Outcome:
    """At least ``k`` hold, by definition: decided only where every completion agrees, else by who could settle it."""
    answers = {sum(row) >= k for row in completions(outcomes)}
    if len(answers) == 1:
        return MET if answers.pop() else NOT_MET
    judged = tuple(MET if outcome is JUDGE else NOT_MET if outcome is NO_DATA else outcome for outcome in outcomes)
    return JUDGE if sum(outcome is MET for outcome in judged) >= k else NO_DATA


@pytest.mark.parametrize("outcomes", SEVERAL, ids=lambda row: "-".join(outcome.name for outcome in row) or "none")
def test_k_of_n_is_decided_only_where_every_completion_agrees(outcomes: tuple[Outcome, ...]) -> None:
    for k in range(len(outcomes) + 2):
        assert at_least_k_of(k, outcomes) is expected(k, outcomes)


@pytest.mark.parametrize("outcomes", SEVERAL)
def test_all_and_any_are_the_two_ends_of_k_of_n(outcomes: tuple[Outcome, ...]) -> None:
    assert any_of(outcomes) is at_least_k_of(1, outcomes)
    if outcomes:
        assert all_of(outcomes) is at_least_k_of(len(outcomes), outcomes)


def test_nothing_asked_is_met_and_nothing_offered_is_not() -> None:
    assert all_of([]) is MET
    assert any_of([]) is NOT_MET


@pytest.mark.parametrize(
    ("first", "second", "all_", "any_"),
    [
        (MET, NOT_MET, NOT_MET, MET),
        (MET, JUDGE, JUDGE, MET),
        (MET, NO_DATA, NO_DATA, MET),
        (NOT_MET, JUDGE, NOT_MET, JUDGE),
        (NOT_MET, NO_DATA, NOT_MET, NO_DATA),
        (JUDGE, NO_DATA, NO_DATA, JUDGE),
    ],
)
def test_the_order_of_precedence_is_the_published_one(first: Outcome, second: Outcome, all_: Outcome, any_: Outcome) -> None:
    assert all_of([first, second]) is all_of([second, first]) is all_
    assert any_of([first, second]) is any_of([second, first]) is any_


@given(parts, parts, parts)
def test_grouping_never_matters(first: list[Outcome], second: list[Outcome], third: list[Outcome]) -> None:
    for combine in (all_of, any_of):
        whole = combine([*first, *second, *third])
        assert combine([combine(first), combine([*second, *third])]) is whole
        assert combine([combine([*first, *second]), combine(third)]) is whole


@given(st.lists(st.sampled_from(OUTCOMES), max_size=4), st.integers(0, 5))
def test_order_never_matters(outcomes: list[Outcome], k: int) -> None:
    for row in permutations(outcomes):
        assert at_least_k_of(k, row) is at_least_k_of(k, outcomes)
        assert all_of(row) is all_of(outcomes)
        assert any_of(row) is any_of(outcomes)


@given(st.lists(st.sampled_from(OUTCOMES), max_size=6), st.integers(0, 7), st.data())
def test_settling_an_unknown_part_never_changes_a_decided_answer(outcomes: list[Outcome], k: int, data: st.DataObject) -> None:
    settled = [outcome if outcome.decided else data.draw(st.sampled_from(OUTCOMES)) for outcome in outcomes]

    for combine in (all_of, any_of, lambda row: at_least_k_of(k, row)):
        before = combine(outcomes)
        if before.decided:
            assert combine(settled) is before


@given(parts)
def test_not_all_is_any_not_wherever_somebody_has_the_answer(outcomes: list[Outcome]) -> None:
    left, right = negation(all_of(outcomes)), any_of(negation(outcome) for outcome in outcomes)

    assert left.decided is right.decided
    assert left is right or not left.decided


def test_negation_swaps_what_is_decided_and_keeps_what_is_not() -> None:
    assert [negation(outcome) for outcome in OUTCOMES] == [NOT_MET, MET, JUDGE, NO_DATA]
    assert [outcome.decided for outcome in OUTCOMES] == [True, True, False, False]


def test_each_outcome_reads_differently_in_both_languages() -> None:
    assert len({outcome.label.zh for outcome in OUTCOMES}) == len({outcome.label.en for outcome in OUTCOMES}) == 4
