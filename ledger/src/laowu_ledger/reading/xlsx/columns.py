"""Cells of a sheet as marked columns: each different number, day or shared text is looked at once."""

from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta
from functools import partial
from math import isfinite
from typing import Any

import attrs
import numpy as np
import numpy.typing as npt
import pyarrow as pa

from laowu_ledger.reading.cells import BROKEN, marked
from laowu_ledger.reading.xlsx.cells import DAY, EMPTY, FLAG, NUMBER, SHARED, TEXT, TRIMMED, Cells
from laowu_ledger.reading.xlsx.parts import MOMENT, PLAIN, SPAN
from laowu_ledger.reading.xlsx.regular import valid
from laowu_ledger.reading.xlsx.shared_texts import SharedTexts, clean
from laowu_ledger.reading.xlsx.xml_text import all_decoded

Places = npt.NDArray[np.int64]

_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001  # the days of spreadsheets know of no zones
_SINCE_1904 = (date(1904, 1, 1) - _EPOCH.date()).days
_LEAP = 60
"""Serial numbers below count from a day later: the calendar of spreadsheets holds a 29 February 1900."""
_LAST_SHORT = 73_415
"""The end of 2100, as a serial number."""
_BROKEN_CELL = BROKEN + "#"
_MILLISECONDS = 86_400_000
_LAST_SERIAL = (date(9999, 12, 31) - _EPOCH.date()).days


@attrs.frozen(kw_only=True, eq=False)
class Making:
    """What columns are made with.

    Attributes:
        shared: the texts that cells share.
        styles: what each style makes of a number.
        since_1904: whether days count from 1904.
        repeating: columns that hold few different texts, to be given as those and their places.
        days: columns in which numbers may be serial numbers of days.
    """

    shared: SharedTexts
    styles: Sequence[int]
    since_1904: bool
    repeating: frozenset[int] = frozenset()
    days: frozenset[int] = frozenset()

    def columns(self, cells: Cells, width: int) -> tuple[pa.Array, ...]:
        """The first so many columns of some rows.

        Raises:
            ArrowInvalid: a shared text is asked for that is not there, or a text is not in UTF-8.
        """
        rows = len(cells.numbers)
        order = np.argsort(np.minimum(cells.column, width).astype(np.uint16), kind="stable")
        edges = np.searchsorted(cells.column[order], np.arange(width + 1))
        no_words = pa.DictionaryArray.from_arrays(pa.array(np.zeros(rows, np.int32)), pa.array([""], pa.string()))
        nothing = no_words.dictionary_decode()
        found = []
        for place in range(width):
            chosen = order[edges[place] : edges[place + 1]]
            chosen = chosen[cells.kind[chosen] != EMPTY]
            if len(chosen):
                found.append(self._column(cells, chosen, rows, place))
            else:
                found.append(no_words if place in self.repeating else nothing)
        return tuple(found)

    def _column(self, cells: Cells, chosen: Places, rows: int, place: int) -> pa.Array:
        kinds = np.flatnonzero(np.bincount(cells.kind[chosen])).tolist()
        if kinds == [SHARED]:
            return self._shared(cells, chosen, rows, repeats=place in self.repeating)
        if set(kinds) <= {TEXT, TRIMMED}:
            at = np.full(rows, cells.blank, np.int64)
            at[cells.row[chosen]] = cells.text[chosen]
            spaced = np.zeros(rows, np.bool_)
            if cells.spaced is not None:
                spaced[cells.row[chosen]] = cells.spaced[chosen]
            return _texts(cells, at, spaced)
        # Rarely: every kind by itself, and then each row its own.
        parts, at = [pa.array([""], pa.string())], np.zeros(rows, np.int64)
        for kind in kinds:
            some = chosen[cells.kind[chosen] == kind]
            length = sum(map(len, parts))
            at[cells.row[some]] = np.arange(length, length + len(some))
            parts.append(self._of_kind(kind, cells, some, place))
        return pa.concat_arrays(parts).take(pa.array(at))

    def _of_kind(self, kind: int, cells: Cells, some: Places, place: int) -> pa.Array:
        """Cells of one kind."""
        if kind == SHARED:
            return self.shared.words.take(self.shared.places.take(pa.array(self._places(cells, some))))
        if kind in (TEXT, TRIMMED):
            spaced = np.zeros(len(some), np.bool_) if cells.spaced is None else cells.spaced[some]
            return _texts(cells, cells.text[some], spaced)
        if kind == NUMBER:
            return self._numbers(cells, some, days=place in self.days)
        if kind == FLAG:
            return _distinct(cells, some, lambda text: marked(text.strip() in ("1", "true")))
        if kind == DAY:
            return _distinct(cells, some, _iso)
        return pa.array([_BROKEN_CELL] * len(some), pa.string())

    def _shared(self, cells: Cells, chosen: Places, rows: int, *, repeats: bool) -> pa.Array:
        places = np.full(rows, len(self.shared.places) - 1, np.int32)
        places[cells.row[chosen]] = self._places(cells, chosen)
        words = self.shared.places.take(pa.array(places))
        if not repeats:
            return self.shared.words.take(words)
        encoded = words.dictionary_encode()
        return pa.DictionaryArray.from_arrays(encoded.indices, self.shared.words.take(encoded.dictionary))

    def _places(self, cells: Cells, chosen: Places) -> npt.NDArray[np.int32]:
        """Where shared cells point to."""
        places: npt.NDArray[np.int32] = cells.texts.take(pa.array(cells.text[chosen])).cast(pa.int32()).to_numpy()
        if not 0 <= int(places.min()) <= int(places.max()) < len(self.shared.places) - 1:
            raise pa.ArrowInvalid("a cell points behind the table of texts")
        return places

    def _numbers(self, cells: Cells, some: Places, *, days: bool) -> pa.Array:
        styles = np.asarray([*self.styles, PLAIN], np.uint8)
        shows = styles[np.minimum(cells.style[some], len(styles) - 1)]
        parts: list[pa.Array] = []
        at = np.zeros(len(some), np.int64)
        for show, made in ((PLAIN, partial(self._plain, days=days)), (MOMENT, self._moment), (SPAN, _span)):
            (those,) = np.nonzero(shows == show)
            if len(those):
                length = sum(map(len, parts))
                at[those] = np.arange(length, length + len(those))
                parts.append(_distinct(cells, some[those], partial(_of_number, made=made)))
        return pa.concat_arrays(parts).take(pa.array(at))

    def _plain(self, number: float, *, days: bool) -> float:
        """A number; in a column of days it counts from 1900, as elsewhere."""
        if self.since_1904 and days and number.is_integer() and number < _LAST_SHORT:
            return number + _SINCE_1904
        return number

    def _moment(self, number: float) -> date | time | float:
        """The day of a serial number, or the time of a day."""
        if number < 0:
            return time()
        days = number + _SINCE_1904 if self.since_1904 else number + (number < _LEAP)
        if days >= _LAST_SERIAL:
            return number
        moment = _EPOCH + timedelta(milliseconds=round(days * _MILLISECONDS))
        return moment.time() if number < 1 else moment


def _span(number: float) -> timedelta:
    return timedelta(milliseconds=round(number * _MILLISECONDS))


def _of_number(text: str, made: Callable[[float], Any]) -> str:
    try:
        number = float(text)
    except ValueError:
        return _BROKEN_CELL
    return marked(made(number)) if isfinite(number) else _BROKEN_CELL


def _texts(cells: Cells, at: Places, spaced: npt.NDArray[np.bool_]) -> pa.Array:
    return clean(all_decoded(valid(cells.texts.take(pa.array(at))), spaced, encoded=cells.encoded))


def _distinct(cells: Cells, some: Places, made: Callable[[str], str]) -> pa.Array:
    """What is made of the texts of some cells, each different one once."""
    encoded = cells.texts.take(pa.array(cells.text[some])).dictionary_encode()
    return pa.array([made(text) for text in encoded.dictionary.to_pylist()], pa.string()).take(encoded.indices)


def _iso(text: str) -> str:
    try:
        return marked(datetime.fromisoformat(text))
    except ValueError:
        return marked(text)
