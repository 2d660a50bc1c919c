"""All five questions of one region, asked about everything the brand can be judged for."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import attrs
import pytest

from laowu.evaluate.assess import assess, paid_levels, proposal_of, targets
from laowu.jurisdictions.jurisdiction import Jurisdiction
from laowu.jurisdictions.loading import load_installed
from laowu.model.citation import Standing
from laowu.model.dossier import Brand, Dossier, Operator
from laowu.model.level import ApplicantKind, Level, Target

Demo = Callable[..., dict[str, str]]
Region = Callable[..., Path]

ON = date(2026, 11, 21)


@pytest.fixture
def jurisdiction(region: Region, demo: Demo) -> Jurisdiction:
    region("demo", demo())
    return load_installed("demo")


def test_every_level_is_asked_for_the_class_declared(jurisdiction: Jurisdiction, dossier: Dossier) -> None:
    answer = assess(jurisdiction, dossier, on=ON)

    assert [report.target for report in answer.eligibility] == [Target(level=level, brand_class="skill") for level in
                                                               (Level.DISTRICT, Level.MUNICIPAL)]  # fmt: skip
    assert [plan.target.level for plan in answer.review] == [Level.DISTRICT, Level.MUNICIPAL]
    assert [decision.level for decision in answer.management] == [Level.DISTRICT, Level.MUNICIPAL]
    assert [statement.target.level for statement in answer.subsidy] == [Level.MUNICIPAL]
    assert answer.naming is not None
    assert answer.name.zh == "示例市"


def test_a_plan_starts_on_the_day_judged_unless_another_is_given(jurisdiction: Jurisdiction, dossier: Dossier) -> None:
    start = date(2027, 3, 1)

    assert {plan.start for plan in assess(jurisdiction, dossier, on=ON).review} == {ON}
    assert {plan.start for plan in assess(jurisdiction, dossier, on=ON, start=start).review} == {start}


def test_the_documents_come_with_what_they_are_worth_that_day(jurisdiction: Jurisdiction, dossier: Dossier) -> None:
    measures, plan = assess(jurisdiction, dossier, on=ON).documents

    assert (measures.name, measures.standing) == ("示人社〔2022〕1号", Standing.IN_FORCE)
    assert [text.en for text in measures.later_texts] == ["a notice of 2024 came after it"]
    assert (plan.name, plan.standing, plan.issued) == ("《示例方案》", Standing.DRAFT, None)


def test_every_reading_is_reported_with_its_choice(region: Region, demo: Demo, dossier: Dossier) -> None:
    region("demo", demo())

    (used,) = assess(load_installed("demo", choices={"D-floor": "without"}), dossier, on=ON).readings

    assert (used.id, used.choice, used.default, used.alternatives) == ("D-floor", "without", False, ("with",))


@pytest.mark.parametrize(
    ("declared", "level", "asked", "expected"),
    [
        ("skill", None, None, [("district", "skill"), ("municipal", "skill")]),
        (None, None, None, [("district", "skill"), ("district", "service"), ("municipal", "skill"), ("municipal", "service")]),
        ("unheard_of", "district", None, [("district", "skill"), ("district", "service")]),
        ("skill", "municipal", "service", [("municipal", "service")]),
        ("skill", "national", None, [("national", "skill")]),
        ("skill", "municipal", "unheard_of", [("municipal", "unheard_of")]),
    ],
)
def test_level_and_class_asked_for_narrow_the_targets(
    declared: str | None, level: str | None, asked: str | None, expected: list[tuple[str, str]], jurisdiction: Jurisdiction
) -> None:
    dossier = Dossier(brand=Brand(name="x", brand_class=declared))

    found = targets(jurisdiction.book, dossier, level=Level(level) if level else None, brand_class=asked)

    assert [(target.level.value, target.brand_class) for target in found] == expected


@pytest.mark.parametrize("asked", [None, "skill"])
def test_a_region_without_classes_asks_for_none(asked: str | None, region: Region, demo: Demo, dossier: Dossier) -> None:
    files = demo()
    files["eligibility.toml"] = (
        'document = "measures"\nlevels = ["provincial"]\n'
        '[criterion.D-1]\nlevels = ["provincial"]\nclause = "1"\nsummary = { zh = "x", en = "x" }\n'
    )
    del files["readings.toml"]
    region("demo", files)

    found = targets(load_installed("demo").book, dossier, brand_class=asked)

    assert found == (Target(level=Level.PROVINCIAL),)


def test_a_region_without_conditions_of_recognition_has_no_target(region: Region, demo: Demo, dossier: Dossier) -> None:
    files = demo()
    del files["eligibility.toml"], files["readings.toml"]
    region("demo", files)
    book = load_installed("demo").book

    assert targets(book, dossier) == ()
    assert paid_levels(book, ()) == (Level.MUNICIPAL,)


def test_without_a_word_about_levels_money_is_asked_for_at_every_level_recognised(region: Region, demo: Demo) -> None:
    region("demo", {**demo(), "subsidy.toml": ""})

    assert paid_levels(load_installed("demo").book, (Level.MUNICIPAL, Level.DISTRICT)) == (Level.DISTRICT, Level.MUNICIPAL)


def test_the_name_is_judged_as_the_dossier_proposes_it(dossier: Dossier) -> None:
    brand = attrs.evolve(dossier.brand, existing=True)
    operators = (Operator(name="甲", kind=ApplicantKind.ENTERPRISE, trade_name="甲字号"), Operator(name="乙"))

    proposal = proposal_of(attrs.evolve(dossier, brand=brand, operators=operators))

    assert (proposal.name, proposal.place, proposal.existing) == (brand.name, brand.place, True)
    assert proposal.applicant is ApplicantKind.ENTERPRISE
    assert proposal.enterprises == ("甲字号",)


@pytest.mark.parametrize("kinds", [(), (ApplicantKind.OTHER,), (ApplicantKind.SCHOOL, ApplicantKind.AGENCY)])
def test_an_applicant_of_no_one_kind_is_left_open(kinds: tuple[ApplicantKind, ...]) -> None:
    operators = tuple(Operator(name=str(place), kind=kind) for place, kind in enumerate(kinds))

    assert proposal_of(Dossier(brand=Brand(name="x"), operators=operators)).applicant is None
