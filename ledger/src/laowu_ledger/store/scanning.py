"""The rows of a store looked through once, some columns of them, a batch at a time."""

from collections.abc import Iterator, Sequence

import pyarrow as pa
import pyarrow.parquet as pq

from laowu.text import Text
from laowu_ledger.errors import DamagedStore
from laowu_ledger.store.store import Store

_BATCH = 1 << 17


def scanned(store: Store, columns: Sequence[str]) -> Iterator[pa.Table]:
    """Some columns of all rows, batch by batch.

    Raises:
        DamagedStore: a file is missing or damaged.
    """
    for path in store.segments:
        try:
            with pq.ParquetFile(path) as file:
                for batch in file.iter_batches(_BATCH, columns=list(columns)):
                    yield pa.table(batch)
        except (OSError, pa.ArrowException) as failure:
            says = Text("台账库缺少数据文件，或文件已损坏", "a file of the store is missing or damaged")
            raise DamagedStore(says, where=str(path)) from failure


def distinct(store: Store, columns: Sequence[str]) -> set[tuple[str, ...]]:
    """The texts that stand together in some columns; empty where nothing is stated.

    Raises:
        DamagedStore: a file is missing or damaged.
    """
    found: set[tuple[str, ...]] = set()
    for table in scanned(store, columns):
        lists = [column.to_pylist() for column in table.group_by(list(columns)).aggregate([]).select(list(columns)).columns]
        found |= {tuple(word or "" for word in told) for told in zip(*lists, strict=True)}
    return found
