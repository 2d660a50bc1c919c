"""Files judged batch by batch, with a report for each sheet."""

from collections.abc import Iterator, Sequence

import attrs

from laowu_ledger.intake.reports import MOST_LISTED, SheetReport
from laowu_ledger.intake.watching import Watcher
from laowu_ledger.judging.judge import Judged, Terms, judge
from laowu_ledger.reading.batch import Layout
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


def judged_batches(file: str, reading: Reading) -> Iterator[tuple[SheetReport, Judged | None]]:
    """The batches of a file, judged; every sheet first comes alone with its report, which then fills.

    Raises:
        UnreadableLedger: the file cannot be read.
    """
    reading.watcher.file(file)
    report: SheetReport | None = None
    for item in read_ledger(file, reading.sheets):
        if isinstance(item, Layout):
            report = SheetReport(layout=item)
            yield report, None
            continue
        if report is None:
            raise AssertionError("a batch came before its layout")
        judged = judge(item, reading.terms)
        _put(report, judged)
        reading.watcher.rows(len(item))
        yield report, judged


def _put(report: SheetReport, judged: Judged) -> None:
    report.rows += len(judged.raw)
    report.refused += int(judged.findings.refused.sum())
    report.skipped += len(judged.skipped)
    report.skipped_rows += judged.skipped[: MOST_LISTED - len(report.skipped_rows)]
    report.counts.update(judged.findings.counts)
