"""The table of texts that cells of a workbook share."""

from collections.abc import Iterator
from xml.etree import ElementTree as ET
from zipfile import ZipFile

import attrs
import pyarrow as pa
import pyarrow.compute as pc

from laowu_ledger.reading.cells import cleaned, holds_controls
from laowu_ledger.reading.xlsx.cells import WHITESPACE
from laowu_ledger.reading.xlsx.pieces import ahead, pieces, prefix_of
from laowu_ledger.reading.xlsx.regular import texts_between
from laowu_ledger.reading.xlsx.xml_text import unescaped

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


@attrs.frozen(kw_only=True, eq=False)
class SharedTexts:
    """Shared texts.

    Attributes:
        words: every text once, marked where it is the word of an error, and an empty one at the end.
        places: for each place in the table, that of its text among the words; behind the last, that of the empty one.
    """

    words: pa.Array
    places: pa.Array

    @staticmethod
    def of(texts: list[pa.Array]) -> "SharedTexts":
        """Make them of the table."""
        encoded = pa.concat_arrays([*texts, pa.array([""], pa.string())]).dictionary_encode()
        return SharedTexts(words=encoded.dictionary, places=encoded.indices)


def shared_texts(archive: ZipFile, member: str) -> SharedTexts:
    """Read the table of a workbook; an empty one where it has none."""
    return SharedTexts.of([clean(texts) for texts in _tables(archive, member)] if member else [])


def _tables(archive: ZipFile, member: str) -> Iterator[pa.Array]:
    prefix = prefix_of(archive, member)
    read = ahead(pieces(archive, member, b"<" + prefix + b"si", b"</" + prefix + b"sst"))
    opening = next(read)
    root = opening[opening.rfind(b"<") :]
    for piece in read:
        found = texts_between(piece)
        if found is None:
            # Texts of several parts, with pronunciations beside them, and whatever else there is.
            items = ET.fromstring(root + piece + b"</" + prefix + b"sst>")  # noqa: S314  # expat refuses entity bombs
            found = pa.array([text_of(item) for item in items], pa.string())
        yield found


def text_of(item: ET.Element) -> str:
    """The text of an ``si`` or an ``is``: of its own, or of its runs, but not of how it is pronounced."""
    parts = []
    for child in item:
        match child.tag.rpartition("}")[2]:
            case "t":
                parts.append(_kept(child))
            case "r":
                parts += [_kept(part) for part in child if part.tag.rpartition("}")[2] == "t"]
    return unescaped("".join(parts))


def _kept(part: ET.Element) -> str:
    text = part.text or ""
    return text if part.get(_SPACE) == "preserve" else text.strip(WHITESPACE)


def clean(texts: pa.Array) -> pa.Array:
    """Texts without control characters, and words of errors marked."""
    if not holds_controls(texts) and not pc.any(pc.starts_with(texts, "#")).as_py():
        return texts
    return pa.array([cleaned(text) if text else "" for text in texts.to_pylist()], pa.string())
