"""What every rule has: an id, a summary in our own words, a clause, and days in force."""

from collections.abc import Iterable
from datetime import date
from typing import TypeVar

import attrs

from laowu.text import Text
from laowu.values import frozen


@frozen(kw_only=True)
class Rule:
    """One rule of a locality.

    Attributes:
        id: key of the rule in its file; the id of the clause in the locality's list of clauses.
        also: ids of further clauses that this rule carries.
        summary: what it says, in our own words.
        document: id of the document; taken from the head of the file when the rule does not name one.
        clause: locator inside the document.
        since: first day in force; the document's when the rule does not name one.
        until: first day no longer in force, or ``None``.
    """

    id: str
    also: tuple[str, ...] = ()
    summary: Text
    document: str
    clause: str
    since: date
    until: date | None = attrs.field(default=None)

    @until.validator
    def _ends_after_it_begins(self, attribute: "attrs.Attribute[date | None]", value: date | None) -> None:
        if value is not None and value < self.since:
            raise ValueError(f"'until' must be >= {self.since.isoformat()}: {value.isoformat()}")

    def in_force(self, on: date) -> bool:
        """Whether the rule applies on ``on``."""
        return self.since <= on and (self.until is None or on < self.until)


R = TypeVar("R", bound=Rule)


def in_force(rules: Iterable[R], on: date) -> tuple[R, ...]:
    """The rules that apply on ``on``, in their order."""
    return tuple(rule for rule in rules if rule.in_force(on))
