import string
from collections.abc import Iterator
from typing import Any

import pytest
import tomli
from hypothesis import example, given
from hypothesis import strategies as st

from laowu.errors import DossierError
from laowu.toml_source import TomlPath, parse_toml
from laowu.toml_source.lines import lines_of

DOCUMENT = '''\
# a remark = [1]
title = "一"
"quoted key" = 1
'literal.key' = 2
"esc\\u0061ped" = 3
a.b . "c d" = 4

[table]  # remark
multi = """
[not.a.table]
x = 1
"" two quotes, an escape \\""" and five quotes """""
literal = \'\'\'
[[nor.this]]
\'\'\'\'\'
after = "# no remark"
array = [
  1, # ]
  "two, ]",

  [3,
   4], { five = 5 },
]
inline = { one = 1, two.three = [2, 3], four = { five = "}" } }

[[people]]
name = "x"
[people.home]
street = 1
[[people.pets]]
name = 1
[[people.pets]]
name = 2
[[people]]
name = "y"
[[people.pets]]
name = 3

[deep.er]
x = 1
[deep]
y = 2
'''


@pytest.mark.parametrize(
    ("path", "start_of_line"),
    [
        (("title",), "title"),
        (("quoted key",), '"quoted key"'),
        (("literal.key",), "'literal.key'"),
        (("escaped",), '"esc'),
        (("a",), "a.b"),
        (("a", "b"), "a.b"),
        (("a", "b", "c d"), "a.b"),
        (("table",), "[table]"),
        (("table", "multi"), "multi"),
        (("table", "literal"), "literal"),
        (("table", "after"), "after"),
        (("table", "array"), "array"),
        (("table", "array", 0), "  1,"),
        (("table", "array", 1), '  "two'),
        (("table", "array", 2), "  [3"),
        (("table", "array", 2, 0), "  [3"),
        (("table", "array", 2, 1), "   4]"),
        (("table", "array", 3), "   4]"),
        (("table", "array", 3, "five"), "   4]"),
        (("table", "inline", "two", "three", 1), "inline"),
        (("table", "inline", "four", "five"), "inline"),
        (("deep", "er"), "[deep.er]"),
        (("deep", "er", "x"), "x = 1"),
        (("deep",), "[deep]"),
        (("deep", "y"), "y = 2"),
    ],
)
def test_each_way_of_writing_a_key_has_its_line(path: TomlPath, start_of_line: str) -> None:
    line = parse_toml(DOCUMENT.encode(), "d", error=DossierError).line_of(path)
    assert line is not None
    assert DOCUMENT.splitlines()[line - 1].startswith(start_of_line)


def test_elements_of_an_array_of_tables_are_told_apart() -> None:
    source = parse_toml(DOCUMENT.encode(), "d", error=DossierError)
    lines = DOCUMENT.splitlines()
    first, second = (number for number, line in enumerate(lines, 1) if line == "[[people]]")
    pets = [number for number, line in enumerate(lines, 1) if line == "[[people.pets]]"]
    assert source.line_of(("people",)) == first
    assert source.line_of(("people", 0)) == first
    assert source.line_of(("people", 1)) == second
    assert source.line_of(("people", 1, "name")) == second + 1
    assert source.line_of(("people", 0, "home", "street")) == first + 3
    assert [source.line_of(("people", person, "pets", pet)) for person, pet in ((0, 0), (0, 1), (1, 0))] == pets
    assert source.line_of(("people", 1, "pets", 0, "name")) == pets[2] + 1


def test_a_path_that_is_not_there_gets_the_line_of_what_is_around_it() -> None:
    source = parse_toml(b"x = 1\n[a]\nb = [1, 2]\n", "d", error=DossierError)
    assert source.line_of(("a", "missing", "deeper")) == 2
    assert source.line_of(("a", "b", 7)) == 3
    assert source.line_of(("missing", "x")) is None
    assert source.line_of(()) is None


def test_windows_line_ends_count_once() -> None:
    source = parse_toml(b'a = """\r\nx\r\n"""\r\n\r\n[b]\r\nc = 1\r\n', "d", error=DossierError)
    assert source.line_of(("b", "c")) == 6


def test_a_long_file_is_walked_in_one_go() -> None:
    text = 'text = """' + 'a "quoted" word \\" ' * 100_000 + '"""\n' + "[[row]]\nx = 1\n" * 50_000
    source = parse_toml(text.encode(), "d", error=DossierError)
    assert source.line_of(("row", 49_999, "x")) == 1 + 2 * 50_000


@given(
    st.lists(
        st.sampled_from(["x", "[", "]", "[[", "{", "}", "=", ".", ",", '"', "'", '"""', "\\", "#", "\n", " ", "1"]), max_size=30
    ).map("".join)
)
@example("x = ")
@example('"\\[" = 1')
@example("x = 1\n= 2")
@example("x = {1}")
@example("[x\ny = 1")
def test_a_text_that_is_no_toml_ends_the_walk_quietly(text: str) -> None:
    assert all(1 <= line <= text.count("\n") + 1 for line in lines_of(text).values())


def test_what_was_found_before_the_walk_lost_its_way_still_holds() -> None:
    assert lines_of("a = 1\nb = 2\n]\nc = 3") == {("a",): 1, ("b",): 2}


# Documents are written by a second hand that notes the line of everything it writes.

keys = st.text(string.ascii_letters + '中文 ."#=[]', min_size=1, max_size=6)
leaves = st.one_of(
    st.integers(-9, 9).map(str),
    st.booleans().map(lambda value: str(value).lower()),
    st.sampled_from(
        ["2026-11-21", "07:30:00", "2026-11-21 07:30:00", "1.5", "inf", "''", '""', "'#'", '"]"', "'''\n\n'''", '"""\n"" \n"""']
    ),
)
values = st.recursive(
    leaves, lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(keys, inner, max_size=3)), max_leaves=6
)
tables = st.dictionaries(keys, values, max_size=3)
documents = st.tuples(
    tables,
    st.dictionaries(
        keys, st.one_of(st.tuples(tables, st.dictionaries(keys, tables, max_size=2)), st.lists(tables, min_size=1, max_size=3))
    ),
)


class Writer:
    def __init__(self, gaps: Iterator[str]) -> None:
        self.text = ""
        self.lines: dict[TomlPath, int] = {}
        self._gaps = gaps

    def note(self, path: TomlPath) -> None:
        self.lines[path] = self.text.count("\n") + 1

    def key(self, key: str) -> str:
        return '"' + key.replace('"', '\\"') + '"' if not key.isascii() or not key.isalpha() else key

    def value(self, path: TomlPath, value: Any) -> None:
        if isinstance(value, str):
            self.text += value
        elif isinstance(value, list):
            self.text += "["
            for position, item in enumerate(value):
                self.text += next(self._gaps)
                self.note((*path, position))
                self.value((*path, position), item)
                self.text += next(self._gaps) + ","
            self.text += next(self._gaps) + "]"
        else:
            self.text += "{ "
            for position, (key, item) in enumerate(value.items()):
                self.text += ", " if position else ""
                self.note((*path, key))
                self.text += f"{self.key(key)} = "
                self.value((*path, key), item)
            self.text += " }"

    def table(self, path: TomlPath, table: dict[str, Any]) -> None:
        for key, value in table.items():
            self.text += "# = [\n"
            self.note((*path, key))
            self.text += f" {self.key(key)}\t= "
            self.value((*path, key), value)
            self.text += " # '''\n"

    def header(self, path: TomlPath, written: str) -> None:
        self.note(path)
        self.text += written + "\n"


@given(documents, st.lists(st.sampled_from(["", " ", "\n", " # ]\n", "\n\n\t"]), min_size=1))
def test_lines_agree_with_those_noted_while_writing(document: Any, gaps: list[str]) -> None:
    top, tables_below = document
    writer = Writer(iter(gaps * 1000))
    writer.table((), top)
    for key, below in tables_below.items():
        if key in top:
            continue
        name = writer.key(key)
        if isinstance(below, list):
            for position, table in enumerate(below):
                writer.header((key, position), f"[[ {name} ]]")
                writer.table((key, position), table)
        else:
            table, inner = below
            writer.header((key,), f"[{name}]")
            writer.table((key,), table)
            for inner_key, inner_table in inner.items():
                if inner_key not in table:
                    writer.header((key, inner_key), f"[{name} . {writer.key(inner_key)}]")
                    writer.table((key, inner_key), inner_table)
    tomli.loads(writer.text)  # what was written is TOML
    source = parse_toml(writer.text.encode(), "d", error=DossierError, allow_empty=True)
    assert {path: source.line_of(path) for path in writer.lines} == writer.lines
