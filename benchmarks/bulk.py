"""A table of dossiers judged by Jiangsu's skill class, against openfisca-core, hand-written polars, and floors: in one process.

Run with ``nox -s bench-bulk``; the rivals live in that session's environment and nowhere else. Fourteen conditions are asked,
those of the skill class that ask for data and fail a brand. Every contender gets the same columns in memory, one cell in ten
empty, in the form it likes best; the answers are compared before anything is timed. Contenders take turns, and a ratio is the
median of the rounds' ratios.

openfisca knows no empty cells and no judgement, so it works two-valued on the table with the empty cells filled; polars and laowu
work four-valued. All make the set of failed conditions of each row, as a number.
"""
# ruff: noqa: INP001, T201  # a program run by hand, which prints

import argparse
import math
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq

from laowu.jurisdictions.jurisdiction import Jurisdiction
from laowu.jurisdictions.loading import load_installed
from laowu_ledger.tables.assessing import OpenTable, Question
from laowu_ledger.tables.circuit import Wire
from laowu_ledger.tables.headings import Vocabulary, layout
from laowu_ledger.tables.judging import JudgedTarget, TableJudge
from laowu_ledger.tables.planes import unpacked
from laowu_ledger.tables.sets import row_sets

ON = date(2026, 11, 22)
SEED = 8
CONDITIONS = (
    "JS-006", "JS-032", "JS-033", "JS-034", "JS-035", "JS-037", "JS-038-firms", "JS-039", "JS-041", "JS-042", "JS-043", "JS-044",
    "JS-045", "JS-047",
)  # fmt: skip
#: Those that leave something to an official even when all data are there.
JUDGED = ("JS-032", "JS-035", "JS-037", "JS-041", "JS-042", "JS-047")
FLAGS = (
    "local_plan", "plan_areas.industry", "plan_areas.employment", "plan_areas.startup", "plan_areas.training",
    "plan_areas.culture",
    "development_plan", "product_or_service", "credit_commitment", "worker_management_rules", "service_line.initial_cultivation",
    "service_line.recommendation", "service_line.on_job_training", "service_line.rights_protection", "training_system",
    "training_plan", "subsidised_training",
)  # fmt: skip
NUMBERS = {
    "workers": (1_000, 20_000), "skilled_workers": (0, 10_000), "average_wage_yuan": (30_000, 120_000),
    "trade_average_wage_yuan": (30_000, 100_000), "leading_firms": (0, 5), "industrial_parks": (0, 3), "startup_bases": (0, 3),
    "above_scale_firms": (0, 5), "little_giant_firms": (0, 2),
}  # fmt: skip
PLACES = ("320413", "320400", "110000", "320102", "210200", "320681", "320583")
PLAN = tuple(name for name in FLAGS if name.startswith("plan_areas."))
LINE = tuple(name for name in FLAGS if name.startswith("service_line."))

CLOCKS = {"wall": time.perf_counter, "cpu": time.process_time}
CLOCK = ["wall"]
"""What is measured. On a machine that does other work, processor time says more; threads then count one by one."""

Columns = Mapping[str, pa.Array]
Sets = npt.NDArray[np.uint16]


def columns_of(rows: int, empty: float = 0.1) -> Columns:
    """Rows that come near enough to every limit for each condition to hold and to fail."""
    draw = np.random.default_rng(SEED)

    def missing() -> npt.NDArray[np.bool_] | None:
        return draw.random(rows) < empty if empty else None

    names = pa.array([f"金坛茶艺师{number}" for number in range(1_000)])
    named = pa.array(draw.integers(0, len(names), rows).astype(np.int32))
    found: dict[str, pa.Array] = {"brand_name": pa.DictionaryArray.from_arrays(named, names)}
    places = pa.array(draw.integers(0, len(PLACES), rows).astype(np.int32), mask=missing())
    found["brand_place"] = pa.DictionaryArray.from_arrays(places, pa.array(PLACES))
    for name in FLAGS:
        found[name] = pa.array(draw.random(rows) < 0.9, mask=missing())  # noqa: PLR2004
    for name, (low, high) in NUMBERS.items():
        found[name] = pa.array(draw.integers(low, high, rows).astype(np.int32), mask=missing())
    return found


def judge_for(columns: Columns, region: Jurisdiction) -> TableJudge:
    """The rules wired to the columns."""
    found = layout(list(columns), Vocabulary(region.book), file="table", names={}, kept=())
    return TableJudge(region, found, on=ON, brand_class="skill", only=CONDITIONS)


def laowu(judge: TableJudge, columns: Columns, rows: int) -> tuple[npt.NDArray[np.int8], Sets]:
    """Outcome and set of failed conditions of each row."""
    (target,) = judge.judge(columns, rows).targets
    return outcome_of(target, rows), failed_of(target, rows)


def outcome_of(target: JudgedTarget, rows: int) -> npt.NDArray[np.int8]:
    """0 not met, 1 no data, 2 needs judgement, 3 met."""
    steps = np.zeros(rows, np.int8)
    for plane in target.outcome:
        steps += unpacked(plane, rows).view(np.int8)
    return steps


def failed_of(target: JudgedTarget, rows: int) -> Sets:
    """Bit i: condition i of the list is not met."""
    by_rule = {one.rule: one for one in target.criteria}
    (sets,) = row_sets([by_rule[rule].not_met for rule in CONDITIONS], rows)
    return sets.astype(np.uint16, copy=False)


class TwoValued:
    """The same circuit asked only what holds and what fails, over columns without an empty cell."""

    def __init__(self, judge: TableJudge) -> None:
        self._columns, self._circuit = judge._columns, judge._circuit  # noqa: SLF001
        (wired,) = judge._wired  # noqa: SLF001
        by_rule = {one.rule: one for one in wired.criteria}
        # Two-valued, what an official may still say counts as met.
        failed = [by_rule[rule].outcomes.failed for rule in CONDITIONS]
        self._wires: list[Wire] = [*failed, self._circuit.opposite(wired.outcome.failed)]

    def __call__(self, columns: Columns, rows: int) -> tuple[npt.NDArray[np.bool_], Sets]:
        """Whether each row passes, and the set of conditions that it fails."""
        inputs: dict[str, Any] = {}
        self._columns.fill(columns, inputs)
        *failed, passes = self._circuit.run(inputs, rows, self._wires)
        (sets,) = row_sets(failed, rows)
        return unpacked(passes, rows), sets.astype(np.uint16, copy=False)


def polars_columns(columns: Columns) -> Any:
    """The columns as polars likes them."""
    import polars as pl

    frame: pl.DataFrame = pl.from_arrow(pa.table(dict(columns)))  # type: ignore[assignment]
    return frame.with_columns(pl.col("brand_place").cast(pl.Categorical))


def polars(frame: Any) -> tuple[npt.NDArray[np.int8], Sets]:
    """Hand-written: null is no data, a number a row holds the set of failed conditions."""
    import polars as pl

    column = pl.col

    def share(part: str, whole: str, at_least: tuple[int, int], *, heads: bool) -> pl.Expr:
        known = (column(whole) > 0) & ((column(part) <= column(whole)) if heads else pl.lit(value=True))
        return pl.when(known).then(column(part) * at_least[1] >= column(whole) * at_least[0])

    inside = [place for place in PLACES if place.startswith("32")]
    # A fact stated by a column for each code is known when one of them is.
    plan, line = (
        pl.when(pl.any_horizontal([column(name).is_not_null() for name in names])).then(
            pl.all_horizontal([column(name).fill_null(value=False) for name in names])
        )
        for names in (PLAN, LINE)
    )
    holds = {
        "JS-006": pl.any_horizontal([column("brand_place") == place for place in inside]),
        "JS-032": column("local_plan") & plan,
        "JS-033": column("development_plan"),
        "JS-034": column("brand_name") != "",
        "JS-035": column("product_or_service"),
        "JS-037": column("credit_commitment") & column("worker_management_rules"),
        "JS-038-firms": column("leading_firms") >= 1,
        "JS-039": (column("industrial_parks") >= 1) | (column("startup_bases") >= 1),
        "JS-041": line,
        "JS-042": column("training_system") & column("training_plan") & column("subsidised_training"),
        "JS-043": column("workers") >= 5_000,  # noqa: PLR2004
        "JS-044": share("average_wage_yuan", "trade_average_wage_yuan", (11, 10), heads=False),
        "JS-045": share("skilled_workers", "workers", (1, 2), heads=True),
        "JS-047": column("above_scale_firms") >= 1,
    }
    stated = frame.lazy().select(**holds)
    failed = [(~column(rule)).fill_null(value=False) for rule in CONDITIONS]
    none_failed = ~pl.any_horizontal(failed)
    none_unknown = none_failed & pl.all_horizontal([column(rule).is_not_null() for rule in CONDITIONS])
    # With all data there, what is left is the judgement that six of them always leave.
    outcome = none_failed.cast(pl.Int8) + none_unknown.cast(pl.Int8)
    sets = pl.sum_horizontal([flag.cast(pl.UInt16) * (1 << bit) for bit, flag in enumerate(failed)])
    answers = stated.select(outcome=outcome, sets=sets).collect()
    return answers["outcome"].to_numpy(), answers["sets"].to_numpy().astype(np.uint16, copy=False)


class Openfisca:
    """Two-valued, on the table with empty cells filled: a variable for each column and for each condition."""

    def __init__(self, columns: Columns, rows: int) -> None:
        from openfisca_core import entities, periods, taxbenefitsystems
        from openfisca_core.simulations import SimulationBuilder
        from openfisca_core.variables import Variable

        brand = entities.Entity("brand", "brands", "brand", "")
        system = taxbenefitsystems.TaxBenefitSystem([brand])
        common = {"entity": brand, "definition_period": periods.DateUnit.YEAR}

        def variable(name: str, kind: type, formula: Callable[..., Any] | None = None) -> None:
            body = {"value_type": kind, **common} | ({"formula": formula} if formula else {})
            system.add_variable(type(name, (Variable,), body))

        self._arrays = filled_arrays(columns)
        for name, array in self._arrays.items():
            variable(name, bool if array.dtype == np.bool_ else int)
        self._names = [_identifier(rule) for rule in CONDITIONS]
        for rule in CONDITIONS:
            variable(_identifier(rule), bool, _formula(rule))

        def passes(brand: Any, period: Any) -> Any:
            return np.logical_and.reduce([brand(name, period) for name in self._names])

        def sets(brand: Any, period: Any) -> Any:
            return sum((~brand(name, period)).astype(np.int32) << bit for bit, name in enumerate(self._names))

        variable("passes", bool, passes)
        variable("failed_set", int, sets)
        self._builder = lambda: SimulationBuilder().build_default_simulation(system, count=rows)
        self._wanted = ("passes", "failed_set")
        self._simulation: Any = None

    def ready(self) -> None:
        """A simulation that holds the table and no answer yet; it keeps answers, so that each table needs one."""
        self._simulation = self._builder()
        for name, array in self._arrays.items():
            self._simulation.set_input(name, "2026", array)

    def whole(self) -> tuple[npt.NDArray[np.bool_], Sets]:
        """From arrays to answers."""
        self.ready()
        return self()

    def __call__(self) -> tuple[npt.NDArray[np.bool_], Sets]:
        """Whether each row passes, and the set of conditions that it fails."""
        passes, sets = (self._simulation.calculate(name, "2026") for name in self._wanted)
        return passes, sets.astype(np.uint16)


def _identifier(name: str) -> str:
    return name.replace("-", "_").replace(".", "__")


def filled_arrays(columns: Columns) -> dict[str, npt.NDArray[Any]]:
    """The columns as arrays: nothing for an empty number, no for an empty flag, a code for a place."""
    found: dict[str, npt.NDArray[Any]] = {}
    for name in FLAGS:
        found[_identifier(name)] = columns[name].fill_null(fill_value=False).to_numpy(zero_copy_only=False)
    for name in NUMBERS:
        found[_identifier(name)] = columns[name].fill_null(0).to_numpy(zero_copy_only=False).astype(np.int32)
    found["brand_place"] = columns["brand_place"].indices.fill_null(2).to_numpy(zero_copy_only=False)  # 2: outside
    found["named"] = np.ones(len(columns["brand_name"]), np.bool_)
    return found


def _formula(rule: str) -> Callable[..., Any]:
    """What a condition asks, two-valued, as its author would write it."""

    def every(*names: str) -> Callable[..., Any]:
        return lambda brand, period: np.logical_and.reduce([brand(_identifier(name), period) for name in names])

    def some(*names: str) -> Callable[..., Any]:
        return lambda brand, period: np.logical_or.reduce([brand(name, period) >= 1 for name in names])

    def place(brand: Any, period: Any) -> Any:
        return np.array([code.startswith("32") for code in PLACES])[brand("brand_place", period)]

    def wages(brand: Any, period: Any) -> Any:
        mine, theirs = brand("average_wage_yuan", period), brand("trade_average_wage_yuan", period)
        return (theirs > 0) & (mine * 10 >= theirs * 11)

    def skilled(brand: Any, period: Any) -> Any:
        part, whole = brand("skilled_workers", period), brand("workers", period)
        return (whole > 0) & (part <= whole) & (part * 2 >= whole)

    formulas: dict[str, Callable[..., Any]] = {
        "JS-006": place,
        "JS-032": every("local_plan", *PLAN),
        "JS-033": every("development_plan"),
        "JS-034": every("named"),
        "JS-035": every("product_or_service"),
        "JS-037": every("credit_commitment", "worker_management_rules"),
        "JS-038-firms": some("leading_firms"),
        "JS-039": some("industrial_parks", "startup_bases"),
        "JS-041": every(*LINE),
        "JS-042": every("training_system", "training_plan", "subsidised_training"),
        "JS-043": lambda brand, period: brand("workers", period) >= 5_000,  # noqa: PLR2004
        "JS-044": wages,
        "JS-045": skilled,
        "JS-047": some("above_scale_firms"),
    }
    return formulas[rule]


def floor(columns: Columns) -> int:
    """One scan of everything the columns hold."""
    total = 0
    for column in columns.values():
        parts = [*column.buffers(), *(column.dictionary.buffers() if pa.types.is_dictionary(column.type) else [])]
        for buffer in parts:
            if buffer is not None:
                held = np.frombuffer(buffer, np.uint8)
                total += int(held[: len(held) // 8 * 8].view(np.uint64).max(initial=0))
    return total


def compared(
    judge: TableJudge, two: TwoValued, columns: Columns, full: Columns, *, frame: Any, fisca: Openfisca, rows: int
) -> None:
    """Refuse to time contenders that do not agree."""
    outcome, failed = laowu(judge, columns, rows)
    theirs, their_sets = polars(frame)
    assert np.array_equal(outcome, theirs), "outcomes differ from polars'"  # noqa: S101
    assert np.array_equal(failed, their_sets), "sets differ from polars'"  # noqa: S101
    fisca.ready()
    passes, failed_two = fisca()
    (target,) = judge.judge(columns, rows).targets
    by_rule = {one.rule: one for one in target.criteria}
    (open_,) = row_sets([by_rule[rule].no_data for rule in CONDITIONS], rows)
    # Two-valued, an empty cell fails; of a list of codes it says no, as it does here.
    assert np.array_equal(failed | open_, failed_two), "sets differ from openfisca's"  # noqa: S101
    assert np.array_equal((failed | open_) == 0, passes), "outcomes differ from openfisca's"  # noqa: S101
    steps, sets = laowu(judge, full, rows)
    holds, failed_full = two(full, rows)
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


def paired(
    contenders: Mapping[str, tuple[Callable[[], object], Callable[[], object] | None]], rounds: int
) -> dict[str, list[float]]:
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
    judge = judge_for(columns, region)
    two = TwoValued(judge)
    frame = polars_columns(columns)
    fisca = Openfisca(columns, rows)
    compared(judge, two, columns, full, frame=frame, fisca=fisca, rows=rows)
    times = paired(
        {
            "floor: one scan": (lambda: floor(columns), None),
            "laowu, four-valued": (lambda: laowu(judge, columns, rows), None),
            "laowu, no empty cell": (lambda: laowu(judge, full, rows), None),
            "laowu, two-valued": (lambda: two(full, rows), None),
            "polars, four-valued": (lambda: polars(frame), None),
            "openfisca, two-valued, simulation made before": (fisca, fisca.ready),
            "openfisca, two-valued": (fisca.whole, None),
        },
        rounds,
    )
    ours = times["laowu, four-valued"]
    print(f"| {rows:,} rows in memory | ms | × laowu four-valued | bar |\n|---|--:|--:|---|")
    bars = {"openfisca, two-valued": "≥ 5", "polars, four-valued": "≥ 1", "laowu, two-valued": "≥ 0.77 (1/1.3)"}
    for name, took in times.items():
        print(f"| {name} | {median(took) * 1e3:.1f} | {ratio(took, ours):.2f} | {bars.get(name, '')} |", flush=True)


def _decoded(column: pa.Array) -> pa.Array:
    return column.dictionary_decode() if pa.types.is_dictionary(column.type) else column


def from_file_to_file(rows: int, rounds: int, region: Jurisdiction) -> None:
    """A Parquet file judged into another, against reading and writing the same columns."""
    with tempfile.TemporaryDirectory() as folder:
        source, out, again = (str(Path(folder) / name) for name in ("in.parquet", "out.parquet", "again.parquet"))
        pq.write_table(pa.table({name: _decoded(column) for name, column in columns_of(rows).items()}), source)
        question = Question(jurisdiction=region, on=ON, brand_class="skill")
        opened = OpenTable(source, question)
        opened.assess(out, "en")
        answers = pq.read_table(out)

        def copied() -> None:
            read = pq.read_table(source, columns=list(opened.judge.headings))
            del read
            pq.write_table(answers, again)

        times = paired(
            {"laowu": (lambda: OpenTable(source, question).assess(out, "en"), None), "pyarrow": (copied, None)}, rounds
        )
        print(f"\n| {rows:,} rows, Parquet to Parquet | ms | × pyarrow | bar |\n|---|--:|--:|---|")
        for name, took in times.items():
            bar = "≤ 1.6" if name == "laowu" else ""
            print(f"| {name} | {median(took) * 1e3:.0f} | {ratio(took, times['pyarrow']):.2f} | {bar} |", flush=True)


MEASURED_RUN = """
import sys, time
from datetime import date
from laowu.jurisdictions.loading import load_installed
from laowu_ledger.tables.assessing import OpenTable, Question
source, out = sys.argv[1:]
opened = OpenTable(source, Question(jurisdiction=load_installed("jiangsu"), on=date(2026, 11, 22), brand_class="skill"))
for _ in range(2):  # the first one warms up
    start = time.perf_counter()
    opened.assess(out, "en")
    took = time.perf_counter() - start
with open("/proc/self/status") as status:
    peak = next(line.split()[1] for line in status if line.startswith("VmHWM"))
print(took, peak)
"""
"""What a process of its own does. Its peak is read from the system, because what it was forked from would count in resource."""


def growth(sizes: Sequence[int], rounds: int, region: Jurisdiction) -> None:
    """Seconds in memory, and from file to file with the memory that a process of its own takes."""
    print("\n| rows | in memory, ms | Parquet to Parquet, ms | peak memory, MB |\n|--:|--:|--:|--:|")
    found: list[tuple[int, float, float]] = []
    for rows in sizes:
        columns = columns_of(rows)
        judge = judge_for(columns, region)
        turns = rounds if rows < 10**7 else 3
        inside = median(timed(partial(laowu, judge, columns, rows)) for _ in range(turns + 1))
        with tempfile.TemporaryDirectory() as folder:
            source, out = str(Path(folder) / "in.parquet"), str(Path(folder) / "out.parquet")
            pq.write_table(pa.table({name: _decoded(column) for name, column in columns.items()}), source)
            runs = [_own_process(source, out) for _ in range(3)]
        filed, memory = median(took for took, _ in runs), max(memory for _, memory in runs)
        found.append((rows, inside, filed))
        print(f"| {rows:,} | {inside * 1e3:.1f} | {filed * 1e3:.0f} | {memory / 1024:.0f} |", flush=True)
    for place, name in ((1, "in memory"), (2, "Parquet to Parquet")):
        line = slope([(math.log(row[0]), math.log(row[place])) for row in found])
        last = slope([(math.log(row[0]), math.log(row[place])) for row in found[-2:]])
        print(f"slope {name}: {line:.2f} over all, {last:.2f} between the last two (bar 1.0 ± 0.1)", flush=True)


def _own_process(source: str, out: str) -> tuple[float, int]:
    done = subprocess.run(  # noqa: S603  # this interpreter, and the program above
        [sys.executable, "-c", MEASURED_RUN, source, out], capture_output=True, text=True, check=True
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
    from_file_to_file(given.rows, given.rounds, region)
    if given.sizes:
        growth(given.sizes, given.rounds, region)


if __name__ == "__main__":
    main()
