"""Thresholds at the edge: one step to either side, with the shortfall a reader is told. Expected values from the documents."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from laowu.cli.main import command

EXAMPLES = Path(__file__).parent.parent / "examples"

ON_LIMIT = "stands exactly on 80%, which is excluded"

#: region, rule, complete example, what to change in it, outcome, what the shortfall says (None: nothing falls short)
EDGES = [
    ("jiangsu", "JS-043", {"workers = { value = 5000": "workers = { value = 4999"}, "not met", "1 person short"),
    ("jiangsu", "JS-043", {}, "met", None),
    ("jiangsu", "JS-045", {"skilled_workers = {": 'skilled_share = "49.99%" #'}, "not met", "0.01 percentage points short"),
    ("jiangsu", "JS-045", {"skilled_workers = {": 'skilled_share = "50%" #'}, "met", None),
    ("jiangsu", "JS-045", {"value = 2500": "value = 2499"}, "not met", "1 in the numerator short"),
    ("jiangsu", "JS-038", {'"59.99%"': '"60%"'}, "not met", "stands exactly on 60%, which is excluded"),
    ("jiangsu", "JS-038", {}, "met", None),
    ("jiangsu", "JS-044", {"118800": "118799"}, "not met", "0.0009… percentage points short"),
    ("jiangsu", "JS-044", {}, "met", None),
    ("dalian", "DL-017-pass", {"value = 801": "value = 800"}, "not met", ON_LIMIT),
    ("dalian", "DL-017-pass", {}, "met", None),
    ("dalian", "DL-017-pass", {"trained_passed = ": 'pass_rate = "80.01%" #'}, "met", None),
    ("dalian", "DL-017-pass", {"trained_passed = ": 'pass_rate = "80%" #'}, "not met", ON_LIMIT),
    ("dalian", "DL-017", {"2025, value = 1000 }": "2025, value = 999 }"}, "not met", "1 person short"),
    ("dalian", "DL-015", {"labour_coordinators = 1": "labour_coordinators = 0"}, "not met", "1 person short"),
]  # fmt: skip


def finding(region: str, rule: str, dossier: Path) -> dict[str, object]:
    words = ["--lang", "en", "assess", str(dossier), "-j", region, "--on", "2026-11-20", "--format", "json"]
    result = CliRunner().invoke(command, words)
    assert result.exit_code in (0, 1), result.stderr
    reports = json.loads(result.stdout)["eligibility"]
    found: dict[str, object] = next(item for report in reports for item in report["findings"] if item["rule"] == rule)
    return found


@pytest.mark.parametrize(("region", "rule", "change", "outcome", "short"), EDGES)
def test_the_edge_of_a_threshold(  # noqa: PLR0917  # one argument per column of the table
    region: str, rule: str, change: dict[str, str], outcome: str, short: str | None, tmp_path: Path
) -> None:
    text = (EXAMPLES / f"invented-{region}-complete.toml").read_text(encoding="utf-8")
    for old, new in change.items():
        assert old in text
        text = text.replace(old, new, 1)
    dossier = tmp_path / "brand.toml"
    dossier.write_text(text, encoding="utf-8")

    found = finding(region, rule, dossier)

    assert found["outcome"] == outcome
    observations = found["observations"]
    assert isinstance(observations, list)
    told = [item["shortfall"]["says"]["en"] for item in observations if item["shortfall"]]
    assert set(told) == ({short} if short else set())


def test_the_debt_ratio_advises_and_never_fails(tmp_path: Path) -> None:
    """附件 基本7: 力争, so 60% is told as falling short and the report as a whole stays met."""
    text = (EXAMPLES / "invented-jiangsu-complete.toml").read_text(encoding="utf-8").replace('"59.99%"', '"60%"')
    dossier = tmp_path / "brand.toml"
    dossier.write_text(text, encoding="utf-8")

    words = ["--lang", "en", "eligibility", str(dossier), "-j", "jiangsu", "--on", "2026-11-20", "--format", "json"]
    result = CliRunner().invoke(command, words)

    assert result.exit_code == 0
    assert finding("jiangsu", "JS-038", dossier)["soft"] is True


@pytest.mark.parametrize("region", ["chongqing", "jiangsu", "dalian", "baoji"])
def test_a_complete_example_meets_everything_and_its_twin_fails_on_one_clause(region: str) -> None:
    def unmet(twin: str) -> set[str]:
        dossier = EXAMPLES / f"invented-{region}-{twin}.toml"
        words = ["assess", str(dossier), "-j", region, "--on", "2026-11-20", "--format", "json"]
        result = json.loads(CliRunner().invoke(command, words).stdout)
        findings = {item["rule"].split("-pass")[0] for report in result["eligibility"] for item in report["findings"]
                    if item["outcome"] != "met" and not item["soft"]}  # fmt: skip
        money = {line["rule"] for statement in result["subsidy"] for line in statement["lines"]
                 for seen in line["observations"] if seen["shortfall"]}  # fmt: skip
        return findings | money

    short_of_district = {"DL-009", "DL-017", "DL-043-district"}  # and city level comes after it
    one = {"chongqing": {"CQA-016"}, "jiangsu": {"JS-043"}, "dalian": short_of_district, "baoji": {"BJ-034"}}
    assert unmet("complete") == set()
    assert unmet("one-short") == one[region]
