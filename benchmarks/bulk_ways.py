"""Ways of laowu to judge the table: by NumPy or machine code, four-valued or two-valued, in memory or from file to file."""
# ruff: noqa: INP001, SLF001  # beside a program run by hand, which looks into the circuit to ask it for less

from typing import Any

import numpy as np
import numpy.typing as npt
from bulk_data import CONDITIONS, ON, Columns, Sets

from laowu.jurisdictions.jurisdiction import Jurisdiction
from laowu_ledger.tables.asked import Asked
from laowu_ledger.tables.headings import Vocabulary, layout
from laowu_ledger.tables.judging import TableJudge
from laowu_ledger.tables.kernels import Kernel
from laowu_ledger.tables.sets import row_sets


def judge_for(columns: Columns, region: Jurisdiction, kernel: Kernel) -> TableJudge:
    """The rules wired to the columns."""
    found = layout(list(columns), Vocabulary(region.book), file="table", names={}, kept=())
    return TableJudge(region, found, on=ON, brand_class="skill", only=CONDITIONS, kernel=kernel)


def four_valued(judge: TableJudge, columns: Columns, rows: int) -> tuple[npt.NDArray[np.int8], Sets]:
    """Outcome and set of failed conditions of each row."""
    (target,) = judge.verdicts(columns, rows).targets
    assert target.rules == CONDITIONS  # noqa: S101
    (failed,) = target.failed
    return target.outcome, failed


def lacking_data(judge: TableJudge, columns: Columns, rows: int) -> Sets:
    """The set of conditions that lack data, by the order of :data:`CONDITIONS`, from the full answers."""
    (target,) = judge.judge(columns, rows).targets
    by_rule = {one.rule: one for one in target.criteria}
    (sets,) = row_sets([by_rule[rule].no_data for rule in CONDITIONS], rows)
    return sets


class TwoValued:
    """The same circuit asked only what holds and what fails, over columns without an empty cell."""

    def __init__(self, judge: TableJudge) -> None:
        self._columns, self._rows = judge._columns, judge._rows
        (wired,) = judge._wired
        # Two-valued, what an official may still say counts as met.
        failed = tuple(one.outcomes.failed for one in wired.criteria)
        self._asked = Asked(steps=((judge._circuit.opposite(wired.outcome.failed),),), sets=(failed,))

    def __call__(self, columns: Columns, rows: int) -> tuple[npt.NDArray[np.bool_], Sets]:
        """Whether each row passes, and the set of conditions that it fails."""
        inputs: dict[str, Any] = {}
        self._columns.fill(columns, inputs)
        answers = self._rows.run(inputs, rows, self._asked)
        return answers.steps[0].view(np.bool_), answers.sets[0][0]
