"""The spelling a name is cut in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from laowu.places.divisions import Divisions
from laowu.places.industries import Industries
from laowu.places.normalising import _simplified, normalise
from laowu.places.titles import Titles


@pytest.mark.parametrize(
    ("written", "text", "notes"),
    [
        ("云阳面工", "云阳面工", ()),
        ("云阳·面工", "云阳面工", ("punctuation_stripped",)),
        (" 云阳 面工 ", "云阳面工", ("punctuation_stripped",)),
        ("“云阳面工”", "云阳面工", ("punctuation_stripped",)),
        ("「云阳・面工」", "云阳面工", ("punctuation_stripped",)),
        ("云阳\u3000面工", "云阳面工", ("punctuation_stripped",)),
        ("云阳\u200b面工", "云阳面工", ("punctuation_stripped",)),
        ("ＡＩ数据工", "AI数据工", ()),
        ("雲陽麵工", "云阳面工", ("traditional_characters",)),
        ("寶雞—臊子麵師傅", "宝鸡臊子面师傅", ("punctuation_stripped", "traditional_characters")),
        ("乾县", "乾县", ()),
        ("", "", ()),
    ],
)
def test_marks_go_and_traditional_characters_turn_with_a_note(written: str, text: str, notes: tuple[str, ...]) -> None:
    assert normalise(written) == (text, notes)


@given(st.text(max_size=20))
def test_normalising_twice_changes_nothing_more(written: str) -> None:
    text, _ = normalise(written)
    assert normalise(text) == (text, ())


def test_no_traditional_character_is_in_the_simplified_standard_set() -> None:
    """Text that GB/T 2312 can write is not looked up in the table of traditional characters."""
    assert [chr(char) for char in _simplified() if chr(char).encode("gb2312", "ignore")] == []


def test_the_words_of_the_lists_are_spelt_as_names_are_cut() -> None:
    """The short way to cut a name relies on it."""
    titles = Titles.load()
    for word in (*Divisions.load().names(), *Industries.load().words(), *titles.listed, *titles.honorifics, *titles.compounds):
        assert normalise(word) == (word, ())
