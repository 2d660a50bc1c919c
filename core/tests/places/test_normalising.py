"""The spelling a name is cut in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from laowu.places.normalising import normalise


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
