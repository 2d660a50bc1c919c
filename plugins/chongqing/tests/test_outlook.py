"""How much the award of 第七条 can come to over five years. Sums by hand: 1,000 yuan a person, a million a year."""

from collections.abc import Callable
from datetime import date

import pytest

from laowu.evaluate.outlook import outlook
from laowu.jurisdictions.jurisdiction import Jurisdiction
from laowu.model.answers import SubsidyOutlook
from laowu.model.dossier import Brand, Dossier, Recognition
from laowu.model.facts import Figure
from laowu.model.level import Level, Target
from laowu.model.money import NOTHING, ZERO, Amount, Money
from laowu.model.outcome import Outcome

ON = date(2022, 12, 31)
HIRES = {2023: 1_200, 2024: 700, 2025: 1_000, 2026: 1_001, 2027: 900, 2028: 500}


def foreseen(jurisdiction: Jurisdiction, hires: dict[int, int], years: int = 5) -> SubsidyOutlook:
    facts = {"new_key_group_hires": tuple(Figure(low=number, high=number, year=year) for year, number in hires.items())}
    recognised = Recognition(level=Level.MUNICIPAL, on=date(2022, 12, 1), jurisdiction="chongqing")
    brand = Brand(name="云阳面工", place="重庆市云阳县")
    dossier = Dossier(brand=brand, facts=facts if hires else {}, recognitions=(recognised,))
    found = outlook(jurisdiction, dossier, Target(level=Level.MUNICIPAL), ON, years=years)
    assert found is not None
    return found


def yuan(amount: int) -> Amount:
    return Amount.exactly(Money.yuan(amount))


def test_the_cap_binds_where_more_than_a_thousand_people_can_be_claimed(chongqing: Jurisdiction) -> None:
    found = {line.year: line for line in foreseen(chongqing, HIRES).lines}
    # 200 people of 2023 wait for 2024, one of 2026 for 2027.
    assert [found[year].amount for year in range(2023, 2028)] == [
        yuan(1_000_000), yuan(900_000), yuan(1_000_000), yuan(1_000_000), yuan(901_000),
    ]  # fmt: skip
    assert [year for year, line in found.items() if line.cap_binds is Outcome.MET] == [2023, 2026]


def test_five_years_come_to_the_sum_of_their_years(chongqing: Jurisdiction) -> None:
    found = foreseen(chongqing, HIRES)
    assert (found.total, found.last_year) == (yuan(4_801_000), 2027)


def test_the_sixth_year_adds_nothing(chongqing: Jurisdiction) -> None:
    found = foreseen(chongqing, HIRES, years=6)
    assert found.total == yuan(4_801_000)
    assert [line.amount for line in found.lines if line.year == 2028] in ([], [NOTHING])


def test_people_beyond_the_cap_are_lost_if_it_is_read_so(read_as: Callable[..., Jurisdiction]) -> None:
    # 201 people fewer: 200 of 2023 and one of 2026.
    assert foreseen(read_as("CQ-over-cap", "forfeit"), HIRES).total == yuan(4_600_000)


@pytest.mark.parametrize("years", [1, 5])
def test_without_a_declaration_each_year_lies_between_nothing_and_the_cap(chongqing: Jurisdiction, years: int) -> None:
    assert foreseen(chongqing, {}, years).total == Amount.between(ZERO, Money.yuan(1_000_000 * years))
