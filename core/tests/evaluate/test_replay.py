"""A stored result, asked again: the same answer, or exactly what has changed since."""

import json
from collections.abc import Callable
from copy import deepcopy
from datetime import date
from pathlib import Path
from typing import Any

import attrs
import pytest

from laowu.errors import ReplayError, UnknownJurisdiction
from laowu.evaluate import identity as identity_module
from laowu.evaluate.assess import assess
from laowu.evaluate.replay import differences, replay
from laowu.evaluate.result_data import assessment_data, result_json
from laowu.jurisdictions.loading import load_installed
from laowu.model.dossier import Dossier

Demo = Callable[..., dict[str, str]]
Region = Callable[..., Path]

ON = date(2026, 11, 21)


def stored(dossier: Dossier, **how: Any) -> Any:
    """The assessment as a user finds it in a file, months later."""
    answer = assess(load_installed("demo", **how), dossier, on=ON, start=date(2026, 12, 1))
    return json.loads(result_json(assessment_data(answer, dossier)))


@pytest.fixture
def result(region: Region, demo: Demo, dossier: Dossier) -> Any:
    """A stored result of the demo region, which is still installed as it was."""
    region("demo", demo())
    return stored(dossier)


def changes(old: Any, **how: Any) -> list[str]:
    """What a replay says has changed, in English."""
    outcome = replay(old, **how)
    assert outcome.same == (not outcome.changes)
    return [change.en for change in outcome.changes]


def test_the_same_inputs_give_the_same_answer(result: Any, dossier: Dossier) -> None:
    outcome = replay(result)

    assert outcome.same
    assert outcome.changes == ()
    assert outcome.dossier == dossier
    assert json.loads(result_json(assessment_data(outcome.assessment, outcome.dossier))) == result


def test_a_reading_chosen_then_is_chosen_again(result: Any, dossier: Dossier) -> None:
    chosen = stored(dossier, choices={"D-floor": "without"})

    assert chosen != result
    assert replay(chosen).same


def test_a_changed_rule_value_is_named_with_the_answers_it_changed(result: Any, region: Region, demo: Demo) -> None:
    region("demo", demo("demo", ("eligibility.toml", "at_least = 5000", "at_least = 4000")))

    found = changes(result)

    assert found[0].startswith("rule data changed: sha256:")
    assert "answer changed at eligibility[1].findings[0].outcome: not met → met" in found
    assert all(change.startswith(("rule data", "answer changed at eligibility")) for change in found)


def test_a_changed_rule_value_that_changes_no_answer_is_still_named(result: Any, region: Region, demo: Demo) -> None:
    region("demo", demo("demo", ("naming.toml", "龙城", "龙之城")))

    (only,) = changes(result)

    assert only.startswith("rule data changed")


def test_a_changed_edition_a_changed_document_and_a_changed_plugin_are_named(result: Any, region: Region, demo: Demo) -> None:
    files = demo("demo", ("profile.toml", 'edition = "1"', 'edition = "2"'), ("documents.toml", "2021-01-01", "2021-01-02"))
    region("demo", files, version="0.1.1")

    found = changes(result)

    assert [change.partition(" changed")[0] for change in found[:4]] == [
        "rule data", "edition of the rules", "documents", "version of the plugin",
    ]  # fmt: skip
    assert found[1] == "edition of the rules changed: 1 → 2"
    assert found[3] == "version of the plugin changed: laowu-demo 0.1.0 → laowu-demo 0.1.1"


def test_a_changed_core_is_named(result: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(identity_module, "__version__", "0.1.7")

    assert changes(result) == ["version of laowu changed: 0.1.0 → 0.1.7"]


def test_a_dossier_altered_inside_the_result_is_named_once_with_what_it_changed(result: Any) -> None:
    result["dossier"]["brand"]["name"] = "金坛木匠"

    found = changes(result)

    assert found[0] == "the dossier inside the result does not match its digest: it was altered"
    assert "answer changed at naming.name: 金坛茶匠 → 金坛木匠" in found
    assert all(change.startswith("answer changed at ") for change in found[1:])


def test_another_dossier_is_named_as_such(result: Any, dossier: Dossier) -> None:
    found = changes(result, dossier=attrs.evolve(dossier, checks=()))

    assert found[0].startswith("dossier changed: sha256:")
    assert all(change.startswith("answer changed at management") for change in found[1:])


def test_a_reading_that_no_longer_exists_is_named(dossier: Dossier, region: Region, demo: Demo) -> None:
    region("demo", demo())
    old = stored(dossier, choices={"D-floor": "without"})
    files = demo()
    del files["readings.toml"]
    region("demo", files)

    found = changes(old)

    assert "readings changed: ['D-floor=without'] → []" in found
    assert any(change.startswith("answer changed at readings[0]: {'id': 'D-floor'") for change in found)


def test_a_choice_that_is_no_longer_offered_is_named(dossier: Dossier, region: Region, demo: Demo) -> None:
    region("demo", demo())
    old = stored(dossier, choices={"D-floor": "without"})
    region("demo", demo("demo", ("readings.toml", "choice.without", "choice.apart")))

    assert "readings changed: ['D-floor=without'] → ['D-floor=with']" in changes(old)


def test_an_altered_answer_is_named(result: Any) -> None:
    result["eligibility"][0]["outcome"] = "met"

    assert changes(result) == ["answer changed at eligibility[0].outcome: met → no data"]


def test_a_region_that_is_gone_is_said_to_be_missing(result: Any) -> None:
    result["identity"]["jurisdiction"] = "demolished-region"

    with pytest.raises(UnknownJurisdiction):
        replay(result)


def damaged(result: Any, path: tuple[str, ...], value: Any) -> Any:
    changed = deepcopy(result)
    inner = changed
    for step in path[:-1]:
        inner = inner[step]
    if value is ...:
        del inner[path[-1]]
    else:
        inner[path[-1]] = value
    return changed


@pytest.mark.parametrize("old", [None, 3, "text", [], {}, {"schema": "laowu/comparison/1"}, {"schema": "laowu/assessment/1"}])
def test_what_is_no_result_is_refused(old: Any) -> None:
    with pytest.raises(ReplayError):
        replay(old)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("schema",), "laowu/assessment/2"),
        (("identity",), []),
        (("identity", "on"), ...),
        (("identity", "on"), 20261121),
        (("identity", "on"), "2026-02-30"),
        (("identity", "start"), None),
        (("identity", "jurisdiction"), 5),
        (("identity", "jurisdiction"), ["demo"]),
        (("identity", "readings"), 7),
        (("identity", "readings"), ["no equals sign"]),
        (("identity", "readings"), [1]),
        (("identity", "readings"), "a=b"),
        (("identity", "rules"), ...),
        (("dossier",), ...),
        (("dossier",), "text"),
        (("dossier", "brand"), {}),
        (("dossier", "brand", "name"), 4),
        (("dossier", "facts", "workers"), 4999),
        (("dossier", "surprise"), {}),
    ],
)
def test_a_damaged_result_is_refused_in_a_sentence(path: tuple[str, ...], value: Any, result: Any) -> None:
    with pytest.raises(ReplayError) as caught:
        replay(damaged(result, path, value))

    assert caught.value.what.zh
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("day", ["0001-01-01", "9000-12-31"])
def test_a_day_at_the_end_of_the_calendar_is_judged_or_refused_but_never_breaks(day: str, result: Any) -> None:
    result["identity"] |= {"on": day, "start": day}

    assert not replay(result).same


def test_an_author_may_see_what_a_hook_raised(result: Any, region: Region, demo: Demo) -> None:
    text = (
        "from laowu.contract import LocalityPlugin, hookimpl\n"
        "class MadePlugin(LocalityPlugin):\n"
        "    @hookimpl\n"
        "    def laowu_validate_name(self, proposal, on): raise ZeroDivisionError\n"
        "plugin = MadePlugin()\n"
    )
    region("demo", demo(), plugin=text)

    with pytest.raises(ZeroDivisionError):
        replay(result, strict=True)


@pytest.mark.parametrize(
    ("before", "after", "found"),
    [
        ({"a": 1}, {"a": 1}, []),
        ({"a": 1}, {"a": 2}, [("a", 1, 2)]),
        ({"a": {"b": [1, 2]}}, {"a": {"b": [1]}}, [("a.b[1]", 2, None)]),
        ({"a": 1}, {"b": 1}, [("a", 1, None), ("b", None, 1)]),
        ([{"a": 1}], [{"a": 1}, 2], [("[1]", None, 2)]),
        ({"a": [1]}, {"a": {"0": 1}}, [("a", [1], {"0": 1})]),
        ({"a": 1}, {"a": True}, [("a", 1, True)]),
        ({"a": 0}, {"a": False}, [("a", 0, False)]),
    ],
)
def test_differences_have_the_path_and_both_sides(before: Any, after: Any, found: list[tuple[str, Any, Any]]) -> None:
    assert list(differences(before, after)) == found


def test_a_long_value_is_cut_in_the_message(result: Any) -> None:
    result["naming"]["name"] = "长" * 500

    (only,) = changes(result)

    assert len(only) < 200
    assert "…" in only
