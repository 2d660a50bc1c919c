"""The nearest value that would do: it does, what lies one step before it does not, and the opposite does not."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from laowu.decide.comparison import compare
from laowu.evaluate.gaps.nearest_value import heads_needed, nearest_values, opposite_values, relative_distance
from laowu.model.facts import FactDefinition, FactType, Figure, Value
from laowu.model.outcome import Outcome
from laowu.model.share import Share
from laowu.rules.predicate import Operator
from laowu.text import Text, same

ON = date(2026, 11, 22)
YES, NO = True, False
CHOICES = {code: Text(code, code) for code in ("market", "street", "fair")}
ORDERED = (Operator.AT_LEAST, Operator.MORE_THAN, Operator.AT_MOST, Operator.LESS_THAN)


def fact(kind: FactType) -> FactDefinition:
    choices = CHOICES if kind in (FactType.CODE, FactType.CODES) else {}
    return FactDefinition(name="asked", type=kind, label=same("asked"), settled_by=same("a paper"), choices=choices)


def known(value: Value) -> Figure:
    return Figure(low=value, high=value)


def outcome(value: Value, operator: Operator, bound: Value) -> Outcome:
    return compare(known(value), operator, bound, on=ON)


@given(st.sampled_from(ORDERED), st.integers(1, 10**9))
def test_a_count_is_moved_just_far_enough(operator: Operator, bound: int) -> None:
    (value,) = nearest_values(fact(FactType.COUNT), operator, bound, None, beyond_whole=False)

    assert isinstance(value, int)
    short = value - 1 if operator in (Operator.AT_LEAST, Operator.MORE_THAN) else value + 1
    assert outcome(value, operator, bound) is Outcome.MET
    assert outcome(short, operator, bound) is Outcome.NOT_MET


@given(st.sampled_from(ORDERED), st.integers(1, 9_999))
def test_a_share_lies_on_the_limit_or_a_hundredth_beyond(operator: Operator, hundredths: int) -> None:
    bound = Share.from_percent(f"{hundredths // 100}.{hundredths % 100:02}%")

    (value,) = nearest_values(fact(FactType.SHARE), operator, bound, None, beyond_whole=False)

    assert isinstance(value, Share)
    assert outcome(value, operator, bound) is Outcome.MET
    assert abs(value.value - bound.value) == (Fraction(1, 10_000) if operator.strict else 0)


@given(st.sampled_from(ORDERED), st.integers(0, 100), st.integers(1, 2_000))
def test_the_heads_needed_are_the_fewest_or_most_that_do(operator: Operator, percent: int, whole: int) -> None:
    bound = Share.from_percent(f"{percent}%")

    def holds(heads: int) -> bool:
        part, limit = heads * 100, percent * whole
        match operator:
            case Operator.AT_LEAST:
                return part >= limit
            case Operator.MORE_THAN:
                return part > limit
            case Operator.AT_MOST:
                return part <= limit
            case _:
                return part < limit

    needed = heads_needed(operator, bound, whole)

    if needed is None:
        assert not holds(0)
        return
    step = -1 if operator in (Operator.AT_LEAST, Operator.MORE_THAN) else 1
    assert holds(needed)
    assert needed + step < 0 or not holds(needed + step)


def test_there_is_no_share_above_all_and_no_count_below_none() -> None:
    whole = Share.from_percent("100%")
    assert nearest_values(fact(FactType.SHARE), Operator.MORE_THAN, whole, None, beyond_whole=False) == ()
    assert len(nearest_values(fact(FactType.SHARE), Operator.MORE_THAN, whole, None, beyond_whole=True)) == 1
    assert nearest_values(fact(FactType.COUNT), Operator.LESS_THAN, 0, None, beyond_whole=False) == ()
    assert nearest_values(fact(FactType.SHARE), Operator.LESS_THAN, Share.from_percent("0%"), None, beyond_whole=False) == ()


STATED = [
    (FactType.DATE, Operator.BEFORE, date(2026, 1, 1)),
    (FactType.DATE, Operator.ON_OR_BEFORE, date(2026, 1, 1)),
    (FactType.FLAG, Operator.IS, True),
    (FactType.FLAG, Operator.IS, False),
    (FactType.COUNT, Operator.IS, 3),
    (FactType.CODE, Operator.IS, "market"),
    (FactType.CODE, Operator.IN, ("market", "fair")),
    (FactType.CODES, Operator.IN, ("market", "fair")),
    (FactType.CODES, Operator.INCLUDES, ("market",)),
    (FactType.DIVISIONS, Operator.WITHIN, "320400"),
    (FactType.COUNT, Operator.PRESENT, True),
    (FactType.FLAG, Operator.PRESENT, True),
    (FactType.CODES, Operator.PRESENT, False),
]


@pytest.mark.parametrize(("kind", "operator", "bound"), STATED)
def test_what_is_proposed_stands_up_and_the_opposite_does_not(kind: FactType, operator: Operator, bound: Value) -> None:
    near = nearest_values(fact(kind), operator, bound, None, beyond_whole=False)
    far = opposite_values(fact(kind), operator, bound, known(bound) if isinstance(bound, tuple) else None)

    assert near
    assert {outcome(value, operator, bound) for value in near if value is not None} <= {Outcome.MET}
    assert Outcome.MET not in {outcome(value, operator, bound) for value in far if value is not None}


def test_what_is_there_already_is_kept() -> None:
    have = known(("street", "market"))
    assert nearest_values(fact(FactType.CODES), Operator.INCLUDES, ("fair",), have, beyond_whole=False) == (
        ("street", "market", "fair"),
    )
    assert nearest_values(fact(FactType.CODES), Operator.IN, ("market",), have, beyond_whole=False) == (("market",),)
    assert opposite_values(fact(FactType.CODES), Operator.INCLUDES, ("market",), have) == (("street",),)


def test_a_text_of_ones_own_cannot_be_proposed() -> None:
    assert nearest_values(fact(FactType.TEXT), Operator.PRESENT, YES, None, beyond_whole=False) == (None,)
    assert opposite_values(fact(FactType.TEXT), Operator.IS, "绍兴", None) == (None,)


def test_a_day_later_is_too_late() -> None:
    day = date(2026, 1, 1)
    assert opposite_values(fact(FactType.DATE), Operator.BEFORE, day, None) == (day,)
    assert opposite_values(fact(FactType.DATE), Operator.ON_OR_BEFORE, day, None) == (day + timedelta(days=1),)
    assert opposite_values(fact(FactType.DATE), Operator.WITHIN, "320400", None) == ()


@pytest.mark.parametrize(
    ("figure", "value", "distance"),
    [
        (known(800), 1000, Fraction(1, 5)),
        (known(1000), 800, Fraction(1, 5)),
        (Figure(low=700, high=900), 1000, Fraction(1, 10)),
        (known(0), 0, Fraction(0)),
        (known(Share.from_percent("40%")), Share.from_percent("50%"), Fraction(1, 5)),
        (None, 1000, Fraction(1)),
        (known(YES), NO, Fraction(1)),
        (known("market"), "fair", Fraction(1)),
    ],
)
def test_distance_is_a_part_of_the_larger_value(figure: Figure | None, value: Value, distance: Fraction) -> None:
    assert relative_distance(figure, value) == distance
