"""Two spellings of one brand or building body: told, and joined where the list of recognitions says so."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import attrs
import pytest
from claim_ledgers import AWARD, GROUPS, LAST, RECOGNISED, Recipe, place, standings_of, stored, terms_of
from claims_oracle import answer
from click.testing import Result
from ledger_files import imported, person, rows_of, write_csv
from settled_claims import fates, payments

from laowu.jurisdictions.discovery import discover
from laowu.rules.dated import Dated
from laowu_ledger.claims.alike import alike_names
from laowu_ledger.claims.settlement import Means, settling

Laowu = Callable[..., Result]
MONTHS = {"人员类别": "农民工", "养老保险缴费月份": "2025.01-2025.06", "用人单位": "甲厂"}
RECOGNITIONS = '[[recognitions]]\nbrand = "甲品牌"\nlevel = "municipal"\non = 2023-05-10\n'
IN_CHONGQING = pytest.mark.skipif("chongqing" not in discover(), reason="no region with an award per head is installed")


@pytest.mark.parametrize("rounds", ["local", "sql"])
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_spellings_of_one_body_share_its_cap(monkeypatch: pytest.MonkeyPatch, rounds: str, seed: int) -> None:
    award = attrs.evolve(AWARD, cap_scope="operator", cap_yuan=Dated.always(9_000))
    units = {"甲单位": "甲单位", "乙单位": "甲单位"}
    with place(monkeypatch):
        store = stored(Recipe(seed=seed, size=90, people=60, good=True).rows())
        rows = [{**row, "unit": units.get(row["unit"], row["unit"])} for row in rows_of(store)]
        truth = answer(rows, award, groups=GROUPS, recognised=RECOGNISED, through=LAST, conflicts=store.conflicts.tolist())
        terms = attrs.evolve(terms_of(award, LAST), units=units)
        with settling(store, terms, standings_of(RECOGNISED), Means(threads=1, rounds=rounds)) as settlement:
            assert fates(settlement) == truth.fates
            assert payments(settlement.fresh_rows()) == sorted(truth.payments, key=repr)
    assert "cap" in truth.fates.values()


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("示例面点有限公司", "示例面点有限责任公司", True),
        ("示例面点有限公司", "示例面点", True),
        ("示例（面点）公司", "示例(面点)公司", True),
        ("示例 面点师傅", "示例面点师傅", True),
        ("示例餐饮工", "示例餐饮工人", True),
        ("甲品牌", "乙品牌", False),
        ("甲厂", "甲厂区", False),
        ("", "甲", False),
        ("示例面点有限公司", "示例餐饮有限公司", False),
    ],
)
def test_names_that_may_be_one_are_found(one: str, other: str, *, alike: bool) -> None:
    assert alike_names([one, other, "别的名称"]) == ({tuple(sorted((one, other)))} if alike else set())


def claims(laowu: Laowu, *words: str, code: int = 0) -> Any:
    result = laowu(
        "ledger", "claims", "-j", "chongqing", "--store", "store", "--year", "2025", "--recognitions", "brands.toml",
        "--on", "2026-11-22", "--set", "readings.CQ-cap-scope=operator", *words,
    )  # fmt: skip
    assert result.exit_code == code, result.stderr
    return result


@IN_CHONGQING
def test_spellings_of_bodies_are_told_until_the_list_joins_them(laowu: Laowu) -> None:
    code = "91110000000000000E"
    rows = [
        person(1, 创建单位="示例面点有限公司", **MONTHS),
        person(2, 创建单位="示例面点有限责任公司", **MONTHS),
        person(3, 创建单位="老名称", 创建单位统一社会信用代码=code, **MONTHS),
        person(4, 创建单位="新名称", 创建单位统一社会信用代码=code, **MONTHS),
    ]
    imported(write_csv("a.csv", rows), store="store")
    Path("brands.toml").write_text(RECOGNITIONS, encoding="utf-8")
    told = json.loads(claims(laowu, "--format", "json").stdout)

    assert [one["names"] for one in told["spelled_alike"]] == [["新名称", "老名称"], ["示例面点有限公司", "示例面点有限责任公司"]]
    assert len(told["lines"]) == 4
    page = claims(laowu, "--lang", "zh").stdout
    assert "这些写法可能是同一个" in page

    units = (
        '[[units]]\nunit = "示例面点有限公司"\nalso = ["示例面点有限责任公司"]\n[[units]]\nunit = "新名称"\nalso = ["老名称"]\n'
    )
    Path("brands.toml").write_text(RECOGNITIONS + units, encoding="utf-8")
    told = json.loads(claims(laowu, "--format", "json", "--commit").stdout)
    assert (told["spelled_alike"], [one["persons"] for one in told["lines"]]) == ([], [2, 2])
    again = json.loads(claims(laowu, "--format", "json", "--commit").stdout)
    assert (again["persons"], again["of_these_new"]["persons"]) == (4, 0)


@IN_CHONGQING
def test_a_spelling_that_stands_for_two_bodies_is_refused(laowu: Laowu) -> None:
    imported(write_csv("a.csv", [person(1, **MONTHS)]), store="store")
    units = '[[units]]\nunit = "甲"\nalso = ["丙"]\n[[units]]\nunit = "乙"\nalso = ["丙"]\n'
    Path("brands.toml").write_text(RECOGNITIONS + units, encoding="utf-8")

    assert "“丙” stands for two building bodies" in claims(laowu, code=3).stderr


@IN_CHONGQING
@pytest.mark.parametrize(
    ("stated", "reason", "outcome"),
    [
        ("首次参保", "paid", "met"),
        ("续保", "enrolment", "not met"),
        ("", "enrolment_unknown", "no data"),
        ("待定", "enrolment_unknown", "no data"),
    ],
)
def test_whether_an_enrolment_is_the_first_decides_where_the_reading_asks_it(
    laowu: Laowu, stated: str, reason: str, outcome: str
) -> None:
    imported(write_csv("a.csv", [person(1, 新参续保=stated, **MONTHS)]), store="store")
    Path("brands.toml").write_text(RECOGNITIONS, encoding="utf-8")
    asked = ("-j", "chongqing", "--store", "store", "--recognitions", "brands.toml", "--on", "2026-11-22", "--format", "json")
    new_only = ("--set", "readings.CQ-enrolment=new-only")

    explained = json.loads(laowu("ledger", "explain", "a.csv:2", *asked, *new_only).stdout)

    assert (explained["reason"], explained["outcome"]) == (reason, outcome)
    assert json.loads(laowu("ledger", "claims", "--year", "2025", *asked).stdout)["persons"] == 1


@IN_CHONGQING
def test_the_template_asks_for_the_enrolment_where_the_reading_does(laowu: Laowu) -> None:
    from python_calamine import CalamineWorkbook

    for file, words in (("plain.xlsx", ()), ("asks.xlsx", ("--set", "readings.CQ-enrolment=new-only"))):
        laowu("ledger", "template", "-j", "chongqing", "--out", file, "--lang", "zh", *words)

    heads = {
        file: CalamineWorkbook.from_path(file).get_sheet_by_name("台账").to_python()[0] for file in ("plain.xlsx", "asks.xlsx")
    }
    assert "首次参保或续保" not in heads["plain.xlsx"]
    assert "首次参保或续保" in heads["asks.xlsx"]
