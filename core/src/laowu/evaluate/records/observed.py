"""What a record tells of one comparison or one question to an official, as text: all but the figure is written beforehand.

What it says is defined by :func:`laowu.decide.conditions.observation` alone. A figure that is stated plainly is filled into text
that was made of it once; one with bounds, a note or a value of another kind is told in full each time.
"""

from collections.abc import Callable, Container
from datetime import date
from json.encoder import encode_basestring as quoted
from typing import Any

from laowu.decide.comparison import ShareGap, exact_text, gap_told, share_gap, shortfall
from laowu.decide.conditions import judged, negated, observation
from laowu.decide.outcome_numbers import MET, NO_DATA, NOT_MET, OUTCOMES
from laowu.decide.wording import share_wording, value_wording
from laowu.evaluate.records.cut_text import cut, cut_open, mark
from laowu.evaluate.result_data import json_at, result_data
from laowu.model.answers import Observation, Shortfall
from laowu.model.dossier import Judgement
from laowu.model.facts import FactDefinition, FactType, Figure, Grade, Value
from laowu.model.share import Share, percent_of
from laowu.rules.predicate import Leaf, Operator
from laowu.text import Text

#: An observation stands in an array, in a finding, in an array, in the report.
DEPTH = 4
_KINDS: dict[FactType, type] = {
    FactType.COUNT: int,
    FactType.YUAN: int,
    FactType.SHARE: Share,
    FactType.FLAG: bool,
    FactType.TEXT: str,
    FactType.DATE: date,
    FactType.CODE: str,
    FactType.CODES: tuple,
    FactType.DIVISIONS: tuple,
}
_DISTANCES = (Operator.AT_LEAST, Operator.MORE_THAN, Operator.AT_MOST, Operator.LESS_THAN)
_KEPT = 256
#: Of which kinds of value only a few are worth keeping the text of, and which; of shares none.
_FEW: dict[type, Container[object]] = {int: range(100), Share: ()}
_NUMBERS = (MET, NO_DATA, NOT_MET)


class Comparison:
    """One comparison.

    Attributes:
        lacking: what is told where nobody stated a figure.
    """

    def __init__(self, leaf: Leaf, definition: FactDefinition, *, on: date, year: int | None, nots: int) -> None:
        """Write what every brand is told alike.

        Args:
            leaf: the comparison.
            definition: the fact it asks about.
            on: date judged.
            year: calendar year asked about, or ``None``.
            nots: how many *not* it stands in.
        """
        self._leaf = leaf
        self._definition = definition
        self._on = on
        self._year = year
        self._nots = nots
        self._bound = leaf.bound.on(on)
        self.lacking = self._in_full(None, NO_DATA)
        self._parts = {number: self._cut(number) for number in _NUMBERS}
        #: How far a share falls short, but for the distance: in points and in heads.
        self._gaps = tuple(_cut_gap(in_heads, leaf.operator) for in_heads in (False, True)) if leaf.operator in _DISTANCES else ()
        #: What stands behind a count, but for a count of one.
        self._units = tuple(quoted(wording)[2:-1] for wording in value_wording(definition, 2))

    def _in_full(self, figure: Figure | None, number: int) -> str:
        return json_at(result_data(self._observation(figure, number)), DEPTH)

    def _observation(self, figure: Figure | None, number: int) -> Observation:
        on, year = self._on, self._year
        return _turned(observation(self._leaf, self._definition, figure, OUTCOMES[number], on=on, year=year), self._nots)

    def _cut(self, number: int, year: int | None = None) -> tuple[str, ...]:
        data = result_data(self._observation(Figure(low=None, high=None, year=year), number))
        found, seen, short, grade, source, rest = cut_open(data, DEPTH, ("found", "seen", "shortfall", "grade", "source"))
        return found, seen + _BEFORE_SEEN, _BEHIND_SEEN + short, grade, source, rest

    def of_figures(self) -> Callable[[Figure, int], str]:
        """How a figure is told, with the number of what the comparison comes to."""
        kind = _KINDS[self._definition.type]
        few = _FEW.get(kind)
        known: dict[tuple[Any, int, Grade, str, int | None], str] = {}
        begin = {int: self._counted, Share: self._shared}.get(kind, self._worded)
        in_full = self._in_full
        behind = {number: {grade: quoted(grade.value) + parts[4] for grade in Grade} for number, parts in self._parts.items()}
        undated = {number: parts[5] for number, parts in self._parts.items()}
        # That a figure has a year of its own is no remark where none is asked for.
        dated = undated if self._year is None else {number: self._cut(number, year=1)[5] for number in self._parts}

        def tell(figure: Figure, number: int) -> str:
            low, high = figure.low, figure.high
            if low.__class__ is not kind or figure.about or figure.note:
                return in_full(figure, number)
            if low is not high and (kind is Share or high.__class__ is not kind or low != high):
                return in_full(figure, number)
            if few is None or low in few:
                key = (low, number, figure.grade, figure.source, figure.year)
                told = known.get(key)
                if told is not None:
                    return told
            else:
                key = None
            rest = undated if figure.year is None else dated
            told = f"{begin(figure, number)}{behind[number][figure.grade]}{quoted(figure.source)}{rest[number]}"
            if key and len(known) < _KEPT:
                known[key] = told
            return told

        return tell

    def of_values(self) -> Callable[[Value, int], str]:
        """How a value that is read off the dossier is told, with the number of what the comparison comes to."""
        kind = _KINDS[self._definition.type]
        known: dict[tuple[type, Value, int], str] = {}

        def tell(value: Value, number: int) -> str:
            key = (value.__class__, value, number)
            told = known.get(key)
            if told is None:
                figure = Figure(low=value, high=value)
                if value.__class__ is kind:
                    before_source, behind = self._parts[number][4:]
                    told = f'{self._worded(figure, number)}null{before_source}""{behind}'
                else:
                    told = self._in_full(figure, number)
                if len(known) < _KEPT:
                    known[key] = told
            return told

        return tell

    def _counted(self, figure: Figure, number: int) -> str:
        """What is told of a count, or a sum of money, up to its grade."""
        low = figure.low
        if low == 1:  # the unit is another one
            return self._worded(figure, number)
        before, seen, behind, end, _, _ = self._parts[number]
        zh, en = self._units
        gap = self._short(figure) if number == NOT_MET else "null"
        return f'{before}"{low}"{seen}"{low:,}{zh}"{_SEEN}"{low:,}{en}"{behind}{gap}{end}'

    def _shared(self, figure: Figure, number: int) -> str:
        """What is told of a share, up to its grade."""
        low = figure.low
        assert isinstance(low, Share)  # noqa: S101  # what is told of anything else is told in full
        if low.quoted:
            return self._worded(figure, number)
        before, seen, behind, end, _, _ = self._parts[number]
        part, whole = low.part, low.whole
        zh, en, zh_end, en_end = _SHARE
        counts, percentage = f"{part:,}/{whole:,}", percent_of(part, whole)
        told = f'"{counts}{zh}{percentage}{zh_end}"{_SEEN}"{counts}{en}{percentage}{en_end}"'
        short = "null" if number != NOT_MET or self._nots else self._share_short(low) or self._short(figure)
        return f'{before}"{part}/{whole}"{seen}{told}{behind}{short}{end}'

    def _share_short(self, share: Share) -> str:
        """How far a share falls short; empty where that is told in another way."""
        bound = self._bound
        gap = share_gap(share, self._leaf.operator, bound) if self._gaps and isinstance(bound, Share) else None
        if gap is None:
            return ""
        measure, amount, in_heads = gap
        begin, zh, en, end = self._gaps[in_heads]
        return f'{begin}"{amount}"{zh}{measure}{en}{measure}{end}'

    def _worded(self, figure: Figure, number: int) -> str:
        """What is told of any plain figure, up to its grade."""
        definition = self._definition
        before, seen, behind, end, _, _ = self._parts[number]
        zh, en = value_wording(definition, figure.low)
        found = quoted(exact_text(definition, figure.low) or "")
        gap = self._short(figure) if number == NOT_MET else "null"
        return f"{before}{found}{seen}{quoted(zh)}{_SEEN}{quoted(en)}{behind}{gap}{end}"

    def _short(self, figure: Figure) -> str:
        short = None if self._nots else shortfall(figure, self._definition, self._leaf.operator, self._bound)
        if short is None:
            return "null"
        (unit_zh, unit_en), (zh, en) = short.unit, short.says
        amount, first, second, third, fourth, end = _SHORT
        return (
            f"{amount}{quoted(short.amount)}{first}{quoted(unit_zh)}{second}{quoted(unit_en)}"
            f"{third}{quoted(zh)}{fourth}{quoted(en)}{end}"
        )


_BEFORE_SEEN, _SEEN, _BEHIND_SEEN = cut(result_data(Text(mark(0), mark(1))), DEPTH + 1, 2)
#: What stands around the percentage of a share that was counted: before it in Chinese and in English, then behind it.
_SHARE = tuple(wording.removeprefix("1/2").split("50%")[end] for end in (0, 1) for wording in share_wording(Share(1, 2)))
_SHORT = cut(result_data(Shortfall(amount=mark(0), unit=Text(mark(1), mark(2)), says=Text(mark(3), mark(4)))), DEPTH + 1, 5)


def _cut_gap(in_heads: bool, operator: Operator) -> tuple[str, str, str, str]:  # noqa: FBT001  # both kinds are cut in a row
    told = gap_told(ShareGap(measure=mark(1), amount=mark(0), in_heads=in_heads), operator)
    begin, rest = cut(result_data(told), DEPTH + 1, 1)
    zh, en, end = rest.split(mark(1))
    return begin, zh, en, end


def _turned(told: Observation, nots: int) -> Observation:
    for _ in range(nots):
        told = negated(told)
    return told


def question(asks: Text, nots: int) -> Callable[[Judgement | None], str]:
    """How a question to an official is told, with what the office has decided."""

    def tell(judgement: Judgement | None) -> str:
        return json_at(result_data(_turned(judged(asks, judgement)[1][0], nots)), DEPTH)

    return tell
