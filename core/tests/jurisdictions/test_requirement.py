"""A requirement on the core says what packaging says it does, whether packaging is asked or not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from packaging.requirements import InvalidRequirement, Requirement

from laowu.jurisdictions.requirement import fits

RELEASES = st.lists(st.integers(0, 3), min_size=1, max_size=4).map(lambda numbers: ".".join(map(str, numbers)))
CLAUSES = st.tuples(st.sampled_from(["<", "<=", ">", ">=", "==", "!=", "~="]), RELEASES).map("".join)
SPACED = st.sampled_from([",", ", ", " , "])


def by_packaging(requirement: str, version: str) -> bool:
    try:
        return Requirement(requirement).specifier.contains(version, prereleases=True)
    except InvalidRequirement:
        return True


@given(clauses=st.lists(CLAUSES, max_size=3), comma=SPACED, version=RELEASES, brackets=st.booleans())
def test_plain_releases_are_compared_as_packaging_compares_them(
    clauses: list[str], comma: str, version: str, *, brackets: bool
) -> None:
    row = comma.join(clauses)
    requirement = f"laowu ({row})" if brackets and row else f"laowu{row}"
    assert fits(requirement, version) is by_packaging(requirement, version)


@pytest.mark.parametrize(
    ("requirement", "version"),
    [
        ("laowu", "0.1.0"),
        ("laowu>=0.1,<0.2", "0.2.0rc1"),
        ("laowu>=0.1.0rc1", "0.1.0"),
        ("laowu==0.1.*", "0.1.7"),
        ("laowu===0.1", "0.1.0"),
        ("laowu[names]>=0.1", "0.1.0"),
        ("laowu @ file:///somewhere", "0.1.0"),
        ("laowu>=", "0.1.0"),
        ("laowu>=1!0.1", "0.1.0"),
        ("laowu (>=0.1", "0.0.1"),
        ("", "0.1.0"),
    ],
)
def test_whatever_else_there_is_is_left_to_packaging(requirement: str, version: str) -> None:
    assert fits(requirement, version) is by_packaging(requirement, version)
