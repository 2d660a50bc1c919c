"""Lists of payments loaded into the table of payments: every row of every file, or nothing at all."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import attrs
import numpy as np
import pyarrow as pa

from laowu.errors import InputError
from laowu.rules.subsidy import PerHead
from laowu.text import Text
from laowu_ledger.claims.paid import Load, PaidTable
from laowu_ledger.claims.recognitions import BrandStanding
from laowu_ledger.errors import WrongKey
from laowu_ledger.identity.token_key import TokenKey
from laowu_ledger.judging.findings import Remark
from laowu_ledger.judging.judge import Terms
from laowu_ledger.payments.comparing import compare
from laowu_ledger.payments.reading import COLUMNS, JudgedSheet, judged_sheets
from laowu_ledger.payments.report import PaymentsReport
from laowu_ledger.reading.files import digest_of
from laowu_ledger.schema.reasons import reasons
from laowu_ledger.store.store import Store


class NoSuchLoad(InputError):
    """A load that is not in the table."""


@attrs.frozen(kw_only=True)
class Asked:
    """What payments are loaded for.

    Attributes:
        jurisdiction: code of the region.
        award: what was paid.
        standings: how the brands stand, where that is told; it knows their spellings.
        brand: the brand of rows that state none; empty for none.
        sheets: the sheets that count; all with headings when empty.
        on: day of judging.
    """

    jurisdiction: str
    award: PerHead
    standings: Mapping[str, BrandStanding]
    brand: str = ""
    sheets: Sequence[str] = ()
    on: date


_FIELD_OF = {"paid_brand_unknown": "brand", "paid_name_differs": "name"}


def load_payments(files: Sequence[str], store: Store, key: TokenKey, asked: Asked) -> PaymentsReport:
    """Load payments made before; the store must be held for writing since before it was opened.

    Nothing is written where a row of any file is refused. A file that was loaded before is skipped, and so is a payment that the
    table has already.

    Raises:
        UnreadableLedger: a file cannot be read.
        WrongKey: the store was filled with another key.
        StoreError: the table of payments is damaged, or cannot be written; it is as it was.
    """
    if store.manifest.key != key.fingerprint:
        raise WrongKey(
            Text(
                f"台账库用的是另一把密钥（指纹 {store.manifest.key}，现在的是 {key.fingerprint}）",
                f"the store was filled with another key (fingerprint {store.manifest.key}; this one is {key.fingerprint})",
            ),
            where=str(store.folder),
            mend=Text("用 --key 指明建库时的密钥文件", "name the file of its key with --key"),
        )
    table = PaidTable.of(store)
    report = PaymentsReport(jurisdiction=asked.jurisdiction, award=asked.award.id)
    terms = Terms(on=asked.on, key=key.secret, brand=asked.brand)
    digests: list[str] = []
    for file in files:
        digest = digest_of(file)
        if digest in digests:
            report.known_files.append(file)
            continue
        found = list(judged_sheets(file, terms, asked.award, asked.sheets))
        report.sheets += found
        digests += [digest] * len(found)
    payments = pa.concat_tables([COLUMNS.empty_table(), *(sheet.payments for sheet in report.sheets)])
    of_sheet = np.repeat(np.arange(len(report.sheets)), [len(sheet.payments) for sheet in report.sheets])
    compared = compare(payments, table.rows(asked.jurisdiction, asked.award.id), asked.award, asked.standings, store)
    rows = payments.column("source_row").to_numpy()
    for code, mask in compared.said.items():
        for place in np.flatnonzero(mask).tolist():
            _put(report.sheets[of_sheet[place]], code, int(rows[place]))
    if report.refused or not compared.fresh.any():
        taken = {load.digest for load in table.loads(asked.jurisdiction, asked.award.id)}
        if not report.refused and set(digests) <= taken:
            report.known_files += list(dict.fromkeys(sheet.layout.file for sheet in report.sheets))
            report.sheets = []
        return report
    loads = []
    for number, sheet in enumerate(report.sheets):
        mine = payments.filter(pa.array(compared.fresh & (of_sheet == number)))
        if len(mine):
            loads.append(_loaded(sheet, digests[number], mine, asked))
    added = table.with_loads(loads)
    report.loads = added.manifest.loads[-len(loads) :]
    return report


def _put(sheet: JudgedSheet, code: str, row: int) -> None:
    field = _FIELD_OF.get(code, "")
    sheet.counts[code, field] = sheet.counts.get((code, field), 0) + 1
    sheet.remarks.append(Remark(row=row, reason=reasons()[code], field=field))


def _loaded(sheet: JudgedSheet, digest: str, payments: pa.Table, asked: Asked) -> tuple[Load, pa.Table]:
    count = len(payments)
    person, fen, year = (payments.column(name).to_numpy() for name in ("person", "fen", "year"))
    load = Load(
        number=0,
        jurisdiction=asked.jurisdiction,
        award=asked.award.id,
        digest=digest,
        file=Path(sheet.layout.file).name,
        sheet=sheet.layout.sheet,
        on=asked.on,
        payments=count,
        persons=len(np.unique(person)),
        fen=int(fen.sum()),
        years=tuple(np.unique(year).tolist()),
    )
    rows = payments.drop_columns(["named"])
    for name, value in (("jurisdiction", asked.jurisdiction), ("award", asked.award.id)):
        rows = rows.append_column(name, pa.array([value] * count, pa.string()))
    return load, rows.append_column("forfeited", pa.array([False] * count, pa.bool_()))


def withdraw_load(store: Store, number: int) -> Load:
    """Take a load back; the store must be held for writing since before it was opened.

    Raises:
        NoSuchLoad: the number is not that of a load.
        StoreError: the table of payments is damaged, or cannot be written; it is as it was.
    """
    table = PaidTable.of(store)
    found = next((load for load in table.manifest.loads if load.number == number), None)
    if found is None:
        run = any(one.number == number for one in table.manifest.runs)
        says = Text(f"第 {number} 次是结算，不是载入的付款", f"number {number} is a run that paid, not a load") if run else None
        numbers = ", ".join(str(load.number) for load in table.manifest.loads)
        raise NoSuchLoad(
            says or Text(f"没有第 {number} 次载入", f"there is no load {number}"),
            where=str(table.folder),
            mend=Text(f"载入的有：{numbers}", f"these are loads: {numbers}")
            if numbers
            else Text("用 laowu ledger paid list 查看", "laowu ledger paid list shows them"),
        )
    table.without_load(number)
    return found
