"""Emitted conditions say of every row what core says of it, on every engine."""

from collections.abc import Callable
from functools import cache
from random import Random

import pytest
from conditions import COLUMNS, ON, condition, every_comparison, row, said_by_core, table
from engines import EVERY_ENGINE
from ledger_files import imported, person, write_csv

from laowu.model.facts import Value
from laowu.model.outcome import Outcome
from laowu.model.share import Share
from laowu.rules.dated import Dated
from laowu.rules.predicate import AnyOf, Judge, Leaf, Operator, Predicate
from laowu_ledger.engines.dialect import DUCKDB
from laowu_ledger.engines.emit import Condition, codes_within, emit
from laowu_ledger.engines.engine import Engine, open_engine
from laowu_ledger.engines.row_columns import row_columns
from laowu_ledger.schema.columns import store_schema
from laowu_ledger.schema.row_facts import row_facts
from laowu_ledger.store.store import Store

CONDITIONS, ROWS = 120, 40
JUDGED = (None, Outcome.MET, Outcome.NOT_MET)
Generated = tuple[list[Predicate], list[dict[str, Value]], dict[tuple[int, Outcome | None], list[Outcome]]]


@cache
def generated() -> Generated:
    """Conditions, rows, and what core says, by condition and judgement."""
    random = Random(20261122)
    predicates = [*every_comparison(random), *(condition(random) for _ in range(CONDITIONS))]
    rows = [{}, *(row(random) for _ in range(ROWS - 1))]
    said = {
        (place, judged): [said_by_core(predicate, one, judged) for one in rows]
        for place, predicate in enumerate(predicates)
        for judged in (JUDGED if place % 5 == 0 else JUDGED[:1])
    }
    return predicates, rows, said


@pytest.fixture
def store() -> Store:
    return imported(write_csv("one.csv", [person(1)])).store


def in_sql(engine: Engine, predicate: Predicate, judged: Outcome | None = None) -> Condition:
    return emit(predicate, COLUMNS, engine.dialect, on=ON, judged=judged or Outcome.NEEDS_JUDGEMENT)


def outcomes(engine: Engine, conditions: list[Condition]) -> list[list[Outcome]]:
    """The outcome of each condition for each row of the table ``drawn``."""
    columns = ", ".join(f"{one.outcome} as c{place}" for place, one in enumerate(conditions))
    found = engine.fetch(f"select n, {columns} from drawn order by n")
    return [
        [Outcome.NO_DATA if said is None else Outcome(said) for said in found.column(f"c{place}").to_pylist()]
        for place in range(len(conditions))
    ]


@pytest.mark.parametrize("kind", EVERY_ENGINE)
def test_generated_conditions_have_the_outcomes_that_core_finds(
    kind: str, engine_address: Callable[[str], str | None], store: Store
) -> None:
    predicates, rows, said = generated()
    assert {outcome for found in said.values() for outcome in found} == set(Outcome)
    with open_engine(kind, store, url=engine_address(kind)) as engine:
        engine.put("drawn", table(rows))
        asked = list(said) if kind != "spark" else list(said)[:80]  # which takes a second for each ten of them
        for start in range(0, len(asked), 40):
            chosen = asked[start : start + 40]
            conditions = [in_sql(engine, predicates[place], judged) for place, judged in chosen]
            for (place, judged), found in zip(chosen, outcomes(engine, conditions), strict=True):
                wrong = [
                    (one, core.value, sql.value)
                    for one, core, sql in zip(rows, said[place, judged], found, strict=True)
                    if core != sql
                ]
                assert not wrong, (predicates[place], judged, wrong[0])


def test_the_four_answers_of_a_condition_exclude_each_other_and_are_never_null(store: Store) -> None:
    predicates, rows, said = generated()
    with open_engine("duckdb", store) as engine:
        engine.put("drawn", table(rows))
        for place, predicate in enumerate(predicates[:60]):
            one = in_sql(engine, predicate)
            columns = f"{one.met} as a, {one.not_met} as b, {one.needs_judgement} as c, {one.no_data} as d"
            found = engine.fetch(f"select n, {columns} from drawn order by n").to_pylist()
            order = (Outcome.MET, Outcome.NOT_MET, Outcome.NEEDS_JUDGEMENT, Outcome.NO_DATA)
            assert [[row["abcd"[at]] for at in range(4)] for row in found] == [
                [outcome is wanted for wanted in order] for outcome in said[place, None]
            ]


def test_yuan_are_compared_to_the_fen_and_shares_without_rounding(store: Store) -> None:
    def holds(fact: str, operator: Operator, bound: Value, **cells: str) -> bool | None:
        taken = imported(write_csv("pay.csv", [person(1, **cells)]), store=f"store-{cells}-{operator.value}-{bound}")
        with open_engine("duckdb", taken.store) as engine:
            leaf = Leaf(fact=fact, operator=operator, bound=Dated.always(bound))
            truth = emit(leaf, row_columns("l"), engine.dialect, on=ON).truth
            (found,) = engine.fetch(f"select {truth} as truth from ledger as l").to_pylist()
            answer: bool | None = found["truth"]
            return answer

    assert holds("pay", Operator.AT_LEAST, 3000, 月工资="2999.99") is False
    assert holds("pay", Operator.AT_LEAST, 3000, 月工资="3000.00") is True
    assert holds("pay", Operator.MORE_THAN, 3000, 月工资="3000.01") is True
    assert holds("pay", Operator.MORE_THAN, 3000) is None
    assert holds("attendance", Operator.LESS_THAN, Share.from_percent("66.675%"), 出勤率="66.67%") is True
    assert holds("attendance", Operator.AT_LEAST, Share.from_percent("66.675%"), 出勤率="66.68%") is True


def test_a_division_holds_the_codes_of_old_that_lay_in_it_and_no_unknown_one() -> None:
    inside = codes_within("500000", ON)
    assert {500000, 500100, 500101}.issubset(inside)
    assert not {110101, 599999}.intersection(inside)


def test_every_column_of_the_store_can_be_asked_about_but_tokens_and_places() -> None:
    named = {column.sql for column in row_columns().values()}
    assert set(store_schema().names) - named == {"person", "named", "pension_gaps", "content", "source", "source_row"}
    assert set(row_columns()) == set(row_facts())


def test_a_judgement_decides_what_only_an_official_can_settle(store: Store) -> None:
    either = AnyOf(parts=(Judge(), Leaf(fact="count_1", operator=Operator.AT_LEAST, bound=Dated.always(1))))
    with open_engine("duckdb", store) as engine:
        engine.put("drawn", table([{}]))
        found = outcomes(engine, [in_sql(engine, either, judged) for judged in JUDGED])
    assert found == [[Outcome.NEEDS_JUDGEMENT], [Outcome.MET], [Outcome.NO_DATA]]


def test_a_fact_without_a_column_is_refused() -> None:
    leaf = Leaf(fact="shoe_size", operator=Operator.AT_LEAST, bound=Dated.always(1))
    with pytest.raises(KeyError, match="shoe_size"):
        emit(leaf, {}, DUCKDB, on=ON)
