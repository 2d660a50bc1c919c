"""An answer goes into a dossier and nothing else changes."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import tomli
from hypothesis import given
from hypothesis import strategies as st

from laowu.cli.dossier_edit import put, put_back
from laowu.errors import DossierError

COMMENTED = """\
# 头注 a head note
[brand]
name = "甲乙丙"   # 名称

[facts]
workers = 12 # 名册

# 尾注
[materials]
form = true
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "brand.toml"
    path.write_text(COMMENTED, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("path", "value", "reads"),
    [
        (("facts", "media_reports"), 3, {"facts": {"workers": 12, "media_reports": 3}}),
        (
            ("facts", "trained", -1),
            {"year": 2025, "value": 9},
            {"facts": {"workers": 12, "trained": [{"year": 2025, "value": 9}]}},
        ),
        (("facts", "jiangsu", "plan"), True, {"facts": {"workers": 12, "jiangsu": {"plan": True}}}),
        (("brand", "place"), "江苏省", {"brand": {"name": "甲乙丙", "place": "江苏省"}}),
        (("operators", -1), {"name": "某公司"}, {"operators": [{"name": "某公司"}]}),
        (("materials", "since"), date(2026, 1, 2), {"materials": {"form": True, "since": date(2026, 1, 2)}}),
    ],
)
def test_the_value_is_there_and_every_line_that_was_there_still_is(
    file: Path, path: tuple[str | int, ...], value: Any, reads: dict[str, Any]
) -> None:
    before = tomli.loads(COMMENTED)

    put(str(file), path, value)

    text = file.read_text(encoding="utf-8")
    assert tomli.loads(text) == {**before, **reads}
    assert [line for line in COMMENTED.splitlines() if line not in text.splitlines()] == []


def test_an_element_of_an_array_of_tables_is_reached_by_its_place(file: Path) -> None:
    put(str(file), ("operators", -1), {"name": "某公司"})
    put(str(file), ("operators", 0, "legal_person"), value=True)

    assert tomli.loads(file.read_text(encoding="utf-8"))["operators"] == [{"name": "某公司", "legal_person": True}]


@pytest.mark.parametrize("head", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_byte_order_mark_and_line_ends_stay(tmp_path: Path, head: bytes, end: str) -> None:
    path = tmp_path / "brand.toml"
    path.write_bytes(head + COMMENTED.replace("\n", end).encode())

    put(str(path), ("facts", "media_reports"), 3)

    written = path.read_bytes()
    assert written.startswith(head + "# 头注".encode())
    assert written.count(b"\r\n") == (COMMENTED.count("\n") + 1 if end == "\r\n" else 0)


@pytest.mark.parametrize(
    ("text", "path"), [("facts = 3\n", ("facts", "workers")), ('operators = "a"\n', ("operators", 0, "place"))]
)
def test_a_file_without_room_is_left_as_it_was(tmp_path: Path, text: str, path: tuple[str | int, ...]) -> None:
    file = tmp_path / "brand.toml"
    file.write_text(text, encoding="utf-8")

    with pytest.raises(DossierError, match="no room"):
        put(str(file), path, 1)

    assert file.read_text(encoding="utf-8") == text
    assert [entry for entry in tmp_path.iterdir() if entry.is_file()] == [file]


def test_what_was_there_can_be_put_back(file: Path) -> None:
    before = file.read_bytes()
    put(str(file), ("facts", "media_reports"), 3)

    put_back(str(file), before)

    assert file.read_bytes() == before


_KEYS = st.text("abcdefg_", min_size=1, max_size=5)
_VALUES = st.integers(-9, 9) | st.booleans() | st.text(max_size=6) | st.dates()


@given(table=st.dictionaries(_KEYS, _VALUES, max_size=4), key=_KEYS, value=_VALUES)
def test_reading_back_gives_what_was_there_and_the_answer(
    tmp_path_factory: pytest.TempPathFactory, table: dict[str, Any], key: str, value: Any
) -> None:
    import tomlkit

    file = tmp_path_factory.mktemp("dossier") / "brand.toml"
    file.write_text(tomlkit.dumps({"brand": {"name": "甲"}, "facts": table}), encoding="utf-8", newline="")

    put(str(file), ("facts", key), value)

    assert tomli.loads(file.read_text(encoding="utf-8")) == {"brand": {"name": "甲"}, "facts": {**table, key: value}}
