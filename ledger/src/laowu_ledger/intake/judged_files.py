"""Files judged batch by batch, with a report for each sheet."""

from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor

import attrs

from laowu_ledger.intake.reports import MOST_LISTED, SheetReport
from laowu_ledger.intake.watching import Watcher
from laowu_ledger.judging.judge import Judged, Terms, judge
from laowu_ledger.reading.batch import Layout, Remarks
from laowu_ledger.reading.files import read_ledger


@attrs.frozen(kw_only=True)
class Reading:
    """How files are read.

    Attributes:
        terms: what rows are judged by.
        sheets: the sheets that count; all with headings when empty.
        watcher: who waits.
    """

    terms: Terms
    sheets: Sequence[str] = ()
    watcher: Watcher


_AT_A_TIME = 2
"""Batches that are judged side by side while the next is read. Most of the work is NumPy's and Arrow's, which let others work."""


def judged_batches(file: str, reading: Reading) -> Iterator[tuple[SheetReport, Judged | None]]:
    """The batches of a file, judged; every sheet first comes alone with its report, which then fills.

    Raises:
        UnreadableLedger: the file cannot be read.
    """
    reading.watcher.file(file)
    report: SheetReport | None = None
    waiting: deque[tuple[SheetReport, int, Future[Judged] | None]] = deque()
    with ThreadPoolExecutor(_AT_A_TIME) as threads:
        for item in read_ledger(file, reading.sheets):
            if isinstance(item, Layout):
                report = SheetReport(layout=item)
                waiting.append((report, 0, None))
            elif report is None:
                raise AssertionError("a batch came before its layout")
            elif isinstance(item, Remarks):
                report.layout = attrs.evolve(report.layout, remarks=(*report.layout.remarks, *item.texts))
            else:
                waiting.append((report, len(item), threads.submit(judge, item, reading.terms)))
            while len(waiting) > _AT_A_TIME:
                yield _done(*waiting.popleft(), reading)
        while waiting:
            yield _done(*waiting.popleft(), reading)


def _done(report: SheetReport, rows: int, judging: Future[Judged] | None, reading: Reading) -> tuple[SheetReport, Judged | None]:
    """A batch when it is judged, put down in the report of its sheet."""
    if judging is None:
        return report, None
    judged = judging.result()
    _put(report, judged)
    reading.watcher.rows(rows)
    return report, judged


def _put(report: SheetReport, judged: Judged) -> None:
    report.rows += len(judged.raw)
    report.refused += int(judged.findings.refused.sum())
    report.skipped += len(judged.skipped)
    report.skipped_rows += judged.skipped[: MOST_LISTED - len(report.skipped_rows)]
    report.counts.update(judged.findings.counts)
