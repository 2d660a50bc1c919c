"""Changed parameters: what they must fit, how they reach into arrays, and where an error about them points."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from laowu.errors import RuleDataError, SettingsError
from laowu.rules.changes import Changes, fitted
from laowu.rules.layer import Layer
from laowu.rules.load import build, rule_tree
from laowu.rules.tree import laid_over
from laowu.toml_source import parse_toml

MakeLayer = Callable[..., Layer]

ELIGIBILITY = """\
document = "d1"
levels = ["municipal"]

[class.skill]
label = { zh = "技能类", en = "skills" }

[criterion.D-1]
levels = ["municipal"]
summary = { zh = "人数", en = "people" }
clause = "一"
condition = { fact = "workers", at_least = 5000 }

[criterion.D-2]
levels = ["municipal"]
summary = { zh = "两项", en = "two things" }
clause = "二"
condition.all = [
    { fact = "trained", at_least = 500 },
    { fact = "hired", at_least = [{ value = 100 }, { since = 2025-01-01, value = 200 }] },
]
"""


def from_file(text: str, root: str = "demo") -> Changes:
    source = parse_toml(text.encode(), "change.toml", error=SettingsError, allow_empty=True)
    return Changes(tree=source.data.get(root, {}), source=source, root=(root,))


def changed(layer: MakeLayer, text: str) -> Any:
    layers = [layer(eligibility=ELIGIBILITY)]
    build(layers, changes=from_file(text))
    return rule_tree(layers, changes=from_file(text))["eligibility"]["criterion"]


def test_a_single_element_of_an_array_can_be_changed(layer: MakeLayer) -> None:
    text = "[demo.eligibility.criterion.D-2.condition.all]\n0.at_least = 400\n1.at_least.1.value = 250\n"

    parts = changed(layer, text)["D-2"]["condition"]["all"]

    assert parts[0] == {"fact": "trained", "at_least": 400}
    assert [item["value"] for item in parts[1]["at_least"]] == [100, 250]
    assert parts[1]["fact"] == "hired"


def test_an_element_can_be_added_behind_the_last(layer: MakeLayer) -> None:
    text = '[demo.eligibility.criterion.D-2.condition.all]\n2 = { fact = "local_plan", is = true }\n'

    assert changed(layer, text)["D-2"]["condition"]["all"][2] == {"fact": "local_plan", "is": True}


def test_the_place_after_the_last_adds_an_element(layer: MakeLayer) -> None:
    head = "[demo.eligibility.criterion.D-2.condition.all]\n"
    text = head + '3 = { fact = "hired", at_least = 2 }\n2 = { fact = "workers", at_least = 1 }\n'

    parts = changed(layer, text)["D-2"]["condition"]["all"]

    assert [part["fact"] for part in parts] == ["trained", "hired", "workers", "hired"]


def test_a_whole_array_can_be_replaced(layer: MakeLayer) -> None:
    text = '[demo.eligibility.criterion.D-2]\ncondition.all = [{ fact = "trained", at_least = 1 }]\n'

    assert changed(layer, text)["D-2"]["condition"]["all"] == [{"fact": "trained", "at_least": 1}]


def test_a_rule_can_be_added_as_a_whole(layer: MakeLayer) -> None:
    text = '[demo.eligibility.criterion.D-3]\nlevels = ["municipal"]\nsummary = { zh = "三", en = "three" }\nclause = "三"\n'

    assert list(changed(layer, text)) == ["D-1", "D-2", "D-3"]


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("[demo.eligibilty]\nx = 1\n", 1, "no section of rules “eligibilty”"),
        ("[demo.profile]\ncode = 'x'\n", 1, "no section of rules “profile”"),
        ("[demo.subsidy.award.X]\nrate_yuan = 5\n", 1, "this region has no section “subsidy”"),
        ("\n[demo.eligibility.criterion.D-11.condition]\nat_least = 5\n", 2, "no criterion “D-11”"),
        ("[demo.eligibility.class.skil]\nx = 1\n", 1, "no class “skil”"),
        ("[demo.documents.document.d2]\nnumber = '1'\n", 1, "no document “d2”"),
        ("[demo.eligibility.criterion.D-2.condition.all]\n3.at_least = 5\n", 2, "there are 2 elements here"),
        ("[demo.eligibility.criterion.D-1.condition]\nat_least = 0.5\n", 2, "a decimal number 0.5"),
        ("[demo.eligibility.criterion.D-1]\nsince = 12:00:00\n", 2, "a time of day"),
        ("[demo]\neligibility = 5\n", 2, "expected a table"),
    ],
)
def test_a_change_that_does_not_fit_is_refused_at_its_own_line(layer: MakeLayer, text: str, line: int, says: str) -> None:
    with pytest.raises(SettingsError, match=says) as caught:
        build([layer(eligibility=ELIGIBILITY)], changes=from_file(text))
    assert caught.value.where.startswith(f"change.toml:{line} demo")


def test_a_misspelt_id_is_refused_with_a_suggestion_also_without_a_file(layer: MakeLayer) -> None:
    changes = {"eligibility": {"criterion": {"D-11": {"condition": {"at_least": 5}}}}}

    with pytest.raises(SettingsError, match="did you mean: D-1") as caught:
        build([layer(eligibility=ELIGIBILITY)], changes=changes)
    assert caught.value.where == "eligibility.criterion.D-11"


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ('[demo.eligibility.criterion.D-1.condition]\nat_least = "5"\n', "change.toml:2 criterion.D-1.condition.at_least"),
        ("[demo.eligibility.criterion.D-1.condition]\nat_leest = 5\n", "change.toml:2 criterion.D-1.condition.at_leest"),
        ("[demo.eligibility.criterion.D-1]\nsoftt = true\n", "change.toml:2 criterion.D-1.softt"),
        ("[demo.eligibility.criterium.D-1]\nsoft = true\n", "change.toml:1 criterium"),
        (
            "[demo.eligibility.criterion.D-2.condition.all.1]\nfact = 'hird'\n",
            "change.toml:2 criterion.D-2.condition.all[1].fact",
        ),
        (
            "[demo.eligibility.criterion.D-2]\ncondition.all = [\n  { fact = 'trained', at_least = -1.5 },\n]\n",
            "change.toml:3 demo.eligibility.criterion.D-2.condition.all[0].at_least",
        ),
        ('[demo.eligibility]\nlevels = "municipal"\n', "change.toml:2 levels"),
    ],
)
def test_what_is_wrong_with_a_changed_value_is_told_at_its_own_line(layer: MakeLayer, text: str, place: str) -> None:
    with pytest.raises((RuleDataError, SettingsError)) as caught:
        build([layer(eligibility=ELIGIBILITY)], changes=from_file(text))
    assert caught.value.where == place


def test_a_rule_that_was_not_changed_is_wrong_where_it_was_written(layer: MakeLayer) -> None:
    broken = ELIGIBILITY.replace("at_least = 5000", 'at_least = "5000"')

    with pytest.raises(RuleDataError, match=r"eligibility\.toml:11 criterion\.D-1") as caught:
        build([layer(eligibility=broken)], changes=from_file("[demo.eligibility.criterion.D-2]\nsoft = true\n"))
    assert "change.toml" not in caught.value.where


TREES = st.recursive(
    st.integers() | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("abc", min_size=1, max_size=2), inner, max_size=3),
    max_leaves=8,
)
TABLES = st.dictionaries(st.text("abc", min_size=1, max_size=2), TREES, max_size=3)


@given(TABLES, TABLES)
def test_a_change_that_names_no_element_of_an_array_is_taken_as_it_is(patch: dict[str, Any], base: dict[str, Any]) -> None:
    without_arrays = {key: value for key, value in base.items() if isinstance(value, (int, str))}

    assert fitted(patch, without_arrays) == patch


@given(TABLES)
def test_no_change_changes_nothing(base: dict[str, Any]) -> None:
    assert laid_over(base, fitted({}, base)) == base
