"""Plain loops, NumPy and SQL say the same of every row, whatever the award and the ledger."""

import os
import random
from collections import Counter
from datetime import date

import attrs
import pytest
from claim_ledgers import (
    AWARD,
    LAST,
    RECOGNISED,
    Recipe,
    awards,
    ledgers,
    place,
    standings_of,
    stored,
    terms_of,
)
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from settled_claims import fates, oracle, paid_in, payments, settle

from laowu.rules.dated import Dated
from laowu.rules.subsidy import PerHead
from laowu_ledger.claims.settlement import Means, settling
from laowu_ledger.store import numbering, runs

WAYS = [Means(threads=1), Means(threads=1, rounds="sql")]
MONTHS = st.lists(st.integers(1, 11), unique=True, min_size=1, max_size=3)


MANY = int(os.environ.get("LAOWU_LEDGER_EXAMPLES", "8"))
EXAMPLES = settings(max_examples=MANY, deadline=None, suppress_health_check=list(HealthCheck))


@EXAMPLES
@given(award=awards(), recipe=ledgers(), split=st.integers(0, 100))
def test_every_row_has_the_fate_that_a_plain_walk_gives_it(
    monkeypatch: pytest.MonkeyPatch, award: PerHead, recipe: Recipe, split: int
) -> None:
    ledger = recipe.rows()
    with place(monkeypatch):
        store = stored(ledger[:split], ledger[split:])
        truth = oracle(store, award)
        for means in WAYS:
            with settling(store, terms_of(award, LAST), standings_of(RECOGNISED), means) as settlement:
                assert fates(settlement) == truth.fates
                assert payments(settlement.fresh_rows()) == sorted(truth.payments, key=repr)
                counts: Counter[str] = Counter()
                for (_, _, verdict), rows in settlement.settled.counts.items():
                    counts[verdict.code] += rows
                assert counts == truth.counts()
                fresh = settlement.settled.fresh.values()
                assert sum(purse.fen for purse in fresh) == sum(payment.fen for payment in truth.payments)
                assert sum(purse.persons for purse in fresh) == sum(not payment.forfeited for payment in truth.payments)


@EXAMPLES
@given(
    award=awards(), recipe=ledgers(), months=st.lists(st.integers(1, 12), unique=True, max_size=3), means=st.sampled_from(WAYS)
)
def test_month_by_month_pays_what_one_run_pays_and_a_month_again_changes_nothing(
    monkeypatch: pytest.MonkeyPatch, award: PerHead, recipe: Recipe, months: list[int], means: Means
) -> None:
    ledger = recipe.rows()
    with place(monkeypatch):
        store = stored(ledger)
        whole = stored(ledger, folder="whole")
        for month in [*sorted(months), 12]:
            through = date(2025, month, 28 if month < 12 else 31)
            settle(store, award, through, means)
            before = paid_in(store, award)
            again = settle(store, award, through, means)
            assert (again.run, again.late) == (None, 0)
            assert paid_in(store, award) == before
        settle(whole, award)
        assert paid_in(store, award) == paid_in(whole, award)
        assert paid_in(store, award) == sorted(oracle(store, award).payments, key=repr)
        with settling(store, terms_of(award, LAST), standings_of(RECOGNISED), means) as settlement:
            truth = oracle(store, award, paid=paid_in(store, award))
            assert fates(settlement) == truth.fates
            assert settlement.settled.fresh == {}


@pytest.mark.parametrize(("threads", "roomy", "employers"), [(1, 0, 3), (2, 1_000_000, 1_000_000)])
def test_a_large_store_is_judged_row_group_by_row_group(
    monkeypatch: pytest.MonkeyPatch, threads: int, roomy: int, employers: int
) -> None:
    monkeypatch.setattr(runs, "GROUP_ROWS", 15)
    monkeypatch.setattr(numbering, "ROOMY", roomy)
    monkeypatch.setattr(numbering, "MOST_EMPLOYERS", employers)
    award = attrs.evolve(AWARD, cap_yuan=Dated.always(9_000))
    with place(monkeypatch):
        store = stored(Recipe(seed=3, size=120, people=40, good=False).rows())
        truth = oracle(store, award)
        with settling(store, terms_of(award, LAST), standings_of(RECOGNISED), Means(threads=threads)) as settlement:
            assert fates(settlement) == truth.fates
            counts: Counter[str] = Counter()
            for (_, _, verdict), rows in settlement.settled.counts.items():
                counts[verdict.code] += rows
            assert counts == truth.counts()


@EXAMPLES
@given(award=awards(), recipe=ledgers(), seed=st.integers(0, 99))
def test_any_order_split_and_repetition_of_imports_pays_the_same_people(
    monkeypatch: pytest.MonkeyPatch, award: PerHead, recipe: Recipe, seed: int
) -> None:
    ledger = recipe.rows()
    with place(monkeypatch):
        rng = random.Random(seed)  # no secret
        shuffled = [*ledger, *rng.choices(ledger, k=4)]
        rng.shuffle(shuffled)
        cut = rng.randrange(len(shuffled))
        one, other = stored(ledger), stored(shuffled[cut:], shuffled[:cut], ledger[:3], folder="other")

        settle(one, award)
        settle(other, award)

        assert paid_in(one, award) == paid_in(other, award)


@EXAMPLES
@given(award=awards(), early=ledgers(), late=ledgers(most=16), means=st.sampled_from(WAYS))
def test_claims_that_come_late_get_what_is_left_and_take_nothing_back(
    monkeypatch: pytest.MonkeyPatch, award: PerHead, early: Recipe, late: Recipe, means: Means
) -> None:
    with place(monkeypatch):
        store = stored(early.rows())
        settle(store, award, date(2025, 6, 30), means)
        before = paid_in(store, award)

        store = stored(late.rows())
        truth = oracle(store, award, paid=before)
        settle(store, award, LAST, means)

        assert Counter(before) <= Counter(paid_in(store, award))
        assert paid_in(store, award) == sorted([*before, *truth.payments], key=repr)
