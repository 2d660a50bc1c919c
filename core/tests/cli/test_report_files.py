from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from click.testing import Result

Laowu = Callable[..., Result]
ON = ("--on", "2026-11-21")
CHANGE = "[demo.eligibility.criterion.D-1.condition]\nat_least = 4000\n"


@pytest.fixture(autouse=True)
def installed(region: Callable[..., Path], demo: Callable[..., dict[str, str]]) -> None:
    """Two regions."""
    region("demo", demo())
    region("second", demo("second", ("eligibility.toml", "at_least = 5000", "at_least = 4000")))


@pytest.mark.parametrize(
    ("words", "sheet"),
    [
        (("compare",), "Verdicts"),
        (("gap", "-j", "demo"), "Nearness"),
        (("simulate", "--with", "change.toml"), "What was altered"),
        (("simulate", "--sweep", "demo.eligibility.criterion.D-1.condition.at_least=3000..8000/1000"), "How many brands qualify"),
    ],
)
def test_a_result_is_written_as_page_and_workbook_beside_what_is_printed(
    words: tuple[str, ...], sheet: str, laowu: Laowu, dossier: str
) -> None:
    Path("change.toml").write_text(CHANGE, encoding="utf-8")
    plain = laowu(words[0], dossier, *words[1:], *ON)
    both = laowu(words[0], dossier, *words[1:], *ON, "--html", "page.html", "--xlsx", "book.xlsx")

    assert both.exit_code == plain.exit_code == 0, both.stderr
    assert both.stdout == plain.stdout
    assert "written to page.html" in both.stderr
    assert "written to book.xlsx" in both.stderr
    assert Path("page.html").read_text(encoding="utf-8").startswith('<!DOCTYPE html>\n<html lang="en">')
    assert sheet in openpyxl.load_workbook("book.xlsx").sheetnames


def test_several_dossiers_give_a_page_with_a_line_per_brand(laowu: Laowu, dossier: str) -> None:
    Path("other.toml").write_text(Path(dossier).read_text(encoding="utf-8").replace("常州面点工", "常州茶匠"), encoding="utf-8")
    result = laowu("compare", dossier, "other.toml", *ON, "--html", "page.html")

    assert result.exit_code == 0, result.stderr
    assert "常州茶匠" in Path("page.html").read_text(encoding="utf-8")


def test_the_page_opens_in_the_language_asked(laowu: Laowu, dossier: str) -> None:
    laowu("compare", dossier, *ON, "--lang", "zh", "--html", "page.html")

    assert '<html lang="zh-Hans">' in Path("page.html").read_text(encoding="utf-8")


def test_a_file_that_cannot_be_written_is_told(laowu: Laowu, dossier: str) -> None:
    result = laowu("compare", dossier, *ON, "--html", "nowhere/page.html")

    assert result.exit_code == 3
    assert "nowhere/page.html" in result.stderr
    assert "Traceback" not in result.stderr


def test_without_the_extra_nothing_is_worked_out_and_the_mend_is_told(
    laowu: Laowu, dossier: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("laowu.report.extra.NEEDED", ("a_library_that_nobody_has",))
    result = laowu("compare", dossier, *ON, "--xlsx", "book.xlsx")

    assert result.exit_code == 3
    assert result.stdout == ""
    assert "pip install 'laowu[report]'" in result.stderr
    assert not Path("book.xlsx").exists()
