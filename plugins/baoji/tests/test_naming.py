"""How a brand is to be named: 三（三） of 宝人社发〔2022〕39号. Expected verdicts are read from the document."""

from collections.abc import Callable
from datetime import date

import pytest

from laowu.jurisdictions.jurisdiction import Jurisdiction
from laowu.model.answers import NameReport, NameVerdict
from laowu.model.level import Level
from laowu.model.questions import NameProposal

ON = date(2026, 11, 21)


def judged(jurisdiction: Jurisdiction, name: str, *, existing: bool = False, level: Level | None = None) -> NameReport:
    report = jurisdiction.validate_name(NameProposal(name=name, existing=existing, level=level), ON)
    assert report is not None
    return report


def notes(report: NameReport) -> set[str]:
    return {note.code for note in report.notes}


@pytest.mark.parametrize("name", ["凤翔泥塑师", "陈仓社火工匠", "陇县护理员", "宝鸡擀面皮匠", "渭滨汽车维修员"])
def test_3_3_region_trade_and_person_make_a_name(baoji: Jurisdiction, name: str) -> None:
    report = judged(baoji, name)
    assert report.verdict is NameVerdict.VALID
    assert "unlisted_title" not in notes(report)


@pytest.mark.parametrize(
    ("name", "missing"),
    [("岐山臊子面", {"person"}), ("泥塑师", {"region"}), ("宝鸡工匠", {"industry"}), ("凤县", {"industry", "person"})],
)
def test_3_3_a_name_that_lacks_a_part_fails(baoji: Jurisdiction, name: str, missing: set[str]) -> None:
    report = judged(baoji, name)
    assert (report.verdict, set(report.missing)) == (NameVerdict.INVALID, missing)


@pytest.mark.parametrize("name", ["宝鸡采摘工", "千阳绣娘"])
def test_3_3_a_word_for_the_person_beyond_the_three_named_is_noted_and_stands(baoji: Jurisdiction, name: str) -> None:
    report = judged(baoji, name)
    assert report.verdict is NameVerdict.VALID
    assert "unlisted_title" in notes(report)


def test_3_3_read_as_a_closed_list_another_word_is_put_to_a_person(
    baoji: Jurisdiction, read_as: Callable[..., Jurisdiction]
) -> None:
    closed = read_as("BJ-name-titles", "closed")
    assert judged(closed, "宝鸡采摘工").verdict is NameVerdict.AMBIGUOUS
    assert judged(closed, "凤翔泥塑师").verdict is NameVerdict.VALID


def test_2_the_documents_own_model_is_exempt_as_an_existing_brand(baoji: Jurisdiction) -> None:
    report = judged(baoji, "西岐名吃", existing=True)
    assert report.missing == ("person",)
    assert "exempt" in notes(report)
    assert "exempt" not in notes(judged(baoji, "西岐名吃"))


@pytest.mark.parametrize(
    ("name", "region"),
    [
        ("西岐面皮师", "西岐"),
        ("西府面皮师", "西府"),
        ("西秦刺绣匠", "西秦"),
        ("中国钛谷数控工", "中国钛谷"),
        ("陇州核桃匠", "陇州"),
    ],
)
def test_an_old_or_customary_name_of_a_place_is_put_to_a_person(baoji: Jurisdiction, name: str, region: str) -> None:
    report = judged(baoji, name)
    assert (report.verdict, report.segments.region) == (NameVerdict.AMBIGUOUS, region)


def test_chencang_is_read_as_the_district_it_is_today(baoji: Jurisdiction) -> None:
    assert "alias" not in notes(judged(baoji, "陈仓面皮师"))


@pytest.mark.parametrize("region", ["宝鸡高新区", "宝鸡高新技术产业开发区"])
def test_the_high_tech_zone_serves_as_a_region(baoji: Jurisdiction, region: str) -> None:
    report = judged(baoji, f"{region}数控员")
    assert (report.verdict, report.segments.region) == (NameVerdict.VALID, region)
    assert "zone" in notes(report)


@pytest.mark.parametrize("level", [Level.DISTRICT, Level.MUNICIPAL, Level.PROVINCIAL])
def test_3_3_the_form_is_the_same_at_every_level(baoji: Jurisdiction, level: Level) -> None:
    assert judged(baoji, "凤翔泥塑师", level=level).verdict is NameVerdict.VALID


def test_a_place_elsewhere_is_noted(baoji: Jurisdiction) -> None:
    assert "outside_jurisdiction" in notes(judged(baoji, "临潼石榴农匠"))
