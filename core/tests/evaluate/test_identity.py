"""A decision's identity changes with everything the decision rests on, and with nothing else."""

import json
from collections.abc import Callable, Iterator
from copy import deepcopy
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import attrs
import pytest
import tomli
from hypothesis import given
from hypothesis import strategies as st

from laowu import __version__
from laowu.evaluate.assess import assess
from laowu.evaluate.identity import DecisionIdentity
from laowu.jurisdictions.loading import load_installed
from laowu.model.dossier import Dossier
from laowu.model.dossier_data import dossier_data
from laowu.rules.tree import digest

Demo = Callable[..., dict[str, str]]
Region = Callable[..., Path]

ON = date(2026, 11, 21)

leaves = st.one_of(st.integers(), st.booleans(), st.text(max_size=5), st.dates())
trees = st.recursive(leaves, lambda below: st.lists(below, max_size=3) | st.dictionaries(st.text(max_size=3), below, max_size=3))


def places(tree: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The path of every leaf."""
    match tree:
        case dict():
            for key, below in tree.items():
                yield from places(below, (*path, key))
        case list():
            for index, below in enumerate(tree):
                yield from places(below, (*path, index))
        case _:
            yield path


def nudged(tree: Any, path: tuple[Any, ...]) -> Any:
    """The tree with the leaf at ``path`` changed as little as its kind allows."""
    if not path:
        return _other(tree)
    changed = deepcopy(tree)
    inner = changed
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = _other(inner[path[-1]])
    return changed


def _other(leaf: Any) -> Any:
    match leaf:
        case bool():
            return not leaf
        case int():
            return leaf + 1
        case str():
            return leaf + "x"
        case date():
            return leaf - timedelta(days=1) if leaf == date.max else leaf + timedelta(days=1)
    raise AssertionError(leaf)


def shuffled(tree: Any) -> Any:
    """The same tree with every table's keys the other way round."""
    match tree:
        case dict():
            return {key: shuffled(tree[key]) for key in reversed(tree)}
        case list():
            return [shuffled(item) for item in tree]
    return tree


@given(trees, st.data())
def test_a_digest_changes_with_any_leaf(tree: Any, data: st.DataObject) -> None:
    paths = list(places(tree))
    if paths:
        assert digest(tree) != digest(nudged(tree, data.draw(st.sampled_from(paths))))


@given(trees)
def test_a_digest_does_not_change_with_the_order_of_keys(tree: Any) -> None:
    assert digest(tree) == digest(shuffled(tree))


@pytest.mark.parametrize("value", [object(), {1, 2}, b"x"], ids=["object", "set", "bytes"])
def test_what_is_no_rule_datum_has_no_digest(value: object) -> None:
    with pytest.raises(TypeError, match="a rule tree holds no"):
        digest({"x": value})


def identity(region: Region, files: dict[str, str], dossier: Dossier, **how: Any) -> DecisionIdentity:
    region("demo", files)
    return assess(load_installed("demo", **how), dossier, on=ON).identity


def test_every_value_of_the_rule_files_is_in_the_digest(region: Region, demo: Demo) -> None:
    trees_by_file = {name: tomli.loads(text) for name, text in demo().items()}
    whole = digest(trees_by_file)

    paths = list(places(trees_by_file))

    assert len(paths) > 200
    assert all(digest(nudged(trees_by_file, path)) != whole for path in paths)


@pytest.mark.parametrize(
    "change",
    [
        ("eligibility.toml", "at_least = 5000", "at_least = 5001"),
        ("eligibility.toml", "社会反响", "社会影响"),
        ("documents.toml", "2022-01-01", "2022-01-02"),
        ("subsidy.toml", "50000", "50001"),
        ("naming.toml", '"匠"', '"匠人"'),
        ("readings.toml", "4500", "4501"),
        ("facts.toml", '"street"', '"road"'),
        ("profile.toml", 'edition = "1"', 'edition = "2"'),
        ("management.toml", "every_months = 12", "every_months = 13"),
        ("review.toml", "days = 5", "days = 6"),
    ],
)
def test_a_changed_value_changes_the_identity_of_the_rules(
    change: tuple[str, str, str], region: Region, demo: Demo, dossier: Dossier
) -> None:
    before = identity(region, demo(), dossier)
    after = identity(region, demo("demo", change), dossier)

    assert before.rules != after.rules
    assert before.dossier == after.dossier


def test_comments_spaces_and_the_order_of_keys_change_nothing(region: Region, demo: Demo, dossier: Dossier) -> None:
    changes = [
        ("eligibility.toml", 'clause = "三"\nremark', '# remark\n\nclause  =  "三"\nremark'),
        ("documents.toml", "issued = 2022-01-01\nsince = 2022-02-01", "since = 2022-02-01\nissued = 2022-01-01"),
    ]

    assert identity(region, demo(), dossier) == identity(region, demo("demo", *changes), dossier)


def test_a_reading_or_a_changed_parameter_shows_in_the_identity(region: Region, demo: Demo, dossier: Dossier) -> None:
    plain = identity(region, demo(), dossier)
    read = identity(region, demo(), dossier, choices={"D-floor": "without"})
    changed = identity(region, demo(), dossier, changes={"review": {"stage": {"D-21": {"length": {"days": 6}}}}})

    assert (plain.readings, read.readings) == (("D-floor=with",), ("D-floor=without",))
    assert len({plain.rules, read.rules, changed.rules}) == 3


def test_every_value_of_the_dossier_is_in_its_digest(dossier: Dossier) -> None:
    data = dossier_data(dossier)
    whole = digest(data)

    assert all(digest(nudged(data, path)) != whole for path in places(data))
    assert digest(json.loads(json.dumps(shuffled(data)))) == whole


def test_a_changed_dossier_changes_only_the_dossiers_digest(region: Region, demo: Demo, dossier: Dossier) -> None:
    other = attrs.evolve(dossier, brand=attrs.evolve(dossier.brand, trademark="123"))

    before, after = identity(region, demo(), dossier), identity(region, demo(), other)

    assert before.dossier != after.dossier
    assert attrs.evolve(after, dossier=before.dossier) == before


def test_the_identity_names_versions_editions_documents_and_days(region: Region, demo: Demo, dossier: Dossier) -> None:
    region("demo", demo(), version="3.4")

    found = assess(load_installed("demo"), dossier, on=ON, start=date(2027, 1, 1)).identity

    assert (found.jurisdiction, found.edition, found.core, found.plugin) == ("demo", "1", __version__, "laowu-demo 3.4")
    assert (found.on, found.start) == (ON, date(2027, 1, 1))
    assert found.documents == ("measures in_force 2022-02-01", "plan draft 2021-01-01")
    assert found.rules.startswith("sha256:")
    assert len(found.rules) == len(found.dossier) == 71
