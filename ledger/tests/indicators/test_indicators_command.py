"""``laowu ledger indicators`` and ``laowu assess --ledger`` as somebody types them."""

import csv
import io
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from ledger_files import person, write_csv

from laowu.evaluate.json_schema import schema

jsonschema = pytest.importorskip("jsonschema")
tomli = pytest.importorskip("tomli")

Laowu = Callable[..., Result]

NAME = "大连甘井子海参加工工劳务品牌"
WORK = {
    "入职日期": "2025-03-01",
    "用工形式": "直接用工",
    "岗位": "加工工",
    "用人单位": "甲公司",
    "用人单位所在地": "大连市甘井子区",
}
DOSSIER = f"""
[brand]
name = "{NAME}"
place = "大连市甘井子区"

[facts]
trained = [{{ year = 2025, value = 1000 }}, {{ year = 2026, value = 1000 }}]
trained_passed = [{{ year = 2025, value = 900 }}, {{ year = 2026, value = 900 }}]
hired = [{{ year = 2025, value = 4 }}, {{ year = 2026, value = 0 }}]
contract_share = "100%"
workers = 9000
"""


@pytest.fixture
def store(laowu: Laowu) -> str:
    """Three people, of whom one is a manager, and one stands under another brand too."""
    rows = [
        person(1, **WORK | {"品牌名称": NAME, "合同类型": "固定期限", "月工资": "5000"}),
        person(
            2,
            **WORK | {"品牌名称": NAME, "培训日期": "2025-05-01", "培训是否合格": "合格", "合同类型": "未签订", "月工资": "6000"},
        ),
        person(3, **WORK | {"品牌名称": NAME, "岗位": "总经理"}),
        person(2, **WORK | {"品牌名称": "另一品牌"}),
    ]
    assert laowu("ledger", "import", write_csv("a.csv", rows), "--store", "store").exit_code == 0
    return "store"


def counted(laowu: Laowu, *words: str) -> Any:
    result = laowu("ledger", "indicators", "--store", "store", "--on", "2026-11-22", "--format", "json", *words)
    assert result.exit_code == 0, result.stderr
    return json.loads(result.stdout)


def of(data: Any, brand: str, year: int) -> dict[str, Any]:
    (found,) = [each for each in data["brands"] if (each["brand"], each["year"]) == (brand, year)]
    return {each["indicator"]: each for each in found["indicators"]} | {each["share"]: each for each in found["shares"]}


def test_everybody_is_counted_once_and_who_is_left_out_is_told(laowu: Laowu, store: str) -> None:
    data = counted(laowu, "-j", "dalian")
    found = of(data, NAME, 2025)

    assert (found["hired"]["low"], found["hired"]["high"]) == (2, 2)
    assert found["hired"]["left_out"][1] | {"label": None} == {"reason": "managing", "label": None, "count": 1}
    assert (found["placed_once"]["low"], found["placed_once"]["high"]) == (1, 2)
    assert found["local_share"]["low"] == {"part": 2, "whole": 2}
    assert found["annual_labour_income_yuan"]["fen"] == {"low": 11_000_00 * 10, "high": 11_000_00 * 10}
    assert not re.search(r"\d\.\d", re.sub(r'"source": "[^"]*"', "", json.dumps(data)))
    assert of(data, "另一品牌", 2025)["hired"]["low"] == 1


def test_without_a_region_nothing_that_needs_one_is_counted(laowu: Laowu, store: str) -> None:
    found = of(counted(laowu), NAME, 2025)

    assert "placed_once" not in found
    assert "placed_for_local_need" not in found


def test_brands_years_and_indicators_are_picked(laowu: Laowu, store: str) -> None:
    data = counted(laowu, "--brand", NAME, "--year", "2025", "--indicator", "hired")

    assert [(each["brand"], each["year"], len(each["indicators"])) for each in data["brands"]] == [(NAME, 2025, 1)]
    slip = laowu("ledger", "indicators", "--store", "store", "--brand", NAME[:-1], "--on", "2026-11-22")
    assert slip.exit_code == 3
    assert f"did you mean: {NAME}?" in slip.stderr.replace("\n         ", "")


def test_a_table_for_people_and_csv_for_programs(laowu: Laowu, store: str) -> None:
    page = laowu("ledger", "indicators", "--store", "store", "--on", "2026-11-22", "--lang", "zh").stdout
    assert "未计入：经营管" in page
    assert "2026 年（截至 2026-11-22）" in page

    written = laowu("ledger", "indicators", "--store", "store", "--on", "2026-11-22", "--format", "csv").stdout
    lines = list(csv.DictReader(io.StringIO(written.removeprefix("\ufeff"))))
    (hired,) = [line for line in lines if (line["brand"], line["year"], line["indicator"]) == (NAME, "2025", "hired")]
    assert (hired["low"], hired["high"], hired["left_out"]) == ("2", "2", "managing=1")


def test_facts_for_a_dossier_are_read_by_it(laowu: Laowu, store: str) -> None:
    words = ("ledger", "indicators", "--store", "store", "--on", "2026-11-22", "-j", "dalian", "--format", "toml")
    assert laowu(*words).exit_code == 2  # of one brand only
    facts = laowu(*words, "--brand", NAME, "--output", "facts.toml")

    assert facts.exit_code == 0
    text = Path("facts.toml").read_text(encoding="utf-8")
    stated = tomli.loads(text)["facts"]
    assert [entry["value"] for entry in stated["hired"]] == [2, 0]
    assert stated["workers"][0]["at_least"] == 3
    assert {entry["grade"] for entry in stated["hired"]} == {"ledger-verified"}
    Path("d.toml").write_text(f'[brand]\nname = "{NAME}"\n\n{text}', encoding="utf-8")
    assert laowu("dossier", "check", "d.toml").exit_code == 0


@pytest.fixture
def dossier(store: str) -> str:
    """A dossier that says more than the ledger shows."""
    Path("d.toml").write_text(DOSSIER, encoding="utf-8")
    return "d.toml"


def assessed(laowu: Laowu, dossier: str, *words: str) -> Result:
    return laowu("assess", dossier, "-j", "dalian", "--on", "2026-11-22", *words)


def test_what_the_ledger_shows_counts_before_what_is_declared(laowu: Laowu, dossier: str) -> None:
    data = json.loads(assessed(laowu, dossier, "--ledger", "store", "--format", "json").stdout)
    checks = {(each["fact"], each["year"]): each for each in data["verification"]["facts"]}

    hired = checks["hired", 2025]
    assert (hired["declared"]["en"], hired["verified"]["en"], hired["difference"]) == ("4 persons", "2 persons", "−2")
    assert (hired["agrees"], hired["counts"], hired["verified_grade"]) == (False, "verified", "ledger-verified")
    assert [remark["en"] for remark in hired["remarks"]] == ["left out: 1 managers"]
    assert checks["hired", 2026]["agrees"] is True
    # A ledger shows part of a trade: the declared figure counts unless it is lower.
    assert (checks["workers", 2025]["counts"], checks["workers", 2025]["verified"]["en"]) == ("declared", "at least 3 persons")
    changed = {each["rule"]: (each["declared"]["en"], each["verified"]["en"]) for each in data["verification"]["changes"]}
    assert changed["DL-009"] == ("met", "not met")
    jsonschema.validate(data, schema("assessment"))


def test_the_page_sets_them_side_by_side(laowu: Laowu, dossier: str) -> None:
    page = assessed(laowu, dossier, "--ledger", "store").stdout

    assert "Facts from the ledger" in page
    assert "another answer: recognition (municipal) DL-017" in page
    assert "the ledger's" in page
    assert "Facts from the ledger" not in assessed(laowu, dossier).stdout


def test_a_result_is_replayed_without_the_ledger(laowu: Laowu, dossier: str) -> None:
    assessed(laowu, dossier, "--ledger", "store", "--format", "json", "--output", "old.json")
    Path("store").rename("gone")

    again = laowu("assess", "--replay", "old.json", "--format", "json")
    assert again.stdout == Path("old.json").read_text(encoding="utf-8")
    old = json.loads(again.stdout)
    assert old["identity"]["verified"].startswith("sha256:")
    old["verified"]["facts"]["hired"][0]["value"] = 4000
    Path("altered.json").write_text(json.dumps(old), encoding="utf-8")
    altered = laowu("assess", "--replay", "altered.json", "--format", "json")
    assert "they were altered" in altered.stderr
    both = laowu("assess", "--replay", "old.json", "--ledger", "gone")
    assert both.exit_code == 2


def test_a_brand_under_another_name_is_named(laowu: Laowu, dossier: str) -> None:
    Path(dossier).write_text(DOSSIER.replace(NAME, "甘井子海参工"), encoding="utf-8")

    unknown = assessed(laowu, dossier, "--ledger", "store")
    assert unknown.exit_code == 3
    assert "the ledger has nobody of the brand “甘井子海参工”" in unknown.stderr
    assert assessed(laowu, dossier, "--ledger", "store", "--ledger-brand", f"“{NAME}”").exit_code in (0, 1)
    assert assessed(laowu, dossier, "--ledger", "nowhere").exit_code == 3


def test_the_wage_premium_is_exact(laowu: Laowu, dossier: str) -> None:
    rows = [
        person(number, **WORK | {"品牌名称": "甲品牌", "入职日期": "2024-01-01", "月工资": pay})
        for number, pay in ((1, "5000"), (2, "6000.01"))
    ]
    laowu("ledger", "import", write_csv("b.csv", rows), "--store", "store")
    Path("e.toml").write_text(
        '[brand]\nname = "甲品牌"\n[facts]\ntrade_average_wage_yuan = 60000\nwage_ratio = "150%"\n', encoding="utf-8"
    )

    result = laowu("assess", "e.toml", "-j", "jiangsu", "--on", "2026-11-22", "--ledger", "store", "--format", "json")
    checks = {(each["fact"], each["year"]): each for each in json.loads(result.stdout)["verification"]["facts"]}
    ratio = checks["wage_ratio", 2025]
    assert ratio["verified"]["en"].startswith("1,100,001/1,000,000")
    assert ratio["verified_grade"] == "declared"  # as well evidenced as the trade's wage
    assert ratio["counts"] == "verified"
    assert ("wage_ratio", 2026) not in checks
