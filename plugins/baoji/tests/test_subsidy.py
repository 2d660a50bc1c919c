"""What money a brand brings: 四（二）、（三） and 七（三） of 宝人社发〔2022〕39号. Expected sums are read from the document."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
import tomli

from laowu.errors import SettingsError
from laowu.jurisdictions.jurisdiction import Jurisdiction
from laowu.jurisdictions.loading import load_installed
from laowu.model.answers import AwardLine, SubsidyStatement
from laowu.model.dossier import Dossier, Judgement, Recognition
from laowu.model.facts import Value
from laowu.model.level import Level, Target
from laowu.model.money import NOT_STATED, NOTHING, ZERO, Amount, Money
from laowu.model.outcome import Outcome
from laowu.model.questions import SubsidyClaim

MakeBrand = Callable[..., Dossier]
ON = date(2026, 11, 21)
UP_TO_300000 = Amount.between(ZERO, Money.yuan(300_000))


def statement(jurisdiction: Jurisdiction, dossier: Dossier, level: Level = Level.MUNICIPAL) -> SubsidyStatement:
    found = jurisdiction.calculate_subsidy(SubsidyClaim(dossier=dossier, target=Target(level=level)), ON)
    assert found is not None
    return found


def line(found: SubsidyStatement, rule: str) -> AwardLine:
    return next(item for item in found.lines if item.rule == rule)


def holding(*levels: Level) -> tuple[Recognition, ...]:
    return tuple(Recognition(level=level, on=date(2023, 1, 1), jurisdiction="baoji") for level in levels)


@pytest.mark.parametrize(
    ("workers", "outcome", "amount"),
    [(499, Outcome.NOT_MET, NOTHING), (500, Outcome.MET, UP_TO_300000), (501, Outcome.MET, UP_TO_300000)],
)
def test_4_2_500_workers_under_agreement_open_an_award_of_up_to_300000_yuan(
    baoji: Jurisdiction, make_brand: MakeBrand, workers: int, outcome: Outcome, amount: Amount
) -> None:
    found = statement(baoji, make_brand({"workers_under_agreement": workers}))
    assert (line(found, "BJ-034").outcome, line(found, "BJ-034").amount) == (outcome, amount)
    assert found.total == amount


def test_4_2_an_unknown_number_leaves_the_award_open(baoji: Jurisdiction, make_brand: MakeBrand) -> None:
    found = line(statement(baoji, make_brand()), "BJ-034")
    assert (found.outcome, found.amount) == (Outcome.NO_DATA, UP_TO_300000)


def test_4_2_the_award_is_the_countys_to_give_and_to_set(baoji: Jurisdiction, make_brand: MakeBrand) -> None:
    found = line(statement(baoji, make_brand({"workers_under_agreement": 500})), "BJ-034")
    assert found.discretionary
    assert "县" in found.payer.zh
    assert any("县级财政" in remark.zh for remark in found.remarks)


@pytest.mark.parametrize("level", [Level.DISTRICT, Level.MUNICIPAL, Level.PROVINCIAL])
def test_4_2_the_award_asks_for_no_recognition(baoji: Jurisdiction, make_brand: MakeBrand, level: Level) -> None:
    found = line(statement(baoji, make_brand({"workers_under_agreement": 500}), level), "BJ-034")
    assert found.outcome is Outcome.MET


@pytest.mark.parametrize(("rural", "outcome"), [(499, Outcome.NOT_MET), (500, Outcome.MET)])
def test_4_2_the_500_can_be_read_as_rural_workers(
    baoji: Jurisdiction, read_as: Callable[..., Jurisdiction], make_brand: MakeBrand, rural: int, outcome: Outcome
) -> None:
    dossier = make_brand({"workers_under_agreement": 600, "rural_workers_under_agreement": rural})
    assert line(statement(read_as("BJ-who-counts", "rural"), dossier), "BJ-034").outcome is outcome
    assert line(statement(baoji, dossier), "BJ-034").outcome is Outcome.MET


@pytest.mark.parametrize(("entered", "outcome"), [(True, Outcome.MET), (False, Outcome.NOT_MET), (None, Outcome.NO_DATA)])
def test_4_2_entry_in_the_library_can_be_read_as_a_condition(
    baoji: Jurisdiction, make_brand: MakeBrand, entered: bool | None, outcome: Outcome
) -> None:
    numbers: dict[str, Value] = {"workers_under_agreement": 500, "rural_workers_under_agreement": 500}
    dossier = make_brand(numbers if entered is None else {**numbers, "in_resource_library": entered})
    assert line(statement(baoji, dossier), "BJ-034").outcome is Outcome.MET
    for reading in ({}, {"BJ-who-counts": "rural"}, {"BJ-ceiling": "full"}, {"BJ-who-counts": "rural", "BJ-ceiling": "full"}):
        asked = load_installed("baoji", choices={"BJ-library": "condition", **reading})
        assert line(statement(asked, dossier), "BJ-034").outcome is outcome


def test_4_2_rural_workers_and_labour_contracts_are_two_answers_to_one_question() -> None:
    with pytest.raises(SettingsError, match="BJ-who-counts=rural and BJ-agreement=labour-contract") as caught:
        load_installed("baoji", choices={"BJ-who-counts": "rural", "BJ-agreement": "labour-contract"})
    assert caught.value.where == "readings.BJ-agreement"


def test_4_2_the_countys_schedule_of_the_readme_laid_over_the_rules_gives_an_exact_sum(make_brand: MakeBrand) -> None:
    readme = (Path(__file__).parent.parent / "README.md").read_text(encoding="utf-8")
    schedule = tomli.loads(readme.partition("```toml\n")[2].partition("```")[0])
    county, brand = load_installed("baoji", changes=schedule), make_brand({"workers_under_agreement": 500})
    found = statement(county, brand)
    assert not line(found, "BJ-034").discretionary
    assert found.total == Amount.exactly(Money.yuan(120_000))
    earlier = county.calculate_subsidy(SubsidyClaim(dossier=brand, target=Target(level=Level.MUNICIPAL)), date(2025, 12, 31))
    assert earlier is not None
    assert earlier.total == UP_TO_300000


@pytest.mark.parametrize("asked", [Level.MUNICIPAL, Level.PROVINCIAL])
@pytest.mark.parametrize("held", [Level.MUNICIPAL, Level.PROVINCIAL])
def test_4_2_either_recognition_brings_an_award_without_a_stated_sum(
    baoji: Jurisdiction, make_brand: MakeBrand, asked: Level, held: Level
) -> None:
    found = line(statement(baoji, make_brand(recognitions=holding(held)), asked), "BJ-038")
    assert (found.outcome, found.amount) == (Outcome.MET, NOT_STATED)


def test_4_2_a_brand_that_holds_neither_gets_no_award_for_recognition(baoji: Jurisdiction, make_brand: MakeBrand) -> None:
    found = line(statement(baoji, make_brand(recognitions=holding(Level.DISTRICT))), "BJ-038")
    assert (found.outcome, found.amount) == (Outcome.NOT_MET, NOTHING)


@pytest.mark.parametrize(
    ("levels", "outcome", "amount"),
    [
        (("national",), Outcome.MET, NOT_STATED),
        (("provincial",), Outcome.MET, NOT_STATED),
        ((), Outcome.NOT_MET, NOTHING),
    ],
)
def test_4_3_being_chosen_for_a_display_brings_an_award_the_city_sets(
    baoji: Jurisdiction, make_brand: MakeBrand, levels: tuple[str, ...], outcome: Outcome, amount: Amount
) -> None:
    found = line(statement(baoji, make_brand({"exchange_activity_levels": levels})), "BJ-044")
    assert (found.outcome, found.amount, found.payer.zh) == (outcome, amount, "市级")


@pytest.mark.parametrize("held", [Level.PROVINCIAL, Level.NATIONAL])
def test_7_3_a_county_that_did_much_for_a_recognised_brand_is_favoured(
    baoji: Jurisdiction, make_brand: MakeBrand, held: Level
) -> None:
    waiting = line(statement(baoji, make_brand(recognitions=holding(held))), "BJ-055")
    assert (waiting.outcome, waiting.amount) == (Outcome.NEEDS_JUDGEMENT, NOT_STATED)
    assert waiting.payee.zh.startswith("县（区）")
    judged = Judgement(jurisdiction="baoji", rule="BJ-055", outcome=Outcome.MET, by="市人社局", on=ON)
    assert line(statement(baoji, make_brand(recognitions=holding(held), judgements=(judged,))), "BJ-055").outcome is Outcome.MET


def test_awards_without_a_sum_are_kept_out_of_the_total_and_named(baoji: Jurisdiction, make_brand: MakeBrand) -> None:
    dossier = make_brand({"workers_under_agreement": 500}, recognitions=holding(Level.MUNICIPAL))
    found = statement(baoji, dossier)
    assert found.total == UP_TO_300000
    assert any("未载明金额" in remark.zh for remark in found.remarks)
