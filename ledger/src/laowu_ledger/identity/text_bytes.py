"""A column of text as its bytes, for whoever looks at all of them at once."""

from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

Bytes = npt.NDArray[np.uint8]


def text_bytes(column: pa.Array) -> tuple[npt.NDArray[Any], Bytes]:
    """Where each text begins, with the end of the last one behind, and the bytes in which they are.

    Args:
        column: Arrow strings, large or not, without nulls.
    """
    kind = np.int64 if pa.types.is_large_string(column.type) else np.int32
    _, offsets, data = column.buffers()
    places = np.frombuffer(offsets, kind)[column.offset : column.offset + len(column) + 1] if offsets else np.zeros(1, kind)
    return places, np.frombuffer(data, np.uint8) if data is not None else np.zeros(0, np.uint8)


def empty_texts(column: pa.Array) -> npt.NDArray[np.bool_]:
    """Which texts have no character."""
    offsets, _ = text_bytes(column)
    return np.asarray(offsets[1:] == offsets[:-1], np.bool_)
