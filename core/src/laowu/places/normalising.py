"""The spelling a name is cut in: full-width forms folded, punctuation removed, traditional characters simplified."""

import unicodedata
from functools import cache
from typing import NamedTuple

from laowu.places.divisions import read_data

PUNCTUATION_STRIPPED = "punctuation_stripped"
TRADITIONAL_CHARACTERS = "traditional_characters"


class Spelling(NamedTuple):
    """A name as it is cut, and the codes of what was changed on the way."""

    text: str
    notes: tuple[str, ...]


def normalise(name: str) -> Spelling:
    """Fold ``name`` to the spelling the dictionaries use.

    NFKC folds full-width letters without a note. Spaces, quotation marks, middle dots and every other mark are removed (note
    ``punctuation_stripped``); traditional characters are replaced (note ``traditional_characters``). Idempotent.
    """
    notes: list[str] = []
    text = unicodedata.normalize("NFKC", name)
    if not text.isalnum():
        kept = "".join(char for char in text if char.isalnum())
        if kept != text:
            notes.append(PUNCTUATION_STRIPPED)
        text = kept
    if not _all_simplified(text):
        simplified = text.translate(_simplified())
        if simplified != text:
            notes.append(TRADITIONAL_CHARACTERS)
        text = simplified
    return Spelling(text, tuple(notes))


def _all_simplified(text: str) -> bool:
    """Whether the simplified standard set (GB/T 2312) has every character: the table of traditional ones holds none of it."""
    try:
        text.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


@cache
def _simplified() -> dict[int, str]:
    traditional, simplified = read_data("traditional.txt").splitlines()
    return dict(zip(map(ord, traditional), simplified, strict=True))
