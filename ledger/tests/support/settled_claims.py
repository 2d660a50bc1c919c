"""What a settlement says of every row and pays, in the oracle's words, and what the oracle says."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from claim_ledgers import AWARD, GROUPS, LAST, RECOGNISED, committed
from claims_oracle import Answer, Payment, answer
from ledger_files import rows_of

from laowu.rules.subsidy import PerHead
from laowu_ledger.claims.paid import PaidTable
from laowu_ledger.claims.rows import PLACES_A_SOURCE, ROWS
from laowu_ledger.claims.settled import FATES
from laowu_ledger.claims.settlement import Committed, Means, Settlement
from laowu_ledger.claims.verdicts import Verdict
from laowu_ledger.store.store import Store


def fates(settlement: Settlement) -> dict[tuple[int, int], str]:
    """What became of every row, by source and row."""
    settlement.keep_fates()
    found = settlement.engine.fetch(
        f"select r.place, coalesce(f.verdict, r.verdict) as verdict from {ROWS} r left join {FATES} f on f.place = r.place"
    )
    return {divmod(row["place"], PLACES_A_SOURCE): Verdict(row["verdict"]).code for row in found.to_pylist()}


def payments(rows: Any) -> list[Payment]:
    """Rows of the table of payments."""
    names = ("person", "brand", "unit", "year", "fen", "content", "forfeited")
    return sorted((Payment(**{name: row[name] for name in names}) for row in rows.to_pylist()), key=repr)


def oracle(store: Store, award: PerHead, through: date = LAST, paid: Sequence[Payment] = ()) -> Answer:
    """What the oracle says."""
    return answer(
        rows_of(store),
        award,
        groups=GROUPS,
        recognised=RECOGNISED,
        through=through,
        conflicts=store.conflicts.tolist(),
        paid=paid,
    )


def settle(store: Store, award: PerHead, through: date = LAST, means: Means | None = None) -> Committed:
    """Settle and write."""
    return committed(store.folder, award, RECOGNISED, through, means)


def paid_in(store: Store, award: PerHead = AWARD) -> list[Payment]:
    """Everything in the table of payments."""
    return payments(PaidTable.of(store).rows("demo", award.id))
