"""Which rows of a store were paid: those that a payment by a run rests on."""

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from laowu_ledger.claims.paid import PaidTable
from laowu_ledger.schema.columns import CONTENT, PERSON


def paid_rows(table: PaidTable, rows: pa.Table) -> npt.NDArray[np.bool_]:
    """Which rows were paid under any award; what was loaded rests on no row.

    Args:
        table: the table of payments.
        rows: rows with ``person`` and ``content``.

    Raises:
        DamagedStore: a file of the table is missing or damaged.
    """
    asked = np.stack([rows.column(name).to_numpy().astype(np.int64) for name in (PERSON, CONTENT)], axis=1)
    found = np.zeros(len(rows), np.bool_)
    for jurisdiction, award in {(run.jurisdiction, run.award) for run in table.manifest.runs}:
        payments = table.rows(jurisdiction, award)
        rests = ~payments.column("forfeited").to_numpy() & payments.column("source_row").is_null().to_numpy()
        payments = payments.filter(pa.array(rests))
        paid = set(zip(*(payments.column(name).to_pylist() for name in (PERSON, CONTENT)), strict=True))
        found |= np.asarray([tuple(row) in paid for row in asked.tolist()], np.bool_)
    return found
