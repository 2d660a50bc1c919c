"""Refusals: what is wrong with one value of a file, and how a whole list of them becomes one readable error.

A hook that reads a value raises :class:`Refusal`; a reader that goes on after the first mistake collects them in
:class:`Refusals`, which knows the file and turns a path such as ``("facts", "workers", "year")`` into
``dossier.toml:12 facts.workers.year``.
"""

import unicodedata
from collections.abc import Collection, Iterable
from datetime import date, time
from itertools import islice
from typing import Protocol

from laowu.errors import did_you_mean
from laowu.text import Text
from laowu.toml_source import ErrorClass, TomlPath, is_decimal, kind_of, shortened, toml_path

Step = str | int
Path = TomlPath

#: After so many mistakes a file is not read on: nobody mends more at once, and a hostile one holds millions.
ENOUGH = 100

_LISTED = 12
_WHOLE_BITS = 64


class Source(Protocol):
    """What a refusal must know about the file it points into; a ``TomlSource`` is one."""

    @property
    def name(self) -> str:
        """The file as the reader knows it."""

    def line_of(self, path: Path) -> int | None:
        """The line, from 1, of the value at ``path`` or of the nearest table around it; ``None`` when there is none."""

    def place(self, path: Path) -> str:
        """File and line of the value at ``path``: ``dossier.toml:12``."""


class Refusal(Exception):
    """A value that cannot be taken as it stands.

    Attributes:
        says: one sentence on what is wrong.
        mend: one sentence on how to put it right; ``None`` when ``says`` already tells.
        at: steps from the value being read down to the one that is wrong.
    """

    def __init__(self, says: Text, mend: Text | None = None, *, at: Path = ()) -> None:
        super().__init__(says, mend, at)
        self.says = says
        self.mend = mend
        self.at = at

    @property
    def parts(self) -> "tuple[Refusal, ...]":
        """The refusals one by one: this one, unless it stands for several."""
        return (self,)

    def below(self, *steps: Step) -> "Refusal":
        """The same refusal seen from further up."""
        return Refusal(self.says, self.mend, at=(*steps, *self.at))


class SeveralRefused(Refusal):
    """Several refusals found in one value; it speaks with the voice of the first."""

    def __init__(self, refusals: Iterable[Refusal]) -> None:
        self._parts = tuple(islice((part for refusal in refusals for part in refusal.parts), ENOUGH))
        first = self._parts[0]
        super().__init__(first.says, first.mend, at=first.at)

    @property
    def parts(self) -> tuple[Refusal, ...]:
        """The refusals one by one."""
        return self._parts

    def below(self, *steps: Step) -> Refusal:
        """The same refusals seen from further up."""
        return SeveralRefused(part.below(*steps) for part in self._parts)


class Refusals:
    """What is wrong with one file, collected so that a reader need not stop at the first mistake."""

    def __init__(self, source: Source | None, error: ErrorClass) -> None:
        """Start an empty list.

        Args:
            source: the file the paths point into; ``None`` for data that came from no file.
            error: class of the error to raise.
        """
        self._source = source
        self._error = error
        self._found: list[Refusal] = []

    def add(self, path: Path, says: Text, mend: Text | None = None) -> None:
        """Record one refusal of the value at ``path``."""
        self.take(path, [Refusal(says, mend)])

    def take(self, path: Path, refusals: Iterable[Refusal]) -> None:
        """Record refusals found while the value at ``path`` was read, as long as there are not enough."""
        parts = (part.below(*path) for refusal in refusals for part in refusal.parts)
        self._found.extend(islice(parts, ENOUGH - len(self._found)))

    @property
    def enough(self) -> bool:
        """Whether there is no point in reading on."""
        return len(self._found) >= ENOUGH

    def __bool__(self) -> bool:
        return bool(self._found)

    def raise_any(self) -> None:
        """Raise what was found, in the order of the file; the first carries the rest in ``further``.

        Raises:
            LaowuError: of the class given, when anything was found.
        """
        ordered = sorted(self._found, key=lambda refusal: line_near(self._source, refusal.at))
        errors = [self._error(item.says, where=where(self._source, item.at), mend=item.mend) for item in ordered]
        if errors:
            errors[0].further = tuple(errors[1:])
            raise errors[0]


def line_near(source: Source | None, path: Path) -> int:
    """The line of the value at ``path``, or of the nearest table around it; 1 for what is missing at the top."""
    return (source.line_of(path) if source else None) or 1


def where(source: Source | None, path: Path) -> str:
    """File, line and TOML path: ``dossier.toml:12 facts.workers.year``."""
    if source is None:
        return toml_path(path)
    place = f"{source.name}:1" if source.line_of(path) is None else source.place(path)
    return f"{place} {toml_path(path)}".strip()


def shown(value: object) -> str:
    """A value as TOML writes it, short enough and plain enough for a message; empty for tables and arrays."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value) if value.bit_length() <= _WHOLE_BITS else ""
    if isinstance(value, str):
        return f'"{shortened(value)}"'
    if isinstance(value, (date, time)) or is_decimal(value):
        return str(value)
    return ""


def unprintable(character: str) -> bool:
    """Whether a character controls the display instead of showing: control codes and changes of writing direction."""
    if unicodedata.category(character) == "Cc":
        return True
    return character in "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


def listing(known: Collection[str]) -> Text:
    """Known words in a row, the first dozen of them."""
    words = list(known)
    tail = "…" if len(words) > _LISTED else ""
    row = words[:_LISTED]
    return Text("、".join(row) + tail, ", ".join(row) + tail)


def suggestion(word: str, known: Collection[str]) -> Text | None:
    """Known words near ``word``, or the first of all of them; ``None`` when nothing is known."""
    if not known:
        return None
    return did_you_mean(word, known) or Text("可写：", "known here: ") + listing(known)


def unknown_key(key: str, known: Collection[str], mend: Text | None = None) -> Refusal:
    """The refusal of a key that means nothing here; seen from the table that holds it."""
    name = shortened(key)
    says = Text(f"没有“{name}”这个键", f"there is no key “{name}” here")
    return Refusal(says, mend or suggestion(key, known), at=(key,))


def wrong_kind(expected: Text, value: object, mend: Text | None = None) -> Refusal:
    """The refusal of a value of the wrong kind."""
    kind, wording = kind_of(value), shown(value)
    found = Text(f"{kind.zh} {wording}".strip(), f"{kind.en} {wording}".strip())
    return Refusal(Text("应为", "expected ") + expected + Text("，写的是", ", found ") + found, mend)


def not_among(value: str, known: Collection[str]) -> Refusal:
    """The refusal of a code that is none of the known ones: the allowed ones, and those near what was written."""
    says = Text(f"“{shortened(value)}”不在可选之列", f"“{shortened(value)}” is none of the choices")
    near = did_you_mean(value, known)
    choices = Text("可写：", "choices: ") + listing(known)
    return Refusal(says, choices + Text("；", "; ") + near if near else choices)
