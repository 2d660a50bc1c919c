"""Trees of rule data: laying one over another, and the digest of what results."""

import copy
from datetime import date, timedelta
from decimal import Decimal
from types import MappingProxyType
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from laowu.rules.tree import digest, laid_over

scalars = st.one_of(st.integers(-5, 5), st.booleans(), st.text(max_size=3), st.dates(date(2020, 1, 1), date(2030, 1, 1)))
keys = st.sampled_from("abcd")
trees = st.recursive(
    st.dictionaries(keys, scalars, max_size=3),
    lambda inner: st.dictionaries(keys, st.one_of(scalars, inner, st.lists(scalars, max_size=2)), max_size=3),
    max_leaves=6,
)


def leaves(tree: Any, path: tuple[Any, ...] = (), *, arrays: bool = False) -> list[tuple[Any, ...]]:
    """Paths of what holds nothing further; an array is one leaf unless its elements are asked for."""
    parts = tree.items() if isinstance(tree, dict) else enumerate(tree) if arrays and isinstance(tree, list) else ()
    return [leaf for step, part in parts for leaf in leaves(part, (*path, step), arrays=arrays)] or [path]


def at(tree: Any, path: tuple[Any, ...]) -> Any:
    for step in path:
        tree = tree[step]
    return tree


def overlap(path: tuple[Any, ...], other: tuple[Any, ...]) -> bool:
    return all(step == another for step, another in zip(path, other, strict=False))


def test_tables_merge_and_everything_else_is_replaced() -> None:
    base = {"rule": {"a": {"levels": ["district", "municipal"], "at_least": 5000}, "b": {"x": 1}}}

    merged = laid_over(base, {"rule": {"a": {"levels": ["provincial"]}, "c": {"y": 2}}})

    assert merged == {"rule": {"a": {"levels": ["provincial"], "at_least": 5000}, "b": {"x": 1}, "c": {"y": 2}}}


def test_a_value_may_take_the_place_of_a_table_and_the_reverse() -> None:
    assert laid_over({"a": {"b": 1}}, {"a": 2}) == {"a": 2}
    assert laid_over({"a": 2}, {"a": {"b": 1}}) == {"a": {"b": 1}}


@given(trees, trees)
def test_laying_over_says_what_the_patch_says_and_leaves_the_rest(base: dict[str, Any], patch: dict[str, Any]) -> None:
    before = copy.deepcopy((base, patch))

    merged = laid_over(base, patch)

    assert (base, patch) == before
    assert laid_over(merged, patch) == merged
    assert all(at(merged, path) == at(patch, path) for path in leaves(patch) if at(patch, path) != {})
    kept = [path for path in leaves(base) if not any(overlap(path, other) for other in leaves(patch))]
    assert all(at(merged, path) == at(base, path) for path in kept)


@given(trees)
def test_nothing_laid_over_changes_nothing(tree: dict[str, Any]) -> None:
    assert laid_over(tree, {}) == laid_over({}, tree) == tree


@given(trees)
def test_the_digest_does_not_depend_on_the_order_of_keys(tree: dict[str, Any]) -> None:
    def turned(part: Any) -> Any:
        return {key: turned(part[key]) for key in reversed(part)} if isinstance(part, dict) else part

    assert digest(turned(tree)) == digest(tree)


@given(trees, st.data())
def test_any_changed_leaf_changes_the_digest(tree: dict[str, Any], data: st.DataObject) -> None:
    paths = [path for path in leaves(tree, arrays=True) if at(tree, path) not in ({}, [])]
    assume(paths)
    path = data.draw(st.sampled_from(paths))
    other = copy.deepcopy(tree)
    at(other, path[:-1])[path[-1]] = _other(at(tree, path))

    assert digest(other) != digest(tree)


def _other(value: Any) -> Any:
    if isinstance(value, bool):
        return not value
    return value + (timedelta(days=1) if isinstance(value, date) else "x" if isinstance(value, str) else 1)


def test_the_order_of_an_array_is_part_of_the_digest() -> None:
    assert digest({"a": [1, 2]}) != digest({"a": [2, 1]})


def test_the_digest_is_that_of_canonical_utf_8() -> None:
    assert digest({"b": date(2022, 2, 1), "a": "市"}) == digest({"a": "市", "b": "2022-02-01"})
    assert len(digest({})) == 64


def test_a_read_only_table_has_the_digest_of_its_content() -> None:
    assert digest({"a": MappingProxyType({"b": 1})}) == digest({"a": {"b": 1}})


def test_a_decimal_has_no_digest() -> None:
    with pytest.raises(TypeError, match="a rule tree holds no Decimal"):
        digest({"a": Decimal("1.5")})
