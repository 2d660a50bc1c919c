"""Lists of names: read as officials keep them, judged row by row, told apart from names like them."""

import csv
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Laowu = Callable[..., Result]
Region = Callable[..., Path]
Demo = Callable[..., dict[str, str]]


@pytest.fixture(autouse=True)
def installed(region: Region, demo: Demo) -> None:
    """The demo region."""
    region("demo", demo())


def judged(laowu: Laowu, file: Path, *words: str) -> list[dict[str, object]]:
    result = laowu("name", "--file", str(file), "-j", "demo", "--format", "json", *words)
    assert result.exit_code == 0, result.stderr
    names: list[dict[str, object]] = json.loads(result.stdout)["names"]
    return names


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("head", ["", "品牌名称\n", "name\n"])
def test_one_column_of_names_needs_no_heading(laowu: Laowu, tmp_path: Path, head: str, encoding: str) -> None:
    file = tmp_path / "names.csv"
    file.write_bytes((head + "常州面点工\n面点工\n\n龙城面点工\n").encode(encoding))

    rows = judged(laowu, file)

    first = 2 if head else 1
    assert [row["line"] for row in rows] == [first, first + 1, first + 3]
    assert [row["report"]["verdict"] for row in rows if isinstance(row["report"], dict)] == ["valid", "invalid", "ambiguous"]


def test_columns_say_what_holds_for_one_row(laowu: Laowu, tmp_path: Path) -> None:
    file = tmp_path / "names.csv"
    file.write_text("序号,名称,企业名号,是否既有\n1,常州大发面点工,大发,否\n2,面点工,,是\n", encoding="utf-8")

    first, second = (row["report"] for row in judged(laowu, file))

    assert isinstance(first, dict)
    assert isinstance(second, dict)
    assert first["segments"]["enterprise"] == "大发"
    assert "exempt" in second["notes"]
    assert second["suggestions"] == []


def test_a_row_that_cannot_be_judged_does_not_stop_the_others(laowu: Laowu, tmp_path: Path) -> None:
    file = tmp_path / "names.csv"
    file.write_text("名称,所在地,级别\n常州面点工,乌有乡,\n,,\n常州面点工,,上上级\n常州面点工,320400,市级\n", encoding="utf-8")

    result = laowu("name", "--file", str(file), "-j", "demo", "--format", "json")

    rows = json.loads(result.stdout)["names"]
    assert result.exit_code == 3
    assert "2 rows could not be judged" in result.stderr
    assert [row["problem"] is None for row in rows] == [False, False, True]


def test_a_csv_file_has_a_column_per_field_and_no_formula(laowu: Laowu, tmp_path: Path) -> None:
    file, out = tmp_path / "names.csv", tmp_path / "judged.csv"
    file.write_text("常州面点工\n=1+1\n", encoding="utf-8")

    result = laowu("name", "--file", str(file), "-j", "demo", "--output", str(out))

    assert result.exit_code == 0
    first, second = csv.DictReader(out.read_text(encoding="utf-8-sig").splitlines())
    assert (first["verdict"], first["region"], first["industry"], first["person"]) == ("valid", "常州", "面点", "工")
    assert second["name"] == "'=1+1"


def test_a_list_as_a_table_counts_the_verdicts_and_leaves_out_empty_columns(laowu: Laowu, tmp_path: Path) -> None:
    file = tmp_path / "names.csv"
    file.write_text("name,level\n常州面点工,municipal\n面点工,municipal\n常州绣娘,nowhere\n", encoding="utf-8")

    result = laowu("name", "--file", str(file), "-j", "demo")

    page = " ".join(result.stdout.split())
    assert result.exit_code == 3
    assert "3 names" in page
    assert "valid 1" in page
    assert "not judged 1" in page
    assert "resembles" not in page
    assert "could not be judged" in result.stderr


def test_names_near_one_another_in_the_list_itself(laowu: Laowu, tmp_path: Path) -> None:
    file = tmp_path / "names.csv"
    file.write_text("常州面点工\n常州面点师\n徐州月嫂\n", encoding="utf-8")

    rows = judged(laowu, file, "--against", str(file))

    assert [row["resembles"] for row in rows] == [
        [{"name": "常州面点师", "line": 2, "kind": "one_character"}],
        [{"name": "常州面点工", "line": 1, "kind": "one_character"}],
        [],
    ]


def test_one_name_against_a_list(laowu: Laowu, tmp_path: Path) -> None:
    file = tmp_path / "names.csv"
    file.write_text("常州面点工\n", encoding="utf-8")

    result = laowu("name", "常州面点师", "--against", str(file), "-j", "demo")

    assert "one character apart" in result.stdout
    assert "none" in laowu("name", "徐州月嫂", "--against", str(file), "-j", "demo").stdout


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "holds no name"),
        (b"\xff\xfe\x00a", "no text file"),
        (b"a,b\n1,2\n", "no column “name”"),
        (b'name\n"open\n', "is no CSV"),
        (b"\x81\xff\xff", "neither UTF-8 nor GB 18030"),
    ],
)
def test_a_list_that_is_none_is_refused_with_its_place(laowu: Laowu, tmp_path: Path, content: bytes, says: str) -> None:
    file = tmp_path / "names.csv"
    file.write_bytes(content)

    result = laowu("name", "--file", str(file), "-j", "demo")

    assert result.exit_code == 3
    assert says in result.stderr
    assert "names.csv" in result.stderr


@pytest.mark.parametrize("words", [(), ("常州面点工", "--file", "names.csv")])
def test_a_name_or_a_list_but_not_both(laowu: Laowu, words: tuple[str, ...]) -> None:
    assert laowu("name", *words, "-j", "demo").exit_code == 2
