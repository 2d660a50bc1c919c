"""Stores of generated rows, written without reading a file, and rows to fill them with."""

import random
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from laowu_ledger.schema.columns import CONTENT, PERSON, store_schema
from laowu_ledger.store.manifest import Manifest, Segment, write_manifest
from laowu_ledger.store.ordering import in_order
from laowu_ledger.store.runs import SegmentWriter
from laowu_ledger.store.store import SEGMENTS, Store

DAYS = [
    date(2024, 3, 1),
    date(2024, 12, 31),
    date(2025, 1, 1),
    date(2025, 2, 28),
    date(2025, 6, 15),
    date(2025, 12, 31),
    date(2026, 1, 1),
]
LATE = [*DAYS, date(2026, 11, 22), date(2026, 12, 31)]
MONTHS = [date(2024, 11, 1), date(2025, 1, 1), date(2025, 3, 1), date(2025, 11, 1), date(2026, 1, 1), date(2026, 3, 1)]
PLACES = [210202, 210211, 210100, 110105, 320114]

CHOICES: dict[str, list[Any]] = {
    "employer": ["甲公司", "乙公司"],
    "using_unit": ["丙工厂"],
    "relation": ["own", "output", "dispatch", "flexible"],
    "post": ["厨师"],
    "manager": [True, False],
    "skill_level": ["level_4", "none", "apprentice"],
    "certificate": [True, False],
    "contract_kind": ["fixed", "open_ended", "service", "none"],
    "contract_start": DAYS,
    "contract_end": LATE,
    "contract_filed": [True, False],
    "rural": [True, False],
    "groups": ["migrant_workers", "disabled", "none", "disabled;graduates", "relieved_poor"],
    "household": PLACES,
    "employer_place": PLACES,
    "work_place": PLACES,
    "started": DAYS,
    "ended": LATE,
    "training_course": ["面点"],
    "training_date": DAYS,
    "training_passed": [True, False],
    "pension_payer": ["employer", "self", "resident_scheme"],
    "pay_fen": [480_000, 520_050, 999_999],
}


def generated(draw: random.Random, count: int, *, people: int = 6) -> list[dict[str, Any]]:
    """Rows of few people, so that they meet: cells are blank as often as not."""
    return [_row(draw, draw.randrange(people), place) for place in range(count)]


def _row(draw: random.Random, person: int, place: int) -> dict[str, Any]:
    row: dict[str, Any] = dict.fromkeys(store_schema().names)
    row |= {name: draw.choice(cells) for name, cells in CHOICES.items() if draw.random() < 0.6}
    row |= {
        "person": person - 3,
        "named": person,
        "brand": draw.choice("甲乙丙"),
        "source": 0,
        "source_row": place,
        "content": place,
    }
    match draw.randrange(4):
        case 0:
            months = sorted(draw.sample(MONTHS, 2))
            row |= {"pension_first": months[0], "pension_last": months[1]}
            row["pension_gaps"] = draw.choice([None, draw.getrandbits(20) | 1])
        case 1:
            row["pension_count"] = draw.choice([0, 3])
    return row


def stored(folder: Path, rows: Sequence[dict[str, Any]], *, segments: int = 1, conflicts: Iterable[int] = ()) -> Store:
    """A store of rows, dealt out to so many segments."""
    (folder / SEGMENTS).mkdir(parents=True, exist_ok=True)
    named = []
    for place in range(segments):
        part = list(rows[place::segments])
        if not part:
            continue
        table = in_order(pa.Table.from_pylist(part, schema=store_schema()))
        name = f"{place}.parquet"
        writer = SegmentWriter(folder / SEGMENTS / name)
        writer.write(table)
        writer.close()
        named.append(Segment(name=name, rows=len(part)))
    clash = sorted(conflicts)
    if clash:
        pq.write_table(pa.table({PERSON: pa.array(clash, pa.int64())}), folder / SEGMENTS / "conflicts.parquet")
    manifest = Manifest(key="key", change=1, segments=tuple(named), conflicts="conflicts.parquet" if clash else None)
    write_manifest(folder, manifest)
    assert CONTENT in store_schema().names
    return Store.open(folder)
