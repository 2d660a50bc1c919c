from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from laowu.evaluate.comparing.compare import Comparison
from laowu.report.distances import by_measure, distance, measured, number
from laowu.report.sheet import per_mille

FIGURES = st.fractions(min_value=0, max_value=10**9)


@given(found=FIGURES, bound=FIGURES)
def test_a_distance_is_bounded_and_has_the_sign_of_the_side(found: Fraction, bound: Fraction) -> None:
    far = distance(found, bound, floor=True)

    assert -1 <= far <= 1
    assert (far > 0, far == 0) == (found > bound, found == bound)
    assert distance(found, bound, floor=False) == -far
    assert distance(bound, found, floor=True) == -far


@pytest.mark.parametrize(
    ("stated", "is_"),
    [
        ("80%", Fraction(4, 5)),
        ("80.01%", Fraction(8001, 10000)),
        ("3/4（75%）", Fraction(3, 4)),
        ("5,000", Fraction(5000)),
        (0, Fraction(0)),
        ({"part": 1, "whole": 3}, Fraction(1, 3)),
        ("2026-01-01", None),
        (True, None),
        (None, None),
    ],
)
def test_figures_are_read_exactly(stated: object, is_: Fraction | None) -> None:
    assert number(stated) == is_


@pytest.mark.parametrize(
    ("share", "shown"),
    [
        (Fraction(0), "0%"),
        (Fraction(1), "+100%"),
        (Fraction(-1, 3), "−33.3%"),
        (Fraction(-1, 10**6), "−<0.1%"),
        (Fraction(1, 10**6), "+<0.1%"),
    ],
)
def test_what_is_off_the_threshold_is_never_shown_as_on_it(share: Fraction, shown: str) -> None:
    assert per_mille(share) == shown


def test_a_figure_known_within_bounds_has_two_distances_and_each_region_its_own(compared: Comparison) -> None:
    (workers,) = [group for group in by_measure(measured(compared)) if group[0].fact == "workers"]
    ends = {entry.code: (entry.low, entry.high, entry.strict) for entry in workers}

    assert ends["demo"] == (Fraction(-500, 5000), Fraction(-1, 5000), False)
    assert ends["second"] == (Fraction(500, 4500), Fraction(999, 4999), False)


def test_a_threshold_without_a_figure_has_no_distance(compared: Comparison) -> None:
    silent = [entry for entry in measured(compared) if entry.low is None]

    assert silent
    assert all(entry.grade is None for entry in silent)
