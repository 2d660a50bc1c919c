import re

import pytest

from laowu.cli.render.page import (
    Fields,
    Items,
    Span,
    Table,
    cell,
    heading,
    line,
    paragraph,
    section,
)
from laowu.cli.render.plain import plain
from laowu.cli.render.width import width
from laowu.text import Text, same

HEADS = (Text("结论", "outcome"), Text("条件", "condition"), Text("依据", "basis"))
ROWS = (
    (
        cell(Span(Text("✓ 符合", "✓ met"), "good")),
        cell(Text("从业人员不少于五千人", "at least 5,000 workers")),
        cell("X-1", "一（一）"),
    ),
    (cell(Span(Text("✗ 不符合", "✗ not met"), "bad")), cell(Text("有独立商标", "has a mark")), cell("X-2", "一（二）")),
)
TABLE = Table(heads=HEADS, rows=ROWS)


def printed(*blocks: object, room: int = 80, language: str = "zh", colour: bool = False) -> list[str]:
    return plain(blocks, language, room=room, colour=colour).splitlines()  # type: ignore[arg-type]


def column_starts(text: str, words: list[str]) -> set[int]:
    """Screen columns at which these words begin in the lines that hold them."""
    return {width(row[: row.index(word)]) for row in text.splitlines() for word in words if word in row}


@pytest.mark.parametrize("room", [30, 40, 60, 80, 120])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_columns_align_on_the_screen_in_both_languages(room: int, language: str) -> None:
    text = plain((TABLE,), language, room=room, colour=False)  # type: ignore[arg-type]
    assert len(column_starts(text, ["X-1", "X-2", "一（一）", "一（二）"])) == 1


@pytest.mark.parametrize("room", [30, 40, 60, 80, 120])
def test_no_line_is_wider_than_the_screen(room: int) -> None:
    assert max(width(row) for row in printed(TABLE, room=room)) <= room


def test_a_table_that_fits_is_no_wider_than_it_must_be() -> None:
    rule = printed(TABLE, room=120)[1]
    assert [len(dashes) for dashes in rule.split()] == [8, 20, 8]


def test_rows_of_one_line_stand_close_and_rows_of_several_apart() -> None:
    close = Table(heads=HEADS[:2], rows=tuple(row[:2] for row in ROWS))
    assert "" not in printed(close)
    assert "" in printed(TABLE)


def test_an_empty_cell_leaves_its_column_empty() -> None:
    table = Table(heads=HEADS[:2], rows=((cell("a"), ()), ((), cell("b"))))
    assert printed(table)[2:] == ["a", "      b"]


def test_columns_of_a_comparison_are_alike() -> None:
    long = cell(Text("很" * 60, "very " * 30))
    table = Table(heads=(Text("方面", "aspect"), same("A"), same("B")), rows=((cell("x"), long, cell("短")),), equal=True)
    first, second, third = (len(dashes) for dashes in printed(table, room=60)[1].split())
    assert second == third > first


def test_a_column_of_codes_can_be_kept_whole() -> None:
    table = Table(heads=HEADS[:2], rows=((cell("X-1234567890-abcdefghij-klmnop"), cell("很" * 60)),), keep=0)
    assert any("X-1234567890-abcdefghij-klmnop" in row for row in printed(table, room=60))


def test_no_word_is_broken_for_a_column_that_is_kept() -> None:
    heads = (*HEADS[:2], Text("丙", "c"))
    table = Table(heads=heads, rows=((cell("read from payments"), cell("chongqing CQA-038"), cell("2026-11-22")),), keep=0)
    rows = printed(table, room=40)
    assert any("chongqing" in row for row in rows)
    assert any("payments" in row for row in rows)


def test_headings_are_underlined_as_wide_as_they_are() -> None:
    assert printed(heading("云阳面工", level=1)) == ["云阳面工", "========"]
    assert printed(heading("认定", level=2)) == ["认定", "----"]
    assert printed(heading("市级", level=3)) == ["市级"]


def test_blocks_stand_apart_and_the_page_ends_with_one_line_break() -> None:
    assert plain((paragraph("a"), paragraph("b")), "en", room=80, colour=False) == "a\n\nb\n"


def test_items_hang_under_their_mark() -> None:
    assert printed(Items((line("云阳面工" * 6),)), room=20) == ["- 云阳面工云阳面工云", "  阳面工云阳面工云阳", "  面工云阳面工"]


def test_fields_align_their_values() -> None:
    fields = Fields(((Text("代码", "code"), line("x")), (Text("规则条数", "rules"), line("y"))))
    assert printed(fields) == ["代码      x", "规则条数  y"]


def test_a_section_without_content_does_not_show() -> None:
    assert section(heading("x"), Items(()), None) == ()
    assert section(heading("x"), paragraph("y")) == (heading("x"), paragraph("y"))


def test_colour_marks_tones_and_survives_a_line_break() -> None:
    rows = printed(paragraph(Span(Text("不符合条件", "x"), "bad"), "，待补"), room=7, colour=True)
    assert rows[0] == "\x1b[31m不符合\x1b[0m"
    assert rows[1] == "\x1b[31m条件\x1b[0m，"


def test_without_colour_there_is_no_escape_sequence_and_the_sign_stays() -> None:
    text = "\n".join(printed(TABLE))
    assert "\x1b" not in text
    assert "✓ 符合" in text
    assert "✗ 不符合" in text


def test_colour_changes_nothing_but_colour() -> None:
    coloured = plain((TABLE,), "zh", room=50, colour=True)
    assert re.sub(r"\x1b\[[0-9]+m", "", coloured) == plain((TABLE,), "zh", room=50, colour=False)


def test_a_dossier_cannot_write_escape_sequences_to_the_terminal() -> None:
    assert "\x1b" not in "".join(printed(paragraph("\x1b]0;title\x07云阳")))


def test_a_comparison_of_more_columns_than_fit_is_told_one_below_the_other() -> None:
    heads = (Text("方面", "aspect"), *(same(f"region {number}") for number in range(6)))
    row = (cell("名称"), *(cell(f"{number}" + "很长的说法" * 6) for number in range(6)))
    rows = printed(Table(heads=heads, rows=(row, row), equal=True), room=60)
    assert rows[0] == "名称"
    assert rows[1].startswith("  region 0  0很长的说法")
    assert rows[2].startswith("            ")
    assert max(map(width, rows)) <= 60
