"""Answers in which some rows are taken from core's own reports."""

from collections.abc import Sequence

import attrs
import numpy as np
import numpy.typing as npt

from laowu.model.answers import EligibilityReport
from laowu.model.level import Target
from laowu.model.outcome import Outcome
from laowu_ledger.tables.judged import SCALE, STATES, JudgedCriterion, JudgedTarget, TargetVerdicts
from laowu_ledger.tables.planes import Mask, Plane, filled, packed, unpacked
from laowu_ledger.tables.sets import row_sets

_WORD = 64
"""Criteria in one number of a set."""

Places = npt.NDArray[np.intp]
Reports = Sequence[EligibilityReport | None]


def with_reports(
    judged: JudgedTarget | None,
    target: Target,
    places: Places,
    reports: Reports,
    rows: int,
) -> JudgedTarget:
    """The answers for a level and class, with those of some rows taken from core's reports; a row without one is not asked."""

    def outcome(planes: tuple[Plane, Plane, Plane], name: str) -> tuple[Plane, Plane, Plane]:
        steps = [SCALE.index(getattr(report, name)) if report else 0 for report in reports]
        one, two, three = (_put(plane, places, [step > least for step in steps], rows) for least, plane in enumerate(planes))
        return one, two, three

    nothing: tuple[Plane, Plane, Plane] = (False, False, False)
    softness = {one.rule: one.soft for one in judged.criteria} if judged else {}
    for report in filter(None, reports):
        softness |= {finding.rule: finding.soft for finding in report.findings if finding.rule not in softness}
    before = {one.rule: one for one in judged.criteria} if judged else {}
    by_rule = [{finding.rule: finding.outcome for finding in report.findings} if report else {} for report in reports]

    def criterion(rule: str, *, soft: bool) -> JudgedCriterion:
        said = [outcomes.get(rule) for outcomes in by_rule]
        planes = {
            name: _put(getattr(before[rule], name) if rule in before else False, places, [one is state for one in said], rows)
            for name, state in STATES.items()
        }
        return JudgedCriterion(rule=rule, soft=soft, short=before[rule].short if rule in before else None, **planes)

    return JudgedTarget(
        target=target,
        asked=_put(judged.asked if judged else False, places, [report is not None for report in reports], rows),
        outcome=outcome(judged.outcome if judged else nothing, "outcome"),
        substantive=outcome(judged.substantive if judged else nothing, "substantive"),
        territorial=outcome(judged.territorial if judged else nothing, "territorial"),
        criteria=tuple(criterion(rule, soft=soft) for rule, soft in softness.items()),
    )


def in_short(judged: JudgedTarget, rows: int) -> TargetVerdicts:
    """The outcome and the failed criteria of each row, out of planes."""
    outcome = np.zeros(rows, np.int8)
    for plane in judged.outcome:
        outcome += unpacked(plane, rows).view(np.int8)
    hard = [one for one in judged.criteria if not one.soft]
    return TargetVerdicts(
        target=judged.target,
        asked=judged.asked,
        outcome=outcome,
        rules=tuple(one.rule for one in hard),
        failed=tuple(row_sets([one.not_met for one in hard], rows)),
    )


def _put(plane: Plane, places: Places, said: Sequence[bool], rows: int) -> Plane:
    """A plane with some rows changed."""
    mask: Mask = unpacked(filled(plane, rows), rows).copy()
    mask[places] = said
    return packed(mask)


def verdicts_with_reports(judged: TargetVerdicts, places: Places, reports: Reports, rows: int) -> TargetVerdicts:
    """The same in short; the arrays of ``judged`` are changed."""
    bits = {rule: divmod(bit, _WORD) for bit, rule in enumerate(judged.rules)}
    for place, report in zip(places.tolist(), reports, strict=True):
        judged.outcome[place] = SCALE.index(report.outcome) if report else 0
        words = [0] * len(judged.failed)
        for finding in report.findings if report else ():
            if finding.outcome is Outcome.NOT_MET and finding.rule in bits:
                word, bit = bits[finding.rule]
                words[word] |= 1 << bit
        for numbers, word in zip(judged.failed, words, strict=True):
            numbers[place] = word
    return attrs.evolve(judged, asked=_put(judged.asked, places, [report is not None for report in reports], rows))
