"""What became of rows: planes for each criterion, or, in short, an outcome and a set of failed criteria for each row."""

from collections.abc import Mapping
from typing import Literal

import attrs
import numpy as np
import numpy.typing as npt

from laowu.errors import DossierError
from laowu.model.level import Target
from laowu.model.outcome import Outcome
from laowu_ledger.tables.planes import Plane
from laowu_ledger.tables.sets import Numbers
from laowu_ledger.tables.targets import target_label

State = Literal["not_met", "no_data", "needs_judgement"]
STATES: Mapping[State, Outcome] = {
    "not_met": Outcome.NOT_MET,
    "no_data": Outcome.NO_DATA,
    "needs_judgement": Outcome.NEEDS_JUDGEMENT,
}
#: Outcomes by the number of planes that say yes.
SCALE = (Outcome.NOT_MET, Outcome.NO_DATA, Outcome.NEEDS_JUDGEMENT, Outcome.MET)


@attrs.frozen(kw_only=True, eq=False)
class JudgedCriterion:
    """One criterion over many rows.

    Attributes:
        rule: its id.
        soft: an aim, which fails nobody.
        not_met, no_data, needs_judgement: the rows in which it is so.
        short: how far each row falls short, where that is a matter of one column; it means something in rows that fail.
    """

    rule: str
    soft: bool
    not_met: Plane
    no_data: Plane
    needs_judgement: Plane
    short: npt.NDArray[np.int64] | None = None


@attrs.frozen(kw_only=True, eq=False)
class JudgedTarget:
    """One level and class over many rows.

    Attributes:
        target: which.
        asked: rows judged for it: those that can be read, and declare no other class.
        outcome, substantive, territorial: three planes each: what does not fail, what is judgement or better, what is met.
        criteria: the criteria, in the order of the rules.
    """

    target: Target
    asked: Plane
    outcome: tuple[Plane, Plane, Plane]
    substantive: tuple[Plane, Plane, Plane]
    territorial: tuple[Plane, Plane, Plane]
    criteria: tuple[JudgedCriterion, ...]

    @property
    def label(self) -> str:
        """Level and class in one word."""
        return target_label(self.target)


@attrs.frozen(kw_only=True, eq=False)
class JudgedRows:
    """What became of a batch.

    Attributes:
        rows: how many there are.
        refused: what is wrong with the rows that say something impossible, by place in the batch.
        targets: the answers for each level and class.
        by_core: places of the rows that went to core one by one, those refused included.
    """

    rows: int
    refused: Mapping[int, DossierError]
    targets: tuple[JudgedTarget, ...]
    by_core: npt.NDArray[np.intp]

    @property
    def by_row(self) -> int:
        """How many rows core judged one by one."""
        return len(self.by_core) - len(self.refused)


@attrs.frozen(kw_only=True, eq=False)
class TargetVerdicts:
    """One level and class over many rows, in short.

    Attributes:
        target: which.
        asked: rows judged for it.
        outcome: for each row a place on :data:`SCALE`; it means something in rows that are asked.
        rules: ids of the criteria that can fail a brand, in the order of the rules.
        failed: for each row the set of those that are not met: bit ``i`` stands for ``rules[i]``; a number for each 64 of them.
    """

    target: Target
    asked: Plane
    outcome: npt.NDArray[np.int8]
    rules: tuple[str, ...]
    failed: tuple[Numbers, ...]


@attrs.frozen(kw_only=True, eq=False)
class Verdicts:
    """What became of a batch, in short; see :class:`JudgedRows`."""

    rows: int
    refused: Mapping[int, DossierError]
    targets: tuple[TargetVerdicts, ...]
    by_core: npt.NDArray[np.intp]
