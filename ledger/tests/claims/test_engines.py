"""Every engine pays the same people as the plain walk, with ties, full caps, people under several brands and earlier payments."""

import os
import random
from collections.abc import Callable
from datetime import date
from typing import Any

import attrs
import pytest
from claim_ledgers import AWARD, LAST, RECOGNISED, ledger_of, standings_of, stored, terms_of
from engines import EVERY_ENGINE
from ledger_files import write_csv
from payment_lists import loaded, payment
from payment_lists import truth as truth_of
from settled_claims import fates, oracle, paid_in, payments, settle

from laowu.rules.dated import Dated, DatedValue
from laowu.rules.subsidy import PerHead
from laowu_ledger.claims.settlement import Means, settling

SUMS = Dated((DatedValue(value=1000), DatedValue(since=date(2025, 3, 1), value=1500)))
AWARDS = {
    "caps bind and people go on to their next claim": attrs.evolve(AWARD, cap_yuan=Dated.always(28_000)),
    "every body has a cap, sums change, no second chance": attrs.evolve(
        AWARD,
        cap_yuan=Dated.always(4_000),
        rate_yuan=SUMS,
        cap_scope="operator",
        on_cap="forfeit",
        person_scope="brand",
    ),
    "years of the award, any of them, one only": attrs.evolve(
        AWARD,
        cap_yuan=Dated.always(28_000),
        year_basis="award",
        years_run="any",
        years_at_most=Dated.always(1),
    ),
    "days of contract": attrs.evolve(AWARD, contract_days_at_least=Dated.always(90), groups_open=True, sent_out="counts"),
}


ON_SPARK = "every body has a cap, sums change, no second chance"
# Spark takes its time to plan: one award here, the others where examples are many.
ENGINES: list[Any] = EVERY_ENGINE
PAIRS = [
    pytest.param(one, award, id=f"{name}-{one if isinstance(one, str) else one.values[0]}", marks=getattr(one, "marks", ()))
    for name, award in AWARDS.items()
    for one in ENGINES
    if name == ON_SPARK or "spark" not in getattr(one, "values", ()) or "LAOWU_LEDGER_EXAMPLES" in os.environ
]


@pytest.mark.parametrize(("engine", "award"), PAIRS)
def test_every_engine_pays_as_the_plain_walk_does(
    engine: Any, award: PerHead, engine_address: Callable[[str], str | None]
) -> None:
    engine = engine if isinstance(engine, str) else engine.values[0]
    rng = random.Random(20251231)
    store = stored(ledger_of(rng, 150, people=70, good=True), ledger_of(rng, 60, people=90, good=False))
    means = Means(engine=engine, memory="512MB", threads=1, url=engine_address(engine), rounds="sql")
    settle(store, award, date(2025, 1, 31), Means(threads=1))
    run = paid_in(store, award)
    of_body = {
        "品牌名称": "乙品牌",
        "创建单位": "甲单位",
        "用人单位": "",
        "奖补年度": "",
        "发放日期": "2025-06-01",
        "发放金额": "400",
    }
    lists = [payment(number, **of_body) for number in (3, 5, 71)]
    loaded(write_csv("paid.csv", lists), award=award)
    before = [*truth_of(lists, award), *run]
    truth = oracle(store, award, paid=before)

    with settling(store, terms_of(award, LAST), standings_of(RECOGNISED), means) as settlement:
        assert fates(settlement) == truth.fates
        assert payments(settlement.fresh_rows()) == sorted(truth.payments, key=repr)
    assert run
    assert truth.payments
    assert {"paid", "cap", "already_paid"} <= set(truth.fates.values())
