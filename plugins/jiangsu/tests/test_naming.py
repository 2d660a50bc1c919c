"""The form of names. Expected values were read in 苏人社发〔2022〕40号 二（三）; the names of brands are published ones."""

from datetime import date

import pytest

from laowu.jurisdictions.jurisdiction import Jurisdiction
from laowu.jurisdictions.loading import load_installed
from laowu.model.answers import NameReport, NameSegments, NameVerdict
from laowu.model.level import Level
from laowu.model.questions import NameProposal

ON = date(2026, 11, 23)


def judged(jurisdiction: Jurisdiction, name: str, *, level: Level | None = None, existing: bool = False) -> NameReport:
    report = jurisdiction.validate_name(NameProposal(name=name, level=level, existing=existing), ON)
    assert report is not None
    return report


def notes(report: NameReport) -> list[str]:
    return [note.code for note in report.notes]


@pytest.mark.parametrize(
    ("name", "region", "industry", "person"),
    [
        ("盱眙龙虾厨师", "盱眙", "龙虾", "厨师"),
        ("金坛茶匠", "金坛", "茶", "匠"),
        ("武进工业机器人操作员", "武进", "工业机器人", "操作员"),
        ("江宁智造技师", "江宁", "智造", "技师"),
        ("浦口集成电路封测技术员", "浦口", "集成电路封测", "技术员"),
    ],
)
def test_region_trade_and_title_make_a_name(name: str, region: str, industry: str, person: str, jiangsu: Jurisdiction) -> None:
    report = judged(jiangsu, name)

    assert report.verdict is NameVerdict.VALID
    assert report.segments == NameSegments(region=region, industry=industry, person=person)


@pytest.mark.parametrize("level", [Level.DISTRICT, Level.MUNICIPAL, Level.PROVINCIAL])
def test_the_form_is_one_for_all_three_libraries_and_binds(level: Level, jiangsu: Jurisdiction) -> None:
    """应统一为."""
    report = judged(jiangsu, "盱眙龙虾", level=level)

    assert report.verdict is NameVerdict.INVALID
    assert report.missing == ("person",)
    assert "guidance" not in notes(report)


@pytest.mark.parametrize(("name", "missing"), [("建筑工匠", ("region",)), ("盱眙龙虾", ("person",)), ("盱眙工匠", ("industry",))])
def test_each_part_is_needed(name: str, missing: tuple[str, ...], jiangsu: Jurisdiction) -> None:
    assert judged(jiangsu, name).missing == missing


@pytest.mark.parametrize("title", ["工", "匠", "师", "员"])
def test_the_four_titles_pass_without_a_note(title: str, jiangsu: Jurisdiction) -> None:
    report = judged(jiangsu, f"沭阳花木{title}")

    assert report.verdict is NameVerdict.VALID
    assert "unlisted_title" not in notes(report)


def test_an_unlisted_title_is_noted_and_passes_unless_the_list_is_read_as_closed(jiangsu: Jurisdiction) -> None:
    """二（三）: the list of titles is open."""
    report = judged(jiangsu, "盱眙龙虾师傅")
    closed = judged(load_installed("jiangsu", choices={"JS-unlisted-title": "closed"}), "盱眙龙虾师傅", existing=True)

    assert report.verdict is NameVerdict.VALID
    assert notes(report) == ["unlisted_title"]
    assert closed.verdict is NameVerdict.AMBIGUOUS
    assert "exempt" in notes(closed)


def test_a_word_for_a_body_of_people_is_for_an_official_in_a_new_name_only(jiangsu: Jurisdiction) -> None:
    """三（五） itself names 江苏建筑铁军, a brand in use; its word is not among the four titles."""
    new = judged(jiangsu, "南通建筑铁军")
    existing = judged(jiangsu, "江苏建筑铁军", existing=True)
    opened = judged(load_installed("jiangsu", choices={"JS-unlisted-title": "open"}), "南通建筑铁军")

    assert new.verdict is NameVerdict.AMBIGUOUS
    assert "exempt" not in notes(new)
    assert "exempt" in notes(existing)
    assert opened.verdict is NameVerdict.VALID


@pytest.mark.parametrize("name", ["常州高新智能传感工匠", "常州高新区生命健康产业工匠", "江北新区护理员"])
def test_a_zone_is_a_region_with_a_note(name: str, jiangsu: Jurisdiction) -> None:
    report = judged(jiangsu, name)

    assert report.verdict is NameVerdict.VALID
    assert "zone" in notes(report)


def test_a_place_below_the_county_is_accepted_with_a_note(jiangsu: Jurisdiction) -> None:
    """顶山 is a subdistrict; the brand was recognised for 2024."""
    report = judged(jiangsu, "顶山轨道交通焊工")

    asked = judged(load_installed("jiangsu", choices={"JS-small-places": "asked"}), "顶山轨道交通焊工")

    assert report.verdict is NameVerdict.VALID
    assert "township" in notes(report)
    assert asked.verdict is NameVerdict.AMBIGUOUS


@pytest.mark.parametrize("name", ["大龙抛丸机师傅", "淮扬菜厨师", "太湖渔家厨师", "苏北家政员"])
def test_a_customary_name_of_a_region_is_for_an_official(name: str, jiangsu: Jurisdiction) -> None:
    assert judged(jiangsu, name).verdict is NameVerdict.AMBIGUOUS


def test_a_place_outside_the_province_is_noted(jiangsu: Jurisdiction) -> None:
    assert "outside_jurisdiction" in notes(judged(jiangsu, "云阳面工"))
