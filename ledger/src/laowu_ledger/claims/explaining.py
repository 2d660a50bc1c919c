"""One row explained: what it says, what the rule asks of it, and what became of it among all others."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import attrs
import pyarrow.compute as pc

from laowu.errors import InputError
from laowu.model.money import Money
from laowu.rules.dated import Dated
from laowu.text import Text, joined, same
from laowu_ledger.claims.lengths import Contract, Insured, contract_day, contract_verdict, months_day, months_verdict
from laowu_ledger.claims.recognitions import UNKNOWN, BrandStanding
from laowu_ledger.claims.rows import ALL_ROWS, PLACES_A_SOURCE
from laowu_ledger.claims.settled import FATES, Booked, year_of
from laowu_ledger.claims.settlement import Settlement
from laowu_ledger.claims.terms import Terms, day_before
from laowu_ledger.claims.verdicts import Verdict
from laowu_ledger.engines.engine import LEDGER, Engine
from laowu_ledger.schema.columns import CONTENT, NAMED, PERSON, ROW, SOURCE
from laowu_ledger.store.store import Store

_HIDDEN = frozenset({PERSON, NAMED, CONTENT, SOURCE, ROW})


class NoSuchRow(InputError):
    """A row that is not in the store."""


@attrs.frozen(kw_only=True)
class Check:
    """One thing that the rule asks.

    Attributes:
        verdict: what is said of it.
        asked: what is asked.
        found: what the row, or what is known of its brand, says.
        clause: locator of the clause, where it is another than the rule's.
    """

    verdict: Verdict
    asked: Text
    found: Text
    clause: str | None = None


@attrs.frozen(kw_only=True)
class OtherRow:
    """Another row of the same person.

    Attributes:
        file, sheet, row: where it was read.
        brand: its brand.
        day: the day of its claim.
        verdict: what became of it; what it says by itself where another year settles it.
    """

    file: str
    sheet: str
    row: int
    brand: str
    day: date | None
    verdict: Verdict


@attrs.frozen(kw_only=True)
class RowExplanation:
    """A row explained.

    Attributes:
        file, sheet, row: where it was read.
        says: what it says, by the columns of the store.
        day: the day of its claim.
        day_from: how that was made out.
        checks: what the rule asks, in its order.
        verdict: what became of the row.
        fate: the same in a sentence.
        others: other rows of the person.
        payments: what was paid for the person before, as day, brand and fen; a forfeited claim with nothing.
    """

    file: str
    sheet: str
    row: int
    says: Mapping[str, Any]
    day: date | None
    day_from: Text
    checks: tuple[Check, ...]
    verdict: Verdict
    fate: Text
    others: tuple[OtherRow, ...]
    payments: tuple[tuple[date, str, int], ...]

    def data(self) -> dict[str, Any]:
        """The explanation as plain data."""
        return {
            "schema": "laowu/ledger-claim/1",
            "file": self.file,
            "sheet": self.sheet or None,
            "row": self.row,
            "says": {name: value.isoformat() if isinstance(value, date) else value for name, value in self.says.items()},
            "day": _iso(self.day),
            "day_from": self.day_from._asdict(),
            "checks": [
                {
                    "reason": check.verdict.code,
                    "outcome": check.verdict.outcome.value,
                    "asked": check.asked._asdict(),
                    "found": check.found._asdict(),
                    "clause": check.clause,
                }
                for check in self.checks
            ],
            "reason": self.verdict.code,
            "outcome": self.verdict.outcome.value,
            "fate": self.fate._asdict(),
            "other_rows": [
                {
                    "file": other.file,
                    "sheet": other.sheet or None,
                    "row": other.row,
                    "brand": other.brand,
                    "day": _iso(other.day),
                    "reason": other.verdict.code,
                }
                for other in self.others
            ],
            "paid_before": [{"day": _iso(day), "brand": brand, "fen": fen} for day, brand, fen in self.payments],
        }


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


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
    found = [place for place, source in enumerate(store.sources) if name in (source.file, f"{source.file}!{source.sheet}")]
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


def claim_day(row: Mapping[str, Any], terms: Terms) -> tuple[date | None, Text]:
    """The day of a row's claim, and how it is made out."""
    if row["claimed"] is not None:
        return row["claimed"], Text("台账所写的申领日期", "the day of the claim that the ledger states")
    if terms.award.contract_days_at_least is not None:
        day = contract_day(_contract(row), terms)
        how = Text("劳动合同满规定天数之日，不足则为其末日", "the day on which enough days of contract had passed, else its last")
    else:
        day = months_day(_insured(row), terms)
        how = Text("缴费满规定月数之日，不足则为末月之末", "the day on which enough months were paid, else the last day paid for")
    if day is not None:
        return day, how
    if row["started"] is not None:
        return row["started"], Text("入职日期，因无其他日期", "the start of employment, for want of another day")
    return None, Text("看不出", "cannot be made out")


def checks(row: Mapping[str, Any], terms: Terms, standing: BrandStanding, *, two_names: bool) -> tuple[Check, ...]:
    """What the rule asks of a row by itself, each with the answer."""
    day, _ = claim_day(row, terms)
    award = terms.award
    group, code = terms.group(row["groups"])
    listed = joined([group.label for group in award.groups], zh="、", en=", ")
    recognised = standing.recognised
    found = [
        Check(
            verdict=standing.verdict,
            asked=Text("品牌的认定", "the brand's recognition"),
            found=same(recognised.isoformat()) if recognised else standing.verdict.label,
        )
    ]
    if two_names:
        found.append(
            Check(verdict=Verdict.TWO_NAMES, asked=Text("一号一名", "one name to a number"), found=Verdict.TWO_NAMES.label)
        )
    found += [
        _year_check(day, terms, standing),
        Check(
            verdict=group,
            asked=Text("属于：", "of one of: ") + listed,
            found=_stated(row["groups"]) + (Text(f"（{code}）", f" ({code})") if code else same("")),
        ),
        _length_check(row, day, terms),
        Check(
            verdict=terms.relation(row["relation"]),
            asked=Text("用工形式", "relation of employment"),
            found=_stated(row["relation"]),
        ),
        Check(
            verdict=terms.payer(row["pension_payer"]),
            asked=Text("养老保险由谁缴纳", "who pays the pension"),
            found=_stated(row["pension_payer"]),
        ),
    ]
    if terms.enrolment is not Verdict.COMPLETE:
        found.append(Check(verdict=terms.enrolment, asked=Text("首次参保", "first enrolment"), found=terms.enrolment.label))
    return tuple(found)


def _year_check(day: date | None, terms: Terms, standing: BrandStanding) -> Check:
    years = terms.years_of(standing)
    if day is None:
        return Check(
            verdict=Verdict.NO_DAY, asked=Text("申领日期", "day of the claim"), found=Text("看不出", "cannot be made out")
        )
    if years is None:
        asked, verdict = Text("在奖补年度内", "within the paid years"), Verdict.COMPLETE
    else:
        last = None if years.over_from is None else day_before(years.over_from).isoformat()
        until = Text(f" 至 {last}", f" to {last}") if last else Text(" 起", " on")
        asked = Text("在奖补年度内：", "within the paid years: ") + same(years.first_day.isoformat()) + until
        verdict = Verdict.COMPLETE
        if years.over_from is not None and day >= years.over_from:
            verdict = Verdict.YEAR_OVER
        elif day < years.recognised:
            verdict = Verdict.BEFORE_RECOGNITION
        elif day < years.first_day:
            verdict = Verdict.BEFORE_FIRST_YEAR
    return Check(verdict=verdict, asked=asked, found=same(day.isoformat()), clause=_clause(terms.award.years_at_most, day))


def _length_check(row: Mapping[str, Any], day: date | None, terms: Terms) -> Check:
    days = terms.award.contract_days_at_least
    on = day or terms.first
    if days is not None:
        contract = _contract(row)
        least = days.on(on)
        open_end = _stated(row["contract_kind"]) if contract.end is None else same(contract.end.isoformat())
        return Check(
            verdict=contract_verdict(contract, least),
            asked=Text(f"劳动合同不少于 {least} 日", f"{least} days of contract or more"),
            found=_stated(contract.start) + same(" – ") + open_end,
            clause=_clause(days, on),
        )
    insured = _insured(row)
    least = terms.award.months_at_least.on(on)
    if insured.count is None:
        found = _stated(None)
    elif insured.first is None:
        found = Text(f"{insured.count} 个月，未写年月", f"{insured.count} months, without dates")
    else:
        month = f"{insured.first:%Y-%m}"
        run = insured.longest()
        found = Text(
            f"{month} 起共 {insured.count} 个月，连续 {run} 个月", f"{insured.count} months from {month}, {run} in a row"
        )
    return Check(
        verdict=months_verdict(insured, least),
        asked=Text(f"连续参保缴费不少于 {least} 个月", f"{least} months of pension payment in a row or more"),
        found=found,
        clause=_clause(terms.award.months_at_least, on),
    )


def _insured(row: Mapping[str, Any]) -> Insured:
    return Insured(first=row["pension_first"], count=row["pension_count"], gaps=row["pension_gaps"])


def _contract(row: Mapping[str, Any]) -> Contract:
    return Contract(start=row["contract_start"], end=row["contract_end"], kind=row["contract_kind"])


def _clause(values: Dated[int], day: date) -> str | None:
    clause = values.values[0].clause
    for entry in values.values[1:]:
        if entry.since is not None and entry.since <= day:
            clause = entry.clause
    return clause


def _stated(value: object) -> Text:
    return Text("未写", "not stated") if value is None else same(str(value))


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
    of_person = settled.filter(pc.equal(settled.column(PERSON), row[PERSON])).to_pylist()
    return RowExplanation(
        file=store.sources[row[SOURCE]].file,
        sheet=store.sources[row[SOURCE]].sheet,
        row=row[ROW],
        says={name: value for name, value in row.items() if name not in _HIDDEN | {"segment", "row"} and value is not None},
        day=day,
        day_from=day_from,
        checks=asked,
        verdict=verdict,
        fate=_fate(settlement, own, verdict, rows),
        others=tuple(_other(store, one) for one in rows if one["place"] != place),
        payments=tuple((one["day"], one["brand"], one["fen"]) for one in of_person),
    )


def _other(store: Store, row: Mapping[str, Any]) -> OtherRow:
    source, number = divmod(row["place"], PLACES_A_SOURCE)
    origin = store.sources[source]
    return OtherRow(
        file=origin.file, sheet=origin.sheet, row=number, brand=row["brand"], day=row["day"], verdict=Verdict(row["verdict"])
    )


def _fate(settlement: Settlement, own: Mapping[str, Any], verdict: Verdict, rows: list[dict[str, Any]]) -> Text:
    terms = settlement.terms
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
    if verdict is Verdict.ALREADY_PAID:
        by = next((one for one in rows if one["verdict"] == Verdict.PAID), None)
        if by is not None:
            other = _other(settlement.store, by)
            where = f"{other.file}:{other.row} ({other.brand}, {other.day})"
            return verdict.label + Text(f"：{where}", f": {where}")
    return verdict.label
