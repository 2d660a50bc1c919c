"""A list of payments judged row by row: whose they are as in a ledger, and what was paid for which year."""

from collections.abc import Iterator, Sequence
from datetime import date

import attrs
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from laowu.rules.subsidy import PerHead
from laowu_ledger.identity.person_token import token_of_texts
from laowu_ledger.judging.dates import dates
from laowu_ledger.judging.findings import Findings, Mask, Remark
from laowu_ledger.judging.judge import Judged, Terms, judge
from laowu_ledger.judging.numbers import FEN, YEARS
from laowu_ledger.reading.batch import Layout, RawBatch
from laowu_ledger.reading.files import read_ledger
from laowu_ledger.schema.fields import Field, by_payment_heading, payment_fields
from laowu_ledger.schema.spelling import heading_key

# Nothing is hidden by it: tokens of people are made with the key of the store.
_KEY = b"laowu-ledger pay"
COLUMNS = pa.schema(
    [
        ("person", pa.int64()),
        ("named", pa.int64()),
        ("brand", pa.string()),
        ("unit", pa.string()),
        ("employer", pa.string()),
        ("day", pa.date32()),
        ("year", pa.int16()),
        ("fen", pa.int64()),
        ("content", pa.int64()),
        ("source_row", pa.int32()),
    ]
)
"""A payment: who, by number and by name; under which brand, body and employer; its day, if it has one, and its calendar year; how
much; everything of it as one number; and its row."""


@attrs.define(kw_only=True)
class JudgedSheet:
    """A sheet of payments.

    Attributes:
        layout: what its columns mean.
        rows: rows of people.
        skipped: rows that are no people, such as totals.
        payments: the good ones, with :data:`COLUMNS`.
        remarks: what was found about rows, with their numbers in the sheet in place of those in a batch.
        counts: rows by reason and field.
    """

    layout: Layout
    rows: int = 0
    skipped: int = 0
    payments: pa.Table = attrs.field(factory=COLUMNS.empty_table)
    remarks: list[Remark] = attrs.field(factory=list)
    counts: dict[tuple[str, str], int] = attrs.field(factory=dict)


def judged_sheets(file: str, terms: Terms, award: PerHead, sheets: Sequence[str] = ()) -> Iterator[JudgedSheet]:
    """The sheets of a file, judged.

    Args:
        file: an Excel, OpenDocument, CSV or Parquet file.
        terms: what rows are judged by.
        award: what was paid.
        sheets: the sheets that count; all with headings when empty.

    Raises:
        UnreadableLedger: it cannot be read.
    """
    sheet: JudgedSheet | None = None
    parts: list[pa.Table] = []
    for item in read_ledger(file, sheets):
        if isinstance(item, Layout):
            if sheet is not None:
                yield attrs.evolve(sheet, payments=pa.concat_tables([COLUMNS.empty_table(), *parts]))
            sheet, parts = JudgedSheet(layout=_of_payments(item)), []
        elif sheet is not None and isinstance(item, RawBatch):
            judged = judge(attrs.evolve(item, layout=sheet.layout), terms)
            parts.append(_payments(judged, terms, award))
            _put(sheet, judged)
    if sheet is not None:
        yield attrs.evolve(sheet, payments=pa.concat_tables([COLUMNS.empty_table(), *parts]))


def _of_payments(layout: Layout) -> Layout:
    """The columns of a sheet as those of a list of payments; what only a ledger has is left aside."""
    taken: set[str] = set()
    found: list[Field | None] = []
    for head, field in zip(layout.headings, layout.fields, strict=True):
        own = by_payment_heading().get(heading_key(head)) if head else None
        if own is None and field is not None and field.name in payment_fields():
            own = field
        if own is not None and own.name in taken:
            own = None  # the first of two columns counts
        elif own is not None:
            taken.add(own.name)
        found.append(own)
    return attrs.evolve(layout, fields=tuple(found), remarks=())


def _put(sheet: JudgedSheet, judged: Judged) -> None:
    sheet.rows += len(judged.raw)
    sheet.skipped += len(judged.skipped)
    for key, rows in judged.findings.counts.items():
        sheet.counts[key] = sheet.counts.get(key, 0) + rows
    numbers = judged.raw.rows
    refusals = [remark for remarks in judged.findings.refusals().values() for remark in remarks]
    for remark in (*refusals, *judged.findings.warnings()):
        sheet.remarks.append(attrs.evolve(remark, row=int(numbers[remark.row])))


def _payments(judged: Judged, terms: Terms, award: PerHead) -> pa.Table:
    """The good payments of a batch; what is wrong with others is put down in its findings."""
    raw, findings = judged.raw, judged.findings
    fen, year, paid_on = _sums(raw, findings), _years(raw, findings), _days(raw, findings)
    claimed = judged.columns["claimed"]
    day = pc.coalesce(claimed, paid_on)
    year = pc.coalesce(year, pc.year(day).cast(pa.int16()))
    dateless = _blank(raw, "claimed") & _blank(raw, "paid_on")
    if award.year_basis == "award":
        findings.add("paid_day_missing", "paid_on", dateless)
    else:
        findings.add("paid_year_missing", "paid_year", dateless & _blank(raw, "paid_year"))
    later = _later(day, pa.scalar(terms.on, pa.date32()))
    findings.add("paid_future", "paid_on", later)
    findings.add("paid_future", "paid_year", _later(year, pa.scalar(terms.on.year, pa.int16())) & ~later)
    differs = _differs(fen, day, year, award)
    findings.add("paid_amount_differs", "paid_amount", differs & ~findings.refused)
    columns = {
        "person": judged.columns["person"],
        "named": judged.columns["named"],
        **{name: judged.columns[name].cast(pa.string()).fill_null("") for name in ("brand", "unit", "employer")},
        "day": day,
        "year": year,
        "fen": fen,
        "source_row": pa.array(raw.rows),
    }
    columns["content"] = pa.array(_content(columns), pa.int64())
    table = pa.table({name: columns[name] for name in COLUMNS.names}).cast(COLUMNS)
    return table.filter(pa.array(~findings.refused))


def _sums(raw: RawBatch, findings: Findings) -> pa.Array:
    findings.add("paid_amount_missing", "paid_amount", _blank(raw, "paid_amount"))
    cells = raw.column("paid_amount")
    if cells is None:
        return pa.nulls(len(raw), pa.int64())
    fen = FEN.read(cells, "paid_amount", findings)
    findings.add("paid_amount_zero", "paid_amount", _mask(pc.equal(fen, pa.scalar(0, pa.int64()))))
    return fen


def _years(raw: RawBatch, findings: Findings) -> pa.Array:
    cells = raw.column("paid_year")
    return pa.nulls(len(raw), pa.int16()) if cells is None else YEARS.read(cells, "paid_year", findings)


def _days(raw: RawBatch, findings: Findings) -> pa.Array:
    cells = raw.column("paid_on")
    return pa.nulls(len(raw), pa.date32()) if cells is None else dates("start").read(cells, "paid_on", findings)


def _blank(raw: RawBatch, field: str) -> Mask:
    """The rows in which nothing stands in a column."""
    cells = raw.column(field)
    if cells is None:
        return np.ones(len(raw), np.bool_)
    return _mask(pc.equal(pc.utf8_trim_whitespace(cells.cast(pa.string())), pa.scalar("", pa.string())))


def _later(values: pa.Array, last: pa.Scalar) -> Mask:
    return _mask(pc.greater(values, last))


def _mask(condition: pa.Array) -> Mask:
    return np.asarray(condition.fill_null(False).to_numpy(zero_copy_only=False), np.bool_)  # noqa: FBT003  # a value


def _differs(fen: pa.Array, day: pa.Array, year: pa.Array, award: PerHead) -> Mask:
    """Which sums are another one than the rule pays per head on the day, or on any day of the year."""
    keys = list(zip(day.to_pylist(), year.to_pylist(), strict=True))
    rates = {key: _rates(key[0], key[1], award) for key in set(keys)}
    sums = fen.to_pylist()
    found = [sum_ is not None and sum_ not in rates[key] for sum_, key in zip(sums, keys, strict=True)]
    return np.asarray(found, np.bool_)


def _rates(day: date | None, year: int | None, award: PerHead) -> frozenset[int]:
    changes = [entry.since for entry in award.rate_yuan.values if entry.since is not None]
    days = [one for one in (day, None if year is None else date(year, 1, 1)) if one is not None]
    days += [since for since in changes if since.year == year]
    return frozenset(award.rate_yuan.on(one) * 100 for one in days)


def _content(columns: dict[str, pa.Array]) -> pa.Array:
    """Everything a payment says besides its person, as one number."""
    names = ("brand", "unit", "employer", "day", "year", "fen")
    texts = [pc.fill_null(columns[name].cast(pa.string()), "") for name in names]
    return token_of_texts(pc.binary_join_element_wise(*texts, "\x1f"), _KEY)
