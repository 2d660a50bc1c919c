"""Questions put one by one, and answers written into the dossier; tests/test_ask.py does it at a real terminal."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol

import pytest
import tomli
from click.testing import CliRunner

from laowu.cli.main import command

Region = Callable[..., Path]
Demo = Callable[..., dict[str, str]]

ONE = """
document = "measures"
levels = ["municipal"]
[criterion.D-1]
levels = ["municipal"]
summary = {{ zh = "一", en = "one" }}
clause = "一"
condition = {}
"""
BARE = '# kept\n[brand]\nname = "常州面点工"\n'


class Talk(Protocol):
    """Somebody who types answers."""

    def __call__(self, *answers: str, begun: str = BARE, lang: str = "en", asked: str = "") -> str:
        """What the program says while these answers are typed, each with Enter, and then ``q``.

        Args:
            answers: what is typed.
            begun: the dossier before.
            lang: the language.
            asked: the only condition of the region; those of the demo region when left out.
        """


@pytest.fixture
def talk(clean: Path, region: Region, demo: Demo, monkeypatch: pytest.MonkeyPatch) -> Talk:
    region("demo", demo())
    monkeypatch.setattr("laowu.cli.interview.somebody_is_there", lambda: True)

    def talking(*answers: str, begun: str = BARE, lang: str = "en", asked: str = "") -> str:
        if asked:
            region("demo", {**demo(), "eligibility.toml": ONE.format(asked), "readings.toml": ""})
        (clean / "brand.toml").write_text(begun, encoding="utf-8")
        words = ["--lang", lang, "ask", "brand.toml", "-j", "demo", "--on", "2026-11-22"]
        result = CliRunner().invoke(command, words, input="\n".join((*answers, "q", "")))
        assert (result.exit_code, result.stderr) == (0, "")
        return result.stdout

    return talking


def written(clean: Path) -> dict[str, Any]:
    return tomli.loads((clean / "brand.toml").read_text(encoding="utf-8"))


def test_whoever_has_enough_changes_nothing(talk: Talk, clean: Path) -> None:
    assert "what to find out next" in talk()
    assert "q 退出" in talk(lang="zh")
    assert (clean / "brand.toml").read_text(encoding="utf-8") == BARE


def test_a_body_is_named_before_its_place_is_asked(talk: Talk, clean: Path) -> None:
    told = talk("常州面点行业协会", "320400")

    assert "written to brand.toml: operators[0].place" in told
    assert "4 decided now" in told
    assert written(clean)["operators"] == [{"name": "常州面点行业协会", "place": "320400"}]
    assert (clean / "brand.toml").read_text(encoding="utf-8").startswith("# kept\n")


def test_an_answer_that_the_dossier_cannot_hold_is_taken_back(talk: Talk, clean: Path) -> None:
    told = talk("协会", "nowhere")

    assert "no division has the name or code “nowhere”" in told
    assert written(clean)["operators"] == [{"name": "协会"}]


PLACED = BARE + '\n[[operators]]\nname = "协会"\nplace = "320400"\n'


def test_a_figure_is_asked_until_it_is_one(talk: Talk, clean: Path) -> None:
    told = talk("many", "5000", "1.5", "59.99%", begun=PLACED)

    assert "“many” is no whole number" in told
    assert '"1.5" is not a percentage' in told
    assert written(clean)["facts"] == {"workers": 5000, "leading_firm_debt_ratio": "59.99%"}


def test_what_is_skipped_is_not_asked_again(talk: Talk, clean: Path) -> None:
    told = talk(*[""] * 8, begun=PLACED)

    assert told.count("a whole number: ") == 2  # workers and arrears, once each
    assert "add a [[recognitions]] table to the dossier by hand" in told
    assert (clean / "brand.toml").read_text(encoding="utf-8") == PLACED


KNOWN = PLACED + '\n[facts]\nworkers = 5000\nleading_firm_debt_ratio = "59%"\n'


def test_papers_years_and_local_codes_go_where_they_belong(talk: Talk, clean: Path) -> None:
    talk("perhaps", "y", "0", "n", "market, street", "80%", "50%", begun=KNOWN)

    found = written(clean)
    assert found["materials"] == {"application_form": True}
    assert found["facts"]["wage_arrears_records"] == 0
    assert found["facts"]["local_plan"] is False
    assert found["facts"]["pass_rate"] == [{"year": 2025, "value": "80%"}]
    assert found["facts"]["skilled_share"] == "50%"
    assert found["facts"]["demo"]["stall_kinds"] == ["market", "street"]


def test_a_figure_known_within_bounds_is_left_to_the_hand(talk: Talk, clean: Path) -> None:
    bounded = PLACED + "\n[facts]\nworkers = { more_than = 2000 }\n"

    told = talk(begun=bounded)

    assert "the dossier gives bounds: make the figure exact by hand" in told
    assert (clean / "brand.toml").read_text(encoding="utf-8") == bounded


CODE = "91350100M000100Y43"
KIND = '{ fact = "operator_kinds", in = ["association"] }'
LEGAL = '{ fact = "operator_legal_person", is = true }'
CODES = '{ fact = "operator_codes_valid", is = true }'
PLACE = '{ fact = "brand_place", within = "320400" }'


@pytest.mark.parametrize(
    ("condition", "known", "how", "answer", "held"),
    [
        (KIND, 'kind = "association"', "association, ", "association", {"kind": "association"}),
        (LEGAL, "legal_person = true", "y or n", "y", {"legal_person": True}),
        (LEGAL, "legal_person = true", "y or n", "n", {"legal_person": False}),
        (CODES, 'code = "91350100M000200Y4T"', "unified social credit code", CODE, {"code": CODE}),
    ],
)
def test_only_the_body_of_which_it_is_unknown_is_asked_about(
    condition: str, known: str, how: str, answer: str, held: dict[str, Any], *, talk: Talk, clean: Path
) -> None:
    begun = BARE + f'\n[[operators]]\nname = "甲"\n{known}\n\n[[operators]]\nname = "乙"\n'

    told = talk(answer, begun=begun, asked=condition)

    assert "甲: " not in told
    assert how in told.partition("乙: ")[2]
    assert written(clean)["operators"][1] == {"name": "乙", **held}


def test_the_place_of_a_brand_is_written_with_the_brand(talk: Talk, clean: Path) -> None:
    talk("常州市", asked=PLACE)

    assert written(clean)["brand"] == {"name": "常州面点工", "place": "常州市"}


def test_whoever_names_no_body_is_not_asked_about_it(talk: Talk, clean: Path) -> None:
    told = talk("", asked=PLACE.replace("brand_place", "operator_places"))

    assert "name of the body that builds the brand" in told
    assert "six-digit code" not in told
    assert (clean / "brand.toml").read_text(encoding="utf-8") == BARE
