"""Rows judged: all at once through the circuit, or one by one by core where columns cannot say it."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, Literal

import attrs
import numpy as np
import numpy.typing as npt
import pyarrow as pa

from laowu.errors import DossierError
from laowu.evaluate.assess import targets
from laowu.jurisdictions.jurisdiction import Jurisdiction
from laowu.model.answers import EligibilityReport
from laowu.model.dossier import Brand, Dossier
from laowu.model.level import Level, Target
from laowu.model.outcome import Outcome
from laowu.text import Text
from laowu_ledger.errors import UnreadableTable
from laowu_ledger.tables.circuit import Circuit, OutOfReach, Wire
from laowu_ledger.tables.facts import Facts
from laowu_ledger.tables.headings import Layout, Vocabulary
from laowu_ledger.tables.planes import Mask, Plane, filled, packed, unpacked
from laowu_ledger.tables.row_dossier import RowReader
from laowu_ledger.tables.targets import Distance, Outcomes, Targets, WiredTarget, target_label
from laowu_ledger.tables.wiring import Columns

HOOK = "laowu_check_eligibility"

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


class TableJudge:
    """Judges tables of one layout by the rules of one region.

    Attributes:
        targets: the levels and classes that rows are judged for.
        labels: the same, each in one word.
        headings: the columns read.
        words: those of which only the distinct cells are looked at.
        distances: targets and criteria of which the answers tell how far a row falls short.
        in_python: whether the region answers in Python of its own, so that every row is judged by itself.
        reader: makes dossiers of rows.
    """

    def __init__(
        self,
        jurisdiction: Jurisdiction,
        layout: Layout,
        *,
        on: date,
        file: str = "",
        level: Level | None = None,
        brand_class: str | None = None,
        only: Sequence[str] | None = None,
        known_codes: Sequence[str] = (),
        distances: bool = False,
    ) -> None:
        """Wire the rules.

        Args:
            jurisdiction: whose rules.
            layout: the columns of the table.
            on: date judged.
            file: the table, for messages.
            level: only this level.
            brand_class: this class, whichever a row declares.
            only: ids of criteria, where not all of them are wanted.
            known_codes: codes of all installed regions.
            distances: whether to work out how far rows fall short.

        Raises:
            UnreadableTable: the region has no conditions, no such level, or no such class.
            UnusableJurisdiction: a criterion cannot be asked; it is named.
        """
        vocabulary = Vocabulary(jurisdiction.book)
        self._jurisdiction = jurisdiction
        self._on = on
        self._asked = level, brand_class
        self.targets = _targets(jurisdiction, level, brand_class)
        self.in_python = jurisdiction.answers_in_python(HOOK)
        self.reader = RowReader(file, layout, vocabulary, on, known_codes)
        self._circuit = Circuit()
        self._columns = Columns(self._circuit)
        facts = Facts(self._columns, layout, vocabulary, on)
        wiring = Targets(jurisdiction, self._columns, layout, facts, on, declared=brand_class is None)
        self._wired = tuple(wiring.wired(target, only=only) for target in self.targets)
        self._wanted = _Wanted(self._circuit, distances=distances)
        self._shapes = [self._wanted.target(wired) for wired in self._wired]
        self._conflicts = self._wanted.wire(self._circuit.any_of(facts.conflicts))
        self.headings = tuple(layout.headings.values()) if self.in_python else self._columns.headings
        self.words = self._columns.worded
        self.distances = (
            tuple((wired.label, one.rule) for wired in self._wired for one in wired.criteria if one.distance is not None)
            if distances and not self.in_python
            else ()
        )
        self.labels = tuple(target_label(target) for target in self.targets)

    def judge(
        self, batch: Mapping[str, pa.Array], rows: int, first: int = 1, whole: Callable[[int], Mapping[str, Any]] | None = None
    ) -> JudgedRows:
        """Judge a batch.

        Args:
            batch: the columns, by heading; at least those of :attr:`headings`.
            rows: how many rows there are.
            first: number of the first row, for messages.
            whole: the cells of a row by its place, as Python values; taken from the batch when left out.

        Raises:
            UnusableJurisdiction: the region's own Python failed.
        """
        cells = whole or (lambda place: {heading: column[place].as_py() for heading, column in batch.items()})
        if self.in_python:
            return self._patched(None, np.arange(rows), cells, rows, first)
        inputs: dict[str, Any] = {}
        suspects, planes = self._run(batch, rows, inputs)
        conflicts = planes[self._conflicts]
        if conflicts is not False:
            mask = unpacked(conflicts, rows)
            suspects = mask if suspects is None else suspects | mask
        judged = tuple(shape(planes, inputs) for shape in self._shapes)
        if suspects is None or not suspects.any():
            return JudgedRows(rows=rows, refused={}, targets=judged, by_core=np.zeros(0, np.intp))
        return self._patched(judged, np.flatnonzero(suspects), cells, rows, first)

    def _run(self, batch: Mapping[str, pa.Array], rows: int, inputs: dict[str, Any]) -> tuple[Mask | None, list[Plane]]:
        """Pass the batch through; columns in which a number turns out to be out of reach are gone over for the rows it is in."""
        gone_over: set[str] = set()
        while True:
            self._columns.look_over(*gone_over)
            suspects = self._columns.fill(batch, inputs)
            try:
                return suspects, self._circuit.run(inputs, rows, self._wanted.wires)
            except OutOfReach as found:
                gone_over.add(found.name)

    def dossier(self, cells: Mapping[str, Any], row: int) -> Dossier:
        """The dossier of a row.

        Raises:
            DossierError: it says something that cannot be.
        """
        return self.reader.dossier(cells, row)

    def reports(self, dossier: Dossier) -> dict[str, EligibilityReport]:
        """What core says of one dossier, by level and class."""
        level, brand_class = self._asked
        asked = targets(self._jurisdiction.book, dossier, level=level, brand_class=brand_class)
        reports = ((target, self._jurisdiction.check_eligibility(dossier, target, self._on)) for target in asked)
        return {target_label(target): report for target, report in reports if report is not None}

    def _patched(
        self,
        judged: tuple[JudgedTarget, ...] | None,
        places: npt.NDArray[np.intp],
        cells: Callable[[int], Mapping[str, Any]],
        rows: int,
        first: int,
    ) -> JudgedRows:
        """The batch with some rows judged one by one, by core."""
        refused: dict[int, DossierError] = {}
        found: list[dict[str, EligibilityReport]] = []
        for place in places.tolist():
            try:
                found.append(self.reports(self.dossier(cells(place), first + place)))
            except DossierError as failure:
                refused[place] = failure
                found.append({})
        patched = tuple(
            _with_reports(
                None if judged is None else judged[number],
                target,
                places,
                [reports.get(target_label(target)) for reports in found],
                rows,
            )
            for number, target in enumerate(self.targets)
        )
        return JudgedRows(rows=rows, refused=refused, targets=patched, by_core=places)


def _short(distance: Distance, values: npt.NDArray[Any]) -> npt.NDArray[np.int64]:
    away: npt.NDArray[np.int64] = np.abs(values.astype(np.int64) - distance.bound)
    return away + 1 if distance.strict else away


class _Wanted:
    """The wires that are wanted, and how answers are put together out of their planes."""

    def __init__(self, circuit: Circuit, *, distances: bool) -> None:
        self._circuit = circuit
        self.distances = distances
        self.wires: list[Wire] = []

    def wire(self, wire: Wire) -> int:
        """The place of a wire among those wanted."""
        self.wires.append(wire)
        return len(self.wires) - 1

    def target(self, wired: WiredTarget) -> Callable[[list[Plane], Mapping[str, Any]], JudgedTarget]:
        """Makes the answers for a level and class."""
        asked = self.wire(wired.asked)
        parts = [self._outcome(outcomes) for outcomes in (wired.outcome, wired.substantive, wired.territorial)]
        criteria = [(one, self._states(one.outcomes, wired.asked)) for one in wired.criteria]

        def made(planes: list[Plane], inputs: Mapping[str, Any]) -> JudgedTarget:
            outcome, substantive, territorial = ((planes[one], planes[two], planes[three]) for one, two, three in parts)
            return JudgedTarget(
                target=wired.target,
                asked=planes[asked],
                outcome=outcome,
                substantive=substantive,
                territorial=territorial,
                criteria=tuple(
                    JudgedCriterion(
                        rule=one.rule,
                        soft=one.soft,
                        not_met=planes[states[0]],
                        no_data=planes[states[1]],
                        needs_judgement=planes[states[2]],
                        short=_short(one.distance, inputs[one.distance.name]) if self.distances and one.distance else None,
                    )
                    for one, states in criteria
                ),
            )

        return made

    def _outcome(self, outcomes: Outcomes) -> tuple[int, int, int]:
        return self.wire(self._circuit.opposite(outcomes.failed)), self.wire(outcomes.judged), self.wire(outcomes.met)

    def _states(self, outcomes: Outcomes, asked: Wire) -> tuple[int, int, int]:
        wired = self._circuit
        states = (
            outcomes.failed,
            wired.neither(outcomes.failed, outcomes.judged),
            wired.both(outcomes.judged, wired.opposite(outcomes.met)),
        )
        not_met, no_data, needs_judgement = (self.wire(wired.both(asked, state)) for state in states)
        return not_met, no_data, needs_judgement


def _targets(jurisdiction: Jurisdiction, level: Level | None, brand_class: str | None) -> tuple[Target, ...]:
    rules = jurisdiction.book.eligibility
    name = jurisdiction.name
    if rules is None:
        raise UnreadableTable(Text(f"{name.zh}没有写明认定条件", f"{name.en} states no conditions of recognition"))
    if level is not None and level not in rules.levels:
        levels = Text("、".join(one.label.zh for one in rules.levels), ", ".join(one.value for one in rules.levels))
        what = Text(f"{name.zh}不认定{level.label.zh}劳务品牌", f"{name.en} does not recognise brands at {level.label.en} level")
        raise UnreadableTable(what, where="--level", mend=Text("可选：", "choices: ") + levels)
    codes = [item.code for item in rules.classes]
    if brand_class is not None and codes and brand_class not in codes:
        what = Text(f"{name.zh}没有类别“{brand_class}”", f"{name.en} knows no class “{brand_class}”")
        raise UnreadableTable(what, where="--class", mend=Text("可选：", "choices: ") + Text("、".join(codes), ", ".join(codes)))
    return targets(jurisdiction.book, Dossier(brand=Brand(name="")), level=level, brand_class=brand_class)


def _with_reports(
    judged: JudgedTarget | None,
    target: Target,
    places: Any,
    reports: Sequence[EligibilityReport | None],
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


def _put(plane: Plane, places: Any, said: Sequence[bool], rows: int) -> Plane:
    """A plane with some rows changed."""
    mask: Mask = unpacked(filled(plane, rows), rows).copy()
    mask[places] = said
    return packed(mask)
