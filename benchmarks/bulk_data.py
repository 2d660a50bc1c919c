"""The table that bulk runs judge: invented columns, the same for every contender, and floors under any of them."""
# ruff: noqa: INP001  # beside a program run by hand

import os
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

ON = date(2026, 11, 22)
SEED = 8
CONDITIONS = (
    "JS-006", "JS-032", "JS-033", "JS-034", "JS-035", "JS-037", "JS-038-firms", "JS-039", "JS-041", "JS-042", "JS-043", "JS-044",
    "JS-045", "JS-047",
)  # fmt: skip
#: Those that leave something to an official even when all data are there.
JUDGED = ("JS-032", "JS-035", "JS-037", "JS-041", "JS-042", "JS-047")
FLAGS = (
    "local_plan", "plan_areas.industry", "plan_areas.employment", "plan_areas.startup", "plan_areas.training",
    "plan_areas.culture",
    "development_plan", "product_or_service", "credit_commitment", "worker_management_rules", "service_line.initial_cultivation",
    "service_line.recommendation", "service_line.on_job_training", "service_line.rights_protection", "training_system",
    "training_plan", "subsidised_training",
)  # fmt: skip
NUMBERS = {
    "workers": (1_000, 20_000), "skilled_workers": (0, 10_000), "average_wage_yuan": (30_000, 120_000),
    "trade_average_wage_yuan": (30_000, 100_000), "leading_firms": (0, 5), "industrial_parks": (0, 3), "startup_bases": (0, 3),
    "above_scale_firms": (0, 5), "little_giant_firms": (0, 2),
}  # fmt: skip
PLACES = ("320413", "320400", "110000", "320102", "210200", "320681", "320583")
PLAN = tuple(name for name in FLAGS if name.startswith("plan_areas."))
LINE = tuple(name for name in FLAGS if name.startswith("service_line."))

Columns = Mapping[str, pa.Array]
Sets = npt.NDArray[np.uint16]


def columns_of(rows: int, empty: float = 0.1) -> Columns:
    """Rows that come near enough to every limit for each condition to hold and to fail."""
    draw = np.random.default_rng(SEED)

    def missing() -> npt.NDArray[np.bool_] | None:
        return draw.random(rows) < empty if empty else None

    names = pa.array([f"金坛茶艺师{number}" for number in range(1_000)])
    named = pa.array(draw.integers(0, len(names), rows).astype(np.int32))
    found: dict[str, pa.Array] = {"brand_name": pa.DictionaryArray.from_arrays(named, names)}
    places = pa.array(draw.integers(0, len(PLACES), rows).astype(np.int32), mask=missing())
    found["brand_place"] = pa.DictionaryArray.from_arrays(places, pa.array(PLACES))
    for name in FLAGS:
        found[name] = pa.array(draw.random(rows) < 0.9, mask=missing())  # noqa: PLR2004
    for name, (low, high) in NUMBERS.items():
        found[name] = pa.array(draw.integers(low, high, rows).astype(np.int32), mask=missing())
    return found


def plain(column: pa.Array) -> pa.Array:
    """A column as a file has it."""
    return column.dictionary_decode() if pa.types.is_dictionary(column.type) else column


def identifier(name: str) -> str:
    """A heading or the id of a condition as a name in Python."""
    return name.replace("-", "_").replace(".", "__")


def filled_arrays(columns: Columns) -> dict[str, npt.NDArray[Any]]:
    """The columns as arrays: nothing for an empty number, no for an empty flag, a code for a place."""
    found: dict[str, npt.NDArray[Any]] = {}
    for name in FLAGS:
        found[identifier(name)] = columns[name].fill_null(fill_value=False).to_numpy(zero_copy_only=False)
    for name in NUMBERS:
        found[identifier(name)] = columns[name].fill_null(0).to_numpy(zero_copy_only=False).astype(np.int32)
    found["brand_place"] = columns["brand_place"].indices.fill_null(2).to_numpy(zero_copy_only=False)  # 2: outside
    found["named"] = np.ones(len(columns["brand_name"]), np.bool_)
    return found


def buffers(columns: Columns) -> list[npt.NDArray[np.uint64]]:
    """Everything the columns hold."""
    found = []
    for column in columns.values():
        parts = [*column.buffers(), *(column.dictionary.buffers() if pa.types.is_dictionary(column.type) else [])]
        held = [np.frombuffer(part, np.uint8) for part in parts if part is not None]
        found += [one[: len(one) // 8 * 8].view(np.uint64) for one in held]
    return found


def floor(columns: Columns) -> int:
    """One scan of everything the columns hold."""
    return sum(int(held.max(initial=0)) for held in buffers(columns))


def floor_in_threads(columns: Columns, threads: ThreadPoolExecutor) -> int:
    """The same with a part of every buffer for each processor."""
    parts = os.cpu_count() or 1

    def scanned(part: int) -> int:
        shares = [held[len(held) * part // parts : len(held) * (part + 1) // parts] for held in buffers(columns)]
        return sum(int(share.max(initial=0)) for share in shares)

    return sum(threads.map(scanned, range(parts)))
