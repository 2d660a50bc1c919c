"""One batch judged: from cells as they were read to the columns of the store, with everything found on the way."""

from collections.abc import Callable, Mapping
from datetime import date

import attrs
import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from laowu_ledger.identity.person_token import token_of_texts
from laowu_ledger.identity.text_bytes import empty_texts
from laowu_ledger.judging import between
from laowu_ledger.judging.by_unique import Reader, nothing
from laowu_ledger.judging.choices import FLAGS, choices, groups, read_present
from laowu_ledger.judging.content import content_of
from laowu_ledger.judging.dates import EARLIEST_BIRTH, dates
from laowu_ledger.judging.documents import RESIDENT, People, read_documents
from laowu_ledger.judging.findings import Findings, Mask, Rows
from laowu_ledger.judging.insured import read_insured
from laowu_ledger.judging.long_numbers import CREDIT_CODES, judge_bank_cards, judge_phones
from laowu_ledger.judging.names import is_no_person, no_people, read_names
from laowu_ledger.judging.numbers import FEN, PERCENT, YEARS
from laowu_ledger.judging.places import places
from laowu_ledger.judging.regular import compact
from laowu_ledger.judging.texts import read_texts
from laowu_ledger.reading.batch import RawBatch
from laowu_ledger.schema.columns import columns_of
from laowu_ledger.schema.fields import Field, fields
from laowu_ledger.schema.words import codes

Columns = dict[str, pa.Array]


@attrs.frozen(kw_only=True)
class Terms:
    """What rows are judged by.

    Attributes:
        on: the day of judging; later starts are remarked on.
        key: of the tokens.
        brand: the brand of rows that state none; empty for none.
        group_words: words of groups that a region adds to the list, as words are compared.
    """

    on: date
    key: bytes
    brand: str = ""
    group_words: frozenset[str] = frozenset()


@attrs.frozen(kw_only=True, eq=False)
class Judged:
    """A batch judged.

    Attributes:
        raw: the rows of people, as they were read.
        skipped: rows of the file that are no people, such as totals; empty rows are not among them.
        findings: what was found, by places in ``raw``.
        columns: the columns of the store but for the source, for every row of ``raw``; those of a refused row mean nothing.
    """

    raw: RawBatch
    skipped: tuple[int, ...]
    findings: Findings
    columns: Mapping[str, pa.Array]


# With their kind told: to find it out, Arrow would look for another package each time.
_MALE = pa.scalar("male", pa.string())


def judge(batch: RawBatch, terms: Terms) -> Judged:
    """Judge every row of a batch."""
    raw, skipped = _people_only(batch)
    rows = len(raw)
    findings = Findings(rows)
    if len(skipped):
        findings.counts["skipped", ""] += len(skipped)
    names = read_names(_cells(raw, "name"), findings)
    columns: Columns = {"id_kind": _read(raw, fields()["id_kind"], terms, findings)[0]}
    people = read_documents(_cells(raw, "id_number"), columns["id_kind"], terms.key, terms.on, findings)
    findings.add("name_missing", "name", empty_texts(names))
    for field in fields().values():
        if field.kind in _JUDGED:
            if (cells := raw.column(field.name)) is not None:
                _JUDGED[field.kind](cells, findings)
        elif field.stored and field.name != "id_kind":
            columns |= dict(zip((name for name, _ in columns_of(field)), _read(raw, field, terms, findings), strict=True))
    columns["named"] = pa.array(token_of_texts(names, terms.key))
    _of_person(raw, columns, people, findings)
    _filled(columns, rows, terms, findings)
    between.judge_dates(columns, people.ids.birth, people.resident, terms.on, findings)
    columns["content"] = pa.array(content_of(columns, rows))
    return Judged(raw=raw, skipped=skipped, findings=findings, columns=columns)


_JUDGED: dict[str, Callable[[pa.Array, Findings], None]] = {"phone": judge_phones, "bank_card": judge_bank_cards}


def _cells(raw: RawBatch, field: str) -> pa.Array:
    found = raw.column(field)
    return pa.array([""] * len(raw), pa.string()) if found is None else found


def _people_only(batch: RawBatch) -> tuple[RawBatch, tuple[int, ...]]:
    """The rows of people, and the numbers of the others that are not empty."""
    numbers, names = _cells(batch, "id_number"), _cells(batch, "name")
    no_number = empty_texts(numbers)
    if not no_number.any():
        return batch, ()
    (places,) = np.nonzero(no_number)
    their = names.take(pa.array(places))
    out = np.zeros(len(batch), np.bool_)
    out[places] = no_people(their) | empty_texts(their) | _no_people_first(batch, places)
    (places_out,) = np.nonzero(out)
    if not len(places_out):
        return batch, ()
    filled = np.zeros(len(batch), np.bool_)
    for column in batch.columns:
        filled |= pc.not_equal(column, "").to_numpy(zero_copy_only=False)
    skipped = tuple(batch.rows[place] for place in places_out.tolist() if filled[place])
    kept = pa.array(np.nonzero(~out)[0])
    columns = tuple(column.take(kept) for column in batch.columns)
    return RawBatch(layout=batch.layout, rows=batch.rows[~out], columns=columns), tuple(map(int, skipped))


def _no_people_first(batch: RawBatch, rows: Rows) -> Mask:
    """Which of these rows begin with a word such as 制表人, wherever the name after it happens to stand."""
    cells = batch.columns[0].take(pa.array(rows)).to_pylist()
    return np.asarray([is_no_person(cell) for cell in cells], np.bool_)


def _read(raw: RawBatch, field: Field, terms: Terms, findings: Findings) -> tuple[pa.Array, ...]:
    """The stored columns of one field."""
    if field.kind == "months":
        return read_insured(raw, findings)
    cells = raw.column(field.name)
    kinds = [kind for _, kind in columns_of(field)] or [pa.string()]
    if cells is None:
        return (nothing(len(raw), kinds[0]),)
    return (_column(cells, field, terms, findings),)


def _column(cells: pa.Array, field: Field, terms: Terms, findings: Findings) -> pa.Array:
    if field.kind == "text":
        return read_texts(cells, field.name, findings)
    if field.kind == "present":
        return read_present(cells)
    return _READERS[field.kind](field, terms).read(cells, field.name, findings)


_READERS: Mapping[str, Callable[[Field, Terms], Reader]] = {
    "code": lambda field, _: choices(str(field.vocabulary)),
    "codes": lambda _, terms: groups(terms.group_words),
    "flag": lambda *_: FLAGS,
    "date": lambda *_: dates("start"),
    "start_date": lambda *_: dates("start"),
    "end_date": lambda *_: dates("end"),
    "division": lambda _, terms: places(terms.on),
    "credit_code": lambda *_: CREDIT_CODES,
    "year": lambda *_: YEARS,
    "yuan": lambda *_: FEN,
    "percent": lambda *_: PERCENT,
}


def _of_person(raw: RawBatch, columns: Columns, people: People, findings: Findings) -> None:
    """What is known of the person, from the number first and from the other columns where it says nothing."""
    ids, resident = people.ids, people.resident
    readable = resident & ~findings.refused
    other = None if resident.all() else ~resident
    columns["person"] = pa.array(people.person)
    columns["id_kind"] = _kinds(columns["id_kind"])
    columns["id_region"] = pa.array(ids.region, mask=other)
    # What these columns say counts for other documents; for resident numbers it is only compared.
    male, unknown = ids.male, other
    if (cells := raw.column("sex")) is not None:
        told = pc.equal(choices("sex").read(cells, "sex", findings).cast(pa.string()), _MALE)
        stated = told.is_valid().to_numpy(zero_copy_only=False)
        said = told.fill_null(False).to_numpy(zero_copy_only=False)  # noqa: FBT003  # a value, not a flag
        findings.add("sex_differs", "sex", readable & stated & (said != male))
        if other is not None:
            male, unknown = np.where(resident, male, said), other & ~stated
    columns["male"] = pa.array(male, mask=unknown)
    birth, unknown = ids.birth, other
    if (cells := raw.column("birth")) is not None:
        day = between.as_numbers(_births(cells, findings))
        differs = readable & (day != 0) & (day != birth)
        if differs.any():
            differs &= ~_months_alone(cells, day, birth, differs)
        findings.add("birth_differs", "birth", differs)
        if other is not None:
            birth, unknown = np.where(resident, birth, day), other & (day == 0)
    columns["birth_year"] = pa.array((birth // 10_000).astype(np.int16), mask=unknown)


def _kinds(column: pa.DictionaryArray) -> pa.DictionaryArray:
    """The kinds of document with the usual one where none is told."""
    if column.null_count == len(column):
        return pa.DictionaryArray.from_arrays(pa.array(np.zeros(len(column), np.int32)), pa.array([RESIDENT], pa.string()))
    return column.cast(pa.string()).fill_null(RESIDENT).dictionary_encode()


def _births(cells: pa.Array, findings: Findings) -> pa.Array:
    """Birth dates; one that cannot be read is only worth a remark, because the number has it."""
    apart = Findings(len(cells))
    found = dates("start", first=EARLIEST_BIRTH).read(cells, "birth", apart)
    unread = apart.refused
    findings.add("birth_differs", "birth", unread)
    return found


_DIGITS_OF_A_DAY = 7


def _months_alone(cells: pa.Array, stated: npt.NDArray[np.int32], born: npt.NDArray[np.int32], differs: Mask) -> Mask:
    """Rows that state year and month of birth alone, and the right ones."""
    found = np.zeros(len(cells), np.bool_)
    rows = np.nonzero(differs & (stated // 100 == born // 100) & (stated % 100 == 1))[0]
    found[rows] = [
        len([part for part in compact(cell) if part.isdigit()]) < _DIGITS_OF_A_DAY
        for cell in cells.take(pa.array(rows)).to_pylist()
    ]
    return found


def _filled(columns: Columns, rows: int, terms: Terms, findings: Findings) -> None:
    """Columns that follow from others or from what holds for the whole file."""
    if terms.brand and columns["brand"].null_count:
        columns["brand"] = columns["brand"].cast(pa.string()).fill_null(terms.brand).dictionary_encode()
    findings.add("brand_missing", "brand", columns["brand"].is_null().to_numpy(zero_copy_only=False))
    posts = columns["post"]
    if posts.null_count < rows:
        words = [compact(post).casefold() in codes("manager_post") for post in posts.dictionary.to_pylist()]
        by_post = pa.array(words, pa.bool_()).take(posts.indices)
        columns["manager"] = pc.coalesce(columns["manager"], _yes_where(by_post))
    migrants = ["migrant_workers" in group.split(";") if group else False for group in columns["groups"].dictionary.to_pylist()]
    if any(migrants):
        columns["rural"] = pc.coalesce(
            columns["rural"], _yes_where(pa.array(migrants, pa.bool_()).take(columns["groups"].indices))
        )


def _yes_where(condition: pa.Array) -> pa.Array:
    """Yes where it holds, unknown elsewhere."""
    return pc.if_else(condition, condition, pa.scalar(None, pa.bool_()))
