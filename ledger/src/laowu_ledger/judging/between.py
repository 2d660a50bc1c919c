"""What dates of one row say of one another."""

from collections.abc import Mapping
from datetime import date

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from laowu_ledger.judging.findings import Findings, Mask

_WORKING_AGE = 16
_YEAR = 10_000  # in a date written as year * 10000 + month * 100 + day
_SPANS = (("started", "ended"), ("contract_start", "contract_end"))


def judge_dates(
    columns: Mapping[str, pa.Array], births: npt.NDArray[np.int32], resident: Mask, on: date, findings: Findings
) -> None:
    """Judge the order of dates, starts to come, and the age at the start.

    Args:
        columns: dates by column.
        births: birth dates as numbers.
        resident: where those hold.
        on: the day of judging.
        findings: where mistakes go.
    """
    for start, end in _SPANS:
        findings.add("end_before_start", end, _true(pc.less(columns[end], columns[start])))
    started = columns["started"]
    if started.null_count == len(started):
        return
    findings.add("start_future", "started", _true(pc.greater(started, pa.scalar(on, pa.date32()))))
    numbers = as_number(started)
    known = numbers.is_valid().to_numpy(zero_copy_only=False)
    age = pc.fill_null(numbers, _ZERO).to_numpy(zero_copy_only=False) - births
    findings.add("start_under_16", "started", known & resident & ~findings.refused & (age < _WORKING_AGE * _YEAR))


def as_number(days: pa.Array) -> pa.Array:
    """Dates as year * 10000 + month * 100 + day."""
    if days.null_count == len(days):
        return pa.nulls(len(days), pa.int64())
    whole = pc.add(pc.multiply(pc.year(days), _OF_YEARS), pc.multiply(pc.month(days), _OF_MONTHS))
    return pc.add(whole, pc.day(days)).cast(pa.int64())


def _true(condition: pa.Array) -> Mask:
    return np.asarray(pc.fill_null(condition, _NO).to_numpy(zero_copy_only=False), np.bool_)


# With their kinds told: to find them out, Arrow would look for another package each time.
_OF_YEARS, _OF_MONTHS = pa.scalar(_YEAR, pa.int64()), pa.scalar(100, pa.int64())
_NO, _ZERO = pa.scalar(False, pa.bool_()), pa.scalar(0, pa.int64())  # noqa: FBT003  # a value
