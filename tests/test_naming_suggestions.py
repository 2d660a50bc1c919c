"""Suggested names: the region itself finds each of them valid."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from laowu.jurisdictions.jurisdiction import Jurisdiction
from laowu.jurisdictions.loading import load_installed
from laowu.model.answers import NameReport, NameVerdict
from laowu.model.questions import NameProposal

ON = date(2026, 11, 22)
REGIONS = {code: load_installed(code) for code in ("baoji", "chongqing", "dalian", "jiangsu")}


def judged(region: Jurisdiction, name: str, place: str | None = None, *, existing: bool = False) -> NameReport:
    report = region.validate_name(NameProposal(name=name, place=place, existing=existing), ON)
    assert report is not None
    return report


@pytest.mark.parametrize(
    ("code", "name", "place", "suggested"),
    [
        ("jiangsu", "沙县小吃", None, "沙县小吃师"),
        ("jiangsu", "鼓楼月嫂", None, "南京鼓楼月嫂"),
        ("jiangsu", "宜兴手工", None, "宜兴手工匠"),
        ("chongqing", "渝北家政员", None, "两江家政员"),
        ("chongqing", "“忠州”豆腐乳", None, "忠县豆腐乳"),
        ("chongqing", "面工", "重庆市云阳县", "云阳面工"),
        ("chongqing", "渝北家政", None, "两江家政"),
        ("chongqing", "渝北区两江新区家政", None, "重庆两江新区家政"),
        ("chongqing", "山城棒棒军", None, "重庆棒棒军"),
        ("baoji", "西岐名吃", None, "岐山名吃师"),
        ("baoji", "秦岭护工", None, "宝鸡护工"),
        ("dalian", "大连海参工品牌", None, "大连海参工劳务品牌"),
        ("dalian", "大连海参工劳务", None, "大连海参工劳务品牌"),
        ("dalian", "甘井子海参加工工劳务品牌", None, "大连甘井子海参加工工劳务品牌"),
        ("dalian", "海参加工工", "大连市甘井子区", "大连甘井子海参加工工劳务品牌"),
    ],
)
def test_the_first_suggestion_changes_as_little_as_it_can(code: str, name: str, place: str | None, suggested: str) -> None:
    assert judged(REGIONS[code], name, place).suggestions[0] == suggested


def test_a_valid_name_and_an_existing_brand_get_none() -> None:
    assert judged(REGIONS["chongqing"], "云阳面工").suggestions == ()
    assert judged(REGIONS["baoji"], "西岐名吃", existing=True).suggestions == ()


@pytest.mark.parametrize("name", ["", "  ", "重庆", "渝北区"])
def test_nothing_is_made_up_for_a_name_that_says_no_trade(name: str) -> None:
    assert judged(REGIONS["chongqing"], name).suggestions == ()


_REGIONS = st.sampled_from(
    ["", "重庆", "云阳", "忠州", "渝北", "鼓楼", "江苏", "大连", "甘井子", "宝鸡高新区", "西府", "丹霞", "沙县"]
)
_TRADES = st.sampled_from(["", "面", "海参", "机器人", "家政", "手工", "采摘", "钛材", "甲乙"])
_PERSONS = st.sampled_from(["", "工", "师傅", "月嫂", "匠", "铁军", "能手"])


@settings(max_examples=150)
@given(code=st.sampled_from(sorted(REGIONS)), region=_REGIONS, trade=_TRADES, person=_PERSONS)
def test_whatever_is_suggested_is_valid_and_new(code: str, region: str, trade: str, person: str) -> None:
    name = region + trade + person
    if not name:
        return
    report = judged(REGIONS[code], name)

    assert len(report.suggestions) <= 3
    assert len(set(report.suggestions)) == len(report.suggestions)
    assert report.suggestions == judged(REGIONS[code], name).suggestions
    for suggestion in report.suggestions:
        assert suggestion != name
        assert judged(REGIONS[code], suggestion).verdict is NameVerdict.VALID
