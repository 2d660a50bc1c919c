"""What a brand lacks: the order of the gaps, how far each is, and what would change it, worked out by hand."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import attrs
import pytest

from laowu.evaluate.gaps.dossier_change import applied
from laowu.evaluate.gaps.gap import Gap, GapReport, Lack, gaps
from laowu.jurisdictions.loading import load_installed
from laowu.model.dossier import Brand, Dossier, Judgement, Material, Operator, Recognition
from laowu.model.facts import Figure
from laowu.model.level import ApplicantKind, Level
from laowu.model.outcome import Outcome
from laowu.model.share import Share

Demo = Callable[..., dict[str, str]]
Region = Callable[..., Path]

ON = date(2026, 11, 21)
HEAD = 'document = "measures"\nlevels = ["municipal"]\n'


@pytest.fixture
def ask(region: Region, demo: Demo) -> Callable[..., GapReport]:
    """Asks demo regions what brands lack."""

    def asked(*dossiers: Dossier, changes: tuple[tuple[str, str, str], ...] = (), **more: Any) -> GapReport:
        region("demo", demo("demo", *changes))
        return gaps(dossiers, ("demo",), on=ON, **more)

    return asked


@pytest.fixture
def lacking(region: Region, demo: Demo) -> Callable[..., tuple[Gap, Dossier]]:
    """What a brand lacks by one criterion ``D-1`` of the given condition, or by the given text of criteria."""

    def asked(condition: str, facts: dict[str, Any] | None = None, **more: Any) -> tuple[Gap, Dossier]:
        rule = '[criterion.D-1]\nlevels = ["municipal"]\nsummary = { zh = "一", en = "one" }\nclause = "一"\n'
        criteria = condition if condition.startswith("[") else f"{rule}condition = {condition}\n"
        region("demo", {**demo(), "eligibility.toml": HEAD + criteria, "readings.toml": ""})
        stated = {name: value if isinstance(value, tuple) else (figure(value),) for name, value in (facts or {}).items()}
        dossier = Dossier(**{"brand": Brand(name="金坛茶匠", place="320413"), "facts": stated, **more})
        (gap,) = gaps((dossier,), ("demo",), on=ON).brands[0].gaps
        return gap, dossier

    return asked


Lacking = Callable[..., tuple[Gap, Dossier]]


def figure(value: Any, year: int | None = None) -> Figure:
    return Figure(low=value, high=value, year=year)


def told(gap: Gap) -> list[tuple[Any, ...]]:
    """The changes of a gap, papers apart: key, year, value."""
    return [(change.key, change.year, change.value) for change in gap.changes if change.kind != "paper"]


def only(gap: Gap) -> Lack:
    (lack,) = gap.lacks
    return lack


def share(text: str) -> Share:
    return Share.from_percent(text)


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


# Alternatives


def test_of_several_alternatives_the_nearest_is_proposed_and_all_are_told(lacking: Lacking) -> None:
    condition = '{ any = [{ fact = "media_reports", at_least = 10 }, { fact = "advertisements", at_least = 2 }] }'

    gap, _ = lacking(condition, {"media_reports": 9, "advertisements": 1})

    assert told(gap) == [("media_reports", None, "10")]
    (fork,) = only(gap).alternatives
    assert [(way[0].key, way[0].distance) for way in fork.ways] == [("media_reports", "1/10"), ("advertisements", "1/2")]


def test_what_is_only_unknown_is_nearer_than_what_is_denied(lacking: Lacking) -> None:
    condition = '{ any = [{ fact = "media_reports", at_least = 10 }, { judge = { zh = "？", en = "?" } }] }'

    gap, _ = lacking(condition, {"media_reports": 9})

    assert told(gap) == [("D-1", None, "met")]


def test_of_some_of_several_the_missing_number_is_told(lacking: Lacking) -> None:
    parts = ", ".join(f'{{ fact = "{name}", is = true }}' for name in ("local_plan", "own_training", "training_system"))

    gap, _ = lacking(f"{{ at_least_k = 2, of = [{parts}] }}", {"local_plan": True, "own_training": False})
    none, _ = lacking(f"{{ at_least_k = 2, of = [{parts}] }}", dict.fromkeys(("local_plan", "own_training"), False))

    (fork,) = only(gap).alternatives
    assert (fork.more, [way[0].key for way in fork.ways]) == (1, ["training_system", "own_training"])
    assert told(gap) == [("training_system", None, "true")]
    assert only(none).alternatives[0].more == 2
    assert told(none) == [("local_plan", None, "true"), ("training_system", None, "true")]


def test_an_alternative_of_two_parts_names_both(lacking: Lacking) -> None:
    both = '{ all = [{ fact = "own_training", is = true }, { judge = { zh = "？", en = "?" } }] }'

    gap, _ = lacking(f'{{ any = [{{ fact = "local_plan", is = true }}, {both}] }}', {"local_plan": False})

    assert told(gap) == [("own_training", None, "true"), ("D-1", None, "met")]


OPEN_LIST = """\
[criterion.D-1]
levels = ["municipal"]
unmet = "needs judgement"
summary = { zh = "一", en = "one" }
clause = "一"
condition = { fact = "operator_kinds", in = ["enterprise"] }
"""


def test_where_the_text_leaves_the_door_open_an_officials_word_is_nearer(lacking: Lacking) -> None:
    gap, _ = lacking(OPEN_LIST, operators=(Operator(name="甲", kind=ApplicantKind.SCHOOL),))

    assert told(gap) == [("D-1", None, "met")]
    (fork,) = only(gap).alternatives
    assert [way[0].kind for way in fork.ways] == ["judgement", "operator"]


def test_an_officials_word_against_it_can_be_overcome_by_the_facts(lacking: Lacking) -> None:
    said = Judgement(jurisdiction="demo", rule="D-1", outcome=Outcome.NOT_MET, by="局", on=ON)

    gap, _ = lacking(OPEN_LIST, operators=(Operator(name="甲", kind=ApplicantKind.SCHOOL),), judgements=(said,))

    assert gap.reached is Outcome.MET
    assert [change.was for change in gap.changes if change.kind != "paper"] == [Outcome.NOT_MET]


# Several criteria

TWO = """\
[criterion.D-1]
levels = ["municipal"]
summary = { zh = "一", en = "one" }
clause = "一"
condition = { fact = "skilled_share", at_least = "50%" }

[criterion.D-2]
levels = ["municipal"]
summary = { zh = "二", en = "two" }
clause = "二"
condition = { fact = "workers", at_least = 5000 }
"""


def test_criteria_that_disturb_one_another_are_mended_together(lacking: Lacking) -> None:
    gap, _ = lacking(TWO, {"workers": 4000, "skilled_workers": 2000})

    assert sorted(told(gap)) == [("skilled_workers", None, "2500"), ("workers", None, "5000")]
    assert gap.reached is Outcome.MET
    assert [lack.finding.rule for lack in gap.lacks] == ["D-2"]


def test_criteria_that_exclude_one_another_are_not_called_met(lacking: Lacking) -> None:
    against = TWO.replace('"skilled_share", at_least = "50%"', '"workers", at_most = 10')

    gap, _ = lacking(against, {"workers": 100})

    assert gap.reached is Outcome.NOT_MET


def test_a_change_that_serves_two_criteria_stands_once_and_names_both(lacking: Lacking) -> None:
    floors = TWO.replace('"skilled_share", at_least = "50%"', '"workers", at_least = 3000')

    gap, _ = lacking(floors, {"workers": 1000})

    (change,) = (change for change in gap.changes if change.kind != "paper")
    assert (change.value, change.rules, change.distance) == ("5000", ("D-1", "D-2"), "4/5")
    assert change.seen.en == "1,000 persons"


def test_an_alternative_that_another_criterion_makes_superfluous_is_left_out(lacking: Lacking) -> None:
    either = '{ any = [{ fact = "media_reports", at_least = 10 }, { fact = "local_plan", is = true }] }'
    condition = TWO.replace('{ fact = "skilled_share", at_least = "50%" }', either)
    condition = condition.replace('"workers", at_least = 5000', '"local_plan", is = true')

    gap, _ = lacking(condition, {"media_reports": 9, "local_plan": False})

    assert told(gap) == [("local_plan", None, "true")]


# What is read off the structure of a dossier


@pytest.mark.parametrize(
    ("condition", "more", "change"),
    [
        ('{ fact = "brand_place", within = "210200" }', {}, ("brand", "place", None, "210200")),
        ('{ fact = "trademark", present = true }', {}, ("brand", "trademark", None, None)),
        ('{ fact = "operator_places", within = "320400" }', {}, ("operator", "place", 0, "320400")),
        ('{ fact = "operator_legal_person", is = true }', {}, ("operator", "legal_person", 0, "true")),
        ('{ fact = "operator_codes_valid", is = true }', {}, ("operator", "code", 0, None)),
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


# Territory, earlier levels, names, papers


def test_a_condition_of_place_does_not_count_for_nearness(lacking: Lacking) -> None:
    place = TWO.replace('clause = "二"\n', 'clause = "二"\nscope = "territorial"\n')
    place = place.replace('"workers", at_least = 5000', '"brand_place", within = "210200"')

    gap, _ = lacking(place, {"skilled_share": share("50%")})

    assert (gap.outcome, gap.substantive, gap.territorial) == (Outcome.NOT_MET, Outcome.MET, Outcome.NOT_MET)
    assert gap.distance is not None
    assert (gap.distance.not_met, gap.distance.shortfall, gap.distance.unknown) == (0, "0", 0)
    assert told(gap) == [("place", None, "210200")]


LEVELS = """\
[criterion.D-1]
levels = ["district"]
summary = { zh = "一", en = "one" }
clause = "一"
condition = { fact = "workers", at_least = 100 }

[criterion.D-2]
levels = ["municipal"]
summary = { zh = "二", en = "two" }
clause = "二"
condition = { fact = "local_plan", is = true }

[prerequisite.D-3]
levels = ["municipal"]
needs = "district"
how = "HOW"
summary = { zh = "三", en = "three" }
clause = "三"
"""


@pytest.mark.parametrize(
    ("how", "proposed"), [("same_file", [("workers", None, "100")]), ("held", [("district", None, "2026-11-21")])]
)
def test_an_earlier_level_is_mended_as_the_rule_asks_for_it(
    region: Region, demo: Demo, how: str, proposed: list[tuple[Any, ...]]
) -> None:
    text = 'document = "measures"\nlevels = ["district", "municipal"]\n' + LEVELS.replace("HOW", how)
    region("demo", {**demo(), "eligibility.toml": text, "readings.toml": ""})
    facts = {"workers": (figure(99),), "local_plan": (figure(value=True),)}

    report = gaps([Dossier(brand=Brand(name="x"), facts=facts)], ("demo",), on=ON, level=Level.MUNICIPAL)

    (gap,) = report.brands[0].gaps
    assert told(gap) == proposed
    assert gap.reached is Outcome.MET
    assert [(one.level, one.same_file, one.held, one.outcome) for one in gap.earlier] == [
        (Level.DISTRICT, how == "same_file", None, Outcome.NOT_MET)
    ]


def test_an_earlier_level_that_is_held_is_no_gap(region: Region, demo: Demo) -> None:
    text = 'document = "measures"\nlevels = ["district", "municipal"]\n' + LEVELS.replace("HOW", "same_file")
    region("demo", {**demo(), "eligibility.toml": text, "readings.toml": ""})
    held = Recognition(level=Level.DISTRICT, on=date(2025, 1, 1), jurisdiction="demo")
    dossier = Dossier(brand=Brand(name="x"), facts={"local_plan": (figure(value=True),)}, recognitions=(held,))

    (gap,) = gaps([dossier], ("demo",), on=ON, level=Level.MUNICIPAL).brands[0].gaps

    assert (gap.outcome, gap.lacks, told(gap)) == (Outcome.MET, (), [])
    assert gap.earlier[0].held is True


def test_a_name_that_does_not_fit_says_what_it_lacks(ask: Callable[..., GapReport], dossier: Dossier) -> None:
    good = ask(dossier).brands[0].gaps[0]
    bad = ask(attrs.evolve(dossier, brand=attrs.evolve(dossier.brand, name="茶匠"))).brands[0].gaps[0]

    assert good.name is None
    assert bad.name is not None
    assert bad.name.missing == ("region",)


def test_papers_are_those_that_are_needed_and_not_held(ask: Callable[..., GapReport], dossier: Dossier) -> None:
    owing = attrs.evolve(dossier, facts={**dossier.facts, "wage_arrears_records": (figure(1),)}, materials={})
    (gap,) = ask(owing, level=Level.MUNICIPAL).brands[0].gaps

    assert [need.code for need in gap.papers] == ["application_form", "contracts"]
    # Once no wages are owed, the paper on them is no longer needed.
    assert [change.key for change in gap.changes if change.kind == "paper"] == ["application_form"]
    held = attrs.evolve(owing, materials={"application_form": Material(held=True), "contracts": Material(held=False)})
    (gap,) = ask(held, level=Level.MUNICIPAL).brands[0].gaps
    assert [need.code for need in gap.papers] == ["contracts"]


# The whole report


def test_the_changes_made_are_what_the_region_was_asked_about_once_more(ask: Callable[..., GapReport], dossier: Dossier) -> None:
    for gap in ask(dossier).brands[0].gaps:
        jurisdiction = load_installed("demo")
        after = applied(dossier, gap.changes, jurisdiction.book.facts, ON)
        report = jurisdiction.check_eligibility(after, gap.target, ON)
        assert report is not None
        assert report.outcome is gap.reached is Outcome.MET


def test_the_nearest_comes_first(region: Region, demo: Demo, dossier: Dossier) -> None:
    floors = {"far": 50_000, "near": 5_000, "nearer": 4_999}
    for code, floor in floors.items():
        region(code, demo(code, ("eligibility.toml", "at_least = 5000", f"at_least = {floor}")))

    (brand,) = gaps([dossier], tuple(floors), on=ON, level=Level.MUNICIPAL).brands

    assert [gap.jurisdiction for gap in brand.gaps] == ["nearer", "near", "far"]


def test_equals_stand_in_the_order_of_their_codes(region: Region, demo: Demo, dossier: Dossier) -> None:
    for code in ("beta", "alpha"):
        region(code, demo(code))

    orders = [
        [(gap.jurisdiction, gap.target.level) for gap in gaps([dossier], codes, on=ON).brands[0].gaps]
        for codes in (("beta", "alpha"), ("alpha", "beta"))
    ]

    assert orders[0] == orders[1] == sorted(orders[0], key=lambda item: (item[1] is not Level.DISTRICT, item[0]))


def test_a_level_or_class_that_a_region_does_not_have_stands_last_and_says_so(
    ask: Callable[..., GapReport], dossier: Dossier
) -> None:
    (national,) = ask(dossier, level=Level.NATIONAL).brands[0].gaps
    (unknown,) = ask(dossier, level=Level.MUNICIPAL, brand_class="nonsense").brands[0].gaps

    for gap in (national, unknown):
        assert gap.distance is None
        assert gap.remarks
        assert (gap.changes, gap.papers, gap.name) == ((), (), None)


def test_a_region_that_fails_is_a_problem_and_the_others_answer(region: Region, demo: Demo, dossier: Dossier) -> None:
    failing = """
from laowu.contract import LocalityPlugin, hookimpl
class Made(LocalityPlugin):
    @hookimpl
    def laowu_check_eligibility(self, dossier, target, on):
        raise ValueError("no luck")
plugin = Made()
"""
    region("demo", demo())
    region("failing", demo("failing"), plugin=failing)
    region("wrecked", {}, plugin="1 / 0")

    report = gaps([dossier], ("failing", "wrecked", "nowhere", "demo"), on=ON)

    assert [(problem.code, problem.state) for problem in report.problems] == [
        ("wrecked", "broken"),
        ("nowhere", "missing"),
        ("failing", "broken"),
    ]
    assert {gap.jurisdiction for gap in report.brands[0].gaps} == {"demo"}


STRICTER = """
import attrs
from laowu.contract import LocalityPlugin, hookimpl
from laowu.decide.eligibility import check_eligibility
from laowu.model.outcome import Outcome
class Made(LocalityPlugin):
    @hookimpl
    def laowu_check_eligibility(self, dossier, target, on):
        report = check_eligibility(self.book, dossier, target, on)
        own = attrs.evolve(report.findings[0], rule="D-own", outcome=Outcome.NOT_MET)
        return attrs.evolve(report, outcome=Outcome.NOT_MET, findings=(*report.findings, own))
plugin = Made()
"""


def test_what_a_plugin_finds_by_itself_has_no_known_way_and_is_not_called_met(
    region: Region, demo: Demo, dossier: Dossier
) -> None:
    region("demo", demo(), plugin=STRICTER)

    (gap,) = gaps([dossier], ("demo",), on=ON, level=Level.MUNICIPAL).brands[0].gaps

    assert {lack.finding.rule: lack.distance for lack in gap.lacks}["D-own"] is None
    assert gap.reached is Outcome.NOT_MET
