"""What `laowu gap` proposes is true: a dossier changed as it says, by hands of its own, is judged as it says."""

import json
from collections.abc import Iterable, Mapping
from copy import deepcopy
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, FormatChecker

from laowu.evaluate.gaps.gap import gaps
from laowu.evaluate.json_schema import schema
from laowu.evaluate.result_data import result_data, result_json
from laowu.jurisdictions.discovery import discover
from laowu.jurisdictions.jurisdiction import Jurisdiction
from laowu.jurisdictions.loading import load_installed
from laowu.model.answers import EligibilityReport
from laowu.model.dossier import Brand, Dossier, Judgement, Material, Operator, Recognition
from laowu.model.dossier_data import dossier_data, dossier_from_data
from laowu.model.dossier_file import read_dossier
from laowu.model.facts import FactDefinition, FactType, Figure, Value
from laowu.model.level import ApplicantKind, Level, Target
from laowu.model.outcome import Outcome
from laowu.model.questions import Application
from laowu.model.share import Share
from laowu.model.vocabulary import shared_facts
from laowu.rules.predicate import Leaf, leaves

ON = date(2026, 11, 21)
YEARS = (2025, 2026)
CODES = sorted(path.parent.name for path in Path(__file__).parent.parent.glob("plugins/*/pyproject.toml"))
EXAMPLES = sorted((Path(__file__).parent.parent / "examples").glob("*.toml"))


@cache
def regions() -> dict[str, Jurisdiction]:
    """The regions of the repository."""
    installed = discover()
    return {code: load_installed(code, installed=installed) for code in CODES}


@cache
def asked(code: str) -> dict[str, tuple[Leaf, ...]]:
    """The comparisons of a region's criteria, by the fact they ask about and the facts that one is worked out from."""
    book = regions()[code].book
    found: dict[str, list[Leaf]] = {}
    for rule in book.eligibility.criteria if book.eligibility else ():
        for leaf in leaves(rule.condition) if rule.condition else ():
            definition = book.facts[leaf.fact]
            for name in (leaf.fact, definition.part, definition.whole, *definition.sum_of):
                if name is not None:
                    found.setdefault(name, []).append(leaf)
    return {name: tuple(asks) for name, asks in found.items()}


def values(definition: FactDefinition, asks: Iterable[Leaf]) -> st.SearchStrategy[Value]:
    """Values of a fact, near what is asked of it where that is a number."""
    bounds = [leaf.bound.on(ON) for leaf in asks]
    match definition.type:
        case FactType.COUNT | FactType.YUAN:
            numbers = [bound for bound in bounds if isinstance(bound, int) and not isinstance(bound, bool)] or [1000]
            near = [max(0, number + step) for number in numbers for step in (-1, 0, 1)]
            return st.one_of(st.sampled_from([*near, 0]), st.integers(0, 2 * max(numbers) + 2))
        case FactType.SHARE:
            quoted = [Share.from_percent(text) for text in ("0%", "49.99%", "50%", "79.99%", "80%", "80.01%", "95%", "100%")]
            return st.sampled_from([*quoted, Share(4, 5), Share(1, 2)])
        case FactType.FLAG:
            return st.booleans()
        case FactType.CODES:
            return st.lists(st.sampled_from(sorted(definition.choices) or ["x"]), unique=True).map(tuple)
        case FactType.DATE:
            return st.dates(date(2020, 1, 1), ON)
        case _:
            return st.sampled_from(sorted(definition.choices) or ["x"])


@st.composite
def series(draw: st.DrawFn, definition: FactDefinition, asks: tuple[Leaf, ...]) -> tuple[Figure, ...]:
    """One undated figure, or one for some of the years; exact, or only known within bounds."""
    years = draw(st.sampled_from([(None,), YEARS, YEARS[:1], YEARS[1:]]))
    figures = []
    for year in years:
        low = draw(values(definition, asks))
        high: Value | None = low
        if definition.type in (FactType.COUNT, FactType.YUAN) and isinstance(low, int) and draw(st.booleans()):
            high = draw(st.sampled_from([None, low, low + 500]))
        figures.append(Figure(low=low, high=high, year=year))
    return tuple(figures)


PLACES = ("610302", "500235", "210211", "320402", "460105", None)


@st.composite
def dossiers(draw: st.DrawFn, code: str) -> Dossier:
    """A brand of which a region knows much, little or nothing, and to which it may say anything."""
    book = regions()[code].book
    shared: dict[str, tuple[Figure, ...]] = {}
    local: dict[str, tuple[Figure, ...]] = {}
    common = shared_facts()
    for name, asks in asked(code).items():
        definition = book.facts[name]
        if definition.given_by is None and draw(st.integers(0, 3)):
            (shared if name in common else local)[name] = draw(series(definition, asks))
    criteria = [rule.id for rule in (book.eligibility.criteria if book.eligibility else ())]
    judged = draw(st.lists(st.sampled_from(criteria), unique=True, max_size=4))
    bodies = [
        Operator(
            name=f"示例单位{place}",
            kind=draw(st.sampled_from([*ApplicantKind, None])),
            code=draw(st.sampled_from(["51210211MJ0000002B", "51210211MJ0000002X", "123456789", None])),
            place=draw(st.sampled_from(PLACES)),
            legal_person=draw(st.sampled_from([True, False, None])),
        )
        for place in range(draw(st.integers(0, 2)))
    ]
    held = [Recognition(level=Level.DISTRICT, on=date(2025, 1, 1), jurisdiction=code)] if draw(st.integers(0, 4)) == 0 else []
    return Dossier(
        brand=Brand(
            name="示例面点工",
            place=draw(st.sampled_from(PLACES)),
            trademark=draw(st.sampled_from(["", "1", None])),
            invented=True,
        ),
        operators=tuple(bodies),
        facts=shared,
        local_facts={code: local} if local else {},
        materials={"application_form": Material(held=draw(st.booleans()))},
        judgements=tuple(
            Judgement(jurisdiction=code, rule=rule, outcome=draw(st.sampled_from([Outcome.MET, Outcome.NOT_MET])), by="局", on=ON)
            for rule in judged
        ),
        recognitions=tuple(held),
    )


def changed(dossier: Dossier, changes: Iterable[Mapping[str, Any]], code: str) -> Dossier:
    """The dossier with changes as they are printed, made in its data and read back: nothing of the program's own way."""
    data = deepcopy(dossier_data(dossier))
    for change in changes:
        key, value = change["key"], change["value"]
        match change["kind"]:
            case "fact":
                stated = data.setdefault("facts", {})
                if change["jurisdiction"] is not None:
                    stated = data.setdefault("local_facts", {}).setdefault(change["jurisdiction"], {})
                others = [figure for figure in stated.get(key, []) if figure.get("year") != change["year"]]
                year = {} if change["year"] is None else {"year": change["year"]}
                stated[key] = [*others, {"value": typed(value, regions()[code].book.facts[key]), "grade": "declared", **year}]
            case "brand":
                data["brand"][key] = "任何文字" if value is None else value
            case "operator":
                bodies = data.setdefault("operators", [])
                while len(bodies) <= change["position"]:
                    bodies.append({"name": "另一单位"})
                given = "51210211MJ0000002B" if key == "code" else "某单位"
                bodies[change["position"]][key] = {"true": True, "false": False, None: given}.get(value, value)
            case "judgement":
                made = {"jurisdiction": change["jurisdiction"], "rule": key, "outcome": value, "by": "局", "on": ON.isoformat()}
                kept = [one for one in data.get("judgements", []) if one["rule"] != key]
                data["judgements"] = [*kept, made]
            case "recognition":
                held = {"level": key, "on": value, "jurisdiction": change["jurisdiction"]}
                data.setdefault("recognitions", []).append(held)
            case "paper":
                data.setdefault("materials", {})[key] = {"held": True}
    return dossier_from_data(data)


def typed(value: str | None, definition: FactDefinition) -> Any:
    """A value as the dossier's data hold it."""
    match definition.type:
        case FactType.COUNT | FactType.YUAN:
            return int(value or "")
        case FactType.FLAG:
            return value == "true"
        case FactType.CODES:
            return list(filter(None, (value or "").split(",")))
        case FactType.DATE:
            return {"date": value}
        case FactType.SHARE:
            part, _, whole = (value or "").partition("/")
            share = Share(int(part), int(whole)) if whole else Share.from_percent(part)
            return {"part": share.part, "whole": share.whole, "quoted": share.quoted}
        case _:
            return value or "任何文字"


def report_on(code: str, dossier: Dossier, target: Mapping[str, Any]) -> EligibilityReport:
    asked_for = Target(level=Level(target["level"]), brand_class=target["brand_class"])
    report = regions()[code].check_eligibility(dossier, asked_for, ON)
    assert report is not None
    return report


def printed(dossier: Dossier, code: str) -> list[dict[str, Any]]:
    """The gaps of one region as a program gets them."""
    data = json.loads(result_json(result_data(gaps([dossier], [code], on=ON, load=regions().__getitem__))))
    assert [
        error.message for error in Draft202012Validator(schema("gap"), format_checker=FormatChecker()).iter_errors(data)
    ] == []
    found: list[dict[str, Any]] = data["brands"][0]["gaps"]
    return found


@pytest.mark.parametrize("code", CODES)
@settings(max_examples=8)
@given(data=st.data())
def test_a_dossier_changed_as_proposed_meets_everything_that_was_asked(code: str, data: st.DataObject) -> None:
    dossier = data.draw(dossiers(code))

    for gap in printed(dossier, code):
        after = changed(dossier, gap["changes"], code)
        report = report_on(code, after, gap["target"])
        outcomes = {finding.rule: finding.outcome for finding in report.findings}
        assert report.outcome is Outcome.MET
        assert gap["reached"] == "met"
        assert {outcomes[lack["finding"]["rule"]] for lack in gap["lacks"]} <= {Outcome.MET}


@pytest.mark.parametrize("code", CODES)
@settings(max_examples=8)
@given(data=st.data())
def test_the_way_of_one_criterion_meets_that_criterion(code: str, data: st.DataObject) -> None:
    dossier = data.draw(dossiers(code))

    for gap in printed(dossier, code):
        for lack in gap["lacks"]:
            rule = lack["finding"]["rule"]
            report = report_on(code, changed(dossier, lack["changes"], code), gap["target"])
            assert {finding.rule: finding.outcome for finding in report.findings}[rule] is Outcome.MET


@pytest.mark.parametrize("code", CODES)
@settings(max_examples=4)
@given(data=st.data())
def test_no_change_of_a_proposal_can_be_left_out(code: str, data: st.DataObject) -> None:
    dossier = data.draw(dossiers(code))

    for gap in printed(dossier, code):
        changes = [change for change in gap["changes"] if change["kind"] != "paper"]
        for change in changes:
            fewer = [one for one in changes if one is not change]
            assert report_on(code, changed(dossier, fewer, code), gap["target"]).outcome is not Outcome.MET, change


@pytest.mark.parametrize("code", CODES)
@settings(max_examples=4)
@given(data=st.data())
def test_no_paper_is_missing_from_a_dossier_changed_as_proposed(code: str, data: st.DataObject) -> None:
    dossier = data.draw(dossiers(code))

    for gap in printed(dossier, code):
        target = Target(level=Level(gap["target"]["level"]), brand_class=gap["target"]["brand_class"])
        after = Application(dossier=changed(dossier, gap["changes"], code), target=target, start=ON)
        plan = regions()[code].plan_review(after, ON)
        missing = [need.code for need in (plan.materials if plan else ()) if need.needed is Outcome.MET and not need.held]
        assert missing == []


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
def test_the_gaps_of_an_example_are_those_that_eligibility_finds_and_their_order_does_not_depend_on_the_regions(
    example: Path,
) -> None:
    dossier = read_dossier(example)
    forwards, backwards = (
        gaps([dossier], codes, on=ON, load=regions().__getitem__).brands[0].gaps for codes in (CODES, CODES[::-1])
    )

    assert forwards == backwards
    for gap in forwards:
        report = regions()[gap.jurisdiction].check_eligibility(dossier, gap.target, ON)
        assert report is not None
        open_ = [item for item in report.findings if not item.soft and item.outcome is not Outcome.MET]
        assert [lack.finding for lack in gap.lacks] == open_
        assert (gap.outcome is Outcome.MET) == (gap.changes == () or all(change.kind == "paper" for change in gap.changes))
