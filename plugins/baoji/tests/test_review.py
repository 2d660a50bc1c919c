"""How a brand rises: 二 and 三（三）、（四） of 宝人社发〔2022〕39号. The document states hardly anything; the plan says so."""

from collections.abc import Callable
from datetime import date

import pytest

from laowu.jurisdictions.jurisdiction import Jurisdiction
from laowu.model.answers import ReviewPlan
from laowu.model.dossier import Dossier
from laowu.model.level import Level, Target
from laowu.model.questions import Application

MakeBrand = Callable[..., Dossier]
MONDAY = date(2026, 6, 1)


def plan(jurisdiction: Jurisdiction, make_brand: MakeBrand, level: Level) -> ReviewPlan:
    found = jurisdiction.plan_review(Application(dossier=make_brand(), target=Target(level=level), start=MONDAY), MONDAY)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("level", "stages"),
    [
        (Level.MUNICIPAL, ["county_selection", "library_entry", "municipal_recognition"]),
        (Level.PROVINCIAL, ["county_selection", "library_entry", "provincial_recommendation"]),
        (Level.DISTRICT, []),
    ],
)
def test_2_counties_recommend_the_city_recognises_and_recommends_on(
    baoji: Jurisdiction, make_brand: MakeBrand, level: Level, stages: list[str]
) -> None:
    assert [step.stage for step in plan(baoji, make_brand, level).steps] == stages


def test_2_only_the_citys_own_recognition_is_an_approval(baoji: Jurisdiction, make_brand: MakeBrand) -> None:
    for level, approvals in ((Level.MUNICIPAL, 1), (Level.PROVINCIAL, 0)):
        assert sum(step.kind == "approve" for step in plan(baoji, make_brand, level).steps) == approvals


def test_3_3_the_county_acts_first(baoji: Jurisdiction, make_brand: MakeBrand) -> None:
    first = plan(baoji, make_brand, Level.MUNICIPAL).steps[0]
    assert (first.kind, first.actor.zh) == ("apply", "县（区）人社部门")


def test_no_public_notice_length_limit_or_paper_is_stated(baoji: Jurisdiction, make_brand: MakeBrand) -> None:
    found = plan(baoji, make_brand, Level.MUNICIPAL)
    assert any("未载明公示" in remark.zh for remark in found.remarks)
    assert all(step.length is None and step.due is None for step in found.steps)
    assert all(any("未载明时长" in remark.zh for remark in step.remarks) for step in found.steps)
    assert found.materials == ()


def test_at_a_level_without_a_procedure_the_plan_says_so(baoji: Jurisdiction, make_brand: MakeBrand) -> None:
    assert any("未载明" in remark.zh for remark in plan(baoji, make_brand, Level.DISTRICT).remarks)
