"""Files checked and nothing kept: every row judged, and people in several rows found across all files."""

from collections.abc import Sequence

import attrs
import numpy as np
import numpy.typing as npt
import pyarrow as pa

from laowu_ledger.intake.conflicting import put_conflicting
from laowu_ledger.intake.judged_files import Reading, judged_batches
from laowu_ledger.intake.reports import RunReport, pairs_of
from laowu_ledger.judging.judge import Judged
from laowu_ledger.reading.files import digest_of
from laowu_ledger.sheets.error_workbook import ErrorWorkbook
from laowu_ledger.store.repeats import PARTS, Numbers, Rows, find_in_parts, parts_of

Columns = tuple[Numbers, ...]
"""Person, name, brand, content, and sheet and row of some rows."""


@attrs.define
class _Gathered:
    """What is kept of every good row until the end: 40 bytes, part by part of the people."""

    brands: dict[str, int] = attrs.field(factory=dict)
    batches: list[tuple[Columns, npt.NDArray[np.intp]]] = attrs.field(factory=list)

    def add(self, sheet: int, judged: Judged) -> None:
        """Keep what tells the good rows of a batch apart."""
        brand = judged.columns["brand"]
        encoded = brand if pa.types.is_dictionary(brand.type) else brand.dictionary_encode()
        numbers = [self.brands.setdefault(name, len(self.brands)) for name in encoded.dictionary.to_pylist()]
        places = encoded.indices.fill_null(len(numbers)).to_numpy(zero_copy_only=False)
        of_brand = np.asarray([*numbers, 0], np.int64)[places]
        person, named, content = (judged.columns[name].to_numpy() for name in ("person", "named", "content"))
        rows = judged.raw.rows.astype(np.int64) | sheet << 32
        (good,) = np.nonzero(~judged.findings.refused)
        part = parts_of(person[good])
        good = good[np.argsort(part, kind="stable")]
        ends = np.append(0, np.cumsum(np.bincount(part, minlength=PARTS)))
        self.batches.append((tuple(column[good] for column in (person, named, of_brand, content, rows)), ends))

    def part(self, number: int) -> Rows:
        """The rows of a part of the people."""
        person, named, brand, content = (self._column(place, number) for place in range(4))
        return Rows(person=person, named=named, brand=brand, content=content)

    def where(self, number: int) -> Numbers:
        """Sheets and rows of those rows."""
        return self._column(4, number)

    def _column(self, place: int, number: int) -> Numbers:
        return np.concatenate([columns[place][ends[number] : ends[number + 1]] for columns, ends in self.batches])


def check(files: Sequence[str], reading: Reading, errors: ErrorWorkbook | None = None) -> RunReport:
    """Judge every row of some files.

    Args:
        files: the files.
        reading: how to read them; the key of its terms may be a passing one.
        errors: where refused rows go; closed at the end.

    Raises:
        UnreadableLedger: a file cannot be read.
        StoreError: the error workbook cannot be written.
    """
    report = RunReport()
    gathered = _Gathered()
    try:
        for file in files:
            digest = digest_of(file) if errors is not None else ""
            for sheet, judged in judged_batches(file, reading):
                if judged is None:
                    report.sheets.append(sheet)
                    continue
                gathered.add(len(report.sheets) - 1, judged)
                if errors is not None:
                    put_refused(errors, judged, digest)
        _compare(gathered, report, reading, errors)
        if errors is not None:
            errors.close()
            report.error_rows = errors.rows
    except BaseException:
        if errors is not None:
            errors.abandon()
        raise
    return report


def put_refused(errors: ErrorWorkbook, judged: Judged, digest: str) -> None:
    """Put the refused rows of a batch, and warnings about others, into the error workbook."""
    for row, remarks in judged.findings.refusals().items():
        errors.refuse(judged, digest, row, remarks)
    errors.warn(judged, judged.findings.warnings())


def _compare(gathered: _Gathered, report: RunReport, reading: Reading, errors: ErrorWorkbook | None) -> None:
    if not gathered.batches:
        return
    found = find_in_parts(gathered.part, report.repeats)
    report.pairs = pairs_of(report.repeats, list(gathered.brands))
    report.conflicting = sum(int(one.conflicting.sum()) for one in found)
    if errors is not None and report.conflicting:
        wanted: dict[tuple[str, str], set[int]] = {}
        for number, one in enumerate(found):
            for place in gathered.where(number)[one.conflicting].tolist():
                layout = report.sheets[place >> 32].layout
                wanted.setdefault((layout.file, layout.sheet), set()).add(place & 0xFFFFFFFF)
        put_conflicting(errors, wanted, reading)
