"""The one spelling in which headings and words of cells are compared: one width, one case, no spaces."""

import re
import unicodedata

_SPACES = re.compile(r"[\s\u200b-\u200f\u2028-\u202f\u2060\ufeff*＊:：]+")
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|【[^【】]*】|<[^<>]*>")


def word_key(word: str) -> str:
    """A word of a cell as words are compared."""
    return _SPACES.sub("", unicodedata.normalize("NFKC", word)).casefold()


def heading_key(heading: str) -> str:
    """A heading as headings are compared: 身份证号码（必填）* is 身份证号码."""
    whole = word_key(heading)
    without = _BRACKETS.sub("", whole)
    return (without or whole).replace("_", "")
