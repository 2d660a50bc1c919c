"""The same counts as SQL on any engine: rows, then jobs, then people, then brands, each a grouping of the one before.

Answers travel as 0 no, 1 unknown, 2 yes, so that *some row says so* is their greatest.
"""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from laowu.model.facts import FactType
from laowu.rules.predicate import Predicate
from laowu_ledger.engines.dialect import Dialect
from laowu_ledger.engines.emit import Column, emit
from laowu_ledger.engines.engine import CONFLICTS, LEDGER, Engine
from laowu_ledger.engines.row_columns import row_columns
from laowu_ledger.indicators.definitions import Definitions, Indicator
from laowu_ledger.indicators.job_answers import PAY, TELLS_OF_WORK
from laowu_ledger.indicators.period import MONTHS, WINDOW, Period
from laowu_ledger.indicators.sorted_pass import insured
from laowu_ledger.indicators.tallies import Counts, Tallies, counted_code, open_code
from laowu_ledger.indicators.vocabulary import OF_JOBS, OF_PEOPLE, OF_ROWS

_JOBS, _PEOPLE = "_jobs_counted", "_people_counted"
_KEY = ("brand", "person", "employer", "started")
_BITS = ("months_paid", "months_told")
_YEAR = (1 << MONTHS) - 1


def counted_by_query(engine: Engine, wanted: Definitions, periods: Sequence[Period]) -> Tallies:
    """Count on an engine."""
    counts = Counts()
    for period in periods:
        writer = _Writer(engine.dialect, wanted, period)
        engine.keep(_JOBS, writer.jobs())
        engine.keep(_PEOPLE, writer.people())
        for name, indicator in wanted.indicators.items():
            table = engine.fetch(writer.brands(indicator))
            columns = [column.to_numpy() for column in table.columns[1:]]
            matrix = np.stack(columns, axis=1).astype(np.int64) if len(table) else np.zeros((0, len(columns)), np.int64)
            counts.add(table.column("brand").to_pylist(), {(period, name): matrix})
        engine.drop(_PEOPLE)
        engine.drop(_JOBS)
    return counts.tallies(wanted, periods)


class _Writer:
    """The queries for one year."""

    def __init__(self, dialect: Dialect, wanted: Definitions, period: Period) -> None:
        self._in = dialect
        self._wanted = wanted
        self._period = period
        self._first, self._last = dialect.day(period.first), dialect.day(period.last)
        self._insured = insured(wanted)
        self._paid = any(indicator.of_jobs for indicator in wanted.indicators.values())

    def jobs(self) -> str:
        """A row for each job: what it is, the bits of its months of pension, its months worked, its pay."""
        answers = [f"{self._truth(named.when, self._job_columns())} as {_job(name)}" for name, named in self._wanted.jobs.items()]
        kept = ["brand", "person", *answers]
        if self._insured:
            kept += [self._in.big(_BITS[0]) + f" as {_BITS[0]}"]
        if self._paid:
            kept += [f"{self._months_worked()} as months_worked", "pay_least", "pay_most"]
        return f"select {', '.join(kept)} from ({self._merged()}) as merged"

    def people(self) -> str:
        """A row for each person under a brand."""
        answers = [f"max({_job(name)}) as {_job(name)}" for name in self._wanted.jobs]
        bits = [f"bit_or({_BITS[0]}) as {_BITS[0]}"] if self._insured else []
        grouped = f"select brand, person, {', '.join([*answers, *bits])} from {_JOBS} group by brand, person"
        return (
            f"select grouped.*, case when known.person is null then 0 else 2 end as {_job('two_names')}"
            f" from ({grouped}) as grouped left join {CONFLICTS} as known on known.person = grouped.person"
        )

    def brands(self, indicator: Indicator) -> str:
        """A row for each brand: the matrix of an indicator."""
        coded = self._coded_jobs(indicator) if indicator.of_jobs else self._coded_people(indicator)
        last = counted_code(indicator)
        kept = [_count(f"code = {code}") for code in range(last + 1)]
        kept += [_count(f"code = {open_code(indicator)} and {_job(name)} = 1") for name in indicator.asks]
        kept += [self._sum(f"case when code = {last} then {value} else 0 end") for value in ("low", "high", "months")]
        named = ", ".join(f"{value} as value_{place}" for place, value in enumerate(kept))
        return f"select brand, {named} from ({coded}) as coded group by brand order by brand"

    def _coded_people(self, indicator: Indicator) -> str:
        months = self._ones(_BITS[0]) if indicator.counts == "months" else "0"
        kept = f"{self._asked(indicator)}, {months} as low, {months} as high, 0 as months"
        plain = self._coded(indicator, f"select brand, person, {kept} from {_PEOPLE}")
        if not indicator.once:
            return plain
        may = f"sum(case when code >= {open_code(indicator)} then 1 else 0 end) over (partition by person)"
        open_ = f"case when code = {counted_code(indicator)} and {may} > 1 then {open_code(indicator)} else code end"
        answers = ", ".join(_job(name) for name in indicator.asks)
        return f"select brand, person, {open_} as code, {answers}, low, high, months from ({plain}) as plain"

    def _coded_jobs(self, indicator: Indicator) -> str:
        of_people = [name for name in indicator.asks if name not in self._wanted.jobs]
        joined = "".join(f", people.{_job(name)}" for name in of_people)
        jobs = (
            f"select jobs.*{joined} from {_JOBS} as jobs join {_PEOPLE} as people"
            " on people.brand = jobs.brand and people.person = jobs.person"
        )
        sums = "pay_least * months_worked as low, pay_most * months_worked as high, months_worked as months"
        inner = f"select brand, person, {self._asked(indicator)}, {sums} from ({jobs}) as together"
        plain = self._coded(indicator, inner)
        last = counted_code(indicator)
        code = f"case when code = {last} and low is null then {last - 1} else code end"
        answers = ", ".join(_job(name) for name in indicator.asks)
        return f"select brand, {code} as code, {answers}, low, high, months from ({plain}) as plain"

    def _asked(self, indicator: Indicator) -> str:
        """The answers that an indicator asks for, and what its conditions come to."""
        columns = {name: self._answer(_job(name)) for name in indicator.asks}
        truths = [self._truth(each, columns) for each in (indicator.who, *(reason.when for reason in indicator.but_not))]
        kept = [_job(name) for name in indicator.asks]
        return ", ".join([*kept, *(f"{truth} as truth_{place}" for place, truth in enumerate(truths))])

    def _coded(self, indicator: Indicator, inner: str) -> str:
        """Rows with their codes."""
        reasons = range(1, len(indicator.but_not) + 1)
        whens = [f"when truth_{code} = 2 then {code}" for code in reasons]
        open_ = " or ".join(f"truth_{place} = 1" for place in (0, *reasons))
        code = (
            f"case when truth_0 = 0 then 0 {' '.join(whens)} when {open_} then {open_code(indicator)}"
            f" else {counted_code(indicator)} end"
        )
        answers = ", ".join(_job(name) for name in indicator.asks)
        return f"select brand, person, {code} as code, {answers}, low, high, months from ({inner}) as asked"

    def _truth(self, predicate: Predicate, columns: Mapping[str, Column]) -> str:
        truth = emit(predicate, columns, self._in, on=self._period.on).truth
        return f"coalesce(2 * cast({truth} as integer), 1)"

    def _answer(self, column: str) -> Column:
        """A column of 0, 1 and 2 as yes, no, and null for what is not known."""
        return Column(sql=f"(case {column} when 2 then true when 0 then false end)", type=FactType.FLAG)

    def _job_columns(self) -> dict[str, Column]:
        of_rows = {name: self._answer(_row(name)) for name in self._wanted.rows}
        return of_rows | {name: Column(sql=sql, type=FactType.FLAG) for name, sql in self._of_jobs().items()}

    def _of_jobs(self) -> dict[str, str]:
        begun = f"(started <= {self._last})"
        found = {
            "started_in_year": f"(works = 1 and started between {self._first} and {self._last})",
            "at_work_in_year": f"(works = 1 and (ended is null or ended >= {self._first}) and {begun})",
            "at_work_at_end": f"(works = 1 and (ended is null or ended >= {self._last}) and {begun})",
        }
        if self._insured:
            found["insured_in_year"] = f"(case when {_BITS[0]} & {_YEAR} <> 0 then true when {_BITS[1]} = 1 then false end)"
            found["insured_as_asked"] = self._as_asked()
        assert set(found) <= set(OF_JOBS)  # noqa: S101  # what the vocabulary names is what is written here
        return found

    def _as_asked(self) -> str:
        """Some run of months that is long enough and begins not before the month of the start."""
        asked = self._wanted.months
        if not asked:
            return "true"
        month = f"({self._in.month_number('started')} - {self._period.first_month})"
        runs = [
            f"({_BITS[0]} & {mask} = {mask} and {month} <= {begin})"
            for begin in range(WINDOW - asked + 1)
            if (mask := ((1 << asked) - 1) << begin)
        ]
        some = " or ".join(runs) or "false"
        open_ = f"{_BITS[1]} = 0 or started is null"
        return f"(case when started is not null and ({some}) then true when {open_} then null else false end)"

    def _months_worked(self) -> str:
        until = f"(case when ended < {self._last} then ended else {self._last} end)"
        since = f"(case when started > {self._first} then started else {self._first} end)"
        return f"({self._in.month_number(until)} - {self._in.month_number(since)} + 1)"

    def _merged(self) -> str:
        """The rows of a job as one: the greatest of each answer, the last end, all months of pension, least and most pay."""
        kept = [f"max({_row(name)}) as {_row(name)}" for name in self._wanted.rows]
        kept += ["max(ended) as ended", "max(works) as works"]
        if self._insured:
            kept += [f"bit_or({_BITS[0]}) as {_BITS[0]}", f"max({_BITS[1]}) as {_BITS[1]}"]
        if self._paid:
            kept += [f"min({self._in.big(PAY)}) as pay_least", f"max({self._in.big(PAY)}) as pay_most"]
        keys = ", ".join(_KEY)
        return f"select {keys}, {', '.join(kept)} from ({self._rows()}) as answered group by {keys}"

    def _rows(self) -> str:
        columns = dict(row_columns()) | {name: Column(sql=sql, type=FactType.FLAG) for name, sql in self._of_rows().items()}
        kept = [f"{self._truth(named.when, columns)} as {_row(name)}" for name, named in self._wanted.rows.items()]
        told = " or ".join(f"{column} is not null" for column in TELLS_OF_WORK)
        kept += ["ended", f"case when {told} then 1 else 0 end as works"]
        if self._paid:
            kept.append(PAY)
        if self._insured:
            kept += [f"{self._in.big(' + '.join(self._bits()))} as {_BITS[0]}", f"{self._months_told()} as {_BITS[1]}"]
        return f"select {', '.join([*_KEY, *kept])} from ({self._placed()}) as placed"

    def _placed(self) -> str:
        """All rows, with the months of pension counted from January of the year."""
        begin = self._period.first_month
        months = [
            f"{self._in.month_number(f'pension_{end}')} - {begin} as {end}_month" for end in ("first", "last") if self._insured
        ]
        return f"select {', '.join(['*', *months])} from {LEDGER}"

    def _of_rows(self) -> dict[str, str]:
        nothing = "(training_date is null and training_course is null and training_passed is null)"
        in_year = f"(case when {nothing} then false else training_date between {self._first} and {self._last} end)"
        found = {
            "manages": "coalesce(manager, case when post is not null then false end)",
            "certificate_shown": "coalesce(certificate, case when skill_level is not null then false end)",
            "contract_in_force": (
                f"(coalesce(contract_start <= {self._last}, true) and coalesce(contract_end >= {self._last}, true))"
            ),
            "trained_in_year": in_year,
            "trained_by_end": f"(case when {nothing} then false else training_date <= {self._last} end)",
            "examined_in_year": f"({in_year} and training_passed is not null)",
            "passed_in_year": f"({in_year} and coalesce(training_passed, false))",
        }
        assert set(found) == set(OF_ROWS)  # noqa: S101  # what the vocabulary names is what is written here
        return found

    def _bits(self) -> Iterator[str]:
        """A number for each month of the window: its bit where the month was paid, else 0."""
        yield "0"
        for month in range(self._period.window):
            place = f"(case when {month} - first_month between 0 and 62 then {month} - first_month else 0 end)"
            paid = f"(pension_gaps is null or {self._in.bit('pension_gaps', place)})"
            yield f"(case when first_month <= {month} and last_month >= {month} and {paid} then {1 << month} else 0 end)"

    def _months_told(self) -> str:
        return "case when (pension_first is not null and pension_last is not null) or pension_count = 0 then 1 else 0 end"

    def _ones(self, bits: str) -> str:
        ones = " + ".join(f"case when {bits} & {1 << month} <> 0 then 1 else 0 end" for month in range(MONTHS))
        return f"({ones})"

    def _sum(self, value: str) -> str:
        return self._in.big(f"sum({value})")


def _row(name: str) -> str:
    return "row_" + _plain(name)


def _job(name: str) -> str:
    return ("person_" if name in OF_PEOPLE else "job_") + _plain(name)


def _plain(name: str) -> str:
    """A name as part of a column's: words of a region's groups become numbers."""
    return "".join(letter if letter.isascii() and (letter.isalnum() or letter == "_") else f"_{ord(letter)}" for letter in name)


def _count(condition: str) -> str:
    return f"count(case when {condition} then 1 end)"
