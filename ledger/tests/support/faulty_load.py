"""Loads of payments that are killed on the way; see ``faulty_commit.py``, which does it to claims.

``python faulty_load.py BASE TARGET MODE VALUES`` loads the lists ``one.csv`` and ``other.csv`` together, takes back a load that
stands there already, and settles the year, in a child that dies.
"""

from datetime import date
from pathlib import Path

import faulty_commit
from claim_ledgers import AWARD, RECOGNISED, committed
from payment_lists import loaded

from laowu_ledger.claims.paid import PaidTable
from laowu_ledger.payments.loading import withdraw_load
from laowu_ledger.store.lock import writing
from laowu_ledger.store.store import Store

LISTS = ("one.csv", "other.csv")
MISTAKEN = 1


def load(folder: Path) -> None:
    """Everything, as far as it is not done yet."""
    loaded(*LISTS, award=AWARD, store=folder)
    with writing(folder):
        store = Store.open(folder)
        if any(one.number == MISTAKEN for one in PaidTable.of(store).manifest.loads):
            withdraw_load(store, MISTAKEN)
    committed(folder, AWARD, RECOGNISED, date(2025, 12, 31))


if __name__ == "__main__":
    faulty_commit.commit = load
    faulty_commit.main()
