"""What a row says as one number: rows that say the same have the same, wherever and in whatever order they stand."""

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from laowu_ledger.identity.person_token import token_of_texts
from laowu_ledger.judging.last_words import LastWords
from laowu_ledger.schema.columns import content_columns

Words = npt.NDArray[np.uint64]

# Only rows of one person are ever compared, and nothing is hidden by it: any fixed key will do.
_KEY = b"laowu-ledger row"
_GOLDEN = 0x9E3779B97F4A7C15
_WORD = 1 << 64


_TOKENS = {name: LastWords(lambda words: token_of_texts(words, _KEY).view(np.uint64)) for name in content_columns()}


def content_of(columns: Mapping[str, pa.Array], rows: int) -> npt.NDArray[np.int64]:
    """The content of each row over all columns that say something; what says nothing in a row adds nothing."""
    total = np.zeros(rows, np.uint64)
    for place, name in enumerate(content_columns(), 1):
        column = columns[name]
        if column.null_count == rows:
            continue
        said = _mixed(_words(name, column) + np.uint64(place * _GOLDEN % _WORD))
        if column.null_count:
            said[column.is_null().to_numpy(zero_copy_only=False)] = 0
        total += said
    return _mixed(total).view(np.int64)


def _words(name: str, column: pa.Array) -> Words:
    """Each value as a word; where there is none, any word."""
    if pa.types.is_dictionary(column.type):
        of_words = _TOKENS[name].of(column.dictionary)
        return np.asarray(of_words[column.indices.fill_null(0).to_numpy(zero_copy_only=False)])
    numbers = column.cast(pa.int32()) if pa.types.is_date(column.type) else column
    if numbers.null_count:
        numbers = numbers.fill_null(pa.scalar(0, pa.int8()).cast(numbers.type))
    return np.asarray(numbers.to_numpy(zero_copy_only=False), np.int64).view(np.uint64)


def _mixed(words: Words) -> Words:
    """Every bit of a word spread over all of it (the finaliser of SplitMix64)."""
    words = words ^ (words >> np.uint64(30))
    words *= np.uint64(0xBF58476D1CE4E5B9)
    words ^= words >> np.uint64(27)
    words *= np.uint64(0x94D049BB133111EB)
    words ^= words >> np.uint64(31)
    return words
