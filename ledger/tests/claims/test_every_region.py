"""The awards per head of every installed region, by their own rule data: plain loops, NumPy and SQL agree to the fen."""

from datetime import date

import attrs
import pytest
from claim_ledgers import LAST, RECOGNISED, Recipe, place, standings_of, stored
from claims_oracle import answer
from ledger_files import rows_of
from settled_claims import fates, payments

from laowu.jurisdictions.discovery import discover
from laowu.jurisdictions.loading import load_installed
from laowu.rules.dated import Dated
from laowu.rules.subsidy import PerHead
from laowu_ledger.claims.settlement import Means, settling
from laowu_ledger.claims.terms import Terms
from laowu_ledger.sheets.region_needs import group_codes, per_head_awards


def awards_per_head() -> list[tuple[str, PerHead]]:
    return [(code, award) for code in sorted(discover()) for award in per_head_awards(load_installed(code).book)]


@pytest.mark.parametrize("rounds", ["local", "sql"])
@pytest.mark.parametrize(("code", "award"), awards_per_head(), ids=lambda value: getattr(value, "id", value))
@pytest.mark.parametrize("caps_bind", [False, True])
def test_the_awards_of_a_region_are_paid_to_the_fen(
    monkeypatch: pytest.MonkeyPatch, code: str, award: PerHead, *, caps_bind: bool, rounds: str
) -> None:
    groups = group_codes(load_installed(code).book)
    rate = award.rate_yuan.on(LAST)
    if caps_bind:
        award = attrs.evolve(award, cap_yuan=Dated.always(11 * rate))
    with place(monkeypatch):
        rows = Recipe(seed=8, size=160, people=70, good=True).rows()
        store = stored(rows[:90], Recipe(seed=9, size=60, people=90, good=False).rows(), rows[60:])
        terms = Terms(jurisdiction=code, award=award, groups=groups, year=LAST.year, through=LAST)
        truth = answer(
            rows_of(store), award, groups=groups, recognised=RECOGNISED, through=LAST, conflicts=store.conflicts.tolist()
        )
        with settling(store, terms, standings_of(RECOGNISED), Means(threads=1, rounds=rounds)) as settlement:
            assert fates(settlement) == truth.fates
            assert payments(settlement.fresh_rows()) == sorted(truth.payments, key=repr)
            paid = sum(purse.fen for purse in settlement.settled.fresh.values())

    assert paid == sum(payment.fen for payment in truth.payments)
    if award.rate_yuan.on(date(LAST.year, 1, 1)) == rate and caps_bind:
        assert "cap" in truth.fates.values()
