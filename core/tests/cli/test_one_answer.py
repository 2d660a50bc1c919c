import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

Laowu = Callable[..., Result]
Region = Callable[..., Path]
Demo = Callable[..., dict[str, str]]

HERE = ("-j", "demo", "--on", "2026-11-21")


@pytest.fixture(autouse=True)
def installed(region: Region, demo: Demo) -> None:
    """The demo region."""
    region("demo", demo())


def data(result: Result) -> Any:
    """The JSON on stdout."""
    return json.loads(result.stdout)


@pytest.mark.parametrize(
    ("command", "key"),
    [("eligibility", "eligibility"), ("review", "review"), ("subsidy", "subsidy"), ("manage", "management")],
)
def test_one_answer_is_that_part_of_the_assessment(laowu: Laowu, dossier: str, command: str, key: str) -> None:
    whole = data(laowu("assess", dossier, *HERE, "--format", "json"))
    part = data(laowu(command, dossier, *HERE, "--format", "json"))
    assert part[key] == whole[key]
    assert part["identity"] == whole["identity"]
    assert part["schema"] == f"laowu/{key}/1"


@pytest.mark.parametrize("command", ["eligibility", "review", "subsidy", "manage"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_answer_has_a_page_in_both_languages(laowu: Laowu, dossier: str, command: str, language: str) -> None:
    result = laowu("--lang", language, command, dossier, *HERE)
    assert result.exit_code == 0
    assert result.stdout.splitlines()[0] == ("常州面点工 · 示例市" if language == "zh" else "常州面点工 · Demo")
    assert ("以 2026-11-21 为准" in result.stdout) is (language == "zh")


@pytest.mark.parametrize("command", ["eligibility", "review", "manage"])
def test_a_level_narrows_the_answer(laowu: Laowu, dossier: str, command: str) -> None:
    found = data(laowu(command, dossier, *HERE, "--level", "district", "--format", "json"))
    answers = found["management" if command == "manage" else command]
    assert [answer.get("level") or answer["target"]["level"] for answer in answers] == ["district"]


def test_a_level_without_money_still_gets_a_statement(laowu: Laowu, dossier: str) -> None:
    statements = data(laowu("subsidy", dossier, *HERE, "--level", "national", "--format", "json"))["subsidy"]
    assert [statement["target"]["level"] for statement in statements] == ["national"]
    assert laowu("subsidy", dossier, *HERE, "--level", "national").exit_code == 0


def test_a_class_given_replaces_the_declared_one(laowu: Laowu, dossier: str) -> None:
    found = data(laowu("eligibility", dossier, *HERE, "--class", "service", "--format", "json"))["eligibility"]
    assert {report["target"]["brand_class"] for report in found} == {"service"}


def test_eligibility_is_unfavourable_only_when_nothing_is_met(laowu: Laowu, dossier: str) -> None:
    assert laowu("eligibility", dossier, *HERE).exit_code == 0
    assert laowu("eligibility", dossier, *HERE, "--level", "municipal").exit_code == 1
    assert laowu("eligibility", dossier, *HERE, "--level", "district").exit_code == 0


def test_conditions_common_to_all_classes_are_told_once(laowu: Laowu, dossier: str, clean: Path) -> None:
    text = (clean / dossier).read_text(encoding="utf-8").replace('class = "skill"\n', "")
    (clean / "classless.toml").write_text(text, encoding="utf-8")
    page = laowu("eligibility", "classless.toml", *HERE, "--level", "municipal").stdout
    assert page.count("registered in the city") == 1
    assert "conditions common to all classes" in page
    assert "skills [skill]: ✗ not met" in page
    assert "services [service]: " in page


def test_territorial_conditions_stand_apart_and_advice_is_marked(laowu: Laowu, dossier: str) -> None:
    page = laowu("eligibility", dossier, *HERE, "--level", "municipal").stdout
    assert "Substantive conditions (as if local): ✗ not met; territorial conditions: ✓ met" in " ".join(page.split())
    assert "territorial  " in page
    assert "advice only  " in page


def test_a_comparison_that_no_longer_matters_is_not_marked_as_a_failure(laowu: Laowu, dossier: str) -> None:
    page = laowu("eligibility", dossier, *HERE, "--level", "district").stdout
    assert "✗" not in page
    assert "short" not in page


def test_a_plan_shows_days_limits_and_papers(laowu: Laowu, dossier: str) -> None:
    page = " ".join(laowu("review", dossier, *HERE, "--start", "2026-12-28").stdout.split())
    assert "due 2027-10-31" in page
    assert "✓ at hand" in page
    assert "- not needed" in page
    assert "no procedure is stated for district level" in page


def test_a_year_without_an_official_calendar_is_marked(laowu: Laowu, dossier: str) -> None:
    assert "(provisional)" in laowu("review", dossier, *HERE, "--start", "2026-12-30").stdout


def test_a_holiday_notice_of_the_settings_makes_the_year_known(laowu: Laowu, dossier: str, clean: Path) -> None:
    (clean / "2027.toml").write_text(
        'year = 2027\ntitle = "示例通知"\nholidays = [2027-01-01]\nmakeup_days = []\n', encoding="utf-8"
    )
    (clean / "laowu.toml").write_text('calendar_notices = ["2027.toml"]\n', encoding="utf-8")
    assert "(provisional)" not in laowu("review", dossier, *HERE, "--start", "2026-12-30").stdout


def test_what_is_due_after_recognition_is_told_in_words_of_its_own(laowu: Laowu, dossier: str, clean: Path) -> None:
    more = '\n[[recognitions]]\nlevel = "municipal"\non = 2024-05-01\njurisdiction = "demo"\n'
    more += '\n[[checks]]\non = 2026-05-01\nresult = "failed"\ngrounds = ["poor_training"]\njurisdiction = "demo"\n'
    (clean / "kept.toml").write_text((clean / dossier).read_text(encoding="utf-8") + more, encoding="utf-8")
    page = laowu("manage", "kept.toml", *HERE).stdout
    assert "! due" in page
    assert "- does not apply" in page
    assert "! rectify" in page


def test_a_region_that_is_silent_says_so(laowu: Laowu, dossier: str, region: Region, demo: Demo) -> None:
    files = {name: text for name, text in demo("quiet").items() if name in ("profile.toml", "documents.toml", "facts.toml")}
    region("quiet", files)
    for command in ("eligibility", "review", "subsidy", "manage", "assess"):
        result = laowu("--lang", "zh", command, dossier, "-j", "quiet")
        assert result.exit_code == 0
        assert "文件未载明" in result.stdout


def test_a_paper_is_at_hand_not_there_not_stated_or_perhaps_needed(laowu: Laowu, clean: Path) -> None:
    brand = '[brand]\nname = "常州面点工"\nclass = "skill"\n'
    (clean / "silent.toml").write_text(brand, encoding="utf-8")
    (clean / "without.toml").write_text(f"{brand}[materials]\napplication_form = false\n", encoding="utf-8")
    silent = laowu("review", "silent.toml", *HERE).stdout
    assert "… not stated" in silent
    assert "… perhaps needed" in silent
    assert "✗ not there" in laowu("review", "without.toml", *HERE).stdout


PER_HEAD = """
[award.D-32]
kind = "per_head"
levels = ["municipal"]
summary = { zh = "按人奖补", en = "award per head" }
clause = "七"
payer = { zh = "市级", en = "the city" }
payee = { zh = "建设单位", en = "building body" }
fund = { zh = "就业补助资金", en = "employment fund" }
rate_yuan = 2000
groups = [{ code = "graduates", label = { zh = "毕业生", en = "graduates" } }]
months_at_least = 3
cap_yuan = 1000000
years_at_most = 5
"""

CLAIMS = """
[[recognitions]]
level = "municipal"
on = 2024-05-01
jurisdiction = "heads"

[[claims]]
on = 2026-03-01
group = "graduates"
persons = 10
months = 6
payer = "employer"
jurisdiction = "heads"

[[claims]]
on = 2026-03-01
group = "graduates"
persons = 4
months = 1
payer = "employer"
jurisdiction = "heads"
"""


def test_people_paid_and_people_refused_are_told_apart(
    laowu: Laowu, dossier: str, clean: Path, region: Region, demo: Demo
) -> None:
    files = demo("heads")
    region("heads", files | {"subsidy.toml": files["subsidy.toml"] + PER_HEAD})
    (clean / "claims.toml").write_text((clean / dossier).read_text(encoding="utf-8") + CLAIMS, encoding="utf-8")
    page = " ".join(laowu("subsidy", "claims.toml", "-j", "heads", "--on", "2026-11-21").stdout.split())
    assert "20,000 yuan" in page
    assert "10 persons" in page
    assert "line 2, 4 persons not paid" in page


def test_a_class_that_the_region_does_not_know_is_shown_by_its_code(laowu: Laowu, dossier: str) -> None:
    assert "[nonsense]" in laowu("eligibility", dossier, *HERE, "--class", "nonsense").stdout


PROGRESS = """
[[progress]]
stage = "apply"
began = 2026-10-20
ended = 2026-11-05
result = "passed"

[[progress]]
stage = "notice"
began = 2026-11-09
ended = 2026-11-12
result = "passed"
"""


def test_an_application_under_way_is_told_with_what_is_wrong_with_it(laowu: Laowu, dossier: str, clean: Path) -> None:
    (clean / "begun.toml").write_text((clean / dossier).read_text(encoding="utf-8") + PROGRESS, encoding="utf-8")

    (plan,) = (plan for plan in data(laowu("review", "begun.toml", *HERE, "--format", "json"))["review"] if plan["steps"])
    page = laowu("review", "begun.toml", *HERE).stdout

    apply, notice, _ = plan["steps"]
    assert (plan["began"], plan["ended"]) == ("2026-10-20", None)
    assert (apply["state"], apply["days_late"]) == ("done", 5)
    assert [fault["en"] for fault in notice["faults"]] == ["not valid: the notice had 3 of 5 working days"]
    assert "begun on 2026-10-20" in page
    assert "✗" in page
    assert "5 days late" in page


def test_money_over_the_years_stands_below_the_statements(laowu: Laowu, dossier: str) -> None:
    found = data(laowu("subsidy", dossier, *HERE, "--years", "2", "--format", "json"))
    page = laowu("subsidy", dossier, *HERE, "--years", "2").stdout

    assert [outlook["target"]["level"] for outlook in found["outlook"]] == ["municipal"]
    assert found["outlook"][0]["assumed"] is True
    assert [(line["year"], line["amount"]["kind"]) for line in found["outlook"][0]["lines"]] == [
        (2026, "exact"),
        (None, "interval"),
    ]
    assert found["subsidy"] == data(laowu("subsidy", dossier, *HERE, "--format", "json"))["subsidy"]
    assert page.index("Money") < page.index("Year by year") < page.index("as if it were recognised on 2026-11-21")


@pytest.mark.parametrize(("years", "code"), [("0", 2), ("five", 2), ("51", 3)])
def test_years_that_cannot_be_told_are_refused(laowu: Laowu, dossier: str, years: str, code: int) -> None:
    result = laowu("subsidy", dossier, *HERE, "--years", years)

    assert (result.exit_code, result.stdout) == (code, "")
    assert "Traceback" not in result.stderr


def test_each_year_tells_who_is_paid_and_where_the_cap_binds(
    laowu: Laowu, dossier: str, clean: Path, region: Region, demo: Demo
) -> None:
    files = demo("heads")
    capped = PER_HEAD.replace("cap_yuan = 1000000", "cap_yuan = 12000")
    region("heads", files | {"subsidy.toml": files["subsidy.toml"] + capped})
    (clean / "claims.toml").write_text((clean / dossier).read_text(encoding="utf-8") + CLAIMS, encoding="utf-8")
    words = ("subsidy", "claims.toml", "-j", "heads", "--years", "5", "--on", "2026-11-21")

    page = " ".join(laowu(*words).stdout.split())

    assert "counted from recognition on 2024-05-01" in page
    assert "claimed" in page
    assert "the cap binds; not paid this year: 4 persons" in page
    assert "cap 12000 yuan" in page.replace(",", "")
    assert "上限起作用" in laowu("--lang", "zh", *words).stdout
