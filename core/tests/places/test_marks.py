"""What an official would look at twice."""

import pytest

from laowu.places.marks import Marks

MARKS = Marks.load()


@pytest.mark.parametrize("name", ["常州第一放心月嫂", "让您满意家政", "云阳面工，走向世界", "沙县小吃！"])
def test_praise_promises_and_sentences_are_slogans(name: str) -> None:
    assert MARKS.is_slogan(name)


@pytest.mark.parametrize("name", ["云阳面工", "“沙县”小吃", "巴渝·大嫂", "石宝 建筑"])
def test_a_plain_name_is_no_slogan(name: str) -> None:
    assert not MARKS.is_slogan(name)


@pytest.mark.parametrize("industry", ["杜防水", "张小泉剪刀", "王麻子刀具", "诸葛烤鱼"])
def test_a_family_name_before_a_trade_may_be_somebody(industry: str) -> None:
    assert MARKS.holds_personal_name(industry, person_says_the_trade=False)


@pytest.mark.parametrize("industry", ["", "面", "龙虾", "机器人", "毛玩缝纫", "李子", "陈醋"])
def test_trades_are_nobody(industry: str) -> None:
    assert not MARKS.holds_personal_name(industry, person_says_the_trade=False)


def test_a_name_alone_counts_when_the_title_says_the_trade() -> None:
    assert MARKS.holds_personal_name("李小红", person_says_the_trade=True)
    assert not MARKS.holds_personal_name("李小红", person_says_the_trade=False)
