"""The order of rows: by person, then by content alone, so that any order of files and rows gives the same store."""

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from laowu_ledger.schema.columns import CONTENT, PERSON

#: What follows the person. Rows of one brand, and of one employer in it, stand together, so that heads can be counted in passing.
_BY_RANK = ("brand", "employer")
_STARTED = "started"
_NO_DATE = -(1 << 31)
# Days from 1970 that a start can have, and room for none.
_DAY_BITS = 16
_NO_DAY, _LAST_DAY = 3_000, 3_000 + (1 << _DAY_BITS) - 1
_RANK_BITS = 22

Places = npt.NDArray[np.intp]


def one_dictionary(tables: list[pa.Table]) -> pa.Table:
    """Tables as one, in which every text column is held in one way, in one piece."""
    if not tables:
        raise ValueError("no tables")
    names = tables[0].schema.names
    kinds = tables[0].schema
    columns = [
        _gathered([chunk for table in tables for chunk in table.column(name).chunks], kinds.field(name).type) for name in names
    ]
    return pa.table([_one_piece(column) for column in columns], names=names)


def _gathered(chunks: list[pa.Array], kind: pa.DataType) -> pa.ChunkedArray:
    return pa.chunked_array(_alike(chunks)) if chunks else pa.chunked_array([], kind)


def _alike(chunks: list[pa.Array]) -> list[pa.Array]:
    kinds = {chunk.type for chunk in chunks}
    if len(kinds) <= 1:
        return chunks
    return [chunk.dictionary_decode() if pa.types.is_dictionary(chunk.type) else chunk for chunk in chunks]


def _one_piece(column: pa.ChunkedArray) -> pa.Array:
    if pa.types.is_dictionary(column.type):
        column = column.unify_dictionaries()
    combined = column.combine_chunks()
    if isinstance(combined, pa.ChunkedArray):
        return combined.chunk(0) if combined.num_chunks else pa.array([], combined.type)
    return combined


def in_order(table: pa.Table) -> pa.Table:
    """A table with its rows in the order of the store."""
    return taken(table, order_of(table))


def order_of(table: pa.Table) -> Places:
    """The places of the rows in the order of the store."""
    person, content = (table.column(name).to_numpy() for name in (PERSON, CONTENT))
    brand, employer = (_ranks(table.column(name)) for name in _BY_RANK)
    started = table.column(_STARTED).cast(pa.int32()).fill_null(_NO_DATE).to_numpy().astype(np.int64)
    if len(person) < 1 << _RANK_BITS:
        # Brand, employer and start as one number: every key costs a pass over all rows.
        within = ((brand.astype(np.int64) << _RANK_BITS | employer) << _DAY_BITS) + np.clip(started, _NO_DAY, _LAST_DAY) - _NO_DAY
        return np.lexsort((content, within, person))
    return np.lexsort((content, started, employer, brand, person))


def by_person(table: pa.Table) -> pa.Table:
    """A table with its rows by person alone, which is all that reading it by spans needs."""
    return taken(table, np.argsort(table.column(PERSON).to_numpy()))


def _ranks(column: pa.ChunkedArray) -> npt.NDArray[np.int32]:
    """The place of each text in the order of the texts, 0 for none."""
    (chunk,) = column.chunks or [pa.array([], column.type)]
    encoded = chunk if pa.types.is_dictionary(chunk.type) else chunk.dictionary_encode()
    words = encoded.dictionary.cast(pa.binary())  # by bytes: the same on every machine
    ranks = np.zeros(len(words) + 1, np.int32)
    order = pa.compute.sort_indices(words).to_numpy()
    ranks[order] = np.arange(1, len(words) + 1, dtype=np.int32)
    places = encoded.indices.fill_null(len(words)).to_numpy(zero_copy_only=False)
    return np.asarray(ranks[places])


def taken(table: pa.Table, places: Places) -> pa.Table:
    """Some rows of a table; columns that say nothing cost nothing."""
    indices = pa.array(places)
    columns = []
    for column in table.columns:
        (chunk,) = column.chunks or [pa.array([], column.type)]
        columns.append(pa.nulls(len(indices), chunk.type) if chunk.null_count == len(chunk) else chunk.take(indices))
    return pa.table(columns, names=table.schema.names)
