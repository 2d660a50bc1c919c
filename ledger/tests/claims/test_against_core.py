"""A small ledger of one brand comes to what the core makes of the same people as claim lines of a dossier."""

import random
from collections import defaultdict
from datetime import date
from typing import Any

import pytest
from claim_ledgers import LAST, RECOGNISED, Recipe, awards, ledgers, place, standings_of, stored, terms_of
from claims_oracle import claim_day, longest, months_of
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ledger_files import Row, rows_of
from settled_claims import oracle

from laowu.decide.evidence import Evidence
from laowu.decide.per_head import settle
from laowu.model.answers import AwardLine
from laowu.model.citation import Citation
from laowu.model.dossier import Brand, ClaimLine, Dossier, Recognition
from laowu.model.facts import FactCatalogue
from laowu.model.level import Level
from laowu.model.money import NOTHING, ZERO, Money
from laowu.model.outcome import Outcome
from laowu.rules.subsidy import PerHead
from laowu.text import same
from laowu_ledger.claims.settled import year_of
from laowu_ledger.claims.settlement import Means, settling
from laowu_ledger.claims.verdicts import Verdict

BRAND = "甲品牌"


def plain(row: Row, rng: random.Random) -> Row:
    """A row that says nothing for which a dossier has no word; bodies employ people themselves."""
    number = ord(row["姓名"][1]) if len(row["姓名"]) == 2 else 0
    body = rng.choice(["甲单位", "乙单位"])
    return {
        **row,
        "品牌名称": BRAND,
        "姓名": f"例{chr(number)}" if number else row["姓名"],
        "创建单位": body,
        "用人单位": body,
        "人员类别": row["人员类别"] or "农民工",
        "用工形式": row["用工形式"].replace("劳务派遣", ""),
        "养老保险缴费月份": row["养老保险缴费月份"].replace("3个月", ""),
    }


def claim_lines(rows: list[dict[str, Any]], award: PerHead, groups: Any) -> list[ClaimLine]:
    least = min((row["person"] for row in rows), default=0)
    found = []
    for row in rows:
        day = claim_day(row, award) or date.min
        start, end = row["contract_start"], row["contract_end"]
        open_end = 100_000 if row["contract_kind"] == "open_ended" else None
        days = None if start is None else open_end if end is None else (end - start).days + 1
        found.append(
            ClaimLine(
                on=day,
                operator=row["unit"],
                group=groups(row["groups"]) or "other",
                # As wide as any of them, so that they come in the same order as the tokens.
                person=f"{row['person'] - least:020}",
                months=None if row["pension_count"] is None else longest(months_of(row)),
                contract_days=None if days is None else max(days, 0),
                payer={None: None, "employer": "employer"}.get(row["pension_payer"], "self"),
                relation="sent_out" if row["relation"] == "output" else None,
                brand=BRAND,
            )
        )
    return found


def core_lines(award: PerHead, claims: list[ClaimLine]) -> tuple[AwardLine, ...]:
    recognition = Recognition(level=Level.MUNICIPAL, on=RECOGNISED[BRAND] or date.min)
    dossier = Dossier(brand=Brand(name=BRAND), recognitions=(recognition,), claims=tuple(claims))
    template = AwardLine(
        rule=award.id,
        clause=Citation(document="d1", name="d1", locator="1"),
        summary=award.summary,
        payer=same("p"),
        payee=same("b"),
        fund=same("f"),
        amount=NOTHING,
        outcome=Outcome.MET,
    )
    evidence = Evidence(dossier=dossier, jurisdiction="demo", facts=FactCatalogue(()), on=LAST)
    return tuple(settle(award, template, recognition, evidence))


@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
@given(award=awards(), recipe=ledgers(most=80), decided=st.sampled_from([True, True, False]))
def test_a_ledger_comes_to_what_claim_lines_come_to(
    monkeypatch: pytest.MonkeyPatch, award: PerHead, recipe: Recipe, *, decided: bool
) -> None:
    rng = random.Random(recipe.seed)
    ledger = [plain(row, rng) for row in recipe.rows()]
    ledger = [row for row in ledger if row["姓名"] != "另一人"]
    with place(monkeypatch):
        if decided:
            fates = oracle(stored(ledger, folder="all"), award).fates
            open_ = [ledger[row - 2] for (_, row), code in fates.items() if not Verdict[code.upper()].outcome.decided]
            ledger = [row for row in ledger if row not in open_] or ledger[:1]
        store = stored(ledger)
        rows = [row for row in rows_of(store) if (day := claim_day(row, award)) is not None and day.year == LAST.year]
        terms = terms_of(award, LAST)
        lines = core_lines(award, claim_lines(rows, award, lambda cell: terms.group(cell)[1]))
        with settling(store, terms, standings_of(RECOGNISED), Means(threads=1)) as settlement:
            paid: dict[int | None, Money] = defaultdict(lambda: ZERO)
            for (pool, half), purse in settlement.settled.fresh.items():
                paid[year_of(settlement.pools[pool], half, terms)] += Money(purse.fen)
            open_rows = sum(count for (_, _, verdict), count in settlement.settled.counts.items() if not verdict.outcome.decided)

    total = sum(paid.values(), ZERO)
    if not rows:
        return
    lows, highs = [line.amount.low or ZERO for line in lines], [line.amount.high or ZERO for line in lines]
    if len(award.rate_yuan.values) == 1:  # with several sums, another person may leave the cap less well filled
        assert sum(lows, ZERO) <= total <= sum(highs, ZERO)
    if not open_rows and all(line.outcome is Outcome.MET for line in lines):
        exact = {line.year: line.amount.low for line in lines if line.amount != NOTHING}
        assert exact == {year: sum_ for year, sum_ in paid.items() if sum_ != ZERO}
