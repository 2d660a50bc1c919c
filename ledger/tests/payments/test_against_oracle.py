"""Payments that were loaded count exactly as payments by a run do: plain loops, NumPy and SQL agree to the fen."""

import os
import random
from collections import Counter
from datetime import date

import attrs
import pytest
from claim_ledgers import AWARD, LAST, RECOGNISED, Recipe, awards, ledgers, place, standings_of, stored, terms_of
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from ledger_files import id_number, write_csv
from payment_lists import list_of, loaded, payment, tokens_of, truth
from settled_claims import fates, oracle, paid_in, payments, settle

from laowu.rules.subsidy import PerHead
from laowu_ledger.claims.paid import PaidTable
from laowu_ledger.claims.settlement import Means, settling

WAYS = [Means(threads=1), Means(threads=1, rounds="sql")]
MANY = int(os.environ.get("LAOWU_LEDGER_EXAMPLES", "8"))
EXAMPLES = settings(max_examples=MANY, deadline=None, suppress_health_check=list(HealthCheck))


@EXAMPLES
@given(award=awards(), recipe=ledgers(most=80), size=st.sampled_from([40, 12, 0]), seed=st.integers(0, 9_999))
def test_what_was_loaded_counts_as_what_was_paid(
    monkeypatch: pytest.MonkeyPatch, award: PerHead, recipe: Recipe, size: int, seed: int
) -> None:
    rows = list_of(random.Random(seed), size, people=recipe.people, dated=award.year_basis == "award")  # no secret
    with place(monkeypatch):
        store = stored(recipe.rows())
        if rows:
            loaded(write_csv("paid.csv", rows), award=award)
        before = truth(rows, award)
        answer = oracle(store, award, paid=before)
        for means in WAYS:
            with settling(store, terms_of(award, LAST), standings_of(RECOGNISED), means) as settlement:
                assert fates(settlement) == answer.fates
                assert payments(settlement.fresh_rows()) == sorted(answer.payments, key=repr)
                counts: Counter[str] = Counter()
                for (_, _, verdict), many in settlement.settled.counts.items():
                    counts[verdict.code] += many
                assert counts == answer.counts()


@EXAMPLES
@given(award=awards(), recipe=ledgers(), month=st.integers(1, 11), means=st.sampled_from(WAYS))
def test_earlier_payments_and_a_run_come_to_one_run_over_everything(
    monkeypatch: pytest.MonkeyPatch, award: PerHead, recipe: Recipe, month: int, means: Means
) -> None:
    assume(all(entry.value for entry in award.rate_yuan.values))  # a payment of nothing is no payment
    ledger = recipe.rows()
    numbers = {token: number for number, token in tokens_of({id_number(one) for one in range(1, recipe.people + 1)}).items()}
    with place(monkeypatch):
        whole, begun = stored(ledger), stored(ledger, folder="begun")
        settle(whole, award, date(2025, month, 28))
        table = PaidTable.of(whole).rows("demo", award.id).to_pylist()
        earlier = [
            payment(
                身份证号=numbers[row["person"]],
                姓名="某人",
                品牌名称=row["brand"],
                创建单位=row["unit"],
                申领日期=row["day"].isoformat(),
                奖补年度="",
                发放金额=f"{row['fen'] // 100}",
            )
            for row in table
            if not row["forfeited"]
        ]
        random.Random(month).shuffle(earlier)  # no secret
        if earlier:
            loaded(write_csv("paid.csv", earlier), award=award, store="begun")

        settle(whole, award, LAST, means)
        settle(begun, award, LAST, means)

        def sums(store: object) -> list[tuple[object, ...]]:
            rows = [attrs.evolve(one, content=0) for one in paid_in(store, award) if not one.forfeited]  # type: ignore[arg-type]
            # A run of an award whose brands share their caps names no body.
            units = award.cap_scope == "operator"
            named = [(one.person, one.brand, one.unit if units else "", one.fen) for one in rows]
            return sorted(named)

        assert sums(begun) == sums(whole)


@pytest.mark.parametrize("means", WAYS, ids=["local", "sql"])
def test_who_was_paid_by_a_run_and_by_a_loaded_list_is_one_person(monkeypatch: pytest.MonkeyPatch, means: Means) -> None:
    with place(monkeypatch):
        store = stored(Recipe(seed=2, size=60, people=30, good=True).rows())
        settle(store, AWARD, date(2025, 3, 31), means)
        run = paid_in(store)
        number = next(n for n, token in tokens_of({id_number(one) for one in range(1, 31)}).items() if token == run[0].person)
        twice = payment(身份证号=number, 姓名="某人", 奖补年度="2023", 发放金额="400", 品牌名称=run[0].brand)
        report = loaded(write_csv("paid.csv", [twice]), award=AWARD)

        assert report.payments == 1
        assert "paid_again" in {reason.code for reason, _, _ in report.reasons()}
        answer = oracle(store, AWARD, paid=[*truth([{**twice, "创建单位": "", "用人单位": "", "发放日期": ""}], AWARD), *run])
        with settling(store, terms_of(AWARD, LAST), standings_of(RECOGNISED), means) as settlement:
            assert fates(settlement) == answer.fates
            assert payments(settlement.fresh_rows()) == sorted(answer.payments, key=repr)
            assert sum(settlement.settled.counts.values()) == len(answer.fates)


def test_years_that_count_from_recognition_need_a_day(monkeypatch: pytest.MonkeyPatch) -> None:
    award = attrs.evolve(AWARD, year_basis="award")
    with place(monkeypatch):
        stored(Recipe(seed=2, size=12, people=9, good=True).rows())
        refused = loaded(write_csv("year.csv", [payment(1)]), award=award)
        taken = loaded(write_csv("day.csv", [payment(1, 申领日期="2024-05-09")]), award=award)

    assert ({reason.code for reason, _, _ in refused.reasons()}, refused.payments) == ({"paid_day_missing"}, 0)
    assert (taken.refused, taken.payments) == (0, 1)
