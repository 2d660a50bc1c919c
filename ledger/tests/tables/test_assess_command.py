"""``laowu ledger assess`` and ``columns``: files in, files out, rows explained, mistakes told."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow.csv as pa_csv
import pyarrow.parquet as pq
import pytest
from table_files import Laowu, Written

from laowu_ledger.tables import kernels

DAY = ("--on", "2026-11-22", "--lang", "en")
BRANDS: dict[str, list[Any]] = {
    "brand_name": ["金坛茶艺师", "盱眙龙虾厨师", "某品牌"],
    "brand_place": ["江苏省常州市金坛区", "320000", "110000"],
    "workers": [5000, 4999, None],
    "skilled_workers": [2500, 1, 3],
    "plan_areas": [["industry", "employment", "startup", "training", "culture"], ["industry"], None],
    "local_plan": [True, True, None],
    "brand_class": ["skill", "skill", None],
}


def result(file: str) -> list[dict[str, Any]]:
    """The rows of a result."""
    table = pq.read_table(file) if file.endswith(".parquet") else pa_csv.read_csv(file)
    rows: list[dict[str, Any]] = table.to_pylist()
    return rows


def test_the_result_says_of_each_row_what_it_comes_to_and_which_conditions_fail(laowu: Laowu, written: Written) -> None:
    ran = laowu("ledger", "assess", written(BRANDS), "-j", "jiangsu", *DAY, "--out", "out.parquet")
    assert ran.exit_code == 0, ran.output
    first, second, third = result("out.parquet")
    assert first["provincial.skill.outcome"] == "no data"
    assert first["provincial.skill.not_met"] == ""
    assert second["provincial.skill.outcome"] == "not met"
    assert second["provincial.skill.not_met"] == "JS-032; JS-043; JS-045"
    assert "JS-036" in second["provincial.skill.needs_judgement"]
    assert second["provincial.service.outcome"] is None, "a brand that declares its class is held to it"
    assert third["provincial.service.outcome"] == "not met"
    assert third["provincial.service.territorial"] == "not met"


@pytest.mark.parametrize("row", [1, 2, 3])
def test_an_explained_row_is_the_single_decision_byte_for_byte(laowu: Laowu, written: Written, row: int) -> None:
    table = written(
        {
            **BRANDS,
            "trained.2025.at_least": [600, None, 3],
            "trained.2025.grade": ["documented", None, None],
            "wage_ratio": ["120%", None, "80.5%"],
            "operator_names": [["甲公司", "乙学校"], None, ["丙"]],
            "operator_kinds": [["enterprise", None], None, ["school"]],
            "levels_held.provincial": [date(2024, 1, 5), None, None],
            "judged.JS-036": [True, None, False],
            "judged.JS-036.by": ["某局", None, "某局"],
            "judged.JS-036.on": [date(2025, 5, 1), None, date(2025, 5, 2)],
        }
    )
    Path("dossier.toml").write_text(DOSSIERS[row], encoding="utf-8")
    asked = ("-j", "jiangsu", *DAY, "--format", "json")
    explained = laowu("ledger", "assess", table, "--explain", str(row), *asked)
    single = laowu("assess", "dossier.toml", *asked)
    assert explained.stdout_bytes == single.stdout_bytes
    assert explained.exit_code == single.exit_code


DOSSIERS = {
    1: """
[brand]
name = "金坛茶艺师"
place = "江苏省常州市金坛区"
class = "skill"
[[operators]]
name = "甲公司"
kind = "enterprise"
[[operators]]
name = "乙学校"
[facts]
workers = 5000
skilled_workers = 2500
local_plan = true
trained = { at_least = 600, year = 2025, grade = "documented" }
wage_ratio = "120%"
[facts.jiangsu]
plan_areas = ["industry", "employment", "startup", "training", "culture"]
[[recognitions]]
level = "provincial"
on = 2024-01-05
[[judgements]]
jurisdiction = "jiangsu"
rule = "JS-036"
outcome = "met"
by = "某局"
on = 2025-05-01
""",
    2: """
[brand]
name = "盱眙龙虾厨师"
place = "320000"
class = "skill"
[facts]
workers = 4999
skilled_workers = 1
local_plan = true
[facts.jiangsu]
plan_areas = ["industry"]
""",
    3: """
[brand]
name = "某品牌"
place = "110000"
[[operators]]
name = "丙"
kind = "school"
[facts]
skilled_workers = 3
trained = { at_least = 3, year = 2025 }
wage_ratio = "80.5%"
[[judgements]]
jurisdiction = "jiangsu"
rule = "JS-036"
outcome = "not met"
by = "某局"
on = 2025-05-02
""",
}


def test_csv_says_the_same_as_parquet(laowu: Laowu, written: Written) -> None:
    texts = {
        **BRANDS,
        "plan_areas": ["industry;employment;startup;training;culture", "industry", None],
        "local_plan": ["是", "yes", None],
    }
    assert laowu("ledger", "assess", written(BRANDS), "-j", "jiangsu", *DAY, "--out", "one.parquet").exit_code == 0
    assert laowu("ledger", "assess", written(texts, "brands.csv"), "-j", "jiangsu", *DAY, "--out", "two.csv").exit_code == 0
    one, two = ([{key: cell or "" for key, cell in row.items()} for row in result(file)] for file in ("one.parquet", "two.csv"))
    assert one == two


def test_a_row_that_says_something_impossible_is_refused_and_the_others_are_judged(laowu: Laowu, written: Written) -> None:
    table = written({**BRANDS, "workers": [-5, 6000, 7000], "brand_place": ["320000", "无此地", "320000"]})
    ran = laowu("ledger", "assess", table, "-j", "jiangsu", *DAY, "--out", "out.parquet")
    assert ran.exit_code == 3
    assert "brands.parquet:1 facts.workers" in ran.stderr
    first, second, third = result("out.parquet")
    assert "-5" in first["refused"]
    assert "无此地" in second["refused"]
    assert first["provincial.skill.outcome"] is None
    assert third["refused"] is None
    assert third["provincial.skill.not_met"] == "JS-045"


@pytest.mark.parametrize("column", ["little_giant_firms", "skilled_workers", "leading_firms"])
def test_a_number_below_zero_is_refused_whatever_it_would_decide(laowu: Laowu, written: Written, column: str) -> None:
    table = written({**BRANDS, column: [1, -1, None]})
    ran = laowu("ledger", "assess", table, "-j", "jiangsu", *DAY, "--class", "skill", "--out", "out.parquet")
    assert ran.exit_code == 3, ran.output
    assert [row["refused"] is not None for row in result("out.parquet")] == [False, True, False]


def test_a_misspelt_column_is_refused_with_the_near_name_and_other_columns_are_remarked_on(
    laowu: Laowu, written: Written
) -> None:
    table = written({**BRANDS, "skilled_worker": [1, 2, 3], "remarks": ["x", "y", "z"]})
    ran = laowu("ledger", "assess", table, "-j", "jiangsu", *DAY)
    assert ran.exit_code == 3
    assert "skilled_workers" in ran.stderr
    kept = laowu("ledger", "assess", table, "-j", "jiangsu", *DAY, "--keep", "skilled_worker", "--out", "out.parquet")
    assert kept.exit_code == 0
    assert "remarks" in kept.stderr
    assert [row["skilled_worker"] for row in result("out.parquet")] == [1, 2, 3]


def test_headings_of_ones_own_are_named_in_a_file_or_are_labels(laowu: Laowu, written: Written) -> None:
    own = {"品牌名称": BRANDS["brand_name"], "技能劳动者人数": BRANDS["skilled_workers"], "heads": BRANDS["workers"]}
    Path("names.toml").write_text('workers = "heads"\n', encoding="utf-8")
    table = written(own)
    ran = laowu(
        "ledger", "assess", table, "-j", "jiangsu", *DAY, "--columns", "names.toml", "--class", "skill", "--out", "o.parquet"
    )
    assert ran.exit_code == 0, ran.stderr
    assert [row["provincial.skill.not_met"] for row in result("o.parquet")] == ["", "JS-043; JS-045", ""]


def test_a_table_without_names_is_refused(laowu: Laowu, written: Written) -> None:
    ran = laowu("ledger", "assess", written({"workers": [1]}), "-j", "jiangsu", *DAY)
    assert ran.exit_code == 3
    assert "brand_name" in ran.stderr


@pytest.mark.parametrize("content", [b"PAR1 nothing", b"\x00\x01", b""])
def test_what_is_no_table_is_refused_in_words(laowu: Laowu, clean: Path, content: bytes) -> None:
    (clean / "x.parquet").write_bytes(content)
    ran = laowu("ledger", "assess", "x.parquet", "-j", "jiangsu", *DAY)
    assert ran.exit_code == 3
    assert "x.parquet" in ran.stderr


def test_a_row_that_is_not_there_is_told(laowu: Laowu, written: Written) -> None:
    ran = laowu("ledger", "assess", written(BRANDS), "-j", "jiangsu", *DAY, "--explain", "4")
    assert ran.exit_code == 3
    assert "only 3" in ran.stderr


def test_shortfalls_are_those_of_the_single_decision(laowu: Laowu, written: Written) -> None:
    table = written({**BRANDS, "leading_firms": [0, 1, 2]})
    ran = laowu("ledger", "assess", table, "-j", "jiangsu", *DAY, "--class", "skill", "--shortfalls", "--out", "o.parquet")
    assert ran.exit_code == 0, ran.output
    rows = result("o.parquet")
    assert [row["provincial.skill.short.JS-043"] for row in rows] == [None, 1, None]
    assert [row["provincial.skill.short.JS-038-firms"] for row in rows] == [1, None, None]
    for place, row in enumerate(rows, start=1):
        single = laowu("ledger", "assess", table, "-j", "jiangsu", *DAY, "--explain", str(place), "--format", "json")
        (report,) = [one for one in json.loads(single.stdout)["eligibility"] if one["target"]["brand_class"] == "skill"]
        for finding in report["findings"]:
            if f"provincial.skill.short.{finding['rule']}" in row:
                told = finding["observations"][0]["shortfall"]
                assert row[f"provincial.skill.short.{finding['rule']}"] == (int(told["amount"]) if told else None)


def test_the_report_counts_what_the_result_says(laowu: Laowu, written: Written) -> None:
    ran = laowu("ledger", "assess", written(BRANDS), "-j", "jiangsu", *DAY, "--out", "o.parquet", "--format", "json")
    report = json.loads(ran.stdout)
    rows = result("o.parquet")
    assert report["rows"] == 3
    for target in report["targets"]:
        said = [row[f"{target['target']}.outcome"] for row in rows]
        assert target["outcomes"] == {outcome: said.count(outcome) for outcome in target["outcomes"]}
        for one in target["criteria"]:
            column = f"{target['target']}.{'aims_not_met' if one['soft'] else 'not_met'}"
            assert one["not_met"] == sum(one["rule"] in (row[column] or "").split("; ") for row in rows)


def test_the_columns_of_a_region_are_listed_and_make_an_empty_table(laowu: Laowu, clean: Path) -> None:
    listed = laowu("ledger", "columns", "-j", "dalian", *DAY, "--format", "json", "--out", "empty.csv")
    names = [column["name"] for column in json.loads(listed.stdout)["columns"]]
    assert {"trained", "trained_passed", "operator_places", "levels_held.district", "judged.DL-007"} <= set(names)
    text = (clean / "empty.csv").read_text(encoding="utf-8-sig")
    assert text.strip().split(",") == names
    row = ",".join("某品牌" if name == "brand_name" else "" for name in names)
    (clean / "empty.csv").write_text(text + row + "\n", encoding="utf-8-sig")
    assert laowu("ledger", "assess", "empty.csv", "-j", "dalian", *DAY).exit_code == 0


def test_machine_code_gives_the_same_result_and_the_page_tells_of_it(laowu: Laowu, written: Written) -> None:
    table = written({name: cells * 1500 for name, cells in BRANDS.items()})
    results = []
    for kernel in ("numpy", "compiled"):
        ran = laowu("ledger", "assess", table, "-j", "jiangsu", *DAY, "--out", f"{kernel}.parquet", "--kernel", kernel)
        assert ran.exit_code == 0, ran.output
        assert kernel in ran.output
        results.append(pq.read_table(f"{kernel}.parquet"))
    assert results[0].equals(results[1])
    assert results[0].num_rows == 4500
    told = laowu("ledger", "assess", table, "-j", "jiangsu", *DAY, "--kernel", "compiled", "--format", "json")
    assert json.loads(told.stdout)["kernel"] == "compiled"


def test_a_kernel_that_is_not_installed_is_told_with_what_to_install(
    laowu: Laowu, written: Written, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kernels, "can_compile", lambda: False)
    refused = laowu("ledger", "assess", written(BRANDS), "-j", "jiangsu", *DAY, "--kernel", "compiled")
    assert refused.exit_code == 3
    assert 'pip install "laowu-ledger[compiled]"' in refused.stderr
    assert laowu("ledger", "assess", written(BRANDS), "-j", "jiangsu", *DAY).exit_code == 0


def test_a_table_is_compiled_for_only_where_that_pays(monkeypatch: pytest.MonkeyPatch) -> None:
    assert [kernels.kernel_for(rows) for rows in (None, 1_000_000, 100_000_000)] == ["numpy", "numpy", "compiled"]
    monkeypatch.setattr(kernels, "can_compile", lambda: False)
    assert kernels.kernel_for(100_000_000) == "numpy"
