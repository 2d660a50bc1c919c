"""What the rule asks of one row by itself, each with what the row says and how that turns out."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from laowu.rules.dated import Dated
from laowu.text import Text, joined, same
from laowu_ledger.claims.lengths import Contract, Insured, contract_day, contract_verdict, months_day, months_verdict
from laowu_ledger.claims.recognitions import BrandStanding
from laowu_ledger.claims.row_explanation import Check
from laowu_ledger.claims.terms import Terms, day_before
from laowu_ledger.claims.verdicts import Verdict


def claim_day(row: Mapping[str, Any], terms: Terms) -> tuple[date | None, Text]:
    """The day of a row's claim, and how it is made out."""
    if row["claimed"] is not None:
        return row["claimed"], Text("台账所写的申领日期", "the day of the claim that the ledger states")
    if terms.award.contract_days_at_least is not None:
        day = contract_day(_contract(row), terms)
        how = Text("劳动合同满规定天数之日，不足则为其末日", "the day on which enough days of contract had passed, else its last")
    else:
        day = months_day(insured(row), terms)
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
        *([_enrolment_check(row, terms)] if terms.asks_enrolment else []),
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
    return tuple(found)


def _enrolment_check(row: Mapping[str, Any], terms: Terms) -> Check:
    return Check(
        verdict=terms.enrolled(row["enrolment"]),
        asked=Text("首次参保，或续保", "first enrolment, or resumed after a gap"),
        found=_stated(row["enrolment"]),
    )


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
    stated = insured(row)
    least = terms.award.months_at_least.on(on)
    if stated.count is None:
        found = _stated(None)
    elif stated.first is None:
        found = Text(f"{stated.count} 个月，未写年月", f"{stated.count} months, without dates")
    else:
        month = f"{stated.first:%Y-%m}"
        run = stated.longest()
        found = Text(f"{month} 起共 {stated.count} 个月，连续 {run} 个月", f"{stated.count} months from {month}, {run} in a row")
    return Check(
        verdict=months_verdict(stated, least),
        asked=Text(f"连续参保缴费不少于 {least} 个月", f"{least} months of pension payment in a row or more"),
        found=found,
        clause=_clause(terms.award.months_at_least, on),
    )


def insured(row: Mapping[str, Any]) -> Insured:
    """The months of pension payment that a row states."""
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
