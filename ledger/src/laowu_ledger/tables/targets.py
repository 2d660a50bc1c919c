"""What rows are judged for, wired: every criterion of a level and class, and what they come to together.

An outcome is three planes on the scale *not met < no data < needs judgement < met*: what fails, what is judgement or better, what
is met. On that scale *all* is the smaller, *any* the greater and *at least k* the k-th greatest, so that one operation on each
plane combines four values. See docs/explanation/bit-planes.md.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date

import attrs

from laowu.errors import InputError, UnusableJurisdiction
from laowu.jurisdictions.jurisdiction import Jurisdiction
from laowu.model.answers import Scope
from laowu.model.facts import FactType
from laowu.model.level import Level, Target
from laowu.model.outcome import Outcome
from laowu.rules.eligibility import Criterion, EligibilityRules, Prerequisite
from laowu.rules.predicate import AllOf, AnyOf, AtLeastK, Judge, Leaf, Not, Predicate
from laowu.rules.rule import in_force
from laowu.text import Text
from laowu_ledger.tables import cell_values
from laowu_ledger.tables.circuit import NO, YES, Circuit, Wire
from laowu_ledger.tables.facts import Facts
from laowu_ledger.tables.figures import CEILINGS, FLOORS
from laowu_ledger.tables.headings import FORMS, Layout, Meaning
from laowu_ledger.tables.wiring import Columns


@attrs.frozen
class Outcomes:
    """The outcome of every row.

    Attributes:
        failed: rows that fail.
        judged: rows in which it is judgement or better.
        met: rows in which it is met.
    """

    failed: Wire
    judged: Wire
    met: Wire


_CONSTANT = {
    Outcome.NOT_MET: Outcomes(YES, NO, NO),
    Outcome.NO_DATA: Outcomes(NO, NO, NO),
    Outcome.NEEDS_JUDGEMENT: Outcomes(NO, YES, NO),
    Outcome.MET: Outcomes(NO, YES, YES),
}


@attrs.frozen(kw_only=True)
class Distance:
    """How far rows that fail a criterion fall short: for one number against one bound.

    Attributes:
        name: what the number comes in as.
        bound: the bound.
        strict: whether the bound itself is not enough.
    """

    name: str
    bound: int
    strict: bool


@attrs.frozen(kw_only=True)
class WiredCriterion:
    """One criterion, or what must come first.

    Attributes:
        rule: its id.
        soft: an aim: it fails nobody.
        outcomes: what it comes to.
        distance: how far a row falls short, where that is a matter of one column.
    """

    rule: str
    soft: bool
    outcomes: Outcomes
    distance: Distance | None = None


@attrs.frozen(kw_only=True)
class WiredTarget:
    """One level and class.

    Attributes:
        target: which.
        asked: rows that are judged for it.
        criteria: in the order of the rules.
        outcome, substantive, territorial: what they come to.
    """

    target: Target
    asked: Wire
    criteria: tuple[WiredCriterion, ...]
    outcome: Outcomes
    substantive: Outcomes
    territorial: Outcomes

    @property
    def label(self) -> str:
        """Level and class in one word, as columns of the result begin."""
        return target_label(self.target)


def target_label(target: Target) -> str:
    """Level and class in one word."""
    return ".".join(filter(None, (target.level.value, target.brand_class)))


class Targets:
    """The levels and classes of one region, over the columns of one table."""

    def __init__(
        self, jurisdiction: Jurisdiction, columns: Columns, layout: Layout, facts: Facts, on: date, *, declared: bool
    ) -> None:
        """Set out.

        Args:
            jurisdiction: whose rules.
            columns: the columns brought to the circuit.
            layout: what the columns mean.
            facts: the facts over them.
            on: date judged.
            declared: whether rows that declare a class are judged in that one.
        """
        rules = jurisdiction.book.eligibility
        assert rules is not None  # noqa: S101  # who states none is refused before
        self._jurisdiction = jurisdiction
        self._rules: EligibilityRules = rules
        self._columns = columns
        self._circuit: Circuit = columns.circuit
        self._layout = layout
        self._facts = facts
        self._on = on
        self._declared = declared

    def wired(self, target: Target, *, only: Sequence[str] | None = None) -> WiredTarget:
        """Wire one level and class.

        Args:
            target: which.
            only: ids of criteria, where not all of them are wanted.

        Raises:
            UnusableJurisdiction: a criterion cannot be asked; it is named.
        """
        rules, on = self._rules, self._on
        asked_of = [rule for rule in in_force(rules.criteria, on) if rule.asked_of(target.level, target.brand_class)]
        criteria = [rule for rule in asked_of if only is None or rule.id in only]
        found = [(rule.scope, self._criterion(rule)) for rule in criteria]
        hard = [(scope, wired.outcomes) for scope, wired in found if not wired.soft]
        substantive = [outcomes for scope, outcomes in hard if scope is Scope.SUBSTANTIVE]
        territorial = [outcomes for scope, outcomes in hard if scope is Scope.TERRITORIAL]
        wired = [one for _, one in found]
        for rule in self._earlier(target.level) if only is None else ():
            first, place = self._comes_first(rule, attrs.evolve(target, level=rule.needs))
            wired.append(first)
            substantive.append(first.outcomes)
            territorial.append(place)
        silent = not hard or target.level not in rules.levels
        nothing = _CONSTANT[Outcome.NO_DATA]
        return WiredTarget(
            target=target,
            asked=self._asked(target),
            criteria=tuple(wired),
            outcome=nothing if silent else self._all([*substantive, *territorial]),
            substantive=nothing if silent else self._all(substantive),
            territorial=nothing if silent else self._all(territorial),
        )

    def _earlier(self, level: Level) -> list[Prerequisite]:
        return [
            rule for rule in in_force(self._rules.prerequisites, self._on) if level in rule.levels and rule.how != "independent"
        ]

    def _asked(self, target: Target) -> Wire:
        """A brand that declares one of the classes is held to it where the rules say so; another one is judged in each."""
        codes = tuple(item.code for item in self._rules.classes)
        if target.brand_class is None or self._rules.class_choice == "any" or not self._declared:
            return True
        of_another = self._circuit.opposite(self._facts.structure.of_known_class(codes))
        return self._circuit.either(self._facts.structure.of_class(target.brand_class), of_another)

    def _criterion(self, rule: Criterion) -> WiredCriterion:
        with self._named(rule.id):
            judgement = self._judgement(rule.id)
            found = judgement if rule.condition is None else self._weighed(rule.condition, judgement)
            if rule.unmet is Outcome.NEEDS_JUDGEMENT:
                wired, failed = self._circuit, found.failed
                found = Outcomes(
                    wired.both(failed, judgement.failed),
                    wired.either(found.judged, wired.both(failed, judgement.judged)),
                    wired.either(found.met, wired.both(failed, judgement.met)),
                )
            distance = self._distance(rule.condition) if rule.unmet is Outcome.NOT_MET else None
        return WiredCriterion(rule=rule.id, soft=rule.soft, outcomes=found, distance=distance)

    def _distance(self, condition: Predicate | None) -> Distance | None:
        """The distance that rows fall short by, where one plain column of whole numbers decides."""
        if not isinstance(condition, Leaf) or len(condition.years_back) > 1:
            return None
        stated = [meaning for meaning in self._layout.headings if meaning.part == "fact" and meaning.name == condition.fact]
        heading = self._layout.headings.get(Meaning("fact", condition.fact))
        bound = condition.bound.on(self._on)
        definition = self._jurisdiction.book.facts[condition.fact]
        if heading is None or len([one for one in stated if one.key in FORMS]) > 1 or definition.sum_of:
            return None
        if definition.type not in (FactType.COUNT, FactType.YUAN) or condition.operator not in (*FLOORS, *CEILINGS):
            return None
        assert isinstance(bound, int)  # noqa: S101  # numbers are compared with numbers
        return Distance(name=self._columns.number_name(heading), bound=bound, strict=condition.operator.strict)

    @contextmanager
    def _named(self, rule: str) -> Iterator[None]:
        """Whatever goes wrong inside is told with the rule it happened in."""
        try:
            yield
        except (InputError, UnusableJurisdiction):
            raise
        except Exception as failure:
            cause = f"{type(failure).__name__}: {failure}".splitlines()[0]
            what = Text(f"条件 {rule} 无法判断（{cause}）", f"criterion {rule} cannot be judged ({cause})")
            raise UnusableJurisdiction(
                self._jurisdiction.code, "broken", what, where=self._jurisdiction.record.place
            ) from failure

    def _judgement(self, rule: str) -> Outcomes:
        """What an office has decided; open until it has."""
        wired, columns, headings = self._circuit, self._columns, self._layout.headings
        heading = headings.get(Meaning("judged", rule, "outcome"))
        if heading is None:
            return _CONSTANT[Outcome.NEEDS_JUDGEMENT]
        said = columns.flags(heading, _judged)
        known: Wire = True
        if (day := headings.get(Meaning("judged", rule, "on"))) is not None:
            days = columns.days(day)
            later = wired.both(days.known, wired.compared(days.line, ">", self._on.toordinal()))
            known = wired.opposite(later)
        failed = wired.both(known, said.no)
        return Outcomes(failed, wired.opposite(failed), wired.both(known, said.yes))

    def _weighed(self, condition: Predicate, judgement: Outcomes) -> Outcomes:
        match condition:
            case Leaf():
                return self._leaf(condition)
            case Judge():
                return judgement
            case Not(part=part):
                return self._negated(self._weighed(part, judgement))
            case AllOf(parts=parts):
                return self._all([self._weighed(part, judgement) for part in parts])
            case AnyOf(parts=parts):
                return self._any([self._weighed(part, judgement) for part in parts])
            case AtLeastK(k=k, parts=parts):
                weighed = [self._weighed(part, judgement) for part in parts]
                # Fewer than k can still hold where more than all but k fail.
                failed = self._circuit.at_least(len(weighed) - k + 1, [part.failed for part in weighed])
                judged = self._circuit.at_least(k, [part.judged for part in weighed])
                return Outcomes(failed, judged, self._circuit.at_least(k, [part.met for part in weighed]))

    def _leaf(self, leaf: Leaf) -> Outcomes:
        bound = leaf.bound.on(self._on)
        years: list[int | None] = [self._on.year - back for back in leaf.years_back]
        decided = [self._facts.decide(leaf.fact, year, leaf.operator, bound) for year in (years or [None])]
        return self._all([Outcomes(failed, met, met) for met, failed in decided])

    def _negated(self, found: Outcomes) -> Outcomes:
        wired = self._circuit
        judged = wired.either(found.failed, wired.both(found.judged, wired.opposite(found.met)))
        return Outcomes(found.met, judged, found.failed)

    def _all(self, parts: Sequence[Outcomes]) -> Outcomes:
        wired = self._circuit
        judged, met = wired.all_of([part.judged for part in parts]), wired.all_of([part.met for part in parts])
        return Outcomes(wired.any_of([part.failed for part in parts]), judged, met)

    def _any(self, parts: Sequence[Outcomes]) -> Outcomes:
        wired = self._circuit
        judged, met = wired.any_of([part.judged for part in parts]), wired.any_of([part.met for part in parts])
        return Outcomes(wired.all_of([part.failed for part in parts]), judged, met)

    def _comes_first(self, rule: Prerequisite, lower: Target) -> tuple[WiredCriterion, Outcomes]:
        """Whether the lower level is there, or will be there in time; and what its conditions of place come to.

        A table states no course of an application, so none has ended.
        """
        held = self._facts.structure.held(rule.needs)
        has = Outcomes(self._circuit.opposite(held), held, held)
        if rule.how == "same_file":
            below = self.wired(lower)
            outcome, place = self._any([has, below.substantive]), self._any([has, below.territorial])
        else:
            without = self._circuit.both(self._facts.structure.levels_known(), self._circuit.opposite(held))
            outcome, place = Outcomes(without, held, held), _CONSTANT[Outcome.MET]
        return WiredCriterion(rule=rule.id, soft=False, outcomes=outcome), place


def _judged(cell: object) -> object:
    said = cell_values.judged(cell)
    return said == cell_values.MET[0] if said in (cell_values.MET[0], cell_values.NOT_MET[0]) else cell
