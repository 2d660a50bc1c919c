"""Names near to one another: what the index finds is held against comparing every pair."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from laowu.evaluate.confusable import KINDS, ListedName, NameRegister, Resemblance, pinyin

ON = date(2026, 11, 22)
LIST = ("盱眙龙虾厨师", "云阳面工", "江宁月嫂", "浦口月嫂", "沛县小吃师", "连云港海产工", "金坛茶匠")


def register(*names: str, sound: bool = True) -> NameRegister:
    listed = [ListedName(name=name, line=line) for line, name in enumerate(names, start=2)]
    return NameRegister(listed, on=ON, home="320000", sound=pinyin() if sound else None)


def found(name: str, *names: str) -> list[tuple[str, str]]:
    return [(item.name, item.kind) for item in register(*(names or LIST)).near(name)]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("“云阳”面工", [("云阳面工", "same")]),
        ("云陽面工", [("云阳面工", "same")]),
        ("云阳免工", [("云阳面工", "same_sound")]),
        ("云阳面匠", [("云阳面工", "one_character")]),
        ("云阳面点工", [("云阳面工", "one_character")]),
        ("云阳工", [("云阳面工", "one_character")]),
        ("溧阳茶人", [("金坛茶匠", "same_trade_nearby")]),
        ("常州茶匠", [("金坛茶匠", "same_trade_nearby")]),
        ("苏州茶匠", []),
    ],
)
def test_the_nearest_way_in_which_a_name_resembles_another(name: str, expected: list[tuple[str, str]]) -> None:
    assert found(name) == expected


def test_the_nearest_come_first_then_by_name() -> None:
    near = found("云阳面工", "云阳面匠", "云阳免工", "云阳面工", "云阳缅工", "云阳汤工")

    assert near == [
        ("云阳面工", "same"),
        ("云阳免工", "same_sound"),
        ("云阳缅工", "same_sound"),
        ("云阳汤工", "one_character"),
        ("云阳面匠", "one_character"),
    ]


def test_a_name_does_not_resemble_its_own_line() -> None:
    twice = register("云阳面工", "云阳面工")

    assert twice.near("云阳面工", line=2) == (Resemblance(name="云阳面工", line=3, kind="same"),)


def test_names_of_two_characters_are_not_called_one_apart() -> None:
    assert found("茶匠", "茶工") == []


def test_sound_is_left_out_where_it_is_not_to_be_compared() -> None:
    assert [item.kind for item in register("云阳面工", sound=False).near("云阳免工")] == ["one_character"]


def _distance(one: str, other: str) -> int:
    """Edits from one text to another: the textbook table."""
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, start=1):
        above, row[0] = row[0], i
        for j, b in enumerate(other, start=1):
            above, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, above + (a != b))
    return row[-1]


_NAMES = st.text("云阳面茶工匠", min_size=3, max_size=6)


@given(name=_NAMES, names=st.lists(_NAMES, max_size=8, unique=True))
def test_one_character_apart_is_an_edit_distance_of_one(name: str, names: list[str]) -> None:
    near = register(*names, sound=False).near(name)

    assert {item.name for item in near if item.kind == "one_character"} == {
        other for other in names if _distance(name, other) == 1
    }
    assert {item.name for item in near if item.kind == "same"} == {other for other in names if other == name}
    order = list(KINDS)
    assert [order.index(item.kind) for item in near] == sorted(order.index(item.kind) for item in near)
