"""Text as XML and workbooks write it."""

import re

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from laowu_ledger.reading.xlsx.cells import WHITESPACE

ENCODED = (b"&", b"_x", b"\r")
"""What a text holds that is not to be taken as it stands."""
_ENTITY = re.compile(r"&(?:#(\d+)|#x([0-9A-Fa-f]+)|(amp|lt|gt|quot|apos));")
_NAMED = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_LAST_CHARACTER = 0x10FFFF
_SURROGATES = range(0xD800, 0xE000)


def decoded(raw: str, *, trimmed: bool) -> str:
    """A text between two tags, as it is meant."""
    text = raw.replace("\r\n", "\n").replace("\r", "\n")
    if trimmed:
        text = text.strip(WHITESPACE)
    return unescaped(_ENTITY.sub(_character, text) if "&" in text else text)


def all_decoded(texts: pa.Array, trimmed: npt.NDArray[np.bool_], *, encoded: bool) -> pa.Array:
    """Texts as they are meant.

    Args:
        texts: texts between two tags.
        trimmed: those that begin or end with a space that means nothing.
        encoded: whether anything else may have to be done.
    """
    odd = trimmed
    for mark in ENCODED if encoded else ():
        odd = odd | pc.match_substring(texts, mark.decode()).to_numpy(zero_copy_only=False)
    (places,) = np.nonzero(odd)
    if not len(places):
        return texts
    cells = zip(texts.take(pa.array(places)).to_pylist(), trimmed[places].tolist(), strict=True)
    mended = [decoded(cell, trimmed=space) for cell, space in cells]
    return pc.replace_with_mask(texts, pa.array(odd), pa.array(mended, pa.string()))


def unescaped(text: str) -> str:
    """A text with the characters that workbooks write as _x000D_."""
    return _ESCAPED.sub(lambda found: _of_number(int(found[1], 16)), text) if "_x" in text else text


def _character(found: re.Match[str]) -> str:
    decimal, hexadecimal, name = found.groups()
    return _NAMED[name] if name else _of_number(int(decimal) if decimal else int(hexadecimal, 16))


def _of_number(number: int) -> str:
    return chr(number) if number <= _LAST_CHARACTER and number not in _SURROGATES else ""
