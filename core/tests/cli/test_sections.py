"""laowu plugins show --section: one part of a region in full."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from laowu.evaluate.explaining.region_sections import SECTIONS

Laowu = Callable[..., Result]
Region = Callable[..., Path]
Demo = Callable[..., dict[str, str]]

PROGRAMME = """
document = "measures"
[department]
bureau = { zh = "示例人社局", en = "the human-resources bureau" }
finance = { zh = "示例财政局", en = "the finance bureau" }

[duty.D-60]
summary = { zh = "按季报送", en = "report every quarter" }
clause = "九"
by = ["bureau"]
every = ["quarter"]

[responsibility.D-61]
summary = { zh = "分工一", en = "who carries the first task" }
clause = "附件"
task = { zh = "摸清底数", en = "count the brands" }
lead = ["bureau"]
departments = ["bureau", "finance"]

[responsibility.D-62]
summary = { zh = "分工二", en = "who carries the second task" }
clause = "附件"
task = { zh = "保障资金", en = "provide the money" }
departments = ["finance"]

[target.D-63]
summary = { zh = "十个左右", en = "about ten" }
clause = "一"
measure = { zh = "品牌", en = "brands" }
relation = "about"
number = 10

[entitlement.D-64]
summary = { zh = "可享受培训补贴", en = "may have training aid" }
clause = "七"
benefits = [{ zh = "培训补贴", en = "training aid" }]
who = [{ zh = "从业人员", en = "workers" }]

[definition.D-65]
summary = { zh = "何为品牌", en = "what a brand is" }
clause = "一"
term = { zh = "劳务品牌", en = "labour-service brand" }

[field.D-66]
summary = { zh = "培训人数栏", en = "the cell for people trained" }
clause = "附件"
form = "application_form"
label = { zh = "培训人数", en = "people trained" }
holds = "number"
facts = ["trained"]

[fund_use.D-67]
summary = { zh = "专款专用", en = "earmarked" }
clause = "七"
awards = ["D-30"]
earmarked = true
supervised_by = ["finance"]
"""


@pytest.fixture(autouse=True)
def installed(region: Region, demo: Demo) -> None:
    """A region with every part of the programme."""
    region("demo", {**demo(), "programme.toml": PROGRAMME})


def shown(laowu: Laowu, section: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(laowu("plugins", "show", "demo", "--section", section, "--format", "json").stdout)
    return found


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("form", ["table", "markdown"])
@pytest.mark.parametrize("columns", ["40", "160"])
@pytest.mark.parametrize("section", SECTIONS)
def test_every_section_prints_everywhere(section: str, columns: str, form: str, lang: str, laowu: Laowu) -> None:
    result = laowu("--lang", lang, "plugins", "show", "demo", "--section", section, "--format", form, env={"COLUMNS": columns})

    assert result.exit_code == 0
    assert result.stderr == ""
    assert len(result.stdout.splitlines()) > 4


WORDS = {
    "documents": ("示人社〔2022〕1号", "示例局", "2022-01-01", "left blank in the text", "a notice of 2024 came after it"),
    "readings": ("D-floor", "they do not; the floor is lower", "with (default)"),
    "eligibility": ("D-1", "at least 5,000", "services"),
    "subsidy": ("50,000", "employment fund"),
    "duties": ("D-60", "every quarter", "the human-resources bureau"),
    "targets": ("about (no verdict)", "10"),
    "entitlements": ("training aid", "workers"),
    "definitions": ("labour-service brand",),
    "fields": ("application form", "people trained", "a number"),
    "fund-uses": ("D-30", "spent on nothing else: yes", "the finance bureau"),
}  # fmt: skip


@pytest.mark.parametrize("section", WORDS)
def test_a_section_says_everything_in_words(section: str, laowu: Laowu) -> None:
    page = laowu("plugins", "show", "demo", "--section", section, env={"COLUMNS": "200"}).stdout

    assert [words for words in WORDS[section] if words not in page] == []


def test_who_carries_which_task_is_a_matrix(laowu: Laowu) -> None:
    lines = laowu("plugins", "show", "demo", "--section", "responsibilities", env={"COLUMNS": "160"}).stdout.splitlines()

    (bureau,) = (row for row in lines if row.startswith("the human-resources bureau"))
    (finance,) = (row for row in lines if row.startswith("the finance bureau"))
    assert bureau.split()[-1] == "●"
    assert finance.split()[-2:] == ["○", "○"]
    assert any("1 count the brands (D-61)" in row for row in lines)
    work = {item["code"]: (item["leads"], item["takes_part"]) for item in shown(laowu, "responsibilities")["departments"]}
    assert work == {"bureau": (["D-61"], []), "finance": ([], ["D-61", "D-62"])}


def test_departments_come_with_their_work(laowu: Laowu) -> None:
    work = {item["code"]: item for item in shown(laowu, "departments")["departments"]}

    assert work["bureau"]["duties"] == ["D-60"]
    assert work["finance"]["supervises"] == ["D-67"]


def test_a_document_is_data_to_the_last_field(laowu: Laowu) -> None:
    first, second = shown(laowu, "documents")["documents"]

    assert (first["number"], first["issuers"], first["issued"], first["status"]) == (
        "示人社〔2022〕1号", ["示例局"], "2022-01-01", "in_force",
    )  # fmt: skip
    assert (second["issued"], second["standing"]) == (None, "draft")


def test_the_whole_page_counts_the_programme(laowu: Laowu) -> None:
    assert "definitions 1, cells of forms 1" in laowu("plugins", "show", "demo", env={"COLUMNS": "160"}).stdout
    counts = json.loads(laowu("plugins", "show", "demo", "--format", "json").stdout)["programme"]
    assert counts == {
        "duties": 1, "responsibilities": 2, "targets": 1, "entitlements": 1, "definitions": 1, "fields": 1, "fund-uses": 1,
        "departments": 2,
    }  # fmt: skip


def test_a_region_without_a_part_says_so(laowu: Laowu, region: Region, demo: Demo) -> None:
    region("demo", demo())

    assert "nothing of this kind" in laowu("plugins", "show", "demo", "--section", "targets").stdout
    assert "definitions" not in laowu("plugins", "show", "demo").stdout


def test_an_unknown_section_is_refused_with_a_suggestion(laowu: Laowu) -> None:
    result = laowu("plugins", "show", "demo", "--section", "target")

    assert result.exit_code == 2
    assert "did you mean: targets" in result.stderr
