from laowu.cli.render.markdown import markdown
from laowu.cli.render.page import Fields, Items, Span, Table, cell, heading, line, paragraph
from laowu.text import Text, same


def test_headings_keep_their_level() -> None:
    assert markdown((heading("云阳", level=1), heading("认定", level=3)), "zh") == "# 云阳\n\n### 认定\n"


def test_a_table_is_a_table_with_lines_inside_cells() -> None:
    table = Table(heads=(same("a"), same("b")), rows=((cell("1", "2"), ()), (cell("x|y"), cell("z"))))
    assert markdown((table,), "zh") == "| a | b |\n| --- | --- |\n| 1<br>2 |  |\n| x\\|y | z |\n"


def test_what_the_text_says_is_never_read_as_markup() -> None:
    assert markdown((paragraph("a*b*_c_`d`[e](f)<g>#h~i~\\"),), "zh") == (
        "a\\*b\\*\\_c\\_\\`d\\`\\[e\\](f)\\<g\\>\\#h\\~i\\~\\\\\n"
    )


def test_a_line_break_of_the_text_cannot_end_a_cell_or_an_item() -> None:
    assert markdown((Items((line("one\n# two"),)),), "en") == "- one \\# two\n"


def test_names_of_fields_are_bold_and_an_empty_one_shows_nothing() -> None:
    fields = Fields(((Text("代码", "code"), line("x")), (same(""), line("y"))))
    assert markdown((fields,), "zh") == "- **代码**：x\n- y\n"
    assert markdown((fields,), "en") == "- **code**: x\n- y\n"


def test_items_are_a_list_and_strong_words_bold() -> None:
    assert markdown((Items((line(Span(same("必读"), "strong"), "，其他"),)),), "zh") == "- **必读**，其他\n"


def test_each_language_gets_its_own_words() -> None:
    assert markdown((paragraph(Text("名称", "name")),), "en") == "name\n"
