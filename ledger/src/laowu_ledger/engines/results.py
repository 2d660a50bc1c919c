"""Results in one form, whatever an engine calls its types."""

import pyarrow as pa


def regular(table: pa.Table) -> pa.Table:
    """A result with whole numbers as int64, texts as strings and days as date32.

    Raises:
        ValueError: a column is of a type that rules have no use for, such as a float, or a number does not fit.
    """
    columns = [column.cast(_kind(field), safe=True) for field, column in zip(table.schema, table.columns, strict=True)]
    return pa.table(columns, names=table.schema.names)


def _kind(field: pa.Field) -> pa.DataType:
    kind = field.type
    if pa.types.is_dictionary(kind):
        kind = kind.value_type
    if pa.types.is_integer(kind) or (pa.types.is_decimal(kind) and kind.scale == 0):
        return pa.int64()
    if pa.types.is_boolean(kind) or pa.types.is_null(kind):
        return kind
    if pa.types.is_date(kind):
        return pa.date32()
    if pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_string_view(kind):
        return pa.string()
    raise ValueError(f"column {field.name} is of the type {kind}, which no rule uses")
