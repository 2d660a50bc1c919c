"""How fast ledgers are judged, stored, counted and paid: ours, floors and rivals in turns, as ratios of one run.

Run with ``nox -s bench-ledger``; the rivals live in that session's environment and nowhere else. Every job runs in a process
of its own (``ledger_ways.py``) on two threads, on the same invented ledger (``ledger_data.py``). Answers are compared before
any time counts. A ratio is the median of the rounds' ratios, by the clock and by processor time; the second is what remains
when other programs work on the same machine. Memory is the highest of the rounds, Python and libraries included.

With ``--write`` the table becomes ``docs/reference/performance-ledger.md``. ``--rows``, ``--largest`` and ``--workbook-
rows`` make a shorter run; files are kept in ``--folder`` and used again.
"""
# ruff: noqa: INP001, T201, S603  # a program run by hand, which prints and starts processes of its own

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from statistics import median
from typing import Any

import attrs
from ledger_data import flat_pieces, pieces, write, write_workbook

PAGE = Path(__file__).parent.parent / "docs" / "reference" / "performance-ledger.md"
WAYS = Path(__file__).with_name("ledger_ways.py")
MB, GB = 1_000_000, 1_000_000_000
LIMIT = 2 * GB
"""Memory that engines and imports are told to use."""
GROWS_BY = 5

Words = tuple[str, ...]
Way = Callable[[], "Timed"]


@attrs.frozen(kw_only=True)
class Timed:
    """What a way took."""

    answer: Any
    wall: float
    busy: float
    peak: int


@attrs.frozen(kw_only=True)
class Line:
    """One line of the table.

    Attributes:
        what: the job.
        against: what it is held against.
        bar: the most that the ratio may be; ``None`` where it is only told.
        ratio, busy_ratio: ours to theirs, by the clock and by processor time.
        ours, theirs: seconds.
        peak: bytes of ours.
        most: bytes that it may use; ``None`` where nothing is asked.
    """

    what: str
    against: str
    bar: float | None
    ratio: float
    busy_ratio: float
    ours: float
    theirs: float
    peak: int
    most: int | None = None

    @property
    def holds(self) -> str:
        """Whether both bars are kept."""
        if self.bar is None:
            return ""
        within = self.ratio <= self.bar and (self.most is None or self.peak <= self.most)
        return "yes" if within else "**no**"

    def cells(self) -> Words:
        """The line as the table shows it."""
        asked = "" if self.bar is None else f"≤ {self.bar:g} ×"
        if self.most is not None:
            asked += f", ≤ {self.most / GB:g} GB"
        times = f"{self.ours:.2f} s / {self.theirs:.2f} s"
        return (
            self.what,
            self.against,
            asked,
            f"**{self.ratio:.2f} ×**",
            f"{self.busy_ratio:.2f} ×",
            times,
            f"{self.peak / GB:.2f} GB",
            self.holds,
        )


def run(way: str, **options: str) -> Timed:
    """Do a job in a process of its own."""
    words = [f"{name}={value}" for name, value in options.items()]
    done = subprocess.run(
        [sys.executable, str(WAYS), way, *words], check=True, capture_output=True, encoding="utf-8", env=_environment()
    )
    told = json.loads(done.stdout.splitlines()[-1])
    return Timed(answer=told["answer"], wall=told["wall"], busy=told["busy"], peak=told["peak"])


def _environment() -> Mapping[str, str]:
    threads = dict.fromkeys(("OMP_NUM_THREADS", "ARROW_IO_THREADS", "POLARS_MAX_THREADS"), "2")
    return {**os.environ, **threads}


def compare(
    what: str, against: str, bar: float | None, ours: Way, theirs: Way, *, rounds: int, most: int | None = None, same: bool = True
) -> Line:
    """Run two ways in turns."""
    mine: list[Timed] = []
    other: list[Timed] = []
    for number in range(rounds):
        order = (ours, theirs) if number % 2 == 0 else (theirs, ours)
        for way in order:
            (mine if way is ours else other).append(way())
        if same and mine[-1].answer != other[-1].answer:
            raise SystemExit(f"{what}: {mine[-1].answer} is not {other[-1].answer} ({against})")
    pairs = list(zip(mine, other, strict=True))
    line = Line(
        what=what,
        against=against,
        bar=bar,
        ratio=median(one.wall / two.wall for one, two in pairs),
        busy_ratio=median(one.busy / two.busy for one, two in pairs),
        ours=median(one.wall for one in mine),
        theirs=median(one.wall for one in other),
        peak=max(one.peak for one in mine),
        most=most,
    )
    print(" | ".join(line.cells()), flush=True)
    return line


@attrs.frozen(kw_only=True)
class Files:
    """The files of one size, made when first asked for."""

    folder: Path
    rows: int

    def made(self, name: str, make: Callable[[Path], Any]) -> str:
        """The file of that name."""
        path = self.folder / f"{self.rows}-{name}"
        if not path.exists():
            print(f"making {path.name}", flush=True)
            make(path)
        return str(path)

    @property
    def raw(self) -> str:
        """The ledger as it is delivered."""
        return self.made("raw.parquet", lambda path: write(path, pieces(self.rows)))

    @property
    def dirty(self) -> str:
        """The same with mistakes."""
        return self.made("dirty.parquet", lambda path: write(path, pieces(self.rows, dirty=True)))

    @property
    def flat(self) -> str:
        """Its claims, typed."""
        return self.made("claims.parquet", lambda path: write(path, flat_pieces(self.rows)))

    @property
    def taking(self) -> Way:
        """The import of the ledger, each time into a new store, which is the one that other jobs use afterwards."""
        return way("import_file", file=self.raw, store=self._store, memory=str(LIMIT))

    @property
    def store(self) -> str:
        """Its store."""
        if not Path(self._store, "manifest.json").exists():
            print(f"making {self._store}", flush=True)
            self.taking()
        return self._store

    @property
    def _store(self) -> str:
        return str(self.folder / f"{self.rows}-store")

    @property
    def workbook(self) -> str:
        """The ledger as a workbook."""
        return self.made("ledger.xlsx", lambda path: write_workbook(path, self.rows))

    def scratch(self, name: str) -> str:
        """A place for what a job writes."""
        return str(self.folder / f"{self.rows}-scratch-{name}")


def way(name: str, **options: str) -> Way:
    """A job that can be done again and again."""
    return lambda: run(name, **options)


def lines_of(files: Files, book: Files, rounds: int) -> list[Line]:
    """Every comparison at one size."""
    heavy = max(1, rounds // 3)
    sorting = way("rewrite_sorted", file=files.raw, target=files.scratch("sorted.parquet"))
    took = compare("import", "Arrow sorting and rewriting the file", 3.0, files.taking, sorting, rounds=heavy, most=3 * GB)
    store, flat = files.store, files.flat
    claims = way("claims", store=store)
    rivals = {"DuckDB `row_number`": way("claims_row_number", flat=flat), "polars, streaming": way("claims_polars", flat=flat)}
    people, scan, table = (way(name, store=store) for name in ("once_per_person", "scan_people", "distinct_people"))
    check, read, look = (way(name, file=files.dirty) for name in ("check_file", "read_cells", "scan_cells"))
    workbook, fast = (way(name, file=book.workbook) for name in ("check_file", "read_workbook"))
    return [
        compare("once per person", "scan of the same column", 1.5, people, scan, rounds=rounds, most=300 * MB, same=False),
        compare("once per person", "`count(distinct)` in DuckDB", None, people, table, rounds=rounds),
        compare("claims", "SQL by hand on the same store", 1.1, claims, way("claims_hand", store=store), rounds=rounds),
        *(compare("claims", f"{name}, raw Parquet", 1.0, claims, rival, rounds=rounds) for name, rival in rivals.items()),
        compare("check a Parquet file", "Arrow reading its cells", 3.5, check, read, rounds=heavy),
        compare("check a Parquet file", "DuckDB scanning its cells", None, check, look, rounds=heavy),
        took,
        compare(
            f"check {book.rows:,} rows of Excel", "fastexcel reading them", 3.0, workbook, fast, rounds=heavy, most=1_500 * MB
        ),
    ]


def growth_of(small: Files, large: Files) -> list[Line]:
    """What five times as many rows cost."""
    most = LIMIT + 1_500 * MB
    jobs: list[tuple[str, Callable[[Files], Way]]] = [
        ("import", lambda files: files.taking),
        ("once per person", lambda files: way("once_per_person", store=files.store)),
        ("claims", lambda files: way("claims", store=files.store)),
    ]
    return [
        compare(
            f"{name}, {large.rows:,} rows",
            f"{small.rows:,} rows",
            1.1 * GROWS_BY,
            job(large),
            job(small),
            rounds=1,
            most=most,
            same=False,
        )
        for name, job in jobs
    ]


def kernel_speed(files: Files, rounds: int) -> str:
    """The id kernel, on one core."""
    found = [run("kernel", raw=files.raw) for _ in range(rounds)]
    if found[0].answer != run("kernel_check", raw=files.raw).answer:
        raise SystemExit("the kernel reads other numbers than DuckDB")
    return f"{files.rows / median(one.busy for one in found) / 1e6:.1f} million numbers a second"


HEADINGS = ("job", "against", "bar", "ratio", "processor time", "ours / theirs", "peak of ours", "kept")


def page_of(rows: int, kernel: str, lines: Sequence[Line], growth: Sequence[Line]) -> str:
    """The page."""

    def table(these: Sequence[Line]) -> str:
        told = [HEADINGS, tuple("---" for _ in HEADINGS), *(line.cells() for line in these)]
        return "\n".join(f"| {' | '.join(cells)} |" for cells in told)

    machine = f"{os.cpu_count()} processors, Python {platform.python_version()}"
    return f"""# How fast ledgers are

Written by `nox -s bench-ledger -- --write` on {machine}, from an invented ledger of {rows:,} rows and twelve columns.
Every ratio is ours to theirs from one run, by the clock and by processor time; seconds and memory are those of that
machine. Answers were the same before any time counted: the same people, and the same of them paid under each
brand. How it comes about stands in [Why a ledger is stored as it is](../explanation/ledger-store.md).

The id kernel reads **{kernel}** on one core (bar: 10 million): shape, region, birth date, sex, check character and
key of each.

{table(lines)}

What {GROWS_BY} times as many rows cost:

{table(growth)}

What is compared:

- *once per person*: the people of a store counted, by looking at neighbours in its order; the floor is DuckDB looking
  at every value of the same column.
- *claims*: a whole run for one year, with the reason for every refusal, as `laowu ledger claims` does it. The SQL by
  hand, and the rivals on the raw file, only pay: the first claim of each person, the first ones of each brand as far as
  its cap goes. What the rivals read is typed and dated already, and people are numbers there.
- *check*: every cell judged and people in several rows found, with mistakes in one row of two hundred; the floor
  reads the cells.
- *import*: judged, sorted and written, under a limit of 2 GB; Arrow sorts and writes the same columns without looking
  at them.
"""


def main() -> None:
    """Measure, print, and write the page if asked to."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=10_000_000)
    parser.add_argument("--largest", type=int, default=0, help="rows of the larger of two sizes; five times --rows when left out")
    parser.add_argument("--workbook-rows", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--folder", type=Path, help="where files are made; a temporary folder when left out")
    parser.add_argument("--write", action="store_true", help="write the page of the documentation")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.folder or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        files = Files(folder=folder, rows=options.rows)
        large = Files(folder=folder, rows=options.largest or GROWS_BY * options.rows)
        small = attrs.evolve(files, rows=large.rows // GROWS_BY)
        kernel = kernel_speed(files, options.rounds)
        print(f"id kernel: {kernel} on one core", flush=True)
        lines = lines_of(files, attrs.evolve(files, rows=options.workbook_rows), options.rounds)
        page = page_of(options.rows, kernel, lines, growth_of(small, large))
    print(page)
    if options.write:
        PAGE.write_text(page, encoding="utf-8")


if __name__ == "__main__":
    main()
