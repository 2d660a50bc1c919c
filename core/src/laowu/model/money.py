"""Money: whole fen inside, never a float; exact, an interval, or not stated."""

from functools import total_ordering

import attrs

from laowu.text import Text
from laowu.values import frozen

FEN_PER_YUAN = 100


@total_ordering
@frozen
class Money:
    """An exact sum of renminbi.

    Attributes:
        fen: the sum in fen (1 yuan = 100 fen).
    """

    fen: int = attrs.field(validator=attrs.validators.instance_of(int))

    @classmethod
    def yuan(cls, amount: int) -> "Money":
        """A sum given in whole yuan."""
        return cls(amount * FEN_PER_YUAN)

    def __add__(self, other: "Money") -> "Money":
        return Money(self.fen + other.fen)

    def __sub__(self, other: "Money") -> "Money":
        return Money(self.fen - other.fen)

    def __mul__(self, times: int) -> "Money":
        return Money(self.fen * times)

    def __lt__(self, other: "Money") -> bool:
        return self.fen < other.fen

    def __str__(self) -> str:
        sign, fen = ("-", -self.fen) if self.fen < 0 else ("", self.fen)
        whole, rest = divmod(fen, FEN_PER_YUAN)
        return f"{sign}{whole:,}" + (f".{rest:02}" if rest else "")


ZERO = Money(0)


@frozen(kw_only=True)
class Amount:
    """An answer about money: exact, an interval with both ends included, or not stated.

    Attributes:
        low: the least that can be due; ``None`` when the document states no sum.
        high: the most that can be due; ``None`` when the document states no sum.
    """

    low: Money | None = None
    high: Money | None = attrs.field(default=None)

    @high.validator
    def _ends_belong_together(self, attribute: "attrs.Attribute[Money | None]", value: Money | None) -> None:
        if (self.low is None) != (value is None):
            raise ValueError("an amount has both ends or none")
        if self.low is not None and value is not None and value < self.low:
            raise ValueError("an interval of money runs from low to high")

    @classmethod
    def exactly(cls, sum_: Money) -> "Amount":
        """A certain sum."""
        return cls(low=sum_, high=sum_)

    @classmethod
    def between(cls, low: Money, high: Money) -> "Amount":
        """Any sum from ``low`` to ``high``, both included."""
        return cls(low=low, high=high)

    @property
    def kind(self) -> str:
        """``"exact"``, ``"interval"`` or ``"not stated"``."""
        if self.low is None:
            return "not stated"
        return "exact" if self.low == self.high else "interval"

    @property
    def label(self) -> Text:
        """The amount as a reader sees it, in yuan."""
        if self.low is None:
            return Text("未载明", "not stated")
        if self.low == self.high:
            return Text(f"{self.low} 元", f"{self.low} yuan")
        return Text(f"{self.low} 至 {self.high} 元", f"{self.low} to {self.high} yuan")

    def __add__(self, other: "Amount") -> "Amount":
        """The sum of two amounts; not stated swallows everything, because a part of the total is unknown."""
        if self.low is None or self.high is None or other.low is None or other.high is None:
            return NOT_STATED
        return Amount(low=self.low + other.low, high=self.high + other.high)


NOTHING = Amount.exactly(ZERO)
NOT_STATED = Amount()
