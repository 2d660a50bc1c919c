"""Rows judged: all at once through the circuit, or one by one by core where columns cannot say it."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from laowu.errors import DossierError
from laowu.evaluate.assess import targets
from laowu.jurisdictions.jurisdiction import Jurisdiction
from laowu.model.answers import EligibilityReport
from laowu.model.dossier import Brand, Dossier
from laowu.model.level import Level, Target
from laowu.text import Text
from laowu_ledger.errors import UnreadableTable
from laowu_ledger.tables.asked import Answers, Asked, OutOfReach
from laowu_ledger.tables.circuit import Circuit, Wire
from laowu_ledger.tables.facts import Facts
from laowu_ledger.tables.headings import Layout, Vocabulary
from laowu_ledger.tables.judged import JudgedCriterion, JudgedRows, JudgedTarget, TargetVerdicts, Verdicts
from laowu_ledger.tables.kernels import Kernel, runner
from laowu_ledger.tables.patching import Places, in_short, verdicts_with_reports, with_reports
from laowu_ledger.tables.planes import Mask, Plane, unpacked
from laowu_ledger.tables.row_dossier import RowReader
from laowu_ledger.tables.targets import Distance, Outcomes, Targets, WiredTarget, target_label
from laowu_ledger.tables.wiring import Columns

HOOK = "laowu_check_eligibility"


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
        kernel: Kernel = "numpy",
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
            kernel: what carries the circuit out.

        Raises:
            EngineMissing: the kernel is not installed.
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
        self._rows = runner(kernel, self._circuit)
        self._wanted = _Wanted(self._circuit, distances=distances)
        self._shapes = [self._wanted.target(wired) for wired in self._wired]
        conflicts = self._circuit.any_of(facts.conflicts)
        self._conflicts = self._wanted.wire(conflicts)
        self._asked_for = self._wanted.asked()
        self._short = _Short(self._circuit, self._wired, conflicts)
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
        cells = whole or _cells(batch)
        if self.in_python:
            return self._patched(None, np.arange(rows), cells, rows, first)
        inputs: dict[str, Any] = {}
        suspects, answers = self._run(batch, rows, inputs, self._asked_for)
        judged = tuple(shape(answers.planes, inputs) for shape in self._shapes)
        places = _places(suspects, answers.planes[self._conflicts], rows)
        if not len(places):
            return JudgedRows(rows=rows, refused={}, targets=judged, by_core=places)
        return self._patched(judged, places, cells, rows, first)

    def verdicts(
        self, batch: Mapping[str, pa.Array], rows: int, first: int = 1, whole: Callable[[int], Mapping[str, Any]] | None = None
    ) -> Verdicts:
        """Judge a batch in short: for each row its outcome, and the set of criteria that fail it. See :meth:`judge`."""
        if self.in_python:
            full = self.judge(batch, rows, first, whole)
            short = tuple(in_short(target, rows) for target in full.targets)
            return Verdicts(rows=rows, refused=full.refused, targets=short, by_core=full.by_core)
        suspects, answers = self._run(batch, rows, {}, self._short.asked)
        targets = self._short.targets(answers)
        places = _places(suspects, answers.planes[-1], rows)
        if not len(places):
            return Verdicts(rows=rows, refused={}, targets=targets, by_core=places)
        refused, reports = self._by_core(places, whole or _cells(batch), first)
        targets = tuple(
            verdicts_with_reports(target, places, [found.get(label) for found in reports], rows)
            for target, label in zip(targets, self.labels, strict=True)
        )
        return Verdicts(rows=rows, refused=refused, targets=targets, by_core=places)

    def _run(self, batch: Mapping[str, pa.Array], rows: int, inputs: dict[str, Any], asked: Asked) -> tuple[Mask | None, Answers]:
        """Pass the batch through; columns in which a number turns out to be out of reach are gone over for the rows it is in."""
        gone_over: set[str] = set()
        while True:
            self._columns.look_over(*gone_over)
            suspects = self._columns.fill(batch, inputs)
            try:
                return suspects, self._rows.run(inputs, rows, asked)
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

    def _by_core(
        self, places: Places, cells: Callable[[int], Mapping[str, Any]], first: int
    ) -> tuple[dict[int, DossierError], list[dict[str, EligibilityReport]]]:
        """What core says of some rows: those it refuses, and the reports on each by level and class."""
        refused: dict[int, DossierError] = {}
        found: list[dict[str, EligibilityReport]] = []
        for place in places.tolist():
            try:
                found.append(self.reports(self.dossier(cells(place), first + place)))
            except DossierError as failure:
                refused[place] = failure
                found.append({})
        return refused, found

    def _patched(
        self,
        judged: tuple[JudgedTarget, ...] | None,
        places: Places,
        cells: Callable[[int], Mapping[str, Any]],
        rows: int,
        first: int,
    ) -> JudgedRows:
        """The batch with some rows judged one by one, by core."""
        refused, found = self._by_core(places, cells, first)
        patched = tuple(
            with_reports(
                None if judged is None else judged[number], target, places, [reports.get(label) for reports in found], rows
            )
            for number, (target, label) in enumerate(zip(self.targets, self.labels, strict=True))
        )
        return JudgedRows(rows=rows, refused=refused, targets=patched, by_core=places)


def _cells(batch: Mapping[str, pa.Array]) -> Callable[[int], Mapping[str, Any]]:
    """The cells of a row of a batch, by its place."""
    return lambda place: {heading: column[place].as_py() for heading, column in batch.items()}


def _places(suspects: Mask | None, conflicts: Plane, rows: int) -> Places:
    """Rows that core must see."""
    if conflicts is not False:
        mask = unpacked(conflicts, rows)
        suspects = mask if suspects is None else suspects | mask
    return np.zeros(0, np.intp) if suspects is None else np.flatnonzero(suspects)


def _short(distance: Distance, values: npt.NDArray[Any]) -> npt.NDArray[np.int64]:
    away: npt.NDArray[np.int64] = np.abs(values.astype(np.int64) - distance.bound)
    return away + 1 if distance.strict else away


class _Wanted:
    """The wires that are wanted, and how answers are put together out of their planes."""

    def __init__(self, circuit: Circuit, *, distances: bool) -> None:
        self._circuit = circuit
        self.distances = distances
        self.wires: list[Wire] = []

    def asked(self) -> Asked:
        """What is wanted, all of it."""
        return Asked(planes=tuple(self.wires))

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


class _Short:
    """What is wanted in short: for each level and class the outcome, and the set of criteria that fail a row.

    Attributes:
        asked: what is wanted; the last plane is the one of rows that contradict themselves.
    """

    def __init__(self, circuit: Circuit, wired: Sequence[WiredTarget], conflicts: Wire) -> None:
        self._wired = wired
        self._hard = [[one for one in target.criteria if not one.soft] for target in wired]
        self.asked = Asked(
            planes=(*(target.asked for target in wired), conflicts),
            steps=tuple((circuit.opposite(target.outcome.failed), target.outcome.judged, target.outcome.met) for target in wired),
            sets=tuple(
                tuple(circuit.both(target.asked, one.outcomes.failed) for one in hard)
                for target, hard in zip(wired, self._hard, strict=True)
            ),
        )

    def targets(self, answers: Answers) -> tuple[TargetVerdicts, ...]:
        """The answers for each level and class."""
        return tuple(
            TargetVerdicts(
                target=wired.target,
                asked=answers.planes[number],
                outcome=answers.steps[number],
                rules=tuple(one.rule for one in self._hard[number]),
                failed=tuple(answers.sets[number]),
            )
            for number, wired in enumerate(self._wired)
        )


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
