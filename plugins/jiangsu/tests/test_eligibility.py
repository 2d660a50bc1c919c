"""Conditions of the four classes. Expected values were read in the annex of 苏人社发〔2022〕40号, not in the rule data."""

from collections.abc import Callable

import pytest

from laowu.jurisdictions.jurisdiction import Jurisdiction
from laowu.model.answers import EligibilityReport
from laowu.model.dossier import Brand
from laowu.model.outcome import Outcome

MET, NOT_MET, JUDGE, NO_DATA = Outcome.MET, Outcome.NOT_MET, Outcome.NEEDS_JUDGEMENT, Outcome.NO_DATA
CLASSES = ("skill", "service", "culture", "livelihood")

Checked = Callable[..., EligibilityReport]
Outcomes = Callable[..., dict[str, Outcome]]


@pytest.mark.parametrize("brand_class", CLASSES)
def test_a_brand_that_stands_on_every_floor_meets_the_conditions_and_is_promised_nothing(
    brand_class: str, check: Checked
) -> None:
    report = check(brand_class)

    assert report.outcome is MET
    assert report.competitive is not None


@pytest.mark.parametrize("brand_class", CLASSES)
def test_a_class_has_the_eleven_basic_conditions_and_five_of_its_own(brand_class: str, check: Checked) -> None:
    """The seventh basic condition is two findings: the firms, and the aim for them. One more asks for the place."""
    rules = [finding.rule for finding in check(brand_class).findings]
    basic = {f"JS-{number:03}" for number in range(32, 43)} | {"JS-038-firms", "JS-006"}

    assert basic <= set(rules)
    assert len(set(rules) - basic) == 5
    assert len(rules) == len(set(rules))


@pytest.mark.parametrize(
    ("brand_class", "rule", "floor"),
    [("skill", "JS-043", 5000), ("service", "JS-048", 10000), ("culture", "JS-053", 3000), ("livelihood", "JS-058", 50000)],
)
def test_each_class_has_its_own_floor_of_workers(brand_class: str, rule: str, floor: int, outcomes: Outcomes) -> None:
    """附件 分类条件（一）1、（二）1、（三）1、（四）1: 不少于."""
    assert outcomes(brand_class, workers=floor)[rule] is MET
    assert outcomes(brand_class, workers=floor - 1)[rule] is NOT_MET
    assert outcomes(brand_class, workers=None)[rule] is NO_DATA


def test_wages_reach_110_percent_of_the_trades_average(outcomes: Outcomes) -> None:
    """附件 分类条件（一）2: 10% above, itself included."""
    assert outcomes("skill", average_wage_yuan=110_000)["JS-044"] is MET
    assert outcomes("skill", average_wage_yuan=109_999)["JS-044"] is NOT_MET
    assert outcomes("skill", trade_average_wage_yuan=None)["JS-044"] is NO_DATA


def test_half_of_the_workers_are_skilled(outcomes: Outcomes) -> None:
    """附件 分类条件（一）3: 50% included."""
    assert outcomes("skill", skilled_workers=25_000)["JS-045"] is MET
    assert outcomes("skill", skilled_workers=24_999)["JS-045"] is NOT_MET


def test_small_giants_may_still_be_in_the_making_but_firms_above_scale_must_be_there(outcomes: Outcomes) -> None:
    """附件 分类条件（一）5."""
    unjudged: dict[str, object] = {"judgements": ()}

    assert outcomes("skill", but=unjudged, little_giant_firms=0)["JS-047"] is JUDGE
    assert outcomes("skill", above_scale_firms=0)["JS-047"] is NOT_MET


def test_satisfaction_of_95_percent_counts_when_a_third_party_measured_it(outcomes: Outcomes) -> None:
    """附件 分类条件（二）5: 95% included."""
    assert outcomes("service", customer_satisfaction="95%")["JS-052"] is MET
    assert outcomes("service", customer_satisfaction="94.99%")["JS-052"] is NOT_MET
    assert outcomes("service", third_party_survey=False)["JS-052"] is NOT_MET


@pytest.mark.parametrize("missing", ["offline_casual_market", "online_flexible_area"])
def test_services_need_the_market_and_the_online_area(missing: str, outcomes: Outcomes) -> None:
    """附件 分类条件（二）3."""
    assert outcomes("service")["JS-050"] is MET
    assert outcomes("service", **{missing: False})["JS-050"] is NOT_MET


@pytest.mark.parametrize(("levels", "expected"), [(["national"], MET), (["provincial"], MET), ([], NOT_MET), (None, NO_DATA)])
def test_a_cultural_product_is_recognised_by_the_nation_or_the_province(
    levels: list[str] | None, expected: Outcome, outcomes: Outcomes
) -> None:
    """附件 分类条件（三）3."""
    assert outcomes("culture", product_recognition=levels)["JS-055"] is expected


@pytest.mark.parametrize(
    ("carriers", "default", "all_needed"),
    [
        (["master_studio", "heritage_base", "heritage_workshop", "craft_station"], MET, MET),
        (["craft_station"], MET, JUDGE),
        ([], JUDGE, JUDGE),
        (None, NO_DATA, NO_DATA),
    ],
)
def test_one_kind_of_cultural_carrier_is_enough_unless_all_are_read(
    carriers: list[str] | None, default: Outcome, all_needed: Outcome, outcomes: Outcomes
) -> None:
    """附件 分类条件（三）5: the list is open, so falling short is for an official."""
    assert outcomes("culture", culture_carriers=carriers)["JS-057"] is default
    assert outcomes("culture", choices={"JS-culture-carriers": "all"}, culture_carriers=carriers)["JS-057"] is all_needed


@pytest.mark.parametrize(
    ("carriers", "default", "any_", "all_"),
    [
        (["help_workshop", "rural_base", "model_cooperative"], MET, MET, MET),
        (["help_workshop", "rural_base"], MET, MET, JUDGE),
        (["model_cooperative"], JUDGE, MET, JUDGE),
        ([], JUDGE, JUDGE, JUDGE),
    ],
)
def test_with_only_one_help_carrier_an_official_judges_unless_read_otherwise(
    carriers: list[str], default: Outcome, any_: Outcome, all_: Outcome, outcomes: Outcomes
) -> None:
    """附件 分类条件（四）5."""
    assert outcomes("livelihood", support_carriers=carriers)["JS-062"] is default
    assert outcomes("livelihood", choices={"JS-support-carriers": "any"}, support_carriers=carriers)["JS-062"] is any_
    assert outcomes("livelihood", choices={"JS-support-carriers": "all"}, support_carriers=carriers)["JS-062"] is all_


def test_70_percent_are_migrant_workers(outcomes: Outcomes) -> None:
    """附件 分类条件（四）2: 不低于."""
    assert outcomes("livelihood", migrant_workers=35_000)["JS-059"] is MET
    assert outcomes("livelihood", migrant_workers=34_999)["JS-059"] is NOT_MET


@pytest.mark.parametrize(
    ("hard_group", "default", "of_migrants"),
    [
        (5_000, MET, MET),  # 10% of 50,000 workers
        (4_999, JUDGE, MET),  # under 10% of the workers, over 10% of the 35,000 migrant workers
        (3_500, JUDGE, MET),  # exactly 10% of the migrant workers
        (3_499, NOT_MET, NOT_MET),
    ],
)
def test_10_percent_from_hard_groups_is_taken_of_all_workers_and_judged_between_the_two_sums(
    hard_group: int, default: Outcome, of_migrants: Outcome, outcomes: Outcomes
) -> None:
    """附件 分类条件（四）2: 其中 leaves the whole open."""
    assert outcomes("livelihood", hard_group_workers=hard_group)["JS-059"] is default
    read = outcomes("livelihood", choices={"JS-hard-groups": "migrants"}, hard_group_workers=hard_group)
    assert read["JS-059"] is of_migrants


def test_labour_income_of_a_year_reaches_3000_million_yuan(outcomes: Outcomes) -> None:
    """附件 分类条件（四）3: 30亿元, itself included."""
    assert outcomes("livelihood", annual_labour_income_yuan=3_000_000_000)["JS-060"] is MET
    assert outcomes("livelihood", annual_labour_income_yuan=2_999_999_999)["JS-060"] is NOT_MET


@pytest.mark.parametrize(
    ("assets", "sales", "debt", "expected"),
    [
        (50_000_000, 200_000_000, "59.99%", MET),
        (49_999_999, 200_000_000, "59.99%", NOT_MET),
        (50_000_000, 199_999_999, "59.99%", NOT_MET),
        (50_000_000, 200_000_000, "60%", NOT_MET),
        (None, None, None, NO_DATA),
    ],
)
def test_the_figures_of_leading_firms_are_an_aim_that_never_fails_unless_read_as_a_condition(
    assets: int | None, sales: int | None, debt: str | None, expected: Outcome, check: Checked
) -> None:
    """附件 基本条件（四）7: 5000万元以上、2亿元以上、小于60%, after 力争."""
    figures = {"leading_firm_fixed_assets_yuan": assets, "leading_firm_sales_yuan": sales, "leading_firm_debt_ratio": debt}
    report = check("skill", **figures)
    (aim,) = (finding for finding in report.findings if finding.rule == "JS-038")

    assert aim.soft
    assert aim.outcome is expected
    assert report.outcome is MET
    assert check("skill", choices={"JS-leading-aim": "condition"}, **figures).outcome is expected


def test_leading_firms_themselves_must_be_there(outcomes: Outcomes) -> None:
    """附件 基本条件（四）7: only the figures come after 力争."""
    assert outcomes("skill", leading_firms=1)["JS-038-firms"] is MET
    assert outcomes("skill", leading_firms=0)["JS-038-firms"] is NOT_MET


@pytest.mark.parametrize(("parks", "bases", "expected"), [(1, 0, MET), (0, 1, MET), (0, 0, NOT_MET)])
def test_one_park_or_one_base_is_enough(parks: int, bases: int, expected: Outcome, outcomes: Outcomes) -> None:
    """附件 基本条件（四）8."""
    assert outcomes("skill", industrial_parks=parks, startup_bases=bases)["JS-039"] is expected


@pytest.mark.parametrize(
    ("rule", "changed"),
    [
        ("JS-032", {"local_plan": False}),
        ("JS-032", {"plan_areas": ["industry", "employment", "startup", "training"]}),
        ("JS-033", {"development_plan": False}),
        ("JS-035", {"product_or_service": False}),
        ("JS-037", {"credit_commitment": False}),
        ("JS-037", {"worker_management_rules": False}),
        ("JS-041", {"service_line": ["initial_cultivation", "recommendation", "on_job_training"]}),
        ("JS-042", {"training_system": False}),
        ("JS-042", {"training_plan": False}),
        ("JS-042", {"subsidised_training": False}),
    ],
)
def test_each_checkable_part_of_a_basic_condition_is_needed(rule: str, changed: dict[str, object], outcomes: Outcomes) -> None:
    """附件 基本条件 1–6, 10, 11: the plan covers five areas, the service line has four links."""
    assert outcomes("culture")[rule] is MET
    assert outcomes("culture", **changed)[rule] is NOT_MET


@pytest.mark.parametrize(
    ("brand_class", "rule", "fact"),
    [("service", "JS-049", "special_training_project"), ("livelihood", "JS-061", "ability_training")],
)
def test_training_of_the_class_is_needed(brand_class: str, rule: str, fact: str, outcomes: Outcomes) -> None:
    """附件 分类条件（二）2、（四）4."""
    assert outcomes(brand_class)[rule] is MET
    assert outcomes(brand_class, **{fact: False})[rule] is NOT_MET


@pytest.mark.parametrize(
    ("brand_class", "own"),
    [
        ("skill", {"JS-046", "JS-047"}),
        ("service", {"JS-049", "JS-051"}),
        ("culture", {"JS-054", "JS-056"}),
        ("livelihood", {"JS-061"}),
    ],
)
def test_what_only_an_official_can_judge_stays_open_until_judged(brand_class: str, own: set[str], check: Checked) -> None:
    report = check(brand_class, but={"judgements": ()})
    basic = {"JS-032", "JS-035", "JS-036", "JS-037", "JS-040", "JS-041", "JS-042"}

    assert {finding.rule for finding in report.findings if finding.outcome is JUDGE} == basic | own
    assert report.outcome is JUDGE


@pytest.mark.parametrize(
    ("place", "expected"), [("江苏省", MET), ("徐州市沛县", MET), ("重庆市云阳县", NOT_MET), (None, NO_DATA)]
)
def test_a_brand_from_outside_fails_and_is_shown_apart(place: str | None, expected: Outcome, check: Checked) -> None:
    """二（一）: the text deals with the province's own places throughout."""
    report = check("skill", but={"brand": Brand(name="东海水晶工匠", place=place, invented=True)})

    assert report.territorial is expected
    assert report.substantive is MET


def test_a_class_must_be_declared(check: Checked) -> None:
    report = check(None)

    assert report.outcome is NO_DATA
    assert any("class must be named" in remark.en for remark in report.remarks)


def test_read_as_an_overall_review_a_missed_floor_is_judged(check: Checked) -> None:
    choices = {"JS-all-or-overall": "overall"}

    assert check("culture", workers=2_999).outcome is NOT_MET
    assert check("culture", choices=choices, workers=2_999).outcome is JUDGE
    assert check("culture", choices=choices, development_plan=False).outcome is JUDGE


@pytest.mark.parametrize(("brand_class", "rule"), [("skill", "JS-043"), ("livelihood", "JS-058")])
def test_workers_may_be_read_as_those_under_an_agreement(brand_class: str, rule: str, outcomes: Outcomes) -> None:
    choices = {"JS-workers": "agreement"}

    assert outcomes(brand_class, choices=choices, workers_under_agreement=4_999)[rule] is NOT_MET
    assert outcomes(brand_class, choices=choices, workers_under_agreement=50_000)[rule] is MET
    assert outcomes(brand_class, choices=choices)[rule] is NO_DATA


def test_the_classes_are_the_four_of_the_text(jiangsu: Jurisdiction) -> None:
    """二（二）and the annex."""
    assert jiangsu.book.eligibility is not None
    assert {found.code: found.label.zh for found in jiangsu.book.eligibility.classes} == {
        "skill": "中高端技能类",
        "service": "高品质服务类",
        "culture": "文化旅游类",
        "livelihood": "民生保障类",
    }
