"""Figures against bounds: both sides of every bound, what bounds decide, and how far a figure falls short."""

import operator as python
from collections.abc import Callable, Iterator
from datetime import date
from fractions import Fraction
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from laowu.decide.comparison import asked, compare, exact_text, seen, shortfall
from laowu.model.facts import FactDefinition, FactType, Figure, Value
from laowu.model.outcome import Outcome
from laowu.model.share import Share
from laowu.rules.predicate import Operator
from laowu.text import Text, same

MET, NOT_MET, NO_DATA = Outcome.MET, Outcome.NOT_MET, Outcome.NO_DATA
ON = date(2026, 11, 21)
HEADS = FactDefinition(name="heads", type=FactType.COUNT, label=same("heads"), unit=Text("人", "persons"), settled_by=same("x"))
WAGE = FactDefinition(name="wage", type=FactType.YUAN, label=same("wage"), settled_by=same("x"))
RATE = FactDefinition(name="rate", type=FactType.SHARE, label=same("rate"), settled_by=same("x"))
TEXT = FactDefinition(name="text", type=FactType.TEXT, label=same("text"), settled_by=same("x"))

#: What each comparison of ordered values means.
MEANS: dict[Operator, Callable[[Any, Any], bool]] = {
    Operator.AT_LEAST: python.ge,
    Operator.MORE_THAN: python.gt,
    Operator.AT_MOST: python.le,
    Operator.LESS_THAN: python.lt,
    Operator.BEFORE: python.lt,
    Operator.ON_OR_BEFORE: python.le,
    Operator.IS: python.eq,
}


def exact(value: Value) -> Figure:
    return Figure(low=value, high=value)


def percent(quoted: str) -> Share:
    return Share.from_percent(quoted)


@pytest.mark.parametrize(
    ("value", "operator", "bound", "outcome"),
    [
        (4999, Operator.AT_LEAST, 5000, NOT_MET),
        (5000, Operator.AT_LEAST, 5000, MET),
        (5000, Operator.MORE_THAN, 5000, NOT_MET),
        (5001, Operator.MORE_THAN, 5000, MET),
        (5000, Operator.AT_MOST, 5000, MET),
        (5001, Operator.AT_MOST, 5000, NOT_MET),
        (4999, Operator.LESS_THAN, 5000, MET),
        (5000, Operator.LESS_THAN, 5000, NOT_MET),
        (5000, Operator.IS, 5000, MET),
        (4999, Operator.IS, 5000, NOT_MET),
        (percent("80%"), Operator.MORE_THAN, percent("80%"), NOT_MET),
        (percent("80.01%"), Operator.MORE_THAN, percent("80%"), MET),
        (percent("80%"), Operator.AT_LEAST, percent("80%"), MET),
        (Share(400, 500), Operator.MORE_THAN, percent("80%"), NOT_MET),
        (Share(401, 500), Operator.MORE_THAN, percent("80%"), MET),
        (percent("49.99%"), Operator.AT_LEAST, percent("50%"), NOT_MET),
        (Share(1, 3), Operator.LESS_THAN, percent("33.3333%"), NOT_MET),
        (Share(1, 3), Operator.LESS_THAN, percent("33.3334%"), MET),
        (percent("60%"), Operator.LESS_THAN, percent("60%"), NOT_MET),
        (percent("59.99%"), Operator.LESS_THAN, percent("60%"), MET),
        (percent("60%"), Operator.AT_MOST, percent("60.00%"), MET),
        (date(2022, 12, 1), Operator.BEFORE, date(2022, 12, 2), MET),
        (date(2022, 12, 2), Operator.BEFORE, date(2022, 12, 2), NOT_MET),
        (date(2022, 12, 2), Operator.ON_OR_BEFORE, date(2022, 12, 2), MET),
        (date(2022, 12, 3), Operator.ON_OR_BEFORE, date(2022, 12, 2), NOT_MET),
        (True, Operator.IS, True, MET),
        (False, Operator.IS, True, NOT_MET),
        (False, Operator.IS, False, MET),
        ("a", Operator.IS, "a", MET),
        ("a", Operator.IS, "b", NOT_MET),
        ("a", Operator.IN, ("a", "b"), MET),
        ("c", Operator.IN, ("a", "b"), NOT_MET),
        (("a", "b"), Operator.IN, ("b", "a", "c"), MET),
        (("a", "d"), Operator.IN, ("a", "b"), NOT_MET),
        ((), Operator.IN, ("a",), NOT_MET),
        (("a", "b"), Operator.INCLUDES, ("a",), MET),
        (("a",), Operator.INCLUDES, ("a", "b"), NOT_MET),
        ((), Operator.INCLUDES, ("a",), NOT_MET),
        (0, Operator.PRESENT, True, MET),
        (False, Operator.PRESENT, True, MET),
        ("", Operator.PRESENT, True, NOT_MET),
        ((), Operator.PRESENT, True, NOT_MET),
        ("", Operator.PRESENT, False, MET),
        ("x", Operator.PRESENT, False, NOT_MET),
    ],
)
def test_each_side_of_a_bound_has_its_outcome(value: Value, operator: Operator, bound: Value, outcome: Outcome) -> None:
    assert compare(exact(value), operator, bound, on=ON) is outcome


@pytest.mark.parametrize(
    ("codes", "bound", "on", "outcome"),
    [
        (("320413",), "320400", ON, MET),
        (("320413",), "320000", ON, MET),
        (("320400",), "320400", ON, MET),
        (("320413",), "320500", ON, NOT_MET),
        (("320413", "320500"), "320400", ON, NOT_MET),
        (("320413", "320500"), "320000", ON, MET),
        ((), "320400", ON, NOT_MET),
        (("999999",), "320400", ON, NOT_MET),
        (("500105",), "500000", date(2025, 11, 5), MET),
        (("500105",), "500000", date(2025, 11, 6), MET),
        (("500105",), "500105", date(2030, 1, 1), MET),
        (("500235",), "500200", ON, MET),
    ],
)
def test_a_place_lies_within_its_divisions_also_after_it_was_abolished(
    codes: tuple[str, ...], bound: str, on: date, outcome: Outcome
) -> None:
    assert compare(exact(codes), Operator.WITHIN, bound, on=on) is outcome


def figures() -> Iterator[Figure]:
    ends = (None, 0, 1, 2, 3, 4)
    for low, high in product(ends, ends):
        if (low, high) != (None, None) and (low is None or high is None or low <= high):
            yield Figure(low=low, high=high)


@pytest.mark.parametrize("operator", [Operator.AT_LEAST, Operator.MORE_THAN, Operator.AT_MOST, Operator.LESS_THAN, Operator.IS])
@pytest.mark.parametrize("bound", range(-1, 6))
def test_a_bound_figure_decides_exactly_where_every_value_inside_agrees(operator: Operator, bound: int) -> None:
    for figure in figures():
        inside = [value for value in range(-9, 15) if _may_be(value, figure)]
        answers = {MEANS[operator](value, bound) for value in inside}
        expected = NO_DATA if len(answers) == 2 else MET if answers == {True} else NOT_MET
        assert compare(figure, operator, bound, on=ON) is expected


def _may_be(value: Any, figure: Figure) -> bool:
    low: Any = figure.low
    high: Any = figure.high
    return bool((low is None or low <= value) and (high is None or value <= high))


shares = st.tuples(st.integers(0, 40), st.integers(1, 20)).map(lambda counts: Share(*counts))
days = st.dates(date(2020, 1, 1), date(2024, 12, 31))


@given(st.sampled_from(sorted(MEANS, key=lambda each: each.value)), st.data())
def test_a_decided_bound_holds_for_every_value_inside(operator: Operator, data: st.DataObject) -> None:
    values: Any = days if operator in (Operator.BEFORE, Operator.ON_OR_BEFORE) else shares
    low, inside, high = sorted(data.draw(st.tuples(values, values, values)))
    bound = data.draw(values)
    figure = Figure(low=data.draw(st.sampled_from([low, None])), high=high)

    outcome = compare(figure, operator, bound, on=ON)

    if outcome.decided:
        assert (outcome is MET) is MEANS[operator](inside, bound)


@given(st.sampled_from(sorted(MEANS, key=lambda each: each.value)), shares, shares)
def test_an_exact_share_is_compared_as_an_exact_fraction(operator: Operator, value: Share, bound: Share) -> None:
    assert (compare(exact(value), operator, bound, on=ON) is MET) is MEANS[operator](value.value, bound.value)


@given(
    st.integers(0, 60),
    st.integers(0, 60),
    st.sampled_from([Operator.AT_LEAST, Operator.MORE_THAN, Operator.AT_MOST, Operator.LESS_THAN]),
)
def test_a_count_falls_short_by_the_fewest_heads_that_would_pass(found: int, bound: int, operator: Operator) -> None:
    passing = [value for value in range(-2, 70) if MEANS[operator](value, bound)]
    short = shortfall(exact(found), HEADS, operator, bound)

    assert short is not None
    if not MEANS[operator](found, bound):
        assert int(short.amount) == min(abs(value - found) for value in passing)


@given(st.integers(0, 60), st.integers(1, 60), st.integers(0, 100), st.sampled_from([Operator.AT_LEAST, Operator.MORE_THAN]))
def test_a_counted_share_falls_short_by_the_fewest_heads_of_its_part(
    part: int, whole: int, bound: int, operator: Operator
) -> None:
    asked_ = percent(f"{bound}%")
    found = Share(part, whole)
    if MEANS[operator](found.value, asked_.value):
        return

    short = shortfall(exact(found), RATE, operator, asked_)

    assert short is not None
    if found == asked_:
        assert short.amount == "0"
    else:
        fewest = next(more for more in range(1, 200) if MEANS[operator](Fraction(part + more, whole), asked_.value))
        assert (int(short.amount), short.unit) == (fewest, Text("分子", "in the numerator"))


@given(st.integers(0, 10_000), st.integers(0, 10_000), st.sampled_from(sorted(MEANS, key=lambda each: each.value)))
def test_a_quoted_share_falls_short_in_exact_percentage_points(found: int, bound: int, operator: Operator) -> None:
    def quoted(basis_points: int) -> Share:
        return percent(f"{basis_points // 100}.{basis_points % 100:02}%")

    short = shortfall(exact(quoted(found)), RATE, operator, quoted(bound))

    if operator in (Operator.AT_LEAST, Operator.MORE_THAN, Operator.AT_MOST, Operator.LESS_THAN):
        assert short is not None
        assert Fraction(short.amount) == abs(Fraction(found, 100) - Fraction(bound, 100))
    else:
        assert short is None


SHORTFALLS = [
    (4999, HEADS, Operator.AT_LEAST, 5000, "1", Text("还差 1 人", "1 person short")),
    (5000, HEADS, Operator.MORE_THAN, 5000, "1", Text("还差 1 人", "1 person short")),
    (1000, HEADS, Operator.AT_LEAST, 5000, "4000", Text("还差 4,000 人", "4,000 persons short")),
    (3, HEADS, Operator.LESS_THAN, 3, "1", Text("超出 1 人", "1 person over")),
    (70_000, WAGE, Operator.AT_LEAST, 80_000, "10000", Text("还差 10,000 元", "10,000 yuan short")),
    ("49.99%", RATE, Operator.AT_LEAST, "50%", "0.01", Text("还差 0.01 个百分点", "0.01 percentage points short")),
    ("61.5%", RATE, Operator.AT_MOST, "60%", "1.5", Text("超出 1.5 个百分点", "1.5 percentage points over")),
    ("80%", RATE, Operator.MORE_THAN, "80%", "0", Text("恰为 80%，须超过该值", "stands exactly on 80%, which is excluded")),
    ("60%", RATE, Operator.LESS_THAN, "60%", "0", Text("恰为 60%，须低于该值", "stands exactly on 60%, which is excluded")),
    (Share(390, 500), RATE, Operator.MORE_THAN, "80%", "11", Text("还差 11（分子）", "11 in the numerator short")),
    (Share(2, 3), RATE, Operator.AT_MOST, "50%", "50/3", Text("超出 16.6666… 个百分点", "16.6666… percentage points over")),
    (Share(5, 4), RATE, Operator.MORE_THAN, "130%", "5", Text("还差 5 个百分点", "5 percentage points short")),
]


@pytest.mark.parametrize("case", SHORTFALLS, ids=lambda case: f"{case[0]} {case[2].value} {case[3]}")
def test_a_shortfall_is_told_in_both_languages(case: tuple[Any, FactDefinition, Operator, Any, str, Text]) -> None:
    found, definition, operator, bound, amount, says = case
    found, bound = (percent(value) if isinstance(value, str) else value for value in (found, bound))

    short = shortfall(exact(found), definition, operator, bound)

    assert short is not None
    assert (short.amount, short.says) == (amount, says)


def test_a_bound_figure_falls_short_from_its_nearer_end() -> None:
    short = shortfall(Figure(low=1000, high=3000), HEADS, Operator.AT_LEAST, 5000)
    over = shortfall(Figure(low=6000, high=None), HEADS, Operator.AT_MOST, 5000)

    assert short is not None
    assert over is not None
    assert (short.amount, over.amount) == ("2000", "1000")


@pytest.mark.parametrize(
    ("value", "operator", "bound"),
    [
        ("a", Operator.IN, ("b",)),
        (date(2022, 1, 1), Operator.BEFORE, date(2021, 1, 1)),
        (5, Operator.IS, 6),
        (5, Operator.AT_LEAST, percent("5%")),
        ("a", Operator.AT_LEAST, 5),
    ],
)
def test_where_distance_means_nothing_there_is_none(value: Value, operator: Operator, bound: Value) -> None:
    assert shortfall(exact(value), TEXT, operator, bound) is None


@pytest.mark.parametrize(
    ("definition", "figure", "zh", "en"),
    [
        (HEADS, exact(34_600), "34,600 人", "34,600 persons"),
        (HEADS, Figure(low=20_000, high=None), "不低于 20,000 人", "at least 20,000 persons"),
        (HEADS, Figure(low=None, high=9), "不高于 9 人", "at most 9 persons"),
        (HEADS, Figure(low=90, high=110), "90 人 至 110 人", "90 persons to 110 persons"),
        (HEADS, Figure(low=90, high=110, about=True), "约，90 人 至 110 人", "about, 90 persons to 110 persons"),
        (RATE, exact(percent("80.01%")), "80.01%", "80.01%"),
        (RATE, exact(Share(4000, 5000)), "4,000/5,000（80%）", "4,000/5,000 (80%)"),
    ],
)
def test_a_figure_shows_as_it_is_known(definition: FactDefinition, figure: Figure, zh: str, en: str) -> None:
    assert seen(definition, figure) == Text(zh, en)


def test_what_is_asked_is_the_bound_in_words() -> None:
    assert asked(HEADS, Operator.MORE_THAN, 5000) == Text(
        "超过 5,000 人（不含本数）", "more than 5,000 persons (itself excluded)"
    )


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, None),
        (5000, "5000"),
        (True, "true"),
        (False, "false"),
        (Share(400, 500), "400/500"),
        (percent("80.010%"), "80.010%"),
        (("a", "b"), "a,b"),
        ((), ""),
        (date(2022, 12, 2), "2022-12-02"),
        ("x", "x"),
    ],
)
def test_a_value_has_an_exact_machine_readable_text(value: Value | None, text: str | None) -> None:
    assert exact_text(HEADS, value) == text


def test_strictness_is_a_property_of_the_operator() -> None:
    assert {each for each in Operator if each.strict} == {Operator.MORE_THAN, Operator.LESS_THAN, Operator.BEFORE}
