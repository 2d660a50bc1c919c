"""Document numbers: who a row is about. A wrong number is told apart and never corrected."""

from collections.abc import Callable
from datetime import date

import attrs
import numpy as np
import numpy.typing as npt
import pyarrow as pa

from laowu.places.divisions import Divisions
from laowu_ledger.identity.kernel import BAD_BIRTH, BAD_CHECK, BAD_SHAPE, IdColumn, expected_check, read_ids
from laowu_ledger.identity.person_token import token_of_numbers, token_of_texts
from laowu_ledger.judging.findings import Findings, Mask, Rows
from laowu_ledger.judging.regular import compact
from laowu_ledger.reading.cells import BROKEN, NUMBER, number_text, shown

RESIDENT = "resident"
OLD_LENGTH = 15
_OLD_CENTURY = "19"
_LEAST_OTHER, _MOST_OTHER = 5, 20
_EXACT_DIGITS = 15
_FIELD = "id_number"


@attrs.frozen(kw_only=True, eq=False)
class People:
    """Who the rows of a batch are about.

    Attributes:
        person: keyed tokens; meaningless where the row is refused.
        resident: whether the document is the resident identity card.
        ids: what resident numbers say.
    """

    person: npt.NDArray[np.int64]
    resident: Mask
    ids: IdColumn


def read_documents(numbers: pa.Array, kinds: pa.Array, key: bytes, on: date, findings: Findings) -> People:
    """Read the numbers of a batch.

    Args:
        numbers: the cells.
        kinds: codes of the kinds of document; null counts as the resident identity card.
        key: of the tokens.
        on: the day on which nobody can be unborn.
        findings: where mistakes go.
    """
    ids = read_ids(numbers)
    resident = _resident(kinds, len(numbers))
    # Most numbers are good as they stand; every other cell is looked at by itself.
    odd = np.nonzero((ids.bad != 0) | ~resident)[0]
    others = _OddCells(ids, findings).look(odd, numbers, kinds, resident) if len(odd) else {}
    _judge(ids, resident, on, findings)
    person = token_of_numbers(ids.key, key)
    if others:
        rows = np.fromiter(others, np.intp, len(others))
        person[rows] = token_of_texts(pa.array(list(others.values()), pa.string()), key)
    return People(person=person, resident=resident, ids=ids)


def _resident(kinds: pa.Array, rows: int) -> Mask:
    if kinds.null_count == rows:
        return np.ones(rows, np.bool_)
    told = kinds.cast(pa.string()).fill_null(RESIDENT).to_numpy(zero_copy_only=False)
    return np.asarray(told == RESIDENT, np.bool_)


class _OddCells:
    """Cells that are looked at one by one: spelling made regular, old numbers expanded, other documents taken as they are."""

    def __init__(self, ids: IdColumn, findings: Findings) -> None:
        self.ids = ids
        self.findings = findings
        self.found: dict[str, list[int]] = {}
        self.others: dict[int, str] = {}
        self.read: dict[int, str] = {}

    def look(self, rows: Rows, numbers: pa.Array, kinds: pa.Array, resident: Mask) -> dict[int, str]:
        """Look at some rows; gives the numbers of other documents by row."""
        places = pa.array(rows)
        cells, words = numbers.take(places).to_pylist(), kinds.cast(pa.string()).take(places).to_pylist()
        for row, cell, kind in zip(rows.tolist(), cells, words, strict=True):
            if resident[row]:
                self._resident(row, cell)
            else:
                self._other(row, cell, kind)
        if self.read:
            self.ids.put(
                np.fromiter(self.read, np.intp, len(self.read)), read_ids(pa.array(list(self.read.values()), pa.string()))
            )
        wrong = [row for row in self.read if self.ids.bad[row] == BAD_CHECK]
        expected = [expected_check(self.read[row][:-1]) for row in wrong]
        self.findings.add("id_check", _FIELD, np.asarray(wrong, np.intp), expected)
        for code, told in self.found.items():
            self.findings.add(code, _FIELD, np.asarray(told, np.intp))
        return self.others

    def _resident(self, row: int, cell: str) -> None:
        number = _resident_number(row, cell, self._put)
        if number is None:
            self.ids.bad[row] = 0  # told already
        else:
            self.read[row] = number

    def _other(self, row: int, cell: str, kind: str) -> None:
        number = _other_number(row, cell, self._put)
        self.ids.bad[row] = 0
        if number is not None:
            self.others[row] = f"{kind}:{number}"

    def _put(self, code: str, row: int) -> None:
        self.found.setdefault(code, []).append(row)


def _resident_number(row: int, cell: str, put: Callable[[str, int], None]) -> str | None:
    """A cell as 18 characters, where its spelling allows it."""
    if cell.startswith(NUMBER):
        put("id_number_cell", row)
        return None
    number = compact(cell).upper() if not cell.startswith(BROKEN) else ""
    if cell.startswith(BROKEN):
        put("cell_error", row)
    if not number:
        put("id_missing", row)
        return None
    if len(number) == OLD_LENGTH and number.isascii() and number.isdigit():
        put("id_expanded", row)
        first = number[:6] + _OLD_CENTURY + number[6:]
        return first + expected_check(first)
    if number != cell:
        put("id_respelled", row)
    return number


def _other_number(row: int, cell: str, put: Callable[[str, int], None]) -> str | None:
    """The number of another document: letters and digits, whatever they mean."""
    number = compact(cell).upper().replace("-", "") if not cell.startswith(BROKEN) else ""
    if cell.startswith(NUMBER):
        digits = shown(cell)
        if len(digits) > _EXACT_DIGITS or not digits.isdigit():
            put("id_number_cell", row)
            return None
        number = number_text(int(digits))
    if not number:
        put("id_missing", row)
        return None
    if not (number.isascii() and number.isalnum() and _LEAST_OTHER <= len(number) <= _MOST_OTHER):
        put("id_shape", row)
        return None
    put("id_other_document", row)
    return number


def _judge(ids: IdColumn, resident: Mask, on: date, findings: Findings) -> None:
    bad = ids.bad
    findings.add("id_shape", _FIELD, bad & BAD_SHAPE != 0)
    findings.add("id_birth", _FIELD, bad & BAD_BIRTH != 0)
    good = resident & (bad == 0) & ~findings.refused
    findings.add("id_birth_future", _FIELD, good & (ids.birth > on.year * 10_000 + on.month * 100 + on.day))
    since = _began(ids.region)
    findings.add("id_region_unknown", _FIELD, good & (since == _UNKNOWN))
    (newer,) = np.nonzero(since > _OLDER)
    findings.add("id_region_newer", _FIELD, newer[good[newer] & (ids.birth[newer] // 10_000 < since[newer])])


def _began(regions: npt.NDArray[np.int32]) -> npt.NDArray[np.int16]:
    """The year in which each region began: 0 for one older than the table of divisions, -1 for an unknown one."""
    years = _YEARS.take(regions, mode="clip")
    if (years == _NOT_ASKED).any():
        for region in np.unique(regions[years == _NOT_ASKED]).tolist():
            rows = Divisions.load().history(f"{region:06}")
            _YEARS[min(region, _CODES - 1)] = _year_of(rows[0].since) if rows else _UNKNOWN
        years = _YEARS.take(regions, mode="clip")
    return years


def _year_of(since: date | None) -> int:
    return _OLDER if since is None else since.year


_CODES = 1_000_000
_OLDER, _UNKNOWN, _NOT_ASKED = 0, -1, -2
_YEARS = np.full(_CODES, _NOT_ASKED, np.int16)
"""By code, as far as asked."""
