"""How far a brand is from what one criterion asks, and the nearest value that would do, worked out by hand."""

from datetime import date
from typing import Any

import pytest
from gap_cases import Lacking, figure, only, told

from laowu.model.dossier import Operator, Recognition
from laowu.model.facts import Figure
from laowu.model.level import ApplicantKind, Level
from laowu.model.outcome import Outcome
from laowu.model.share import Share


def share(text: str) -> Share:
    return Share.from_percent(text)


SCHOOL = Operator(name="甲", kind=ApplicantKind.SCHOOL)
HELD = Recognition(level=Level.DISTRICT, on=date(2025, 1, 1), jurisdiction="demo")


# How far, and the nearest value


@pytest.mark.parametrize(
    ("condition", "found", "value", "distance"),
    [
        ('{ fact = "workers", at_least = 5000 }', 4999, "5000", "1/5000"),
        ('{ fact = "workers", more_than = 5000 }', 5000, "5001", "1/5001"),
        ('{ fact = "workers", at_most = 10 }', 25, "10", "3/5"),
        ('{ fact = "workers", less_than = 10 }', 10, "9", "1/10"),
        ('{ fact = "dispute_events", at_most = 0 }', 3, "0", "1"),
        ('{ fact = "pass_rate", more_than = "80%" }', share("80%"), "80.01%", "1/8001"),
        ('{ fact = "pass_rate", at_least = "80%" }', share("60%"), "80%", "1/4"),
        ('{ fact = "leading_firm_debt_ratio", less_than = "60%" }', share("60%"), "59.99%", "1/6000"),
        ('{ fact = "local_plan", is = true }', False, "true", "1"),
        ('{ not = { fact = "workers", at_least = 100 } }', 100, "99", "1/100"),
        ('{ not = { fact = "workers", at_most = 100 } }', 100, "101", "1/101"),
        ('{ fact = "after_services", includes = ["training"] }', (figure(("recommendation",)),), "recommendation,training", "1"),
    ],
)
def test_a_figure_is_moved_just_as_far_as_it_must(
    lacking: Lacking, condition: str, found: Any, value: str, distance: str
) -> None:
    fact = condition.partition('fact = "')[2].partition('"')[0]

    gap, _ = lacking(condition, {fact: found})

    assert told(gap) == [(fact, None, value)]
    assert (only(gap).distance, gap.reached) == (distance, Outcome.MET)
    assert gap.distance is not None
    assert (gap.distance.not_met, gap.distance.shortfall, gap.distance.unknown) == (1, distance, 0)


def test_the_shortfall_is_told_in_its_own_units_and_an_excluded_limit_says_so(lacking: Lacking) -> None:
    (change,) = only(lacking('{ fact = "workers", more_than = 5000 }', {"workers": 4998})[0]).changes

    assert change.asked.en == "more than 5,000 persons (itself excluded)"
    assert change.shortfall is not None
    assert change.shortfall.en == "3 persons short"


def test_a_share_worked_out_from_heads_is_mended_in_heads(lacking: Lacking) -> None:
    gap, _ = lacking('{ fact = "pass_rate", more_than = "80%" }', {"trained": 1000, "trained_passed": 800})

    assert told(gap) == [("trained_passed", None, "801")]
    assert only(gap).distance == "1/801"
    assert only(gap).changes[0].asked.en.startswith("at least 801 persons, so that pass rate")


def test_a_share_stated_as_such_is_mended_as_such(lacking: Lacking) -> None:
    gap, _ = lacking('{ fact = "pass_rate", at_least = "80%" }', {"pass_rate": Share(700, 1000)})

    assert told(gap) == [("pass_rate", None, "80%")]


def test_what_is_unknown_has_no_distance_and_names_the_paper(lacking: Lacking) -> None:
    gap, _ = lacking('{ fact = "workers", at_least = 5000 }')

    assert only(gap).distance == "0"
    (change,) = only(gap).changes
    assert change.was is Outcome.NO_DATA
    assert change.settled_by is not None
    assert gap.distance is not None
    assert (gap.distance.not_met, gap.distance.unknown) == (0, 1)


def test_a_bound_that_leaves_it_open_is_no_denial(lacking: Lacking) -> None:
    gap, _ = lacking('{ fact = "workers", at_least = 5000 }', {"workers": (Figure(low=4000, high=None),)})

    assert [(change.value, change.was) for change in gap.changes if change.kind == "fact"] == [("5000", Outcome.NO_DATA)]


def test_where_nothing_would_do_no_way_is_told_and_it_counts_as_the_whole_way(lacking: Lacking) -> None:
    gap, _ = lacking('{ fact = "workers", less_than = 0 }', {"workers": 5})

    assert (only(gap).distance, only(gap).changes) == (None, ())
    assert (told(gap), gap.reached) == ([], Outcome.NOT_MET)
    assert gap.distance is not None
    assert gap.distance.shortfall == "1"


# Years


def test_every_year_that_is_short_is_named(lacking: Lacking) -> None:
    condition = '{ fact = "trained", at_least = 500, years_back = [1, 0] }'

    gap, _ = lacking(condition, {"trained": (figure(400, 2025), figure(500, 2026))})
    both, _ = lacking(condition, {"trained": (figure(400, 2025), figure(300, 2026))})
    silent, _ = lacking(condition)

    assert told(gap) == [("trained", 2025, "500")]
    assert (told(both), only(both).distance) == ([("trained", 2025, "500"), ("trained", 2026, "500")], "3/5")
    assert told(silent) == [("trained", 2025, "500"), ("trained", 2026, "500")]


def test_a_figure_without_a_year_is_mended_without_one(lacking: Lacking) -> None:
    gap, _ = lacking('{ fact = "trained", at_least = 500, years_back = [1, 0] }', {"trained": 400})

    assert told(gap) == [("trained", None, "500")]


def test_where_a_row_of_years_must_not_all_hold_one_year_is_enough(lacking: Lacking) -> None:
    condition = '{ not = { fact = "trained", at_least = 500, years_back = [1, 0] } }'

    gap, _ = lacking(condition, {"trained": (figure(900, 2025), figure(501, 2026))})

    assert told(gap) == [("trained", 2026, "499")]


# What is read off the structure of a dossier


@pytest.mark.parametrize(
    ("condition", "more", "change"),
    [
        ('{ fact = "brand_place", within = "210200" }', {}, ("brand", "place", None, "210200")),
        ('{ fact = "trademark", present = true }', {}, ("brand", "trademark", None, None)),
        ('{ fact = "operator_places", within = "320400" }', {}, ("operator", "place", 0, "320400")),
        ('{ fact = "operator_legal_person", is = true }', {}, ("operator", "legal_person", 0, "true")),
        ('{ fact = "operator_codes_valid", is = true }', {}, ("operator", "code", 0, None)),
        (
            '{ not = { fact = "operator_legal_person", is = true } }',
            {"operators": (Operator(name="甲", legal_person=True),)},
            ("operator", "legal_person", 0, "false"),
        ),
        ('{ fact = "operator_kinds", in = ["school", "agency"] }', {}, ("operator", "kind", 0, "school")),
        ('{ fact = "operator_kinds", includes = ["school"] }', {}, ("operator", "kind", 0, "school")),
        ('{ fact = "operator_count", at_least = 1 }', {}, ("operator", "name", 0, None)),
        ('{ fact = "levels_held", includes = ["district"] }', {}, ("recognition", "district", None, "2026-11-21")),
        (
            '{ fact = "operator_places", within = "320400" }',
            {"operators": (Operator(name="甲", place="320402"), Operator(name="乙", place="210211"))},
            ("operator", "place", 1, "320400"),
        ),
    ],
)
def test_what_the_structure_tells_is_changed_there(
    lacking: Lacking, condition: str, more: dict[str, Any], change: tuple[Any, ...]
) -> None:
    gap, _ = lacking(condition, **more)

    assert [(one.kind, one.key, one.position, one.value) for one in gap.changes if one.kind != "paper"] == [change]
    assert gap.reached is Outcome.MET


@pytest.mark.parametrize(
    ("condition", "more"),
    [
        ('{ not = { fact = "brand_place", within = "320400" } }', {}),
        ('{ not = { fact = "operator_places", within = "320400" } }', {"operators": (Operator(name="甲", place="320402"),)}),
        ('{ not = { fact = "operator_kinds", in = ["school"] } }', {"operators": (SCHOOL,)}),
        ('{ fact = "operator_codes_valid", is = false }', {"operators": (Operator(name="甲", code="91350100M000100Y43"),)}),
        ('{ fact = "operator_legal_person", present = true }', {"operators": (SCHOOL,)}),
        ('{ fact = "operator_count", at_most = 1 }', {"operators": (SCHOOL, Operator(name="乙"))}),
        ('{ not = { fact = "levels_held", includes = ["district"] } }', {"recognitions": (HELD,)}),
        ('{ fact = "operator_names", present = true }', {}),
    ],
)
def test_what_nobody_would_change_for_a_title_is_lacking_without_a_way(
    lacking: Lacking, condition: str, more: dict[str, Any]
) -> None:
    gap, dossier = lacking(condition, **more)

    assert told(gap) == []
    assert gap.reached is only(gap).finding.outcome
    assert only(gap).distance in (None, "0"), dossier


@pytest.mark.parametrize("limit", ['more_than = "100%"', 'less_than = "0%"'])
def test_a_share_of_heads_that_no_number_of_heads_reaches_has_no_way(limit: str, lacking: Lacking) -> None:
    gap, _ = lacking(f'{{ fact = "pass_rate", {limit} }}', {"trained": 1000, "trained_passed": 1000})

    assert (told(gap), only(gap).distance) == ([], None)
