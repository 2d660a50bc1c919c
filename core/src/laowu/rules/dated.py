"""Values that change over time: each with the first day it applies and, where it has its own, the clause."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, Generic, TypeVar

import attrs

from laowu.values import frozen

T = TypeVar("T")


@frozen(kw_only=True)
class DatedValue(Generic[T]):
    """One value and when it begins.

    Attributes:
        since: first day it applies; ``None`` for the value that was there from the start.
        value: the value.
        clause: locator of its own clause; ``None`` when it stands in the rule's clause.
    """

    since: "date | None" = None
    value: T
    clause: str | None = None


@frozen
class Dated(Generic[T]):
    """The history of one value, oldest first."""

    values: tuple[DatedValue[T], ...] = attrs.field(validator=attrs.validators.min_len(1))

    @classmethod
    def always(cls, value: T) -> "Dated[T]":
        """A value that never changed."""
        return cls((DatedValue(value=value),))

    def on(self, day: date) -> T:
        """The value in force on ``day``; before the first change, the oldest.

        Whether the rule itself is in force is the rule's own question.
        """
        current = self.values[0]
        for later in self.values[1:]:
            if later.since is not None and later.since <= day:
                current = later
        return current.value


def each_at_least(least: int) -> "Callable[[Any, attrs.Attribute[Any], Any], None]":
    """A validator for whole numbers that change over time, alone or by key; ``None`` is passed over."""

    def validate(instance: Any, attribute: "attrs.Attribute[Any]", value: Any) -> None:
        histories: Iterable[Dated[int]] = value.values() if isinstance(value, dict) else filter(None, [value])
        for entry in (entry for history in histories for entry in history.values):
            if entry.value < least:
                raise ValueError(f"'{attribute.name}' must be >= {least}: {entry.value}")

    return validate
