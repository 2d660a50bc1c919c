"""One row explained: found in the store, and set against the settlement of its year."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pyarrow.compute as pc

from laowu.errors import InputError
from laowu.model.money import Money
from laowu.text import Text, joined, same
from laowu_ledger.claims.lengths import longest_together
from laowu_ledger.claims.recognitions import UNKNOWN, BrandStanding
from laowu_ledger.claims.row_checks import checks, claim_day, insured
from laowu_ledger.claims.row_explanation import OtherRow, PaidBefore, RowExplanation
from laowu_ledger.claims.rows import ALL_ROWS, PLACES_A_SOURCE
from laowu_ledger.claims.settled import FATES, Booked, year_of
from laowu_ledger.claims.settlement import Settlement
from laowu_ledger.claims.verdicts import Verdict
from laowu_ledger.engines.engine import LEDGER, Engine
from laowu_ledger.schema.columns import CONTENT, NAMED, PERSON, ROW, SOURCE
from laowu_ledger.store.store import Store

_HIDDEN = frozenset({PERSON, NAMED, CONTENT, SOURCE, ROW})


class NoSuchRow(InputError):
    """A row that is not in the store."""


def find_row(store: Store, written: str) -> tuple[int, int]:
    """The source and row that somebody means by ``FILE:ROW``, ``FILE!SHEET:ROW`` or ``#SOURCE:ROW``.

    Raises:
        NoSuchRow: no file of that name was imported, several were, or it is no row at all.
    """
    name, _, number = written.rpartition(":")
    mend = Text("写成 文件:行号，或 文件!工作表:行号", "write FILE:ROW, or FILE!SHEET:ROW")
    if not name or not (number.isascii() and number.isdigit()):
        raise NoSuchRow(Text(f"“{written}”没有指明哪一行", f"“{written}” names no row"), mend=mend)
    if name.startswith("#") and name[1:].isdigit() and int(name[1:]) < len(store.sources):
        return int(name[1:]), int(number)
    found = [
        place
        for place, source in enumerate(store.sources)
        if name in (source.file, f"{source.file}!{source.sheet}") and not source.withdrawn
    ]
    if len(found) == 1:
        return found[0], int(number)
    if not found:
        files = dict.fromkeys(source.file for source in store.sources)
        listed = joined([same(file) for file in list(files)[:5]], zh="、", en=", ")
        says = Text(f"库中没有来自“{name}”的行", f"the store holds nothing from “{name}”")
        raise NoSuchRow(says, mend=Text("库中有：", "it holds: ") + listed if files else mend)
    listed = joined([same(f"#{place}:{number} ({store.sources[place].sheet})") for place in found], zh="、", en=", ")
    raise NoSuchRow(
        Text(f"“{name}”导入过不止一次", f"“{name}” was imported more than once"), mend=Text("可写：", "write one of: ") + listed
    )


def read_row(engine: Engine, store: Store, source: int, number: int) -> dict[str, Any]:
    """A row of the store.

    Raises:
        NoSuchRow: it is not there.
    """
    big = engine.dialect.big
    found = engine.fetch(
        f"select * from {LEDGER} where source = {big(str(source))} and source_row = {big(str(number))}"
    ).to_pylist()
    if not found:
        raise NoSuchRow(
            Text("库中没有这一行", "this row is not in the store"),
            where=f"{store.sources[source].file}:{number}",
            mend=Text(
                "它可能未通过检查，或与先导入的另一行内容相同", "it may have been refused, or say what a row says that came first"
            ),
        )
    row: dict[str, Any] = found[0]
    return row


def explain(settlement: Settlement, row: Mapping[str, Any], standings: Mapping[str, BrandStanding]) -> RowExplanation:
    """Explain a row against a settlement of the year of its claim.

    Args:
        settlement: the settlement.
        row: the row, as :func:`read_row` gives it.
        standings: how the brands stand.
    """
    terms, store = settlement.terms, settlement.store
    settlement.keep_fates()
    day, day_from = claim_day(row, terms)
    two_names = row[PERSON] in set(store.conflicts.tolist())
    asked = checks(row, terms, standings.get(row["brand"], UNKNOWN), two_names=two_names)
    big = settlement.engine.dialect.big
    rows = settlement.engine.fetch(
        f"""select r.place, r.brand, r.day, r.pool, r.half, coalesce(f.verdict, r.verdict) as verdict
        from {ALL_ROWS} r left join {FATES} f on f.place = r.place
        where r.person = {big(f"({row[PERSON]})")} order by r.day, r.place"""
    ).to_pylist()
    place = row[SOURCE] * PLACES_A_SOURCE + row[ROW]
    own = next(one for one in rows if one["place"] == place)
    verdict = Verdict(own["verdict"])
    settled = settlement.known.rows
    of_person = _paid_before(settlement, settled.filter(pc.equal(settled.column(PERSON), row[PERSON])).to_pylist())
    return RowExplanation(
        file=store.sources[row[SOURCE]].file,
        sheet=store.sources[row[SOURCE]].sheet,
        row=row[ROW],
        says={name: value for name, value in row.items() if name not in _HIDDEN | {"segment", "row"} and value is not None},
        day=day,
        day_from=day_from,
        checks=asked,
        verdict=verdict,
        fate=_fate(settlement, row, own, rows, of_person),
        others=tuple(_other(store, one) for one in rows if one["place"] != place),
        payments=of_person,
    )


def _paid_before(settlement: Settlement, rows: list[dict[str, Any]]) -> tuple[PaidBefore, ...]:
    terms = settlement.terms
    loads = {load.number: load for load in settlement.paid.loads(terms.jurisdiction, terms.award.id)}
    found = []
    for row in rows:
        said = {name: row[name] for name in ("day", "year", "brand", "fen", "run")}
        load = loads.get(row["run"])
        if load is not None:
            said |= {"file": load.file, "sheet": load.sheet, "row": row["source_row"]}
        found.append(PaidBefore(**said))
    return tuple(sorted(found, key=lambda one: (one.day or date(one.year or date.max.year, 1, 1), one.run)))


def _other(store: Store, row: Mapping[str, Any]) -> OtherRow:
    source, number = divmod(row["place"], PLACES_A_SOURCE)
    origin = store.sources[source]
    return OtherRow(
        file=origin.file, sheet=origin.sheet, row=number, brand=row["brand"], day=row["day"], verdict=Verdict(row["verdict"])
    )


def _fate(
    settlement: Settlement,
    row: Mapping[str, Any],
    own: Mapping[str, Any],
    rows: list[dict[str, Any]],
    payments: tuple[PaidBefore, ...],
) -> Text:
    terms, verdict = settlement.terms, Verdict(own["verdict"])
    purse = (own["pool"], own["half"])
    before, fresh = (sums.get(purse, Booked()) for sums in (settlement.known.booked, settlement.settled.fresh))
    year = year_of(settlement.pools[own["pool"]], own["half"], terms)
    sums = Text(
        f"{year} 年度共 {before.persons + fresh.persons} 人、{Money(before.fen + fresh.fen)} 元，"
        f"上限 {Money(terms.cap_fen())} 元",
        f"{before.persons + fresh.persons} people, {Money(before.fen + fresh.fen)} yuan in year {year},"
        f" under a cap of {Money(terms.cap_fen())} yuan",
    )
    if verdict is Verdict.PAID:
        rate = Money.yuan(terms.award.rate_yuan.on(own["day"]))
        return Text(f"获付 {rate} 元；", f"paid {rate} yuan; ") + sums
    if verdict is Verdict.CAP:
        more = Text("", "") if terms.award.on_cap == "forfeit" else Text("；可再申领", "; may be claimed again")
        return verdict.label + Text("：", ": ") + sums + more
    if verdict is Verdict.MONTHS:
        return verdict.label + _together(settlement, row, own["day"])
    if verdict is Verdict.ALREADY_PAID:
        by = next((one for one in rows if one["verdict"] == Verdict.PAID), None)
        if by is not None:
            other = _other(settlement.store, by)
            where = f"{other.file}:{other.row} ({other.brand}, {other.day})"
            return verdict.label + Text(f"：{where}", f": {where}")
        brand_only = terms.award.person_scope == "brand"
        had = [one for one in payments if one.fen and (not brand_only or one.brand == own["brand"])]
        if had:
            return verdict.label + Text("：", ": ") + had[0].where + same(f" ({had[0].brand}, {_when(had[0])})")
    return verdict.label


def _when(payment: PaidBefore) -> str:
    return str(payment.day or payment.year or "")


def _together(settlement: Settlement, row: Mapping[str, Any], day: date | None) -> Text:
    """Whether the months of all rows of the person with the employer would do, were they stated in one."""
    big = settlement.engine.dialect.big
    found = settlement.engine.fetch(
        f"""select brand, employer, pension_first, pension_count, pension_gaps from {LEDGER}
        where person = {big(f"({row[PERSON]})")}"""
    ).to_pylist()
    mine = [one for one in found if (one["brand"], one["employer"]) == (row["brand"], row["employer"])]
    months = longest_together(insured(one) for one in mine)
    if len(mine) == 1 or months < settlement.terms.award.months_at_least.on(day or settlement.terms.first):
        return same("")
    return Text(
        f"；此人在这个单位的 {len(mine)} 行合起来连续 {months} 个月，须写在一行里",
        f"; the {len(mine)} rows of the person with this employer have {months} months in a row together; state them in one row",
    )
