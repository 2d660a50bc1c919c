"""One batch judged: from cells as they were read to the columns of the store, with everything found on the way."""

from collections.abc import Callable, Mapping
from datetime import date

import attrs
import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from laowu_ledger.identity.person_token import token_of_texts
from laowu_ledger.judging import between
from laowu_ledger.judging.by_unique import Reader, nothing
from laowu_ledger.judging.choices import FLAGS, choices, groups, read_present
from laowu_ledger.judging.content import content_of
from laowu_ledger.judging.dates import EARLIEST_BIRTH, dates
from laowu_ledger.judging.documents import People, read_documents
from laowu_ledger.judging.findings import Findings, Mask, Rows
from laowu_ledger.judging.insured import read_insured
from laowu_ledger.judging.long_numbers import CREDIT_CODES, judge_bank_cards, judge_phones
from laowu_ledger.judging.names import is_no_person, read_names
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
_EMPTY, _MALE = pa.scalar("", pa.string()), pa.scalar("male", pa.string())


def judge(batch: RawBatch, terms: Terms) -> Judged:
    """Judge every row of a batch."""
    raw, skipped = _people_only(batch)
    rows = len(raw)
    findings = Findings(rows)
    if len(skipped):
        findings.counts["skipped", ""] += len(skipped)
    names, _ = read_names(_cells(raw, "name"), findings)
    columns: Columns = {"id_kind": _read(raw, fields()["id_kind"], terms, findings)[0]}
    people = read_documents(_cells(raw, "id_number"), columns["id_kind"], terms.key, terms.on, findings)
    findings.add("name_missing", "name", pc.equal(names, _EMPTY).to_numpy(zero_copy_only=False))
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
    no_number = pc.equal(numbers, _EMPTY).to_numpy(zero_copy_only=False)
    if not no_number.any():
        return batch, ()
    no_number = _blank(numbers, np.nonzero(no_number)[0])
    _, no_name = read_names(names, Findings(len(batch)))
    no_name |= _blank(names, np.nonzero(pc.equal(names, _EMPTY).to_numpy(zero_copy_only=False))[0])
    out = no_number & (no_name | _begins_with_no_person(batch, no_number))
    if not out.any():
        return batch, ()
    places_out = np.nonzero(out)[0]
    filled = np.zeros(len(batch), np.bool_)
    for column in batch.columns:
        filled |= pc.not_equal(column, "").to_numpy(zero_copy_only=False)
    skipped = tuple(batch.rows[place] for place in places_out.tolist() if filled[place])
    kept = pa.array(np.nonzero(~out)[0])
    columns = tuple(column.take(kept) for column in batch.columns)
    return RawBatch(layout=batch.layout, rows=batch.rows[~out], columns=columns), tuple(map(int, skipped))


def _begins_with_no_person(batch: RawBatch, rows: Mask) -> Mask:
    """Which of these rows begin with a word such as 制表人, wherever the name after it happens to stand."""
    found = np.zeros(len(batch), np.bool_)
    places = np.nonzero(rows)[0]
    cells = batch.columns[0].take(pa.array(places)).to_pylist()
    found[places] = [is_no_person(cell) for cell in cells]
    return found


def _blank(column: pa.Array, rows: Rows) -> Mask:
    """Which of these rows hold nothing but spaces."""
    found = np.zeros(len(column), np.bool_)
    cells = column.take(pa.array(rows)).to_pylist()
    found[rows] = [not compact(cell) for cell in cells]
    return found


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
    rows = len(raw)
    columns["person"] = pa.array(people.person)
    columns["id_kind"] = columns["id_kind"].cast(pa.string()).fill_null("resident").dictionary_encode()
    columns["id_region"] = pa.array(ids.region, mask=~resident)
    sexes, births = raw.column("sex"), raw.column("birth")
    # What these columns say counts for other documents; for resident numbers it is only compared.
    told = choices("sex").read(sexes, "sex", findings) if sexes is not None else nothing(rows, pa.string())
    male = pc.equal(told.cast(pa.string()), _MALE)
    stated = male.is_valid().to_numpy(zero_copy_only=False)
    said_male = male.fill_null(False).to_numpy(zero_copy_only=False)  # noqa: FBT003  # a value, not a flag
    findings.add("sex_differs", "sex", readable & stated & (said_male != ids.male))
    columns["male"] = pa.array(np.where(resident, ids.male, said_male), mask=~resident & ~stated)
    born = _births(births, findings) if births is not None else pa.nulls(rows, pa.date32())
    known = born.is_valid().to_numpy(zero_copy_only=False)
    day = pc.fill_null(between.as_number(born), 0).to_numpy(zero_copy_only=False)
    differs = readable & known & (day != ids.birth)
    if births is not None and differs.any():
        differs &= ~_months_alone(births, day, ids.birth, differs)
    findings.add("birth_differs", "birth", differs)
    columns["birth_year"] = pa.array(np.where(resident, ids.birth, day) // 10_000, mask=~resident & ~known).cast(pa.int16())


def _births(cells: pa.Array, findings: Findings) -> pa.Array:
    """Birth dates; one that cannot be read is only worth a remark, because the number has it."""
    apart = Findings(len(cells))
    found = dates("start", first=EARLIEST_BIRTH).read(cells, "birth", apart)
    unread = apart.refused
    findings.add("birth_differs", "birth", unread)
    return found


_DIGITS_OF_A_DAY = 7


def _months_alone(cells: pa.Array, stated: Rows, born: npt.NDArray[np.int32], differs: Mask) -> Mask:
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
    columns["brand"] = _without_empty(columns["brand"])
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


def _without_empty(column: pa.DictionaryArray) -> pa.DictionaryArray:
    """The column with nothing where an empty text stands."""
    place = pc.index(column.dictionary, "").as_py()
    if place < 0:
        return column
    indices = pc.if_else(pc.equal(column.indices, place), None, column.indices)
    return pa.DictionaryArray.from_arrays(indices, column.dictionary)
