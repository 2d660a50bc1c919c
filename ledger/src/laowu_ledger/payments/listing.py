"""The table of payments as it stands: which runs and loads filled it, and every payment in it."""

from typing import Any

import numpy as np
import pyarrow as pa

from laowu_ledger.claims.paid import SCHEMA, Load, PaidTable, Run
from laowu_ledger.payments.report import load_data

_HIDDEN = frozenset({"person", "content", "source_row"})


def entries(table: PaidTable, jurisdiction: str | None = None) -> tuple[Run | Load, ...]:
    """Runs and loads in the order in which they came, of one region or of all."""
    found: list[Run | Load] = [*table.manifest.runs, *table.manifest.loads]
    return tuple(sorted((one for one in found if jurisdiction in (None, one.jurisdiction)), key=lambda one: one.number))


def entries_data(listed: tuple[Run | Load, ...]) -> dict[str, Any]:
    """Runs and loads as plain data."""
    return {"schema": "laowu/ledger-paid/1", "entries": [_data(one) for one in listed]}


def _data(one: Run | Load) -> dict[str, Any]:
    whose = {"jurisdiction": one.jurisdiction, "award": one.award}
    if isinstance(one, Load):
        return {"kind": "load", **whose, **load_data(one)}
    return {
        "kind": "run",
        **whose,
        "number": one.number,
        "year": one.year,
        "through": one.through.isoformat(),
        "on": one.on.isoformat(),
        "persons": one.persons,
        "fen": one.fen,
    }


def every_payment(table: PaidTable, listed: tuple[Run | Load, ...]) -> pa.Table:
    """Every payment of some runs and loads: no names, numbers or tokens; what was loaded is told by its file and row.

    Raises:
        DamagedStore: a file of the table is missing or damaged.
    """
    awards = dict.fromkeys((one.jurisdiction, one.award) for one in listed)
    rows = pa.concat_tables([SCHEMA.empty_table(), *(table.rows(*award) for award in awards)])
    rows = rows.sort_by([(name, "ascending") for name in ("run", "brand", "unit", "year", "day", "employer", "source_row")])
    files = {one.number: (one.file, one.sheet) for one in listed if isinstance(one, Load)}
    runs = rows.column("run").to_numpy()
    origins = [files.get(run, ("", "")) for run in np.asarray(runs).tolist()]
    shown = rows.drop_columns([name for name in SCHEMA.names if name in _HIDDEN])
    for place, name in enumerate(("file", "sheet")):
        shown = shown.append_column(name, pa.array([origin[place] for origin in origins], pa.string()))
    return shown.append_column("row", rows.column("source_row"))
