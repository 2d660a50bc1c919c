"""Readings: where a document is ambiguous, each way of reading it is a named choice with a default."""

from collections.abc import Mapping
from typing import Any

import attrs

from laowu.model.answers import ReadingUsed
from laowu.text import Text
from laowu.values import frozen


@frozen(kw_only=True)
class Choice:
    """One way of reading.

    Attributes:
        code: code of the choice.
        label: what it says.
        set: rule data it changes, as a tree laid over the rule book; empty when it is what the data say already.
    """

    code: str
    label: Text
    set: Mapping[str, Any] = attrs.field(factory=dict)


@frozen(kw_only=True)
class Reading:
    """One ambiguity of a document.

    Attributes:
        id: id as ``--reading ID=CHOICE`` takes it.
        question: what the text leaves open.
        rules: ids of the rules it bears on.
        default: code of the choice in use unless a deployment says otherwise.
        choices: the ways of reading; the default is among them.
        reason: why the default is the default.
    """

    id: str
    question: Text
    rules: tuple[str, ...] = attrs.field(validator=attrs.validators.min_len(1))
    default: str
    choices: tuple[Choice, ...] = attrs.field()
    reason: Text | None = None

    @choices.validator
    def _default_is_a_choice(self, attribute: "attrs.Attribute[tuple[Choice, ...]]", value: tuple[Choice, ...]) -> None:
        if self.default not in {choice.code for choice in value}:
            raise ValueError(f"the default {self.default!r} is none of the choices")

    def choice(self, code: str) -> Choice:
        """The choice of that code.

        Raises:
            KeyError: there is none.
        """
        for candidate in self.choices:
            if candidate.code == code:
                return candidate
        raise KeyError(code)

    def used(self, code: str) -> ReadingUsed:
        """How the reading is reported when ``code`` is in use."""
        return ReadingUsed(
            id=self.id,
            choice=code,
            default=code == self.default,
            question=self.question,
            says=self.choice(code).label,
            alternatives=tuple(choice.code for choice in self.choices if choice.code != code),
        )
