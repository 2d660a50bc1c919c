"""Counting in one pass over the store as it is sorted: rows of a job stand together, then jobs of a person, brand by brand.

That order is the store's own (:mod:`laowu_ledger.store.ordering`), so heads need neither a hash table nor a sort. Where a store
has several segments, the rows of a span of people are put in order together first.
"""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from laowu.rules.predicate import leaves
from laowu_ledger.indicators.definitions import Definitions, Indicator
from laowu_ledger.indicators.groups import Groups, Places
from laowu_ledger.indicators.job_answers import EMPLOYER, PAY, PENSION, TELLS_OF_WORK, JobAnswers
from laowu_ledger.indicators.period import MONTHS, Period
from laowu_ledger.indicators.row_answers import Numbers, RowAnswers, changes, columns_for
from laowu_ledger.indicators.tallies import SUMS, Cases, Counts, Matrix, Place, Tallies, cases_of, counted_code, open_code
from laowu_ledger.indicators.truth import Mask, Truth, decided
from laowu_ledger.schema.columns import CONTENT, PERSON
from laowu_ledger.store.ordering import in_order, one_dictionary
from laowu_ledger.store.runs import GROUP_ROWS, SegmentRun, Span, spans
from laowu_ledger.store.store import Store

SPAN_ROWS = 1 << 17
"""Rows that are looked at together, about: few enough for the processor's caches."""
_WIDER = 4
"""Spans are so many times as wide where other segments are read too: each span reads all their groups that it touches."""
Case = npt.NDArray[np.int16]
_KEY = (PERSON, "brand", "employer", "started")
_THREADS = 2


def counted_in_order(store: Store, wanted: Definitions, periods: Sequence[Period], *, threads: int | None = None) -> Tallies:
    """Count in one pass.

    Args:
        store: the store.
        wanted: what is counted.
        periods: the years.
        threads: how many spans are looked at at once.
    """
    columns = columns_of(wanted)
    if len(store.segments) > 1:
        columns = tuple(dict.fromkeys((*columns, CONTENT)))  # the order of the rows is by it in the end
    parts = _spans(store)
    count = partial(_of_span, store, wanted, tuple(periods), columns, store.conflicts)
    total = Counts()
    with ThreadPoolExecutor(threads or _THREADS) as workers:
        for brands, matrices in workers.map(count, parts):
            total.add(brands, matrices)
    return total.tallies(wanted, periods)


def columns_of(wanted: Definitions) -> tuple[str, ...]:
    """The columns of the store that the definitions need."""
    needed = [*_KEY, *TELLS_OF_WORK]
    needed += [column for named in wanted.rows.values() for leaf in leaves(named.when) for column in columns_for(leaf.fact)]
    if insured(wanted):
        needed += PENSION
    if any(indicator.of_jobs for indicator in wanted.indicators.values()):
        needed.append(PAY)
    return tuple(dict.fromkeys(needed))


def asks_employers(wanted: Definitions) -> bool:
    """Whether a condition asks who the employer is, and not only whether two rows have the same."""
    return any("employer" in columns_for(leaf.fact) for named in wanted.rows.values() for leaf in leaves(named.when))


def insured(wanted: Definitions) -> bool:
    """Whether months of pension are looked at."""
    asked = {leaf.fact for named in wanted.jobs.values() for leaf in leaves(named.when)}
    months = any(indicator.counts == "months" for indicator in wanted.indicators.values())
    return months or bool(asked & {"insured_in_year", "insured_as_asked"})


def _of_span(  # noqa: PLR0917  # the last one is what a worker is given
    store: Store,
    wanted: Definitions,
    periods: tuple[Period, ...],
    columns: tuple[str, ...],
    conflicts: Numbers,
    span: Span,
) -> tuple[list[str], dict[Place, Matrix]]:
    table = _rows(store, columns, span, keep_employers=asks_employers(wanted))
    if not len(table):
        return [], {}
    batch = _Batch(table, wanted, conflicts)
    return batch.brands, batch.matrices(periods)


def _spans(store: Store) -> list[Span]:
    """All people in spans whose edges are those of row groups of the largest segment, so that few groups are read twice."""
    if not store.manifest.segments:
        return []
    largest = max(store.manifest.segments, key=lambda segment: segment.rows)
    run = SegmentRun(store.path_of(largest), largest.rows)
    run.close()
    rows = SPAN_ROWS if len(store.segments) == 1 else SPAN_ROWS * _WIDER
    groups = max(1, rows * largest.rows // max(store.rows, 1) // GROUP_ROWS)
    (whole,) = spans(1)
    edges, waiting = [whole.least - 1], 0
    for (_, most), (least, _) in pairwise(run.bounds):
        waiting += 1
        if waiting >= groups and most < least:  # nobody stands on both sides
            edges.append(most)
            waiting = 0
    return [Span(least=before + 1, most=after) for before, after in pairwise([*edges, whole.most])]


def _rows(store: Store, columns: tuple[str, ...], span: Span, *, keep_employers: bool) -> pa.Table:
    """The rows of a span in the order of the store, every column in one piece; employers as numbers."""
    found = []
    for segment in store.manifest.segments:
        run = SegmentRun(store.path_of(segment), segment.rows)
        try:
            found.append(run.read(span, columns))
        finally:
            run.close()
    tables = [table for table in found if len(table)]
    if not tables:
        return found[0] if found else pa.table({PERSON: pa.array([], pa.int64())})
    if len(tables) > 1:
        whole = in_order(one_dictionary(tables))
        return whole.append_column(EMPLOYER, _numbered(whole.column("employer")))
    (table,) = tables
    employers = _numbered(table.column("employer"))
    whole = one_dictionary([table if keep_employers else table.drop_columns(["employer"])])
    return whole.append_column(EMPLOYER, employers)


def _numbered(column: pa.ChunkedArray) -> pa.Array:
    """Numbers that differ for neighbours where the texts do.

    Each piece of a column has a list of texts of its own. To make them one would cost more than the comparison is worth.
    """
    pieces: list[pa.Array] = []
    base, before = 0, None
    for chunk in column.chunks:
        if not len(chunk):
            continue
        numbers = pc.add(chunk.indices.cast(pa.int64()), base)
        if pieces and (number := _going_on(before, chunk, pieces[-1])) is not None:
            same = np.logical_and.accumulate(pc.fill_null(chunk.indices, -1).to_numpy() == chunk.indices[0].as_py())
            numbers = pc.if_else(pa.array(same), pa.scalar(number, pa.int64()), numbers)
        pieces.append(numbers)
        before = chunk
        base += len(chunk.dictionary)
    return pa.concat_arrays(pieces) if pieces else pa.array([], pa.int64())


def _going_on(before: pa.Array, chunk: pa.Array, numbers: pa.Array) -> int | None:
    """The number of the last text of a piece, where the next one begins with the same; ``None`` where it does not."""
    number: int | None = numbers[-1].as_py() if before[-1].as_py() == chunk[0].as_py() else None
    return number


class _Batch:
    """The rows of some people."""

    def __init__(self, table: pa.Table, wanted: Definitions, conflicts: Numbers) -> None:
        rows = RowAnswers(table)
        person = rows.numbers(PERSON)
        brand, brands = rows.words("brand")
        new_person = changes(person)
        new_brand = new_person | changes(brand)
        new_job = new_brand | rows.differs(EMPLOYER) | changes(rows.days("started"))
        job_starts = np.flatnonzero(new_job)
        self._wanted = wanted
        self.brands = brands
        self._jobs = JobAnswers(rows, job_starts, wanted)
        self._jobs_of = Groups(np.flatnonzero(new_brand[job_starts]), self._jobs.count)
        first = job_starts[self._jobs_of.starts]
        self._brand = brand[first].astype(np.intp)
        self._brands_of = Groups(np.flatnonzero(new_person[first]), len(first))
        self._two_names = _among(person[first], conflicts)

    def matrices(self, periods: tuple[Period, ...]) -> dict[Place, Matrix]:
        """What is counted, by year and indicator; the rows stand for :attr:`brands`."""
        found: dict[Place, Matrix] = {}
        for period in periods:
            jobs = self._jobs.answers(period)
            people = {name: self._jobs_of.reduced(truth, np.maximum) for name, truth in jobs.items()}
            people["two_names"] = decided(self._two_names)
            for name, indicator in self._wanted.indicators.items():
                found[period, name] = self._matrix(period, indicator, people, jobs)
        return found

    def _matrix(self, period: Period, indicator: Indicator, people: dict[str, Truth], jobs: dict[str, Truth]) -> Matrix:
        answers, brand = people, self._brand
        if indicator.of_jobs:
            answers = {name: jobs[name] if name in jobs else self._jobs_of.spread(people[name]) for name in indicator.asks}
            brand = self._jobs_of.spread(self._brand)
        cases = cases_of(indicator, period)
        case = _case([answers[name] for name in indicator.asks])
        if indicator.of_jobs:
            return self._matrix_of_pay(period, cases, case, brand)
        if indicator.once:
            case = self._once(cases, case)
        matrix = cases.matrix(self._by_brand_and_case(brand, case, cases.count))
        if indicator.counts == "months":
            months = self._by_brand(np.where(cases.codes[case] == counted_code(indicator), self._months(period), 0), brand)
            matrix[:, -len(SUMS)] = matrix[:, 1 - len(SUMS)] = months
        return matrix

    def _matrix_of_pay(self, period: Period, cases: Cases, case: Case, brand: Places) -> Matrix:
        least, most, known = self._jobs.pay()
        case = np.where(known, case, cases.without_pay[case])
        matrix = cases.matrix(self._by_brand_and_case(brand, case, cases.count))
        counted = np.flatnonzero(cases.codes[case] == counted_code(cases.indicator))
        months, of_brand = self._jobs.months_worked(period)[counted], brand[counted]
        low = self._by_brand(least[counted] * months, of_brand)
        high = low if most is least else self._by_brand(most[counted] * months, of_brand)
        matrix[:, -len(SUMS) :] = np.stack([low, high, self._by_brand(months, of_brand)], axis=1)
        return matrix

    def _once(self, cases: Cases, case: Case) -> Case:
        """Who may count under several brands is open in each of them."""
        codes = cases.codes[case]
        may = codes >= open_code(cases.indicator)
        brands = self._brands_of.reduced(may.astype(np.int32), np.add)
        several = self._brands_of.spread(brands > 1)
        again = several & (codes == counted_code(cases.indicator))
        return np.where(again, np.int16(cases.elsewhere), case)

    def _by_brand_and_case(self, brand: Places, case: Case, cases: int) -> Matrix:
        size = len(self.brands) * cases
        return np.bincount(brand * cases + case, minlength=size).reshape(-1, cases)

    def _months(self, period: Period) -> Numbers:
        """The months of pension of each person under a brand; a month that two jobs have is one."""
        found: Numbers = _ONES[self._jobs_of.reduced(self._jobs.months_paid(period), np.bitwise_or) & ((1 << MONTHS) - 1)]
        return found

    def _by_brand(self, values: Any, brand: Any) -> Numbers:
        """A sum for each brand, of whole numbers all the way."""
        total = np.zeros(len(self.brands), np.int64)
        np.add.at(total, brand, values.astype(np.int64, copy=False))
        return total


_ONES = np.array([number.bit_count() for number in range(1 << MONTHS)], np.int64)


def _case(answers: Sequence[Truth]) -> Case:
    """The answers of each person as one number: in which of :class:`~laowu_ledger.indicators.tallies.Cases` they are."""
    case = answers[0].astype(np.int16)
    for place, truth in enumerate(answers[1:], 1):
        case += truth * np.int16(3**place)
    return case


def _among(values: Numbers, known: Numbers) -> Mask:
    """Which values are among known ones, which are sorted."""
    if not len(known):
        return np.zeros(len(values), np.bool_)
    places = np.minimum(np.searchsorted(known, values), len(known) - 1)
    found: Mask = known[places] == values
    return found
