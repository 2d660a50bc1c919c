"""Words for trades and products, with the division of GB/T 4754-2017 they hint at. A hint never rejects."""

from collections.abc import Iterable
from functools import cache, cached_property
from typing import Any

import tomli

from laowu.places.divisions import lengths_by_head, read_data
from laowu.values import frozen


@frozen(kw_only=True)
class IndustryHint:
    """What a word in an industry segment points to.

    Attributes:
        word: the word that was recognised, 面点.
        code: two-digit division of GB/T 4754-2017, "62".
        name: name of that division, 餐饮业.
    """

    word: str
    code: str
    name: str


class Industries:
    """The list of trade words. Get it with :meth:`load`; it never changes."""

    def __init__(self, hints: dict[str, IndustryHint], place_products: frozenset[str]) -> None:
        self._hints = hints
        self._longest = max(map(len, hints), default=0)
        self._lengths_from = lengths_by_head(hints, 1)
        self._beginnings: dict[str, tuple[str, ...]] = {}
        self.place_products = place_products

    @staticmethod
    def load() -> "Industries":
        """The list shipped with the package, read once per process."""
        return _load()

    def __contains__(self, word: object) -> bool:
        return word in self._hints

    def words(self) -> Iterable[str]:
        """Every listed word."""
        return self._hints.keys()

    def hint(self, segment: str) -> IndustryHint | None:
        """The trade an industry segment points to: its longest known word, among equals the last (the head of a noun)."""
        best: IndustryHint | None = None
        for start in range(len(segment)):
            length = self.word_at(segment, start)
            if length and (best is None or length >= len(best.word)):
                best = self._hints[segment[start : start + length]]
        return best

    def word_at(self, text: str, start: int) -> int:
        """Length of the longest known word beginning at ``start``; 0 when there is none."""
        for length in self._lengths_from.get(text[start : start + 1], ()):
            word = text[start : start + length]
            if word in self._hints:
                return len(word)  # at the end of the text less than length
        return 0

    def place_product_at(self, text: str) -> int:
        """Length of the product named after a place with which ``text`` begins (大理石); 0 when there is none."""
        for end in range(min(len(text), self._longest), 2, -1):
            if text[:end] in self.place_products:
                return end
        return 0

    def compound_at(self, text: str, start: int) -> bool:
        """Whether a known word of two or more characters begins at ``start``."""
        return self.word_at(text, start) > 1

    def spans(self, text: str, place: int) -> bool:
        """Whether a known word lies across ``place`` of ``text``."""
        return any(place < start + self.word_at(text, start) for start in range(max(0, place - self._longest), place))

    def reaching_into(self, end: str) -> tuple[str, ...]:
        """The beginnings of known words that go on into ``end``; where the text before it ends with one, a word lies across."""
        found = self._beginnings.get(end)
        if found is None:
            found = tuple(before for before, after in self._halves.get(end[:1], ()) if end.startswith(after))
            self._beginnings[end] = found
        return found

    @cached_property
    def _halves(self) -> dict[str, list[tuple[str, str]]]:
        """Every way to break a known word in two, by the first character of the second half."""
        halves: dict[str, list[tuple[str, str]]] = {}
        for word in self._hints:
            for place in range(1, len(word)):
                halves.setdefault(word[place], []).append((word[:place], word[place:]))
        return halves

    def covers(self, text: str) -> bool:
        """Whether ``text`` is nothing but known words; nothing is."""
        return text in self._hints or not text or (text[0] in self._lengths_from and self.covered_from(text) == 0)

    def covered_from(self, text: str, *, least: int = 0) -> int:
        """The smallest index, not below ``least``, from which ``text`` is nothing but known words; ``len(text)`` when none is."""
        hints, longest, size = self._hints, self._longest, len(text)
        ends = [size]  # places from which the rest is covered, the nearest last
        best = size
        for start in range(size - 1, least - 1, -1):
            for end in reversed(ends):
                if end - start > longest:
                    break
                if text[start:end] in hints:
                    ends.append(start)
                    best = start
                    break
        return best

    def covered_to(self, text: str) -> int:
        """The largest index up to which ``text`` is nothing but known words; 0 when it does not begin with one."""
        hints, longest = self._hints, self._longest
        starts = [0]
        for end in range(1, len(text) + 1):
            for start in reversed(starts):
                if end - start > longest:
                    break
                if text[start:end] in hints:
                    starts.append(end)
                    break
        return starts[-1]


@cache
def _load() -> Industries:
    table: dict[str, Any] = tomli.loads(read_data("industries.toml"))
    hints: dict[str, IndustryHint] = {}
    for division in table["division"]:
        for word in division["words"].split():
            hints.setdefault(word, IndustryHint(word=word, code=division["code"], name=division["name"]))
    return Industries(hints, frozenset(table["place_products"].split()))
