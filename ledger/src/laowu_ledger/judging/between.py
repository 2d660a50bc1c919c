"""What dates of one row say of one another."""

from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from laowu_ledger.judging.findings import Findings, Mask

_WORKING_AGE = 16
_YEAR = 10_000  # in a date written as year * 10000 + month * 100 + day
_EPOCH = date(1970, 1, 1)
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
    numbers = as_numbers(started)
    young = (numbers - births < _WORKING_AGE * _YEAR) & (numbers != 0)
    findings.add("start_under_16", "started", young & resident & ~findings.refused)


def as_numbers(days: pa.Array) -> npt.NDArray[np.int32]:
    """Dates from 1900 to 2100 as year * 10000 + month * 100 + day, and 0 for none."""
    since_1970 = days.cast(pa.int32())
    if days.null_count:
        since_1970 = since_1970.fill_null(_NO_DAY)
    return np.asarray(_numbers().take(since_1970.to_numpy() - _FIRST_DAY))


_FIRST_DAY, _LAST_DAY = (date(1900, 1, 1) - _EPOCH).days, (date(2100, 12, 31) - _EPOCH).days


@cache
def _numbers() -> npt.NDArray[np.int32]:
    """Every day as such a number, and 0 behind them."""
    days = (_EPOCH + timedelta(days=day) for day in range(_FIRST_DAY, _LAST_DAY + 1))
    return np.asarray([*(day.year * _YEAR + day.month * 100 + day.day for day in days), 0], np.int32)


def _true(condition: pa.Array) -> Mask:
    return np.asarray(pc.fill_null(condition, _NO).to_numpy(zero_copy_only=False), np.bool_)


# With their kinds told: to find those out, Arrow would look for another package each time.
_NO, _NO_DAY = pa.scalar(False, pa.bool_()), pa.scalar(_LAST_DAY + 1, pa.int32())  # noqa: FBT003  # a value
