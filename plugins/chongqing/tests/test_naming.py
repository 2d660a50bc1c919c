"""How a brand is to be named: 第三条 of the award measures. Expected verdicts are read from the document."""

from collections.abc import Callable
from datetime import date

import pytest

from laowu.jurisdictions.jurisdiction import Jurisdiction
from laowu.model.answers import NameReport, NameVerdict
from laowu.model.questions import NameProposal

ON = date(2026, 11, 21)


def judged(jurisdiction: Jurisdiction, name: str, on: date = ON) -> NameReport:
    report = jurisdiction.validate_name(NameProposal(name=name), on)
    assert report is not None
    return report


def notes(report: NameReport) -> set[str]:
    return {note.code for note in report.notes}


@pytest.mark.parametrize("name", ["云阳面工", "重庆小面师傅", "荣昌夏布织工", "大足雕客", "重庆市云阳县面工"])
def test_article_3_region_and_industry_make_a_name(chongqing: Jurisdiction, name: str) -> None:
    assert judged(chongqing, name).verdict is NameVerdict.VALID


def test_article_3_the_occupation_may_stand_in_brackets(chongqing: Jurisdiction) -> None:
    assert judged(chongqing, "云阳（面工）").verdict is NameVerdict.VALID


@pytest.mark.parametrize(("name", "missing"), [("面工", {"region"}), ("云阳", {"industry"}), ("重庆市", {"industry"})])
def test_article_3_a_name_without_region_or_without_industry_and_occupation_fails(
    chongqing: Jurisdiction, name: str, missing: set[str]
) -> None:
    report = judged(chongqing, name)
    assert (report.verdict, set(report.missing)) == (NameVerdict.INVALID, missing)


def test_article_3_an_occupation_can_stand_for_the_industry_unless_read_otherwise(
    chongqing: Jurisdiction, read_as: Callable[..., Jurisdiction]
) -> None:
    assert judged(chongqing, "云阳工匠").verdict is NameVerdict.VALID
    strict = read_as("CQ-name-occupation", "industry")
    assert judged(strict, "云阳工匠").missing == ("industry",)
    assert judged(strict, "云阳面工").verdict is NameVerdict.VALID


@pytest.mark.parametrize(
    ("name", "region"),
    [
        ("忠州缝纫", "忠州"),
        ("巴渝大嫂", "巴渝"),
        ("夔州脐橙工", "夔州"),
        ("渝家政员", "渝"),
        ("龙水刀匠", "龙水"),
        ("酉州苗绣", "酉州"),
    ],
)
def test_an_old_or_customary_name_of_a_place_is_put_to_a_person(chongqing: Jurisdiction, name: str, region: str) -> None:
    report = judged(chongqing, name)
    assert (report.verdict, report.segments.region) == (NameVerdict.AMBIGUOUS, region)
    assert "alias" in notes(report)


@pytest.mark.parametrize("region", ["重庆高新区", "万盛经开区", "万盛经济技术开发区"])
def test_the_zones_the_draft_is_addressed_to_serve_as_regions(chongqing: Jurisdiction, region: str) -> None:
    report = judged(chongqing, f"{region}电子工")
    assert (report.verdict, report.segments.region) == (NameVerdict.VALID, region)
    assert "zone" in notes(report)


@pytest.mark.parametrize(("day", "is_zone"), [(date(2025, 11, 5), True), (date(2025, 11, 6), False)])
def test_liangjiang_is_a_zone_until_it_becomes_a_district(chongqing: Jurisdiction, day: date, is_zone: bool) -> None:
    report = judged(chongqing, "两江新区汽车焊工", day)
    assert report.verdict is NameVerdict.VALID
    assert ("zone" in notes(report)) is is_zone


@pytest.mark.parametrize(("day", "verdict"), [(date(2025, 11, 5), NameVerdict.VALID), (date(2025, 11, 6), NameVerdict.AMBIGUOUS)])
def test_a_district_abolished_on_2025_11_06_is_put_to_a_person_from_then_on(
    chongqing: Jurisdiction, day: date, verdict: NameVerdict
) -> None:
    assert judged(chongqing, "渝北焊工", day).verdict is verdict


def test_a_place_elsewhere_is_noted(chongqing: Jurisdiction) -> None:
    assert "outside_jurisdiction" in notes(judged(chongqing, "盱眙龙虾厨师"))
