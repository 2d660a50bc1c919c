"""Rows of people who stand under two names, looked up once more when all files have been read."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet

import attrs
import numpy as np

from laowu_ledger.intake.judged_files import Reading, judged_batches
from laowu_ledger.intake.watching import Nobody
from laowu_ledger.judging.findings import Remark
from laowu_ledger.reading.files import digest_of
from laowu_ledger.schema.reasons import reasons
from laowu_ledger.sheets.error_workbook import ErrorWorkbook


def put_conflicting(errors: ErrorWorkbook, wanted: Mapping[tuple[str, str], AbstractSet[int]], reading: Reading) -> None:
    """Put rows into the error workbook because of the names they hold.

    Args:
        errors: the workbook.
        wanted: numbers of rows by file and sheet.
        reading: how the files were read.
    """
    quiet = attrs.evolve(reading, watcher=Nobody())
    reason = reasons()["name_conflict"]
    for file in dict.fromkeys(file for file, _ in wanted):
        digest = digest_of(file)
        for sheet, judged in judged_batches(file, quiet):
            numbers = wanted.get((file, sheet.layout.sheet))
            if judged is None or not numbers:
                continue
            rows = np.flatnonzero(np.isin(judged.raw.rows, list(numbers)))
            for row in rows.tolist():
                errors.refuse(judged, digest, row, [Remark(row=row, reason=reason, field="name")])
