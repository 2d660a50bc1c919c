"""A report on gaps: earlier levels, names and papers beside the facts, what comes first, and regions that fail."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import attrs
import pytest
from gap_cases import ON, figure, told

from laowu.evaluate.gaps.dossier_change import applied
from laowu.evaluate.gaps.gap import GapReport, gaps
from laowu.jurisdictions.loading import load_installed
from laowu.model.dossier import Brand, Dossier, Material, Recognition
from laowu.model.level import Level
from laowu.model.outcome import Outcome

Demo = Callable[..., dict[str, str]]
Region = Callable[..., Path]


# Earlier levels, names, papers

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


OWN_FACTS = """
[founded]
type = "date"
label = { zh = "设立日期", en = "founded on" }
settled_by = { zh = "登记证照", en = "certificate" }

[seat]
type = "text"
label = { zh = "驻地", en = "seat" }
settled_by = { zh = "登记证照", en = "certificate" }
"""


@pytest.mark.parametrize(
    ("limit", "stated", "proposed"),
    [
        ('fact = "founded", on_or_before = 2020-12-31', date(2021, 6, 1), "2020-12-31"),
        ('fact = "founded", before = 2020-12-31', date(2021, 6, 1), "2020-12-30"),
        ('fact = "seat", is = "某园"', "某地", "某园"),
        ('fact = "seat", present = true', "", None),
    ],
)
def test_a_fact_of_the_regions_own_is_mended_under_its_name(
    region: Region, demo: Demo, limit: str, stated: Any, proposed: str | None
) -> None:
    head = 'document = "measures"\n[criterion.D-1]\nlevels = ["municipal"]\nsummary = { zh = "一", en = "one" }\nclause = "一"\n'
    criteria = f"levels = ['municipal']\n{head}condition = {{ {limit} }}\n"
    files = demo()
    region("demo", {**files, "facts.toml": files["facts.toml"] + OWN_FACTS, "eligibility.toml": criteria, "readings.toml": ""})
    name = limit.split('"')[1]
    dossier = Dossier(brand=Brand(name="x"), local_facts={"demo": {name: (figure(stated),)}})

    (gap,) = gaps([dossier], ("demo",), on=ON, level=Level.MUNICIPAL).brands[0].gaps

    assert told(gap) == [(name, None, proposed)]
    assert [change.jurisdiction for change in gap.changes if change.kind == "fact"] == ["demo"]
    assert gap.reached is Outcome.MET
