"""The values that are tried: from one to another in even steps, or a few that were named, with the stated one among them."""

from collections.abc import Iterable, Iterator
from fractions import Fraction

from laowu.errors import SettingsError
from laowu.model.share import Share
from laowu.rules.variation import Number
from laowu.text import Text
from laowu.values import frozen

_STEPS = 50
"""How many steps are taken when nobody says how wide one is."""
_MOST = 1_000
_MOST_DIGITS = 15
_WHOLE = 100


@frozen
class Asked:
    """The values asked for: every one, or a first, a last and a step.

    Attributes:
        values: the values named; the first and the last where ``step`` or ``even`` fills in what lies between.
        even: whether what lies between the two is tried as well.
        step: how far apart; ``None`` for steps that make round numbers.
        share: whether they are percentages.
    """

    values: tuple[Fraction, ...]
    even: bool
    step: Fraction | None
    share: bool


def asked_values(written: str) -> Asked:
    """Read ``3000..8000``, ``3000..8000/250``, ``50%..90%/5%`` or ``3000,5000,8000``.

    Raises:
        SettingsError: it is none of these.
    """
    first, dots, rest = written.partition("..")
    last, slash, step = rest.partition("/")
    words = [first, last, *([step] if slash else [])] if dots else written.split(",")
    numbers = [_number(word.replace(",", "") if dots else word, written) for word in words]
    if len({share for _, share in numbers}) > 1:
        raise _refused(written, Text("百分比与整数混用", "percentages and whole numbers are mixed"))
    values = tuple(value for value, _ in numbers)
    share = numbers[0][1]
    if not dots:
        return Asked(tuple(sorted(set(values))), even=False, step=None, share=share)
    if values[0] >= values[1]:
        raise _refused(written, Text("起点应小于终点", "the first must be less than the last"))
    if slash and not values[2]:
        raise _refused(written, Text("步长不能为零", "the step is nothing"))
    return Asked(values[:2], even=True, step=values[2] if slash else None, share=share)


def _number(word: str, written: str) -> tuple[Fraction, bool]:
    text = word.strip().replace("_", "")
    if text.endswith(("%", "％")):
        try:
            return Share.from_percent(text).value, True
        except ValueError:
            raise _refused(written, Text(f"“{word}”不是百分比", f"“{word}” is no percentage")) from None
    if not (text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS):
        raise _refused(written, Text(f"“{word}”不是整数或百分比", f"“{word}” is no whole number and no percentage"))
    return Fraction(int(text)), False


def _refused(written: str, what: Text) -> SettingsError:
    mend = Text("写成 3000..8000、3000..8000/250 或 3000,5000,8000", "write 3000..8000, 3000..8000/250 or 3000,5000,8000")
    return SettingsError(what, where=f"--sweep {written}", mend=mend)


def tried(asked: Asked, stated: Iterable[Number]) -> tuple[Number, ...]:
    """The values tried, smallest first: those asked for, and of the stated ones those that lie between.

    Raises:
        SettingsError: they are too many, or of another kind than the stated ones.
    """
    there = [as_fraction(value) for value in stated]
    if any(isinstance(value, str) != asked.share for value in stated):
        what = Text("这里的数值是百分比", "the value there is a percentage")
        if asked.share:
            what = Text("这里的数值是整数，不是百分比", "the value there is a whole number, no percentage")
        raise SettingsError(what, where="--sweep")
    values = set(_stepped(asked)) if asked.even else set(asked.values)
    values |= {value for value in there if asked.values[0] <= value <= asked.values[-1]}
    return tuple(_written(value, share=asked.share) for value in sorted(values))


def number_of(written: str) -> Number:
    """A value of a result as rule data write it."""
    return int(written) if written.isdigit() else written


def as_fraction(value: Number) -> Fraction:
    """A number of the rule data as an exact one."""
    return Fraction(value) if isinstance(value, int) else Share.from_percent(value).value


def _stepped(asked: Asked) -> Iterator[Fraction]:
    first, last = asked.values
    step = asked.step or _round_step(last - first, least=Fraction(1, 10_000) if asked.share else Fraction(1))
    if (last - first) / step > _MOST:
        what = Text(f"取值超过 {_MOST} 个", f"there are more than {_MOST} values")
        raise SettingsError(what, where="--sweep", mend=Text("加大步长", "take a wider step"))
    value = first
    while value < last:
        yield value
        value += step
    yield last


def _round_step(width: Fraction, least: Fraction) -> Fraction:
    """The least of 1, 2, 5, 10, 20 … that covers the width in so many steps."""
    step, place = least, 0
    while width / step > _STEPS:
        step *= (2, Fraction(5, 2), 2)[place % 3]
        place += 1
    return step


def _written(value: Fraction, *, share: bool) -> Number:
    if not share:
        return int(value)
    whole, rest = divmod(value * _WHOLE, 1)
    digits = ""
    while rest:
        digit, rest = divmod(rest * 10, 1)
        digits += str(digit)
    return f"{whole}.{digits}%" if digits else f"{whole}%"
