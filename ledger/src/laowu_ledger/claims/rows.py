"""Every row of a ledger judged by itself, as a view of an engine.

What the rule says of a value is worked out once for each distinct value, in Python, and looked up by the rows: groups of people,
months of pension payment, brands. What is left for SQL is to look up, to compare days, and to take the least of the verdicts.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

import attrs
import pyarrow as pa
import pyarrow.parquet as pq

from laowu_ledger.claims.lengths import OPEN_ENDED, Insured, month_end, months_day, months_verdict
from laowu_ledger.claims.recognitions import UNKNOWN, BrandStanding
from laowu_ledger.claims.terms import BrandYears, Terms, spells
from laowu_ledger.claims.verdicts import Verdict
from laowu_ledger.engines.engine import CONFLICTS, LEDGER, Engine
from laowu_ledger.schema.words import codes
from laowu_ledger.store.store import Store

ROWS = "claim_rows"
"""The view of the rows of the period: ``place``, ``person``, ``brand``, ``unit``, ``employer``, ``content``, ``pool``, ``half``,
``day``, ``verdict``. Rows without a day belong to every period."""
ALL_ROWS = "claim_rows_of_all_years"
"""The same for all rows, as far as they can be judged by themselves."""
_POOLS, _GROUPS, _MONTHS = "claim_pools", "claim_groups", "claim_months"
_MOST_COMBINED = 5_000
PLACES_A_SOURCE = 1 << 32
"""A row's ``place`` is its source times this, and its row there."""


@attrs.frozen(kw_only=True)
class Pool:
    """What shares a cap: a brand, or a building body of one.

    Attributes:
        brand: the brand.
        unit: the building body; empty where the brand shares the cap.
        written: how ledgers spell it: the brand, and the building body where it has a cap of its own.
        standing: how the brand stands.
        years: its paid years; ``None`` where they are not known.
    """

    brand: str
    unit: str
    written: tuple[tuple[str, str], ...]
    standing: BrandStanding
    years: BrandYears | None


def judge_rows(engine: Engine, store: Store, terms: Terms, pools: Sequence[Pool], closed: Collection[tuple[int, int]]) -> None:
    """Make the view of judged rows.

    Args:
        engine: where.
        store: the store it is open over.
        terms: what is settled.
        pools: the pools; the rows tell theirs by its place here.
        closed: purses that were not paid from and cannot be, because the years are used up.
    """
    _put_pools(engine, pools, closed)
    _put_groups(engine, terms)
    if terms.award.contract_days_at_least is None:
        _put_months(engine, store, terms)
    conflicts = bool(len(store.conflicts))
    first, last = engine.dialect.day(terms.first), engine.dialect.day(terms.through)
    period = f"where day is null or day between {first} and {last}"
    engine.run(f"create or replace temporary view {ROWS} as {_query(engine, terms, period, conflicts=conflicts)}")
    engine.run(f"create or replace temporary view {ALL_ROWS} as {_query(engine, terms, '', conflicts=conflicts)}")


def find_spellings(engine: Engine, terms: Terms) -> set[tuple[str, str]]:
    """The brands, and with them the building bodies where each has a cap, as the rows spell them; empty where they state none."""
    names = "brand, unit" if terms.by_operator else "brand"
    found = engine.fetch(f"select distinct {names} from {LEDGER}").to_pylist()
    return {(row["brand"] or "", row.get("unit") or "") for row in found}


def pools_of(spellings: Collection[tuple[str, str]], terms: Terms, standings: Mapping[str, BrandStanding]) -> tuple[Pool, ...]:
    """What shares a cap in this ledger, in the order of brand and building body."""
    spelled: dict[tuple[str, str], set[tuple[str, str]]] = {}
    by_brand: dict[str, BrandStanding] = {}
    for spelling, unit in spellings:
        standing = standings.get(spelling, UNKNOWN)
        brand = standing.name or spelling
        by_brand[brand] = standing
        spelled.setdefault((brand, terms.units.get(unit, unit)), set()).add((spelling, unit))
    years = {brand: terms.years_of(standing) for brand, standing in by_brand.items()}
    return tuple(
        Pool(brand=brand, unit=unit, written=tuple(sorted(written)), standing=by_brand[brand], years=years[brand])
        for (brand, unit), written in sorted(spelled.items(), key=lambda one: (one[0][0].encode(), one[0][1].encode()))
    )


def _put_pools(engine: Engine, pools: Sequence[Pool], closed: Collection[tuple[int, int]]) -> None:
    spelled = [(place, pool, written) for place, pool in enumerate(pools) for written in pool.written]

    def days(name: str) -> pa.Array:
        return pa.array([None if pool.years is None else getattr(pool.years, name) for _, pool, _ in spelled], pa.date32())

    table = {
        "pool": pa.array([place for place, _, _ in spelled], pa.int64()),
        "spelling": pa.array([brand for _, _, (brand, _) in spelled], pa.string()),
        "unit_spelling": pa.array([unit for _, _, (_, unit) in spelled], pa.string()),
        "brand": pa.array([pool.brand for _, pool, _ in spelled], pa.string()),
        "unit": pa.array([pool.unit for _, pool, _ in spelled], pa.string()),
        "verdict": pa.array([int(pool.standing.verdict) for _, pool, _ in spelled], pa.int64()),
        **{name: days(name) for name in ("recognised", "first_day", "over_from", "turn")},
        **{f"closed_{half}": pa.array([(place, half) in closed for place, _, _ in spelled], pa.bool_()) for half in (0, 1)},
    }
    engine.put(_POOLS, pa.table(table))


def _put_groups(engine: Engine, terms: Terms) -> None:
    cells: list[str] = engine.fetch(f"select distinct groups from {LEDGER} where groups is not null").column(0).to_pylist()
    verdicts = [terms.group(cell)[0] for cell in cells]
    engine.put(_GROUPS, pa.table({"groups": pa.array(cells, pa.string()), "verdict": pa.array(verdicts, pa.int64())}))


def _put_months(engine: Engine, store: Store, terms: Terms) -> None:
    insured = _insured(engine, store)
    columns: dict[str, Any] = {
        "first": pa.array([one.first or date.min for one in insured], pa.date32()),
        "count_": pa.array([-1 if one.count is None else one.count for one in insured], pa.int64()),
        "gaps": pa.array([one.gaps or 0 for one in insured], pa.int64()),
        "day": pa.array([months_day(one, terms) for one in insured], pa.date32()),
    }
    for place, (_, _, least) in enumerate(spells(terms.award.months_at_least)):
        columns[f"verdict_{place}"] = pa.array([int(months_verdict(one, least)) for one in insured], pa.int64())
    engine.put(_MONTHS, pa.table(columns))


def _insured(engine: Engine, store: Store) -> list[Insured]:
    """All months of pension payment that rows state, and perhaps some more."""
    keys = "pension_first, pension_count, pension_gaps"
    firsts, counts, gaps = (_bounds(store, name) for name in keys.split(", "))
    where = ""
    found: list[Insured] = []
    if firsts is not None and counts is not None and gaps is not None:
        numbers = range(counts[0], counts[1] + 1)
        months = [] if firsts == _NOTHING else list(_months(*firsts))
        if len(months) * len(numbers) <= _MOST_COMBINED:
            # Sooner made than found: what is rarer is asked for.
            found = [Insured(first=first, count=count, gaps=None) for first in months for count in numbers if count]
            found += [Insured(first=None, count=count, gaps=None) for count in (None, *numbers)]
            if gaps == _NOTHING:
                return found
            where = "where pension_gaps is not null"
    rows = engine.fetch(f"select distinct {keys} from {LEDGER} {where}").to_pylist()
    return found + [Insured(first=row["pension_first"], count=row["pension_count"], gaps=row["pension_gaps"]) for row in rows]


_NOTHING = (0, -1)


def _bounds(store: Store, name: str) -> tuple[Any, Any] | None:
    """The least and the greatest value of a column; ``None`` where the files do not say, and no bounds where it holds nothing."""
    found: list[Any] = []
    for path in store.segments:
        footer = pq.read_metadata(path)
        column = footer.schema.to_arrow_schema().names.index(name)
        for group in range(footer.num_row_groups):
            told = footer.row_group(group).column(column).statistics
            if told is None or not told.has_null_count:
                return None
            if told.null_count < footer.row_group(group).num_rows:
                if not told.has_min_max:
                    return None
                found += [told.min, told.max]
    return (min(found), max(found)) if found else _NOTHING


def _months(first: date, last: date) -> Iterator[date]:
    while first <= last:
        yield first
        first = month_end(first, 0) + timedelta(days=1)


def _query(engine: Engine, terms: Terms, period: str, *, conflicts: bool) -> str:
    """The query behind a view: days first, because most rows are of other years; then everything else."""
    by_months = terms.award.contract_days_at_least is None
    unit = "coalesce(l.unit, '')" if terms.by_operator else "''"
    day = f"coalesce(l.claimed, {'m.day' if by_months else _contract_day(engine, terms)}, l.started)"
    big = engine.dialect.big
    verdicts = ["p.verdict", f"coalesce(g.verdict, {big(str(int(Verdict.GROUP_UNKNOWN)))})", *_word_verdicts(engine, terms)]
    if conflicts:
        verdicts.append(f"case when c.person is null then {_fine(engine)} else {big(str(int(Verdict.TWO_NAMES)))} end")
    length = [f"verdict_{place}" for place, _ in enumerate(spells(terms.award.months_at_least))] if by_months else []
    if not by_months:
        length = ["contract_start", "contract_end", "contract_kind"]
    said = ["source", "source_row", "person", "brand", "unit", "employer", "content", "groups", "relation", "pension_payer"]
    said += ["enrolment"] if terms.asks_enrolment else []
    dated = ", ".join([*(f"l.{name}" for name in said), *(f"{'m' if by_months else 'l'}.{name}" for name in length)])
    kept = ["p.recognised", "p.first_day", "p.over_from", "p.turn", "p.closed_0", "p.closed_1", *(f"l.{name}" for name in length)]
    inner = f"""
        select {big("l.source")} * {PLACES_A_SOURCE} + {big("l.source_row")} as place, l.person, p.brand, p.unit, l.employer,
            l.content, p.pool, l.day, least({", ".join(verdicts)}, {_fine(engine)}) as said, {", ".join(kept)}
        from (select * from (
            select {dated}, {day} as day from {LEDGER} l {_months_join(engine) if by_months else ""}
        ) dated {period}) l
        join {_POOLS} p on p.spelling = coalesce(l.brand, '') and p.unit_spelling = {unit}
        left join {_GROUPS} g on g.groups = l.groups
        {f"left join {CONFLICTS} c on c.person = l.person" if conflicts else ""}"""
    return f"""
        select place, person, brand, unit, employer, content, pool, day,
            {big("case when day >= turn then 1 else 0 end")} as half,
            least(said, {_window(engine)}, {_length(engine, terms)}) as verdict
        from ({inner}) judged"""


def _months_join(engine: Engine) -> str:
    big = engine.dialect.big
    return f"""left join {_MONTHS} m on m.first = coalesce(l.pension_first, {engine.dialect.day(date.min)})
            and m.count_ = coalesce({big("l.pension_count")}, {big("-1")}) and m.gaps = coalesce(l.pension_gaps, {big("0")})"""


def _fine(engine: Engine) -> str:
    return engine.dialect.big(str(int(Verdict.COMPLETE)))


def _word_verdicts(engine: Engine, terms: Terms) -> list[str]:
    """What is said of words out of short lists, as far as anything is."""
    found = []
    asked: tuple[tuple[str, str, Callable[[str | None], Verdict]], ...] = (
        ("relation", "relation", terms.relation),
        ("pension_payer", "payer", terms.payer),
        ("enrolment", "enrolment", terms.enrolled),
    )
    for column, vocabulary, said in asked:
        against = {code: said(code) for code in (None, *sorted(set(codes(vocabulary).values())))}
        cases = [
            f"when l.{column} {'is null' if code is None else f'= {engine.dialect.text(code)}'}"
            f" then {engine.dialect.big(str(int(verdict)))}"
            for code, verdict in against.items()
            if verdict is not Verdict.COMPLETE
        ]
        if cases:
            found.append(f"case {' '.join(cases)} else {_fine(engine)} end")
    return found


def _window(engine: Engine) -> str:
    """What is said of the day, given the paid years of the brand."""
    big = engine.dialect.big
    never = engine.dialect.day(date.max)
    return f"""case when day is null then {big(str(int(Verdict.NO_DAY)))}
            when day >= over_from or (closed_0 and day < coalesce(turn, {never}))
                or (closed_1 and day >= turn) then {big(str(int(Verdict.YEAR_OVER)))}
            when day < recognised then {big(str(int(Verdict.BEFORE_RECOGNITION)))}
            when day < first_day then {big(str(int(Verdict.BEFORE_FIRST_YEAR)))}
            else {_fine(engine)} end"""


def _length(engine: Engine, terms: Terms) -> str:
    """What is said of the length of employment, by the number in force on the day of the claim."""
    days = terms.award.contract_days_at_least
    found = list(spells(days or terms.award.months_at_least))
    if days is None:
        said = [f"verdict_{place}" for place, _ in enumerate(found)]
    else:
        said = [_contract_verdict(engine, least, "") for _, _, least in found]
    later = [
        f"when day >= {engine.dialect.day(since)} then {verdict}"
        for (since, _, _), verdict in reversed(list(zip(found, said, strict=True))[1:])
    ]
    return f"case {' '.join(later)} else {said[0]} end" if later else said[0]


def _contract_verdict(engine: Engine, least: int, row: str) -> str:
    """The twin of :func:`~laowu_ledger.claims.lengths.contract_verdict`."""
    big = engine.dialect.big
    unknown, short = (big(str(int(verdict))) for verdict in (Verdict.CONTRACT_UNKNOWN, Verdict.CONTRACT))
    reached = engine.dialect.plus_days(f"{row}contract_start", str(least - 1))
    return f"""case when {row}contract_start is null then {unknown}
            when {row}contract_end < {reached} then {short}
            when {row}contract_end is null and coalesce({row}contract_kind, '') <> '{OPEN_ENDED}' then {unknown}
            else {_fine(engine)} end"""


def _contract_day(engine: Engine, terms: Terms) -> str:
    """The twin of :func:`~laowu_ledger.claims.lengths.contract_day`."""
    cases = []
    for since, end, least in spells(terms.award.contract_days_at_least or terms.award.months_at_least):
        reached = engine.dialect.plus_days("l.contract_start", str(least - 1))
        day = f"greatest({reached}, {engine.dialect.day(since)})"
        enough = f"{_contract_verdict(engine, least, 'l.')} = {_fine(engine)}"
        cases.append(f"when {enough} and {day} < {engine.dialect.day(end)} then {day}")
    return f"case {' '.join(cases)} else coalesce(l.contract_end, l.contract_start) end"
