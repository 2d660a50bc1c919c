import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from laowu.cli.render.width import GLUE, line_spans, longest_unit, padded, printable, width, wrapped

MIXED = st.text(alphabet="劳务品牌云阳面工，。（）《》“” abcDE-/.,()01 \u0301\u200b", max_size=80)


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("", 0),
        ("laowu", 5),
        ("劳务品牌", 8),
        ("云阳 brand", 10),
        ("（一）", 6),
        ("“引号”", 6),
        ("e\u0301", 1),
        ("zero\u200bwidth", 9),
        ("각", 2),
        ("\u1100\u1161", 2),
        ("✓ 符合", 6),
        ("ｗｉｄｅ", 8),
    ],
)
def test_a_chinese_character_takes_two_columns_and_a_mark_none(text: str, columns: int) -> None:
    assert width(text) == columns


def test_padding_counts_columns_not_characters() -> None:
    assert padded("云阳", 6) + "|" == "云阳  |"


@given(MIXED, st.integers(min_value=2, max_value=40))
def test_no_line_is_wider_than_asked(text: str, columns: int) -> None:
    assert all(width(line) <= columns for line in wrapped(text, columns))


@given(MIXED, st.integers(min_value=2, max_value=40))
def test_wrapping_loses_nothing_but_spaces(text: str, columns: int) -> None:
    assert "".join(wrapped(text, columns)).replace(" ", "") == text.replace(" ", "")


@given(MIXED, st.integers(min_value=2, max_value=40))
def test_lines_follow_one_another_in_the_text(text: str, columns: int) -> None:
    spans = line_spans(text, columns)
    ends = [0, *(end for _, end in spans)]
    assert all(start >= before for (start, _), before in zip(spans, ends, strict=False))
    assert all(start <= end for start, end in spans)


@given(st.text(alphabet="劳务品牌，。（）《》“”、", min_size=1, max_size=60), st.integers(min_value=8, max_value=40))
def test_closing_marks_begin_no_line_and_opening_marks_end_none(text: str, columns: int) -> None:
    lines = wrapped(text, columns)
    if max(longest_unit(part) for part in [text]) > columns:
        return  # a heap of marks wider than the line has to be cut somewhere
    assert all(line[0] not in "，。）》”、" for line in lines[1:])
    assert all(line[-1] not in "（《“" for line in lines[:-1])


def test_chinese_breaks_between_characters_and_english_between_words() -> None:
    assert wrapped("劳务品牌认定", 6) == ["劳务品", "牌认定"]
    assert wrapped("one two three", 8) == ["one two", "three"]
    assert wrapped("不低于 5,000 人", 10) == ["不低于", "5,000 人"]


def test_a_full_stop_stays_with_the_character_before_it() -> None:
    assert wrapped("云阳面工。", 8) == ["云阳面", "工。"]


def test_an_opening_bracket_stays_with_the_character_after_it() -> None:
    assert wrapped("云阳（重庆）", 6) == ["云阳", "（重", "庆）"]


def test_a_word_wider_than_the_line_is_cut_after_a_mark() -> None:
    assert wrapped("m12333.cn/policy/myury.html", 20) == ["m12333.cn/policy/", "myury.html"]
    assert wrapped("x" * 10, 4) == ["xxxx", "xxxx", "xx"]


def test_glue_holds_a_sign_to_its_word() -> None:
    assert wrapped(f"✓{GLUE}符合 条件", 4) == ["✓\u00a0符", "合", "条件"]
    assert printable(f"✓{GLUE}符合") == "✓ 符合"


def test_line_breaks_of_the_text_are_kept_and_indents_too() -> None:
    assert wrapped("one\n  two", 20) == ["one", "  two"]
    assert wrapped("", 20) == [""]


def test_what_would_control_the_terminal_is_not_printed() -> None:
    assert printable("a\x1b[31mb\x07c\u202ed\ud800") == "a[31mbcd"
    assert printable("two\nlines\t.") == "two\nlines\t."


@given(st.text(max_size=60))
def test_nothing_printable_is_a_control_character(text: str) -> None:
    kinds = {unicodedata.category(character) for character in printable(text) if character not in "\n\t"}
    assert not kinds & {"Cc", "Cs"}
