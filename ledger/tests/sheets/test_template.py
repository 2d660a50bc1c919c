"""The template of any region comes from its rules, and what is written into it is read back."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from click.testing import Result
from ledger_files import checked, found
from python_calamine import CalamineWorkbook

from laowu.jurisdictions.discovery import discover
from laowu_ledger.schema.fields import fields

PER_HEAD = """
[award.D-40]
kind = "per_head"
levels = ["municipal"]
summary = { zh = "按人数奖补", en = "award per head" }
clause = "七"
payer = { zh = "市级", en = "the city" }
payee = { zh = "建设单位", en = "building body" }
fund = { zh = "就业补助资金", en = "employment fund" }
rate_yuan = 800
months_at_least = 4
cap_yuan = 100000
years_at_most = 2
groups = [
    { code = "star_gazers", label = { zh = "观星人员", en = "star gazers" } },
    { code = "migrants", label = { zh = "农民工", en = "migrant workers" } },
]
"""

Laowu = Callable[..., Result]


def sheet(file: str, name: str) -> list[list[Any]]:
    return CalamineWorkbook.from_path(file).get_sheet_by_name(name).to_python(skip_empty_area=False)


def xml(file: str, part: str) -> str:
    with ZipFile(file) as archive:
        return archive.read(part).decode()


@pytest.fixture
def made(region: Callable[..., Path], demo: Callable[..., dict[str, str]]) -> None:
    files = demo("demo")
    region("demo", {**files, "subsidy.toml": files["subsidy.toml"] + PER_HEAD})


@pytest.mark.usefixtures("made")
def test_columns_groups_and_months_come_from_the_rules_of_the_region(laowu: Laowu) -> None:
    laowu("ledger", "template", "-j", "demo", "--out", "t.xlsx", "--on", "2026-01-01")

    heads = sheet("t.xlsx", "ledger")[0]
    assert {"brand", "name", "document number", "groups of the person", "months of pension payment"} <= set(heads)
    assert "attendance" not in heads
    choices = [
        [row[place] for row in sheet("t.xlsx", "choices")[1:] if row[place]]
        for place, head in enumerate(heads)
        if head == "groups of the person"
    ]
    assert choices == [["观星人员", "农民工"]]
    notes = " ".join(str(cell) for row in sheet("t.xlsx", "notes") for cell in row)
    assert "award per head: 4 months of pension payment in a row are needed" in notes


@pytest.mark.usefixtures("made")
def test_words_of_the_region_are_known_to_a_check_for_it(laowu: Laowu) -> None:
    Path("a.csv").write_text("品牌,姓名,证件号码,人员类别\n甲,张三,110101190001010014,观星人员\n", encoding="utf-8")

    assert found(checked("a.csv")) == {"group_unknown": 1}
    result = laowu("ledger", "check", "a.csv", "-j", "demo", "--format", "json")
    assert '"group_unknown"' not in result.stdout


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_column_without_a_region_and_its_example_is_a_good_ledger(language: str, laowu: Laowu) -> None:
    laowu("ledger", "template", "--out", "t.xlsx", "--lang", language)
    names = {"zh": ("台账", "示例", "说明"), "en": ("ledger", "example", "notes")}[language]

    heads = sheet("t.xlsx", names[0])[0]
    assert heads == [field.label.in_language(language) for field in fields().values() if field.kind != "bookkeeping"]  # type: ignore[arg-type]
    assert checked("t.xlsx").rows == 0
    report = checked("t.xlsx", sheets=(names[1],))
    assert (report.rows, report.refused) == (3, 0)
    assert {reason.code for reason, _, _ in report.reasons() if reason.weight in ("error", "question", "warning")} == set()
    assert len(sheet("t.xlsx", names[2])) > len(heads)


def test_cells_are_text_and_lists_hang_on_their_columns(laowu: Laowu) -> None:
    laowu("ledger", "template", "--out", "t.xlsx")

    ledger = xml("t.xlsx", "xl/worksheets/sheet1.xml")
    lists = re.findall(r"<formula1>choices!\$([A-Z]+)\$2:\$\1\$(\d+)</formula1>", ledger)
    assert len(lists) == sum(field.kind in ("flag", "code", "codes") for field in fields().values())
    assert 'numFmtId="49"' in xml("t.xlsx", "xl/styles.xml")
    assert re.search(r'<sheet name="choices"[^>]*state="hidden"', xml("t.xlsx", "xl/workbook.xml"))


def test_a_file_that_is_there_is_left_as_it_is(laowu: Laowu) -> None:
    Path("t.xlsx").write_text("mine", encoding="utf-8")

    result = laowu("ledger", "template", "--out", "t.xlsx")

    assert result.exit_code == 3
    assert Path("t.xlsx").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("code", sorted(discover()))
def test_every_installed_region_has_a_template(code: str, laowu: Laowu) -> None:
    result = laowu("ledger", "template", "-j", code, "--out", "t.xlsx")

    assert result.exit_code == 0, result.stderr
    assert {"brand", "name", "document number"} <= set(sheet("t.xlsx", "ledger")[0])
