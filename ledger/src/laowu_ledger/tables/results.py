"""Answers as columns of a result, and what they count up to."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

import attrs
import numpy as np
import pyarrow as pa

from laowu.errors import DossierError
from laowu.model.level import Target
from laowu.model.outcome import Outcome
from laowu.text import Language
from laowu_ledger.tables.headings import REFUSED, ROW
from laowu_ledger.tables.judged import SCALE, STATES, JudgedCriterion, JudgedRows, JudgedTarget
from laowu_ledger.tables.planes import Mask, Plane, both, count, unpacked
from laowu_ledger.tables.sets import named_sets, row_sets
from laowu_ledger.tables.targets import target_label

_OUTCOMES = pa.array([outcome.value for outcome in SCALE], pa.string())
_OUTCOME = pa.dictionary(pa.int8(), pa.string())
_SET = pa.dictionary(pa.int32(), pa.string())
PARTS = ("outcome", "substantive", "territorial")
SHORT = "short"
AIMS = "aims_not_met"
"""Aims that are not met; they fail nobody."""


def result_schema(targets: Sequence[Target], kept: Sequence[pa.Field], distances: Sequence[tuple[str, str]] = ()) -> pa.Schema:
    """The columns of a result.

    Args:
        targets: the levels and classes judged.
        kept: columns of the table that are taken over.
        distances: targets and criteria of which a column tells how far a row falls short.
    """
    fields = [pa.field(ROW, pa.int64(), nullable=False), *kept, pa.field(REFUSED, pa.string())]
    for target in targets:
        label = target_label(target)
        fields += [pa.field(f"{label}.{part}", _OUTCOME) for part in PARTS]
        fields += [pa.field(f"{label}.{name}", _SET) for name in (*STATES, AIMS)]
        fields += [pa.field(f"{label}.{SHORT}.{rule}", pa.int64()) for which, rule in distances if which == label]
    return pa.schema(fields)


def result_batch(
    judged: JudgedRows, first: int, kept: Sequence[pa.Array], schema: pa.Schema, language: Language
) -> pa.RecordBatch:
    """The answers about a batch.

    Args:
        judged: the answers.
        first: number of its first row.
        kept: columns that are taken over.
        schema: the columns of the result.
        language: what refusals are told in.
    """
    rows = judged.rows
    columns = [pa.array(np.arange(first, first + rows, dtype=np.int64)), *kept, _refusals(judged, language)]
    for target in judged.targets:
        asked = None if target.asked is True else unpacked(target.asked, rows)
        columns += [_outcomes(getattr(target, part), asked, rows) for part in PARTS]
        hard = [one for one in target.criteria if not one.soft]
        aims = [one for one in target.criteria if one.soft]
        columns += [_sets(hard, [getattr(one, state) for one in hard], asked, rows) for state in STATES]
        columns.append(_sets(aims, [one.not_met for one in aims], asked, rows))
        columns += [_distances(one, judged) for one in target.criteria if one.short is not None]
    return pa.RecordBatch.from_arrays(columns, schema=schema)


def _sets(criteria: Sequence[JudgedCriterion], planes: Sequence[Plane], asked: Mask | None, rows: int) -> pa.Array:
    return _where(named_sets(row_sets(planes, rows), [one.rule for one in criteria]), asked)


def _distances(criterion: JudgedCriterion, judged: JudgedRows) -> pa.Array:
    """How far rows that fail fall short; nothing is said of rows that core looked at, whose cells say it in another way."""
    failing = unpacked(criterion.not_met, judged.rows).copy()
    failing[judged.by_core] = False
    return pa.array(criterion.short, pa.int64(), mask=~failing)


def _refusals(judged: JudgedRows, language: Language) -> pa.Array:
    if not judged.refused:
        return pa.nulls(judged.rows, pa.string())
    told: list[str | None] = [None] * judged.rows
    for place, failure in judged.refused.items():
        told[place] = refusal_words(failure, language)
    return pa.array(told, pa.string())


def refusal_words(failure: DossierError, language: Language) -> str:
    """Everything that is wrong with a row, on one line."""
    said = []
    for one in (failure, *failure.further):
        _, _, path = one.where.partition(" ")
        said.append(f"{path}: {one.what.in_language(language)}" if path else one.what.in_language(language))
    return "; ".join(said)


def _outcomes(planes: tuple[Plane, Plane, Plane], asked: Mask | None, rows: int) -> pa.Array:
    steps = np.zeros(rows, np.int8)
    for plane in planes:
        if plane is not False:
            steps += unpacked(plane, rows).view(np.int8)
    return _where(pa.DictionaryArray.from_arrays(pa.array(steps), _OUTCOMES), asked)


def _where(column: pa.DictionaryArray, asked: Mask | None) -> pa.Array:
    """The column, empty in rows that have no answer."""
    if asked is None:
        return column
    indices = pa.array(column.indices.to_numpy(zero_copy_only=False), mask=~asked)
    return pa.DictionaryArray.from_arrays(indices, column.dictionary)


@attrs.define(kw_only=True)
class TargetTally:
    """What the rows judged for one level and class come to.

    Attributes:
        label: level and class in one word.
        outcomes: how many rows have each outcome.
        criteria: for each criterion how many rows do not meet it, lack data for it, or need a judgement.
        soft: ids of those that are aims.
    """

    label: str
    outcomes: Counter[Outcome] = attrs.field(factory=Counter)
    criteria: dict[str, Counter[str]] = attrs.field(factory=dict)
    soft: set[str] = attrs.field(factory=set)

    def add(self, judged: JudgedTarget, rows: int) -> None:
        """Count a batch in."""
        reached = [count(both(judged.asked, plane), rows) for plane in (True, *judged.outcome)]
        for place, outcome in enumerate(SCALE):
            self.outcomes[outcome] += reached[place] - (reached[place + 1] if place + 1 < len(reached) else 0)
        for one in judged.criteria:
            counted = self.criteria.setdefault(one.rule, Counter())
            for state in STATES:
                counted[state] += count(getattr(one, state), rows)
            if one.soft:
                self.soft.add(one.rule)

    def data(self) -> dict[str, Any]:
        """The counts as plain data."""
        return {
            "target": self.label,
            "outcomes": {outcome.value: self.outcomes[outcome] for outcome in reversed(SCALE)},
            "criteria": [
                {"rule": rule, "soft": rule in self.soft, **{state: counted[state] for state in STATES}}
                for rule, counted in self.criteria.items()
            ],
        }
