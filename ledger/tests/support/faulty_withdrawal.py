"""Withdrawals that are killed on the way; see ``faulty_commit.py``, which does it to claims."""

from pathlib import Path

import faulty_commit

from laowu_ledger.store.lock import writing
from laowu_ledger.store.store import Store
from laowu_ledger.store.withdrawing import rows_from, sources_of, withdraw


def take_out(folder: Path) -> None:
    """Take out the file ``wrong.csv``."""
    with writing(folder):
        store = Store.open(folder)
        sources = sources_of(store, "wrong.csv")
        withdraw(store, sources, rows_from(store, sources), whole=True, at_once=50)


if __name__ == "__main__":
    faulty_commit.commit = take_out
    faulty_commit.main()
