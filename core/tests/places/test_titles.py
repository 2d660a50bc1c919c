"""Words for the person at the end of a name, and words for the trade."""

import pytest

from laowu.places.industries import Industries
from laowu.places.titles import Titles

INDUSTRIES = Industries.load()


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("面工", "工"),
        ("茶匠", "匠"),
        ("石榴农匠", "农匠"),
        ("电焊工", "工"),
        ("化工匠", "匠"),
        ("手工匠人", "匠人"),
        ("保安", "保安"),
        ("铁保安", "铁保安"),
        ("福嫂", "福嫂"),
        ("绣娘", "娘"),
        ("刺绣绣娘", "绣娘"),
        ("彝绣绣娘", "绣娘"),
        ("花灯艺人", "艺人"),
        ("石化工", "工"),
        ("花椒师傅", "师傅"),
        ("建筑铁军", "铁军"),
    ],
)
def test_the_person_is_the_word_for_the_person_and_not_for_the_trade(text: str, person: str) -> None:
    start, _ = Titles.load().persons(text, INDUSTRIES)[0]
    assert text[start:] == person


@pytest.mark.parametrize("text", ["手工", "机器人", "食品加工", "小吃", "牛肉面", ""])
def test_words_that_only_end_like_a_title_name_no_person(text: str) -> None:
    assert Titles.load().persons(text, INDUSTRIES) == []


def test_a_title_that_may_reach_further_into_the_trade_is_a_second_reading() -> None:
    local = Titles.load().plus(["工程师"])
    assert [start for start, _ in local.persons("土木工程师", INDUSTRIES)] == [2, 4]
    assert [start for start, _ in local.persons("养老工程师", INDUSTRIES)] == [2]


def test_no_core_title_contains_a_trade() -> None:
    listed = Titles.load().listed
    inside = [
        text for text in listed for at in range(1, len(text)) if text[at:] in listed and INDUSTRIES.covered_from(text[:at]) == 0
    ]
    assert inside == []


def test_every_trade_and_title_put_together_come_apart_again() -> None:
    listed = Titles.load()
    for trade in INDUSTRIES.words():
        for title in listed.listed:
            assert len(trade) in [start for start, _ in listed.persons(trade + title, INDUSTRIES)], trade + title


def test_a_locality_adds_titles_without_changing_the_core_list() -> None:
    local = Titles.load().plus(["实打实"])
    ((start, title),) = local.persons("挂面实打实", INDUSTRIES)
    assert (start, title.text, title.evidence) == (2, "实打实", "locality")
    assert Titles.load().get("实打实") is None


def test_every_listed_title_carries_its_evidence() -> None:
    assert {title.evidence for title in Titles.load().listed.values()} == {"csco", "brand", "usage"}


@pytest.mark.parametrize(("segment", "code"), [("臊子面", "62"), ("月子护理", "80"), ("防水防腐", "48"), ("森博浆纸", "22")])
def test_an_industry_segment_hints_at_a_division_of_the_national_classification(segment: str, code: str) -> None:
    hint = INDUSTRIES.hint(segment)
    assert hint is not None
    assert hint.code == code


def test_an_unknown_industry_gives_no_hint() -> None:
    assert INDUSTRIES.hint("实打实") is None
