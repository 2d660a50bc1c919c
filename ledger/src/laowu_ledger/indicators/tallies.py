"""What counting comes to: whole numbers by brand, year and indicator."""

from collections.abc import Iterator, Mapping, Sequence

import attrs
import numpy as np
import numpy.typing as npt

from laowu.rules.predicate import Leaf
from laowu_ledger.indicators.definitions import Definitions, Indicator
from laowu_ledger.indicators.period import Period
from laowu_ledger.indicators.truth import NO, UNKNOWN, YES, Truth, weigh

Matrix = npt.NDArray[np.int64]
"""A row for each brand, and columns for the codes of people, for what open people are open for, and :data:`SUMS`."""
Place = tuple[Period, str]
"""Year and name of an indicator."""

OUTSIDE = 0
"""The code of a person who is not among those asked about. Then come the reasons of who is left out, open, and counted."""
SUMS = ("low", "high", "months")


def open_code(indicator: Indicator) -> int:
    """The code of those of whom something that decides is not known."""
    return len(indicator.but_not) + 1


def counted_code(indicator: Indicator) -> int:
    """The code of those who count."""
    return len(indicator.but_not) + 2


def width(indicator: Indicator) -> int:
    """How many columns the matrix of an indicator has."""
    return counted_code(indicator) + 1 + len(indicator.asks) + len(SUMS)


@attrs.frozen(kw_only=True)
class Tally:
    """The people of one brand in one year, for one indicator; of pay, jobs.

    Attributes:
        left_out: how many are left out, by the indicator's reasons in their order.
        open: how many are open.
        counted: how many count.
        open_for: of the open ones, how many are so for each name that the indicator asks about.
        low, high: the sum over those who count: months of pension, or fen; where rows contradict one another, the least and the
            most that it can be.
        months: of pay: the months worked by those who count.
    """

    left_out: tuple[int, ...]
    open: int
    counted: int
    open_for: Mapping[str, int] = attrs.field(hash=False)
    low: int
    high: int
    months: int


Tallies = Mapping[tuple[str, Period], Mapping[str, Tally]]
"""By brand and year, then by the indicator's name; nothing for a year in which nobody of a brand is asked about."""


class Counts:
    """Matrices added up over parts of the people, each part with brands in an order of its own."""

    def __init__(self) -> None:
        self._brands: dict[str, int] = {}
        self._matrices: dict[Place, Matrix] = {}

    def add(self, brands: Sequence[str], matrices: Mapping[Place, Matrix]) -> None:
        """Add what was counted among other people."""
        places = np.array([self._brands.setdefault(brand, len(self._brands)) for brand in brands], np.intp)
        for key, matrix in matrices.items():
            total = self._matrices.get(key, np.zeros((0, matrix.shape[1]), np.int64))
            if len(total) < len(self._brands):
                total = np.concatenate([total, np.zeros((len(self._brands) - len(total), matrix.shape[1]), np.int64)])
                self._matrices[key] = total
            total[places] += matrix  # a brand stands once in a part

    def tallies(self, wanted: Definitions, periods: Sequence[Period]) -> Tallies:
        """The tallies, brands in their order."""
        return dict(self._tallies(wanted, periods))

    def _tallies(self, wanted: Definitions, periods: Sequence[Period]) -> Iterator[tuple[tuple[str, Period], dict[str, Tally]]]:
        for brand in sorted(self._brands):
            place = self._brands[brand]
            for period in periods:
                of_year = {
                    name: self._matrices[period, name][place]
                    for name in wanted.indicators
                    if (period, name) in self._matrices and place < len(self._matrices[period, name])
                }
                if any(row[OUTSIDE + 1 : counted_code(wanted.indicators[name]) + 1].any() for name, row in of_year.items()):
                    yield (brand, period), {name: tally(wanted.indicators[name], row.tolist()) for name, row in of_year.items()}


def tally(indicator: Indicator, row: Sequence[int]) -> Tally:
    """One row of a matrix."""
    last = counted_code(indicator)
    low, high, months = row[-len(SUMS) :]
    return Tally(
        left_out=tuple(row[OUTSIDE + 1 : open_code(indicator)]),
        open=row[open_code(indicator)],
        counted=row[last],
        open_for=dict(zip(indicator.asks, row[last + 1 : -len(SUMS)], strict=True)),
        low=low,
        high=high,
        months=months,
    )


@attrs.frozen(kw_only=True, eq=False)
class Cases:
    """Every way in which what an indicator asks can be answered, and what follows for a person.

    There are few of them, so rules are weighed for cases and not for people. The case of a person is the sum of the answers
    (0 no, 1 unknown, 2 yes), each times three to the power of its place among what is asked. One more case is open for another
    reason.

    Attributes:
        indicator: the indicator.
        codes: the code of each case.
        open_for: for each case and each name that is asked, whether it is open and the name is unknown.
        without_pay: for each case, what it becomes for a job whose pay nobody states.
    """

    indicator: Indicator
    codes: npt.NDArray[np.int8]
    open_for: npt.NDArray[np.bool_]
    without_pay: npt.NDArray[np.int16]

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self.codes)

    @property
    def elsewhere(self) -> int:
        """The case of somebody who may count under another brand, and of a job without pay."""
        return self.count - 1

    def matrix(self, by_case: Matrix) -> Matrix:
        """The matrix of the indicator, from people by brand and case."""
        found = np.zeros((len(by_case), width(self.indicator)), np.int64)
        last = counted_code(self.indicator) + 1
        for code in range(last):
            found[:, code] = by_case[:, self.codes == code].sum(axis=1)
        for place in range(len(self.indicator.asks)):
            found[:, last + place] = by_case[:, self.open_for[:, place]].sum(axis=1)
        return found


def cases_of(indicator: Indicator, period: Period) -> Cases:
    """The cases of an indicator."""
    asks = indicator.asks
    count = 3 ** len(asks)
    digits = {name: (np.arange(count) // 3**place % 3).astype(np.int8) for place, name in enumerate(asks)}

    def leaf(asked: Leaf) -> Truth:
        truth: Truth = digits[asked.fact]
        return truth if asked.bound.on(period.on) else np.int8(YES) - truth

    who = weigh(indicator.who, leaf, count)
    reasons = [weigh(each.when, leaf, count) for each in indicator.but_not]
    codes = np.full(count, counted_code(indicator), np.int8)
    for truth in (who, *reasons):
        codes[truth == UNKNOWN] = open_code(indicator)
    for code, truth in reversed(list(enumerate(reasons, OUTSIDE + 1))):
        codes[truth == YES] = code
    codes[who == NO] = OUTSIDE
    open_for = np.stack([(codes == open_code(indicator)) & (digits[name] == UNKNOWN) for name in asks], axis=1)
    without_pay = np.where(codes == counted_code(indicator), count, np.arange(count)).astype(np.int16)
    return Cases(
        indicator=indicator,
        codes=np.append(codes, np.int8(open_code(indicator))),
        open_for=np.append(open_for, np.zeros((1, len(asks)), np.bool_), axis=0),
        without_pay=np.append(without_pay, np.int16(count)),
    )
