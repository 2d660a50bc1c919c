"""Texts made regular: one width, no stray spaces, apostrophes of spreadsheets taken off."""

import re
import unicodedata

from laowu_ledger.reading.cells import shown

# Everything that Unicode counts as a space or that has no width at all.
SPACES = re.compile(r"[\s\u00ad\u200b-\u200f\u2028-\u202f\u205f\u2060\u3164\ufeff]+")
APOSTROPHES = "'’‘`"
FORMULA_STARTS = ("=", "+", "-", "@")
# Fourteen digits in a row and more are nobody's address or course.
PERSONAL_NUMBER = re.compile(r"\d{6}(?:18|19|20)\d{2}(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])\d{3}[\dXx]|\d{15,}[Xx]?|\d{14}[\dXx]")
LONGEST = 200


def regular(cell: str) -> str:
    """A cell in one width, without marks, and with single spaces where there are some."""
    text = SPACES.sub(" ", unicodedata.normalize("NFKC", shown(cell))).strip()
    return (text[1:].strip() if text[:1] and text[0] in APOSTROPHES else text)[:LONGEST]


def compact(cell: str) -> str:
    """A cell in one width without any space."""
    return SPACES.sub("", unicodedata.normalize("NFKC", shown(cell))).strip(APOSTROPHES)
