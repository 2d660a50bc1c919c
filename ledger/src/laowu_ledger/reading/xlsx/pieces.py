"""A part of a workbook unpacked piece by piece, each ending where an element ends, one piece ahead of whoever works on them."""

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar
from zipfile import ZipFile

T = TypeVar("T")

PIECE = 1 << 24
"""Bytes unpacked at a time."""
_READ = 1 << 18


def pieces(archive: ZipFile, member: str, begin: bytes, end: bytes) -> Iterator[bytes]:
    """What stands before the first element that begins so, then pieces of whole elements.

    Args:
        archive: the workbook.
        member: the part.
        begin: how an element begins, such as ``<row``.
        end: what follows the last of them, such as ``</sheetData``.
    """
    with archive.open(member) as stream:
        rest = b""
        opened = False
        while piece := _filled(stream.read, PIECE):
            searched = max(0, len(rest) - len(end))
            rest += piece
            last = rest.find(end, searched)
            if last >= 0:
                rest = rest[:last]
            if not opened and (first := rest.find(begin)) >= 0:
                yield rest[:first]
                rest, opened = rest[first:], True
            if last >= 0:
                break
            if opened and (place := rest.rfind(begin)) > 0:
                yield rest[:place]
                rest = rest[place:]
        yield rest


def prefix_of(archive: ZipFile, member: str) -> bytes:
    """What stands before the names of a part's elements, with its colon; mostly nothing.

    Raises:
        NotImplementedError: the part is written in another encoding than UTF-8.
    """
    with archive.open(member) as stream:
        start = stream.read(_OPENING)
    declared = _ENCODING.search(start)
    if declared is not None and declared[1].lower() not in (b"utf-8", b"utf8", b"us-ascii"):
        raise NotImplementedError(f"a part of the workbook is not in UTF-8 but in {declared[1]!r}")
    root = _ROOT.search(start)
    return root[1] if root is not None else b""


_OPENING = 4096
_ENCODING = re.compile(rb"""^[^<]*<\?xml[^>]*\sencoding=["']([^"']*)""")
_ROOT = re.compile(rb"<((?:[A-Za-z]\w*:)?)(?:worksheet|sst)\b")


def _filled(read, size: int) -> bytes:  # type: ignore[no-untyped-def]  # of a stream of zipfile
    """So many bytes, read in smaller steps, which is quicker."""
    parts = []
    while size > 0 and (part := read(min(size, _READ))):
        parts.append(part)
        size -= len(part)
    return b"".join(parts)


def ahead(items: Iterator[T]) -> Iterator[T]:
    """The same items, each made while the one before is worked on."""
    done = object()
    with ThreadPoolExecutor(1) as thread:
        coming = thread.submit(next, items, done)
        while (item := coming.result()) is not done:
            coming = thread.submit(next, items, done)
            yield item  # type: ignore[misc]  # the last one is never passed on
