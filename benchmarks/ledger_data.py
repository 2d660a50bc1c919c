"""Invented ledgers of any length: the same for the same seed, in pieces, so that length costs no memory.

Nobody real is in them: everybody was born between 1900 and 1919, names are two characters drawn by number, places are real codes.
Each person keeps the name; one in twenty changes brand between two rows. One row in two hundred of a dirty ledger has something
wrong: a check character, a space in the number, a lower-case x, a start after the end, a word that no list knows.
"""
# ruff: noqa: INP001  # read by the programs beside it

from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path

import attrs
import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq
import xlsxwriter
from ledger_ways import KEY

from laowu.places.divisions import Divisions
from laowu_ledger.identity.kernel import CHECK_CHARACTERS, WEIGHTS, read_ids
from laowu_ledger.identity.person_token import token_of_numbers

PIECE = 1_000_000
ON = date(2026, 11, 22)
SEED = 20261122
_DAYS = (date(1920, 1, 1) - date(1900, 1, 1)).days
_SEQUENCES = 1000
_STEP = 6_700_417
"""A prime, so that neighbouring people do not have neighbouring numbers."""
_GROUPS = ("农民工", "脱贫人口", "高校毕业生", "退役军人", "无", "残疾人", "登记失业人员", "")
_PAYERS = ("用人单位", "用人单位", "用人单位", "个人", "")
_RELATIONS = ("直接用工", "直接用工", "劳务派遣", "有组织输出")
_FIRST_START = date(2021, 1, 1)
_START_DAYS = 1_900
_DIRTY_PER_THOUSAND = 5
_CHANGED, _LEFT = 0.05, 0.4
"""Shares of rows under another brand than the person's own, and of people who left."""
_MOST_MONTHS = 13

Numbers = npt.NDArray[np.int64]


def ids_of(people: Numbers) -> pa.Array:
    """The identity numbers of people by their numbers from 0."""
    regions = _regions()
    place = people * _STEP % (len(regions) * _DAYS * _SEQUENCES)
    sequence, place = place % _SEQUENCES, place // _SEQUENCES
    birth = _births()[place % _DAYS]
    number = (regions[place // _DAYS] * 100_000_000 + birth) * _SEQUENCES + sequence
    digits = np.empty((len(people), 18), np.uint8)
    total = np.zeros(len(people), np.int64)
    for at in range(16, -1, -1):
        digit = number % 10
        number //= 10
        digits[:, at] = digit + 48
        total += digit * WEIGHTS[at]
    digits[:, 17] = np.frombuffer(CHECK_CHARACTERS.encode(), np.uint8)[total % 11]
    offsets = np.arange(0, 18 * len(people) + 1, 18, dtype=np.int32)
    return pa.StringArray.from_buffers(len(people), pa.py_buffer(offsets), pa.py_buffer(digits.reshape(-1)))


@cache
def _regions() -> Numbers:
    # Counties older than the people: a number of a younger one would be remarked on.
    counties = [int(row.code) for row in Divisions.load().in_force(ON) if row.since is None and not row.code.endswith("00")]
    return np.asarray(counties, np.int64)


@cache
def _births() -> Numbers:
    days = np.datetime64("1900-01-01") + np.arange(_DAYS)
    years, months = days.astype("datetime64[Y]"), days.astype("datetime64[M]")
    year = years.astype(np.int64) + 1970
    month = months.astype(np.int64) % 12 + 1
    day = (days - months).astype(np.int64) + 1
    found: Numbers = year * 10_000 + month * 100 + day
    return found


@attrs.frozen(kw_only=True, eq=False)
class Drawn:
    """One piece of a ledger as numbers: who, under which brand, with whom, from which day, and the rest as places in lists."""

    draw: np.random.Generator
    person: Numbers
    brand: Numbers
    employer: Numbers
    relation: Numbers
    started: Numbers
    stayed: Numbers
    months: Numbers
    payer: Numbers
    pay: Numbers


def drawn(rows: int) -> Iterator[Drawn]:
    """The pieces of a ledger of so many rows."""
    people, brands, employers = max(1, rows * 3 // 5), _brands(rows), _employers(rows)
    for number, start in enumerate(range(0, rows, PIECE)):
        count = min(PIECE, rows - start)
        draw = np.random.default_rng([SEED, rows, number])
        person = draw.integers(0, people, count)
        brand = (person * 7919 + (draw.random(count) < _CHANGED) * draw.integers(1, 99, count)) % brands
        yield Drawn(
            draw=draw,
            person=person,
            brand=brand,
            employer=(person * 104_729 + brand * 13) % employers,
            relation=draw.integers(0, len(_RELATIONS), count),
            started=draw.integers(0, _START_DAYS, count),
            stayed=np.where(draw.random(count) < _LEFT, draw.integers(20, 900, count), -1),
            months=draw.integers(0, _MOST_MONTHS + 1, count),
            payer=draw.integers(0, len(_PAYERS), count),
            pay=draw.integers(0, 9_000, count),
        )


def pieces(rows: int, *, dirty: bool = False) -> Iterator[pa.Table]:
    """A ledger as it is delivered, all text, piece by piece."""
    brands, employers = _words("示例品牌", _brands(rows), 5), _words("示例公司", _employers(rows), 8)
    for one in drawn(rows):
        columns = {
            "品牌名称": brands.take(pa.array(one.brand)),
            "姓名": _names(one.person),
            "证件号码": ids_of(one.person),
            "人员类别": _chosen(_GROUPS, one.person % len(_GROUPS)),
            "是否农民工": _chosen(("是", "否"), one.person % 3 % 2),
            "用人单位": employers.take(pa.array(one.employer)),
            "用工形式": _chosen(_RELATIONS, one.relation),
            "入职时间": _days().take(pa.array(one.started)),
            "离职时间": _days().take(pa.array(one.started + one.stayed, mask=one.stayed < 0)).fill_null(""),
            "养老保险缴费月份": _months().take(pa.array(one.started * (_MOST_MONTHS + 1) + one.months)),
            "缴费主体": _chosen(_PAYERS, one.payer),
            "月工资": _pay().take(pa.array(one.pay)),
        }
        table = pa.table(columns)
        yield _spoilt(table, one.draw) if dirty else table


def flat_pieces(rows: int) -> Iterator[pa.Table]:
    """The claims of the same ledger for whoever settles them by hand: everything read and typed already.

    ``person`` is the number that stands for somebody in the store too: quicker to group by than ``id``, which is text, and the
    last word between claims of one day, brand and employer, so that everybody pays the same people. ``day`` is when three months
    of pension are paid, which a rival need not work out.
    """
    brands, employers = _words("示例品牌", _brands(rows), 5), _words("示例公司", _employers(rows), 8)
    months = (np.datetime64(_FIRST_START) + np.arange(_START_DAYS)).astype("datetime64[M]")
    days = pa.array((months + 3).astype("datetime64[D]") - 1)
    for one in drawn(rows):
        ids = ids_of(one.person)
        columns = {
            "id": ids,
            "person": pa.array(token_of_numbers(read_ids(ids).key, KEY)),
            "brand": brands.take(pa.array(one.brand)),
            "employer": employers.take(pa.array(one.employer)),
            "groups": _chosen(_GROUPS, one.person % len(_GROUPS)),
            "relation": _chosen(_RELATIONS, one.relation),
            "payer": _chosen(_PAYERS, one.payer),
            "months": pa.array(one.months.astype(np.int16)),
            "day": days.take(pa.array(one.started)),
        }
        yield pa.table(columns)


def _brands(rows: int) -> int:
    return max(20, rows // 25_000)


def _employers(rows: int) -> int:
    return max(50, rows // 20)


def write(path: Path, tables: Iterator[pa.Table]) -> Path:
    """The pieces as a Parquet file; there from the start or not at all."""
    writer: pq.ParquetWriter | None = None
    part = path.with_suffix(".part")
    for table in tables:
        if writer is None:
            writer = pq.ParquetWriter(part, table.schema, compression="snappy")
        writer.write_table(table, row_group_size=PIECE // 4)
    if writer is not None:
        writer.close()
        part.rename(path)
    return path


def write_workbook(path: Path, rows: int) -> Path:
    """A ledger as a workbook, text in every cell."""
    part = path.with_suffix(".part")
    with xlsxwriter.Workbook(part, {"constant_memory": True, "strings_to_numbers": False}) as book:
        sheet = book.add_worksheet("台账")
        line = 1
        for table in pieces(rows, dirty=True):
            sheet.write_row(0, 0, table.schema.names)
            for row in zip(*(column.to_pylist() for column in table.columns), strict=True):
                for at, cell in enumerate(row):
                    sheet.write_string(line, at, cell)
                line += 1
    part.rename(path)
    return path


def _spoilt(table: pa.Table, draw: np.random.Generator) -> pa.Table:
    """The table with something wrong in some rows."""
    rows = np.flatnonzero(draw.random(len(table)) * 1000 < _DIRTY_PER_THOUSAND)
    kinds = draw.integers(0, 5, len(rows))
    changes: dict[str, dict[int, str]] = {name: {} for name in ("证件号码", "离职时间", "人员类别")}
    numbers = table.column("证件号码").take(pa.array(rows)).to_pylist()
    for row, kind, number in zip(rows.tolist(), kinds.tolist(), numbers, strict=True):
        match kind:
            case 0:
                changes["证件号码"][row] = number[:17] + ("0" if number[17] != "0" else "1")
            case 1:
                changes["证件号码"][row] = f"{number[:6]} {number[6:]}"
            case 2:
                changes["证件号码"][row] = number.lower()
            case 3:
                changes["离职时间"][row] = "2001-01-01"
            case _:
                changes["人员类别"][row] = "其他某类人员"
    for name, cells in changes.items():
        at = table.schema.get_field_index(name)
        values = table.column(name).combine_chunks()
        mask = np.zeros(len(table), np.bool_)
        mask[list(cells)] = True
        mended = pa.compute.replace_with_mask(
            values, pa.array(mask), pa.array([cells[row] for row in sorted(cells)], pa.string())
        )
        table = table.set_column(at, name, mended)
    return table


def _words(stem: str, count: int, digits: int) -> pa.Array:
    return pa.array([f"{stem}{number:0{digits}}" for number in range(count)], pa.string())


def _names(people: Numbers) -> pa.Array:
    """Two characters by number."""
    first, second = people % 4_001, people // 4_001 % 4_001
    characters = pa.array([chr(0x4E00 + number) for number in range(4_001)], pa.string())
    return pa.compute.binary_join_element_wise(characters.take(pa.array(first)), characters.take(pa.array(second)), "")


def _chosen(words: tuple[str, ...], places: Numbers) -> pa.Array:
    return pa.array(words, pa.string()).take(pa.array(places))


@cache
def _days() -> pa.Array:
    days = np.datetime64(_FIRST_START) + np.arange(_START_DAYS + 900)
    return pa.array(days.astype(str), pa.string())


@cache
def _months() -> pa.Array:
    """For each day of a start, nothing and spans of 1 to 13 months from it on."""
    cells = []
    for day in np.datetime64(_FIRST_START) + np.arange(_START_DAYS):
        first = day.astype("datetime64[M]")
        cells += ["", *(f"{first}至{first + months}" for months in range(_MOST_MONTHS))]
    return pa.array(cells, pa.string())


@cache
def _pay() -> pa.Array:
    return pa.array([f"{3_000 + cent // 2}.{cent % 2 * 5}0" for cent in range(9_000)], pa.string())
