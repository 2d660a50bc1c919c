"""What each row of a batch answers: comparisons over the columns of the store, and what is worked out from several of them."""

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from laowu.model.facts import FactType, Value
from laowu.model.share import Share
from laowu.rules.predicate import Leaf, Operator
from laowu_ledger.engines.emit import codes_within
from laowu_ledger.indicators.period import Period
from laowu_ledger.indicators.truth import NO, UNKNOWN, YES, Truth, both, constant, decided, where_not
from laowu_ledger.indicators.vocabulary import OF_ROWS
from laowu_ledger.judging.choices import SEPARATOR
from laowu_ledger.schema.row_facts import UNITS, column_names, row_facts

Numbers = npt.NDArray[np.int64]
Days = npt.NDArray[np.int32]
NEVER = -(1 << 31)
"""Stands for a day that is not stated; earlier than any."""
_EPOCH = 719_163
_TEXTS = (FactType.TEXT, FactType.CODE, FactType.CODES)

DERIVED_FROM: Mapping[str, tuple[str, ...]] = {
    "manages": ("manager", "post"),
    "certificate_shown": ("certificate", "skill_level"),
    "contract_in_force": ("contract_start", "contract_end"),
    "trained_in_year": ("training_date", "training_course", "training_passed"),
    "trained_by_end": ("training_date", "training_course", "training_passed"),
    "examined_in_year": ("training_date", "training_course", "training_passed"),
    "passed_in_year": ("training_date", "training_course", "training_passed"),
}
"""The columns from which an answer of :data:`~laowu_ledger.indicators.vocabulary.OF_ROWS` is worked out."""


def columns_for(fact: str) -> tuple[str, ...]:
    """The columns of the store that a comparison needs."""
    return DERIVED_FROM[fact] if fact in OF_ROWS else (column_names()[fact],)


def day_number(period_day: Any) -> int:
    """A date as days since 1970."""
    return int(period_day.toordinal()) - _EPOCH


class RowAnswers:
    """The rows of a batch, each column in one piece; what was worked out is kept."""

    def __init__(self, table: pa.Table) -> None:
        self.rows = len(table)
        self._table = table
        self._kept: dict[Any, Any] = {}

    def leaf(self, leaf: Leaf, period: Period) -> Truth:
        """What a comparison comes to for each row."""
        if leaf.fact in OF_ROWS:
            truth = self._derived(leaf.fact, period)
            return truth if leaf.bound.on(period.on) else np.int8(YES) - truth
        kind, column = row_facts()[leaf.fact].type, column_names()[leaf.fact]
        bound = leaf.bound.on(period.on)
        key = (column, leaf.operator, bound, period.on if kind is FactType.DIVISIONS else None)
        if key not in self._kept:
            self._kept[key] = self._compared(column, kind, leaf.operator, bound, period)
        found: Truth = self._kept[key]
        return found

    def _compared(self, column: str, kind: FactType, operator: Operator, bound: Value, period: Period) -> Truth:
        if kind in _TEXTS:
            return self._of_texts(column, lambda text: _text_answers(text, kind, operator, bound))
        if kind is FactType.FLAG:
            if operator is Operator.PRESENT:
                return decided(np.full(self.rows, bool(bound)), self.known(column))
            truth = self.flag(column)
            return truth if bound else np.int8(YES) - truth
        known = self.known(column)
        if operator is Operator.PRESENT:
            return decided(np.full(self.rows, bool(bound)), known)
        values = self.numbers(column).astype(np.int64, copy=False)
        if kind is FactType.DIVISIONS:
            return decided(np.isin(values, codes_within(str(bound), period.on)), known)
        return decided(_NUMBERS[operator](values, *_threshold(bound, UNITS.get(kind, 1))), known)

    def _of_texts(self, column: str, answers: Callable[[str], bool]) -> Truth:
        indices, words = self.words(column)
        by_word = np.array([*(YES if answers(word) else NO for word in words), UNKNOWN], np.int8)
        return by_word[indices]

    def words(self, column: str) -> tuple[npt.NDArray[np.int32], list[str]]:
        """The place of each row's text in a list, -1 for none, and the list."""
        if ("words", column) not in self._kept:
            encoded = self._chunk(column)
            if not pa.types.is_dictionary(encoded.type):
                encoded = encoded.cast(pa.string()).dictionary_encode()
            indices = pc.fill_null(encoded.indices, -1).to_numpy(zero_copy_only=False).astype(np.int32, copy=False)
            self._kept["words", column] = (indices, encoded.dictionary.to_pylist())
        found: tuple[npt.NDArray[np.int32], list[str]] = self._kept["words", column]
        return found

    def numbers(self, column: str) -> Numbers:
        """Whole numbers; what stands where none is stated means nothing. Days are days since 1970."""
        if ("numbers", column) not in self._kept:
            chunk = self._chunk(column)
            if pa.types.is_date32(chunk.type):
                chunk = chunk.cast(pa.int32())
            self._kept["numbers", column] = pc.fill_null(chunk, 0).to_numpy(zero_copy_only=False)
        found: Numbers = self._kept["numbers", column]
        return found

    def days(self, column: str) -> Days:
        """Days since 1970, :data:`NEVER` where none is stated."""
        if ("days", column) not in self._kept:
            chunk = self._chunk(column).cast(pa.int32())
            self._kept["days", column] = pc.fill_null(chunk, NEVER).to_numpy(zero_copy_only=False)
        found: Days = self._kept["days", column]
        return found

    def differs(self, column: str) -> npt.NDArray[np.bool_]:
        """Where a row says something else than the row before; blank is blank."""
        known = self.known(column)
        return (changes(self.numbers(column)) & known) | changes(known)

    def known(self, column: str) -> npt.NDArray[np.bool_]:
        """Where something is stated."""
        if ("known", column) not in self._kept:
            chunk = self._chunk(column)
            known = np.full(self.rows, chunk.null_count == 0)
            if 0 < chunk.null_count < self.rows:
                known = _bits(chunk.buffers()[0], chunk.offset, self.rows)
            self._kept["known", column] = known
        found: npt.NDArray[np.bool_] = self._kept["known", column]
        return found

    def flag(self, column: str) -> Truth:
        """A column of yes and no."""
        if ("flag", column) not in self._kept:
            chunk = self._chunk(column)
            if chunk.null_count == self.rows:
                self._kept["flag", column] = constant(UNKNOWN, self.rows)
            else:
                yes = _bits(chunk.buffers()[1], chunk.offset, self.rows)
                self._kept["flag", column] = decided(yes, self.known(column) if chunk.null_count else None)
        found: Truth = self._kept["flag", column]
        return found

    def _chunk(self, column: str) -> pa.Array:
        chunks = self._table.column(column).chunks
        return chunks[0] if chunks else pa.array([], self._table.schema.field(column).type)

    def _derived(self, fact: str, period: Period) -> Truth:
        key = (fact, period)
        if key not in self._kept:
            self._kept[key] = _DERIVED[fact](self, period)
        found: Truth = self._kept[key]
        return found


def _manages(rows: RowAnswers, _: Period) -> Truth:
    return _else_no(rows.flag("manager"), rows.known("post"))


def _certificate_shown(rows: RowAnswers, _: Period) -> Truth:
    return _else_no(rows.flag("certificate"), rows.known("skill_level"))


def _else_no(truth: Truth, told: npt.NDArray[np.bool_]) -> Truth:
    """What is unknown is no where something else was told."""
    return where_not((truth == UNKNOWN) & told, truth)


def _contract_in_force(rows: RowAnswers, period: Period) -> Truth:
    """A contract without dates counts as in force: that it was signed is stated."""
    last = day_number(period.last)
    end = rows.days("contract_end")
    return decided((rows.days("contract_start") <= last) & ((end == NEVER) | (end >= last)))


def _trained(rows: RowAnswers, first: int, last: int) -> Truth:
    """Where no column says anything of training there was none; with a course or a result but no day it is not known when."""
    day = rows.days("training_date")
    told = (day != NEVER) | ~(rows.known("training_course") | rows.known("training_passed"))
    return decided((day >= first) & (day <= last), told)


def _trained_in_year(rows: RowAnswers, period: Period) -> Truth:
    return _trained(rows, day_number(period.first), day_number(period.last))


def _trained_by_end(rows: RowAnswers, period: Period) -> Truth:
    return _trained(rows, NEVER + 1, day_number(period.last))


def _examined_in_year(rows: RowAnswers, period: Period) -> Truth:
    return both(rows._derived("trained_in_year", period), decided(rows.known("training_passed")))  # noqa: SLF001


def _passed_in_year(rows: RowAnswers, period: Period) -> Truth:
    passed = rows.flag("training_passed")
    return both(rows._derived("trained_in_year", period), passed & np.int8(YES))  # noqa: SLF001


_DERIVED: Mapping[str, Callable[[RowAnswers, Period], Truth]] = {
    "manages": _manages,
    "certificate_shown": _certificate_shown,
    "contract_in_force": _contract_in_force,
    "trained_in_year": _trained_in_year,
    "trained_by_end": _trained_by_end,
    "examined_in_year": _examined_in_year,
    "passed_in_year": _passed_in_year,
}


def _bits(buffer: pa.Buffer, offset: int, count: int) -> npt.NDArray[np.bool_]:
    """The bits of an Arrow buffer, each as a value of its own."""
    packed = np.frombuffer(buffer, np.uint8)[offset // 8 : (offset + count + 7) // 8]
    return np.unpackbits(packed, bitorder="little")[offset % 8 : offset % 8 + count].view(np.bool_)


def changes(values: npt.NDArray[Any]) -> npt.NDArray[np.bool_]:
    """Where a value differs from the one before; the first always does."""
    found = np.ones(len(values), np.bool_)
    np.not_equal(values[1:], values[:-1], out=found[1:])
    return found


def _text_answers(text: str, kind: FactType, operator: Operator, bound: Value) -> bool:
    held = set(text.split(SEPARATOR)) if kind is FactType.CODES else {text}
    wanted = set(bound) if isinstance(bound, tuple) else {str(bound)}
    match operator:
        case Operator.PRESENT:
            return (text != "") is bool(bound)
        case Operator.INCLUDES:
            return wanted <= held
        case _:
            return held <= wanted


def _threshold(bound: Value, units: int) -> tuple[int, int]:
    """A bound in the column's units, as a whole number and what to multiply the column with."""
    if isinstance(bound, Share):
        exact = Fraction(bound.part * units, bound.whole)
        return exact.numerator, exact.denominator
    if isinstance(bound, int):
        return bound * units, 1
    return day_number(bound), 1


_NUMBERS: Mapping[Operator, Callable[[Numbers, int, int], npt.NDArray[np.bool_]]] = {
    Operator.IS: lambda values, bound, by: values * by == bound,
    Operator.AT_LEAST: lambda values, bound, by: values * by >= bound,
    Operator.MORE_THAN: lambda values, bound, by: values * by > bound,
    Operator.AT_MOST: lambda values, bound, by: values * by <= bound,
    Operator.LESS_THAN: lambda values, bound, by: values * by < bound,
    Operator.BEFORE: lambda values, bound, by: values * by < bound,
    Operator.ON_OR_BEFORE: lambda values, bound, by: values * by <= bound,
}
