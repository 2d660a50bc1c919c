"""Marks of a name that an official would look at twice: the wording of a slogan, what may be somebody's name."""

import unicodedata
from functools import cache

import tomli

from laowu.places.divisions import read_data
from laowu.places.industries import Industries
from laowu.values import frozen

_LONGEST_PERSONAL_NAME = 3


@frozen(kw_only=True)
class Marks:
    """The lists, read once per process with :meth:`load`.

    Attributes:
        slogan: words of praise and promise.
        clause_signs: signs that end a clause.
        surnames: common family names.
    """

    slogan: frozenset[str]
    clause_signs: frozenset[str]
    surnames: tuple[str, ...]

    @staticmethod
    def load() -> "Marks":
        """The lists shipped with the package."""
        return _load()

    def is_slogan(self, name: str) -> bool:
        """Whether a name, as written, praises or promises, or is a sentence."""
        plain = unicodedata.normalize("NFKC", name)
        return any(word in plain for word in self.slogan) or not self.clause_signs.isdisjoint((*name, *plain))

    def holds_personal_name(self, industry: str, *, person_says_the_trade: bool) -> bool:
        """Whether the industry segment begins with what may be somebody's name: a family name in front of known trade words.

        Args:
            industry: the industry segment.
            person_says_the_trade: the word for the person names the trade, so that nothing need follow the name.
        """
        head = Industries.load().covered_from(industry)
        if not head or head > _LONGEST_PERSONAL_NAME or (head == len(industry) and not person_says_the_trade):
            return False
        return industry.startswith(self.surnames)


@cache
def _load() -> Marks:
    table = tomli.loads(read_data("marks.toml"))
    return Marks(
        slogan=frozenset(table["slogan"].split()),
        clause_signs=frozenset(table["clause_signs"]),
        surnames=tuple(table["surnames"].split()),
    )
