"""One way of doing one job on a ledger, in a process of its own, so that its memory can be told: prints a line of JSON.

``python benchmarks/ledger_ways.py WAY key=value …`` does the job once. What is timed begins when everything is imported and
ends with the answer, which is printed with the time, the processor time and the peak of memory, so that answers can be compared
before times are. The rivals are written as somebody would write them for this one job, with nothing in it that it does not need.
"""
# ruff: noqa: INP001, T201, S608  # a program run by the one beside it, which prints; its queries are its own

import hashlib
import json
import shutil
import sys
import time
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from statistics import median
from typing import Any

Job = Callable[[], Any]
ON = date(2026, 11, 22)
YEAR, RATE_YUAN, CAP_YUAN, MONTHS = 2025, 1_000, 1_000_000, 3
KEY = bytes(range(16))
GROUPS = {"农民工": "migrant_workers", "脱贫人口": "relieved_poor", "高校毕业生": "graduates", "退役军人": "veterans"}
RECOGNISED = date(2023, 5, 10)
THREADS = 2
ONCE = ("import_file", "rewrite_sorted", "read_workbook")
"""What writes, or takes so long that nothing is left of how it began; the rest is done three times, and the median is told."""


def kernel(raw: str) -> Job:
    """The id kernel, on one core: shape, region, birth date, sex, check character and key of every number."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.parquet as pq

    from laowu_ledger.identity.kernel import read_ids

    pa.set_cpu_count(1)
    pieces = [chunk for chunk in pq.read_table(raw, columns=["证件号码"]).column(0).chunks if len(chunk)]

    def job() -> Any:
        good, total = 0, np.uint64(0)
        for piece in pieces:
            found = read_ids(piece)
            good += int(np.count_nonzero(found.bad == 0))
            total += found.key.view(np.uint64).sum()
        return [good, int(total)]

    return job


def kernel_check(raw: str) -> Job:
    """What the kernel must find in a clean ledger, with the numbers as DuckDB reads them."""
    con = _duckdb()
    return lambda: list(
        con.execute(
            f"""select count(*), sum(cast(left("证件号码", 17) as hugeint)) % 18446744073709551616 from read_parquet('{raw}')"""
        ).fetchone()
        or ()
    )


def scan_people(store: str) -> Job:
    """The floor: DuckDB looks at every value of the column of people."""
    con = _duckdb()
    return lambda: con.execute(f"select count(person), bit_xor(person) from {_segments(store)}").fetchone()[:1]


def once_per_person(store: str) -> Job:
    """The first row of each person in the sorted store."""
    from laowu_ledger.store.people import count_people
    from laowu_ledger.store.store import Store

    return lambda: count_people(Store.open(store))


def distinct_people(store: str) -> Job:
    """The same by a hash table, which knows nothing of the order."""
    con = _duckdb()
    return lambda: con.execute(f"select count(distinct person) from {_segments(store)}").fetchone()[0]


def read_cells(file: str) -> Job:
    """The floor of a check: Arrow reads all cells of a Parquet file as text, batch by batch."""
    import pyarrow.parquet as pq

    def job() -> int:
        with pq.ParquetFile(file) as parquet:
            return sum(len(batch) for batch in parquet.iter_batches(1 << 16))

    return job


def scan_cells(file: str) -> Job:
    """A lower floor: DuckDB looks at every cell and keeps none."""
    import pyarrow.parquet as pq

    con = _duckdb()
    columns = ", ".join(f'max("{name}")' for name in pq.read_schema(file).names)
    return lambda: con.execute(f"select count(*), {columns} from read_parquet('{file}')").fetchone()[0]


def check_file(file: str) -> Job:
    """``laowu ledger check``: every row judged, people in several rows found."""
    from laowu_ledger.intake.checking import check

    return lambda: check([file], _reading()).rows


def import_file(file: str, store: str, memory: str = "2147483648") -> Job:
    """``laowu ledger import`` into a new store."""
    from laowu_ledger.identity.token_key import TokenKey
    from laowu_ledger.intake.importing import import_files

    shutil.rmtree(store, ignore_errors=True)

    def job() -> Any:
        done = import_files([file], Path(store), _reading(), TokenKey(secret=KEY), memory=int(memory))
        return done.report.rows

    return job


def rewrite_sorted(file: str, target: str) -> Job:
    """The floor of an import: Arrow reads the file, sorts it by the number and writes it again."""
    import pyarrow.parquet as pq

    def job() -> int:
        table = pq.read_table(file).sort_by("证件号码")
        pq.write_table(table, target, compression="zstd", compression_level=1)
        return len(table)

    return job


def read_workbook(file: str) -> Job:
    """The floor of a check of a workbook: fastexcel reads it into Arrow."""
    import fastexcel

    return lambda: len(fastexcel.read_excel(file).load_sheet(0, dtypes="string").to_arrow())


def claims(store: str, on_cap: str = "forfeit") -> Job:
    """A whole run of claims: the rows judged, the first claim of each person, the cap of each brand and year."""
    from laowu.model.level import Level
    from laowu.rules.dated import Dated
    from laowu.rules.subsidy import KeyGroup, PerHead
    from laowu.text import same
    from laowu_ledger.claims.recognitions import BrandStanding
    from laowu_ledger.claims.settlement import Means, settling
    from laowu_ledger.claims.terms import Terms
    from laowu_ledger.claims.verdicts import Verdict
    from laowu_ledger.store.store import Store

    award = PerHead(
        id="B-1", document="d", clause="1", since=date(2020, 1, 1), levels=(Level.MUNICIPAL,), summary=same("award"),
        payer=same("payer"), payee=same("payee"), fund=same("fund"), rate_yuan=Dated.always(RATE_YUAN),
        groups=tuple(KeyGroup(code=code, label=same(label)) for label, code in GROUPS.items()),
        months_at_least=Dated.always(MONTHS), cap_yuan=Dated.always(CAP_YUAN), years_at_most=Dated.always(5),
        on_cap="next" if on_cap == "next" else "forfeit",
    )  # fmt: skip
    groups = {code: code for code in GROUPS.values()}
    terms = Terms(jurisdiction="example", award=award, groups=groups, year=YEAR, through=date(YEAR, 12, 31))
    opened = Store.open(store)
    brands = _duckdb().execute(f"select distinct brand from {_segments(store)}").fetchall()
    standings = {brand: BrandStanding(recognised=RECOGNISED, verdict=Verdict.COMPLETE) for (brand,) in brands}

    def job() -> Any:
        with settling(opened, terms, standings, Means(memory="2GB", threads=THREADS)) as settlement:
            paid = settlement.people_paid().group_by("pool").aggregate([([], "count_all"), ("person", "sum")])
            pools, counts, who = (paid.column(name).to_pylist() for name in ("pool", "count_all", "person_sum"))
            return _by_brand(zip((settlement.pools[pool].brand for pool in pools), counts, who, strict=True))

    return job


_KEY_GROUP = f"len(list_intersect(string_split(groups, ';'), {list(GROUPS.values())})) > 0"
ELIGIBLE = f"""pension_count >= {MONTHS} and (relation is null or relation = 'own') and groups is not null and {_KEY_GROUP}
    and (pension_payer is null or pension_payer = 'employer')"""
_OF_YEAR = f"pension_first between date '{YEAR - 1}-{14 - MONTHS}-01' and date '{YEAR}-{13 - MONTHS}-01'"
"""What spares the query most of the rows; it follows from the day."""
DAY = f"last_day(pension_first + interval {MONTHS - 1} month)"


def claims_hand(store: str) -> Job:
    """The same by hand, in DuckDB's SQL, on the same store."""
    con = _duckdb()
    query = f"""
        with claims as (
            select person, brand, coalesce(employer, '') as employer, {DAY} as day
            from {_segments(store)} where {ELIGIBLE} and {_OF_YEAR}
        ), firsts as (
            select * from claims where year(day) = {YEAR}
            qualify row_number() over (partition by person order by day, brand, employer) = 1
        ), ranked as (
            select brand, person, row_number() over (partition by brand order by day, employer, person) as place from firsts
        )
        {_PAID_SQL}"""
    return lambda: _by_brand(con.execute(query).fetchall())


_PAID_SQL = f"select brand, count(*), sum(person) from ranked where place <= {CAP_YUAN // RATE_YUAN} group by brand"


def claims_row_number(flat: str) -> Job:
    """First claim wins with caps, by DuckDB's ``row_number`` on the file of claims as they are delivered."""
    con = _duckdb()
    query = f"""
        with firsts as (
            select * from read_parquet('{flat}') where {_FLAT_SQL}
            qualify row_number() over (partition by person order by day, brand, employer) = 1
        ), ranked as (
            select brand, person, row_number() over (partition by brand order by day, employer, person) as place from firsts
        )
        {_PAID_SQL}"""
    return lambda: _by_brand(con.execute(query).fetchall())


_FLAT_SQL = f"""months >= {MONTHS} and relation = '直接用工' and payer in ('用人单位', '')
    and groups in ({", ".join(f"'{label}'" for label in GROUPS)}) and day between date '{YEAR}-01-01' and date '{YEAR}-12-31'"""


def claims_polars(flat: str) -> Job:
    """The same by polars, streaming."""
    import polars as pl

    def job() -> Any:
        eligible = pl.scan_parquet(flat).filter(
            (pl.col("months") >= MONTHS)
            & (pl.col("relation") == "直接用工")
            & pl.col("payer").is_in(["用人单位", ""])
            & pl.col("groups").is_in(list(GROUPS))
            & pl.col("day").is_between(date(YEAR, 1, 1), date(YEAR, 12, 31))
        )
        of_claim = pl.col("brand", "employer", "day").sort_by("day", "brand", "employer").first()
        within = pl.col("person").sort_by("day", "employer", "person").head(CAP_YUAN // RATE_YUAN)
        found = eligible.group_by("person").agg(of_claim).group_by("brand").agg(within).collect(engine="streaming")
        who = found["person"].list
        return _by_brand(zip(found["brand"].to_list(), who.len().to_list(), who.sum().to_list(), strict=True))

    return job


WAYS: dict[str, Callable[..., Job]] = {
    way.__name__: way
    for way in (
        *(kernel, kernel_check, scan_people, once_per_person, distinct_people, read_cells, scan_cells, check_file),
        *(import_file, rewrite_sorted, read_workbook, claims, claims_hand, claims_row_number, claims_polars),
    )
}


def _by_brand(paid: Iterable[tuple[str, int, int]]) -> list[Any]:
    """People paid in all, and a number in which who they are and under which brand is: of each brand their number and sum."""
    listed = sorted((brand, count, total % (1 << 64)) for brand, count, total in paid)
    return [sum(count for _, count, _ in listed), hashlib.sha256(json.dumps(listed).encode()).hexdigest()[:16]]


def _duckdb() -> Any:
    import duckdb

    con = duckdb.connect(config={"threads": THREADS})
    con.execute("set disabled_optimizers = 'statistics_propagation'")  # a scan must not be answered by a footer
    return con


def _segments(store: str) -> str:
    from laowu_ledger.store.store import Store

    return f"read_parquet({[str(path) for path in Store.open(store).segments]})"


def _reading() -> Any:
    from laowu_ledger.intake.judged_files import Reading
    from laowu_ledger.intake.watching import Nobody
    from laowu_ledger.judging.judge import Terms

    return Reading(terms=Terms(on=ON, key=KEY), watcher=Nobody())


def main() -> None:
    """Do one job."""
    name, *words = sys.argv[1:]
    job = WAYS[name](**dict(word.split("=", 1) for word in words))
    times = []
    for _ in range(1 if name in ONCE else 3):
        wall, busy = time.perf_counter(), time.process_time()
        answer = job()
        times.append((time.perf_counter() - wall, time.process_time() - busy))
    wall, busy = (median(column) for column in zip(*times, strict=True))
    print(json.dumps({"answer": answer, "wall": wall, "busy": busy, "peak": _peak()}))


def _peak() -> int:
    """The most memory this program has held, in bytes; what the resource module tells begins before the program does."""
    (line,) = (line for line in Path("/proc/self/status").read_text(encoding="utf-8").splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) * 1024


if __name__ == "__main__":
    main()
