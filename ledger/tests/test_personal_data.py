"""Canaries: names and numbers that must not be found anywhere but in the error workbook."""

import os
import tempfile
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from click.testing import Result
from ledger_files import id_number, person, write_csv, write_parquet, write_xlsx

Laowu = Callable[..., Result]

NAME, LATIN = "鸑鷟氏金丝雀", "CANARYSON"
NUMBERS = [id_number(number, birth="19000913") for number in range(1, 8)]
WRONG = NUMBERS[5][:-1] + ("0" if NUMBERS[5][-1] != "0" else "1")
ROWS = [
    person(证件号码=NUMBERS[0], 姓名=NAME, 联系电话="13912345678", 银行卡号="6222021234567890123", 证书编号=NUMBERS[0]),
    person(证件号码=NUMBERS[0], 姓名=LATIN, 品牌名称="乙品牌"),
    person(证件号码=NUMBERS[1], 姓名=NAME, 岗位=f"厨师{NUMBERS[2]}", 用人单位=NUMBERS[3], 人员类别=NUMBERS[4], 备注=NAME),
    person(证件号码=WRONG, 姓名=NAME, 佐证材料=f"复印件 {NUMBERS[6]}"),
    person(证件号码=float(NUMBERS[3]), 姓名=LATIN),
    person(证件号码=NUMBERS[6][:6] + NUMBERS[6][8:17], 姓名=NAME, 入职日期=f"{NAME}"),
    person(证件类型="护照", 证件号码="E7654321", 姓名=LATIN, 养老保险缴费月份=NUMBERS[0], 月工资=NAME),
]
CANARIES = [NAME, LATIN, WRONG, "13912345678", "6222021234567890123", "E7654321", *NUMBERS, *(number[:17] for number in NUMBERS)]


def opened(path: Path) -> bytes:
    """What a file of ours says, uncompressed; numbers as they are written."""
    if path.suffix == ".parquet":
        return repr(pq.read_table(path).to_pydict()).encode()
    if path.suffix == ".arrow":
        with pa.ipc.open_file(pa.OSFile(str(path))) as file:
            return repr(file.read_all().to_pydict()).encode() + repr(file.schema.metadata).encode()
    return path.read_bytes()


def found_in(blob: bytes) -> list[str]:
    """The canaries in some bytes, in the encodings that files of ours could hold."""
    spellings = {canary: (canary.encode(), canary.encode("utf-16-le"), canary.encode("gb18030")) for canary in CANARIES}
    return [canary for canary, spelled in spellings.items() if any(spelling in blob for spelling in spelled)]


@pytest.fixture
def watched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Places where something could be left; temporary files have one of their own, in which nothing is removed."""
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setenv("TMPDIR", str(temporary))
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    return [Path("store"), temporary, tmp_path / "xdg"]


def files(folders: list[Path]) -> list[Path]:
    return [path for folder in folders for path in folder.rglob("*") if path.is_file()]


@pytest.mark.parametrize("kind", ["xlsx", "csv", "parquet"])
def test_nothing_personal_is_left_but_in_the_error_workbook(
    kind: str, laowu: Laowu, watched: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    write = {"xlsx": write_xlsx, "csv": write_csv, "parquet": write_parquet}[kind]
    file = write(f"a.{kind}", ROWS)
    Path("brand.toml").write_text('[brand]\nname = "甲品牌"\n', encoding="utf-8")
    # What is removed at the end is looked at before it goes.
    seen: list[bytes] = []
    real = os.unlink

    def unlink(path: str | Path, *args: object, **kwargs: object) -> None:
        if Path(path).is_file():
            seen.append(opened(Path(path)))
        real(path)

    monkeypatch.setattr(os, "unlink", unlink)
    monkeypatch.setattr("shutil.rmtree", lambda *_, **__: None)

    outputs = [
        laowu("ledger", "check", file, "--debug"),
        laowu("ledger", "check", file, "--format", "json"),
        laowu("ledger", "import", file, "--store", "store", "--clashes", "clashes.csv", "--debug"),
        laowu("ledger", "import", file, "--store", "other", "--errors", "wrong.xlsx", "--lang", "zh"),
        *(
            laowu("ledger", "indicators", "--store", "store", "-j", "chongqing", "--format", form)
            for form in ("table", "json", "csv")
        ),
        laowu("ledger", "indicators", "--store", "store", "--brand", "甲品牌", "--format", "toml"),
        laowu("assess", "brand.toml", "-j", "chongqing", "--ledger", "store", "--debug"),
        laowu("assess", "brand.toml", "-j", "chongqing", "--ledger", "store", "--format", "json"),
    ]

    assert [found_in((output.stdout + output.stderr).encode()) for output in outputs] == [[]] * len(outputs)
    assert [output.exit_code for output in outputs[-6:]] == [0] * 6
    left = files([*watched, Path("other")])
    assert {".parquet", ".arrow", ".json", ".key"} <= {path.suffix for path in left}
    assert {path.name: told for path in left if (told := found_in(opened(path)))} == {}
    assert [found_in(blob) for blob in seen if found_in(blob)] == []
    assert found_in(Path("clashes.csv").read_bytes()) == []
    assert Path("wrong.xlsx").is_file()


def test_nothing_personal_is_left_by_settling_and_by_payments_made_before(laowu: Laowu, watched: list[Path]) -> None:
    ledger = write_csv("a.csv", ROWS)
    Path("brands.toml").write_text(
        """[[recognitions]]
brand = "甲品牌"
level = "municipal"
on = 2023-01-05
""",
        encoding="utf-8",
    )
    wrong = {"品牌名称": "甲品牌", "姓名": NAME, "身份证号": WRONG, "奖补年度": "2024", "发放金额": NAME}
    good = wrong | {"身份证号": NUMBERS[1], "发放金额": "1000"}
    bad_list, list_ = write_csv("bad.csv", [wrong, good]), write_csv("good.csv", [good])
    asked = ("--store", "store", "-j", "chongqing", "--recognitions", "brands.toml", "--on", "2026-11-22", "--debug")
    claims = ("ledger", "claims", *asked, "--year", "2025")
    outputs = [
        laowu("ledger", "import", ledger, "--store", "store"),
        laowu("ledger", "paid", "import", bad_list, *asked),
        laowu("ledger", "paid", "import", list_, *asked),
        laowu("ledger", "paid", "list", "--store", "store", "--out", "payments.csv"),
        laowu("ledger", "explain", "a.csv:4", *asked),
        laowu(*claims),
        laowu(*claims, "--format", "json"),
        laowu(*claims, "--commit"),
        laowu("ledger", "paid", "withdraw", "1", "--store", "store"),
        laowu("ledger", "withdraw", "a.csv", "--store", "store", "--even-paid"),
    ]

    assert [found_in((output.stdout + output.stderr).encode()) for output in outputs] == [[]] * len(outputs)
    assert [output.exit_code for output in outputs] == [3, 3, *[0] * 8]
    assert "1,000" in outputs[2].stdout
    assert Path("payments.csv").stat().st_size
    assert found_in(Path("payments.csv").read_bytes()) == []
    assert {path.name: told for path in files(watched) if (told := found_in(opened(path)))} == {}


def test_a_damaged_file_is_told_about_without_its_contents(laowu: Laowu, watched: list[Path]) -> None:
    whole = Path(write_csv("a.csv", ROWS)).read_bytes()
    Path("b.csv").write_bytes(whole + b"\xff\xff\xff")
    Path("c.xlsx").write_bytes(whole)
    Path("d.parquet").write_bytes(b"PAR1" + whole + b"PAR1")
    Path("e.csv").write_bytes("\n".join([*CANARIES, *CANARIES]).encode())

    for file in ("b.csv", "c.xlsx", "d.parquet", "e.csv"):
        result = laowu("ledger", "import", file, "--store", "store", "--debug")
        assert result.exit_code == 3
        assert found_in((result.stdout + result.stderr).encode()) == []
    assert [path for path in files(watched) if found_in(path.read_bytes())] == []
