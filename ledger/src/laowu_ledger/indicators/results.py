"""From tallies to results: a count with its bounds, who was left out and who is open, and one count over another."""

from collections.abc import Iterator, Mapping

import attrs

from laowu.model.facts import Value
from laowu.model.share import Share
from laowu.text import Text, joined
from laowu_ledger.indicators.definitions import Definitions, Indicator, Ratio
from laowu_ledger.indicators.period import MONTHS, Period
from laowu_ledger.indicators.tallies import Tallies, Tally

FEN = 100


@attrs.frozen(kw_only=True)
class Counted:
    """An indicator for one brand and year.

    Attributes:
        indicator: what is counted.
        brand: the brand.
        period: the year, as far as it has passed.
        tally: the people behind it.
        low, high: the value: equal where it is exact, ``None`` for an end that is not known.
    """

    indicator: Indicator
    brand: str
    period: Period
    tally: Tally
    low: Value | None
    high: Value | None

    @property
    def exact(self) -> bool:
        """Whether one value is known."""
        return self.low is not None and self.low == self.high

    @property
    def left_out(self) -> tuple[tuple[Text, int], ...]:
        """Who was left out, with how many, by reason; reasons that apply to nobody are not told."""
        named = zip(self.indicator.but_not, self.tally.left_out, strict=True)
        return tuple((each.label, number) for each, number in named if number)


@attrs.frozen(kw_only=True)
class Shared:
    """One count over another, for one brand and year.

    Attributes:
        ratio: what is set against what.
        brand: the brand.
        period: the year.
        part, whole: the two counts.
        low, high: the value, as for :class:`Counted`; ``None`` where there is nobody in the whole.
    """

    ratio: Ratio
    brand: str
    period: Period
    part: Counted
    whole: Counted
    low: Share | None
    high: Share | None


@attrs.frozen(kw_only=True, eq=False)
class BrandYear:
    """Everything that is counted of one brand in one year."""

    brand: str
    period: Period
    counts: Mapping[str, Counted]
    shares: tuple[Shared, ...]


def results(tallies: Tallies, wanted: Definitions) -> Iterator[BrandYear]:
    """The results, by brand and year in their order."""
    for (brand, period), by_name in tallies.items():
        counts = {name: counted(wanted.indicators[name], brand, period, tally) for name, tally in by_name.items()}
        shares = tuple(_shared(ratio, counts[ratio.part], counts[ratio.whole]) for ratio in wanted.ratios)
        yield BrandYear(brand=brand, period=period, counts=counts, shares=shares)


def counted(indicator: Indicator, brand: str, period: Period, tally: Tally) -> Counted:
    """An indicator with its value."""
    low, high = _VALUES[indicator.counts](tally)
    return Counted(indicator=indicator, brand=brand, period=period, tally=tally, low=low, high=high)


Ends = tuple[Value | None, Value | None]


def _people(tally: Tally) -> Ends:
    return tally.counted, tally.counted + tally.open


def _flag(tally: Tally) -> Ends:
    """Somebody who counts settles it; nobody does where some are open."""
    answer = True if tally.counted else None if tally.open else False
    return answer, answer


def _months(tally: Tally) -> Ends:
    return tally.low, tally.high + tally.open * MONTHS


def _pay_sum(tally: Tally) -> Ends:
    """Whole yuan that the sum lies between; a job without a stated pay leaves it open upwards."""
    return tally.low // FEN, None if tally.open else -(-tally.high // FEN)


def _pay_average(tally: Tally) -> Ends:
    """Twelve times the pay of a month worked, between whole yuan; nothing while the pay of a job is not stated."""
    if tally.open or not tally.months:
        return None, None
    each = tally.months * FEN
    return tally.low * MONTHS // each, -(-tally.high * MONTHS // each)


_VALUES = {"people": _people, "flag": _flag, "months": _months, "pay_sum": _pay_sum, "pay_average": _pay_average}


def _shared(ratio: Ratio, part: Counted, whole: Counted) -> Shared:
    ends = [part.low, part.high, whole.low, whole.high]
    low = high = None
    if all(isinstance(end, int) for end in ends):
        least, most, fewest, all_ = (int(end) for end in ends if isinstance(end, int))
        if all_ > 0:
            low = Share(min(least, all_), all_)
            high = Share(min(most, fewest), fewest) if fewest > 0 else Share(1, 1)
    return Shared(ratio=ratio, brand=part.brand, period=part.period, part=part, whole=whole, low=low, high=high)


def wage_ratio(average: Counted, trade_yuan: int) -> Share | None:
    """The average wage against that of a trade, exactly: the sum itself, and not an average in whole yuan, is set against it."""
    tally = average.tally
    if average.low is None or tally.low != tally.high or not trade_yuan:
        return None
    return Share(tally.low * MONTHS, tally.months * FEN * trade_yuan)


def told(result: Counted) -> Text | None:
    """Who was left out and who is open, in words; ``None`` when nobody is."""
    parts = [Text(f"{label.zh} {number}", f"{number} {label.en}") for label, number in result.left_out]
    said = [Text("未计入：", "left out: ") + joined(parts, zh="、", en=", ")] if parts else []
    if result.tally.open:
        whom = Text("份工作", " jobs") if result.indicator.of_jobs else Text("人", " people")
        number = f"{result.tally.open}"
        said.append(Text(f"情况不明 {number} ", f"not known of {number}") + whom)
    return joined(said, zh="；", en="; ") if said else None
