"""The course of an application as far as 苏人社发〔2022〕40号 states it (二（三）, 五（十二）, 五末段)."""

from collections.abc import Callable
from datetime import date

from laowu.jurisdictions.jurisdiction import Jurisdiction
from laowu.model.answers import ReviewPlan
from laowu.model.citation import Standing
from laowu.model.dossier import Dossier
from laowu.model.level import Level, Target
from laowu.model.questions import Application

DossierOf = Callable[..., Dossier]


def planned(jurisdiction: Jurisdiction, dossier: Dossier, day: date) -> ReviewPlan:
    target = Target(level=Level.PROVINCIAL, brand_class="culture")
    plan = jurisdiction.plan_review(Application(dossier=dossier, target=target, start=day), day)
    assert plan is not None
    return plan


def test_the_localities_select_before_the_province_recognises(jiangsu: Jurisdiction, dossier: DossierOf) -> None:
    plan = planned(jiangsu, dossier(), date(2026, 11, 23))

    assert [(step.rule, step.kind) for step in plan.steps] == [("JS-029", "review"), ("JS-009-listing", "approve")]
    selected, recognised = plan.steps[0].ends, plan.steps[1].begins
    assert selected is not None
    assert recognised is not None
    assert recognised > selected
    assert plan.standing is Standing.IN_FORCE


def test_the_act_is_called_listing_from_the_day_the_brands_of_2025_were_published(
    jiangsu: Jurisdiction, dossier: DossierOf
) -> None:
    """The clause (二（三）) is one; the word is of the round of 2025, published on 23 December."""
    before = planned(jiangsu, dossier(), date(2025, 12, 22)).steps[-1]
    after = planned(jiangsu, dossier(), date(2025, 12, 23)).steps[-1]

    assert (before.rule, after.rule) == ("JS-009", "JS-009-listing")
    assert before.stage == after.stage
    assert before.clause == after.clause


def test_no_length_no_date_no_paper_and_no_notice_is_stated(jiangsu: Jurisdiction, dossier: DossierOf) -> None:
    plan = planned(jiangsu, dossier(), date(2026, 11, 23))

    assert plan.materials == ()
    assert all(step.length is None and step.due is None for step in plan.steps)
    assert any("states no public notice" in remark.en for remark in plan.remarks)


def test_the_cities_opinions_were_due_on_30_april_2022_and_are_no_step_afterwards(
    jiangsu: Jurisdiction, dossier: DossierOf
) -> None:
    """五（末段）."""
    before = {step.rule: step.due for step in planned(jiangsu, dossier(), date(2022, 4, 30)).steps}
    after = {step.rule for step in planned(jiangsu, dossier(), date(2022, 5, 1)).steps}

    assert before["JS-031"] == date(2022, 4, 30)
    assert "JS-031" not in after


def test_before_its_date_the_text_states_nothing(jiangsu: Jurisdiction, dossier: DossierOf) -> None:
    """The text is dated 18 April 2022."""
    assert planned(jiangsu, dossier(), date(2022, 4, 18)).steps
    assert planned(jiangsu, dossier(), date(2022, 4, 17)).standing is Standing.NOT_YET
