"""What a cell of a comparison says, and on which rules it rests."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import attrs
import pytest

from laowu.evaluate.assess import Assessment, assess
from laowu.evaluate.comparing.cells import (
    Cell,
    conditions_cell,
    eligibility_cell,
    management_cell,
    missing_cell,
    money_cell,
    name_cell,
    procedure_cell,
    standing_cell,
    territory_cell,
)
from laowu.jurisdictions.loading import load_installed
from laowu.model.dossier import Dossier
from laowu.model.facts import Figure
from laowu.model.share import Share

Demo = Callable[..., dict[str, str]]
Region = Callable[..., Path]
Make = Callable[[Assessment], Cell | None]

ON = date(2026, 11, 21)


@pytest.fixture
def say(region: Region, demo: Demo) -> Callable[..., tuple[list[str], Cell]]:
    """Asks the demo region and makes a cell of its answer: the English lines, and the cell."""

    def made(make: Make, dossier: Dossier, *changes: tuple[str, str, str]) -> tuple[list[str], Cell]:
        region("demo", demo("demo", *changes))
        cell = make(assess(load_installed("demo"), dossier, on=ON))
        assert cell is not None
        return [text.en for text in cell.says], cell

    return made


Say = Callable[..., tuple[list[str], Cell]]


def test_documents_come_with_their_standing_and_what_came_after(say: Say, dossier: Dossier) -> None:
    lines, _ = say(standing_cell, dossier)

    assert lines[0] == "示人社〔2022〕1号: in force"
    assert lines[1].startswith("《示例方案》: draft")
    assert "later" in lines[2]


def test_a_name_that_fits_names_the_form_it_fits(say: Say, dossier: Dossier) -> None:
    lines, cell = say(name_cell, dossier)

    assert lines == ["valid"]
    assert (cell.outcome, cell.rules) == ("valid", ("D-10",))


def test_a_name_that_fits_none_says_what_it_lacks_and_names_what_it_was_held_against(say: Say, dossier: Dossier) -> None:
    lines, cell = say(name_cell, attrs.evolve(dossier, brand=attrs.evolve(dossier.brand, name="茶匠", existing=True)))

    assert lines[:2] == ["invalid", "lacks: region"]
    assert any("exempt" in line for line in lines)
    assert (cell.outcome, cell.rules) == ("invalid", ("D-10", "D-11"))


def test_recognition_is_told_level_by_level_and_names_the_criteria_that_decide_it(say: Say, dossier: Dossier) -> None:
    lines, cell = say(eligibility_cell, dossier)

    assert lines == ["district skills: no data", "municipal skills: not met", "the better ones are picked"]
    assert cell.outcome == "no data"
    assert set(cell.rules) == {"D-1", "D-3"}


def test_conditions_of_substance_and_of_place_stand_apart(say: Say, dossier: Dossier) -> None:
    stranger = attrs.evolve(dossier, operators=(attrs.evolve(dossier.operators[0], place="辽宁省大连市"),))

    at_home, away = say(conditions_cell, dossier), say(conditions_cell, stranger)
    place_home, place_away = say(territory_cell, dossier), say(territory_cell, stranger)

    assert at_home == away
    assert (place_home[1].outcome, place_away[1].outcome) == ("met", "not met")
    assert place_home[1].rules == place_away[1].rules == ("D-4",)
    assert at_home[0][1].startswith("municipal skills: not met (")


def test_what_is_missing_says_how_far_which_paper_and_what_waits_for_an_official(say: Say, dossier: Dossier) -> None:
    lines, cell = say(missing_cell, dossier)

    said = "\n".join(lines)
    assert "D-1 " in said
    assert "4,999" in said
    assert "to be handed in: " in said
    assert "1 for an official to judge" in said
    assert set(cell.rules) == {"D-1", "D-3", "D-6"}


def test_a_year_that_falls_short_is_named(say: Say, dossier: Dossier) -> None:
    share = Share.from_percent("80%")
    facts = {**dossier.facts, "pass_rate": (Figure(low=share, high=share, year=2025),)}

    lines, _ = say(missing_cell, attrs.evolve(dossier, facts=facts))

    assert any("D-3 2025 " in line for line in lines)


def test_many_papers_are_counted_after_the_first_few(say: Say, dossier: Dossier) -> None:
    asked = ", ".join(
        f'{{ fact = "{fact}", present = true }}'
        for fact in (
            "local_plan",
            "hired",
            "training_plan",
            "labour_rules",
            "credit_commitment",
            "media_reports",
            "leading_firms",
        )
    )
    change = (
        "eligibility.toml",
        'condition.any = [{ judge = { zh = "反响好不好", en = "is it well received?" } }]',
        f"condition.all = [{asked}]",
    )

    lines, _ = say(missing_cell, attrs.evolve(dossier, facts={}), change)

    assert any(" and more, " in line for line in lines)


def test_nothing_missing_is_said(say: Say, dossier: Dossier) -> None:
    half = Share.from_percent("50%")
    facts = {**dossier.facts, "skilled_share": (Figure(low=half, high=half),)}

    lines, _ = say(missing_cell, attrs.evolve(dossier, facts=facts))

    assert "nothing" in lines[0]


def test_the_procedure_has_its_days_its_limit_and_the_papers_to_come(say: Say, dossier: Dossier) -> None:
    lines, cell = say(procedure_cell, attrs.evolve(dossier, materials={}))

    assert any("2026-11-23 apply (by 2027-10-31)" in line for line in lines)
    assert any("2026-11-24–2026-12-01 public notice" in line for line in lines)
    assert "1 papers still to come" in lines
    assert cell.rules == ("D-20", "D-21", "D-24")


def test_days_in_a_year_without_a_calendar_are_marked(say: Say, dossier: Dossier) -> None:
    lines, _ = say(procedure_cell, dossier, ("review.toml", "days = 5", "days = 60"))

    assert any(line.endswith("(provisional)") for line in lines)


def test_money_is_listed_award_by_award_with_its_total_and_its_conflicts(say: Say, dossier: Dossier) -> None:
    lines, cell = say(money_cell, dossier)

    assert any("50,000" in line and line.endswith("(met)") for line in lines)
    assert any(line.startswith("total ") and "350,000" in line for line in lines)
    assert "two places give different sums" in lines
    assert cell.rules == ("D-30", "D-31")


def test_after_recognition_says_what_is_due_by_when(say: Say, dossier: Dossier) -> None:
    lines, cell = say(management_cell, dossier)

    assert any("yearly review (by 2027-05-01)" in line for line in lines)
    assert any("correct within a limit" in line for line in lines)
    assert cell.outcome == "rectify"
    assert set(cell.rules) == {"D-40", "D-41", "D-42"}


def test_a_brand_that_is_not_recognised_still_names_the_rules_that_would_apply(say: Say, dossier: Dossier) -> None:
    _, cell = say(management_cell, attrs.evolve(dossier, recognitions=(), checks=()))

    assert cell.outcome == "not recognised"
    assert set(cell.rules) == {"D-40", "D-41", "D-42"}


@pytest.mark.parametrize(
    "make",
    [name_cell, eligibility_cell, conditions_cell, territory_cell, missing_cell, procedure_cell, money_cell, management_cell],
)
def test_a_region_without_rules_on_a_question_has_no_cell(make: Make, region: Region, demo: Demo, dossier: Dossier) -> None:
    files = demo()
    region("demo", {name: files[name] for name in ("profile.toml", "documents.toml")})

    assert make(assess(load_installed("demo"), dossier, on=ON)) is None


def test_a_region_without_conditions_of_place_has_no_such_cell(region: Region, demo: Demo, dossier: Dossier) -> None:
    region("demo", demo("demo", ("eligibility.toml", 'scope = "territorial"', 'scope = "substantive"')))

    assert territory_cell(assess(load_installed("demo"), dossier, on=ON)) is None
