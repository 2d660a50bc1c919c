"""Awards per head once more, as plain loops over plain rows: no table, no SQL, nothing of the package's own claims.

Written from the words of the rules: who counts, when a claim arises, in which order claims come, what a cap leaves.
"""

from calendar import monthrange
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

import attrs

from laowu.rules.subsidy import PerHead

Row = Mapping[str, Any]
Place = tuple[int, int]

REFUSED, MISSING, JUDGE = "refused", "missing", "judge"


@attrs.frozen(kw_only=True)
class Payment:
    """What was paid or forfeited before."""

    person: int
    brand: str
    unit: str
    year: int
    fen: int
    content: int
    forfeited: bool = False


@attrs.define(kw_only=True)
class Answer:
    """What the oracle says."""

    fates: dict[Place, str] = attrs.field(factory=dict)
    payments: list[Payment] = attrs.field(factory=list)

    def counts(self) -> Counter[str]:
        """Rows by what became of them."""
        return Counter(self.fates.values())


def answer(  # noqa: C901, PLR0912, PLR0915  # one walk, read from top to bottom
    rows: Iterable[Row],
    award: PerHead,
    *,
    groups: Mapping[str, str],
    recognised: Mapping[str, date | None],
    through: date,
    conflicts: Iterable[int] = (),
    paid: Iterable[Payment] = (),
) -> Answer:
    """Settle the claims of one calendar year up to a day.

    Args:
        rows: the rows.
        award: the rule.
        groups: region's codes by the words of the ledger.
        recognised: days of recognition; ``None`` for a brand that has none; brands nobody told of are left out.
        through: the last day.
        conflicts: people under two names.
        paid: what was paid before.
    """
    found = Answer()
    two_names = set(conflicts)
    before = list(paid)
    had = {_who(award, one.person, one.brand): one for one in before}
    spent: dict[tuple[str, str, int], int] = defaultdict(int)
    paid_years: dict[str, set[int]] = defaultdict(set)
    for one in before:
        if not one.forfeited:
            spent[one.brand, _body(award, one.unit), one.year] += one.fen
            paid_years[one.brand].add(one.year)
    years_before = {brand: set(years) for brand, years in paid_years.items()}
    waiting: list[tuple[Row, str]] = []
    queue: list[tuple[date, bytes, bytes, int, int, Row]] = []
    for row in rows:
        day = claim_day(row, award)
        if day is not None and not date(through.year, 1, 1) <= day <= through:
            continue
        said = standing(row, day, award, groups, recognised, two_names, years_before)
        place = (row["source"], row["source_row"])
        if said is None and day is not None:
            queue.append((day, row["brand"].encode(), (row["employer"] or "").encode(), row["person"], row["content"], row))
        elif said is not None and said[0] == REFUSED:
            found.fates[place] = said[1]
        elif said is not None:
            waiting.append((row, said[1]))
    done: dict[Any, str] = {who: "forfeited" if one.forfeited else "already_paid" for who, one in had.items()}
    for day, *_, row in sorted(queue, key=lambda entry: entry[:5]):
        place = (row["source"], row["source_row"])
        who = _who(award, row["person"], row["brand"])
        if who in had and had[who].content == row["content"]:
            found.fates[place] = "cap" if had[who].forfeited else "paid"
            continue
        if who in had:
            found.fates[place] = done[who]
            continue
        start = recognised[row["brand"]] or date.max
        year = year_number(day, start, award)
        purse = (row["brand"], _body(award, row["unit"]), year)
        rate, cap = award.rate_yuan.on(day) * 100, award.cap_yuan.on(day) * 100
        if award.years_run == "any" and len(paid_years[row["brand"]] - {year}) >= award.years_at_most.on(start):
            found.fates[place] = "year_over"
        elif who in done:
            found.fates[place] = done[who]
        elif spent[purse] + rate <= cap or rate == 0:
            spent[purse] += rate
            paid_years[row["brand"]].add(year)
            done[who] = "already_paid"
            found.fates[place] = "paid"
            found.payments.append(_payment(row, purse, rate, forfeited=False))
        else:
            found.fates[place] = "cap"
            if award.on_cap == "forfeit":
                done[who] = "forfeited"
                found.payments.append(_payment(row, purse, 0, forfeited=True))
    for row, code in waiting:
        found.fates[row["source"], row["source_row"]] = done.get(_who(award, row["person"], row["brand"]), code)
    return found


def _payment(row: Row, purse: tuple[str, str, int], fen: int, *, forfeited: bool) -> Payment:
    brand, unit, year = purse
    return Payment(person=row["person"], brand=brand, unit=unit, year=year, fen=fen, content=row["content"], forfeited=forfeited)


def _who(award: PerHead, person: int, brand: str) -> Any:
    return (person, brand) if award.person_scope == "brand" else person


def _body(award: PerHead, unit: str | None) -> str:
    return (unit or "") if award.cap_scope == "operator" else ""


def year_number(day: date, start: date, award: PerHead) -> int:
    """Calendar year, or years counted from recognition, from 1."""
    if award.year_basis == "calendar":
        return day.year
    number = 0
    while (day.year, day.month, day.day) >= (start.year + number, start.month, start.day):
        number += 1
    return number


def standing(  # noqa: C901, PLR0912, PLR0917  # one list, read from top to bottom
    row: Row,
    day: date | None,
    award: PerHead,
    groups: Mapping[str, str],
    recognised: Mapping[str, date | None],
    two_names: set[int],
    paid_years: Mapping[str, set[int]],
) -> tuple[str, str] | None:
    """What the row itself says against being paid: what refuses it before what is missing before what is to be judged."""
    said: list[tuple[str, str]] = []
    start = recognised.get(row["brand"])
    if start is None:
        said.append((REFUSED, "not_recognised") if row["brand"] in recognised else (MISSING, "recognition_unknown"))
    if row["person"] in two_names:
        said.append((JUDGE, "two_names"))
    if day is None:
        said.append((MISSING, "no_day"))
    elif start is not None:
        said += _of_year(day, start, award, paid_years.get(row["brand"], set()))
    stated = None if row["groups"] is None else row["groups"].split(";")
    if stated is None:
        said.append((MISSING, "group_unknown"))
    elif not set(stated) & set(groups):
        said.append((JUDGE, "group_judged") if award.groups_open and stated != ["none"] else (REFUSED, "group"))
    said += _of_length(row, day, award)
    if award.resumed != "counts" and row["enrolment"] is None:
        said.append((MISSING, "enrolment_unknown"))
    elif award.resumed != "counts" and row["enrolment"] == "resumed":
        said.append((REFUSED, "enrolment") if award.resumed == "refused" else (JUDGE, "enrolment_judged"))
    if row["relation"] not in (None, "own"):
        refused = award.sent_out == "refused" and row["relation"] == "output"
        if award.sent_out != "counts":
            said.append((REFUSED, "relation") if refused else (JUDGE, "relation_judged"))
    if row["pension_payer"] in ("self", "resident_scheme") and award.self_paid != "counts":
        said.append((REFUSED, "payer") if award.self_paid == "refused" else (JUDGE, "payer_judged"))
    for weight in (REFUSED, MISSING, JUDGE):
        for one in said:
            if one[0] == weight:
                return one
    return None


def _of_year(day: date, start: date, award: PerHead, paid_years: set[int]) -> list[tuple[str, str]]:
    number, most = year_number(day, start, award), award.years_at_most.on(start)
    first = 1 if award.year_basis == "award" else start.year + (award.years_from == "year_after")
    over = number >= first + most if award.years_run == "consecutive" else len(paid_years - {number}) >= most
    if over:
        return [(REFUSED, "year_over")]
    if day < start:
        return [(JUDGE, "before_recognition")]
    return [(JUDGE, "before_first_year")] if number < first else []


def months_of(row: Row) -> list[tuple[int, int]]:
    """The months that were paid, as year and month."""
    first = row["pension_first"]
    if first is None:
        return []
    places = range(row["pension_count"]) if row["pension_gaps"] is None else range(63)
    chosen = [place for place in places if row["pension_gaps"] is None or row["pension_gaps"] & (1 << place)]
    return [(first.year + (first.month - 1 + place) // 12, (first.month - 1 + place) % 12 + 1) for place in chosen]


def _month_end(month: tuple[int, int]) -> date:
    return date(*month, monthrange(*month)[1])


def longest(months: list[tuple[int, int]]) -> int:
    """The most months in a row."""
    best = run = 0
    last = None
    for year, month in months:
        number = year * 12 + month
        run = run + 1 if last is not None and number == last + 1 else 1
        best, last = max(best, run), number
    return best


def _of_length(row: Row, day: date | None, award: PerHead) -> list[tuple[str, str]]:
    on = day or date.min
    if award.contract_days_at_least is not None:
        least = award.contract_days_at_least.on(on)
        start, end = row["contract_start"], row["contract_end"]
        if start is None or (end is None and row["contract_kind"] != "open_ended"):
            return [(MISSING, "contract_unknown")]
        return [(REFUSED, "contract")] if end is not None and (end - start).days + 1 < least else []
    least = award.months_at_least.on(on)
    if row["pension_count"] is None:
        return [(MISSING, "months_unknown")]
    if row["pension_first"] is None:
        if row["pension_count"] < least:
            return [(REFUSED, "months")]
        return [(MISSING, "months_undated")] if least > 1 else []
    return [(REFUSED, "months")] if longest(months_of(row)) < least else []


def claim_day(row: Row, award: PerHead) -> date | None:
    """The day stated; else the day on which enough was reached, by the number of that very day; else the last day known."""
    stated: date | None = row["claimed"]
    started: date | None = row["started"]
    found = _by_contract(row, award) if award.contract_days_at_least is not None else _by_months(row, award)
    return stated or found or started


def _by_months(row: Row, award: PerHead) -> date | None:
    months = months_of(row)
    if not months:
        return None
    ends = [_month_end(month) for month in months]
    changes = [entry.since for entry in award.months_at_least.values if entry.since is not None]
    for day in sorted({*ends, *changes}):
        by_then = [month for month, end in zip(months, ends, strict=True) if end <= day]
        if by_then and longest(by_then) >= award.months_at_least.on(day):
            return day
    return ends[-1]


def _by_contract(row: Row, award: PerHead) -> date | None:
    start: date | None = row["contract_start"]
    end: date | None = row["contract_end"]
    days = award.contract_days_at_least
    if start is not None and days is not None and (end is not None or row["contract_kind"] == "open_ended"):
        changes = [entry.since for entry in days.values if entry.since is not None]
        lengths = [start + timedelta(days=entry.value - 1) for entry in days.values]
        for day in sorted({*lengths, *changes}):
            least = days.on(day)
            enough = end is None or (end - start).days + 1 >= least
            if enough and (day - start).days + 1 >= least:
                return day
    return end or start
