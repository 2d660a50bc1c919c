"""Rivals that judge the same table: polars and openfisca-core, as their users would write it."""
# ruff: noqa: INP001  # beside a program run by hand

from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
from bulk_data import CONDITIONS, LINE, PLACES, PLAN, Columns, Sets, filled_arrays, identifier


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
        self._names = [identifier(rule) for rule in CONDITIONS]
        for rule in CONDITIONS:
            variable(identifier(rule), bool, _formula(rule))

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


def _formula(rule: str) -> Callable[..., Any]:
    """What a condition asks, two-valued, as its author would write it."""

    def every(*names: str) -> Callable[..., Any]:
        return lambda brand, period: np.logical_and.reduce([brand(identifier(name), period) for name in names])

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
