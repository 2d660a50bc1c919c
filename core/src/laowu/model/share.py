"""Shares and rates as exact fractions with a named whole: never a float, never a rounded percentage."""

import re
from math import gcd
from typing import TYPE_CHECKING

import attrs

from laowu.values import frozen

if TYPE_CHECKING:
    from fractions import Fraction

_PERCENT = re.compile(r"(\d{1,4})(?:\.(\d{1,6}))?\s*[%％]")


@frozen(eq=False)
class Share:
    """A part of a whole, either counted or quoted.

    Attributes:
        part: the numerator: heads, or the quoted percentage's digits.
        whole: the denominator, at least 1: heads, or the power of ten that belongs to the quoted digits.
        quoted: the percentage as the source writes it (``"80.01%"``); empty when the share was counted.
    """

    part: int
    whole: int = attrs.field(validator=attrs.validators.ge(1))
    quoted: str = ""

    @classmethod
    def from_percent(cls, wording: str) -> "Share":
        """Read a quoted percentage such as ``"80.01%"``.

        Raises:
            ValueError: the wording is not a percentage.
        """
        match = _PERCENT.fullmatch(wording.strip())
        if match is None:
            raise ValueError(f"not a percentage: {wording!r}")
        digits = match[1] + (match[2] or "")
        return cls(int(digits), 100 * 10 ** len(match[2] or ""), wording.strip().replace("％", "%"))

    @property
    def value(self) -> "Fraction":
        """The exact value; 1 is the whole."""
        from fractions import Fraction  # slow to import, and most shares are compared without

        return Fraction(self.part, self.whole)

    @property
    def counted(self) -> bool:
        """Whether part and whole are heads, so that a shortfall can be told in heads."""
        return not self.quoted

    # Cross-multiplied: exact like fractions, which would have to be made and reduced first.

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Share) and self.part * other.whole == other.part * self.whole

    def __hash__(self) -> int:
        divisor = gcd(self.part, self.whole)
        return hash((self.part // divisor, self.whole // divisor))

    def __lt__(self, other: "Share") -> bool:
        return self.part * other.whole < other.part * self.whole

    def __le__(self, other: "Share") -> bool:
        return self.part * other.whole <= other.part * self.whole

    def __gt__(self, other: "Share") -> bool:
        return self.part * other.whole > other.part * self.whole

    def __ge__(self, other: "Share") -> bool:
        return self.part * other.whole >= other.part * self.whole

    def __str__(self) -> str:
        return self.quoted or f"{self.part}/{self.whole}（{percent_of(self.part, self.whole)}）"


def percent(value: "Fraction") -> str:
    """An exact percentage if it has at most four decimals, else one cut after four and marked with ``…``."""
    return percent_of(value.numerator, value.denominator)


def percent_of(part: int, whole: int) -> str:
    """:func:`percent` of a part of a whole, without a fraction that would have to be reduced first."""
    units, more = divmod(part * 1_000_000, whole)
    before, after = divmod(units, 10_000)
    if more:
        return f"{before}.{after:04}…%"
    return f"{before}.{after:04}".rstrip("0").rstrip(".") + "%"
