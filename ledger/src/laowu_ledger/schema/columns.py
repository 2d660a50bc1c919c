"""The columns of the store: what remains of a row once it is judged, for the rules of any region to count.

No name, no document number, no exact birth date is among them. ``person`` and ``named`` are keyed tokens of the number and of the
name; region, birth year and sex come from the number.
"""

from functools import cache

import pyarrow as pa

from laowu_ledger.schema.fields import Field, fields

VERSION = 2
"""Of the layout of a segment; a store of another version is refused."""

TEXT = pa.string()

#: What is known of the person and of where the row stands.
PERSON = "person"
NAMED = "named"
CONTENT = "content"
SOURCE = "source"
ROW = "source_row"

_OF_PERSON = (
    (PERSON, pa.int64()),
    (NAMED, pa.int64()),
    ("id_kind", TEXT),
    ("id_region", pa.int32()),
    ("birth_year", pa.int16()),
    ("male", pa.bool_()),
)
_OF_ROW = ((CONTENT, pa.int64()), (SOURCE, pa.int32()), (ROW, pa.int32()))
_TYPES: dict[str, pa.DataType] = {
    "text": TEXT,
    "credit_code": TEXT,
    "code": TEXT,
    "codes": TEXT,
    "date": pa.date32(),
    "start_date": pa.date32(),
    "end_date": pa.date32(),
    "division": pa.int32(),
    "flag": pa.bool_(),
    "present": pa.bool_(),
    "year": pa.int16(),
    "yuan": pa.int64(),
    "percent": pa.int32(),
}
_MONTHS = (
    ("pension_first", pa.date32()),
    ("pension_last", pa.date32()),
    ("pension_count", pa.int16()),
    ("pension_gaps", pa.int64()),
)


def columns_of(field: Field) -> tuple[tuple[str, pa.DataType], ...]:
    """The columns in which a field is stored.

    ``pay`` is stored in fen as ``pay_fen``, ``attendance`` in hundredths of a percent as ``attendance_bp``. Months of pension are
    ``pension_first`` and ``pension_last`` (first days of months), ``pension_count``, and ``pension_gaps``: null when every month
    between is paid, else bit i tells whether the month i after the first is. Undated months have a count alone.
    """
    if not field.stored or field.name == "id_kind":
        return ()
    if field.kind == "months":
        return _MONTHS
    suffix = {"yuan": "_fen", "percent": "_bp"}.get(field.kind, "")
    return ((field.name + suffix, _TYPES[field.kind]),)


@cache
def store_schema() -> pa.Schema:
    """The columns of a segment, in their order."""
    of_fields = [column for field in fields().values() for column in columns_of(field)]
    return pa.schema([*_OF_PERSON, *of_fields, *_OF_ROW])


@cache
def content_columns() -> tuple[str, ...]:
    """The columns that say something; the others tell where it was read."""
    return tuple(name for name in store_schema().names if name not in {CONTENT, SOURCE, ROW})
