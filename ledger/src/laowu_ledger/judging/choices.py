"""Cells that hold a word out of a list: kinds, groups, yes and no."""

import re
from functools import cache

import pyarrow as pa
import pyarrow.compute as pc

from laowu_ledger.judging.by_unique import Parsed, Reader
from laowu_ledger.judging.regular import PERSONAL_NUMBER, compact
from laowu_ledger.judging.texts import MASKED
from laowu_ledger.reading.cells import shown
from laowu_ledger.schema.spelling import word_key
from laowu_ledger.schema.words import codes

SEPARATOR = ";"
"""Between the codes of a person's groups in the store."""
_SEVERAL = re.compile(r"[、,，;；/|\n+＋]|\s{1,}")
_LONGEST_WORD = 40
_LONGEST_NO = 4


@cache
def choices(vocabulary: str) -> Reader:
    """The reader of words of a vocabulary."""
    known = codes(vocabulary)

    def parse(cell: str) -> Parsed:
        word = word_key(shown(cell))
        code = known.get(word)
        return Parsed(code, () if code is not None or not word else ("word_unknown",))

    return Reader(parse, pa.string())


@cache
def groups(further: frozenset[str] = frozenset()) -> Reader:
    """The reader of groups of people, several in a cell.

    What no list knows is kept as it stands, for somebody to judge.

    Args:
        further: words that a region's own list adds, as words are compared.
    """
    known, old = codes("group"), codes("old_group")

    def parse(cell: str) -> Parsed:
        whole = word_key(shown(cell))
        words = [whole] if whole in known else [word_key(part) for part in _SEVERAL.split(shown(cell))]
        found, reasons = set(), set()
        for word in filter(None, words):
            if word in known:
                found.add(known[word])
            elif word in old:
                found.add(old[word])
                reasons.add("group_old_word")
            else:
                kept = PERSONAL_NUMBER.sub(MASKED, word)[:_LONGEST_WORD]
                found.add(kept)
                reasons |= {"group_unknown"} - ({"group_unknown"} if word in further else set())
                reasons |= {"personal_number"} if kept != word[:_LONGEST_WORD] else set()
        return Parsed(SEPARATOR.join(sorted(found)) or None, tuple(sorted(reasons)))

    return Reader(parse, pa.string())


def parse_flag(cell: str) -> Parsed:
    """Yes or no; a blank is unknown, which is not no."""
    word = compact(cell).casefold()
    code = codes("flag").get(word)
    if code is None:
        return Parsed(None, ("flag_unreadable",) if word else ())
    return Parsed(code == "yes")


def read_present(column: pa.Array) -> pa.Array:
    """Whether something is stated at all, such as the number of a certificate, which itself is left behind."""
    encoded = pc.utf8_slice_codeunits(column, 0, _LONGEST_NO).dictionary_encode()
    words = [compact(cell).casefold() for cell in encoded.dictionary.to_pylist()]
    values = [codes("flag").get(word) != "no" if word else None for word in words]
    return pa.array(values, pa.bool_()).take(encoded.indices)


FLAGS = Reader(parse_flag, pa.bool_())
