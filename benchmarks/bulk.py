"""A table of dossiers judged by Jiangsu's skill class, against openfisca-core, hand-written polars, and floors: in one process.

Run with ``nox -s bench``, or ``nox -s bench-bulk`` for this alone; the rivals live in that session's environment and nowhere
else. Fourteen conditions are
asked, those of the skill class that ask for data and fail a brand. Every contender gets the same columns in memory
(``bulk_data.py``), one cell in ten empty, in the form it likes best; the answers are compared before anything is timed.
Contenders take turns, and a ratio is the median of the rounds' ratios.

openfisca knows no empty cells and no judgement, so it works two-valued on the table with the empty cells filled; polars and laowu
work four-valued (``bulk_rivals.py``, ``bulk_ways.py``). All make the outcome of each row and the set of its failed conditions,
as a number. Where ``llvmlite`` is installed, laowu's machine code takes part.
"""
# ruff: noqa: INP001, T201  # a program run by hand, which prints

import argparse
import math
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from statistics import median

import attrs
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from bulk_data import ON, Columns, columns_of, floor, floor_in_threads, plain
from bulk_rivals import Openfisca, polars, polars_columns
from bulk_ways import TwoValued, four_valued, judge_for, lacking_data

from laowu.jurisdictions.jurisdiction import Jurisdiction
from laowu.jurisdictions.loading import load_installed
from laowu_ledger.tables.assessing import OpenTable, Question
from laowu_ledger.tables.judging import TableJudge
from laowu_ledger.tables.kernels import KERNELS, Kernel, can_compile

CLOCKS = {"wall": time.perf_counter, "cpu": time.process_time}
CLOCK = ["wall"]
"""What is measured. On a machine that does other work, processor time says more; threads then count one by one."""

Contender = tuple[Callable[[], object], Callable[[], object] | None]
"""What is timed, and what makes ready for it beforehand."""


@attrs.frozen
class Bar:
    """What is asked of two contenders.

    Attributes:
        one, other: their names.
        least, most: how many times the time of the other the one may take.
    """

    one: str
    other: str
    least: float | None = None
    most: float | None = None


def kernels() -> tuple[Kernel, ...]:
    """The kernels that are installed."""
    return tuple(kernel for kernel in KERNELS if kernel == "numpy" or can_compile())


def compared(
    judges: Mapping[Kernel, TableJudge], columns: Columns, full: Columns, rows: int, *, frame: object, fisca: Openfisca
) -> None:
    """Refuse to time contenders that do not agree."""
    theirs, their_sets = polars(frame)
    fisca.ready()
    passes, failed_two = fisca()
    for judge in judges.values():
        outcome, failed = four_valued(judge, columns, rows)
        assert np.array_equal(outcome, theirs), "outcomes differ from polars'"  # noqa: S101
        assert np.array_equal(failed, their_sets), "sets differ from polars'"  # noqa: S101
        open_ = lacking_data(judge, columns, rows)
        # Two-valued, an empty cell fails; of a list of codes it says no, as it does here.
        assert np.array_equal(failed | open_, failed_two), "sets differ from openfisca's"  # noqa: S101
        assert np.array_equal((failed | open_) == 0, passes), "outcomes differ from openfisca's"  # noqa: S101
        steps, sets = four_valued(judge, full, rows)
        holds, failed_full = TwoValued(judge)(full, rows)
        assert np.array_equal(steps > 0, holds)  # noqa: S101
        assert np.array_equal(sets, failed_full), "the two-valued circuit differs"  # noqa: S101


def timed(work: Callable[[], object], ready: Callable[[], object] | None = None) -> float:
    """Seconds that it takes."""
    if ready is not None:
        ready()
    clock = CLOCKS[CLOCK[0]]
    start = clock()
    work()
    return clock() - start


def paired(contenders: Mapping[str, Contender], rounds: int) -> dict[str, list[float]]:
    """Seconds of each contender in each round; they take turns."""
    times: dict[str, list[float]] = {name: [] for name in contenders}
    for _ in range(rounds + 1):
        for name, (work, ready) in contenders.items():
            times[name].append(timed(work, ready))
    return {name: took[1:] for name, took in times.items()}  # the first round warms up


def ratio(one: Sequence[float], other: Sequence[float]) -> float:
    """The median of the rounds' ratios."""
    return median(mine / theirs for mine, theirs in zip(one, other, strict=True))


def in_memory(rows: int, rounds: int, region: Jurisdiction) -> None:
    """The contenders on the same columns in memory."""
    columns, full = columns_of(rows), columns_of(rows, empty=0)
    judges: dict[Kernel, TableJudge] = {kernel: judge_for(columns, region, kernel) for kernel in kernels()}
    frame, fisca, threads = polars_columns(columns), Openfisca(columns, rows), ThreadPoolExecutor(os.cpu_count() or 1)
    compared(judges, columns, full, rows, frame=frame, fisca=fisca)
    contenders: dict[str, Contender] = {
        "floor: one scan": (partial(floor, columns), None),
        "floor: one scan, a thread per processor": (partial(floor_in_threads, columns, threads), None),
    }
    for kernel, judge in judges.items():
        contenders |= {
            f"laowu {kernel}, four-valued": (partial(four_valued, judge, columns, rows), None),
            f"laowu {kernel}, four-valued, no empty cell": (partial(four_valued, judge, full, rows), None),
            f"laowu {kernel}, two-valued, no empty cell": (partial(TwoValued(judge), full, rows), None),
        }
    contenders |= {
        "polars, four-valued": (partial(polars, frame), None),
        "openfisca, two-valued, simulation made before": (fisca, fisca.ready),
        "openfisca, two-valued": (fisca.whole, None),
    }
    times = paired(contenders, rounds)
    print(f"| {rows:,} rows in memory | ms |\n|---|--:|")
    for name, took in times.items():
        print(f"| {name} | {median(took) * 1e3:.1f} |", flush=True)
    told([*_bars("numpy"), *(_bars("compiled") if "compiled" in judges else [])], times)


def _bars(kernel: Kernel) -> list[Bar]:
    four, fisca, scan = f"laowu {kernel}, four-valued", "openfisca, two-valued", "floor: one scan"
    bars = [Bar(four, f"laowu {kernel}, two-valued, no empty cell", most=1.3), Bar("polars, four-valued", four, least=1)]
    if kernel == "numpy":
        return [*bars, Bar(fisca, four, least=5), Bar(four, scan)]
    return [*bars, Bar(fisca, four, least=30), Bar(four, scan, most=2), Bar(four, f"{scan}, a thread per processor")]


def told(bars: Sequence[Bar], times: Mapping[str, Sequence[float]]) -> None:
    """Ratios beside what is asked of them."""
    print("\n| takes | times as long as | ratio | bar |\n|---|---|--:|---|")
    for bar in bars:
        asked = f"≥ {bar.least}" if bar.least is not None else f"≤ {bar.most}" if bar.most is not None else ""
        print(f"| {bar.one} | {bar.other} | {ratio(times[bar.one], times[bar.other]):.2f} | {asked} |", flush=True)


def compiling(rows: int, rounds: int, region: Jurisdiction) -> None:
    """What machine code costs before it answers anything, in processes of its own."""
    if not can_compile():
        return
    columns = columns_of(min(rows, 10_000))
    took = []
    for _ in range(rounds):
        judge = judge_for(columns, region, "compiled")
        first = timed(partial(four_valued, judge, columns, len(columns["workers"])))
        took.append(first - timed(partial(four_valued, judge, columns, len(columns["workers"]))))
    read = "import time; start = time.process_time(); import llvmlite.binding; print(time.process_time() - start)"
    run = partial(subprocess.run, [sys.executable, "-c", read], capture_output=True, text=True, check=True)
    reading = median(float(run().stdout) for _ in range(5))
    print(f"\nmachine code for these conditions: {median(took) * 1e3:.0f} ms; reading the compiler, once: {reading * 1e3:.0f} ms")


def from_file_to_file(rows: int, rounds: int, region: Jurisdiction) -> None:
    """A Parquet file judged into another, against reading and writing the same columns."""
    with tempfile.TemporaryDirectory() as folder:
        source, out, again = (str(Path(folder) / name) for name in ("in.parquet", "out.parquet", "again.parquet"))
        pq.write_table(pa.table({name: plain(column) for name, column in columns_of(rows).items()}), source)
        questions = {kernel: Question(jurisdiction=region, on=ON, brand_class="skill", kernel=kernel) for kernel in kernels()}
        opened = OpenTable(source, questions["numpy"])
        opened.assess(out, "en")
        answers = pq.read_table(out)

        def copied() -> None:
            read = pq.read_table(source, columns=list(opened.judge.headings))
            del read
            pq.write_table(answers, again)

        def judged(question: Question) -> None:
            OpenTable(source, question).assess(out, "en")

        ours: dict[str, Contender] = {f"laowu {kernel}": (partial(judged, asked), None) for kernel, asked in questions.items()}
        times = paired({**ours, "pyarrow": (copied, None)}, rounds)
        print(f"\n| {rows:,} rows, Parquet to Parquet | ms |\n|---|--:|")
        for name, took in times.items():
            print(f"| {name} | {median(took) * 1e3:.0f} |", flush=True)
        told([Bar(name, "pyarrow", most=1.6) for name in ours], times)


MEASURED_RUN = """
import sys, time
from datetime import date
from laowu.jurisdictions.loading import load_installed
from laowu_ledger.tables.assessing import OpenTable, Question
source, out, kernel = sys.argv[1:]
region = load_installed("jiangsu")
opened = OpenTable(source, Question(jurisdiction=region, on=date(2026, 11, 22), brand_class="skill", kernel=kernel))
for _ in range(2):  # the first one warms up
    start = time.perf_counter()
    opened.assess(out, "en")
    took = time.perf_counter() - start
with open("/proc/self/status") as status:
    peak = next(line.split()[1] for line in status if line.startswith("VmHWM"))
print(took, peak)
"""
"""What a process of its own does. Its peak is read from the system, because what it was forked from would count in resource."""


def growth(sizes: Sequence[int], rounds: int, region: Jurisdiction, kernel: Kernel) -> None:
    """Seconds in memory, and from file to file with the memory that a process of its own takes."""
    print(f"\n| rows, {kernel} | in memory, ms | Parquet to Parquet, ms | peak memory, MB |\n|--:|--:|--:|--:|")
    found: list[tuple[int, float, float]] = []
    for rows in sizes:
        columns = columns_of(rows)
        judge = judge_for(columns, region, kernel)
        turns = rounds if rows < 10**7 else 3
        inside = median(timed(partial(four_valued, judge, columns, rows)) for _ in range(turns + 1))
        with tempfile.TemporaryDirectory() as folder:
            source, out = str(Path(folder) / "in.parquet"), str(Path(folder) / "out.parquet")
            pq.write_table(pa.table({name: plain(column) for name, column in columns.items()}), source)
            runs = [_own_process(source, out, kernel) for _ in range(3)]
        filed, memory = median(took for took, _ in runs), max(memory for _, memory in runs)
        found.append((rows, inside, filed))
        print(f"| {rows:,} | {inside * 1e3:.1f} | {filed * 1e3:.0f} | {memory / 1024:.0f} |", flush=True)
    print()  # what follows is no row of the table
    for place, name in ((1, "in memory"), (2, "Parquet to Parquet")):
        line = slope([(math.log(row[0]), math.log(row[place])) for row in found])
        last = slope([(math.log(row[0]), math.log(row[place])) for row in found[-2:]])
        print(f"- slope {name}: {line:.2f} over all, {last:.2f} between the last two (bar 1.0 ± 0.1)", flush=True)


def _own_process(source: str, out: str, kernel: Kernel) -> tuple[float, int]:
    done = subprocess.run(  # noqa: S603  # this interpreter, and the program above
        [sys.executable, "-c", MEASURED_RUN, source, out, kernel], capture_output=True, text=True, check=True
    )
    took, memory = done.stdout.split()
    return float(took), int(memory)


def slope(points: Sequence[tuple[float, float]]) -> float:
    """The slope of the straight line nearest to some points."""
    middle_x, middle_y = (sum(point[axis] for point in points) / len(points) for axis in (0, 1))
    return sum((x - middle_x) * (y - middle_y) for x, y in points) / sum((x - middle_x) ** 2 for x, _ in points)


def main() -> None:
    """Measure and print tables in Markdown."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--sizes", type=int, nargs="*", default=[10_000, 100_000, 1_000_000, 10_000_000], help="for the growth")
    parser.add_argument("--clock", choices=CLOCKS, default="wall", help="wall, or the processor time of all threads")
    given = parser.parse_args()
    CLOCK[0] = given.clock
    region = load_installed("jiangsu")
    in_memory(given.rows, given.rounds, region)
    compiling(given.rows, given.rounds, region)
    from_file_to_file(given.rows, given.rounds, region)
    if given.sizes:
        for kernel in kernels():
            growth(given.sizes, given.rounds, region, kernel)


if __name__ == "__main__":
    main()
