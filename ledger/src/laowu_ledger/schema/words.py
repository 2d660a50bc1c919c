"""The words that cells hold, by the codes they stand for."""

from collections.abc import Mapping
from functools import cache

from laowu_ledger.schema.spelling import word_key
from laowu_ledger.schema.tables import table


@cache
def codes(vocabulary: str) -> Mapping[str, str]:
    """The codes of a vocabulary by every spelling of their words, the codes themselves included."""
    found: dict[str, str] = {}
    for code, words in table("words")[vocabulary].items():
        for word in (code, *words):
            found.setdefault(word_key(word), code)
    return found


@cache
def first_words(vocabulary: str) -> Mapping[str, str]:
    """The word that stands for each code in a template."""
    return {code: words[0] for code, words in table("words")[vocabulary].items()}
