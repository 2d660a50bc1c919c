import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Laowu = Callable[..., Result]
Region = Callable[..., Path]
Demo = Callable[..., dict[str, str]]

ON = ("--on", "2026-11-21")


@pytest.fixture(autouse=True)
def installed(region: Region, demo: Demo) -> None:
    """The demo region."""
    region("demo", demo())


def test_all_five_answers_are_on_the_page_with_rule_and_clause(laowu: Laowu, dossier: str) -> None:
    result = laowu("assess", dossier, "-j", "demo", *ON, "--lang", "zh")
    assert result.exit_code == 0
    assert result.stderr == ""
    for title in ("名称：✓ 合乎形式", "认定条件", "审核程序", "奖补", "认定之后", "有歧义之处的读法", "本结果取决于"):
        assert title in result.stdout
    assert "还差 1 人" in result.stdout
    for rule in ("D-1", "D-4", "D-10", "D-20", "D-22", "D-30", "D-40"):
        assert rule in result.stdout


def test_the_page_begins_with_the_five_answers_in_short(laowu: Laowu, dossier: str) -> None:
    head = laowu("assess", dossier, "-j", "demo", *ON).stdout.partition("\nName: ")[0]
    assert "✓ met (district, " in head
    assert "✗ not met (municipal, " in head
    assert "0 to 350,000 yuan (municipal)" in head


def test_the_jurisdiction_may_stand_before_the_command_or_in_the_settings(laowu: Laowu, dossier: str) -> None:
    after = laowu("assess", dossier, "-j", "demo", *ON).stdout
    assert laowu("-j", "demo", *ON, "assess", dossier).stdout == after
    assert laowu("assess", dossier, *ON, env={"LAOWU_JURISDICTION": "demo"}).stdout == after
    assert laowu("assess", dossier, "--set", "jurisdiction=demo", "--set", "on=2026-11-21").stdout == after


def test_an_option_after_the_command_is_stronger_than_one_before(laowu: Laowu, dossier: str) -> None:
    result = laowu("-j", "nowhere", "--format", "table", "assess", dossier, "-j", "demo", "--format", "json", *ON)
    assert json.loads(result.stdout)["identity"]["jurisdiction"] == "demo"


def test_without_a_jurisdiction_the_message_says_how_to_choose_one(laowu: Laowu, dossier: str) -> None:
    result = laowu("assess", dossier)
    assert result.exit_code == 3
    assert "-j CODE" in result.stderr
    assert "demo" in result.stderr


def test_an_unknown_jurisdiction_suggests_one(laowu: Laowu, dossier: str) -> None:
    result = laowu("assess", dossier, "-j", "demmo")
    assert result.exit_code == 4
    assert "did you mean: demo" in result.stderr


def test_without_a_date_the_day_of_the_call_is_judged(laowu: Laowu, dossier: str) -> None:
    from datetime import datetime

    before = datetime.now().astimezone().date()
    judged = json.loads(laowu("assess", dossier, "-j", "demo", "--format", "json").stdout)["identity"]["on"]
    assert before.isoformat() <= judged <= datetime.now().astimezone().date().isoformat()


def test_the_plan_begins_on_the_day_of_start(laowu: Laowu, dossier: str) -> None:
    result = laowu("assess", dossier, "-j", "demo", *ON, "--start", "2026-12-01", "--format", "json")
    assert {plan["start"] for plan in json.loads(result.stdout)["review"]} == {"2026-12-01"}


def test_unfavourable_only_when_no_level_is_met(laowu: Laowu, dossier: str, clean: Path) -> None:
    assert laowu("assess", dossier, "-j", "demo", *ON).exit_code == 0
    text = (
        (clean / dossier)
        .read_text(encoding="utf-8")
        .replace('skilled_share = "50%"', 'skilled_share = "49.99%"\npass_rate = "80%"')
    )
    (clean / "worse.toml").write_text(text, encoding="utf-8")
    assert laowu("assess", "worse.toml", "-j", "demo", *ON).exit_code == 1


def test_a_reading_chosen_is_used_and_an_unknown_one_refused(laowu: Laowu, dossier: str) -> None:
    result = laowu("eligibility", dossier, "-j", "demo", *ON, "--reading", "D-floor=without", "--level", "municipal")
    assert "4,500" in result.stdout
    assert "chosen, not the default" in result.stdout
    slip = laowu("eligibility", dossier, "-j", "demo", *ON, "--reading", "D-flor=without")
    assert slip.exit_code == 3
    assert "did you mean: D-floor" in slip.stderr
    assert laowu("eligibility", dossier, "-j", "demo", "--reading", "D-floor=perhaps").exit_code == 3


def test_markdown_has_the_same_answers(laowu: Laowu, dossier: str) -> None:
    page = laowu("assess", dossier, "-j", "demo", *ON, "--format", "markdown").stdout
    assert page.startswith("# 常州面点工 · Demo\n")
    assert "| ✗ not met | " in page
    assert "\x1b" not in page


def test_output_goes_to_a_file_and_a_remark_to_stderr(laowu: Laowu, dossier: str, clean: Path) -> None:
    printed = laowu("assess", dossier, "-j", "demo", *ON, "--format", "json").stdout
    result = laowu("assess", dossier, "-j", "demo", *ON, "--format", "json", "--output", "answer.json")
    assert result.stdout == ""
    assert "written to answer.json" in result.stderr
    assert (clean / "answer.json").read_text(encoding="utf-8") == printed


def test_an_output_file_that_cannot_be_written_is_an_input_error(laowu: Laowu, dossier: str) -> None:
    result = laowu("assess", dossier, "-j", "demo", "--output", "no/such/folder/x")
    assert result.exit_code == 3
    assert "cannot be written" in result.stderr


def test_the_same_inputs_give_the_same_bytes(laowu: Laowu, dossier: str) -> None:
    words = ("assess", dossier, "-j", "demo", *ON, "--format", "json")
    assert laowu(*words).stdout_bytes == laowu(*words, "--lang", "zh").stdout_bytes


def test_a_broken_dossier_is_told_with_line_and_path_and_exit_code_3(laowu: Laowu, clean: Path) -> None:
    (clean / "bad.toml").write_text('[brand]\nname = "x"\nplace = "云羊县"\n[facts]\nworkers = -1\n', encoding="utf-8")
    result = laowu("assess", "bad.toml", "-j", "demo")
    assert result.exit_code == 3
    assert "bad.toml:3 brand.place" in result.stderr
    assert "bad.toml:5 facts.workers" in result.stderr
    assert result.stderr.index("bad.toml:3") < result.stderr.index("bad.toml:5")
    assert "2 errors in all" in result.stderr
    assert "Traceback" not in result.stderr


def test_many_mistakes_are_counted_and_not_all_listed(laowu: Laowu, clean: Path) -> None:
    facts = "".join(f"nonsense_{number} = 1\n" for number in range(60))
    (clean / "bad.toml").write_text(f'[brand]\nname = "x"\n[facts]\n{facts}', encoding="utf-8")
    result = laowu("--lang", "zh", "assess", "bad.toml", "-j", "demo")
    assert result.exit_code == 3
    assert result.stderr.count("错误：") == 20
    assert "处错误" in result.stderr.splitlines()[-1]


class TestReplay:
    @pytest.fixture
    def stored(self, laowu: Laowu, dossier: str) -> str:
        """A stored result."""
        laowu("assess", dossier, "-j", "demo", *ON, "--format", "json", "--output", "old.json")
        return "old.json"

    def test_it_reproduces_an_old_result_to_the_byte(self, laowu: Laowu, stored: str, clean: Path) -> None:
        result = laowu("assess", "--replay", stored, "--format", "json")
        assert result.stdout_bytes == (clean / stored).read_bytes()
        assert "the same as the old result" in result.stderr
        assert result.exit_code == 0

    def test_it_says_so_on_the_page(self, laowu: Laowu, stored: str) -> None:
        assert "✓ the same as the old result" in laowu("assess", "--replay", stored).stdout

    def test_it_names_every_change_of_the_rules(self, laowu: Laowu, stored: str, region: Region, demo: Demo) -> None:
        region("demo", demo("demo", ("eligibility.toml", "at_least = 5000", "at_least = 4999")))
        result = laowu("assess", "--replay", stored)
        assert "differences from the old result" in result.stdout
        assert "rule data changed" in result.stdout
        assert "not met → met" in result.stdout
        assert "not met → met" in laowu("assess", "--replay", stored, "--format", "json").stderr

    def test_another_dossier_can_be_held_against_it(self, laowu: Laowu, stored: str, dossier: str, clean: Path) -> None:
        text = (clean / dossier).read_text(encoding="utf-8").replace("4999", "5000")
        (clean / "more.toml").write_text(text, encoding="utf-8")
        assert "dossier changed" in laowu("assess", "more.toml", "--replay", stored).stdout

    @pytest.mark.parametrize(
        ("text", "says"),
        [
            ("{", "this is no JSON"),
            ("[]", "not a JSON result of laowu assess"),
            ('{"schema": "laowu/assessment/1"}', "decision identity"),
            ("[" * 100_000, "no JSON"),
        ],
    )
    def test_what_is_no_result_is_refused(self, laowu: Laowu, clean: Path, text: str, says: str) -> None:
        (clean / "odd.json").write_text(text, encoding="utf-8")
        result = laowu("assess", "--replay", "odd.json")
        assert result.exit_code == 3
        assert says in result.stderr

    def test_a_file_in_another_encoding_or_none_at_all_is_refused(self, laowu: Laowu, clean: Path) -> None:
        (clean / "gbk.json").write_bytes('{"schema": "云阳"}'.encode("gbk"))
        assert "UTF-8" in laowu("assess", "--replay", "gbk.json").stderr
        assert laowu("assess", "--replay", "missing.json").exit_code == 3

    def test_it_keeps_the_date_of_the_old_result(self, laowu: Laowu, stored: str) -> None:
        result = laowu("assess", "--replay", stored, "--on", "2020-01-01")

        assert result.exit_code == 2
        assert "--on" in result.stderr

    def test_a_holiday_notice_that_was_loaded_then_is_missed_now(self, laowu: Laowu, dossier: str, clean: Path) -> None:
        notice = clean / "notice.toml"
        notice.write_text('year = 2027\ntitle = "示例"\nholidays = [2027-01-01]\nmakeup_days = []\n', encoding="utf-8")
        words = ("assess", dossier, "-j", "demo", "--on", "2026-11-20", "--format", "json")
        (clean / "old.json").write_text(laowu(*words, "--set", f"calendar_notices={notice.name}").stdout, encoding="utf-8")

        assert "holiday notices changed" in laowu("assess", "--replay", "old.json").stdout
