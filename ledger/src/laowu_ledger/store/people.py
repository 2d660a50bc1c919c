"""People in a sorted store: the rows of each stand together, so that telling people apart is looking at neighbours."""

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq

from laowu_ledger.schema.columns import PERSON
from laowu_ledger.store.runs import spans
from laowu_ledger.store.store import Store

_AT_ONCE = 1 << 20
"""Rows of a span, about, where the people of several segments are brought together."""


def count_people(store: Store) -> int:
    """How many people stand in a store."""
    if not store.rows:
        return 0
    if len(store.segments) == 1:
        return _in_one(store.segments[0])
    with store.runs(store.manifest.segments) as runs:
        return sum(
            len(np.unique(np.concatenate([run.read(span, [PERSON]).column(PERSON).to_numpy() for run in runs])))
            for span in spans(-(-store.rows // _AT_ONCE))
        )


def first_of_each(person: npt.NDArray[np.int64]) -> npt.NDArray[np.bool_]:
    """Which rows of a sorted column are the first of their person."""
    found = np.empty(len(person), np.bool_)
    found[:1] = True
    np.not_equal(person[1:], person[:-1], out=found[1:])
    return found


def _in_one(path: Path) -> int:
    """People in one segment: row groups side by side, less those who stand across the border of two."""
    metadata = pq.read_metadata(path)
    workers = min(pa.cpu_count(), metadata.num_row_groups)
    with ThreadPoolExecutor(workers) as threads:
        dealt = threads.map(
            partial(_in_groups, path, metadata), (range(first, metadata.num_row_groups, workers) for first in range(workers))
        )
        groups = dict(pair for found in dealt for pair in found)
    across = sum(groups[place - 1][2] == groups[place][1] for place in range(1, len(groups)))
    return sum(people for people, _, _ in groups.values()) - across


def _in_groups(path: Path, metadata: pq.FileMetaData, groups: Iterable[int]) -> list[tuple[int, tuple[int, int, int]]]:
    """Of some row groups the people, the first and the last of them."""
    with pq.ParquetFile(path, metadata=metadata, pre_buffer=False) as file:
        return [(group, _in_group(file, group)) for group in groups]


def _in_group(file: pq.ParquetFile, group: int) -> tuple[int, int, int]:
    person = file.read_row_group(group, columns=[PERSON], use_threads=False).column(0).to_numpy()
    return int(np.count_nonzero(first_of_each(person))), int(person[0]), int(person[-1])
