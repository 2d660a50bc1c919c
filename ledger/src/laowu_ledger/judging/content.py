"""What a row says as one number: rows that say the same have the same, wherever and in whatever order they stand."""

from collections.abc import Mapping
from functools import partial

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from laowu_ledger.identity.person_token import token_of_texts
from laowu_ledger.judging.last_words import LastWords
from laowu_ledger.schema.columns import content_columns

Words = npt.NDArray[np.uint64]

# Only rows of one person are ever compared, and nothing is hidden by it: any fixed key will do.
_KEY = b"laowu-ledger row"
_GOLDEN = 0x9E3779B97F4A7C15
_WORD = 1 << 64
_FEW = 1 << 14
"""Numbers so close together are mixed once each, and their rows look them up."""


def content_of(columns: Mapping[str, pa.Array], rows: int) -> npt.NDArray[np.int64]:
    """The content of each row over all columns that say something; what says nothing in a row adds nothing."""
    total = np.zeros(rows, np.uint64)
    for place, name in enumerate(content_columns(), 1):
        column = columns[name]
        if column.null_count == rows:
            continue
        if pa.types.is_dictionary(column.type):
            total += _of_texts(name, column)
        else:
            total += _of_numbers(column, place)
    return _mixed(total).view(np.int64)


def _of_texts(name: str, column: pa.DictionaryArray) -> Words:
    mixed = _TEXTS[name].of(column.dictionary)
    indices = column.indices
    if indices.null_count:
        indices = indices.fill_null(len(column.dictionary))
    found: Words = mixed.take(indices.to_numpy())
    return found


def _mixed_texts(words: pa.Array, place: int) -> Words:
    """What each text adds at the place of a column, and last what nothing adds."""
    return np.append(_at(token_of_texts(words, _KEY).view(np.uint64), place), np.uint64(0))


_TEXTS = {name: LastWords(partial(_mixed_texts, place=place)) for place, name in enumerate(content_columns(), 1)}


def _of_numbers(column: pa.Array, place: int) -> Words:
    numbers = column.cast(pa.int32()) if pa.types.is_date(column.type) else column
    span = None if pa.types.is_boolean(numbers.type) else pc.min_max(numbers)
    least, most = (0, 1) if span is None else (span["min"].as_py(), span["max"].as_py())
    if most - least >= _FEW:
        said = _at(_values(numbers).view(np.uint64), place)
        if numbers.null_count:
            said[numbers.is_null().to_numpy(zero_copy_only=False)] = 0
        return said
    mixed = _at(np.arange(least, most + 1).view(np.uint64), place)
    if numbers.null_count == 0:
        return np.asarray(mixed.take(_values(numbers) - least))
    places = _values(numbers) - least
    places[numbers.is_null().to_numpy(zero_copy_only=False)] = most - least + 1
    return np.asarray(np.append(mixed, np.uint64(0)).take(places))


def _values(numbers: pa.Array) -> npt.NDArray[np.int64]:
    """The numbers; any where there is none."""
    if numbers.null_count:
        numbers = numbers.fill_null(pa.scalar(0, pa.int8()).cast(numbers.type))
    return np.asarray(numbers.to_numpy(zero_copy_only=False), np.int64)


def _at(words: Words, place: int) -> Words:
    """What words add at the place of a column: the same word in another column adds something else."""
    return _mixed(words + np.uint64(place * _GOLDEN % _WORD))


def _mixed(words: Words) -> Words:
    """Every bit of a word spread over all of it (the finaliser of SplitMix64); in place."""
    spare = np.empty_like(words)
    for bits, factor in _STEPS:
        np.right_shift(words, bits, out=spare)
        words ^= spare
        words *= factor
    np.right_shift(words, _LAST, out=spare)
    words ^= spare
    return words


_STEPS = ((np.uint64(30), np.uint64(0xBF58476D1CE4E5B9)), (np.uint64(27), np.uint64(0x94D049BB133111EB)))
_LAST = np.uint64(31)
