"""The one-off grant. Sums were read in 大就办发〔2022〕9号 三（五）, not taken from the rule data."""

from collections.abc import Callable
from datetime import date

import pytest

from laowu.jurisdictions.jurisdiction import Jurisdiction
from laowu.jurisdictions.loading import load_installed
from laowu.model.answers import SubsidyStatement
from laowu.model.dossier import Dossier, Payment, Recognition
from laowu.model.level import Level, Target
from laowu.model.money import NOTHING, Amount, Money
from laowu.model.outcome import Outcome
from laowu.model.questions import SubsidyClaim

DISTRICT, CITY, PROVINCE = Level.DISTRICT, Level.MUNICIPAL, Level.PROVINCIAL
ON = date(2022, 12, 20)
DossierOf = Callable[..., Dossier]


def yuan(amount: int) -> Amount:
    return Amount.exactly(Money.yuan(amount))


def recognised(*levels: Level) -> dict[str, object]:
    return {"recognitions": tuple(Recognition(level=level, on=date(2022, 12, 12), jurisdiction="dalian") for level in levels)}


def paid(jurisdiction: Jurisdiction, dossier: Dossier, level: Level) -> SubsidyStatement:
    statement = jurisdiction.calculate_subsidy(SubsidyClaim(dossier=dossier, target=Target(level=level)), ON)
    assert statement is not None
    return statement


@pytest.mark.parametrize(("level", "sum_"), [(PROVINCE, yuan(100_000)), (CITY, yuan(50_000)), (DISTRICT, NOTHING)])
def test_literally_a_provincial_brand_gets_100000_a_city_brand_50000_and_a_district_brand_nothing(
    level: Level, sum_: Amount, dalian: Jurisdiction, dossier: DossierOf
) -> None:
    statement = paid(dalian, dossier(recognised(level)), level)

    assert statement.total == sum_


@pytest.mark.parametrize("level", [PROVINCE, CITY, DISTRICT])
def test_the_conflict_is_printed_beside_every_sum(level: Level, dalian: Jurisdiction, dossier: DossierOf) -> None:
    """The notice recognises district and city brands and pays provincial and city ones."""
    statement = paid(dalian, dossier(recognised(level)), level)

    assert all(any("slip" in remark.en for remark in line.remarks) for line in statement.lines)
    assert "DL-sums" in {reading.id for reading in statement.readings}


@pytest.mark.parametrize(("level", "sum_"), [(CITY, yuan(100_000)), (DISTRICT, yuan(50_000)), (PROVINCE, NOTHING)])
def test_read_as_a_slip_the_sums_move_one_level_down(level: Level, sum_: Amount, dossier: DossierOf) -> None:
    slip = load_installed("dalian", choices={"DL-sums": "slip"})

    assert paid(slip, dossier(recognised(level)), level).total == sum_


def test_an_upgraded_brand_has_both_sums_and_a_flag_for_setting_off(dalian: Jurisdiction, dossier: DossierOf) -> None:
    statement = paid(dalian, dossier(recognised(CITY, PROVINCE)), PROVINCE)

    assert statement.total == yuan(150_000)
    assert any("set off" in remark.en for remark in statement.remarks)


def test_read_as_the_difference_an_upgraded_brand_has_100000_in_all(dossier: DossierOf) -> None:
    """The provincial sum alone: 50,000 with the city recognition and the rest with the provincial one."""
    difference = load_installed("dalian", choices={"DL-upgrade": "difference"})

    assert paid(difference, dossier(recognised(CITY, PROVINCE)), PROVINCE).total == yuan(100_000)


def test_what_anybody_has_paid_already_is_not_due_again(dalian: Jurisdiction, dossier: DossierOf) -> None:
    """三（五）: 一次性."""
    payment = Payment(on=date(2022, 12, 15), award="DL-049", fen=5_000_000, level=CITY, payer="某区人社局", jurisdiction="dalian")
    (line,) = paid(dalian, dossier({**recognised(CITY), "payments": (payment,)}), CITY).lines

    assert (line.amount, line.paid) == (yuan(50_000), Money.yuan(50_000))


def test_a_brand_that_was_not_recognised_gets_nothing(dalian: Jurisdiction, dossier: DossierOf) -> None:
    elsewhere = Recognition(level=CITY, on=date(2022, 12, 12), jurisdiction="baoji")
    statement = paid(dalian, dossier({"recognitions": (elsewhere,)}), CITY)

    assert [line.outcome for line in statement.lines] == [Outcome.NOT_MET]
    assert statement.total == NOTHING


def test_while_recognition_is_unknown_the_sum_is_an_interval(dalian: Jurisdiction, dossier: DossierOf) -> None:
    assert paid(dalian, dossier(), CITY).total == Amount.between(Money.yuan(0), Money.yuan(50_000))


def test_the_fund_is_the_employment_subsidy_fund_and_the_body_is_paid(dalian: Jurisdiction, dossier: DossierOf) -> None:
    (line,) = paid(dalian, dossier(recognised(CITY)), CITY).lines

    assert (line.fund.zh, line.payee.zh) == ("就业补助资金", "建设单位")
